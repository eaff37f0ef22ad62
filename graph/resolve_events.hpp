// Which reports tell of one meeting. Part of resolve(); nobody else includes it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "graph/resolve_entities.hpp"

namespace kg::graph {

/// One report of a meeting, its participants already resolved.
struct MeetingReport {
  std::uint32_t document = 0;
  std::uint32_t claim = 0;
  std::vector<std::int32_t> participants;  ///< entity nodes, sorted, distinct, at least two
};

/// Reports that tell of one meeting, in (document, claim) order; never empty.
struct MeetingGroup {
  std::vector<MeetingReport> reports;
  std::vector<std::int32_t> participants;  ///< sorted
  std::vector<std::int32_t> places;        ///< sorted
  Date date;                               ///< the finest that the reports give
  Status status = Status::held;
  std::string kind;
  std::uint32_t times = 1;
  std::string reason;                      ///< why they were joined; empty for one report
};

std::vector<MeetingGroup> group_meetings(std::span<const DocumentFacts> documents, const EntityNodes& entities,
                                         const std::vector<std::vector<bool>>& rejected);

}  // namespace kg::graph
