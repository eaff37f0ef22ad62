#include <array>
#include <cctype>
#include <charconv>

#include "base/utf8.hpp"
#include "source/page.hpp"

namespace kg::source {
namespace {

constexpr std::array<std::string_view, 12> months = {"january", "february", "march",     "april",   "may",      "june",
                                                     "july",    "august",   "september", "october", "november", "december"};

int month_of(std::string_view word) {
  if (word.size() < 3) return 0;
  for (std::size_t m = 0; m < months.size(); ++m)
    if (months[m].starts_with(word) || (word == "sept" && m == 8)) return static_cast<int>(m) + 1;
  return 0;
}

bool is_weekday(std::string_view word) {
  constexpr std::string_view days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  for (const std::string_view day : days)
    if (word.size() >= 3 && day.starts_with(word)) return true;
  return word == "tues" || word == "thurs";
}

Date make(int year, int month, int day) {
  char iso[16];
  std::snprintf(iso, sizeof iso, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
  return Date::parse(iso).value_or(Date{});
}

// Words and numbers of a text, lower case: "Feb", "10", "2025".
std::vector<std::string> pieces(std::string_view text) {
  std::vector<std::string> out;
  bool letters = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = std::isalpha(byte) != 0, digit = std::isdigit(byte) != 0;
    if (!letter && !digit) {
      if (out.empty() || !out.back().empty()) out.emplace_back();
      continue;
    }
    if (out.empty() || (!out.back().empty() && letter != letters)) out.emplace_back();
    out.back() += static_cast<char>(std::tolower(byte));
    letters = letter;
  }
  std::erase(out, std::string());
  return out;
}

int number(const std::string& piece) {
  int value = 0;
  const auto [end, error] = std::from_chars(piece.data(), piece.data() + piece.size(), value);
  return error == std::errc() && end == piece.data() + piece.size() ? value : -1;
}

bool is_year(const std::string& piece) { return piece.size() == 4 && number(piece) >= 1900 && number(piece) <= 2199; }

// The date that `p` has at `i`, and how many pieces it takes.
Date date_at(const std::vector<std::string>& p, std::size_t i, std::size_t& taken) {
  const auto has = [&](std::size_t n) { return i + n <= p.size(); };
  const auto day_at = [&](std::size_t k) { return p[k].size() <= 2 ? number(p[k]) : -1; };
  if (has(3) && is_year(p[i]) && day_at(i + 1) > 0 && day_at(i + 2) > 0) {
    taken = 3;
    return make(number(p[i]), number(p[i + 1]), number(p[i + 2]));
  }
  if (p[i].size() == 8 && number(p[i]) > 19000000 && number(p[i]) < 22000000) {
    taken = 1;
    return make(number(p[i]) / 10000, number(p[i]) / 100 % 100, number(p[i]) % 100);
  }
  const bool ordinal = has(4) && (p[i + 2] == "st" || p[i + 2] == "nd" || p[i + 2] == "rd" || p[i + 2] == "th");
  if (has(3) && month_of(p[i]) > 0 && day_at(i + 1) > 0) {
    const std::size_t year = i + (ordinal ? 3 : 2);
    if (year < p.size() && is_year(p[year])) {
      taken = year - i + 1;
      return make(number(p[year]), month_of(p[i]), number(p[i + 1]));
    }
  }
  if (has(3) && day_at(i) > 0) {
    const bool second = p[i + 1] == "st" || p[i + 1] == "nd" || p[i + 1] == "rd" || p[i + 1] == "th";
    const std::size_t month = i + (second ? 2 : 1);
    if (month + 1 < p.size() && month_of(p[month]) > 0 && is_year(p[month + 1])) {
      taken = month + 2 - i;
      return make(number(p[month + 1]), month_of(p[month]), number(p[i]));
    }
  }
  return {};
}

bool is_clock_word(const std::string& word) {
  constexpr std::string_view words[] = {"am", "pm", "a", "p", "m", "at", "on", "gmt", "utc", "est", "edt", "et", "pst", "pdt", "bst",
                                        "cet", "cest", "kst", "jst", "ist", "hkt", "t", "z", "local", "time", "hrs", "h", "by", "the", "of"};
  for (const std::string_view known : words)
    if (word == known) return true;
  return number(word) >= 0 && word.size() <= 4;
}

bool is_announcement(const std::string& word) {
  constexpr std::string_view words[] = {"posted", "published", "updated", "modified", "date", "dated", "released", "issued", "first", "last", "publication"};
  for (const std::string_view known : words)
    if (word == known) return true;
  return false;
}

// A line that holds a date and nothing but the words around it. `announced`: it says "posted".
Date date_line(std::string_view text, bool& announced) {
  announced = false;
  if (text.size() > 120) return {};
  const std::vector<std::string> p = pieces(text);
  Date found;
  for (std::size_t i = 0; i < p.size();) {
    std::size_t taken = 0;
    const Date date = date_at(p, i, taken);
    if (date) {
      if (!found) found = date;
      i += taken;
    } else if (is_announcement(p[i])) {
      announced = true;
      ++i;
    } else if (is_weekday(p[i]) || is_clock_word(p[i])) {
      ++i;
    } else {
      return {};
    }
  }
  return found;
}

bool starts_upper(std::string_view word) {
  return !word.empty() && (std::isupper(static_cast<unsigned char>(word.front())) != 0 || static_cast<unsigned char>(word.front()) >= 0x80);
}

// "HELSINKI, March 14, 2024 — The talks", "Tokyo, 3 June 2019 (Agency) -- The talks": the date of a dateline.
// A place must come first: "June 12, 2018 - The summit" is an entry of a chronology.
Date dateline(std::string_view text) {
  constexpr std::size_t longest = 100;
  std::size_t end = std::string_view::npos;
  for (const std::string_view dash : {"\u2014", "\u2013", " - ", "--"}) end = std::min(end, text.substr(0, longest).find(dash));
  if (end == std::string_view::npos || !starts_upper(text)) return {};
  const std::vector<std::string> p = pieces(text.substr(0, end));
  for (std::size_t i = 1; i < p.size() && i <= 6; ++i) {
    std::size_t taken = 0;
    if (const Date date = date_at(p, i, taken)) return date;
    if (number(p[i]) >= 0) return {};
  }
  return {};
}

}  // namespace

Date parse_page_date(std::string_view text) {
  if (text.size() > 100) return {};
  const std::vector<std::string> p = pieces(text);
  for (std::size_t i = 0; i < p.size() && i < 4; ++i) {
    std::size_t taken = 0;
    if (const Date date = date_at(p, i, taken)) return date;
    if (!is_weekday(p[i]) && !is_announcement(p[i]) && p[i] != "on") return {};
  }
  return {};
}

Date take_date_lines(std::vector<Block>& blocks) {
  Date bare, posted, from_dateline;
  std::vector<Block> kept;
  bool in_article = false;
  for (Block& block : blocks) {
    bool announced = false;
    const Date date = date_line(block.text, announced);
    if (date && (announced || !in_article)) {
      Date& first = announced ? posted : bare;  // "Updated" comes behind "Posted": the first counts
      if (!first) first = date;
      continue;
    }
    const bool begins = !in_article && block.kind == BlockKind::paragraph && count_words(block.text) >= 20;
    if (begins) from_dateline = dateline(block.text);
    in_article |= begins;
    kept.push_back(std::move(block));
  }
  blocks = std::move(kept);
  return posted ? posted : bare ? bare : from_dateline;
}

}  // namespace kg::source
