// Half-open byte ranges: how every part of kg points into a text.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace kg {

/// Bytes `[begin, end)` of a UTF-8 text of less than 4 GiB.
struct ByteSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool contains(ByteSpan other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool overlaps(ByteSpan other) const { return begin < other.end && other.begin < end; }
  auto operator<=>(const ByteSpan&) const = default;
};

/// The bytes of `text` that `span` names; the span must lie inside the text.
constexpr std::string_view slice(std::string_view text, ByteSpan span) {
  return text.substr(span.begin, span.size());
}

}  // namespace kg
