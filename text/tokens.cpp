#include "text/tokens.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/utf8.hpp"
#include "text/word_form.hpp"

namespace kg::text {
namespace {

bool is_space(unsigned char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }
bool is_ascii_letter(unsigned char c) { return is_upper(c) || is_lower(c); }

// Code points above ASCII that are no letters: punctuation, symbols, dashes, quotes, currencies.
bool is_high_sign(char32_t c) {
  return (c >= 0xA1 && c <= 0xBF && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 || c == 0xF7 ||
         (c >= 0x2010 && c <= 0x206F) || (c >= 0x20A0 && c <= 0x20CF) || (c >= 0x2190 && c <= 0x2BFF) ||
         (c >= 0x3000 && c <= 0x3020) || (c >= 0xFF00 && c <= 0xFF0F) || c == 0xFFFD || c >= 0x1F000;
}

bool is_high_space(char32_t c) { return c == 0xA0 || c == 0x85 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF; }

class Scanner {
 public:
  Scanner(std::string_view text, const TokenRules& rules, std::vector<RawToken>& out) : text_(text), rules_(rules), out_(out) {}

  void run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const std::size_t blank = space_at(at);
      if (blank != 0) {
        if (text_[at] == '\n') gap_ = gap_ >= Gap::newline ? Gap::paragraph : Gap::newline;
        else if (gap_ == Gap::none) gap_ = Gap::blank;
        at += blank;
        continue;
      }
      std::size_t end = at;
      bool has_at = false;
      while (end < text_.size() && space_at(end) == 0) has_at |= text_[end++] == '@';
      chunk(at, end, has_at);
      at = end;
    }
  }

 private:
  unsigned char byte(std::size_t at) const { return at < end_ ? static_cast<unsigned char>(text_[at]) : 0; }

  // Bytes of the white space at `at`, 0 if there is none.
  std::size_t space_at(std::size_t at) const {
    const auto c = static_cast<unsigned char>(text_[at]);
    if (c < 0x80) return is_space(c) || c < 0x20 || c == 0x7F ? 1 : 0;
    if (c != 0xC2 && c != 0xE1 && c != 0xE2 && c != 0xE3 && c != 0xEF) return 0;
    std::size_t next = at;
    return is_high_space(decode_code_point(text_, next)) ? next - at : 0;
  }

