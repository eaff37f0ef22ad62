// RDF as N-Triples and JSON-LD, from one walk: schema.org for things, PROV for where they come from,
// Web Annotation for the sentences, docs/vocabulary.ttl for the rest.
//
// Every relation is a resource of its own with rdf:subject, rdf:predicate and rdf:object, its
// status and its evidence. The plain triple stands beside it only for what is held or asserted:
// nobody who reads the triples takes a denied meeting for one.
#include <fmt/format.h>

#include "export/edge_look.hpp"
#include "export/graph_text.hpp"
#include "export/identity.hpp"
#include "export/output.hpp"
#include "export/writers.hpp"

namespace kg::exporter {

namespace {

struct Prefix {
  std::string_view name, iri;
};
constexpr Prefix prefixes[] = {
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}, {"xsd", "http://www.w3.org/2001/XMLSchema#"},
    {"schema", "https://schema.org/"},                      {"prov", "http://www.w3.org/ns/prov#"},
    {"oa", "http://www.w3.org/ns/oa#"},                     {"kgv", "urn:kg:vocabulary:"},
    {"kgd", "urn:kg:document:"},
};

// Labels and keys that schema.org knows. All others are kgv: terms of their own name.
struct Term {
  std::string_view word, name;
};
constexpr Term classes[] = {
    {"Person", "schema:Person"},   {"Organization", "schema:Organization"}, {"State", "schema:Country"},
    {"Place", "schema:Place"},     {"Happening", "schema:Event"}, {"Meeting", "schema:Event"},             {"Statement", "schema:Quotation"},
    {"Document", "schema:Article"},
};
constexpr Term keys[] = {
    {"name", "schema:name"},      {"aliases", "schema:alternateName"},  {"text", "schema:text"},
    {"title", "schema:headline"}, {"published", "schema:datePublished"}, {"date_from", "schema:startDate"},
    {"date_to", "schema:endDate"},
};

std::string term(std::span<const Term> table, std::string_view word) {
  for (const Term& known : table) {
    if (known.word == word) return std::string(known.name);
  }
  std::string name = "kgv:";
  for (const char c : word) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-') {
      name += c;
    } else {
      name += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return name;
}

// A value as it stands in the graph's literals: text and the xsd type ("" for plain text).
struct Literal {
  std::string text;
  std::string_view type;
};

Literal literal_of(const graph::PropertyValue& value) {
  std::string text = plain_text(value);
  switch (value.data.index()) {
    case 1: return {text, "xsd:boolean"};
    case 2: return {text, "xsd:integer"};
    case 3: return {number_text(std::get<double>(value.data), "NaN"), "xsd:double"};
    case 4: break;
    default: return {text, ""};
  }
  const auto date = Date::parse(text);
  if (!date) return {text, ""};
  return {text, date->unit() == DateUnit::year ? "xsd:gYear" : date->unit() == DateUnit::month ? "xsd:gYearMonth" : "xsd:date"};
}

// What the walk tells: subjects with their statements, in order. Names are prefixed ("schema:name")
// or, for resources of this graph, ids ("n12", "e3-0t").
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void open(std::string_view id, bool is_document) = 0;
  virtual void type(std::string_view name) = 0;
  virtual void literal(std::string_view predicate, const Literal& value) = 0;
  virtual void link(std::string_view predicate, std::string_view id) = 0;       ///< to a resource of this graph
  virtual void term_link(std::string_view predicate, std::string_view name) = 0;  ///< to a vocabulary term or document
  virtual void close() = 0;
};

class NTriples final : public Sink {
 public:
  NTriples(Output& out, std::string base) : out_(out), base_(std::move(base)) {}
  void open(std::string_view id, bool is_document) override {
    subject_ = is_document ? iri(id) : "<" + base_ + std::string(id) + ">";
  }
  void type(std::string_view name) override { term_link("rdf:type", name); }
  void literal(std::string_view predicate, const Literal& value) override {
    begin(predicate).quoted(value.text);
    if (!value.type.empty()) out_.raw("^^").raw(iri(value.type));
    out_.raw(" .\n");
  }
  void link(std::string_view predicate, std::string_view id) override {
    begin(predicate).raw("<").raw(base_).raw(id).raw("> .\n");
  }
  void term_link(std::string_view predicate, std::string_view name) override { begin(predicate).raw(iri(name)).raw(" .\n"); }
  void close() override {}

