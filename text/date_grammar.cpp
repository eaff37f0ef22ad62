// Dates that are written: figures, months, weekdays, years, seasons.
#include "text/date_grammar.hpp"

#include <algorithm>

namespace kg::text {

using std::chrono::days;
using std::chrono::sys_days;
using W = TimeWord;
using U = TimeUnit;

DateGrammar::Index DateGrammar::relative_year(Index i, int& year) const {
  Index p = i;
  if (is(p, W::comma)) ++p;
  if ((is(p, W::of) || is(p, W::in)) && at(p).value == 0) ++p;
  if (const int written = year_after_month(p)) {
    // "in June 2,000 people" is cut by the comma; "June of 2018" and "June, 2018" are years.
    year = written;
    return is(p, W::apostrophe) ? p + 2 : p + 1;
  }
  if (const Index spelt = spelt_year(p, year)) return spelt;
  // "April of 87"
  if (is(p - 1, W::of) && is(p, W::digits) && at(p).digits == 2 && at(p).value >= 32) {
    year = 1900 + at(p).value;
    return p + 1;
  }
  p = skip_the(p);
  const auto year_unit = [&](Index q) { return is(q, W::unit) && at(q).value == static_cast<int>(U::year) && !at(q).flag; };
  int shift = 0;
  if ((is(p, W::last) || is(p, W::next) || is(p, W::current) || is(p, W::following)) && year_unit(p + 1)) {
    shift = is(p, W::last) ? -1 : is(p, W::current) ? 0 : 1;
    const Moment base = is(p, W::following) || (is(p, W::last) && at(p).value == 1) ? anchored(U::year) : current(U::year);
    if (!base.known()) return 0;
    year = base.year + shift;
    return p + 2;
  }
  if ((is(p, W::that) || is(p, W::same)) && year_unit(p + 1)) {
    const Moment base = anchored(U::year);
    if (!base.known()) return 0;
    year = base.year;
    return p + 2;
  }
  if (is(p, W::article) && year_unit(p + 1) && (is(p + 2, W::ago) || is(p + 2, W::earlier))) {
    const Moment base = current(U::year);
    if (!base.known()) return 0;
    year = base.year - 1;
    return p + 3;
  }
  return 0;
}

DateGrammar::Index DateGrammar::numeric(Index i, Moment& out, std::string_view& rule) {
  const Piece& a = at(i);
  if (a.kind != W::digits) return 0;
  if (a.digits == 8 && a.value > 19000101 && a.value < 21000101) {
    Moment m{Grain::day, a.value / 10000, a.value / 100 % 100, a.value % 100, 0, Edge::none, false};
    if (m.part >= 1 && m.part <= 12 && exists(m)) {
      out = m;
      rule = "iso";
      return i + 1;
    }
    return 0;
  }
  const W sign = at(i + 1).kind;
  if ((sign != W::hyphen && sign != W::slash && sign != W::dot) || !glued(i + 1) || !is(i + 2, W::digits) || !glued(i + 2)) return 0;
  if (i > 1 && glued(i) && (is(i - 1, sign) || is(i - 1, W::dot)) && is(i - 2, W::digits)) return 0;
  if (i > 1 && glued(i) && is(i - 1, W::slash) && at(i - 2).word) return 0;  // an address
  const Piece& b = at(i + 2);
  const bool three = is(i + 3, sign) && glued(i + 3) && is(i + 4, W::digits) && glued(i + 4);
  if (a.digits == 4 && a.value >= first_year && a.value <= last_year && b.digits <= 2) {
    if (three && at(i + 4).digits <= 2) {
      Moment m{Grain::day, a.value, b.value, at(i + 4).value, 0, Edge::none, false};
      if (m.part < 1 || m.part > 12 || !exists(m)) return 0;
      out = m;
      rule = "iso";
      return i + 5;
    }
    if (!three && sign == W::hyphen && b.value >= 1 && b.value <= 12 && b.value != a.value % 100 + 1) {
      out = month_moment(a.value, b.value);
      rule = "iso";
      return i + 3;
    }
    return 0;
  }
  if (a.digits > 2 || b.digits > 4) return 0;
  if (b.digits <= 2 && three) {
    const Piece& c = at(i + 4);
    if (c.digits != 4 && !(c.digits == 2 && sign != W::hyphen)) return 0;
    if (is(i + 5, sign) && glued(i + 5) && is(i + 6, W::digits)) return 0;  // an address, a version
    const int year = c.digits == 4 ? c.value : c.value + (c.value < 40 ? 2000 : 1900);
    if (year < first_year || year > last_year) return 0;
    bool day_first = context_.day_first || sign == W::dot;
    if (a.value > 12) day_first = context_.day_first = true;
    if (b.value > 12) day_first = false;
    Moment m{Grain::day, year, day_first ? b.value : a.value, day_first ? a.value : b.value, 0, Edge::none, false};
    if (m.part < 1 || m.part > 12 || !exists(m)) return 0;
    out = m;
    rule = "numeric";
    return i + 5;
  }
  if (b.digits == 4 && sign != W::dot && a.value >= 1 && a.value <= 12 && b.value >= 1900 && b.value <= last_year) {
    out = month_moment(b.value, a.value);
    rule = "numeric";
    return i + 3;
  }
  const W left = before(i).kind;
  if (sign == W::slash && b.digits <= 2 && (left == W::on || left == W::by || left == W::until || left == W::since || left == W::weekday || left == W::from || left == W::before || left == W::after)) {
    const bool day_first = a.value > 12 || (context_.day_first && b.value <= 12);
    const int month = day_first ? b.value : a.value, day = day_first ? a.value : b.value;
    if (month < 1 || month > 12 || day < 1 || day > 31) return 0;
    out = resolve_day(month, day, i);
    rule = "numeric";
    return i + 3;
  }
  return 0;
}

bool DateGrammar::month_stands_alone(Index i) const {
  const Piece& m = at(i);
  const Piece& left = before(i);
  const Piece& right = at(i + 1);
  const bool led = left.kind == W::in || left.kind == W::of || left.kind == W::since || left.kind == W::until || left.kind == W::by || left.kind == W::from || left.kind == W::to ||
                   left.kind == W::between || left.kind == W::edge || left.kind == W::last || left.kind == W::next || left.kind == W::current || left.kind == W::before ||
                   left.kind == W::after || left.kind == W::every || left.kind == W::edge_noun ||
                   ((left.kind == W::conj || left.kind == W::comma || left.kind == W::hyphen || left.kind == W::slash) && i >= 2 && is(i - 2, W::month)) ||
                   (right.kind == W::hyphen && glued(i + 1) && is(i + 2, W::month)) || (right.kind == W::to && m.capital && is(i + 2, W::month) && at(i + 2).capital) ||
                   (left.kind == W::hyphen && i >= 2 && is(i - 2, W::edge));
  if (m.flag) return led || right.kind == W::dot ? led : false;  // abbreviations need a preposition
  const bool verb_like = m.value == 3 || m.value == 5 || m.value == 8;
  if (!m.capital && !(led && (!verb_like || left.kind == W::in || left.kind == W::last || left.kind == W::next || left.kind == W::between))) return false;
  const Upos upos = left.kind == W::in ? Upos::X : tag(i);
  if (upos == Upos::AUX || upos == Upos::VERB || upos == Upos::ADJ) return false;
  if (m.value == 5 && context_.may_is_name && left.kind != W::in && left.kind != W::edge && left.kind != W::last && left.kind != W::next) return false;
  if (m.value == 5 && left.kind == W::by && upos == Upos::X) return false;
  if (led) return true;
  if (m.value == 5 || m.value == 3 || m.value == 8) {
    // May, March, August: "the March summit", "March's vote".
    const bool noun = right.word && right.kind == W::other && !right.capital && !one_of(word(i + 1), {"on", "not", "have", "be", "well", "also", "he", "is", "was", "has", "said", "told", "will", "had"});
    return left.kind == W::the ? noun : upos == Upos::PROPN && noun && i > 0 && !(left.word && left.capital);
  }
  // "April Smith" and "Jan Smith" are people.
  if (right.word && right.capital && right.kind == W::other && (m.value == 4 || m.value == 6)) return false;
  return !(left.word && left.capital && left.kind == W::other && i > 1 && (m.value == 4 || m.value == 6));
}

DateGrammar::Index DateGrammar::month_led(Index i, Moment& out, std::string_view& rule) {
  if (!is(i, W::month)) return 0;
  const int month = at(i).value;
  Index p = i + 1;
  if (at(i).flag && is(p, W::dot)) ++p;
  if (!at(i).capital && at(i).flag && !is(p, W::digits) && !is(p, W::ordinal)) return 0;
  if ((is(p, W::hyphen) || is(p, W::slash)) && glued(p) && glued(p + 1) && is(p + 1, W::digits)) {
    // "Dec/2018", "Sep-23-2020", "Nov/2"
    Index q = p + 1;
    if (const int year = year_after_month(q)) {
      out = month_moment(year, month);
      rule = "month-year";
      return q + 1;
    }
    if (const int day = day_number(q)) {
      if (is(q, at(p).kind) && glued(q)) {
        if (const int year = year_after_month(q + 1)) {
          out = {Grain::day, year, month, day, 0, Edge::none, false};
          rule = "month-day";
          return exists(out) ? q + 2 : 0;
        }
      }
      out = resolve_day(month, day, i);
      rule = "month-day";
      return q;
    }
    return 0;
  }
  Index d = is(p, W::comma) && is(p + 1, W::ordinal) ? p + 1 : skip_the(p);
  const Index before_day = d;
  if (const int day = year_after_month(p) != 0 ? 0 : day_number(d)) {
    // "In May 12 people died" needs a plural noun behind the number; "May 12 talks" does not happen often.
    const bool counted = at(before_day).kind == W::digits && at(d).word && at(d).kind == W::other && tag(d) == Upos::NOUN && before(i).kind == W::in && word(d).ends_with("s");
    const bool amount = is(d, W::unit) && at(d).flag;
    if (!counted && !amount && !(is(d, W::cardinal) && at(d).value >= 1000) && !(is(d, W::ordinal))) {
      int year = 0;
      Index end = relative_year(d, year);
      // A range inside the month keeps the year behind its end: range() reads it.
      if (end != 0) {
        out = {Grain::day, year, month, day, 0, Edge::none, false};
        rule = "month-day";
        if (!exists(out)) return 0;
        return end;
      }
      out = resolve_day(month, day, i);
      rule = "month-day";
      return d;
    }
  }
  // "May twenty nine", but not "In May twenty people died".
  int spelt = 0, year = 0;
  if (const Index behind = spelt_year(p, year) != 0 ? 0 : spelt_day(p, spelt); behind != 0 && !is(behind, W::unit) && !is(behind, W::cardinal) &&
                                                                                       (!at(behind).word || at(behind).kind != W::other || tag(behind) == Upos::ADP || tag(behind) == Upos::CCONJ)) {
    out = resolve_day(month, spelt, i);
    rule = "month-day";
    return behind;
  } else if (const Index end = behind == 0 ? 0 : spelt_year(behind, year)) {
    out = {Grain::day, year, month, spelt, 0, Edge::none, false};
    rule = "month-day";
    return exists(out) ? end : 0;
  }
  if (const Index end = relative_year(p, year)) {
    const bool written = is(end - 1, W::digits);
    if (!(at(i).value == 5 && is(p, W::in) && !at(i).capital)) {
      out = month_moment(year, month);
      out.relative = !written;
      rule = "month-year";
      return end;
    }
  }
  if (!month_stands_alone(i)) return 0;
  const W left = before(i).kind;
  if (left == W::last || left == W::next || left == W::current) return 0;  // relative() reads those
  out = resolve_month(month, i);
  rule = "month";
  return at(i).flag && is(i + 1, W::dot) && i + 2 < pieces_.size() ? i + 2 : i + 1;
}

DateGrammar::Index DateGrammar::day_led(Index i, Moment& out, std::string_view& rule) {
  Index p = i;
  int day = day_number(p);
  if (day == 0 && (p = spelt_day(i, day)) != 0 && !is(p, W::month)) return 0;
  if (day == 0) return 0;
  if (is(p, W::unit) && at(p).value == static_cast<int>(U::day) && is(p + 1, W::of)) ++p;
  bool joined = false;
  if (is(p, W::of)) {
    p = skip_the(p + 1);
  } else if (is(i, W::ordinal) && is(i - 1, W::the) && (is(p, W::current) || is(p, W::last) || is(p, W::next)) && is(p + 1, W::unit) && at(p + 1).value == static_cast<int>(U::month)) {
    // "the 21st this month"
    Moment month;
    std::string_view ignored;
    const Index end = relative(p, month, ignored);
    if (end == 0 || month.grain != Grain::month) return 0;
    out = month;
    out.grain = Grain::day;
    out.day = day;
    rule = "day-month";
    return exists(out) ? end : 0;
  } else if ((is(p, W::hyphen) || is(p, W::slash) || is(p, W::dot)) && glued(p)) {
    joined = true;
    ++p;
  }
  if (!is(p, W::month)) {
    // "the 15th day of next month", "the first of the month"
    if (is(p - 1, W::of) || (p >= 2 && is(p - 2, W::of))) {
      Moment month;
      std::string_view ignored;
      const Index q = is(p, W::unit) && at(p).value == static_cast<int>(U::month) && is(p - 1, W::the) ? p + 1 : relative(p, month, ignored);
      if (q == p + 1) month = anchored(U::month);
      if (q != 0 && month.grain == Grain::month && is(i, W::ordinal)) {
        out = month;
        out.grain = Grain::day;
        out.day = day;
        rule = "day-month";
        return exists(out) ? q : 0;
      }
    }
    return 0;
  }
  if (is(i, W::ordinal) && at(i).value < 10 && !at(p).capital && at(p).value == 3) return 0;  // "the third march"
  const int month = at(p).value;
  ++p;
  if (at(p - 1).flag && is(p, W::dot)) ++p;
  int year = 0;
  Index end = 0;
  if (joined && (is(p, W::hyphen) || is(p, W::slash))) {
    year = year_after_month(p + 1);
    end = year != 0 ? p + 2 : 0;
  } else {
    end = relative_year(p, year);
  }
  rule = "day-month";
  if (end != 0) {
    out = {Grain::day, year, month, day, 0, Edge::none, false};
    return exists(out) ? end : 0;
  }
  out = resolve_day(month, day, i);
  return p;
}

DateGrammar::Index DateGrammar::weekday_led(Index i, Moment& out, std::string_view& rule) {
  const Piece& w = at(i);
  if (w.kind != W::weekday || w.value > 7) return 0;
  Index p = i + 1;
  if (w.flag) {
    // "Sun" and "Sat" are words, "Wed" too: an abbreviation needs a full stop, a comma or a date behind it.
    if (!w.capital) return 0;
    if (is(p, W::dot)) ++p;
    else if (!is(p, W::comma) && !is(p, W::month) && !is(p, W::digits) && !is(p, W::ordinal) && before(i).kind != W::on) return 0;
  }
  // With a date behind it, the date decides.
  Index q = p;
  if (is(q, W::comma) || (is(q, W::hyphen) && glued(q)) || is(q, W::open)) ++q;
  q = skip_the(q);
  Moment date;
  std::string_view date_rule;
  Index end = is(q, W::month) ? month_led(q, date, date_rule) : is(q, W::digits) || is(q, W::ordinal) ? numeric(q, date, date_rule) : 0;
  if (end == 0 && (is(q, W::digits) || is(q, W::ordinal) || is(q, W::cardinal))) end = day_led(q, date, date_rule);
  if (end != 0 && date.grain == Grain::day) {
    out = date;
    rule = "weekday-date";
    return is(q - 1, W::open) && is(end, W::close) ? end + 1 : end;
  }
  // "Tuesday the 11th", "Mon 13th"; "Monday 12 people" is none
  if (is(q, W::ordinal) || is(q, W::digits) || (is(q, W::cardinal) && q > p && is(q - 1, W::the))) {
    Index after = q;
    const int day = day_number(after);
    const Piece& next = at(after);
    const bool open = !next.word || is(q - 1, W::the) || tag(after) == Upos::ADP || tag(after) == Upos::CCONJ || tag(after) == Upos::SCONJ || tag(after) == Upos::AUX;
    const bool figures = (is(after, W::hyphen) || is(after, W::slash)) && glued(after);  // "Friday 7-6"
    if (day != 0 && open && !figures && !(is(q - 1, W::comma) && is(q, W::digits)))
      if (const auto found = resolve_weekday_and_day(w.value, day, i, at(q).digits > 0 ? 14 : 1)) {
        out = *found;
        rule = "weekday-date";
        return after;
      }
  }
  // "Tuesday of next week", "Tuesday last week"
  q = p;
  if (is(q, W::of)) ++q;
  q = skip_the(q);
  if ((is(q, W::last) || is(q, W::next) || is(q, W::current) || is(q, W::following) || is(q, W::that)) && is(q + 1, W::unit) && at(q + 1).value == static_cast<int>(U::week)) {
    Moment week;
    std::string_view ignored;
    if (const Index behind = relative(q, week, ignored)) {
      rule = "weekday";
      if (week.known()) {
        out = shifted(day_moment(first_day_of(week).first_sys_day()), w.value - 1);
        out.relative = true;
      } else {
        out = unknown_moment(Grain::day);
        out.weekday = w.value;
      }
      return behind;
    }
  }
  out = resolve_weekday(w.value, i);
  rule = "weekday";
  return p;
}

DateGrammar::Index DateGrammar::year_or_decade(Index i, Moment& out, std::string_view& rule) {
  const Piece& piece = at(i);
  Index p = i;
  int short_year = 0;
  if (piece.kind == W::apostrophe && is(i + 1, W::decade) && glued(i + 1) && at(i + 1).digits == 2) p = i + 1;
  if (is(p, W::decade)) {
    const Piece& decade = at(p);
    if (decade.digits == 4) {
      if (decade.value < first_year || decade.value > last_year) return 0;
      if (decade.flag && !is(p - 1, W::the) && before(p).kind != W::edge && before(p).kind != W::in) return 0;  // "2010's biggest"
      out = {decade.value % 100 == 0 && decade.value < 2000 ? Grain::century : Grain::decade, decade.value, 0, 0, 0, Edge::none, false};
    } else {
      if (decade.digits == 2 || decade.flag) {
        const W left = before(i).kind;
        if (left != W::the && left != W::edge && left != W::conj && left != W::in && left != W::hyphen && left != W::comma && p == i) return 0;
        if (before(i).kind == W::in && !decade.flag && decade.value < 20) return 0;
      }
      // "in her 20s" is an age.
      if (before(i).word && one_of(word(i - 1), {"his", "her", "their", "my", "your", "our"})) return 0;
      if (decade.value < 20) out = {Grain::decade, 2000 + decade.value, 0, 0, 0, Edge::none, false};
      else out = {Grain::decade, 1900 + decade.value, 0, 0, 0, Edge::none, false};
    }
    rule = "decade";
    return p + 1;
  }
  if (piece.kind == W::apostrophe && is(i + 1, W::digits) && glued(i + 1) && at(i + 1).digits == 2 && piece.space && (!at(i + 2).word || at(i + 2).space)) {
    const W left = before(i).kind;
    if (left != W::in && left != W::since && left != W::of && left != W::conj && left != W::edge && left != W::until) return 0;
    short_year = at(i + 1).value + (at(i + 1).value < 40 ? 2000 : 1900);
    out = year_moment(short_year);
    rule = "year";
    return i + 2;
  }
  if (piece.kind == W::unit && piece.value == static_cast<int>(U::year) && !piece.flag) {
    const Index q = i + 1;
    if (is(q, W::digits) && at(q).digits == 4 && at(q).value >= first_year && at(q).value <= last_year) {
      out = year_moment(at(q).value);
      rule = "numbered-year";
      return q + 1;
    }
    return 0;
  }
  if (!is_free_year(i)) return 0;
  p = i + 1;
  if (is(p, W::hyphen) && glued(p) && (is(p + 1, W::quarter_code) || is(p + 1, W::half_code))) ++p;
  if (is(p, W::quarter_code) && is(p + 1, W::digits) && glued(p + 1) && at(p + 1).value >= 1 && at(p + 1).value <= 4) {
    out = quarter_moment(piece.value, at(p + 1).value);
    rule = "quarter";
    return p + 2;
  }
  if (is(p, W::half_code) && is(p + 1, W::digits) && glued(p + 1) && at(p + 1).value >= 1 && at(p + 1).value <= 2) {
    out = {Grain::half, piece.value, at(p + 1).value, 0, 0, Edge::none, false};
    rule = "half";
    return p + 2;
  }
  const bool named = at(p).capital || (at(p).value != 3 && at(p).value != 5 && at(p).value != 8);
  if (is(p, W::month) && named && !is(p + 1, W::digits) && tag(p) != Upos::AUX && before(i).kind == W::in && at(p).value != 5) {
    out = month_moment(piece.value, at(p).value);
    rule = "month-year";
    return p + 1;
  }
  out = year_moment(piece.value);
  rule = "year";
  return i + 1;
}

DateGrammar::Index DateGrammar::season_led(Index i, Moment& out, std::string_view& rule) {
  if (!is(i, W::season)) return 0;
  Moment m;
  m.grain = Grain::season;
  m.part = at(i).value;
  int year = 0;
  rule = "season";
  if (const Index end = relative_year(i + 1, year)) {
    m.year = year;
    m.relative = !is(end - 1, W::digits);
    out = m;
    return end;
  }
  const Piece& left = before(i);
  const bool led = left.kind == W::in || left.kind == W::the || left.kind == W::edge || left.kind == W::by || left.kind == W::since || left.kind == W::until || left.kind == W::edge_noun ||
                   (left.kind == W::hyphen && i >= 2 && is(i - 2, W::edge));
  if (!led || (at(i).flag && (left.kind == W::the || left.kind == W::by || tag(i) == Upos::VERB))) return 0;
  if (is(i + 1, W::of)) return 0;
  if (at(i).value == 1 && left.kind == W::the && tag(i) != Upos::X && at(i + 1).word && at(i + 1).capital) return 0;
  m.relative = true;
  m.year = nearest_year(std::min(12, 3 * m.part + 1), 0, i);
  out = m;
  return i + 1;
}

DateGrammar::Index DateGrammar::date(Index i, Moment& out, std::string_view& rule) {
  Index end = 0;
  switch (at(i).kind) {
    case W::digits:
      end = numeric(i, out, rule);
      if (end == 0) end = day_led(i, out, rule);
      if (end == 0) end = year_or_decade(i, out, rule);
      break;
    case W::ordinal:
      end = day_led(i, out, rule);
      if (end == 0) end = ordinal_led(i, out, rule);
      break;
    case W::cardinal:
      end = day_led(i, out, rule);
      if (end == 0) end = ordinal_led(i, out, rule);
      // "in nineteen ninety six", but not "in two thousand cases"
      if (int year = 0; end == 0 && (before(i).kind == W::in || before(i).kind == W::since || before(i).kind == W::until || before(i).kind == W::by))
        if (const Index behind = spelt_year(i, year); behind != 0 && tag(behind) != Upos::NOUN && tag(behind) != Upos::ADJ && tag(behind) != Upos::PROPN) {
          out = year_moment(year);
          rule = "year";
          end = behind;
        }
      break;
    case W::month: end = month_led(i, out, rule); break;
    case W::weekday: end = weekday_led(i, out, rule); break;
    case W::decade: case W::apostrophe: end = year_or_decade(i, out, rule); break;
    case W::unit:
      if (!at(i).flag && at(i).value == static_cast<int>(U::year)) end = year_or_decade(i, out, rule);
      // "the week of June 12", "the week beginning on June 12", "the weekend of Halloween"
      if (const bool weekend = at(i).value == static_cast<int>(U::weekend);
          end == 0 && !at(i).flag && (weekend || at(i).value == static_cast<int>(U::week)) &&
          (is(i + 1, W::of) || (!weekend && (word_is(i + 1, "beginning") || word_is(i + 1, "starting") || word_is(i + 1, "commencing"))))) {
        end = date(skip_the(is(i + 2, W::on) ? i + 3 : i + 2), out, rule);
        if (end != 0 && out.grain == Grain::day) {
          if (weekend) {
            out = weekend_of(out);
          } else if (out.known()) {
            const bool relative_date = out.relative;
            out = week_moment(sys_day(out.year, out.part, out.day));
            out.relative = relative_date;
          } else {
            out = unknown_moment(Grain::week);
          }
        } else {
          end = 0;
        }
      }
      break;
    case W::season: end = season_led(i, out, rule); break;
    case W::holiday: end = holiday(i, out, rule); break;
    case W::quarter_code: end = quarter_led(i, out, rule); break;
    case W::edge: case W::edge_noun: case W::earlier: case W::later: end = edge_led(i, out, rule); break;
    case W::fiscal: case W::calendar: end = fiscal(i, out, rule); break;
    case W::last: case W::next: case W::current: case W::that: case W::same: case W::following:
      if (is(i, W::following) && is(i + 1, W::month) && !is(i - 1, W::the)) break;  // "arrests following April's vote"
      if (is(i, W::last) && is(i + 1, W::unit) && is(i + 2, W::of)) end = ordinal_led(i, out, rule);
      if (end == 0) end = relative(i, out, rule);
      if (end == 0) end = fiscal(i, out, rule);
      if (end == 0 && is(i, W::last)) end = ordinal_led(i, out, rule);
      // "last year's third quarter" is rare; "last week Tuesday" is American.
      if (end != 0 && out.grain == Grain::week && (is(end, W::weekday) || (is(end, W::on) && is(end + 1, W::weekday)))) {
        const Index w = is(end, W::on) ? end + 1 : end;
        if (at(w).value <= 7) {
          if (out.known()) out = shifted(day_moment(first_day_of(out).first_sys_day()), at(w).value - 1);
          out.relative = true;
          rule = "weekday";
          end = w + 1;
        }
      }
      break;
    case W::deictic:
      out = current(U::day);
      if (out.known()) out = shifted(out, at(i).value);
      out.relative = true;
      rule = "deictic";
      end = i + 1;
      break;
    default: break;
  }
  if (end != 0 && out.grain == Grain::day && !exists(out)) return 0;
  return end;
}

}  // namespace kg::text
