// The one exception of kg: something the user gave us is wrong.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>

#include "base/byte_span.hpp"

namespace kg {

/// A fault of the input: a file, a query, an option. Only cli/main.cpp catches it.
///
/// `message` is one line, lower case, no full stop, and quotes the thing.
/// `source` names where it stands ("query", a path), `where` its bytes there, `hint` the way out;
/// each may be empty. `text` is the line or text that `where` points into, shown with a caret.
class Error : public std::runtime_error {
 public:
  explicit Error(std::string message, std::string source = {}, std::optional<ByteSpan> where = {},
                 std::string hint = {}, std::string text = {});

  const std::string& message() const { return message_; }
  const std::string& source() const { return source_; }
  const std::optional<ByteSpan>& where() const { return where_; }
  const std::string& hint() const { return hint_; }
  const std::string& text() const { return text_; }

  /// The whole report, several lines: position, line with caret, hint. No trailing newline.
  /// Lines and columns count from 1, columns in characters.
  std::string report() const;

 private:
  std::string message_;
  std::string source_;
  std::optional<ByteSpan> where_;
  std::string hint_;
  std::string text_;
};

}  // namespace kg
