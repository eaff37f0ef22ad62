#include "cli/answer_output.hpp"

#include <CLI/CLI.hpp>
#include <cmath>
#include <iostream>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/terminal.hpp"

namespace kg::cli {

void add_row_format(CLI::App& command, std::string& format) {
  std::vector<std::string> names;
  for (const query::ResultFormat& one : query::result_formats()) names.emplace_back(one.name);
  command.add_option("--format", format, "how the rows are written")->check(CLI::IsMember(names))->capture_default_str();
}

void print_rows(const graph::PropertyGraph& graph, const query::Answer& answer, const std::string& format, query::FormatOptions options) {
  options.width = terminal_width();
  options.colour = terminal_has_colour();
  query::find_result_format(format)->write(graph, answer, options, std::cout);
}

void add_ask_options(CLI::App& command, AskSettings& settings) {
  add_graph_option(command, settings.graph);
  add_row_format(command, settings.format);
  command.add_option_function<std::size_t>(
      "--limit",
      [&settings](std::size_t rows) {
        settings.limit = rows;
        settings.limited = true;
      },
      "most rows that are written; 0: all (40 answers of an English question in a table, all else)")->type_name("ROWS");
  command.add_flag("--evidence", settings.evidence, "every sentence behind a row, not only the best");
  command.add_flag("--explain", settings.explain, "show the Cypher and how it was run instead of the rows");
  command.add_option("--since", settings.since, "only what reaches into the time since then (YYYY, YYYY-MM or YYYY-MM-DD)")->type_name("DATE");
  command.add_option("--until", settings.until, "only what reaches into the time until then")->type_name("DATE");
  command.add_option("--timeout", settings.timeout, "give up after so many seconds")->type_name("SECONDS")->check(CLI::NonNegativeNumber);
  command.add_option("--ontology", settings.ontology, "folder of ontology files to use instead of the built-in ones")->type_name("FOLDER");
}

query::AskOptions ask_options(const AskSettings& settings) {
  query::AskOptions options;
  const Date since = date_option(settings.since, "--since"), until = date_option(settings.until, "--until");
  if (since) options.period.from = since.first_day();
  if (until) options.period.to = until.last_day();
  if (options.period.from && options.period.to && options.period.to < options.period.from)
    throw Error("--since " + settings.since + " lies behind --until " + settings.until);
  options.run.timeout = std::chrono::milliseconds(std::llround(std::min(settings.timeout, 1e9) * 1000));
  options.run.cancelled = &cancel_on_interrupt();
  options.run.profile = settings.explain;
  return options;
}

ontology::Ontology load_ontology(const AskSettings& settings) {
  return settings.ontology.empty() ? ontology::Ontology::standard() : ontology::Ontology::load(settings.ontology);
}

void print_answer(const graph::PropertyGraph& graph, const query::Answer& answer, const AskSettings& settings) {
  for (const std::string& note : answer.notes) std::cerr << "kg: note: " << note << '\n';
  if (settings.explain) {
    std::cout << answer.cypher << "\n\n" << answer.plan;
    if (!answer.plan.empty() && answer.plan.back() != '\n') std::cout << '\n';
    return;
  }
  // A screen holds some forty answers; whoever writes Cypher or reads another format sets his own limit.
  constexpr std::size_t answers_on_a_screen = 40;
  const std::size_t limit = settings.limited ? settings.limit : answer.cited && settings.format == "table" ? answers_on_a_screen : 0;
  print_rows(graph, answer, settings.format, {.evidence = settings.evidence, .limit = limit});
}

}  // namespace kg::cli
