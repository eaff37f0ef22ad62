// The operators of a plan: each pulls rows from its input and fills slots of the shared row.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "query/ast.hpp"
#include "query/context.hpp"
#include "query/evaluator.hpp"
#include "query/procedures.hpp"

namespace kg::query {

class Operator {
 public:
  explicit Operator(std::string name, std::unique_ptr<Operator> input = nullptr) : name_(std::move(name)), input_(std::move(input)) {}
  virtual ~Operator();
  Operator(const Operator&) = delete;
  Operator& operator=(const Operator&) = delete;

  /// Starts over, with the slots that are bound outside as they are now.
  void open(Context& context) {
    if (input_) input_->open(context);
    start(context);
  }
  bool next(Context& context) {
    if (!context.options.profile) return pull(context);
    const auto begin = std::chrono::steady_clock::now();
    const bool found = pull(context);
    time += std::chrono::steady_clock::now() - begin;
    rows += found ? 1 : 0;
    return found;
  }

  const std::string& name() const { return name_; }
  const Operator* input() const { return input_.get(); }
  /// Plans beside the input: the inner side of a join, the other part of a union.
  virtual std::vector<const Operator*> inner() const { return {}; }
  /// The slot of a node that no two rows share; `no_slot` if that is not known.
  virtual Slot distinct_node() const { return no_slot; }
  /// Takes the operator apart: the planner replaces it by a cheaper one.
  std::unique_ptr<Operator> release_input() { return std::move(input_); }
  /// Performs updates that nobody pulled, below a LIMIT 0.
  virtual void finish(Context& context) {
    if (input_) input_->finish(context);
  }

  std::string detail;    ///< what it does, for --explain
  double estimate = -1;  ///< rows the planner expects; negative if it does not know
  std::uint64_t rows = 0;
  std::chrono::nanoseconds time{0};  ///< its own and that of its inputs

 protected:
  virtual void start(Context& context) = 0;
  virtual bool pull(Context& context) = 0;
  Operator& source() { return *input_; }

 private:
  std::string name_;
  std::unique_ptr<Operator> input_;
};
using OperatorPtr = std::unique_ptr<Operator>;

/// A plan inside an expression.
class OperatorSubplan final : public Subplan {
 public:
  explicit OperatorSubplan(OperatorPtr root) : root_(std::move(root)) {}
  void open(Context& context) override { root_->open(context); }
  bool next(Context& context) override { return root_->next(context); }
  const Operator& root() const { return *root_; }

 private:
  OperatorPtr root_;
};

/// What is followed from node to node.
struct Step {
  std::vector<std::string> types;  ///< any if empty
  Direction direction = Direction::out;
  Slot from = no_slot, relationship = no_slot, to = no_slot;
  bool to_bound = false;            ///< only relationships to the node that stands there
  std::vector<Slot> different_from; ///< relationships (or lists of them) matched before in the same clause
};

/// Bounds, conditions and kind of a path of variable length.
struct Reach {
  std::int64_t min = 1;
  std::int64_t max = 0;
  const Expr* properties = nullptr;  ///< a map that every relationship must have
  PathKind kind = PathKind::walk;
  Slot path = no_slot;  ///< shortest paths write the whole path here, too
};

// Sources (operators_scan.cpp).
OperatorPtr make_single_row();
OperatorPtr make_scan_all(OperatorPtr input, Slot node);
OperatorPtr make_scan_label(OperatorPtr input, Slot node, std::string label);
/// Nodes whose name or an alias folds to the same as the value of `name`.
OperatorPtr make_seek_name(OperatorPtr input, Slot node, const Expr* name);
/// The node with this id, or those in this list of ids.
OperatorPtr make_seek_id(OperatorPtr input, Slot node, const Expr* id);
OperatorPtr make_unwind(OperatorPtr input, const Expr* list, Slot slot);
OperatorPtr make_call(OperatorPtr input, const CallClause* call, const Procedure* procedure);

// Steps (operators_expand.cpp, operators_path.cpp).
OperatorPtr make_expand(OperatorPtr input, Step step);
/// Only how many steps there are: the multiplicity of the row for the aggregation right above.
OperatorPtr make_count_steps(OperatorPtr input, Step step);
/// The relationship is known already: its ends.
OperatorPtr make_ends(OperatorPtr input, Step step, bool from_bound);
OperatorPtr make_walk(OperatorPtr input, Step step, Reach reach);
/// The list of relationships is known already: where it leads.
OperatorPtr make_follow(OperatorPtr input, Step step, Reach reach);
OperatorPtr make_shortest(OperatorPtr input, Step step, Reach reach);
OperatorPtr make_build_path(OperatorPtr input, const PatternPart* part);

// Rows (operators_rows.cpp, operators_group.cpp).
OperatorPtr make_filter(OperatorPtr input, std::vector<const Expr*> conditions);
OperatorPtr make_project(OperatorPtr input, std::vector<std::pair<const Expr*, Slot>> items);
OperatorPtr make_aggregate(OperatorPtr input, std::vector<std::pair<const Expr*, Slot>> keys, std::vector<Aggregation> aggregations);
/// The same for counts over make_count_steps() where every row is a group of its own.
OperatorPtr make_stream_counts(OperatorPtr input, std::vector<std::pair<const Expr*, Slot>> keys, std::vector<Aggregation> aggregations);
OperatorPtr make_distinct(OperatorPtr input, std::vector<Slot> slots);
/// `keep` are the slots that are needed above; `limit` (may be null) makes it keep only the first rows.
OperatorPtr make_sort(OperatorPtr input, const std::vector<SortItem>* order, std::vector<Slot> keep, const Expr* skip, const Expr* limit);
OperatorPtr make_skip(OperatorPtr input, const Expr* count);
OperatorPtr make_limit(OperatorPtr input, const Expr* count);
/// For every input row the rows of `inner`, or one with nulls if there are none.
OperatorPtr make_optional(OperatorPtr input, OperatorPtr inner, std::vector<Slot> slots);
/// Rows of input and `inner` with equal keys; `inner` is run once and kept.
OperatorPtr make_hash_join(OperatorPtr input, OperatorPtr inner, std::vector<const Expr*> input_keys, std::vector<const Expr*> inner_keys, std::vector<Slot> inner_slots);
OperatorPtr make_union(std::vector<OperatorPtr> parts, std::vector<std::vector<Slot>> part_slots, std::vector<Slot> slots);

// Updates (operators_update.cpp): each takes in all its input before it changes anything.
OperatorPtr make_create(OperatorPtr input, const CreateClause* create);
OperatorPtr make_merge(OperatorPtr input, OperatorPtr matcher, const MergeClause* merge);
OperatorPtr make_set(OperatorPtr input, const std::vector<SetItem>* items);
OperatorPtr make_delete(OperatorPtr input, const DeleteClause* clause);

/// A count for SKIP or LIMIT; throws for anything but an integer of 0 or more.
std::int64_t evaluate_count(const Expr& count, Context& context, std::string_view clause);

/// The plan as text, one operator a line, inputs below; with actual rows and times if `profiled`.
std::string describe(const Operator& root, bool profiled);

inline void set_node(Value& value, graph::NodeId node) {
  if (auto* known = std::get_if<graph::NodeId>(&value.data)) {
    *known = node;
  } else {
    value.data = node;
  }
}
inline void set_edge(Value& value, graph::EdgeId edge) {
  if (auto* known = std::get_if<graph::EdgeId>(&value.data)) {
    *known = edge;
  } else {
    value.data = edge;
  }
}

}  // namespace kg::query
