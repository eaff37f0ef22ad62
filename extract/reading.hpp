// One analysed document with the questions that extraction asks of its trees.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "source/document.hpp"
#include "text/analysis.hpp"

namespace kg::extract {

inline bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// A token of the document: sentence and position in it. `none` where there is none.
struct TokenRef {
  std::uint32_t sentence = 0;
  std::int32_t token = -1;
  explicit operator bool() const { return token >= 0; }
  auto operator<=>(const TokenRef&) const = default;
};

/// The document and its trees, with children lists; views into both, which must outlive it.
class Reading {
 public:
  Reading(const source::Document& document, const text::Analysis& analysis);

  const source::Document& document() const { return *document_; }
  std::string_view text() const { return document_->text; }
  std::uint32_t sentence_count() const { return static_cast<std::uint32_t>(analysis_->sentences.size()); }
  const text::Sentence& sentence(std::uint32_t s) const { return analysis_->sentences[s]; }
  std::int32_t size(std::uint32_t s) const { return static_cast<std::int32_t>(sentence(s).tokens.size()); }

  const text::Token& token(TokenRef t) const { return analysis_->sentences[t.sentence].tokens[static_cast<std::size_t>(t.token)]; }
  std::string_view form(TokenRef t) const { return slice(text(), token(t).span); }
  /// The lower-cased form.
  const std::string& lower(TokenRef t) const { return lower_[offsets_[t.sentence] + static_cast<std::size_t>(t.token)]; }
  std::string_view lemma(TokenRef t) const { return lemmas_[offsets_[t.sentence] + static_cast<std::size_t>(t.token)]; }
  /// Replaces a lemma that the analysis got wrong; `lemma` must outlive this.
  void set_lemma(TokenRef t, std::string_view lemma) { lemmas_[offsets_[t.sentence] + static_cast<std::size_t>(t.token)] = lemma; }
  std::string_view relation(TokenRef t) const { return text::name_of(token(t).relation); }
  std::string_view xpos(TokenRef t) const { return text::name_of(token(t).xpos); }
  TokenRef head(TokenRef t) const { return {t.sentence, token(t).head}; }
  /// In text order.
  const std::vector<std::int32_t>& children(TokenRef t) const {
    return children_[offsets_[t.sentence] + static_cast<std::size_t>(t.token)];
  }
  /// The first child whose relation is `relation` or a subtype of it ("nsubj" finds "nsubj:pass").
  TokenRef child(TokenRef t, std::string_view relation) const;
  bool has_child(TokenRef t, std::string_view relation) const { return static_cast<bool>(child(t, relation)); }
  /// Relation equal to `relation` or a subtype of it.
  bool is(TokenRef t, std::string_view relation) const;
  /// The lower-cased case words (or mark words) of `t`, joined by '_': "with", "together_with"; empty if none.
  std::string case_words(TokenRef t) const;
  /// `t` and its conjuncts, in text order, at most 24.
  std::vector<TokenRef> with_conjuncts(TokenRef t) const;
  bool upper_initial(TokenRef t) const;
  /// True if `t` is a word of a time expression: "Tuesday", "last year".
  bool in_time(TokenRef t) const;
  /// Tokens [first, last) of the subtree of `t` as it stands in the text, without a leading case word,
  /// determiner or punctuation; relative clauses and appositions cut off. Never empty.
  std::pair<std::int32_t, std::int32_t> phrase(TokenRef t) const;
  ByteSpan span(std::uint32_t s, std::int32_t first, std::int32_t last) const;
  /// The nearest verb (or predicate) above `t`; itself if it is one.
  TokenRef clause(TokenRef t) const;
  /// True if the token stands inside quotation marks that cover at least two words.
  bool quoted(TokenRef t) const { return quoted_[offsets_[t.sentence] + static_cast<std::size_t>(t.token)]; }

 private:
  void mark_quotes();

  const source::Document* document_;
  const text::Analysis* analysis_;
  std::vector<std::size_t> offsets_;  ///< of each sentence in the arrays below
  std::vector<std::string> lower_;
  std::vector<std::string_view> lemmas_;
  std::vector<std::vector<std::int32_t>> children_;
  std::vector<bool> quoted_;
};

}  // namespace kg::extract
