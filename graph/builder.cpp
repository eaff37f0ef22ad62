#include "graph/builder.hpp"

#include <algorithm>
// g++ 12 with sanitizers finds an empty boost::optional in it uninitialised.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#include <boost/graph/adjacency_list.hpp>
#pragma GCC diagnostic pop
#else
#include <boost/graph/adjacency_list.hpp>
#endif
#include <numeric>

#include "base/error.hpp"
#include "graph/builder_rows.hpp"
#include "graph/value_codec.hpp"

namespace kg::graph {

struct Topology {
  boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, NodeRow, EdgeRow> graph;
};

Builder::Impl::Impl() : topology(std::make_unique<Topology>()) {}
Builder::Impl::~Impl() = default;

Builder::Builder() : impl_(std::make_unique<Impl>()) {}
Builder::Builder(Builder&&) noexcept = default;
Builder& Builder::operator=(Builder&&) noexcept = default;
Builder::~Builder() = default;

namespace {

// Properties by the names of their keys; of a key given twice the first value stays.
std::vector<const NamedProperty*> in_order(std::span<const NamedProperty> properties) {
  std::vector<const NamedProperty*> order;
  for (const NamedProperty& property : properties) {
    if (!property.second.is_null()) order.push_back(&property);
  }
  std::stable_sort(order.begin(), order.end(), [](const NamedProperty* a, const NamedProperty* b) { return a->first < b->first; });
  order.erase(std::unique(order.begin(), order.end(), [](const NamedProperty* a, const NamedProperty* b) { return a->first == b->first; }),
              order.end());
  return order;
}

PackedRecord pack(Builder::Impl& impl, std::span<const NamedProperty> properties, std::span<const Evidence> evidence) {
  PackedRecord record;
  record.properties = impl.arena.size();
  ByteWriter out(impl.arena);
  PackedShape shape;
  std::string wanted;
  ByteWriter wanted_out(wanted);
  for (const NamedProperty* property : in_order(properties)) {
    shape.emplace_back(impl.keys.id(property->first), tag_of(property->second));
    wanted_out.varint(shape.back().first);
    wanted_out.byte(static_cast<std::uint8_t>(shape.back().second));
    write_payload(out, property->second, [&](std::string_view text) { return impl.strings.id(text); });
  }
  const auto [at, fresh] = impl.shape_ids.try_emplace(std::move(wanted), static_cast<std::uint32_t>(impl.shapes.size()));
  if (fresh) impl.shapes.push_back(std::move(shape));
  record.shape = at->second;
  record.first_evidence = impl.evidence.size();
  record.evidence_count = static_cast<std::uint32_t>(evidence.size());
  impl.evidence.insert(impl.evidence.end(), evidence.begin(), evidence.end());
  return record;
}

std::uint32_t find_or_add(std::vector<std::vector<std::uint32_t>>& sets, const std::vector<std::uint32_t>& wanted) {
  const auto at = std::find(sets.begin(), sets.end(), wanted);  // a handful
  if (at != sets.end()) return static_cast<std::uint32_t>(at - sets.begin());
  sets.push_back(wanted);
  return static_cast<std::uint32_t>(sets.size() - 1);
}

}  // namespace

Builder::Handle Builder::add_node(std::string_view key, std::span<const std::string_view> labels,
                                  std::span<const NamedProperty> properties, std::span<const Evidence> evidence) {
  NodeRow row;
  row.key = impl_->strings.id(key);
  const auto handle = static_cast<Handle>(boost::num_vertices(impl_->topology->graph));
  if (!impl_->by_key.emplace(row.key, handle).second) throw Error("two nodes have the key '" + std::string(key) + "'");
  std::vector<std::uint32_t> set;
  for (const std::string_view label : labels) set.push_back(impl_->labels.id(label));
  row.label_set = find_or_add(impl_->label_sets, set);
  row.record = pack(*impl_, properties, evidence);
  boost::add_vertex(row, impl_->topology->graph);
  return handle;
}

Builder::Handle Builder::add(const NodeRecord& node) {
  const std::vector<std::string_view> labels(node.labels.begin(), node.labels.end());
  return add_node(node.key, labels, node.properties, node.evidence);
}

void Builder::add_edge(Handle source, std::string_view type, Handle target, std::string_view discriminator,
                       std::span<const NamedProperty> properties, std::span<const Evidence> evidence) {
  EdgeRow row;
  row.type = impl_->types.id(type);
  row.discriminator = impl_->strings.id(discriminator);
  row.record = pack(*impl_, properties, evidence);
  boost::add_edge(static_cast<std::uint32_t>(source), static_cast<std::uint32_t>(target), row, impl_->topology->graph);
}

void Builder::add(const EdgeRecord& edge) {
  const auto end = [&](const std::string& key) {
    const auto at = impl_->by_key.find(impl_->strings.id(key));
    if (at == impl_->by_key.end()) throw Error("an edge '" + edge.type + "' ends at '" + key + "', which is no node");
    return at->second;
  };
  const Handle source = end(edge.source), target = end(edge.target);
  add_edge(source, edge.type, target, edge.discriminator, edge.properties, edge.evidence);
}

std::size_t Builder::node_count() const { return boost::num_vertices(impl_->topology->graph); }
std::size_t Builder::edge_count() const { return boost::num_edges(impl_->topology->graph); }

const NodeRow& Builder::Impl::node(std::uint32_t handle) const { return topology->graph[handle]; }

std::vector<std::uint32_t> Builder::Impl::nodes_by_key() const {
  struct Keyed {
    std::string_view key;
    std::uint32_t handle;
  };
  std::vector<Keyed> keyed(boost::num_vertices(topology->graph));
  for (std::uint32_t i = 0; i < keyed.size(); ++i) keyed[i] = {strings[topology->graph[i].key], i};
  std::sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) { return a.key < b.key; });
  std::vector<std::uint32_t> order(keyed.size());
  std::transform(keyed.begin(), keyed.end(), order.begin(), [](const Keyed& k) { return k.handle; });
  return order;
}

