// kg-teach: trains neural readers on the treebanks and writes their trees of running text, from which kg-train learns.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <thread>

#include <torch/torch.h>

#include "base/error.hpp"
#include "models/teach/network.hpp"
#include "models/train/clusters.hpp"
#include "models/train/model_io.hpp"
#include "models/train/running_text.hpp"
#include "models/train/trainers.hpp"
#include "text/conllu.hpp"
#include "text/tag_names.hpp"

namespace {

using namespace kg;
using namespace kg::teach;
using namespace kg::train;

constexpr const char* usage =
    "kg-teach --data DIR --model MODEL -o FILE.conllu\n"
    "     [--raw-words N]   of running text that is read (all)\n"
    "     [--rounds N]      of training (12)\n"
    "MODEL: cuts running text into sentences of words.\n";

struct Command {
  std::filesystem::path data, model, output;
  std::size_t raw_words = SIZE_MAX;
  NetworkOptions options;
};

Command parse(int argc, char** argv) {
  Command command;
  const std::vector<std::string> words(argv + 1, argv + argc);
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    const std::string& value = words[i + 1];
    if (words[i] == "--data") command.data = value;
    else if (words[i] == "--model") command.model = value;
    else if (words[i] == "-o") command.output = value;
    else if (words[i] == "--raw-words") command.raw_words = std::strtoull(value.c_str(), nullptr, 10);
    else if (words[i] == "--rounds") command.options.rounds = std::atoi(value.c_str());
    else throw Error("unknown option '" + words[i] + "'", "", {}, usage);
  }
  if (command.data.empty() || command.model.empty() || command.output.empty()) throw Error("what is to be read?", "", {}, usage);
  return command;
}

Reading gold_of(const Example& example) {
  Reading out;
  const std::vector<text::Token>& tokens = example.sentence->tokens;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    out.tags.push_back(example.tags[i]);
    out.heads.push_back(tokens[i].head < 0 ? static_cast<std::int32_t>(tokens.size()) : tokens[i].head);
    out.relations.push_back(static_cast<std::uint8_t>(tokens[i].relation));
  }
  return out;
}

// Tags, heads and labelled heads that are right, punctuation included.
void measure(const char* name, std::span<const std::unique_ptr<Network>> networks, const Alphabet& alphabet, const std::vector<Example>& examples, const std::string& tag_pairs) {
  std::vector<Input> inputs;
  for (const Example& example : examples) inputs.push_back(alphabet.read(example.words));
  const std::vector<Reading> readings = read_all(networks, inputs);
  std::size_t words = 0, upos = 0, heads = 0, labelled = 0;
  for (std::size_t s = 0; s < examples.size(); ++s) {
    const Reading gold = gold_of(examples[s]);
    for (std::size_t i = 0; i < gold.heads.size(); ++i) {
      ++words;
      upos += static_cast<text::Upos>(tag_pairs[2 * readings[s].tags[i]]) == examples[s].sentence->tokens[i].upos;
      heads += readings[s].heads[i] == gold.heads[i];
      labelled += readings[s].heads[i] == gold.heads[i] && readings[s].relations[i] == gold.relations[i];
    }
  }
  const auto share = [&](std::size_t right) { return static_cast<double>(right) / static_cast<double>(words); };
  std::fprintf(stderr, "%s: UPOS %.4f UAS %.4f LAS %.4f\n", name, share(upos), share(heads), share(labelled));
}

void run(const Command& command) {
  at::set_num_threads(1);
  const text::ModelSections sections = read_sections(command.model);
  const Aligned lexicon_bytes(sections.at("lexicon"));
  const text::Lexicon lexicon(lexicon_bytes.view());
  std::vector<Treebank> banks, dev_banks;
  for (const char* name : {"ewt", "gum"}) {
    banks.push_back(read_treebank(command.data / "treebanks" / (std::string(name) + "-train.conllu")));
    dev_banks.push_back(read_treebank(command.data / "treebanks" / (std::string(name) + "-dev.conllu")));
  }
  const std::vector<Example> examples = make_examples(banks, sections);
  std::vector<float> vectors;
  std::unique_ptr<Vocabulary> vocabulary;
  {
    const Aligned rules(sections.at("tokens"));
    const std::vector<std::uint64_t> stream = read_stream(command.data, text::TokenRules(rules.view()), banks);
    vocabulary = std::make_unique<Vocabulary>(stream, 3);
    vectors = make_vectors(stream, *vocabulary, {});
  }
  std::cerr << "vectors of " << vocabulary->size() << " words\n";
  const Alphabet alphabet(*vocabulary, examples);
  std::vector<Network::Lesson> lessons;
  for (const Example& example : examples) lessons.push_back({alphabet.read(example.words), gold_of(example)});
  std::vector<std::unique_ptr<Network>> networks(2);
  std::vector<std::thread> threads;
  std::vector<Example> dev[2] = {make_examples(std::span(dev_banks).first(1), sections), make_examples(std::span(dev_banks).last(1), sections)};
  const std::string& tags = sections.at("tags");
  for (std::size_t n = 0; n < networks.size(); ++n)
    threads.emplace_back([&, n] {
      at::set_num_threads(1);
      NetworkOptions options = command.options;
      options.seed = n + 1;
      networks[n] = std::make_unique<Network>(alphabet, vectors, tags.size() / 2, text::relation_names().size(), options);
      networks[n]->learn(lessons, [&](int round) {
        if (round % 3 != 2) return;
        measure("ewt-dev", std::span(networks).subspan(n, 1), alphabet, dev[0], tags);
        measure("gum-dev", std::span(networks).subspan(n, 1), alphabet, dev[1], tags);
      });
    });
  for (std::thread& thread : threads) thread.join();
  measure("both, ewt-dev", networks, alphabet, dev[0], tags);
  measure("both, gum-dev", networks, alphabet, dev[1], tags);

  Treebank running = read_running_text(command.data, sections, command.raw_words, command.options.seed);
  std::vector<Input> inputs;
  for (const text::Sentence& sentence : running.gold.sentences) inputs.push_back(alphabet.read(word_forms(running, sentence, lexicon)));
  std::cerr << "reading " << inputs.size() << " sentences\n";
  const std::vector<Reading> readings = read_all(networks, inputs);
  for (std::size_t s = 0; s < readings.size(); ++s) {
    std::vector<text::Token>& tokens = running.gold.sentences[s].tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const std::int32_t head = readings[s].heads[i];
      tokens[i].head = head == static_cast<std::int32_t>(tokens.size()) ? -1 : head;
      tokens[i].relation = static_cast<text::Relation>(readings[s].relations[i]);
      tokens[i].upos = static_cast<text::Upos>(tags[2 * readings[s].tags[i]]);
      tokens[i].xpos = static_cast<text::Xpos>(static_cast<unsigned char>(tags[2 * readings[s].tags[i] + 1]));
    }
  }
  std::ofstream out(command.output, std::ios::binary);
  out << text::write_conllu(running.gold, running.text);
  if (!out.flush()) throw Error("cannot write '" + command.output.string() + "'");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run(parse(argc, argv));
  } catch (const Error& error) {
    std::cerr << error.report() << '\n';
    return 1;
  } catch (const std::exception& error) {
    std::cerr << "kg-teach: " << error.what() << '\n';
    return 1;
  }
}
