// Answers as text: one table of formats that help, documentation and tests read.
#pragma once

#include <cstddef>
#include <ostream>
#include <span>
#include <string_view>

#include "graph/property_graph.hpp"
#include "query/answer.hpp"

namespace kg::query {

struct FormatOptions {
  std::size_t width = 80;     ///< cells of the terminal
  bool colour = false;        ///< ANSI: only on a terminal
  bool evidence = false;      ///< every sentence of a row, not only the best
  std::size_t limit = 0;      ///< most rows; 0: all
};

struct ResultFormat {
  std::string_view name;         ///< "table"
  std::string_view description;  ///< one line
  void (*write)(const graph::PropertyGraph&, const Answer&, const FormatOptions&, std::ostream&);
};

/// How many rows of the answer are written.
std::size_t rows_shown(const Answer& answer, const FormatOptions& options);

/// All formats, the default (table) first.
std::span<const ResultFormat> result_formats();
/// By name; nullptr if there is none.
const ResultFormat* find_result_format(std::string_view name);

}  // namespace kg::query
