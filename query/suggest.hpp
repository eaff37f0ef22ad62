// "did you mean": the nearest of some words.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kg::query {

/// Letters to change, add, drop or swap with the next one, ignoring ASCII case.
unsigned letter_distance(std::string_view a, std::string_view b);

/// The word nearest to `word`, if it is near enough to be a slip (a third of the letters at most)
/// and not the word itself. The first wins a draw. Words of one or two letters have no near ones.
template <class Words>
std::optional<std::string> nearest_word(std::string_view word, const Words& words) {
  std::optional<std::string> best;
  if (word.size() < 3) return best;
  unsigned best_distance = std::max<unsigned>(1, static_cast<unsigned>(word.size() / 3)) + 1;
  for (const auto& candidate : words) {
    if (std::string_view(candidate) == word) continue;
    const unsigned distance = letter_distance(word, candidate);
    if (distance < best_distance) {
      best = std::string(candidate);
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace kg::query
