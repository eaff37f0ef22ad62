// GEXF 1.3, for Gephi: typed attributes, intervals of days, colours, sizes and shapes.
//
// Valid against the schema of GEXF 1.3, which has the viz elements in its own namespace (Gephi reads
// them by local name). Edges are all directed, because readers refuse a mixture; the actor network
// is undirected. Documents and their MENTIONS are written too: a filter in Gephi hides them.
#include <cmath>

#include "export/columns.hpp"
#include "export/network_items.hpp"
#include "export/output.hpp"
#include "export/writers.hpp"

namespace kg::exporter {

namespace {

std::string_view gexf_type(ColumnType type) {
  switch (type) {
    case ColumnType::boolean: return "boolean";
    case ColumnType::integer: return "long";
    case ColumnType::real: return "double";
    case ColumnType::list: return "liststring";
    default: return "string";
  }
}

std::string_view gexf_shape(Shape shape) {
  switch (shape) {
    case Shape::state: return "square";
    case Shape::organization: return "diamond";
    case Shape::place: return "triangle";
    default: return "disc";
  }
}

// "#RRGGBB" → r="…" g="…" b="…"
std::string channels(std::string_view hex) {
  const auto channel = [&](std::size_t at) { return std::to_string(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16)); };
  return "r=\"" + channel(1) + "\" g=\"" + channel(3) + "\" b=\"" + channel(5) + "\"";
}

class Writer {
 public:
  Writer(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out)
      : graph_(graph), options_(options), out_(out), items_(graph), columns_(Columns::of(graph)) {
    // Gephi has a column of that name already: the attribute of the edge element fills it.
    if (const auto weight = graph.find_key("weight")) columns_.edges[static_cast<std::size_t>(*weight)] = ColumnType::none;
  }

  void write() {
    out_.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
             "  <meta>\n    <creator>kg</creator>\n    <description>A knowledge graph from political news</description>\n  </meta>\n"
             "  <graph mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\" idtype=\"string\" defaultedgetype=\"");
    out_.raw(options_.project_actors ? "undirected" : "directed").raw("\">\n");
    write_columns("node", columns_.nodes, {{"labels", "liststring"}});
    Titles of_edges;
    if (graph_.document_count() > 0) of_edges = {{"sentence", "string"}, {"source_document", "string"}};
    write_columns("edge", columns_.edges, of_edges);
    out_.raw("    <nodes count=\"").number(static_cast<std::int64_t>(graph_.node_count())).raw("\">\n");
    items_.each_node([&](const NodeItem& node) { write(node); });
    out_.raw("    </nodes>\n    <edges count=\"").number(static_cast<std::int64_t>(graph_.edge_count())).raw("\">\n");
    items_.each_edge([&](const EdgeItem& edge) { write(edge); });
    out_.raw("    </edges>\n  </graph>\n</gexf>\n");
    out_.finish();
  }

 private:
  using Titles = std::vector<std::pair<std::string_view, std::string_view>>;

  void write_columns(std::string_view of, const std::vector<ColumnType>& types, const Titles& own) {
    out_.raw("    <attributes class=\"").raw(of).raw("\" mode=\"static\">\n");
    const auto column = [&](auto id, std::string_view title, std::string_view type) {
      out_.raw("      <attribute id=\"").raw(id).raw("\" title=\"").xml(title).raw("\" type=\"").raw(type).raw("\"/>\n");
    };
    for (const auto& [title, type] : own) column(title, title, type);
    for (std::uint32_t key = 0; key < types.size(); ++key) {
      if (types[key] != ColumnType::none) column(std::to_string(key), graph_.name(graph::KeyId{key}), gexf_type(types[key]));
    }
    out_.raw("    </attributes>\n");
  }

  void write_value(graph::KeyId key, ColumnType type, const graph::PropertyValue& value) {
    out_.raw("<attvalue for=\"").number(static_cast<std::int64_t>(key)).raw("\" value=\"");
    if (const auto* text = std::get_if<std::string>(&value.data)) {
      out_.xml(*text);
    } else if (const auto* list = std::get_if<graph::PropertyList>(&value.data); list != nullptr && type == ColumnType::list) {
      // GEXF: ["a","b"], quotes inside escaped.
      out_.raw("[");
      for (std::size_t i = 0; i < list->size(); ++i) {
        std::string item = plain_text((*list)[i]);
        for (std::size_t at = 0; (at = item.find_first_of("\"\\", at)) != std::string::npos; at += 2) item.insert(at, "\\");
        out_.raw(i == 0 ? "&quot;" : ", &quot;").xml(item).raw("&quot;");
      }
      out_.raw("]");
    } else if (const auto* number = std::get_if<double>(&value.data)) {
      out_.number(*number, "NaN");
    } else {
      out_.xml(plain_text(value));
    }
    out_.raw("\"/>");
  }

