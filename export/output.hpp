// A buffered text writer with the escapes of every format: what all exporters write through.
//
// Names and sentences are hostile: each escape gives valid text of its format for any bytes.
// Broken UTF-8 becomes U+FFFD; what the format cannot hold at all is replaced as docs/formats.md says.
#pragma once

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace kg::exporter {

/// Bytes leave in blocks; memory stays at one block. Throws kg::Error when the stream fails.
class Output {
 public:
  explicit Output(std::ostream& out);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// As it stands.
  Output& raw(std::string_view text) {
    if (text.size() > block - used_) return raw_slow(text);
    text.copy(buffer_.get() + used_, text.size());
    used_ += text.size();
    return *this;
  }
  Output& number(std::int64_t value);
  /// Shortest form that reads back to the same double, with a point or exponent ("1.0").
  /// `not_finite` stands for NaN and infinities.
  Output& number(double value, std::string_view not_finite = "null");

  /// A JSON string with its quotes. Control characters, '<' and U+2028/9 as \u escapes: safe inside <script>.
  Output& json(std::string_view text);
  /// XML character data or attribute value. What XML 1.0 forbids becomes U+FFFD; tab, line ends (of XML 1.1 too) and other controls become references.
  Output& xml(std::string_view text);
  /// A CSV field (RFC 4180): quoted when it holds a quote, comma, line end, or leading or trailing space. NUL becomes U+FFFD.
  Output& csv(std::string_view text);
  /// A quoted N-Triples, Turtle or Cypher string: control characters as \u escapes; NUL and noncharacters,
  /// where readers end a string, become U+FFFD.
  Output& quoted(std::string_view text);

  /// Writes what is buffered. Must be the last call.
  void finish();

 private:
  static constexpr std::size_t block = 1 << 16;
  Output& raw_slow(std::string_view text);
  void flush();

  std::ostream& out_;
  std::unique_ptr<char[]> buffer_;
  std::size_t used_ = 0;
};

/// `value` as number() writes it.
std::string number_text(double value, std::string_view not_finite = "null");

}  // namespace kg::exporter
