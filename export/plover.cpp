// Events by the PLOVER manual, as JSON lines and CSV: type, mode and quad code as strings, with our
// status beside them. What the manual says of things that have not happened:
//   cooperation that is planned or proposed, a consultation too, is AGREE; when it is cancelled, REJECT;
//   conflict that is planned is THREATEN, with the mode that says by what;
//   what is denied or hypothetical is no event.
// A meeting of several gives one event a pair.
#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "export/edge_look.hpp"
#include "export/graph_text.hpp"
#include "export/output.hpp"
#include "export/writers.hpp"

namespace kg::exporter {

namespace {

constexpr std::size_t most_participants = 20;  // pairs grow with the square
constexpr std::array<std::string_view, 16> event_types = {"AGREE",   "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
                                                          "ACCUSE",  "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT"};

// PLOVER's quad codes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
std::string_view quad_code(std::string_view type) {
  for (const std::string_view t : {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}) {
    if (t == type) return "1";
  }
  for (const std::string_view t : {"COOPERATE", "AID", "RETREAT"}) {
    if (t == type) return "2";
  }
  for (const std::string_view t : {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}) {
    if (t == type) return "3";
  }
  return "4";
}

std::string_view threat_mode(std::string_view type) {
  if (type == "SANCTION") return "sanction";
  if (type == "COERCE") return "restrict";
  return type == "MOBILIZE" || type == "ASSAULT" ? "force" : "";
}

constexpr std::array<std::string_view, 18> fields = {
    "event_id",       "date",           "event_type",     "event_mode",       "quad_code", "score",  "context",   "source_name", "source_code",
    "source_sector",  "recipient_name", "recipient_code", "recipient_sector", "place",     "status", "reports",   "document",    "text"};
enum Field { event_id, date, event_type, event_mode, quad, score, context, source_name, source_code, source_sector, recipient_name, recipient_code, recipient_sector, place, status, reports, document, text };
using Record = std::array<std::string, fields.size()>;

class Events {
 public:
  explicit Events(const graph::PropertyGraph& graph) : graph_(graph), words_(graph), quotes_(graph) {}

  template <class Write>
  void each(Write write) {
    meetings(write);
    edges(write);
  }

 private:
  void actor(graph::NodeId node, Record& record, Field name) const {
    record[name] = words_.name(node);
    record[name + 1] = words_.text(node, "iso3");
    record[name + 2] = to_lower(words_.label(node));
  }

  void quote(const std::vector<graph::Evidence>& evidence, Record& record) {
    if (evidence.empty()) return;
    const Quote first = quotes_(evidence.front());
    record[document] = first.document;
    record[text] = first.text;
  }

  // False if it is no event.
  static bool code(std::string_view type, Record& record) {
    const std::string& state = record[status];
    if (state == "denied" || state == "hypothetical") return false;
    record[event_type] = type;
    if (state == "planned" || state == "proposed" || state == "cancelled") {
      const std::string_view code = quad_code(type);
      const bool conflict = code == "3" || code == "4";
      record[event_type] = state == "cancelled" ? "REJECT" : conflict ? "THREATEN" : "AGREE";
      record[event_mode] = state == "cancelled" ? (type == "CONSULT" ? "meet" : "assist") : conflict ? threat_mode(type) : std::string_view{};
      record[score].clear();  // that of the thing itself, not of the plan
    }
    record[quad] = quad_code(record[event_type]);
    return true;
  }

  template <class Write>
  void meetings(Write write) {
    const auto label = graph_.find_label("Meeting");
    const auto joins = graph_.find_edge_type("PARTICIPATED_IN"), held_at = graph_.find_edge_type("HELD_AT"), about = graph_.find_edge_type("ABOUT");
    if (!label || !joins) return;
    for (const graph::NodeId meeting : graph_.nodes_with(*label)) {
      std::vector<graph::NodeId> who;
      for (const graph::Adjacent& next : graph_.in(meeting, *joins)) {
        if ((who.empty() || who.back() != next.neighbour) && who.size() < most_participants) who.push_back(next.neighbour);
      }
      Record record;
      record[date] = words_.text(meeting, "date");
      record[status] = words_.text(meeting, "status");
      record[reports] = words_.text(meeting, "reports");
      const std::string kind = words_.text(meeting, "kind");
      record[event_mode] = kind == "call" ? "phone" : kind == "visit" ? "visit" : who.size() > 2 ? "multilateral" : "";
      if (held_at) {
        if (const auto where = graph_.out(meeting, *held_at); !where.empty()) record[place] = words_.name(where.front().neighbour);
      }
      if (about) {
        for (const graph::Adjacent& topic : graph_.out(meeting, *about)) record[context] += (record[context].empty() ? "" : "; ") + words_.name(topic.neighbour);
      }
      if (!code("CONSULT", record)) continue;
      quote(graph_.evidence(meeting), record);
      for (std::size_t i = 0; i < who.size(); ++i) {
        for (std::size_t j = i + 1; j < who.size(); ++j) {
          record[event_id] = id_of(meeting) + "-" + std::to_string(i) + "-" + std::to_string(j);
          actor(who[i], record, source_name);
          actor(who[j], record, recipient_name);
          write(record);
        }
      }
    }
  }

  template <class Write>
  void edges(Write write) {
    std::vector<bool> is_event(graph_.edge_type_count());
    for (std::uint32_t t = 0; t < graph_.edge_type_count(); ++t) {
      is_event[t] = std::find(event_types.begin(), event_types.end(), graph_.name(graph::EdgeTypeId{t})) != event_types.end();
    }
    for (const graph::EdgeId edge : graph::edges_of(graph_)) {
      const graph::Edge ends = graph_.edge(edge);
      if (!is_event[static_cast<std::size_t>(ends.type)] || words_.text(edge, "polarity") == "negative") continue;
      Record record;
      record[event_id] = id_of(edge);
      record[date] = words_.text(edge, "date");
      record[event_mode] = words_.text(edge, "mode");
      record[score] = words_.text(edge, "score");
      record[status] = words_.text(edge, "status");
      record[reports] = words_.text(edge, "reports");
      record[context] = words_.text(edge, "text");
      if (!code(graph_.name(ends.type), record)) continue;
      actor(ends.source, record, source_name);
      if (words_.has_label(ends.target, "Actor")) {
        actor(ends.target, record, recipient_name);
      } else {
        record[context] = words_.name(ends.target);
      }
      quote(graph_.evidence(edge), record);
      write(record);
    }
  }

  const graph::PropertyGraph& graph_;
  GraphText words_;
  Quotes quotes_;
};

}  // namespace

void write_plover(const graph::PropertyGraph& graph, const ExportOptions&, std::ostream& stream) {
  Output out(stream);
  Events(graph).each([&](const Record& record) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      out.raw(i == 0 ? "{" : ",").json(fields[i]).raw(":");
      if (record[i].empty()) {
        out.raw("null");
      } else if (i == score || i == reports) {
        out.raw(record[i]);
      } else {
        out.json(record[i]);
      }
    }
    out.raw("}\n");
  });
  out.finish();
}

void write_plover_csv(const graph::PropertyGraph& graph, const ExportOptions&, std::ostream& stream) {
  Output out(stream);
  for (std::size_t i = 0; i < fields.size(); ++i) out.raw(i == 0 ? "" : ",").raw(fields[i]);
  out.raw("\n");
  Events(graph).each([&](const Record& record) {
    for (std::size_t i = 0; i < fields.size(); ++i) out.raw(i == 0 ? "" : ",").csv(record[i]);
    out.raw("\n");
  });
  out.finish();
}

}  // namespace kg::exporter
