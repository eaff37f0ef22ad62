#include "graph/file_strings.hpp"

#include "base/error.hpp"

namespace kg::graph {

std::uint32_t FileStrings::id(std::string_view text) {
  if (text.size() > longest_shared) return append(text);
  if (recent_.size() == most_pooled) {
    recent_ = {};
    number_of_.clear();
  }
  const std::uint32_t pooled = recent_.id(text);
  if (pooled == number_of_.size()) number_of_.push_back(append(text));
  return number_of_[pooled];
}

std::uint32_t FileStrings::append(std::string_view text) {
  if (count_ == 0xFFFFFFFE) throw Error("a graph of more than four billion strings");
  offsets_.add(bytes_.size());
  bytes_.append(text);
  return count_++;
}

}  // namespace kg::graph
