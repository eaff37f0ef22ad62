#include "models/train/parser_learner.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

#include "text/parser.hpp"
#include "text/tag_names.hpp"

namespace kg::train {

using namespace text;

namespace {

/// Gold arcs that `move` makes unreachable in the arc-hybrid system.
int cost_of(Move move, const ParserState& state, const std::vector<std::int32_t>& heads) {
  const std::int32_t next = state.next();
  const auto head = [&](std::int32_t at) { return heads[static_cast<std::size_t>(at)]; };
  int cost = 0;
  if (move == Move::shift) {
    // The next word can no longer govern what is in the stack, nor be governed from below its top.
    const std::span<const std::int32_t> stack = state.stack();
    for (std::size_t i = 0; i < stack.size(); ++i) cost += (head(stack[i]) == next) + (i + 1 < stack.size() && head(next) == stack[i]);
    return cost;
  }
  const std::int32_t top = state.stack(0);
  for (std::int32_t i = next; i < state.size(); ++i) cost += head(i) == top;
  const std::int32_t gold = head(top);
  if (move == Move::left) cost += gold != next && (gold >= next || gold == state.stack(1));
  else cost += gold >= next;
  return cost;
}

}  // namespace

void make_projective(std::vector<std::int32_t>& heads) {
  const auto size = static_cast<std::int32_t>(heads.size());
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
    if (worst < 0) return;
    heads[static_cast<std::size_t>(worst)] = heads[static_cast<std::size_t>(heads[static_cast<std::size_t>(worst)])];
  }
}

ParserFeatures ParserFeatures::frequent(std::span<const Tree* const> trees, int least) {
  ParserFeatures out;
  out.least = static_cast<std::uint8_t>(least);
  ParserState state;
  FeatureHash features[std::max(StateFeatures::most, relation_features)];
  for (const Tree* tree : trees) {
    const auto size = static_cast<std::int32_t>(tree->heads.size());
    std::vector<std::int32_t> last_child(tree->heads.size() + 1, -1);
    for (std::int32_t i = 0; i < size; ++i) last_child[static_cast<std::size_t>(tree->heads[static_cast<std::size_t>(i)])] = i;
    state.start(tree->words);
    while (!state.done()) {
      const StateFeatures view(state);
      const std::size_t count = view.first_part(features);
      out.moves.add({features, count + view.second_part(features + count)});
      // The way to the tree that makes each arc as early as it can be made.
      const std::int32_t top = state.stack(0);
      Move move = Move::shift;
      if (top >= 0 && last_child[static_cast<std::size_t>(top)] < state.next()) {
        const std::int32_t head = tree->heads[static_cast<std::size_t>(top)];
        if (head == state.next()) move = Move::left;
        else if (state.stack(1) >= 0 && head < top) move = Move::right;
      }
      if (move == Move::shift) {
        state.shift();
        continue;
      }
      if (state.head(move) != size) out.relations.add({features, describe_arc(state, state.head(move), top, features)});
      state.attach(move, tree->relations[static_cast<std::size_t>(top)]);
    }
  }
  return out;
}

ParserLearner::ParserLearner(const ParserFeatures& features)
    : relations(static_cast<int>(relation_names().size())), root_(static_cast<std::uint8_t>(find_relation("root"))), scores_(relation_names().size()) {
  moves.restrict_to(features.moves, features.least);
  relations.restrict_to(features.relations, features.least);
}

std::size_t ParserLearner::describe() {
  const StateFeatures view(state_);
  const std::size_t count = view.first_part(features_);
  return count + view.second_part(features_ + count);
}

std::uint8_t ParserLearner::guess_relation(std::size_t features) {
  relations.score({features_, features}, scores_.data());
  scores_[root_] = -1e30f;
  return static_cast<std::uint8_t>(std::max_element(scores_.begin(), scores_.end()) - scores_.begin());
}

