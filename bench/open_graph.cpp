// How long it takes to open a graph and look something up, each time from a new mapping.
//
//   open_graph GRAPH.kg NAME
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "base/utf8.hpp"
#include "graph/graph.hpp"

namespace {

using namespace kg::graph;

template <class Work>
void measure(const char* what, int times, Work&& work) {
  std::vector<double> milliseconds;
  std::size_t found = 0;
  for (int i = 0; i < times; ++i) {
    const auto start = std::chrono::steady_clock::now();
    found = work();
    milliseconds.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  fmt::print("{:<34} median {:8.3f} ms, least {:8.3f} ms, most {:8.3f} ms; found {}\n", what, milliseconds[milliseconds.size() / 2],
             milliseconds.front(), milliseconds.back(), found);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: open_graph GRAPH.kg NAME\n", stderr);
    return 2;
  }
  const std::string name = kg::fold_name(argv[2]);
  measure("open", 101, [&] { return Graph::open(argv[1])->node_count(); });
  measure("open and look up with properties", 101, [&] {
    const auto graph = Graph::open(argv[1]);
    std::size_t found = 0;
    for (const NodeId node : graph->find_name(name)) found += graph->properties(node).size() + graph->evidence(node).size();
    return found;
  });
  measure("open and first neighbours", 101, [&] {
    const auto graph = Graph::open(argv[1]);
    std::size_t found = 0;
    for (const NodeId node : graph->find_name(name)) found += graph->out(node).size() + graph->in(node).size();
    return found;
  });
  const auto graph = Graph::open(argv[1]);
  measure("by prefix, best ten", 11, [&] { return graph->find_similar(name.substr(0, 3), 0, 10).size(); });
  measure("one letter away, best ten", 11, [&] { return graph->find_similar(name.substr(1), 1, 10).size(); });
  measure("two letters away, best ten", 11, [&] { return graph->find_similar(name.substr(1), 2, 10).size(); });
  return 0;
}
