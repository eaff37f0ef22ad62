#include "graph/value_codec.hpp"

#include "base/error.hpp"

namespace kg::graph {

namespace {

constexpr double largest_whole = 9007199254740992.0;  // 2^53: beyond it doubles skip integers

ValueTag tag_of_number(double value) {
  if (std::abs(value) < largest_whole) {
    if (value == std::trunc(value) && !(value == 0 && std::signbit(value))) return ValueTag::whole;
    const double scaled = value * 100;
    if (std::abs(scaled) < largest_whole && static_cast<double>(std::llround(scaled)) / 100 == value && value != 0) {
      return ValueTag::hundredths;
    }
  }
  return ValueTag::real;
}

bool is_plain_date(const Temporal& temporal) {
  Temporal plain;
  plain.days = temporal.days;
  return temporal == plain;
}

}  // namespace

ValueTag tag_of(const PropertyValue& value) {
  switch (value.data.index()) {
    case 0: return ValueTag::null;
    case 1: return std::get<bool>(value.data) ? ValueTag::yes : ValueTag::no;
    case 2: return ValueTag::integer;
    case 3: return tag_of_number(std::get<double>(value.data));
    case 4: return ValueTag::string;
    case 5: return ValueTag::list;
    default: return is_plain_date(std::get<Temporal>(value.data)) ? ValueTag::date : ValueTag::temporal;
  }
}

ValueKinds kind_of(ValueTag tag) {
  switch (tag) {
    case ValueTag::null: return kind_of(PropertyValue());
    case ValueTag::no:
    case ValueTag::yes: return kind_of(PropertyValue(false));
    case ValueTag::integer: return kind_of(PropertyValue(std::int64_t{0}));
    case ValueTag::whole:
    case ValueTag::hundredths:
    case ValueTag::real: return kind_of(PropertyValue(0.0));
    case ValueTag::string: return kind_of(PropertyValue(std::string()));
    case ValueTag::list: return kind_of(PropertyValue(PropertyList()));
    case ValueTag::date:
    case ValueTag::temporal: return kind_of(PropertyValue(Temporal()));
  }
  return 0;
}

ValueTag read_tag(ByteReader& in) {
  const std::uint8_t tag = in.byte();
  if (tag >= value_tag_count) throw_damaged("an unknown kind of value", in.source());
  return static_cast<ValueTag>(tag);
}

void skip_payload(ByteReader& in, ValueTag tag, unsigned depth) {
  switch (tag) {
    case ValueTag::null:
    case ValueTag::no:
    case ValueTag::yes: return;
    case ValueTag::integer:
    case ValueTag::whole:
    case ValueTag::hundredths:
    case ValueTag::string:
    case ValueTag::date: in.varint(); return;
    case ValueTag::real: in.fixed<std::uint64_t>(); return;
    case ValueTag::list: {
      if (depth >= deepest_list) throw_damaged("a list inside too many lists", in.source());
      for (std::size_t n = in.count(); n > 0; --n) skip_payload(in, read_tag(in), depth + 1);
      return;
    }
    case ValueTag::temporal: {
      in.byte();
      for (int i = 0; i < 6; ++i) in.varint();
      return;
    }
  }
}

void throw_too_deep() { throw Error("a property holds lists inside lists, more than a graph can keep"); }

}  // namespace kg::graph
