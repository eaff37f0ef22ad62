// A document with its trees and its cast, as the makers of claims see it: for questions that its claims do not answer.
#pragma once

#include "extract/claims.hpp"
#include "source/document.hpp"

namespace kg::extract {

/// Refers to its own parts, so it stays where it is made. The vocabulary must outlive it.
class OpenedDocument {
 public:
  OpenedDocument(source::Document document, text::Analysis analysis, const Vocabulary& vocabulary);
  OpenedDocument(const OpenedDocument&) = delete;
  OpenedDocument& operator=(const OpenedDocument&) = delete;

  const Scene& scene() const { return scene_; }
  const Reading& reading() const { return reading_; }
  const Cast& cast() const { return cast_; }
  const Vocabulary& vocabulary() const { return scene_.vocabulary; }

  /// Everything that the document says. Takes the entities out of the cast.
  graph::DocumentClaims take_claims() &&;

 private:
  source::Document document_;
  text::Analysis analysis_;
  Reading reading_;
  Cast cast_;
  Scene scene_;
  std::vector<graph::Claim> told_;  ///< offices and statements; making the latter tells the cast who speaks a quotation
};

}  // namespace kg::extract
