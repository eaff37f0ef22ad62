// The columns of a .kg file, filled from front to back with nodes and with edges that come in order.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/external_sort.hpp"
#include "graph/file_strings.hpp"
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
  const std::vector<std::vector<Item>>& all() const { return shapes_; }

 private:
  std::vector<std::vector<Item>> shapes_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::string wanted_, last_wanted_;
  std::uint32_t last_ = 0;
};

/// What records refer to by number. Nodes and edges number apart, so that both can be written at once.
struct RecordTables {
  FileStrings strings;
  ShapeTable shapes;
};

/// What is said if keys do not ascend.
[[noreturn]] void throw_same_key(std::string_view key);

/// Fills the sections of nodes and their strings. Names are NameSort's.
class NodeColumns {
 public:
  NodeColumns(SectionsToWrite& sections, const Workspace& workspace);

  RecordTables& tables() { return tables_; }
  const RecordTables& tables() const { return tables_; }
  std::uint32_t label_set(std::span<const std::string_view> labels);
  /// Keys ascend. `record` is as docs/store_format.md has it.
  void node(std::string_view key, std::uint32_t label_set, std::string_view record);
  /// The same for a key that has its number already; the caller has seen that keys ascend.
  void node(std::uint32_t key, std::uint32_t label_set, std::string_view record);
  std::uint32_t count() const { return nodes_; }

  /// No more nodes come: writes the end of the strings, and the nodes of each label.
  void finish(Symbols& symbols);

 private:
  void finish_labels(Symbols& symbols);

  SectionsToWrite& sections_;
  const Workspace& workspace_;
  RecordTables tables_;
  std::vector<std::string> labels_;
  std::vector<std::vector<std::uint32_t>> label_sets_;
  std::vector<Spool> postings_;  ///< of labels in the order of first use
  std::vector<std::uint64_t> label_counts_;
  std::string last_key_;
  std::uint32_t nodes_ = 0;
};

/// Fills the sections of edges and their strings.
class EdgeColumns {
 public:
  /// `types` are sorted and distinct.
  EdgeColumns(SectionsToWrite& sections, const Workspace& workspace, std::vector<std::string> types);

  RecordTables& tables() { return tables_; }
  const RecordTables& tables() const { return tables_; }
  /// Edges ascend by (source, type); their numbers are those of nodes in the order of coming.
  void edge(std::uint32_t source, std::uint32_t type, std::uint32_t target, std::string_view record);
  std::uint32_t count() const { return edges_; }

  /// No more edges come: writes them once more, as they enter `node_count` nodes.
  void finish(std::uint32_t node_count, Symbols& symbols);

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
  void place_record();
  void write_entering(std::uint32_t node_count);

  SectionsToWrite& sections_;
  RecordTables tables_;
  std::vector<std::string> types_;
  std::vector<std::uint64_t> type_counts_;
  ExternalSort<Entering, ByTarget> entering_;
  std::uint32_t edges_ = 0;
  std::uint32_t sources_done_ = 0;  ///< nodes whose place in "out offsets" is written
  std::uint64_t record_base_ = 0;
};

/// Writes the section of symbols; `symbols` went through finish() of both. `keys` are all that records may have,
/// sorted and distinct; those that none has are left out.
void write_symbols(const NodeColumns& nodes, const EdgeColumns& edges, std::span<const std::string> keys, Symbols& symbols, SectionsToWrite& sections);

}  // namespace kg::graph
