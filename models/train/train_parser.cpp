// Parser training in two steps. Teachers, which learn from the treebanks alone and read in both directions, vote on running
// text; what they agree on most becomes further training data for the two parsers of the model (Petrov, Chang, Ringgaard
// and Alshawi 2010: "uptraining"; voting: Sagae and Lavie 2006). Beam search with max-violation updates was as good as
// this, but four times slower in use.
#include <atomic>
#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <thread>

#include "models/train/parser_learner.hpp"
#include "models/train/trainers.hpp"
#include "text/move_model.hpp"
#include "text/parser.hpp"

namespace kg::train {

using namespace text;

namespace {

using Trees = std::vector<const Tree*>;

Tree make_tree(const Example& example, const std::vector<Tag>& tags, const std::string& tag_pairs) {
  const std::vector<Token>& gold = example.sentence->tokens;
  const auto size = static_cast<std::int32_t>(gold.size());
  std::vector<Token> tagged = gold;
  Tree tree;
  for (std::size_t i = 0; i < gold.size(); ++i) {
    tagged[i].upos = static_cast<Upos>(tag_pairs[2 * static_cast<std::size_t>(tags[i])]);
    tree.words.push_back(parser_word(example.words[i], tags[i]));
    tree.heads.push_back(gold[i].head < 0 ? size : gold[i].head);
    tree.relations.push_back(static_cast<std::uint8_t>(gold[i].relation));
  }
  mark_punctuation(example.bank->text, tagged, tree.words);
  make_projective(tree.heads);
  return tree;
}

// Calls work(0) to work(count - 1) on two threads; the calls share nothing that they change.
template <class Work>
void in_parallel(std::size_t count, Work&& work) {
  std::atomic<std::size_t> next = 0;
  const auto some = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::thread other(some);
  some();
  other.join();
}

constexpr std::size_t folds = 3;

// All trees, or those outside or inside a fold.
Trees all_of(const std::vector<Tree>& from) {
  Trees out;
  for (const Tree& tree : from) out.push_back(&tree);
  return out;
}
Trees outside(const std::vector<Tree>& from, std::size_t fold) {
  Trees out;
  for (std::size_t i = 0; i < from.size(); ++i)
    if (i % folds != fold) out.push_back(&from[i]);
  return out;
}

std::vector<Tree> turned(const std::vector<Tree>& trees) {
  std::vector<Tree> out;
  for (const Tree& tree : trees) out.push_back(turned(tree));
  return out;
}

// Gives each of `trees` guides from parsers of the other direction that have not learnt from it. `other`: the same sentences turned.
void guide(std::vector<Tree>& trees, const std::vector<Tree>& other, std::array<std::unique_ptr<ParserLearner>, folds>& learners, std::size_t fold) {
  for (std::size_t i = fold; i < trees.size(); i += folds) make_guides(learners[fold]->parse(other[i].words, {}), trees[i].guides);
}

// Treebank and silver sentences of one direction.
struct Corpus {
  std::vector<Tree> gold, silver;
};

// What most voters say of each word; if that is no tree, the tree that they agree with most. The first voters break ties.
void vote(std::span<const ParserTree> voters, Tree& out) {
  const std::size_t size = voters.front().heads.size();
  const auto root = static_cast<std::int32_t>(size);
  const auto weight = [](std::size_t voter) { return 1.0 - 0.01 * static_cast<double>(voter); };
  std::vector<std::map<std::int32_t, double>> votes(size);
  for (std::size_t v = 0; v < voters.size(); ++v)
    for (std::size_t i = 0; i < size; ++i) votes[i][voters[v].heads[i]] += weight(v);
  const auto most = [](const auto& of) { return std::max_element(of.begin(), of.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first; };
  out.heads.resize(size);
  for (std::size_t i = 0; i < size; ++i) out.heads[i] = most(votes[i]);
  bool is_tree = std::count(out.heads.begin(), out.heads.end(), root) == 1;
  for (std::size_t i = 0; i < size && is_tree; ++i) {
    auto at = static_cast<std::int32_t>(i);
    for (std::size_t steps = 0; at != root && steps <= size; ++steps) at = out.heads[static_cast<std::size_t>(at)];
    is_tree = at == root;
  }
  if (!is_tree) {
    double best = -1;
    for (const ParserTree& voter : voters) {
      double agreed = 0;
      for (std::size_t i = 0; i < size; ++i) agreed += votes[i][voter.heads[i]];
      if (agreed <= best) continue;
      best = agreed;
      out.heads = voter.heads;
    }
  }
  out.relations.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    std::map<std::uint8_t, double> relations;
    for (std::size_t v = 0; v < voters.size(); ++v)
      if (voters[v].heads[i] == out.heads[i]) relations[voters[v].relations[i]] += weight(v);
    out.relations[i] = most(relations);
  }
  make_projective(out.heads);
}

ParserTree turned_back(const ParserTree& tree) {
  Tree as;
  as.words.resize(tree.heads.size());
  as.heads = tree.heads;
  as.relations = tree.relations;
  Tree back = turned(as);
  return {std::move(back.heads), std::move(back.relations)};
}

// Both directions of a parser that reads with guides, learnt from the treebanks alone.
class Teachers {
 public:
  Teachers(std::vector<Tree> forwards, std::vector<Tree> backwards, const Options& options) {
    std::vector<Tree>* trees[2] = {&forwards, &backwards};
    // First readers of each direction: one for each fold, and the one that is kept.
    std::array<std::unique_ptr<ParserLearner>, folds> readers[2];
    ParserFeatures features[2] = {ParserFeatures::frequent(all_of(forwards), options.teacher_least_count),
                                  ParserFeatures::frequent(all_of(backwards), options.teacher_least_count)};
    in_parallel(2 * (folds + 1), [&](std::size_t number) {
      const std::size_t side = number % 2;
      const std::size_t fold = number / 2;
      auto learner = std::make_unique<ParserLearner>(features[side]);
      learn(*learner, fold < folds ? outside(*trees[side], fold) : all_of(*trees[side]), {}, {options.guide_rounds, options.margin, options.seed}, side == 0 ? "teacher, forwards" : "teacher, backwards");
      if (fold < folds) readers[side][fold] = std::move(learner);
      else first_[side] = std::move(learner);
    });
    for (std::size_t fold = 0; fold < folds; ++fold) {
      guide(forwards, backwards, readers[1], fold);
      guide(backwards, forwards, readers[0], fold);
    }
    in_parallel(2, [&](std::size_t side) {
      second_features_[side] = std::make_unique<ParserFeatures>(ParserFeatures::frequent(all_of(*trees[side]), options.teacher_least_count));
      second_[side] = std::make_unique<ParserLearner>(*second_features_[side]);
      learn(*second_[side], all_of(*trees[side]), {}, {options.parser_rounds, options.margin, options.seed}, side == 0 ? "teacher, guided forwards" : "teacher, guided backwards");
    });
  }

