// kg-train: makes the English model from treebanks and measures it. See models/README.md.
#include <zstd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "models/train/eval_names.hpp"
#include "models/train/eval_times.hpp"
#include "models/train/evaluate.hpp"
#include "models/train/perceptron.hpp"
#include "models/train/raw_sentences.hpp"
#include "models/train/train_names.hpp"
#include "models/train/trainers.hpp"

namespace {

using namespace kg;
using namespace kg::train;

struct Command {
  std::string name;
  std::filesystem::path data, model, output, keep, left_out, errors;
  std::string part;
  Options options;
};

constexpr const char* usage =
    "kg-train make --data DIR -o MODEL [--seed N]     train a model; compressed if the name ends with .zst\n"
    "     [--keep FILE]                               stages before the parser: written there, or read if it exists\n"
    "     [--raw-words N]                             of running text that the parser learns from (1200000)\n"
    "kg-train syntax --data DIR --model MODEL -o MODEL  train all but the names of a model again\n"
    "kg-train names --data DIR --model MODEL -o MODEL train only the names of a model again\n"
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
    else if (words[i] == "--tagger-rounds") command.options.tagger_rounds = std::atoi(value.c_str());
    else if (words[i] == "--parser-rounds") command.options.parser_rounds = std::atoi(value.c_str());
    else if (words[i] == "--keep") command.keep = value;
    else if (words[i] == "--left-out") command.left_out = value;
    else if (words[i] == "--errors") command.errors = value;
    else if (words[i] == "--part") command.part = value;
    else if (words[i] == "--raw-words") command.options.raw_words = std::strtoull(value.c_str(), nullptr, 10);
    else throw Error("unknown option '" + words[i] + "'", "", {}, usage);
  }
  return command;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error("cannot read '" + path.string() + "'");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw Error("cannot write '" + path.string() + "'");
}

std::string compress(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 19);
  if (ZSTD_isError(size) != 0) throw Error("cannot compress the model");
  out.resize(size);
  return out;
}

std::string decompress(std::string bytes) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size > (1ull << 30)) return bytes;  // not compressed
  std::string out(size, '\0');
  if (ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size()) != size) throw Error("the compressed model is damaged");
  return out;
}

void write(text::ModelSections& sections, const Command& command) {
  for (const auto& [name, bytes] : sections) std::cerr << name << ": " << bytes.size() << " bytes\n";
  sections.erase("fingerprint");
  const std::uint64_t fingerprint = hash128(text::write_model(sections)).low;
  sections["fingerprint"] = std::string(reinterpret_cast<const char*>(&fingerprint), sizeof fingerprint);
  std::string model = text::write_model(sections);
  if (command.output.extension() == ".zst") model = compress(model);
  write_file(command.output, model);
}

void make_names(const Command& command) {
  const Aligned model(decompress(read_file(command.model)));
  const text::ModelFile file(model.view());
  text::ModelSections sections;
  for (const std::string_view name : file.names()) sections.emplace(name, file.section(name));
  train_names(command.data.string(), sections);
  write(sections, command);
}

constexpr const char* raw_files[] = {"wikinews", "voa-m2e2", "state-press", "whitehouse-press"};

// The words of all running text, as make_clusters() wants them.
std::vector<std::uint64_t> read_stream(const std::filesystem::path& data, const text::TokenRules& rules, std::span<const Treebank> banks) {
  std::vector<std::uint64_t> stream;
  for (const char* name : raw_files) read_raw_words(data / "raw" / (std::string(name) + ".jsonl"), rules, stream);
  for (const Treebank& bank : banks)
    for (const text::Sentence& sentence : bank.gold.sentences) {
      for (const text::Token& token : sentence.tokens) stream.push_back(text::hash_lower(bank.form(token)));
      stream.push_back(0);
    }
  return stream;
}

// Tags of all sentences one behind the other, for --keep.
std::string join(const std::vector<std::vector<text::Tag>>& tags) {
  std::string out;
  for (const auto& sentence : tags) out.append(sentence.begin(), sentence.end());
  return out;
}

