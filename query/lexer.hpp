// Cypher text to tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_span.hpp"

namespace kg::query {

enum class TokenKind : std::uint8_t {
  word,         ///< an identifier or a keyword; keywords are not reserved by the lexer
  quoted_word,  ///< `an identifier in backticks`: never a keyword
  integer,      ///< decimal, 0x or 0o; converted by the parser, which knows its sign
  real,
  string,
  parameter,  ///< $name
  symbol,     ///< one of ( ) [ ] { } , . : ; | = < > + - * / % ^ or .. <= >= <> += =~
  end,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;  ///< decoded: without quotes, escapes resolved; the spelling for all others
  ByteSpan where;
  std::uint32_t partner = 0;  ///< brackets: index of the matching bracket token, 0 if there is none
};

/// All tokens of `cypher`, then one `end`. Throws CypherError (SyntaxError) for a character, number
/// or string that cannot be read. `cypher` must be shorter than 4 GiB.
std::vector<Token> tokenize(std::string_view cypher);

}  // namespace kg::query
