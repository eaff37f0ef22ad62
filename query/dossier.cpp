#include "query/dossier.hpp"

#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <map>

#include "base/utf8.hpp"
#include "query/display.hpp"
#include "query/table.hpp"

namespace kg::query {
namespace {

using graph::Adjacent;
using graph::Evidence;
using graph::NodeId;
using graph::PropertyGraph;

class Collector {
 public:
  Collector(const PropertyGraph& graph, NodeId node, std::size_t rows) : graph_(graph), node_(node), most_(rows) {}

  Dossier make() {
    dossier_.name = text(node_, "name");
    for (const graph::LabelId label : graph_.labels(node_)) dossier_.labels.emplace_back(graph_.name(label));
    dossier_.kind = text(node_, "kind");
    if (const auto key = graph_.find_key("aliases")) {
      const graph::PropertyValue aliases = graph_.property(node_, *key);
      if (const auto* list = std::get_if<graph::PropertyList>(&aliases.data))
        for (const graph::PropertyValue& alias : *list)
          if (const auto* one = std::get_if<std::string>(&alias.data); one != nullptr && *one != dossier_.name) dossier_.aliases.push_back(*one);
    }
    number_documents();
    offices();
    meetings();
    happenings();
    statements();
    relations();
    sources();
    return std::move(dossier_);
  }

 private:
  using Row = std::vector<std::string>;

  std::string text(NodeId node, std::string_view key) const { return as_text(graph_.find_key(key), [&](graph::KeyId id) { return graph_.property(node, id); }); }
  std::string text(graph::EdgeId edge, std::string_view key) const { return as_text(graph_.find_key(key), [&](graph::KeyId id) { return graph_.property(edge, id); }); }

  template <class Get>
  static std::string as_text(const std::optional<graph::KeyId>& key, Get get) {
    if (!key) return {};
    const graph::PropertyValue value = get(*key);
    if (const auto* one = std::get_if<std::string>(&value.data)) return *one;
    if (const auto* number = std::get_if<std::int64_t>(&value.data)) return std::to_string(*number);
    if (const auto* truth = std::get_if<bool>(&value.data)) return *truth ? "true" : "";
    return {};
  }

  std::span<const Adjacent> out(NodeId node, std::string_view type) const {
    const auto id = graph_.find_edge_type(type);
    return id ? graph_.out(node, *id) : std::span<const Adjacent>();
  }
  std::span<const Adjacent> in(NodeId node, std::string_view type) const {
    const auto id = graph_.find_edge_type(type);
    return id ? graph_.in(node, *id) : std::span<const Adjacent>();
  }

  bool has_label(NodeId node, std::string_view label) const {
    for (const graph::LabelId id : graph_.labels(node))
      if (graph_.name(id) == label) return true;
    return false;
  }

  // Documents by how often they name the node, then by date and address: the numbers of the sources.
  void number_documents() {
    std::map<std::uint32_t, std::size_t> counts;
    for (const Evidence& evidence : graph_.evidence(node_)) ++counts[static_cast<std::uint32_t>(evidence.document)];
    for (const auto& steps : {graph_.out(node_), graph_.in(node_)})
      for (const Adjacent& step : steps)
        for (const Evidence& evidence : graph_.evidence(step.edge)) counts.emplace(static_cast<std::uint32_t>(evidence.document), 0);
    for (const auto& [document, count] : counts) {
      if (document >= graph_.document_count()) continue;
      const graph::DocumentView view = graph_.document(graph::DocumentIndex{document});
      const std::string uri = view.uris.empty() ? view.id.hex() : view.uris.front();
      documents_.push_back({document, count, view.published.iso(), view.title.empty() ? uri : view.title, uri});
    }
    std::sort(documents_.begin(), documents_.end(), [](const Source& a, const Source& b) {
      return std::tuple(b.count, b.published, a.uri, a.document) < std::tuple(a.count, a.published, b.uri, b.document);
    });
  }

  std::string source(const std::vector<Evidence>& evidence) const {
    std::size_t best = documents_.size();
    for (const Evidence& one : evidence)
      for (std::size_t i = 0; i < best; ++i)
        if (documents_[i].document == static_cast<std::uint32_t>(one.document)) best = i;
    return best < documents_.size() ? "[" + std::to_string(best + 1) + "]" : std::string();
  }

  void add(std::string title, std::vector<std::string> columns, std::vector<Row> rows) {
    if (rows.empty()) return;
    DossierSection section{std::move(title), std::move(columns), {}, rows.size()};
    rows.resize(std::min(rows.size(), most_));
    section.rows = std::move(rows);
    // A column that says nothing is left out.
    for (std::size_t c = section.columns.size(); c-- > 0;) {
      if (std::any_of(section.rows.begin(), section.rows.end(), [&](const Row& row) { return !row[c].empty(); })) continue;
      section.columns.erase(section.columns.begin() + static_cast<std::ptrdiff_t>(c));
      for (Row& row : section.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(c));
    }
    dossier_.sections.push_back(std::move(section));
  }

