// Parser training: on the treebanks and on running text that better readers have read (models/teach; Petrov, Chang,
// Ringgaard and Alshawi 2010: "uptraining").
#include <memory>

#include "models/train/in_parallel.hpp"
#include "models/train/parser_learner.hpp"
#include "models/train/trainers.hpp"
#include "text/move_model.hpp"
#include "text/parser.hpp"

namespace kg::train {

using namespace text;

namespace {

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

// The features with the largest weights after a first training.
ParserFeatures strongest_features(std::span<const Tree* const> gold, std::span<const Tree* const> silver, const ParserSchedule& schedule, const Options& options) {
  std::vector<const Tree*> all(gold.begin(), gold.end());
  all.insert(all.end(), silver.begin(), silver.end());
  const ParserFeatures frequent = ParserFeatures::frequent(all, options.least_count);
  ParserLearner learner(frequent);
  learn(learner, gold, silver, schedule, "parser, all features");
  return learner.strongest(options.parser_moves, options.parser_relations);
}

}  // namespace

void train_parser(std::span<const Example> gold_examples, std::span<const std::vector<Tag>> gold_tags, std::span<const Example> silver_examples,
                  std::span<const std::vector<Tag>> silver_tags, ModelSections& sections, const Options& options) {
  std::vector<Tree> trees;
  trees.reserve(gold_examples.size() + silver_examples.size());
  for (std::size_t i = 0; i < gold_examples.size(); ++i) trees.push_back(make_tree(gold_examples[i], gold_tags[i], sections.at("tags")));
  for (std::size_t i = 0; i < silver_examples.size(); ++i) trees.push_back(make_tree(silver_examples[i], silver_tags[i], sections.at("tags")));
  std::vector<const Tree*> all;
  for (const Tree& tree : trees) all.push_back(&tree);
  const auto gold = std::span<const Tree* const>(all).first(gold_examples.size());
  const auto silver = std::span<const Tree* const>(all).subspan(gold_examples.size());
  const ParserSchedule schedule{options.parser_rounds, options.silver_passes, options.margin, options.seed};
  // With many features first, then with the strongest of them: leaving out weights after training costs accuracy. Several
  // learners see the sentences in different order; together they err less than each alone.
  const ParserFeatures features = strongest_features(gold, silver, schedule, options);
  std::vector<std::unique_ptr<ParserLearner>> learners(static_cast<std::size_t>(options.parsers));
  in_parallel(learners.size(), [&](std::size_t number) {
    ParserSchedule own = schedule;
    own.seed += number;
    learners[number] = std::make_unique<ParserLearner>(features);
    learn(*learners[number], gold, silver, own, "parser");
  });
  ParserLearner& sum = *learners.front();
  for (std::size_t i = 1; i < learners.size(); ++i) sum.add(*learners[i]);
  // The mean, so that a clear lead is one however many there are.
  const float share = 1.0F / static_cast<float>(learners.size());
  std::vector<MoveModel::Row> rows = sum.moves.move_rows();
  for (MoveModel::Row& row : rows) row.first *= share, row.second *= share;
  sections["parser"] = MoveModel::pack(std::move(rows), sum.moves.unit(options.unit_quantile) * share, 0.5F);
  sections["relations"] = sum.relations.pack({});
}

}  // namespace kg::train
