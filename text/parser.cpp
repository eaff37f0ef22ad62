#include "text/parser.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "text/parser_features.hpp"
#include "text/tag_names.hpp"
#include "text/tree_mending.hpp"

namespace kg::text {
namespace {

enum Mark : std::uint8_t { comma = 1, hyphen = 2, dash = 4, opening = 8, closing = 16, quote = 32, final = 64 };

std::uint8_t kind_of_mark(std::string_view word) {
  switch (word[0]) {
    case ',': return comma;
    case '-': return word.size() == 1 ? hyphen : dash;
    case ':': case ';': case '/': return dash;
    case '(': case '[': case '{': return opening;
    case ')': case ']': case '}': return closing;
    case '"': case '\'': case '`': return quote;
    case '.': case '!': case '?': return final;
    case '\xE2':
      if (word.starts_with("\xE2\x80\x93") || word.starts_with("\xE2\x80\x94") || word.starts_with("\xE2\x80\xA6")) return dash;
      if (word.starts_with("\xE2\x80\x90") || word.starts_with("\xE2\x80\x91")) return hyphen;
      return quote;
    default: return dash;
  }
}

}  // namespace

void mark_punctuation(std::string_view text, std::span<const Token> tokens, std::span<ParserWord> words) {
  std::uint8_t marks = 0;
  std::uint16_t commas = 0;
  std::uint16_t others = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    ParserWord& word = words[i];
    word.commas = commas;
    word.others = others;
    word.marks = 0;
    if (tokens[i].upos == Upos::PUNCT) {
      const std::uint8_t kind = kind_of_mark(slice(text, tokens[i].span));
      marks |= kind;
      std::uint16_t& count = kind == comma ? commas : others;
      if (count < UINT16_MAX) ++count;
    } else {
      word.marks = marks;
      marks = 0;
    }
  }
}

void turn_round(std::span<const ParserWord> words, std::vector<ParserWord>& out) {
  out.assign(words.rbegin(), words.rend());
  if (words.empty()) return;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].marks = i == 0 ? std::uint8_t{0} : words[words.size() - i].marks;
    out[i].commas = static_cast<std::uint16_t>(words.back().commas - out[i].commas);
    out[i].others = static_cast<std::uint16_t>(words.back().others - out[i].others);
  }
}

void make_guides(const ParserTree& backwards, std::vector<Guide>& out) {
  const auto size = static_cast<std::int32_t>(backwards.heads.size());
  out.assign(backwards.heads.size(), Guide{});
  for (std::int32_t i = 0; i < size; ++i) {
    const auto turned = static_cast<std::size_t>(size - 1 - i);
    const std::int32_t head = backwards.heads[turned];
    Guide& guide = out[static_cast<std::size_t>(i)];
    guide.head = head == size ? size : size - 1 - head;
    guide.relation = backwards.relations[turned];
    if (head == size) continue;
    Guide& above = out[static_cast<std::size_t>(guide.head)];
    above.first = std::min(above.first, i);
    above.last = std::max(above.last, i);
  }
}

ParserModel::ParserModel(std::string_view move_weights, std::string_view relation_weights) : moves(move_weights), relations(relation_weights) {
  if (relations.classes() != static_cast<int>(relation_names().size())) throw Error("the model's parser does not fit this version of kg");
}

void ParserModel::run(ParserState& state) const {
  static const auto root = static_cast<std::uint8_t>(find_relation("root"));
  FeatureHash features[std::max(StateFeatures::most, relation_features)];
  while (!state.done()) {
    Move move = state.may(Move::shift) ? Move::shift : state.may(Move::right) ? Move::right : Move::left;
    const bool may[move_count] = {state.may(Move::shift), state.may(Move::left), state.may(Move::right)};
    if (may[0] + may[1] + may[2] > 1) {
      const StateFeatures view(state);
      MoveModel::Sums sums;
      const auto choose = [&] {
        const std::int32_t scores[move_count] = {sums.first, sums.second, sums.third()};
        std::int32_t best = INT32_MIN, second = INT32_MIN;
        for (int m = 0; m < move_count; ++m) {
          if (!may[m]) continue;
          second = std::max(second, std::min(best, scores[m]));
          if (scores[m] <= best) continue;
          best = scores[m];
          move = static_cast<Move>(m);
        }
        return static_cast<float>(best - second) * moves.unit();
      };
      moves.add({features, view.first_part(features)}, sums);
      if (choose() < clear) {
        moves.add({features, view.second_part(features)}, sums);
        choose();
      }
    }
    if (move == Move::shift) {
      state.shift();
      continue;
    }
    const std::int32_t head = state.head(move);
    std::uint8_t relation = root;
    if (head != state.size()) {
      alignas(16) std::int16_t scores[64];
      relations.score({features, describe_arc(state, head, state.stack(0), features)}, scores);
      scores[root] = INT16_MIN;
      relation = static_cast<std::uint8_t>(std::max_element(scores, scores + relations.classes()) - scores);
    }
    state.attach(move, relation);
  }
}

Parser::Parser(ParserModel backwards, ParserModel forwards) : backwards_(backwards), forwards_(forwards) {
  // Measured on the dev treebanks: the guide may be hasty for nothing, the parser itself loses 0.0002 of LAS.
  backwards_.clear = 50;
  forwards_.clear = 150;
}

void Parser::parse(std::string_view text, std::span<ParserWord> words, ParserScratch& scratch, Sentence& sentence) const {
  ParserState& state = scratch.state;
  mark_punctuation(text, sentence.tokens, words);
  turn_round(words, scratch.backwards);
  state.start(scratch.backwards);
  backwards_.run(state);
  make_guides(state.tree(), scratch.guides);
  state.start(words, scratch.guides);
  forwards_.run(state);
  for (std::size_t i = 0; i < words.size(); ++i) {
    Token& token = sentence.tokens[i];
    const std::int32_t head = state.tree().heads[i];
    token.head = head == state.size() ? -1 : head;
    token.relation = static_cast<Relation>(state.tree().relations[i]);
  }
  attach_punctuation(text, sentence, scratch.punctuation);
  mend_tree(text, sentence);
}

}  // namespace kg::text
