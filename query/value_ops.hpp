// How openCypher compares values: equality with null, the order of all values, groups, hashes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "graph/property_graph.hpp"
#include "query/value.hpp"

namespace kg::query {

/// `=`: nothing means null (one side is null or holds null where it matters). NaN equals nothing.
std::optional<bool> equal(const Value& a, const Value& b);

/// `<` and its sisters: below, at or above zero; nothing if the values do not compare
/// (null, NaN, different kinds). Numbers, strings, booleans, lists and temporal values compare.
/// `unordered` tells NaN (comparison is false) from null.
struct Comparison {
  std::optional<int> sign;
  bool nan = false;
};
Comparison compare(const Value& a, const Value& b);

/// ORDER BY: a total order of all values. Maps, nodes, relationships, lists, paths, temporal values,
/// strings, booleans, numbers, NaN, null.
int order(const Value& a, const Value& b);

/// DISTINCT, grouping and keys of joins: null is null, NaN is NaN, 1 is 1.0.
bool equivalent(const Value& a, const Value& b);
std::size_t hash_of(const Value& value);

/// "INTEGER", "LIST" …: for error messages.
std::string_view kind_name(const Value& value);

/// Rough bytes that a value takes, for the memory limit.
std::size_t size_of(const Value& value);

Value from_property(graph::PropertyValue value);

/// The value under `key`, or null.
const Value* find_key(const Map& map, std::string_view key);

template <class T>
const T* get(const Value& value) {
  return std::get_if<T>(&value.data);
}
inline const List* get_list(const Value& value) {
  const auto* list = std::get_if<std::shared_ptr<const List>>(&value.data);
  return list ? list->get() : nullptr;
}
inline const Map* get_map(const Value& value) {
  const auto* map = std::get_if<std::shared_ptr<const Map>>(&value.data);
  return map ? map->get() : nullptr;
}
inline const Path* get_path(const Value& value) {
  const auto* path = std::get_if<std::shared_ptr<const Path>>(&value.data);
  return path ? path->get() : nullptr;
}
inline Value make_list(List list) { return Value(std::shared_ptr<const List>(std::make_shared<List>(std::move(list)))); }
inline Value make_map(Map map) { return Value(std::shared_ptr<const Map>(std::make_shared<Map>(std::move(map)))); }
inline Value make_path(Path path) { return Value(std::shared_ptr<const Path>(std::make_shared<Path>(std::move(path)))); }
inline bool is_number(const Value& value) { return get<std::int64_t>(value) || get<double>(value); }
inline double as_double(const Value& value) {
  const auto* integer = get<std::int64_t>(value);
  return integer ? static_cast<double>(*integer) : std::get<double>(value.data);
}

}  // namespace kg::query
