// What a store may use while it is made: memory, a folder for what does not fit, and the wish to stop.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>

namespace kg::graph {

/// The same documents give the same bytes with any workspace.
struct Workspace {
  std::size_t memory = std::size_t{2} << 30;     ///< bytes that sorting and collecting may take together
  std::string folder;                            ///< for scratch files; empty: $TMPDIR or /tmp
  const std::atomic<bool>* cancelled = nullptr;  ///< true: kg::Error "stopped; nothing was written"
  unsigned jobs = 0;                             ///< threads; 0: all cores

  /// Bytes for one user of many, given its part; never so few that nothing would get done.
  std::size_t share(std::size_t part) const;
  /// Throws kg::Error if the user wants to stop.
  void check_cancelled() const;
  /// `jobs`, with 0 replaced by what it stands for.
  unsigned threads() const;
};

}  // namespace kg::graph
