// What build, add, remove, merge and import share: the engine, the options, the way to the file.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "cli/progress.hpp"
#include "extract/extract.hpp"
#include "extract/pipeline.hpp"
#include "graph/store.hpp"
#include "ontology/ontology.hpp"

namespace CLI {
class App;
}

namespace kg::cli {

/// Options of every command that reads articles.
struct ReadingOptions {
  std::string date;       ///< --date
  std::string ontology;   ///< --ontology
  unsigned jobs = 0;      ///< --jobs
  bool strict = false;    ///< --strict
};
void add_engine_options(CLI::App& command, ReadingOptions& options);  ///< --ontology, --jobs
void add_source_options(CLI::App& command, ReadingOptions& options);  ///< --date, --strict

/// A command that writes a graph: locks the output first, reads, replaces the output at the end.
class GraphWriter {
 public:
  /// `output` is a path, or "-" for standard output.
  GraphWriter(std::string output, const ReadingOptions& options);

  const ontology::Ontology& ontology() const { return ontology_; }
  const extract::Extractor& extractor();
  graph::Fingerprints made_by() { return extract::fingerprints(extractor(), ontology_); }

  /// Reads articles, telling skipped ones on standard error. `known`: claims to use again.
  std::vector<graph::PackedDocument> read(const std::vector<std::string>& sources, const graph::Graph* known = nullptr);
  /// Documents with claims from the lines that kg extract printed.
  std::vector<graph::PackedDocument> read_claims(const std::vector<std::string>& files);
  /// The documents of a graph, with claims as this ontology and model make them.
  std::vector<graph::PackedDocument> documents_of(const graph::Graph& graph);
  /// The same for some of them, taken out of `graph` already.
  std::vector<graph::PackedDocument> up_to_date(std::vector<graph::PackedDocument> documents, const graph::Graph& graph);
  /// Resolves, freezes and replaces the output. Throws kg::Error, and replaces nothing, without documents.
  void write(std::vector<graph::PackedDocument> documents, const graph::Decisions& decisions);

  /// 0, or what skipped documents make of it.
  int exit_code() const;
  void tell_skipped_count();

 private:
  extract::PipelineOptions pipeline();

  std::string output_;
  ReadingOptions options_;
  const std::atomic<bool>& interrupted_;
  ontology::Ontology ontology_;
  std::unique_ptr<extract::Extractor> extractor_;
  std::unique_ptr<graph::Replacement> replacement_;
  ProgressLine progress_;
  std::size_t skipped_ = 0;
};

/// All of a file; "-" is standard input.
std::string read_whole(const std::string& path);
/// What `options` ask of the pipeline, but for its callbacks.
extract::PipelineOptions pipeline_options(const ReadingOptions& options);

/// Reads a decisions file; none for an empty path.
graph::Decisions load_decisions(const std::string& path);
graph::Decisions decisions_of(const graph::Graph& graph);

}  // namespace kg::cli
