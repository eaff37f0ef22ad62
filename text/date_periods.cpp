// Dates that are told by others: holidays, quarters, parts of periods, "last year", "the end of June".
#include <algorithm>

#include "text/date_grammar.hpp"

namespace kg::text {

using std::chrono::days;
using std::chrono::sys_days;
using W = TimeWord;
using U = TimeUnit;

DateGrammar::Index DateGrammar::holiday(Index i, Moment& out, std::string_view& rule) {
  if (!is(i, W::holiday)) return 0;
  Index p = i + 1;
  const bool capital = at(i).capital;
  const auto possessive = [&](Index q) { return is(q, W::apostrophe) && word_is(q + 1, "s") ? q + 2 : q; };
  const auto day_word = [&](Index q) { return is(q, W::unit) && at(q).value == static_cast<int>(U::day) && at(q).capital == capital; };
  int month = 0, day = 0, weekday = 0, nth = 0, shift = 0;
  bool movable_feast = false;
  switch (at(i).value) {
    case 0: month = 12; day = 25; if (word_is(p, "eve")) { day = 24; ++p; } else if (day_word(p)) ++p; break;
    case 1:
      movable_feast = true;
      if (is(p, W::weekday) && at(p).value == 1) { shift = 1; ++p; }
      else if (is(p, W::weekday) && at(p).value == 7) ++p;
      break;
    case 2: month = 11; weekday = 4; nth = 4; if (day_word(p)) ++p; break;
    case 3: month = 10; day = 31; break;
    case 4:
      if (!is(p, W::unit) || at(p).value != static_cast<int>(U::year) || at(p).capital != capital) return 0;
      p = possessive(p + 1);
      if (word_is(p, "eve")) { month = 12; day = 31; ++p; }
      else if (day_word(p)) { month = 1; day = 1; ++p; }
      else return 0;
      break;
    case 5: if (!day_word(p)) return 0; ++p; month = 7; day = 4; break;
    case 6: if (!day_word(p)) return 0; ++p; month = 9; weekday = 1; nth = 1; break;
    case 7: if (!day_word(p)) return 0; ++p; month = 5; weekday = 1; nth = -1; break;
    case 8: p = is(p, W::apostrophe) ? p + 1 : p; if (!day_word(p)) return 0; ++p; month = 11; day = 11; break;
    case 9: p = possessive(p); if (!day_word(p)) return 0; ++p; month = 2; day = 14; break;
    case 10: if (!is(p, W::weekday) || at(p).value != 5) return 0; ++p; month = 11; weekday = 4; nth = 4; shift = 1; break;
    case 11: if (!is(p, W::weekday) || at(p).value != 5) return 0; ++p; movable_feast = true; shift = -2; break;
    case 12: if (!day_word(p)) return 0; ++p; month = 12; day = 26; break;
    case 13: if (!day_word(p)) return 0; ++p; month = 4; day = 22; break;
    case 14: if (!day_word(p)) return 0; ++p; month = 10; weekday = 1; nth = 2; break;
    case 15: month = 6; day = 19; break;
    default: return 0;
  }
  rule = "holiday";
  int year = 0;
  Index end = relative_year(p, year);
  const bool relative_date = end == 0 || !is(end - 1, W::digits);
  if (end == 0) {
    end = p;
    year = nearest_year(movable_feast ? 4 : month, day == 0 ? 15 : day, i);
  }
  const bool weekend = is(end, W::unit) && at(end).value == static_cast<int>(U::weekend) && !at(end).flag;  // "Labor Day weekend"
  if (year <= 0) {
    out = unknown_moment(weekend ? Grain::weekend : Grain::day, weekend ? 0 : month);
    if (!weekend) out.day = day;
    return weekend ? end + 1 : end;
  }
  if (movable_feast) out = day_moment(easter(year) + days{shift});
  else if (weekday != 0) out = day_moment(nth_weekday(year, month, weekday, nth) + days{shift});
  else out = {Grain::day, year, month, day, 0, Edge::none, false};
  out.relative = relative_date;
  if (!weekend) return end;
  out = weekend_of(out);
  return end + 1;
}

DateGrammar::Index DateGrammar::quarter_led(Index i, Moment& out, std::string_view& rule) {
  if (!is(i, W::quarter_code) || !is(i + 1, W::digits) || !glued(i + 1) || at(i + 1).value < 1 || at(i + 1).value > 4) return 0;
  Index p = i + 2;
  if (is(p, W::hyphen) && glued(p)) ++p;
  int year = 0;
  rule = "quarter";
  if (const Index end = relative_year(p, year)) {
    out = quarter_moment(year, at(i + 1).value);
    return end;
  }
  if (!at(i).capital) return 0;
  year = nearest_year(at(i + 1).value * 3 - 1, 0, i);
  out = year != 0 ? quarter_moment(year, at(i + 1).value) : unknown_moment(Grain::quarter, at(i + 1).value);
  out.relative = true;
  return i + 2;
}

DateGrammar::Index DateGrammar::fiscal(Index i, Moment& out, std::string_view& rule) {
  Index p = i;
  int shift = 0;
  bool moved_year = false;
  if (is(p, W::last) || is(p, W::next) || is(p, W::current)) {
    shift = is(p, W::last) ? -1 : is(p, W::next) ? 1 : 0;
    moved_year = true;
    ++p;
  }
  if (!is(p, W::fiscal) && !is(p, W::calendar)) return 0;
  const Grain grain = is(p, W::fiscal) ? Grain::fiscal_year : Grain::year;
  const bool code = at(p).value == 2;
  ++p;
  bool has_unit = code;
  if (is(p, W::unit) && at(p).value == static_cast<int>(U::year) && !at(p).flag) {
    has_unit = true;
    ++p;
  }
  rule = grain == Grain::year ? "year" : "fiscal-year";
  const Index before_year = p;
  if (is(p, W::of)) ++p;
  int year = year_after_month(p);
  if (year == 0 && code && is(p, W::digits) && at(p).digits == 2) year = 2000 + at(p).value;
  if (year != 0 && !moved_year) {
    out = year_moment(year);
    out.grain = grain;
    return p + 1;
  }
  if (!has_unit || code) return 0;
  if (!moved_year && !is(i - 1, W::the)) return 0;
  out = current(U::year);
  out.grain = grain;
  if (out.year > 0) out.year += shift;
  return before_year;
}

DateGrammar::Index DateGrammar::ordinal_led(Index i, Moment& out, std::string_view& rule) {
  Index p = i;
  int n = ordinal(p);
  if (n == 0 && is(i, W::last)) {
    n = -1;
    p = i + 1;
  }
  if (n == 0) return 0;
  if (is(p, W::hyphen)) ++p;
  if (!is(p, W::unit)) return 0;
  const auto unit = static_cast<TimeUnit>(at(p).value);
  if (unit == U::century && n > 0 && n <= 22) {
    if (word_is(p + 1, "bc") || word_is(p + 1, "bce")) return 0;
    out = {Grain::century, std::max(1, (n - 1) * 100), 0, 0, 0, Edge::none, false};
    rule = "century";
    return p + 1;
  }
  ++p;
  if (unit == U::quarter && (n == -1 || n <= 4)) {
    const int quarter = n == -1 ? 4 : n;
    int year = 0;
    rule = "quarter";
    Index q = p;
    if (const Index end = relative_year(q, year)) {
      if (n == -1 && is(i, W::last)) return 0;
      out = quarter_moment(year, quarter);
      out.relative = !is(end - 1, W::digits);
      return end;
    }
    if (n == -1 && is(i, W::last)) return 0;
    Moment fiscal_moment;
    std::string_view ignored;
    if (is(q, W::of) && (q = skip_the(q + 1), is(q, W::unit)) && at(q).value == static_cast<int>(U::year)) {
      const Moment base = anchored(U::year);
      out = base.known() ? quarter_moment(base.year, quarter) : unknown_moment(Grain::quarter, quarter);
      out.relative = true;
      return q + 1;
    }
    if (is(p, W::of) && (q = fiscal(skip_the(p + 1), fiscal_moment, ignored)) != 0) {
      out = unknown_moment(Grain::quarter, quarter);
      return q;
    }
    if (is(p, W::of) && !is(p + 1, W::the)) return 0;
    // The quarter that ended last, or runs.
    if (!has_reference()) {
      out = unknown_moment(Grain::quarter, quarter);
    } else {
      const Moment now = current(U::quarter);
      const bool future = leaning(i) > 0;
      int y = now.year;
      if (!future && quarter > now.part) --y;
      if (future && quarter < now.part) ++y;
      out = quarter_moment(y, quarter);
      out.relative = true;
    }
    return p;
  }
  if (!is(p, W::of)) return 0;
  p = skip_the(p + 1);
  Moment whole;
  std::string_view ignored;
  Index end = 0;
  if (is(p, W::unit) && !at(p).flag) {
    whole = anchored(static_cast<TimeUnit>(at(p).value));
    end = p + 1;
  } else {
    end = date(p, whole, ignored);
  }
  if (end == 0) return 0;
  rule = "part-of";
  if (unit == U::week && whole.grain == Grain::month) {
    out = unknown_moment(Grain::week);
    if (whole.known()) {
      const auto first = sys_day(whole.year, whole.part, 1);
      // The week of the first Thursday is the first week of a month, as ISO has it for years.
      const sys_days day = n > 0 ? nth_weekday(whole.year, whole.part, 4, n) : nth_weekday(whole.year, whole.part, 4, -1);
      out = week_moment(std::max(day, first));
      out.relative = whole.relative;
    }
    return end;
  }
  if (unit == U::week && whole.grain == Grain::year) {
    out = unknown_moment(Grain::week);
    if (whole.known()) {
      out.year = whole.year;
      out.part = n > 0 ? std::min(n, 53) : week_moment(sys_day(whole.year, 12, 28)).part;
      out.relative = whole.relative;
    }
    return end;
  }
  if (unit == U::month && whole.grain == Grain::year && n <= 12) {
    out = whole.known() ? month_moment(whole.year, n > 0 ? n : 12) : unknown_moment(Grain::month, n > 0 ? n : 12);
    out.relative = whole.relative;
    return end;
  }
  if (unit == U::day && (whole.grain == Grain::month || whole.grain == Grain::year || whole.grain == Grain::week)) {
    if (!whole.known()) out = unknown_moment(Grain::day);
    else if (n > 0) out = shifted(day_moment(first_day_of(whole).first_sys_day()), n - 1);
    else out = day_moment(last_day_of(whole).first_sys_day());
    out.relative = whole.relative;
    return end;
  }
  return 0;
}

DateGrammar::Index DateGrammar::edge_led(Index i, Moment& out, std::string_view& rule) {
  if (depth_ > 3) return 0;
  Index p = i + 1;
  Edge edge = static_cast<Edge>(at(i).value);
  if (is(i, W::edge) || is(i, W::earlier) || is(i, W::later)) {
    if (is(p, W::hyphen)) ++p;
    if ((is(p, W::in) || is(p, W::on)) && at(p).value == 0) ++p;
    if (!is(i, W::edge)) edge = Edge::none;
    if (is(i, W::edge) && edge == Edge::mid && is(p, W::to)) return 0;
  } else {
    if (!is(p, W::of)) return 0;
    ++p;
  }
  const Index before_the = p;
  p = skip_the(p);
  Moment m;
  std::string_view inner = {};
  ++depth_;
  Index end = 0;
  if (p > before_the && is(p, W::unit) && !at(p).flag && !is(p + 1, W::of)) {
    m = anchored(static_cast<TimeUnit>(at(p).value));
    if (static_cast<TimeUnit>(at(p).value) < U::day) m.grain = Grain::none;
    end = m.grain == Grain::none ? 0 : p + 1;
    inner = "relative-unit";
  } else if (is(p, W::unit) && is(i, W::edge_noun) && !at(p).flag && static_cast<TimeUnit>(at(p).value) >= U::week && !is(p + 1, W::of)) {
    m = current(static_cast<TimeUnit>(at(p).value));  // "by end of year"
    end = p + 1;
    inner = "relative-unit";
  } else {
    end = date(p, m, inner);
    // "earlier today", "earlier this week", but not "earlier 2018".
    if (end != 0 && !is(i, W::edge) && !is(i, W::edge_noun) && !m.relative) end = 0;
  }
  --depth_;
  if (end == 0) return 0;
  out = m;
  if (edge != Edge::none) out.edge = edge;
  rule = inner;
  return end;
}

DateGrammar::Index DateGrammar::relative(Index i, Moment& out, std::string_view& rule) {
  const W kind = at(i).kind;
  Index p = i + 1;
  if (kind == W::the) return 0;
  if (kind != W::last && kind != W::next && kind != W::current && kind != W::that && kind != W::same && kind != W::following) return 0;
  bool past_only = kind == W::last && at(i).flag;
  // "this past week", "this coming Friday"
  if (kind == W::that && is(p, W::same)) ++p;
  const bool this_past = kind == W::current && is(p, W::last);
  const bool this_next = kind == W::current && is(p, W::next);
  if (this_past || this_next) ++p;
  if (is(p, W::cardinal) || is(p, W::vague) || (is(p, W::digits) && at(p).digits < 3)) return 0;  // amount() reads those
  int shift = kind == W::last || this_past ? -1 : kind == W::next || kind == W::following || this_next ? 1 : 0;
  if (kind == W::that && tag(i) == Upos::SCONJ) return 0;
  const bool from_anchor = kind == W::that || kind == W::same || kind == W::following || (kind == W::last && at(i).value == 1);
  if (is(p, W::unit) && !at(p).flag) {
    const auto unit = static_cast<TimeUnit>(at(p).value);
    if (static_cast<int>(unit) < static_cast<int>(U::day) || unit == U::night) return 0;
    if (past_only && unit != U::quarter && unit != U::weekend && kind != W::current) return 0;  // "the past year" is a duration
    if (this_past) shift = unit == U::weekend && has_reference() && weekday_of(today()) >= 6 ? 0 : -1;
    if (kind == W::last && unit == U::weekend && has_reference() && weekday_of(today()) == 7 && past_only) shift = 0;
    // "the next day" counts from the last date of the text; "next week" from the reference.
    const bool day_from_text = kind == W::next && unit == U::day;
    if (kind == W::same && !is(i - 1, W::the) && !is(i - 1, W::that) && i > 0) return 0;
    if (is(p + 1, W::hyphen) && glued(p + 1)) return 0;
    out = from_anchor || day_from_text ? anchored(unit) : current(unit);
    if (out.known()) out = shifted(out, unit == U::fortnight ? 2 * shift : shift);
    out.relative = true;
    rule = from_anchor || day_from_text ? "anchored" : "relative-unit";
    return p + 1;
  }
  if (is(p, W::weekday) && at(p).value <= 7 && !(at(p).flag && !at(p).capital)) {
    const int weekday = at(p).value;
    rule = "weekday";
    // With a date behind it the date decides.
    Moment dated;
    std::string_view dated_rule;
    const Index behind = weekday_led(p, dated, dated_rule);
    if (behind != 0 && dated_rule == "weekday-date") {
      out = dated;
      rule = dated_rule;
      return behind;
    }
    if (!has_reference()) {
      out = unknown_moment(Grain::day);
      out.weekday = weekday;
      return p + 1;
    }
    const int now = weekday_of(today());
    if (kind == W::last && !past_only) out = day_moment(today() + days{weekday - now - 7});
    else if (past_only || this_past) out = day_moment(today() - days{(now - weekday + 6) % 7 + 1});
    else if (kind == W::next && at(i).flag) out = day_moment(today() + days{(weekday - now + 6) % 7 + 1});
    else if (this_next) out = day_moment(today() + days{(weekday - now + 6) % 7 + 1});
    else if (kind == W::next || kind == W::following) out = day_moment(today() + days{weekday - now + 7});
    else if (kind == W::current) out = day_moment(today() + days{weekday - now});
    else out = resolve_weekday(weekday, i);
    if (past_only && now == weekday) out = day_moment(today() - days{7});
    out.relative = true;
    return p + 1;
  }
  if (is(p, W::month) && (at(p).capital || kind != W::that)) {
    if (kind == W::that || kind == W::same) return 0;
    int month = at(p).value;
    if (month == 5 && !at(p).capital && kind != W::last && kind != W::next) return 0;
    if (is(p + 1, W::digits) || is(p + 1, W::ordinal)) {
      const Index behind = month_led(p, out, rule);
      if (behind != 0) return behind;
    }
    rule = "month";
    if (!context_.reference || context_.reference.month == 0) {
      out = unknown_moment(Grain::month, month);
      return p + 1;
    }
    int year = context_.reference.year;
    const int now = context_.reference.month;
    if (shift < 0 && month >= now) --year;
    if (shift > 0 && month <= now) ++year;
    out = month_moment(year, month);
    out.relative = true;
    return p + 1;
  }
  if (is(p, W::season)) {
    out = Moment{};
    out.grain = Grain::season;
    out.part = at(p).value;
    out.relative = true;
    rule = "season";
    if (at(p).flag && kind == W::that) return 0;
    int year = 0;
    if (const Index end = relative_year(p + 1, year)) {
      out.year = year;
      return end;
    }
    if (context_.reference.month != 0) {
      const int now = context_.reference.month, begins = 3 * out.part;
      year = context_.reference.year;
      if (shift < 0 && (begins + 2 >= now || out.part == 4)) --year;
      if (shift < 0 && out.part == 4 && now > 2 && now < 12) year = context_.reference.year - 1;
      if (shift > 0 && begins <= now) ++year;
      if (shift == 0 && out.part == 4 && now <= 2) --year;
      out.year = year;
    }
    return p + 1;
  }
  if (is(p, W::holiday)) {
    const Index end = holiday(p, out, rule);
    if (end == 0 || !out.known() || !has_reference()) return end;
    const auto day = sys_day(out.year, out.part, out.day);
    const int year = shift < 0 && day >= today() ? out.year - 1 : shift > 0 && day <= today() ? out.year + 1 : out.year;
    if (year != out.year) {
      const int old_year = context_.narrated_year, old_age = context_.narrated_age, old_run = context_.narrated_run;
      context_.narrated_year = year;
      context_.narrated_age = 0;
      context_.narrated_run = 2;
      holiday(p, out, rule);
      context_.narrated_year = old_year;
      context_.narrated_age = old_age;
      context_.narrated_run = old_run;
    }
    return end;
  }
  // "the same period last year"
  if (kind == W::same && word_is(p, "period")) {
    int year = 0;
    const Index end = relative_year(p + 1, year);
    if (end == 0) return 0;
    out = context_.anchor.known() && context_.anchor.grain != Grain::day && context_.anchor_age <= 3 ? context_.anchor : current(U::month);
    if (!out.known()) return 0;
    out.year = out.grain == Grain::year ? year : out.year + (year - current(U::year).year);
    out.relative = true;
    rule = "anchored";
    return end;
  }
  return 0;
}

}  // namespace kg::text
