#include "graph/record_encoder.hpp"

#include <cassert>
#include <cmath>

#include "graph/evidence_codec.hpp"
#include "graph/value_codec.hpp"

namespace kg::graph {

std::vector<std::string> key_names() {
  return {"aliases", "capital", "confidence", "count", "country", "date", "date_from", "date_to", "event", "first",
          "former", "from", "iso3", "kind", "last", "mode", "name", "polarity", "published", "quad",
          "quote", "reports", "role", "score", "status", "text", "times", "title", "to", "uri"};
}

ByteWriter RecordEncoder::start(Key key, ValueTag tag) {
  const auto number = static_cast<std::uint32_t>(key);
  assert(shape_.empty() || shape_.back().key < number);
  shape_.push_back({number, tag});
  return ByteWriter(payload_);
}

void RecordEncoder::text(Key key, std::string_view value) {
  if (value.empty()) return;
  Last& last = last_[static_cast<std::size_t>(key)];
  if (last.text != value) last = {std::string(value), tables_.strings.id(value)};
  start(key, ValueTag::string).varint(last.id);
}

void RecordEncoder::string(Key key, std::uint32_t id) { start(key, ValueTag::string).varint(id); }

void RecordEncoder::integer(Key key, std::int64_t value) { start(key, ValueTag::integer).zigzag(value); }

void RecordEncoder::number(Key key, double value) {
  const PropertyValue property(value);
  ByteWriter out = start(key, tag_of(property));
  write_payload(out, property, [](std::string_view) { return 0U; });
}

void RecordEncoder::flag(Key key, bool value) { start(key, value ? ValueTag::yes : ValueTag::no); }

void RecordEncoder::texts(Key key, std::span<const std::string_view> values) {
  ByteWriter out = start(key, ValueTag::list);
  out.varint(values.size());
  for (const std::string_view value : values) {
    out.byte(static_cast<std::uint8_t>(ValueTag::string));
    out.varint(tables_.strings.id(value));
  }
}

void RecordEncoder::dates(Date date) {
  if (!date) return;
  if (date == last_date_) {
    for (const Key key : {Key::date, Key::date_from, Key::date_to}) string(key, last_[static_cast<std::size_t>(key)].id);
    return;
  }
  text(Key::date, date.iso());
  text(Key::date_from, date.first_day().iso());
  text(Key::date_to, date.last_day().iso());
  last_date_ = date;
}

std::string_view RecordEncoder::finish(std::span<const Evidence> evidence) {
  record_.clear();
  ByteWriter(record_).varint(tables_.shapes.id(shape_));
  record_ += payload_;
  write_evidence(record_, evidence);
  shape_.clear();
  payload_.clear();
  return record_;
}

}  // namespace kg::graph