  std::string office_note(graph::EdgeId edge) const {
    std::string note = text(edge, "former").empty() ? text(edge, "mode") : "former";
    const std::string from = text(edge, "from"), to = text(edge, "to");
    if (!from.empty() || !to.empty()) note += (note.empty() ? "" : ", ") + from + "–" + to;
    return note;
  }

  void offices() {
    std::vector<std::pair<std::tuple<bool, std::string, std::string>, Row>> rows;
    const auto add_row = [&](const Adjacent& step) {
      Row row{text(step.edge, "title"), text(step.neighbour, "name"), office_note(step.edge), source(graph_.evidence(step.edge))};
      rows.emplace_back(std::tuple(!text(step.edge, "former").empty(), row[0], row[1]), std::move(row));
    };
    for (const Adjacent& step : out(node_, "HOLDS_OFFICE")) add_row(step);
    for (const Adjacent& step : in(node_, "HOLDS_OFFICE")) add_row(step);
    std::sort(rows.begin(), rows.end());
    add("Offices", {"title", has_label(node_, "Person") ? "of" : "held by", "", "source"}, values(std::move(rows)));
  }

  template <class Key>
  static std::vector<Row> values(std::vector<std::pair<Key, Row>> rows) {
    std::vector<Row> plain;
    for (auto& [key, row] : rows) plain.push_back(std::move(row));
    return plain;
  }

  void meetings() {
    std::vector<std::pair<std::string, Row>> rows;  // by date, backwards
    std::vector<NodeId> seen;
    const auto add_meeting = [&](NodeId meeting) {
      if (!has_label(meeting, "Meeting") || std::find(seen.begin(), seen.end(), meeting) != seen.end()) return;
      seen.push_back(meeting);
      std::vector<std::string> others, places;
      for (const Adjacent& who : in(meeting, "PARTICIPATED_IN"))
        if (who.neighbour != node_) others.push_back(text(who.neighbour, "name"));
      for (const Adjacent& where : out(meeting, "HELD_AT")) places.push_back(text(where.neighbour, "name"));
      const std::string date = text(meeting, "date");
      rows.emplace_back(date, Row{date, join(others), join(places), text(meeting, "kind"), text(meeting, "status"), source(graph_.evidence(meeting))});
    };
    for (const Adjacent& step : out(node_, "PARTICIPATED_IN")) add_meeting(step.neighbour);
    for (const Adjacent& step : in(node_, "HELD_AT")) add_meeting(step.neighbour);
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    add("Meetings", {"date", "with", "place", "kind", "status", "source"}, values(std::move(rows)));
  }

