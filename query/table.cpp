#include "query/table.hpp"

#include <algorithm>
#include <numeric>

#include "query/display.hpp"

namespace kg::query {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 6;

void write_line(std::string line, std::ostream& out) {
  while (!line.empty() && line.back() == ' ') line.pop_back();
  out << line << '\n';
}

}  // namespace

std::vector<std::size_t> fit_columns(const Table& table, std::size_t width) {
  std::vector<std::size_t> widths;
  for (const std::string& column : table.columns) widths.push_back(std::max<std::size_t>(display_width(column), 1));
  for (const auto& row : table.rows)
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  const std::size_t gaps = widths.empty() ? 0 : gap * (widths.size() - 1);
  const auto total = [&] { return std::accumulate(widths.begin(), widths.end(), gaps); };
  while (total() > width) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= narrowest) break;
    // Down to the second widest at once: as many steps as columns, not as many as cells.
    std::size_t second = narrowest;
    std::size_t equal = 0;
    for (const std::size_t one : widths) {
      if (one == *widest) ++equal;
      else second = std::max(second, one);
    }
    const std::size_t over = total() - width;
    const std::size_t level = std::max({narrowest, second, *widest - std::min(*widest, (over + equal - 1) / equal)});
    const std::size_t old = *widest;
    const std::size_t next = level == old ? old - 1 : level;
    for (std::size_t& one : widths)
      if (one == old) one = next;
  }
  return widths;
}

void write_table(const Table& table, std::size_t width, bool colour, std::ostream& out) {
  const std::vector<std::size_t> widths = fit_columns(table, width);
  const auto write_row = [&](const std::vector<std::string>& cells, bool bold) {
    std::vector<std::vector<std::string>> lines;
    std::size_t height = 1;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      lines.push_back(wrap(i < cells.size() ? cells[i] : std::string(), widths[i]));
      height = std::max(height, lines.back().size());
    }
    for (std::size_t y = 0; y < height; ++y) {
      std::string line;
      for (std::size_t i = 0; i < widths.size(); ++i) {
        const std::string cell = y < lines[i].size() ? lines[i][y] : std::string();
        const std::size_t cells_used = display_width(cell);
        const std::string space(widths[i] > cells_used ? widths[i] - cells_used : 0, ' ');
        const bool right = i < table.right.size() && table.right[i];
        line += right ? space + cell : cell + space;
        if (i + 1 < widths.size()) line.append(gap, ' ');
      }
      while (!line.empty() && line.back() == ' ') line.pop_back();
      if (bold) line = "\x1b[1m" + line + "\x1b[0m";
      out << line << '\n';
    }
  };
  write_row(table.columns, colour);
  std::string rule;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    for (std::size_t n = 0; n < widths[i]; ++n) rule += "─";
    if (i + 1 < widths.size()) rule.append(gap, ' ');
  }
  write_line(rule, out);
  for (const auto& row : table.rows) write_row(row, false);
}

}  // namespace kg::query
