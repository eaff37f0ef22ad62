#include "graph/name_sort.hpp"

namespace kg::graph {

std::uint64_t NameSort::ByName::prefix(const Row&, std::string_view name) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | (i < name.size() ? static_cast<unsigned char>(name[i]) : 0U);
  return number;
}

void NameSort::write(FileStrings& strings, Spool& index) {
  rows_.sort();
  std::string last;
  std::uint32_t last_string = 0, last_node = 0;
  bool first = true;
  while (const auto entry = rows_.next()) {
    const bool same_name = !first && entry->tail == last;
    if (same_name && entry->row->node == last_node) continue;
    if (!same_name) {
      last = entry->tail;
      last_string = strings.append(last);
    }
    last_node = entry->row->node;
    first = false;
    index.add(last_string);
    index.add(last_node);
  }
}

}  // namespace kg::graph
