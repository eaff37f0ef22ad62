// A read-only map from 64-bit hashes to 32-bit values in a plain byte range that can be mapped.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kg::text {

class HashMapView {
 public:
  HashMapView() = default;
  /// Throws kg::Error if `bytes` (aligned to 8) are damaged; they must outlive the view.
  explicit HashMapView(std::string_view bytes);

  /// The value of `key`. Two keys with equal 64-bit hashes are one.
  std::optional<std::uint32_t> find(std::uint64_t key) const {
    if (mask_ == 0) return {};
    const auto check = static_cast<std::uint32_t>(key >> 32) | 1;
    for (std::uint32_t at = static_cast<std::uint32_t>(key) & mask_;; at = (at + 1) & mask_) {
      if (slots_[at].check == check) return slots_[at].value;
      if (slots_[at].check == 0) return {};
    }
  }

  /// The bytes of a view with these entries; the first of equal keys wins.
  static std::string pack(std::vector<std::pair<std::uint64_t, std::uint32_t>> entries);

 private:
  struct Slot {
    std::uint32_t check = 0;  // 0: empty; at least a quarter of the slots are
    std::uint32_t value = 0;
  };
  const Slot* slots_ = nullptr;
  std::uint32_t mask_ = 0;
};

}  // namespace kg::text
