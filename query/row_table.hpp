// Distinct rows, numbered as they come: for DISTINCT, grouping and joins.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "query/context.hpp"

namespace kg::query {

/// Open addressing over rows of equal width; at most 4 billion.
class RowTable {
 public:
  explicit RowTable(std::size_t width) : width_(width) {}
  /// The row's number, and true if it is new. Accounts for its memory.
  std::pair<std::size_t, bool> add(std::span<const Value> row, Context& context);
  std::optional<std::size_t> find(std::span<const Value> row) const;
  std::span<const Value> row(std::size_t number) const {
    return {chunks_[number / chunk_rows].get() + number % chunk_rows * width_, width_};
  }
  std::size_t size() const { return count_; }
  void clear();

 private:
  static constexpr std::size_t chunk_rows = 256;
  struct Place {
    std::uint32_t hash = 0;    // all of it that is kept: enough to grow and to tell rows apart
    std::uint32_t number = 0;  // of the row + 1; 0 is free
  };
  std::size_t place_of(std::span<const Value> row, std::uint32_t hash) const;
  void grow();

  std::size_t width_;
  std::size_t count_ = 0;
  std::vector<std::unique_ptr<Value[]>> chunks_;  // rows never move
  std::vector<Place> places_;                     // size is a power of two
};

}  // namespace kg::query
