#include "graph/network.hpp"

#include <algorithm>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/property_map/property_map.hpp>
#include <limits>
#include <map>

#include "base/error.hpp"

namespace kg::graph {
namespace {

constexpr std::uint32_t outside = std::numeric_limits<std::uint32_t>::max();

/// Which nodes count and their index, and which edge types do not.
struct Selection {
  std::vector<NodeId> nodes;
  std::vector<std::uint32_t> index;  ///< by node id
  std::vector<bool> ignored;         ///< by edge type
};

Selection select(const PropertyGraph& graph, std::string_view label) {
  Selection selection;
  auto id = graph.find_label(label.empty() ? "Actor" : label);
  if (!id && !label.empty()) {
    std::string known;
    for (std::uint32_t i = 0; i < graph.label_count(); ++i) known += (i == 0 ? "" : ", ") + std::string(graph.name(LabelId{i}));
    throw Error("no node has the label '" + std::string(label) + "'", {}, {}, known.empty() ? "the graph is empty" : "labels: " + known);
  }
  if (id) {
    selection.nodes = graph.nodes_with(*id);
  } else {
    for (std::uint32_t i = 0; i < graph.node_bound(); ++i)
      if (graph.alive(NodeId{i})) selection.nodes.push_back(NodeId{i});
  }
  selection.index.assign(graph.node_bound(), outside);
  for (std::uint32_t i = 0; i < selection.nodes.size(); ++i) selection.index[static_cast<std::uint32_t>(selection.nodes[i])] = i;
  for (std::uint32_t i = 0; i < graph.edge_type_count(); ++i) selection.ignored.push_back(graph.name(EdgeTypeId{i}) == "MENTIONS");
  return selection;
}

double number_of(const PropertyValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value.data)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&value.data)) return *real;
  return 0;
}

using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property, boost::no_property, std::uint32_t, std::size_t>;

Csr boost_graph(const Network& network) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  edges.reserve(network.links.size());
  for (std::uint32_t i = 0; i < network.nodes.size(); ++i)
    for (std::size_t l = network.first[i]; l < network.first[i + 1]; ++l) edges.emplace_back(i, network.links[l].to);
  return Csr(boost::edges_are_sorted, edges.begin(), edges.end(), static_cast<std::uint32_t>(network.nodes.size()));
}

std::vector<double> page_ranks(const Network& network) {
  const Csr graph = boost_graph(network);
  std::vector<double> ranks(network.nodes.size()), scratch(network.nodes.size());
  const auto index = boost::get(boost::vertex_index, graph);
  boost::graph::page_rank(graph, boost::make_iterator_property_map(ranks.begin(), index), boost::graph::n_iterations(50), 0.85, network.nodes.size(),
                          boost::make_iterator_property_map(scratch.begin(), index));
  // What nodes without links would give away is missing from the sum.
  double sum = 0;
  for (const double one : ranks) sum += one;
  if (sum > 0)
    for (double& one : ranks) one /= sum;
  return ranks;
}

std::vector<double> betweenness(const Network& network) {
  constexpr double most_steps = 4e9;
  const double nodes = static_cast<double>(network.nodes.size());
  if (nodes * static_cast<double>(network.links.size()) > most_steps)
    throw Error("betweenness of " + std::to_string(network.nodes.size()) + " nodes and " + std::to_string(network.links.size() / 2) + " links would take too long", {}, {},
                "rank by pagerank, or choose a smaller --label such as Person");
  const Csr graph = boost_graph(network);
  std::vector<double> scores(network.nodes.size());
  boost::brandes_betweenness_centrality(graph, boost::make_iterator_property_map(scores.begin(), boost::get(boost::vertex_index, graph)));
  // Each pair was counted in both directions.
  const double pairs = nodes > 2 ? (nodes - 1) * (nodes - 2) : 1;
  for (double& one : scores) one /= pairs;
  return scores;
}

// ---- communities ----------------------------------------------------------------------------------

/// One level of the Louvain method: a weighted graph whose nodes may stand for whole communities.
struct Level {
  std::vector<std::vector<Network::Link>> links;
  std::vector<double> own;  ///< weight inside a node, counted twice
};

/// Moves nodes to the neighbouring community that gains most until none gains. Returns community by node.
std::vector<std::uint32_t> move_nodes(const Level& level) {
  const std::size_t count = level.links.size();
  std::vector<std::uint32_t> community(count);
  std::vector<double> degree(count), total(count);
  double all = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    community[i] = i;
    degree[i] = level.own[i];
    for (const Network::Link& link : level.links[i]) degree[i] += link.weight;
    total[i] = degree[i];
    all += degree[i];
  }
  if (all <= 0) return community;
  std::vector<double> toward(count, 0.0);
  std::vector<std::uint32_t> touched;
  constexpr int most_rounds = 50;
  bool moved = true;
  for (int round = 0; moved && round < most_rounds; ++round) {
    moved = false;
    for (std::uint32_t i = 0; i < count; ++i) {
      touched.clear();
      for (const Network::Link& link : level.links[i]) {
        const std::uint32_t other = community[link.to];
        if (toward[other] == 0) touched.push_back(other);
        toward[other] += link.weight;
      }
      const std::uint32_t old = community[i];
      total[old] -= degree[i];
      const auto gain = [&](std::uint32_t to) { return toward[to] - total[to] * degree[i] / all; };
      std::uint32_t best = old;
      double best_gain = gain(old);
      std::sort(touched.begin(), touched.end());
      for (const std::uint32_t to : touched) {
        if (gain(to) > best_gain + 1e-12) {
          best = to;
          best_gain = gain(to);
        }
      }
      total[best] += degree[i];
      community[i] = best;
      moved |= best != old;
      for (const std::uint32_t to : touched) toward[to] = 0;
    }
  }
  return community;
}