  // Trees of running text.
  std::vector<Tree> read(const std::vector<std::vector<ParserWord>>& sentences) {
    std::vector<Tree> out(sentences.size());
    std::vector<std::array<ParserTree, 4>> trees(sentences.size());
    // One thread a direction; the guides of one come from the other.
    in_parallel(2, [&](std::size_t side) {
      std::vector<ParserWord> turned_words;
      for (std::size_t i = 0; i < sentences.size(); ++i) {
        turn_round(sentences[i], turned_words);
        trees[i][2 + side] = first_[side]->parse(side == 0 ? sentences[i] : turned_words, {});
      }
    });
    in_parallel(2, [&](std::size_t side) {
      std::vector<ParserWord> turned_words;
      std::vector<Guide> guides;
      for (std::size_t i = 0; i < sentences.size(); ++i) {
        turn_round(sentences[i], turned_words);
        make_guides(trees[i][3 - side], guides);
        trees[i][side] = second_[side]->parse(side == 0 ? sentences[i] : turned_words, guides);
      }
    });
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      for (const std::size_t backwards : {1, 3}) trees[i][backwards] = turned_back(trees[i][backwards]);
      out[i].words = sentences[i];
      vote(trees[i], out[i]);
    }
    return out;
  }

 private:
  std::unique_ptr<ParserLearner> first_[2], second_[2];
  std::unique_ptr<ParserFeatures> second_features_[2];
};

void concat(Trees& to, const Trees& more) { to.insert(to.end(), more.begin(), more.end()); }

// Learns with many features, then again with the strongest of them: leaving out weights after training costs accuracy. Several
// learners that see the sentences in different order are added up.
std::unique_ptr<ParserLearner> learn_small(const Trees& gold, const Trees& silver, const ParserFeatures& strongest, int rounds, const Options& options, const char* name) {
  std::vector<std::unique_ptr<ParserLearner>> learners(static_cast<std::size_t>(options.parsers));
  in_parallel(learners.size(), [&](std::size_t number) {
    learners[number] = std::make_unique<ParserLearner>(strongest);
    learn(*learners[number], gold, silver, {rounds, options.margin, options.seed + number}, name);
  });
  for (std::size_t i = 1; i < learners.size(); ++i) learners.front()->add(*learners[i]);
  return std::move(learners.front());
}

}  // namespace

