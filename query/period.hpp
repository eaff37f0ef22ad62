// Spans of time in questions: "in June 2018", "since 2019", "between 2017 and 12 March 2019".
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "base/date.hpp"
#include "query/question_words.hpp"

namespace kg::query {

/// Inclusive bounds of day precision; an unknown bound is open.
struct Period {
  Date from, to;
  explicit operator bool() const { return from || to; }
  bool operator==(const Period&) const = default;
};

struct DateWords {
  Date date;
  std::size_t words = 0;  ///< how many were read
};

/// A date at the start of `words`: 2018, June 2018, 12 June 2018, June 12, 2018, 2018-06-12, early 2018.
/// Nothing for a month without a year: there is no clock to complete it.
std::optional<DateWords> read_date(std::span<const Word> words);

struct PeriodWords {
  Period period;
  std::size_t words = 0;
};

/// A restriction in time at the start of `words`, with its preposition: in, on, during, since, from … to,
/// after, before, until, by, between … and.
std::optional<PeriodWords> read_period(std::span<const Word> words);

/// Unknown stays unknown.
Date day_after(Date day);
Date day_before(Date day);

/// What lies in both; a period that cannot be has from > to.
Period intersect(const Period& first, const Period& second);

}  // namespace kg::query
