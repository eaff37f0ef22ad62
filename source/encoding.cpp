#include "source/encoding.hpp"

#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "base/utf8.hpp"

namespace kg::source {
namespace {

// What stands for a character that could not be decoded; normalise_characters drops it.
constexpr char32_t broken = 0xFFFD;

std::string convert(std::string_view bytes, const char* charset) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset, &error), &ucnv_close);
  if (U_FAILURE(error)) return {};
  const icu::UnicodeString wide(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(), error);
  if (U_FAILURE(error)) return {};
  std::string out;
  wide.toUTF8String(out);
  return out;
}

// UTF-8 with few broken bytes is broken UTF-8, not some other encoding.
bool is_mostly_utf8(std::string_view bytes) {
  std::size_t good = 0, bad = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
    } else if (decode_code_point(bytes, at) == broken) {
      ++bad;
    } else {
      ++good;
    }
  }
  return good > 0 && good >= bad;  // other encodings give valid sequences almost never
}

std::string repair_utf8(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) append_code_point(out, decode_code_point(bytes, at));
  return out;
}

// UTF-16 without a mark: every second byte of English text is zero.
const char* utf16_without_mark(std::string_view bytes) {
  const std::size_t n = std::min<std::size_t>(bytes.size(), 4096) & ~std::size_t{1};
  if (n < 8) return nullptr;
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < n; i += 2) {
    if (bytes[i] == 0) ++even;
    if (bytes[i + 1] == 0) ++odd;
  }
  if (odd > n * 2 / 5 && even == 0) return "UTF-16LE";
  if (even > n * 2 / 5 && odd == 0) return "UTF-16BE";
  return nullptr;
}

std::string guess_charset(std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error), &ucsdet_close);
  if (U_FAILURE(error)) return {};
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(std::min<std::size_t>(bytes.size(), 1 << 16)), &error);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &error);
  if (U_FAILURE(error) || !match) return {};
  const char* name = ucsdet_getName(match, &error);
  if (U_FAILURE(error) || !name || ucsdet_getConfidence(match, &error) < 20) return {};
  // English pages that say Latin-1 mean Windows-1252, which has the curly quotes.
  return std::string_view(name) == "ISO-8859-1" ? "windows-1252" : name;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view declared) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) return convert(bytes.substr(4), "UTF-32LE");
  if (bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4))) return convert(bytes.substr(4), "UTF-32BE");
  if (bytes.starts_with("\xFF\xFE")) return convert(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF")) return convert(bytes.substr(2), "UTF-16BE");
  if (const char* charset = utf16_without_mark(bytes)) return convert(bytes, charset);
  if (is_valid_utf8(bytes)) return std::string(bytes);
  if (is_mostly_utf8(bytes)) return repair_utf8(bytes);
  const std::string lower = to_lower(declared);
  if (!declared.empty() && lower != "utf-8" && lower != "utf8") {
    std::string text = convert(bytes, lower == "iso-8859-1" ? "windows-1252" : std::string(declared).c_str());
    if (!text.empty()) return text;
  }
  const std::string guess = guess_charset(bytes);
  std::string text = guess.empty() ? std::string() : convert(bytes, guess.c_str());
  return text.empty() ? convert(bytes, "windows-1252") : text;
}

bool looks_binary(std::string_view text) {
  std::size_t control = 0;
  for (const char c : text) {
    if (c == '\0') return true;
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v') || byte == 0x7F) ++control;
  }
  return control > 4 && control * 50 > text.size();
}

namespace {

// 0x80 to 0x9F of Windows-1252: what these control characters were meant to be.
constexpr char32_t windows_1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                       0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                       0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The replacement of one character; 0 drops it.
char32_t normal_form(char32_t c) {
  if (c == '\t' || c == '\v' || c == '\f') return ' ';
  if (c < 0x20) return c == '\n' ? c : 0;
  if (c < 0x7F) return c;
  if (c == 0x7F) return 0;
  if (c < 0xA0) c = windows_1252[c - 0x80];
  switch (c) {
    case 0x00A0: case 0x1680: case 0x202F: case 0x205F: case 0x3000: return ' ';
    case 0x00AD: case 0x034F: case 0x061C: case 0x180E: case 0xFEFF: case 0xFFFC: case broken: return 0;
    case 0x00B4: case 0x2032: case 0xFF07: return '\'';
    case 0x2033: case 0x3003: case 0xFF02: return '"';
    case 0x201A: return 0x2018;
    case 0x201B: return 0x2019;
    case 0x201E: case 0x201F: return 0x201C;
    case 0x2010: case 0x2011: return '-';  // hyphen and no-break hyphen
    case 0x2028: case 0x2029: return '\n';
    default: break;
  }
  if (c >= 0x2000 && c <= 0x200A) return ' ';
  if ((c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F)) return 0;
  if ((c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000 || (c & 0xFFFE) == 0xFFFE) return 0;  // icon fonts, no characters
  if (c >= 0xFE00 && c <= 0xFE0F) return 0;                                              // variation selectors
  return c;
}

}  // namespace

std::string normalise_characters(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  bool combining = false;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    if (byte >= 0x20 && byte < 0x7F) {
      out += utf8[at++];
    } else if (byte == '\r') {
      out += '\n';
      at += utf8.substr(at, 2) == "\r\n" ? 2 : 1;
    } else {
      const char32_t c = normal_form(decode_code_point(utf8, at));
      combining |= (c >= 0x300 && c < 0x370) || c >= 0xFB00;  // accents apart, ligatures
      if (c == 0xFB01 || c == 0xFB02) {
        out += c == 0xFB01 ? "fi" : "fl";
      } else if (c != 0) {
        append_code_point(out, c);
      }
    }
  }
  if (!combining) return out;
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) return out;
  const icu::UnicodeString normal = nfc->normalize(icu::UnicodeString::fromUTF8(out), error);
  if (U_FAILURE(error)) return out;
  std::string composed;
  normal.toUTF8String(composed);
  return composed;
}

}  // namespace kg::source