  void emit(std::size_t begin, std::size_t end) {
    if (begin == end) return;
    out_.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, gap_});
    gap_ = Gap::none;
  }

  // Bytes of an apostrophe (straight or U+2019) at `at`, else 0.
  std::size_t apostrophe(std::size_t at) const {
    if (byte(at) == '\'') return 1;
    return byte(at) == 0xE2 && byte(at + 1) == 0x80 && byte(at + 2) == 0x99 ? 3 : 0;
  }

  // Bytes of the letter, digit or mark at `at`, 0 if there is none.
  std::size_t word_char(std::size_t at) const {
    const unsigned char c = byte(at);
    if (is_ascii_letter(c) || is_digit(c)) return 1;
    if (c < 0x80) return 0;
    std::size_t next = at;
    const char32_t code = decode_code_point(text_, next);
    return is_high_sign(code) ? 0 : next - at;
  }

  bool starts_with(std::size_t at, std::string_view what) const {
    if (at + what.size() > end_) return false;
    for (std::size_t i = 0; i < what.size(); ++i)
      if ((static_cast<unsigned char>(text_[at + i]) | 0x20u) != static_cast<unsigned char>(what[i]) && text_[at + i] != what[i]) return false;
    return true;
  }

  std::uint32_t rule(std::size_t begin, std::size_t end) const {
    if (end - begin > 24) return 0;
    return rules_.find(hash_lower(text_.substr(begin, end - begin))).value_or(0);
  }

  void chunk(std::size_t begin, std::size_t end, bool has_at) {
    end_ = end;
    std::size_t at = begin;
    if (has_at) at = mail(at);
    while (at < end_) {
      const unsigned char c = byte(at);
      if ((c == 'h' || c == 'w' || c == 'f' || c == 'm' || c == 'H' || c == 'W') && is_address(at)) {
        const std::size_t stop = address_end(at);
        emit(at, stop);
        at = stop;
      } else if (word_char(at) != 0) {
        at = word(at);
      } else {
        at = sign(at);
      }
    }
  }

  bool is_address(std::size_t at) const {
    return starts_with(at, "http://") || starts_with(at, "https://") || starts_with(at, "www.") || starts_with(at, "ftp://") || starts_with(at, "mailto:");
  }

  // An address runs to the end of its chunk, less closing signs.
  std::size_t address_end(std::size_t at) const {
    std::size_t stop = end_;
    while (stop > at + 1 && std::strchr(".,;:!?)]}>\"'", text_[stop - 1]) != nullptr) --stop;
    // A curly quote closes it too.
    while (stop > at + 3 && static_cast<unsigned char>(text_[stop - 3]) == 0xE2 && static_cast<unsigned char>(text_[stop - 2]) == 0x80) stop -= 3;
    return stop;
  }

  // A mail address in the chunk: what stands before it is emitted as it would be without.
  std::size_t mail(std::size_t begin) {
    const std::size_t sign_at = text_.find('@', begin);
    const auto part = [&](std::size_t i) { return word_char(i) != 0 || (byte(i) != 0 && std::strchr("._%+-", byte(i)) != nullptr); };
    std::size_t first = sign_at;
    while (first > begin && static_cast<unsigned char>(text_[first - 1]) < 0x80 && part(first - 1)) --first;
    std::size_t last = sign_at + 1;
    while (last < end_ && static_cast<unsigned char>(text_[last]) < 0x80 && part(last)) ++last;
    while (last > sign_at + 1 && word_char(last - 1) == 0) --last;
    if (first == sign_at || last <= sign_at + 2) return begin;
    const std::size_t end = end_;
    end_ = first;
    std::size_t at = begin;
    while (at < end_) at = word_char(at) != 0 ? word(at) : sign(at);
    end_ = end;
    emit(first, last);
    return last;
  }

  // The end of the run of letters and digits with what may stand inside a word.
  std::size_t word_end(std::size_t begin) const {
    std::size_t at = begin;
    for (;;) {
      std::size_t size;
      while ((size = word_char(at)) != 0) at += size;
      const unsigned char before = static_cast<unsigned char>(text_[at - 1]);
      const unsigned char sign = byte(at);
      const unsigned char after = byte(at + 1);
      const bool digits = is_digit(before) && is_digit(after);
      bool inside = false;
      if (sign == '.') {
        // "U.S", "e.g", "google.com", "3.5", but not "ended.The".
        const bool next_sentence = is_upper(after) && is_lower(before) && at - begin > 1;
        inside = digits || (!next_sentence && word_char(at + 1) != 0 && after < 0x80 && (!is_digit(after) || is_digit(before) || at - begin == 1));
      } else if (sign == ',') {
        inside = digits && is_digit(byte(at + 2)) && is_digit(byte(at + 3)) && !is_digit(byte(at + 4));
      } else if (sign == ':' || sign == '/') {
        inside = digits;
      } else if (sign == '&') {
        inside = is_upper(before) && is_upper(after);
      } else if (sign == '_') {
        inside = true;
      } else if (sign == '-') {
        inside = hyphen_inside(begin, at);
      } else if (const std::size_t quote = apostrophe(at)) {
        // Letters on both sides; the contraction is cut later.
        if (!is_digit(before) && (is_ascii_letter(byte(at + quote)) || word_char(at + quote) > 1)) {
          at += quote;
          continue;
        }
      }
      if (!inside) return at;
      ++at;
      if (word_char(at) == 0 && sign != '_') return at;
    }
  }

  bool hyphen_inside(std::size_t begin, std::size_t at) const {
    if (word_char(at + 1) == 0 || at - begin > 40) return false;
    if (rule(begin, at + 1) == keeps_hyphen) return true;
    // Telephone and serial numbers: three groups of digits, or a known word as a whole.
    std::size_t end = at + 1;
    std::size_t hyphens = 1;
    bool digits = true;
    for (std::size_t i = begin; i < at; ++i) digits &= is_digit(byte(i)) || byte(i) == '-';
    for (; end - begin < 40 && (word_char(end) != 0 || (byte(end) == '-' && word_char(end + 1) != 0)); ++end) {
      hyphens += byte(end) == '-';
      digits &= is_digit(byte(end)) || byte(end) == '-';
    }
    for (std::size_t i = begin; i < at; ++i) hyphens += byte(i) == '-';
    if (digits) return hyphens >= 2 || (at - begin == 3 && end - at == 5);
    return rule(begin, end) == keeps_hyphen;
  }

  std::size_t word(std::size_t begin) {
    std::size_t end = word_end(begin);
    if (byte(end) == '.' && byte(end + 1) != '.' && takes_dot(begin, end)) ++end;
    contraction(begin, end);
    return end;
  }

  bool takes_dot(std::size_t begin, std::size_t end) const {
    if (end - begin == 1) return is_upper(byte(begin)) && byte(begin) != 'I';
    // "U.S" and "a.m": single letters parted by dots.
    bool initials = true;
    for (std::size_t i = begin; i < end && initials; ++i)
      initials = (i - begin) % 2 == 0 ? is_ascii_letter(byte(i)) : byte(i) == '.';
    return (initials && (end - begin) % 2 == 1) || rule(begin, end + 1) == abbreviation || is_short_title(text_.substr(begin, end - begin));
  }

  // Emits [begin, end), cut into the words of a contraction or possessive.
  void contraction(std::size_t begin, std::size_t end, int depth = 0) {
    if (const std::uint32_t known = rule(begin, end); known > split_after && known - split_after < end - begin) {
      emit(begin, begin + (known - split_after));
      emit(begin + (known - split_after), end);
      return;
    }
    for (std::size_t back = 1; back <= 6 && begin + back < end; ++back) {
      const std::size_t at = end - back;
      const std::size_t quote = apostrophe(at);
      if (quote == 0) continue;
      std::array<char, 3> tail{};
      const std::size_t size = end - at - quote;
      for (std::size_t i = 0; i < size && i < 3; ++i) tail[i] = static_cast<char>(text_[at + quote + i] | 0x20);
      const std::string_view rest(tail.data(), std::min<std::size_t>(size, 3));
      if (rest == "t" && (text_[at - 1] | 0x20) == 'n' && at - 1 > begin) {
        emit(begin, at - 1);
        emit(at - 1, end);
      } else if (rest == "s" || rest == "re" || rest == "ve" || rest == "ll" || rest == "d" || rest == "m") {
        if (depth < 2) contraction(begin, at, depth + 1);
        else emit(begin, at);
        emit(at, end);
      } else {
        break;
      }
      return;
    }
    emit(begin, end);
  }

  std::size_t sign(std::size_t at) {
    const unsigned char c = byte(at);
    if (const std::size_t quote = apostrophe(at)) {
      // "'s" that stands alone or behind a closing sign, "'em", "'90s".
      const std::size_t next = at + quote;
      const std::size_t end = next < end_ && word_char(next) != 0 ? word_end(next) : next;
      for (const std::string_view tail : {"s", "re", "ve", "ll", "d", "m", "em", "til", "cause", "tis", "twas", "cuz", "bout", "n"})
        if (end - next == tail.size() && starts_with(next, tail)) {
          emit(at, end);
          return end;
        }
      if (is_digit(byte(next)) && is_digit(byte(next + 1)) && (byte(next + 2) == 's' || word_char(next + 2) == 0)) {
        emit(at, end);
        return end;
      }
      emit(at, next);
      return next;
    }
    if (const std::size_t face = smiley(at)) {
      emit(at, at + face);
      return at + face;
    }
    // Runs of one sign are one word; so are mixtures of "!" and "?".
    if (c < 0x80 && std::strchr(".-!?*=_~#+>|<^", c) != nullptr) {
      const bool shout = c == '!' || c == '?';
      std::size_t end = at + 1;
      while (byte(end) == c || (shout && (byte(end) == '!' || byte(end) == '?'))) ++end;
      emit(at, end);
      return end;
    }
    std::size_t next = at;
    if (c < 0x80) {
      ++next;
    } else {
      decode_code_point(text_, next);
      if (next > end_) next = end_;
    }
    emit(at, next);
    return next;
  }

  std::size_t smiley(std::size_t at) const {
    static constexpr std::array<std::string_view, 14> faces{":-)", ":-(", ";-)", ":)", ":(", ";)", ":D", ":P", ":p", ":-D", ":-P", "=)", ":/", "<3"};
    if (byte(at) != ':' && byte(at) != ';' && byte(at) != '=' && byte(at) != '<') return 0;
    for (const std::string_view face : faces)
      if (text_.substr(at, std::min(face.size(), end_ - at)) == face && word_char(at + face.size()) == 0 && byte(at + face.size()) != '/') return face.size();
    return 0;
  }

  std::string_view text_;
  const TokenRules& rules_;
  std::vector<RawToken>& out_;
  std::size_t end_ = 0;  // of the chunk: text without white space
  Gap gap_ = Gap::paragraph;
};

}  // namespace

bool is_short_title(std::string_view word) {
  static constexpr std::array<std::string_view, 24> titles = {"Adm", "Amb", "Brig", "Capt", "Cdr", "Cmdr", "Col", "Cpl", "Gen", "Gov", "Hon", "Insp",
                                                              "Lt", "Maj", "Messrs", "Msgr", "Prof", "Pvt", "Rep", "Reps", "Rev", "Sen", "Sens", "Sgt"};
  return std::binary_search(titles.begin(), titles.end(), word);
}

void find_tokens(std::string_view text, const TokenRules& rules, std::vector<RawToken>& out) {
  out.reserve(out.size() + text.size() / 5);
  Scanner(text, rules, out).run();
}

}  // namespace kg::text
