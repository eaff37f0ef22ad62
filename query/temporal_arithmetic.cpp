// Moving temporal values, measuring between them, and their parts.
#include <algorithm>
#include <cmath>

#include "query/calendar.hpp"
#include "query/cypher_error.hpp"
#include "query/temporal_parts.hpp"

namespace kg::query {

namespace {

[[noreturn]] void fail_range() { throw runtime_error("ArithmeticError", "IntegerOverflow", "the temporal value is out of range"); }

std::int64_t checked_add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) fail_range();
  return sum;
}

/// Seconds and nanoseconds with 0 <= nanoseconds < 1e9.
void normalise(Temporal& value, std::int64_t nanoseconds) {
  value.seconds = checked_add(value.seconds, floor_div(nanoseconds, nanoseconds_per_second));
  value.nanoseconds = static_cast<std::int32_t>(floor_mod(nanoseconds, nanoseconds_per_second));
}

std::int64_t whole(long double value) {
  if (!(value > -9.2e18L && value < 9.2e18L)) fail_range();
  return static_cast<std::int64_t>(value);
}

std::int64_t add_months(std::int64_t days, std::int64_t months) {
  const Civil civil = civil_from_days(days);
  const std::int64_t month = checked_add(civil.year * 12 + civil.month - 1, months);
  const std::int64_t year = floor_div(month, 12);
  if (year < -last_year || year > last_year) fail_range();
  const int month_of_year = static_cast<int>(floor_mod(month, 12)) + 1;
  return days_from_civil(year, month_of_year, std::min(civil.day, days_in_month(year, month_of_year)));
}

void check_days(std::int64_t days) {
  constexpr std::int64_t limit = 365'250'000'000;
  if (days > limit || days < -limit) fail_range();
}

/// A moment as a local day and time, and as an instant, all in the same zone.
struct Moment {
  std::int64_t days = 0, seconds = 0;
  std::int64_t nanoseconds = 0;
  std::int32_t offset = 0;

  std::int64_t local() const { return days * seconds_per_day + seconds; }
  std::int64_t instant() const { return local() - offset; }
};

std::int64_t offset_at(const Temporal& zoned, std::int64_t local) {
  return zoned.zone.empty() ? zoned.offset : zone_offset_at_local(zoned.zone, local).value_or(zoned.offset);
}

}  // namespace

Temporal make_duration(const DurationParts& parts) {
  constexpr long double seconds_per_month = 2629746;
  Temporal value;
  value.kind = TemporalKind::duration;
  value.months = whole(parts.months);
  const long double month_rest = (parts.months - static_cast<long double>(value.months)) * seconds_per_month;
  const std::int64_t month_days = whole(month_rest / seconds_per_day);
  const std::int64_t days = whole(parts.days);
  value.days = checked_add(days, month_days);
  const long double seconds = parts.seconds + (month_rest - static_cast<long double>(month_days * seconds_per_day)) + (parts.days - static_cast<long double>(days)) * seconds_per_day;
  value.seconds = whole(seconds);
  const long double rest = (seconds - static_cast<long double>(value.seconds)) * 1e9L + parts.nanoseconds;
  whole(rest);
  // Fractions that are a hair below a whole nanosecond because of binary digits count as whole.
  normalise(value, static_cast<std::int64_t>(std::trunc(rest + (rest < 0 ? -1e-4L : 1e-4L))));
  return value;
}

Temporal scale_duration(const Temporal& d, double factor) {
  const auto scaled = [&](std::int64_t part) { return static_cast<long double>(part) * static_cast<long double>(factor); };
  if (std::isnan(factor)) fail_range();
  return make_duration({scaled(d.months), scaled(d.days), scaled(d.seconds), scaled(d.nanoseconds)});
}

