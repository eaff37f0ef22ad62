#include "query/display.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>

#include "base/utf8.hpp"

namespace kg::query {
namespace {

std::string name_or(const graph::PropertyGraph& graph, graph::NodeId node) {
  if (const auto key = graph.find_key("name")) {
    const graph::PropertyValue value = graph.property(node, *key);
    if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
  }
  std::string labels = "(";
  for (const graph::LabelId label : graph.labels(node)) labels += ":" + std::string(graph.name(label));
  return labels + ")";
}

std::string display_double(double number) {
  std::string text = fmt::format("{}", number);
  return text;
}

// Proleptic Gregorian date of a day count since 1970.
std::string display_days(std::int64_t days) {
  if (days < -700000 || days > 2900000) return std::to_string(days) + "d";
  return Date::from(std::chrono::sys_days(std::chrono::days(days))).iso();
}

std::string display_temporal(const graph::Temporal& value) {
  using Kind = graph::TemporalKind;
  const auto clock = [&] {
    std::string text = fmt::format("{:02}:{:02}:{:02}", value.seconds / 3600, value.seconds / 60 % 60, value.seconds % 60);
    if (value.nanoseconds != 0) text += fmt::format(".{:09}", value.nanoseconds);
    return text;
  };
  const auto offset = [&] {
    if (value.offset == 0) return std::string("Z");
    const int minutes = std::abs(value.offset) / 60;
    return fmt::format("{}{:02}:{:02}", value.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
  };
  switch (value.kind) {
    case Kind::date: return display_days(value.days);
    case Kind::local_time: return clock();
    case Kind::time: return clock() + offset();
    case Kind::local_datetime: return display_days(value.days) + "T" + clock();
    case Kind::datetime: return display_days(value.days) + "T" + clock() + offset() + (value.zone.empty() ? "" : "[" + value.zone + "]");
    case Kind::duration: return fmt::format("P{}M{}DT{}S", value.months, value.days, value.seconds);
  }
  return {};
}

}  // namespace

std::string display(const graph::PropertyGraph& graph, const Value& value) {
  struct Visitor {
    const graph::PropertyGraph& graph;
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return display_double(number); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const std::shared_ptr<const List>& list) const {
      std::string text;
      for (const Value& item : *list) {
        const std::string one = display(graph, item);
        if (!text.empty() && !one.empty()) text += ", ";
        text += one;
      }
      return text;
    }
    std::string operator()(const std::shared_ptr<const Map>& map) const {
      std::string text = "{";
      for (const auto& [key, item] : *map) text += (text.size() > 1 ? ", " : "") + key + ": " + display(graph, item);
      return text + "}";
    }
    std::string operator()(const graph::Temporal& temporal) const { return display_temporal(temporal); }
    std::string operator()(graph::NodeId node) const { return name_or(graph, node); }
    std::string operator()(graph::EdgeId edge) const { return std::string(graph.name(graph.edge(edge).type)); }
    std::string operator()(const std::shared_ptr<const Path>& path) const {
      std::string text = path->nodes.empty() ? std::string() : name_or(graph, path->nodes[0]);
      for (std::size_t i = 0; i < path->edges.size(); ++i) {
        const graph::Edge edge = graph.edge(path->edges[i]);
        const bool forward = edge.source == path->nodes[i];
        // MET has no direction.
        const std::string_view type = graph.name(edge.type);
        const bool plain = type == "MET";
        text += fmt::format(" {}{}{} ", forward || plain ? "-" : "<-", type, forward && !plain ? "->" : "-");
        text += name_or(graph, path->nodes[i + 1]);
      }
      return text;
    }
  };
  return std::visit(Visitor{graph}, value.data);
}

std::size_t display_width(std::string_view text) {
  std::size_t cells = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<UChar32>(decode_code_point(text, at));
    const int kind = u_charType(c);
    if (kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK || kind == U_FORMAT_CHAR || kind == U_CONTROL_CHAR) continue;
    const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    cells += width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
  }
  return cells;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 2);
  std::vector<std::string> lines{std::string()};
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ') ++end;
    std::string_view word = text.substr(at, end - at);
    at = end;
    while (at < text.size() && static_cast<unsigned char>(text[at]) <= ' ') ++at;
    if (word.empty()) continue;
    std::size_t cells = display_width(word);
    if (used > 0 && used + 1 + cells > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) {
      lines.back() += ' ';
      ++used;
    }
    while (cells > width) {  // a word longer than a line
      std::size_t cut = 0, taken = 0;
      while (cut < word.size()) {
        std::size_t next = cut;
        decode_code_point(word, next);
        const std::size_t one = display_width(word.substr(cut, next - cut));
        if (used + taken + one > width) break;
        taken += one;
        cut = next;
      }
      lines.back() += word.substr(0, cut);
      word.remove_prefix(cut);
      cells = display_width(word);
      lines.emplace_back();
      used = 0;
    }
    lines.back() += word;
    used += cells;
  }
  if (lines.size() > 1 && lines.back().empty()) lines.pop_back();
  return lines;
}

