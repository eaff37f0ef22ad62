#include "graph/store.hpp"

#include "graph/resolve.hpp"

namespace kg::graph {

SectionsToWrite freeze(DocumentSet& documents, const Decisions& decisions, const ontology::Ontology& ontology,
                       Fingerprints made_by, const Workspace& workspace,
                       const std::function<void(const SectionsToWrite&)>& documents_done) {
  SectionsToWrite sections(workspace);
  documents.write(sections);
  resolve(sections, decisions, ontology, workspace, [&] {
    if (documents_done) documents_done(sections);
  });
  sections[Section::decisions].assign(decisions.json);
  sections[Section::made_by].add(made_by);
  return sections;
}

std::string freeze(const std::vector<ReadDocument>& documents, const Decisions& decisions, const ontology::Ontology& ontology,
                   Fingerprints made_by, const Workspace& workspace) {
  DocumentSet set(workspace);
  for (const ReadDocument& document : documents) set.add(pack(document));
  return freeze(set, decisions, ontology, made_by, workspace).file();
}

}  // namespace kg::graph
