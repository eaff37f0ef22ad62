#include "graph/memory_graph.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/utf8.hpp"

namespace kg::graph {

namespace {

auto order_of(const Adjacent& step) { return std::tuple(step.type, step.neighbour, step.edge); }
bool before(const Adjacent& a, const Adjacent& b) { return order_of(a) < order_of(b); }

void insert_sorted(std::vector<Adjacent>& list, const Adjacent& step) {
  list.insert(std::upper_bound(list.begin(), list.end(), step, before), step);
}

void erase_sorted(std::vector<Adjacent>& list, const Adjacent& step) {
  const auto found = std::lower_bound(list.begin(), list.end(), step, before);
  if (found != list.end() && order_of(*found) == order_of(step)) list.erase(found);
}

template <class Properties>
auto position_of(Properties& properties, KeyId key) {
  return std::lower_bound(properties.begin(), properties.end(), key,
                          [](const Property& property, KeyId wanted) { return property.first < wanted; });
}

PropertyValue value_of(const std::vector<Property>& properties, KeyId key) {
  const auto found = position_of(properties, key);
  return found != properties.end() && found->first == key ? found->second : PropertyValue{};
}

/// Puts `value` under `key` (null removes) and gives back what stood there.
PropertyValue exchange(std::vector<Property>& properties, KeyId key, PropertyValue value) {
  const auto found = position_of(properties, key);
  if (found == properties.end() || found->first != key) {
    if (!value.is_null()) properties.insert(found, {key, std::move(value)});
    return {};
  }
  PropertyValue old = std::move(found->second);
  if (value.is_null()) {
    properties.erase(found);
  } else {
    found->second = std::move(value);
  }
  return old;
}

/// Letters to change, add or drop; anything above `most` is given as most + 1.
unsigned edit_distance(std::u32string_view a, std::u32string_view b, unsigned most) {
  const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > most) return most + 1;
  std::vector<unsigned> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<unsigned>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    unsigned diagonal = row[0];
    unsigned best = row[0] = static_cast<unsigned>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const unsigned replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
      best = std::min(best, row[j]);
    }
    if (best > most) return most + 1;
  }
  return std::min(row.back(), most + 1);
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out += decode_code_point(text, at);
  return out;
}

}  // namespace

std::uint32_t SymbolTable::intern(std::string_view name) {
  if (const auto known = find(name)) return *known;
  names_.emplace_back(name);
  index_.emplace(names_.back(), size() - 1);
  return size() - 1;
}

std::optional<std::uint32_t> SymbolTable::find(std::string_view name) const {
  const auto found = index_.find(name);
  if (found == index_.end()) return {};
  return found->second;
}

std::unique_ptr<MemoryGraph> MemoryGraph::copy_of(const PropertyGraph& other) {
  auto copy = std::make_unique<MemoryGraph>();
  for (std::uint32_t i = 0; i < other.label_count(); ++i) copy->labels_.intern(other.name(LabelId{i}));
  for (std::uint32_t i = 0; i < other.edge_type_count(); ++i) copy->types_.intern(other.name(EdgeTypeId{i}));
  for (std::uint32_t i = 0; i < other.key_count(); ++i) copy->keys_.intern(other.name(KeyId{i}));
  copy->edges_per_type_.resize(other.edge_type_count());
  copy->nodes_.resize(other.node_bound());
  for (std::uint32_t i = 0; i < other.node_bound(); ++i) {
    const NodeId node{i};
    NodeData& data = copy->nodes_[i];
    data.alive = other.alive(node);
    if (!data.alive) continue;
    ++copy->live_nodes_;
    data.labels.assign(other.labels(node).begin(), other.labels(node).end());
    for (const LabelId label : data.labels) copy->count_label(label, +1);
    data.properties = other.properties(node);
    data.out.assign(other.out(node).begin(), other.out(node).end());
    data.in.assign(other.in(node).begin(), other.in(node).end());
    data.evidence = other.evidence(node);
  }
  copy->edges_.resize(other.edge_bound());
  for (std::uint32_t i = 0; i < other.edge_bound(); ++i) {
    const EdgeId edge{i};
    EdgeData& data = copy->edges_[i];
    data.alive = other.alive(edge);
    if (!data.alive) continue;
    data.ends = other.edge(edge);
    ++copy->live_edges_;
    ++copy->edges_per_type_[static_cast<std::uint32_t>(data.ends.type)];
    data.properties = other.properties(edge);
    data.evidence = other.evidence(edge);
  }
  for (std::uint32_t i = 0; i < other.document_count(); ++i) {
    const DocumentIndex document{i};
    copy->add_document(other.document(document), other.document_text(document), other.document_claims(document));
  }
  return copy;
}

