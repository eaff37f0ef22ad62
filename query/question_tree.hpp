// What the analyser sees in a question, laid over the question's own words.
//
// Questions are often typed without capitals, and the tagger leans on them; so the names that the graph
// knows are given to it with capitals, the rest as typed. Where the tree and the names disagree the reader
// believes the names: the graph knows them, the parser guesses them.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "query/period.hpp"
#include "query/question_words.hpp"
#include "text/analyzer.hpp"

namespace kg::query {

/// Words [begin, end) of the question.
struct Range {
  std::size_t begin = 0, end = 0;
  bool empty() const { return begin >= end; }
  std::size_t size() const { return empty() ? 0 : end - begin; }
};

class QuestionTree {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  /// A time that counts from another day: "last week", "two days ago", "in June".
  struct RelativeTime {
    Range words;
    Period period;  ///< counted from `reference`; open on both sides without one
  };

  QuestionTree() = default;
  /// `in_name[i]`: word i belongs to a name. `reference` is the day that "last week" counts from, may be unknown.
  QuestionTree(const text::Analyzer& analyzer, std::span<const Word> words, const std::vector<bool>& in_name, Date reference);

  text::Upos tag(std::size_t word) const { return nodes_[word].tag; }
  /// none for the root and for words that the analyser sees in another sentence.
  std::size_t head(std::size_t word) const { return nodes_[word].head; }
  std::string_view relation(std::size_t word) const { return nodes_[word].relation; }
  /// The head of the whole question; none if it falls into several sentences.
  std::size_t root() const { return root_; }
  /// The first word at or behind `from` that hangs on `word` by one of `relations`; none without.
  std::size_t child(std::size_t word, std::initializer_list<std::string_view> relations, std::size_t from = 0) const;
  /// First to last word of what hangs on `word`.
  Range span(std::size_t word) const;
  const std::vector<RelativeTime>& times() const { return times_; }

 private:
  struct Node {
    text::Upos tag = text::Upos::X;
    std::string_view relation;
    std::size_t head = none;
  };
  std::vector<Node> nodes_;
  std::vector<RelativeTime> times_;
  std::size_t root_ = none;
};

}  // namespace kg::query
