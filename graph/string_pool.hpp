// Distinct strings, numbered by first use.
#pragma once

#include <xxhash.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace kg::graph {

/// Their bytes lie side by side in blocks: millions of small strings of their own cost more time to
/// free than to find. Numbers are found by an open table of hashes; std::unordered_map takes three
/// times the memory and twice the time.
class StringPool {
 public:
  std::uint32_t id(std::string_view text) {
    if (2 * (texts_.size() + 1) > slots_.size()) grow();
    const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
    Slot& slot = slots_[place(text, hash)];
    if (slot.id == none) {
      slot = {static_cast<std::uint32_t>(hash >> 32), size()};
      texts_.push_back(keep(text));
    }
    return slot.id;
  }
  std::optional<std::uint32_t> find(std::string_view text) const {
    if (slots_.empty()) return {};
    const Slot& slot = slots_[place(text, XXH3_64bits(text.data(), text.size()))];
    return slot.id == none ? std::nullopt : std::optional(slot.id);
  }
  std::string_view operator[](std::uint32_t id) const { return texts_[id]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

 private:
  static constexpr std::size_t block = std::size_t{1} << 16;
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  struct Slot {
    std::uint32_t hash = 0;  ///< the upper half: spares most looks at the text
    std::uint32_t id = none;
  };

  /// Where `text` is, or would be.
  std::size_t place(std::string_view text, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      const Slot& slot = slots_[at];
      if (slot.id == none || (slot.hash == static_cast<std::uint32_t>(hash >> 32) && texts_[slot.id] == text)) return at;
    }
  }
  void grow() {
    slots_.assign(std::max<std::size_t>(16, slots_.size() * 2), Slot());
    for (std::uint32_t i = 0; i < texts_.size(); ++i) {
      const std::uint64_t hash = XXH3_64bits(texts_[i].data(), texts_[i].size());
      slots_[place(texts_[i], hash)] = {static_cast<std::uint32_t>(hash >> 32), i};
    }
  }
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

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
  std::vector<std::string_view> texts_;
  std::vector<Slot> slots_;
};

}  // namespace kg::graph
