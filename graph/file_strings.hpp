// The strings of a .kg file on their way there: those of nodes, or those of edges.
#pragma once

#include <cstdint>
#include <string_view>

#include "graph/spool.hpp"
#include "graph/string_pool.hpp"

namespace kg::graph {

/// Numbers strings in the order in which they are first given.
///
/// A string that was given not long ago keeps its number; long ones, and those from before the pool
/// was full, are written again. So memory is bounded, and what is written depends on the strings alone.
class FileStrings {
 public:
  FileStrings(Spool& offsets, Spool& bytes) : offsets_(offsets), bytes_(bytes) {}

  std::uint32_t id(std::string_view text);
  /// A number of its own: for strings that are known to come once.
  std::uint32_t append(std::string_view text);
  void finish() { offsets_.add(bytes_.size()); }

 private:
  static constexpr std::size_t longest_shared = 100;
  static constexpr std::uint32_t most_pooled = 1U << 19;

  Spool& offsets_;
  Spool& bytes_;
  std::uint32_t count_ = 0;
  StringPool recent_;
  std::vector<std::uint32_t> number_of_;  ///< pooled string → number in the file
};

}  // namespace kg::graph
