// Cypher text to syntax tree: recursive descent with bounded depth.
#pragma once

#include <memory>
#include <string_view>

#include "query/ast.hpp"

namespace kg::query {

/// Deepest nesting of brackets, operators and subqueries that is read; beyond it is a syntax error.
inline constexpr std::uint32_t deepest_nesting = 400;

/// Throws CypherError (SyntaxError, compile) with the place and what was expected there.
/// A trailing semicolon is allowed.
std::unique_ptr<Query> parse_cypher(std::string_view cypher);

}  // namespace kg::query
