#include "query/why.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "query/display.hpp"

namespace kg::query {

namespace {

using graph::EdgeId;
using graph::NodeId;

std::string text_of(const graph::PropertyValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value.data)) return std::to_string(*number);
  if (const auto* truth = std::get_if<bool>(&value.data)) return *truth ? "true" : "false";
  return {};
}

class Explainer {
 public:
  explicit Explainer(const graph::Graph& graph) : graph_(graph), citations_(graph) {}

  std::string name(NodeId node) const {
    const auto key = graph_.find_key("name");
    return key ? text_of(graph_.property(node, *key)) : std::string(graph_.node_key(node));
  }

  void edge(EdgeId id) {
    const graph::Edge ends = graph_.edge(id);
    out_ += name(ends.source) + " -" + std::string(graph_.name(ends.type)) + "-> " + name(ends.target) + "\n";
    std::string properties;
    for (const auto& [key, value] : graph_.properties(id)) {
      const std::string text = text_of(value);
      if (!text.empty()) properties += (properties.empty() ? "" : ", ") + std::string(graph_.name(key)) + " " + text;
    }
    if (!properties.empty()) out_ += "  " + properties + "\n";
    for (const graph::Evidence& evidence : graph_.evidence(id)) claim(evidence);
    ends_.insert(ends.source);
    ends_.insert(ends.target);
  }

  void claim(const graph::Evidence& evidence) {
    const Citation citation = citations_.cite(evidence);
    out_ += "  \"" + citation.sentence + "\"\n    " + (citation.uri.empty() ? citation.document : citation.uri);
    out_ += ":" + std::to_string(citation.start) + "-" + std::to_string(citation.end);
    if (!citation.published.empty()) out_ += ", published " + citation.published;
    out_ += "\n";
    if (!evidence.claim) return;
    const auto [known, fresh] = claims_.try_emplace(evidence.document);
    if (fresh) known->second = graph_.document_claims(evidence.document);
    if (*evidence.claim >= known->second.claims.size()) return;
    const graph::Claim& said = known->second.claims[*evidence.claim];
    out_ += "    " + std::string(name_of(said.kind)) + (said.type.empty() ? "" : " " + said.type) + ", " + std::string(name_of(said.status)) +
            ", rule " + said.rule + ", words \"" + citations_.words(evidence) + "\"\n";
    std::string who;
    for (const graph::Argument& argument : said.arguments) {
      if (static_cast<std::size_t>(argument.entity) >= known->second.entities.size()) continue;
      who += (who.empty() ? "" : ", ") + argument.role + " " + known->second.entities[static_cast<std::size_t>(argument.entity)].name;
    }
    if (!who.empty()) out_ += "    " + who + "\n";
    if (said.when.date || !said.when.phrase.empty()) {
      out_ += "    date " + (said.when.date ? said.when.date.iso() : std::string("unknown")) + " from \"" + said.when.phrase + "\"" +
              (said.when.rule.empty() ? "" : " (" + said.when.rule + ")") + "\n";
    }
  }

  void reasons() {
    std::set<std::string> keys;
    for (const NodeId node : ends_) keys.insert(std::string(graph_.node_key(node)));
    for (const graph::MergeReason& reason : graph_.merge_reasons()) {
      if (keys.contains(reason.key)) out_ += "  joined: " + reason.reason + "\n";
    }
  }

  NodeId find(std::string_view wanted) const {
    const std::string folded = fold_name(wanted);
    std::vector<NodeId> found = graph_.find_name(folded);
    if (found.empty()) {
      std::string hint;
      for (const NodeId node : graph_.find_similar(folded, 2, 5)) hint += (hint.empty() ? "" : ", ") + name(node);
      throw Error("no node is called '" + std::string(wanted) + "'", {}, {}, hint.empty() ? "'kg stats' tells what is in the graph" : "did you mean " + hint + "?");
    }
    return *std::max_element(found.begin(), found.end(), [&](NodeId a, NodeId b) {
      return graph_.out(a).size() + graph_.in(a).size() < graph_.out(b).size() + graph_.in(b).size();
    });
  }

  std::string take() { return std::move(out_); }
  void add_end(NodeId node) { ends_.insert(node); }

 private:
  const graph::Graph& graph_;
  Citations citations_;
  std::map<graph::DocumentIndex, graph::DocumentClaims> claims_;
  std::set<NodeId> ends_;
  std::string out_;
};

}  // namespace

std::string why_edge(const graph::Graph& graph, std::string_view id) {
  std::uint32_t number = 0;
  const std::string_view digits = id.starts_with('e') ? id.substr(1) : id;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = error == std::errc() && end == digits.data() + digits.size() && !digits.empty();
  if (!whole || number >= graph.edge_bound() || !graph.alive(EdgeId{number})) {
    throw Error("no edge '" + std::string(id) + "'", {}, {}, "edge ids are those of 'kg export --format json'; or give two names");
  }
  Explainer explainer(graph);
  explainer.edge(EdgeId{number});
  explainer.reasons();
  return explainer.take();
}

std::string why_pair(const graph::Graph& graph, std::string_view a, std::string_view b) {
  Explainer explainer(graph);
  const NodeId first = explainer.find(a), second = explainer.find(b);
  std::set<EdgeId> edges;
  for (const auto& [from, to] : {std::pair(first, second), std::pair(second, first)}) {
    for (const graph::Adjacent& step : graph.out(from)) {
      if (step.neighbour == to) edges.insert(step.edge);
    }
  }
  // What both take part in, say or are told about: one node between them.
  std::map<NodeId, std::vector<EdgeId>> between;
  for (const graph::Adjacent& step : graph.out(first)) {
    if (graph.name(step.type) == "PARTICIPATED_IN") between[step.neighbour].push_back(step.edge);
  }
  for (const graph::Adjacent& step : graph.out(second)) {
    const auto found = between.find(step.neighbour);
    if (found == between.end() || graph.name(step.type) != "PARTICIPATED_IN") continue;
    edges.insert(found->second.begin(), found->second.end());
    edges.insert(step.edge);
    explainer.add_end(step.neighbour);
  }
  for (const EdgeId edge : edges) explainer.edge(edge);
  explainer.add_end(first);
  explainer.add_end(second);
  explainer.reasons();
  std::string text = explainer.take();
  if (edges.empty()) text = explainer.name(first) + " and " + explainer.name(second) + ": nothing in the graph links them directly\n" + text;
  return text;
}

std::string review(const graph::Graph& graph, std::size_t limit) {
  const std::vector<graph::UncertainPair> pairs = graph.uncertain_pairs();
  const auto quoted = [](const std::string& text) {
    std::string json = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') json += '\\';
      json += c;
    }
    return json + "\"";
  };
  std::string out;
  std::size_t shown = 0;
  for (const graph::UncertainPair& pair : pairs) {
    if (limit != 0 && shown == limit) break;
    ++shown;
    const auto score = static_cast<int>(pair.score * 100 + 0.5);
    out += "0." + std::string(score < 10 ? "0" : "") + std::to_string(std::min(score, 99)) + "  " + pair.first + "  " + pair.second + "\n      " + pair.reason +
           "\n      {\"kind\": \"merge\", \"names\": [" + quoted(pair.first) + ", " + quoted(pair.second) + "]}\n";
  }
  if (shown < pairs.size()) out += std::to_string(pairs.size() - shown) + " more; --limit 0 shows all\n";
  return out;
}

}  // namespace kg::query
