// What all documents together say of each name: the candidates for being a node.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "graph/claims_view.hpp"
#include "graph/decisions.hpp"
#include "graph/flat_counts.hpp"
#include "graph/text_table.hpp"

namespace kg::graph {

/// All entities of all documents with one local key; numbered by first appearance.
struct Candidate {
  TextId key;
  EntityLabel label;
  TextId folded;  ///< its first name, folded
};

class CandidateTable {
 public:
  /// What is counted of a candidate.
  enum class Field : std::uint8_t { name, alias, kind, country, office, body };
  struct Vote {
    TextId text;
    std::uint32_t count;
  };

  CandidateTable(TextTable& texts, const Decisions& decisions);

  /// Takes a document's entities and offices in; returns the candidate of each entity, until the next call.
  std::span<const std::uint32_t> add(const DocumentId& document, const ClaimsView& claims);
  /// No more documents come; votes() may be asked.
  void finish();

  const std::vector<Candidate>& all() const { return candidates_; }
  /// Ascending by number of the text. An office is "title@key of the body", folded; a body is its key.
  std::span<const Vote> votes(std::uint32_t candidate, Field field) const;
  /// The text that most say, of equals the first in order of bytes; empty if there is none.
  TextId most(std::span<const Vote> votes) const;

  TextTable& texts() const { return texts_; }

 private:
  std::uint32_t find(const DocumentId& document, const ClaimsView& claims, const EntityView& entity);
  std::uint32_t of_key(TextId key, const EntityView& entity, TextId name);
  bool is_split(const Decision& decision, std::string_view key, TextId name, const ClaimsView& claims, const EntityView& entity);
  TextId text(const ClaimsView& claims, std::uint32_t local);
  void count(std::uint32_t candidate, Field field, TextId text, std::uint32_t times = 1);
  void add_offices(const ClaimsView& claims);
  void number_texts(const ClaimsView& claims);
  void take_counts();

  TextTable& texts_;
  std::vector<const Decision*> splits_;
  std::vector<Candidate> candidates_;
  std::vector<std::uint32_t> of_key_;   ///< number of the key's text → candidate + 1
  FlatCounts of_name_;                  ///< label and name → candidate + 1, for entities without a key
  FlatCounts counts_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> counted_;  ///< of the document at hand, for counts_
  std::vector<std::string_view> given_;  ///< of number_texts(), as the next two
  std::vector<std::uint32_t> locals_, numbers_;
  std::vector<std::uint32_t> local_texts_, found_;  ///< of the document at hand
  std::vector<Vote> votes_;
  std::vector<std::uint64_t> begins_;   ///< of the votes of (candidate, field)
};

}  // namespace kg::graph
