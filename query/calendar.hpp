// The proleptic Gregorian calendar over all years that openCypher allows, and time zones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kg::query {

inline constexpr std::int64_t seconds_per_day = 86'400;
inline constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;
inline constexpr std::int64_t last_year = 999'999'999;  ///< first is its negative

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0); }
constexpr std::int64_t floor_mod(std::int64_t a, std::int64_t b) { return a - floor_div(a, b) * b; }

struct Civil {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
};

/// Howard Hinnant's algorithms, http://howardhinnant.github.io/date_algorithms.html
constexpr std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

constexpr Civil civil_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = floor_div(days, 146097);
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
  const int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

constexpr bool is_leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
constexpr int days_in_month(std::int64_t year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/// 1 (Monday) to 7 (Sunday).
constexpr int day_of_week(std::int64_t days) { return static_cast<int>(floor_mod(days + 3, 7)) + 1; }

/// ISO 8601 weeks: the day's week-based year and week.
struct IsoWeek {
  std::int64_t year = 1970;
  int week = 1;
};
constexpr std::int64_t first_iso_monday(std::int64_t year) {
  const std::int64_t fourth = days_from_civil(year, 1, 4);
  return fourth - (day_of_week(fourth) - 1);
}
constexpr IsoWeek iso_week(std::int64_t days) {
  std::int64_t year = civil_from_days(days).year;
  if (days >= first_iso_monday(year + 1)) {
    ++year;
  } else if (days < first_iso_monday(year)) {
    --year;
  }
  return {year, static_cast<int>((days - first_iso_monday(year)) / 7) + 1};
}

/// Seconds east of UTC that the named zone ("Europe/Stockholm") has at this local time; nothing for
/// an unknown zone. A local time that is skipped or doubled takes the offset before the change.
std::optional<std::int32_t> zone_offset_at_local(const std::string& zone, std::int64_t local_seconds);
/// The same for a moment in seconds since 1970 UTC.
std::optional<std::int32_t> zone_offset_at_instant(const std::string& zone, std::int64_t utc_seconds);

}  // namespace kg::query
