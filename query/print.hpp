// Values as Cypher prints them.
#pragma once

#include <string>

#include "graph/property_graph.hpp"
#include "query/value.hpp"

namespace kg::query {

/// Shortest digits that read back: "1.0", "0.001", "1.0E10", "NaN", "Infinity".
std::string print_float(double value);

/// As a Cypher literal: 'text', [1, 2], {a: 1}, (:Person {name: 'Kim'}), [:MET {times: 1}],
/// <(:A)-[:T]->(:B)>; temporal values in quotes.
std::string print(const Value& value, const graph::PropertyGraph& graph);

/// The same, but strings and temporal values at the top stand bare: for cells of a table.
std::string print_cell(const Value& value, const graph::PropertyGraph& graph);

}  // namespace kg::query
