#include "text/sentence_ends.hpp"

#include <algorithm>

#include "base/byte_span.hpp"

namespace kg::text {
namespace {

bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }

bool closes(std::string_view word) {
  const auto c = static_cast<unsigned char>(word.back());
  return c == '.' || c == '!' || c == '?';
}

// A line break ends a sentence if the line was left early: the next word would have had room in the
// longest line of the paragraph. Lines that were filled are wrapped text.
class LineBreaks {
 public:
  LineBreaks(std::string_view text, std::span<const RawToken> tokens) : text_(text), tokens_(tokens) {
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= tokens.size(); ++i) {
      if (i < tokens.size() && tokens[i].before != Gap::newline) continue;
      longest_ = std::max<std::size_t>(longest_, tokens[i - 1].span.end - tokens[begin].span.begin);
      begin = i;
    }
  }
  bool ends_line(std::size_t line_begin, std::size_t at) const {
    const std::size_t length = tokens_[at].span.end - tokens_[line_begin].span.begin;
    const std::string_view next = slice(text_, tokens_[at + 1].span);
    return length + 1 + next.size() <= longest_ || longest_ < 50 || longest_ > 200;
  }

 private:
  std::string_view text_;
  std::span<const RawToken> tokens_;
  std::size_t longest_ = 0;
};

// "SEOUL, South Korea (Kyodo) -- " before the first sentence of a report says where it was written. As a
// part of that sentence it would be taken for its subject. Returns the number of its tokens, 0 if there is
// none: place words, one of them in capitals or an agency in brackets, and a dash with room on both sides.
std::size_t dateline_length(std::string_view text, std::span<const RawToken> tokens) {
  constexpr std::size_t longest = 14;
  bool capitals = false, agency = false;
  std::size_t open = 0;
  for (std::size_t i = 0; i + 4 < tokens.size() && i < longest; ++i) {
    const std::string_view word = slice(text, tokens[i].span);
    if (i > 0 && tokens[i].before != Gap::none && tokens[i + 1].before != Gap::none &&
        (word == "--" || word == "-" || word == "\xE2\x80\x93" || word == "\xE2\x80\x94")) {
      return (capitals || agency) && open == 0 ? i + 1 : 0;
    }
    const auto first = static_cast<unsigned char>(word.front());
    if (word == "(") {
      ++open;
    } else if (word == ")" && open > 0) {
      --open;
      agency = i > 2;
    } else if (is_upper(first)) {
      capitals = capitals || (i == 0 && word.size() > 2 && std::none_of(word.begin(), word.end(), [](char c) { return is_lower(static_cast<unsigned char>(c)); }));
    } else if (word != "," && word != "." && word != "/" && open == 0 && !(first >= '0' && first <= '9')) {
      return 0;
    }
  }
  return 0;
}

// "MS. NOVAK: " in a transcript says who speaks, as nobody's sentence. Returns the number of its tokens, 0 if there is none:
// words in capitals and a colon.
std::size_t speaker_label_length(std::string_view text, std::span<const RawToken> tokens) {
  constexpr std::size_t longest = 8;
  std::size_t letters = 0;
  for (std::size_t i = 0; i + 1 < tokens.size() && i < longest; ++i) {
    const std::string_view word = slice(text, tokens[i].span);
    if (word == ":") return letters > 0 && tokens[i + 1].before != Gap::none ? i + 1 : 0;
    if (std::any_of(word.begin(), word.end(), [](char c) { return is_lower(static_cast<unsigned char>(c)); }) || (!is_upper(static_cast<unsigned char>(word.front())) && word != "." && word != "-")) return 0;
    letters += word.size();
  }
  return 0;
}

}  // namespace

bool may_end_sentence(std::string_view text, std::span<const RawToken> tokens, std::size_t at) {
  const std::string_view word = slice(text, tokens[at].span);
  const std::string_view next = slice(text, tokens[at + 1].span);
  const auto first = static_cast<unsigned char>(next.front());
  if (tokens[at + 1].before == Gap::none) return closes(word) && (is_upper(first) || (next.size() == 1 && first == '"'));
  const auto last = static_cast<unsigned char>(word.back());
  if (is_lower(first)) return !(is_lower(last) || is_upper(last) || last == ',') && !(last >= '0' && last <= '9');
  // "President Xi Jinping", "on May 21": on one line, only what can close a sentence does.
  const auto own = static_cast<unsigned char>(word.front());
  if (last == '.' && tokens[at + 1].before == Gap::blank && is_short_title(word.substr(0, word.size() - 1))) return false;
  const bool letter = is_lower(last) || is_upper(last) || (last >= '0' && last <= '9') || (last >= 0x80 && (is_lower(own) || is_upper(own)));
  if (tokens[at + 1].before == Gap::blank && letter) return false;
  // "Republic of Korea (ROK) Foreign Minister", "Benjamin “Benny” Gantz": a bracket or quotation that holds no
  // end of a sentence is none itself.
  const bool shut = word == ")" || word == "]" || word == "\xE2\x80\x9D";
  return !shut || at == 0 || closes(slice(text, tokens[at - 1].span));
}

