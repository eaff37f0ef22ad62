// A shell session: a graph that can be changed, declared procedures, and the JSON line protocol.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "graph/memory_graph.hpp"
#include "query/cypher.hpp"

namespace kg::query {

class Session {
 public:
  explicit Session(std::unique_ptr<graph::MemoryGraph> graph) : graph_(std::move(graph)) {}

  graph::MemoryGraph& graph() { return *graph_; }
  /// An empty graph, no declared procedures.
  void reset();
  QueryResult run(std::string_view cypher, RunOptions options = {});

  /// Answers one line of the protocol of the openCypher TCK runner: {"query": …}, {"reset": true} or
  /// {"procedure": …}. Never throws for what the line holds: errors are answers, too.
  std::string answer(std::string_view line);

 private:
  std::unique_ptr<graph::MemoryGraph> graph_;
  Procedures procedures_;
};

}  // namespace kg::query
