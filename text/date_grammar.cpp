#include "text/date_grammar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kg::text {

using std::chrono::days;
using std::chrono::sys_days;
using W = TimeWord;
using U = TimeUnit;

namespace {

constexpr int first_year = 1000, last_year = 2199;

Moment unknown_moment(Grain grain, int part = 0) {
  Moment m;
  m.grain = grain;
  m.part = part;
  m.relative = true;
  return m;
}

// Nouns that number things: "Resolution 1718", "Flight 1549" are no years.
bool numbers_things(std::string_view word) {
  static constexpr std::string_view nouns[] = {"Resolution", "resolution", "Resolutions", "Flight", "flight", "Route", "Highway", "Article", "Section", "Room",
                                               "Directive", "No", "no", "number", "Number", "page", "pages", "Boeing", "Airbus", "Regulation", "Rule", "Order", "Form", "Line", "Model"};
  return std::find(std::begin(nouns), std::end(nouns), word) != std::end(nouns);
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); }

constexpr std::array<std::string_view, 6> day_part_codes = {"TMO", "TMI", "TAF", "TEV", "TNI", "T24:00"};

// Words that show where the sentence's verb points in time.
int cue(std::string_view written) {
  char lower[16];
  if (written.size() > sizeof lower) return 0;
  std::transform(written.begin(), written.end(), lower, [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::string_view word(lower, written.size());
  if (one_of(word, {"will", "shall", "ll", "scheduled", "due", "slated", "planned", "plans", "planning", "expected", "set", "going", "upcoming", "hopes", "intends", "expects",
                    "forthcoming", "postponed", "delayed", "invited", "ahead", "wo", "should", "must", "wants", "aims", "hoping", "preparing", "prepares"}))
    return 1;
  if (one_of(word, {"was", "were", "had", "did", "met", "held", "said", "told", "took", "came", "went", "began", "left", "made", "saw", "spoke", "gave", "became", "won", "got",
                    "been", "has", "flew", "led", "struck", "rose", "fell", "sent", "found", "shot", "paid", "lost"}))
    return -1;
  if (word.size() > 4 && word.ends_with("ed")) return -1;
  return 0;
}

}  // namespace

Grain grain_of(TimeUnit unit) {
  switch (unit) {
    case U::week: case U::fortnight: return Grain::week;
    case U::weekend: return Grain::weekend;
    case U::month: return Grain::month;
    case U::quarter: return Grain::quarter;
    case U::year: return Grain::year;
    case U::decade: return Grain::decade;
    case U::century: return Grain::century;
    default: return Grain::day;
  }
}

std::string duration_value(double amount, bool vague, TimeUnit unit) {
  std::string_view letter = "D";
  bool clock = false;
  switch (unit) {
    case U::second: clock = true; letter = "S"; break;
    case U::minute: clock = true; letter = "M"; break;
    case U::hour: clock = true; letter = "H"; break;
    case U::week: letter = "W"; break;
    case U::fortnight: letter = "W"; amount *= 2; break;
    case U::weekend: letter = "WE"; break;
    case U::month: letter = "M"; break;
    case U::quarter: letter = "Q"; break;
    case U::year: letter = "Y"; break;
    case U::decade: letter = "Y"; amount *= 10; break;
    case U::century: letter = "Y"; amount *= 100; break;
    default: break;
  }
  if (vague && unit == U::decade) letter = "DE";
  if (vague && unit == U::century) letter = "CE";
  return fmt::format("P{}{}{}", clock ? "T" : "", vague ? std::string("X") : fmt::format("{:g}", amount), letter);
}

const Piece& DateGrammar::at(Index i) const {
  static const Piece nothing{};
  return i < pieces_.size() ? pieces_[i] : nothing;
}

bool DateGrammar::word_is(Index i, std::string_view lower) const {
  const std::string_view form = word(i);
  return form.size() == lower.size() && std::equal(form.begin(), form.end(), lower.begin(), [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

Upos DateGrammar::tag(Index i) const {
  return i < pieces_.size() && pieces_[i].token < sentence_.tokens.size() ? sentence_.tokens[pieces_[i].token].upos : Upos::X;
}

// ---- numbers

DateGrammar::Count DateGrammar::count(Index i) const {
  Count out;
  if (is(i, W::article)) {
    if (is(i + 1, W::vague)) {
      out.vague = at(i + 1).value == 0;
      out.value = at(i + 1).value;
      out.next = i + 2;
      if (is(out.next, W::of)) ++out.next;
      return out;
    }
    if (is(i + 1, W::half)) return {0.5, false, i + 2};
    if (is(i + 1, W::cardinal) && at(i + 1).value >= 100) return {static_cast<double>(at(i + 1).value), false, i + 2};
    return {1, false, i + 1};
  }
  if (is(i, W::half)) return is(i + 1, W::article) ? Count{0.5, false, i + 2} : Count{};
  if (is(i, W::vague)) {
    out.vague = at(i).value == 0;
    out.value = at(i).value;
    out.next = i + 1;
    if (is(out.next, W::of)) ++out.next;
    return out;
  }
  if (is(i, W::digits)) {
    out.value = at(i).value;
    out.next = i + 1;
    if (is(i + 1, W::dot) && glued(i + 1) && is(i + 2, W::digits) && glued(i + 2)) {
      double fraction = at(i + 2).value;
      for (int k = 0; k < at(i + 2).digits; ++k) fraction /= 10;
      out.value += fraction;
      out.next = i + 3;
    } else if (is(i + 1, W::comma) && glued(i + 1) && is(i + 2, W::digits) && glued(i + 2) && at(i + 2).digits == 3) {
      out.value = out.value * 1000 + at(i + 2).value;
      out.next = i + 3;
    } else if (is(i + 1, W::slash) && glued(i + 1) && is(i + 2, W::digits)) {
      return {};
    }
  } else if (is(i, W::cardinal)) {
    double total = 0;
    Index p = i;
    int last = 0;
    while (is(p, W::cardinal) && p < i + 6) {
      const int value = at(p).value;
      if (value >= 100) total = (total == 0 ? 1 : total) * value;
      else if (last == 0 || (last >= 20 && last < 100 && value < 10) || last >= 100) total += value;
      else break;
      last = value;
      ++p;
      if (is(p, W::hyphen) && is(p + 1, W::cardinal) && glued(p)) ++p;
    }
    out.value = total;
    out.next = p;
  } else {
    return out;
  }
  if (is(out.next, W::conj) && is(out.next + 1, W::article) && is(out.next + 2, W::half)) {
    out.value += 0.5;
    out.next += 3;
  }
  if (is(out.next, W::cardinal) && at(out.next).value == 1000) {
    out.value *= 1000;
    ++out.next;
  }
  return out;
}

int DateGrammar::ordinal(Index& i) const {
  if (is(i, W::cardinal) && at(i).value >= 20 && at(i).value < 100) {
    const Index second = is(i + 1, W::hyphen) ? i + 2 : i + 1;
    if (is(second, W::ordinal) && at(second).value > 0 && at(second).value < 10) {
      const int value = at(i).value + at(second).value;
      i = second + 1;
      return value;
    }
  }
  if (is(i, W::ordinal)) return at(i++).value;
  return 0;
}

int DateGrammar::day_number(Index& i) const {
  if (is(i, W::digits) && at(i).digits <= 2 && at(i).value >= 1 && at(i).value <= 31) {
    // "June 5.3" and "June 12:30" hold no day; "June 12.Then" does.
    if ((is(i + 1, W::colon) || is(i + 1, W::dot)) && glued(i + 1) && is(i + 2, W::digits) && glued(i + 2)) return 0;
    if (is(i + 1, W::currency) && word(i + 1) == "%") return 0;
    return at(i++).value;
  }
  Index p = i;
  const int value = ordinal(p);
  if (value >= 1 && value <= 31) {
    i = p;
    return value;
  }
  return 0;
}

int DateGrammar::year_after_month(Index i) const {
  const Piece& piece = at(i);
  if (piece.kind == W::apostrophe && is(i + 1, W::digits) && glued(i + 1) && at(i + 1).digits == 2) return at(i + 1).value + (at(i + 1).value < 40 ? 2000 : 1900);
  if (piece.kind != W::digits || piece.digits != 4 || piece.value < first_year || piece.value > last_year) return 0;
  if (is(i + 1, W::colon) && glued(i + 1)) return 0;
  return piece.value;
}

bool DateGrammar::is_free_year(Index i) const {
  const Piece& piece = at(i);
  if (piece.kind != W::digits || piece.digits != 4 || piece.value < first_year || piece.value > last_year) return false;
  const Piece& left = before(i);
  const Piece& right = at(i + 1);
  if (left.kind == W::currency || (left.kind == W::dot && !piece.space) || (right.kind == W::dot && glued(i + 1) && is(i + 2, W::digits) && glued(i + 2))) return false;
  if (right.kind == W::currency || (right.kind == W::comma && glued(i + 1) && is(i + 2, W::digits) && glued(i + 2) && at(i + 2).digits == 3)) return false;
  if (left.kind == W::comma && !piece.space && i >= 2 && is(i - 2, W::digits) && glued(i - 1)) return false;
  if (right.kind == W::colon && glued(i + 1) && is(i + 2, W::digits) && glued(i + 2)) return false;
  if (left.word && numbers_things(word(i - 1))) return false;
  if (left.kind == W::dot && i >= 2 && one_of(word(i - 2), {"No", "no", "pp", "p"})) return false;
  if (right.word && !right.space) return false;  // "2018km"
  const bool led = left.kind == W::in || left.kind == W::since || left.kind == W::by || left.kind == W::of || left.kind == W::until || left.kind == W::from || left.kind == W::to ||
                   left.kind == W::before || left.kind == W::after || left.kind == W::between || left.kind == W::edge || left.kind == W::open || left.kind == W::month ||
                   left.kind == W::season || (left.kind == W::conj && i >= 2 && is(i - 2, W::digits) && at(i - 2).digits == 4) ||
                   (left.kind == W::unit && left.value == static_cast<int>(U::year)) || (left.kind == W::hyphen && left.space && piece.space);
  const bool the = left.kind == W::the || left.kind == W::current;
  // A plural noun behind it makes it a count: "1500 soldiers".
  bool counted = false;
  if (right.word && right.kind == W::other) {
    const std::string_view next = word(i + 1);
    counted = tag(i + 1) == Upos::NOUN ? next.ends_with("s") || next == "people" || next == "men" || next == "percent"
                                       : tag(i + 1) == Upos::X && !right.capital && next.ends_with("s") && !one_of(next, {"is", "was", "has", "as", "says", "its", "this"});
    if (one_of(next, {"people", "percent", "km", "miles", "meters", "metres", "troops", "million", "billion", "pounds", "tons"})) counted = !the;
  }
  if (right.kind == W::unit && right.flag) return false;
  const bool round = piece.value % 100 == 0;
  if (piece.value >= 1900 && piece.value <= 2050 && !(round && piece.value != 2000)) {
    if (!counted) return true;
    return the || (led && left.kind != W::of && left.kind != W::from && left.kind != W::to && left.kind != W::between && left.kind != W::after && left.kind != W::before);
  }
  return led && !counted && left.kind != W::to;
}

// ---- resolving

int DateGrammar::leaning(Index i) const {
  const auto look = [&](Index p) -> int {
    const Piece& piece = at(p);
    if (!piece.word) return 0;
    if (piece.kind == W::to && piece.value == 0) return tag(p + 1) == Upos::VERB || tag(p + 1) == Upos::AUX ? 1 : 0;
    if (piece.kind != W::other) return 0;
    const int by_word = cue(word(p));
    if (by_word != 0) return by_word;
    if (piece.token < sentence_.tokens.size()) {
      const Token& token = sentence_.tokens[piece.token];
      if ((token.upos == Upos::VERB || token.upos == Upos::AUX) && token.features.tense == Tense::past) return -1;
    }
    return 0;
  };
  constexpr Index reach = 25;
  // "by Friday", "until June" look ahead unless a past verb stands close.
  const W left = before(i).kind;
  if (left == W::until || left == W::by) return 1;
  for (Index p = i, steps = 0; p-- > 0 && steps < reach; ++steps)
    if (const int found = look(p)) return found;
  for (Index p = i + 1; p < pieces_.size() && p < i + reach; ++p)
    if (const int found = look(p)) return found;
  return 0;
}

Moment DateGrammar::current(TimeUnit unit) const {
  const Grain grain = grain_of(unit);
  Moment m;
  const Date reference = context_.reference;
  if (!reference || (!has_reference() && grain != Grain::year && grain != Grain::decade && grain != Grain::century)) return unknown_moment(grain);
  switch (grain) {
    case Grain::week: case Grain::weekend:
      m = week_moment(today());
      m.grain = grain;
      break;
    case Grain::month: m = month_moment(reference.year, reference.month); break;
    case Grain::quarter: m = quarter_moment(reference.year, (reference.month + 2) / 3); break;
    case Grain::year: m = year_moment(reference.year); break;
    case Grain::decade: m = {Grain::decade, reference.year / 10 * 10, 0, 0, 0, Edge::none, true}; break;
    case Grain::century: m = {Grain::century, reference.year / 100 * 100, 0, 0, 0, Edge::none, true}; break;
    default: m = day_moment(today()); break;
  }
  m.relative = true;
  return m;
}

Moment DateGrammar::anchored(TimeUnit unit) const {
  const Moment& anchor = context_.anchor;
  if (!anchor.known() || context_.anchor_age > 3) return current(unit);
  const Grain grain = grain_of(unit);
  if (anchor.grain == grain) {
    Moment m = anchor;
    m.edge = Edge::none;
    m.relative = true;
    return m;
  }
  Moment m;
  switch (grain) {
    case Grain::day: return current(unit);  // a month or year cannot anchor a day
    case Grain::week: case Grain::weekend:
      if (anchor.grain != Grain::day) return current(unit);
      m = week_moment(sys_day(anchor.year, anchor.part, anchor.day));
      m.grain = grain;
      break;
    case Grain::month:
      if (anchor.grain != Grain::day) return current(unit);
      m = month_moment(anchor.year, anchor.part);
      break;
    case Grain::quarter:
      if (anchor.grain != Grain::day && anchor.grain != Grain::month) return current(unit);
      m = quarter_moment(anchor.year, (anchor.part + 2) / 3);
      break;
    case Grain::year: m = year_moment(anchor.year); break;
    default: return current(unit);
  }
  m.relative = true;
  return m;
}

Moment DateGrammar::resolve_weekday(int weekday, Index i) const {
  if (!has_reference()) {
    Moment m = unknown_moment(Grain::day);
    m.weekday = weekday;
    return m;
  }
  const int back = (weekday_of(today()) - weekday + 7) % 7;
  Moment m = day_moment(leaning(i) > 0 ? today() + days{(7 - back) % 7} : today() - days{back});
  m.relative = true;
  return m;
}

// A month or day without a year: the nearest one, moved by the tense where the sentence is clear; in a
// text that tells of another year, that year.
int DateGrammar::nearest_year(int month, int day, Index i) const {
  if (context_.narrated_year != 0 && context_.narrated_age <= 2 && context_.narrated_run >= 2) return context_.narrated_year;
  const Date reference = context_.reference;
  if (!reference) return 0;
  if (reference.month == 0) return reference.year;
  const int here = reference.month * 31 + (day > 0 && reference.day > 0 ? reference.day : 0);
  const int there = month * 31 + (day > 0 ? day : 0);
  const int ahead = there - here;  // in a year of 372 steps
  const int lean = leaning(i);
  constexpr int half_year = 186;
  if (day == 0 && lean < 0) return ahead > 0 ? reference.year - 1 : reference.year;
  if (day == 0 && lean > 0) return ahead < 0 ? reference.year + 1 : reference.year;
  if (lean < 0 && ahead > 45) return reference.year - 1;
  if (lean > 0 && ahead < -45) return reference.year + 1;
  if (ahead > half_year) return reference.year - 1;
  if (ahead < -half_year) return reference.year + 1;
  return reference.year;
}

Moment DateGrammar::resolve_month(int month, Index i) const {
  const int year = nearest_year(month, 0, i);
  if (year == 0) return unknown_moment(Grain::month, month);
  Moment m = month_moment(year, month);
  m.relative = true;
  return m;
}

Moment DateGrammar::resolve_day(int month, int day, Index i) const {
  Moment m = unknown_moment(Grain::day, month);
  m.day = day;
  m.year = nearest_year(month, day, i);
  if (!exists(m)) m.year = 0;
  return m;
}

std::optional<Moment> DateGrammar::moved(const Moment& from, double amount, TimeUnit unit) const {
  if (!from.known() || amount > 100000 || amount < -100000) return std::nullopt;
  const int whole = static_cast<int>(amount);
  Moment m = from;
  const bool has_day = from.grain == Grain::day;
  switch (unit) {
    case U::day: case U::night:
      if (!has_day) return std::nullopt;
      m = shifted(from, whole);
      break;
    case U::week: case U::fortnight:
      if (!has_day && from.grain != Grain::week) return std::nullopt;
      m = shifted(from, has_day ? whole * (unit == U::week ? 7 : 14) : whole * (unit == U::week ? 1 : 2));
      break;
    case U::month:
      if (!has_day && from.grain != Grain::month) return std::nullopt;
      m = month_moment(from.year, from.part + whole);
      break;
    case U::year: case U::decade: case U::century: {
      const int years = static_cast<int>(amount * (unit == U::year ? 1 : unit == U::decade ? 10 : 100));
      if (from.grain == Grain::month || from.grain == Grain::quarter || from.grain == Grain::season) m.year += years;
      else m = year_moment(from.year + years);
      break;
    }
    case U::quarter:
      if (from.grain == Grain::year) return std::nullopt;
      m = quarter_moment(from.year, (std::clamp(from.part, 1, 12) + 2) / 3 + whole);
      break;
    default: return std::nullopt;
  }
  if (m.year < 1 || m.year > 9999) return std::nullopt;
  m.relative = true;
  m.edge = Edge::none;
  return m;
}

// ---- dates

DateGrammar::Index DateGrammar::relative_year(Index i, int& year) const {
  Index p = i;
  if (is(p, W::comma)) ++p;
  if ((is(p, W::of) || is(p, W::in)) && at(p).value == 0) ++p;
  if (const int written = year_after_month(p)) {
    // "in June 2,000 people" is cut by the comma; "June of 2018" and "June, 2018" are years.
    year = written;
    return is(p, W::apostrophe) ? p + 2 : p + 1;
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
                   (right.kind == W::hyphen && glued(i + 1) && is(i + 2, W::month)) ||
                   (left.kind == W::hyphen && i >= 2 && is(i - 2, W::edge));
  if (m.flag) return led || right.kind == W::dot ? led : false;  // abbreviations need a preposition
  if (!m.capital && !(led && left.kind != W::to && left.kind != W::of)) return false;
  const Upos upos = tag(i);
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
  if (tag(i) == Upos::AUX && month == 5 && !at(i + 1).word && !at(i).capital) return 0;
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
  int year = 0;
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
  const int day = day_number(p);
  if (day == 0) return 0;
  if (is(p, W::unit) && at(p).value == static_cast<int>(U::day) && is(p + 1, W::of)) ++p;
  bool joined = false;
  if (is(p, W::of)) p = skip_the(p + 1);
  else if ((is(p, W::hyphen) || is(p, W::slash) || is(p, W::dot)) && glued(p)) {
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
    else if (!is(p, W::comma) && !is(p, W::month) && !is(p, W::digits) && before(i).kind != W::on) return 0;
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
  // "Tuesday the 11th"
  if (q > p && is(q - 1, W::the) && is(q, W::ordinal) && has_reference()) {
    Index after = q;
    const int day = day_number(after);
    Moment m = month_moment(context_.reference.year, context_.reference.month);
    for (const int shift : {0, 1, -1}) {
      Moment candidate = shifted(m, shift);
      candidate.grain = Grain::day;
      candidate.day = day;
      if (day != 0 && exists(candidate) && weekday_of(sys_day(candidate.year, candidate.part, day)) == w.value) {
        out = candidate;
        out.relative = true;
        rule = "weekday-date";
        return after;
      }
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
    const Index q = is(i + 1, W::of) ? i + 2 : i + 1;
    if (is(q, W::digits) && at(q).digits == 4 && at(q).value >= first_year && at(q).value <= last_year) {
      out = year_moment(at(q).value);
      rule = "year";
      return q + 1;
    }
    return 0;
  }
  if (!is_free_year(i)) return 0;
  p = i + 1;
  if (is(p, W::hyphen) && glued(p) && is(p + 1, W::quarter_code)) ++p;
  if (is(p, W::quarter_code) && is(p + 1, W::digits) && glued(p + 1) && at(p + 1).value >= 1 && at(p + 1).value <= 4) {
    out = quarter_moment(piece.value, at(p + 1).value);
    rule = "quarter";
    return p + 2;
  }
  if (is(p, W::month) && at(p).capital && !is(p + 1, W::digits) && tag(p) != Upos::AUX && before(i).kind == W::in && at(p).value != 5) {
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

DateGrammar::Index DateGrammar::holiday(Index i, Moment& out, std::string_view& rule) {
  if (!is(i, W::holiday) || !at(i).capital) return 0;
  Index p = i + 1;
  const auto possessive = [&](Index q) { return is(q, W::apostrophe) && word_is(q + 1, "s") ? q + 2 : q; };
  const auto day_word = [&](Index q) { return is(q, W::unit) && at(q).value == static_cast<int>(U::day) && at(q).capital; };
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
      if (!is(p, W::unit) || at(p).value != static_cast<int>(U::year) || !at(p).capital) return 0;
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
  if (year <= 0) {
    out = unknown_moment(Grain::day, month);
    out.day = day;
    return end;
  }
  if (movable_feast) out = day_moment(easter(year) + days{shift});
  else if (weekday != 0) out = day_moment(nth_weekday(year, month, weekday, nth) + days{shift});
  else out = {Grain::day, year, month, day, 0, Edge::none, false};
  out.relative = relative_date;
  return end;
}

DateGrammar::Index DateGrammar::quarter_led(Index i, Moment& out, std::string_view& rule) {
  if (!is(i, W::quarter_code) || !at(i).capital || !is(i + 1, W::digits) || !glued(i + 1) || at(i + 1).value < 1 || at(i + 1).value > 4) return 0;
  Index p = i + 2;
  if (is(p, W::hyphen) && glued(p)) ++p;
  int year = 0;
  rule = "quarter";
  if (const Index end = relative_year(p, year)) {
    out = quarter_moment(year, at(i + 1).value);
    return end;
  }
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
      const sys_days day = n > 0 ? nth_weekday(whole.year, whole.part, 4, n) : nth_weekday(whole.year, whole.part, 7, -1);
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
      const int old = context_.narrated_year, age = context_.narrated_age;
      context_.narrated_year = year;
      context_.narrated_age = 0;
      holiday(p, out, rule);
      context_.narrated_year = old;
      context_.narrated_age = age;
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
      break;
    case W::month: end = month_led(i, out, rule); break;
    case W::weekday: end = weekday_led(i, out, rule); break;
    case W::decade: case W::apostrophe: end = year_or_decade(i, out, rule); break;
    case W::unit:
      if (!at(i).flag && at(i).value == static_cast<int>(U::year)) end = year_or_decade(i, out, rule);
      // "the week of June 12"
      if (end == 0 && !at(i).flag && at(i).value == static_cast<int>(U::week) && is(i + 1, W::of)) {
        end = date(skip_the(i + 2), out, rule);
        if (end != 0 && out.grain == Grain::day) {
          if (out.known()) {
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
