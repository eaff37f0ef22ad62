// kg-train: makes the English model from treebanks and measures it. See models/README.md.
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "models/train/eval_names.hpp"
#include "models/train/eval_times.hpp"
#include "models/train/clusters.hpp"
#include "models/train/evaluate.hpp"
#include "models/train/in_parallel.hpp"
#include "models/train/model_io.hpp"
#include "models/train/running_text.hpp"
#include "models/train/train_names.hpp"
#include "models/train/trainers.hpp"

namespace {

using namespace kg;
using namespace kg::train;

struct Command {
  std::string name;
  std::filesystem::path data, model, silver, output, left_out, errors;
  std::string part;
  Options options;
};

constexpr const char* usage =
    "kg-train make --data DIR -o MODEL [--seed N]     train a model; compressed if the name ends with .zst\n"
    "     [--silver FILE]                             trees of running text, from kg-teach\n"
    "     [--silver-words N]                          as many of its words are learnt from (3500000)\n"
    "kg-train words --data DIR -o MODEL               the first step of make alone: words, sentences, lemmas\n"
    "kg-train tagger|parser|names --data DIR --model MODEL -o MODEL\n"
    "                                                 the others, each on the model of the one before; options as for make\n"
    "kg-train eval --data DIR --model MODEL           figures on the development files\n"
    "     [--part syntax|names|dates]                 only these\n"
    "     [--left-out DIR]                            name models that have not seen a file: read there, or made if missing\n"
    "     [--errors FILE]                             every error in names and dates, a line each\n";

Command parse(int argc, char** argv) {
  Command command;
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty()) throw Error("what is to be done?", "", {}, usage);
  command.name = words[0];
  for (std::size_t i = 1; i < words.size(); i += 2) {
    if (i + 1 == words.size()) throw Error("'" + words[i] + "' needs a value", "", {}, usage);
    const std::string& value = words[i + 1];
    if (words[i] == "--data") command.data = value;
    else if (words[i] == "--model") command.model = value;
    else if (words[i] == "-o") command.output = value;
    else if (words[i] == "--seed") command.options.seed = std::strtoull(value.c_str(), nullptr, 10);
    else if (words[i] == "--silver") command.silver = value;
    else if (words[i] == "--left-out") command.left_out = value;
    else if (words[i] == "--errors") command.errors = value;
    else if (words[i] == "--part") command.part = value;
    else if (words[i] == "--silver-words") command.options.silver_words = std::strtoull(value.c_str(), nullptr, 10);
    else throw Error("unknown option '" + words[i] + "'", "", {}, usage);
  }
  return command;
}

void write(const text::ModelSections& sections, const Command& command) {
  for (const auto& [name, bytes] : sections) std::cerr << name << ": " << bytes.size() << " bytes\n";
  write_sections(command.output, sections);
}

std::vector<Treebank> read_treebanks(const Command& command) {
  std::vector<Treebank> banks;
  for (const char* name : {"ewt-train", "gum-train"}) banks.push_back(read_treebank(command.data / "treebanks" / (std::string(name) + ".conllu")));
  return banks;
}

// Words, sentences and lemmas: all that running text is cut with.
text::ModelSections make_words(const Command& command) {
  const std::vector<Treebank> banks = read_treebanks(command);
  text::ModelSections sections;
  sections["tokens"] = train_token_rules(banks);
  {
    const Aligned rules(sections["tokens"]);
    const std::vector<std::uint64_t> stream = read_stream(command.data, text::TokenRules(rules.view()), banks);
    train_lexicon(banks, make_clusters(stream, {}), sections);
    sections["verbs"] = train_verbs(banks, stream);
  }
  const Aligned lexicon(sections["lexicon"]);
  sections["sentences"] = train_sentence_ends(banks, text::Lexicon(lexicon.view()), command.options);
  train_lemmas(make_examples(banks, sections), sections);
  std::cerr << "words, sentences and lemmas\n";
  return sections;
}

// What tagger and parser learn from.
struct Examples {
  std::vector<Treebank> gold_banks, silver_banks;
  std::vector<Example> gold, silver;

