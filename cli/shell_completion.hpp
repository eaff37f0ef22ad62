// What the Tab key offers in kg shell: keywords, functions, labels, types, keys; names inside quotes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/property_graph.hpp"

namespace kg::cli {

/// Whole words that may stand for the part `line[begin, end)` under the cursor, sorted, at most 100.
std::vector<std::string> completions(const graph::PropertyGraph& graph, std::string_view line, std::size_t begin, std::size_t end);

/// Makes Tab offer them from now on; `graph` must stay.
void start_completion(const graph::PropertyGraph& graph);

}  // namespace kg::cli
