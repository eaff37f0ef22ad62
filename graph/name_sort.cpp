#include "graph/name_sort.hpp"

namespace kg::graph {

std::uint64_t NameSort::ByName::prefix(const Row&, std::string_view name) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | (i < name.size() ? static_cast<unsigned char>(name[i]) : 0U);
  return number;
}

void NameSort::write(SectionsToWrite& sections) {
  Spool &offsets = sections[Section::name_offsets], &names = sections[Section::names], &index = sections[Section::name_index];
  rows_.sort();
  std::string last;
  std::uint32_t count = 0, last_node = 0;
  while (const auto entry = rows_.next()) {
    const bool same_name = count > 0 && entry->tail == last;
    if (same_name && entry->row->node == last_node) continue;
    if (!same_name) {
      last = entry->tail;
      offsets.add(names.size());
      names.append(last);
      ++count;
    }
    last_node = entry->row->node;
    index.add(count - 1);
    index.add(last_node);
  }
  offsets.add(names.size());
}

}  // namespace kg::graph
