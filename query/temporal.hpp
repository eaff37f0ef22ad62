// Dates, times and durations: comparing, printing, reading, calculating.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "graph/property_value.hpp"
#include "query/value.hpp"

namespace kg::query {

using graph::Temporal;
using graph::TemporalKind;

/// Moments are equal if they are the same instant with the same offset; durations if all four
/// parts are. Values of different kinds are not equal.
bool equal_temporal(const Temporal& a, const Temporal& b);
/// Below, at or above zero; nothing for different kinds and for durations, which do not compare.
std::optional<int> compare_temporal(const Temporal& a, const Temporal& b);
/// A total order, also of durations (by their average length).
int order_temporal(const Temporal& a, const Temporal& b);
std::size_t hash_temporal(const Temporal& value);

/// ISO 8601 as openCypher writes it: 1984-10-11T12:31:14.645+01:00[Europe/Stockholm], P1DT2H.
std::string print_temporal(const Temporal& value);

/// Reads the string forms of a kind: "2015-07-21", "20150721", "2015W302", "2015202", "21:40:32.142",
/// "2015-07-21T21:40:32.142+02:00[Europe/Stockholm]", "P14DT16H12M", "P2012-02-02T14:37:21.545".
/// Nothing for anything else.
std::optional<Temporal> parse_temporal(TemporalKind kind, std::string_view text);

/// "year", "epochSeconds", "days" …: null if a value of this kind has no such part.
Value temporal_part(const Temporal& value, std::string_view name);

/// A moment moved by a duration (sign 1 or -1), or two durations added up.
/// Throws CypherError if the result is out of range or the kinds do not fit.
Temporal add_temporal(const Temporal& a, const Temporal& b, int sign);
/// A duration times a number, its fractions carried down to smaller units.
Temporal scale_duration(const Temporal& duration, double factor);

}  // namespace kg::query
