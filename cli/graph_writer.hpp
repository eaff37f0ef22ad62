// What build, add, remove, merge and import share: the engine, the options, the way to the file.
#pragma once

#include <atomic>
#include <functional>
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
  std::size_t memory = std::size_t{2} << 30;  ///< --memory, bytes
  bool strict = false;    ///< --strict
};
void add_engine_options(CLI::App& command, ReadingOptions& options);  ///< --ontology, --jobs
void add_memory_option(CLI::App& command, ReadingOptions& options);  ///< --memory
void add_source_options(CLI::App& command, ReadingOptions& options);  ///< --date, --strict

/// A command that writes a graph: locks the output first, reads, replaces the output at the end.
class GraphWriter {
 public:
  /// `output` is a path, or "-" for standard output.
  GraphWriter(std::string output, const ReadingOptions& options);

  const ontology::Ontology& ontology() const { return ontology_; }
  const extract::Extractor& extractor();
  graph::Fingerprints made_by() const { return extract::fingerprints(ontology_); }

  /// Takes in articles, telling skipped ones on standard error. `known`: claims to use again.
  void read(const std::vector<std::string>& sources, const graph::Graph* known = nullptr);
  /// Takes in documents with claims from the lines that kg extract printed.
  void read_claims(const std::vector<std::string>& files);
  void take(const graph::ReadDocument& document) { documents_.add(graph::pack(document)); }
  /// Takes in the documents of a graph, which must live until write() is done: those that `wanted` takes, with
  /// claims as this ontology and model make them.
  void take(const graph::Graph& graph, const std::function<bool(const graph::DocumentView&)>& wanted = nullptr);
  /// Resolves, freezes and replaces the output. Throws kg::Error, and replaces nothing, without documents.
  void write(const graph::Decisions& decisions);

  /// 0, or what skipped documents make of it.
  int exit_code() const;
  void tell_skipped_count();

 private:
  extract::PipelineOptions pipeline();
  graph::Workspace workspace() const;

  std::string output_;
  ReadingOptions options_;
  const std::atomic<bool>& interrupted_;
  ontology::Ontology ontology_;
  std::unique_ptr<extract::Extractor> extractor_;
  std::unique_ptr<graph::Replacement> replacement_;
  graph::DocumentSet documents_;
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
