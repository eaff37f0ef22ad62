// When things are: TIMEX3 expressions (DATE, TIME, DURATION, SET) by a grammar over words, resolved
// against the day of publication and the dates that the text has named before.
//
// Source: TimeML 1.2.1 / ISO 24617-1 for types and values; weeks and weekdays after ISO 8601.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/analysis.hpp"
#include "text/moment.hpp"
#include "text/time_words.hpp"

namespace kg::text {

/// What the dates of one text share, sentence after sentence. Start each text with a fresh one.
struct TimeContext {
  Date reference;           ///< publication day, unknown if not given: relative dates then stay relative
  Moment anchor;            ///< the last date the text named: "the next day" counts from it
  int anchor_age = 0;       ///< sentences since then
  int narrated_year = 0;    ///< year of the last full date, if it is not of the reference's year or the one before
  int narrated_age = 0;
  int narrated_run = 0;     ///< how many full dates in a row were of such years: from two on the text is taken to tell of the past
  bool day_first = false;   ///< the text writes 13/02/2019, so 03/02/2019 is in February
  bool may_is_name = false; ///< "Theresa May" was seen: a bare "May" is no month
  std::vector<Piece> pieces;  ///< scratch
};

/// The two dates of a range ("from 10 to 12 June") are two expressions, as TimeML has them, each with its
/// own value; both have the rule "range" and the bounds of the whole range.
///
/// Fills `sentence.times` (replacing what was there) in text order, never overlapping. Uses tags and
/// tenses where the tokens have them (Upos::X everywhere is fine). Linear in the sentence's length.
void find_times(std::string_view text, Sentence& sentence, TimeContext& context);

}  // namespace kg::text