/// Numbers communities by their first member; returns how many there are.
std::uint32_t renumber(std::vector<std::uint32_t>& community) {
  std::vector<std::uint32_t> number(community.size(), outside);
  std::uint32_t next = 0;
  for (std::uint32_t& one : community) {
    if (number[one] == outside) number[one] = next++;
    one = number[one];
  }
  return next;
}

Level merged(const Level& level, const std::vector<std::uint32_t>& community, std::uint32_t count) {
  Level next;
  next.links.resize(count);
  next.own.assign(count, 0.0);
  std::vector<std::map<std::uint32_t, double>> sums(count);
  for (std::uint32_t i = 0; i < level.links.size(); ++i) {
    next.own[community[i]] += level.own[i];
    for (const Network::Link& link : level.links[i]) {
      if (community[link.to] == community[i]) next.own[community[i]] += link.weight;
      else sums[community[i]][community[link.to]] += link.weight;
    }
  }
  for (std::uint32_t i = 0; i < count; ++i)
    for (const auto& [to, weight] : sums[i]) next.links[i].push_back({to, weight});
  return next;
}

}  // namespace

Network actor_network(const PropertyGraph& graph, std::string_view label) {
  const Selection selection = select(graph, label);
  const auto times = graph.find_key("times"), reports = graph.find_key("reports");
  Network network;
  network.nodes = selection.nodes;
  network.first.reserve(network.nodes.size() + 1);
  for (const NodeId node : network.nodes) {
    network.first.push_back(network.links.size());
    std::vector<Network::Link> mine;
    for (const auto& steps : {graph.out(node), graph.in(node)}) {
      for (const Adjacent& step : steps) {
        const std::uint32_t to = selection.index[static_cast<std::uint32_t>(step.neighbour)];
        if (to == outside || step.neighbour == node || selection.ignored[static_cast<std::uint32_t>(step.type)]) continue;
        double weight = times ? number_of(graph.property(step.edge, *times)) : 0;
        if (weight <= 0 && reports) weight = number_of(graph.property(step.edge, *reports));
        mine.push_back({to, weight > 0 ? weight : 1.0});
      }
    }
    std::stable_sort(mine.begin(), mine.end(), [](const Network::Link& a, const Network::Link& b) { return a.to < b.to; });
    for (const Network::Link& link : mine) {
      if (network.links.size() > network.first.back() && network.links.back().to == link.to) network.links.back().weight += link.weight;
      else network.links.push_back(link);
    }
  }
  network.first.push_back(network.links.size());
  return network;
}

std::vector<Ranked> rank(const PropertyGraph& graph, RankBy by, std::string_view label, std::size_t limit) {
  std::vector<Ranked> ranked;
  if (by == RankBy::degree) {
    const Selection selection = select(graph, label);
    ranked.reserve(selection.nodes.size());
    for (const NodeId node : selection.nodes) {
      std::size_t degree = 0;
      for (const auto& steps : {graph.out(node), graph.in(node)})
        for (const Adjacent& step : steps)
          degree += selection.index[static_cast<std::uint32_t>(step.neighbour)] != outside && !selection.ignored[static_cast<std::uint32_t>(step.type)];
      ranked.push_back({node, static_cast<double>(degree)});
    }
  } else {
    const Network network = actor_network(graph, label);
    const std::vector<double> scores = by == RankBy::pagerank ? page_ranks(network) : betweenness(network);
    for (std::size_t i = 0; i < scores.size(); ++i) ranked.push_back({network.nodes[i], scores[i]});
  }
  const auto better = [](const Ranked& a, const Ranked& b) { return a.score != b.score ? a.score > b.score : a.node < b.node; };
  const std::size_t kept = std::min(limit, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept), ranked.end(), better);
  ranked.resize(kept);
  return ranked;
}

std::vector<std::vector<NodeId>> communities(const PropertyGraph& graph, std::string_view label) {
  const Network network = actor_network(graph, label);
  Level level;
  level.links.resize(network.nodes.size());
  level.own.assign(network.nodes.size(), 0.0);
  for (std::size_t i = 0; i < network.nodes.size(); ++i)
    level.links[i].assign(network.links.begin() + static_cast<std::ptrdiff_t>(network.first[i]), network.links.begin() + static_cast<std::ptrdiff_t>(network.first[i + 1]));
  std::vector<std::uint32_t> of(network.nodes.size());
  for (std::uint32_t i = 0; i < of.size(); ++i) of[i] = i;
  for (;;) {
    std::vector<std::uint32_t> community = move_nodes(level);
    const std::uint32_t count = renumber(community);
    for (std::uint32_t& one : of) one = community[one];
    if (count == level.links.size()) break;
    level = merged(level, community, count);
  }
  struct Member {
    NodeId node;
    double weight;
  };
  std::vector<std::vector<Member>> groups(level.links.size());
  for (std::size_t i = 0; i < of.size(); ++i) {
    double inside = 0;
    for (std::size_t l = network.first[i]; l < network.first[i + 1]; ++l)
      if (of[network.links[l].to] == of[i]) inside += network.links[l].weight;
    if (network.first[i] != network.first[i + 1]) groups[of[i]].push_back({network.nodes[i], inside});
  }
  std::erase_if(groups, [](const std::vector<Member>& group) { return group.empty(); });
  std::vector<std::vector<NodeId>> result;
  std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  for (std::vector<Member>& group : groups) {
    std::stable_sort(group.begin(), group.end(), [](const Member& a, const Member& b) { return a.weight > b.weight; });
    result.emplace_back();
    for (const Member& member : group) result.back().push_back(member.node);
  }
  return result;
}

}  // namespace kg::graph
