// Values of expressions for the row at hand.
#pragma once

#include <optional>

#include "query/ast.hpp"
#include "query/context.hpp"

namespace kg::query {

Value evaluate(const Expr& expr, Context& context);

/// True only if the condition is true: null and false drop a row.
bool holds(const Expr& condition, Context& context);

/// The value as a truth; null is nothing. Throws TypeError for anything else.
std::optional<bool> as_truth(const Value& value, const Expr& expr);

/// value.key for nodes, relationships, maps and temporal values; null for null.
Value property_of(const Value& value, const std::string& key, ByteSpan where, Context& context);

/// All properties of a node or relationship as a map, keys in the order of their names.
Map properties_of(const Value& entity, Context& context);

/// Throws EntityNotFound if the node or relationship was deleted in this query.
void check_alive(const Value& entity, const Context& context, ByteSpan where);

/// Both ends of pattern evaluation live with the planner's subplans.
class Subplan {
 public:
  virtual ~Subplan() = default;
  /// Starts over with the variables of the row at hand.
  virtual void open(Context& context) = 0;
  /// Fills the slots of the next match; false at the end.
  virtual bool next(Context& context) = 0;
};

}  // namespace kg::query
