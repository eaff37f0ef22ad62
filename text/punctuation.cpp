#include "text/punctuation.hpp"

#include <array>

#include "text/tag_names.hpp"

namespace kg::text {
namespace {

struct Pair {
  std::string_view open, close;
};
// Quotes that look alike on both sides pair with themselves.
constexpr std::array<Pair, 9> pairs{{{"(", ")"}, {"[", "]"}, {"{", "}"}, {"\"", "\""}, {"\xE2\x80\x9C", "\xE2\x80\x9D"},
                                     {"\xE2\x80\x98", "\xE2\x80\x99"}, {"'", "'"}, {"``", "''"}, {"\xC2\xAB", "\xC2\xBB"}}};

bool is_final(std::string_view word) { return !word.empty() && (word.back() == '.' || word.back() == '!' || word.back() == '?') && word != "..."; }

class Attachment {
 public:
  Attachment(std::string_view text, Sentence& sentence, PunctuationScratch& scratch) : text_(text), tokens_(sentence.tokens), scratch_(scratch) {}

  void run() {
    if (!bridge()) return;
    find_pairs();
    find_insides();
    for (std::int32_t i = 0; i < size(); ++i)
      if (is_mark(i) && tokens_[static_cast<std::size_t>(i)].head >= 0) tokens_[static_cast<std::size_t>(i)].relation = punct_;
    for (std::int32_t i = 0; i < size(); ++i)
      if (loose(i) && partner(i) < 0) set_head(i, beside(i));
    for (std::int32_t i = 0; i < size(); ++i)
      if (loose(i) && partner(i) >= 0) set_head(i, i < partner(i) ? enclosed(i, partner(i)) : head(partner(i)));
  }

 private:
  std::int32_t size() const { return static_cast<std::int32_t>(tokens_.size()); }
  bool is_mark(std::int32_t i) const { return tokens_[static_cast<std::size_t>(i)].upos == Upos::PUNCT; }
  std::int32_t head(std::int32_t i) const { return tokens_[static_cast<std::size_t>(i)].head; }
  std::int32_t partner(std::int32_t i) const { return scratch_.partner[static_cast<std::size_t>(i)]; }
  bool loose(std::int32_t i) const { return is_mark(i) && head(i) >= 0; }
  void set_head(std::int32_t i, std::int32_t to) {
    if (to >= 0 && to != i) tokens_[static_cast<std::size_t>(i)].head = to;
  }
  std::string_view form(std::int32_t i) const { return slice(text_, tokens_[static_cast<std::size_t>(i)].span); }

  // Words that hang on a mark move to the next word above it. False if no word but marks is there.
  bool bridge() {
    std::int32_t root = -1;
    std::int32_t words = 0;
    std::int32_t first_word = -1;
    for (std::int32_t i = 0; i < size(); ++i) {
      if (head(i) < 0) root = i;
      if (!is_mark(i)) {
        ++words;
        if (first_word < 0) first_word = i;
      }
    }
    if (words == 0) return false;
    if (is_mark(root)) {
      // A mark cannot be the root beside words: the topmost word above the first one takes its place.
      std::int32_t heir = first_word;
      for (std::int32_t at = first_word; at != root; at = head(at))
        if (!is_mark(at)) heir = at;
      for (std::int32_t at = head(heir); at != root;) {
        const std::int32_t above = head(at);
        set_head(at, heir);
        at = above;
      }
      tokens_[static_cast<std::size_t>(heir)].head = -1;
      tokens_[static_cast<std::size_t>(heir)].relation = tokens_[static_cast<std::size_t>(root)].relation;
      tokens_[static_cast<std::size_t>(root)].head = heir;
    }
    for (std::int32_t i = 0; i < size(); ++i)
      while (head(i) >= 0 && is_mark(head(i)) && head(head(i)) >= 0) tokens_[static_cast<std::size_t>(i)].head = head(head(i));
    return true;
  }

  void find_pairs() {
    scratch_.partner.assign(tokens_.size(), -1);
    scratch_.open.clear();
    for (std::int32_t i = 0; i < size(); ++i) {
      if (!is_mark(i)) continue;
      const std::string_view word = form(i);
      for (std::size_t back = scratch_.open.size(), tries = 0; back-- > 0 && tries < 8; ++tries) {
        const std::int32_t opener = scratch_.open[back];
        bool fits = false;
        for (const Pair& pair : pairs) fits |= form(opener) == pair.open && word == pair.close;
        if (!fits) continue;
        scratch_.partner[static_cast<std::size_t>(opener)] = i;
        scratch_.partner[static_cast<std::size_t>(i)] = opener;
        scratch_.open.resize(back);
        break;
      }
      if (partner(i) >= 0) continue;
      for (const Pair& pair : pairs)
        if (word == pair.open) {
          scratch_.open.push_back(i);
          break;
        }
    }
  }

  // For each word the opening mark of the innermost pair around it, or -1. Pairs never cross.
  void find_insides() {
    scratch_.inside.assign(tokens_.size(), -1);
    scratch_.open.clear();
    for (std::int32_t i = 0; i < size(); ++i) {
      if (partner(i) >= 0 && partner(i) < i) scratch_.open.pop_back();
      if (!scratch_.open.empty()) scratch_.inside[static_cast<std::size_t>(i)] = scratch_.open.back();
      if (partner(i) > i) scratch_.open.push_back(i);
    }
  }

  // The word inside (open, close) whose head stands outside.
  std::int32_t enclosed(std::int32_t open, std::int32_t close) const {
    std::int32_t at = -1;
    for (std::int32_t i = open + 1; i < close && at < 0; ++i)
      if (!is_mark(i)) at = i;
    if (at < 0) return beside(open);
    for (int steps = 0; steps < size() && head(at) > open && head(at) < close; ++steps) at = head(at);
    return at;
  }

  // From the word beside mark `i` up to the highest word on the same side of it.
  std::int32_t climb(std::int32_t i, bool left) const {
    std::int32_t at = left ? i - 1 : i + 1;
    while (at >= 0 && at < size() && is_mark(at)) at += left ? -1 : 1;
    if (at < 0 || at >= size()) return -1;
    // Not out of a pair around the mark: what is quoted keeps its own full stop.
    const std::int32_t open = scratch_.inside[static_cast<std::size_t>(i)];
    const std::int32_t first = open < 0 ? 0 : open;
    const std::int32_t last = open < 0 ? size() : partner(open);
    if (at < first || at > last) return -1;
    while (left ? head(at) >= first && head(at) < i : head(at) > i && head(at) <= last) at = head(at);
    return at;
  }

  bool below(std::int32_t at, std::int32_t above) const {
    while (at >= 0 && at != above) at = head(at);
    return at == above;
  }

  std::int32_t beside(std::int32_t i) const {
    const std::int32_t left = climb(i, true);
    if (left >= 0 && is_final(form(i))) return left;
    const std::int32_t right = climb(i, false);
    if (left < 0 || right < 0) return left < 0 ? right : left;
    return below(right, left) ? right : left;
  }

  std::string_view text_;
  std::vector<Token>& tokens_;
  PunctuationScratch& scratch_;
  Relation punct_ = find_relation("punct");
};

}  // namespace

void attach_punctuation(std::string_view text, Sentence& sentence, PunctuationScratch& scratch) { Attachment(text, sentence, scratch).run(); }

}  // namespace kg::text
