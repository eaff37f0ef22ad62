// Parser training: structured perceptron with beam search and max-violation updates (Huang, Fayong and Guo 2012).
#include <algorithm>
#include <cstdio>

#include "models/train/perceptron.hpp"
#include "models/train/trainers.hpp"
#include "text/parser.hpp"
#include "text/tag_names.hpp"

namespace kg::train {

using namespace text;

namespace {

/// A gold sentence as the parser sees it: without punctuation, the root is number size.
struct Tree {
  std::vector<ParserWord> words;
  std::vector<std::int32_t> heads;
  std::vector<std::uint8_t> relations;
};

Tree make_tree(const Example& example, const std::vector<Tag>& tags, const std::string& tag_pairs, ParserScratch& scratch) {
  const std::vector<Token>& gold = example.sentence->tokens;
  std::vector<Token> tagged = gold;
  std::vector<ParserWord> all;
  for (std::size_t i = 0; i < gold.size(); ++i) {
    tagged[i].upos = static_cast<Upos>(tag_pairs[2 * static_cast<std::size_t>(tags[i])]);
    all.push_back(parser_word(example.words[i], tags[i]));
  }
  drop_punctuation(example.bank->text, tagged, all, scratch);
  std::vector<std::int32_t> number(gold.size(), -1);
  for (std::size_t i = 0; i < scratch.places.size(); ++i) number[scratch.places[i]] = static_cast<std::int32_t>(i);
  Tree tree;
  tree.words = scratch.words;
  const auto size = static_cast<std::int32_t>(tree.words.size());
  for (const std::uint32_t place : scratch.places) {
    // The nearest word above that was not dropped.
    std::int32_t head = gold[place].head;
    while (head >= 0 && number[static_cast<std::size_t>(head)] < 0) head = gold[static_cast<std::size_t>(head)].head;
    tree.heads.push_back(head < 0 ? size : number[static_cast<std::size_t>(head)]);
    tree.relations.push_back(static_cast<std::uint8_t>(gold[place].relation));
  }
  // A dropped root leaves several: the first stays.
  std::int32_t root = -1;
  for (std::int32_t i = 0; i < size; ++i) {
    std::int32_t& head = tree.heads[static_cast<std::size_t>(i)];
    if (head != size) continue;
    if (root < 0) root = i;
    else head = root;
  }
  return tree;
}

/// Makes heads projective by lifting the arcs that cross, shortest first, to the heads of their heads (Nivre and Nilsson 2005).
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

/// Gold arcs that `move` makes unreachable in the arc-hybrid system (Goldberg and Nivre 2013).
int cost_of(Move move, const ParserSpace& space, const ParserSpace::State& state, const std::vector<std::int32_t>& heads) {
  const std::int32_t size = space.size();
  const std::int32_t next = space.next_word(state);
  const auto head = [&](std::int32_t at) { return heads[static_cast<std::size_t>(at)]; };
  int cost = 0;
  if (move == Move::shift) {
    // The next word can no longer govern what is in the stack, nor be governed from below its top.
    bool top = true;
    for (std::int32_t cell = state.stack; cell >= 0; cell = space.cell(cell).below) {
      const std::int32_t word = space.item(space.cell(cell).item).word;
      cost += head(word) == next;
      cost += !top && head(next) == word;
      top = false;
    }
    return cost;
  }
  const std::int32_t top = space.item(space.dependent(state)).word;
  for (std::int32_t i = next; i < size; ++i) cost += head(i) == top;
  const std::int32_t gold = head(top);
  const std::int32_t below = space.cell(state.stack).below;
  if (move == Move::left) cost += gold != next && (gold >= next || (below >= 0 && gold == space.item(space.cell(below).item).word));
  else cost += gold >= next;
  return cost;
}

/// The last dependent of each word and the root, -1 if there is none.
std::vector<std::int32_t> last_children(const std::vector<std::int32_t>& heads) {
  std::vector<std::int32_t> last(heads.size() + 1, -1);
  for (std::size_t i = 0; i < heads.size(); ++i) last[static_cast<std::size_t>(heads[i])] = static_cast<std::int32_t>(i);
  return last;
}

/// The moves that build the tree with these heads: arcs as early as they can be made.
Move gold_move(const ParserSpace& space, const ParserSpace::State& state, const std::vector<std::int32_t>& heads, const std::vector<std::int32_t>& last_child) {
  if (state.depth == 0) return Move::shift;
  const std::int32_t top = space.item(space.dependent(state)).word;
  const std::int32_t head = heads[static_cast<std::size_t>(top)];
  const std::int32_t next = space.next_word(state);
  if (last_child[static_cast<std::size_t>(top)] >= next) return Move::shift;
  if (head == next) return Move::left;
  if (state.depth > 1 && head < top) return Move::right;
  return Move::shift;
}

}  // namespace

void train_parser(std::span<const Example> examples, std::span<const std::vector<Tag>> tags, ModelSections& sections, const Options& options) {
  const auto root = static_cast<std::uint8_t>(find_relation("root"));
  Perceptron moves(move_count);
  Perceptron relations(static_cast<int>(relation_names().size()));
  std::vector<Tree> trees;
  {
    ParserScratch scratch;
    for (std::size_t i = 0; i < examples.size(); ++i) {
      trees.push_back(make_tree(examples[i], tags[i], sections.at("tags"), scratch));
      make_projective(trees.back().heads);
    }
  }
  Random random(options.seed);
  ParserSpace space;
  BeamSearch search;
  FeatureHash features[std::max(parser_features, relation_features)];
  std::vector<float> scores(relation_names().size());
  FeatureCounts move_counts;
  FeatureCounts relation_counts;
  for (const Tree& tree : trees) {
    const std::vector<std::int32_t> last_child = last_children(tree.heads);
    ParserSpace::State state = space.start(tree.words);
    while (!space.done(state)) {
      move_counts.add({features, describe_state(space, state, features)});
      const Move move = gold_move(space, state, tree.heads, last_child);
      if (move == Move::shift) {
        state = space.shift(state);
        continue;
      }
      state = space.attach(state, move, [&](std::int32_t head, std::int32_t dependent) {
        if (space.item(head).word == space.size()) return root;
        relation_counts.add({features, describe_arc(space, head, dependent, features)});
        return tree.relations[static_cast<std::size_t>(space.item(dependent).word)];
      });
    }
  }
  moves.restrict_to(move_counts, static_cast<std::uint8_t>(options.least_count));
  relations.restrict_to(relation_counts, static_cast<std::uint8_t>(options.least_count));
  for (int round = 0; round < options.parser_rounds; ++round) {
    std::size_t wrong = 0;
    for (const std::uint32_t number : shuffled(examples.size(), options.seed * 2000 + static_cast<std::uint64_t>(round))) {
      const Tree& tree = trees[number];
      const std::vector<std::int32_t>& gold_heads = tree.heads;
      const std::vector<ParserWord>& words = tree.words;
      const std::vector<std::int32_t> last_child = last_children(gold_heads);
      const ParserSpace::State start = space.start(words);
      // Relations are learnt on the arcs of the tree, wherever the search makes them.
      const auto relation_of = [&](std::int32_t head_item, std::int32_t dependent_item) -> std::uint8_t {
        const std::int32_t head = space.item(head_item).word;
        const std::int32_t dependent = space.item(dependent_item).word;
        if (head == space.size()) return root;
        const std::size_t count = describe_arc(space, head_item, dependent_item, features);
        relations.score({features, count}, scores.data());
        scores[root] = -1e30f;
        const int guess = static_cast<int>(std::max_element(scores.begin(), scores.end()) - scores.begin());
        if (gold_heads[static_cast<std::size_t>(dependent)] == head) {
          const int gold = tree.relations[static_cast<std::size_t>(dependent)];
          if (guess != gold && gold != root) {
            relations.update({features, count}, gold, 1);
            relations.update({features, count}, guess, -1);
          }
          relations.tick();
        }
        return static_cast<std::uint8_t>(guess);
      };
      if (options.beam == 1) {
        // Greedy: any move that loses no gold arc is right; the parser mostly follows its own moves.
        ParserSpace::State state = start;
        while (!space.done(state)) {
          int allowed[move_count];
          int choices = 0;
          for (int m = 0; m < move_count; ++m)
            if (space.may(state, static_cast<Move>(m))) allowed[choices++] = m;
          int chosen = allowed[0];
          if (choices > 1) {
            const std::size_t count = describe_state(space, state, features);
            float out[move_count];
            moves.score({features, count}, out);
            int costs[move_count];
            int least = INT32_MAX;
            for (int i = 0; i < choices; ++i) least = std::min(least, costs[i] = cost_of(static_cast<Move>(allowed[i]), space, state, gold_heads));
            int guess = -1;
            int right = -1;
            int rival = -1;
            for (int i = 0; i < choices; ++i) {
              const int m = allowed[i];
              if (guess < 0 || out[m] > out[guess]) guess = m;
              int& side = costs[i] == least ? right : rival;
              if (side < 0 || out[m] > out[side]) side = m;
            }
            if (rival >= 0 && out[right] - out[rival] < options.margin) {
              moves.update({features, count}, right, 1);
              moves.update({features, count}, rival, -1);
              wrong += guess != right;
            }
            moves.tick();
            chosen = round >= 1 && random.unit() < 0.9 ? guess : right;
          }
          const Move move = static_cast<Move>(chosen);
          state = move == Move::shift ? space.shift(state) : space.attach(state, move, relation_of);
        }
        continue;
      }
      // The path to the gold tree.
      std::vector<ParserSpace::State> path{start};
      std::vector<Move> gold;
      std::vector<float> gold_score{0};
      while (!space.done(path.back())) {
        const ParserSpace::State& state = path.back();
        const Move move = gold_move(space, state, gold_heads, last_child);
        int choices = 0;
        for (int m = 0; m < move_count; ++m) choices += space.may(state, static_cast<Move>(m));
        float score = 0;
        if (choices > 1) {
          float out[move_count];
          moves.score({features, describe_state(space, state, features)}, out);
          score = out[static_cast<int>(move)];
        }
        gold.push_back(move);
        path.push_back(move == Move::shift ? space.shift(state) : space.attach(state, move, relation_of));
        gold_score.push_back(gold_score.back() + score);
      }
      // The search, and the step at which the best path beats the gold path most (max-violation, Huang et al. 2012).
      std::size_t step = 0;
      float worst = 0;
      std::int32_t rival = -1;
      std::size_t violation = 0;
      bool lost = false;
      search.run(
          space, start, options.beam, 1e30f,
          [&](const ParserSpace::State& state, float* out) { moves.score({features, describe_state(space, state, features)}, out); }, relation_of,
          [&](std::int32_t first, std::int32_t last) {
            ++step;
            if (!lost) {
              lost = true;
              for (std::int32_t i = first; i < last && lost; ++i) lost = search.nodes()[static_cast<std::size_t>(i)].state != path[step];
            }
            const BeamSearch::Node& best = search.nodes()[static_cast<std::size_t>(first)];
            const float gap = best.score - gold_score[step];
            if (best.state != path[step] && (lost || step + 1 == path.size()) && (rival < 0 || gap > worst)) {
              worst = gap;
              rival = first;
              violation = step;
            }
            return true;
          });
      if (rival >= 0) {
        ++wrong;
        std::vector<std::int32_t> chain;
        for (std::int32_t at = rival; at >= 0; at = search.nodes()[static_cast<std::size_t>(at)].parent) chain.push_back(at);
        std::reverse(chain.begin(), chain.end());
        for (std::size_t i = 0; i < violation; ++i) {
          const BeamSearch::Node& to = search.nodes()[static_cast<std::size_t>(chain[i + 1])];
          const ParserSpace::State& from = search.nodes()[static_cast<std::size_t>(chain[i])].state;
          if (from == path[i] && to.move == gold[i]) continue;
          const std::size_t count = describe_state(space, path[i], features);
          moves.update({features, count}, static_cast<int>(gold[i]), 1);
          const std::size_t rival_count = describe_state(space, from, features);
          moves.update({features, rival_count}, static_cast<int>(to.move), -1);
        }
      }
      moves.tick();
    }
    std::fprintf(stderr, "round %d: %zu of %zu sentences wrong\n", round + 1, wrong, examples.size());
  }
  moves.average();
  relations.average();
  sections["parser"] = moves.pack({});
  sections["relations"] = relations.pack({});
}

}  // namespace kg::train
