#include "models/train/treebank.hpp"

#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "text/conllu.hpp"

namespace kg::train {

Treebank read_treebank(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error("cannot read '" + file.string() + "'");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  const std::string conllu = std::move(bytes).str();
  Treebank bank;
  bank.text = text::conllu_text(conllu);
  bank.gold = text::read_conllu(conllu, bank.text);
  return bank;
}

std::vector<text::RawToken> raw_tokens(const Treebank& bank, std::size_t first, std::size_t last) {
  std::vector<text::RawToken> out;
  for (std::size_t i = first; i < last; ++i) {
    const text::Sentence& sentence = bank.gold.sentences[i];
    for (const text::Token& token : sentence.tokens) {
      text::Gap gap = text::Gap::none;
      if (&token == &sentence.tokens.front() && sentence.opens_paragraph) gap = text::Gap::paragraph;
      else if (token.span.begin > 0 && bank.text[token.span.begin - 1] == ' ') gap = text::Gap::blank;
      out.push_back({token.span, gap});
    }
  }
  return out;
}

std::vector<text::WordForm> word_forms(const Treebank& bank, const text::Sentence& sentence, const text::Lexicon& lexicon) {
  std::vector<text::WordForm> out;
  for (const text::Token& token : sentence.tokens) out.push_back(text::look_at(bank.form(token), lexicon));
  if (text::is_shouted(out))
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = text::look_at(bank.form(sentence.tokens[i]), lexicon, true);
  return out;
}

std::vector<std::uint32_t> shuffled(std::size_t n, std::uint64_t seed) {
  std::vector<std::uint32_t> order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = static_cast<std::uint32_t>(i);
  Random random(seed);
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[random.next() % i]);
  return order;
}

}  // namespace kg::train
