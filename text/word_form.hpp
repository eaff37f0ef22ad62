// What a word looks like from outside: the hashes of its form, prefixes, suffixes and shape that all models use.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/hash_map_view.hpp"

namespace kg::text {

/// Pattern of a word's letters.
enum class Casing : std::uint8_t { none, lower, title, upper, mixed };

struct WordForm {
  std::uint64_t form = 0;       ///< hash as written
  std::uint64_t lower = 0;      ///< hash in lower case, curly quotes straightened; numbers by their pattern
  std::uint64_t suffix[5] = {}; ///< hashes of the last 1 to 5 bytes in lower case; 0 if the word is no longer than that
  std::uint64_t prefix[3] = {}; ///< the same for the first 1 to 3 bytes
  std::uint32_t shape = 0;      ///< casing, digits, hyphen, dot, other signs, length class
  Casing casing = Casing::none;
  std::uint16_t cluster = 0;    ///< distributional class of the lower-case form, 0 if unknown
  std::uint16_t ambiguity = 0;  ///< set of tags that the form was seen with, 0 if unknown
};

/// Words of the model: lower-case hash to cluster (low 16 bits) and ambiguity class (high 16 bits).
using Lexicon = HashMapView;

/// Words longer than 64 bytes count by their first 48 and last 16. `shouted` reads the word in lower
/// case throughout: for sentences that are written in capitals, where case says nothing.
WordForm look_at(std::string_view word, const Lexicon& lexicon, bool shouted = false);

/// Hash of a word as it is written.
std::uint64_t hash_word(std::string_view word);

/// The key of a word in the lexicon.
std::uint64_t hash_lower(std::string_view word);

}  // namespace kg::text
