// Writing .kg files: unite documents, resolve, freeze, replace atomically.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/claim.hpp"
#include "graph/decisions.hpp"
#include "graph/graph.hpp"
#include "graph/packed_document.hpp"
#include "graph/replacement.hpp"
#include "graph/sections.hpp"
#include "ontology/ontology.hpp"
#include "source/document.hpp"

namespace kg::graph {

/// The bytes of the .kg file for this *set* of documents: equal documents are joined (uris united,
/// earliest known publication date), order does not matter.
std::string freeze(std::vector<ReadDocument> documents, const Decisions& decisions,
                   const ontology::Ontology& ontology, Fingerprints made_by);

/// The same for documents that are packed already, in any order.
SectionsToWrite freeze(std::vector<PackedDocument> documents, const Decisions& decisions,
                       const ontology::Ontology& ontology, Fingerprints made_by);

/// All documents of a graph, as unite() leaves them.
std::vector<PackedDocument> packed_documents(const Graph& graph);

/// The decisions of several graphs. The same text stays as it is; different ones give the distinct
/// decisions of all, sorted, so that merging is commutative, associative and idempotent.
Decisions join_decisions(std::vector<Decisions> all);

}  // namespace kg::graph
