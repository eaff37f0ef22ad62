#include "graph/compare_people.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace kg::graph {

namespace {

using Words = std::vector<std::string_view>;

/// Letters to change, add or drop, at most `limit` + 1.
unsigned edit_distance(std::string_view a, std::string_view b, unsigned limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  std::vector<unsigned> row(a.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t j = 1; j <= b.size(); ++j) {
    unsigned diagonal = row[0]++;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      const unsigned changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[i];
      row[i] = std::min({changed, row[i] + 1, row[i - 1] + 1});
    }
  }
  return row[a.size()];
}

/// English short forms of given names; either side may be the longer one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 40> nicknames = {{
    {"abe", "abraham"},  {"al", "albert"},      {"al", "alan"},        {"alex", "alexander"}, {"andy", "andrew"},
    {"ben", "benjamin"}, {"bernie", "bernard"}, {"bill", "william"},   {"bob", "robert"},     {"charlie", "charles"},
    {"chris", "christopher"}, {"chuck", "charles"}, {"dan", "daniel"}, {"dave", "david"},     {"dick", "richard"},
    {"don", "donald"},   {"ed", "edward"},      {"fred", "frederick"}, {"greg", "gregory"},   {"jack", "john"},
    {"jeff", "jeffrey"}, {"jim", "james"},      {"jimmy", "james"},    {"joe", "joseph"},     {"ken", "kenneth"},
    {"larry", "lawrence"}, {"matt", "matthew"}, {"mike", "michael"},   {"nick", "nicholas"},  {"pat", "patrick"},
    {"pete", "peter"},   {"phil", "philip"},    {"rick", "richard"},   {"ron", "ronald"},     {"sam", "samuel"},
    {"steve", "steven"}, {"ted", "edward"},     {"tim", "timothy"},    {"tom", "thomas"},     {"tony", "anthony"},
}};

bool is_nickname(std::string_view a, std::string_view b) {
  return std::any_of(nicknames.begin(), nicknames.end(), [&](const auto& pair) {
    return (pair.first == a && pair.second == b) || (pair.first == b && pair.second == a);
  });
}

Words initials(const Words& words) {
  Words kept;
  std::copy_if(words.begin(), words.end(), std::back_inserter(kept), [](std::string_view word) { return word.size() == 1; });
  return kept;
}

bool share(std::span<const CandidateTable::Vote> a, std::span<const CandidateTable::Vote> b) {
  auto left = a.begin();
  auto right = b.begin();
  while (left != a.end() && right != b.end()) {
    if (left->text == right->text) return true;
    left->text < right->text ? ++left : ++right;
  }
  return false;
}

}  // namespace

std::vector<std::string_view> split_words(std::string_view folded) {
  Words words;
  std::size_t at = 0;
  while (at < folded.size()) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string concatenated(const std::vector<std::string_view>& words) {
  std::string all;
  for (const std::string_view word : words) all += word;
  return all;
}

Person::Person(const CandidateTable& table, std::uint32_t number)
    : candidate(number),
      words(split_words(table.texts()[table.all()[number].folded])),
      offices(table.votes(number, CandidateTable::Field::office)),
      bodies(table.votes(number, CandidateTable::Field::body)) {
  for (const std::string_view word : words) {
    letters += word.size();
    if (word.size() == 1) has_initials = true;
    if (word.size() > 1 && word != "jr" && word != "sr" && word != "iii") full_words.push_back(word);
  }
}

bool have_common_office(const Person& a, const Person& b) { return share(a.offices, b.offices); }

std::uint64_t office_agreement(const Person& a, const Person& b) {
  std::uint64_t agreement = 0;
  for (const CandidateTable::Vote& own : a.offices) {
    for (const CandidateTable::Vote& other : b.offices) {
      if (own.text == other.text) agreement += std::uint64_t{own.count} * other.count;
    }
  }
  return agreement;
}

bool have_opposed_offices(const Person& a, const Person& b) {
  return !a.bodies.empty() && !b.bodies.empty() && !share(a.bodies, b.bodies);
}

/// Are two differently written people one? Both have at least two words.
Verdict compare_people(const Person& a, const Person& b) {
  if (a.letters == b.letters) {
    if (concatenated(a.words) == concatenated(b.words)) return {true, 1, "same name, other word breaks"};
    Words left = a.words, right = b.words;
    std::sort(left.begin(), left.end());
    std::sort(right.begin(), right.end());
    if (left == right) return {true, 1, "same words in another order"};
  }
  if (a.has_initials && b.has_initials && initials(a.words) != initials(b.words)) return {};
  const Words &short_a = a.full_words, &short_b = b.full_words;
  if (short_a.size() < 2 || short_b.size() < 2) return {};
  const bool same_office = have_common_office(a, b);
  const bool opposed = have_opposed_offices(a, b);
  if (short_a == short_b) {
    return opposed ? Verdict{false, 0.6, "same name but for an initial, offices of different bodies"}
                   : Verdict{true, 1, "same name but for an initial"};
  }
  const bool same_family = short_a.back() == short_b.back();
  if (same_family && is_nickname(short_a.front(), short_b.front())) {
    return opposed ? Verdict{false, 0.5, "short form of the given name, offices of different bodies"}
                   : Verdict{true, 1, "short form of the given name"};
  }
  if (same_family && short_a.front() == short_b.front() && short_a.size() != short_b.size()) {
    // "Recep Erdogan" and "Recep Tayyip Erdogan"
    return opposed ? Verdict{false, 0.6, "one name has a middle name, offices of different bodies"}
                   : Verdict{true, 1, "one name has a middle name"};
  }
  if (short_a.size() == short_b.size()) {
    unsigned other = 0, edits = 0;
    bool long_enough = true;
    for (std::size_t i = 0; i < short_a.size(); ++i) {
      if (short_a[i] == short_b[i]) continue;
      ++other;
      edits += edit_distance(short_a[i], short_b[i], 2);
      long_enough = long_enough && std::min(short_a[i].size(), short_b[i].size()) >= 4;
    }
    if (other == 1 && edits <= 2 && long_enough) {
      if (same_office) return {true, 1, "near spelling, same office"};
      if (opposed) return {};
      return {false, edits == 1 ? 0.8 : 0.6, "near spelling, no common office"};
    }
  }
  return {};
}

}  // namespace kg::graph
