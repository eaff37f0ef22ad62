// Putting temporal values together from their parts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "query/temporal.hpp"
#include "query/value.hpp"

namespace kg::query {

/// Days since 1970-01-01; nothing for a date that does not exist.
std::optional<std::int64_t> days_of_date(std::int64_t year, std::int64_t month, std::int64_t day);
std::optional<std::int64_t> days_of_week_date(std::int64_t week_year, std::int64_t week, std::int64_t day);
std::optional<std::int64_t> days_of_quarter_date(std::int64_t year, std::int64_t quarter, std::int64_t day);
std::optional<std::int64_t> days_of_ordinal_date(std::int64_t year, std::int64_t day);

/// Parts of a duration, possibly with fractions, which make_duration() carries down: a month has
/// 2629746 seconds on average, a day 86400.
struct DurationParts {
  long double months = 0, days = 0, seconds = 0, nanoseconds = 0;
};
Temporal make_duration(const DurationParts& parts);

/// "+01:00", "Z", "-0330".
std::optional<std::int32_t> parse_offset(std::string_view text);

inline bool has_date(TemporalKind kind) {
  return kind == TemporalKind::date || kind == TemporalKind::local_datetime || kind == TemporalKind::datetime;
}
inline bool has_time(TemporalKind kind) { return kind != TemporalKind::date && kind != TemporalKind::duration; }
inline bool has_zone(TemporalKind kind) { return kind == TemporalKind::time || kind == TemporalKind::datetime; }

/// Sets offset (and for a datetime the zone) by name or offset, keeping the local time.
/// Throws CypherError for an unknown zone.
void put_in_zone(Temporal& value, const std::string& zone);
/// The same instant seen in another zone.
void move_to_zone(Temporal& value, const std::string& zone);
/// The offset of a named zone anew, after the local time changed.
void refresh_offset(Temporal& value);

/// A value of `kind` from a map like {year: 1984, month: 10} or {date: d, hour: 12}.
/// Throws CypherError for what does not fit.
Temporal temporal_from_map(TemporalKind kind, const Map& map);
/// The parts of another temporal value that `kind` has; the rest is 0, UTC.
Temporal convert_temporal(TemporalKind kind, const Temporal& value);
/// Cut to a unit ("month", "hour" …), then changed as `map` says.
Temporal truncate_temporal(TemporalKind kind, std::string_view unit, const Temporal& value, const Map& map);
/// Calendar difference: 'b'etween, or only whole 'm'onths, 'd'ays, or 's'econds.
Temporal duration_between(char mode, const Temporal& from, const Temporal& to);

}  // namespace kg::query
