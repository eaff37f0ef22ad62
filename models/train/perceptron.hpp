// Training of linear models: a table of float weights with lazy averaging, packed into the bytes
// that text::LinearModel reads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/linear_model.hpp"
#include "text/move_model.hpp"

namespace kg::train {

using text::FeatureHash;

struct PackOptions {
  /// Weights below this share of the largest are dropped; rows that keep none are dropped.
  float prune = 0.0f;
  /// The weight that becomes 127, as a quantile of all weights by size; rows with larger ones get coarser steps,
  /// and beyond 127 * 2^LinearModel::max_exponent weights are cut off.
  double clip_quantile = 0.999;
  /// Rows that were changed less often than this are dropped.
  std::uint32_t min_updates = 1;
  /// Dead zone: a quantised weight below this counts as zero (before rounding to units).
  float dead_zone = 0.5f;
};

/// How often features occur in the gold data, roughly (hashed, counts up to 255). Features that are too rare
/// to be learnt are left out before training: leaving out their weights afterwards costs accuracy.
class FeatureCounts {
 public:
  void add(std::span<const FeatureHash> features) {
    for (const FeatureHash hash : features)
      if (std::uint8_t& count = counts_[hash >> 36]; count < 255) ++count;
  }
  void set(FeatureHash hash) { counts_[hash >> 36] = 255; }
  bool reach(FeatureHash hash, std::uint8_t least) const { return counts_[hash >> 36] >= least; }

 private:
  std::vector<std::uint8_t> counts_ = std::vector<std::uint8_t>(std::size_t{1} << 28);
};

/// Averaged perceptron (Collins 2002): the caller decides what to update; tick() counts the examples.
class Perceptron {
 public:
  explicit Perceptron(int classes);
  /// From now on only features that `counts` (which must outlive training) has at least `least` times get weights.
  void restrict_to(const FeatureCounts& counts, std::uint8_t least) {
    counts_ = &counts;
    least_ = least;
  }

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

  /// Adds the averaged weights of another training: together they err less than each alone.
  void add(const Perceptron& other);

  /// The bytes of a text::LinearModel. Deterministic.
  std::string pack(const PackOptions& options) const;
  /// The hashes of the `most` features with the largest weights, as counts that only they reach.
  FeatureCounts strongest(std::size_t most) const;
  /// For a text::MoveModel, if there are three classes.
  std::vector<text::MoveModel::Row> move_rows() const;
  /// The step of weights that makes 127 of this quantile of all weights by size.
  float unit(double quantile) const;

 private:
  struct Row {
    FeatureHash hash = 0;
    std::uint32_t updates = 0;
  };
  struct Slot {
    std::uint32_t check = 0;
    std::uint32_t row = 0;  // number + 1, 0 if empty
  };
  std::size_t find(FeatureHash hash) const;
  std::size_t find_or_add(FeatureHash hash);
  void grow();

  const FeatureCounts* counts_ = nullptr;
  std::uint8_t least_ = 0;
  int classes_;
  std::uint32_t clock_ = 1;
  std::size_t used_ = 0;
  std::size_t mask_;
  std::vector<Slot> slots_;  // hash table of rows
  std::vector<Row> rows_;
  std::vector<float> weights_;        // rows x classes
  std::vector<float> totals_;
  std::vector<std::uint32_t> changed_;
};

/// Packed bytes without the rows whose largest weight is below `weakest` steps: makes a model smaller at little cost.
std::string prune_rows(std::string_view packed, int weakest);

}  // namespace kg::train
