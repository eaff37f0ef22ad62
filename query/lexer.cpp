#include "query/lexer.hpp"

#include <unicode/uchar.h>

#include <array>

#include "base/utf8.hpp"
#include "query/cypher_error.hpp"

namespace kg::query {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    for (skip_blank(); at_ < text_.size(); skip_blank()) read_token();
    tokens_.push_back({TokenKind::end, "", span(text_.size()), 0});
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  ByteSpan span(std::size_t begin) const {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::max(at_, begin))};
  }
  void add(TokenKind kind, std::string text, std::size_t begin) { tokens_.push_back({kind, std::move(text), span(begin), 0}); }

  /// The code point at `at`, and where the next one starts.
  std::pair<char32_t, std::size_t> code_point(std::size_t at) const {
    const char32_t c = decode_code_point(text_, at);
    return {c, at};
  }
  static bool starts_word(char32_t c) { return c == '_' || (c < 0x80 ? std::isalpha(static_cast<int>(c)) != 0 : u_isIDStart(static_cast<UChar32>(c)) != 0); }
  static bool continues_word(char32_t c) {
    return c == '_' || (c < 0x80 ? std::isalnum(static_cast<int>(c)) != 0 : u_isIDPart(static_cast<UChar32>(c)) && c != 0xFFFD);
  }

  void skip_blank() {
    while (at_ < text_.size()) {
      if (peek() == '/' && peek(1) == '/') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (peek() == '/' && peek(1) == '*') {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) {
          throw syntax_error("UnexpectedSyntax", "comment without end", {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + 2)}, "close it with '*/'");
        }
        at_ = end + 2;
      } else {
        const auto [c, next] = code_point(at_);
        if (!(c < 0x80 ? std::isspace(static_cast<int>(c)) != 0 || (c >= 0x1C && c <= 0x1F) : u_isUWhiteSpace(static_cast<UChar32>(c)) != 0)) return;
        at_ = next;
      }
    }
  }

  void read_token() {
    const std::size_t begin = at_;
    const auto [c, next] = code_point(at_);
    if (starts_word(c)) {
      read_word();
      add(TokenKind::word, std::string(text_.substr(begin, at_ - begin)), begin);
    } else if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)) && !after_value_or_dots())) {
      read_number();
    } else if (c == '\'' || c == '"') {
      read_string(peek());
    } else if (c == '`') {
      read_backticks();
    } else if (c == '$') {
      read_parameter();
    } else {
      read_symbol();
    }
  }

  /// "a.5" is no number, neither is the second half of "1..5".
  bool after_value_or_dots() const {
    if (tokens_.empty() || tokens_.back().where.end != at_) return false;
    const Token& last = tokens_.back();
    return last.kind != TokenKind::symbol || last.text == ")" || last.text == "]" || last.text == "}" || last.text == "..";
  }

  void read_word() {
    while (at_ < text_.size()) {
      const auto [c, next] = code_point(at_);
      if (!continues_word(c)) return;
      at_ = next;
    }
  }

  void read_digits() {
    while (is_digit(peek())) ++at_;
  }

  void read_number() {
    const std::size_t begin = at_;
    TokenKind kind = TokenKind::integer;
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X' || peek(1) == 'o')) {
      at_ += 2;
      while (peek() != '\0' && std::isxdigit(static_cast<unsigned char>(peek())) != 0) ++at_;
      if (at_ == begin + 2) bad_number(begin);
    } else {
      read_digits();
      if (peek() == '.' && is_digit(peek(1))) {
        kind = TokenKind::real;
        ++at_;
        read_digits();
      }
      const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
      if ((peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign))) {
        kind = TokenKind::real;
        at_ += 1 + sign;
        read_digits();
      }
    }
    if (at_ < text_.size() && continues_word(code_point(at_).first)) bad_number(begin);
    add(kind, std::string(text_.substr(begin, at_ - begin)), begin);
  }

  [[noreturn]] void bad_number(std::size_t begin) {
    read_word();
    throw syntax_error("InvalidNumberLiteral", "invalid number '" + std::string(text_.substr(begin, std::min<std::size_t>(at_ - begin, 60))) + "'", span(begin));
  }

  void read_string(char quote) {
    const std::size_t begin = at_++;
    std::string value;
    while (peek() != quote || at_ >= text_.size()) {
      if (at_ >= text_.size()) {
        const auto open = static_cast<std::uint32_t>(begin);
        throw syntax_error("UnexpectedSyntax", "string without end", {open, open + 1}, std::string("close it with ") + quote);
      }
      if (peek() == '\\') {
        read_escape(value);
      } else {
        value += text_[at_++];
      }
    }
    ++at_;
    add(TokenKind::string, std::move(value), begin);
  }

  void read_escape(std::string& value) {
    const std::size_t begin = at_;
    const char c = peek(1);
    at_ = std::min(at_ + 2, text_.size());
    switch (c) {
      case 'b': value += '\b'; return;
      case 'f': value += '\f'; return;
      case 'n': value += '\n'; return;
      case 'r': value += '\r'; return;
      case 't': value += '\t'; return;
      case '\\':
      case '\'':
      case '"':
      case '`': value += c; return;
      case 'u': append_code_point(value, read_hex(begin, 4)); return;
      case 'U': append_code_point(value, read_hex(begin, 8)); return;
      default: throw syntax_error("UnexpectedSyntax", "unknown escape in a string", span(begin), "known are \\\\ \\' \\\" \\` \\b \\f \\n \\r \\t \\uXXXX \\UXXXXXXXX");
    }
  }

  char32_t read_hex(std::size_t begin, int digits) {
    char32_t value = 0;
    for (int i = 0; i < digits; ++i) {
      const char c = peek();
      if (std::isxdigit(static_cast<unsigned char>(c)) == 0) {
        throw syntax_error("InvalidUnicodeLiteral", "'\\" + std::string(digits == 4 ? "u' needs 4" : "U' needs 8") + " hexadecimal digits", span(begin));
      }
      value = value * 16 + static_cast<char32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
      ++at_;
    }
    // A pair of UTF-16 surrogates is one character.
    if (value >= 0xD800 && value < 0xDC00 && peek() == '\\' && peek(1) == 'u') {
      const std::size_t back = at_;
      at_ += 2;
      const char32_t low = read_hex(begin, 4);
      if (low >= 0xDC00 && low < 0xE000) return 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
      at_ = back;
    }
    return value;
  }

  void read_backticks() {
    const std::size_t begin = at_++;
    std::string value;
    while (true) {
      if (at_ >= text_.size()) {
        const auto open = static_cast<std::uint32_t>(begin);
        throw syntax_error("UnexpectedSyntax", "quoted name without end", {open, open + 1}, "close it with `");
      }
      if (peek() == '`') {
        ++at_;
        if (peek() != '`') break;
      }
      value += text_[at_++];
    }
    add(TokenKind::quoted_word, std::move(value), begin);
  }

  void read_parameter() {
    const std::size_t begin = at_++;
    const std::size_t name = at_;
    if (peek() == '`') {
      read_backticks();
      tokens_.back().kind = TokenKind::parameter;
      tokens_.back().where.begin = static_cast<std::uint32_t>(begin);
      return;
    }
    read_word();
    if (at_ == name) {
      ++at_;
      throw syntax_error("UnexpectedSyntax", "parameter without a name", {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + 1)}, "write it as $name");
    }
    add(TokenKind::parameter, std::string(text_.substr(name, at_ - name)), begin);
  }

  void read_symbol() {
    static constexpr std::array<std::string_view, 6> doubles = {"..", "<=", ">=", "<>", "+=", "=~"};
    const std::size_t begin = at_;
    for (const std::string_view symbol : doubles) {
      if (text_.substr(at_).starts_with(symbol)) {
        at_ += 2;
        add(TokenKind::symbol, std::string(symbol), begin);
        return;
      }
    }
    if (static constexpr std::string_view singles = "()[]{},.:;|=<>+-*/%^"; singles.find(peek()) == std::string_view::npos) {
      const auto [c, next] = code_point(at_);
      at_ = next;
      throw syntax_error(c < 0x80 ? "UnexpectedSyntax" : "InvalidUnicodeCharacter",
                         "unexpected character '" + std::string(text_.substr(begin, at_ - begin)) + "'", span(begin));
    }
    ++at_;
    add(TokenKind::symbol, std::string(text_.substr(begin, 1)), begin);
    pair_bracket(static_cast<std::uint32_t>(tokens_.size() - 1));
  }

  void pair_bracket(std::uint32_t index) {
    static constexpr std::string_view open = "([{", close = ")]}";
    const char c = tokens_[index].text[0];
    if (open.find(c) != std::string_view::npos) open_.push_back(index);
    const std::size_t kind = close.find(c);
    if (kind == std::string_view::npos || open_.empty() || tokens_[open_.back()].text[0] != open[kind]) return;
    tokens_[index].partner = open_.back();
    tokens_[open_.back()].partner = index;
    open_.pop_back();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
  std::vector<std::uint32_t> open_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view cypher) { return Lexer(cypher).run(); }

}  // namespace kg::query
