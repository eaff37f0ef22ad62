#include "text/parser_features.hpp"

#include <algorithm>

namespace kg::text {
namespace {

constexpr ParserState::Children nobody{};

std::uint64_t distance_class(std::int32_t distance) {
  if (distance <= 4) return static_cast<std::uint64_t>(distance);
  return distance <= 6 ? 5 : distance <= 10 ? 6 : distance <= 20 ? 7 : 8;
}

// Commas and other marks between two words, each up to three.
std::uint64_t marks_between(const ParserState& state, std::int32_t first, std::int32_t last) {
  const ParserWord& a = state.word(first);
  const ParserWord& b = state.word(last);
  return static_cast<std::uint64_t>(std::min(b.commas - a.commas, 3)) | static_cast<std::uint64_t>(std::min(b.others - a.others, 3)) << 2;
}

template <class Place>
std::uint64_t forms(const Place& a, const Place& b) { return a.form | b.form << 32; }
template <class... Places>
std::uint64_t tags(const Places&... places) {
  std::uint64_t all = 0;
  int shift = 0;
  ((all |= places.tag << shift, shift += 8), ...);
  return all;
}

const ParserState::Children& children_of(const ParserState& state, std::int32_t at) { return at < 0 ? nobody : state.children(at); }

}  // namespace

StateFeatures::Place StateFeatures::look(const ParserState& state, std::int32_t at, std::uint8_t relation) {
  if (at == ParserState::none) return {};
  const ParserWord& word = state.word(at);
  return {word.form, word.tag, word.cluster, relation};
}

StateFeatures::StateFeatures(const ParserState& state)
    : state_(state),
      top_(state.stack(0)),
      second_(state.stack(1)),
      next_(state.next()),
      s0_children_(children_of(state, top_)),
      s1_children_(children_of(state, second_)),
      b0_children_(state.children(next_)),
      s0_(look(state, top_)),
      s1_(look(state, second_)),
      s2_(look(state, state.stack(2))),
      b0_(look(state, next_)) {
  if (next_ + 1 < state.size()) b1_ = look(state, next_ + 1);
  if (next_ + 2 < state.size()) b2_ = look(state, next_ + 2);
  near_ = top_ >= 0 ? distance_class(next_ - top_) : 15;
  far_ = second_ >= 0 ? distance_class(top_ - second_) : 15;
  marks_b0_ = state.word(next_).marks;
  marks_s0_ = top_ >= 0 ? state.word(top_).marks : 0;
  gap_near_ = top_ >= 0 ? marks_between(state, top_, next_) : 0;
  gap_far_ = second_ >= 0 ? marks_between(state, second_, top_) : 0;
}

std::size_t StateFeatures::first_part(FeatureHash* out) const {
  std::size_t n = 0;
  std::uint32_t kind = 1;
  const auto add = [&](std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) { out[n++] = feature(kind++, a, b, c); };
  add(marks_b0_, tags(s0_, b0_));
  add(gap_near_ | gap_far_ << 8, tags(s1_, s0_, b0_));
  add(s0_.form, s0_.tag);
  add(s1_.form, s1_.tag);
  add(b0_.form, b0_.tag);
  add(b1_.form, b1_.tag);
  add(forms(s0_, b0_));
  add(s0_.form, tags(s0_, b0_), 1);
  add(b0_.form, tags(s0_, b0_), 2);
  add(tags(s0_, b0_), near_);
  add(forms(s0_, s1_));
  add(s0_.form, tags(s0_, s1_), 1);
  add(s1_.form, tags(s0_, s1_), 2);
  add(tags(s0_, s1_), far_);
  add(tags(s1_, s0_, b0_));
  add(tags(s1_, s0_, b0_, b1_));
  add(tags(s0_, b0_, b1_));
  add(tags(b0_, b1_, b2_));
  add(s0_.form, tags(s1_, b0_));
  add(s1_.form, tags(s0_, b0_));
  add(b0_.form, tags(s1_, s0_));
  add(s0_children_.relations, tags(s0_, b0_));
  add(s0_children_.relations, tags(s0_, s1_));
  add(s1_children_.relations, tags(s1_, s0_));
  add(tags(s1_, s0_, b0_), near_ | far_ << 4);
  add(s0_.cluster, b0_.cluster, 1);
  add(s0_.cluster, s1_.cluster, 2);
  return n;
}

std::size_t StateFeatures::second_part(FeatureHash* out) const {
  const auto at = [&](std::int32_t word, std::uint8_t relation) { return look(state_, word, relation); };
  const Place s0l = at(s0_children_.left, s0_children_.left_relation);
  const Place s0r = at(s0_children_.right, s0_children_.right_relation);
  const Place s0l2 = at(s0_children_.left2, s0_children_.left2_relation);
  const Place s0r2 = at(s0_children_.right2, s0_children_.right2_relation);
  const Place s1l = at(s1_children_.left, s1_children_.left_relation);
  const Place s1r = at(s1_children_.right, s1_children_.right_relation);
  const Place s1r2 = at(s1_children_.right2, s1_children_.right2_relation);
  const Place b0l = at(b0_children_.left, b0_children_.left_relation);
  const Place b0l2 = at(b0_children_.left2, b0_children_.left2_relation);
  const std::uint64_t valency0 = s0_children_.left_count | static_cast<std::uint64_t>(s0_children_.right_count) << 4;
  const std::uint64_t valency1 = s1_children_.left_count | static_cast<std::uint64_t>(s1_children_.right_count) << 4;
  const auto marks_of = [&](std::int32_t word) -> std::uint64_t { return word <= state_.size() ? state_.word(word).marks : 0; };
  const std::uint64_t marks_b1 = marks_of(next_ + 1);
  const std::uint64_t after_s0 = top_ >= 0 ? marks_of(top_ + 1) : 0;
  const auto ambiguity = [&](std::int32_t word) -> std::uint64_t { return word < 0 || word >= state_.size() ? 0xffff : state_.word(word).ambiguity; };
  const std::uint64_t a0 = ambiguity(top_), a1 = ambiguity(second_);
  const std::uint64_t q0 = ambiguity(next_), q1 = ambiguity(next_ + 1);
  std::size_t n = 0;
  std::uint32_t kind = 64;
  const auto add = [&](std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) { out[n++] = feature(kind++, a, b, c); };
  // Punctuation.
  add(marks_b0_ | after_s0 << 8 | marks_s0_ << 16, tags(s1_, s0_, b0_));
  add(marks_b0_, s0_.form, b0_.tag);
  add(marks_b0_ | marks_b1 << 8, b0_.tag, s0_.tag);
  add(gap_far_ | marks_s0_ << 8, tags(s1_, s0_));
  add(gap_far_ | marks_b0_ << 8, s1_.form, s0_.tag);
  add(gap_near_ | marks_b0_ << 8, s0_children_.relations, b0_.tag);
  add(gap_far_ | marks_b0_ << 8, s1_children_.relations, s0_.tag);
  add(marks_s0_ | marks_b0_ << 8, s0_.form, s1_.tag);
  add(marks_b0_ | marks_b1 << 8, b0_.form);
  // Single places.
  add(s0_.form);
  add(s0_.tag);
  add(s1_.form);
  add(s1_.tag);
  add(b0_.form);
  add(b0_.tag);
  add(b1_.tag);
  add(b2_.form, b2_.tag);
  add(b2_.tag);
  add(s2_.form, s2_.tag);
  add(s2_.tag);
  // Pairs: the top of the stack with its two possible heads, and neighbours.
  add(forms(s0_, b0_), tags(s0_, b0_));
  add(forms(s0_, s1_), tags(s0_, s1_));
  add(tags(b0_, b1_));
  add(b0_.form, b1_.tag);
  add(b1_.form, b0_.tag);
  add(forms(s1_, b0_));
  add(s1_.form, tags(s1_, b0_));
  add(b0_.form, tags(s1_, b0_), 3);
  add(tags(s1_, b0_), near_ | far_ << 4);
  // Triples.
  add(tags(s2_, s1_, s0_));
  add(tags(s2_, s1_, s0_, b0_));
  add(forms(s1_, s0_), b0_.tag);
  add(forms(s1_, b0_), s0_.tag);
  add(forms(s0_, b0_), s1_.tag);
  add(tags(s0_, s0l, b0_));
  add(tags(s0_, s0r, b0_));
  add(tags(s0_, b0_, b0l));
  add(tags(s1_, s0_, s0l));
  add(tags(s1_, s0_, s0r));
  add(tags(s1_, s1r, s0_));
  add(tags(s1_, s1l, s0_));
  add(tags(s1_, s1r, s0_, b0_));
  add(s0l.form, tags(s1_, s0_, s0l));
  add(forms(s1_, s0l), s0_.tag);
  add(forms(s0_, s0l), s1_.tag);
  add(b0l.form, tags(s0_, b0_, b0l));
  add(forms(s1_, s1r), s0_.tag);
  // Relations and valency.
  add(s0_.form, valency0);
  add(s0_.tag, valency0, b0_.tag);
  add(s1_.form, valency1);
  add(s1_.tag, valency1, tags(s0_, b0_));
  add(b0_.form, b0_children_.left_count);
  add(b0_.tag, b0_children_.left_count, s0_.tag);
  add(s1_children_.relations, tags(s1_, b0_));
  add(s1_children_.relations, s1_.form);
  add(s0_children_.relations, s0_.form);
  add(b0_children_.relations, tags(s0_, b0_));
  add(tags(s0_, s0l2, s0l), s0l.relation | s0l2.relation << 8);
  add(tags(s0_, s0r2, s0r), s0r.relation | s0r2.relation << 8);
  add(tags(s1_, s1r2, s1r), s1r.relation | s1r2.relation << 8, s0_.tag);
  add(tags(b0_, b0l2, b0l), b0l.relation | b0l2.relation << 8);
  add(s0_.tag | s0l.relation << 8 | s0r.relation << 16 | s1_.tag << 24 | s1r.relation << 32 | b0_.tag << 40);
  // Distances.
  add(s0_.form, near_, b0_.tag);
  add(b0_.form, near_, s0_.tag);
  add(s0_.form, far_, s1_.tag);
  add(s1_.form, far_, s0_.tag);
  // Clusters.
  add(s0_.cluster, b0_.tag, s1_.tag);
  add(s1_.cluster, tags(s0_, b0_));
  add(b0_.cluster, tags(s1_, s0_));
  add(s0_.cluster | s1_.cluster << 16 | b0_.cluster << 32);
  add(b0_.cluster, b1_.cluster, s0_.tag);
  add(s1_.cluster | s0l.form << 16, s0_.tag);
  // Tags that the words could have beside the one that they got.
  add(a0, s0_.tag, b0_.tag);
  add(q0, b0_.tag, s0_.tag);
  add(a0 | q0 << 16);
  add(a0 | q0 << 16, tags(s0_, b0_));
  add(a1 | a0 << 16);
  add(a1 | a0 << 16, tags(s1_, s0_));
  add(q0 | q1 << 16, s0_.tag);
  add(q0 | q1 << 16, tags(s0_, b0_, b1_));
  add(a1 | a0 << 16 | q0 << 32);
  add(q1, b0_.tag, s0_.tag);
  return n;
}

std::size_t describe_arc(const ParserState& state, std::int32_t head_at, std::int32_t dependent_at, FeatureHash* out) {
  const ParserState::Children& h_children = state.children(head_at);
  const ParserState::Children& d_children = state.children(dependent_at);
  using Place = StateFeatures::Place;
  const auto look = [](const ParserState& in, std::int32_t at, std::uint8_t relation = 255) { return StateFeatures::look(in, at, relation); };
  const Place h = look(state, head_at);
  const Place d = look(state, dependent_at);
  const auto beside = [&](std::int32_t at) { return at < 0 || at >= state.size() ? Place{} : look(state, at); };
  const Place before = beside(dependent_at - 1);
  const Place after = beside(dependent_at + 1);
  const Place h_before = beside(head_at - 1);
  const Place h_after = beside(head_at + 1);
  const Place left = look(state, d_children.left, d_children.left_relation);
  const Place left2 = look(state, d_children.left2, d_children.left2_relation);
  const Place right = look(state, d_children.right, d_children.right_relation);
  const Place sister = dependent_at < head_at ? look(state, h_children.left, h_children.left_relation) : look(state, h_children.right, h_children.right_relation);
  const bool leftward = dependent_at < head_at;
  const std::uint64_t way = (leftward ? 16u : 0u) | distance_class(leftward ? head_at - dependent_at : dependent_at - head_at);
  const std::uint64_t side = leftward ? 1 : 0;
  std::size_t n = 0;
  std::uint32_t kind = 1;
  const auto add = [&](std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) { out[n++] = feature(kind++, a, b, c << 1 | side); };

  const std::uint64_t gap = leftward ? marks_between(state, dependent_at, head_at) : marks_between(state, head_at, dependent_at);
  const std::uint64_t around = static_cast<std::uint64_t>(state.word(dependent_at).marks) | static_cast<std::uint64_t>(state.word(dependent_at + 1).marks) << 8;
  add(gap, tags(h, d), around);
  add(gap, tags(h, d), h_children.relations);
  add(around, d.form, h.tag);
  add(state.word(d_children.left < 0 ? dependent_at : d_children.left).marks, tags(h, d), left.form);
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
  add(d_children.relations, tags(h, d));
  add(d_children.relations, h.form);
  add(h_children.relations, tags(h, d));
  add(h_children.relations, h.form, d.tag);
  add(h_children.relations, d.form, h.tag);
  add(h_children.relations, left.form, tags(h, d));
  add(left.relation | right.relation << 8 | left2.relation << 16, tags(h, d));
  add(sister.relation, tags(h, d, sister));
  add(sister.form, tags(h, d));
  add(tags(d, left, right), h.tag);
  add(d.form, left.form, h.form);
  add(d.cluster, left.form, h.cluster);
  add(state.word(dependent_at).title ? 1 : 0, tags(h, d), state.word(head_at).title ? 1 : 0);
  add(state.word(dependent_at).ambiguity, tags(h, d));
  add(state.word(head_at).ambiguity, tags(h, d));
  return n;
}

}  // namespace kg::text
