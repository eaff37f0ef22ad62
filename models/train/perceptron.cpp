#include "models/train/perceptron.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <functional>

namespace kg::text {

// Lays out what LinearModel reads; the two change together.
class LinearModelWriter {
 public:
  struct Item {
    FeatureHash hash;
    const std::int8_t* weights;  // `classes` of them
    std::uint8_t exponent;
  };

  static std::string write(std::vector<Item> items, int classes, float unit) {
    // The last byte of a row is its exponent.
    const auto width = static_cast<std::uint32_t>(LinearModel::row_width(classes));
    const std::uint32_t bucket_count = static_cast<std::uint32_t>(items.size() / 10 + 1);
    const auto bucket_of = [&](FeatureHash hash) { return (hash >> 32) * bucket_count >> 32; };
    std::sort(items.begin(), items.end(), [&](const Item& a, const Item& b) { return a.hash < b.hash; });
    // A full bucket spills into the next one; two features that look alike there share the first one's row.
    std::vector<std::vector<const Item*>> buckets(bucket_count);
    for (const Item& item : items) {
      std::size_t at = bucket_of(item.hash);
      bool known = false;
      for (;; at = at + 1 == bucket_count ? 0 : at + 1) {
        for (const Item* other : buckets[at]) known |= LinearModel::check_of(other->hash) == LinearModel::check_of(item.hash);
        if (known || buckets[at].size() < 14) break;
      }
      if (!known) buckets[at].push_back(&item);
    }
    std::string rows;
    std::string table;
    std::uint32_t row_count = 0;
    for (const auto& bucket : buckets) {
      LinearModel::Bucket packed{};
      packed.first_row = row_count;
      for (std::size_t i = 0; i < bucket.size(); ++i) {
        packed.checks[i] = LinearModel::check_of(bucket[i]->hash);
        for (std::uint32_t c = 0; c + 1 < width; ++c) {
          const int weight = c < static_cast<std::uint32_t>(classes) ? bucket[i]->weights[c] : 0;
          rows += static_cast<char>(static_cast<unsigned char>(weight + 128));
        }
        rows += static_cast<char>(bucket[i]->exponent);
      }
      row_count += static_cast<std::uint32_t>(bucket.size());
      table.append(reinterpret_cast<const char*>(&packed), sizeof packed);
    }
    const std::uint32_t numbers[8] = {static_cast<std::uint32_t>(classes), width, bucket_count, row_count, std::bit_cast<std::uint32_t>(unit), 1, 0, 0};
    return std::string(reinterpret_cast<const char*>(numbers), sizeof numbers) + table + rows;
  }

  // Rows leave their buckets; full buckets stay as they are, since rows may have spilt from them.
  static std::string prune(std::string_view packed, int weakest) {
    std::uint32_t numbers[8];
    std::memcpy(numbers, packed.data(), sizeof numbers);
    const std::uint32_t classes = numbers[0], width = numbers[1], bucket_count = numbers[2];
    const char* table = packed.data() + sizeof numbers;
    const char* rows = table + bucket_count * sizeof(LinearModel::Bucket);
    std::string new_table, new_rows;
    std::uint32_t kept = 0;
    for (std::uint32_t b = 0; b < bucket_count; ++b) {
      LinearModel::Bucket old;
      std::memcpy(&old, table + b * sizeof old, sizeof old);
      LinearModel::Bucket bucket{};
      bucket.first_row = kept;
      std::uint32_t used = 0;
      for (std::uint32_t i = 0; i < 14 && old.checks[i] != 0; ++i) {
        const char* row = rows + std::size_t{old.first_row + i} * width;
        int strongest = 0;
        for (std::uint32_t c = 0; c < classes; ++c) strongest = std::max(strongest, std::abs(static_cast<unsigned char>(row[c]) - 128));
        strongest <<= static_cast<unsigned char>(row[width - 1]);
        if (strongest < weakest && old.checks[13] == 0) continue;
        bucket.checks[used++] = old.checks[i];
        new_rows.append(row, width);
      }
      kept += used;
      new_table.append(reinterpret_cast<const char*>(&bucket), sizeof bucket);
    }
    numbers[3] = kept;
    return std::string(reinterpret_cast<const char*>(numbers), sizeof numbers) + new_table + new_rows;
  }
};

}  // namespace kg::text

