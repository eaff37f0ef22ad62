#include "cli/extract_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>
#include <set>

#include "base/error.hpp"
#include "cli/graph_writer.hpp"
#include "cli/interrupt.hpp"
#include "graph/facts_json.hpp"

namespace kg::cli {

namespace {

struct Options {
  std::vector<std::string> sources;
  std::string resume;
  ReadingOptions reading;
};

using Known = std::set<std::pair<DocumentId, Date>>;

// Documents that an earlier run has finished. Its last line may be cut where the run was.
Known finished_in(const std::string& path, graph::Fingerprints made_by) {
  Known known;
  if (path.empty()) return known;
  std::ifstream in(path, std::ios::binary);
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (in.eof()) break;  // no newline behind it: not finished
    const graph::ClaimsLine read = graph::parse_claims_line(line, path + ":" + std::to_string(number));
    if (read.made_by == made_by) known.emplace(read.document.document.id, read.document.document.published);
  }
  return known;
}

int extract(const Options& options) {
  const std::atomic<bool>& interrupted = watch_for_interrupt();
  const ontology::Ontology ontology =
      options.reading.ontology.empty() ? ontology::Ontology::standard() : ontology::Ontology::load(options.reading.ontology);
  const extract::Extractor extractor(ontology);
  const graph::Fingerprints made_by = extract::fingerprints(ontology);
  const Known known = finished_in(options.resume, made_by);

  ProgressLine progress;
  std::size_t skipped = 0;
  extract::PipelineOptions pipeline = pipeline_options(options.reading);
  pipeline.cancelled = &interrupted;
  pipeline.progress = [&](const extract::Progress& so_far) { progress.show(so_far); };
  pipeline.skipped = [&](const source::Skipped& one) {
    ++skipped;
    progress.keep(skipped_line(one));
  };
  pipeline.wanted = [&](const source::Document& document) { return !known.contains({document.id, document.published}); };
  progress.expect(options.sources);
  extract::stream_documents(options.sources, extractor, pipeline, [&](const graph::PackedDocument& packed) {
    std::cout << graph::claims_line({graph::unpack_document(packed), graph::unpack_claims(packed)}, made_by) << '\n';
    if (!std::cout) throw Error("cannot write to standard output");
  });
  if (skipped > 0) progress.keep(fmt::format("kg: skipped {} {}", skipped, skipped == 1 ? "document" : "documents"));
  return skipped == 0 ? done : options.reading.strict ? failed : some_skipped;
}

}  // namespace

void add_extract_command(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("extract", "Print what articles say as JSON lines, for 'kg build --claims'");
  const auto options = std::make_shared<Options>();
  command->add_option("SOURCE", options->sources, "files, folders, or - for standard input")->required();
  command->add_option("--resume", options->resume, "lines of an earlier run: documents in it are passed over")->type_name("FILE");
  add_source_options(*command, options->reading);
  add_engine_options(*command, options->reading);
  command->callback([options, &exit_code] { exit_code = extract(*options); });
}

}  // namespace kg::cli
