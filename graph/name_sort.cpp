#include "graph/name_sort.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace kg::graph {

std::uint64_t NameSort::ByName::prefix(const Row&, std::string_view name) {
  std::uint64_t number = 0;
  if (name.size() >= sizeof number) std::memcpy(&number, name.data(), sizeof number);
  else std::copy(name.begin(), name.end(), reinterpret_cast<char*>(&number));
  if constexpr (std::endian::native == std::endian::little) number = __builtin_bswap64(number);
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
