// What a running query needs at hand: the graph, the row, the limits, the counters.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "graph/memory_graph.hpp"
#include "graph/property_graph.hpp"
#include "query/ast.hpp"
#include "query/cypher.hpp"
#include "query/value.hpp"

namespace kg::query {

/// One row is shared by all operators of a plan: each writes its own slots and leaves the others
/// alone, so a row is copied only where rows are kept (sorting, grouping, joining).
class Context {
 public:
  Context(const graph::PropertyGraph& graph, graph::MemoryGraph* updates, const RunOptions& options, Slot slots);

  const graph::PropertyGraph& graph;
  graph::MemoryGraph* const updates;  ///< the same graph if the query may change it, else null
  const RunOptions& options;
  std::vector<Value> row;
  UpdateCounts counts;
  std::uint64_t multiplicity = 1;  ///< how many equal rows this one stands for (make_count_steps)
  const std::chrono::system_clock::time_point started = std::chrono::system_clock::now();

  Value& at(Slot slot) { return row[static_cast<std::size_t>(slot)]; }
  const Value& at(Slot slot) const { return row[static_cast<std::size_t>(slot)]; }

  /// To be called for every step of work: ends the query when it was cancelled, took too long or
  /// took too many steps.
  void step() {
    if (++steps_ >= next_look_) look();
  }
  /// Accounts for bytes that are kept; throws beyond the memory limit.
  void keep(std::size_t bytes) {
    kept_ += bytes;
    if (kept_ > options.memory_limit) fail_memory();
  }
  void release(std::size_t bytes) { kept_ -= std::min(bytes, kept_); }
  /// Throws if values of `bytes` would not fit beside what is kept already.
  void check_size(std::size_t bytes) const {
    if (bytes > options.memory_limit || kept_ + bytes > options.memory_limit) fail_memory();
  }

 private:
  void look();
  [[noreturn]] void fail_memory() const;

  std::uint64_t steps_ = 0;
  std::uint64_t next_look_ = 1024;
  std::size_t kept_ = 0;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace kg::query