namespace kg::train {

Perceptron::Perceptron(int classes) : classes_(classes), mask_((1u << 16) - 1), slots_(1u << 16) {}

std::size_t Perceptron::find(FeatureHash hash) const {
  for (std::size_t at = (hash >> 20) & mask_;; at = (at + 1) & mask_) {
    if (slots_[at].row == 0) return SIZE_MAX;
    if (slots_[at].check == static_cast<std::uint32_t>(hash)) return slots_[at].row - 1;
  }
}

std::size_t Perceptron::find_or_add(FeatureHash hash) {
  if (const std::size_t row = find(hash); row != SIZE_MAX) return row;
  if (used_ * 2 > mask_) grow();
  std::size_t at = (hash >> 20) & mask_;
  while (slots_[at].row != 0) at = (at + 1) & mask_;
  rows_.push_back({hash, 0});
  slots_[at] = {static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(++used_)};
  const std::size_t cells = used_ * static_cast<std::size_t>(classes_);
  weights_.resize(cells);
  totals_.resize(cells);
  changed_.resize(cells);
  return used_ - 1;
}

void Perceptron::grow() {
  mask_ = mask_ * 4 + 3;
  slots_.assign(mask_ + 1, {});
  for (std::size_t row = 0; row < used_; ++row) {
    std::size_t at = (rows_[row].hash >> 20) & mask_;
    while (slots_[at].row != 0) at = (at + 1) & mask_;
    slots_[at] = {static_cast<std::uint32_t>(rows_[row].hash), static_cast<std::uint32_t>(row + 1)};
  }
}

void Perceptron::score(std::span<const FeatureHash> features, float* scores) const {
  std::fill_n(scores, classes_, 0.0f);
  for (const FeatureHash hash : features) __builtin_prefetch(&slots_[(hash >> 20) & mask_]);
  const float* known[256];
  std::size_t count = 0;
  for (const FeatureHash hash : features) {
    const std::size_t row = find(hash);
    if (row == SIZE_MAX) continue;
    known[count] = &weights_[row * static_cast<std::size_t>(classes_)];
    __builtin_prefetch(known[count++]);
  }
  for (std::size_t i = 0; i < count; ++i)
    for (int c = 0; c < classes_; ++c) scores[c] += known[i][c];
}

void Perceptron::update(std::span<const FeatureHash> features, int label, float delta) {
  for (const FeatureHash hash : features) {
    if (counts_ != nullptr && !counts_->reach(hash, least_)) continue;
    const std::size_t row = find_or_add(hash);
    const std::size_t cell = row * static_cast<std::size_t>(classes_) + static_cast<std::size_t>(label);
    totals_[cell] += weights_[cell] * static_cast<float>(clock_ - changed_[cell]);
    changed_[cell] = clock_;
    weights_[cell] += delta;
    ++rows_[row].updates;
  }
}

void Perceptron::average() {
  for (std::size_t cell = 0; cell < weights_.size(); ++cell) {
    totals_[cell] += weights_[cell] * static_cast<float>(clock_ - changed_[cell]);
    changed_[cell] = clock_;
    weights_[cell] = totals_[cell] / static_cast<float>(clock_);
  }
}

void Perceptron::add(const Perceptron& other) {
  const auto width = static_cast<std::size_t>(classes_);
  for (std::size_t row = 0; row < other.used_; ++row) {
    const std::size_t mine = find_or_add(other.rows_[row].hash);
    rows_[mine].updates += other.rows_[row].updates;
    for (std::size_t c = 0; c < width; ++c) weights_[mine * width + c] += other.weights_[row * width + c];
  }
}

float Perceptron::unit(double quantile) const {
  std::vector<float> sizes;
  for (const float weight : weights_)
    if (weight != 0) sizes.push_back(std::fabs(weight));
  if (sizes.empty()) return 1.0f / 127;
  const auto at = static_cast<std::ptrdiff_t>(quantile * static_cast<double>(sizes.size() - 1));
  std::nth_element(sizes.begin(), sizes.begin() + at, sizes.end());
  return sizes[static_cast<std::size_t>(at)] / 127;
}

std::vector<text::MoveModel::Row> Perceptron::move_rows() const {
  std::vector<text::MoveModel::Row> out;
  for (std::size_t row = 0; row < used_; ++row) out.push_back({rows_[row].hash, weights_[row * 3], weights_[row * 3 + 1]});
  return out;
}

FeatureCounts Perceptron::strongest(std::size_t most) const {
  std::vector<std::pair<float, FeatureHash>> strengths;
  const auto width = static_cast<std::size_t>(classes_);
  for (std::size_t row = 0; row < used_; ++row) {
    float strength = 0;
    for (std::size_t c = 0; c < width; ++c) strength = std::max(strength, std::fabs(weights_[row * width + c]));
    strengths.emplace_back(strength, rows_[row].hash);
  }
  most = std::min(most, strengths.size());
  std::nth_element(strengths.begin(), strengths.begin() + static_cast<std::ptrdiff_t>(most), strengths.end(), std::greater<>());
  FeatureCounts out;
  for (std::size_t i = 0; i < most; ++i) out.set(strengths[i].second);
  return out;
}

std::string Perceptron::pack(const PackOptions& options) const {
  const float unit = this->unit(options.clip_quantile);
  std::vector<std::int8_t> quantised(weights_.size());
  std::vector<text::LinearModelWriter::Item> items;
  const auto width = static_cast<std::size_t>(classes_);
  for (std::size_t row = 0; row < used_; ++row) {
    if (rows_[row].updates < options.min_updates) continue;
    float strongest = 0;
    for (std::size_t c = 0; c < width; ++c) strongest = std::max(strongest, std::fabs(weights_[row * width + c]) / unit);
    if (strongest < options.dead_zone || strongest < options.prune * 127) continue;
    std::uint8_t exponent = 0;
    while (exponent < text::LinearModel::max_exponent && strongest > 127.5f * static_cast<float>(1 << exponent)) ++exponent;
    for (std::size_t c = 0; c < width; ++c) {
      const float weight = weights_[row * width + c] / unit;
      if (std::fabs(weight) < options.dead_zone) continue;
      quantised[row * width + c] = static_cast<std::int8_t>(std::clamp(std::round(weight / static_cast<float>(1 << exponent)), -127.0f, 127.0f));
    }
    items.push_back({rows_[row].hash, &quantised[row * width], exponent});
  }
  return text::LinearModelWriter::write(std::move(items), classes_, unit);
}

std::string prune_rows(std::string_view packed, int weakest) { return text::LinearModelWriter::prune(packed, weakest); }

}  // namespace kg::train
