#include "text/word_form.hpp"

#include <array>
#include <cstring>

namespace kg::text {
namespace {

constexpr std::size_t longest = 64;

std::uint64_t mix(std::uint64_t h) {
  h = (h ^ (h >> 32)) * 0xD6E8FEB86659FD93u;
  h = (h ^ (h >> 32)) * 0xD6E8FEB86659FD93u;
  return h ^ (h >> 32);
}

std::uint64_t hash_bytes(const char* bytes, std::size_t size) {
  std::uint64_t h = size * 0x9E3779B97F4A7C15u;
  for (; size >= 8; bytes += 8, size -= 8) {
    std::uint64_t block;
    std::memcpy(&block, bytes, 8);
    h = (h ^ mix(block)) * 0x9E3779B97F4A7C15u;
  }
  std::uint64_t rest = 0;
  std::memcpy(&rest, bytes, size);
  return mix(h ^ (rest * 0xBF58476D1CE4E5B9u));
}

enum Sign : unsigned { has_digit = 1, has_hyphen = 2, has_dot = 4, has_other = 8, has_high = 16 };

struct Folded {
  char bytes[longest];
  std::size_t size = 0;
  unsigned signs = 0;
  unsigned lower = 0;
  unsigned upper = 0;
  bool starts_upper = false;
};

// Lower case for ASCII; U+2018 and U+2019 become an apostrophe; digits stay.
void fold(std::string_view word, Folded& out) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    auto c = static_cast<unsigned char>(word[i]);
    if (c >= 'a' && c <= 'z') {
      ++out.lower;
    } else if (c >= 'A' && c <= 'Z') {
      if (i == 0) out.starts_upper = true;
      ++out.upper;
      c = static_cast<unsigned char>(c + 32);
    } else if (c >= '0' && c <= '9') {
      out.signs |= has_digit;
    } else if (c == '-') {
      out.signs |= has_hyphen;
    } else if (c == '.') {
      out.signs |= has_dot;
    } else if (c == 0xE2 && i + 2 < word.size() && static_cast<unsigned char>(word[i + 1]) == 0x80 &&
               (static_cast<unsigned char>(word[i + 2]) == 0x99 || static_cast<unsigned char>(word[i + 2]) == 0x98)) {
      c = '\'';
      i += 2;
      out.signs |= has_other;
    } else if (c >= 0x80) {
      out.signs |= has_high;
    } else {
      out.signs |= has_other;
    }
    out.bytes[out.size++] = static_cast<char>(c);
  }
}

std::string_view shortened(std::string_view word, std::array<char, longest>& buffer) {
  if (word.size() <= longest) return word;
  std::memcpy(buffer.data(), word.data(), 48);
  std::memcpy(buffer.data() + 48, word.data() + word.size() - 16, 16);
  return {buffer.data(), longest};
}

// All numbers of one pattern are one word ("1,234.5" is "0,000.0"): values matter to nobody here, years and short numbers excepted.
std::uint64_t lower_hash(Folded& folded) {
  if ((folded.signs & has_digit) != 0 && folded.size > 1 && folded.lower + folded.upper == 0) {
    for (std::size_t i = 0; i < folded.size; ++i)
      if (folded.bytes[i] >= '0' && folded.bytes[i] <= '9') folded.bytes[i] = '0';
  }
  return hash_bytes(folded.bytes, folded.size);
}

}  // namespace

std::uint64_t hash_word(std::string_view word) {
  std::array<char, longest> buffer;
  word = shortened(word, buffer);
  return hash_bytes(word.data(), word.size());
}

std::uint64_t hash_lower(std::string_view word) {
  std::array<char, longest> buffer;
  Folded folded;
  fold(shortened(word, buffer), folded);
  return lower_hash(folded);
}

WordForm look_at(std::string_view word, const Lexicon& lexicon, bool shouted) {
  std::array<char, longest> buffer;
  word = shortened(word, buffer);
  Folded folded;
  fold(word, folded);
  WordForm out;
  out.lower = lower_hash(folded);
  const unsigned letters = folded.lower + folded.upper;
  out.casing = letters == 0 ? Casing::none
               : folded.upper == 0 || shouted ? Casing::lower
               : folded.lower == 0 && letters > 1 ? Casing::upper
               : folded.starts_upper && folded.upper == 1 ? Casing::title : Casing::mixed;
  out.form = shouted ? out.lower : hash_bytes(word.data(), word.size());
  for (std::size_t i = 0; i < 5; ++i)
    if (folded.size > i + 1) out.suffix[i] = hash_bytes(folded.bytes + folded.size - i - 1, i + 1);
  for (std::size_t i = 0; i < 3; ++i)
    if (folded.size > i + 1) out.prefix[i] = hash_bytes(folded.bytes, i + 1);
  const std::uint32_t length = folded.size <= 3 ? static_cast<std::uint32_t>(folded.size) : folded.size <= 6 ? 4 : 5;
  out.shape = static_cast<std::uint32_t>(out.casing) | folded.signs << 3 | length << 8 | (shouted ? 1u << 12 : 0);
  if (const auto entry = lexicon.find(out.lower)) {
    out.cluster = static_cast<std::uint16_t>(*entry);
    out.ambiguity = static_cast<std::uint16_t>(*entry >> 16);
  }
  return out;
}

}  // namespace kg::text
