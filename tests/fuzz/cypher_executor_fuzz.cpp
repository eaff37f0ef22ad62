// Any query on a small dense graph ends in bounded work, and an error leaves the graph as it was.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "graph/memory_graph.hpp"
#include "query/cypher.hpp"
#include "query/print.hpp"

namespace {

using namespace std::string_literals;

std::unique_ptr<kg::graph::MemoryGraph> make_graph() {
  auto graph = std::make_unique<kg::graph::MemoryGraph>();
  const char* labels[] = {"Person", "State", "Meeting"};
  for (std::int64_t i = 0; i < 6; ++i) graph->add_node({labels[i % 3], "Actor"}, {{"name", "n" + std::to_string(i)}, {"num", i}});
  for (std::uint32_t i = 0; i < 6; ++i) {
    for (std::uint32_t j = 0; j < 6; ++j) graph->add_edge(kg::graph::NodeId{i}, (i + j) % 2 == 0 ? "MET" : "KNOWS", kg::graph::NodeId{j}, {{"times", std::int64_t{i}}});
  }
  return graph;
}

std::string contents(const kg::graph::MemoryGraph& graph) {
  std::string out;
  for (std::uint32_t i = 0; i < graph.node_bound(); ++i) {
    if (graph.alive(kg::graph::NodeId{i})) out += kg::query::print(kg::graph::NodeId{i}, graph);
  }
  return out + std::to_string(graph.edge_count());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  kg::query::RunOptions options;
  options.step_limit = 20'000;
  options.memory_limit = 8 << 20;
  options.parameters = {{"p", std::int64_t{2}}, {"s", "n1"s}};
  const auto graph = make_graph();
  const std::string before = contents(*graph);
  try {
    const auto result = kg::query::run_update(*graph, text, options);
    for (const auto& row : result.rows) {
      for (const auto& value : row) static_cast<void>(kg::query::print(value, *graph));
    }
  } catch (const kg::query::CypherError& error) {
    if (contents(*graph) != before) std::abort();
  }
  return 0;
}
