// Calendar dates as fine as a text gives them: "2018", "2018-06" or "2018-06-12".
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kg {

/// The finest unit that a date commits to: "May 2024" is a month, not 1 May.
enum class DateUnit : std::uint8_t { none, year, month, day };

/// A Gregorian date of year, month or day precision; `year == 0` is "unknown". Orders as its ISO text does.
struct Date {
  std::int16_t year = 0;    ///< 1 to 9999, 0 if nothing is known
  std::uint8_t month = 0;   ///< 1 to 12, 0 if only the year is known
  std::uint8_t day = 0;     ///< 1 to 31, 0 if only the month is known

  constexpr explicit operator bool() const { return year != 0; }
  constexpr DateUnit unit() const {
    return year == 0 ? DateUnit::none : month == 0 ? DateUnit::year : day == 0 ? DateUnit::month : DateUnit::day;
  }
  auto operator<=>(const Date&) const = default;

  /// First and last calendar day inside the date, both of day precision; unknown stays unknown.
  Date first_day() const;
  Date last_day() const;
  /// True if `other` lies inside this date: 2018-06 contains 2018-06-12 and itself.
  bool contains(Date other) const;
  /// True if one contains the other, so that both can be the date of one event.
  bool agrees_with(Date other) const { return contains(other) || other.contains(*this); }

  /// "2018", "2018-06", "2018-06-12"; empty if unknown.
  std::string iso() const;
  /// Reads exactly what iso() writes; nothing for anything else or a day that does not exist.
  static std::optional<Date> parse(std::string_view iso);

  static Date from(std::chrono::sys_days day);
  /// The first day as a day count; the date must be known.
  std::chrono::sys_days first_sys_day() const;
};

}  // namespace kg
