#include "text/parser.hpp"

#include <algorithm>
#include <bit>
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

Place look(const ParserSpace& space, std::int32_t at, std::uint8_t relation = 255) {
  if (at == ParserSpace::none) return {};
  const ParserWord& word = space.word(at);
  return {word.form, word.tag, word.cluster, relation};
}

std::uint64_t distance_class(std::int32_t distance) {
  if (distance <= 4) return static_cast<std::uint64_t>(distance);
  return distance <= 6 ? 5 : distance <= 10 ? 6 : distance <= 20 ? 7 : 8;
}

// Commas and other marks between two words, each up to three.
std::uint64_t marks_between(const ParserSpace& space, std::int32_t first, std::int32_t last) {
  const ParserWord& a = space.word(first);
  const ParserWord& b = space.word(last);
  return static_cast<std::uint64_t>(std::min(b.commas - a.commas, 3)) | static_cast<std::uint64_t>(std::min(b.others - a.others, 3)) << 2;
}

std::uint64_t tags(const Place& a, const Place& b) { return a.tag | b.tag << 8; }
std::uint64_t tags(const Place& a, const Place& b, const Place& c) { return a.tag | b.tag << 8 | c.tag << 16; }
std::uint64_t tags(const Place& a, const Place& b, const Place& c, const Place& d) { return a.tag | b.tag << 8 | c.tag << 16 | d.tag << 24; }
std::uint64_t forms(const Place& a, const Place& b) { return a.form | b.form << 32; }

}  // namespace

ParserSpace::State ParserSpace::start(std::span<const ParserWord> words) {
  size_ = static_cast<std::int32_t>(words.size());
  words_.assign(words.begin(), words.end());
  ParserWord root;
  root.form = 1;
  root.tag = root_tag;
  if (!words.empty()) {
    root.commas = words.back().commas;
    root.others = words.back().others;
  }
  words_.push_back(root);
  items_.clear();
  for (std::int32_t i = 0; i <= size_; ++i) items_.emplace_back().word = i;
  cells_.clear();
  used_ = 0;
  // Room for the greedy path; grows with a factor of two when half full.
  const std::size_t room = std::bit_ceil(std::max<std::size_t>(64, words.size() * 16));
  entries_.assign(room, Entry{});
  return {none, 0, 0};
}

ParserSpace::Entry& ParserSpace::find(std::int32_t a, std::int32_t b, bool cell) {
  if (used_ * 2 > entries_.size()) {
    std::vector<Entry> old(entries_.size() * 2);
    old.swap(entries_);
    for (const Entry& entry : old) {
      if (entry.value == none) continue;
      std::size_t at = (entry.key * 0x9E3779B97F4A7C15u >> 24) & (entries_.size() - 1);
      while (entries_[at].value != none) at = (at + 1) & (entries_.size() - 1);
      entries_[at] = entry;
    }
  }
  const std::uint64_t key = static_cast<std::uint64_t>(a) << 32 | static_cast<std::uint64_t>(static_cast<std::uint32_t>(b + 1)) << 1 | (cell ? 1 : 0);
  std::size_t at = (key * 0x9E3779B97F4A7C15u >> 24) & (entries_.size() - 1);
  while (entries_[at].value != none && entries_[at].key != key) at = (at + 1) & (entries_.size() - 1);
  if (entries_[at].value == none) {
    entries_[at].key = key;
  }
  return entries_[at];
}

std::int32_t ParserSpace::make_cell(std::int32_t item, std::int32_t below) {
  Entry& entry = find(item, below, true);
  if (entry.value == none) {
    entry.value = static_cast<std::int32_t>(cells_.size());
    ++used_;
    cells_.push_back({item, below});
  }
  return entry.value;
}

ParserSpace::State ParserSpace::shift(const State& state) {
  // The next word begins bare: only the words before it can have been joined to it.
  return {make_cell(state.next, state.stack), next_word(state) + 1, state.depth + 1};
}

