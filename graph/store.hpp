// Writing .kg files: unite documents, resolve, freeze, replace atomically.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/claim.hpp"
#include "graph/decisions.hpp"
#include "graph/document_set.hpp"
#include "graph/graph.hpp"
#include "graph/packed_document.hpp"
#include "graph/replacement.hpp"
#include "graph/sections.hpp"
#include "ontology/ontology.hpp"
#include "source/document.hpp"

namespace kg::graph {

/// The .kg file for the *set* of `documents`: equal ones are joined (uris united, earliest known
/// publication date), order does not matter. Empties the set. Memory for sorting and what waits is
/// `workspace`'s; the bytes do not depend on it. `documents_done`, if there is one, is called while names are
/// resolved: the sections up to `claims` are whole then.
SectionsToWrite freeze(DocumentSet& documents, const Decisions& decisions, const ontology::Ontology& ontology,
                       Fingerprints made_by, const Workspace& workspace = {},
                       const std::function<void(const SectionsToWrite&)>& documents_done = nullptr);

/// The same for a handful of documents, as the bytes of the file.
std::string freeze(const std::vector<ReadDocument>& documents, const Decisions& decisions, const ontology::Ontology& ontology,
                   Fingerprints made_by, const Workspace& workspace = {});

/// The decisions of several graphs. The same text stays as it is; different ones give the distinct
/// decisions of all, sorted, so that merging is commutative, associative and idempotent.
Decisions join_decisions(std::vector<Decisions> all);

}  // namespace kg::graph
