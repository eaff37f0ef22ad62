// date(), datetime.truncate(), duration.between() and their kin; the parts of temporal values.
#include <algorithm>
#include <cctype>
#include <cmath>

#include "query/calendar.hpp"
#include "query/cypher_error.hpp"
#include "query/functions.hpp"
#include "query/temporal.hpp"
#include "query/temporal_parts.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

using Args = std::span<const Value>;

Temporal now(TemporalKind kind, Context& context, const std::string& zone) {
  const auto since = context.started.time_since_epoch();
  const std::int64_t nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
  Temporal moment;
  moment.kind = TemporalKind::datetime;
  const std::int64_t seconds = floor_div(nanoseconds, nanoseconds_per_second);
  moment.days = floor_div(seconds, seconds_per_day);
  moment.seconds = floor_mod(seconds, seconds_per_day);
  moment.nanoseconds = static_cast<std::int32_t>(floor_mod(nanoseconds, nanoseconds_per_second));
  if (!zone.empty()) move_to_zone(moment, zone);
  return convert_temporal(kind, moment);
}

template <TemporalKind Kind>
Value current(Args a, Context& context, const Expr& e) {
  if (a.empty()) return now(Kind, context, "");
  const auto* zone = get<std::string>(a[0]);
  if (zone == nullptr) fail_argument(e, a[0], "a time zone");
  return now(Kind, context, *zone);
}

template <TemporalKind Kind>
Value construct(Args a, Context& context, const Expr& e) {
  if (a.empty()) return now(Kind, context, "");
  if (const auto* text = get<std::string>(a[0])) {
    const auto value = parse_temporal(Kind, *text);
    if (!value) throw runtime_error("ArgumentError", "InvalidArgumentValue", e.text + "() cannot read '" + text->substr(0, 60) + "'", e.where);
    return *value;
  }
  if (const auto* temporal = get<Temporal>(a[0]); temporal && temporal->kind != TemporalKind::duration) return convert_temporal(Kind, *temporal);
  const Map* map = get_map(a[0]);
  if (map == nullptr) fail_argument(e, a[0], "a string, a map or a temporal value");
  if (map->size() == 1 && map->front().first == "timezone") {
    if (const auto* zone = get<std::string>(map->front().second)) return now(Kind, context, *zone);
  }
  return temporal_from_map(Kind, *map);
}

template <TemporalKind Kind>
Value truncate(Args a, Context&, const Expr& e) {
  const auto* unit = get<std::string>(a[0]);
  const auto* value = get<Temporal>(a[1]);
  if (unit == nullptr) fail_argument(e, a[0], "a unit as a string");
  if (value == nullptr || value->kind == TemporalKind::duration) fail_argument(e, a[1], "a date or time");
  const Map* map = a.size() > 2 ? get_map(a[2]) : nullptr;
  if (a.size() > 2 && map == nullptr) fail_argument(e, a[2], "a map");
  return truncate_temporal(Kind, *unit, *value, map ? *map : Map{});
}

Value from_epoch(Args a, Context&, const Expr& e) {
  Map map;
  const bool millis = a.size() == 1;
  map.emplace_back(millis ? "epochMillis" : "epochSeconds", a[0]);
  if (!millis) map.emplace_back("nanosecond", a[1]);
  static_cast<void>(e);
  return temporal_from_map(TemporalKind::datetime, map);
}

