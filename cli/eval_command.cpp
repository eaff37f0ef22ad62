#include "cli/eval_command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "base/error.hpp"
#include "extract/pipeline.hpp"
#include "graph/store.hpp"
#include "query/evaluate.hpp"

namespace kg::cli {

namespace {

namespace fs = std::filesystem;

struct Settings {
  std::string documents, gold, ontology;
  bool errors = false;
};

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error("cannot be read", path.string());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void run(const Settings& settings) {
  std::vector<fs::path> annotations;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(settings.gold, error)) {
    if (entry.path().extension() == ".json") annotations.push_back(entry.path());
  }
  if (annotations.empty()) {
    throw Error("no annotated articles", settings.gold, {}, "give a folder of JSON files, one an article, in the format of gold/FORMAT.md");
  }
  std::sort(annotations.begin(), annotations.end());
  const ontology::Ontology ontology = settings.ontology.empty() ? ontology::Ontology::standard() : ontology::Ontology::load(settings.ontology);
  const extract::Extractor extractor(ontology);
  query::Evaluation evaluation;
  for (const fs::path& path : annotations) {
    const std::string gold = read_file(path);
    const query::GoldHeader header = query::Evaluation::header(gold, path.string());
    extract::PipelineOptions options;
    options.read.published = header.published;
    options.skipped = [](const source::Skipped& skipped) { std::cerr << "kg: " << skipped.uri << ": " << skipped.reason << '\n'; };
    // An article that cannot be read counts as one in which nothing was found.
    graph::DocumentSet documents{graph::Workspace()};
    extract::read_documents({(fs::path(settings.documents) / header.document).string()}, extractor, options, documents);
    const graph::SectionsToWrite sections = graph::freeze(documents, {}, ontology, extract::fingerprints(ontology));
    const auto graph = graph::Graph::from_bytes(sections.file(), header.document);
    evaluation.add(*graph, ontology, gold, path.string());
  }
  if (settings.errors) {
    for (const std::string& line : evaluation.errors()) std::cout << line << '\n';
  }
  std::cout << evaluation.table();
}

}  // namespace

void add_eval_command(CLI::App& app, int&) {
  auto settings = std::make_shared<Settings>();
  CLI::App* command = app.add_subcommand("eval", "measure accuracy on annotated articles");
  command->add_option("--docs", settings->documents, "folder of the articles")->required()->type_name("DIR");
  command->add_option("--gold", settings->gold, "folder of their annotations (gold/FORMAT.md)")->required()->type_name("DIR");
  command->add_option("--ontology", settings->ontology, "folder of ontology files that replace the built-in ones")->type_name("DIR");
  command->add_flag("--errors", settings->errors, "list every miss");
  command->callback([settings] { run(*settings); });
}

}  // namespace kg::cli
