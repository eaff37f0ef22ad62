// The distinct texts that resolution compares: names, titles, kinds. Everything else holds their numbers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"
#include "graph/string_pool.hpp"

namespace kg::graph {

enum class TextId : std::uint32_t {};
inline constexpr TextId empty_text{0};

class TextTable {
 public:
  TextTable() { id({}); }

  TextId id(std::string_view text) {
    const std::uint32_t number = pool_.id(text);
    if (number == folded_.size()) folded_.push_back(unknown);
    return TextId{number};
  }
  /// id() of each of `texts`, faster.
  void ids(std::span<const std::string_view> texts, std::vector<std::uint32_t>& to) {
    pool_.ids(texts, to);
    folded_.resize(pool_.size(), unknown);
  }
  /// The number of a text that id() has numbered.
  TextId known(std::string_view text) const { return TextId{*pool_.find(text)}; }
  std::string_view operator[](TextId text) const { return pool_[static_cast<std::uint32_t>(text)]; }
  std::uint32_t size() const { return pool_.size(); }

  /// fold_name() of a text, worked out once.
  TextId folded(TextId text) {
    const auto at = static_cast<std::uint32_t>(text);
    if (folded_[at] == unknown) {
      const TextId result = id(fold_name(pool_[at]));
      folded_[at] = result;
    }
    return folded_[at];
  }
  /// folded() of a text if that was asked before; may be called by many threads.
  std::optional<TextId> folded_before(TextId text) const {
    const TextId folded = known_folded(text);
    return folded == unknown ? std::nullopt : std::optional(folded);
  }
  /// folded() of a text for which that was asked before.
  TextId known_folded(TextId text) const { return folded_[static_cast<std::uint32_t>(text)]; }
  bool before(TextId a, TextId b) const { return (*this)[a] < (*this)[b]; }

 private:
  static constexpr TextId unknown{0xFFFFFFFF};
  StringPool pool_;
  std::vector<TextId> folded_;
};

}  // namespace kg::graph
