#include "cli/add_command.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/graph_writer.hpp"

namespace kg::cli {

namespace {

struct Options {
  std::string graph;
  std::vector<std::string> sources;
  std::string decisions;
  ReadingOptions reading;
};

int add(const Options& options) {
  // The lock comes first, then the look at the old graph: a second writer adds to what the first one wrote.
  GraphWriter writer(options.graph, options.reading);
  const auto graph = graph::Graph::open(options.graph);
  const graph::Decisions decisions = options.decisions.empty() ? decisions_of(*graph) : load_decisions(options.decisions);
  writer.take(*graph);
  writer.read(options.sources, graph.get());
  writer.write(decisions);
  writer.tell_skipped_count();
  return writer.exit_code();
}

}  // namespace

void add_add_command(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("add", "Add articles to a graph; those in it are not read again");
  const auto options = std::make_shared<Options>();
  command->add_option("GRAPH", options->graph, "graph file to change")->required();
  command->add_option("SOURCE", options->sources, "files, folders, or - for standard input")->required();
  command->add_option("--decisions", options->decisions, "decisions to replay instead of the graph's own")->type_name("FILE");
  add_source_options(*command, options->reading);
  add_engine_options(*command, options->reading);
  add_memory_option(*command, options->reading);
  command->callback([options, &exit_code] { exit_code = add(*options); });
}

}  // namespace kg::cli
