// The whole graph in the DOT language, for Graphviz and the programs that read it.
#include "export/edge_look.hpp"
#include "export/graph_text.hpp"
#include "export/output.hpp"
#include "export/writers.hpp"

namespace kg::exporter {

namespace {

constexpr std::size_t most_ranked = 300;

// A quoted DOT string: a backslash, quote or ampersand in a name means itself.
void write_quoted(Output& out, std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '"') {
      escaped += "\\\"";
    } else if (c == '\\') {
      escaped += "\\\\";
    } else if (c == '&') {
      escaped += "&amp;";
    } else {
      escaped += c;
    }
  }
  out.raw("\"").raw(escaped).raw("\"");
}

}  // namespace

void write_dot(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& stream) {
  Output out(stream);
  const GraphText text(graph);
  const EdgeLooks looks(graph);
  const std::string_view arrow = options.project_actors ? " -- " : " -> ";
  out.raw(options.project_actors ? "graph" : "digraph");
  // Ranks of thousands of nodes take 'dot' hours.
  out.raw(" kg {\n  graph [charset=\"UTF-8\", overlap=prism").raw(graph.node_count() > most_ranked ? ", layout=sfdp" : "").raw("];\n  node [fontname=\"DejaVu Sans\", style=filled];\n"
          "  edge [fontname=\"DejaVu Sans\", fontsize=9];\n");
  for (std::uint32_t i = 0; i < graph.node_bound(); ++i) {
    const graph::NodeId node{i};
    if (!graph.alive(node)) continue;
    const ShapeStyle& style = style_of(shape_for(text.label(node)), Theme::light);
    out.raw("  ").raw(id_of(node)).raw(" [label=");
    write_quoted(out, shortened(text.name(node), 200));
    out.raw(", shape=").raw(style.shape).raw(", color=\"").raw(style.hue).raw("\", fillcolor=\"").raw(style.fill);
    out.raw(style.style.empty() ? "\"" : "\", style=\"filled,rounded\"").raw(", class=");
    write_quoted(out, text.label(node));
    out.raw("];\n");
  }
  for (std::uint32_t i = 0; i < graph.edge_bound(); ++i) {
    const graph::EdgeId edge{i};
    if (!graph.alive(edge)) continue;
    const graph::Edge ends = graph.edge(edge);
    const EdgeLook look = looks(graph.properties(edge));
    const std::string_view type = graph.name(ends.type);
    out.raw("  ").raw(id_of(ends.source)).raw(arrow).raw(id_of(ends.target)).raw(" [id=").raw(id_of(edge)).raw(", label=");
    const std::string when = period_text(look.first, look.last);
    write_quoted(out, when.empty() ? std::string(type) : std::string(type) + ", " + when);
    out.raw(", color=\"").raw(colour_of(look.mood, Theme::light)).raw("\", style=").raw(name_of(look.stroke));
    out.raw(", weight=").number(std::min<std::int64_t>(look.weight, 1000));
    if (type == "MET") out.raw(", dir=none");
    out.raw("];\n");
  }
  out.raw("}\n");
  out.finish();
}

}  // namespace kg::exporter
