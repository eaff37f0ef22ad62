#include "text/parser_state.hpp"

namespace kg::text {
namespace {

constexpr Tag root_tag = 254;

}  // namespace

void ParserState::start(std::span<const ParserWord> words) {
  size_ = static_cast<std::int32_t>(words.size());
  next_ = 0;
  words_.assign(words.begin(), words.end());
  ParserWord root;
  root.form = 1;
  root.tag = root_tag;
  if (!words.empty()) {
    root.commas = words.back().commas;
    root.others = words.back().others;
  }
  words_.push_back(root);
  children_.assign(words_.size(), Children{});
  stack_.clear();
  tree_.heads.assign(words.size(), size_);
  tree_.relations.assign(words.size(), 255);
}

void ParserState::attach(Move move, std::uint8_t relation) {
  const std::int32_t dependent = stack(0);
  const std::int32_t above = head(move);
  Children& all = children_[static_cast<std::size_t>(above)];
  all.relations |= std::uint64_t{1} << (relation & 63);
  if (move == Move::left) {
    all.left2 = all.left;
    all.left2_relation = all.left_relation;
    all.left = dependent;
    all.left_relation = relation;
    if (all.left_count < 7) ++all.left_count;
  } else {
    all.right2 = all.right;
    all.right2_relation = all.right_relation;
    all.right = dependent;
    all.right_relation = relation;
    if (all.right_count < 7) ++all.right_count;
  }
  tree_.heads[static_cast<std::size_t>(dependent)] = above;
  tree_.relations[static_cast<std::size_t>(dependent)] = relation;
  stack_.pop_back();
}

}  // namespace kg::text
