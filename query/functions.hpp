// The table of all functions: names, arguments, types.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/ast.hpp"
#include "query/context.hpp"

namespace kg::query {

/// Kinds that an argument may have, one letter each: b(oolean) i(nteger) f(loat) s(tring) l(ist) m(ap)
/// n(ode) r(elationship) p(ath) t(emporal); '*' is any. Null is always allowed.
struct Function {
  std::string_view name;
  int min_arguments = 0;
  int max_arguments = 0;
  std::string_view first_argument = "*";  ///< checked before the query runs where the type is known
  char result = '*';
  bool aggregates = false;
  /// Null for aggregations, which operators compute, and for functions that evaluate() knows itself.
  Value (*call)(std::span<const Value> arguments, Context& context, const Expr& expr) = nullptr;
  std::string_view help;
};

/// By name, without regard to case; null if there is none.
const Function* find_function(std::string_view name);
std::span<const Function> all_functions();

/// The tables that functions.cpp joins.
std::span<const Function> scalar_functions();
std::span<const Function> math_functions();
std::span<const Function> string_functions();
std::span<const Function> temporal_functions();
std::span<const Function> aggregate_functions();

[[noreturn]] void fail_argument(const Expr& call, const Value& value, std::string_view wanted);

}  // namespace kg::query
