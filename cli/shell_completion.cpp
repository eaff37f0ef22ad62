#include "cli/shell_completion.hpp"

#include <editline/readline.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "base/utf8.hpp"
#include "query/functions.hpp"

namespace kg::cli {

namespace {

constexpr std::size_t most_offered = 100;
constexpr const char* keywords[] = {"ALL", "AND", "ANY", "AS", "ASC", "BY", "CALL", "CASE", "CONTAINS", "CREATE", "DELETE", "DESC", "DETACH", "DISTINCT",
                                    "ELSE", "END", "ENDS WITH", "EXISTS", "IN", "IS", "LIMIT", "MATCH", "MERGE", "NONE", "NOT", "NULL", "ON", "OPTIONAL", "OR",
                                    "ORDER", "REMOVE", "RETURN", "SET", "SINGLE", "SKIP", "STARTS WITH", "THEN", "UNION", "UNWIND", "WHEN", "WHERE", "WITH", "XOR", "YIELD"};

bool starts_with_ignoring_case(std::string_view word, std::string_view prefix) {
  return word.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), word.begin(), [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

/// Where the string that the cursor stands in begins, behind its quote; npos outside of strings.
std::size_t open_quote(std::string_view line) {
  std::size_t open = std::string_view::npos;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (open == std::string_view::npos ? line[i] == '\'' || line[i] == '"' : line[i] == line[open - 1]) open = open == std::string_view::npos ? i + 1 : std::string_view::npos;
  }
  return open;
}

const graph::PropertyGraph* offered_graph = nullptr;  // the C interface of libedit has no other way

char** offer(const char*, int begin, int end) {
  rl_attempted_completion_over = 1;
  if (offered_graph == nullptr) return nullptr;
  const std::string_view line(rl_line_buffer);
  const auto words = completions(*offered_graph, line, static_cast<std::size_t>(begin), static_cast<std::size_t>(end));
  if (words.empty()) return nullptr;
  // First what all have in common, then the words; libedit frees them.
  std::size_t common = words[0].size();
  for (const std::string& word : words) {
    const auto [a, b] = std::mismatch(words[0].begin(), words[0].begin() + static_cast<std::ptrdiff_t>(std::min(common, word.size())), word.begin());
    common = static_cast<std::size_t>(a - words[0].begin());
    static_cast<void>(b);
  }
  const std::size_t typed = static_cast<std::size_t>(end - begin);
  const std::string stem = words.size() == 1 || common >= typed ? words[0].substr(0, common) : std::string(line.substr(static_cast<std::size_t>(begin), typed));
  auto** list = static_cast<char**>(std::malloc((words.size() + 2) * sizeof(char*)));
  if (list == nullptr) return nullptr;
  list[0] = strdup(stem.c_str());
  for (std::size_t i = 0; i < words.size(); ++i) list[i + 1] = strdup(words[i].c_str());
  list[words.size() + 1] = nullptr;
  return list;
}

}  // namespace

std::vector<std::string> completions(const graph::PropertyGraph& graph, std::string_view line, std::size_t begin, std::size_t end) {
  std::vector<std::string> words;
  end = std::min(end, line.size());
  begin = std::min(begin, end);
  const std::string_view typed = line.substr(begin, end - begin);
  const auto add = [&](std::string_view word) {
    if (starts_with_ignoring_case(word, typed)) words.emplace_back(word);
  };
  const std::size_t quote = open_quote(line.substr(0, end));
  if (quote != std::string_view::npos && quote <= begin) {
    const auto key = graph.find_key("name");
    const std::string_view written = line.substr(quote, end - quote);
    for (const graph::NodeId node : graph.find_similar(fold_name(written), 0, most_offered)) {
      const graph::PropertyValue value = key ? graph.property(node, *key) : graph::PropertyValue{};
      const auto* name = std::get_if<std::string>(&value.data);
      // The words before the cursor stay as they are written.
      if (name != nullptr && starts_with_ignoring_case(*name, written)) words.push_back(name->substr(begin - quote));
    }
  } else {
    const char before = begin == 0 ? ' ' : line[begin - 1];
    if (before == '.') {
      for (std::uint32_t i = 0; i < graph.key_count(); ++i) add(graph.name(graph::KeyId{i}));
    } else if (before == ':' || before == '|') {
      for (std::uint32_t i = 0; i < graph.label_count(); ++i) add(graph.name(graph::LabelId{i}));
      for (std::uint32_t i = 0; i < graph.edge_type_count(); ++i) add(graph.name(graph::EdgeTypeId{i}));
    } else if (!typed.empty()) {
      for (const char* keyword : keywords) add(keyword);
      for (const query::Function& function : query::all_functions()) add(std::string(function.name) + "(");
    }
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  if (words.size() > most_offered) words.resize(most_offered);
  return words;
}

void start_completion(const graph::PropertyGraph& graph) {
  offered_graph = &graph;
  rl_readline_name = "kg";
  rl_attempted_completion_function = offer;
  rl_completion_append_character = '\0';
  static char breaks[] = " \t\n()[]{},:;|.=<>+-*/%^'\"$";
  rl_completer_word_break_characters = breaks;
}

}  // namespace kg::cli
