// openCypher on any PropertyGraph: one call from text to rows.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/memory_graph.hpp"
#include "graph/property_graph.hpp"
#include "query/cypher_error.hpp"
#include "query/procedures.hpp"
#include "query/value.hpp"

namespace kg::query {

struct RunOptions {
  Map parameters;
  std::chrono::milliseconds timeout{0};          ///< 0: none
  std::size_t memory_limit = std::size_t{4} << 30;  ///< bytes that rows and tables may take
  std::uint64_t step_limit = 2'000'000'000;      ///< steps of work; 0: none. Bounds paths without end
  const std::atomic<bool>* cancelled = nullptr;  ///< looked at often; true stops the query
  const Procedures* procedures = nullptr;        ///< for CALL, besides the built-in ones
  bool explain = false;                          ///< plan only, no rows
  bool profile = false;                          ///< plan with actual rows and time besides the rows
};

/// What updating clauses did.
struct UpdateCounts {
  std::int64_t nodes_created = 0, nodes_deleted = 0;
  std::int64_t relationships_created = 0, relationships_deleted = 0;
  std::int64_t properties_set = 0;
  std::int64_t labels_added = 0, labels_removed = 0;
  bool operator==(const UpdateCounts&) const = default;
};

struct QueryResult {
  std::vector<std::string> columns;
  std::vector<List> rows;
  std::string plan;  ///< printable, one operator a line; only with explain or profile
  std::vector<std::string> notes;  ///< for stderr: "no node has the label 'Persn'; did you mean 'Person'?"
  UpdateCounts counts;
};

/// Runs a reading query. Throws query::CypherError (a kg::Error with type, phase and detail).
/// A query that updates is refused.
QueryResult run_cypher(const graph::PropertyGraph& graph, std::string_view cypher, const RunOptions& options = {});

/// Runs any query. An error leaves the graph as it was.
QueryResult run_update(graph::MemoryGraph& graph, std::string_view cypher, const RunOptions& options = {});

}  // namespace kg::query
