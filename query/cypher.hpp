// openCypher on any PropertyGraph: one call from text to rows.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/property_graph.hpp"
#include "query/value.hpp"

namespace kg::query {

struct RunOptions {
  Map parameters;
  std::chrono::milliseconds timeout{0};          ///< 0: none
  std::size_t memory_limit = std::size_t{4} << 30;  ///< bytes that rows and tables may take
  const std::atomic<bool>* cancelled = nullptr;  ///< looked at often; true stops the query
  bool explain = false;                          ///< plan only, no rows
  bool profile = false;                          ///< plan with actual rows and time besides the rows
};

struct QueryResult {
  std::vector<std::string> columns;
  std::vector<List> rows;
  std::string plan;  ///< printable, one operator a line; only with explain or profile
};

/// Runs a reading query. Throws query::CypherError (a kg::Error with type, phase and detail).
QueryResult run_cypher(const graph::PropertyGraph& graph, std::string_view cypher, const RunOptions& options = {});

}  // namespace kg::query
