#include "export/output.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/error.hpp"
#include "base/utf8.hpp"

namespace kg::exporter {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// One flag a format: an ASCII byte that needs a closer look. Bytes above 0x7F are always looked at.
enum : std::uint8_t { in_json = 1, in_xml = 2, in_quoted = 4 };

constexpr std::array<std::uint8_t, 256> make_special() {
  std::array<std::uint8_t, 256> table{};
  for (int c = 0; c < 0x20; ++c) table[c] = in_json | in_xml | in_quoted;
  for (int c = 0x7F; c < 0x100; ++c) table[c] = in_json | in_xml | in_quoted;
  table['"'] = in_json | in_xml | in_quoted;
  table['\\'] = in_json | in_quoted;
  table['<'] = in_json | in_xml;
  table['>'] = table['&'] = table['\''] = in_xml;
  return table;
}
constexpr auto special = make_special();

// A vector of the compiler's own (g++ and clang, any processor): left to itself it makes none of the loop.
using Lane = signed char __attribute__((vector_size(16)));

// Whether none of a lane's bytes is special in any format. Signed: what is below a space is above ASCII, too.
bool all_plain(const char* text) {
  Lane bytes;
  std::memcpy(&bytes, text, sizeof bytes);
  const Lane special_bytes = (bytes < 0x20) | (bytes == 0x7F) | (bytes == '"') | (bytes == '\\') | (bytes == '<') | (bytes == '>') | (bytes == '&') | (bytes == '\'');
  std::uint64_t halves[2];
  std::memcpy(halves, &special_bytes, sizeof halves);
  return (halves[0] | halves[1]) == 0;
}

// Writes runs of plain bytes at once; calls `escape(code point, its bytes)` for each other one.
// Broken bytes arrive as U+FFFD with the bytes of U+FFFD.
template <class Escape>
void scan(Output& out, std::string_view text, std::uint8_t flag, Escape escape) {
  std::size_t run = 0;
  for (std::size_t at = 0;;) {
    while (text.size() - at >= sizeof(Lane) && all_plain(text.data() + at)) at += sizeof(Lane);
    while (at < text.size() && (special[static_cast<unsigned char>(text[at])] & flag) == 0) ++at;
    if (at == text.size()) break;
    const std::size_t begin = at;
    const char32_t c = decode_code_point(text, at);
    const bool broken = c == U'\uFFFD' && at - begin != replacement.size();
    const std::string_view bytes = broken ? replacement : text.substr(begin, at - begin);
    const std::string_view instead = escape(c, bytes);
    if (instead.data() == text.data() + begin) continue;  // stays as it is: part of the run
    out.raw(text.substr(run, begin - run)).raw(instead);
    run = at;
  }
  out.raw(text.substr(run));
}

// "\u0007", in `space`.
std::string_view unicode_escape(char32_t c, std::array<char, 8>& space) {
  const auto end = fmt::format_to_n(space.data(), space.size(), "\\u{:04X}", static_cast<std::uint32_t>(c)).size;
  return {space.data(), end};
}

// U+0000 to U+001F, DEL and the C1 block.
constexpr bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }
constexpr bool is_noncharacter(char32_t c) { return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF); }

}  // namespace

Output::Output(std::ostream& out) : out_(out), buffer_(std::make_unique_for_overwrite<char[]>(block)) {}

void Output::flush() {
  out_.write(buffer_.get(), static_cast<std::streamsize>(used_));
  used_ = 0;
  if (!out_) throw Error("cannot write the output", {}, {}, "is the disk full, or the reader of the pipe gone?");
}

Output& Output::raw_slow(std::string_view text) {
  flush();
  if (text.size() <= block) return raw(text);
  out_.write(text.data(), static_cast<std::streamsize>(text.size()));
  return *this;
}

void Output::finish() {
  flush();
  out_.flush();
}

Output& Output::number(std::int64_t value) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

std::string number_text(double value, std::string_view not_finite) {
  if (!std::isfinite(value)) return std::string(not_finite);
  std::array<char, 32> digits;
  char* end = fmt::format_to(digits.data(), "{}", value);
  const std::string_view shortest(digits.data(), static_cast<std::size_t>(end - digits.data()));
  return std::string(shortest) + (shortest.find_first_of(".e") == std::string_view::npos ? ".0" : "");
}

Output& Output::number(double value, std::string_view not_finite) { return raw(number_text(value, not_finite)); }

namespace {

// What JSON, N-Triples, Turtle and Cypher have in common: `other(c, bytes)` gives what else is not written as it stands.
template <class Other>
void write_string(Output& out, std::string_view text, std::uint8_t flag, Other other) {
  std::array<char, 8> space;
  out.raw("\"");
  scan(out, text, flag, [&](char32_t c, std::string_view bytes) -> std::string_view {
    switch (c) {
      case '"': return "\\\"";
      case '\\': return "\\\\";
      case '\n': return "\\n";
      case '\r': return "\\r";
      case '\t': return "\\t";
      default: {
        const std::string_view instead = other(c, bytes);
        return instead.data() != bytes.data() ? instead : is_control(c) ? unicode_escape(c, space) : bytes;
      }
    }
  });
  out.raw("\"");
}

}  // namespace

Output& Output::json(std::string_view text) {
  write_string(*this, text, in_json, [](char32_t c, std::string_view bytes) -> std::string_view {
    return c == '<' ? "\\u003C" : c == 0x2028 ? "\\u2028" : c == 0x2029 ? "\\u2029" : bytes;
  });
  return *this;
}

Output& Output::xml(std::string_view text) {
  std::array<char, 8> space;
  scan(*this, text, in_xml, [&](char32_t c, std::string_view bytes) -> std::string_view {
    switch (c) {
      case '<': return "&lt;";
      case '>': return "&gt;";
      case '&': return "&amp;";
      case '"': return "&quot;";
      case '\'': return "&#39;";
      case '\t': return "&#9;";
      case '\n': return "&#10;";
      case '\r': return "&#13;";
      default:
        if (c < 0x20 || is_noncharacter(c)) return replacement;
        if (!is_control(c) && c != 0x2028) return bytes;
        // Line ends to a reader of XML 1.1, who would make them '\n' or a space.
        return {space.data(), fmt::format_to_n(space.data(), space.size(), "&#{};", static_cast<std::uint32_t>(c)).size};
    }
  });
  return *this;
}

Output& Output::csv(std::string_view text) {
  const bool quote = text.find_first_of("\",\n\r;\t") != std::string_view::npos ||
                     (!text.empty() && (text.front() == ' ' || text.back() == ' '));
  if (quote) raw("\"");
  scan(*this, text, in_quoted, [](char32_t c, std::string_view bytes) -> std::string_view {
    return c == '"' ? "\"\"" : c == 0 ? replacement : bytes;
  });
  return quote ? raw("\"") : *this;
}

Output& Output::quoted(std::string_view text) {
  write_string(*this, text, in_quoted, [](char32_t c, std::string_view bytes) { return c == 0 || is_noncharacter(c) ? replacement : bytes; });
  return *this;
}

}  // namespace kg::exporter
