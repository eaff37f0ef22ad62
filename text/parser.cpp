#include "text/parser.hpp"

#include <algorithm>
#include <climits>

#include "base/error.hpp"
#include "text/tag_names.hpp"

namespace kg::text {
namespace {

constexpr Tag root_tag = 254;

// The values of one place of the configuration, all zero or no_tag where there is no word.
struct Place {
  std::uint64_t form = 0;
  std::uint64_t tag = no_tag;
  std::uint64_t cluster = 0;
  std::uint64_t relation = 255;
};

Place look(const ParserState& state, std::int32_t at) {
  if (at == ParserState::none) return {};
  const ParserWord& word = state.word(at);
  return {word.form, word.tag, word.cluster, state.node(at).relation};
}

std::uint64_t distance_class(std::int32_t distance) {
  if (distance <= 4) return static_cast<std::uint64_t>(distance);
  return distance <= 6 ? 5 : distance <= 10 ? 6 : distance <= 20 ? 7 : 8;
}

std::uint64_t tags(const Place& a, const Place& b) { return a.tag | b.tag << 8; }
std::uint64_t tags(const Place& a, const Place& b, const Place& c) { return a.tag | b.tag << 8 | c.tag << 16; }
std::uint64_t tags(const Place& a, const Place& b, const Place& c, const Place& d) { return a.tag | b.tag << 8 | c.tag << 16 | d.tag << 24; }
std::uint64_t forms(const Place& a, const Place& b) { return a.form | b.form << 32; }

}  // namespace

void ParserState::start(std::span<const ParserWord> words) {
  size_ = static_cast<std::int32_t>(words.size());
  next_ = 0;
  depth_ = 0;
  words_.assign(words.begin(), words.end());
  words_.push_back({.form = 1, .cluster = 0, .tag = root_tag, .title = false});
  nodes_.assign(words.size() + 1, Node{});
  stack_.resize(words.size() + 1);
}

void ParserState::attach(Move move, std::uint8_t relation) {
  const std::int32_t dependent = top();
  const std::int32_t head = head_of(move);
  Node& above = nodes_[static_cast<std::size_t>(head)];
  Node& below = nodes_[static_cast<std::size_t>(dependent)];
  below.head = head;
  below.relation = relation;
  above.relations |= std::uint64_t{1} << (relation & 63);
  if (move == Move::left) {
    above.left2 = above.left;
    above.left = dependent;
    if (above.left_count < 7) ++above.left_count;
  } else {
    above.right2 = above.right;
    above.right = dependent;
    if (above.right_count < 7) ++above.right_count;
  }
  --depth_;
}

std::size_t describe_state(const ParserState& state, FeatureHash* out) {
  const std::int32_t s0_at = state.top(0);
  const std::int32_t s1_at = state.top(1);
  const std::int32_t b0_at = state.next(0);
  static const ParserState::Node nobody{};
  const auto node = [&](std::int32_t at) -> const ParserState::Node& { return at == ParserState::none ? nobody : state.node(at); };
  const ParserState::Node& s0_node = node(s0_at);
  const ParserState::Node& s1_node = node(s1_at);
  const ParserState::Node& b0_node = node(b0_at);
  const Place s0 = look(state, s0_at);
  const Place s1 = look(state, s1_at);
  const Place s2 = look(state, state.top(2));
  const Place b0 = look(state, b0_at);
  const Place b1 = look(state, state.next(1));
  const Place b2 = look(state, state.next(2));
  const Place s0l = look(state, s0_node.left);
  const Place s0r = look(state, s0_node.right);
  const Place s0l2 = look(state, s0_node.left2);
  const Place s0r2 = look(state, s0_node.right2);
  const Place s1l = look(state, s1_node.left);
  const Place s1r = look(state, s1_node.right);
  const Place s1r2 = look(state, s1_node.right2);
  const Place b0l = look(state, b0_node.left);
  const Place b0l2 = look(state, b0_node.left2);
  const std::uint64_t near = s0_at < 0 ? 15 : distance_class(b0_at - s0_at);
  const std::uint64_t far = s1_at < 0 ? 15 : distance_class(s0_at - s1_at);
  const std::uint64_t valency0 = s0_node.left_count | s0_node.right_count << 4;
  const std::uint64_t valency1 = s1_node.left_count | s1_node.right_count << 4;
  std::size_t n = 0;
  std::uint32_t kind = 1;
  const auto add = [&](std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) { out[n++] = feature(kind++, a, b, c); };

  // Single places.
  add(s0.form, s0.tag);
  add(s0.form);
  add(s0.tag);
  add(s1.form, s1.tag);
  add(s1.form);
  add(s1.tag);
  add(b0.form, b0.tag);
  add(b0.form);
  add(b0.tag);
  add(b1.form, b1.tag);
  add(b1.tag);
  add(b2.form, b2.tag);
  add(b2.tag);
  add(s2.form, s2.tag);
  add(s2.tag);

  // Pairs: the top of the stack with its two possible heads, and neighbours.
  add(forms(s0, b0), tags(s0, b0));
  add(forms(s0, b0));
  add(s0.form, tags(s0, b0), 1);
  add(b0.form, tags(s0, b0), 2);
  add(tags(s0, b0), near);
  add(forms(s0, s1), tags(s0, s1));
  add(forms(s0, s1));
  add(s0.form, tags(s0, s1), 1);
  add(s1.form, tags(s0, s1), 2);
  add(tags(s0, s1), far);
  add(tags(b0, b1));
  add(b0.form, b1.tag);
  add(b1.form, b0.tag);
  add(forms(s1, b0));
  add(s1.form, tags(s1, b0));
  add(b0.form, tags(s1, b0), 3);
  add(tags(s1, b0), near | far << 4);

  // Triples.
  add(tags(s1, s0, b0));
  add(tags(s1, s0, b0, b1));
  add(tags(s0, b0, b1));
  add(tags(b0, b1, b2));
  add(tags(s2, s1, s0));
  add(tags(s2, s1, s0, b0));
  add(s0.form, tags(s1, b0));
  add(s1.form, tags(s0, b0));
  add(b0.form, tags(s1, s0));
  add(forms(s1, s0), b0.tag);
  add(forms(s1, b0), s0.tag);
  add(forms(s0, b0), s1.tag);
  add(tags(s0, s0l, b0));
  add(tags(s0, s0r, b0));
  add(tags(s0, b0, b0l));
  add(tags(s1, s0, s0l));
  add(tags(s1, s0, s0r));
  add(tags(s1, s1r, s0));
  add(tags(s1, s1l, s0));
  add(tags(s1, s1r, s0, b0));
  add(s0l.form, tags(s1, s0, s0l));
  add(forms(s1, s0l), s0.tag);
  add(forms(s0, s0l), s1.tag);
  add(b0l.form, tags(s0, b0, b0l));
  add(forms(s1, s1r), s0.tag);

  // Relations and valency.
  add(s0.form, valency0);
  add(s0.tag, valency0, b0.tag);
  add(s1.form, valency1);
  add(s1.tag, valency1, tags(s0, b0));
  add(b0.form, b0_node.left_count);
  add(b0.tag, b0_node.left_count, s0.tag);
  add(s0_node.relations, tags(s0, b0));
  add(s0_node.relations, tags(s0, s1));
  add(s1_node.relations, tags(s1, s0));
  add(s1_node.relations, tags(s1, b0));
  add(s1_node.relations, s1.form);
  add(s0_node.relations, s0.form);
  add(b0_node.relations, tags(s0, b0));
  add(tags(s0, s0l2, s0l), s0l.relation | s0l2.relation << 8);
  add(tags(s0, s0r2, s0r), s0r.relation | s0r2.relation << 8);
  add(tags(s1, s1r2, s1r), s1r.relation | s1r2.relation << 8, s0.tag);
  add(tags(b0, b0l2, b0l), b0l.relation | b0l2.relation << 8);
  add(s0.tag | s0l.relation << 8 | s0r.relation << 16 | s1.tag << 24 | s1r.relation << 32 | b0.tag << 40);

  // Distances.
  add(s0.form, near, b0.tag);
  add(b0.form, near, s0.tag);
  add(s0.form, far, s1.tag);
  add(s1.form, far, s0.tag);
  add(tags(s1, s0, b0), near | far << 4);

  // Clusters.
  add(s0.cluster, b0.cluster, 1);
  add(s0.cluster, s1.cluster, 2);
  add(s0.cluster, b0.tag, s1.tag);
  add(s1.cluster, tags(s0, b0));
  add(b0.cluster, tags(s1, s0));
  add(s0.cluster | s1.cluster << 16 | b0.cluster << 32);
  add(b0.cluster, b1.cluster, s0.tag);
  add(s1.cluster | s0l.form << 16, s0.tag);
  return n;
}

std::size_t describe_arc(const ParserState& state, std::int32_t head_at, std::int32_t dependent_at, FeatureHash* out) {
  const Place h = look(state, head_at);
  const Place d = look(state, dependent_at);
  const ParserState::Node& h_node = state.node(head_at);
  const ParserState::Node& d_node = state.node(dependent_at);
  const auto beside = [&](std::int32_t at) { return at < 0 || at >= state.size() ? Place{} : look(state, at); };
  const Place before = beside(dependent_at - 1);
  const Place after = beside(dependent_at + 1);
  const Place h_before = beside(head_at - 1);
  const Place h_after = beside(head_at + 1);
  const Place left = look(state, d_node.left);
  const Place left2 = look(state, d_node.left2);
  const Place right = look(state, d_node.right);
  const Place sister = look(state, dependent_at < head_at ? h_node.left : h_node.right);
  const bool leftward = dependent_at < head_at;
  const std::uint64_t way = (leftward ? 16u : 0u) | distance_class(leftward ? head_at - dependent_at : dependent_at - head_at);
  const std::uint64_t side = leftward ? 1 : 0;
  std::size_t n = 0;
  std::uint32_t kind = 1;
  const auto add = [&](std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) { out[n++] = feature(kind++, a, b, c << 1 | side); };

  add(h.tag);
  add(d.tag);
  add(h.form);
  add(d.form);
  add(tags(h, d), way);
  add(tags(h, d));
  add(forms(h, d));
  add(h.form, d.tag);
  add(d.form, h.tag);
  add(d.cluster, h.tag);
  add(h.cluster, d.tag);
  add(d.cluster, h.cluster);
  add(tags(h, before, d));
  add(tags(h, d, after));
  add(tags(before, d, after));
  add(tags(h_before, h, d));
  add(tags(h, h_after, d));
  add(before.form, tags(h, d));
  add(after.form, tags(h, d));
  add(left.form, tags(h, d));
  add(left.form, h.form, d.tag);
  add(left.form, d.form);
  add(left2.form, left.form, tags(h, d));
  add(right.form, tags(h, d));
  add(d_node.relations, tags(h, d));
  add(d_node.relations, h.form);
  add(h_node.relations, tags(h, d));
  add(h_node.relations, h.form, d.tag);
  add(h_node.relations, d.form, h.tag);
  add(h_node.relations, left.form, tags(h, d));
  add(left.relation | right.relation << 8 | left2.relation << 16, tags(h, d));
  add(sister.relation, tags(h, d, sister));
  add(sister.form, tags(h, d));
  add(tags(d, left, right), h.tag);
  add(d.form, left.form, h.form);
  add(d.cluster, left.form, h.cluster);
  add(state.word(dependent_at).title ? 1 : 0, tags(h, d), state.word(head_at).title ? 1 : 0);
  return n;
}

Parser::Parser(std::string_view moves, std::string_view relations) : moves_(moves), relations_(relations) {
  if (moves_.classes() != move_count || relations_.classes() != static_cast<int>(relation_names().size()))
    throw Error("the model's parser does not fit this version of kg");
}

void Parser::parse(std::span<const ParserWord> words, ParserState& state, std::span<Token> tokens) const {
  static const auto root = static_cast<std::uint8_t>(find_relation("root"));
  state.start(words);
  FeatureHash features[std::max(parser_features, relation_features)];
  alignas(16) std::int16_t scores[64];
  while (!state.done()) {
    Move best = Move::shift;
    const int choices = state.may(Move::shift) + state.may(Move::left) + state.may(Move::right);
    if (choices == 1) {
      best = state.may(Move::shift) ? Move::shift : state.may(Move::left) ? Move::left : Move::right;
    } else {
      moves_.score({features, describe_state(state, features)}, scores);
      int best_score = INT32_MIN;
      for (const Move move : {Move::shift, Move::left, Move::right}) {
        if (!state.may(move) || scores[static_cast<int>(move)] <= best_score) continue;
        best = move;
        best_score = scores[static_cast<int>(move)];
      }
    }
    if (best == Move::shift) {
      state.shift();
      continue;
    }
    const std::int32_t head = state.head_of(best);
    if (head == state.size()) {
      state.attach(best, root);
      continue;
    }
    relations_.score({features, describe_arc(state, head, state.top(), features)}, scores);
    scores[root] = INT16_MIN;
    state.attach(best, static_cast<std::uint8_t>(std::max_element(scores, scores + relations_.classes()) - scores));
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const ParserState::Node& node = state.node(static_cast<std::int32_t>(i));
    tokens[i].head = node.head == state.size() ? -1 : node.head;
    tokens[i].relation = static_cast<Relation>(node.relation);
  }
}

}  // namespace kg::text
