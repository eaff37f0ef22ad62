#include "export/relations.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "export/edge_look.hpp"

namespace kg::exporter {

using graph::EdgeId;
using graph::Evidence;
using graph::NodeId;

std::optional<Shape> shape_of(const GraphText& text, NodeId node) {
  const std::string_view label = text.label(node);
  if (label == "Document" || label == "Statement" || label == "Happening") return {};
  return shape_for(label);
}

std::int64_t documents_of(const std::vector<Evidence>& evidence) {
  std::set<graph::DocumentIndex> documents;
  for (const Evidence& one : evidence) documents.insert(one.document);
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(documents.size()));
}

namespace {

constexpr std::size_t enough_relations = 12;

// How an edge type reads between two names: as a fact, and after "to", "may" and "did not".
struct Wording {
  std::string_view type, past, base;
  bool directed;
};
constexpr Wording wordings[] = {
    {"MET", "met", "meet", false},
    {"CONSULT", "consulted", "consult", false},
    {"AGREE", "agreed", "agree", false},
    {"COOPERATE", "cooperated", "cooperate", false},
    {"SUPPORT", "supported", "support", true},
    {"CONCEDE", "conceded to", "concede to", true},
    {"AID", "aided", "aid", true},
    {"RETREAT", "pulled back", "pull back", true},
    {"REQUEST", "asked", "ask", true},
    {"ACCUSE", "accused", "accuse", true},
    {"REJECT", "rejected", "reject", true},
    {"THREATEN", "threatened", "threaten", true},
    {"PROTEST", "protested", "protest", true},
    {"SANCTION", "sanctioned", "sanction", true},
    {"MOBILIZE", "mobilized", "mobilize", true},
    {"COERCE", "coerced", "coerce", true},
    {"ASSAULT", "attacked", "attack", true},
    {"MEMBER_OF", "member of", "", true},
    {"LOCATED_IN", "in", "", true},
    {"CAPITAL_OF", "capital of", "", true},
    {"HELD_AT", "at", "", false},
    {"ABOUT", "about", "", true},
};

const Wording* wording(std::string_view type) {
  const auto* found = std::find_if(std::begin(wordings), std::end(wordings), [&](const Wording& w) { return w.type == type; });
  return found == std::end(wordings) ? nullptr : found;
}

// "MEMBER_OF" as it stands in no table: "member of".
std::string plain_phrase(std::string_view type) {
  std::string phrase = to_lower(type);
  std::replace(phrase.begin(), phrase.end(), '_', ' ');
  return phrase;
}

std::string event_phrase(std::string_view type, std::string_view status, bool negative) {
  const Wording* words = wording(type);
  if (words == nullptr) return plain_phrase(type);
  if (words->base.empty()) return std::string(words->past);
  if (negative || status == "denied") return "did not " + std::string(words->base);
  if (status == "planned" || status == "proposed") return "to " + std::string(words->base);
  if (status == "hypothetical") return "may " + std::string(words->base);
  return std::string(words->past);
}

std::string meeting_phrase(std::string_view status) {
  if (status == "planned") return "to meet";
  if (status == "proposed" || status == "hypothetical") return "may meet";
  if (status == "cancelled") return "meeting called off";
  if (status == "denied") return "meeting denied";
  return "met";
}

class Collector {
 public:
  Collector(const graph::PropertyGraph& graph, const DiagramOptions& options) : graph_(graph), options_(options), text_(graph) {}

  Relations run() {
    check_types();
    collect_meetings();
    if (!options_.timeline) {
      collect_edges();
      collect_statements();
    }
    return std::move(found_);
  }

 private:
  void check_types() {
    for (const std::string& type : options_.types) {
      if (const auto label = graph_.find_label(type)) {
        wanted_labels_.insert(*label);
      } else if (const auto edge_type = graph_.find_edge_type(type)) {
        wanted_types_.insert(*edge_type);
      } else {
        std::string known;
        for (std::uint32_t i = 0; i < graph_.label_count(); ++i) known += std::string(graph_.name(graph::LabelId{i})) + " ";
        for (std::uint32_t i = 0; i < graph_.edge_type_count(); ++i) known += std::string(graph_.name(graph::EdgeTypeId{i})) + " ";
        throw Error("unknown type '" + type + "'", "--types", {}, "the graph has: " + known);
      }
    }
  }

  // ---- what may be drawn

  bool wanted(NodeId node) const {
    if (wanted_labels_.empty() || options_.focus == node) return true;
    const auto labels = graph_.labels(node);
    return std::any_of(labels.begin(), labels.end(), [&](graph::LabelId label) { return wanted_labels_.contains(label); });
  }
  bool asked_for(std::string_view type) const {
    const auto id = graph_.find_edge_type(type);
    return id && wanted_types_.contains(*id);
  }
  bool wanted(std::string_view type) const { return wanted_types_.empty() || asked_for(type); }