Temporal add_temporal(const Temporal& a, const Temporal& b, int sign) {
  Temporal value = a;
  const auto signed_part = [&](std::int64_t part) {
    std::int64_t out = 0;
    if (__builtin_mul_overflow(part, std::int64_t{sign}, &out)) fail_range();
    return out;
  };
  const std::int64_t months = signed_part(b.months), days = signed_part(b.days), seconds = signed_part(b.seconds);
  const std::int64_t nanoseconds = signed_part(b.nanoseconds);
  if (a.kind == TemporalKind::duration) {
    value.months = checked_add(a.months, months);
    value.days = checked_add(a.days, days);
    value.seconds = checked_add(a.seconds, seconds);
    normalise(value, a.nanoseconds + nanoseconds);
    return value;
  }
  if (has_date(a.kind)) {
    value.days = checked_add(add_months(a.days, months), days);
    if (a.kind == TemporalKind::date) {
      // Only whole days of the time part count.
      value.days = checked_add(value.days, seconds / seconds_per_day);
      check_days(value.days);
      return value;
    }
    check_days(value.days);
  }
  refresh_offset(value);
  normalise(value, a.nanoseconds + nanoseconds);
  value.seconds = checked_add(value.seconds, seconds);
  if (!has_date(a.kind)) {
    value.seconds = floor_mod(value.seconds, seconds_per_day);
    return value;
  }
  const std::int64_t carried = floor_div(value.seconds, seconds_per_day);
  value.days = checked_add(value.days, carried);
  value.seconds -= carried * seconds_per_day;
  check_days(value.days);
  if (!value.zone.empty()) {
    // Hours pass on the clock of the world, not on the wall.
    const std::int64_t instant = value.days * seconds_per_day + value.seconds - value.offset;
    const std::int32_t offset = zone_offset_at_instant(value.zone, instant).value_or(value.offset);
    const std::int64_t local = instant + offset;
    value.days = floor_div(local, seconds_per_day);
    value.seconds = floor_mod(local, seconds_per_day);
    value.offset = offset;
  }
  return value;
}

Temporal duration_between(char mode, const Temporal& from, const Temporal& to) {
  Temporal result;
  result.kind = TemporalKind::duration;
  // A bare time is taken on the day of the other side.
  const bool dated = has_date(from.kind) || has_date(to.kind);
  const std::int64_t day = has_date(from.kind) ? from.days : to.days;
  if (from.kind == TemporalKind::duration || to.kind == TemporalKind::duration) {
    throw runtime_error("TypeError", "InvalidArgumentType", "a duration lies between two moments, not durations");
  }
  const bool zoned = has_zone(from.kind) || has_zone(to.kind);
  const Temporal& zone = has_zone(from.kind) ? from : to;  // where only one has a zone, it holds for both
  const auto moment = [&](const Temporal& t) {
    Moment m{!dated ? 0 : has_date(t.kind) ? t.days : day, has_time(t.kind) ? t.seconds : 0, has_time(t.kind) ? t.nanoseconds : 0, 0};
    if (!zoned) return m;
    const bool named = !zone.zone.empty();
    if (has_zone(t.kind)) {
      // Seen from the zone of the first.
      const std::int64_t instant = m.local() - t.offset;
      m.offset = named ? zone_offset_at_instant(zone.zone, instant).value_or(zone.offset) : zone.offset;
      m.days = floor_div(instant + m.offset, seconds_per_day);
      m.seconds = floor_mod(instant + m.offset, seconds_per_day);
    } else {
      m.offset = static_cast<std::int32_t>(named ? offset_at(zone, m.local()) : zone.offset);
    }
    return m;
  };
  Moment a = moment(from), b = moment(to);
  const auto seconds_between = [&](const Moment& x, const Moment& y) {
    result.seconds = y.instant() - x.instant();
    normalise(result, y.nanoseconds - x.nanoseconds);
  };
  if (mode == 's') {
    seconds_between(a, b);
    return result;
  }
  if (!dated) {
    if (mode == 'b') seconds_between(a, b);
    return result;
  }
  const auto time_before = [](const Moment& x, const Moment& y) { return std::pair(x.seconds, x.nanoseconds) < std::pair(y.seconds, y.nanoseconds); };
  // Days that have passed wholly, counted towards zero.
  const auto last_whole_day = [&](const Moment& start) {
    if (b.days > start.days && time_before(b, start)) return b.days - 1;
    if (b.days < start.days && time_before(start, b)) return b.days + 1;
    return b.days;
  };
  if (mode == 'b' || mode == 'm') {
    const auto packed = [](std::int64_t days) {
      const Civil civil = civil_from_days(days);
      return (civil.year * 12 + civil.month - 1) * 32 + civil.day;
    };
    result.months = (packed(last_whole_day(a)) - packed(a.days)) / 32;
    if (mode == 'm') return result;
    a.days = add_months(a.days, result.months);
  }
  result.days = last_whole_day(a) - a.days;
  if (mode == 'd') return result;
  a.days += result.days;
  if (zoned) a.offset = static_cast<std::int32_t>(zone.zone.empty() ? zone.offset : offset_at(zone, a.local()));
  seconds_between(a, b);
  return result;
}

}  // namespace kg::query
