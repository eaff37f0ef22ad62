// All names of a graph, sorted: the sections of names and of their index.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/utf8.hpp"
#include "graph/external_sort.hpp"
#include "graph/sections.hpp"

namespace kg::graph {

class NameSort {
 public:
  explicit NameSort(const Workspace& workspace) : rows_(workspace, workspace.share(12)) {}

  /// `shown` is folded; names without a letter are left out.
  void add(std::string_view shown, std::uint32_t node) { add_folded(fold_name(shown), node); }
  void add_folded(std::string_view folded, std::uint32_t node) {
    if (!folded.empty()) rows_.add({node}, folded);
  }
  /// No more names come: writes them once each, and the index by (name, node), distinct.
  void write(SectionsToWrite& sections);

 private:
  struct Row {
    std::uint32_t node;
  };
  struct ByName {
    static constexpr bool prefix_decides = false;
    static std::uint64_t prefix(const Row&, std::string_view name);
    static bool less(const Row& a, std::string_view left, const Row& b, std::string_view right) {
      const int order = left.compare(right);
      return order != 0 ? order < 0 : a.node < b.node;
    }
  };
  ExternalSort<Row, ByName, true> rows_;
};

}  // namespace kg::graph
