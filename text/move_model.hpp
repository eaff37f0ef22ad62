// A linear classifier of three classes whose weights sum to zero, for the moves of a parser: the same idea as
// LinearModel, laid out for the one place where most of the time goes. A bucket is one cache line that holds the
// checks and the weights of twelve features. Most features of a sentence are unknown to the model, and a bit says so for
// most of these without a look at their bucket: the bits are small enough to stay near the processor, the buckets are not.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/linear_model.hpp"

namespace kg::text {

/// A view of bytes that pack() made; the bytes must outlive it.
class MoveModel {
 public:
  static constexpr int max_exponent = 6;

  /// Weights of the first two classes, in scores; the third has the rest to zero.
  struct Row {
    FeatureHash hash;
    float first, second;
  };
  /// Scores of the first two classes in units; the third scores -(first + second).
  struct Sums {
    std::int32_t first = 0, second = 0;
    std::int32_t third() const { return -(first + second); }
  };

  MoveModel() = default;
  /// Throws kg::Error if `bytes` (aligned to 64) cannot be such a model; every access stays inside them.
  explicit MoveModel(std::string_view bytes);

  /// Adds the weights of the features that the model knows. At most LinearModel::max_features.
  void add(std::span<const FeatureHash> features, Sums& sums) const;
  float unit() const { return unit_; }

  /// Weights become multiples of `unit`, large ones of a power of two times it (at most 2^max_exponent), and rows whose
  /// largest weight of the three is below `weakest` units are left out. The order of `rows` does not matter.
  static std::string pack(std::vector<Row> rows, float unit, float weakest);

 private:
  static constexpr std::size_t places = 12;
  struct Bucket {
    std::uint16_t checks[places];  // 0: empty; filled from the front
    std::int8_t first[places];
    std::int8_t second[places];
    std::uint8_t exponents[places];
    std::uint8_t unused[4];
  };
  static_assert(sizeof(Bucket) == 64);

  static std::uint16_t check_of(FeatureHash hash) {
    const auto check = static_cast<std::uint16_t>(hash);
    return check == 0 ? 1 : check;
  }
  static std::uint64_t bucket_of(FeatureHash hash, std::uint64_t buckets) { return (hash >> 32) * buckets >> 32; }

  std::uint64_t bit_of(std::uint64_t bucket, std::uint16_t check) const { return (bucket << 16 | check) * 0x9E3779B97F4A7C15u >> filter_shift_; }
  bool known(std::uint64_t bit) const { return (filter_[bit >> 6] >> (bit & 63) & 1) != 0; }

  const std::uint64_t* filter_ = nullptr;
  int filter_shift_ = 63;
  const Bucket* buckets_ = nullptr;
  std::uint64_t bucket_count_ = 0;
  float unit_ = 1;
};

}  // namespace kg::text
