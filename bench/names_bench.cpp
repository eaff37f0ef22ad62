// Names and dates, each by itself, on analysed articles: words a second on one thread.
//   KG_DATA=../shared/data build/release/bench/names_bench
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "rapidjson/document.h"
#include "text/analyzer.hpp"
#include "text/dates.hpp"
#include "text/names.hpp"

extern "C" const char kg_english_model_begin[];
extern "C" const char kg_english_model_end[];

namespace {

using namespace kg;

struct Article {
  std::string text;
  text::Analysis analysis;
};

struct Pile {
  std::vector<Article> articles;
  std::int64_t words = 0;
};

// The first articles of state-press.jsonl, with tags.
const Pile& pile() {
  static const Pile all = [] {
    Pile out;
    const char* data = std::getenv("KG_DATA");
    std::ifstream in(std::string(data != nullptr ? data : "../shared/data") + "/raw/state-press.jsonl");
    const text::Analyzer analyzer;
    for (std::string line; out.articles.size() < 100 && std::getline(in, line);) {
      rapidjson::Document document;
      document.Parse(line.data(), line.size());
      if (!document.IsObject()) continue;
      Article article{document["text"].GetString(), {}};
      article.analysis = analyzer.analyze(article.text);
      for (const auto& sentence : article.analysis.sentences) out.words += static_cast<std::int64_t>(sentence.tokens.size());
      out.articles.push_back(std::move(article));
    }
    return out;
  }();
  return all;
}

void names(benchmark::State& state) {
  const text::ModelFile model({kg_english_model_begin, static_cast<std::size_t>(kg_english_model_end - kg_english_model_begin)});
  const text::NameFinder finder(model, {});
  Pile& all = const_cast<Pile&>(pile());
  if (all.words == 0) return state.SkipWithError("no articles: set KG_DATA");
  for (auto _ : state) {
    for (Article& article : all.articles) {
      for (auto& sentence : article.analysis.sentences) sentence.names.clear();
      finder.find_names(article.text, article.analysis.sentences);
    }
  }
  state.SetItemsProcessed(state.iterations() * all.words);
}
BENCHMARK(names)->Unit(benchmark::kMillisecond);

void dates(benchmark::State& state) {
  Pile& all = const_cast<Pile&>(pile());
  if (all.words == 0) return state.SkipWithError("no articles: set KG_DATA");
  for (auto _ : state) {
    for (Article& article : all.articles) {
      text::TimeContext context;
      context.reference = {2018, 6, 13};
      for (auto& sentence : article.analysis.sentences) text::find_times(article.text, sentence, context);
    }
  }
  state.SetItemsProcessed(state.iterations() * all.words);
}
BENCHMARK(dates)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
