// Property values as bytes: tag and payload (docs/store_format.md, "Records of nodes and edges").
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

#include "graph/byte_codec.hpp"
#include "graph/property_value.hpp"

namespace kg::graph {

enum class ValueTag : std::uint8_t {
  null, no, yes, integer, whole, hundredths, real, string, list, date, temporal
};
inline constexpr unsigned value_tag_count = 11;
/// Lists inside lists: openCypher stores flat ones; a file that goes deeper is damaged.
inline constexpr unsigned deepest_list = 8;

/// The one tag that `value` has in a file.
ValueTag tag_of(const PropertyValue& value);
/// The kind of value that `tag` stands for: one bit.
ValueKinds kind_of(ValueTag tag);

/// Writes the payload of `value`. `string_id(std::string_view) -> std::uint32_t` numbers strings.
/// Lists deeper than `deepest_list` throw kg::Error.
template <class StringId>
void write_payload(ByteWriter& out, const PropertyValue& value, StringId&& string_id, unsigned depth = 0);

/// Reads the payload that belongs to `tag`. `string(std::uint32_t) -> std::string_view`.
template <class String>
PropertyValue read_payload(ByteReader& in, ValueTag tag, String&& string, unsigned depth = 0);

/// Copies a payload from `in` to `out`; every string id goes through `renumber`.
template <class Renumber>
void copy_payload(ByteReader& in, ByteWriter& out, ValueTag tag, Renumber&& renumber, unsigned depth = 0);

/// Steps over a payload.
void skip_payload(ByteReader& in, ValueTag tag, unsigned depth = 0);

/// Reads a tag; throws (throw_damaged) for one that does not exist.
ValueTag read_tag(ByteReader& in);

[[noreturn]] void throw_too_deep();

// Implementation

template <class StringId>
void write_payload(ByteWriter& out, const PropertyValue& value, StringId&& string_id, unsigned depth) {
  switch (tag_of(value)) {
    case ValueTag::null:
    case ValueTag::no:
    case ValueTag::yes: return;
    case ValueTag::integer: return out.zigzag(std::get<std::int64_t>(value.data));
    case ValueTag::whole: return out.zigzag(static_cast<std::int64_t>(std::get<double>(value.data)));
    case ValueTag::hundredths: return out.zigzag(std::llround(std::get<double>(value.data) * 100));
    case ValueTag::real: return out.fixed(std::get<double>(value.data));
    case ValueTag::string: return out.varint(string_id(std::string_view(std::get<std::string>(value.data))));
    case ValueTag::list: {
      if (depth >= deepest_list) throw_too_deep();
      const PropertyList& list = std::get<PropertyList>(value.data);
      out.varint(list.size());
      for (const PropertyValue& item : list) {
        out.byte(static_cast<std::uint8_t>(tag_of(item)));
        write_payload(out, item, string_id, depth + 1);
      }
      return;
    }
    case ValueTag::date: return out.zigzag(std::get<Temporal>(value.data).days);
    case ValueTag::temporal: {
      const Temporal& temporal = std::get<Temporal>(value.data);
      out.byte(static_cast<std::uint8_t>(temporal.kind));
      for (const std::int64_t number : {temporal.months, temporal.days, temporal.seconds,
                                        std::int64_t{temporal.nanoseconds}, std::int64_t{temporal.offset}}) {
        out.zigzag(number);
      }
      return out.varint(string_id(std::string_view(temporal.zone)));
    }
  }
}

template <class String>
PropertyValue read_payload(ByteReader& in, ValueTag tag, String&& string, unsigned depth) {
  switch (tag) {
    case ValueTag::null: return {};
    case ValueTag::no: return false;
    case ValueTag::yes: return true;
    case ValueTag::integer: return in.zigzag();
    case ValueTag::whole: return static_cast<double>(in.zigzag());
    case ValueTag::hundredths: return static_cast<double>(in.zigzag()) / 100;
    case ValueTag::real: return in.fixed<double>();
    case ValueTag::string: return std::string(string(in.varint32()));
    case ValueTag::list: {
      if (depth >= deepest_list) throw_damaged("a list inside too many lists", in.source());
      PropertyList list(in.count());
      for (PropertyValue& item : list) {
        const ValueTag item_tag = read_tag(in);
        item = read_payload(in, item_tag, string, depth + 1);
      }
      return list;
    }
    case ValueTag::date: {
      Temporal date;
      date.days = in.zigzag();
      return date;
    }
    case ValueTag::temporal: {
      Temporal temporal;
      const std::uint8_t kind = in.byte();
      if (kind > static_cast<std::uint8_t>(TemporalKind::duration)) throw_damaged("an unknown kind of time", in.source());
      temporal.kind = static_cast<TemporalKind>(kind);
      temporal.months = in.zigzag();
      temporal.days = in.zigzag();
      temporal.seconds = in.zigzag();
      temporal.nanoseconds = static_cast<std::int32_t>(in.zigzag());
      temporal.offset = static_cast<std::int32_t>(in.zigzag());
      temporal.zone = std::string(string(in.varint32()));
      return temporal;
    }
  }
  return {};
}

template <class Renumber>
void copy_payload(ByteReader& in, ByteWriter& out, ValueTag tag, Renumber&& renumber, unsigned depth) {
  switch (tag) {
    case ValueTag::null:
    case ValueTag::no:
    case ValueTag::yes: return;
    case ValueTag::integer:
    case ValueTag::whole:
    case ValueTag::hundredths:
    case ValueTag::date: return out.varint(in.varint());
    case ValueTag::real: return out.fixed(in.fixed<std::uint64_t>());
    case ValueTag::string: return out.varint(renumber(in.varint32()));
    case ValueTag::list: {
      if (depth >= deepest_list) throw_too_deep();
      const std::size_t size = in.count();
      out.varint(size);
      for (std::size_t i = 0; i < size; ++i) {
        const ValueTag item = read_tag(in);
        out.byte(static_cast<std::uint8_t>(item));
        copy_payload(in, out, item, renumber, depth + 1);
      }
      return;
    }
    case ValueTag::temporal: {
      out.byte(in.byte());
      for (int i = 0; i < 5; ++i) out.varint(in.varint());
      return out.varint(renumber(in.varint32()));
    }
  }
}

}  // namespace kg::graph
