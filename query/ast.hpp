// The syntax tree of a Cypher query. The semantic check fills in the slots, the planner the plans.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/byte_span.hpp"
#include "query/value.hpp"

namespace kg::query {

struct Query;
struct PatternPart;
struct Function;  // functions.hpp
class Subplan;    // operators.hpp

/// Where a variable lives in the row of a running query; `no_slot` before the semantic check.
using Slot = std::int32_t;
inline constexpr Slot no_slot = -1;

enum class ExprKind : std::uint8_t {
  literal,     ///< value
  parameter,   ///< text
  variable,    ///< text, slot
  property,    ///< args[0].text
  subscript,   ///< args[0][args[1]]
  slice,       ///< args[0][args[1]..args[2]], either bound may be null
  all_of,      ///< AND of all args
  any_of,      ///< OR of all args
  one_of,      ///< XOR of two
  negation,    ///< NOT
  comparison,  ///< args[0] operators[0] args[1] operators[1] args[2] …
  arithmetic,  ///< op: + - * / % ^
  sign,        ///< op: + or -
  starts_with,
  ends_with,
  contains,
  matches,  ///< =~
  in_list,
  is_null,
  is_not_null,
  has_labels,  ///< args[0]:names…
  list,
  map,    ///< names are the keys of args
  call,   ///< function `text` with args, distinct
  count_star,
  case_of,             ///< has_subject: args[0] is compared; then pairs WHEN, THEN; an odd one more is ELSE
  list_comprehension,  ///< [variable IN args[0] WHERE args[1] | args[2]], the last two may be null
  quantifier,          ///< op: a(ll) y(any) n(one) s(ingle); variable IN args[0] WHERE args[1]
  reduce,              ///< reduce(text = args[0], variable IN args[1] | args[2])
  pattern_comprehension,  ///< [pattern WHERE args[0] | args[1]], args[0] may be null
  pattern_exists,         ///< (a)-->(b) as a condition
  shortest_path,          ///< shortestPath((a)-[*]-(b)) as a value
  exists_query,           ///< EXISTS { subquery }
  has_properties,         ///< made by the planner: the entity in `slot` has what the map `reference` says
};

enum class CompareOp : std::uint8_t { equal, unequal, less, less_equal, greater, greater_equal };

struct Expr {
  ExprKind kind = ExprKind::literal;
  ByteSpan where;
  std::uint32_t depth = 1;  ///< of the tree below; the parser bounds it, so recursion is safe
  char op = 0;
  bool distinct = false;
  bool has_subject = false;
  std::string text;
  Value value;
  std::vector<std::unique_ptr<Expr>> args;
  std::vector<CompareOp> operators;
  std::vector<std::string> names;
  std::string variable;  ///< bound inside: comprehension, quantifier, reduce
  std::unique_ptr<PatternPart> pattern;
  std::unique_ptr<Query> subquery;

  // Filled in later.
  Slot slot = no_slot;           ///< of the variable or, for an aggregation, of its result
  Slot second_slot = no_slot;    ///< reduce: the accumulator
  const Function* function = nullptr;
  const Expr* reference = nullptr;  ///< has_properties: the map, owned by the pattern
  std::shared_ptr<Subplan> plan;  ///< shared_ptr because Subplan is incomplete here
};
using ExprPtr = std::unique_ptr<Expr>;

enum class Direction : std::uint8_t { out, in, both };

struct NodePattern {
  ByteSpan where;
  std::string variable;  ///< empty if anonymous
  std::vector<std::string> labels;
  std::vector<ByteSpan> label_spans;
  ExprPtr properties;  ///< a map or a parameter; may be null
  Slot slot = no_slot;
  bool introduced = false;  ///< this is where the variable is bound first
};

struct RelationshipPattern {
  ByteSpan where;
  std::string variable;
  std::vector<std::string> types;
  std::vector<ByteSpan> type_spans;
  Direction direction = Direction::both;
  bool variable_length = false;
  std::int64_t min = 1;
  std::optional<std::int64_t> max;
  ExprPtr properties;
  Slot slot = no_slot;
  bool introduced = false;
};

enum class PathKind : std::uint8_t { walk, shortest, all_shortest };

/// nodes.size() == relationships.size() + 1.
struct PatternPart {
  ByteSpan where;
  std::string variable;  ///< of the path; empty if it has no name
  Slot slot = no_slot;
  PathKind kind = PathKind::walk;
  std::vector<NodePattern> nodes;
  std::vector<RelationshipPattern> relationships;
};

struct MatchClause {
  bool optional = false;
  std::vector<PatternPart> patterns;
  ExprPtr condition;  ///< may be null
};

struct UnwindClause {
  ExprPtr list;
  std::string variable;
  Slot slot = no_slot;
};

struct ProjectionItem {
  ExprPtr expression;
  std::string name;  ///< alias, or the text of the expression
  bool aliased = false;
  Slot slot = no_slot;
};

struct SortItem {
  ExprPtr expression;
  bool descending = false;
};

/// An aggregating call inside a projection: evaluated once a group, its result stands in `slot`.
struct Aggregation {
  Expr* call = nullptr;
  Slot slot = no_slot;
};

struct ProjectionClause {
  bool is_return = false;
  bool distinct = false;
  bool star = false;
  std::vector<ProjectionItem> items;  ///< the semantic check puts the variables of * in front
  std::vector<SortItem> order;
  ExprPtr skip, limit;
  ExprPtr condition;  ///< WITH … WHERE

  // Filled in by the semantic check.
  bool aggregates = false;
  std::vector<std::size_t> keys;           ///< items that group
  std::vector<Aggregation> aggregations;   ///< in items and order
};

struct CreateClause {
  std::vector<PatternPart> patterns;
};

struct SetItem {
  enum class Kind : std::uint8_t { property, replace, merge, labels, remove_property, remove_labels } kind = Kind::property;
  ByteSpan where;
  ExprPtr target;  ///< the property expression, else the variable
  ExprPtr value;
  std::vector<std::string> labels;
};

/// SET or REMOVE.
struct SetClause {
  std::vector<SetItem> items;
};

struct MergeClause {
  PatternPart pattern;
  std::vector<SetItem> on_create, on_match;
};

struct DeleteClause {
  bool detach = false;
  std::vector<ExprPtr> targets;
};

struct YieldItem {
  ByteSpan where;
  std::string field, variable;
  Slot slot = no_slot;
};

struct CallClause {
  ByteSpan where;
  std::string procedure;
  bool explicit_arguments = false;
  std::vector<ExprPtr> arguments;
  bool has_yield = false;
  bool yield_star = false;
  std::vector<YieldItem> yields;
  ExprPtr condition;
  bool standalone = false;  ///< the only clause: its outputs are the result
};

struct Clause {
  ByteSpan where;  ///< of its first keyword
  std::variant<MatchClause, UnwindClause, ProjectionClause, CreateClause, MergeClause, SetClause, DeleteClause, CallClause> body;
};

struct SingleQuery {
  std::vector<Clause> clauses;
};

struct Query {
  ByteSpan where;
  std::vector<SingleQuery> parts;    ///< joined by UNION
  std::vector<bool> union_all;       ///< one fewer than parts
  std::vector<ByteSpan> union_where;

  // Filled in by the semantic check.
  std::vector<std::string> columns;
  std::vector<Slot> column_slots;               ///< of the result
  std::vector<std::vector<Slot>> part_slots;    ///< of each part, in the order of `columns`
  Slot slot_count = 0;
  bool updates = false;
};

/// True if both are the same expression, wherever they stand.
bool same(const Expr& a, const Expr& b);

}  // namespace kg::query
