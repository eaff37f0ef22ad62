// Distinct strings, numbered by first use.
#pragma once

#include <xxhash.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "graph/text_blocks.hpp"

namespace kg::graph {

/// Numbers are found by an open table of hashes; std::unordered_map takes three times the memory and twice the time.
class StringPool {
 public:
  std::uint32_t id(std::string_view text) {
    if (2 * (texts_.size() + 1) > slots_.size()) grow();
    return id(text, hash_of(text));
  }
  /// id() of each of `texts`, faster: a table of millions is in no cache, and here the waits for memory overlap.
  void ids(std::span<const std::string_view> texts, std::vector<std::uint32_t>& to) {
    while (2 * (texts_.size() + texts.size()) > slots_.size()) grow();
    const std::size_t mask = slots_.size() - 1;
    hashes_.clear();
    for (const std::string_view text : texts) {
      hashes_.push_back(hash_of(text));
      __builtin_prefetch(&slots_[hashes_.back() & mask]);
    }
    for (const std::uint32_t hash : hashes_) {
      const Slot& slot = slots_[hash & mask];
      if (slot.id != none) __builtin_prefetch(&texts_[slot.id]);
    }
    for (const std::uint32_t hash : hashes_) {
      const Slot& slot = slots_[hash & mask];
      if (slot.id != none && slot.hash == hash) __builtin_prefetch(texts_[slot.id].data());
    }
    to.clear();
    for (std::size_t i = 0; i < texts.size(); ++i) to.push_back(id(texts[i], hashes_[i]));
  }
  std::optional<std::uint32_t> find(std::string_view text) const {
    if (slots_.empty()) return {};
    const Slot& slot = slots_[place(text, hash_of(text))];
    return slot.id == none ? std::nullopt : std::optional(slot.id);
  }
  std::string_view operator[](std::uint32_t id) const { return texts_[id]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  struct Slot {
    std::uint32_t hash = 0;  ///< spares most looks at the text, and all of them when the table grows
    std::uint32_t id = none;
  };

  /// There must be room.
  std::uint32_t id(std::string_view text, std::uint32_t hash) {
    Slot& slot = slots_[place(text, hash)];
    if (slot.id == none) {
      slot = {hash, size()};
      texts_.push_back(blocks_.keep(text));
    }
    return slot.id;
  }
  /// Where `text` is, or would be.
  std::size_t place(std::string_view text, std::uint32_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      const Slot& slot = slots_[at];
      if (slot.id == none || (slot.hash == hash && texts_[slot.id] == text)) return at;
    }
  }
  static std::uint32_t hash_of(std::string_view text) { return static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size())); }
  void grow() {
    std::vector<Slot> old(std::max<std::size_t>(16, slots_.size() * 2));
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.id == none) continue;
      std::size_t at = slot.hash & mask;
      while (slots_[at].id != none) at = (at + 1) & mask;
      slots_[at] = slot;
    }
  }
  TextBlocks blocks_;
  std::vector<std::string_view> texts_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> hashes_;  ///< of ids()
};

}  // namespace kg::graph
