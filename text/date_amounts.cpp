// Numbers of units: durations, "two weeks ago", "the last five years", "the first two weeks of 2021".
#include <fmt/format.h>

#include "text/date_grammar.hpp"

namespace kg::text {

using std::chrono::days;
using std::chrono::sys_days;
using W = TimeWord;
using U = TimeUnit;

namespace {

bool between_number_and_unit(std::string_view word) {
  return one_of(word, {"trading", "consecutive", "straight", "business", "working", "calendar", "full", "whole", "more", "long", "additional", "successive", "further", "other"});
}

}  // namespace

Reading DateGrammar::duration(Index first, Index next, const Count& n, TimeUnit unit) const {
  Reading out;
  out.first = first;
  out.last = next;
  out.type = TimeType::duration;
  out.value = duration_value(n.value, n.vague, unit);
  out.rule = "duration";
  return out;
}

// "two years and six months": as it stands, ago, later, or the last or next.
Reading DateGrammar::joined_amount(Reading out, const std::vector<std::pair<int, TimeUnit>>& parts, int direction) {
  out.value = "P";
  for (const auto& [number, unit] : parts) out.value += fmt::format("{}{}", number, unit == U::year ? 'Y' : unit == U::month ? 'M' : unit == U::week ? 'W' : 'D');
  const W behind = at(out.last).kind;
  const bool from_text = behind == W::earlier || behind == W::later;
  const int sign = direction != 0 ? direction : behind == W::ago || behind == W::earlier ? -1 : behind == W::later || behind == W::from_now ? 1 : 0;
  if (sign == 0) return out;
  out.relative = true;
  Moment moment = from_text ? anchored(U::day) : current(U::day);
  if (moment.known() && moment.grain == Grain::day) {
    for (const auto& [number, unit] : parts) {
      if (unit == U::year || unit == U::month) {
        const Moment month = month_moment(moment.year, moment.part + sign * number * (unit == U::year ? 12 : 1));
        moment.year = month.year;
        moment.part = month.part;
        while (moment.year >= 1 && moment.year <= 9999 && !exists(moment)) --moment.day;
      } else {
        moment = shifted(moment, sign * number * (unit == U::week ? 7 : 1));
      }
      if (moment.year < 1 || moment.year > 9999) return out;
    }
    moment.relative = true;
  }
  if (direction != 0) {
    out.rule = "last-n";
    const Moment today_moment = current(U::day);
    out.from = first_day_of(direction < 0 ? moment : today_moment);
    out.to = last_day_of(direction < 0 ? today_moment : moment);
    return out;
  }
  out.type = TimeType::date;
  out.rule = from_text ? "anchored" : "ago";
  out.value.clear();
  out.moment = moment;
  ++out.last;
  return out;
}

std::optional<Reading> DateGrammar::amount(Index i) {
  Index p = i;
  int direction = 0;
  if (is(p, W::last) || is(p, W::next) || is(p, W::following) || (is(p, W::current) && is(p + 1, W::last))) {
    direction = is(p, W::last) || is(p, W::current) ? -1 : 1;
    if (is(p, W::current)) ++p;
    ++p;
  }
  Count n = count(p);
  const bool article = is(p, W::article);
  bool bare = false;
  if (n.next == 0) {
    const bool period = direction != 0 && is(p, W::unit) && !at(p).flag;  // "the past year"
    const W left = before(i).kind;
    bare = direction == 0 && is(p, W::unit) && at(p).flag &&
           (left == W::in || left == W::within || left == W::after || left == W::of || word_is(i - 1, "for") || (is(p + 1, W::hyphen) && word_is(p + 2, "long")));
    if (!period && !bare) return std::nullopt;
    if (period && (at(p).value == static_cast<int>(U::quarter) || at(p).value == static_cast<int>(U::weekend))) {
      // "the past quarter" is the one before this
      Reading out;
      out.moment = current(static_cast<TimeUnit>(at(p).value));
      if (out.moment.known()) out.moment = shifted(out.moment, direction);
      out.moment.relative = out.relative = true;
      out.first = i;
      out.last = p + 1;
      out.rule = "relative-unit";
      return out;
    }
    n = period ? Count{1, false, p} : Count{0, true, p};
  }
  p = n.next;
  if (direction == 0 && (is(p, W::last) || is(p, W::next) || is(p, W::following)) && is(p + 1, W::unit) && at(p + 1).flag) {  // "3 next weeks"
    direction = is(p, W::last) ? -1 : 1;
    ++p;
  }
  const bool hyphened = is(p, W::hyphen);
  if (hyphened) ++p;
  if (at(p).word && between_number_and_unit(word(p))) ++p;
  if (is(p, W::hyphen) && !hyphened) ++p;
  if (!is(p, W::unit)) {
    if (is(p, W::day_part) && at(p).value == 4 && !at(p).flag && !article) return std::nullopt;
    return std::nullopt;
  }
  const auto unit = static_cast<TimeUnit>(at(p).value);
  ++p;
  if (is(p, W::hyphen) && (word_is(p + 1, "long") || word_is(p + 1, "old"))) {
    if (word_is(p + 1, "old")) return std::nullopt;
    p += 2;
  } else if (word_is(p, "old") || word_is(p, "older") || word_is(p, "younger")) {
    return std::nullopt;
  }
  // "two years and six months", "2 years 1 month 21 days"
  std::vector<std::pair<int, TimeUnit>> parts = {{static_cast<int>(n.value), unit}};
  while (!n.vague && n.value <= 1000 && parts.size() < 3 && (parts.back().second == U::year || parts.back().second == U::month || parts.back().second == U::week)) {
    const Index next = is(p, W::conj) && at(p).value == 0 ? p + 1 : p;
    const Count more = count(next);
    const auto smaller = static_cast<TimeUnit>(at(more.next).value);
    if (more.next == 0 || more.vague || more.value > 1000 || !is(more.next, W::unit) || smaller >= parts.back().second || (smaller != U::month && smaller != U::week && smaller != U::day)) break;
    parts.emplace_back(static_cast<int>(more.value), smaller);
    p = more.next + 1;
  }
  // "nearly two years", "more than a decade"
  Index first = i;
  if (i > 0 && one_of(word(i - 1), {"nearly", "almost", "about", "over", "approximately", "roughly", "Nearly", "Almost", "About", "Over"})) first = i - 1;
  else if (i > 1 && word_is(i - 1, "than") && (word_is(i - 2, "more") || word_is(i - 2, "less"))) first = i - 2;
  else if (i > 1 && word_is(i - 1, "least") && is(i - 2, W::at)) first = i - 2;

  Reading out = duration(first, p, n, unit);
  if (parts.size() > 1) return joined_amount(out, parts, direction);
  // "three days starting on Monday"
  if (direction == 0 && !n.vague && n.value <= 1000 && (unit == U::day || unit == U::week) && (word_is(p, "starting") || word_is(p, "beginning"))) {
    Moment begin;
    std::string_view ignored;
    const Index behind = date(skip_the(is(p + 1, W::on) || is(p + 1, W::from) ? p + 2 : p + 1), begin, ignored);
    if (behind != 0 && begin.grain == Grain::day) {
      out.last = behind;
      out.rule = "starting";
      out.relative = begin.relative;
      out.from = first_day_of(begin);
      if (const auto end = moved(begin, n.value, unit)) out.to = last_day_of(shifted(*end, -1));
      return out;
    }
  }
  const auto dated = [&](const Moment& base, int sign, Index last, std::string_view rule) -> std::optional<Reading> {
    Reading when;
    when.first = i;
    when.last = last;
    when.rule = rule;
    when.relative = true;
    when.moment.grain = grain_of(unit) == Grain::week ? Grain::day : grain_of(unit);
    when.moment.relative = true;
    if (n.vague || unit < U::day) {
      when.value = sign < 0 ? "PAST_REF" : "FUTURE_REF";
      if (sign < 0 && rule == "ago") when.to = context_.reference.last_day();
      if (unit < U::day && !n.vague && base.known() && base.grain == Grain::day) {
        when.value.clear();
        when.moment = base;
        when.moment.relative = true;
      }
      return when;
    }
    if (const auto moment = moved(base, sign * n.value, unit)) when.moment = *moment;
    else if (base.known()) return std::nullopt;
    return when;
  };
  if (direction != 0) {
    out.rule = "last-n";
    out.relative = true;
    if (has_reference() && !n.vague && n.value > 0 && n.value <= 1000 && unit >= U::day) {
      const sys_days now = today();
      const int whole = static_cast<int>(n.value);
      const bool aligned = unit == U::quarter || unit == U::decade || unit == U::century;
      if (aligned && (unit == U::quarter || direction > 0)) {
        Moment begin = current(unit), last = begin;
        begin = shifted(begin, direction < 0 ? -whole : 1);
        last = shifted(last, direction < 0 ? -1 : whole);
        out.from = first_day_of(begin);
        out.to = last_day_of(last);
      } else {
        std::optional<Moment> other;
        const int sign = direction;
        if (unit == U::month || unit == U::year || unit == U::decade || unit == U::century) {
          const int months = whole * (unit == U::month ? 1 : unit == U::year ? 12 : unit == U::decade ? 120 : 1200);
          Moment month = month_moment(context_.reference.year, context_.reference.month + sign * months);
          if (month.year >= 1 && month.year <= 9999) {
            month.grain = Grain::day;
            month.day = context_.reference.day;
            while (!exists(month)) --month.day;
            other = month;
          }
        } else {
          other = moved(day_moment(now), sign * n.value * (unit == U::weekend ? 7 : 1), unit == U::weekend ? U::day : unit);
        }
        if (other) {
          // Both bounds inclusive: the last three days end today, the next three begin tomorrow.
          const Moment tomorrow = day_moment(now + days{1});
          out.from = sign < 0 ? first_day_of(*other) : first_day_of(tomorrow);
          out.to = sign < 0 ? last_day_of(day_moment(now)) : last_day_of(*other);
        }
      }
    }
    return out;
  }
  // "two weeks ago", "a year earlier", "three days after Christmas"
  if (is(p, W::ago)) {
    Index last = p + 1;
    Moment base = current(unit < U::week ? U::day : unit == U::week || unit == U::fortnight ? U::day : unit);
    if (unit == U::decade || unit == U::century) base = current(U::year);
    return dated(base, -1, last, "ago");
  }
  if (is(p, W::earlier) || is(p, W::later) || is(p, W::from_now)) {
    const U step = unit < U::month || unit == U::fortnight ? U::day : unit == U::decade || unit == U::century ? U::year : unit;
    const Moment base = is(p, W::from_now) ? current(step) : anchored(step);
    return dated(base, is(p, W::earlier) ? -1 : 1, p + 1, "anchored");
  }
  if (is(p, W::before) || is(p, W::after) || is(p, W::from)) {
    Moment base;
    std::string_view ignored;
    Index q = skip_the(p + 1);
    if (is(p, W::from) && is(q, W::reference) && at(q).value == 0) {
      base = current(U::day);
      return dated(base, 1, q + 1, "ago");
    }
    if (depth_ < 3) {
      ++depth_;
      const Index behind = date(q, base, ignored);
      --depth_;
      if (behind != 0 && (is(p, W::from) || base.grain == Grain::day || base.grain == Grain::month || base.grain == Grain::week || (base.grain == Grain::year && unit == U::year))) {
        // "talks for three days from June 12" begin there, "three days from today" end there.
        if (!is(p, W::from) || base.relative || !word_is(first - 1, "for"))
          if (auto when = dated(base, is(p, W::before) ? -1 : 1, behind, "offset")) return when;
      }
    }
    if (is(p, W::before) && (p + 1 >= pieces_.size() || !at(p + 1).word)) {
      const U step = unit < U::month ? U::day : unit;
      if (unit != U::decade && unit != U::century) return dated(anchored(step), -1, p + 1, "anchored");
    }
  }
  // "in two weeks": a date if the sentence looks ahead, else a duration.
  if (is(i - 1, W::in) && i > 0 && at(i - 1).value == 0 && first == i && !hyphened && !n.vague && leaning(i) > 0 && !is(p, W::of)) {
    const U step = unit < U::month || unit == U::fortnight ? U::day : unit == U::decade || unit == U::century ? U::year : unit;
    return dated(current(step), 1, p, "ahead");
  }
  if (before(i).kind == W::within && before(i).value == 0 && !n.vague && has_reference() && leaning(i) > 0) {
    const Moment base = current(unit < U::month || unit == U::fortnight ? U::day : unit == U::decade || unit == U::century ? U::year : unit);
    if (const auto end = moved(base, n.value, unit)) {
      out.from = context_.reference;
      out.to = end->grain == Grain::day ? last_day_of(*end) : Date{};
      if (end->grain == Grain::month || end->grain == Grain::year) {
        Moment day{Grain::day, end->year, end->grain == Grain::month ? end->part : context_.reference.month, context_.reference.day, 0, Edge::none, true};
        while (!exists(day)) --day.day;
        out.to = first_day_of(day);
      }
      out.relative = true;
      out.rule = "within";
    }
  }
  // "15 a year", "twice a week"
  if (article && n.value == 1 && i > 0) {
    const Piece& left = at(i - 1);
    if (left.kind == W::digits || left.kind == W::cardinal || left.kind == W::currency ||
        one_of(word(i - 1), {"times", "once", "twice", "million", "billion", "dollars", "percent", "euros", "barrels", "tons", "people", "time"})) {
      out.type = TimeType::set;
      out.rule = "rate";
      return out;
    }
  }
  if (unit == U::second && !at(p - 1).flag) return std::nullopt;
  if (unit == U::quarter && !hyphened && !at(p - 1).flag) return std::nullopt;  // "about a quarter of it"
  if (article && unit == U::day && is(p, W::of)) return std::nullopt;
  return out;
}

std::optional<Reading> DateGrammar::part_of(Index i) {
  const bool last = is(i, W::last);
  if (!last && !(is(i, W::ordinal) && at(i).value == 1)) return std::nullopt;
  const Count n = count(i + 1);
  if (n.next == 0 || n.vague || n.value < 1 || n.value > 400 || !is(n.next, W::unit) || !is(n.next + 1, W::of)) return std::nullopt;
  const auto unit = static_cast<TimeUnit>(at(n.next).value);
  Moment whole;
  std::string_view ignored;
  const Index end = date(skip_the(n.next + 2), whole, ignored);
  if (end == 0 || (whole.grain != Grain::year && whole.grain != Grain::month && whole.grain != Grain::quarter)) return std::nullopt;
  if (unit != U::day && unit != U::week && unit != U::month) return std::nullopt;
  Reading out = duration(i, end, n, unit);
  out.rule = "part-of";
  out.relative = whole.relative;
  if (!whole.known()) return out;
  const int length = static_cast<int>(n.value);
  Moment begin = day_moment((last ? last_day_of(whole) : first_day_of(whole)).first_sys_day());
  if (unit == U::week) {
    // Whole weeks: the first begins with the first Monday, the last ends with the last Sunday.
    const sys_days edge = sys_day(begin.year, begin.part, begin.day);
    begin = week_moment(last ? edge - days{weekday_of(edge) % 7} : edge + days{(8 - weekday_of(edge)) % 7});
  } else if (unit == U::month) {
    begin = month_moment(begin.year, begin.part);
  }
  const Moment other = shifted(begin, last ? 1 - length : length - 1);
  if (other.year < 1 || other.year > 9999) return std::nullopt;
  out.from = first_day_of(last ? other : begin);
  out.to = last_day_of(last ? begin : other);
  return out;
}

}  // namespace kg::text
