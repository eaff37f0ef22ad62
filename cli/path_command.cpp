#include "cli/path_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/answer_output.hpp"
#include "graph/graph.hpp"

namespace kg::cli {

void add_path_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("path", "the shortest ways from one name to another");
  struct Settings {
    AskSettings ask;
    std::string from, to;
  };
  auto settings = std::make_shared<Settings>();
  add_ask_options(*command, settings->ask);
  command->add_option("A", settings->from, "a name")->required();
  command->add_option("B", settings->to, "another name")->required();
  command->callback([settings] {
    const query::AskOptions options = ask_options(settings->ask);
    const auto graph = graph::Graph::open(settings->ask.graph);
    print_answer(*graph, query::ask_path(*graph, load_ontology(settings->ask), settings->from, settings->to, options), settings->ask);
  });
}

}  // namespace kg::cli
