#include "query/formats.hpp"

#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "query/display.hpp"
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
  for (std::size_t r = 0; r < answer.rows.size(); ++r) {
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
  const bool notes = answer.cited || options.evidence;
  Table table;
  Citations citations(graph);
  std::vector<std::pair<graph::Evidence, std::size_t>> numbers;  // one number per sentence
  std::vector<Citation> cited;
  for (std::size_t c = 0; c < answer.columns.size(); ++c) {
    // A column without any value says nothing in a memo.
    const bool empty = answer.cited && std::all_of(answer.rows.begin(), answer.rows.end(), [&](const auto& row) { return display(graph, row[c]).empty(); });
    if (empty) continue;
    table.columns.push_back(answer.columns[c]);
    table.right.push_back(std::all_of(answer.rows.begin(), answer.rows.end(), [&](const auto& row) {
      return std::holds_alternative<std::int64_t>(row[c].data) || std::holds_alternative<double>(row[c].data);
    }));
    table.rows.resize(answer.rows.size());
    for (std::size_t r = 0; r < answer.rows.size(); ++r) table.rows[r].push_back(display(graph, answer.rows[r][c]));
  }
  if (notes) {
    bool any = false;
    std::vector<std::string> marks;
    for (const auto& evidence : answer.evidence) {
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

// ---- json ----------------------------------------------------------------------------------------

template <class Writer>
void write_string(Writer& writer, std::string_view text) {
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

template <class Writer>
void write_value(const PropertyGraph& graph, const Value& value, Writer& writer);

template <class Writer>
void write_property(const graph::PropertyValue& value, const PropertyGraph& graph, Writer& writer) {
  struct Visitor {
    const PropertyGraph& graph;
    Writer& writer;
    void operator()(std::monostate) const { writer.Null(); }
    void operator()(bool truth) const { writer.Bool(truth); }
    void operator()(std::int64_t number) const { writer.Int64(number); }
    void operator()(double number) const { std::isfinite(number) ? writer.Double(number) : writer.Null(); }
    void operator()(const std::string& text) const { write_string(writer, text); }
    void operator()(const graph::PropertyList& list) const {
      writer.StartArray();
      for (const graph::PropertyValue& item : list) write_property(item, graph, writer);
      writer.EndArray();
    }
    void operator()(const graph::Temporal& temporal) const { write_string(writer, display(graph, Value(temporal))); }
  };
  std::visit(Visitor{graph, writer}, value.data);
}

template <class Writer>
void write_properties(const PropertyGraph& graph, const std::vector<graph::Property>& properties, Writer& writer) {
  writer.Key("properties");
  writer.StartObject();
  for (const auto& [key, value] : properties) {
    const std::string_view name = graph.name(key);
    writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    write_property(value, graph, writer);
  }
  writer.EndObject();
}

template <class Writer>
void write_value(const PropertyGraph& graph, const Value& value, Writer& writer) {
  struct Visitor {
    const PropertyGraph& graph;
    Writer& writer;
    void operator()(std::monostate) const { writer.Null(); }
    void operator()(bool truth) const { writer.Bool(truth); }
    void operator()(std::int64_t number) const { writer.Int64(number); }
    void operator()(double number) const { std::isfinite(number) ? writer.Double(number) : writer.Null(); }
    void operator()(const std::string& text) const { write_string(writer, text); }
    void operator()(const std::shared_ptr<const List>& list) const {
      writer.StartArray();
      for (const Value& item : *list) write_value(graph, item, writer);
      writer.EndArray();
    }
    void operator()(const std::shared_ptr<const Map>& map) const {
      writer.StartObject();
      for (const auto& [key, item] : *map) {
        writer.Key(key.c_str(), static_cast<rapidjson::SizeType>(key.size()));
        write_value(graph, item, writer);
      }
      writer.EndObject();
    }
    void operator()(const graph::Temporal& temporal) const { write_string(writer, display(graph, Value(temporal))); }
    void operator()(graph::NodeId node) const {
      writer.StartObject();
      writer.Key("id");
      writer.Uint(static_cast<std::uint32_t>(node));
      writer.Key("labels");
      writer.StartArray();
      for (const graph::LabelId label : graph.labels(node)) write_string(writer, graph.name(label));
      writer.EndArray();
      write_properties(graph, graph.properties(node), writer);
      writer.EndObject();
    }
    void operator()(graph::EdgeId edge) const {
      const graph::Edge ends = graph.edge(edge);
      writer.StartObject();
      writer.Key("id");
      writer.Uint(static_cast<std::uint32_t>(edge));
      writer.Key("type");
      write_string(writer, graph.name(ends.type));
      writer.Key("source");
      writer.Uint(static_cast<std::uint32_t>(ends.source));
      writer.Key("target");
      writer.Uint(static_cast<std::uint32_t>(ends.target));
      write_properties(graph, graph.properties(edge), writer);
      writer.EndObject();
    }
    void operator()(const std::shared_ptr<const Path>& path) const {
      writer.StartObject();
      writer.Key("nodes");
      writer.StartArray();
      for (const graph::NodeId node : path->nodes) (*this)(node);
      writer.EndArray();
      writer.Key("edges");
      writer.StartArray();
      for (const graph::EdgeId edge : path->edges) (*this)(edge);
      writer.EndArray();
      writer.EndObject();
    }
  };
  std::visit(Visitor{graph, writer}, value.data);
}

template <class Writer>
void write_citations(Citations& citations, const std::vector<graph::Evidence>& evidence, bool all, Writer& writer) {
  writer.StartArray();
  for (std::size_t e = 0; e < evidence.size() && (all || e == 0); ++e) {
    const Citation citation = citations.cite(evidence[e]);
    writer.StartObject();
    writer.Key("doc");
    write_string(writer, citation.document);
    writer.Key("uri");
    write_string(writer, citation.uri);
    writer.Key("start");
    writer.Uint64(citation.start);
    writer.Key("end");
    writer.Uint64(citation.end);
    writer.Key("text");
    write_string(writer, citation.sentence);
    writer.EndObject();
  }
  writer.EndArray();
}

void write_json(const PropertyGraph& graph, const Answer& answer, const FormatOptions& options, std::ostream& out) {
  rapidjson::OStreamWrapper stream(out);
  rapidjson::Writer<rapidjson::OStreamWrapper> writer(stream);
  const auto strings = [&](const char* key, const std::vector<std::string>& list) {
    writer.Key(key);
    writer.StartArray();
    for (const std::string& text : list) write_string(writer, text);
    writer.EndArray();
  };
  writer.StartObject();
  writer.Key("question");
  write_string(writer, answer.question);
  writer.Key("cypher");
  write_string(writer, answer.cypher);
  strings("columns", answer.columns);
  writer.Key("rows");
  writer.StartArray();
  for (const auto& row : answer.rows) {
    writer.StartArray();
    for (const Value& value : row) write_value(graph, value, writer);
    writer.EndArray();
  }
  writer.EndArray();
  strings("answers", answer.answers);
  strings("notes", answer.notes);
  if (answer.cited || options.evidence) {  // one list per row
    Citations citations(graph);
    writer.Key("evidence");
    writer.StartArray();
    for (const auto& evidence : answer.evidence) write_citations(citations, evidence, options.evidence, writer);
    writer.EndArray();
  }
  writer.EndObject();
  out << '\n';
}

void write_jsonl(const PropertyGraph& graph, const Answer& answer, const FormatOptions& options, std::ostream& out) {
  Citations citations(graph);
  for (std::size_t r = 0; r < answer.rows.size(); ++r) {
    rapidjson::OStreamWrapper stream(out);
    rapidjson::Writer<rapidjson::OStreamWrapper> writer(stream);
    writer.StartObject();
    for (std::size_t c = 0; c < answer.columns.size(); ++c) {
      writer.Key(answer.columns[c].c_str());
      write_value(graph, answer.rows[r][c], writer);
    }
    if (answer.cited || options.evidence) {
      writer.Key("evidence");
      write_citations(citations, answer.evidence[r], options.evidence, writer);
    }
    writer.EndObject();
    out << '\n';
  }
}

// ---- csv, tsv, markdown ---------------------------------------------------------------------------

// RFC 4180, with line ends of Unix. A cell that a spreadsheet would run as a formula is text already:
// quoting does not change that, so it is left as it is.
void write_csv(const PropertyGraph& graph, const Answer& answer, const FormatOptions& options, std::ostream& out) {
  const TextRows text = text_rows(graph, answer, options);
  const auto write_row = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out << ',';
      if (cells[i].find_first_of(",\"\r\n") == std::string::npos) {
        out << cells[i];
        continue;
      }
      out << '"';
      for (const char c : cells[i]) out << (c == '"' ? "\"\"" : std::string(1, c));
      out << '"';
    }
    out << '\n';
  };
  write_row(text.columns);
  for (const auto& row : text.rows) write_row(row);
}

void write_tsv(const PropertyGraph& graph, const Answer& answer, const FormatOptions& options, std::ostream& out) {
  const TextRows text = text_rows(graph, answer, options);
  const auto write_row = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out << '\t';
      for (const char c : cells[i]) out << (c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
    }
    out << '\n';
  };
  write_row(text.columns);
  for (const auto& row : text.rows) write_row(row);
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

std::span<const ResultFormat> result_formats() { return formats; }

const ResultFormat* find_result_format(std::string_view name) {
  const auto found = std::find_if(formats.begin(), formats.end(), [&](const ResultFormat& format) { return format.name == name; });
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace kg::query
