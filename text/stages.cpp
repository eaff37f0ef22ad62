#include "text/stages.hpp"

#include <algorithm>

#include "text/morphology.hpp"

namespace kg::text {
namespace {

// Lemmas are written one behind the other into strings that never grow beyond their first capacity.
class LemmaArena {
 public:
  explicit LemmaArena(std::deque<std::string>& pages) : pages_(pages) {}
  std::string& page(std::size_t room) {
    if (pages_.empty() || pages_.back().capacity() - pages_.back().size() < room) pages_.emplace_back().reserve(std::max<std::size_t>(room, page_size_));
    page_size_ = std::min<std::size_t>(page_size_ * 2, 1 << 16);
    return pages_.back();
  }

 private:
  std::deque<std::string>& pages_;
  std::size_t page_size_ = 1024;
};

}  // namespace

Stages::Stages(const ModelFile& file)
    : rules(file.section("tokens")),
      lexicon(file.section("lexicon")),
      sentence_ends(file.section("sentences")),
      tagger(file.section("tagger"), file.section("tags"), file.section("ambiguity")),
      lemmatizer(file.section("lemmas"), file.section("lemma-scripts"), file.section("verbs")),
      parser(file.section("parser"), file.section("relations")) {}

void Stages::look_at_words(std::string_view text, std::span<const RawToken> tokens, std::vector<WordForm>& out) const {
  out.clear();
  out.reserve(tokens.size());
  for (const RawToken& token : tokens) out.push_back(look_at(slice(text, token.span), lexicon));
}

bool is_shouted(std::span<const WordForm> words) {
  std::size_t upper = 0;
  std::size_t other = 0;
  for (const WordForm& word : words) {
    if (word.casing == Casing::upper) ++upper;
    else if (word.casing != Casing::none) ++other;
  }
  return upper >= 3 && upper >= 4 * other;
}

void Stages::read_sentence(std::string_view text, std::span<WordForm> words, Sentence& sentence, Scratch& scratch, std::deque<std::string>& lemmas) const {
  const std::size_t size = sentence.tokens.size();
  if (is_shouted(words))
    for (std::size_t i = 0; i < size; ++i) words[i] = look_at(slice(text, sentence.tokens[i].span), lexicon, true);
  scratch.tags.resize(size);
  tagger.tag(words, scratch.tags.data());
  scratch.parser_words.resize(size);
  LemmaArena arena(lemmas);
  for (std::size_t i = 0; i < size; ++i) {
    Token& token = sentence.tokens[i];
    const TagPair pair = tagger.pair(scratch.tags[i]);
    token.upos = pair.upos;
    token.xpos = pair.xpos;
    const std::string_view word = slice(text, token.span);
    std::string& page = arena.page(word.size() + 256);
    const std::size_t begin = page.size();
    lemmatizer.lemmatize(word, words[i], pair, lexicon, page);
    token.lemma = std::string_view(page).substr(begin);
    scratch.parser_words[i] = parser_word(words[i], scratch.tags[i]);
  }
  parser.parse(text, scratch.parser_words, scratch.parser, sentence);
  set_features(text, sentence);
}

ParserWord parser_word(const WordForm& form, Tag tag) {
  ParserWord word;
  word.form = static_cast<std::uint32_t>(form.lower >> 16);
  word.cluster = form.cluster;
  word.ambiguity = form.ambiguity;
  word.tag = tag;
  word.title = form.casing == Casing::title || form.casing == Casing::upper;
  return word;
}

}  // namespace kg::text
