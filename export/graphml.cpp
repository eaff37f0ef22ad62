// GraphML with typed data, and with the labels, shapes and line styles that yEd draws; Cytoscape
// takes its labels from `name` and `interaction`.
#include <fmt/format.h>

#include "export/columns.hpp"
#include "export/network_items.hpp"
#include "export/output.hpp"
#include "export/writers.hpp"

namespace kg::exporter {

namespace {

std::string_view graphml_type(ColumnType type) {
  switch (type) {
    case ColumnType::boolean: return "boolean";
    case ColumnType::integer: return "long";
    case ColumnType::real: return "double";
    default: return "string";
  }
}

std::string_view yed_shape(Shape shape) {
  switch (shape) {
    case Shape::person: return "roundrectangle";
    case Shape::organization: return "hexagon";
    case Shape::meeting: return "ellipse";
    case Shape::place: return "trapezoid";
    default: return "rectangle";
  }
}

class Writer {
 public:
  Writer(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out)
      : graph_(graph), options_(options), out_(out), items_(graph), columns_(Columns::of(graph)) {}

  void write() {
    out_.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
             "xmlns:y=\"http://www.yworks.com/xml/graphml\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
             "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd\">\n"
             "  <key id=\"look\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n  <key id=\"line\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n");
    declare("labels", "node", "labels", "string");
    declare("name", "node", "name", "string");
    declare("interaction", "edge", "interaction", "string");
    declare("weight", "edge", "weight", "double");
    declare("sentence", "edge", "sentence", "string");
    declare("document", "edge", "source_document", "string");
    for (std::uint32_t key = 0; key < graph_.key_count(); ++key) {
      const graph::KeyId id{key};
      const std::string_view name = graph_.name(id);
      if (columns_.node(id) != ColumnType::none && name != "name") declare("n" + std::to_string(key), "node", name, graphml_type(columns_.node(id)));
      if (columns_.edge(id) != ColumnType::none && name != "weight") declare("e" + std::to_string(key), "edge", name, graphml_type(columns_.edge(id)));
    }
    out_.raw("  <graph id=\"kg\" edgedefault=\"").raw(options_.project_actors ? "undirected" : "directed").raw("\">\n");
    items_.each_node([&](const NodeItem& node) { write(node); });
    items_.each_edge([&](const EdgeItem& edge) { write(edge); });
    out_.raw("  </graph>\n</graphml>\n");
    out_.finish();
  }

 private:
  void declare(std::string_view id, std::string_view of, std::string_view name, std::string_view type) {
    out_.raw("  <key id=\"").raw(id).raw("\" for=\"").raw(of).raw("\" attr.name=\"").xml(name).raw("\" attr.type=\"").raw(type).raw("\"/>\n");
  }

  void data(std::string_view key, std::string_view value) {
    out_.raw("<data key=\"").raw(key).raw("\">").xml(value).raw("</data>");
  }

  void write_properties(char prefix, std::span<const graph::Property> properties, std::string_view apart) {
    for (const auto& [key, value] : properties) {
      if (value.is_null() || graph_.name(key) == apart) continue;
      data(prefix + std::to_string(static_cast<std::uint32_t>(key)), plain_text(value));
    }
  }

  void write(const NodeItem& node) {
    const ShapeStyle& style = style_of(node.shape, Theme::light);
    out_.raw("    <node id=\"").raw(id_of(node.id)).raw("\">");
    data("labels", fmt::format("{}", fmt::join(node.labels, ":")));
    data("name", node.name);
    write_properties('n', node.properties, "name");
    const double width = std::min(220.0, 24 + 7.0 * static_cast<double>(node.name.size()));
    out_.raw("<data key=\"look\"><y:ShapeNode><y:Geometry height=\"30.0\" width=\"").number(width).raw("\"/><y:Fill color=\"").raw(style.fill);
    out_.raw("\"/><y:BorderStyle color=\"").raw(style.hue).raw("\" width=\"1.5\"/><y:NodeLabel>").xml(shortened(node.name, 60));
    out_.raw("</y:NodeLabel><y:Shape type=\"").raw(yed_shape(node.shape)).raw("\"/></y:ShapeNode></data></node>\n");
  }

  void write(const EdgeItem& edge) {
    out_.raw("    <edge id=\"").raw(id_of(edge.id)).raw("\" source=\"").raw(id_of(edge.ends.source)).raw("\" target=\"").raw(id_of(edge.ends.target)).raw("\">");
    data("interaction", edge.type);
    data("weight", std::to_string(edge.look.weight) + ".0");
    if (const std::optional<Quote> quote = items_.first_quote(edge)) {
      data("sentence", quote->text);
      data("document", quote->document);
    }
    write_properties('e', edge.properties, "weight");
    out_.raw("<data key=\"line\"><y:PolyLineEdge><y:LineStyle color=\"").raw(colour_of(edge.look.mood, Theme::light)).raw("\" type=\"");
    out_.raw(edge.look.stroke == Stroke::solid ? "line" : name_of(edge.look.stroke)).raw("\" width=\"1.0\"/><y:Arrows source=\"none\" target=\"");
    out_.raw(options_.project_actors || edge.type == "MET" ? "none" : "standard").raw("\"/><y:EdgeLabel>").xml(edge.type);
    out_.raw("</y:EdgeLabel></y:PolyLineEdge></data></edge>\n");
  }

  const graph::PropertyGraph& graph_;
  const ExportOptions& options_;
  Output out_;
  NetworkItems items_;
  Columns columns_;
};

}  // namespace

void write_graphml(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out) {
  Writer(graph, options, out).write();
}

}  // namespace kg::exporter
