// Linear classifiers over hashed features: the one kind of model that text/ is made of.
//
// A feature is a 64-bit hash; a model maps it to a row of 8-bit weights, one per class. The score of
// a class is the sum of its weights over all features that the model knows. Rows are found through
// buckets of one half cache line that hold 14 16-bit checks each, so an unknown feature costs one
// memory access and the whole model is a plain byte range that can be mapped.
// Training: models/train/perceptron.hpp (averaged perceptron, Collins 2002; feature hashing,
// Weinberger et al. 2009).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace kg::text {

using FeatureHash = std::uint64_t;

/// The hash of the feature with number `kind` (unique within a model) and up to three values.
constexpr FeatureHash feature(std::uint32_t kind, std::uint64_t a = 0, std::uint64_t b = 0, std::uint64_t c = 0) {
  std::uint64_t h = (a ^ (std::uint64_t{kind} << 48)) * 0x9E3779B97F4A7C15u;
  h = (h ^ (h >> 29) ^ b) * 0xBF58476D1CE4E5B9u;
  h = (h ^ (h >> 32) ^ c) * 0x94D049BB133111EBu;
  return h ^ (h >> 31);
}

/// A view of the packed bytes that Perceptron::pack() wrote; the bytes must outlive it.
class LinearModel {
 public:
  static constexpr std::size_t max_features = 250;
  static constexpr int max_exponent = 6;

  LinearModel() = default;
  /// Throws kg::Error if `bytes` (aligned to 32) cannot be a model; every access stays inside them.
  explicit LinearModel(std::string_view bytes);

  /// Bytes of a row: weights and an exponent, padded; score() writes as many scores.
  static constexpr int row_width(int classes) { return classes < 4 ? 4 : classes < 8 ? 8 : (classes + 16) / 16 * 16; }

  int classes() const { return classes_; }
  /// Weights are whole multiples of this in scores.
  float unit() const { return unit_; }

  /// scores[c] = sum of the weights of class c in units, for all classes() classes. At most
  /// max_features features; `scores` must have room for padded_classes().
  void score(std::span<const FeatureHash> features, std::int16_t* scores) const;
  int padded_classes() const { return width_; }

 private:
  struct Bucket {
    std::uint32_t first_row;
    std::uint16_t checks[14];  // 0: empty; filled from the front
  };
  static_assert(sizeof(Bucket) == 32);

  static std::uint16_t check_of(FeatureHash hash) {
    const auto check = static_cast<std::uint16_t>(hash);
    return check == 0 ? 1 : check;
  }
  const Bucket* bucket_of(FeatureHash hash) const {
    return buckets_ + ((hash >> 32) * bucket_count_ >> 32);
  }
  const std::uint8_t* find(const Bucket* bucket, FeatureHash hash) const;

  const Bucket* buckets_ = nullptr;
  const std::uint8_t* rows_ = nullptr;  // weight + 128 each, so that sums need no sign extension
  std::uint64_t bucket_count_ = 0;
  std::uint32_t row_count_ = 0;
  int classes_ = 0;
  int width_ = 0;
  float unit_ = 1;
  bool exponents_ = false;  // the last byte of a row says by how many bits its weights are shifted
  friend class LinearModelWriter;
};

}  // namespace kg::text
