// Sources to packed documents: read, extract on all cores, keep what is known already.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "extract/extract.hpp"
#include "graph/document_set.hpp"
#include "graph/store.hpp"
#include "source/reader.hpp"

namespace kg::extract {

struct Progress {
  std::size_t documents = 0;  ///< read and extracted so far
  std::size_t skipped = 0;
  std::uint64_t text_bytes = 0;
};

struct PipelineOptions {
  source::ReadOptions read;
  unsigned jobs = 0;                                    ///< threads; 0: all cores
  std::size_t bytes_in_flight = std::size_t{64} << 20;  ///< texts that are read but not yet packed
  const std::atomic<bool>* cancelled = nullptr;         ///< true stops: kg::Error "stopped"
  /// Called by one thread at a time after every document.
  std::function<void(const Progress&)> progress = nullptr;
  /// Called in the order of reading.
  std::function<void(const source::Skipped&)> skipped = nullptr;
  /// A graph whose claims are used again for documents with the same text and day; made by the same
  /// ontology and model.
  const graph::Graph* known = nullptr;
  /// Documents that it refuses are passed over. Called by the thread that reads.
  std::function<bool(const source::Document&)> wanted = nullptr;
};

/// Gives everything in `sources` that can be read to `to`. What that holds then does not depend on
/// `jobs` or on the order of sources. Throws what source::read() throws.
void read_documents(const std::vector<std::string>& sources, const Extractor& extractor, const PipelineOptions& options,
                    graph::DocumentSet& to);

/// The same without keeping anything: `deliver` gets every document in the order of reading, a text
/// that is met twice twice. Called by one thread at a time.
void stream_documents(const std::vector<std::string>& sources, const Extractor& extractor, const PipelineOptions& options,
                      const std::function<void(graph::PackedDocument)>& deliver);

/// Fingerprints of what an extractor with this ontology makes.
graph::Fingerprints fingerprints(const ontology::Ontology& ontology);

/// Gives the documents of `graph` that `wanted` takes (all without it) to `to`, with their claims made again
/// from their texts: for graphs that another ontology or model made. Those that kg import made keep
/// theirs: nothing but their facts is known.
void extract_again(const graph::Graph& graph, const std::function<bool(const graph::DocumentView&)>& wanted, const Extractor& extractor,
                   const PipelineOptions& options, graph::DocumentSet& to);

}  // namespace kg::extract
