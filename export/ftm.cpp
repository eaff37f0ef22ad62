// Followthemoney entities as JSON lines, for Aleph and OpenSanctions tools: people and bodies, meetings
// and statements as Event, offices as Membership, events between actors as UnknownLink, articles
// as Article, and Mention for who is named where. A status that is not plain fact stands in `status`
// of links and first in `summary` of events. Links have no `proof` in that model: the ids of their articles are
// in `recordId`, the addresses in `sourceUrl`.
#include "base/utf8.hpp"
#include "export/edge_look.hpp"
#include "export/graph_text.hpp"
#include "export/identity.hpp"
#include "export/output.hpp"
#include "export/writers.hpp"
#include "ontology/ontology.hpp"

namespace kg::exporter {

namespace {

// One entity: values of a property are a set of strings.
class Entity {
 public:
  Entity(Output& out, const std::string& id, std::string_view schema) : out_(out) {
    out_.raw("{\"id\":").json(id).raw(",\"schema\":").json(schema).raw(",\"properties\":{");
  }
  Entity& add(std::string_view property, const std::vector<std::string>& values) {
    bool any = false;
    for (const std::string& value : values) {
      if (value.empty()) continue;
      out_.raw(any ? "," : first_ ? "" : ",");
      if (!any) out_.json(property).raw(":[");
      out_.json(value);
      any = true;
      first_ = false;
    }
    if (any) out_.raw("]");
    return *this;
  }
  Entity& add(std::string_view property, std::string value) { return add(property, std::vector<std::string>{std::move(value)}); }
  ~Entity() { out_.raw("}}\n"); }
  Entity(const Entity&) = delete;
  Entity& operator=(const Entity&) = delete;

 private:
  Output& out_;
  bool first_ = true;
};

class Writer {
 public:
  Writer(const graph::PropertyGraph& graph, std::ostream& out)
      : graph_(graph), out_(out), text_(graph), quotes_(graph), ontology_(ontology::Ontology::standard()), prefix_("kg-" + graph_digits(graph) + "-") {}

  void write() {
    for (std::uint32_t i = 0; i < graph_.document_count(); ++i) article(graph::DocumentIndex{i});
    for (const graph::NodeId one : graph::nodes_of(graph_)) node(one);
    for (const graph::EdgeId one : graph::edges_of(graph_)) edge(one);
    out_.finish();
  }

 private:
  template <class Id>
  std::string name_of(Id id) const {
    return prefix_ + id_of(id);
  }
  static std::string article_id(const std::string& document) { return "kg-document-" + document; }

  // The model's own code: ISO 3166-1 in small letters; of states that are no more, some have a longer one.
  std::string country(graph::NodeId node) const {
    const std::string iso3 = text_.text(node, "iso3");
    const ontology::State* state = iso3.empty() ? nullptr : ontology_.state("state:" + iso3);
    if (state == nullptr) return {};
    static constexpr std::pair<std::string_view, std::string_view> former[] = {{"CS", "csxx"}, {"SU", "suhh"}, {"VD", ""}, {"YD", ""}, {"YU", "yucs"}};
    for (const auto& [iso2, code] : former) {
      if (state->iso2 == iso2) return std::string(code);
    }
    return to_lower(state->iso2);
  }
  // Of a place: of the state it lies in.
  std::string country_of_place(graph::NodeId node) const {
    for (const auto& type : {graph_.find_edge_type("LOCATED_IN"), graph_.find_edge_type("CAPITAL_OF")}) {
      if (!type) continue;
      for (const graph::Adjacent& next : graph_.out(node, *type)) {
        if (std::string code = country(next.neighbour); !code.empty()) return code;
      }
    }
    return {};
  }

  void article(graph::DocumentIndex index) {
    const graph::DocumentView view = graph_.document(index);
    Entity(out_, article_id(view.id.hex()), "Article").add("title", view.title).add("publishedAt", view.published.iso()).add("sourceUrl", web_addresses(view));
  }

  static std::vector<std::string> web_addresses(const graph::DocumentView& view) {
    std::vector<std::string> addresses;
    for (const std::string& uri : view.uris) {
      if (uri.starts_with("http://") || uri.starts_with("https://")) addresses.push_back(uri);
    }
    return addresses;
  }

  // Schema of a node that is an entity; empty for the rest.
  std::string_view schema(graph::NodeId node) const {
    const std::string_view label = text_.label(node);
    if (label == "Person") return "Person";
    if (label == "State") return "PublicBody";
    if (label == "Place") return "Address";
    if (label == "Meeting" || label == "Happening" || label == "Statement") return "Event";
    if (label != "Organization") return {};
    const std::string kind = text_.text(node, "kind");
    if (kind == "company" || kind == "media") return "Company";
    return kind == "government" || kind == "ministry" || kind == "agency" ? "PublicBody" : "Organization";
  }

  // The first one; empty if there is none.
  std::string sentence(const std::vector<graph::Evidence>& evidence) {
    return evidence.empty() ? std::string() : std::string(quotes_(evidence.front()).text);
  }

