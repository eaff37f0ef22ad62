// What is known of an expression's type before the query runs.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace kg::query {

enum class TypeKind : std::uint8_t { any, null, boolean, integer, real, number, string, list, map, node, relationship, path, temporal };

struct StaticType {
  TypeKind kind = TypeKind::any;
  std::shared_ptr<const StaticType> element;  ///< of a list; null if unknown

  StaticType(TypeKind k = TypeKind::any) : kind(k) {}
  static StaticType list_of(StaticType element) {
    StaticType list(TypeKind::list);
    list.element = std::make_shared<StaticType>(std::move(element));
    return list;
  }
  StaticType element_type() const { return element ? *element : StaticType(); }
  bool is(TypeKind k) const { return kind == k; }
  bool maybe(TypeKind k) const { return kind == k || kind == TypeKind::any || kind == TypeKind::null; }
  bool maybe_number() const {
    return maybe(TypeKind::integer) || kind == TypeKind::real || kind == TypeKind::number;
  }
};

std::string_view name_of(TypeKind kind);

}  // namespace kg::query
