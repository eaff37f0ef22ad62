#include "text/moment.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kg::text {

using std::chrono::days;
using std::chrono::sys_days;

namespace {

sys_days monday_of_week(int iso_year, int week) {
  const sys_days fourth = sys_day(iso_year, 1, 4);  // always in week 1
  return fourth - days{weekday_of(fourth) - 1} + days{7 * (week - 1)};
}

int month_length(int year, int month) {
  const auto next = month_moment(year, month + 1);
  return static_cast<int>((sys_day(next.year, next.part, 1) - sys_day(year, month, 1)).count());
}

struct Bounds {
  sys_days first, last;
};

Bounds whole(const Moment& m) {
  const int y = m.year;
  switch (m.grain) {
    case Grain::day: return {sys_day(y, m.part, m.day), sys_day(y, m.part, m.day)};
    case Grain::weekend: {
      const sys_days monday = monday_of_week(y, m.part);
      return {monday + days{5}, monday + days{6}};
    }
    case Grain::week: {
      const sys_days monday = monday_of_week(y, m.part);
      return {monday, monday + days{6}};
    }
    case Grain::month: return {sys_day(y, m.part, 1), sys_day(y, m.part, month_length(y, m.part))};
    case Grain::quarter: return {sys_day(y, 3 * m.part - 2, 1), sys_day(y, 3 * m.part, month_length(y, 3 * m.part))};
    case Grain::half: return {sys_day(y, m.part == 1 ? 1 : 7, 1), m.part == 1 ? sys_day(y, 6, 30) : sys_day(y, 12, 31)};
    case Grain::season: {
      const int month = 3 * m.part;  // meteorological: spring begins in March, winter in December
      const Moment last = month_moment(y, month + 2);
      return {sys_day(y, month, 1), sys_day(last.year, last.part, month_length(last.year, last.part))};
    }
    case Grain::fiscal_year: return {sys_day(y - 1, 10, 1), sys_day(y, 9, 30)};  // of the United States government
    case Grain::decade: return {sys_day(y, 1, 1), sys_day(y + 9, 12, 31)};
    case Grain::century: return {sys_day(y, 1, 1), sys_day(y + 99, 12, 31)};
    default: return {sys_day(y, 1, 1), sys_day(y, 12, 31)};
  }
}

Bounds bounds(const Moment& m) {
  Bounds all = whole(m);
  if (m.edge == Edge::none || m.grain == Grain::day) return all;
  const auto third = std::max<long>(1, ((all.last - all.first).count() + 1) / 3);
  // Whole months for years, so that "early 2018" ends with a month.
  if (m.grain == Grain::year) {
    if (m.edge == Edge::early) return {all.first, sys_day(m.year, 4, 30)};
    if (m.edge == Edge::mid) return {sys_day(m.year, 5, 1), sys_day(m.year, 8, 31)};
    return {sys_day(m.year, 9, 1), all.last};
  }
  if (m.edge == Edge::early) return {all.first, all.first + days{third - 1}};
  if (m.edge == Edge::mid) return {all.first + days{third}, all.last - days{third}};
  return {all.last - days{third}, all.last};
}

Date to_date(sys_days day) {
  const std::chrono::year_month_day ymd{day};
  const int year = static_cast<int>(ymd.year());
  if (year < 1 || year > 9999) return {};
  return Date::from(day);
}

constexpr std::string_view season_codes[] = {"SP", "SU", "FA", "WI"};

}  // namespace

sys_days sys_day(int year, int month, int day) {
  return std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} / std::chrono::day{static_cast<unsigned>(day)};
}

int weekday_of(sys_days day) { return static_cast<int>(std::chrono::weekday{day}.iso_encoding()); }

Moment day_moment(sys_days day) {
  const std::chrono::year_month_day ymd{day};
  return {Grain::day, static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())), static_cast<int>(static_cast<unsigned>(ymd.day())), 0, Edge::none, false};
}

Moment week_moment(sys_days day) {
  const sys_days thursday = day + days{4 - weekday_of(day)};
  const int year = static_cast<int>(std::chrono::year_month_day{thursday}.year());
  return {Grain::week, year, static_cast<int>((thursday - sys_day(year, 1, 1)).count() / 7) + 1, 0, 0, Edge::none, false};
}