  bool drawable(NodeId node) const {
    const auto shape = shape_of(text_, node);
    return shape && *shape != Shape::meeting && wanted(node);
  }

  bool in_time(GraphText::Period period) const {
    if (!period.first && !period.last) return true;
    if (options_.since && period.last && period.last < options_.since.first_day()) return false;
    return !(options_.until && period.first && options_.until.last_day() < period.first);
  }

  void add(Relation relation) {
    if (relation.from == relation.to) return;
    if (!relation.directed && relation.to < relation.from) std::swap(relation.from, relation.to);
    relation.times = std::clamp<std::int64_t>(relation.times, 1, 1'000'000);
    relation.reports = documents_of(relation.evidence);
    found_.all.push_back(std::move(relation));
  }

  // ---- meetings

  void collect_meetings() {
    const auto label = graph_.find_label("Meeting");
    if (!label) return;
    joins_ = graph_.find_edge_type("PARTICIPATED_IN"), held_at_ = graph_.find_edge_type("HELD_AT"), about_ = graph_.find_edge_type("ABOUT");
    const bool as_shapes = options_.timeline || wanted_labels_.contains(*label);
    for (const NodeId meeting : graph_.nodes_with(*label)) {
      const GraphText::Period period = text_.period(meeting);
      if (!in_time(period)) continue;
      if (options_.timeline && !period.first && !period.last) {
        ++found_.undated;
        continue;
      }
      std::map<NodeId, EdgeId> edge_of;
      const std::vector<NodeId> who = joins_ ? gather(graph_.in(meeting, *joins_), edge_of) : std::vector<NodeId>{};
      const std::vector<NodeId> where = held_at_ ? gather(graph_.out(meeting, *held_at_), edge_of) : std::vector<NodeId>{};
      for (std::size_t i = 0; i < who.size(); ++i) {
        for (std::size_t j = i + 1; j < who.size(); ++j) met_pairs_.insert(std::minmax(who[i], who[j]));
      }
      const std::string status = text_.text(meeting, "status");
      Relation relation;
      relation.stroke = stroke_of_status(status);
      relation.period = period;
      relation.times = text_.integer(meeting, "times").value_or(1);
      relation.evidence = graph_.evidence(meeting);
      relation.mood = Mood::cooperation;
      if (who.size() == 2 && !as_shapes) {
        if (!wanted("MET")) continue;
        relation.from = who[0], relation.to = who[1];
        relation.phrase = meeting_phrase(status);
        if (!where.empty()) relation.place = text_.name(where.front());
        add(std::move(relation));
      } else if (who.size() == 1 && !as_shapes) {
        if (where.empty() || !wanted("HELD_AT")) continue;
        relation.from = who[0], relation.to = where[0];
        relation.directed = true;
        const std::string kind = text_.text(meeting, "kind");
        relation.phrase = kind == "visit" ? "visit" : kind.empty() ? "meeting" : kind;
        add(std::move(relation));
      } else if (who.size() > 2 || (as_shapes && !who.empty())) {
        add_shape(meeting, relation, who, where, edge_of);
      }
    }
  }

  std::vector<NodeId> gather(std::span<const graph::Adjacent> adjacent, std::map<NodeId, EdgeId>& edge_of) const {
    std::vector<NodeId> nodes;
    for (const graph::Adjacent& next : adjacent) {
      if (drawable(next.neighbour) && edge_of.emplace(next.neighbour, next.edge).second) nodes.push_back(next.neighbour);
    }
    return nodes;
  }

  void add_shape(NodeId meeting, const Relation& common, const std::vector<NodeId>& who, const std::vector<NodeId>& where,
                 std::map<NodeId, EdgeId>& edge_of) {
    found_.meetings.insert(meeting);
    const auto attach = [&](NodeId from, NodeId to, Mood mood, std::string phrase) {
      Relation one = common;
      one.from = from, one.to = to, one.times = 1, one.period = {}, one.mood = mood;
      one.phrase = std::move(phrase);
      one.evidence = graph_.evidence(edge_of.at(from == meeting ? to : from));
      add(std::move(one));
    };
    if (wanted("PARTICIPATED_IN")) {
      for (const NodeId node : who) {
        const std::string role = text_.text(edge_of.at(node), "role");
        attach(node, meeting, common.mood, role == "participant" ? "" : role);
      }
    }
    if (options_.timeline) {
      if (!where.empty()) found_.place_of[meeting] = text_.name(where.front());
      return;
    }
    if (wanted("HELD_AT")) {
      for (const NodeId place : where) attach(meeting, place, Mood::neutral, "");
    }
    if (about_ && wanted("ABOUT")) {
      for (const NodeId topic : gather(graph_.out(meeting, *about_), edge_of)) attach(meeting, topic, Mood::neutral, "about");
    }
  }

  // ---- all other edges

