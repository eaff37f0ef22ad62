// Many small things in a few large blocks that never move.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>
#include <vector>

namespace kg::graph {

/// An array that only grows. A vector of a hundred megabytes has copied them once on its way there, and the
/// system has made twice as many pages; that cost a tenth of the time of a merge. Blocks of one huge page each
/// cost more still: the system clears memory that is in no cache.
template <class T>
class BlockArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  static constexpr std::size_t per_block = std::bit_floor((std::size_t{1} << 18) / sizeof(T));

  void push_back(const T& value) {
    if (size_ == room_) grow();
    blocks_[size_ / per_block][size_ % per_block] = value;
    ++size_;
  }
  /// Appends the front of `count` values, as many as stand side by side; returns how many.
  std::size_t append_some(const T* values, std::size_t count) {
    if (size_ == room_) grow();
    const std::size_t some = std::min(count, room_ - size_);
    std::copy_n(values, some, blocks_[size_ / per_block].get() + size_ % per_block);
    size_ += some;
    return some;
  }
  /// `count` new values that stand side by side, to be filled; null if this block has no room for them.
  T* extend(std::size_t count) {
    if (room_ - size_ < count) return nullptr;
    T* const begin = blocks_[size_ / per_block].get() + size_ % per_block;
    size_ += count;
    return begin;
  }
  const T& operator[](std::size_t i) const { return blocks_[i / per_block][i % per_block]; }
  /// How many stand side by side from `i` on.
  std::size_t run(std::size_t i) const { return std::min(size_, (i / per_block + 1) * per_block) - i; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  /// Forgets the values, keeps one block.
  void clear() {
    if (blocks_.size() > 1) {
      blocks_.resize(1);
      room_ = per_block;
    }
    size_ = 0;
  }

 private:
  struct Free {
    void operator()(T* block) const { std::free(block); }
  };
  using Block = std::unique_ptr<T[], Free>;  // not new T[]: values need no making
  static Block allocate(std::size_t count) {
    Block block(static_cast<T*>(std::malloc(count * sizeof(T))));
    if (block == nullptr) throw std::bad_alloc();
    return block;
  }
  void grow() {
    if (room_ >= per_block) {
      blocks_.push_back(allocate(per_block));
      room_ += per_block;
      return;
    }
    // The first block grows: most arrays are small.
    room_ = std::min(per_block, std::max<std::size_t>(16, room_ * 4));
    Block grown = allocate(room_);
    if (blocks_.empty()) blocks_.emplace_back();
    std::copy_n(blocks_[0].get(), size_, grown.get());
    blocks_[0] = std::move(grown);
  }

  std::vector<Block> blocks_;
  std::size_t size_ = 0, room_ = 0;
};

}  // namespace kg::graph
