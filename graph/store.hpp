// Writing .kg files: resolve, freeze, replace atomically; add, remove, merge, check.
#pragma once

#include <string>
#include <vector>

#include "graph/claim.hpp"
#include "graph/decisions.hpp"
#include "graph/graph.hpp"
#include "ontology/ontology.hpp"
#include "source/document.hpp"

namespace kg::graph {

/// A document with its claims: the unit that a store is made of.
struct ReadDocument {
  source::Document document;
  DocumentClaims claims;
};

/// What made the claims: kept in the file; claims are reused only if it is the same.
struct Fingerprints {
  std::uint64_t ontology = 0;
  std::uint64_t model = 0;
};

/// The bytes of the .kg file for this *set* of documents: equal documents are joined (uris united,
/// earliest known publication date), order does not matter.
std::string freeze(std::vector<ReadDocument> documents, const Decisions& decisions,
                   const ontology::Ontology& ontology, Fingerprints made_by);

/// Writes to a temporary name beside `path`, syncs, renames. The old file stays whole on any failure.
void replace_file(const std::string& path, std::string_view bytes);

}  // namespace kg::graph