  void collect_edges() {
    std::set<graph::EdgeTypeId> types;
    for (std::uint32_t t = 0; t < graph_.edge_type_count(); ++t) {
      const std::string_view type = graph_.name(graph::EdgeTypeId{t});
      if (type != "MENTIONS" && type != "SAID" && wanted(type)) types.insert(graph::EdgeTypeId{t});
    }
    for (const EdgeId edge : graph::edges_of(graph_)) {
      const graph::Edge ends = graph_.edge(edge);
      if (types.contains(ends.type) && drawable(ends.source) && drawable(ends.target)) add_edge(edge, ends);
    }
  }

  bool has_edge(const graph::Edge& ends, std::optional<graph::EdgeTypeId> type) const {
    if (!type) return false;
    const auto next = graph_.out(ends.source, *type);
    return std::any_of(next.begin(), next.end(), [&](const graph::Adjacent& a) { return a.neighbour == ends.target; });
  }

  void add_edge(EdgeId edge, const graph::Edge& ends) {
    const std::string_view type = graph_.name(ends.type);
    // Derived from meetings, or a meeting told as an event: drawn as the meeting.
    if ((type == "MET" || type == "CONSULT") && met_pairs_.contains(std::minmax(ends.source, ends.target))) return;
    if (type == "LOCATED_IN" && has_edge(ends, capital_of_)) return;
    const Wording* words = wording(type);
    Relation relation{.from = ends.source, .to = ends.target, .directed = words == nullptr || words->directed, .period = text_.period(edge)};
    if (!in_time(relation.period)) return;
    const std::string status = text_.text(edge, "status"), mode = text_.text(edge, "mode");
    const bool negative = text_.text(edge, "polarity") == "negative";
    relation.stroke = negative ? Stroke::dotted : stroke_of_status(status);
    relation.mood = type == "MET" ? Mood::cooperation : mood_of_quad(text_.text(edge, "quad"));
    relation.times = text_.integer(edge, "times").value_or(1);
    if (type == "HOLDS_OFFICE") {
      const std::string title = text_.text(edge, "title");
      relation.kind = Relation::Kind::office;
      relation.phrase = (text_.text(edge, "former") == "true" ? "former " : "") + (title.empty() ? "office" : shortened(title, 32));
    } else if (type == "CONSULT" && !mode.empty() && !negative) {
      relation.phrase = mode == "meet" ? meeting_phrase(status) : relation.stroke == Stroke::solid ? shortened(mode, 30) : event_phrase(type, status, negative);
    } else {
      relation.phrase = event_phrase(type, status, negative);
    }
    if ((type == "LOCATED_IN" || type == "CAPITAL_OF") && !asked_for(type)) relation.kind = Relation::Kind::background;
    relation.evidence = graph_.evidence(edge);
    add(std::move(relation));
  }

  // Speaker → what the statement is about, where nothing stronger joins the two.
  void collect_statements() {
    const auto said = graph_.find_edge_type("SAID"), about = graph_.find_edge_type("ABOUT");
    const auto label = graph_.find_label("Statement");
    // What people say of one another is most of what news reports: it would bury what happened.
    if (found_.all.size() >= enough_relations && !asked_for("SAID")) {
      if (said && about) found_.notes.push_back("left out who spoke of whom; --types SAID draws that");
      return;
    }
    if (!said || !about || !label || !wanted("SAID")) return;
    std::set<std::pair<NodeId, NodeId>> joined;
    for (const Relation& r : found_.all) joined.insert(std::minmax(r.from, r.to));
    for (const NodeId statement : graph_.nodes_with(*label)) {
      const GraphText::Period period = text_.period(statement);
      if (!in_time(period)) continue;
      for (const graph::Adjacent& speaker : graph_.in(statement, *said)) {
        for (const graph::Adjacent& topic : graph_.out(statement, *about)) {
          if (!drawable(speaker.neighbour) || !drawable(topic.neighbour)) continue;
          if (joined.contains(std::minmax(speaker.neighbour, topic.neighbour))) continue;
          add({.from = speaker.neighbour, .to = topic.neighbour, .directed = true, .phrase = "spoke of", .period = period,
               .evidence = graph_.evidence(speaker.edge)});
        }
      }
    }
  }

  const graph::PropertyGraph& graph_;
  const DiagramOptions& options_;
  GraphText text_;
  Relations found_;
  std::optional<graph::EdgeTypeId> joins_, held_at_, about_;
  std::optional<graph::EdgeTypeId> capital_of_ = graph_.find_edge_type("CAPITAL_OF");
  std::set<graph::LabelId> wanted_labels_;
  std::set<graph::EdgeTypeId> wanted_types_;
  std::set<std::pair<NodeId, NodeId>> met_pairs_;  // pairs that share a meeting
};

}  // namespace

Relations collect_relations(const graph::PropertyGraph& graph, const DiagramOptions& options) { return Collector(graph, options).run(); }

}  // namespace kg::exporter
