// The semantic checker's parts, in three files: semantics.cpp (clauses), check_pattern.cpp,
// check_expression.cpp.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "query/ast.hpp"
#include "query/cypher_error.hpp"
#include "query/procedures.hpp"
#include "query/types.hpp"

namespace kg::query {

struct Binding {
  Slot slot = no_slot;
  StaticType type;
};
using Scope = std::unordered_map<std::string, Binding>;

class Checker {
 public:
  Checker(const Procedures* procedures, const Map& parameters) : procedures_(procedures), parameters_(parameters) {}
  void check(Query& query, const Scope& outer, bool nested);
  Slot slots() const { return next_slot_; }
  bool updates() const { return updates_; }

 private:
  /// What an expression may hold where it stands.
  struct Place {
    bool aggregation = false;      ///< aggregating calls are allowed
    bool condition = false;        ///< patterns as conditions are allowed
    std::string_view clause = {};  ///< for messages
  };

  // Clauses.
  void check_single(SingleQuery& query, Scope scope, bool nested, std::vector<std::string>& columns, std::vector<Slot>& slots);
  void check_match(MatchClause& match);
  void check_unwind(UnwindClause& unwind);
  void check_projection(ProjectionClause& projection, ByteSpan where, bool nested);
  void add_star(ProjectionClause& projection, ByteSpan where);
  void check_order(ProjectionClause& projection, const Scope& before, const Scope& after);
  void use_projected(Expr& expr, const ProjectionClause& projection, const Scope& before, const Scope& after, bool aggregating);
  void check_grouping(const Expr& expr, const ProjectionClause& projection, std::vector<std::string>& local);
  void replace_keys(Expr& expr, const ProjectionClause& projection);
  void check_bound(Expr& bound, std::string_view clause);
  void check_create(CreateClause& create);
  void check_merge(MergeClause& merge);
  void check_set_items(std::vector<SetItem>& items);
  void check_delete(DeleteClause& clause);
  void check_call(CallClause& call, bool standalone);
  void collect_aggregations(Expr& expr, std::vector<Aggregation>& found);

  // Patterns.
  void bind_patterns(std::vector<PatternPart>& parts, bool may_introduce);
  void bind_part(PatternPart& part, bool may_introduce);
  /// Takes the variables that the part introduced out of scope again.
  void unbind_part(const PatternPart& part);
  void bind_node(NodePattern& node, bool may_introduce);
  void bind_relationship(RelationshipPattern& relationship, bool may_introduce, std::vector<std::string>& seen);
  void bind_created(PatternPart& part, bool merge);
  void check_pattern_properties(PatternPart& part, bool parameters_allowed);

  // Expressions.
  StaticType infer(Expr& expr, const Place& place);
  StaticType infer_variable(Expr& expr);
  StaticType infer_arithmetic(Expr& expr, const Place& place);
  StaticType infer_call(Expr& expr, const Place& place);
  StaticType infer_bound(Expr& expr, const Place& place);
  void infer_condition(Expr& expr, Place place);
  [[noreturn]] void fail_type(const Expr& expr, std::string_view wanted, const StaticType& got) const;

  Slot new_slot() { return next_slot_++; }
  const Binding* find(const std::string& name) const;
  [[noreturn]] void fail_undefined(const std::string& name, ByteSpan where) const;

  const Procedures* procedures_;
  const Map& parameters_;
  Scope scope_;
  Slot next_slot_ = 0;
  bool updates_ = false;
  bool inside_aggregation_ = false;
};

bool contains_aggregation(const Expr& expr);

}  // namespace kg::query
