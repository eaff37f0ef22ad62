// The bytes of many small texts, side by side in blocks that never move.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace kg::graph {

/// Millions of small strings of their own cost more time to free than to find, and one long string copies itself as it grows.
class TextBlocks {
 public:
  /// A copy of `text` that lives as long as these blocks.
  std::string_view keep(std::string_view text) {
    if (text.size() > left_) {
      left_ = std::max(block, text.size());
      blocks_.push_back(std::make_unique_for_overwrite<char[]>(left_));
      next_ = blocks_.back().get();
    }
    std::copy(text.begin(), text.end(), next_);
    const std::string_view kept(next_, text.size());
    next_ += text.size();
    left_ -= text.size();
    return kept;
  }

 private:
  static constexpr std::size_t block = std::size_t{1} << 16;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace kg::graph
