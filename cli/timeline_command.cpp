#include "cli/timeline_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/answer_output.hpp"
#include "graph/graph.hpp"

namespace kg::cli {

void add_timeline_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("timeline", "what happened (with NAME), in the order of dates");
  struct Settings {
    AskSettings ask;
    std::string name;
  };
  auto settings = std::make_shared<Settings>();
  add_ask_options(*command, settings->ask);
  command->add_option("NAME", settings->name, "a person, state or organisation; all if left out");
  command->callback([settings] {
    const query::AskOptions options = ask_options(settings->ask);
    const auto graph = graph::Graph::open(settings->ask.graph);
    print_answer(*graph, query::ask_timeline(*graph, load_ontology(settings->ask), settings->name, options), settings->ask);
  });
}

}  // namespace kg::cli
