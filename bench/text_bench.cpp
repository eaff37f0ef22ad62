// Speed of the English engine, stage by stage, on running text: an articles file (JSON Lines with "text")
// named by KG_BENCH_TEXT, else a short built-in article. "words/s" counts tokens.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "text/analyzer.hpp"
#include "text/dates.hpp"
#include "text/sentence_ends.hpp"
#include "text/stages.hpp"

extern "C" const char kg_english_model_begin[];
extern "C" const char kg_english_model_end[];

namespace {

using namespace kg;
using namespace kg::text;

constexpr const char* article =
    "WASHINGTON -- The president met the South Korean foreign minister on Tuesday to discuss the planned summit, officials said.\n\n"
    "\"We have agreed to hold further talks next month,\" the minister told reporters after the two-hour meeting at the White House. "
    "It was the first visit by a senior official since the sanctions were lifted in June 2018, and both sides called it a success. "
    "The European Union, which had rejected an earlier proposal, did not comment.\n";

std::string_view model() { return {kg_english_model_begin, static_cast<std::size_t>(kg_english_model_end - kg_english_model_begin)}; }

// The string members called "text"; enough of JSON for files of articles.
std::string text_member(const std::string& line) {
  std::string out;
  std::size_t at = line.find("\"text\": \"");
  if (at == std::string::npos) return out;
  for (at += 9; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] != '\\') out += line[at];
    else if (line[++at] == 'n') out += '\n';
    else if (line[at] == 'u') at += 4, out += ' ';
    else out += line[at];
  }
  return out;
}

const std::vector<std::string>& texts() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> out;
    if (const char* file = std::getenv("KG_BENCH_TEXT")) {
      std::ifstream in(file);
      for (std::string line; std::getline(in, line);)
        if (std::string text = text_member(line); !text.empty()) out.push_back(std::move(text));
    }
    if (out.empty()) out.assign(100, article);
    return out;
  }();
  return all;
}

const Stages& stages() {
  static const ModelFile file(model());
  static const Stages all(file);
  return all;
}

void report(benchmark::State& state, std::size_t words) {
  state.counters["words/s"] = benchmark::Counter(static_cast<double>(words), benchmark::Counter::kIsRate);
}

void load(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Analyzer());
}
BENCHMARK(load)->Unit(benchmark::kMicrosecond);

void tokens(benchmark::State& state) {
  std::size_t words = 0;
  std::vector<RawToken> out;
  for (auto _ : state)
    for (const std::string& text : texts()) {
      out.clear();
      find_tokens(text, stages().rules, out);
      words += out.size();
    }
  report(state, words);
}
BENCHMARK(tokens)->Unit(benchmark::kMillisecond);

// All texts as paragraphs of looked-at words, made once.
struct Prepared {
  std::string_view text;
  std::vector<RawToken> tokens;
  std::vector<WordForm> words;
  std::vector<std::uint32_t> ends;
};
const std::vector<Prepared>& paragraphs() {
  static const std::vector<Prepared> all = [] {
    std::vector<Prepared> out;
    std::vector<RawToken> raw;
    for (const std::string& text : texts()) {
      raw.clear();
      find_tokens(text, stages().rules, raw);
      for (std::size_t begin = 0; begin < raw.size();) {
        std::size_t end = begin + 1;
        while (end < raw.size() && raw[end].before != Gap::paragraph) ++end;
        Prepared& paragraph = out.emplace_back();
        paragraph.text = text;
        paragraph.tokens.assign(raw.begin() + static_cast<std::ptrdiff_t>(begin), raw.begin() + static_cast<std::ptrdiff_t>(end));
        stages().look_at_words(text, paragraph.tokens, paragraph.words);
        find_sentence_ends(text, paragraph.tokens, paragraph.words, stages().sentence_ends, paragraph.ends);
        begin = end;
      }
    }
    return out;
  }();
  return all;
}

void word_forms(benchmark::State& state) {
  std::size_t words = 0;
  std::vector<WordForm> out;
  const auto& all = paragraphs();
  for (auto _ : state)
    for (const Prepared& paragraph : all) {
      stages().look_at_words(paragraph.text, paragraph.tokens, out);
      words += out.size();
    }
  report(state, words);
}
BENCHMARK(word_forms)->Unit(benchmark::kMillisecond);

void sentence_ends(benchmark::State& state) {
  std::size_t words = 0;
  std::vector<std::uint32_t> out;
  const auto& all = paragraphs();
  for (auto _ : state)
    for (const Prepared& paragraph : all) {
      out.clear();
      find_sentence_ends(paragraph.text, paragraph.tokens, paragraph.words, stages().sentence_ends, out);
      words += paragraph.tokens.size();
    }
  report(state, words);
}
BENCHMARK(sentence_ends)->Unit(benchmark::kMillisecond);

template <class Work>
void for_sentences(benchmark::State& state, Work&& work) {
  std::size_t words = 0;
  const auto& all = paragraphs();
  for (auto _ : state)
    for (const Prepared& paragraph : all) {
      std::size_t first = 0;
      for (const std::uint32_t last : paragraph.ends) {
        work(paragraph, first, last);
        first = last;
      }
      words += paragraph.tokens.size();
    }
  report(state, words);
}

void tags(benchmark::State& state) {
  std::vector<Tag> out;
  for_sentences(state, [&](const Prepared& paragraph, std::size_t first, std::size_t last) {
    out.resize(last - first);
    stages().tagger.tag(std::span(paragraph.words).subspan(first, last - first), out.data());
  });
}
BENCHMARK(tags)->Unit(benchmark::kMillisecond);

void tags_lemmas_trees(benchmark::State& state) {
  Scratch scratch;
  std::vector<WordForm> words;
  for_sentences(state, [&](const Prepared& paragraph, std::size_t first, std::size_t last) {
    Sentence sentence;
    sentence.tokens.resize(last - first);
    for (std::size_t i = first; i < last; ++i) sentence.tokens[i - first].span = paragraph.tokens[i].span;
    words.assign(paragraph.words.begin() + static_cast<std::ptrdiff_t>(first), paragraph.words.begin() + last);
    std::deque<std::string> lemmas;
    stages().read_sentence(paragraph.text, words, sentence, scratch, lemmas);
  });
}
BENCHMARK(tags_lemmas_trees)->Unit(benchmark::kMillisecond);

void dates(benchmark::State& state) {
  const Analyzer analyzer;
  std::vector<Analysis> analyses;
  std::size_t count = 0;
  for (const std::string& text : texts()) {
    analyses.push_back(analyzer.analyze(text));
    for (const Sentence& sentence : analyses.back().sentences) count += sentence.tokens.size();
  }
  std::size_t words = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < analyses.size(); ++i) {
      TimeContext context;
      context.reference = {2018, 6, 12};
      for (Sentence& sentence : analyses[i].sentences) find_times(texts()[i], sentence, context);
    }
    words += count;
  }
  report(state, words);
}
BENCHMARK(dates)->Unit(benchmark::kMillisecond);

void whole(benchmark::State& state) {
  const Analyzer analyzer;
  std::size_t words = 0;
  for (auto _ : state)
    for (const std::string& text : texts()) {
      const Analysis analysis = analyzer.analyze(text, {2018, 6, 12});
      for (const Sentence& sentence : analysis.sentences) words += sentence.tokens.size();
    }
  report(state, words);
}
BENCHMARK(whole)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
