#include "cli/show_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/terminal.hpp"
#include "graph/graph.hpp"
#include "query/ask.hpp"
#include "query/dossier.hpp"

namespace kg::cli {

void add_show_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("show", "a dossier: offices, meetings, statements, policies, relations, sources");
  struct Settings {
    std::string graph, name;
    std::string format = "table";
    std::size_t rows = 6;
  };
  auto settings = std::make_shared<Settings>();
  add_graph_option(*command, settings->graph);
  command->add_option("NAME", settings->name, "a person, state, organisation, place or policy")->required();
  command->add_option("--rows", settings->rows, "rows in each section")->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}))->capture_default_str();
  command->add_option("--format", settings->format, "table or json")->check(CLI::IsMember({"table", "json"}))->capture_default_str();
  command->callback([settings] {
    const auto graph = graph::Graph::open(settings->graph);
    std::vector<std::string> notes;
    const graph::NodeId node = query::find_node(*graph, ontology::Ontology::standard(), settings->name, notes);
    for (const std::string& note : notes) std::cerr << "kg: note: " << note << '\n';
    const query::Dossier dossier = query::make_dossier(*graph, node, settings->rows);
    if (settings->format == "json") query::write_dossier_json(dossier, std::cout);
    else query::write_dossier(dossier, terminal_width(), terminal_has_colour(), std::cout);
  });
}

}  // namespace kg::cli
