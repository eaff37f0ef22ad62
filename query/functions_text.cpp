// Functions on numbers and strings.
#include <cmath>
#include <numbers>
#include <random>

#include "base/utf8.hpp"
#include "query/cypher_error.hpp"
#include "query/functions.hpp"
#include "query/value_ops.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace kg::query {

namespace {

using Args = std::span<const Value>;

double number(const Value& value, const Expr& e) {
  if (!is_number(value)) {
    throw runtime_error("TypeError", "InvalidArgumentType", e.text + "() takes a number, not " + std::string(kind_name(value)), e.where);
  }
  return as_double(value);
}

template <double (*F)(double)>
Value real(Args a, Context&, const Expr& e) {
  return F(number(a[0], e));
}

Value abs(Args a, Context&, const Expr& e) {
  if (const auto* i = get<std::int64_t>(a[0])) {
    if (*i == INT64_MIN) throw runtime_error("ArithmeticError", "IntegerOverflow", "abs() of the smallest integer is no integer", e.where);
    return *i < 0 ? -*i : *i;
  }
  return std::fabs(number(a[0], e));
}

Value sign(Args a, Context&, const Expr& e) {
  const double d = number(a[0], e);
  return std::int64_t{d > 0 ? 1 : d < 0 ? -1 : 0};
}

Value round(Args a, Context&, const Expr& e) {
  const double d = number(a[0], e);
  if (a.size() == 1) return std::floor(d + 0.5);
  const double scale = std::pow(10.0, number(a[1], e));
  return std::isfinite(scale) && std::isfinite(d * scale) ? std::round(d * scale) / scale : d;
}

Value atan2(Args a, Context&, const Expr& e) { return std::atan2(number(a[0], e), number(a[1], e)); }
Value pi(Args, Context&, const Expr&) { return std::numbers::pi; }
Value euler(Args, Context&, const Expr&) { return std::numbers::e; }

Value random(Args, Context&, const Expr&) {
  static thread_local std::mt19937_64 engine{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(engine);
}

double cot(double x) { return 1 / std::tan(x); }
double haversin(double x) { return (1 - std::cos(x)) / 2; }
double degrees(double x) { return x * 180 / std::numbers::pi; }
double radians(double x) { return x * std::numbers::pi / 180; }

constexpr Function math[] = {
    {"abs", 1, 1, "if", '1', false, abs, "without its sign"},
    {"ceil", 1, 1, "if", 'f', false, real<std::ceil>, "up to a whole number"},
    {"floor", 1, 1, "if", 'f', false, real<std::floor>, "down to a whole number"},
    {"round", 1, 2, "if", 'f', false, round, "to the nearest whole number, or to digits"},
    {"sign", 1, 1, "if", 'i', false, sign, "-1, 0 or 1"},
    {"rand", 0, 0, "*", 'f', false, random, "a random number from 0 to 1"},
    {"sqrt", 1, 1, "if", 'f', false, real<std::sqrt>, "square root"},
    {"exp", 1, 1, "if", 'f', false, real<std::exp>, "e to its power"},
    {"log", 1, 1, "if", 'f', false, real<std::log>, "natural logarithm"},
    {"log10", 1, 1, "if", 'f', false, real<std::log10>, "decimal logarithm"},
    {"sin", 1, 1, "if", 'f', false, real<std::sin>, "sine"},
    {"cos", 1, 1, "if", 'f', false, real<std::cos>, "cosine"},
    {"tan", 1, 1, "if", 'f', false, real<std::tan>, "tangent"},
    {"cot", 1, 1, "if", 'f', false, real<cot>, "cotangent"},
    {"asin", 1, 1, "if", 'f', false, real<std::asin>, "arc sine"},
    {"acos", 1, 1, "if", 'f', false, real<std::acos>, "arc cosine"},
    {"atan", 1, 1, "if", 'f', false, real<std::atan>, "arc tangent"},
    {"atan2", 2, 2, "if", 'f', false, atan2, "arc tangent of y, x"},
    {"haversin", 1, 1, "if", 'f', false, real<haversin>, "half the versine"},
    {"degrees", 1, 1, "if", 'f', false, real<degrees>, "radians to degrees"},
    {"radians", 1, 1, "if", 'f', false, real<radians>, "degrees to radians"},
    {"pi", 0, 0, "*", 'f', false, pi, "3.14159…"},
    {"e", 0, 0, "*", 'f', false, euler, "2.71828…"},
};

const std::string& text(const Value& value, const Expr& e) {
  const auto* string = get<std::string>(value);
  if (!string) {
    throw runtime_error("TypeError", "InvalidArgumentType", e.text + "() takes a string, not " + std::string(kind_name(value)), e.where);
  }
  return *string;
}

std::int64_t integer(const Value& value, const Expr& e) {
  const auto* i = get<std::int64_t>(value);
  if (!i) {
    throw runtime_error("TypeError", "InvalidArgumentType", e.text + "() takes an integer, not " + std::string(kind_name(value)), e.where);
  }
  if (*i < 0) throw runtime_error("ArgumentError", "NumberOutOfRange", e.text + "() takes no negative number", e.where);
  return *i;
}

/// Byte where the code point number `index` starts, or the end.
std::size_t byte_of(std::string_view s, std::int64_t index) {
  std::size_t at = 0;
  while (index > 0 && at < s.size()) {
    at = next_code_point_start(s, at + 1);
    --index;
  }
  return at;
}

Value upper(Args a, Context&, const Expr& e) {
  std::string out;
  icu::UnicodeString::fromUTF8(text(a[0], e)).toUpper(icu::Locale::getRoot()).toUTF8String(out);
  return out;
}

Value lower_case(Args a, Context&, const Expr& e) {
  std::string out;
  icu::UnicodeString::fromUTF8(text(a[0], e)).toLower(icu::Locale::getRoot()).toUTF8String(out);
  return out;
}

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

Value trim_ends(const std::string& s, bool front, bool back) {
  std::size_t begin = 0, end = s.size();
  while (front && begin < end && is_blank(s[begin])) ++begin;
  while (back && end > begin && is_blank(s[end - 1])) --end;
  return s.substr(begin, end - begin);
}

Value trim(Args a, Context&, const Expr& e) { return trim_ends(text(a[0], e), true, true); }
Value ltrim(Args a, Context&, const Expr& e) { return trim_ends(text(a[0], e), true, false); }
Value rtrim(Args a, Context&, const Expr& e) { return trim_ends(text(a[0], e), false, true); }

Value substring(Args a, Context&, const Expr& e) {
  const std::string& s = text(a[0], e);
  const std::size_t begin = byte_of(s, integer(a[1], e));
  const std::string_view rest = std::string_view(s).substr(begin);
  return std::string(a.size() < 3 ? rest : rest.substr(0, byte_of(rest, integer(a[2], e))));
}

Value left(Args a, Context&, const Expr& e) {
  const std::string& s = text(a[0], e);
  return s.substr(0, byte_of(s, integer(a[1], e)));
}

Value right(Args a, Context&, const Expr& e) {
  const std::string& s = text(a[0], e);
  const auto count = static_cast<std::int64_t>(count_code_points(s));
  return s.substr(byte_of(s, std::max<std::int64_t>(0, count - integer(a[1], e))));
}

Value replace(Args a, Context& c, const Expr& e) {
  const std::string &s = text(a[0], e), &from = text(a[1], e), &to = text(a[2], e);
  if (from.empty()) return s;
  std::string out;
  std::size_t at = 0;
  for (std::size_t found = s.find(from); found != std::string::npos; found = s.find(from, at)) {
    out.append(s, at, found - at).append(to);
    at = found + from.size();
    c.check_size(out.size());
  }
  return out.append(s, at);
}

Value split(Args a, Context& c, const Expr& e) {
  const std::string &s = text(a[0], e), &by = text(a[1], e);
  List parts;
  if (by.empty()) {
    for (std::size_t at = 0; at < s.size();) {
      const std::size_t next = next_code_point_start(s, at + 1);
      parts.emplace_back(s.substr(at, next - at));
      at = next;
    }
    return make_list(std::move(parts));
  }
  std::size_t at = 0;
  for (std::size_t found = s.find(by); found != std::string::npos; found = s.find(by, at)) {
    parts.emplace_back(s.substr(at, found - at));
    at = found + by.size();
    c.step();
  }
  parts.emplace_back(s.substr(at));
  return make_list(std::move(parts));
}

Value reverse(Args a, Context&, const Expr& e) {
  if (const List* list = get_list(a[0])) return make_list(List(list->rbegin(), list->rend()));
  const std::string& s = text(a[0], e);
  std::string out;
  for (std::size_t end = s.size(); end > 0;) {
    std::size_t begin = end - 1;
    while (begin > 0 && (static_cast<unsigned char>(s[begin]) & 0xC0) == 0x80) --begin;
    out.append(s, begin, end - begin);
    end = begin;
  }
  return out;
}

constexpr Function strings[] = {
    {"toUpper", 1, 1, "s", 's', false, upper, "in upper case"},
    {"toLower", 1, 1, "s", 's', false, lower_case, "in lower case"},
    {"upper", 1, 1, "s", 's', false, upper, "in upper case"},
    {"lower", 1, 1, "s", 's', false, lower_case, "in lower case"},
    {"trim", 1, 1, "s", 's', false, trim, "without blanks at the ends"},
    {"lTrim", 1, 1, "s", 's', false, ltrim, "without blanks at the start"},
    {"rTrim", 1, 1, "s", 's', false, rtrim, "without blanks at the end"},
    {"substring", 2, 3, "s", 's', false, substring, "from a position (0 is the first), of a length"},
    {"left", 2, 2, "s", 's', false, left, "the first characters"},
    {"right", 2, 2, "s", 's', false, right, "the last characters"},
    {"replace", 3, 3, "s", 's', false, replace, "one string by another, everywhere"},
    {"split", 2, 2, "s", 'L', false, split, "into a list, at a string"},
    {"reverse", 1, 1, "sl", '1', false, reverse, "a string or list backwards"},
};

}  // namespace

std::span<const Function> math_functions() { return math; }
std::span<const Function> string_functions() { return strings; }

}  // namespace kg::query
