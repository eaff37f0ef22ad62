#include "base/hash.hpp"

#include <xxhash.h>

#include <charconv>

namespace kg {

std::string Hash128::hex() const {
  // By hand: exports write one for every edge, and a format string takes several times as long.
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text(32, '0');
  for (unsigned i = 0; i < 16; ++i) {
    text[15 - i] = digits[(high >> (4 * i)) & 15];
    text[31 - i] = digits[(low >> (4 * i)) & 15];
  }
  return text;
}

std::optional<Hash128> Hash128::parse(std::string_view hex) {
  if (hex.size() != 32) return {};
  Hash128 hash;
  for (auto [text, value] : {std::pair{hex.substr(0, 16), &hash.high}, std::pair{hex.substr(16), &hash.low}}) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + 16, *value, 16);
    if (error != std::errc() || end != text.data() + 16) return {};
  }
  return hash;
}

Hash128 hash128(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

}  // namespace kg
