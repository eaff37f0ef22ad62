// The columns of a .kg file, filled from front to back with nodes and edges that come in order.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/external_sort.hpp"
#include "graph/file_strings.hpp"
#include "graph/name_sort.hpp"
#include "graph/sections.hpp"
#include "graph/symbols.hpp"

namespace kg::graph {

/// Sets of keys with the kinds of their values, numbered by first use.
class ShapeTable {
 public:
  /// One property of a record: the number of its key in the order of names, and its tag.
  struct Item {
    std::uint32_t key;
    ValueTag tag;
  };
  /// `items` ascend by key. Throws kg::Error for more than 65 535 shapes.
  std::uint32_t id(std::span<const Item> items);
  /// The keys in use, and the shapes with keys numbered among those.
  void finish(std::span<const std::string> keys, Symbols& symbols) const;

 private:
  std::vector<std::vector<Item>> shapes_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::string wanted_, last_wanted_;
  std::uint32_t last_ = 0;
};

/// Fills the sections of nodes, edges, names and strings. First all nodes, then all edges, then finish().
class GraphColumns {
 public:
  /// `types` and `keys` are sorted and distinct; keys that no record has are left out.
  GraphColumns(SectionsToWrite& sections, const Workspace& workspace, std::vector<std::string> types, std::vector<std::string> keys);

  FileStrings& strings() { return strings_; }
  ShapeTable& shapes() { return shapes_; }

  std::uint32_t label_set(std::span<const std::string_view> labels);
  /// Keys ascend. `record` is as docs/store_format.md has it.
  void node(std::string_view key, std::uint32_t label_set, std::string_view record);
  /// A name or alias of the node that comes next, as it is shown.
  void name(std::string_view shown);
  /// Edges ascend by (source, type); their numbers are those of nodes in the order of coming.
  void edge(std::uint32_t source, std::uint32_t type, std::uint32_t target, std::string_view record);
  void finish();

  std::uint32_t node_count() const { return nodes_; }
  std::uint32_t edge_count() const { return edges_; }

 private:
  struct Entering {
    std::uint32_t target, type, source, edge;
  };
  struct ByTarget {
    static constexpr bool prefix_decides = true;
    static std::uint64_t prefix(const Entering& e, std::string_view) { return std::uint64_t{e.target} << 32 | e.type; }
    static bool less(const Entering& a, std::string_view, const Entering& b, std::string_view) {
      return prefix(a, {}) < prefix(b, {});
    }
  };
  void place_edge_record();
  void write_entering();
  void write_labels();

  SectionsToWrite& sections_;
  const Workspace& workspace_;
  std::vector<std::string> types_, keys_;
  std::vector<std::uint64_t> type_counts_;
  FileStrings strings_;
  ShapeTable shapes_;
  NameSort names_;
  ExternalSort<Entering, ByTarget> entering_;
  std::vector<std::string> labels_;
  std::vector<std::vector<std::uint32_t>> label_sets_;
  std::vector<Spool> postings_;  ///< of labels in the order of first use
  std::vector<std::uint64_t> label_counts_;
  std::string last_key_;
  std::uint32_t nodes_ = 0, edges_ = 0;
  std::uint32_t sources_done_ = 0;  ///< nodes whose place in "out offsets" is written
  std::uint64_t record_base_ = 0;
};

}  // namespace kg::graph
