// Comparing and printing temporal values.
#include "query/temporal.hpp"

#include <cstdio>
#include <functional>
#include <tuple>

#include "query/calendar.hpp"

namespace kg::query {

namespace {

template <class T>
int sign_of(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

bool has_offset(const Temporal& t) { return t.kind == TemporalKind::time || t.kind == TemporalKind::datetime; }

/// Position on the time line, UTC.
std::tuple<std::int64_t, std::int64_t, std::int32_t> instant(const Temporal& t) {
  const std::int64_t offset = has_offset(t) ? t.offset : 0;
  std::int64_t days = t.days, seconds = t.seconds - offset;
  if (t.kind == TemporalKind::datetime) {
    days += floor_div(seconds, seconds_per_day);
    seconds = floor_mod(seconds, seconds_per_day);
  }
  return {days, seconds, t.nanoseconds};
}

std::string padded(std::int64_t number, int width) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%0*lld", width, static_cast<long long>(number));
  return buffer;
}

std::string print_date(std::int64_t days) {
  const Civil civil = civil_from_days(days);
  std::string year = padded(civil.year < 0 ? -civil.year : civil.year, 4);
  if (civil.year < 0) year = "-" + year;
  if (civil.year > 9999) year = "+" + year;
  return year + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

/// Seconds only if there are any; 3, 6 or 9 digits behind the point.
std::string print_clock(std::int64_t seconds, std::int32_t nanoseconds) {
  std::string out = padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2);
  if (seconds % 60 == 0 && nanoseconds == 0) return out;
  out += ":" + padded(seconds % 60, 2);
  if (nanoseconds == 0) return out;
  std::string digits = padded(nanoseconds, 9);
  while (digits.ends_with("000")) digits.resize(digits.size() - 3);
  return out + "." + digits;
}

std::string print_offset(std::int32_t offset) {
  if (offset == 0) return "Z";
  const std::int32_t size = offset < 0 ? -offset : offset;
  std::string out = (offset < 0 ? "-" : "+") + padded(size / 3600, 2) + ":" + padded(size / 60 % 60, 2);
  if (size % 60 != 0) out += ":" + padded(size % 60, 2);
  return out;
}

std::string print_duration(const Temporal& t) {
  std::string date, time;
  const auto add = [](std::string& out, std::int64_t number, char unit) {
    if (number != 0) out += std::to_string(number) + unit;
  };
  add(date, t.months / 12, 'Y');
  add(date, t.months % 12, 'M');
  add(date, t.days, 'D');
  // Seconds and nanoseconds with one sign, as they are read.
  std::int64_t seconds = t.seconds;
  std::int64_t nanoseconds = t.nanoseconds;
  if (seconds < 0 && nanoseconds > 0) {
    ++seconds;
    nanoseconds -= nanoseconds_per_second;
  }
  add(time, seconds / 3600, 'H');
  add(time, seconds / 60 % 60, 'M');
  if (seconds % 60 != 0 || nanoseconds != 0) {
    const bool negative = seconds % 60 < 0 || nanoseconds < 0;
    time += (negative ? "-" : "") + std::to_string(seconds % 60 < 0 ? -(seconds % 60) : seconds % 60);
    if (nanoseconds != 0) {
      std::string digits = padded(nanoseconds < 0 ? -nanoseconds : nanoseconds, 9);
      while (digits.ends_with('0')) digits.pop_back();
      time += "." + digits;
    }
    time += 'S';
  }
  if (date.empty() && time.empty()) return "PT0S";
  return "P" + date + (time.empty() ? "" : "T" + time);
}

/// Average length in seconds, as openCypher orders durations: a month is 2629746 seconds.
long double average_length(const Temporal& t) {
  return static_cast<long double>(t.months) * 2629746 + static_cast<long double>(t.days) * seconds_per_day + static_cast<long double>(t.seconds) + static_cast<long double>(t.nanoseconds) / 1e9L;
}

auto parts(const Temporal& t) { return std::tie(t.kind, t.months, t.days, t.seconds, t.nanoseconds, t.offset, t.zone); }

}  // namespace

bool equal_temporal(const Temporal& a, const Temporal& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == TemporalKind::duration) return parts(a) == parts(b);
  return order_temporal(a, b) == 0;
}

std::optional<int> compare_temporal(const Temporal& a, const Temporal& b) {
  if (a.kind != b.kind || a.kind == TemporalKind::duration) return {};
  return order_temporal(a, b);
}

int order_temporal(const Temporal& a, const Temporal& b) {
  if (a.kind != b.kind) return sign_of(a.kind, b.kind);
  if (a.kind == TemporalKind::duration) {
    if (const int by_length = sign_of(average_length(a), average_length(b))) return by_length;
    return sign_of(parts(a), parts(b));
  }
  if (const int by_instant = sign_of(instant(a), instant(b))) return by_instant;
  if (!has_offset(a)) return 0;
  if (const int by_offset = sign_of(a.offset, b.offset)) return by_offset;
  return sign_of(a.zone, b.zone);
}

std::size_t hash_temporal(const Temporal& t) {
  std::size_t hash = static_cast<std::size_t>(t.kind) + 29;
  for (const std::int64_t part : {t.months, t.days, t.seconds, std::int64_t{t.nanoseconds}, std::int64_t{t.offset}}) {
    hash = (hash ^ static_cast<std::size_t>(part)) * 0x9E3779B97F4A7C15ULL + (hash >> 31);
  }
  return hash ^ std::hash<std::string>{}(t.zone);
}

std::string print_temporal(const Temporal& t) {
  switch (t.kind) {
    case TemporalKind::date: return print_date(t.days);
    case TemporalKind::local_time: return print_clock(t.seconds, t.nanoseconds);
    case TemporalKind::time: return print_clock(t.seconds, t.nanoseconds) + print_offset(t.offset);
    case TemporalKind::local_datetime: return print_date(t.days) + "T" + print_clock(t.seconds, t.nanoseconds);
    case TemporalKind::datetime:
      return print_date(t.days) + "T" + print_clock(t.seconds, t.nanoseconds) + print_offset(t.offset) + (t.zone.empty() ? "" : "[" + t.zone + "]");
    case TemporalKind::duration: return print_duration(t);
  }
  return {};
}

}  // namespace kg::query