 private:
  Output& begin(std::string_view predicate) { return out_.raw(subject_).raw(" ").raw(iri(predicate)).raw(" "); }
  static std::string iri(std::string_view prefixed) {
    const std::size_t colon = prefixed.find(':');
    for (const Prefix& prefix : prefixes) {
      if (prefix.name == prefixed.substr(0, colon)) return "<" + std::string(prefix.iri) + std::string(prefixed.substr(colon + 1)) + ">";
    }
    return "<" + std::string(prefixed) + ">";
  }
  Output& out_;
  std::string base_, subject_;
};

// One object a subject; several values of a predicate are an array.
class JsonLd final : public Sink {
 public:
  JsonLd(Output& out, const std::string& base) : out_(out) {
    out_.raw("{\"@context\":{");
    for (const Prefix& prefix : prefixes) out_.json(prefix.name).raw(":").json(prefix.iri).raw(",");
    out_.raw("\"kg\":").json(base).raw("},\n\"@graph\":[");
  }
  void finish() { out_.raw("\n]}\n"); }
  void open(std::string_view id, bool is_document) override {
    out_.raw(first_ ? "\n" : ",\n");
    first_ = false;
    out_.raw("{\"@id\":").json(is_document ? std::string(id) : "kg:" + std::string(id));
    predicate_.clear();
  }
  void type(std::string_view name) override { begin("@type").json(name); }
  void literal(std::string_view predicate, const Literal& value) override {
    begin(predicate);
    if (value.type.empty()) {
      out_.json(value.text);
    } else if (value.type == "xsd:boolean" || value.type == "xsd:integer") {
      out_.raw(value.text);
    } else {
      out_.raw("{\"@value\":").json(value.text).raw(",\"@type\":").json(value.type).raw("}");
    }
  }
  void link(std::string_view predicate, std::string_view id) override {
    begin(predicate).raw("{\"@id\":").json("kg:" + std::string(id)).raw("}");
  }
  void term_link(std::string_view predicate, std::string_view name) override {
    begin(predicate).raw("{\"@id\":").json(name).raw("}");
  }
  void close() override {
    if (!predicate_.empty()) out_.raw("]");
    out_.raw("}");
  }

 private:
  // The walk tells all values of a predicate one after another.
  Output& begin(std::string_view predicate) {
    if (predicate == predicate_) return out_.raw(",");
    if (!predicate_.empty()) out_.raw("]");
    predicate_ = predicate;
    return out_.raw(",").json(predicate).raw(":[");
  }
  Output& out_;
  bool first_ = true;
  std::string predicate_;
};

class Walk {
 public:
  Walk(const graph::PropertyGraph& graph, Sink& sink) : graph_(graph), sink_(sink), text_(graph), quotes_(graph), looks_(graph) {}

  void run() {
    documents();
    for (const graph::NodeId one : graph::nodes_of(graph_)) node(one);
    for (const graph::EdgeId one : graph::edges_of(graph_)) edge(one);
  }

 private:
  void documents() {
    for (std::uint32_t i = 0; i < graph_.document_count(); ++i) {
      const graph::DocumentView view = graph_.document(graph::DocumentIndex{i});
      sink_.open("kgd:" + view.id.hex(), true);
      sink_.type("prov:Entity");
      if (!view.title.empty()) sink_.literal("schema:headline", {view.title, ""});
      for (const std::string& uri : view.uris) sink_.literal("schema:url", {uri, ""});
      if (view.published) sink_.literal("schema:datePublished", literal_of(graph::PropertyValue(view.published.iso())));
      sink_.close();
    }
  }

  void properties(std::span<const graph::Property> all) {
    for (const auto& [key, value] : all) {
      const std::string predicate = term(keys, graph_.name(key));
      if (const auto* list = std::get_if<graph::PropertyList>(&value.data)) {
        for (const graph::PropertyValue& item : *list) sink_.literal(predicate, literal_of(item));
      } else if (!value.is_null()) {
        sink_.literal(predicate, literal_of(value));
      }
    }
  }