void train_parser(std::span<const Example> examples, std::span<const std::vector<Tag>> tags, const std::vector<std::vector<ParserWord>>& raw, ModelSections& sections,
                  const Options& options) {
  Corpus forwards, backwards;
  for (std::size_t i = 0; i < examples.size(); ++i) forwards.gold.push_back(make_tree(examples[i], tags[i], sections.at("tags")));
  backwards.gold = turned(forwards.gold);
  if (!raw.empty()) {
    forwards.silver = Teachers(forwards.gold, backwards.gold, options).read(raw);
    backwards.silver = turned(forwards.silver);
    std::fprintf(stderr, "teachers have read %zu sentences\n", raw.size());
  }
  const auto strongest_of = [&](const Corpus& corpus, int rounds, std::size_t moves, std::size_t relations, const char* name) {
    Trees all = all_of(corpus.gold);
    concat(all, all_of(corpus.silver));
    const ParserFeatures frequent = ParserFeatures::frequent(all, options.least_count);
    ParserLearner learner(frequent);
    learn(learner, all_of(corpus.gold), all_of(corpus.silver), {rounds, options.margin, options.seed}, name);
    return learner.strongest(moves, relations);
  };
  const ParserFeatures back_features = strongest_of(backwards, options.guide_rounds, options.guide_moves, options.guide_relations, "backwards, all features");
  // A backward parser for each fold gives guides to the forward parser.
  std::array<std::unique_ptr<ParserLearner>, folds> readers;
  std::unique_ptr<ParserLearner> back;
  in_parallel(folds + 1, [&](std::size_t fold) {
    auto learner = std::make_unique<ParserLearner>(back_features);
    const bool one = fold < folds;
    learn(*learner, one ? outside(backwards.gold, fold) : all_of(backwards.gold), one ? outside(backwards.silver, fold) : all_of(backwards.silver),
          {options.guide_rounds, options.margin, options.seed}, "backwards");
    if (!one) {
      back = std::move(learner);
      return;
    }
    readers[fold] = std::move(learner);
    guide(forwards.gold, backwards.gold, readers, fold);
    guide(forwards.silver, backwards.silver, readers, fold);
    readers[fold].reset();
  });
  sections["parser-back"] = MoveModel::pack(back->moves.move_rows(), back->moves.unit(options.unit_quantile), 0.5f);
  sections["relations-back"] = back->relations.pack({});
  back.reset();
  backwards = {};
  const ParserFeatures features = strongest_of(forwards, options.parser_rounds, options.parser_moves, options.parser_relations, "forwards, all features");
  const std::unique_ptr<ParserLearner> forward = learn_small(all_of(forwards.gold), all_of(forwards.silver), features, options.parser_rounds, options, "forwards");
  sections["parser"] = MoveModel::pack(forward->moves.move_rows(), forward->moves.unit(options.unit_quantile), 0.5f);
  sections["relations"] = forward->relations.pack({});
}

}  // namespace kg::train
