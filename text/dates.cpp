#include "text/dates.hpp"

#include <algorithm>

#include "text/date_grammar.hpp"

namespace kg::text {

namespace {

using W = TimeWord;

Date enclosing(Date from, Date to) {
  if (!from || !to || from.year != to.year) return {};
  if (from.month != to.month) return {from.year, 0, 0};
  if (from.day != to.day) return {from.year, from.month, 0};
  return from;
}

// The word in front makes an open range of a date: "since 2010", "until Friday".
W opening(const std::vector<Piece>& pieces, std::size_t first) {
  if (first == 0) return W::other;
  const Piece& left = pieces[first - 1];
  if (left.kind == W::since || left.kind == W::until || left.kind == W::before || left.kind == W::after) return left.kind;
  if (left.kind == W::to && left.value == 1) return W::until;  // through
  return W::other;
}

TimeExpression to_expression(const Reading& reading, const std::vector<Piece>& pieces) {
  TimeExpression out;
  const Piece& first = pieces[reading.first];
  const Piece& last = pieces[reading.last - 1];
  out.span = {first.begin, last.end};
  out.first = first.token;
  out.last = last.token + 1;
  out.type = reading.type;
  out.rule = reading.rule;
  out.relative = reading.relative;
  if (!reading.value.empty()) {
    out.value = reading.value;
    out.from = reading.from;
    out.to = reading.to;
    return out;
  }
  out.value = value_of(reading.moment) + reading.suffix;
  if (reading.until) {
    const Piece& middle = pieces[reading.middle - 1];
    out.span.end = middle.end;
    out.last = middle.token + 1;
    out.from = first_day_of(reading.moment);
    out.to = last_day_of(*reading.until);
    out.date = enclosing(out.from, out.to);
    return out;
  }
  out.from = first_day_of(reading.moment);
  out.to = last_day_of(reading.moment);
  out.date = date_of(reading.moment);
  switch (reading.type == TimeType::date ? opening(pieces, reading.first) : W::other) {
    case W::since: out.to = {}; out.date = {}; out.rule = "since"; break;
    case W::until: out.from = {}; out.date = {}; out.rule = "until"; break;
    case W::before:
      if (out.from) out.to = Date::from(out.from.first_sys_day() - std::chrono::days{1});
      out.from = {};
      out.date = {};
      out.rule = "before";
      break;
    case W::after:
      if (out.to) out.from = Date::from(out.to.first_sys_day() + std::chrono::days{1});
      out.to = {};
      out.date = {};
      out.rule = "after";
      break;
    default: break;
  }
  return out;
}

void remember(const Reading& reading, bool opens_sentence, TimeContext& context) {
  const Moment& moment = reading.moment;
  if (reading.type == TimeType::duration || reading.type == TimeType::set || !moment.known() || !reading.value.empty()) return;
  context.anchor = moment;
  context.anchor_age = 0;
  if (moment.relative || (moment.grain != Grain::day && moment.grain != Grain::month && moment.grain != Grain::year)) return;
  const int distance = context.reference ? moment.year - context.reference.year : 2;
  if (distance < -1 || distance > 1) {
    if (moment.grain != Grain::year || opens_sentence) {
      context.narrated_year = moment.year;
      context.narrated_age = 0;
      ++context.narrated_run;
    }
  } else {
    context.narrated_year = 0;
    context.narrated_run = 0;
  }
}

// The second date of a range.
TimeExpression end_of_range(const Reading& reading, const TimeExpression& start, const std::vector<Piece>& pieces) {
  TimeExpression out = start;
  const Piece& first = pieces[reading.second];
  const Piece& last = pieces[reading.last - 1];
  out.span = {first.begin, last.end};
  out.first = first.token;
  out.last = last.token + 1;
  out.value = value_of(*reading.until);
  return out;
}

}  // namespace

void find_times(std::string_view text, Sentence& sentence, TimeContext& context) {
  sentence.times.clear();
  ++context.anchor_age;
  ++context.narrated_age;
  if (sentence.tokens.empty()) return;
  std::vector<Piece>& pieces = context.pieces;
  if (!cut_pieces(text, sentence, pieces)) return;
  for (std::size_t i = 1; i < pieces.size() && !context.may_is_name; ++i)
    if (pieces[i].kind == W::month && pieces[i].value == 5 && pieces[i].capital && pieces[i - 1].word && pieces[i - 1].capital && pieces[i - 1].kind == W::other &&
        (i > 1 || pieces.size() > i + 1) && (i + 1 == pieces.size() || pieces[i + 1].kind != W::digits))
      context.may_is_name = true;
  DateGrammar grammar(text, sentence, context);
  std::size_t free = 0;
  for (std::size_t i = 0; i < pieces.size();) {
    std::optional<Reading> reading = grammar.read(i);
    if (!reading || reading->last <= i) {
      ++i;
      continue;
    }
    reading->first = std::max(reading->first, free);  // "nearly two years" begins before its number
    free = reading->last;
    remember(*reading, reading->first <= 2, context);
    sentence.times.push_back(to_expression(*reading, pieces));
    if (reading->until) sentence.times.push_back(end_of_range(*reading, sentence.times.back(), pieces));
    i = reading->last;
  }
}

}  // namespace kg::text
