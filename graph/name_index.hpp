// Finding nodes by name in the sorted list of all folded names and aliases.
//
// One sorted list serves exact, prefix and spelling-tolerant look-up: the list is walked as the
// trie that it is, and a branch whose every word is too far away is skipped by a binary search.
// A deletion index (SymSpell) would be faster and several times the size of the names.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kg::graph {

/// A sorted list of texts that is searched: entry `i` of `size` has the text `text(i)`.
struct SortedTexts {
  std::size_t size = 0;
  std::function<std::string_view(std::size_t)> text;

  /// First entry that is not before `key`.
  std::size_t lower_bound(std::string_view key) const;
  /// First entry behind those that start with `prefix`, all at or after `from`.
  std::size_t prefix_end(std::string_view prefix, std::size_t from) const;
};

struct NearText {
  std::size_t entry;
  unsigned distance;  ///< letters inserted, deleted, replaced, or swapped with their neighbour
};

/// All entries at most `edits` away from `wanted`, ascending. Invalid UTF-8 counts byte by byte.
std::vector<NearText> find_near(const SortedTexts& texts, std::string_view wanted, unsigned edits);

}  // namespace kg::graph
