#include "query/value_ops.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "query/temporal.hpp"

namespace kg::query {

namespace {

using graph::EdgeId;
using graph::NodeId;
using graph::Temporal;
using graph::TemporalKind;

template <class T>
int sign_of(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

/// Exact, also where a 64-bit integer has no double.
int compare_numbers(const Value& a, const Value& b) {
  const auto* i = get<std::int64_t>(a);
  const auto* j = get<std::int64_t>(b);
  if (i && j) return sign_of(*i, *j);
  if (!i && !j) return sign_of(*get<double>(a), *get<double>(b));
  const double d = i ? *get<double>(b) : *get<double>(a);
  const std::int64_t n = i ? *i : *j;
  int result;  // n against d
  if (d >= 0x1p63) {
    result = -1;
  } else if (d < -0x1p63) {
    result = 1;
  } else {
    const auto whole = static_cast<std::int64_t>(d);
    result = n != whole ? sign_of(n, whole) : sign_of(0.0, d - static_cast<double>(whole));
  }
  return i ? result : -result;
}

bool is_nan(const Value& value) {
  const auto* d = get<double>(value);
  return d && std::isnan(*d);
}

/// Place of a kind in the order of all values.
int rank(const Value& value) {
  switch (value.data.index()) {
    case 0: return 20;
    case 1: return 11;
    case 2: return 12;
    case 3: return is_nan(value) ? 13 : 12;
    case 4: return 10;
    case 5: return 3;
    case 6: return 0;
    case 7: {
      static constexpr int ranks[] = {7, 9, 8, 6, 5, 10};  // date, localtime, time, localdatetime, datetime, duration
      const auto kind = static_cast<std::size_t>(get<Temporal>(value)->kind);
      return kind == static_cast<std::size_t>(TemporalKind::duration) ? 9 : ranks[kind];
    }
    case 8: return 1;
    case 9: return 2;
    default: return 4;
  }
}

bool equal_ids(const Path& a, const Path& b) { return a == b; }

}  // namespace

const Value* find_key(const Map& map, std::string_view key) {
  const auto found = std::ranges::find_if(map, [&](const auto& entry) { return entry.first == key; });
  return found == map.end() ? nullptr : &found->second;
}

std::optional<bool> equal(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return {};
  if (is_number(a) && is_number(b)) return !is_nan(a) && !is_nan(b) && compare_numbers(a, b) == 0;
  if (a.data.index() != b.data.index()) return false;
  if (const List* x = get_list(a)) {
    const List* y = get_list(b);
    if (x->size() != y->size()) return false;
    bool unknown = false;
    for (std::size_t i = 0; i < x->size(); ++i) {
      const auto same = equal((*x)[i], (*y)[i]);
      if (same == false) return false;
      unknown |= !same;
    }
    return unknown ? std::nullopt : std::optional(true);
  }
  if (const Map* x = get_map(a)) {
    const Map* y = get_map(b);
    if (x->size() != y->size()) return false;
    bool unknown = false;
    for (const auto& [key, value] : *x) {
      const Value* other = find_key(*y, key);
      if (!other) return false;
      const auto same = equal(value, *other);
      if (same == false) return false;
      unknown |= !same;
    }
    return unknown ? std::nullopt : std::optional(true);
  }
  if (const Path* x = get_path(a)) return equal_ids(*x, *get_path(b));
  if (const auto* x = get<Temporal>(a)) return equal_temporal(*x, *get<Temporal>(b));
  return order(a, b) == 0;
}

Comparison compare(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return {};
  if (is_number(a) && is_number(b)) {
    if (is_nan(a) || is_nan(b)) return {{}, true};
    return {compare_numbers(a, b)};
  }
  if (a.data.index() != b.data.index()) return {};
  if (get<std::string>(a) || get<bool>(a)) return {order(a, b)};
  if (const auto* x = get<Temporal>(a)) return {compare_temporal(*x, *get<Temporal>(b))};
  if (const List* x = get_list(a)) {
    const List* y = get_list(b);
    for (std::size_t i = 0; i < std::min(x->size(), y->size()); ++i) {
      const Comparison one = compare((*x)[i], (*y)[i]);
      if (!one.sign || *one.sign != 0) return one;
    }
    return {sign_of(x->size(), y->size())};
  }
  return {};
}

int order(const Value& a, const Value& b) {
  const int rank_a = rank(a), rank_b = rank(b);
  if (rank_a != rank_b) return sign_of(rank_a, rank_b);
  if (is_number(a)) return is_nan(a) ? 0 : compare_numbers(a, b);
  if (a.data.index() != b.data.index()) return sign_of(a.data.index(), b.data.index());
  switch (a.data.index()) {
    case 1: return sign_of(*get<bool>(a), *get<bool>(b));
    case 4: return sign_of(get<std::string>(a)->compare(*get<std::string>(b)), 0);
    case 5: {
      const List &x = *get_list(a), &y = *get_list(b);
      for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
        if (const int one = order(x[i], y[i])) return one;
      }
      return sign_of(x.size(), y.size());
    }
    case 6: {
      const auto sorted = [](const Map& map) {
        std::vector<const std::pair<std::string, Value>*> entries;
        for (const auto& entry : map) entries.push_back(&entry);
        std::ranges::sort(entries, {}, [](const auto* entry) { return std::string_view(entry->first); });
        return entries;
      };
      const auto x = sorted(*get_map(a)), y = sorted(*get_map(b));
      if (x.size() != y.size()) return sign_of(x.size(), y.size());
      for (std::size_t i = 0; i < x.size(); ++i) {
        if (const int keys = x[i]->first.compare(y[i]->first)) return keys;
      }
      for (std::size_t i = 0; i < x.size(); ++i) {
        if (const int one = order(x[i]->second, y[i]->second)) return one;
      }
      return 0;
    }
    case 7: return order_temporal(*get<Temporal>(a), *get<Temporal>(b));
    case 8: return sign_of(*get<NodeId>(a), *get<NodeId>(b));
    case 9: return sign_of(*get<EdgeId>(a), *get<EdgeId>(b));
    case 10: {
      const Path &x = *get_path(a), &y = *get_path(b);
      if (x.nodes != y.nodes) return sign_of(x.nodes, y.nodes);
      return sign_of(x.edges, y.edges);
    }
    default: return 0;
  }
}

bool equivalent(const Value& a, const Value& b) {
  if (a.data.index() != b.data.index()) return is_number(a) && is_number(b) && !is_nan(a) && !is_nan(b) && compare_numbers(a, b) == 0;
  switch (a.data.index()) {
    case 0: return true;
    case 4: return *get<std::string>(a) == *get<std::string>(b);
    case 8: return *get<NodeId>(a) == *get<NodeId>(b);
    default: return order(a, b) == 0;
  }
}

std::size_t hash_of(const Value& value) {
  const auto mix = [](std::size_t h, std::size_t more) { return (h ^ more) * 0x9E3779B97F4A7C15ULL + (h >> 29); };
  const auto number = [&](std::int64_t n) { return mix(2, static_cast<std::size_t>(n)); };
  switch (value.data.index()) {
    case 1: return *get<bool>(value) ? 3 : 5;
    case 2: return number(*get<std::int64_t>(value));
    case 3: {
      const double d = *get<double>(value);
      if (std::isnan(d)) return 7;
      if (d >= -0x1p63 && d < 0x1p63 && d == std::trunc(d)) return number(static_cast<std::int64_t>(d));
      return mix(4, std::hash<double>{}(d));
    }
    case 4: return std::hash<std::string>{}(*get<std::string>(value));
    case 5: {
      std::size_t h = 11;
      for (const Value& one : *get_list(value)) h = mix(h, hash_of(one));
      return h;
    }
    case 6: {
      std::size_t h = 13;  // a sum: the order of keys does not matter
      for (const auto& [key, one] : *get_map(value)) h += mix(std::hash<std::string>{}(key), hash_of(one));
      return h;
    }
    case 7: return hash_temporal(*get<Temporal>(value));
    case 8: return mix(17, static_cast<std::size_t>(*get<NodeId>(value)));
    case 9: return mix(19, static_cast<std::size_t>(*get<EdgeId>(value)));
    case 10: {
      std::size_t h = 23;
      for (const NodeId node : get_path(value)->nodes) h = mix(h, static_cast<std::size_t>(node));
      for (const EdgeId edge : get_path(value)->edges) h = mix(h, static_cast<std::size_t>(edge));
      return h;
    }
    default: return 1;
  }
}

std::string_view kind_name(const Value& value) {
  static constexpr std::string_view names[] = {"null", "a boolean", "an integer", "a float", "a string", "a list", "a map", "a temporal value", "a node", "a relationship", "a path"};
  if (const auto* temporal = get<Temporal>(value)) {
    static constexpr std::string_view kinds[] = {"a date", "a local time", "a time", "a local datetime", "a datetime", "a duration"};
    return kinds[static_cast<std::size_t>(temporal->kind)];
  }
  return names[value.data.index()];
}

std::size_t size_of(const Value& value) {
  std::size_t size = sizeof(Value);
  if (const auto* text = get<std::string>(value)) return size + text->capacity();
  if (const List* list = get_list(value)) {
    for (const Value& one : *list) size += size_of(one);
  } else if (const Map* map = get_map(value)) {
    for (const auto& [key, one] : *map) size += key.capacity() + size_of(one);
  } else if (const Path* path = get_path(value)) {
    size += path->nodes.size() * 8;
  }
  return size;
}

Value from_property(graph::PropertyValue value) {
  return std::visit(
      [](auto&& data) -> Value {
        using T = std::decay_t<decltype(data)>;
        if constexpr (std::is_same_v<T, graph::PropertyList>) {
          List list;
          list.reserve(data.size());
          for (auto& one : data) list.push_back(from_property(std::move(one)));
          return make_list(std::move(list));
        } else {
          return Value(std::move(data));
        }
      },
      std::move(value.data));
}

}  // namespace kg::query