std::size_t describe_sentence_end(std::string_view text, std::span<const RawToken> tokens, std::span<const WordForm> forms, std::size_t begin,
                                  std::size_t at, FeatureHash* out) {
  static constexpr WordForm nothing;
  const auto form = [&](std::size_t i) -> const WordForm& { return i < forms.size() ? forms[i] : nothing; };
  const WordForm& before2 = at > 0 ? forms[at - 1] : nothing;
  const WordForm& before = forms[at];
  const WordForm& after = form(at + 1);
  const WordForm& after2 = form(at + 2);
  const auto gap = static_cast<std::uint64_t>(tokens[at + 1].before);
  const std::size_t length = at + 1 - begin;
  const std::uint64_t length_class = length < 4 ? length : length < 8 ? 4 : length < 16 ? 5 : length < 32 ? 6 : 7;
  const std::uint64_t left = std::min<std::size_t>(tokens.size() - at - 1, 6);
  const auto last = static_cast<unsigned char>(text[tokens[at].span.end - 1]);
  std::size_t n = 0;
  out[n++] = feature(1, before.lower, gap);
  out[n++] = feature(2, after.form);
  out[n++] = feature(3, before.lower, after.shape);
  out[n++] = feature(4, before.lower, after.lower);
  out[n++] = feature(5, before2.lower, before.lower);
  out[n++] = feature(6, before2.shape, before.shape, after.shape);
  out[n++] = feature(7, before.shape, after.form);
  out[n++] = feature(8, after.form, after2.shape);
  out[n++] = feature(9, last, after.shape, after2.shape);
  out[n++] = feature(10, last, length_class, left);
  out[n++] = feature(11, last, after.shape, length_class);
  out[n++] = feature(12, before2.shape, last, after.lower);
  out[n++] = feature(13, before.cluster, after.cluster, static_cast<std::uint64_t>(after.casing));
  out[n++] = feature(14, after.lower, after2.lower);
  out[n++] = feature(15, before.ambiguity, after.ambiguity, static_cast<std::uint64_t>(after.casing));
  out[n++] = feature(16, before2.lower, before.lower, after.shape);
  out[n++] = feature(17, gap, left, last);
  out[n++] = feature(18, after.ambiguity, after2.ambiguity, static_cast<std::uint64_t>(after.casing) | static_cast<std::uint64_t>(last) << 8);
  out[n++] = feature(19, forms[begin].lower, before.shape, after.shape);
  return n;
}

void find_sentence_ends(std::string_view text, std::span<const RawToken> tokens, std::span<const WordForm> forms, const LinearModel& model,
                        std::vector<std::uint32_t>& ends) {
  const LineBreaks breaks(text, tokens);
  std::size_t begin = std::max(dateline_length(text, tokens), speaker_label_length(text, tokens));
  if (begin > 0) ends.push_back(static_cast<std::uint32_t>(begin));
  std::size_t line = 0;
  for (std::size_t i = begin; i + 1 < tokens.size(); ++i) {
    bool ends_here = false;
    if (tokens[i + 1].before == Gap::newline) {
      ends_here = breaks.ends_line(line, i);
      line = i + 1;
    }
    if (!ends_here && may_end_sentence(text, tokens, i)) {
      FeatureHash features[sentence_end_features];
      const std::size_t count = describe_sentence_end(text, tokens, forms, begin, i, features);
      alignas(16) std::int16_t scores[16];
      model.score({features, count}, scores);
      ends_here = scores[1] > scores[0];
    }
    if (ends_here) {
      ends.push_back(static_cast<std::uint32_t>(i + 1));
      begin = i + 1;
    }
  }
  ends.push_back(static_cast<std::uint32_t>(tokens.size()));
}

}  // namespace kg::text
