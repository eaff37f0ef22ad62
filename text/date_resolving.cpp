// Numbers, tense and the calendar: what the date grammar asks of a sentence and its context.
#include <fmt/format.h>

#include <algorithm>

#include "text/date_grammar.hpp"

namespace kg::text {

using std::chrono::days;
using std::chrono::sys_days;
using W = TimeWord;
using U = TimeUnit;

namespace {

// Nouns that number things: "Resolution 1718", "Flight 1549" are no years.
bool numbers_things(std::string_view word) {
  static constexpr std::string_view nouns[] = {"Resolution", "resolution", "Resolutions", "Flight", "flight", "Route", "Highway", "Article", "Section", "Room",
                                               "Directive", "No", "no", "number", "Number", "page", "pages", "Boeing", "Airbus", "Regulation", "Rule", "Order", "Form", "Line", "Model"};
  return std::find(std::begin(nouns), std::end(nouns), word) != std::end(nouns);
}

// Words that show where the sentence's verb points in time.
int cue(std::string_view written) {
  char lower[16];
  if (written.size() > sizeof lower) return 0;
  std::transform(written.begin(), written.end(), lower, [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::string_view word(lower, written.size());
  if (one_of(word, {"will", "shall", "ll", "scheduled", "slated", "planned", "plans", "planning", "expected", "upcoming", "hopes", "intends", "expects",
                    "forthcoming", "postponed", "delayed", "invited", "ahead", "wo", "must", "wants", "aims", "hoping", "preparing", "prepares"}))
    return 1;
  if (one_of(word, {"was", "were", "had", "did", "met", "held", "said", "told", "took", "came", "went", "began", "left", "made", "saw", "spoke", "gave", "became", "won", "got",
                    "been", "has", "flew", "led", "struck", "rose", "fell", "sent", "found", "shot", "paid", "lost"}))
    return -1;
  return 0;
}

}  // namespace

Moment unknown_moment(Grain grain, int part) {
  Moment m;
  m.grain = grain;
  m.part = part;
  m.relative = true;
  return m;
}

Moment weekend_of(const Moment& day) {
  if (!day.known()) return unknown_moment(Grain::weekend);
  const sys_days date = sys_day(day.year, day.part, day.day);
  const int weekday = weekday_of(date);
  Moment out = week_moment(weekday < 4 ? date - days{weekday} : date);
  out.grain = Grain::weekend;
  out.relative = day.relative;
  return out;
}

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
    const W left = before(i).kind;
    if (left == W::currency || (glued(i) && i > 1 && (left == W::dot || left == W::comma) && is(i - 2, W::digits))) return 0;
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

DateGrammar::Index DateGrammar::spelt_day(Index i, int& day) const {
  if (!is(i, W::cardinal) || at(i).value > 31) return 0;
  day = at(i).value;
  Index p = i + 1;
  if (day >= 20) {
    const Index unit = is(p, W::hyphen) && glued(p) ? p + 1 : p;
    if (is(unit, W::cardinal) && at(unit).value < 10 && day + at(unit).value <= 31) {
      day += at(unit).value;
      p = unit + 1;
    }
  }
  return p;
}

DateGrammar::Index DateGrammar::spelt_year(Index i, int& year) const {
  if (!is(i, W::cardinal)) return 0;
  const int head = at(i).value;
  Index p = i + 1;
  bool round = false;  // "hundred" or "thousand" is written: the rest may be missing
  if (head == 2 && is(p, W::cardinal) && at(p).value == 1000) {
    year = 2000;
    round = true;
  } else if (head >= 13 && head <= 20) {
    year = head * 100;
    round = is(p, W::cardinal) && at(p).value == 100;
  } else {
    return 0;
  }
  if (round) ++p;
  Index rest = round && is(p, W::conj) && at(p).value == 0 ? p + 1 : p;
  if (!is(rest, W::cardinal) || at(rest).value > 99 || (!round && at(rest).value < 10)) return round ? p : 0;
  year += at(rest).value;
  const bool tens = at(rest).value >= 20;
  p = rest + 1;
  rest = is(p, W::hyphen) && glued(p) ? p + 1 : p;
  if (tens && is(rest, W::cardinal) && at(rest).value < 10) {
    year += at(rest).value;
    p = rest + 1;
  }
  return p;
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
                   (left.kind == W::to && word_is(i - 2, "back")) || (left.kind == W::unit && left.value == static_cast<int>(U::year)) || (left.kind == W::hyphen && left.space && piece.space);
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
  if (counted) return false;
  if (led && (left.kind != W::to || word_is(i - 2, "back"))) return true;
  if (round || piece.value < 1500) return false;
  // Years before 1900 need a sign that they are years: "the 1836 assault", "c. 1580", "(1829)".
  return the || left.kind == W::comma || left.kind == W::in || (left.kind == W::dot && i >= 2 && word_is(i - 2, "c")) || one_of(word(i - 1), {"circa", "c", "s", "reigned", "ca"});
}

// ---- resolving

int DateGrammar::leaning(Index i) const {
  // "would meet", "could meet" is yet to come when it is said; "would have met" never came about.
  const auto is_perfect = [&](Index p) {
    for (Index next = p + 1; next < p + 4; ++next) {
      if (word_is(next, "have")) return true;
      if (!word_is(next, "not") && tag(next) != Upos::ADV && !word_is(next, "n't")) return false;
    }
    return false;
  };
  const auto is_modal = [&](Index p) {
    return word_is(p, "would") || word_is(p, "could") || word_is(p, "might") || word_is(p, "should") || (word_is(p, "may") && !at(p).capital);
  };
  // "will be held", "to be formally signed": the participle is as late as its auxiliaries.
  const auto is_future_passive = [&](Index p) {
    bool be = false;
    for (Index left = p, steps = 0; left-- > 0 && steps < 4; ++steps) {
      if (word_is(left, "be")) be = true;
      else if (!word_is(left, "not") && tag(left) != Upos::ADV && !(tag(left) == Upos::X && word(left).ends_with("ly"))) return be && (is_modal(left) || is(left, W::to) || cue(word(left)) > 0);
    }
    return false;
  };
  const auto look = [&](Index p) -> int {
    const Piece& piece = at(p);
    if (!piece.word) return 0;
    if (is_modal(p)) return is_perfect(p) ? -1 : 1;
    if (piece.kind == W::to && piece.value == 0) return tag(p + 1) == Upos::VERB || tag(p + 1) == Upos::AUX ? 1 : 0;
    if (piece.kind != W::other) return 0;
    // "due in June", "set for June", but not "due to"
    if ((word_is(p, "due") || word_is(p, "set")) && (is(p + 1, W::in) || is(p + 1, W::on) || is(p + 1, W::by) || word_is(p + 1, "for"))) return 1;
    int found = cue(word(p));
    const Upos upos = tag(p);
    // Without tags the ending must do; with them "United" and "need" are no verbs.
    if (found == 0 && upos == Upos::X && word(p).size() > 4 && word(p).ends_with("ed")) found = -1;
    if (found == 0 && piece.token < sentence_.tokens.size() && (upos == Upos::VERB || upos == Upos::AUX) && sentence_.tokens[piece.token].features.tense == Tense::past) found = -1;
    return found < 0 && is_future_passive(p) ? 1 : found;
  };
  constexpr Index reach = 25;
  // "by Friday", "until June" look ahead unless a past verb stands close.
  const W left = before(i).kind;
  if (left == W::until || left == W::by) return 1;
  // What is told of is where "said" stands only if the date hangs on it: "said on Tuesday that the talks will go on in June".
  constexpr Index near = 4;
  bool reported = false;
  for (Index p = i, steps = 0; p-- > 0 && steps < reach; ++steps) {
    if (const int found = look(p); found != 0) {
      reported = i - p > near && one_of(word(p), {"said", "told", "announced", "reported", "added", "confirmed", "wrote"});
      if (!reported) return found;
      break;
    }
  }
  for (Index p = i + 1; p < pieces_.size() && p < i + reach; ++p)
    if (const int found = look(p)) return found;
  return reported ? -1 : 0;
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

// "Friday the 13th", "Mon 13th": the nearest month in which they meet, at most `farthest` months away on the side
// that the tense allows. Within 14 months every weekday meets every day up to the 28th.
std::optional<Moment> DateGrammar::resolve_weekday_and_day(int weekday, int day, Index i, int farthest) const {
  if (!has_reference() || day < 1) return std::nullopt;
  const Moment here = month_moment(context_.reference.year, context_.reference.month);
  const int lean = leaning(i);
  for (int distance = 0; distance <= farthest; ++distance)
    for (const int shift : {distance, -distance}) {
      if ((lean > 0 && shift < 0) || (lean < 0 && shift > 0)) continue;
      Moment candidate = shifted(here, shift);
      candidate.grain = Grain::day;
      candidate.day = day;
      if (!exists(candidate) || weekday_of(sys_day(candidate.year, candidate.part, day)) != weekday) continue;
      candidate.relative = true;
      return candidate;
    }
  return std::nullopt;
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
  // "In 2019 it broke out first on February 6": the year of the same sentence holds, if it is near.
  const Moment& anchor = context_.anchor;
  if (lean <= 0 && anchor.grain == Grain::year && anchor.known() && !anchor.relative && context_.anchor_age == 0 && anchor.year < reference.year && anchor.year > reference.year - 4) return anchor.year;
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

}  // namespace kg::text
