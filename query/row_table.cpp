#include "query/row_table.hpp"

#include <algorithm>

#include "query/value_ops.hpp"

namespace kg::query {

namespace {

std::uint32_t hash_row(std::span<const Value> row) {
  std::size_t hash = 1469598103934665603ULL;
  for (const Value& value : row) hash = (hash ^ hash_of(value)) * 0x9E3779B97F4A7C15ULL + (hash >> 32);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

}  // namespace

void RowTable::clear() {
  count_ = 0;
  chunks_.clear();
  places_.clear();
}

std::size_t RowTable::place_of(std::span<const Value> wanted, std::uint32_t hash) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t place = hash & mask;
  for (; places_[place].number != 0; place = (place + 1) & mask) {
    if (places_[place].hash == hash && std::ranges::equal(row(places_[place].number - 1), wanted, equivalent)) break;
  }
  return place;
}

void RowTable::grow() {
  std::vector<Place> old(std::max<std::size_t>(64, places_.size() * 2));
  old.swap(places_);
  const std::size_t mask = places_.size() - 1;
  for (const Place& moved : old) {
    if (moved.number == 0) continue;
    std::size_t place = moved.hash & mask;
    while (places_[place].number != 0) place = (place + 1) & mask;
    places_[place] = moved;
  }
}

std::pair<std::size_t, bool> RowTable::add(std::span<const Value> wanted, Context& context) {
  if (places_.size() < (count_ + 1) * 2) grow();
  const std::uint32_t hash = hash_row(wanted);
  const std::size_t place = place_of(wanted, hash);
  if (places_[place].number != 0) return {places_[place].number - 1, false};
  std::size_t bytes = 2 * sizeof(Place);
  for (const Value& value : wanted) bytes += size_of(value);
  context.keep(bytes);
  if (count_ % chunk_rows == 0) chunks_.push_back(std::make_unique<Value[]>(chunk_rows * width_));
  std::ranges::copy(wanted, chunks_.back().get() + count_ % chunk_rows * width_);
  places_[place] = {hash, static_cast<std::uint32_t>(++count_)};
  return {count_ - 1, true};
}

std::optional<std::size_t> RowTable::find(std::span<const Value> wanted) const {
  if (places_.empty()) return {};
  const Place& place = places_[place_of(wanted, hash_row(wanted))];
  return place.number == 0 ? std::nullopt : std::optional<std::size_t>(place.number - 1);
}

}  // namespace kg::query
