// Claims to graph: which entities of which documents are one, which reports tell of one event.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/builder.hpp"
#include "graph/claim.hpp"
#include "graph/decisions.hpp"
#include "ontology/ontology.hpp"

namespace kg::graph {

/// A document as the resolver sees it. Views must outlive the call.
struct DocumentFacts {
  DocumentView document;
  const DocumentClaims* claims = nullptr;
  /// The document's text: what a `reject` decision finds its sentence in, and what statements and
  /// mentions are shown with. Empty if it is not at hand; then nothing is rejected by its words.
  std::string_view text = {};
};

/// Two nodes that may be one: what `kg review` shows.
struct UncertainPair {
  std::string first, second;  ///< node keys, first < second
  double score = 0;           ///< 0 to 1
  std::string reason;
};

/// Why entities or reports were joined: what `kg why` shows.
struct MergeReason {
  std::string key;     ///< of the node
  std::string reason;  ///< "same full name", "office and state agree" …
};

struct Resolved {
  std::vector<NodeRecord> nodes;  ///< sorted by key
  std::vector<EdgeRecord> edges;  ///< sorted by (source, type, target, discriminator)
  std::vector<UncertainPair> uncertain;
  std::vector<MergeReason> reasons;
};

/// Resolves all documents together. A pure function: `documents` sorted by id give the same result
/// however they came. DocumentIndex in the evidence is the position in `documents`.
Resolved resolve(std::span<const DocumentFacts> documents, const Decisions& decisions,
                 const ontology::Ontology& ontology);

}  // namespace kg::graph
