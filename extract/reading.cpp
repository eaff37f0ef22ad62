#include "extract/reading.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kg::extract {

namespace {

bool base_is(std::string_view relation, std::string_view base) {
  return relation == base || (relation.size() > base.size() && relation.starts_with(base) && relation[base.size()] == ':');
}

}  // namespace

Reading::Reading(const source::Document& document, const text::Analysis& analysis)
    : document_(&document), analysis_(&analysis) {
  std::size_t total = 0;
  for (const text::Sentence& sentence : analysis.sentences) {
    offsets_.push_back(total);
    total += sentence.tokens.size();
  }
  lower_.reserve(total);
  lemmas_.reserve(total);
  children_.resize(total);
  quoted_.resize(total);
  for (std::uint32_t s = 0; s < sentence_count(); ++s) {
    const std::vector<text::Token>& tokens = analysis.sentences[s].tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      lower_.push_back(to_lower(slice(text(), tokens[i].span)));
      lemmas_.push_back(tokens[i].lemma);
      if (tokens[i].head >= 0) children_[offsets_[s] + static_cast<std::size_t>(tokens[i].head)].push_back(static_cast<std::int32_t>(i));
    }
  }
  mark_quotes();
}

/// Quotations open and close inside one paragraph; a quotation that a paragraph leaves open ends with it.
void Reading::mark_quotes() {
  bool open = false;
  for (std::uint32_t s = 0; s < sentence_count(); ++s) {
    if (sentence(s).opens_paragraph) open = false;
    for (std::int32_t i = 0; i < size(s); ++i) {
      const std::string_view word = form({s, i});
      if (word == "“" || word == "``") open = true;
      else if (word == "”" || word == "''") open = false;
      else if (word == "\"") open = !open;
      else quoted_[offsets_[s] + static_cast<std::size_t>(i)] = open;
    }
  }
}

TokenRef Reading::child(TokenRef t, std::string_view relation) const {
  for (const std::int32_t c : children(t)) {
    if (base_is(this->relation({t.sentence, c}), relation)) return {t.sentence, c};
  }
  return {};
}

bool Reading::is(TokenRef t, std::string_view relation) const { return base_is(this->relation(t), relation); }

std::string Reading::case_words(TokenRef t) const {
  std::string words;
  std::int32_t behind = -1;
  for (const std::int32_t c : children(t)) {
    const TokenRef child{t.sentence, c};
    if (c > t.token || (!is(child, "case") && !is(child, "mark"))) continue;
    if (lower(child) == "'s" || lower(child) == "’s" || lower(child) == "'" || lower(child) == "’") continue;
    if (behind >= 0 && c > behind + 1) words.clear();  // of two apart, a wrong tree has the first from elsewhere
    behind = c;
    if (!words.empty()) words += '_';
    words += lower(child);
    for (const std::int32_t f : children(child)) {
      if (is({t.sentence, f}, "fixed")) words += '_' + lower({t.sentence, f});
    }
  }
  if (!words.empty()) return words;
  // "with Foreign Minister Lee": a parser may give the preposition to the title.
  for (const std::int32_t c : children(t)) {
    const TokenRef child{t.sentence, c};
    if (c < t.token && (relation(child) == "nmod:desc" || relation(child) == "compound" || relation(child) == "flat")) words = case_words(child);
    if (!words.empty()) return words;
  }
  return words;
}

std::vector<TokenRef> Reading::with_conjuncts(TokenRef t) const {
  constexpr std::size_t most = 24;
  std::vector<TokenRef> all{t};
  for (std::size_t i = 0; i < all.size() && all.size() < most; ++i) {
    for (const std::int32_t c : children(all[i])) {
      if (is({t.sentence, c}, "conj") && all.size() < most) all.push_back({t.sentence, c});
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

bool Reading::upper_initial(TokenRef t) const {
  const std::string_view word = form(t), small = lower(t);
  // The whole first letter: "Ł" and "ł" begin with the same byte.
  std::size_t letter = std::min<std::size_t>(1, word.size());
  while (letter < word.size() && (static_cast<unsigned char>(word[letter]) & 0xC0U) == 0x80U) ++letter;
  return !word.empty() && !small.empty() && word.substr(0, letter) != small.substr(0, letter);
}

bool Reading::in_time(TokenRef t) const {
  const auto at = static_cast<std::uint32_t>(t.token);
  const std::vector<text::TimeExpression>& times = sentence(t.sentence).times;
  return std::any_of(times.begin(), times.end(), [&](const text::TimeExpression& time) { return time.first <= at && at < time.last; });
}

std::pair<std::int32_t, std::int32_t> Reading::phrase(TokenRef t) const {
  // The contiguous run around the head that the subtree covers, cut at clauses.
  const std::int32_t n = size(t.sentence);
  std::vector<bool> inside(static_cast<std::size_t>(n));
  std::vector<std::int32_t> open{t.token};
  inside[static_cast<std::size_t>(t.token)] = true;
  while (!open.empty()) {
    const std::int32_t at = open.back();
    open.pop_back();
    for (const std::int32_t c : children({t.sentence, at})) {
      const TokenRef child{t.sentence, c};
      const std::string_view rel = this->relation(child);
      if (rel == "acl:relcl" || rel == "acl" || rel == "appos" || rel == "parataxis" || rel == "cop" || base_is(rel, "nsubj") ||
          base_is(rel, "aux") || base_is(rel, "advcl") || base_is(rel, "obl") || base_is(rel, "advmod") || rel == "discourse") {
        continue;
      }
      if (at == t.token && (base_is(rel, "conj") || rel == "cc" || rel == "case" || rel == "mark" || base_is(rel, "det"))) continue;
      inside[static_cast<std::size_t>(c)] = true;
      open.push_back(c);
    }
  }
  std::int32_t first = t.token, last = t.token + 1;
  while (first > 0 && inside[static_cast<std::size_t>(first - 1)]) --first;
  while (last < n && inside[static_cast<std::size_t>(last)]) ++last;
  const auto is_mark = [&](std::int32_t at) { return token({t.sentence, at}).upos == text::Upos::PUNCT; };
  while (first < t.token && is_mark(first)) ++first;
  while (last > t.token + 1 && is_mark(last - 1)) --last;
  return {first, last};
}

ByteSpan Reading::span(std::uint32_t s, std::int32_t first, std::int32_t last) const {
  return {token({s, first}).span.begin, token({s, last - 1}).span.end};
}

TokenRef Reading::clause(TokenRef t) const {
  TokenRef at = t;
  for (int steps = 0; steps < 60; ++steps) {
    const text::Upos tag = token(at).upos;
    if (tag == text::Upos::VERB || (has_child(at, "cop") && at != t)) return at;
    const TokenRef up = head(at);
    if (!up) return at;
    at = up;
  }
  return at;
}

}  // namespace kg::extract
