#include "cli/import_command.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/graph_writer.hpp"
#include "graph/facts_json.hpp"

namespace kg::cli {

namespace {

struct Options {
  std::vector<std::string> files;
  std::string output;
  std::string decisions;
  ReadingOptions reading;
};

void import(const Options& options) {
  const graph::Decisions decisions = load_decisions(options.decisions);
  GraphWriter writer(options.output, options.reading);
  for (const std::string& file : options.files) {
    for (const graph::ReadDocument& read : graph::read_facts(read_whole(file), file, writer.ontology())) writer.take(read);
  }
  writer.write(decisions);
}

}  // namespace

void add_import_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("import", "Make a graph of structured facts (docs/facts.schema.json)");
  const auto options = std::make_shared<Options>();
  command->add_option("FILE", options->files, "JSON files, - for standard input")->required();
  command->add_option("-o,--output", options->output, "graph to write, - for standard output; 'kg merge' joins it with others")->type_name("GRAPH")->required();
  command->add_option("--decisions", options->decisions, "what people decided: merge, split, rename, retype, reject")->type_name("FILE");
  command->add_option("--ontology", options->reading.ontology, "folder of ontology files that replace the built-in ones")->type_name("DIR");
  command->callback([options] { import(*options); });
}

}  // namespace kg::cli
