// A Cypher script that makes the graph in an empty Neo4j (or any openCypher) database:
//   cypher-shell -f graph.cypher
// Rows of one kind go in batches, so that a large graph is many statements of bounded size.
#include "export/graph_text.hpp"
#include "export/output.hpp"
#include "export/writers.hpp"

namespace kg::exporter {

namespace {

constexpr std::size_t batch = 500;

// A name in backquotes; a backquote in it doubled.
std::string quoted_name(std::string_view name) {
  std::string out = "`";
  for (const char c : name) out += c == '`' ? "``" : std::string(1, c);
  return out + "`";
}

void write_value(Output& out, const graph::PropertyValue& value) {
  if (const auto* list = std::get_if<graph::PropertyList>(&value.data)) {
    out.raw("[");
    for (std::size_t i = 0; i < list->size(); ++i) {
      out.raw(i == 0 ? "" : ", ");
      write_value(out, (*list)[i]);
    }
    out.raw("]");
  } else if (const auto* number = std::get_if<double>(&value.data)) {
    out.number(*number, "null");
  } else if (value.data.index() == 1 || value.data.index() == 2) {
    out.raw(plain_text(value));
  } else {
    out.quoted(plain_text(value));
  }
}

class Writer {
 public:
  Writer(const graph::PropertyGraph& graph, std::ostream& out) : graph_(graph), out_(out), text_(graph) {}

  void write() {
    out_.raw("// Made by kg: nodes carry their export id in kg_id until the last statement.\n"
             "CREATE INDEX kg_import IF NOT EXISTS FOR (n:KgImport) ON (n.kg_id);\n");
    nodes();
    edges();
    out_.raw("MATCH (n:KgImport) REMOVE n:KgImport, n.kg_id;\nDROP INDEX kg_import IF EXISTS;\n");
    out_.finish();
  }

 private:
  // Opens a batch of `kind`, or goes on with it.
  void row(const std::string& kind) {
    if (kind != open_ || rows_ == batch) {
      close();
      open_ = kind;
      out_.raw("UNWIND [\n");
    } else {
      out_.raw(",\n");
    }
    ++rows_;
  }
  void close() {
    if (rows_ > 0) out_.raw("\n] AS row ").raw(open_).raw(";\n");
    rows_ = 0;
  }

  void properties(std::span<const graph::Property> all) {
    out_.raw("{");
    bool first = true;
    for (const auto& [key, value] : all) {
      if (value.is_null()) continue;
      out_.raw(first ? "" : ", ").raw(quoted_name(graph_.name(key))).raw(": ");
      write_value(out_, value);
      first = false;
    }
    out_.raw("}");
  }

  void nodes() {
    for (const graph::NodeId node : graph::nodes_of(graph_)) {
      std::string labels = ":KgImport";
      for (const graph::LabelId label : graph_.labels(node)) labels += ":" + quoted_name(graph_.name(label));
      row("CREATE (n" + labels + ") SET n = row.p, n.kg_id = row.id");
      out_.raw("{id: \"").raw(id_of(node)).raw("\", p: ");
      properties(graph_.properties(node));
      out_.raw("}");
    }
    close();
  }

  void edges() {
    for (const graph::EdgeId edge : graph::edges_of(graph_)) {
      const graph::Edge ends = graph_.edge(edge);
      row("MATCH (a:KgImport {kg_id: row.a}), (b:KgImport {kg_id: row.b}) CREATE (a)-[r:" + quoted_name(graph_.name(ends.type)) +
          "]->(b) SET r = row.p");
      out_.raw("{a: \"").raw(id_of(ends.source)).raw("\", b: \"").raw(id_of(ends.target)).raw("\", p: ");
      properties(graph_.properties(edge));
      out_.raw("}");
    }
    close();
  }

  const graph::PropertyGraph& graph_;
  Output out_;
  GraphText text_;
  std::string open_;
  std::size_t rows_ = 0;
};

}  // namespace

void write_neo4j_script(const graph::PropertyGraph& graph, const ExportOptions&, std::ostream& out) { Writer(graph, out).write(); }

}  // namespace kg::exporter
