#include "cli/shell_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "cli/shell_prompt.hpp"
#include "graph/graph.hpp"
#include "graph/memory_graph.hpp"
#include "query/session.hpp"

namespace kg::cli {

void add_shell_command(CLI::App& app, int& exit_code) {
  struct Options {
    std::string graph;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("shell", "Ask and change a graph in memory, query by query");
  command->add_option("-g,--graph", options->graph, "graph file to load a copy of; without it the graph is empty")->type_name("GRAPH");
  command->add_flag("--json", options->json, "answer one JSON request a line, for programs");
  command->footer("Changes stay in memory: a graph file changes with its documents.");
  command->callback([options, &exit_code] {
    auto graph = options->graph.empty() ? std::make_unique<graph::MemoryGraph>()
                                        : graph::MemoryGraph::copy_of(*graph::Graph::open(options->graph));
    query::Session session(std::move(graph));
    if (!options->json) {
      if (!run_prompt(session, options->graph)) exit_code = failed;
      return;
    }
    for (std::string line; std::getline(std::cin, line);) {
      if (line.empty()) continue;
      std::cout << session.answer(line) << '\n' << std::flush;
    }
  });
}

}  // namespace kg::cli
