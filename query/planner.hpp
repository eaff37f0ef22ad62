// From a checked query to a tree of operators.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "query/ast.hpp"
#include "query/operators.hpp"

namespace kg::query {

/// Plans hold pointers into the query: it must live as long as they do.
class Planner {
 public:
  Planner(const graph::PropertyGraph& graph, const Procedures* procedures) : graph_(graph), procedures_(procedures) {}

  OperatorPtr plan(Query& query);
  /// Expressions that the planner made; plans point into them.
  std::vector<ExprPtr> take_expressions() { return std::move(expressions_); }

 private:
  OperatorPtr plan_single(SingleQuery& query);
  OperatorPtr plan_projection(OperatorPtr input, ProjectionClause& projection);
  OperatorPtr plan_call(OperatorPtr input, CallClause& call);
  /// The patterns and conditions of one clause; `rows` is what the planner expects so far.
  OperatorPtr plan_match(OperatorPtr input, const std::vector<PatternPart*>& parts, const ExprPtr* condition);
  OperatorPtr count_instead_of_expanding(OperatorPtr input, const ProjectionClause& projection);
  /// Plans the patterns inside an expression.
  void prepare(Expr& expr);
  void prepare_items(std::vector<SetItem>& items);

  const graph::PropertyGraph& graph_;
  const Procedures* procedures_;
  std::vector<ExprPtr> expressions_;
  double rows_ = 1;  ///< expected of the plan so far
  /// The last operator, if it only steps to a new node.
  const Operator* last_expand_ = nullptr;
  Step last_step_;
};

/// Slots of variables that an expression reads, sorted. Nothing if it holds a subquery, which may read any.
std::optional<std::vector<Slot>> slots_of(const Expr& expr);

}  // namespace kg::query
