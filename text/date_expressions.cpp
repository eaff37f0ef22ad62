// Ranges, clock times, sets, eras: what is built of dates and numbers.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/date_grammar.hpp"

namespace kg::text {

using std::chrono::days;
using std::chrono::sys_days;
using W = TimeWord;
using U = TimeUnit;

namespace {

constexpr std::array<std::string_view, 6> day_part_codes = {"TMO", "T12:00", "TAF", "TEV", "TNI", "T24:00"};

}  // namespace

// "June 10-12", "10 June - 2 July", "2018-19", "May to July 2018", "between 2014 and 2016".
std::optional<Reading> DateGrammar::range(Index first, Index next, Moment start, std::string_view rule) {
  Index p = next;
  const W sign = at(p).kind;
  Index opener = first;
  if (opener > 0 && is(opener - 1, W::the)) --opener;
  const W left = before(opener).kind;
  const bool pair = sign == W::conj && at(p).value == 0 && left == W::between;
  if (sign != W::hyphen && sign != W::to && sign != W::until && !pair) return std::nullopt;
  ++p;
  if (is(p, W::between) || is(p, W::from)) return std::nullopt;
  p = skip_the(p);
  Moment end;
  Index behind = 0;
  bool end_year_written = false;
  if (start.grain == Grain::year && is(p, W::digits)) {
    const Piece& piece = at(p);
    if (piece.digits == 2 && sign == W::hyphen && glued(p) == glued(next) && !(is(p + 1, W::hyphen) && glued(p + 1))) {
      const int year = start.year / 100 * 100 + piece.value + (piece.value <= start.year % 100 ? 100 : 0);
      if (year - start.year > 30) return std::nullopt;
      end = year_moment(year);
      behind = p + 1;
      end_year_written = true;
    } else if (piece.digits == 4 && piece.value > start.year && piece.value <= 2199 && year_after_month(p) != 0 && !(is(p + 1, W::unit))) {
      end = year_moment(piece.value);
      behind = p + 1;
      end_year_written = true;
    }
  }
  if (behind == 0 && start.grain == Grain::day && (is(p, W::digits) || is(p, W::ordinal) || is(p, W::cardinal))) {
    Index q = p;
    const int day = year_after_month(p) != 0 ? 0 : day_number(q);
    const bool full = day != 0 && (is(q, W::month) || (is(q, W::of) && is(skip_the(q + 1), W::month)) || is(q, W::slash) || (is(q, W::hyphen) && glued(q)));
    if (day != 0 && !full && !(is(q, W::unit) || is(q, W::meridiem) || is(q, W::colon)) && (day > start.day || start.relative || sign == W::hyphen)) {
      int year = 0;
      const Index after = relative_year(q, year);
      end = start;
      end.day = day;
      if (day < start.day) {
        const Moment month = month_moment(std::max(start.year, 1), start.part + 1);
        if (start.year > 0) end.year = month.year;
        end.part = month.part;
      }
      if (after != 0 && start.relative) {
        end.year = year;
        start.year = year;
        start.relative = end.relative = false;
      }
      if (!exists(end) || !exists(start)) return std::nullopt;
      behind = after != 0 ? after : q;
      Reading out;
      out.first = first;
      out.last = behind;
      out.middle = next;
      out.second = p;
      out.moment = start;
      out.until = end;
      out.rule = "range";
      out.relative = start.relative;
      return out;
    }
  }
  if (behind == 0) {
    std::string_view ignored;
    if ((is(p, W::reference) && at(p).value == 0) || word_is(p, "present") || (word_is(p, "date") && sign == W::to && at(next).value == 0)) {
      end = current(U::day);
      behind = p + 1;
    } else {
      behind = date(p, end, ignored);
      end_year_written = behind != 0 && !end.relative;
    }
  }
  if (behind == 0 || end.grain == Grain::none) return std::nullopt;
  if (sign == W::to && at(next).value == 0 && left != W::from && (end.relative && start.relative) && start.grain != end.grain) return std::nullopt;
  const bool month_like_start = start.grain == Grain::day || start.grain == Grain::month || start.grain == Grain::quarter || start.grain == Grain::season;
  const auto order = [](const Moment& m) { return m.grain == Grain::day ? m.part * 32 + m.day : m.part * 32; };
  const bool comparable = month_like_start && (end.grain == Grain::day || end.grain == Grain::month) && (start.grain == Grain::day || start.grain == Grain::month);
  if (comparable && rule != "weekday" && rule != "deictic" && rule != "relative-unit") {
    if (start.relative && end_year_written) {
      start.year = order(start) > order(end) ? end.year - 1 : end.year;
      start.relative = false;
    } else if (end.relative && start.known() && end.part != 0 && !is(p, W::deictic) && !is(p, W::reference)) {
      // The end follows the start: "from November to March".
      if (start.relative) order_range(start, end, first);
      else end.year = order(end) < order(start) ? start.year + 1 : start.year;
    }
  }
  if (start.grain == Grain::day && end.grain == Grain::day && start.known() && end.known() && rule == "weekday" && is(p, W::weekday)) {
    const sys_days a = sys_day(start.year, start.part, start.day), b = sys_day(end.year, end.part, end.day);
    end = day_moment(a + days{((b - a).count() % 7 + 7) % 7});
    end.relative = true;
  }
  if (rule == "deictic" && end.relative && end.known() && start.known() && last_day_of(end) < first_day_of(start)) ++end.year;
  if (!exists(start) || !exists(end)) return std::nullopt;
  if (start.known() && end.known() && last_day_of(end) < first_day_of(start)) return std::nullopt;
  Reading out;
  out.first = first;
  out.middle = next;
  out.second = p;
  out.last = behind;
  out.moment = start;
  out.until = end;
  out.rule = "range";
  out.relative = start.relative || end.relative;
  return out;
}

// Both ends without a year: the nearest such stretch that the tense allows.
void DateGrammar::order_range(Moment& start, Moment& end, Index i) const {
  const Date reference = context_.reference;
  const auto order = [](const Moment& m) { return m.part * 32 + m.day; };
  const int wraps = order(end) < order(start) ? 1 : 0;
  if (reference.month != 0 && leaning(i) != 0 && context_.narrated_year == 0) {
    const int now = reference.month * 32 + (start.grain == Grain::day ? reference.day : 0);
    start.year = reference.year;
    if (leaning(i) > 0 && wraps == 0 && order(end) < now) ++start.year;
    if (leaning(i) < 0 && order(start) > now) --start.year;
  }
  end.year = start.year + wraps;
}

std::optional<Reading> DateGrammar::clock(Index i) {
  const Piece& hour = at(i);
  Index p = i + 1;
  int h = 0, m = -1;
  std::string suffix;
  if (hour.kind == W::day_part) {
    if ((hour.value != 1 && hour.value != 5) || hour.flag) return std::nullopt;
    const W left = before(i).kind;
    if (left != W::at && left != W::by && left != W::before && left != W::after && left != W::until && left != W::since && left != W::to) return std::nullopt;
    suffix = day_part_codes[static_cast<std::size_t>(hour.value)];
  } else {
    if (hour.kind != W::digits || before(i).kind == W::currency || (before(i).kind == W::colon && glued(i))) return std::nullopt;
    h = hour.value;
    bool sure = false;
    if (hour.digits <= 2 && (is(p, W::colon) || (is(p, W::dot) && at(p + 2).kind == W::meridiem)) && glued(p) && is(p + 1, W::digits) && glued(p + 1) && at(p + 1).digits == 2) {
      m = at(p + 1).value;
      p += 2;
      sure = true;
      if (is(p, W::colon) && glued(p) && is(p + 1, W::digits) && at(p + 1).digits == 2) p += 2;
    } else if (hour.digits == 4 && is(p, W::zone)) {
      h = hour.value / 100;
      m = hour.value % 100;
      sure = true;
    } else if (hour.digits > 2) {
      return std::nullopt;
    }
    if (is(p, W::meridiem) && (word(p).size() > 1)) {
      if (h > 12 || h == 0) return std::nullopt;
      h = h % 12 + at(p).value;
      ++p;
      sure = true;
    } else if (is(p, W::apostrophe) && m < 0 && word_is(p + 1, "clock")) {
      p += 2;
      sure = true;
    } else if (m < 0 && word_is(p, "o") && is(p + 1, W::apostrophe) && word_is(p + 2, "clock")) {
      p += 3;
      sure = true;
    }
    if (!sure || h > 24 || m > 59) return std::nullopt;
    suffix = m >= 0 ? fmt::format("T{:02}:{:02}", h, m) : fmt::format("T{:02}", h);
  }
  if (is(p, W::open) && is(p + 1, W::zone) && is(p + 2, W::close)) {
    if (at(p + 1).value == 0) suffix += "Z";
    p += 3;
  } else if (is(p, W::zone) && at(p).capital) {
    if (at(p).value == 0) suffix += "Z";
    ++p;
  } else if (word_is(p, "local") && word_is(p + 1, "time")) {
    p += 2;
  }
  Reading out;
  out.first = i;
  out.type = TimeType::time;
  out.suffix = suffix;
  out.rule = "clock";
  std::string_view ignored;
  Moment day;
  const Index behind = is(p, W::digits) ? 0 : date(skip_the(p), day, ignored);
  if (behind != 0 && day.grain == Grain::day) {
    out.moment = day;
    p = behind;
  } else {
    out.moment = context_.anchor.known() && context_.anchor.grain == Grain::day && context_.anchor_age == 0 ? context_.anchor : current(U::day);
    out.moment.relative = true;
  }
  out.relative = out.moment.relative;
  out.last = p;
  return out;
}

// "Friday morning", "last night", "the morning of June 12", "tonight".
std::optional<Reading> DateGrammar::day_part(Index first, Index next, const Moment& day, std::string_view rule) {
  if (!is(next, W::day_part) || at(next).flag || day.grain != Grain::day) return std::nullopt;
  Reading out;
  out.first = first;
  out.last = next + 1;
  out.type = TimeType::time;
  out.moment = day;
  out.suffix = day_part_codes[static_cast<std::size_t>(at(next).value)];
  out.rule = rule == "weekday" ? "weekday-part" : "part-of-day";
  out.relative = day.relative;
  return out;
}

std::optional<Reading> DateGrammar::era(Index i) {
  const auto is_era = [&](Index p) { return at(p).capital && (word_is(p, "bc") || word_is(p, "bce") || word_is(p, "ad") || word_is(p, "ce")); };
  Reading out;
  out.first = i;
  out.rule = "year";
  const bool front = word_is(i, "ad") && at(i).capital;
  const Index number = front ? i + 1 : i;
  if (!is(number, W::digits) || at(number).digits > 4 || at(number).value == 0) return std::nullopt;
  if (!front && !is_era(i + 1)) {
    // "in 347": three figures behind "in" with no noun behind them.
    if (at(i).digits != 3 || at(i).value < 100) return std::nullopt;
    const bool circa = (before(i).kind == W::dot && i > 1 && word_is(i - 2, "c")) || word_is(i - 1, "circa");
    // "c. 314 – 368": the second year of a range follows the first.
    const bool second = before(i).kind == W::hyphen && i > 1 && is(i - 2, W::digits) && at(i - 2).digits == 3 && context_.anchor.grain == Grain::year && context_.anchor_age == 0 &&
                        context_.anchor.year == at(i - 2).value && at(i).value > at(i - 2).value;
    if (!circa && !second && (before(i).kind != W::in || before(i).value != 0)) return std::nullopt;
    const Upos right = tag(i + 1);
    const bool open = circa || second || i + 1 >= pieces_.size() || is(i + 1, W::comma) || (is(i + 1, W::dot) && !(glued(i + 2) && is(i + 2, W::digits))) || is(i + 1, W::close) ||
                      (i == 1 && (right == Upos::PROPN || right == Upos::DET)) || (at(i + 1).word && (right == Upos::ADP || right == Upos::PRON || right == Upos::CCONJ) && !is(i + 1, W::of));
    if (!open) return std::nullopt;
    out.last = i + 1;
    out.moment = year_moment(at(i).value);
    return out;
  }
  out.last = i + 2;
  if (!front && (word_is(i + 1, "bc") || word_is(i + 1, "bce"))) out.value = fmt::format("BC{:04}", at(number).value);
  else out.moment = year_moment(at(number).value);
  return out;
}

// "on the 18th": of the month of the text or the nearest one.
std::optional<Reading> DateGrammar::bare_day(Index i) {
  if (!is(i, W::ordinal) || at(i).digits == 0 || i < 2 || !is(i - 1, W::the) || before(i - 1).kind != W::on) return std::nullopt;
  if (at(i + 1).word && (at(i + 1).kind == W::unit || at(i + 1).kind == W::other) && tag(i + 1) != Upos::ADP && tag(i + 1) != Upos::PRON) return std::nullopt;
  Reading out;
  out.first = i - 1;
  out.last = i + 1;
  out.rule = "day";
  out.relative = true;
  out.moment.grain = Grain::day;
  out.moment.day = at(i).value;
  out.moment.relative = true;
  if (at(i).value < 1 || at(i).value > 31) return std::nullopt;
  if (!has_reference()) return out;
  const int lean = leaning(i);
  Moment best;
  for (const int shift : {0, -1, 1}) {
    Moment candidate = shifted(month_moment(context_.reference.year, context_.reference.month), shift);
    candidate.grain = Grain::day;
    candidate.day = at(i).value;
    if (!exists(candidate)) continue;
    const auto distance = (sys_day(candidate.year, candidate.part, candidate.day) - today()).count();
    if ((lean < 0 && distance > 0) || (lean > 0 && distance < 0)) continue;
    if (!best.known() || std::abs(distance) < std::abs((sys_day(best.year, best.part, best.day) - today()).count())) best = candidate;
  }
  if (best.known()) {
    out.moment = best;
    out.moment.relative = true;
  }
  return out;
}

std::optional<Reading> DateGrammar::set(Index i) {
  Reading out;
  out.type = TimeType::set;
  out.first = i;
  out.rule = "set";
  const Piece& piece = at(i);
  if (piece.kind == W::cycle) {
    if (piece.capital && i > 0) return std::nullopt;
    if (word_is(i, "daily") && is(i + 1, W::hyphen)) return std::nullopt;
    out.last = i + 1;
    out.value = duration_value(1, false, static_cast<TimeUnit>(piece.value));
    return out;
  }
  if (piece.kind == W::weekday && piece.value > 10) {
    out.last = i + 1;
    out.value = fmt::format("XXXX-WXX-{}", piece.value - 10);
    return out;
  }
  if (piece.kind != W::every && piece.kind != W::per) return std::nullopt;
  Index p = i + 1;
  if (piece.kind == W::per) {
    if (!is(p, W::unit) || at(p).flag) return std::nullopt;
    out.first = i;
    out.last = p + 1;
    out.value = duration_value(1, false, static_cast<TimeUnit>(at(p).value));
    return out;
  }
  if (is(p, W::weekday)) {
    out.last = p + 1;
    out.value = fmt::format("XXXX-WXX-{}", at(p).value % 10);
    return out;
  }
  if (is(p, W::month)) {
    out.last = p + 1;
    out.value = fmt::format("XXXX-{:02}", at(p).value);
    return out;
  }
  if (is(p, W::season)) {
    Moment m;
    m.grain = Grain::season;
    m.part = at(p).value;
    out.last = p + 1;
    out.value = value_of(m);
    return out;
  }
  if (is(p, W::day_part) && !at(p).flag) {
    out.last = p + 1;
    out.value = "XXXX-XX-XX" + std::string(day_part_codes[static_cast<std::size_t>(at(p).value)]);
    return out;
  }
  Count n = count(p);
  if (n.next == 0) n = {1, false, p};
  if (word_is(n.next, "other")) {
    n.value = 2;
    ++n.next;
  }
  if (!is(n.next, W::unit)) return std::nullopt;
  out.last = n.next + 1;
  out.value = duration_value(n.value, n.vague, static_cast<TimeUnit>(at(n.next).value));
  return out;
}

std::optional<Reading> DateGrammar::reference(Index i) {
  Reading out;
  out.first = i;
  out.last = i + 1;
  out.rule = "reference";
  out.moment.relative = out.relative = true;
  const Piece& piece = at(i);
  if (piece.kind == W::reference) {
    if (piece.flag) {  // "recent years"
      if (!is(i + 1, W::unit) || !at(i + 1).flag) return std::nullopt;
      out.last = i + 2;
    }
    if (piece.value == 0 && (is(i + 1, W::that) || is(i + 1, W::hyphen) || is(i - 1, W::hyphen))) return std::nullopt;
    if (word_is(i, "soon") && (word_is(i - 1, "as") || word_is(i + 1, "as") || word_is(i - 1, "too"))) return std::nullopt;
    out.value = piece.value < 0 ? "PAST_REF" : piece.value > 0 ? "FUTURE_REF" : "PRESENT_REF";
    return out;
  }
  return std::nullopt;
}

std::optional<Reading> DateGrammar::read(Index first) {
  const bool the = is(first, W::the);
  const Index i = the ? first + 1 : first;
  const W kind = at(i).kind;
  // The article belongs to the expression where the noun needs it: "the last week", "the 19th century".
  const auto with_the = [&](std::optional<Reading> reading) {
    static constexpr std::string_view bare[] = {"year", "decade", "month-day", "day-month", "month-year", "month", "iso", "numeric", "holiday", "reference", "range"};
    if (reading && the && reading->first == i && (is(i, W::edge_noun) || std::find(std::begin(bare), std::end(bare), reading->rule) == std::end(bare))) reading->first = first;
    return reading;
  };
  if (kind == W::every || kind == W::cycle || kind == W::per || (kind == W::weekday && at(i).value > 10)) return set(i);
  if (kind == W::reference && at(i).value == 0 && before(i).kind == W::between)
    if (auto reading = range(i, i + 1, current(U::day), "deictic")) return reading;
  // "the biggest to date", but not "up to date"
  if ((kind == W::to || kind == W::until) && word_is(i + 1, "date") && !at(i + 2).word && !word_is(i - 1, "up")) {
    Reading out;
    out.first = i;
    out.last = i + 2;
    out.value = "PRESENT_REF";
    out.rule = "reference";
    out.relative = true;
    return out;
  }
  if (kind == W::reference) return with_the(reference(i));
  if (kind == W::digits || word_is(i, "ad"))
    if (auto reading = era(i)) return reading;
  if (kind == W::last || kind == W::ordinal)
    if (auto reading = part_of(i)) return with_the(std::move(reading));
  if (kind == W::tonight) {
    Reading out;
    out.first = i;
    out.last = i + 1;
    out.type = TimeType::time;
    out.moment = current(U::day);
    out.suffix = "TNI";
    out.rule = "part-of-day";
    out.relative = true;
    return out;
  }
  // "this morning", "last night", "the next evening", "the night of June 12"
  if (is(i + 1, W::day_part) && !at(i + 1).flag && (kind == W::current || kind == W::last || kind == W::next || kind == W::following || kind == W::that || kind == W::same)) {
    const int part = at(i + 1).value;
    if (kind != W::last || part == 4 || part == 3) {
      const bool from_text = kind == W::that || kind == W::same || kind == W::next || kind == W::following;
      Moment day = from_text ? anchored(U::day) : current(U::day);
      const int shift = kind == W::last ? -1 : kind == W::next || kind == W::following ? 1 : 0;
      if (day.known()) day = shifted(day, shift);
      day.relative = true;
      return with_the(day_part(i, i + 1, day, "part-of-day"));
    }
  }
  if (the && is(i, W::day_part) && is(i + 1, W::of)) {
    Moment day;
    std::string_view rule;
    const Index end = date(skip_the(i + 2), day, rule);
    if (end != 0 && day.grain == Grain::day) {
      auto reading = day_part(i, i, day, rule);
      if (reading) {
        reading->first = first;
        reading->last = end;
        return reading;
      }
    }
  }
  // "the day before yesterday", "the week after next", "the day after Christmas"
  if (the && is(i, W::unit) && !at(i).flag && (is(i + 1, W::before) || is(i + 1, W::after))) {
    const auto unit = static_cast<TimeUnit>(at(i).value);
    const int sign = is(i + 1, W::before) ? -1 : 1;
    Reading out;
    out.first = first;
    out.relative = true;
    out.rule = "offset";
    if (unit >= U::day && (is(i + 2, W::next) || is(i + 2, W::last)) && !is(i + 3, W::unit)) {
      out.moment = current(unit);
      if (out.moment.known()) out.moment = shifted(out.moment, 2 * sign);
      out.moment.relative = true;
      out.last = i + 3;
      return out;
    }
    Moment base;
    std::string_view rule;
    const Index end = date(skip_the(i + 2), base, rule);
    if (end != 0) {
      if (const auto moment = moved(base, sign, unit)) {
        out.moment = *moment;
        out.last = end;
        return out;
      }
    } else if (unit >= U::day && !at(i + 2).word) {
      out.moment = anchored(unit);
      if (out.moment.known()) out.moment = shifted(out.moment, sign);
      out.moment.relative = true;
      out.last = i + 2;
      out.rule = "anchored";
      return out;
    }
  }
  // "the year", "the day" that the text is about
  if (the && is(i, W::unit) && !at(i).flag && static_cast<TimeUnit>(at(i).value) >= U::day && static_cast<TimeUnit>(at(i).value) <= U::year) {
    const Piece& left = before(first);
    const bool weekend = static_cast<TimeUnit>(at(i).value) == U::weekend;
    const bool led = left.kind == W::of || left.kind == W::in || left.kind == W::on || word_is(first - 1, "for") ||
                     (weekend && (left.kind == W::at || left.kind == W::within));
    const bool open = is(i + 1, W::of) || is(i + 1, W::that) || is(i + 1, W::hyphen) || word_is(i + 1, "when") || (at(i + 1).word && at(i + 1).kind == W::other && tag(i + 1) == Upos::NOUN);
    Moment ignored;
    std::string_view rule;
    const Index end = date(i, ignored, rule);
    if (end != 0) return with_the([&] {
      Reading out;
      out.first = i;
      out.last = end;
      out.moment = ignored;
      out.rule = rule;
      out.relative = ignored.relative;
      return std::optional(out);
    }());
    if (!led || open || static_cast<TimeUnit>(at(i).value) == U::night) return std::nullopt;
    Reading out;
    out.first = first;
    out.last = i + 1;
    out.moment = anchored(static_cast<TimeUnit>(at(i).value));
    // "Over the weekend", told on a Monday to Friday, is the one that went by.
    if (weekend && has_reference()) {
      out.moment = current(U::weekend);
      if (weekday_of(today()) < 6 && leaning(first) <= 0) out.moment = shifted(out.moment, -1);
    }
    out.rule = "anchored";
    out.relative = true;
    return out;
  }
  // "10-12 June", "the 10th to the 12th of June"
  if (kind == W::digits || kind == W::ordinal) {
    Index p = i;
    const int day = day_number(p);
    const bool pair = is(p, W::conj) && at(p).value == 0 && (before(first).kind == W::between);
    // "18 and 19 June": the first day here, the second by itself.
    if (day != 0 && is(p, W::conj) && !pair) {
      Moment other;
      std::string_view rule;
      const Index behind = day_led(p + 1, other, rule);
      if (behind != 0 && other.grain == Grain::day) {
        other.day = day;
        if (exists(other)) {
          Reading out;
          out.first = i;
          out.last = p;
          out.moment = other;
          out.rule = rule;
          out.relative = other.relative;
          return out;
        }
      }
    }
    if (day != 0 && (is(p, W::hyphen) || is(p, W::to) || is(p, W::until) || pair)) {
      Moment end;
      std::string_view rule;
      const Index last_day = skip_the(p + 1);
      Index q = last_day;
      if (const int other = day_number(q); other > day) {
        const Index behind = day_led(last_day, end, rule);
        if (behind != 0 && end.grain == Grain::day) {
          Reading out;
          out.first = i;
          out.middle = p;
          out.second = last_day;
          out.last = behind;
          out.moment = end;
          out.moment.day = day;
          out.until = end;
          out.rule = "range";
          out.relative = end.relative;
          return out;
        }
      }
    }
  }
  Moment moment;
  std::string_view rule;
  const Index end = date(i, moment, rule);
  if (end != 0) {
    if (auto reading = range(i, end, moment, rule)) return with_the(std::move(reading));
    if (auto reading = day_part(i, end, moment, rule)) return with_the(std::move(reading));
    Reading out;
    out.first = i;
    out.last = end;
    out.moment = moment;
    out.rule = rule;
    out.relative = moment.relative;
    return with_the(std::move(out));
  }
  if (kind == W::ordinal && the)
    if (auto reading = bare_day(i)) return reading;
  if (kind == W::digits || kind == W::day_part)
    if (auto reading = clock(i)) return reading;
  if (the && kind == W::digits) return std::nullopt;
  return with_the(amount(i));
}

}  // namespace kg::text
