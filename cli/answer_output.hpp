// Options and printing that all asking commands share.
#pragma once

#include <string>

#include "query/answer.hpp"
#include "query/ask.hpp"
#include "query/formats.hpp"

namespace CLI {
class App;
}

namespace kg::cli {

struct AskSettings {
  std::string graph;
  std::string format = "table";
  std::string since, until;
  std::string ontology;
  double timeout = 0;  ///< seconds
  std::size_t limit = 0;  ///< rows; 0: all
  bool limited = false;   ///< --limit was given
  bool evidence = false;
  bool explain = false;
};

/// --format of rows: its value is one that print_rows() knows.
void add_row_format(CLI::App& command, std::string& format);

/// The rows to standard output, as wide and colourful as the terminal is.
void print_rows(const graph::PropertyGraph& graph, const query::Answer& answer, const std::string& format, query::FormatOptions options = {});

/// -g, --format, --limit, --evidence, --explain, --since, --until, --timeout.
void add_ask_options(CLI::App& command, AskSettings& settings);

/// Limits and period of `settings`; Ctrl-C cancels. Throws kg::Error for a date that is none.
query::AskOptions ask_options(const AskSettings& settings);

ontology::Ontology load_ontology(const AskSettings& settings);

/// Notes to standard error, then plan or rows to standard output.
void print_answer(const graph::PropertyGraph& graph, const query::Answer& answer, const AskSettings& settings);

}  // namespace kg::cli
