#include "models/train/raw_sentences.hpp"

#include <rapidjson/document.h>

#include <fstream>
#include <string>

#include "base/error.hpp"
#include "models/train/trainers.hpp"
#include "text/parser.hpp"
#include "text/sentence_ends.hpp"
#include "text/stages.hpp"

namespace kg::train {

using namespace text;

void read_raw_sentences(const std::filesystem::path& file, const ModelSections& sections, std::vector<std::vector<ParserWord>>& out) {
  const Aligned token_bytes(sections.at("tokens")), lexicon_bytes(sections.at("lexicon")), ends_bytes(sections.at("sentences")), tagger_bytes(sections.at("tagger"));
  const TokenRules rules(token_bytes.view());
  const Lexicon lexicon(lexicon_bytes.view());
  const LinearModel sentence_ends(ends_bytes.view());
  const Tagger tagger(tagger_bytes.view(), sections.at("tags"), sections.at("ambiguity"));
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error("cannot read '" + file.string() + "'");
  std::vector<RawToken> all;
  std::vector<WordForm> forms;
  std::vector<std::uint32_t> ends;
  std::vector<Tag> tags;
  for (std::string line; std::getline(in, line);) {
    rapidjson::Document document;
    document.Parse(line.data(), line.size());
    if (document.HasParseError() || !document.IsObject() || !document.HasMember("text") || !document["text"].IsString()) continue;
    const std::string text = document["text"].GetString();
    all.clear();
    find_tokens(text, rules, all);
    for (std::size_t begin = 0, end; begin < all.size(); begin = end) {
      for (end = begin + 1; end < all.size() && all[end].before != Gap::paragraph;) ++end;
      const std::span<const RawToken> paragraph = std::span<const RawToken>(all).subspan(begin, end - begin);
      forms.clear();
      for (const RawToken& token : paragraph) forms.push_back(look_at(slice(text, token.span), lexicon));
      ends.clear();
      find_sentence_ends(text, paragraph, forms, sentence_ends, ends);
      std::size_t first = 0;
      for (const std::uint32_t last : ends) {
        const std::size_t size = last - first;
        if (size >= 3 && size <= 100) {
          const std::span<WordForm> words = std::span(forms).subspan(first, size);
          if (is_shouted(words))
            for (std::size_t i = 0; i < size; ++i) words[i] = look_at(slice(text, paragraph[first + i].span), lexicon, true);
          tags.resize(size);
          tagger.tag(words, tags.data());
          std::vector<Token> tokens(size);
          std::vector<ParserWord>& sentence = out.emplace_back();
          for (std::size_t i = 0; i < size; ++i) {
            tokens[i].span = paragraph[first + i].span;
            tokens[i].upos = tagger.pair(tags[i]).upos;
            sentence.push_back(parser_word(words[i], tags[i]));
          }
          mark_punctuation(text, tokens, sentence);
        }
        first = last;
      }
    }
  }
}

}  // namespace kg::train
