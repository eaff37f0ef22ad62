#include "tests/query/cypher_reference.hpp"

#include <algorithm>
#include <set>

namespace kg::query::reference {

namespace {

using graph::EdgeId;
using graph::MemoryGraph;
using graph::NodeId;

std::optional<std::int64_t> num_of(const MemoryGraph& graph, NodeId node) {
  const auto key = graph.find_key("num");
  if (!key) return {};
  const graph::PropertyValue value = graph.property(node, *key);
  const auto* number = std::get_if<std::int64_t>(&value.data);
  return number ? std::optional(*number) : std::nullopt;
}

bool fits(const MemoryGraph& graph, NodeId node, const NodeTest& test) {
  if (!test.label.empty()) {
    bool found = false;
    for (const graph::LabelId label : graph.labels(node)) found |= graph.name(label) == test.label;
    if (!found) return false;
  }
  return !test.num || num_of(graph, node) == test.num;
}

/// All ways from `from` to `to` that one relationship pattern allows, each a list of edges, none twice.
void ways(const MemoryGraph& graph, const EdgeTest& test, NodeId from, NodeId to, std::vector<EdgeId>& way, const std::function<void(const std::vector<EdgeId>&)>& each) {
  const int min = test.variable_length ? test.min : 1, max = test.variable_length ? test.max : 1;
  if (static_cast<int>(way.size()) >= min && from == to) each(way);
  if (static_cast<int>(way.size()) >= max) return;
  for (std::uint32_t i = 0; i < graph.edge_bound(); ++i) {
    const EdgeId edge{i};
    const graph::Edge ends = graph.edge(edge);
    if (!graph.alive(edge) || std::ranges::find(way, edge) != way.end()) continue;
    if (!test.types.empty() && std::ranges::find(test.types, graph.name(ends.type)) == test.types.end()) continue;
    std::set<NodeId> next;  // a loop is one step, whichever way it is walked
    if (test.direction != Direction::in && ends.source == from) next.insert(ends.target);
    if (test.direction != Direction::out && ends.target == from) next.insert(ends.source);
    for (const NodeId node : next) {
      way.push_back(edge);
      ways(graph, test, node, to, way, each);
      way.pop_back();
    }
  }
}

struct Link {
  const EdgeTest* test;
  int from, to;
};

void choose_ways(const MemoryGraph& graph, const std::vector<Link>& links, std::size_t at, const std::vector<NodeId>& nodes, std::vector<EdgeId>& used, const std::function<void()>& found) {
  if (at == links.size()) {
    found();
    return;
  }
  std::vector<EdgeId> way;
  ways(graph, *links[at].test, nodes[static_cast<std::size_t>(links[at].from)], nodes[static_cast<std::size_t>(links[at].to)], way, [&](const std::vector<EdgeId>& taken) {
    for (const EdgeId edge : taken) {
      if (std::ranges::find(used, edge) != used.end()) return;
    }
    const std::size_t before = used.size();
    used.insert(used.end(), taken.begin(), taken.end());
    choose_ways(graph, links, at + 1, nodes, used, found);
    used.resize(before);
  });
}

}  // namespace

std::vector<std::vector<std::int64_t>> match(const MemoryGraph& graph, const Pattern& pattern) {
  std::vector<std::vector<std::int64_t>> rows;
  std::vector<Link> links;
  for (const Chain& chain : pattern.chains) {
    for (std::size_t i = 0; i < chain.edges.size(); ++i) links.push_back({&chain.edges[i], chain.nodes[i].variable, chain.nodes[i + 1].variable});
  }
  std::vector<NodeId> nodes(static_cast<std::size_t>(pattern.variables));
  const auto allowed = [&] {
    for (const Chain& chain : pattern.chains) {
      for (const NodeTest& test : chain.nodes) {
        if (!fits(graph, nodes[static_cast<std::size_t>(test.variable)], test)) return false;
      }
    }
    for (const Where& where : pattern.where) {
      const auto left = num_of(graph, nodes[static_cast<std::size_t>(where.left)]), right = num_of(graph, nodes[static_cast<std::size_t>(where.right)]);
      if (!left || !right || !(where.op == '=' ? *left == *right : *left < *right)) return false;
    }
    return true;
  };
  const std::function<void(std::size_t)> choose_node = [&](std::size_t at) {
    if (at == nodes.size()) {
      if (!allowed()) return;
      std::vector<EdgeId> used;
      choose_ways(graph, links, 0, nodes, used, [&] {
        std::vector<std::int64_t> row;
        for (const NodeId node : nodes) row.push_back(static_cast<std::int64_t>(node));
        rows.push_back(std::move(row));
      });
      return;
    }
    for (std::uint32_t i = 0; i < graph.node_bound(); ++i) {
      if (!graph.alive(NodeId{i})) continue;
      nodes[at] = NodeId{i};
      choose_node(at + 1);
    }
  };
  choose_node(0);
  std::ranges::sort(rows);
  return rows;
}

std::string to_cypher(const Pattern& pattern) {
  std::string out = "MATCH ";
  for (const Chain& chain : pattern.chains) {
    if (&chain != &pattern.chains.front()) out += ", ";
    for (std::size_t i = 0; i < chain.nodes.size(); ++i) {
      const NodeTest& node = chain.nodes[i];
      out += "(v" + std::to_string(node.variable) + (node.label.empty() ? "" : ":" + node.label) + (node.num ? " {num: " + std::to_string(*node.num) + "}" : "") + ")";
      if (i == chain.edges.size()) break;
      const EdgeTest& edge = chain.edges[i];
      std::string inside;
      for (const std::string& type : edge.types) inside += (inside.empty() ? ":" : "|") + type;
      if (edge.variable_length) inside += "*" + std::to_string(edge.min) + ".." + std::to_string(edge.max);
      out += (edge.direction == Direction::in ? "<-[" : "-[") + inside + (edge.direction == Direction::out ? "]->" : "]-");
    }
  }
  for (const Where& where : pattern.where) {
    out += &where == &pattern.where.front() ? " WHERE " : " AND ";
    out += "v" + std::to_string(where.left) + ".num " + where.op + " v" + std::to_string(where.right) + ".num";
  }
  out += " RETURN ";
  for (int i = 0; i < pattern.variables; ++i) out += (i == 0 ? "id(v" : ", id(v") + std::to_string(i) + ")";
  return out;
}

}  // namespace kg::query::reference
