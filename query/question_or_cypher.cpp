// What is typed may be Cypher or English: its first words tell.
#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "query/ask.hpp"

namespace kg::query {

bool looks_like_cypher(std::string_view text) {
  std::size_t at = text.find_first_not_of(" \t\r\n");
  while (at != std::string_view::npos && (text.substr(at, 2) == "//" || text.substr(at, 2) == "/*")) {
    const bool line = text[at + 1] == '/';
    const std::size_t end = text.find(line ? "\n" : "*/", at);
    if (end == std::string_view::npos) return true;
    at = text.find_first_not_of(" \t\r\n", end + (line ? 1 : 2));
  }
  if (at == std::string_view::npos) return false;
  text.remove_prefix(at);
  std::string word = to_lower(text.substr(0, std::min<std::size_t>(text.find_first_of(" \t\r\n(*"), 32)));
  static constexpr std::array<std::string_view, 14> sure = {"match", "optional", "unwind", "return", "merge", "detach", "foreach", "explain", "profile", "remove", "create", "call", "cypher", "load"};
  if (std::find(sure.begin(), sure.end(), word) != sure.end()) return true;
  // "with whom did X meet", "set", "delete", "union": Cypher only if a Cypher word follows.
  if (word == "with") {
    const std::string lower = to_lower(text.substr(0, 4096));
    for (const std::string_view next : {"with who", "with which", "with what"})
      if (lower.starts_with(next)) return false;
    return lower.find("return") != std::string::npos || lower.find("match") != std::string::npos;
  }
  return (word == "set" || word == "delete") && text.find_first_of(".=(") != std::string_view::npos;
}

}  // namespace kg::query
