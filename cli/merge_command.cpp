#include "cli/merge_command.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/graph_writer.hpp"

namespace kg::cli {

namespace {

struct Options {
  std::vector<std::string> graphs;
  std::string output;
  std::string decisions;
  ReadingOptions reading;
};

void merge(const Options& options) {
  GraphWriter writer(options.output, options.reading);
  std::vector<std::unique_ptr<graph::Graph>> graphs;
  std::vector<graph::Decisions> decisions;
  for (const std::string& path : options.graphs) {
    graphs.push_back(graph::Graph::open(path));
    writer.take(*graphs.back());
    if (options.decisions.empty()) decisions.push_back(decisions_of(*graphs.back()));
  }
  if (!options.decisions.empty()) decisions.push_back(load_decisions(options.decisions));
  writer.write(graph::join_decisions(std::move(decisions)));
}

}  // namespace

void add_merge_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("merge", "Make the graph of all documents of several graphs");
  const auto options = std::make_shared<Options>();
  command->add_option("GRAPH", options->graphs, "graph files")->required();
  command->add_option("-o,--output", options->output, "graph to write, - for standard output")->type_name("OUT")->required();
  command->add_option("--decisions", options->decisions, "decisions to replay instead of the graphs' own")->type_name("FILE");
  add_engine_options(*command, options->reading);
  add_memory_option(*command, options->reading);
  command->callback([options] { merge(*options); });
}

}  // namespace kg::cli
