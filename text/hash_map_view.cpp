#include "text/hash_map_view.hpp"

#include <algorithm>
#include <bit>

#include "base/error.hpp"

namespace kg::text {

HashMapView::HashMapView(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::size_t count = bytes.size() / sizeof(Slot);
  if (bytes.size() % sizeof(Slot) != 0 || count < 4 || !std::has_single_bit(count) || count > (1u << 28))
    throw Error("the model holds a damaged table of words");
  slots_ = reinterpret_cast<const Slot*>(bytes.data());
  mask_ = static_cast<std::uint32_t>(count - 1);
  // A table without an empty slot would make a search endless.
  if (std::none_of(slots_, slots_ + count, [](const Slot& slot) { return slot.check == 0; }))
    throw Error("the model holds a damaged table of words");
}

std::string HashMapView::pack(std::vector<std::pair<std::uint64_t, std::uint32_t>> entries) {
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  entries.erase(std::unique(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first == b.first; }), entries.end());
  std::vector<Slot> slots(std::bit_ceil(std::max<std::size_t>(4, entries.size() * 4 / 3 + 1)));
  const std::size_t mask = slots.size() - 1;
  for (const auto& [key, value] : entries) {
    std::size_t at = key & mask;
    while (slots[at].check != 0) at = (at + 1) & mask;
    slots[at] = {static_cast<std::uint32_t>(key >> 32) | 1, value};
  }
  return {reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof(Slot)};
}

}  // namespace kg::text
