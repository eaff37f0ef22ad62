#include "text/move_model.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/error.hpp"

namespace kg::text {
namespace {

struct Header {
  std::uint32_t buckets;
  std::uint32_t filter_bits;  // a power of two, at least 512: the filter is whole cache lines
  float unit;
  std::uint32_t unused[13];
};
static_assert(sizeof(Header) == 64);

}  // namespace

MoveModel::MoveModel(std::string_view bytes) {
  Header header{};
  if (bytes.size() >= sizeof header) std::memcpy(&header, bytes.data(), sizeof header);
  if (header.buckets == 0 || header.filter_bits < 512 || !std::has_single_bit(header.filter_bits) ||
      bytes.size() != sizeof header + header.filter_bits / 8 + std::size_t{header.buckets} * sizeof(Bucket))
    throw Error("the model holds a damaged table of moves");
  filter_ = reinterpret_cast<const std::uint64_t*>(bytes.data() + sizeof header);
  filter_shift_ = 64 - std::countr_zero(header.filter_bits);
  buckets_ = reinterpret_cast<const Bucket*>(bytes.data() + sizeof header + header.filter_bits / 8);
  bucket_count_ = header.buckets;
  unit_ = header.unit;
}

void MoveModel::add(std::span<const FeatureHash> features, Sums& sums) const {
  assert(features.size() <= LinearModel::max_features);
  const Bucket* starts[LinearModel::max_features];
  std::uint16_t checks[LinearModel::max_features];
  std::size_t size = 0;
  for (const FeatureHash hash : features.first(std::min(features.size(), LinearModel::max_features))) {
    const std::uint64_t bucket = bucket_of(hash, bucket_count_);
    checks[size] = check_of(hash);
    starts[size] = buckets_ + bucket;
    size += known(bit_of(bucket, checks[size]));  // no branch: it would often be guessed wrong
  }
  for (std::size_t i = 0; i < size; ++i) __builtin_prefetch(starts[i]);
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint16_t check = checks[i];
    const Bucket* bucket = starts[i];
    for (std::uint64_t tries = 0; tries < bucket_count_; ++tries) {
      std::size_t place = places;
#ifdef __SSE2__
      // Sixteen checks are compared, the last four of which are weights: masked away.
      const __m128i want = _mm_set1_epi16(static_cast<short>(check));
      const __m128i* have = reinterpret_cast<const __m128i*>(bucket);
      const auto match = static_cast<std::uint32_t>(
          _mm_movemask_epi8(_mm_packs_epi16(_mm_cmpeq_epi16(_mm_load_si128(have), want), _mm_cmpeq_epi16(_mm_load_si128(have + 1), want)))) & 0xfffu;
      if (match != 0) place = static_cast<std::size_t>(__builtin_ctz(match));
#else
      place = static_cast<std::size_t>(std::find(bucket->checks, bucket->checks + places, check) - bucket->checks);
#endif
      if (place < places) {
        const int step = 1 << (bucket->exponents[place] & 7);
        sums.first += bucket->first[place] * step;
        sums.second += bucket->second[place] * step;
        break;
      }
      if (bucket->checks[places - 1] == 0) break;
      if (++bucket == buckets_ + bucket_count_) bucket = buckets_;
    }
  }
}

std::string MoveModel::pack(std::vector<Row> rows, float unit, float weakest) {
  std::erase_if(rows, [&](const Row& row) { return std::max({std::fabs(row.first), std::fabs(row.second), std::fabs(row.first + row.second)}) < weakest * unit; });
  std::ranges::sort(rows, {}, &Row::hash);
  // Ten of twelve places are filled; a full bucket spills into the next one.
  const std::uint64_t count = rows.size() / 10 + 1;
  std::vector<Bucket> buckets(count);
  for (const Row& row : rows) {
    const std::uint16_t check = check_of(row.hash);
    for (std::uint64_t at = bucket_of(row.hash, count), tries = 0; tries < count; at = at + 1 == count ? 0 : at + 1, ++tries) {
      Bucket& bucket = buckets[at];
      std::size_t place = 0;
      while (place < places && bucket.checks[place] != 0 && bucket.checks[place] != check) ++place;
      if (place == places) continue;
      if (bucket.checks[place] == check) break;  // two features that look alike: the first one's row serves both
      bucket.checks[place] = check;
      const float largest = std::max(std::fabs(row.first), std::fabs(row.second)) / unit;
      std::uint8_t exponent = 0;
      while (exponent < max_exponent && largest > 127.5f * static_cast<float>(1 << exponent)) ++exponent;
      const auto steps = [&](float weight) {
        return static_cast<std::int8_t>(std::clamp(std::round(weight / unit / static_cast<float>(1 << exponent)), -127.0f, 127.0f));
      };
      bucket.first[place] = steps(row.first);
      bucket.second[place] = steps(row.second);
      bucket.exponents[place] = exponent;
      break;
    }
  }
  // The bits of a bucket's features; a feature in a bucket after a full one may have its home there.
  const std::uint32_t filter_bits = std::bit_ceil(std::max<std::uint32_t>(512, static_cast<std::uint32_t>(rows.size() * 3)));
  MoveModel view;
  view.filter_shift_ = 64 - std::countr_zero(filter_bits);
  std::vector<std::uint64_t> filter(filter_bits / 64);
  for (std::uint64_t at = 0; at < count; ++at) {
    std::uint64_t home = at;
    for (std::uint64_t tries = 0; tries < count; ++tries) {
      for (std::size_t place = 0; place < places && buckets[at].checks[place] != 0; ++place) {
        const std::uint64_t bit = view.bit_of(home, buckets[at].checks[place]);
        filter[bit >> 6] |= std::uint64_t{1} << (bit & 63);
      }
      home = home == 0 ? count - 1 : home - 1;
      if (buckets[home].checks[places - 1] == 0) break;
    }
  }
  const Header header{static_cast<std::uint32_t>(count), filter_bits, unit, {}};
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  out.append(reinterpret_cast<const char*>(filter.data()), filter.size() * sizeof filter[0]);
  out.append(reinterpret_cast<const char*>(buckets.data()), count * sizeof(Bucket));
  return out;
}

}  // namespace kg::text