void Builder::Impl::for_each_edge(const std::vector<std::uint32_t>& order, const std::vector<std::uint32_t>& rank,
                                  const std::vector<std::uint32_t>& type_rank,
                                  const std::function<void(std::span<const SortedEdge>)>& use) const {
  // Records lie in the order of adding, so nearly each one read is a miss in the cache. Edges are taken
  // by the hundred, as many as the cache holds, and what is read of one is fetched while others are looked at.
  constexpr std::size_t at_once = 512, ahead = 16;
  const auto& graph = topology->graph;
  std::vector<SortedEdge> edges;
  std::vector<std::uint32_t> begins;  // of sources in `edges`
  const auto deliver = [&] {
    begins.push_back(static_cast<std::uint32_t>(edges.size()));
    for (std::size_t i = 0; i < edges.size(); ++i) {
      if (i + ahead < edges.size()) __builtin_prefetch(edges[i + ahead].row);
      const PackedRecord& record = edges[i].row->record;
      edges[i].type = type_rank[edges[i].row->type];
      __builtin_prefetch(arena.data() + record.properties);
      __builtin_prefetch(evidence.data() + record.first_evidence);
    }
    for (std::size_t i = 0; i + 1 < begins.size(); ++i) {
      std::sort(edges.begin() + begins[i], edges.begin() + begins[i + 1], [&](const SortedEdge& a, const SortedEdge& b) {
        if (a.type != b.type) return a.type < b.type;
        if (a.target != b.target) return a.target < b.target;
        return a.row->discriminator != b.row->discriminator && strings[a.row->discriminator] < strings[b.row->discriminator];
      });
    }
    use(edges);
    edges.clear();
    begins.clear();
  };
  for (std::uint32_t source = 0; source < order.size(); ++source) {
    begins.push_back(static_cast<std::uint32_t>(edges.size()));
    for (const auto edge : boost::make_iterator_range(boost::out_edges(order[source], graph))) {
      edges.push_back({source, 0, rank[boost::target(edge, graph)], &graph[edge]});
    }
    if (edges.size() >= at_once) deliver();
  }
  deliver();
}

}  // namespace kg::graph
