#include "cli/why_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.hpp"
#include "graph/graph.hpp"
#include "query/why.hpp"

namespace kg::cli {

void add_why_command(CLI::App& app, int&) {
  struct Settings {
    std::string graph;
    std::vector<std::string> what;
  };
  auto settings = std::make_shared<Settings>();
  CLI::App* command = app.add_subcommand("why", "Show the claims, sentences, dates and reasons behind an edge or a pair");
  add_graph_option(*command, settings->graph);
  command->add_option("what", settings->what, "The id of an edge (e12), or two names")->required()->expected(1, 2)->type_name("EDGE | A B");
  command->callback([settings] {
    const auto graph = graph::Graph::open(settings->graph);
    std::cout << (settings->what.size() == 1 ? query::why_edge(*graph, settings->what[0]) : query::why_pair(*graph, settings->what[0], settings->what[1]));
  });
}

}  // namespace kg::cli
