#include "text/linear_model.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/error.hpp"

namespace kg::text {
namespace {

struct Header {
  std::uint32_t classes;
  std::uint32_t width;  // bytes of a row: 4, 8 or a multiple of 16
  std::uint32_t buckets;
  std::uint32_t rows;
  float unit;
  std::uint32_t exponents;  // 1: the last byte of a row is an exponent
  std::uint32_t reserved[2];
};
static_assert(sizeof(Header) == 32);


constexpr int max_width = 512;

inline void add_16(const std::uint8_t* row, int exponent, std::uint16_t* sums) {
#ifdef __SSE2__
  const __m128i weights = _mm_loadu_si128(reinterpret_cast<const __m128i*>(row));
  const __m128i shift = _mm_cvtsi32_si128(exponent);
  __m128i* out = reinterpret_cast<__m128i*>(sums);
  _mm_store_si128(out, _mm_add_epi16(_mm_load_si128(out), _mm_sll_epi16(_mm_unpacklo_epi8(weights, _mm_setzero_si128()), shift)));
  _mm_store_si128(out + 1, _mm_add_epi16(_mm_load_si128(out + 1), _mm_sll_epi16(_mm_unpackhi_epi8(weights, _mm_setzero_si128()), shift)));
#else
  for (int i = 0; i < 16; ++i) sums[i] = static_cast<std::uint16_t>(sums[i] + (row[i] << exponent));
#endif
}

}  // namespace

LinearModel::LinearModel(std::string_view bytes) {
  Header header{};
  const auto damaged = [] { throw Error("the model holds a damaged table of weights"); };
  if (bytes.size() < sizeof header) damaged();
  std::memcpy(&header, bytes.data(), sizeof header);
  // Callers make room for the rows of a number of classes: a wider row would write beyond it.
  const bool width_fits = header.classes < max_width && header.width == static_cast<std::uint32_t>(row_width(static_cast<int>(header.classes)));
  if (!width_fits || header.width > max_width || header.classes + header.exponents > header.width || header.exponents > 1 || header.classes == 0 || header.buckets == 0 ||
      bytes.size() != sizeof header + std::size_t{header.buckets} * sizeof(Bucket) + std::size_t{header.rows} * header.width)
    damaged();
  buckets_ = reinterpret_cast<const Bucket*>(bytes.data() + sizeof header);
  rows_ = reinterpret_cast<const std::uint8_t*>(buckets_ + header.buckets);
  bucket_count_ = header.buckets;
  row_count_ = header.rows;
  classes_ = static_cast<int>(header.classes);
  width_ = static_cast<int>(header.width);
  unit_ = header.unit;
  exponents_ = header.exponents == 1;
}

inline const std::uint8_t* LinearModel::find(const Bucket* bucket, FeatureHash hash) const {
  const std::uint16_t check = check_of(hash);
  for (std::uint64_t tries = 0; tries < bucket_count_; ++tries) {
    std::uint32_t place = 14;
#ifdef __SSE2__
    const __m128i want = _mm_set1_epi16(static_cast<short>(check));
    const __m128i* checks = reinterpret_cast<const __m128i*>(bucket);
    // The first two lanes are the row number; mask their matches away.
    const auto match = static_cast<std::uint32_t>(
        _mm_movemask_epi8(_mm_packs_epi16(_mm_cmpeq_epi16(_mm_load_si128(checks), want), _mm_cmpeq_epi16(_mm_load_si128(checks + 1), want)))) & 0xfffcu;
    if (match != 0) place = static_cast<std::uint32_t>(__builtin_ctz(match)) - 2;
#else
    place = static_cast<std::uint32_t>(std::find(bucket->checks, bucket->checks + 14, check) - bucket->checks);
#endif
    if (place < 14) {
      const std::uint32_t row = bucket->first_row + place;
      return row < row_count_ ? rows_ + std::size_t{row} * static_cast<std::size_t>(width_) : nullptr;
    }
    if (bucket->checks[13] == 0) return nullptr;
    if (++bucket == buckets_ + bucket_count_) bucket = buckets_;
  }
  return nullptr;
}

void LinearModel::score(std::span<const FeatureHash> features, std::int16_t* scores) const {
  assert(features.size() <= max_features);
  const Bucket* buckets[max_features];
  const std::uint8_t* rows[max_features];
  const std::size_t size = std::min(features.size(), max_features);
  for (std::size_t i = 0; i < size; ++i) {
    buckets[i] = bucket_of(features[i]);
    __builtin_prefetch(buckets[i]);
  }
  std::size_t found = 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (const std::uint8_t* row = find(buckets[i], features[i])) {
      __builtin_prefetch(row);
      if (width_ > 64) __builtin_prefetch(row + 64);
      rows[found++] = row;
    }
  }
  // Sums wrap at 16 bits and come out right as long as the result fits, which the trainer sees to.
  const int width = width_;
  const auto exponent_of = [&](const std::uint8_t* row) { return exponents_ ? row[width - 1] & 7 : 0; };
  if (width <= 8) {
    int sums[8] = {};
    for (std::size_t i = 0; i < found; ++i) {
      const int exponent = exponent_of(rows[i]);
      for (int c = 0; c < width; ++c) sums[c] += (rows[i][c] - 128) * (1 << exponent);
    }
    for (int c = 0; c < width; ++c) scores[c] = static_cast<std::int16_t>(std::clamp(sums[c], -32768, 32767));
    return;
  }
  alignas(16) std::uint16_t sums[max_width];
  std::memset(sums, 0, static_cast<std::size_t>(width) * 2);
  std::uint16_t bias = 0;
  for (std::size_t i = 0; i < found; ++i) {
    const int exponent = exponent_of(rows[i]);
    bias = static_cast<std::uint16_t>(bias + (128 << exponent));
    for (int c = 0; c < width; c += 16) add_16(rows[i] + c, exponent, sums + c);
  }
  for (int c = 0; c < width; ++c) scores[c] = static_cast<std::int16_t>(static_cast<std::uint16_t>(sums[c] - bias));
}

}  // namespace kg::text
