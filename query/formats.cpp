#include "query/formats.hpp"

#include <algorithm>
#include <array>

#include "query/display.hpp"
#include "query/formats_json.hpp"
#include "query/table.hpp"

namespace kg::query {
namespace {

using graph::PropertyGraph;

/// The rows as text, with the best sentence in a last column where the answer is cited.
struct TextRows {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

TextRows text_rows(const PropertyGraph& graph, const Answer& answer, const FormatOptions& options) {
  TextRows text;
  text.columns = answer.columns;
  const bool sentences = answer.cited || options.evidence;
  if (sentences) {
    text.columns.emplace_back("sentence");
    text.columns.emplace_back("document");
  }
  Citations citations(graph);
  for (std::size_t r = 0; r < rows_shown(answer, options); ++r) {
    std::vector<std::string> cells;
    for (const Value& value : answer.rows[r]) cells.push_back(display(graph, value));
    if (sentences) {
      std::string all, documents;
      const std::size_t most = options.evidence ? answer.evidence[r].size() : std::min<std::size_t>(answer.evidence[r].size(), 1);
      for (std::size_t e = 0; e < most; ++e) {
        const Citation citation = citations.cite(answer.evidence[r][e]);
        if (citation.sentence.empty()) continue;
        all += (all.empty() ? "" : " | ") + citation.sentence;
        const std::string& where = citation.uri.empty() ? citation.document : citation.uri;
        if (documents.find(where) == std::string::npos) documents += (documents.empty() ? "" : " | ") + where;
      }
      cells.push_back(std::move(all));
      cells.push_back(std::move(documents));
    }
    text.rows.push_back(std::move(cells));
  }
  return text;
}

// ---- table ---------------------------------------------------------------------------------------

std::string source_line(const Citation& citation) {
  std::string line = citation.title;
  if (!citation.published.empty()) line += (line.empty() ? "" : ", ") + citation.published;
  if (!citation.uri.empty()) line += line.empty() ? citation.uri : " (" + citation.uri + ")";
  return line.empty() ? citation.document : line;
}

void write_table_format(const PropertyGraph& graph, const Answer& answer, const FormatOptions& options, std::ostream& out) {
  if (answer.rows.empty()) {
    out << (answer.question.empty() ? "no rows\n" : "no answer: the documents do not say\n");
    return;
  }
  if (!answer.headline.empty()) out << answer.headline << "\n\n";
  const bool notes = answer.cited || options.evidence;
  const std::size_t shown = rows_shown(answer, options);
  const std::span<const std::vector<Value>> rows = std::span(answer.rows).first(shown);
  Table table;
  Citations citations(graph);
  std::vector<std::pair<graph::Evidence, std::size_t>> numbers;  // one number per sentence
  std::vector<Citation> cited;
  for (std::size_t c = 0; c < answer.columns.size(); ++c) {
    // A column without any value says nothing in a memo.
    const bool empty = answer.cited && std::all_of(rows.begin(), rows.end(), [&](const auto& row) { return display(graph, row[c]).empty(); });
    const bool repeated = std::find(answer.repeated.begin(), answer.repeated.end(), answer.columns[c]) != answer.repeated.end();
    if (empty || repeated) continue;
    table.columns.push_back(answer.columns[c]);
    table.right.push_back(std::all_of(rows.begin(), rows.end(), [&](const auto& row) {
      return std::holds_alternative<std::int64_t>(row[c].data) || std::holds_alternative<double>(row[c].data);
    }));
    table.rows.resize(rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r) table.rows[r].push_back(display(graph, rows[r][c]));
  }
  if (notes) {
    bool any = false;
    std::vector<std::string> marks;
    for (const auto& evidence : std::span(answer.evidence).first(shown)) {
      std::string mark;
      const std::size_t most = options.evidence ? evidence.size() : std::min<std::size_t>(evidence.size(), 1);
      for (std::size_t e = 0; e < most; ++e) {
        const Citation citation = citations.cite(evidence[e]);
        if (citation.sentence.empty()) continue;
        const auto known = std::find(cited.begin(), cited.end(), citation);
        const std::size_t number = static_cast<std::size_t>(known - cited.begin()) + 1;
        if (known == cited.end()) cited.push_back(citation);
        const std::string one = "[" + std::to_string(number) + "]";
        if (mark.find(one) == std::string::npos) mark += one;
      }
      any |= !mark.empty();
      marks.push_back(std::move(mark));
    }
    if (any) {
      table.columns.emplace_back("source");
      for (std::size_t r = 0; r < table.rows.size(); ++r) table.rows[r].push_back(marks[r]);
    }
  }
  write_table(table, options.width, options.colour, out);
  if (shown < answer.rows.size()) out << "… and " << answer.rows.size() - shown << " more (--limit 0 shows all)\n";
  if (cited.empty()) return;
  out << '\n';
  for (std::size_t i = 0; i < cited.size(); ++i) {
    const std::string number = "[" + std::to_string(i + 1) + "] ";
    const std::string indent(number.size(), ' ');
    const std::size_t width = options.width > number.size() + 20 ? options.width - number.size() : 20;
    bool first = true;
    for (const std::string& line : wrap("“" + cited[i].sentence + "”", width)) {
      out << (first ? number : indent) << line << '\n';
      first = false;
    }
    for (const std::string& line : wrap(source_line(cited[i]), width))
      out << indent << (options.colour ? "\x1b[2m" : "") << line << (options.colour ? "\x1b[0m" : "") << '\n';
  }
}

// ---- csv, tsv, markdown ---------------------------------------------------------------------------

// A row a line; `cell` writes one cell.
template <class Cell>
void write_separated(const PropertyGraph& graph, const Answer& answer, const FormatOptions& options, char separator, Cell cell, std::ostream& out) {
  const TextRows text = text_rows(graph, answer, options);
  const auto write_row = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out << separator;
      cell(cells[i]);
    }
    out << '\n';
  };
  write_row(text.columns);
  for (const auto& row : text.rows) write_row(row);
}

// RFC 4180, with line ends of Unix. A cell that a spreadsheet would run as a formula is text already:
// quoting does not change that, so it is left as it is.
void write_csv(const PropertyGraph& graph, const Answer& answer, const FormatOptions& options, std::ostream& out) {
  const auto cell = [&](const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
      out << text;
      return;
    }
    out << '"';
    for (const char c : text) out << (c == '"' ? "\"\"" : std::string(1, c));
    out << '"';
  };
  write_separated(graph, answer, options, ',', cell, out);
}

