// Which candidates are one node. Part of resolve(); nobody else includes it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "graph/candidates.hpp"
#include "graph/workspace.hpp"

namespace kg::graph {

/// Candidates that are one have one root; the smallest of them.
struct JoinedCandidates {
  struct Pair {
    std::uint32_t first, second;  ///< first < second
    double score;
    const char* reason;
  };
  std::vector<std::uint32_t> root_of;
  std::vector<std::pair<std::uint32_t, std::string>> reasons;  ///< candidate and why it was joined
  std::vector<Pair> uncertain;                                 ///< perhaps one, in the order of finding
};

JoinedCandidates join_candidates(const CandidateTable& table, const Decisions& decisions, const Workspace& workspace);

}  // namespace kg::graph