std::int32_t ParserSpace::add_dependent(std::int32_t above, std::int32_t below, Move move, std::uint8_t relation) {
  Item made = item(above);
  const std::int32_t dependent = item(below).word;
  made.relations |= std::uint64_t{1} << (relation & 63);
  made.relation_below = relation;
  if (move == Move::left) {
    made.left2 = made.left;
    made.left2_relation = made.left_relation;
    made.left = dependent;
    made.left_relation = relation;
    if (made.left_count < 7) ++made.left_count;
  } else {
    made.right2 = made.right;
    made.right2_relation = made.right_relation;
    made.right = dependent;
    made.right_relation = relation;
    if (made.right_count < 7) ++made.right_count;
  }
  items_.push_back(made);
  ++used_;
  return static_cast<std::int32_t>(items_.size() - 1);
}

ParserSpace::State ParserSpace::attached(const State& state, Move move, std::int32_t made) {
  const std::int32_t below = cell(state.stack).below;
  if (move == Move::left) return {below, made, state.depth - 1};
  return {make_cell(made, cell(below).below), state.next, state.depth - 1};
}

std::size_t describe_state(const ParserSpace& space, const ParserSpace::State& state, FeatureHash* out) {
  static constexpr ParserSpace::Item nobody{};
  const std::int32_t cell0 = state.stack;
  const std::int32_t cell1 = cell0 < 0 ? ParserSpace::none : space.cell(cell0).below;
  const std::int32_t cell2 = cell1 < 0 ? ParserSpace::none : space.cell(cell1).below;
  const ParserSpace::Item& s0_item = cell0 < 0 ? nobody : space.item(space.cell(cell0).item);
  const ParserSpace::Item& s1_item = cell1 < 0 ? nobody : space.item(space.cell(cell1).item);
  const ParserSpace::Item& s2_item = cell2 < 0 ? nobody : space.item(space.cell(cell2).item);
  const ParserSpace::Item& b0_item = space.item(state.next);
  const auto marks_of = [&](std::int32_t at) -> std::uint64_t { return at <= space.size() ? space.word(at).marks : 0; };
  const auto ahead = [&](std::int32_t words) { return b0_item.word + words < space.size() ? look(space, b0_item.word + words) : Place{}; };
  const Place s0 = look(space, s0_item.word);
  const Place s1 = look(space, s1_item.word);
  const Place s2 = look(space, s2_item.word);
  const Place b0 = look(space, b0_item.word);
  const Place b1 = ahead(1);
  const Place b2 = ahead(2);
  const Place s0l = look(space, s0_item.left, s0_item.left_relation);
  const Place s0r = look(space, s0_item.right, s0_item.right_relation);
  const Place s0l2 = look(space, s0_item.left2, s0_item.left2_relation);
  const Place s0r2 = look(space, s0_item.right2, s0_item.right2_relation);
  const Place s1l = look(space, s1_item.left, s1_item.left_relation);
  const Place s1r = look(space, s1_item.right, s1_item.right_relation);
  const Place s1r2 = look(space, s1_item.right2, s1_item.right2_relation);
  const Place b0l = look(space, b0_item.left, b0_item.left_relation);
  const Place b0l2 = look(space, b0_item.left2, b0_item.left2_relation);
  const std::uint64_t near = cell0 < 0 ? 15 : distance_class(b0_item.word - s0_item.word);
  const std::uint64_t far = cell1 < 0 ? 15 : distance_class(s0_item.word - s1_item.word);
  const std::uint64_t valency0 = s0_item.left_count | static_cast<std::uint64_t>(s0_item.right_count) << 4;
  const std::uint64_t valency1 = s1_item.left_count | static_cast<std::uint64_t>(s1_item.right_count) << 4;
  const std::uint64_t marks_b0 = marks_of(b0_item.word);
  const std::uint64_t marks_b1 = marks_of(b0_item.word + 1);
  const std::uint64_t marks_s0 = cell0 < 0 ? 0 : marks_of(s0_item.word);
  const std::uint64_t after_s0 = cell0 < 0 ? 0 : marks_of(s0_item.word + 1);
  const std::uint64_t gap_near = cell0 < 0 ? 0 : marks_between(space, s0_item.word, b0_item.word);
  const std::uint64_t gap_far = cell1 < 0 ? 0 : marks_between(space, s1_item.word, s0_item.word);
  std::size_t n = 0;
  std::uint32_t kind = 1;
  const auto add = [&](std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) { out[n++] = feature(kind++, a, b, c); };

  // Punctuation.
  add(marks_b0, tags(s0, b0));
  add(marks_b0 | after_s0 << 8 | marks_s0 << 16, tags(s1, s0, b0));
  add(marks_b0, s0.form, b0.tag);
  add(marks_b0 | marks_b1 << 8, b0.tag, s0.tag);
  add(gap_near | gap_far << 8, tags(s1, s0, b0));
  add(gap_far | marks_s0 << 8, tags(s1, s0));
  add(gap_far | marks_b0 << 8, s1.form, s0.tag);
  add(gap_near | marks_b0 << 8, s0_item.relations, b0.tag);
  add(gap_far | marks_b0 << 8, s1_item.relations, s0.tag);
  add(marks_s0 | marks_b0 << 8, s0.form, s1.tag);
  add(marks_b0 | marks_b1 << 8, b0.form);

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
  add(b0.form, b0_item.left_count);
  add(b0.tag, b0_item.left_count, s0.tag);
  add(s0_item.relations, tags(s0, b0));
  add(s0_item.relations, tags(s0, s1));
  add(s1_item.relations, tags(s1, s0));
  add(s1_item.relations, tags(s1, b0));
  add(s1_item.relations, s1.form);
  add(s0_item.relations, s0.form);
  add(b0_item.relations, tags(s0, b0));
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

std::size_t describe_arc(const ParserSpace& space, std::int32_t head, std::int32_t dependent, FeatureHash* out) {
  const ParserSpace::Item& h_item = space.item(head);
  const ParserSpace::Item& d_item = space.item(dependent);
  const std::int32_t head_at = h_item.word;
  const std::int32_t dependent_at = d_item.word;
  const Place h = look(space, head_at);
  const Place d = look(space, dependent_at);
  const auto beside = [&](std::int32_t at) { return at < 0 || at >= space.size() ? Place{} : look(space, at); };
  const Place before = beside(dependent_at - 1);
  const Place after = beside(dependent_at + 1);
  const Place h_before = beside(head_at - 1);
  const Place h_after = beside(head_at + 1);
  const Place left = look(space, d_item.left, d_item.left_relation);
  const Place left2 = look(space, d_item.left2, d_item.left2_relation);
  const Place right = look(space, d_item.right, d_item.right_relation);
  const Place sister = dependent_at < head_at ? look(space, h_item.left, h_item.left_relation) : look(space, h_item.right, h_item.right_relation);
  const bool leftward = dependent_at < head_at;
  const std::uint64_t way = (leftward ? 16u : 0u) | distance_class(leftward ? head_at - dependent_at : dependent_at - head_at);
  const std::uint64_t side = leftward ? 1 : 0;
  std::size_t n = 0;
  std::uint32_t kind = 1;
  const auto add = [&](std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) { out[n++] = feature(kind++, a, b, c << 1 | side); };

  const std::uint64_t gap = leftward ? marks_between(space, dependent_at, head_at) : marks_between(space, head_at, dependent_at);
  const std::uint64_t around = static_cast<std::uint64_t>(space.word(dependent_at).marks) | static_cast<std::uint64_t>(space.word(dependent_at + 1).marks) << 8;
  add(gap, tags(h, d), around);
  add(gap, tags(h, d), h_item.relations);
  add(around, d.form, h.tag);
  add(space.word(d_item.left < 0 ? dependent_at : d_item.left).marks, tags(h, d), left.form);
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
  add(d_item.relations, tags(h, d));
  add(d_item.relations, h.form);
  add(h_item.relations, tags(h, d));
  add(h_item.relations, h.form, d.tag);
  add(h_item.relations, d.form, h.tag);
  add(h_item.relations, left.form, tags(h, d));
  add(left.relation | right.relation << 8 | left2.relation << 16, tags(h, d));
  add(sister.relation, tags(h, d, sister));
  add(sister.form, tags(h, d));
  add(tags(d, left, right), h.tag);
  add(d.form, left.form, h.form);
  add(d.cluster, left.form, h.cluster);
  add(space.word(dependent_at).title ? 1 : 0, tags(h, d), space.word(head_at).title ? 1 : 0);
  return n;
}

Parser::Parser(std::string_view moves, std::string_view relations) : moves_(moves), relations_(relations) {
  if (moves_.classes() != move_count || relations_.classes() != static_cast<int>(relation_names().size()))
    throw Error("the model's parser does not fit this version of kg");
}

namespace {

enum Mark : std::uint8_t { comma = 1, hyphen = 2, dash = 4, opening = 8, closing = 16, quote = 32, final = 64 };

std::uint8_t kind_of_mark(std::string_view word) {
  switch (word[0]) {
    case ',': return comma;
    case '-': return word.size() == 1 ? hyphen : dash;
    case ':': case ';': case '/': return dash;
    case '(': case '[': case '{': return opening;
    case ')': case ']': case '}': return closing;
    case '"': case '\'': case '`': return quote;
    case '.': case '!': case '?': return final;
    case '\xE2':
      if (word.starts_with("\xE2\x80\x93") || word.starts_with("\xE2\x80\x94") || word.starts_with("\xE2\x80\xA6")) return dash;
      if (word.starts_with("\xE2\x80\x90") || word.starts_with("\xE2\x80\x91")) return hyphen;
      return quote;
    default: return dash;
  }
}

}  // namespace

void drop_punctuation(std::string_view text, std::span<const Token> tokens, std::span<const ParserWord> all, ParserScratch& scratch) {
  scratch.words.clear();
  scratch.places.clear();
  std::uint8_t marks = 0;
  std::uint16_t commas = 0;
  std::uint16_t others = 0;
  const bool marks_alone = std::ranges::all_of(tokens, [](const Token& token) { return token.upos == Upos::PUNCT; });
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].upos == Upos::PUNCT && !marks_alone) {
      const std::uint8_t kind = kind_of_mark(slice(text, tokens[i].span));
      marks |= kind;
      std::uint16_t& count = kind == comma ? commas : others;
      if (count < UINT16_MAX) ++count;
      continue;
    }
    ParserWord& word = scratch.words.emplace_back(all[i]);
    word.marks = marks;
    word.commas = commas;
    word.others = others;
    scratch.places.push_back(i);
    marks = 0;
  }
}