// Relations are learnt on the arcs of the tree, wherever the parser makes them.
void ParserLearner::learn_arc(const Tree& tree, Move move) {
  const std::int32_t head = state_.head(move);
  const auto dependent = static_cast<std::size_t>(state_.stack(0));
  std::uint8_t guess = root_;
  if (head != state_.size()) {
    const std::size_t count = describe_arc(state_, head, state_.stack(0), features_);
    guess = guess_relation(count);
    if (tree.heads[dependent] == head) {
      const std::uint8_t gold = tree.relations[dependent];
      if (guess != gold && gold != root_) {
        relations.update({features_, count}, gold, 1);
        relations.update({features_, count}, guess, -1);
      }
      relations.tick();
    }
  }
  state_.attach(move, guess);
}

std::size_t ParserLearner::learn(const Tree& tree, float margin, bool explore, Random& random) {
  std::size_t wrong = 0;
  state_.start(tree.words);
  while (!state_.done()) {
    std::array<int, move_count> allowed{};
    int choices = 0;
    for (int m = 0; m < move_count; ++m)
      if (state_.may(static_cast<Move>(m))) allowed[static_cast<std::size_t>(choices++)] = m;
    int chosen = allowed[0];
    if (choices > 1) {
      const std::size_t count = describe();
      float scores[move_count];
      moves.score({features_, count}, scores);
      std::array<int, move_count> costs{};
      int least = INT32_MAX;
      for (int i = 0; i < choices; ++i) {
        const auto at = static_cast<std::size_t>(i);
        least = std::min(least, costs[at] = cost_of(static_cast<Move>(allowed[at]), state_, tree.heads));
      }
      int guess = -1;
      int right = -1;
      int rival = -1;
      for (int i = 0; i < choices; ++i) {
        const int m = allowed[static_cast<std::size_t>(i)];
        if (guess < 0 || scores[m] > scores[guess]) guess = m;
        int& side = costs[static_cast<std::size_t>(i)] == least ? right : rival;
        if (side < 0 || scores[m] > scores[side]) side = m;
      }
      if (rival >= 0 && scores[right] - scores[rival] < margin) {
        moves.update({features_, count}, right, 1);
        moves.update({features_, count}, rival, -1);
      }
      wrong += guess != right;
      moves.tick();
      chosen = explore && random.unit() < 0.9 ? guess : right;
    }
    if (chosen == static_cast<int>(Move::shift)) state_.shift();
    else learn_arc(tree, static_cast<Move>(chosen));
  }
  return wrong;
}

void ParserLearner::average() {
  moves.average();
  relations.average();
}

void ParserLearner::add(const ParserLearner& other) {
  moves.add(other.moves);
  relations.add(other.relations);
}

ParserFeatures ParserLearner::strongest(std::size_t most_moves, std::size_t most_relations) const {
  return {moves.strongest(most_moves), relations.strongest(most_relations), 1};
}

void learn(ParserLearner& learner, std::span<const Tree* const> gold, std::span<const Tree* const> more, const ParserSchedule& schedule, const char* name) {
  Random random(schedule.seed);
  const std::vector<std::uint32_t> order = shuffled(more.size(), schedule.seed * 5000);
  const auto rounds = static_cast<std::size_t>(schedule.rounds);
  const std::size_t seen = more.size() * static_cast<std::size_t>(schedule.passes);
  for (std::size_t round = 0; round < rounds; ++round) {
    std::vector<const Tree*> trees(gold.begin(), gold.end());
    for (std::size_t i = seen * round / rounds; i < seen * (round + 1) / rounds; ++i) trees.push_back(more[order[i % more.size()]]);
    std::size_t wrong = 0;
    for (const std::uint32_t at : shuffled(trees.size(), schedule.seed * 3000 + round)) wrong += learner.learn(*trees[at], schedule.margin, round > 0, random);
    std::fprintf(stderr, "%s, round %zu: %zu moves wrong\n", name, round + 1, wrong);
  }
  learner.average();
}

}  // namespace kg::train
