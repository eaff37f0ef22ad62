// Edges as claims tell them: many flat rows, sorted, then one edge each for those that agree.
// Part of resolve(); nobody else includes it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/external_sort.hpp"
#include "graph/record_encoder.hpp"
#include "graph/resolve_events.hpp"
#include "ontology/ontology.hpp"

namespace kg::graph {

/// All edge types that resolution gives, in the order of their names.
class EdgeTypes {
 public:
  explicit EdgeTypes(const ontology::Ontology& ontology);
  std::uint32_t id(std::string_view name) const;
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
};

/// What tells parallel edges apart: texts, numbered in the order of their bytes.
class Discriminators {
 public:
  static constexpr std::uint32_t none = 0;  ///< of the empty text, which comes first

  void add(std::string_view text) { pool_.id(text); }
  void finish();
  std::uint32_t rank(std::string_view text) const { return rank_[*pool_.find(text)]; }

 private:
  StringPool pool_;
  std::vector<std::uint32_t> rank_;
};

/// One claim's word for one edge. Nodes are numbers in the order of keys.
struct ToldEdge {
  std::uint32_t source, type, target, discriminator;
  std::uint32_t document;
  ByteSpan sentence, words;
  std::uint32_t claim;       ///< no_claim for a bare mention
  float confidence;          ///< of the claim
  std::uint32_t detail = 0;  ///< MENTIONS: how often; PARTICIPATED_IN: Role; MET: meeting; event: mode; office: title
  std::uint32_t more = 0;    ///< event: text; office: mode
  std::uint32_t date = 0;    ///< packed
  Status status = Status::asserted;
  bool is_report = true;     ///< counts among `reports` and `confidence`
  bool has_evidence = true;

  static constexpr std::uint32_t no_claim = 0xFFFFFFFF;
};

/// A document's MENTIONS edge to one of its entities.
struct ToldMentions {
  std::uint32_t source, target;  ///< nodes, as in ToldEdge
  std::uint32_t document;
  std::uint32_t count;           ///< how often; 0: by no words of the text
  ByteSpan first;
};

class ToldEdges {
 public:
  ToldEdges(const Workspace& workspace, const EdgeTypes& types)
      : types_(types), used_(types.names().size()), rows_(workspace, workspace.share(8)), mentions_(workspace, workspace.share(32)), topics_(workspace, workspace.share(32)) {}

  /// Of rows that are one edge, the first one added gives what only one can give.
  void add(const ToldEdge& edge) {
    used_[edge.type] = true;
    rows_.add(edge);
  }
  /// Most edges are mentions and topics of statements, and documents tell them in the order of the file: they go around the
  /// sort. Ascending by (source, target) within a call and from call to call; the sources of a kind have no other edges.
  void add_mentions(const std::vector<ToldMentions>& mentions);
  void add_topics(const std::vector<ToldEdge>& topics);
  /// Names of the types that have edges.
  std::vector<std::string> used_types() const;
  /// Writes all edges; `columns` was made for used_types().
  void write(EdgeColumns& columns, const std::vector<MeetingGroup>& meetings, const TextTable& texts, const ontology::Ontology& ontology);

 private:
  struct Order {
    static constexpr bool prefix_decides = false;
    static std::uint64_t prefix(const ToldEdge& e, std::string_view) {
      constexpr std::uint32_t last = 255;  // stands for all types from there on
      return std::uint64_t{e.source} << 32 | std::uint64_t{std::min(e.type, last)} << 24 | (e.type < last ? e.target >> 8 : 0);
    }
    static bool less(const ToldEdge& a, std::string_view, const ToldEdge& b, std::string_view) {
      return std::tie(a.source, a.type, a.target, a.discriminator) < std::tie(b.source, b.type, b.target, b.discriminator);
    }
  };
  const EdgeTypes& types_;
  std::vector<bool> used_;
  ExternalSort<ToldEdge, Order> rows_;
  Spool mentions_;  ///< ToldMentions
  Spool topics_;    ///< ToldEdge
};

}  // namespace kg::graph