  void node(graph::NodeId node) {
    const std::string id = id_of(node);
    const std::vector<graph::Evidence> evidence = graph_.evidence(node);
    sink_.open(id, false);
    for (const graph::LabelId label : graph_.labels(node)) sink_.type(term(classes, graph_.name(label)));
    properties(graph_.properties(node));
    sources(evidence);
    annotations(id, evidence, true);
    // Plain triples of what is so.
    for (const graph::Adjacent& next : graph_.out(node)) {
      const bool so = looks_(graph_.properties(next.edge)).stroke == Stroke::solid && stroke_of_status(text_.text(next.neighbour, "status")) == Stroke::solid;
      if (so) sink_.link(predicate(next.type), id_of(next.neighbour));
    }
    sink_.close();
    annotations(id, evidence, false);
  }

  std::string predicate(graph::EdgeTypeId type) const { return term({}, graph_.name(type)); }

  void edge(graph::EdgeId edge) {
    const graph::Edge ends = graph_.edge(edge);
    const std::string id = id_of(edge);
    const std::vector<graph::Evidence> evidence = graph_.evidence(edge);
    sink_.open(id, false);
    sink_.type("kgv:Relation");
    sink_.link("rdf:subject", id_of(ends.source));
    sink_.term_link("rdf:predicate", predicate(ends.type));
    sink_.link("rdf:object", id_of(ends.target));
    properties(graph_.properties(edge));
    sources(evidence);
    annotations(id, evidence, true);
    sink_.close();
    annotations(id, evidence, false);
  }

  void sources(const std::vector<graph::Evidence>& evidence) {
    std::optional<graph::DocumentIndex> last;
    for (const graph::Evidence& one : evidence) {
      if (last == one.document) continue;
      last = one.document;
      sink_.term_link("prov:wasDerivedFrom", "kgd:" + graph_.document_id(one.document).hex());
    }
  }

  // Web Annotation: a target that is a range of a document, by position and by its words. First
  // the links to the annotations, then, after the subject is closed, the annotations themselves.
  void annotations(const std::string& id, const std::vector<graph::Evidence>& evidence, bool links) {
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      const std::string annotation = fmt::format("{}-{}", id, i);
      if (links) {
        sink_.link("kgv:evidence", annotation);
        continue;
      }
      const Quote quote = quotes_(evidence[i]);
      const Quotes::Range range = quotes_.range(evidence[i]);
      sink_.open(annotation, false);
      sink_.type("oa:Annotation");
      sink_.link("oa:hasBody", id);
      sink_.link("oa:hasTarget", annotation + "-target");
      sink_.close();
      sink_.open(annotation + "-target", false);
      sink_.type("oa:SpecificResource");
      sink_.term_link("oa:hasSource", "kgd:" + std::string(quote.document));
      sink_.link("oa:hasSelector", annotation + "-position");
      sink_.link("oa:hasSelector", annotation + "-quote");
      sink_.close();
      sink_.open(annotation + "-position", false);
      sink_.type("oa:TextPositionSelector");
      sink_.literal("oa:start", {std::to_string(range.start), "xsd:integer"});
      sink_.literal("oa:end", {std::to_string(range.end), "xsd:integer"});
      sink_.close();
      sink_.open(annotation + "-quote", false);
      sink_.type("oa:TextQuoteSelector");
      sink_.literal("oa:exact", {std::string(quote.text), ""});
      sink_.close();
    }
  }

  const graph::PropertyGraph& graph_;
  Sink& sink_;
  GraphText text_;
  Quotes quotes_;
  EdgeLooks looks_;
};

}  // namespace

void write_ntriples(const graph::PropertyGraph& graph, const ExportOptions&, std::ostream& stream) {
  Output out(stream);
  NTriples sink(out, "urn:kg:" + graph_digits(graph) + ":");
  Walk(graph, sink).run();
  out.finish();
}

void write_jsonld(const graph::PropertyGraph& graph, const ExportOptions&, std::ostream& stream) {
  Output out(stream);
  JsonLd sink(out, "urn:kg:" + graph_digits(graph) + ":");
  Walk(graph, sink).run();
  sink.finish();
  out.finish();
}

}  // namespace kg::exporter