void write_tsv(const PropertyGraph& graph, const Answer& answer, const FormatOptions& options, std::ostream& out) {
  const auto cell = [&](const std::string& text) {
    for (const char c : text) out << (c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
  };
  write_separated(graph, answer, options, '\t', cell, out);
}

void write_markdown(const PropertyGraph& graph, const Answer& answer, const FormatOptions& options, std::ostream& out) {
  const TextRows text = text_rows(graph, answer, options);
  const auto write_row = [&](const std::vector<std::string>& cells) {
    out << '|';
    for (const std::string& cell : cells) {
      out << ' ';
      for (const char c : cell) {
        if (c == '|' || c == '\\') out << '\\';
        out << (c == '\n' || c == '\r' ? ' ' : c);
      }
      out << " |";
    }
    out << '\n';
  };
  write_row(text.columns);
  write_row(std::vector<std::string>(text.columns.size(), "---"));
  for (const auto& row : text.rows) write_row(row);
}

constexpr std::array<ResultFormat, 6> formats = {{
    {"table", "for the terminal, with numbered sentences under it", write_table_format},
    {"json", "one object: question, cypher, columns, rows, answers, notes, evidence", write_json},
    {"jsonl", "one object a row", write_jsonl},
    {"csv", "comma-separated (RFC 4180)", write_csv},
    {"tsv", "tab-separated", write_tsv},
    {"markdown", "a table for documents", write_markdown},
}};

}  // namespace

std::size_t rows_shown(const Answer& answer, const FormatOptions& options) { return options.limit == 0 ? answer.rows.size() : std::min(options.limit, answer.rows.size()); }

std::span<const ResultFormat> result_formats() { return formats; }

const ResultFormat* find_result_format(std::string_view name) {
  const auto found = std::find_if(formats.begin(), formats.end(), [&](const ResultFormat& format) { return format.name == name; });
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace kg::query
