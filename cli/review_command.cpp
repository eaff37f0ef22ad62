#include "cli/review_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "graph/graph.hpp"
#include "query/why.hpp"

namespace kg::cli {

void add_review_command(CLI::App& app, int&) {
  struct Settings {
    std::string graph;
    std::size_t limit = 50;
  };
  auto settings = std::make_shared<Settings>();
  CLI::App* command = app.add_subcommand("review", "List pairs of nodes that may be one, with a decision that would join each");
  add_graph_option(*command, settings->graph);
  command->add_option("--limit", settings->limit, "At most so many pairs; 0 for all")->capture_default_str();
  command->callback([settings] {
    const auto graph = graph::Graph::open(settings->graph);
    std::cout << query::review(*graph, settings->limit);
  });
}

}  // namespace kg::cli
