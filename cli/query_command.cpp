#include "cli/query_command.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <iostream>
#include <memory>

#include "base/error.hpp"
#include "cli/answer_output.hpp"
#include "graph/graph.hpp"
#include "query/ask.hpp"
#include "query/question.hpp"

namespace kg::cli {

namespace {

struct Settings {
  AskSettings ask;
  std::vector<std::string> words;
  std::vector<std::string> parameters;
};

// k=v: a number, true, false or null as such, anything else (also in quotes) as a string.
query::Value parameter_value(std::string_view text) {
  if (text == "null") return {};
  if (text == "true") return true;
  if (text == "false") return false;
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front()) return std::string(text.substr(1, text.size() - 2));
  std::int64_t whole = 0;
  const char* end = text.data() + text.size();
  if (const auto read = std::from_chars(text.data(), end, whole); read.ec == std::errc() && read.ptr == end) return whole;
  double number = 0;
  if (const auto read = std::from_chars(text.data(), end, number); read.ec == std::errc() && read.ptr == end) return number;
  return std::string(text);
}

query::Map parameters(const std::vector<std::string>& pairs) {
  query::Map map;
  for (const std::string& pair : pairs) {
    const std::size_t equals = pair.find('=');
    if (equals == 0 || equals == std::string::npos) throw Error("'" + pair + "' is no parameter", "--param", {}, "write name=value");
    std::string name = pair.substr(0, equals);
    if (name.front() == '$') name.erase(0, 1);
    query::Value value = parameter_value(std::string_view(pair).substr(equals + 1));
    bool known = false;
    for (auto& [key, old] : map) {
      if (key != name) continue;
      old = value;
      known = true;
    }
    if (!known) map.emplace_back(std::move(name), std::move(value));
  }
  return map;
}

std::string forms_text() {
  std::string text = "English forms (X, Y: names; more in docs/questions.md):\n";
  for (const query::QuestionForm& form : query::question_forms()) {
    std::string line = "  " + std::string(form.form);
    line.append(line.size() < 42 ? 42 - line.size() : 1, ' ');
    text += line + std::string(form.example) + "\n";
  }
  return text + "Cypher: anything that starts with MATCH, RETURN, UNWIND, OPTIONAL MATCH, WITH or CALL (docs/cypher.txt)";
}

void run(const Settings& settings) {
  std::string text;
  for (const std::string& word : settings.words) text += (text.empty() ? "" : " ") + word;
  if (text == "-") text.assign(std::istreambuf_iterator<char>(std::cin), {});
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.pop_back();
  if (text.empty()) throw Error("the question is empty", {}, {}, "'kg query --help' lists the forms");
  query::AskOptions options = ask_options(settings.ask);
  const bool cypher = query::looks_like_cypher(text);
  if (!cypher && !settings.parameters.empty()) throw Error("--param belongs to Cypher, not to an English question");
  if (cypher && (options.period.from || options.period.to)) throw Error("--since and --until belong to English questions", {}, {}, "write the dates into the Cypher");
  options.run.parameters = parameters(settings.parameters);
  const std::unique_ptr<graph::Graph> graph = graph::Graph::open(settings.ask.graph);
  const query::Answer answer = cypher ? query::run_as_answer(*graph, text, options.run) : query::ask(*graph, load_ontology(settings.ask), text, options);
  print_answer(*graph, answer, settings.ask);
}

}  // namespace

void add_query_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("query", "ask the graph in English or Cypher");
  auto settings = std::make_shared<Settings>();
  add_ask_options(*command, settings->ask);
  command->add_option("question", settings->words, "an English question or Cypher; '-' reads it from standard input")->type_name("QUESTION|CYPHER")->required();
  command->add_option("--param", settings->parameters, "value of a Cypher parameter: name=value; may be repeated")->type_name("NAME=VALUE")->take_all()->expected(1)->allow_extra_args(false);
  command->footer([] { return forms_text(); });
  command->callback([settings] { run(*settings); });
}

}  // namespace kg::cli