  std::vector<std::string> articles(const std::vector<graph::Evidence>& evidence) {
    std::vector<std::string> ids;
    for (const graph::Evidence& one : evidence) {
      std::string id = article_id(graph_.document_id(one.document).hex());
      if (ids.empty() || ids.back() != id) ids.push_back(std::move(id));
    }
    return ids;
  }

  void node(graph::NodeId node) {
    const std::string_view kind = schema(node);
    if (kind.empty()) return;
    Entity entity(out_, name_of(node), kind);
    if (kind == "Address") {
      entity.add("full", text_.name(node)).add("country", country_of_place(node));
    } else if (kind == "Event") {
      event(node, entity);
    } else {
      entity.add("name", text_.name(node)).add("alias", text_.aliases(node)).add("country", country(node));
    }
  }

  void event(graph::NodeId node, Entity& entity) {
    const GraphText::Period period = text_.period(node);
    const std::string status = text_.text(node, "status");
    entity.add("name", text_.name(node)).add("startDate", period.first.iso()).add("endDate", period.last.iso());
    std::vector<std::string> involved, places, topics;
    const auto gather = [&](std::span<const graph::Adjacent> next, std::vector<std::string>& into, bool ids) {
      for (const graph::Adjacent& one : next) into.push_back(ids ? name_of(one.neighbour) : text_.name(one.neighbour));
    };
    const auto type = [&](std::string_view name) { return graph_.find_edge_type(name); };
    for (const char* joins : {"PARTICIPATED_IN", "SAID"}) {
      if (const auto id = type(joins)) gather(graph_.in(node, *id), involved, true);
    }
    if (const auto id = type("HELD_AT")) gather(graph_.out(node, *id), places, false);
    if (const auto id = type("ABOUT")) gather(graph_.out(node, *id), topics, false);
    const std::vector<graph::Evidence> evidence = graph_.evidence(node);
    entity.add("involved", involved).add("location", places).add("keywords", topics);
    std::string words = text_.label(node) == "Statement" ? text_.text(node, "text") : sentence(evidence);
    if (!status.empty() && status != "held" && status != "asserted") words = status + ": " + words;
    entity.add("summary", words).add("proof", articles(evidence));
  }

  void edge(graph::EdgeId edge) {
    const graph::Edge ends = graph_.edge(edge);
    const std::string_view type = graph_.name(ends.type);
    const std::string_view from = schema(ends.source), to = schema(ends.target);
    if (type == "MENTIONS") {
      const std::string document = document_of(ends.source);
      if (to.empty() || to == "Event" || to == "Address" || document.empty()) return;
      Entity(out_, name_of(edge), "Mention").add("document", article_id(document)).add("resolved", name_of(ends.target)).add("name", text_.name(ends.target));
      return;
    }
    const auto is_body = [](std::string_view schema) { return schema == "PublicBody" || schema == "Organization" || schema == "Company"; };
    const bool actors = (from == "Person" || is_body(from)) && (to == "Person" || is_body(to));
    if (!actors) return;
    const std::vector<graph::Evidence> evidence = graph_.evidence(edge);
    const GraphText::Period period = text_.period(edge);
    const std::string status = text_.text(edge, "polarity") == "negative" ? "denied" : text_.text(edge, "status");
    const bool office = type == "HOLDS_OFFICE", member = type == "MEMBER_OF";
    Entity entity(out_, name_of(edge), (office || member) && is_body(to) ? "Membership" : "UnknownLink");
    if ((office || member) && is_body(to)) {
      entity.add("member", name_of(ends.source)).add("organization", name_of(ends.target));
      const bool former = text_.text(edge, "former") == "true";
      entity.add("role", office ? (former ? "former " : "") + text_.text(edge, "title") : std::string("member"));
    } else {
      entity.add("subject", name_of(ends.source)).add("object", name_of(ends.target)).add("role", to_lower(type));
    }
    entity.add("status", status).add("startDate", period.first.iso()).add("endDate", period.last.iso());
    std::vector<std::string> addresses;
    std::optional<graph::DocumentIndex> last;
    for (const graph::Evidence& one : evidence) {
      if (last == one.document) continue;
      last = one.document;
      for (std::string& address : web_addresses(graph_.document(one.document))) addresses.push_back(std::move(address));
    }
    entity.add("summary", sentence(evidence)).add("sourceUrl", addresses).add("recordId", articles(evidence));
  }

  // The document behind a Document node: the one with its address.
  std::string document_of(graph::NodeId node) {
    if (documents_.empty()) {
      for (std::uint32_t i = 0; i < graph_.document_count(); ++i) {
        const graph::DocumentView view = graph_.document(graph::DocumentIndex{i});
        for (const std::string& uri : view.uris) documents_.emplace(uri, view.id.hex());
      }
    }
    const auto found = documents_.find(text_.text(node, "uri"));
    return found == documents_.end() ? std::string() : found->second;
  }

  const graph::PropertyGraph& graph_;
  Output out_;
  GraphText text_;
  Quotes quotes_;
  const ontology::Ontology ontology_;
  const std::string prefix_;
  std::map<std::string, std::string> documents_;  // address → id
};

}  // namespace

void write_ftm(const graph::PropertyGraph& graph, const ExportOptions&, std::ostream& out) { Writer(graph, out).write(); }

}  // namespace kg::exporter