Value duration(Args a, Context&, const Expr& e) {
  if (const auto* text = get<std::string>(a[0])) {
    const auto value = parse_temporal(TemporalKind::duration, *text);
    if (!value) throw runtime_error("ArgumentError", "InvalidArgumentValue", "duration() cannot read '" + text->substr(0, 60) + "'", e.where);
    return *value;
  }
  if (const auto* temporal = get<Temporal>(a[0]); temporal && temporal->kind == TemporalKind::duration) return a[0];
  const Map* map = get_map(a[0]);
  if (map == nullptr) fail_argument(e, a[0], "a string or a map");
  DurationParts parts;
  const auto add = [](long double& part, long double unit) { return std::pair(&part, unit); };
  const std::pair<std::string_view, std::pair<long double*, long double>> units[] = {
      {"years", add(parts.months, 12)},          {"quarters", add(parts.months, 3)},
      {"months", add(parts.months, 1)},          {"weeks", add(parts.days, 7)},
      {"days", add(parts.days, 1)},              {"hours", add(parts.seconds, 3600)},
      {"minutes", add(parts.seconds, 60)},       {"seconds", add(parts.seconds, 1)},
      {"milliseconds", add(parts.nanoseconds, 1e6L)}, {"microseconds", add(parts.nanoseconds, 1e3L)},
      {"nanoseconds", add(parts.nanoseconds, 1)}};
  for (const auto& [key, value] : *map) {
    const auto unit = std::ranges::find(units, key, &std::pair<std::string_view, std::pair<long double*, long double>>::first);
    if (unit == std::end(units)) throw runtime_error("ArgumentError", "InvalidArgumentValue", "a duration has no part '" + key.substr(0, 60) + "'", e.where);
    if (value.is_null()) return {};
    if (!is_number(value)) throw runtime_error("TypeError", "InvalidArgumentType", "'" + key + "' takes a number, not " + std::string(kind_name(value)), e.where);
    const auto* integer = get<std::int64_t>(value);
    *unit->second.first += (integer ? static_cast<long double>(*integer) : static_cast<long double>(as_double(value))) * unit->second.second;
  }
  return make_duration(parts);
}

template <char Mode>
Value between(Args a, Context&, const Expr& e) {
  const auto* from = get<Temporal>(a[0]);
  const auto* to = get<Temporal>(a[1]);
  if (from == nullptr || to == nullptr) fail_argument(e, from ? a[1] : a[0], "two dates or times");
  return duration_between(Mode, *from, *to);
}

std::string offset_text(std::int32_t offset) {
  Temporal time;
  time.kind = TemporalKind::time;
  time.offset = offset;
  return print_temporal(time).substr(5);
}

Value date_part(const Temporal& t, std::string_view name) {
  const Civil civil = civil_from_days(t.days);
  const int quarter = (civil.month - 1) / 3 + 1;
  const auto number = [](std::int64_t n) { return Value(n); };
  if (name == "year") return number(civil.year);
  if (name == "quarter") return number(quarter);
  if (name == "month") return number(civil.month);
  if (name == "week") return number(iso_week(t.days).week);
  if (name == "weekYear") return number(iso_week(t.days).year);
  if (name == "day") return number(civil.day);
  if (name == "ordinalDay") return number(t.days - days_from_civil(civil.year, 1, 1) + 1);
  if (name == "weekDay" || name == "dayOfWeek") return number(day_of_week(t.days));
  if (name == "dayOfQuarter") return number(t.days - days_from_civil(civil.year, quarter * 3 - 2, 1) + 1);
  return {};
}

Value time_part(const Temporal& t, std::string_view name) {
  const auto number = [](std::int64_t n) { return Value(n); };
  if (name == "hour") return number(t.seconds / 3600);
  if (name == "minute") return number(t.seconds / 60 % 60);
  if (name == "second") return number(t.seconds % 60);
  if (name == "millisecond") return number(t.nanoseconds / 1'000'000);
  if (name == "microsecond") return number(t.nanoseconds / 1000);
  if (name == "nanosecond") return number(t.nanoseconds);
  if (!has_zone(t.kind)) return {};
  if (name == "timezone") return t.zone.empty() ? offset_text(t.offset) : t.zone;
  if (name == "offset") return offset_text(t.offset);
  if (name == "offsetMinutes") return number(t.offset / 60);
  if (name == "offsetSeconds") return number(t.offset);
  if (t.kind != TemporalKind::datetime) return {};
  const std::int64_t instant = t.days * seconds_per_day + t.seconds - t.offset;
  if (name == "epochSeconds") return number(instant);
  if (name == "epochMillis") return number(instant * 1000 + t.nanoseconds / 1'000'000);
  return {};
}

