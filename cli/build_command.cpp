#include "cli/build_command.hpp"

#include <CLI/CLI.hpp>

#include "cli/graph_writer.hpp"

namespace kg::cli {

namespace {

struct Options {
  std::vector<std::string> sources;
  std::vector<std::string> claims;
  std::string output = "graph.kg";
  std::string decisions;
  ReadingOptions reading;
};

int build(const Options& options) {
  const graph::Decisions decisions = load_decisions(options.decisions);
  GraphWriter writer(options.output, options.reading);
  if (!options.sources.empty()) writer.read(options.sources);
  if (!options.claims.empty()) writer.read_claims(options.claims);
  writer.write(decisions);
  writer.tell_skipped_count();
  return writer.exit_code();
}

}  // namespace

void add_build_command(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("build", "make a graph from articles");
  const auto options = std::make_shared<Options>();  // shared with the callback
  command->add_option("sources", options->sources, "files, folders, or - for standard input")->type_name("SOURCE");
  command->add_option("--claims", options->claims, "lines that 'kg extract' printed, - for standard input")->type_name("FILE");
  command->add_option("-o,--output", options->output, "graph to write, - for standard output")->type_name("GRAPH")->capture_default_str();
  command->add_option("--decisions", options->decisions, "what people decided: merge, split, rename, retype, reject")->type_name("FILE");
  add_source_options(*command, options->reading);
  add_engine_options(*command, options->reading);
  add_memory_option(*command, options->reading);
  command->callback([options, &exit_code] {
    if (options->sources.empty() && options->claims.empty()) throw CLI::RequiredError("SOURCE or --claims");
    exit_code = build(*options);
  });
}

}  // namespace kg::cli
