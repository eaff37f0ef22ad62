#include "base/date.hpp"

#include <charconv>

namespace kg {

namespace {

using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

std::uint8_t last_day_of(int year, unsigned month) {
  const year_month_day_last last{std::chrono::year{year}, std::chrono::month_day_last{std::chrono::month{month}}};
  return static_cast<std::uint8_t>(static_cast<unsigned>(last.day()));
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty() || text[0] == '-') return {};
  return value;
}

}  // namespace

Date Date::first_day() const {
  if (year == 0) return {};
  return {year, month == 0 ? std::uint8_t{1} : month, day == 0 ? std::uint8_t{1} : day};
}

Date Date::last_day() const {
  if (year == 0) return {};
  const std::uint8_t last_month = month == 0 ? std::uint8_t{12} : month;
  return {year, last_month, day == 0 ? last_day_of(year, last_month) : day};
}

bool Date::contains(Date other) const {
  if (year == 0 || other.year != year) return false;
  if (month == 0) return true;
  return other.month == month && (day == 0 || other.day == day);
}

std::string Date::iso() const {
  // By hand, as Hash128::hex.
  const DateUnit finest = unit();
  if (finest == DateUnit::none) return {};
  std::string text = "0000-00-00";
  const auto write = [&](std::size_t end, unsigned value) {
    for (; value > 0; value /= 10) text[--end] = static_cast<char>('0' + value % 10);
  };
  write(4, static_cast<unsigned>(year));
  write(7, month);
  write(10, day);
  text.resize(finest == DateUnit::year ? 4 : finest == DateUnit::month ? 7 : 10);
  return text;
}

std::optional<Date> Date::parse(std::string_view iso) {
  if (iso.size() != 4 && iso.size() != 7 && iso.size() != 10) return {};
  const auto year = digits(iso.substr(0, 4));
  if (!year || *year == 0) return {};
  Date date{static_cast<std::int16_t>(*year), 0, 0};
  if (iso.size() >= 7) {
    const auto month = digits(iso.substr(5, 2));
    if (iso[4] != '-' || !month || *month < 1 || *month > 12) return {};
    date.month = static_cast<std::uint8_t>(*month);
  }
  if (iso.size() == 10) {
    const auto day = digits(iso.substr(8, 2));
    if (iso[7] != '-' || !day || *day < 1 || *day > last_day_of(*year, date.month)) return {};
    date.day = static_cast<std::uint8_t>(*day);
  }
  return date;
}

Date Date::from(std::chrono::sys_days day) {
  const year_month_day ymd{day};
  return {static_cast<std::int16_t>(static_cast<int>(ymd.year())), static_cast<std::uint8_t>(static_cast<unsigned>(ymd.month())),
          static_cast<std::uint8_t>(static_cast<unsigned>(ymd.day()))};
}

std::chrono::sys_days Date::first_sys_day() const {
  const Date first = first_day();
  return std::chrono::sys_days{year_month_day{std::chrono::year{first.year}, std::chrono::month{first.month},
                                              std::chrono::day{first.day}}};
}

}  // namespace kg
