#include "graph/store.hpp"

#include <algorithm>

#include "graph/byte_codec.hpp"
#include "graph/document_rows.hpp"
#include "graph/freezer.hpp"

namespace kg::graph {

namespace {

void write_review(const Resolved& resolved, std::string& to) {
  ByteWriter out(to);
  out.varint(resolved.uncertain.size());
  for (const UncertainPair& pair : resolved.uncertain) {
    out.string(pair.first);
    out.string(pair.second);
    out.fixed(pair.score);
    out.string(pair.reason);
  }
  out.varint(resolved.reasons.size());
  for (const MergeReason& reason : resolved.reasons) {
    out.string(reason.key);
    out.string(reason.reason);
  }
}

Resolved resolve_packed(const std::vector<PackedDocument>& documents, const Decisions& decisions,
                        const ontology::Ontology& ontology) {
  std::vector<DocumentClaims> claims;
  std::vector<std::string> texts;
  std::vector<DocumentFacts> facts;
  claims.reserve(documents.size());
  texts.reserve(documents.size());
  facts.reserve(documents.size());
  for (const PackedDocument& document : documents) {
    claims.push_back(unpack_claims(document));
    texts.push_back(decompress(document.text, document.text_size));
    facts.push_back({{document.id, document.uris, document.title, document.published}, &claims.back(), texts.back()});
  }
  return resolve(facts, decisions, ontology);
}

}  // namespace

SectionsToWrite freeze(std::vector<PackedDocument> documents, const Decisions& decisions,
                       const ontology::Ontology& ontology, Fingerprints made_by) {
  unite(documents);
  SectionsToWrite sections;
  {
    Builder builder;
    {
      Resolved resolved = resolve_packed(documents, decisions, ontology);
      write_review(resolved, sections[Section::review]);
      for (const NodeRecord& node : resolved.nodes) builder.add(node);
      for (const EdgeRecord& edge : resolved.edges) builder.add(edge);
    }
    freeze_graph(builder, sections);
  }
  write_documents(documents, sections);
  sections[Section::decisions] = decisions.json;
  sections[Section::made_by].assign(reinterpret_cast<const char*>(&made_by), sizeof made_by);
  return sections;
}

std::string freeze(std::vector<ReadDocument> documents, const Decisions& decisions, const ontology::Ontology& ontology,
                   Fingerprints made_by) {
  std::vector<PackedDocument> packed;
  packed.reserve(documents.size());
  for (const ReadDocument& document : documents) packed.push_back(pack(document));
  return freeze(std::move(packed), decisions, ontology, made_by).file();
}

std::vector<PackedDocument> packed_documents(const Graph& graph) {
  std::vector<PackedDocument> documents;
  documents.reserve(graph.document_count());
  for (std::uint32_t i = 0; i < graph.document_count(); ++i) documents.push_back(graph.packed_document(DocumentIndex{i}));
  return documents;
}

}  // namespace kg::graph
