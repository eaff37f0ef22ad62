// 128-bit content hashes (XXH3) and the document ids made of them.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kg {

/// XXH3-128 of some bytes. Equal contents have equal hashes on every machine.
struct Hash128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const Hash128&) const = default;

  /// 32 lower-case hexadecimal digits.
  std::string hex() const;
  static std::optional<Hash128> parse(std::string_view hex);
};

Hash128 hash128(std::string_view bytes);

/// A document is named by the hash of its normalised text: one text found twice is one document.
using DocumentId = Hash128;

}  // namespace kg
