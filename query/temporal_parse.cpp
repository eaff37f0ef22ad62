// Reading temporal values from text: the ISO 8601 forms that openCypher names.
#include <cmath>

#include "query/calendar.hpp"
#include "query/temporal.hpp"
#include "query/temporal_parts.hpp"

namespace kg::query {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  bool at_end() const { return text_.empty(); }
  char peek() const { return text_.empty() ? '\0' : text_[0]; }
  bool accept(char c) {
    if (peek() != c || text_.empty()) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::size_t digits_ahead() const {
    std::size_t count = 0;
    while (count < text_.size() && is_digit(text_[count])) ++count;
    return count;
  }
  /// Exactly `count` digits.
  std::optional<std::int64_t> number(std::size_t count) {
    if (digits_ahead() < count || count == 0 || count > 18) return {};
    std::int64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (text_[i] - '0');
    text_.remove_prefix(count);
    return value;
  }
  std::string_view rest() const { return text_; }
  void skip(std::size_t count) { text_.remove_prefix(count); }

 private:
  std::string_view text_;
};

std::optional<std::int64_t> read_date(Reader& in) {
  const bool negative = in.peek() == '-';
  const bool has_sign = negative || in.peek() == '+';
  if (has_sign) in.skip(1);
  // Without a sign the year has four digits; with one, all up to the next mark.
  const std::size_t run = in.digits_ahead();
  const std::size_t year_digits = has_sign ? run : std::min<std::size_t>(run, 4);
  if (year_digits < 4 || year_digits > 9) return {};
  std::int64_t year = *in.number(year_digits);
  if (negative) year = -year;
  const bool dashed = in.accept('-');
  const auto week_date = [&]() -> std::optional<std::int64_t> {
    const auto week = in.number(2);
    std::int64_t day = 1;
    const bool more = dashed ? in.accept('-') : in.digits_ahead() == 1;
    if (more) {
      const auto read = in.number(1);
      if (!read) return {};
      day = *read;
    }
    if (!week) return {};
    return days_of_week_date(year, *week, day);
  };
  const auto quarter_date = [&]() -> std::optional<std::int64_t> {
    const auto quarter = in.number(1);
    std::int64_t day = 1;
    const bool more = dashed ? in.accept('-') : in.digits_ahead() == 2;
    if (more) {
      const auto read = in.number(2);
      if (!read) return {};
      day = *read;
    }
    if (!quarter) return {};
    return days_of_quarter_date(year, *quarter, day);
  };
  if (in.accept('W')) return week_date();
  if (in.accept('Q')) return quarter_date();
  switch (in.digits_ahead()) {
    case 0: return dashed ? std::nullopt : days_of_date(year, 1, 1);
    case 3: return days_of_ordinal_date(year, *in.number(3));
    case 4: {
      if (dashed) return {};
      const auto month = in.number(2), day = in.number(2);
      return days_of_date(year, *month, *day);
    }
    case 2: {
      const auto month = in.number(2);
      std::int64_t day = 1;
      if (dashed && in.accept('-')) {
        const auto read = in.number(2);
        if (!read) return {};
        day = *read;
      }
      return days_of_date(year, *month, day);
    }
    default: return {};
  }
}

struct Clock {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;
};

std::optional<std::int32_t> read_fraction(Reader& in) {
  const std::size_t digits = in.digits_ahead();
  if (digits == 0 || digits > 9) return {};
  std::int64_t value = *in.number(digits);
  for (std::size_t i = digits; i < 9; ++i) value *= 10;
  return static_cast<std::int32_t>(value);
}

std::optional<Clock> read_clock(Reader& in) {
  Clock clock;
  const auto hour = in.number(2);
  if (!hour || *hour > 23) return {};
  std::int64_t parts[2] = {0, 0};
  const bool colons = in.peek() == ':';
  for (std::int64_t& part : parts) {
    if (colons ? !in.accept(':') : in.digits_ahead() < 2) break;
    const auto read = in.number(2);
    if (!read || *read > 59) return {};
    part = *read;
  }
  clock.seconds = *hour * 3600 + parts[0] * 60 + parts[1];
  if (in.accept('.')) {
    const auto fraction = read_fraction(in);
    if (!fraction) return {};
    clock.nanoseconds = *fraction;
  }
  return clock;
}

std::optional<std::int32_t> read_offset(Reader& in) {
  if (in.accept('Z') || in.accept('z')) return 0;
  const bool negative = in.peek() == '-';
  if (!negative && in.peek() != '+') return {};
  in.skip(1);
  const auto hour = in.number(2);
  if (!hour) return {};
  std::int64_t seconds = *hour * 3600;
  for (const std::int64_t unit : {60, 1}) {
    if (!in.accept(':') && in.digits_ahead() < 2) break;
    const auto part = in.number(2);
    if (!part || *part > 59) return {};
    seconds += *part * unit;
  }
  if (seconds > 18 * 3600) return {};
  return static_cast<std::int32_t>(negative ? -seconds : seconds);
}

/// P1Y2M…, each number with a sign and a fraction of its own.
std::optional<Temporal> read_unit_duration(Reader in) {
  DurationParts parts;
  bool in_time = false, any = false;
  while (!in.at_end()) {
    if (in.accept('T')) {
      if (in_time) return {};
      in_time = true;
      continue;
    }
    const bool negative = in.accept('-');
    if (!negative) in.accept('+');
    const std::size_t digits = in.digits_ahead();
    const auto whole = in.number(digits);
    if (!whole) return {};
    std::int32_t fraction = 0;
    if (in.accept('.') || in.accept(',')) {
      const auto read = read_fraction(in);
      if (!read) return {};
      fraction = *read;
    }
    long double value = static_cast<long double>(*whole) + static_cast<long double>(fraction) / 1e9L;
    if (negative) value = -value;
    const char unit = in.peek();
    if (in.at_end()) return {};
    in.skip(1);
    any = true;
    if (!in_time && unit == 'Y') {
      parts.months += value * 12;
    } else if (!in_time && unit == 'M') {
      parts.months += value;
    } else if (!in_time && unit == 'W') {
      parts.days += value * 7;
    } else if (!in_time && unit == 'D') {
      parts.days += value;
    } else if (in_time && unit == 'H') {
      parts.seconds += value * 3600;
    } else if (in_time && unit == 'M') {
      parts.seconds += value * 60;
    } else if (in_time && unit == 'S') {
      // Exact: nanoseconds apart.
      const std::int64_t sign = negative ? -1 : 1;
      parts.seconds += sign * *whole;
      parts.nanoseconds += sign * static_cast<long double>(fraction);
    } else {
      return {};
    }
  }
  if (!any) return {};
  return make_duration(parts);
}

/// P2012-02-02T14:37:21.545
std::optional<Temporal> read_date_duration(Reader in) {
  DurationParts parts;
  const auto year = in.number(4);
  if (!year || !in.accept('-')) return {};
  const auto month = in.number(2);
  if (!month || !in.accept('-')) return {};
  const auto day = in.number(2);
  if (!day) return {};
  parts.months = static_cast<long double>(*year * 12 + *month);
  parts.days = static_cast<long double>(*day);
  if (in.accept('T')) {
    const auto clock = read_clock(in);
    if (!clock) return {};
    parts.seconds = static_cast<long double>(clock->seconds);
    parts.nanoseconds = static_cast<long double>(clock->nanoseconds);
  }
  if (!in.at_end()) return {};
  return make_duration(parts);
}

}  // namespace

