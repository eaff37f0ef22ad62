// Temporal values from maps, other values and units.
#include <algorithm>
#include <array>

#include "query/calendar.hpp"
#include "query/cypher_error.hpp"
#include "query/temporal_parts.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

[[noreturn]] void fail(const std::string& message) { throw runtime_error("ArgumentError", "InvalidArgumentValue", message); }

std::optional<std::int64_t> field(const Map& map, std::string_view name) {
  const Value* value = find_key(map, name);
  if (value == nullptr || value->is_null()) return {};
  const auto* number = get<std::int64_t>(*value);
  if (number == nullptr) fail("'" + std::string(name) + "' takes an integer, not " + std::string(kind_name(*value)));
  return *number;
}

const Temporal* base_of(const Map& map, std::string_view name, bool (*fits)(TemporalKind)) {
  const Value* value = find_key(map, name);
  if (value == nullptr || value->is_null()) return nullptr;
  const auto* temporal = get<Temporal>(*value);
  if (temporal == nullptr || !fits(temporal->kind)) fail("'" + std::string(name) + "' takes a temporal value that has it, not " + std::string(kind_name(*value)));
  return temporal;
}

std::optional<std::string> zone_of(const Map& map) {
  const Value* value = find_key(map, "timezone");
  if (value == nullptr || value->is_null()) return {};
  const auto* text = get<std::string>(*value);
  if (text == nullptr) fail("'timezone' takes a string, not " + std::string(kind_name(*value)));
  return *text;
}

bool mentions(const Map& map, std::initializer_list<std::string_view> names) {
  return std::ranges::any_of(names, [&](std::string_view name) { return find_key(map, name) != nullptr; });
}

/// The day that the map names, its gaps filled from `base` or with the first.
std::int64_t day_from(const Map& map, std::optional<std::int64_t> base) {
  const Civil civil = base ? civil_from_days(*base) : Civil{};
  const auto part = [&](std::string_view name, std::int64_t of_base) { return field(map, name).value_or(base ? of_base : 1); };
  const auto year = [&](std::int64_t of_base) {
    const auto given = field(map, "year");
    if (!given && !base) fail("a date needs a 'year'");
    return given.value_or(of_base);
  };
  std::optional<std::int64_t> days;
  if (mentions(map, {"week", "dayOfWeek"})) {
    const IsoWeek week = base ? iso_week(*base) : IsoWeek{};
    days = days_of_week_date(year(week.year), part("week", week.week), part("dayOfWeek", base ? day_of_week(*base) : 1));
  } else if (mentions(map, {"quarter", "dayOfQuarter"})) {
    const std::int64_t quarter = (civil.month - 1) / 3 + 1;
    const std::int64_t day = base ? *base - days_from_civil(civil.year, static_cast<int>(quarter * 3 - 2), 1) + 1 : 1;
    days = days_of_quarter_date(year(civil.year), part("quarter", quarter), part("dayOfQuarter", day));
  } else if (mentions(map, {"ordinalDay"})) {
    days = days_of_ordinal_date(year(civil.year), part("ordinalDay", 1));
  } else {
    days = days_of_date(year(civil.year), part("month", civil.month), part("day", civil.day));
  }
  if (!days) fail("there is no such date");
  return *days;
}

void clock_from(const Map& map, Temporal& value) {
  const auto part = [&](std::string_view name, std::int64_t of_base, std::int64_t end) {
    const std::int64_t number = field(map, name).value_or(of_base);
    if (number < 0 || number >= end) fail("'" + std::string(name) + "' must be from 0 to " + std::to_string(end - 1));
    return number;
  };
  const std::int64_t hour = part("hour", value.seconds / 3600, 24);
  const std::int64_t minute = part("minute", value.seconds / 60 % 60, 60);
  const std::int64_t second = part("second", value.seconds % 60, 60);
  value.seconds = hour * 3600 + minute * 60 + second;
  if (!mentions(map, {"millisecond", "microsecond", "nanosecond"})) return;
  // A larger unit that is given, or kept from the base, leaves the smaller ones three digits each.
  const std::int64_t old = value.nanoseconds;
  const bool milli = mentions(map, {"millisecond"}), micro = mentions(map, {"microsecond"}), nano = mentions(map, {"nanosecond"});
  std::int64_t nanoseconds = 0;
  if (milli) {
    nanoseconds += part("millisecond", 0, 1000) * 1'000'000;
  } else if (old >= 1'000'000) {
    nanoseconds += old / 1'000'000 * 1'000'000;
  }
  const bool above_micro = nanoseconds > 0 || milli;
  if (micro) {
    nanoseconds += part("microsecond", 0, above_micro ? 1000 : 1'000'000) * 1000;
  } else if (!milli || nano) {
    nanoseconds += milli ? 0 : old / 1000 % 1000 * 1000;
  }
  if (nano) {
    nanoseconds += part("nanosecond", 0, micro ? 1000 : nanoseconds > 0 || milli ? 1'000'000 : 1'000'000'000);
  }
  if (nanoseconds >= nanoseconds_per_second) fail("the parts of the second are more than one");
  value.nanoseconds = static_cast<std::int32_t>(nanoseconds);
}

/// Changes what the map names and leaves the rest.
void adjust_day(Temporal& value, const Map& map) {
  if (has_date(value.kind) && mentions(map, {"year", "month", "day", "week", "dayOfWeek", "quarter", "dayOfQuarter", "ordinalDay"})) {
    value.days = day_from(map, value.days);
  }
}

void adjust_clock(Temporal& value, const Map& map) {
  if (has_time(value.kind)) clock_from(map, value);
}

}  // namespace