void Parser::parse(std::string_view text, std::span<const ParserWord> all, ParserScratch& scratch, Sentence& sentence) const {
  static const auto root = static_cast<std::uint8_t>(find_relation("root"));
  drop_punctuation(text, sentence.tokens, all, scratch);
  ParserSpace& space = scratch.space;
  FeatureHash features[std::max(parser_features, relation_features)];
  alignas(16) std::int16_t scores[64];
  const auto score = [&](const ParserSpace::State& state, float* out) {
    moves_.score({features, describe_state(space, state, features)}, scores);
    for (int m = 0; m < move_count; ++m) out[m] = scores[m] * moves_.unit();
  };
  const auto relation_of = [&](std::int32_t head, std::int32_t dependent) -> std::uint8_t {
    if (space.item(head).word == space.size()) return root;
    relations_.score({features, describe_arc(space, head, dependent, features)}, scores);
    scores[root] = INT16_MIN;
    return static_cast<std::uint8_t>(std::max_element(scores, scores + relations_.classes()) - scores);
  };
  std::int32_t best = 0;
  scratch.search.run(space, space.start(scratch.words), width, margin, score, relation_of, [&](std::int32_t first, std::int32_t) {
    best = first;
    return true;
  });
  // Back along the moves of the best path; each arc stands in the state before it.
  const auto& nodes = scratch.search.nodes();
  const auto place = [&](std::int32_t word) { return static_cast<std::int32_t>(scratch.places[static_cast<std::size_t>(word)]); };
  std::int32_t top = 0;
  for (std::int32_t at = best; nodes[static_cast<std::size_t>(at)].parent >= 0; at = nodes[static_cast<std::size_t>(at)].parent) {
    const BeamSearch::Node& node = nodes[static_cast<std::size_t>(at)];
    if (node.move == Move::shift) continue;
    const ParserSpace::State& before = nodes[static_cast<std::size_t>(node.parent)].state;
    const std::int32_t head = space.item(space.head(before, node.move)).word;
    const std::int32_t dependent = place(space.item(space.dependent(before)).word);
    Token& token = sentence.tokens[static_cast<std::size_t>(dependent)];
    token.head = head == space.size() ? -1 : place(head);
    if (head == space.size()) top = dependent;
    token.relation = static_cast<Relation>(space.item(space.made_by(node.move, node.state)).relation_below);
  }
  if (scratch.places.size() == sentence.tokens.size()) return;
  for (Token& token : sentence.tokens)
    if (token.upos == Upos::PUNCT) token.head = top;
  attach_punctuation(text, sentence, scratch.punctuation);
}

}  // namespace kg::text