  void write_dates(Date first, Date last) {
    if (first) out_.raw("\" start=\"").raw(first.iso());
    if (last) out_.raw("\" end=\"").raw(last.iso());
  }

  void write(const NodeItem& node) {
    out_.raw("      <node id=\"n").number(static_cast<std::int64_t>(node.id)).raw("\" label=\"").xml(node.name);
    const GraphText::Period period = items_.period(node);
    write_dates(period.first, period.last);
    out_.raw("\">\n        <attvalues><attvalue for=\"labels\" value=\"[");
    bool first = true;
    for (const std::string_view label : node.labels) {
      out_.raw(first ? "&quot;" : ", &quot;").xml(label).raw("&quot;");
      first = false;
    }
    out_.raw("]\"/>");
    for (const auto& [key, value] : node.properties) {
      if (!value.is_null()) write_value(key, columns_.node(key), value);
    }
    const auto degree = static_cast<double>(graph_.out(node.id).size() + graph_.in(node.id).size());
    const std::int64_t tenths = std::llround(10 * (4 + 3 * std::sqrt(degree)));
    out_.raw("</attvalues>\n        <color ").raw(colour_of_shape_[static_cast<std::size_t>(node.shape)]).raw("/><size value=\"");
    out_.number(tenths / 10).raw(".").number(tenths % 10).raw("\"/><shape value=\"").raw(gexf_shape(node.shape)).raw("\"/>\n      </node>\n");
  }

  void write(const EdgeItem& edge) {
    out_.raw("      <edge id=\"e").number(static_cast<std::int64_t>(edge.id)).raw("\" source=\"n").number(static_cast<std::int64_t>(edge.ends.source));
    out_.raw("\" target=\"n").number(static_cast<std::int64_t>(edge.ends.target)).raw("\" kind=\"").xml(edge.type);
    // Gephi adds up edges of one kind between the same two, and what the second one says is lost.
    if (edge.number > 1) out_.raw(" #").number(std::int64_t{edge.number});
    out_.raw("\" label=\"").xml(edge.type).raw("\" weight=\"").number(edge.look.weight).raw(".0");
    write_dates(edge.look.first, edge.look.last);
    out_.raw("\">");
    const std::optional<Quote> quote = items_.first_quote(edge);
    if (!edge.properties.empty() || quote) {
      out_.raw("<attvalues>");
      if (quote) {
        out_.raw("<attvalue for=\"sentence\" value=\"").xml(quote->text);
        out_.raw("\"/><attvalue for=\"source_document\" value=\"").raw(quote->document).raw("\"/>");
      }
      for (const auto& [key, value] : edge.properties) {
        if (!value.is_null() && columns_.edge(key) != ColumnType::none) write_value(key, columns_.edge(key), value);
      }
      out_.raw("</attvalues>");
    }
    if (edge.look.mood != Mood::neutral) out_.raw("<color ").raw(colour_of_mood_[static_cast<std::size_t>(edge.look.mood)]).raw("/>");
    if (edge.look.stroke != Stroke::solid) out_.raw("<shape value=\"").raw(name_of(edge.look.stroke)).raw("\"/>");
    out_.raw("</edge>\n");
  }

  const graph::PropertyGraph& graph_;
  const ExportOptions& options_;
  Output out_;
  NetworkItems items_;
  Columns columns_;
  std::vector<std::string> colour_of_shape_ = [] {
    std::vector<std::string> all;
    for (std::size_t s = 0; s <= static_cast<std::size_t>(Shape::other); ++s) {
      all.push_back(channels(style_of(static_cast<Shape>(s), Theme::light).hue));
    }
    return all;
  }();
  std::vector<std::string> colour_of_mood_ = {channels(colour_of(Mood::neutral, Theme::light)),
                                              channels(colour_of(Mood::cooperation, Theme::light)),
                                              channels(colour_of(Mood::conflict, Theme::light))};
};

}  // namespace

void write_gexf(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out) {
  Writer(graph, options, out).write();
}

}  // namespace kg::exporter
