// Which reports tell of one meeting. Part of resolve(); nobody else includes it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "graph/claims_view.hpp"
#include "graph/resolve_entities.hpp"

namespace kg::graph {

/// What one claim says of a meeting: all that joining and naming it need.
struct MeetingReport {
  std::uint32_t document, claim;
  std::uint32_t first_participant, participant_count;  ///< sorted, distinct
  std::uint32_t first_place, place_count;
  Date date, published;
  Status status;
  std::uint32_t times;
  float confidence;
  TextId type, phrase;
  ByteSpan sentence, words;
};

/// Reports in the order of (document, claim). Participants and places are candidates until
/// resolve_to_nodes(), entity nodes after.
class MeetingReports {
 public:
  /// Takes a claim of kind meeting in if at least two take part; `candidates` are those of its document's entities.
  void add(std::uint32_t document, Date published, const ClaimsView& claims, std::uint32_t claim,
           std::span<const std::uint32_t> candidates, TextTable& texts);
  /// Drops reports of fewer than two nodes.
  void resolve_to_nodes(const EntityNodes& entities);

  const std::vector<MeetingReport>& all() const { return reports_; }
  std::span<const std::uint32_t> participants(const MeetingReport& r) const { return std::span(who_).subspan(r.first_participant, r.participant_count); }
  std::span<const std::uint32_t> places(const MeetingReport& r) const { return std::span(who_).subspan(r.first_place, r.place_count); }

 private:
  std::vector<MeetingReport> reports_;
  std::vector<std::uint32_t> who_;
};

/// Reports that tell of one meeting, in (document, claim) order; never empty.
struct MeetingGroup {
  std::vector<std::uint32_t> reports;
  std::vector<std::uint32_t> participants;  ///< sorted
  std::vector<std::uint32_t> places;        ///< sorted
  Date date;                                ///< the finest that the reports give
  Status status = Status::held;
  TextId kind = empty_text;
  std::uint32_t times = 1;
  std::string reason;                       ///< why they were joined; empty for one report
};

std::vector<MeetingGroup> group_meetings(const MeetingReports& reports, const EntityNodes& entities, TextTable& texts);

}  // namespace kg::graph
