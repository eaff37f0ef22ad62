#include "query/formats_json.hpp"

#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/writer.h>

#include <cmath>

#include "query/display.hpp"

namespace kg::query {
namespace {

using graph::PropertyGraph;

template <class Writer>
void write_string(Writer& writer, std::string_view text) {
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

/// What properties and the values of queries have in common.
template <class Writer>
struct Scalars {
  Writer& writer;
  void operator()(std::monostate) const { writer.Null(); }
  void operator()(bool truth) const { writer.Bool(truth); }
  void operator()(std::int64_t number) const { writer.Int64(number); }
  void operator()(double number) const { std::isfinite(number) ? writer.Double(number) : writer.Null(); }
  void operator()(const std::string& text) const { write_string(writer, text); }
};

template <class Writer>
void write_value(const PropertyGraph& graph, const Value& value, Writer& writer);

template <class Writer>
void write_property(const graph::PropertyValue& value, const PropertyGraph& graph, Writer& writer) {
  struct Visitor : Scalars<Writer> {
    using Scalars<Writer>::operator(), Scalars<Writer>::writer;
    const PropertyGraph& graph;
    void operator()(const graph::PropertyList& list) const {
      writer.StartArray();
      for (const graph::PropertyValue& item : list) write_property(item, graph, writer);
      writer.EndArray();
    }
    void operator()(const graph::Temporal& temporal) const { write_string(writer, display(graph, Value(temporal))); }
  };
  std::visit(Visitor{{writer}, graph}, value.data);
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
  struct Visitor : Scalars<Writer> {
    using Scalars<Writer>::operator(), Scalars<Writer>::writer;
    const PropertyGraph& graph;
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
  std::visit(Visitor{{writer}, graph}, value.data);
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

}  // namespace

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
  const std::size_t shown = rows_shown(answer, options);
  for (std::size_t r = 0; r < shown; ++r) {
    writer.StartArray();
    for (const Value& value : answer.rows[r]) write_value(graph, value, writer);
    writer.EndArray();
  }
  writer.EndArray();
  strings("answers", answer.answers);
  strings("notes", answer.notes);
  if (answer.cited || options.evidence) {  // one list per row
    Citations citations(graph);
    writer.Key("evidence");
    writer.StartArray();
    for (std::size_t r = 0; r < shown; ++r) write_citations(citations, answer.evidence[r], options.evidence, writer);
    writer.EndArray();
  }
  writer.EndObject();
  out << '\n';
}

void write_jsonl(const PropertyGraph& graph, const Answer& answer, const FormatOptions& options, std::ostream& out) {
  Citations citations(graph);
  for (std::size_t r = 0; r < rows_shown(answer, options); ++r) {
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

}  // namespace kg::query
