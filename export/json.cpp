// JSON as DESIGN §7 gives it: one node or edge a line, streamed.
#include "export/graph_text.hpp"
#include "export/json_value.hpp"
#include "export/output.hpp"
#include "export/writers.hpp"

namespace kg::exporter {

namespace {

template <class Id>
void write_properties(Output& out, const GraphText& text, Id id) {
  const graph::PropertyGraph& graph = text.graph();
  out.raw("{");
  bool first = true;
  for (const auto& [key, value] : graph.properties(id)) {
    if (value.is_null() || (std::is_same_v<Id, graph::NodeId> && text.is_name_key(key))) continue;
    if (!first) out.raw(",");
    first = false;
    write_json_value(out.json(graph.name(key)).raw(":"), value);
  }
  out.raw("}");
}

void write_evidence(Output& out, Quotes& quotes, const std::vector<graph::Evidence>& evidence) {
  out.raw(",\"evidence\":[");
  bool first = true;
  for (const graph::Evidence& one : evidence) {
    if (!first) out.raw(",");
    first = false;
    const Quote quote = quotes(one);
    const Quotes::Range range = quotes.range(one);
    out.raw("{\"doc\":").json(quote.document);
    out.raw(",\"start\":").number(static_cast<std::int64_t>(range.start));
    out.raw(",\"end\":").number(static_cast<std::int64_t>(range.end));
    out.raw(",\"text\":").json(quote.text).raw("}");
  }
  out.raw("]");
}

}  // namespace

void write_json_value(Output& out, const graph::PropertyValue& value) {
  if (const auto* list = std::get_if<graph::PropertyList>(&value.data)) {
    out.raw("[");
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (i > 0) out.raw(",");
      write_json_value(out, (*list)[i]);
    }
    out.raw("]");
  } else if (value.is_null()) {
    out.raw("null");
  } else if (const auto* number = std::get_if<double>(&value.data)) {
    out.number(*number);
  } else if (std::holds_alternative<bool>(value.data) || std::holds_alternative<std::int64_t>(value.data)) {
    out.raw(plain_text(value));
  } else {
    out.json(plain_text(value));
  }
}

void write_json_properties(Output& out, const GraphText& text, graph::NodeId node) { write_properties(out, text, node); }
void write_json_properties(Output& out, const GraphText& text, graph::EdgeId edge) { write_properties(out, text, edge); }

void write_json(const graph::PropertyGraph& graph, const ExportOptions&, std::ostream& stream) {
  Output out(stream);
  const GraphText text(graph);
  Quotes quotes(graph);
  out.raw("{\"nodes\":[");
  bool first = true;
  for (const graph::NodeId node : graph::nodes_of(graph)) {
    out.raw(first ? "\n" : ",\n");
    first = false;
    out.raw("{\"id\":\"").raw(id_of(node)).raw("\",\"labels\":");
    write_json_list(out, text.labels(node));
    out.raw(",\"name\":").json(text.name(node)).raw(",\"aliases\":");
    write_json_list(out, text.aliases(node));
    out.raw(",\"properties\":");
    write_json_properties(out, text, node);
    write_evidence(out, quotes, graph.evidence(node));
    out.raw("}");
  }
  out.raw("\n],\"edges\":[");
  first = true;
  for (const graph::EdgeId edge : graph::edges_of(graph)) {
    const graph::Edge ends = graph.edge(edge);
    out.raw(first ? "\n" : ",\n");
    first = false;
    out.raw("{\"id\":\"").raw(id_of(edge)).raw("\",\"type\":").json(graph.name(ends.type));
    out.raw(",\"source\":\"").raw(id_of(ends.source)).raw("\",\"target\":\"").raw(id_of(ends.target)).raw("\"");
    out.raw(",\"properties\":");
    write_json_properties(out, text, edge);
    write_evidence(out, quotes, graph.evidence(edge));
    out.raw("}");
  }
  out.raw("\n]}\n");
  out.finish();
}

}  // namespace kg::exporter
