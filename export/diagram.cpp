#include "export/diagram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "export/edge_look.hpp"
#include "export/graph_text.hpp"

namespace kg::exporter {

using graph::EdgeId;
using graph::Evidence;
using graph::NodeId;

std::string shortened(const std::string& text, std::size_t most) {
  std::string out;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    if (count == most) {
      while (!out.empty() && out.back() == ' ') out.pop_back();
      return out + "…";
    }
    const char32_t c = decode_code_point(text, at);
    const bool invisible = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
    const bool forbidden = (c & 0xFFFE) == 0xFFFE;
    if (!invisible) {
      append_code_point(out, forbidden ? U'\uFFFD' : c);
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::string period_text(Date first, Date last) {
  static constexpr std::array<std::string_view, 13> months = {"",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (!first && !last) return {};
  if (!first) return "until " + period_text(last, last);
  if (!last) return "since " + period_text(first, first);
  const auto month = [&](Date d) { return std::string(months[std::min<std::size_t>(d.month, 12)]); };
  if (first == last) return fmt::format("{} {} {}", int{first.day}, month(first), first.year);
  const Date year{first.year, 0, 0}, whole_month{first.year, first.month, 0};
  const bool starts_month = first.day <= 1, ends_month = last == Date{last.year, last.month, 0}.last_day();
  if (first.year == last.year) {
    if (first == year.first_day() && last == year.last_day()) return std::to_string(first.year);
    if (first.month == last.month) {
      if (first == whole_month.first_day() && last == whole_month.last_day()) return fmt::format("{} {}", month(first), first.year);
      return fmt::format("{}–{} {} {}", int{first.day}, int{last.day}, month(first), first.year);
    }
    if (starts_month && ends_month) return fmt::format("{}–{} {}", month(first), month(last), first.year);
    return fmt::format("{}–{} {}", month(first), month(last), first.year);
  }
  return fmt::format("{}–{}", first.year, last.year);
}

namespace {

constexpr std::size_t enough_relations = 12;
constexpr std::size_t phrases_shown = 3;
constexpr std::size_t quotes_shown = 3;
constexpr std::size_t sources_shown = 6;

// How an edge type reads between two names. Types that are not here read as their lower-case name.
struct Wording {
  std::string_view type, phrase;
  bool directed;
};
constexpr Wording wordings[] = {
    {"MET", "met", false},           {"CONSULT", "consulted", false},  {"AGREE", "agreed", false},
    {"COOPERATE", "cooperated", false}, {"SUPPORT", "supported", true}, {"CONCEDE", "conceded to", true},
    {"AID", "aided", true},          {"RETREAT", "retreated", true},   {"REQUEST", "asked", true},
    {"ACCUSE", "accused", true},     {"REJECT", "rejected", true},     {"THREATEN", "threatened", true},
    {"PROTEST", "protested", true},  {"SANCTION", "sanctioned", true}, {"MOBILIZE", "mobilized", true},
    {"COERCE", "coerced", true},     {"ASSAULT", "attacked", true},    {"MEMBER_OF", "member of", true},
    {"LOCATED_IN", "in", true},      {"CAPITAL_OF", "capital of", true}, {"HELD_AT", "at", false},
    {"ABOUT", "about", true},
};

Wording wording(std::string_view type) {
  for (const Wording& known : wordings) {
    if (known.type == type) return known;
  }
  return {type, "", true};
}

std::string meeting_phrase(std::string_view status) {
  if (status == "planned") return "to meet";
  if (status == "proposed") return "may meet";
  if (status == "cancelled") return "meeting called off";
  if (status == "denied") return "meeting denied";
  return "met";
}

// One thing that one part of the graph says of two nodes.
struct Relation {
  NodeId from{}, to{};
  bool directed = false;
  Stroke stroke = Stroke::solid;
  Mood mood = Mood::neutral;
  std::string phrase{};
  std::int64_t times = 1;
  GraphText::Period period{};
  std::string place{};
  std::vector<Evidence> evidence{};
  std::int64_t reports = 1;
};

class Maker {
 public:
  Maker(const graph::PropertyGraph& graph, const DiagramOptions& options)
      : graph_(graph), options_(options), text_(graph), quotes_(graph) {}

  Diagram make() {
    check_options();
    collect_meetings();
    if (!options_.timeline) {
      collect_edges();
      collect_statements();
    }
    const std::size_t all = number_nodes();
    choose(all);
    bundle();
    caption(all);
    return std::move(diagram_);
  }

 private:
  void check_options() {
    if (options_.top > most_nodes) {
      throw Error(fmt::format("a picture of {} nodes cannot be read", options_.top), {}, {},
                  fmt::format("at most {}; 'kg export --format gexf' for Gephi, or --format html to explore", most_nodes));
    }
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
  bool wanted(std::string_view type) const {
    if (wanted_types_.empty()) return true;
    const auto id = graph_.find_edge_type(type);
    return id && wanted_types_.contains(*id);
  }

  std::optional<Shape> shape_of(NodeId node) const {
    const std::string_view label = text_.label(node);
    if (label == "Document" || label == "Statement") return {};
    return shape_for(label);
  }
  bool drawable(NodeId node) const {
    const auto shape = shape_of(node);
    return shape && *shape != Shape::meeting && wanted(node);
  }

  bool in_time(GraphText::Period period) const {
    if (!period.first && !period.last) return true;
    if (options_.since && period.last && period.last < options_.since.first_day()) return false;
    return !(options_.until && period.first && options_.until.last_day() < period.first);
  }

  std::int64_t documents_of(const std::vector<Evidence>& evidence) const {
    std::set<graph::DocumentIndex> documents;
    for (const Evidence& one : evidence) documents.insert(one.document);
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(documents.size()));
  }

  void add(Relation relation) {
    if (relation.from == relation.to) return;
    if (!relation.directed && relation.to < relation.from) std::swap(relation.from, relation.to);
    relation.times = std::clamp<std::int64_t>(relation.times, 1, 1'000'000);
    relation.reports = documents_of(relation.evidence);
    relations_.push_back(std::move(relation));
  }

  // ---- meetings

  void collect_meetings() {
    const auto label = graph_.find_label("Meeting");
    if (!label) return;
    const auto joins = graph_.find_edge_type("PARTICIPATED_IN"), held_at = graph_.find_edge_type("HELD_AT"),
               about = graph_.find_edge_type("ABOUT");
    const bool as_shapes = options_.timeline || wanted_labels_.contains(*label);
    for (const NodeId meeting : graph_.nodes_with(*label)) {
      const GraphText::Period period = text_.period(meeting);
      if (!in_time(period)) continue;
      if (options_.timeline && !period.first && !period.last) {
        ++undated_;
        continue;
      }
      std::vector<NodeId> who, where;
      std::map<NodeId, EdgeId> edge_of;
      const auto gather = [&](std::span<const graph::Adjacent> adjacent, std::vector<NodeId>& into) {
        for (const graph::Adjacent& next : adjacent) {
          if (drawable(next.neighbour) && edge_of.emplace(next.neighbour, next.edge).second) into.push_back(next.neighbour);
        }
      };
      if (joins) gather(graph_.in(meeting, *joins), who);
      if (held_at) gather(graph_.out(meeting, *held_at), where);
      const std::string status = text_.text(meeting, "status");
      for (std::size_t i = 0; i < who.size(); ++i) {
        for (std::size_t j = i + 1; j < who.size(); ++j) met_pairs_.insert(std::minmax(who[i], who[j]));
      }
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
        for (const NodeId node : who) {
          Relation one = relation;
          one.from = node, one.to = meeting, one.times = 1, one.period = {};
          const std::string role = text_.text(edge_of.at(node), "role");
          one.phrase = role == "participant" ? "" : role;
          one.evidence = graph_.evidence(edge_of.at(node));
          if (wanted("PARTICIPATED_IN")) add(std::move(one));
        }
        const auto attach = [&](NodeId node, std::string_view type, std::string phrase) {
          Relation one = relation;
          one.from = meeting, one.to = node, one.times = 1, one.period = {}, one.mood = Mood::neutral;
          one.phrase = std::move(phrase);
          one.evidence = graph_.evidence(edge_of.at(node));
          if (wanted(type)) add(std::move(one));
        };
        shapes_.insert(meeting);
        if (options_.timeline) {
          if (!where.empty()) place_of_[meeting] = text_.name(where.front());
          continue;
        }
        for (const NodeId place : where) attach(place, "HELD_AT", "");
        std::vector<NodeId> topics;
        if (about) gather(graph_.out(meeting, *about), topics);
        for (const NodeId topic : topics) attach(topic, "ABOUT", "about");
      }
    }
  }

  // ---- all other edges

  void collect_edges() {
    for (std::uint32_t t = 0; t < graph_.edge_type_count(); ++t) {
      const std::string_view type = graph_.name(graph::EdgeTypeId{t});
      if (type == "MENTIONS" || type == "SAID" || !wanted(type)) continue;
      plain_types_.insert(graph::EdgeTypeId{t});
    }
    for (std::uint32_t i = 0; i < graph_.edge_bound(); ++i) {
      const EdgeId edge{i};
      if (!graph_.alive(edge)) continue;
      const graph::Edge ends = graph_.edge(edge);
      if (!plain_types_.contains(ends.type) || !drawable(ends.source) || !drawable(ends.target)) continue;
      add_edge(edge, ends);
    }
  }

  bool has_edge(const graph::Edge& ends, std::optional<graph::EdgeTypeId> type) const {
    if (!type) return false;
    const auto next = graph_.out(ends.source, *type);
    return std::any_of(next.begin(), next.end(), [&](const graph::Adjacent& a) { return a.neighbour == ends.target; });
  }

  void add_edge(EdgeId edge, const graph::Edge& ends) {
    const std::string_view type = graph_.name(ends.type);
    if (type == "MET" && met_pairs_.contains(std::minmax(ends.source, ends.target))) return;
    if (type == "LOCATED_IN" && has_edge(ends, capital_of_)) return;
    const Wording words = wording(type);
    Relation relation{.from = ends.source, .to = ends.target, .directed = words.directed, .period = text_.period(edge)};
    if (!in_time(relation.period)) return;
    const std::string status = text_.text(edge, "status"), mode = text_.text(edge, "mode"), quad = text_.text(edge, "quad");
    // A consultation that is a meeting is drawn as the meeting.
    if (type == "CONSULT" && met_pairs_.contains(std::minmax(ends.source, ends.target))) return;
    relation.stroke = text_.text(edge, "polarity") == "negative" ? Stroke::dotted : stroke_of_status(status);
    relation.mood = type == "MET" ? Mood::cooperation : mood_of_quad(quad);
    relation.times = text_.integer(edge, "times").value_or(1);
    relation.phrase = words.phrase.empty() ? to_lower(type) : std::string(words.phrase);
    std::replace(relation.phrase.begin(), relation.phrase.end(), '_', ' ');
    if (type == "HOLDS_OFFICE") {
      const std::string title = text_.text(edge, "title");
      const bool former = text_.text(edge, "former") == "true";
      relation.phrase = (former ? "former " : "") + (title.empty() ? "office" : shortened(title, 32));
    } else if (type == "CONSULT" && !mode.empty()) {
      relation.phrase = mode == "meet" ? meeting_phrase(status) : shortened(mode, 30);
    }
    relation.evidence = graph_.evidence(edge);
    add(std::move(relation));
  }

  // Speaker → what the statement is about, where nothing stronger joins the two.
  void collect_statements() {
    const auto said = graph_.find_edge_type("SAID"), about = graph_.find_edge_type("ABOUT");
    const auto label = graph_.find_label("Statement");
    // What people say of one another is most of what news reports: it would bury what happened.
    if (relations_.size() >= enough_relations && !(said && wanted_types_.contains(*said))) {
      if (said && about) diagram_.notes.push_back("left out who spoke of whom; --types SAID draws that");
      return;
    }
    std::set<std::pair<NodeId, NodeId>> joined;
    for (const Relation& r : relations_) joined.insert(std::minmax(r.from, r.to));
    if (!said || !about || !label || !wanted("SAID")) return;
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

  // ---- which nodes

  std::size_t number_nodes() {
    for (const Relation& relation : relations_) {
      for (const NodeId node : {relation.from, relation.to}) weight_[node] += static_cast<std::uint32_t>(relation.reports);
    }
    return weight_.size();
  }

  void choose(std::size_t all) {
    std::set<NodeId> candidates;
    if (options_.focus) {
      candidates = near_focus();
    } else {
      for (const auto& [node, weight] : weight_) candidates.insert(node);
    }
    in_reach_ = candidates.size();
    std::vector<NodeId> order(candidates.begin(), candidates.end());
    std::stable_sort(order.begin(), order.end(), [&](NodeId a, NodeId b) {
      if ((options_.focus == a) != (options_.focus == b)) return options_.focus == a;
      return weight_[a] != weight_[b] ? weight_[a] > weight_[b] : a < b;
    });
    const std::size_t limit = options_.top == 0 ? default_top : options_.top;
    if (order.size() > limit) {
      diagram_.notes.push_back(fmt::format("drew the {} most reported of {} nodes{}", limit, order.size(),
                                           options_.top == 0 ? "; --top N draws more" : ""));
      order.resize(limit);
    }
    chosen_.insert(order.begin(), order.end());
    // A meeting that lost its people says nothing, and neither does a node that lost all its lines.
    std::map<NodeId, std::uint32_t> lines;
    for (const Relation& r : relations_) {
      if (chosen_.contains(r.from) && chosen_.contains(r.to)) ++lines[r.from], ++lines[r.to];
    }
    std::erase_if(chosen_, [&](NodeId node) {
      if (options_.focus == node) return false;
      return lines[node] < (shapes_.contains(node) && !options_.timeline ? 2u : 1u);
    });
    if (chosen_.empty() || (all == 0 && !options_.focus)) {
      throw Error("there is nothing to draw", {}, {}, "the graph has no relations that fit --types, --since and --until");
    }
  }

  std::set<NodeId> near_focus() {
    std::map<NodeId, std::vector<NodeId>> neighbours;
    for (const Relation& r : relations_) {
      neighbours[r.from].push_back(r.to);
      neighbours[r.to].push_back(r.from);
    }
    std::set<NodeId> seen{*options_.focus};
    std::vector<NodeId> edge(seen.begin(), seen.end());
    for (unsigned hop = 0; hop < options_.hops && !edge.empty(); ++hop) {
      std::vector<NodeId> next;
      for (const NodeId node : edge) {
        for (const NodeId other : neighbours[node]) {
          if (!seen.insert(other).second) continue;
          next.push_back(other);
          // A meeting shape is a line with a name: its people are as near as the meeting.
          if (shapes_.contains(other)) {
            for (const NodeId person : neighbours[other]) {
              if (seen.insert(person).second) next.push_back(person);
            }
          }
        }
      }
      edge = std::move(next);
    }
    return seen;
  }

  // ---- lines

  void bundle() {
    std::map<NodeId, std::uint32_t> index;
    for (const NodeId node : chosen_) {
      index[node] = static_cast<std::uint32_t>(diagram_.nodes.size());
      diagram_.nodes.push_back(make_node(node));
    }
    using Key = std::tuple<std::uint32_t, std::uint32_t, bool, Stroke, Mood>;
    std::map<Key, std::vector<const Relation*>> bundles;
    for (const Relation& r : relations_) {
      const auto from = index.find(r.from), to = index.find(r.to);
      if (from == index.end() || to == index.end()) continue;
      bundles[{from->second, to->second, r.directed, r.stroke, r.mood}].push_back(&r);
      widen(r.period);
      for (const Evidence& one : r.evidence) ++sources_[one.document];
    }
    for (const auto& [key, relations] : bundles) {
      const auto& [from, to, directed, stroke, mood] = key;
      DiagramLink link{.from = from, .to = to, .directed = directed, .stroke = stroke, .mood = mood};
      describe(link, relations);
      diagram_.links.push_back(std::move(link));
    }
  }

  void widen(const GraphText::Period& period) {
    if (period.first && (!range_.first || period.first < range_.first)) range_.first = period.first;
    const Date last = period.last ? period.last : period.first;
    if (last && (!range_.last || range_.last < last)) range_.last = last;
  }

  void describe(DiagramLink& link, const std::vector<const Relation*>& relations) {
    struct Phrase {
      std::int64_t told = 0;   ///< reports of single events
      std::int64_t times = 0;  ///< that, or a larger number that one report gives
      GraphText::Period period;
      std::vector<std::string> places;
    };
    std::map<std::string, Phrase> phrases;
    std::vector<Evidence> evidence;
    for (const Relation* r : relations) {
      Phrase& phrase = phrases[r->phrase];
      // "three times" counts meetings that other reports tell of one by one: the larger number stands.
      if (r->times == 1) ++phrase.told;
      phrase.times = std::max({phrase.times, phrase.told, r->times});
      if (r->period.first && (!phrase.period.first || r->period.first < phrase.period.first)) phrase.period.first = r->period.first;
      if (r->period.last && (!phrase.period.last || phrase.period.last < r->period.last)) phrase.period.last = r->period.last;
      if (!r->place.empty() && std::find(phrase.places.begin(), phrase.places.end(), r->place) == phrase.places.end()) {
        phrase.places.push_back(r->place);
      }
      evidence.insert(evidence.end(), r->evidence.begin(), r->evidence.end());
    }
    std::vector<std::pair<std::string, Phrase>> order(phrases.begin(), phrases.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second.times > b.second.times; });
    for (std::size_t i = 0; i < order.size() && i < phrases_shown; ++i) {
      const auto& [words, phrase] = order[i];
      if (words.empty()) continue;
      std::string line = words;
      if (phrase.times > 1) line += fmt::format(" ×{}", phrase.times);
      const std::string when = period_text(phrase.period.first, phrase.period.last);
      if (!when.empty()) line += ", " + when;
      link.label.push_back(std::move(line));
      std::string places;
      for (std::size_t p = 0; p < phrase.places.size() && p < 3; ++p) places += (p == 0 ? "" : ", ") + shortened(phrase.places[p], 24);
      if (phrase.places.size() > 3) places += fmt::format(" +{}", phrase.places.size() - 3);
      if (!places.empty()) link.label.push_back(std::move(places));
    }
    if (order.size() > phrases_shown) link.label.push_back(fmt::format("+{} more", order.size() - phrases_shown));

    std::sort(evidence.begin(), evidence.end());
    evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
    link.reports = static_cast<std::uint32_t>(documents_of(evidence));
    const DiagramNode &from = diagram_.nodes[link.from], &to = diagram_.nodes[link.to];
    link.tooltip = from.name + (link.directed ? " → " : " – ") + to.name + sentences(evidence);
    link.address = address_of(evidence);
  }

  std::string sentences(const std::vector<Evidence>& evidence) {
    std::string text;
    std::set<std::string> shown;
    for (const Evidence& one : evidence) {
      if (shown.size() == quotes_shown) break;
      const Quote quote = quotes_(one);
      if (quote.text.empty() || !shown.insert(quote.text).second) continue;
      text += "\n“" + shortened(quote.text, 300) + "” " + source_name(one.document);
    }
    return text;
  }

  std::string source_name(graph::DocumentIndex document) {
    const graph::DocumentView& view = quotes_.document(document);
    std::string name = view.title;
    if (name.empty() && !view.uris.empty()) {
      name = view.uris.front();
      if (name.find("://") == std::string::npos) name.erase(0, name.rfind('/') + 1);  // npos + 1 is 0
    }
    if (name.empty()) name = view.id.hex().substr(0, 8);
    name = shortened(name, 70);
    return view.published ? name + ", " + view.published.iso() : name;
  }

  // The first source that can be followed: a web address or a file beside the picture.
  std::string address_of(const std::vector<Evidence>& evidence) {
    for (const Evidence& one : evidence) {
      for (const std::string& uri : quotes_.document(one.document).uris) {
        const std::size_t colon = uri.find(':');
        const bool has_scheme = colon != std::string::npos && colon < uri.find('/');
        if (uri.size() < 2000 && (!has_scheme || uri.starts_with("http://") || uri.starts_with("https://"))) return uri;
      }
    }
    return {};
  }

  // A meeting without a name of its own is called "talks: A, B (2018)": here its lines tell who and when.
  std::string short_name(NodeId id) const {
    const std::string name = text_.name(id);
    const std::string kind = text_.text(id, "kind");
    if (kind.empty() || !name.starts_with(kind + ":")) return shortened(name, 60);
    return shortened(kind, 60);
  }

  DiagramNode make_node(NodeId id) {
    DiagramNode node{.id = id, .shape = *shape_of(id), .name = short_name(id)};
    node.focus = options_.focus == id;
    node.reports = weight_[id];
    std::string kind(text_.label(id));
    if (const std::string more = text_.text(id, "kind"); !more.empty()) kind += ", " + shortened(more, 40);
    if (node.shape == Shape::meeting) {
      const GraphText::Period period = text_.period(id);
      node.first = period.first, node.last = period.last;
      widen(period);
      node.detail = period_text(period.first, period.last);
      if (const auto place = place_of_.find(id); place != place_of_.end()) {
        node.detail += (node.detail.empty() ? "" : ", ") + shortened(place->second, 24);
      }
      const std::string status = text_.text(id, "status");
      node.stroke = stroke_of_status(status);
      if (!status.empty() && status != "held") node.detail += (node.detail.empty() ? "" : ", ") + shortened(status, 20);
      kind += status.empty() ? "" : ", " + shortened(status, 20);
    }
    const std::vector<Evidence> evidence = graph_.evidence(id);
    node.tooltip = shortened(text_.name(id), 120) + " (" + kind + ")";
    std::string aliases;
    for (const std::string& alias : text_.aliases(id)) {
      if (alias.empty() || aliases.size() > 150) continue;
      aliases += (aliases.empty() ? "" : ", ") + shortened(alias, 60);
    }
    if (!aliases.empty()) node.tooltip += "\nalso: " + aliases;
    const std::vector<Evidence> first(evidence.begin(), evidence.begin() + std::min<std::ptrdiff_t>(1, std::ssize(evidence)));
    node.tooltip += sentences(first);
    node.address = address_of(evidence);
    return node;
  }

  // ---- title and footer

  void caption(std::size_t all) {
    const auto count = [&](std::size_t n, std::string_view one, std::string_view many) {
      return fmt::format("{} {}", n, n == 1 ? one : many);
    };
    diagram_.title = !options_.title.empty() ? shortened(options_.title, 120)
                     : options_.focus        ? shortened(text_.name(*options_.focus), 60) + (options_.timeline ? ": meetings" : ": relations")
                            : options_.timeline     ? "Meetings"
                                                    : "Who deals with whom";
    if (undated_ > 0) diagram_.notes.push_back(fmt::format("left out {} without a date", count(undated_, "meeting", "meetings")));
    const std::size_t drawn = diagram_.nodes.size();
    const std::size_t whole = options_.focus ? in_reach_ : all;
    diagram_.subtitle = drawn < whole ? fmt::format("{} of {} nodes", drawn, whole) : count(drawn, "node", "nodes");
    if (!options_.timeline) diagram_.subtitle += " · " + count(diagram_.links.size(), "relation", "relations");
    const std::string when = period_text(range_.first, range_.last);
    if (!when.empty()) diagram_.subtitle += " · " + when;
    diagram_.source_count = sources_.size();
    std::vector<std::pair<graph::DocumentIndex, std::uint32_t>> order(sources_.begin(), sources_.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    for (std::size_t i = 0; i < order.size() && i < sources_shown; ++i) diagram_.sources.push_back(source_name(order[i].first));
  }

  const graph::PropertyGraph& graph_;
  const DiagramOptions& options_;
  GraphText text_;
  Quotes quotes_;
  Diagram diagram_;
  std::optional<graph::EdgeTypeId> capital_of_ = graph_.find_edge_type("CAPITAL_OF");

  std::set<graph::LabelId> wanted_labels_;
  std::set<graph::EdgeTypeId> wanted_types_, plain_types_;
  std::vector<Relation> relations_;
  std::set<std::pair<NodeId, NodeId>> met_pairs_;  // pairs that share a meeting
  std::set<NodeId> shapes_;                        // meetings that are drawn as shapes
  std::map<NodeId, std::string> place_of_;         // of meetings on a timeline
  std::size_t undated_ = 0;
  std::map<NodeId, std::uint32_t> weight_;
  std::set<NodeId> chosen_;
  std::size_t in_reach_ = 0;
  GraphText::Period range_;
  std::map<graph::DocumentIndex, std::uint32_t> sources_;
};

}  // namespace

Diagram make_diagram(const graph::PropertyGraph& graph, const DiagramOptions& options) {
  return Maker(graph, options).make();
}

}  // namespace kg::exporter