NodeId MemoryGraph::add_node(const std::vector<std::string>& labels, const std::vector<NamedProperty>& properties,
                             std::vector<Evidence> evidence) {
  const NodeId node{node_bound()};
  nodes_.emplace_back();
  nodes_.back().evidence = std::move(evidence);
  ++live_nodes_;
  names_known_ = false;
  note_undo([this, node] { bury(node); });
  for (const std::string& label : labels) add_label(node, intern_label(label));
  for (const auto& [key, value] : properties) set_property(node, intern_key(key), value);
  return node;
}

EdgeId MemoryGraph::add_edge(NodeId source, std::string_view type, NodeId target,
                             const std::vector<NamedProperty>& properties, std::vector<Evidence> evidence) {
  const EdgeId edge{edge_bound()};
  edges_.push_back({false, {intern_edge_type(type), source, target}, {}, std::move(evidence)});
  link(edge);
  note_undo([this, edge] { unlink(edge); });
  for (const auto& [key, value] : properties) set_property(edge, intern_key(key), value);
  return edge;
}

DocumentIndex MemoryGraph::add_document(DocumentView view, std::string text, DocumentClaims claims) {
  documents_.push_back({std::move(view), std::move(text), std::move(claims)});
  return DocumentIndex{document_count() - 1};
}

bool MemoryGraph::add_label(NodeId node, LabelId label) {
  auto& labels = at(node).labels;
  if (std::ranges::find(labels, label) != labels.end()) return false;
  labels.push_back(label);
  count_label(label, +1);
  note_undo([this, node, label] { remove_label(node, label); });
  return true;
}

bool MemoryGraph::remove_label(NodeId node, LabelId label) {
  auto& labels = at(node).labels;
  const auto found = std::ranges::find(labels, label);
  if (found == labels.end()) return false;
  const auto position = found - labels.begin();
  labels.erase(found);
  count_label(label, -1);
  note_undo([this, node, label, position] {
    auto& list = at(node).labels;
    list.insert(list.begin() + position, label);
    count_label(label, +1);
  });
  return true;
}

bool MemoryGraph::set_property(NodeId node, KeyId key, PropertyValue value) {
  const PropertyValue old = exchange(at(node).properties, key, value);
  names_known_ = false;
  if (old == value) return false;
  note_undo([this, node, key, old] { exchange(at(node).properties, key, old); });
  return true;
}

bool MemoryGraph::set_property(EdgeId edge, KeyId key, PropertyValue value) {
  const PropertyValue old = exchange(at(edge).properties, key, value);
  if (old == value) return false;
  note_undo([this, edge, key, old] { exchange(at(edge).properties, key, old); });
  return true;
}

void MemoryGraph::remove_node(NodeId node) {
  if (!at(node).alive) return;
  bury(node);
  note_undo([this, node] { revive(node); });
}

void MemoryGraph::remove_edge(EdgeId edge) {
  if (!at(edge).alive) return;
  unlink(edge);
  note_undo([this, edge] { link(edge); });
}

void MemoryGraph::begin() {
  undo_.clear();
  noting_ = true;
}

void MemoryGraph::commit() {
  undo_.clear();
  noting_ = false;
}

void MemoryGraph::rollback() {
  noting_ = false;
  while (!undo_.empty()) {
    undo_.back()();
    undo_.pop_back();
  }
  names_known_ = false;
}

void MemoryGraph::note_undo(std::function<void()> undo) {
  if (noting_) undo_.push_back(std::move(undo));
}

void MemoryGraph::count_label(LabelId label, int change) {
  const auto index = static_cast<std::uint32_t>(label);
  if (nodes_per_label_.size() <= index) nodes_per_label_.resize(index + 1);
  nodes_per_label_[index] += static_cast<std::size_t>(change);
}

void MemoryGraph::link(EdgeId edge) {
  EdgeData& data = at(edge);
  data.alive = true;
  ++live_edges_;
  const auto type = static_cast<std::uint32_t>(data.ends.type);
  if (edges_per_type_.size() <= type) edges_per_type_.resize(type + 1);
  ++edges_per_type_[type];
  insert_sorted(at(data.ends.source).out, {data.ends.type, data.ends.target, edge});
  insert_sorted(at(data.ends.target).in, {data.ends.type, data.ends.source, edge});
}

