// All names of a graph, sorted for the name index (section 19).
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/utf8.hpp"
#include "graph/external_sort.hpp"
#include "graph/file_strings.hpp"

namespace kg::graph {

class NameSort {
 public:
  explicit NameSort(const Workspace& workspace) : rows_(workspace, workspace.share(12)) {}

  /// `shown` is folded; names without a letter are left out.
  void add(std::string_view shown, std::uint32_t node) { add_folded(fold_name(shown), node); }
  void add_folded(std::string_view folded, std::uint32_t node) {
    if (!folded.empty()) rows_.add({node}, folded);
  }
  /// Writes the index: by (folded name, node), distinct.
  void write(FileStrings& strings, Spool& index);

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
  ExternalSort<Row, ByName> rows_;
};

}  // namespace kg::graph
