// Where nodes stand among all nodes, which are sorted by key. Part of resolve(); nobody else includes it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "graph/resolve_entities.hpp"

namespace kg::graph {

/// Documents, happenings, meetings and statements each stand together, since their keys begin alike and no entity's
/// key does; so a node's place follows from its number among its kind.
class NodeOrder {
 public:
  NodeOrder(const EntityNodes& entities, const TextTable& texts, std::uint32_t documents, std::uint32_t happenings,
            std::uint32_t meetings, std::uint32_t statements);

  std::uint32_t entity(std::uint32_t number) const {
    return number + (number < before_documents_ ? 0 : documents_) + (number < before_happenings_ ? 0 : happenings_) +
           (number < before_meetings_ ? 0 : meetings_) + (number < before_statements_ ? 0 : statements_);
  }
  std::uint32_t count() const { return entities_ + documents_ + happenings_ + meetings_ + statements_; }
  std::uint32_t document(std::uint32_t number) const { return before_documents_ + number; }
  std::uint32_t happening(std::uint32_t number) const { return before_happenings_ + documents_ + number; }
  std::uint32_t meeting(std::uint32_t number) const { return before_meetings_ + documents_ + happenings_ + number; }
  std::uint32_t statement(std::uint32_t number) const { return before_statements_ + documents_ + happenings_ + meetings_ + number; }

  /// Entities whose keys stand before those of the kind.
  std::uint32_t before_documents() const { return before_documents_; }
  std::uint32_t before_happenings() const { return before_happenings_; }
  std::uint32_t before_meetings() const { return before_meetings_; }
  std::uint32_t before_statements() const { return before_statements_; }

 private:
  std::uint32_t entities_, documents_, happenings_, meetings_, statements_;
  std::uint32_t before_documents_, before_happenings_, before_meetings_, before_statements_;
};

std::string document_key(const DocumentId& document);
/// What claims make: `kind` is "happening", "meeting" or "statement".
std::string claim_key(std::string_view kind, const DocumentId& document, std::uint32_t words_begin, std::uint32_t claim);
/// What tells the claims of one document apart: "12:7", the end of their keys.
class ClaimPlace {
 public:
  ClaimPlace(std::uint32_t words_begin, std::uint32_t claim);

  std::uint32_t claim() const { return claim_; }
  std::string_view text() const { return {text_, size_}; }
  /// The order of the keys' bytes: 10 stands before 9.
  bool operator<(const ClaimPlace& other) const { return text() < other.text(); }

 private:
  std::uint32_t claim_;
  std::uint8_t size_;
  char text_[21];
};

}  // namespace kg::graph
