// Are two names those of one person? Part of resolve(); nobody else includes it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/candidates.hpp"

namespace kg::graph {

/// The words of a folded name, in order.
std::vector<std::string_view> split_words(std::string_view folded);
std::string concatenated(const std::vector<std::string_view>& words);

/// A candidate with what comparing looks at. Views into the table.
struct Person {
  Person(const CandidateTable& table, std::uint32_t candidate);

  std::uint32_t candidate;
  std::vector<std::string_view> words;       ///< of the folded name
  std::vector<std::string_view> full_words;  ///< without initials, "jr", "sr", "iii"
  std::size_t letters = 0;                   ///< of all words
  bool has_initials = false;
  std::span<const CandidateTable::Vote> offices, bodies;
};

bool have_common_office(const Person& a, const Person& b);
/// How strongly their offices agree: over the offices that both hold, the claims of `a` times those of `b`, so
/// that what each is called again and again counts and a slip does not.
std::uint64_t office_agreement(const Person& a, const Person& b);
/// Both hold offices, and of no common body.
bool have_opposed_offices(const Person& a, const Person& b);

struct Verdict {
  bool join = false;
  double score = 0;  ///< of an uncertain pair, 0 if none
  const char* reason = "";
};
/// Two differently written names of at least two words each.
Verdict compare_people(const Person& a, const Person& b);

}  // namespace kg::graph
