#include "query/row_table.hpp"

#include <algorithm>

#include "query/value_ops.hpp"

namespace kg::query {

namespace {

std::size_t hash_row(std::span<const Value> row) {
  std::size_t hash = 1469598103934665603ULL;
  for (const Value& value : row) hash = (hash ^ hash_of(value)) * 0x9E3779B97F4A7C15ULL + (hash >> 32);
  return hash ^ (hash >> 29);
}

}  // namespace

void RowTable::clear() {
  rows_.clear();
  hashes_.clear();
  places_.clear();
}

std::size_t RowTable::place_of(std::span<const Value> wanted, std::size_t hash) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t place = hash & mask;
  for (; places_[place] != 0; place = (place + 1) & mask) {
    const std::size_t number = places_[place] - 1;
    if (hashes_[number] == hash && std::ranges::equal(row(number), wanted, equivalent)) break;
  }
  return place;
}

void RowTable::grow() {
  places_.assign(std::max<std::size_t>(64, places_.size() * 2), 0);
  const std::size_t mask = places_.size() - 1;
  for (std::size_t number = 0; number < hashes_.size(); ++number) {
    std::size_t place = hashes_[number] & mask;
    while (places_[place] != 0) place = (place + 1) & mask;
    places_[place] = static_cast<std::uint32_t>(number + 1);
  }
}

std::pair<std::size_t, bool> RowTable::add(std::span<const Value> wanted, Context& context) {
  if (places_.size() < (hashes_.size() + 1) * 2) grow();
  const std::size_t hash = hash_row(wanted);
  const std::size_t place = place_of(wanted, hash);
  if (places_[place] != 0) return {places_[place] - 1, false};
  std::size_t bytes = 16;
  for (const Value& value : wanted) bytes += size_of(value);
  context.keep(bytes);
  rows_.insert(rows_.end(), wanted.begin(), wanted.end());
  hashes_.push_back(hash);
  places_[place] = static_cast<std::uint32_t>(hashes_.size());
  return {hashes_.size() - 1, true};
}

std::optional<std::size_t> RowTable::find(std::span<const Value> wanted) const {
  if (places_.empty()) return {};
  const std::size_t place = place_of(wanted, hash_row(wanted));
  return places_[place] == 0 ? std::nullopt : std::optional<std::size_t>(places_[place] - 1);
}

}  // namespace kg::query
