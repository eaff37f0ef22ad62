#include "graph/diff.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/hash.hpp"

namespace kg::graph {

namespace {

using What = Change::What;
using NamedValues = std::map<std::string, PropertyValue>;  // ids differ between graphs, names do not

template <class Id>
NamedValues values(const Graph& graph, Id id) {
  NamedValues named;
  for (auto& [key, value] : graph.properties(id)) named.emplace(graph.name(key), std::move(value));
  return named;
}

std::vector<PropertyChange> compare(const NamedValues& before, const NamedValues& after) {
  std::vector<PropertyChange> changes;
  for (const auto& [key, value] : before) {
    const auto there = after.find(key);
    const PropertyValue now = there == after.end() ? PropertyValue() : there->second;
    if (now != value) changes.push_back({key, value, now});
  }
  for (const auto& [key, value] : after) {
    if (!before.contains(key)) changes.push_back({key, {}, value});
  }
  std::sort(changes.begin(), changes.end(), [](const PropertyChange& a, const PropertyChange& b) { return a.key < b.key; });
  return changes;
}

std::string kind_of(const Graph& graph, NodeId node) {
  const auto labels = graph.labels(node);
  return labels.empty() ? "Node" : std::string(graph.name(labels.front()));
}

std::string name_of(const Graph& graph, NodeId node) {
  if (const auto key = graph.find_key("name")) {
    const PropertyValue name = graph.property(node, *key);
    if (const auto* text = std::get_if<std::string>(&name.data); text != nullptr && !text->empty()) return *text;
  }
  return std::string(graph.node_key(node));
}

class Differ {
 public:
  Differ(const Graph& before, const Graph& after) : before_(before), after_(after) {}

  std::vector<Change> run() {
    documents();
    nodes();
    // Edges last: their order in the result follows from what they join.
    const std::size_t first_edge = changes_.size();
    edges();
    const auto order = [](const Change& a, const Change& b) {
      return std::tie(a.kind, a.key, a.what) < std::tie(b.kind, b.key, b.what);
    };
    std::stable_sort(changes_.begin() + static_cast<std::ptrdiff_t>(first_node_), changes_.begin() + static_cast<std::ptrdiff_t>(first_edge), order);
    std::stable_sort(changes_.begin() + static_cast<std::ptrdiff_t>(first_edge), changes_.end(), order);
    return std::move(changes_);
  }

 private:
  void add(What what, std::string kind, bool is_edge, std::string key, std::string shown, std::vector<PropertyChange> properties = {}) {
    changes_.push_back({what, std::move(kind), is_edge, std::move(key), std::move(shown), std::move(properties)});
  }

  // Walks two sorted lists side by side; `key(graph, i)` orders both.
  template <class Key, class Both, class One>
  void walk(std::uint32_t before_size, std::uint32_t after_size, Key&& key, Both&& both, One&& one) {
    std::uint32_t b = 0, a = 0;
    while (b < before_size || a < after_size) {
      if (a == after_size) {
        one(What::gone, before_, b++);
      } else if (b == before_size) {
        one(What::fresh, after_, a++);
      } else if (const auto left = key(before_, b), right = key(after_, a); left == right) {
        both(b++, a++);
      } else if (left < right) {
        one(What::gone, before_, b++);
      } else {
        one(What::fresh, after_, a++);
      }
    }
  }

  void documents() {
    const auto shown = [](const DocumentView& d) { return d.title.empty() ? d.uris.at(0) : d.title; };
    walk(
        before_.document_count(), after_.document_count(),
        [](const Graph& graph, std::uint32_t i) { return graph.document(DocumentIndex{i}).id; },
        [&](std::uint32_t b, std::uint32_t a) {
          const DocumentView left = before_.document(DocumentIndex{b}), right = after_.document(DocumentIndex{a});
          const auto named = [](const DocumentView& d) {
            PropertyList uris(d.uris.begin(), d.uris.end());
            return NamedValues{{"published", d.published.iso()}, {"title", d.title}, {"uris", std::move(uris)}};
          };
          auto changed = compare(named(left), named(right));
          if (!changed.empty()) add(What::changed, "Document", false, left.id.hex(), shown(right), std::move(changed));
        },
        [&](What what, const Graph& graph, std::uint32_t i) {
          const DocumentView document = graph.document(DocumentIndex{i});
          add(what, "Document", false, document.id.hex(), shown(document));
        });
    first_node_ = changes_.size();
  }

