// Parser training: a dynamic oracle says at each configuration which moves keep the best tree still
// reachable; the parser follows its own moves for most of the time (Goldberg and Nivre 2012, 2013).
#include <algorithm>
#include <array>

#include "models/train/perceptron.hpp"
#include "models/train/trainers.hpp"
#include "text/parser.hpp"
#include "text/tag_names.hpp"

namespace kg::train {

using namespace text;

namespace {

/// Heads of a sentence with the root as number size, made projective by lifting the fewest arcs
/// that cross to the heads of their heads (Nivre and Nilsson 2005).
std::vector<std::int32_t> projective_heads(const Sentence& sentence) {
  const auto size = static_cast<std::int32_t>(sentence.tokens.size());
  std::vector<std::int32_t> heads;
  for (const Token& token : sentence.tokens) heads.push_back(token.head < 0 ? size : token.head);
  const auto dominates = [&](std::int32_t above, std::int32_t at) {
    while (at != size && at != above) at = heads[static_cast<std::size_t>(at)];
    return at == above;
  };
  for (;;) {
    std::int32_t worst = -1;
    std::int32_t shortest = size + 1;
    for (std::int32_t i = 0; i < size; ++i) {
      const std::int32_t head = heads[static_cast<std::size_t>(i)];
      if (head == size) continue;
      bool crosses = false;
      for (std::int32_t k = std::min(i, head) + 1; k < std::max(i, head) && !crosses; ++k) crosses = !dominates(head, k);
      if (crosses && std::abs(head - i) < shortest) {
        shortest = std::abs(head - i);
        worst = i;
      }
    }
    if (worst < 0) return heads;
    heads[static_cast<std::size_t>(worst)] = heads[static_cast<std::size_t>(heads[static_cast<std::size_t>(worst)])];
  }
}

/// Gold arcs that `move` makes unreachable in the arc-hybrid system.
int cost_of(Move move, const ParserState& state, const std::vector<std::int32_t>& heads) {
  const std::int32_t size = state.size();
  const std::int32_t next = state.next();
  const auto head = [&](std::int32_t at) { return heads[static_cast<std::size_t>(at)]; };
  int cost = 0;
  if (move == Move::shift) {
    // The next word can no longer govern what is in the stack, nor be governed from below its top.
    for (std::int32_t i = 0; i < state.depth(); ++i) {
      cost += head(state.top(i)) == next;
      cost += i > 0 && head(next) == state.top(i);
    }
    return cost;
  }
  const std::int32_t top = state.top();
  for (std::int32_t i = next; i < size; ++i) cost += head(i) == top;
  const std::int32_t gold = head(top);
  if (move == Move::left) cost += gold != next && (gold >= next || gold == state.top(1));
  else cost += gold >= next;
  return cost;
}

}  // namespace

void train_parser(std::span<const Example> examples, std::span<const std::vector<Tag>> tags, ModelSections& sections, const Options& options) {
  const auto root = static_cast<std::uint8_t>(find_relation("root"));
  Perceptron moves(move_count);
  Perceptron relations(static_cast<int>(relation_names().size()));
  std::vector<std::vector<std::int32_t>> heads;
  for (const Example& example : examples) heads.push_back(projective_heads(*example.sentence));
  Random random(options.seed);
  ParserState state;
  std::vector<ParserWord> words;
  FeatureHash features[std::max(parser_features, relation_features)];
  std::vector<float> scores(relation_names().size());
  for (int round = 0; round < options.parser_rounds; ++round)
    for (const std::uint32_t number : shuffled(examples.size(), options.seed * 2000 + static_cast<std::uint64_t>(round))) {
      const Example& example = examples[number];
      words.clear();
      for (std::size_t i = 0; i < example.words.size(); ++i) words.push_back(parser_word(example.words[i], tags[number][i]));
      state.start(words);
      while (!state.done()) {
        Move chosen = Move::shift;
        const int choices = state.may(Move::shift) + state.may(Move::left) + state.may(Move::right);
        if (choices == 1) {
          chosen = state.may(Move::shift) ? Move::shift : state.may(Move::left) ? Move::left : Move::right;
        } else {
          const std::size_t count = describe_state(state, features);
          moves.score({features, count}, scores.data());
          int guess = -1;
          int right = -1;
          std::array<int, 3> costs{};
          int least = INT32_MAX;
          for (int m = 0; m < move_count; ++m)
            if (state.may(static_cast<Move>(m))) least = std::min(least, costs[static_cast<std::size_t>(m)] = cost_of(static_cast<Move>(m), state, heads[number]));
          for (int m = 0; m < move_count; ++m) {
            if (!state.may(static_cast<Move>(m))) continue;
            const float score = scores[static_cast<std::size_t>(m)];
            if (guess < 0 || score > scores[static_cast<std::size_t>(guess)]) guess = m;
            if (costs[static_cast<std::size_t>(m)] == least && (right < 0 || score > scores[static_cast<std::size_t>(right)])) right = m;
          }
          if (costs[static_cast<std::size_t>(guess)] != least) {
            moves.update({features, count}, right, 1);
            moves.update({features, count}, guess, -1);
          }
          moves.tick();
          chosen = static_cast<Move>(round >= 1 && random.unit() < 0.9 ? guess : right);
        }
        if (chosen == Move::shift) {
          state.shift();
          continue;
        }
        const std::int32_t head = state.head_of(chosen);
        const std::int32_t top = state.top();
        if (head == state.size()) {
          state.attach(chosen, root);
          continue;
        }
        const std::size_t count = describe_arc(state, head, top, features);
        relations.score({features, count}, scores.data());
        scores[root] = -1e30f;
        int guess = static_cast<int>(std::max_element(scores.begin(), scores.end()) - scores.begin());
        if (heads[number][static_cast<std::size_t>(top)] == head) {
          const int gold = static_cast<int>(example.sentence->tokens[static_cast<std::size_t>(top)].relation);
          if (guess != gold && gold != root) {
            relations.update({features, count}, gold, 1);
            relations.update({features, count}, guess, -1);
          }
          relations.tick();
        }
        state.attach(chosen, static_cast<std::uint8_t>(guess));
      }
    }
  moves.average();
  relations.average();
  sections["parser"] = moves.pack({.min_updates = 3});
  sections["relations"] = relations.pack({.min_updates = 3});
}

}  // namespace kg::train