const std::string& Citations::text(graph::DocumentIndex document) {
  for (const auto& [index, content] : texts_)
    if (index == document) return content;
  // A few are kept: rows of an answer mostly cite the same documents, one behind the other.
  if (texts_.size() >= 64) texts_.erase(texts_.begin());
  texts_.emplace_back(document, graph_.document_text(document));
  return texts_.back().second;
}

namespace {

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) > ' ') line += c;
    else if (!line.empty() && line.back() != ' ') line += ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

}  // namespace

std::string Citations::sentence(const graph::Evidence& evidence) {
  if (static_cast<std::uint32_t>(evidence.document) >= graph_.document_count()) return {};
  const std::string& whole = text(evidence.document);
  if (evidence.sentence.end > whole.size() || evidence.sentence.begin > evidence.sentence.end) return {};
  return one_line(slice(whole, evidence.sentence));
}

std::string Citations::title(const graph::Evidence& evidence) const {
  return static_cast<std::uint32_t>(evidence.document) < graph_.document_count() ? graph_.document(evidence.document).title : std::string();
}

std::string Citations::sentence_before(const graph::Evidence& evidence) {
  if (static_cast<std::uint32_t>(evidence.document) >= graph_.document_count()) return {};
  const std::string_view whole = text(evidence.document);
  if (evidence.sentence.begin > whole.size()) return {};
  // By its stop: claims keep no sentence that tells nothing.
  const std::string_view before = whole.substr(0, evidence.sentence.begin);
  const std::size_t end = before.find_last_not_of(" \n\"'.!?");
  if (end == std::string_view::npos) return {};
  const std::size_t stop = before.substr(0, end).find_last_of(".!?\n");
  return one_line(before.substr(stop == std::string_view::npos ? 0 : stop + 1));
}

std::string Citations::words(const graph::Evidence& evidence) {
  if (static_cast<std::uint32_t>(evidence.document) >= graph_.document_count()) return {};
  const std::string& whole = text(evidence.document);
  if (evidence.words.end > whole.size() || evidence.words.begin > evidence.words.end) return {};
  return one_line(slice(whole, evidence.words));
}

Citation Citations::cite(const graph::Evidence& evidence) {
  Citation citation;
  citation.sentence = sentence(evidence);
  if (static_cast<std::uint32_t>(evidence.document) >= graph_.document_count()) return citation;
  const graph::DocumentView view = graph_.document(evidence.document);
  citation.document = view.id.hex();
  citation.title = view.title;
  citation.uri = view.uris.empty() ? std::string() : view.uris.front();
  citation.published = view.published.iso();
  const std::string& whole = text(evidence.document);
  if (evidence.sentence.end <= whole.size()) {
    citation.start = count_code_points(std::string_view(whole).substr(0, evidence.sentence.begin));
    citation.end = citation.start + count_code_points(slice(whole, evidence.sentence));
  }
  return citation;
}

void collect_evidence(const graph::PropertyGraph& graph, const Value& value, std::vector<graph::Evidence>& into) {
  const auto add = [&](const std::vector<graph::Evidence>& more) {
    for (const graph::Evidence& evidence : more)
      if (std::find(into.begin(), into.end(), evidence) == into.end()) into.push_back(evidence);
  };
  if (const auto* node = std::get_if<graph::NodeId>(&value.data)) add(graph.evidence(*node));
  if (const auto* edge = std::get_if<graph::EdgeId>(&value.data)) add(graph.evidence(*edge));
  if (const auto* list = std::get_if<std::shared_ptr<const List>>(&value.data))
    for (const Value& item : **list) collect_evidence(graph, item, into);
  if (const auto* path = std::get_if<std::shared_ptr<const Path>>(&value.data))
    for (const graph::EdgeId edge : (*path)->edges) add(graph.evidence(edge));
}

}  // namespace kg::query
