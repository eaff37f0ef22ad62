// The words of a question: splitting, and the base forms that a word may have.
//
// Questions are short, often without capitals or a question mark, so spelling rules and a table of
// irregular forms read them more surely than a model that was trained on whole news sentences.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_span.hpp"

namespace kg::query {

struct Word {
  std::string text;         ///< as typed, without quotes, final punctuation and possessive
  std::string lower;        ///< in lower case
  ByteSpan where;           ///< bytes of the question, with the possessive
  bool possessive = false;  ///< "Iran's", "leaders'"
  bool capital = false;     ///< starts with a capital letter
  bool comma = false;       ///< a comma follows
};

/// The words of `question` in order. Contracted auxiliaries are two words ("who's" is who + is,
/// "didn't" is did + not).
std::vector<Word> split_words(std::string_view question);

/// What `lower` may be a form of, itself first: "met" gives met, meet; "talks" gives talks, talk.
/// By spelling alone: some of the forms may be no words; callers look them up.
std::vector<std::string> base_forms(std::string_view lower);

/// True if `list`, any range of words, holds `word`.
template <class List>
bool among(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

/// True if `lower` may be a form of a word in the list.
template <class List>
bool any_form(const List& list, std::string_view lower) {
  const std::vector<std::string> forms = base_forms(lower);
  return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return among(list, form); });
}

/// True if the two lower-case words may be forms of one word.
bool same_word(std::string_view first, std::string_view second);

/// How a verb form can be used; a form may be several ("met" is past and participle).
struct VerbForms {
  bool base = false;        ///< meet
  bool third = false;       ///< meets
  bool past = false;        ///< met
  bool participle = false;  ///< met, given
  bool ing = false;         ///< meeting
};
VerbForms verb_forms(std::string_view lower);

/// Articles, auxiliaries, prepositions, pronouns and other words that carry no topic.
bool is_function_word(std::string_view lower);

/// The words of `text` that carry meaning, as lower case: function words left out.
std::vector<std::string> content_words(std::string_view text);

/// How many of `wanted` (lower case) occur in `text` in any of their forms.
std::size_t count_found(const std::vector<std::string>& wanted, std::string_view text);

}  // namespace kg::query