  void nodes() {
    walk(
        before_.node_bound(), after_.node_bound(), [](const Graph& graph, std::uint32_t i) { return graph.node_key(NodeId{i}); },
        [&](std::uint32_t b, std::uint32_t a) {
          const std::string kind = kind_of(after_, NodeId{a});
          if (kind == "Document") return;  // told above
          auto changed = compare(values(before_, NodeId{b}), values(after_, NodeId{a}));
          if (!changed.empty()) {
            add(What::changed, kind, false, std::string(after_.node_key(NodeId{a})), name_of(after_, NodeId{a}), std::move(changed));
          }
        },
        [&](What what, const Graph& graph, std::uint32_t i) {
          const std::string kind = kind_of(graph, NodeId{i});
          if (kind != "Document") add(what, kind, false, std::string(graph.node_key(NodeId{i})), name_of(graph, NodeId{i}));
        });
  }

  void edges() {
    walk(
        before_.node_bound(), after_.node_bound(), [](const Graph& graph, std::uint32_t i) { return graph.node_key(NodeId{i}); },
        [&](std::uint32_t b, std::uint32_t a) { edges_of(groups(before_, NodeId{b}), groups(after_, NodeId{a})); },
        [&](What what, const Graph& graph, std::uint32_t i) {
          auto all = groups(graph, NodeId{i});
          what == What::gone ? edges_of(all, {}) : edges_of({}, all);
        });
  }

  // The edges that leave a node, by (type, key of the target).
  using Groups = std::map<std::pair<std::string, std::string>, std::vector<EdgeId>>;
  static Groups groups(const Graph& graph, NodeId node) {
    Groups groups;
    for (const Adjacent& step : graph.out(node)) {
      groups[{std::string(graph.name(step.type)), std::string(graph.node_key(step.neighbour))}].push_back(step.edge);
    }
    return groups;
  }

  void edges_of(const Groups& before, const Groups& after) {
    static const std::vector<EdgeId> none;
    for (const auto& [key, edges] : before) {
      const auto there = after.find(key);
      parallel_edges(key.first, edges, there == after.end() ? none : there->second);
    }
    for (const auto& [key, edges] : after) {
      if (!before.contains(key)) parallel_edges(key.first, none, edges);
    }
  }

  void parallel_edges(const std::string& type, const std::vector<EdgeId>& before, const std::vector<EdgeId>& after) {
    std::vector<NamedValues> left, right;
    for (const EdgeId edge : before) left.push_back(values(before_, edge));
    for (const EdgeId edge : after) right.push_back(values(after_, edge));
    std::vector<bool> left_done(left.size()), right_done(right.size());
    // Equal ones first. The lists follow one order, so a search from the last place rarely goes far.
    std::size_t from = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
      for (std::size_t n = 0; n < right.size(); ++n) {
        const std::size_t j = (from + n) % right.size();
        if (right_done[j] || left[i] != right[j]) continue;
        left_done[i] = right_done[j] = true;
        from = j + 1;
        break;
      }
    }
    std::size_t j = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (left_done[i]) continue;
      while (j < right.size() && right_done[j]) ++j;
      if (j == right.size()) {
        tell(What::gone, type, before_, before[i]);
      } else {
        tell(What::changed, type, after_, after[j], compare(left[i], right[j]));
        ++j;
      }
    }
    for (; j < right.size(); ++j) {
      if (!right_done[j]) tell(What::fresh, type, after_, after[j]);
    }
  }

  void tell(What what, const std::string& type, const Graph& graph, EdgeId id, std::vector<PropertyChange> changed = {}) {
    const Edge edge = graph.edge(id);
    add(what, type, true, std::string(graph.node_key(edge.source)) + " " + type + " " + std::string(graph.node_key(edge.target)),
        name_of(graph, edge.source) + " -[" + type + "]-> " + name_of(graph, edge.target), std::move(changed));
  }

  const Graph& before_;
  const Graph& after_;
  std::vector<Change> changes_;
  std::size_t first_node_ = 0;
};

}  // namespace

std::vector<Change> diff(const Graph& before, const Graph& after) { return Differ(before, after).run(); }

}  // namespace kg::graph
