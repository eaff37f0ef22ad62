#include "cli/export_command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "base/error.hpp"
#include "cli/output_file.hpp"
#include "export/actors.hpp"
#include "export/formats.hpp"
#include "graph/graph.hpp"
#include "graph/view.hpp"

namespace kg::cli {

namespace {

struct Settings {
  std::string graph;
  std::string format;
  std::string output = "-";
  std::string part;
  std::string project;
  std::string since, until;
};

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const exporter::Format& format : exporter::formats()) names.emplace_back(format.name);
  return names;
}

std::string footer() {
  std::string text = "Formats:\n";
  for (const exporter::Format& format : exporter::formats()) {
    text += "  " + std::string(format.name) + std::string(12 - format.name.size(), ' ') + std::string(format.description) + "\n";
  }
  return text;
}

// graph.csv, "nodes", ".csv" -> graph.nodes.csv; the whole suffix of the format goes, whatever it is.
std::string companion_file(const std::string& file, const exporter::Format& format, const exporter::Companion& companion) {
  const std::size_t suffix = exporter::suffix_size(format, file);
  const std::string_view stem = std::string_view(file).substr(0, file.size() - suffix);
  return fmt::format("{}.{}{}", stem, companion.name, companion.suffix);
}

const exporter::Format& choose_format(const Settings& settings) {
  if (!settings.format.empty()) return *exporter::find_format(settings.format);
  if (const exporter::Format* format = exporter::find_format_for(settings.output)) return *format;
  throw Error("cannot tell the format of '" + settings.output + "'", {}, {}, "add --format; 'kg export --help' lists all");
}

void run(const Settings& settings) {
  const exporter::Format& format = choose_format(settings);
  exporter::ExportOptions options;
  options.project_actors = settings.project == "actors";
  const std::unique_ptr<graph::Graph> graph = graph::Graph::open(settings.graph);
  const Date since = date_option(settings.since, "--since"), until = date_option(settings.until, "--until");
  std::unique_ptr<graph::PropertyGraph> period, network;
  const graph::PropertyGraph* source = graph.get();
  if (since || until) {
    period = std::make_unique<graph::PeriodView>(*source, since, until);
    source = period.get();
  }
  if (options.project_actors) {
    network = exporter::project_actors(*source);
    source = network.get();
  }
  const auto write = [&](exporter::WriteFormat writer, const std::string& file) {
    write_output(file, [&](std::ostream& out) { writer(*source, options, out); });
  };

  if (!settings.part.empty()) {
    for (const exporter::Companion& companion : format.companions) {
      if (companion.name == settings.part) return write(companion.write, settings.output);
    }
    std::string hint;
    for (const exporter::Companion& c : format.companions) hint += (hint.empty() ? "" : ", ") + std::string(c.name);
    throw Error("format '" + std::string(format.name) + "' has no part '" + settings.part + "'", {}, {},
                hint.empty() ? "it is one file: leave out --part" : "its parts: " + hint);
  }
  write(format.write, settings.output);
  if (settings.output == "-") return;
  for (const exporter::Companion& companion : format.companions) {
    const std::string file = companion_file(settings.output, format, companion);
    write(companion.write, file);
    std::cerr << "kg: wrote " << file << " beside it\n";
  }
}

}  // namespace

void add_export_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("export", "Write the graph in a format that other programs open");
  auto settings = std::make_shared<Settings>();
  add_graph_option(*command, settings->graph);
  command->add_option("GRAPH", settings->graph, "graph file (like -g)");
  command->add_option("--format", settings->format, "default: by the suffix of FILE")
      ->type_name("F")
      ->check(CLI::IsMember(format_names()));
  command->add_option("-o,--output", settings->output, "'-' is standard output")->type_name("FILE")->capture_default_str();
  command->add_option("--part", settings->part, "of a format with several files, this one alone")->type_name("PART");
  command->add_option("--project", settings->project, "actors: only the actor-actor network, one edge a pair")
      ->type_name("WHAT")
      ->check(CLI::IsMember({"actors"}));
  command->add_option("--since", settings->since, "leave out what ended before")->type_name("DATE");
  command->add_option("--until", settings->until, "leave out what began later")->type_name("DATE");
  command->footer(footer());
  command->callback([settings] { run(*settings); });
}

}  // namespace kg::cli
