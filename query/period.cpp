#include "query/period.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace kg::query {
namespace {

constexpr std::array<std::string_view, 12> months = {"january", "february", "march",     "april",   "may",      "june",
                                                     "july",    "august",   "september", "october", "november", "december"};

int number_of(std::string_view text, std::size_t digits_least, std::size_t digits_most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::size_t digits = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || digits < digits_least || digits > digits_most) return -1;
  const std::string_view rest = text.substr(digits);
  const bool ordinal = rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
  return rest.empty() || (ordinal && digits_most <= 2) ? value : -1;
}

int year_of(const Word& word) {
  const int year = number_of(word.lower, 4, 4);
  return year >= 1000 ? year : -1;
}

int day_of(const Word& word) {
  const int day = number_of(word.lower, 1, 2);
  return day >= 1 && day <= 31 ? day : -1;
}

int month_of(const Word& word) {
  std::string_view text = word.lower;
  if (!text.empty() && text.back() == '.') text.remove_suffix(1);
  if (text.size() < 3) return -1;
  for (std::size_t i = 0; i < months.size(); ++i)
    if (months[i] == text || (text.size() <= 4 && months[i].starts_with(text.substr(0, 3)) && (text.size() == 3 || text == "sept"))) return static_cast<int>(i) + 1;
  return -1;
}

std::optional<Date> checked(int year, int month = 0, int day = 0) {
  Date date;
  date.year = static_cast<std::int16_t>(year);
  date.month = static_cast<std::uint8_t>(month);
  date.day = static_cast<std::uint8_t>(day);
  return Date::parse(date.iso()) ? std::optional(date) : std::nullopt;
}

// "between January and March 2022", "from 3 to 9 May 2022": the first takes its year, and its month, from the second.
std::optional<DateWords> with_year_of_second(std::span<const Word> words) {
  for (std::size_t join = 1; join < std::min<std::size_t>(words.size(), 4); ++join) {
    if (words[join].lower != "and" && words[join].lower != "to" && words[join].lower != "until") continue;
    const auto second = read_date(words.subspan(join + 1));
    if (!second) return std::nullopt;
    int month = 0, day = 0;
    for (const Word& word : words.first(join)) {
      if (const int named = month_of(word); named > 0 && month == 0) month = named;
      else if (const int number = day_of(word); number > 0 && day == 0) day = number;
      else return std::nullopt;
    }
    if (day > 0 && month == 0) month = second->date.month;
    const auto date = month > 0 ? checked(second->date.year, month, day) : std::nullopt;
    return date ? std::optional(DateWords{*date, join}) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<DateWords> read_date(std::span<const Word> words) {
  std::size_t at = 0;
  constexpr std::array<std::string_view, 6> skipped = {"the", "year", "early", "late", "mid", "of"};
  while (at < words.size() && at < 3 && std::find(skipped.begin(), skipped.end(), words[at].lower) != skipped.end()) ++at;
  if (at >= words.size()) return std::nullopt;
  const auto left = words.size() - at;
  const auto give = [&](std::optional<Date> date, std::size_t used) -> std::optional<DateWords> {
    if (!date) return std::nullopt;
    return DateWords{*date, at + used};
  };
  if (const auto iso = Date::parse(words[at].lower)) return give(iso, 1);
  if (const int year = year_of(words[at]); year > 0) return give(checked(year), 1);
  if (const int month = month_of(words[at]); month > 0) {
    std::size_t next = at + 1;
    if (left >= 2 && words[next].lower == "of") ++next;
    if (next < words.size())
      if (const int year = year_of(words[next]); year > 0) return give(checked(year, month), next - at + 1);
    if (left >= 3)
      if (const int day = day_of(words[at + 1]), year = year_of(words[at + 2]); day > 0 && year > 0) return give(checked(year, month, day), 3);
  }
  if (const int day = day_of(words[at]); day > 0) {
    std::size_t next = at + 1;
    if (next < words.size() && words[next].lower == "of") ++next;
    if (next + 1 < words.size())
      if (const int month = month_of(words[next]), year = year_of(words[next + 1]); month > 0 && year > 0)
        return give(checked(year, month, day), next - at + 2);
  }
  return std::nullopt;
}

std::optional<PeriodWords> read_period(std::span<const Word> words) {
  if (words.empty()) return std::nullopt;
  const std::string& how = words[0].lower;
  auto first = read_date(words.subspan(1));
  if (!first && (how == "between" || how == "from")) first = with_year_of_second(words.subspan(1));
  if (!first) return std::nullopt;
  PeriodWords found;
  found.words = 1 + first->words;
  const std::span<const Word> rest = words.subspan(found.words);
  const auto second = [&](std::initializer_list<std::string_view> joins) -> std::optional<Date> {
    if (rest.empty() || std::find(joins.begin(), joins.end(), rest[0].lower) == joins.end()) return std::nullopt;
    const auto date = read_date(rest.subspan(1));
    if (!date) return std::nullopt;
    found.words += 1 + date->words;
    return date->date;
  };
  Period& period = found.period;
  if (how == "in" || how == "on" || how == "during" || how == "at" || how == "of" || how == "within" || how == "for") {
    period = {first->date.first_day(), first->date.last_day()};
  } else if (how == "since") {
    period.from = first->date.first_day();
  } else if (how == "from") {
    period.from = first->date.first_day();
    if (const auto to = second({"to", "until", "till", "through"})) period.to = to->last_day();
  } else if (how == "after") {
    period.from = day_after(first->date.last_day());
  } else if (how == "before") {
    period.to = day_before(first->date.first_day());
  } else if (how == "until" || how == "till" || how == "by") {
    period.to = first->date.last_day();
  } else if (how == "between") {
    const auto to = second({"and", "to"});
    if (!to) return std::nullopt;
    period = {first->date.first_day(), to->last_day()};
  } else {
    return std::nullopt;
  }
  return found;
}

Date day_after(Date day) { return day ? Date::from(day.first_sys_day() + std::chrono::days(1)) : day; }
Date day_before(Date day) { return day ? Date::from(day.first_sys_day() - std::chrono::days(1)) : day; }

Period intersect(const Period& first, const Period& second) {
  Period both = first;
  if (second.from && (!both.from || both.from < second.from)) both.from = second.from;
  if (second.to && (!both.to || second.to < both.to)) both.to = second.to;
  return both;
}

}  // namespace kg::query
