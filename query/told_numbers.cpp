#include "query/told_numbers.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "query/question_words.hpp"

namespace kg::query {
namespace {

constexpr std::array<std::pair<std::string_view, int>, 31> numerals = {{
    {"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8},
    {"nine", 9}, {"ten", 10}, {"eleven", 11}, {"twelve", 12}, {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16},
    {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20}, {"thirty", 30}, {"forty", 40}, {"fifty", 50}, {"sixty", 60},
    {"seventy", 70}, {"eighty", 80}, {"ninety", 90}, {"dozen", 12}, {"both", 2}, {"no", 0}, {"zero", 0},
}};
constexpr std::array<std::string_view, 4> scales = {"thousand", "million", "billion", "trillion"};
constexpr std::array<std::string_view, 14> units = {"percent", "per", "%", "dollars", "euros", "pounds", "yen", "rubles", "yuan", "rupees", "francs", "dollar", "euro", "cents"};
constexpr std::array<std::string_view, 7> people = {"people", "person", "man", "woman", "civilian", "victim", "human"};
constexpr std::array<std::string_view, 12> measures = {"hours", "days", "weeks", "months", "years", "minutes", "seconds", "times", "percent", "dollars", "miles", "kilometers"};

bool is_digits(std::string_view word) {
  bool digit = false;
  for (const char c : word) {
    digit |= c >= '0' && c <= '9';
    if ((c < '0' || c > '9') && c != ',' && c != '.') return false;
  }
  return digit && word.front() != ',' && word.front() != '.';
}

bool is_year(std::string_view word) { return word.size() == 4 && (word.starts_with("19") || word.starts_with("20")); }

std::optional<int> numeral(std::string_view word) {
  for (const auto& [name, value] : numerals)
    if (name == word) return value;
  // "twenty-three"
  const std::size_t dash = word.find('-');
  if (dash == std::string_view::npos) return {};
  const std::optional<int> tens = numeral(word.substr(0, dash)), ones = numeral(word.substr(dash + 1));
  return tens && ones && *tens >= 20 && *ones > 0 && *ones < 10 ? std::optional(*tens + *ones) : std::nullopt;
}

/// The number that starts at `at`, and the first word behind it; empty if none does.
std::pair<std::string, std::size_t> number_at(const std::vector<Word>& words, std::size_t at) {
  const std::string& word = words[at].lower;
  std::string number;
  std::size_t next = at + 1;
  static constexpr std::array<std::string_view, 9> about = {"about", "nearly", "some", "around", "almost", "than", "over", "least", "roughly"};
  if (is_digits(word) && (!is_year(word) || (at > 0 && among(about, words[at - 1].lower)))) {
    number = word;
  } else if (const auto value = numeral(word)) {
    const std::string_view behind = next < words.size() ? std::string_view(words[next].lower) : std::string_view();
    const int times = behind == "hundred" ? 100 : behind == "thousand" ? 1000 : 1;
    number = std::to_string(*value * times);
    next += times > 1;
  }
  if (number.empty()) return {};
  if (next < words.size() && !words[at].comma && among(scales, words[next].lower)) number += " " + words[next++].lower;
  return {number, next};
}

}  // namespace

std::string told_number(std::string_view text, const std::vector<std::string>& counted) {
  if (counted.empty()) return {};
  constexpr std::size_t reach = 4;  // words: "18 other |Arab| states"
  const bool of_people = any_form(people, counted.back());
  const std::vector<Word> words = split_words(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto [number, behind] = number_at(words, i);
    if (number.empty()) continue;
    for (std::size_t k = behind; k < std::min(words.size(), behind + reach); ++k) {
      if (same_word(words[k].lower, counted.back())) return number;
      if (words[k].comma || !number_at(words, k).first.empty()) break;
    }
    // "Killed 22", "two dead", "six nationals".
    const bool last = behind >= words.size() || words[behind - 1].comma;
    const bool somebody = !last && (words[behind].lower == "dead" || words[behind].lower == "others" || (words[behind].lower.size() > 3 && words[behind].lower.ends_with("s") && !among(measures, words[behind].lower)));
    if (of_people && (last || somebody)) return number;
  }
  return {};
}

std::string told_amount(std::string_view text) {
  const std::vector<Word> words = split_words(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    // "$1 billion", "€20"
    static constexpr std::array<std::string_view, 5> signs = {"$", "€", "£", "¥", "us$"};
    const auto sign = std::find_if(signs.begin(), signs.end(), [&](std::string_view one) { return words[i].lower.starts_with(one); });
    if (sign != signs.end() && is_digits(words[i].lower.substr(sign->size()))) {
      const bool scaled = i + 1 < words.size() && among(scales, words[i + 1].lower);
      return words[i].text + (scaled ? " " + words[i + 1].text : "");
    }
    if (words[i].lower.ends_with('%') && is_digits(words[i].lower.substr(0, words[i].lower.size() - 1))) return words[i].text;
    const auto [number, behind] = number_at(words, i);
    if (number.empty() || behind >= words.size() || !among(units, words[behind].lower)) continue;
    return number + " " + words[behind].text;
  }
  return {};
}

}  // namespace kg::query
