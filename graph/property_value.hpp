// Values of node and edge properties: openCypher's storable types.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace kg::graph {

enum class TemporalKind : std::uint8_t { date, local_time, time, local_datetime, datetime, duration };

/// A temporal value as openCypher has it. Which fields count depends on the kind.
struct Temporal {
  TemporalKind kind = TemporalKind::date;
  std::int64_t months = 0;        ///< duration
  std::int64_t days = 0;          ///< days since 1970-01-01, or a duration's days
  std::int64_t seconds = 0;       ///< of the (local) day, or a duration's seconds
  std::int32_t nanoseconds = 0;   ///< 0 to 999 999 999
  std::int32_t offset = 0;        ///< seconds east of UTC: time, datetime
  std::string zone;               ///< "Europe/Stockholm"; empty for a bare offset
  bool operator==(const Temporal&) const = default;
};

struct PropertyValue;
using PropertyList = std::vector<PropertyValue>;

/// null, boolean, integer, float, string, list or temporal.
struct PropertyValue {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, PropertyList, Temporal> data;

  PropertyValue() = default;
  template <class T>
  PropertyValue(T value) : data(std::move(value)) {}
  bool is_null() const { return data.index() == 0; }
  bool operator==(const PropertyValue&) const = default;
};

/// A set of kinds of value: bit i for alternative i of PropertyValue::data.
using ValueKinds = std::uint8_t;
inline ValueKinds kind_of(const PropertyValue& value) { return static_cast<ValueKinds>(1U << value.data.index()); }

}  // namespace kg::graph
