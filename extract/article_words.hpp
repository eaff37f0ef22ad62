// What the whole article says of a word, for the names that a sentence alone leaves open.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "extract/reading.hpp"
#include "extract/vocabulary.hpp"

namespace kg::extract {

class ArticleWords {
 public:
  /// `reading` and `vocabulary` must outlive it.
  ArticleWords(const Reading& reading, const Vocabulary& vocabulary);

  /// "Rivers Tax Credit (RTC)", "heating and air conditioning (HVAC)": folded letters that stand for a thing.
  bool are_letters_of_a_thing(std::string_view folded) const { return thing_letters_.contains(folded); }
  /// The article has the word (in lower case) somewhere without a capital.
  bool writes_small(std::string_view word) const { return small_words_.contains(word); }
  /// "the Senate" of an article on Nigeria is not that of the United States: some other state is named far more often than
  /// the one whose legislature `org` is.
  bool is_of_another_state(std::string_view org) const;

 private:
  using Counts = std::map<std::string, int, std::less<>>;
  void learn_letters(std::uint32_t sentence);
  const Counts& states_named() const;

  const Reading& reading_;
  const Vocabulary& vocabulary_;
  WordSet thing_letters_, small_words_;
  mutable std::optional<Counts> states_named_;  // how often each is; few articles need to know
};

/// Written in capitals, with one letter at least.
bool is_capital_word(std::string_view word);

}  // namespace kg::extract
