// CSV (RFC 4180, UTF-8, LF): edges with the names of both ends, nodes in a file of their own. One
// column a property; lists joined with "; ". Also the typed bulk files of Neo4j.
#include <fmt/format.h>

#include <algorithm>

#include "export/columns.hpp"
#include "export/graph_text.hpp"
#include "export/output.hpp"
#include "export/writers.hpp"

namespace kg::exporter {

namespace {

// Values of one node or edge in the order of the header's columns.
void write_cells(Output& out, const std::vector<graph::KeyId>& columns, std::span<const graph::Property> properties, auto&& print) {
  auto next = properties.begin();  // both are sorted by key
  for (const graph::KeyId column : columns) {
    while (next != properties.end() && next->first < column) ++next;
    out.raw(",");
    if (next != properties.end() && next->first == column) print(next->second);
  }
}

std::vector<graph::KeyId> columns_with(const graph::PropertyGraph& graph, const std::vector<ColumnType>& types, auto&& wanted) {
  std::vector<graph::KeyId> columns;
  for (std::uint32_t key = 0; key < types.size(); ++key) {
    if (types[key] != ColumnType::none && wanted(graph.name(graph::KeyId{key}))) columns.push_back(graph::KeyId{key});
  }
  return columns;
}

constexpr bool is_own(std::string_view name) { return name == "name" || name == "aliases"; }

// The documents that say so, and the first sentence.
void write_sources(Output& out, const graph::PropertyGraph& graph, Quotes& quotes, const std::vector<graph::Evidence>& evidence) {
  std::string documents;
  graph::DocumentIndex last{0xFFFFFFFF};
  for (const graph::Evidence& one : evidence) {
    if (one.document == last) continue;
    last = one.document;
    documents += (documents.empty() ? "" : "; ") + graph.document_id(one.document).hex();
  }
  out.raw(",").csv(documents).raw(",").csv(evidence.empty() ? std::string_view() : quotes(evidence.front()).text);
}

// ---- Neo4j's bulk import: one field a line, no line ends inside, ';' between array items.

std::string_view neo4j_type(ColumnType type) {
  switch (type) {
    case ColumnType::boolean: return ":boolean";
    case ColumnType::integer: return ":long";
    case ColumnType::real: return ":double";
    case ColumnType::list: return ":string[]";
    default: return "";
  }
}

std::string neo4j_name(std::string_view name) {
  std::string plain(name);
  std::replace(plain.begin(), plain.end(), ':', '_');
  return plain;
}

std::string one_line(std::string text) {
  std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

void write_neo4j_value(Output& out, const graph::PropertyValue& value) {
  const auto* list = std::get_if<graph::PropertyList>(&value.data);
  if (list == nullptr) {
    out.csv(one_line(plain_text(value)));
    return;
  }
  std::vector<std::string> items;
  for (const graph::PropertyValue& item : *list) {
    items.push_back(one_line(plain_text(item)));
    std::replace(items.back().begin(), items.back().end(), ';', ',');
  }
  out.csv(fmt::format("{}", fmt::join(items, ";")));
}

}  // namespace

void write_csv_edges(const graph::PropertyGraph& graph, const ExportOptions&, std::ostream& stream) {
  Output out(stream);
  const GraphText text(graph);
  Quotes quotes(graph);
  const auto columns = columns_with(graph, Columns::of(graph).edges, [](std::string_view) { return true; });
  out.raw("id,type,source,target,source_name,target_name");
  for (const graph::KeyId key : columns) out.raw(",").csv(graph.name(key));
  out.raw(",documents,sentence\n");
  for (const graph::EdgeId edge : graph::edges_of(graph)) {
    const graph::Edge ends = graph.edge(edge);
    out.raw(id_of(edge)).raw(",").csv(graph.name(ends.type)).raw(",").raw(id_of(ends.source)).raw(",").raw(id_of(ends.target));
    out.raw(",").csv(text.name(ends.source)).raw(",").csv(text.name(ends.target));
    write_cells(out, columns, graph.properties(edge), [&](const graph::PropertyValue& value) { out.csv(plain_text(value)); });
    write_sources(out, graph, quotes, graph.evidence(edge));
    out.raw("\n");
  }
  out.finish();
}

void write_csv_nodes(const graph::PropertyGraph& graph, const ExportOptions&, std::ostream& stream) {
  Output out(stream);
  const GraphText text(graph);
  Quotes quotes(graph);
  const auto columns = columns_with(graph, Columns::of(graph).nodes, [](std::string_view name) { return !is_own(name); });
  out.raw("id,labels,name,aliases");
  for (const graph::KeyId key : columns) out.raw(",").csv(graph.name(key));
  out.raw(",documents,sentence\n");
  for (const graph::NodeId node : graph::nodes_of(graph)) {
    out.raw(id_of(node)).raw(",").csv(fmt::format("{}", fmt::join(text.labels(node), ":"))).raw(",").csv(text.name(node));
    out.raw(",").csv(fmt::format("{}", fmt::join(text.aliases(node), "; ")));
    write_cells(out, columns, graph.properties(node), [&](const graph::PropertyValue& value) { out.csv(plain_text(value)); });
    write_sources(out, graph, quotes, graph.evidence(node));
    out.raw("\n");
  }
  out.finish();
}

void write_neo4j_nodes(const graph::PropertyGraph& graph, const ExportOptions&, std::ostream& stream) {
  Output out(stream);
  const GraphText text(graph);
  const Columns all = Columns::of(graph);
  const auto columns = columns_with(graph, all.nodes, [](std::string_view name) { return name != "name"; });
  out.raw("id:ID,:LABEL,name");
  for (const graph::KeyId key : columns) out.raw(",").csv(neo4j_name(graph.name(key)) + std::string(neo4j_type(all.node(key))));
  out.raw("\n");
  for (const graph::NodeId node : graph::nodes_of(graph)) {
    out.raw(id_of(node)).raw(",").csv(fmt::format("{}", fmt::join(text.labels(node), ";"))).raw(",").csv(one_line(text.name(node)));
    write_cells(out, columns, graph.properties(node), [&](const graph::PropertyValue& value) { write_neo4j_value(out, value); });
    out.raw("\n");
  }
  out.finish();
}

void write_neo4j_relationships(const graph::PropertyGraph& graph, const ExportOptions&, std::ostream& stream) {
  Output out(stream);
  const Columns all = Columns::of(graph);
  const auto columns = columns_with(graph, all.edges, [](std::string_view) { return true; });
  out.raw(":START_ID,:END_ID,:TYPE,kg_id");
  for (const graph::KeyId key : columns) out.raw(",").csv(neo4j_name(graph.name(key)) + std::string(neo4j_type(all.edge(key))));
  out.raw("\n");
  for (const graph::EdgeId edge : graph::edges_of(graph)) {
    const graph::Edge ends = graph.edge(edge);
    out.raw(id_of(ends.source)).raw(",").raw(id_of(ends.target)).raw(",").csv(graph.name(ends.type)).raw(",").raw(id_of(edge));
    write_cells(out, columns, graph.properties(edge), [&](const graph::PropertyValue& value) { write_neo4j_value(out, value); });
    out.raw("\n");
  }
  out.finish();
}

}  // namespace kg::exporter
