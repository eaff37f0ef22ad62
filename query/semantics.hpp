// The check of a whole query before it runs: variables, types, aggregation; gives every variable its slot.
#pragma once

#include <string>
#include <unordered_map>

#include "query/ast.hpp"
#include "query/procedures.hpp"
#include "query/types.hpp"

namespace kg::query {

/// Fills in slots, functions, columns. Throws CypherError (compile) with openCypher's details:
/// UndefinedVariable, VariableTypeConflict, InvalidAggregation …
/// `parameters` are looked at where a CALL takes its arguments from them.
void check_semantics(Query& query, const Procedures* procedures, const Map& parameters);

/// The procedure called so, declared or built in; null if there is none.
const Procedure* find_procedure(const std::string& name, const Procedures* procedures);

}  // namespace kg::query