  Examples(const Command& command, const text::ModelSections& sections) : gold_banks(read_treebanks(command)) {
    gold = make_examples(gold_banks, sections);
    if (command.silver.empty()) return;
    silver_banks.push_back(read_treebank(command.silver));
    silver = make_examples(silver_banks, sections);
    std::size_t words = 0, sentences = 0;
    while (sentences < silver.size() && words < command.options.silver_words) words += silver[sentences++].words.size();
    silver.resize(sentences);
  }
};

// Adds the tagger, and the tags of the treebanks by taggers that have not seen them, one behind the other.
void make_tagger(const Command& command, text::ModelSections& sections) {
  const Examples examples(command, sections);
  std::string tagger, tags;
  in_parallel(2, [&](std::size_t part) {
    if (part == 0) {
      tagger = train_tagger(examples.gold, examples.silver, sections, command.options);
      return;
    }
    for (const std::vector<text::Tag>& sentence : jackknife(examples.gold, examples.silver, sections, command.options, 5)) tags.append(sentence.begin(), sentence.end());
  });
  sections["tagger"] = std::move(tagger);
  sections["jackknife"] = std::move(tags);
  std::cerr << "tagger\n";
}

// Adds the parser.
void make_parser(const Command& command, text::ModelSections& sections) {
  const Examples examples(command, sections);
  std::string_view unseen = sections.at("jackknife");
  std::vector<std::vector<text::Tag>> tags;
  for (const Example& example : examples.gold) {
    tags.emplace_back(unseen.begin(), unseen.begin() + static_cast<std::ptrdiff_t>(example.words.size()));
    unseen.remove_prefix(example.words.size());
  }
  train_parser(examples.gold, tags, examples.silver, tag_all(examples.silver, sections), sections, command.options);
  sections.erase("jackknife");
}

void make(const Command& command) {
  text::ModelSections sections = make_words(command);
  make_tagger(command, sections);
  make_parser(command, sections);
  train_names(command.data.string(), sections);
  write(sections, command);
}

// One step of make().
void make_step(const Command& command, void (*step)(const Command&, text::ModelSections&)) {
  text::ModelSections sections = read_sections(command.model);
  step(command, sections);
  write(sections, command);
}

void evaluate(const Command& command) {
  if (!command.part.empty() && command.part != "syntax" && command.part != "names" && command.part != "dates")
    throw Error("unknown part '" + command.part + "'", "", {}, usage);
  const Aligned model(read_model(command.model));
  const auto wanted = [&](std::string_view part) { return command.part.empty() || command.part == part; };
  std::vector<Figure> figures;
  std::string name_errors, log;
  const auto append = [&](const std::vector<Figure>& more) { figures.insert(figures.end(), more.begin(), more.end()); };
  if (wanted("syntax")) append(evaluate_syntax(model.view(), command.data));
  if (wanted("names")) {
    const NameEvaluation names = evaluate_names(model.view(), command.data, command.left_out, &log);
    append(names.figures);
    name_errors = "\n" + names.errors;
  }
  if (wanted("dates")) append(evaluate_times_table(model.view(), command.data, &log));
  std::cout << as_table(figures) << name_errors;
  if (!command.errors.empty()) write_file(command.errors, log);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Command command = parse(argc, argv);
    if (command.name == "make") {
      make(command);
    } else if (command.name == "words") {
      write(make_words(command), command);
    } else if (command.name == "tagger") {
      make_step(command, make_tagger);
    } else if (command.name == "parser") {
      make_step(command, make_parser);
    } else if (command.name == "names") {
      make_step(command, [](const Command& with, text::ModelSections& sections) { train_names(with.data.string(), sections); });
    } else if (command.name == "eval") {
      evaluate(command);
    } else {
      throw Error("unknown command '" + command.name + "'", "", {}, usage);
    }
  } catch (const Error& error) {
    std::cerr << error.report() << '\n';
    return 1;
  } catch (const std::exception& error) {
    std::cerr << "kg-train: " << error.what() << '\n';
    return 1;
  }
}
