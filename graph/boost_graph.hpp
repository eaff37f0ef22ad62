// Any PropertyGraph without gaps as a Boost.Graph model: BidirectionalGraph, VertexListGraph,
// EdgeListGraph, PropertyGraph. Opt-in: it takes a source file some seconds to compile.
//
//   const BoostGraph view(*graph);
//   boost::breadth_first_search(view, from, boost::visitor(visitor));
//
// Vertices and edges are numbers below num_vertices and the edge bound, so property maps can be
// plain vectors: make_vertex_map<double>(view). In a MemoryGraph removed nodes are vertices
// without edges, and removed edges are not seen.
#pragma once

#include <boost/graph/adjacency_iterator.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/filter_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <boost/property_map/property_map.hpp>
#include <boost/property_map/vector_property_map.hpp>
#include <cstdint>
#include <utility>

#include "graph/property_graph.hpp"

namespace kg::graph {

/// An edge with its ends in the direction of the walk.
struct BoostEdge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t id = 0;
  bool operator==(const BoostEdge& other) const { return id == other.id; }
  bool operator<(const BoostEdge& other) const { return id < other.id; }
};

/// A view; the graph must outlive it. Cheap to copy.
class BoostGraph {
 public:
  explicit BoostGraph(const PropertyGraph& graph) : graph_(&graph) {}
  const PropertyGraph& graph() const { return *graph_; }

  struct OutEdge {
    std::uint32_t from = 0;
    BoostEdge operator()(const Adjacent& step) const {
      return {from, static_cast<std::uint32_t>(step.neighbour), static_cast<std::uint32_t>(step.edge)};
    }
  };
  struct InEdge {
    std::uint32_t to = 0;
    BoostEdge operator()(const Adjacent& step) const {
      return {static_cast<std::uint32_t>(step.neighbour), to, static_cast<std::uint32_t>(step.edge)};
    }
  };
  struct EdgeOf {
    const PropertyGraph* graph = nullptr;
    BoostEdge operator()(std::uint32_t id) const {
      const Edge edge = graph->edge(EdgeId{id});
      return {static_cast<std::uint32_t>(edge.source), static_cast<std::uint32_t>(edge.target), id};
    }
  };
  struct IsAlive {
    const PropertyGraph* graph = nullptr;
    bool operator()(std::uint32_t id) const { return graph->alive(EdgeId{id}); }
  };

  // Boost.Graph's names.
  using vertex_descriptor = std::uint32_t;
  using edge_descriptor = BoostEdge;
  using directed_category = boost::bidirectional_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  struct traversal_category : boost::bidirectional_graph_tag, boost::vertex_list_graph_tag, boost::edge_list_graph_tag,
                              boost::adjacency_graph_tag {};
  using vertices_size_type = std::uint32_t;
  using edges_size_type = std::uint32_t;
  using degree_size_type = std::uint32_t;
  using vertex_iterator = boost::counting_iterator<std::uint32_t>;
  using out_edge_iterator = boost::transform_iterator<OutEdge, const Adjacent*>;
  using in_edge_iterator = boost::transform_iterator<InEdge, const Adjacent*>;
  using edge_iterator = boost::transform_iterator<EdgeOf, boost::filter_iterator<IsAlive, boost::counting_iterator<std::uint32_t>>>;
  using adjacency_iterator = boost::adjacency_iterator_generator<BoostGraph, vertex_descriptor, out_edge_iterator>::type;

  static vertex_descriptor null_vertex() { return 0xFFFFFFFF; }

 private:
  const PropertyGraph* graph_;
};

inline BoostGraph::vertex_descriptor source(const BoostEdge& edge, const BoostGraph&) { return edge.from; }
inline BoostGraph::vertex_descriptor target(const BoostEdge& edge, const BoostGraph&) { return edge.to; }

inline std::uint32_t num_vertices(const BoostGraph& g) { return g.graph().node_bound(); }
inline std::pair<BoostGraph::vertex_iterator, BoostGraph::vertex_iterator> vertices(const BoostGraph& g) {
  return {BoostGraph::vertex_iterator(0), BoostGraph::vertex_iterator(num_vertices(g))};
}