std::optional<std::int64_t> days_of_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < -last_year || year > last_year || month < 1 || month > 12 || day < 1 || day > days_in_month(year, static_cast<int>(month))) return {};
  return days_from_civil(year, static_cast<int>(month), static_cast<int>(day));
}

std::optional<std::int64_t> days_of_week_date(std::int64_t year, std::int64_t week, std::int64_t day) {
  if (year < -last_year || year > last_year || week < 1 || week > 53 || day < 1 || day > 7) return {};
  const std::int64_t monday = first_iso_monday(year) + (week - 1) * 7;
  if (monday >= first_iso_monday(year + 1)) return {};
  return monday + day - 1;
}

std::optional<std::int64_t> days_of_quarter_date(std::int64_t year, std::int64_t quarter, std::int64_t day) {
  if (year < -last_year || year > last_year || quarter < 1 || quarter > 4 || day < 1) return {};
  const std::int64_t first = days_from_civil(year, static_cast<int>(quarter * 3 - 2), 1);
  const std::int64_t next = quarter == 4 ? days_from_civil(year + 1, 1, 1) : days_from_civil(year, static_cast<int>(quarter * 3 + 1), 1);
  if (first + day - 1 >= next) return {};
  return first + day - 1;
}

std::optional<std::int64_t> days_of_ordinal_date(std::int64_t year, std::int64_t day) {
  if (year < -last_year || year > last_year || day < 1 || day > (is_leap(year) ? 366 : 365)) return {};
  return days_from_civil(year, 1, 1) + day - 1;
}

void put_in_zone(Temporal& value, const std::string& zone) {
  value.zone.clear();
  if (const auto offset = parse_offset(zone)) {
    value.offset = *offset;
    return;
  }
  // Where a bare time has no date, the zone's offset on the first day of 1970 is as good as any.
  const auto offset = zone_offset_at_local(zone, (has_date(value.kind) ? value.days * seconds_per_day : 0) + value.seconds);
  if (!offset) fail("there is no time zone '" + zone.substr(0, 60) + "'");
  value.offset = *offset;
  if (has_date(value.kind)) value.zone = zone;
}

void move_to_zone(Temporal& value, const std::string& zone) {
  const std::int64_t instant = (has_date(value.kind) ? value.days * seconds_per_day : 0) + value.seconds - value.offset;
  std::optional<std::int32_t> offset = parse_offset(zone);
  value.zone.clear();
  if (!offset) {
    offset = zone_offset_at_instant(zone, instant);
    if (!offset) fail("there is no time zone '" + zone.substr(0, 60) + "'");
    if (has_date(value.kind)) value.zone = zone;
  }
  const std::int64_t local = instant + *offset;
  if (has_date(value.kind)) value.days = floor_div(local, seconds_per_day);
  value.seconds = floor_mod(local, seconds_per_day);
  value.offset = *offset;
}

void refresh_offset(Temporal& value) {
  if (value.zone.empty()) return;
  value.offset = zone_offset_at_local(value.zone, value.days * seconds_per_day + value.seconds).value_or(value.offset);
}

Temporal convert_temporal(TemporalKind kind, const Temporal& from) {
  Temporal value;
  value.kind = kind;
  if (has_date(kind)) {
    if (!has_date(from.kind)) fail("this value has no date");
    value.days = from.days;
  }
  if (has_time(kind)) {
    if (!has_date(kind) && !has_time(from.kind)) fail("this value has no time");
    value.seconds = has_time(from.kind) ? from.seconds : 0;
    value.nanoseconds = has_time(from.kind) ? from.nanoseconds : 0;
  }
  if (has_zone(kind) && has_zone(from.kind)) {
    value.offset = from.offset;
    if (kind == TemporalKind::datetime) value.zone = from.zone;
  }
  return value;
}

