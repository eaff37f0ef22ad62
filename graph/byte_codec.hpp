// Reading and writing the numbers and strings of .kg records (docs/store_format.md).
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/byte_span.hpp"
#include "base/date.hpp"

namespace kg::graph {

static_assert(std::endian::native == std::endian::little, "the file is mapped as it is: little-endian only");

/// Throws the kg::Error of a damaged file. `what` names the broken thing; `source` may be empty.
[[noreturn]] void throw_damaged(std::string_view what, std::string_view source = {});

inline constexpr std::size_t most_varint = 10;  ///< bytes of the longest varint
/// Writes a varint at `to`; returns where it ends.
inline char* put_varint(char* to, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) *to++ = static_cast<char>(value | 0x80);
  *to++ = static_cast<char>(value);
  return to;
}
constexpr std::uint64_t folded_sign(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

/// Appends to a string that outlives it.
class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}

  void byte(std::uint8_t value) { out_ += static_cast<char>(value); }
  void varint(std::uint64_t value) {
    if (value < 0x80) {
      out_.push_back(static_cast<char>(value));
      return;
    }
    char bytes[most_varint];
    out_.append(bytes, static_cast<std::size_t>(put_varint(bytes, value) - bytes));
  }
  void zigzag(std::int64_t value) {
    varint(folded_sign(value));
  }
  template <class Number>
  void fixed(Number value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out_.append(bytes, sizeof value);
  }
  void string(std::string_view text) {
    varint(text.size());
    out_ += text;
  }
  void span(ByteSpan span) {
    varint(span.begin);
    zigzag(static_cast<std::int64_t>(span.end) - span.begin);
  }

 private:
  std::string& out_;
};

/// Takes values off the front of some bytes; throws (throw_damaged) instead of reading over the end.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes, std::string_view source = {})
      : at_(bytes.data()), end_(bytes.data() + bytes.size()), source_(source) {}

  bool at_end() const { return at_ == end_; }
  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
  std::string_view source() const { return source_; }

  std::uint8_t byte() {
    if (at_ == end_) fail();
    return static_cast<std::uint8_t>(*at_++);
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t next = byte();
      value |= static_cast<std::uint64_t>(next & 0x7F) << shift;
      if (next < 0x80) return value;
    }
    fail();
  }
  std::uint32_t varint32() {
    const std::uint64_t value = varint();
    if (value > 0xFFFFFFFF) fail();
    return static_cast<std::uint32_t>(value);
  }
  std::int64_t zigzag() {
    const std::uint64_t value = varint();
    return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
  }
  template <class Number>
  Number fixed() {
    if (left() < sizeof(Number)) fail();
    Number value;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  std::string_view string() {
    const std::uint64_t size = varint();
    if (size > left()) fail();
    const std::string_view text(at_, static_cast<std::size_t>(size));
    at_ += size;
    return text;
  }
  ByteSpan span() {
    ByteSpan span;
    span.begin = varint32();
    const std::int64_t end = static_cast<std::int64_t>(span.begin) + small_zigzag();
    if (end < 0 || end > 0xFFFFFFFFLL) fail();
    span.end = static_cast<std::uint32_t>(end);
    return span;
  }
  /// A zigzag that a sum with 32-bit numbers cannot overflow.
  std::int64_t small_zigzag() {
    const std::int64_t value = zigzag();
    if (value > 0xFFFFFFFFLL || value < -0xFFFFFFFFLL) fail();
    return value;
  }
  /// The number of things that follow, each of at least `smallest` bytes: never more than can be there.
  std::size_t count(std::size_t smallest = 1) {
    const std::uint64_t value = varint();
    if (value > left() / smallest) fail();
    return static_cast<std::size_t>(value);
  }

 private:
  [[noreturn]] void fail() const;

  const char* at_;
  const char* end_;
  std::string_view source_;
};

/// Dates as one number that orders as they do; 0 is unknown.
constexpr std::uint32_t pack_date(Date date) {
  return static_cast<std::uint32_t>(date.year) * 512U + date.month * 32U + date.day;
}
/// Throws (throw_damaged) for a number that no calendar date has.
Date unpack_date(std::uint64_t packed);

/// One zstd frame, always the same for the same bytes.
std::string compress(std::string_view bytes);
/// The `size` bytes that `frame` holds; throws (throw_damaged) if it holds anything else.
std::string decompress(std::string_view frame, std::size_t size, std::string_view source = {});
/// The same into a string whose memory serves again.
void decompress(std::string_view frame, std::size_t size, std::string& to, std::string_view source = {});

}  // namespace kg::graph
