// Records of resolved nodes and edges, written property by property.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "graph/graph_columns.hpp"
#include "graph/property_graph.hpp"

namespace kg::graph {

/// All keys that resolution gives, in the order of their names.
enum class Key : std::uint8_t {
  aliases, capital, confidence, count, country, date, date_from, date_to, event, first, former, from, iso3, kind, last, mode, name,
  polarity, published, quad, quote, reports, role, score, status, text, times, title, to, uri
};
std::vector<std::string> key_names();

/// Properties are given with ascending keys, then finish() gives the record.
class RecordEncoder {
 public:
  explicit RecordEncoder(RecordTables& tables) : tables_(tables) {}

  /// Left out if it is empty.
  void text(Key key, std::string_view value);
  /// A string that has its number already.
  void string(Key key, std::uint32_t id);
  void integer(Key key, std::int64_t value);
  void number(Key key, double value);
  void flag(Key key, bool value);
  void texts(Key key, std::span<const std::string_view> values);
  /// `date` and its bounds; nothing for an unknown date.
  void dates(Date date);
  /// Valid until the next property.
  std::string_view finish(std::span<const Evidence> evidence);

 private:
  ByteWriter start(Key key, ValueTag tag);

  /// The last text of a key: neighbours mostly have the same.
  struct Last {
    std::string text;
    std::uint32_t id = 0;
  };

  RecordTables& tables_;
  std::array<Last, static_cast<std::size_t>(Key::uri) + 1> last_;
  Date last_date_;  ///< whose texts last_ has
  std::vector<ShapeTable::Item> shape_;
  std::string payload_, record_;
};

}  // namespace kg::graph
