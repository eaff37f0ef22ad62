// A stretch of the calendar as news names it ("June 2018", "the third quarter", "the 1990s"), its
// TIMEX3 value and its first and last day. Pure arithmetic on the proleptic Gregorian calendar.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "text/time_words.hpp"

namespace kg::text {

enum class Grain : std::uint8_t { none, day, weekend, week, month, quarter, half, season, year, fiscal_year, decade, century };

/// `year == 0` means that the year (or the day) is not known; then only value() makes sense.
struct Moment {
  Grain grain = Grain::none;
  int year = 0;     ///< of a decade or century its first year; of a week its ISO year
  int part = 0;     ///< month of a day or month, ISO week, quarter, half, season (1 spring to 4 winter)
  int day = 0;      ///< of the month
  int weekday = 0;  ///< 1 (Monday) to 7, for a day of which nothing else is known
  Edge edge = Edge::none;
  bool relative = false;  ///< was resolved, or would have to be, against another date

  bool known() const { return grain != Grain::none && year > 0; }
  bool operator==(const Moment&) const = default;
};

Moment day_moment(std::chrono::sys_days day);
Moment week_moment(std::chrono::sys_days day);  ///< the ISO week that holds `day`
Moment month_moment(int year, int month);       ///< `month` may lie outside 1 to 12: it carries into the year
Moment quarter_moment(int year, int quarter);   ///< carries likewise
Moment year_moment(int year);

/// TIMEX3 value: "2018-06-12", "2018-W24", "2018-W24-WE", "2018-Q2", "2018-SU", "199", "XXXX-06", "XXXX-WXX-2".
std::string value_of(const Moment& moment);
/// First and last day, thirds of the stretch for early, mid and late. Unknown for an unknown moment.
Date first_day_of(const Moment& moment);
Date last_day_of(const Moment& moment);
/// The moment as a Date where it is a year, a month or a day; else the year or month that holds all of it.
Date date_of(const Moment& moment);
/// True if the day exists ("February 30" does not).
bool exists(const Moment& moment);
/// The moment `count` units of its own grain later.
Moment shifted(const Moment& moment, int count);

/// ISO weekday 1 (Monday) to 7.
int weekday_of(std::chrono::sys_days day);
/// The `n`-th (from 1; -1 the last) `weekday` of a month.
std::chrono::sys_days nth_weekday(int year, int month, int weekday, int n);
/// Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, ch. 8).
std::chrono::sys_days easter(int year);
std::chrono::sys_days sys_day(int year, int month, int day);

}  // namespace kg::text
