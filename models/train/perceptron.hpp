// Training of linear models: a table of float weights with lazy averaging, packed into the bytes
// that text::LinearModel reads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "text/linear_model.hpp"

namespace kg::train {

using text::FeatureHash;

struct PackOptions {
  /// Weights below this share of the largest are dropped; rows that keep none are dropped.
  float prune = 0.0f;
  /// The weight that becomes 127, as a quantile of all weights by size; larger ones are cut off.
  double clip_quantile = 0.9999;
  /// Rows that were changed less often than this are dropped.
  std::uint32_t min_updates = 2;
  /// Dead zone: a quantised weight below this counts as zero (before rounding to units).
  float dead_zone = 0.5f;
};

/// Averaged perceptron (Collins 2002): the caller decides what to update; tick() counts the examples.
class Perceptron {
 public:
  explicit Perceptron(int classes);

  int classes() const { return classes_; }
  std::size_t features() const { return used_; }
  /// scores[0..classes) of the current (not averaged) weights.
  void score(std::span<const FeatureHash> features, float* scores) const;
  /// Adds `delta` to the weight of `label` of each feature.
  void update(std::span<const FeatureHash> features, int label, float delta);
  /// One training example is over.
  void tick() { ++clock_; }
  /// Replaces the weights by their averages over all examples so far; training ends with this.
  void average();

  /// The bytes of a text::LinearModel. Deterministic.
  std::string pack(const PackOptions& options) const;

 private:
  struct Row {
    FeatureHash hash = 0;
    std::uint32_t updates = 0;
  };
  std::size_t find(FeatureHash hash) const;
  std::size_t find_or_add(FeatureHash hash);
  void grow();

  int classes_;
  std::uint32_t clock_ = 1;
  std::size_t used_ = 0;
  std::size_t mask_;
  std::vector<std::uint32_t> slots_;  // hash table of row numbers + 1
  std::vector<Row> rows_;
  std::vector<float> weights_;        // rows x classes
  std::vector<float> totals_;
  std::vector<std::uint32_t> changed_;
};

}  // namespace kg::train
