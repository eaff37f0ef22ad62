#include "cli/check_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.hpp"
#include "graph/check.hpp"

namespace kg::cli {

namespace {

constexpr std::size_t most_faults = 20;

void run(const std::string& graph) {
  const std::vector<std::string> faults = graph::check(graph, most_faults);
  for (const std::string& fault : faults) std::cout << graph << ": " << fault << '\n';
  if (faults.empty()) {
    std::cout << graph << ": whole\n";
    return;
  }
  throw Error(faults.size() < most_faults ? std::to_string(faults.size()) + (faults.size() == 1 ? " fault" : " faults")
                                          : "at least " + std::to_string(faults.size()) + " faults",
              graph, {}, "'kg build' makes the graph again from its articles");
}

}  // namespace

void add_check_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("check", "Test every checksum and every rule of a graph file");
  const auto graph = std::make_shared<std::string>();
  add_graph_option(*command, *graph);
  command->add_option("GRAPH", *graph, "graph file (like -g)");
  command->callback([graph] { run(*graph); });
}

}  // namespace kg::cli