inline std::uint32_t num_edges(const BoostGraph& g) { return static_cast<std::uint32_t>(g.graph().edge_count()); }
inline std::pair<BoostGraph::edge_iterator, BoostGraph::edge_iterator> edges(const BoostGraph& g) {
  using Counting = boost::counting_iterator<std::uint32_t>;
  const Counting end(g.graph().edge_bound());
  const BoostGraph::IsAlive alive{&g.graph()};
  const BoostGraph::EdgeOf edge_of{&g.graph()};
  return {BoostGraph::edge_iterator(boost::make_filter_iterator(alive, Counting(0), end), edge_of),
          BoostGraph::edge_iterator(boost::make_filter_iterator(alive, end, end), edge_of)};
}

inline std::pair<BoostGraph::out_edge_iterator, BoostGraph::out_edge_iterator> out_edges(std::uint32_t node, const BoostGraph& g) {
  const auto run = g.graph().out(NodeId{node});
  return {{run.data(), BoostGraph::OutEdge{node}}, {run.data() + run.size(), BoostGraph::OutEdge{node}}};
}
inline std::pair<BoostGraph::in_edge_iterator, BoostGraph::in_edge_iterator> in_edges(std::uint32_t node, const BoostGraph& g) {
  const auto run = g.graph().in(NodeId{node});
  return {{run.data(), BoostGraph::InEdge{node}}, {run.data() + run.size(), BoostGraph::InEdge{node}}};
}
inline std::uint32_t out_degree(std::uint32_t node, const BoostGraph& g) {
  return static_cast<std::uint32_t>(g.graph().out(NodeId{node}).size());
}
inline std::uint32_t in_degree(std::uint32_t node, const BoostGraph& g) {
  return static_cast<std::uint32_t>(g.graph().in(NodeId{node}).size());
}
inline std::uint32_t degree(std::uint32_t node, const BoostGraph& g) { return in_degree(node, g) + out_degree(node, g); }
inline std::pair<BoostGraph::adjacency_iterator, BoostGraph::adjacency_iterator> adjacent_vertices(std::uint32_t node, const BoostGraph& g) {
  const auto [begin, end] = out_edges(node, g);
  return {BoostGraph::adjacency_iterator(begin, &g), BoostGraph::adjacency_iterator(end, &g)};
}

/// The number of an edge, for property maps that are vectors.
struct BoostEdgeIndex {
  using key_type = BoostEdge;
  using value_type = std::uint32_t;
  using reference = std::uint32_t;
  using category = boost::readable_property_map_tag;
};
inline std::uint32_t get(const BoostEdgeIndex&, const BoostEdge& edge) { return edge.id; }

inline boost::typed_identity_property_map<std::uint32_t> get(boost::vertex_index_t, const BoostGraph&) { return {}; }
inline std::uint32_t get(boost::vertex_index_t, const BoostGraph&, std::uint32_t node) { return node; }
inline BoostEdgeIndex get(boost::edge_index_t, const BoostGraph&) { return {}; }
inline std::uint32_t get(boost::edge_index_t, const BoostGraph&, const BoostEdge& edge) { return edge.id; }

/// A value a vertex, or a value an edge (numbered by id), all `Value()` at first.
template <class Value>
boost::vector_property_map<Value> make_vertex_map(const BoostGraph& g) {
  return boost::vector_property_map<Value>(num_vertices(g));
}
template <class Value>
boost::vector_property_map<Value, BoostEdgeIndex> make_edge_map(const BoostGraph& g) {
  return boost::vector_property_map<Value, BoostEdgeIndex>(g.graph().edge_bound());
}

}  // namespace kg::graph

namespace boost {

template <>
struct property_map<kg::graph::BoostGraph, vertex_index_t> {
  using type = typed_identity_property_map<std::uint32_t>;
  using const_type = type;
};
template <>
struct property_map<kg::graph::BoostGraph, edge_index_t> {
  using type = kg::graph::BoostEdgeIndex;
  using const_type = type;
};

}  // namespace boost
