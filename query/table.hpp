// A table fitted to the width of the terminal, with numbered notes under it.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace kg::query {

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  ///< as many cells as columns
  std::vector<bool> right;                     ///< columns of numbers; may be shorter than columns
};

/// Writes header, rule and rows; long cells are wrapped. Columns shrink from the widest on until all
/// fit into `width` cells (a column keeps at least 6). Lines have no trailing spaces.
void write_table(const Table& table, std::size_t width, bool colour, std::ostream& out);

/// The widths that write_table gives the columns.
std::vector<std::size_t> fit_columns(const Table& table, std::size_t width);

}  // namespace kg::query
