// The words that dates are made of. A sentence is cut into pieces finer than tokens ("1990s", "Q1",
// "7/8/07", "27-year"), so that the date grammar does not depend on how hyphens and slashes were cut.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/analysis.hpp"

namespace kg::text {

enum class TimeWord : std::uint8_t {
  other,      ///< a word or sign that no date holds
  digits,     ///< "12", "2018"; value, and how many digits
  decade,     ///< "1990s", "90's"; value is the first year, 90 if it has two digits
  cardinal,   ///< "three", "hundred"; value
  ordinal,    ///< "third", "3rd"; value
  article,    ///< a, an
  vague,      ///< several, few, couple, many; value 0 or, for couple and dozen, the number
  half,
  month,      ///< 1 to 12
  weekday,    ///< 1 (Monday) to 7
  unit,       ///< a TimeUnit; plural if `flag`
  season,     ///< 1 spring to 4 winter
  day_part,   ///< index into day_part_codes
  deictic,    ///< yesterday -1, today 0, tomorrow 1
  tonight,
  reference,  ///< now, recently, soon: -1 past, 0 present, 1 future
  last,       ///< last, past (flag), previous
  next,       ///< next, coming (flag), upcoming
  following,
  current,    ///< this, current
  that,       ///< that
  same,
  edge,       ///< an Edge: early, late, mid
  edge_noun,  ///< an Edge: start, end, middle
  ago, earlier, later, from_now,
  in, on, at, of, from, to, conj, between, until, since, before, after, by, within, the, every, per,
  cycle,      ///< daily, weekly, annual: a TimeUnit
  fiscal, calendar, quarter_code, half_code,
  meridiem,   ///< a.m. 0, p.m. 12
  zone,       ///< UTC, GMT, EST
  holiday,    ///< first word of a holiday
  comma, dot, hyphen, slash, colon, apostrophe, open, close, currency
};

enum class TimeUnit : std::uint8_t { second, minute, hour, day, night, week, weekend, fortnight, month, quarter, year, decade, century };
enum class Edge : std::uint8_t { none, early, mid, late };

struct Piece {
  std::uint32_t begin = 0, end = 0;  ///< bytes of the document
  std::uint32_t token = 0;           ///< token of the sentence that holds it
  std::int32_t value = 0;
  TimeWord kind = TimeWord::other;
  std::uint8_t digits = 0;           ///< number of digits of a `digits` or `decade` piece
  bool space = false;                ///< white space stands before it
  bool capital = false;              ///< begins with a capital letter
  bool flag = false;
  bool word = false;                 ///< made of letters
};

/// Cuts `sentence` of `text` into pieces. Returns false (pieces unspecified) if no piece can begin or
/// carry a time expression, which is so for most sentences.
bool cut_pieces(std::string_view text, const Sentence& sentence, std::vector<Piece>& pieces);

}  // namespace kg::text
