#include "models/train/tree_decoder.hpp"

namespace kg::train {

namespace {

constexpr float never = -1e30f;

// Spans over words [from, to]. Complete: one end heads all within; incomplete: one end is the head of the other.
class Chart {
 public:
  Chart(std::span<const float> scores, std::size_t size) : scores_(scores), size_(size) {
    for (auto* table : {&complete_[0], &complete_[1], &incomplete_[0], &incomplete_[1]}) table->assign(size * size, never);
    for (auto* table : {&complete_split_[0], &complete_split_[1], &incomplete_split_}) table->assign(size * size, 0);
    for (std::size_t i = 0; i < size; ++i) complete_[0][at(i, i)] = complete_[1][at(i, i)] = 0;
    for (std::size_t width = 1; width < size; ++width)
      for (std::size_t from = 0; from + width < size; ++from) fill(from, from + width);
  }

  std::vector<std::int32_t> tree() const {
    std::size_t root = 0;
    float best = never * 2;
    for (std::size_t r = 0; r < size_; ++r) {
      const float score = complete_[left][at(0, r)] + complete_[right][at(r, size_ - 1)] + scores_[r * (size_ + 1) + size_];
      if (score > best) best = score, root = r;
    }
    std::vector<std::int32_t> heads(size_, static_cast<std::int32_t>(size_));
    walk(0, root, left, true, heads);
    walk(root, size_ - 1, right, true, heads);
    return heads;
  }

 private:
  // left: the last word heads the span; right: the first one does.
  enum Side { left = 0, right = 1 };

  std::size_t at(std::size_t from, std::size_t to) const { return from * size_ + to; }

  void fill(std::size_t from, std::size_t to) {
    float best = never * 2;
    for (std::size_t k = from; k < to; ++k) {
      const float score = complete_[right][at(from, k)] + complete_[left][at(k + 1, to)];
      if (score > best) best = score, incomplete_split_[at(from, to)] = static_cast<std::uint16_t>(k);
    }
    incomplete_[left][at(from, to)] = best + scores_[from * (size_ + 1) + to];
    incomplete_[right][at(from, to)] = best + scores_[to * (size_ + 1) + from];
    float best_left = never * 2, best_right = never * 2;
    for (std::size_t k = from; k < to; ++k) {
      const float score = complete_[left][at(from, k)] + incomplete_[left][at(k, to)];
      if (score > best_left) best_left = score, complete_split_[left][at(from, to)] = static_cast<std::uint16_t>(k);
    }
    for (std::size_t k = from + 1; k <= to; ++k) {
      const float score = incomplete_[right][at(from, k)] + complete_[right][at(k, to)];
      if (score > best_right) best_right = score, complete_split_[right][at(from, to)] = static_cast<std::uint16_t>(k);
    }
    complete_[left][at(from, to)] = best_left;
    complete_[right][at(from, to)] = best_right;
  }

  void walk(std::size_t from, std::size_t to, Side side, bool complete, std::vector<std::int32_t>& heads) const {
    if (from == to) return;
    if (complete) {
      const std::size_t k = complete_split_[side][at(from, to)];
      walk(from, k, side, side == right ? false : true, heads);
      walk(k, to, side, side == right ? true : false, heads);
      return;
    }
    if (side == left) heads[from] = static_cast<std::int32_t>(to);
    else heads[to] = static_cast<std::int32_t>(from);
    const std::size_t k = incomplete_split_[at(from, to)];
    walk(from, k, right, true, heads);
    walk(k + 1, to, left, true, heads);
  }

  std::span<const float> scores_;
  std::size_t size_;
  std::vector<float> complete_[2], incomplete_[2];
  std::vector<std::uint16_t> complete_split_[2], incomplete_split_;
};

}  // namespace

std::vector<std::int32_t> best_tree(std::span<const float> scores, std::size_t size) { return Chart(scores, size).tree(); }

}  // namespace kg::train
