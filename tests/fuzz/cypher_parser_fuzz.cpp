// Any text is a query or a clear error: lexer, parser and semantic check.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "query/cypher_error.hpp"
#include "query/parser.hpp"
#include "query/semantics.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const auto query = kg::query::parse_cypher(text);
    kg::query::check_semantics(*query, nullptr, {});
  } catch (const kg::query::CypherError& error) {
    const auto where = error.where();
    if (!where || where->begin > where->end || where->end > size || error.message().empty()) std::abort();
    if (error.with_text(text).report().empty()) std::abort();
  }
  return 0;
}
