// A hash table from 64-bit numbers to 32-bit numbers: sixteen bytes an entry, nothing else.
#pragma once

#include <cstdint>
#include <vector>

namespace kg::graph {

class FlatCounts {
 public:
  static constexpr std::uint64_t no_key = ~std::uint64_t{0};  ///< cannot be used as a key

  /// The number of `key`; a new one is 0. Valid until the next call.
  std::uint32_t& operator[](std::uint64_t key) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    Slot& slot = slots_[place(key)];
    if (slot.key == no_key) {
      slot.key = key;
      ++size_;
    }
    return slot.value;
  }
  /// Begins to bring the slot of `key` into the cache.
  void prefetch(std::uint64_t key) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[first_place(key)]);
  }
  std::size_t size() const { return size_; }
  template <class Use>
  void for_each(Use&& use) const {
    for (const Slot& slot : slots_) {
      if (slot.key != no_key) use(slot.key, slot.value);
    }
  }

 private:
  struct Slot {
    std::uint64_t key = no_key;
    std::uint32_t value = 0;
  };
  std::size_t first_place(std::uint64_t key) const { return (key * 0x9E3779B97F4A7C15ULL >> 20) & (slots_.size() - 1); }
  std::size_t place(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = first_place(key);
    while (slots_[at].key != no_key && slots_[at].key != key) at = (at + 1) & mask;
    return at;
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.key != no_key) slots_[place(slot.key)] = slot;
    }
  }
  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace kg::graph
