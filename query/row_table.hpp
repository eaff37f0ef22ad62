// Distinct rows, numbered as they come: for DISTINCT, grouping and joins.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "query/context.hpp"

namespace kg::query {

/// Open addressing over rows of equal width, kept one after the other.
class RowTable {
 public:
  explicit RowTable(std::size_t width) : width_(width) {}
  /// The row's number, and true if it is new. Accounts for its memory.
  std::pair<std::size_t, bool> add(std::span<const Value> row, Context& context);
  std::optional<std::size_t> find(std::span<const Value> row) const;
  std::span<const Value> row(std::size_t number) const { return {rows_.data() + number * width_, width_}; }
  std::size_t size() const { return hashes_.size(); }
  void clear();

 private:
  std::size_t place_of(std::span<const Value> row, std::size_t hash) const;
  void grow();

  std::size_t width_;
  std::vector<Value> rows_;
  std::vector<std::size_t> hashes_;
  std::vector<std::uint32_t> places_;  // number + 1, 0 is free; size is a power of two
};

}  // namespace kg::query
