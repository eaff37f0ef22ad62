#include "query/question_tree.hpp"

#include <algorithm>
#include <string>

namespace kg::query {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

std::string in_title_case(std::string word) {
  if (!word.empty() && is_lower(word.front())) word.front() = static_cast<char>(word.front() - 'a' + 'A');
  return word;
}

}  // namespace

QuestionTree::QuestionTree(const text::Analyzer& analyzer, std::span<const Word> words, const std::vector<bool>& in_name, Date reference) : nodes_(words.size()) {
  if (words.empty()) return;
  // SHOUTED QUESTIONS are read as if typed in lower case.
  const auto any = [&](bool (*test)(char)) {
    return std::any_of(words.begin(), words.end(), [&](const Word& word) { return std::any_of(word.text.begin(), word.text.end(), test); });
  };
  const bool shouted = any(is_upper) && !any(is_lower);
  std::string text;
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!text.empty()) text += ' ';
    starts.push_back(text.size());
    const std::string& typed = shouted ? words[i].lower : words[i].text;
    text += i == 0 || in_name[i] ? in_title_case(typed) : typed;
    if (words[i].possessive) text += "'s";
    if (words[i].comma) text += ',';
  }
  starts.push_back(text.size());
  text += '?';

  const text::Analysis analysis = analyzer.analyze(text, reference);
  const auto word_at = [&](std::size_t byte) { return static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), byte) - starts.begin()) - 1; };
  std::size_t roots = 0;
  for (const text::Sentence& sentence : analysis.sentences) {
    std::vector<std::size_t> of;  // the word of each token
    for (const text::Token& token : sentence.tokens) of.push_back(token.upos == text::Upos::PUNCT ? none : word_at(token.span.begin));
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (of[i] >= words.size()) continue;
      const text::Token& token = sentence.tokens[i];
      const std::size_t head = token.head < 0 ? none : of[static_cast<std::size_t>(token.head)];
      if (head == of[i]) continue;  // inside the word
      Node& node = nodes_[of[i]];
      if (node.head != none) continue;
      node = {token.upos, text::name_of(token.relation), head};
      if (token.head >= 0) continue;
      root_ = of[i];
      ++roots;
    }
    for (const text::TimeExpression& time : sentence.times) {
      if (!time.relative || time.first >= time.last) continue;
      const Range range{word_at(sentence.tokens[time.first].span.begin), word_at(sentence.tokens[time.last - 1].span.begin) + 1};
      if (range.end <= words.size() && range.begin < range.end) times_.push_back({range, {time.from, time.to}});
    }
  }
  if (roots != 1) root_ = none;
}

std::size_t QuestionTree::child(std::size_t word, std::initializer_list<std::string_view> relations, std::size_t from) const {
  for (std::size_t i = from; i < nodes_.size(); ++i)
    if (nodes_[i].head == word && std::find(relations.begin(), relations.end(), nodes_[i].relation) != relations.end()) return i;
  return none;
}

Range QuestionTree::span(std::size_t word) const {
  Range range{word, word + 1};
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    std::size_t up = i;
    // A tree of n words is at most n deep; the count also ends circles that joined tokens may make.
    for (std::size_t steps = 0; up != none && up != word && steps < nodes_.size(); ++steps) up = nodes_[up].head;
    if (up != word) continue;
    range.begin = std::min(range.begin, i);
    range.end = std::max(range.end, i + 1);
  }
  return range;
}

}  // namespace kg::query