Value duration_part(const Temporal& t, std::string_view name) {
  const auto number = [](std::int64_t n) { return Value(n); };
  const auto scaled = [&](std::int64_t unit) -> Value {
    std::int64_t out = 0;
    if (__builtin_mul_overflow(t.seconds, unit, &out)) return {};
    return Value(out + t.nanoseconds / (nanoseconds_per_second / unit));
  };
  if (name == "years") return number(t.months / 12);
  if (name == "quarters") return number(t.months / 3);
  if (name == "months") return number(t.months);
  if (name == "weeks") return number(t.days / 7);
  if (name == "days") return number(t.days);
  if (name == "hours") return number(t.seconds / 3600);
  if (name == "minutes") return number(t.seconds / 60);
  if (name == "seconds") return number(t.seconds);
  if (name == "milliseconds") return scaled(1000);
  if (name == "microseconds") return scaled(1'000'000);
  if (name == "nanoseconds") return scaled(nanoseconds_per_second);
  if (name == "quartersOfYear") return number(t.months / 3 % 4);
  if (name == "monthsOfQuarter") return number(t.months % 3);
  if (name == "monthsOfYear") return number(t.months % 12);
  if (name == "daysOfWeek") return number(t.days % 7);
  if (name == "minutesOfHour") return number(t.seconds / 60 % 60);
  if (name == "secondsOfMinute") return number(t.seconds % 60);
  if (name == "millisecondsOfSecond") return number(t.nanoseconds / 1'000'000);
  if (name == "microsecondsOfSecond") return number(t.nanoseconds / 1000);
  if (name == "nanosecondsOfSecond") return number(t.nanoseconds);
  return {};
}

constexpr auto date_kind = TemporalKind::date, time_kind = TemporalKind::time, local_time_kind = TemporalKind::local_time;
constexpr auto datetime_kind = TemporalKind::datetime, local_datetime_kind = TemporalKind::local_datetime;

#define KG_MOMENT(name, kind, what)                                              \
  {name, 0, 1, "smt", 't', false, construct<kind>, what},                        \
  {name ".transaction", 0, 1, "s", 't', false, current<kind>, what " now"},      \
  {name ".statement", 0, 1, "s", 't', false, current<kind>, what " now"},        \
  {name ".realtime", 0, 1, "s", 't', false, current<kind>, what " now"},         \
  {name ".truncate", 2, 3, "s", 't', false, truncate<kind>, what ", cut to a unit"}

constexpr Function table[] = {
    KG_MOMENT("date", date_kind, "a date"),
    KG_MOMENT("time", time_kind, "a time with offset"),
    KG_MOMENT("localtime", local_time_kind, "a time"),
    KG_MOMENT("datetime", datetime_kind, "a moment with zone"),
    KG_MOMENT("localdatetime", local_datetime_kind, "a date with time"),
    {"datetime.fromEpoch", 2, 2, "if", 't', false, from_epoch, "a moment from seconds since 1970 and nanoseconds"},
    {"datetime.fromEpochMillis", 1, 1, "if", 't', false, from_epoch, "a moment from milliseconds since 1970"},
    {"duration", 1, 1, "smt", 't', false, duration, "a duration"},
    {"duration.between", 2, 2, "t", 't', false, between<'b'>, "from one moment to another"},
    {"duration.inMonths", 2, 2, "t", 't', false, between<'m'>, "in whole months"},
    {"duration.inDays", 2, 2, "t", 't', false, between<'d'>, "in whole days"},
    {"duration.inSeconds", 2, 2, "t", 't', false, between<'s'>, "in seconds"},
};
#undef KG_MOMENT

}  // namespace

std::span<const Function> temporal_functions() { return table; }

Value temporal_part(const Temporal& t, std::string_view name) {
  if (t.kind == TemporalKind::duration) return duration_part(t, name);
  if (has_date(t.kind)) {
    Value part = date_part(t, name);
    if (!part.is_null()) return part;
  }
  return has_time(t.kind) ? time_part(t, name) : Value();
}

}  // namespace kg::query
