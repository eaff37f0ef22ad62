// One document's sentences to its entities and claims.
#pragma once

#include <memory>

#include "graph/claim.hpp"
#include "ontology/ontology.hpp"
#include "source/document.hpp"
#include "text/analyzer.hpp"

namespace kg::extract {

class OpenedDocument;

/// Immutable after construction, shared by all threads.
class Extractor {
 public:
  /// `ontology` must outlive the extractor.
  explicit Extractor(const ontology::Ontology& ontology);
  Extractor(Extractor&&) noexcept;
  ~Extractor();

  /// Everything that `document` says. Never throws on content; time is linear in the text.
  graph::DocumentClaims extract(const source::Document& document) const;

  /// `document` read as far as its claims are made from; lives no longer than the extractor.
  std::unique_ptr<OpenedDocument> open(source::Document document) const;

  const text::Analyzer& analyzer() const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace kg::extract