std::optional<std::int32_t> parse_offset(std::string_view text) {
  Reader in(text);
  const auto offset = read_offset(in);
  return in.at_end() ? offset : std::nullopt;
}

std::optional<Temporal> parse_temporal(TemporalKind kind, std::string_view text) {
  Temporal value;
  value.kind = kind;
  Reader in(text);
  if (kind == TemporalKind::duration) {
    if (!in.accept('P')) return {};
    const bool dated = in.digits_ahead() == 4 && in.rest().size() > 4 && in.rest()[4] == '-';
    return dated ? read_date_duration(in) : read_unit_duration(in);
  }
  const bool has_date = kind == TemporalKind::date || kind == TemporalKind::local_datetime || kind == TemporalKind::datetime;
  const bool has_offset = kind == TemporalKind::time || kind == TemporalKind::datetime;
  if (has_date) {
    const auto days = read_date(in);
    if (!days) return {};
    value.days = *days;
    if (kind != TemporalKind::date && !in.at_end() && !in.accept('T')) return {};
  }
  if (kind != TemporalKind::date && !(has_date && in.at_end())) {
    const auto clock = read_clock(in);
    if (!clock) return {};
    value.seconds = clock->seconds;
    value.nanoseconds = clock->nanoseconds;
  }
  if (has_offset) {
    std::optional<std::int32_t> offset;
    if (!in.at_end() && in.peek() != '[') {
      offset = read_offset(in);
      if (!offset) return {};
    }
    if (kind == TemporalKind::datetime && in.accept('[')) {
      const std::size_t end = in.rest().find(']');
      if (end == std::string_view::npos) return {};
      value.zone = std::string(in.rest().substr(0, end));
      in.skip(end + 1);
      const std::int64_t local = value.days * seconds_per_day + value.seconds;
      const auto zone_offset = offset ? zone_offset_at_instant(value.zone, local - *offset) : zone_offset_at_local(value.zone, local);
      if (!zone_offset) return {};
      if (!offset || *offset == *zone_offset) {
        offset = zone_offset;
      } else {
        const std::int64_t moved = local - *offset + *zone_offset;
        value.days = floor_div(moved, seconds_per_day);
        value.seconds = floor_mod(moved, seconds_per_day);
        offset = zone_offset;
      }
    }
    value.offset = offset.value_or(0);
  }
  if (!in.at_end()) return {};
  return value;
}

}  // namespace kg::query