Temporal temporal_from_map(TemporalKind kind, const Map& map) {
  static constexpr std::array<std::string_view, 22> known = {"year", "month", "day", "week", "dayOfWeek", "quarter", "dayOfQuarter", "ordinalDay", "hour", "minute", "second",
                                                             "millisecond", "microsecond", "nanosecond", "timezone", "date", "time", "datetime", "epochSeconds", "epochMillis"};
  for (const auto& [key, value] : map) {
    if (std::ranges::find(known, key) == known.end()) fail("a temporal value has no part '" + key.substr(0, 60) + "'");
  }
  Temporal value;
  value.kind = kind;
  const std::optional<std::string> zone = zone_of(map);
  const Temporal* both = base_of(map, "datetime", has_date);
  const Temporal* date = has_date(kind) ? (both ? both : base_of(map, "date", has_date)) : nullptr;
  const Temporal* time = has_time(kind) ? (both ? both : base_of(map, "time", has_time)) : nullptr;
  const auto seconds = field(map, "epochSeconds"), millis = field(map, "epochMillis");
  if (kind == TemporalKind::datetime && (seconds || millis)) {
    const std::int64_t instant = seconds ? *seconds : floor_div(*millis, 1000);
    value.days = floor_div(instant, seconds_per_day);
    value.seconds = floor_mod(instant, seconds_per_day);
    if (!seconds) value.nanoseconds = static_cast<std::int32_t>(floor_mod(*millis, 1000) * 1'000'000);
    Map fraction;
    for (const auto& entry : map) {
      if (entry.first == "nanosecond" || entry.first == "microsecond" || entry.first == "millisecond") fraction.push_back(entry);
    }
    clock_from(fraction, value);
    if (zone) move_to_zone(value, *zone);
    return value;
  }
  if (has_date(kind) && date == nullptr) value.days = day_from(map, {});
  if (date != nullptr) value.days = date->days;
  if (time != nullptr && has_time(time->kind)) {
    value.seconds = time->seconds;
    value.nanoseconds = time->nanoseconds;
  }
  // The day first: it decides whether the base's zone has summer time.
  adjust_day(value, map);
  const bool base_zone = has_zone(kind) && time != nullptr && has_zone(time->kind);
  if (base_zone) {
    value.offset = time->offset;
    if (kind == TemporalKind::datetime && !time->zone.empty()) {
      value.zone = time->zone;
      refresh_offset(value);
    }
    if (zone) move_to_zone(value, *zone);
  }
  adjust_clock(value, map);
  if (zone && !base_zone && has_zone(kind)) put_in_zone(value, *zone);
  refresh_offset(value);
  return value;
}

Temporal truncate_temporal(TemporalKind kind, std::string_view unit, const Temporal& from, const Map& map) {
  static constexpr std::string_view units[] = {"millennium", "century", "decade", "year", "weekYear", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond"};
  const auto at = static_cast<std::size_t>(std::ranges::find(units, unit) - std::begin(units));
  if (at == std::size(units)) fail("there is no unit '" + std::string(unit.substr(0, 60)) + "'");
  constexpr std::size_t day_unit = 8;
  if (at < day_unit && !has_date(kind)) fail("a time cannot be truncated to '" + std::string(unit) + "'");
  if (at > day_unit && !has_time(kind)) fail("a date cannot be truncated to '" + std::string(unit) + "'");
  Temporal value = convert_temporal(kind, from);
  if (at <= day_unit) {
    value.seconds = 0;
    value.nanoseconds = 0;
    const Civil civil = civil_from_days(value.days);
    const auto start_of = [](std::int64_t year, int month) { return days_from_civil(year, month, 1); };
    switch (at) {
      case 0: value.days = start_of(floor_div(civil.year, 1000) * 1000, 1); break;
      case 1: value.days = start_of(floor_div(civil.year, 100) * 100, 1); break;
      case 2: value.days = start_of(floor_div(civil.year, 10) * 10, 1); break;
      case 3: value.days = start_of(civil.year, 1); break;
      case 4: value.days = first_iso_monday(iso_week(value.days).year); break;
      case 5: value.days = start_of(civil.year, (civil.month - 1) / 3 * 3 + 1); break;
      case 6: value.days = start_of(civil.year, civil.month); break;
      case 7: value.days -= day_of_week(value.days) - 1; break;
      default: break;
    }
  } else {
    static constexpr std::int64_t lengths[] = {3600, 60, 1};
    if (at - day_unit - 1 < 3) {
      value.seconds -= value.seconds % lengths[at - day_unit - 1];
      value.nanoseconds = 0;
    } else {
      value.nanoseconds -= value.nanoseconds % (unit == "millisecond" ? 1'000'000 : 1000);
    }
  }
  adjust_day(value, map);
  adjust_clock(value, map);
  if (const auto zone = zone_of(map); zone && has_zone(kind)) put_in_zone(value, *zone);
  refresh_offset(value);
  return value;
}

}  // namespace kg::query