Moment month_moment(int year, int month) {
  const int index = year * 12 + month - 1;
  const int carried = index >= 0 ? index / 12 : -((11 - index) / 12);
  return {Grain::month, carried, index - carried * 12 + 1, 0, 0, Edge::none, false};
}

Moment quarter_moment(int year, int quarter) {
  const Moment month = month_moment(year, 3 * quarter - 2);
  return {Grain::quarter, month.year, (month.part + 2) / 3, 0, 0, Edge::none, false};
}

Moment year_moment(int year) { return {Grain::year, year, 0, 0, 0, Edge::none, false}; }

bool exists(const Moment& m) {
  if (m.grain != Grain::day || m.part == 0) return true;
  return m.day >= 1 && m.day <= month_length(m.year > 0 ? m.year : 2000, m.part);
}

std::string value_of(const Moment& m) {
  const std::string year = m.year > 0 ? fmt::format("{:04}", m.year) : "XXXX";
  const auto two = [](int number) { return number > 0 ? fmt::format("{:02}", number) : std::string("XX"); };
  switch (m.grain) {
    case Grain::none: return "XXXX-XX-XX";
    case Grain::day:
      if (m.weekday != 0 && m.part == 0) return fmt::format("{}-WXX-{}", year, m.weekday);
      return year + "-" + two(m.part) + "-" + two(m.day);
    case Grain::weekend: return year + "-W" + two(m.part) + "-WE";
    case Grain::week: return year + "-W" + two(m.part);
    case Grain::month: return year + "-" + two(m.part);
    case Grain::quarter: return m.part > 0 ? fmt::format("{}-Q{}", year, m.part) : year + "-QX";
    case Grain::half: return fmt::format("{}-H{}", year, m.part);
    case Grain::season: return year + "-" + std::string(season_codes[(m.part - 1) & 3]);
    case Grain::year: return year;
    case Grain::fiscal_year: return "FY" + year;
    case Grain::decade: return m.year > 0 ? fmt::format("{:03}", m.year / 10) : m.part > 0 ? fmt::format("XX{}", m.part / 10) : "XXX";
    case Grain::century: return m.year > 0 ? fmt::format("{:02}", m.year / 100) : "XX";
  }
  return {};
}

Date first_day_of(const Moment& m) { return m.known() ? to_date(bounds(m).first) : Date{}; }
Date last_day_of(const Moment& m) { return m.known() ? to_date(bounds(m).last) : Date{}; }

Date date_of(const Moment& m) {
  if (!m.known()) return {};
  const Bounds all = whole(m);
  const Date first = to_date(all.first), last = to_date(all.last);
  if (!first || !last || first.year != last.year) return {};
  if (m.grain == Grain::year || first.month != last.month) return {first.year, 0, 0};
  if (first.day != last.day) return {first.year, first.month, 0};
  return first;
}

Moment shifted(const Moment& m, int count) {
  Moment out = m;
  switch (m.grain) {
    case Grain::day: out = day_moment(sys_day(m.year, m.part, m.day) + days{count}); break;
    case Grain::week: case Grain::weekend: {
      out = week_moment(monday_of_week(m.year, m.part) + days{7 * count});
      out.grain = m.grain;
      break;
    }
    case Grain::month: out = month_moment(m.year, m.part + count); break;
    case Grain::quarter: out = quarter_moment(m.year, m.part + count); break;
    case Grain::decade: out.year += 10 * count; break;
    case Grain::century: out.year += 100 * count; break;
    default: out.year += count; break;
  }
  out.edge = m.edge;
  out.relative = m.relative;
  return out;
}

sys_days nth_weekday(int year, int month, int weekday, int n) {
  if (n < 0) {
    const sys_days last = sys_day(year, month, month_length(year, month));
    return last - days{(weekday_of(last) - weekday + 7) % 7};
  }
  const sys_days first = sys_day(year, month, 1);
  return first + days{(weekday - weekday_of(first) + 7) % 7 + 7 * (n - 1)};
}

sys_days easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
  return sys_day(year, month, day);
}

}  // namespace kg::text
