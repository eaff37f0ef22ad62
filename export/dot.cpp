// The whole graph in the DOT language, for Graphviz and the programs that read it.
#include "export/network_items.hpp"
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
  const NetworkItems items(graph);
  const std::string_view arrow = options.project_actors ? " -- " : " -> ";
  out.raw(options.project_actors ? "graph" : "digraph");
  // Ranks of thousands of nodes take 'dot' hours.
  out.raw(" kg {\n  graph [charset=\"UTF-8\", overlap=prism").raw(graph.node_count() > most_ranked ? ", layout=sfdp" : "").raw("];\n  node [fontname=\"DejaVu Sans\", style=filled];\n"
          "  edge [fontname=\"DejaVu Sans\", fontsize=9];\n");
  items.each_node([&](const NodeItem& node) {
    const ShapeStyle& style = style_of(node.shape, Theme::light);
    out.raw("  ").raw(id_of(node.id)).raw(" [label=");
    write_quoted(out, shortened(node.name, 200));
    out.raw(", shape=").raw(style.shape).raw(", color=\"").raw(style.hue).raw("\", fillcolor=\"").raw(style.fill);
    out.raw(style.style.empty() ? "\"" : "\", style=\"filled,rounded\"").raw(", class=");
    write_quoted(out, node.label);
    out.raw("];\n");
  });
  items.each_edge([&](const EdgeItem& edge) {
    out.raw("  ").raw(id_of(edge.ends.source)).raw(arrow).raw(id_of(edge.ends.target)).raw(" [id=").raw(id_of(edge.id)).raw(", label=");
    const std::string when = period_text(edge.look.first, edge.look.last);
    write_quoted(out, when.empty() ? std::string(edge.type) : std::string(edge.type) + ", " + when);
    out.raw(", color=\"").raw(colour_of(edge.look.mood, Theme::light)).raw("\", style=").raw(name_of(edge.look.stroke));
    out.raw(", weight=").number(std::min<std::int64_t>(edge.look.weight, 1000));
    if (edge.type == "MET") out.raw(", dir=none");
    out.raw("];\n");
  });
  out.raw("}\n");
  out.finish();
}

}  // namespace kg::exporter
