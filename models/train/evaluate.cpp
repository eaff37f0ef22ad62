#include "models/train/evaluate.hpp"

#include <cstdio>
#include <set>

#include "models/train/treebank.hpp"
#include "text/model_file.hpp"
#include "text/sentence_ends.hpp"
#include "text/stages.hpp"
#include "text/tag_names.hpp"

namespace kg::train {

using namespace text;

namespace {

double f1(std::size_t right, std::size_t found, std::size_t gold) {
  return found + gold == 0 ? 0 : 2.0 * static_cast<double>(right) / static_cast<double>(found + gold);
}

void measure_segmentation(const Stages& stages, const Treebank& bank, const std::string& name, std::vector<Figure>& out) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> gold_words, gold_sentences;
  for (const Sentence& sentence : bank.gold.sentences) {
    gold_sentences.emplace(sentence.span.begin, sentence.span.end);
    for (const Token& token : sentence.tokens) gold_words.emplace(token.span.begin, token.span.end);
  }
  std::vector<RawToken> tokens;
  find_tokens(bank.text, stages.rules, tokens);
  std::size_t right_words = 0;
  for (const RawToken& token : tokens) right_words += gold_words.contains({token.span.begin, token.span.end});
  std::size_t right_sentences = 0;
  std::size_t found_sentences = 0;
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin + 1;
    while (end < tokens.size() && tokens[end].before != Gap::paragraph) ++end;
    const std::span<const RawToken> paragraph(tokens.data() + begin, end - begin);
    std::vector<WordForm> words;
    stages.look_at_words(bank.text, paragraph, words);
    std::vector<std::uint32_t> ends;
    find_sentence_ends(bank.text, paragraph, words, stages.sentence_ends, ends);
    std::size_t first = 0;
    for (const std::uint32_t last : ends) {
      right_sentences += gold_sentences.contains({paragraph[first].span.begin, paragraph[last - 1].span.end});
      ++found_sentences;
      first = last;
    }
    begin = end;
  }
  out.push_back({"words F1, raw text", name, f1(right_words, tokens.size(), gold_words.size()), 0.985, 0.985});
  const double floor = name == "ewt-dev" ? 0.75 : 0.90;
  out.push_back({"sentences F1, raw text", name, f1(right_sentences, found_sentences, gold_sentences.size()), floor, floor});
}

void measure_tags_and_trees(const Stages& stages, const Treebank& bank, const std::string& name, std::vector<Figure>& out) {
  std::size_t words = 0, upos = 0, xpos = 0, lemma = 0, head = 0, labelled = 0, features = 0, morphology = 0;
  Scratch scratch;
  for (const Sentence& gold : bank.gold.sentences) {
    Sentence mine;
    for (const Token& token : gold.tokens) {
      Token empty;
      empty.span = token.span;
      mine.tokens.push_back(empty);
    }
    mine.span = gold.span;
    std::vector<WordForm> forms;
    for (const Token& token : gold.tokens) forms.push_back(look_at(bank.form(token), stages.lexicon));
    std::deque<std::string> lemmas;
    stages.read_sentence(bank.text, forms, mine, scratch, lemmas);
    for (std::size_t i = 0; i < gold.tokens.size(); ++i) {
      const Token& a = gold.tokens[i];
      const Token& b = mine.tokens[i];
      ++words;
      upos += a.upos == b.upos;
      xpos += a.xpos == b.xpos;
      lemma += a.lemma == b.lemma;
      head += a.head == b.head;
      labelled += a.head == b.head && a.relation == b.relation;
      if (a.upos == Upos::VERB || a.upos == Upos::AUX) {
        ++features;
        morphology += a.features.tense == b.features.tense && (a.features.voice == Voice::passive) == (b.features.voice == Voice::passive);
      }
    }
  }
  const auto share = [](std::size_t right, std::size_t all) { return static_cast<double>(right) / static_cast<double>(std::max<std::size_t>(all, 1)); };
  const bool ewt = name == "ewt-dev";
  out.push_back({"UPOS, gold words", name, share(upos, words), ewt ? 0.950 : 0, ewt ? 0.960 : 0});
  out.push_back({"XPOS, gold words", name, share(xpos, words)});
  out.push_back({"lemmas, gold words", name, share(lemma, words), ewt ? 0.965 : 0, ewt ? 0.978 : 0});
  out.push_back({"tense and voice of verbs", name, share(morphology, features)});
  out.push_back({"UAS, own tags", name, share(head, words)});
  out.push_back({"LAS, own tags", name, share(labelled, words), ewt ? 0.81 : 0.82, ewt ? 0.845 : 0.85});
}

}  // namespace

std::vector<Figure> evaluate_syntax(std::string_view model, const std::filesystem::path& data) {
  const ModelFile file(model);
  const Stages stages(file);
  std::vector<Figure> out;
  for (const std::string name : {"ewt-dev", "gum-dev"}) {
    const Treebank bank = read_treebank(data / "treebanks" / (name + ".conllu"));
    measure_segmentation(stages, bank, name, out);
    measure_tags_and_trees(stages, bank, name, out);
  }
  return out;
}

std::string as_table(const std::vector<Figure>& figures) {
  std::string out = "measure                             data                    value   floor   aim\n";
  for (const Figure& figure : figures) {
    char line[160];
    std::snprintf(line, sizeof line, "%-35s %-22s %6.4f", figure.measure.c_str(), figure.data.c_str(), figure.value);
    out += line;
    if (figure.floor > 0) {
      std::snprintf(line, sizeof line, "   %5.3f   %5.3f  %s", figure.floor, figure.aim,
                    figure.value < figure.floor ? "below the floor" : figure.value < figure.aim ? "" : "aim reached");
      out += line;
    }
    while (out.ends_with(' ')) out.pop_back();
    out += '\n';
  }
  return out;
}

}  // namespace kg::train
