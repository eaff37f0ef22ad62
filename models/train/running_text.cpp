#include "models/train/running_text.hpp"

#include <rapidjson/document.h>

#include <fstream>
#include <string>

#include "base/error.hpp"
#include "models/train/clusters.hpp"
#include "models/train/trainers.hpp"
#include "text/sentence_ends.hpp"

namespace kg::train {

using namespace text;

namespace {

constexpr const char* sources[] = {"wikinews", "voa-m2e2", "state-press", "whitehouse-press"};

std::filesystem::path file_of(const std::filesystem::path& data, const char* source) { return data / "raw" / (std::string(source) + ".jsonl"); }

using Tokens = std::vector<RawToken>;

// Appends the sentences of `text`, which begins at `offset` of the whole, to `out`.
void cut(std::string_view text, std::uint32_t offset, const TokenRules& rules, const Lexicon& lexicon, const LinearModel& sentence_ends, std::vector<Tokens>& out) {
  Tokens all;
  find_tokens(text, rules, all);
  std::vector<WordForm> forms;
  std::vector<std::uint32_t> ends;
  for (std::size_t begin = 0, end; begin < all.size(); begin = end) {
    for (end = begin + 1; end < all.size() && all[end].before != Gap::paragraph;) ++end;
    const std::span<const RawToken> paragraph = std::span<const RawToken>(all).subspan(begin, end - begin);
    forms.clear();
    for (const RawToken& token : paragraph) forms.push_back(look_at(slice(text, token.span), lexicon));
    ends.clear();
    find_sentence_ends(text, paragraph, forms, sentence_ends, ends);
    std::size_t first = 0;
    for (const std::uint32_t last : ends) {
      if (last - first >= 3 && last - first <= 100) {
        Tokens& sentence = out.emplace_back();
        for (RawToken token : paragraph.subspan(first, last - first)) {
          token.span = {token.span.begin + offset, token.span.end + offset};
          sentence.push_back(token);
        }
      }
      first = last;
    }
  }
}

}  // namespace

std::vector<std::uint64_t> read_stream(const std::filesystem::path& data, const TokenRules& rules, std::span<const Treebank> banks) {
  std::vector<std::uint64_t> stream;
  for (const char* source : sources) read_raw_words(file_of(data, source), rules, stream);
  for (const Treebank& bank : banks)
    for (const Sentence& sentence : bank.gold.sentences) {
      for (const Token& token : sentence.tokens) stream.push_back(hash_lower(bank.form(token)));
      stream.push_back(0);
    }
  return stream;
}

Treebank read_running_text(const std::filesystem::path& data, const ModelSections& sections, std::size_t most_words, std::uint64_t seed) {
  const Aligned token_bytes(sections.at("tokens")), lexicon_bytes(sections.at("lexicon")), ends_bytes(sections.at("sentences"));
  const TokenRules rules(token_bytes.view());
  const Lexicon lexicon(lexicon_bytes.view());
  const LinearModel sentence_ends(ends_bytes.view());
  Treebank out;
  std::vector<Tokens> all;
  for (const char* source : sources) {
    std::ifstream in(file_of(data, source), std::ios::binary);
    if (!in) throw Error("cannot read '" + file_of(data, source).string() + "'");
    for (std::string line; std::getline(in, line);) {
      rapidjson::Document document;
      document.Parse(line.data(), line.size());
      if (document.HasParseError() || !document.IsObject() || !document.HasMember("text") || !document["text"].IsString()) continue;
      const std::string_view text(document["text"].GetString(), document["text"].GetStringLength());
      const auto offset = static_cast<std::uint32_t>(out.text.size());
      out.text.append(text).append("\n\n");
      cut(text, offset, rules, lexicon, sentence_ends, all);
    }
  }
  std::size_t words = 0;
  for (const std::uint32_t at : shuffled(all.size(), seed)) {
    if (words >= most_words) break;
    words += all[at].size();
    Sentence& sentence = out.gold.sentences.emplace_back();
    sentence.span = {all[at].front().span.begin, all[at].back().span.end};
    sentence.opens_paragraph = true;
    for (const RawToken& token : all[at]) sentence.tokens.emplace_back().span = token.span;
  }
  return out;
}

}  // namespace kg::train
