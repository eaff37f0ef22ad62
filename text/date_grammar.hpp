// The grammar of dates: recursive descent over pieces. Internal to text/; find_times() drives it.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/dates.hpp"

namespace kg::text {

/// One expression as the grammar read it, before it becomes a TimeExpression.
struct Reading {
  std::size_t first = 0, last = 0;  ///< pieces
  std::size_t middle = 0, second = 0;  ///< of a range: end of its first date, begin of its second
  TimeType type = TimeType::date;
  Moment moment;                    ///< a date, or the first end of a range
  std::optional<Moment> until;      ///< second end of a range
  std::string suffix;               ///< of a time: "T18:00Z", "TMO"
  std::string value;                ///< of durations, sets and references; else computed from the moments
  Date from, to;                    ///< of durations that end or begin at a known day
  std::string_view rule;
  bool relative = false;
};

class DateGrammar {
 public:
  DateGrammar(std::string_view text, const Sentence& sentence, TimeContext& context)
      : text_(text), sentence_(sentence), context_(context), pieces_(context.pieces) {}

  /// The expression that begins at piece `first`, if one does.
  std::optional<Reading> read(std::size_t first);

 private:
  using Index = std::size_t;
  struct Count {
    double value = 0;
    bool vague = false;   ///< "several": value unknown
    Index next = 0;       ///< 0 if there is no number
  };

  // Looking at pieces; positions beyond the ends hold TimeWord::other.
  const Piece& at(Index i) const;
  const Piece& before(Index i) const { return i == 0 ? at(pieces_.size()) : at(i - 1); }
  bool is(Index i, TimeWord kind) const { return at(i).kind == kind; }
  bool glued(Index i) const { return i < pieces_.size() && !pieces_[i].space; }
  std::string_view word(Index i) const { return text_.substr(at(i).begin, at(i).end - at(i).begin); }
  bool word_is(Index i, std::string_view lower) const;
  Upos tag(Index i) const;
  Index skip_comma(Index i) const { return is(i, TimeWord::comma) ? i + 1 : i; }
  Index skip_the(Index i) const { return is(i, TimeWord::the) ? i + 1 : i; }

  // Numbers.
  Count count(Index i) const;
  int day_number(Index& i) const;         ///< 12, 12th, twenty-second; 0 if none
  int ordinal(Index& i) const;            ///< third, 3rd; 0 if none, -1 for last and final
  Index spelt_day(Index i, int& day) const;    ///< "twenty five"; 0 if none
  Index spelt_year(Index i, int& year) const;  ///< "nineteen ninety six", "two thousand and five"; 0 if none
  int year_after_month(Index i) const;    ///< a year where a date may end with one, 0 if none
  bool is_free_year(Index i) const;       ///< a number that stands for a year on its own

  // Dates. Each returns the position behind it, or 0; `out` is then the date.
  Index date(Index i, Moment& out, std::string_view& rule);
  Index numeric(Index i, Moment& out, std::string_view& rule);
  Index month_led(Index i, Moment& out, std::string_view& rule);
  Index day_led(Index i, Moment& out, std::string_view& rule);
  Index weekday_led(Index i, Moment& out, std::string_view& rule);
  Index year_or_decade(Index i, Moment& out, std::string_view& rule);
  Index season_led(Index i, Moment& out, std::string_view& rule);
  Index holiday(Index i, Moment& out, std::string_view& rule);
  Index ordinal_led(Index i, Moment& out, std::string_view& rule);
  Index edge_led(Index i, Moment& out, std::string_view& rule);
  Index relative(Index i, Moment& out, std::string_view& rule);
  Index fiscal(Index i, Moment& out, std::string_view& rule);
  Index quarter_led(Index i, Moment& out, std::string_view& rule);
  Index relative_year(Index i, int& year) const;  ///< "last year", "of this year", "2018"
  bool month_stands_alone(Index i) const;

  // Other expressions.
  std::optional<Reading> range(Index first, Index next, Moment start, std::string_view rule);
  std::optional<Reading> clock(Index i);
  std::optional<Reading> amount(Index i);       ///< durations, "two weeks ago", "the last five years"
  std::optional<Reading> set(Index i);
  std::optional<Reading> reference(Index i);
  std::optional<Reading> part_of(Index i);      ///< "the first two weeks of 2021"
  std::optional<Reading> era(Index i);          ///< "400 BC", "AD 842"
  std::optional<Reading> bare_day(Index i);     ///< "on the 18th"
  std::optional<Reading> day_part(Index first, Index next, const Moment& day, std::string_view rule);
  Reading joined_amount(Reading out, const std::vector<std::pair<int, TimeUnit>>& parts, int direction);
  Reading duration(Index first, Index next, const Count& count, TimeUnit unit) const;

  // Resolving.
  bool has_reference() const { return context_.reference.unit() == DateUnit::day; }
  std::chrono::sys_days today() const { return context_.reference.first_sys_day(); }
  Moment current(TimeUnit unit) const;
  Moment anchored(TimeUnit unit) const;
  Moment resolve_weekday(int weekday, Index at) const;
  std::optional<Moment> resolve_weekday_and_day(int weekday, int day, Index at, int farthest) const;
  Moment resolve_month(int month, Index at) const;
  Moment resolve_day(int month, int day, Index at) const;
  int nearest_year(int month, int day, Index at) const;
  int leaning(Index i) const;
  void order_range(Moment& start, Moment& end, Index at) const;
  std::optional<Moment> moved(const Moment& from, double amount, TimeUnit unit) const;

  std::string_view text_;
  const Sentence& sentence_;
  TimeContext& context_;
  const std::vector<Piece>& pieces_;
  int depth_ = 0;
};

/// A date of which nothing but its kind (and month, quarter …) is known.
Moment unknown_moment(Grain grain, int part = 0);

inline constexpr int first_year = 1000, last_year = 2199;  ///< four figures beyond these are no year

inline bool one_of(std::string_view word, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); }

/// The weekend that a day belongs to: from Thursday on the coming one.
Moment weekend_of(const Moment& day);
/// "P3D", "PT2H", "P2.5Y", "PXY".
std::string duration_value(double amount, bool vague, TimeUnit unit);
Grain grain_of(TimeUnit unit);

}  // namespace kg::text