std::vector<std::vector<text::Tag>> split(std::string_view bytes, const std::vector<Example>& examples) {
  std::vector<std::vector<text::Tag>> out;
  for (const Example& example : examples) {
    out.emplace_back(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(example.words.size()));
    bytes.remove_prefix(example.words.size());
  }
  return out;
}

// All stages before the parser, and the tags that it learns from as section "jackknife".
text::ModelSections make_stages(const Command& command, const std::vector<Treebank>& banks) {
  text::ModelSections sections;
  sections["tokens"] = train_token_rules(banks);
  {
    const Aligned rules(sections["tokens"]);
    const std::vector<std::uint64_t> stream = read_stream(command.data, text::TokenRules(rules.view()), banks);
    train_lexicon(banks, make_clusters(stream, {}), sections);
    sections["verbs"] = train_verbs(banks, stream);
  }
  std::cerr << "word classes\n";
  {
    const Aligned lexicon(sections["lexicon"]);
    sections["sentences"] = train_sentence_ends(banks, text::Lexicon(lexicon.view()), command.options);
  }
  std::cerr << "words and sentences\n";
  const std::vector<Example> examples = make_examples(banks, sections);
  train_lemmas(examples, sections);
  sections["tagger"] = train_tagger(examples, sections, command.options);
  std::cerr << "tagger\n";
  sections["jackknife"] = join(jackknife(examples, sections, command.options, 5));
  std::cerr << "tags for the parser\n";
  return sections;
}

// As many words of running text as the parser learns from, a part of each source.
std::vector<std::vector<text::ParserWord>> read_raw(const Command& command, const text::ModelSections& sections) {
  std::vector<std::vector<text::ParserWord>> all;
  for (const char* name : raw_files) read_raw_sentences(command.data / "raw" / (std::string(name) + ".jsonl"), sections, all);
  std::vector<std::vector<text::ParserWord>> out;
  std::size_t words = 0;
  for (const std::uint32_t at : shuffled(all.size(), command.options.seed)) {
    if (words >= command.options.raw_words) break;
    words += all[at].size();
    out.push_back(std::move(all[at]));
  }
  return out;
}

// Everything but the names.
text::ModelSections make_syntax(const Command& command) {
  std::vector<Treebank> banks;
  for (const char* name : {"ewt-train", "gum-train"}) banks.push_back(read_treebank(command.data / "treebanks" / (std::string(name) + ".conllu")));
  text::ModelSections sections;
  if (!command.keep.empty() && std::filesystem::exists(command.keep)) {
    const Aligned bytes(read_file(command.keep));
    const text::ModelFile file(bytes.view());
    for (const char* name : {"tokens", "tags", "ambiguity", "lexicon", "verbs", "sentences", "lemmas", "lemma-scripts", "tagger", "jackknife"})
      sections[name] = file.section(name);
  } else {
    sections = make_stages(command, banks);
    if (!command.keep.empty()) write_file(command.keep, text::write_model(sections));
  }
  const std::vector<Example> examples = make_examples(banks, sections);
  train_parser(examples, split(sections["jackknife"], examples), read_raw(command, sections), sections, command.options);
  sections.erase("jackknife");
  return sections;
}

void make(const Command& command) {
  text::ModelSections sections = make_syntax(command);
  train_names(command.data.string(), sections);
  write(sections, command);
}

void make_syntax_again(const Command& command) {
  text::ModelSections sections = make_syntax(command);
  const Aligned model(decompress(read_file(command.model)));
  const text::ModelFile file(model.view());
  for (const std::string_view name : file.names()) sections.emplace(name, file.section(name));
  write(sections, command);
}

void evaluate(const Command& command) {
  if (!command.part.empty() && command.part != "syntax" && command.part != "names" && command.part != "dates")
    throw Error("unknown part '" + command.part + "'", "", {}, usage);
  const Aligned model(decompress(read_file(command.model)));
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
    } else if (command.name == "syntax") {
      make_syntax_again(command);
    } else if (command.name == "names") {
      make_names(command);
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
