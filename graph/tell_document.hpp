// What one document tells of nodes and edges, once it is known who is who. Part of resolve(); nobody else includes it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "graph/document_rows.hpp"
#include "graph/node_order.hpp"
#include "graph/resolve_entities.hpp"
#include "graph/resolve_events.hpp"
#include "graph/spool.hpp"
#include "graph/text_table.hpp"
#include "graph/told_edges.hpp"

namespace kg::graph {

/// An entity's mention: the evidence of its node.
struct ToldMention {
  std::uint32_t entity, document;
  ByteSpan where;
};

/// A node that one claim makes: a statement or a happening. Texts are views into where it was read from.
struct ToldClause {
  std::uint32_t document, claim;
  std::string_view key;
  Date date;
  Status status;
  bool quote;  ///< of a statement
  ByteSpan sentence, words;
  std::string_view kind;    ///< of a happening
  std::string_view text;
  std::string_view name;    ///< as it is shown; empty: the same as `text`
  std::string_view folded;  ///< the name, folded
};
void append(std::string& bytes, const ToldClause& clause);
ToldClause read_clause(ByteReader& in);

/// Claims that decisions reject.
class RejectedClaims {
 public:
  /// In ascending order.
  void add(std::uint32_t document, std::uint32_t claim) { list_.emplace_back(document, claim); }
  bool has(std::uint32_t document, std::uint32_t claim) const {
    return !list_.empty() && std::binary_search(list_.begin(), list_.end(), std::pair(document, claim));
  }

 private:
  std::vector<std::pair<std::uint32_t, std::uint32_t>> list_;
};

/// What all documents together have settled.
struct Settled {
  const ontology::Ontology& ontology;
  const TextTable& texts;
  const EdgeTypes& types;
  const Discriminators& discriminators;
  const RejectedClaims& rejected;
  const EntityNodes& entities;
  const MeetingReports& reports;
  const std::vector<std::uint32_t>& meeting_of;  ///< report → meeting
  const NodeOrder& order;

  const EntityNode& node(std::uint32_t entity) const { return entities.nodes[entity]; }
};

bool is_actor(const EntityNode& entity);
bool has_role(const ClaimsView& claims, const ClaimView& claim, Role role);
/// What tells parallel edges of events and offices apart.
std::string event_discriminator(const ClaimsView& claims, const ClaimView& claim);
std::string office_discriminator(std::string_view folded_title, const ClaimsView& claims, const ClaimView& claim);

/// Documents may be told by several threads, each with its own teller.
class DocumentTeller {
 public:
  struct Told {
    std::vector<ToldMention> mentions;
    std::vector<ToldEdge> edges;
    std::vector<ToldMentions> mention_edges;
    std::vector<ToldEdge> topics;  ///< of statements
    std::string statements, happenings;  ///< one ToldClause behind the other, in the order of their nodes

    void clear() {
      mentions.clear();
      edges.clear();
      mention_edges.clear();
      topics.clear();
      statements.clear();
      happenings.clear();
    }
  };
  explicit DocumentTeller(const Settled& settled);

  /// Numbers, among all of their kind, of a document's first statement and happening.
  struct First {
    std::uint32_t statement = 0, happening = 0;
  };
  /// Appends to `told`. `candidates` are those of the document's entities.
  void tell(const UnpackedDocument& document, std::span<const std::uint32_t> candidates, First first, Told& told);

 private:
  ToldEdge edge(std::uint32_t source, std::uint32_t type, std::uint32_t target, std::uint32_t claim) const;
  template <class Use>
  void for_each(Role role, const ClaimView& claim, Use&& use) const;
  void tell_mentions();
  void tell_meeting(std::uint32_t claim);
  void tell_event(std::uint32_t claim);
  void tell_office(std::uint32_t claim);
  void tell_statement(std::uint32_t claim, std::uint32_t number);
  void tell_happening(std::uint32_t claim, std::uint32_t number);
  void tell_plain(std::uint32_t claim, std::uint32_t type, Role from, Role to);

  const Settled& settled_;
  const std::uint32_t about_, held_at_, holds_office_, located_in_, member_of_, participated_in_, said_by_;

  // Of the document at hand.
  const UnpackedDocument* document_ = nullptr;
  Told* told_ = nullptr;
  std::vector<std::uint32_t> nodes_;  ///< entity → node
  std::vector<std::pair<std::uint32_t, std::uint32_t>> by_node_;
  std::vector<ClaimPlace> said_, happened_;
};

}  // namespace kg::graph
