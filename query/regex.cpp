#include "query/regex.hpp"

#include <unicode/regex.h>

#include <memory>

#include "query/cypher_error.hpp"

namespace kg::query {

bool matches_regex(const std::string& text, const std::string& pattern, ByteSpan where) {
  // One query asks the same pattern for every row: keep the last one compiled.
  static thread_local std::string last_pattern;
  static thread_local std::unique_ptr<icu::RegexMatcher> matcher;
  const auto fail = [&](const std::string& why) {
    matcher.reset();
    return runtime_error("SyntaxError", "InvalidRegularExpression", why + ": '" + pattern.substr(0, 80) + "'", where);
  };
  UErrorCode status = U_ZERO_ERROR;
  if (!matcher || last_pattern != pattern) {
    const auto compiled_pattern = icu::UnicodeString::fromUTF8(pattern);
    matcher = std::make_unique<icu::RegexMatcher>(compiled_pattern, 0, status);
    if (U_FAILURE(status)) throw fail("the regular expression cannot be read");
    matcher->setTimeLimit(2000, status);  // in steps of the engine, about milliseconds
    last_pattern = pattern;
  }
  const auto subject = icu::UnicodeString::fromUTF8(text);
  matcher->reset(subject);
  const bool found = matcher->matches(status) != 0;
  if (U_FAILURE(status)) throw fail("the regular expression takes too long");
  return found;
}

}  // namespace kg::query