void MemoryGraph::unlink(EdgeId edge) {
  EdgeData& data = at(edge);
  data.alive = false;
  --live_edges_;
  --edges_per_type_[static_cast<std::uint32_t>(data.ends.type)];
  erase_sorted(at(data.ends.source).out, {data.ends.type, data.ends.target, edge});
  erase_sorted(at(data.ends.target).in, {data.ends.type, data.ends.source, edge});
}

void MemoryGraph::revive(NodeId node) {
  at(node).alive = true;
  ++live_nodes_;
  for (const LabelId label : at(node).labels) count_label(label, +1);
  names_known_ = false;
}

void MemoryGraph::bury(NodeId node) {
  at(node).alive = false;
  --live_nodes_;
  for (const LabelId label : at(node).labels) count_label(label, -1);
  names_known_ = false;
}

std::optional<LabelId> MemoryGraph::find_label(std::string_view name) const {
  const auto found = labels_.find(name);
  return found ? std::optional(LabelId{*found}) : std::nullopt;
}

std::optional<EdgeTypeId> MemoryGraph::find_edge_type(std::string_view name) const {
  const auto found = types_.find(name);
  return found ? std::optional(EdgeTypeId{*found}) : std::nullopt;
}

std::optional<KeyId> MemoryGraph::find_key(std::string_view name) const {
  const auto found = keys_.find(name);
  return found ? std::optional(KeyId{*found}) : std::nullopt;
}

std::size_t MemoryGraph::node_count(LabelId label) const {
  const auto index = static_cast<std::uint32_t>(label);
  return index < nodes_per_label_.size() ? nodes_per_label_[index] : 0;
}

std::size_t MemoryGraph::edge_count(EdgeTypeId type) const {
  const auto index = static_cast<std::uint32_t>(type);
  return index < edges_per_type_.size() ? edges_per_type_[index] : 0;
}

PropertyValue MemoryGraph::property(NodeId node, KeyId key) const { return value_of(at(node).properties, key); }
PropertyValue MemoryGraph::property(EdgeId edge, KeyId key) const { return value_of(at(edge).properties, key); }

std::vector<NodeId> MemoryGraph::nodes_with(LabelId label) const {
  std::vector<NodeId> found;
  for (std::uint32_t i = 0; i < node_bound(); ++i) {
    const NodeId node{i};
    if (alive(node) && std::ranges::find(labels(node), label) != labels(node).end()) found.push_back(node);
  }
  return found;
}

const std::multimap<std::string, NodeId>& MemoryGraph::names() const {
  if (names_known_) return names_;
  names_.clear();
  const auto name_key = find_key("name");
  const auto aliases_key = find_key("aliases");
  for (std::uint32_t i = 0; i < node_bound(); ++i) {
    const NodeId node{i};
    if (!alive(node)) continue;
    std::set<std::string> folded;
    const auto take = [&](const PropertyValue& value) {
      if (const auto* text = std::get_if<std::string>(&value.data)) folded.insert(fold_name(*text));
    };
    if (name_key) take(property(node, *name_key));
    if (aliases_key) {
      const PropertyValue aliases = property(node, *aliases_key);
      if (const auto* list = std::get_if<PropertyList>(&aliases.data)) std::ranges::for_each(*list, take);
    }
    for (const std::string& name : folded) names_.emplace(name, node);
  }
  names_known_ = true;
  return names_;
}

std::vector<NodeId> MemoryGraph::find_name(std::string_view folded) const {
  const auto [first, last] = names().equal_range(std::string(folded));
  std::vector<NodeId> found;
  for (auto entry = first; entry != last; ++entry) found.push_back(entry->second);
  std::ranges::sort(found);
  return found;
}

std::vector<NodeId> MemoryGraph::find_similar(std::string_view folded, unsigned edits, std::size_t limit) const {
  std::vector<NodeId> found;
  std::set<NodeId> seen;
  const auto take = [&](NodeId node) {
    if (found.size() < limit && seen.insert(node).second) found.push_back(node);
  };
  for (auto entry = names().lower_bound(std::string(folded)); entry != names().end(); ++entry) {
    if (!entry->first.starts_with(folded) || found.size() >= limit) break;
    take(entry->second);
  }
  if (edits == 0) return found;
  std::vector<std::pair<unsigned, NodeId>> near;
  const std::u32string wanted = code_points(folded);
  for (const auto& [name, node] : names()) {
    const unsigned distance = edit_distance(wanted, code_points(name), edits);
    if (distance <= edits) near.emplace_back(distance, node);
  }
  std::ranges::sort(near);
  for (const auto& [distance, node] : near) take(node);
  return found;
}

}  // namespace kg::graph