  // What else is told of the node with a day, a place, or both.
  void happenings() {
    std::vector<std::pair<std::string, Row>> rows;
    for (const Adjacent& step : out(node_, "PARTICIPATED_IN")) {
      if (!has_label(step.neighbour, "Happening")) continue;
      std::vector<std::string> places;
      for (const Adjacent& where : out(step.neighbour, "HELD_AT")) places.push_back(text(where.neighbour, "name"));
      const std::string date = text(step.neighbour, "date"), status = text(step.neighbour, "status");
      rows.emplace_back(date, Row{date, text(step.neighbour, "text"), join(places), status == "asserted" ? std::string() : status, source(graph_.evidence(step.neighbour))});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    add("Happenings", {"date", "what", "place", "status", "source"}, values(std::move(rows)));
  }

  static std::string join(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    std::string joined;
    for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
    return joined;
  }

  // Text that has quotation marks of its own keeps them.
  static std::string in_quotes(const std::string& said) {
    const bool marked = said.find('"') != std::string::npos || said.find("“") != std::string::npos || said.find("”") != std::string::npos;
    return marked ? said : "“" + said + "”";
  }

  void statements() {
    std::vector<std::pair<std::string, Row>> rows;
    for (const Adjacent& step : out(node_, "SAID")) {
      std::vector<std::string> about;
      for (const Adjacent& topic : out(step.neighbour, "ABOUT")) about.push_back(text(topic.neighbour, "name"));
      const std::string said = text(step.neighbour, "text");
      const bool quote = !text(step.neighbour, "quote").empty();
      const std::string date = text(step.neighbour, "date");
      rows.emplace_back(date, Row{date, quote ? in_quotes(said) : said, join(about), source(graph_.evidence(step.edge))});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    add("Statements", {"date", "said", "about", "source"}, values(std::move(rows)));
  }

  // What is left: who met, accused, supports whom; counted, both directions; policies apart.
  void relations() {
    struct Count {
      std::int64_t times = 0;
      std::string source;
    };
    std::map<std::tuple<bool, std::string, std::string>, Count> counts;  // policy, relation, name
    const auto count = [&](const Adjacent& step, bool outwards) {
      const std::string_view type = graph_.name(step.type);
      for (const std::string_view other : {"MENTIONS", "HOLDS_OFFICE", "PARTICIPATED_IN", "SAID", "HELD_AT"})
        if (type == other) return;
      if (type == "ABOUT" && !outwards) return;
      std::string relation = to_lower(type);
      std::replace(relation.begin(), relation.end(), '_', ' ');
      if (const std::string status = text(step.edge, "status"); !status.empty() && status != "asserted" && status != "held") relation += " (" + status + ")";
      if (type != "MET") relation = outwards ? relation + " →" : "← " + relation;
      Count& one = counts[{has_label(step.neighbour, "Policy"), relation, text(step.neighbour, "name")}];
      const std::string times = text(step.edge, "times");
      one.times += times.empty() ? 1 : std::strtoll(times.c_str(), nullptr, 10);
      if (one.source.empty()) one.source = source(graph_.evidence(step.edge));
    };
    for (const Adjacent& step : graph_.out(node_)) count(step, true);
    for (const Adjacent& step : graph_.in(node_)) count(step, false);
    for (const bool policy : {true, false}) {
      std::vector<std::pair<std::int64_t, Row>> rows;
      for (const auto& [key, one] : counts)
        if (std::get<0>(key) == policy) rows.emplace_back(-one.times, Row{std::get<1>(key), std::get<2>(key), std::to_string(one.times), one.source});
      std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      add(policy ? "Policies" : "Relations", {"relation", policy ? "policy" : "with", "times", "source"}, values(std::move(rows)));
    }
  }

  void sources() {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < documents_.size(); ++i) rows.push_back({"[" + std::to_string(i + 1) + "]", documents_[i].published, documents_[i].title, documents_[i].uri});
    add("Sources", {"", "published", "title", "uri"}, std::move(rows));
  }

  struct Source {
    std::uint32_t document;
    std::size_t count;
    std::string published, title, uri;
  };

  const PropertyGraph& graph_;
  const NodeId node_;
  const std::size_t most_;
  std::vector<Source> documents_;
  Dossier dossier_;
};

}  // namespace

Dossier make_dossier(const PropertyGraph& graph, NodeId node, std::size_t rows) { return Collector(graph, node, rows).make(); }

void write_dossier(const Dossier& dossier, std::size_t width, bool colour, std::ostream& out) {
  const auto bold = [&](const std::string& text) { return colour ? "\x1b[1m" + text + "\x1b[0m" : text; };
  std::string head = dossier.labels.empty() ? std::string() : to_lower(dossier.labels.front());
  if (!dossier.kind.empty()) head += (head.empty() ? "" : ", ") + dossier.kind;
  out << bold(dossier.name) << (head.empty() ? "" : " (" + head + ")") << '\n';
  if (!dossier.aliases.empty()) {
    std::string also = "also:";
    for (const std::string& alias : dossier.aliases) also += (&alias == &dossier.aliases.front() ? " " : ", ") + alias;
    for (const std::string& line : wrap(also, width)) out << line << '\n';
  }
  for (const DossierSection& section : dossier.sections) {
    out << '\n' << bold(section.title);
    if (section.total > section.rows.size()) out << " (" << section.rows.size() << " of " << section.total << ")";
    out << '\n';
    write_table({section.columns, section.rows, {}}, width, false, out);
  }
}

void write_dossier_json(const Dossier& dossier, std::ostream& out) {
  rapidjson::OStreamWrapper stream(out);
  rapidjson::Writer<rapidjson::OStreamWrapper> writer(stream);
  const auto string = [&](const std::string& text) { writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); };
  const auto strings = [&](const std::vector<std::string>& list) {
    writer.StartArray();
    for (const std::string& text : list) string(text);
    writer.EndArray();
  };
  writer.StartObject();
  writer.Key("name");
  string(dossier.name);
  writer.Key("labels");
  strings(dossier.labels);
  writer.Key("aliases");
  strings(dossier.aliases);
  writer.Key("kind");
  string(dossier.kind);
  writer.Key("sections");
  writer.StartArray();
  for (const DossierSection& section : dossier.sections) {
    writer.StartObject();
    writer.Key("title");
    string(section.title);
    writer.Key("total");
    writer.Uint64(section.total);
    writer.Key("columns");
    strings(section.columns);
    writer.Key("rows");
    writer.StartArray();
    for (const auto& row : section.rows) strings(row);
    writer.EndArray();
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  out << '\n';
}

}  // namespace kg::query
