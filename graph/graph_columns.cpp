#include "graph/graph_columns.hpp"

#include <algorithm>
#include <numeric>

#include "base/error.hpp"
#include "graph/byte_codec.hpp"
#include "graph/property_graph.hpp"

namespace kg::graph {

namespace {

constexpr std::uint32_t none = 0xFFFFFFFF;
constexpr std::uint32_t records_per_base = 256;

}  // namespace

void throw_same_key(std::string_view key) { throw Error("two nodes have the key '" + std::string(key) + "'"); }

std::uint32_t ShapeTable::id(std::span<const Item> items) {
  wanted_.clear();
  for (const Item& item : items) {
    ByteWriter out(wanted_);
    out.varint(item.key);
    out.byte(static_cast<std::uint8_t>(item.tag));
  }
  if (wanted_ == last_wanted_ && !shapes_.empty()) return last_;  // neighbours are mostly alike
  std::swap(wanted_, last_wanted_);
  const auto [at, fresh] = ids_.try_emplace(last_wanted_, static_cast<std::uint32_t>(shapes_.size()));
  last_ = at->second;
  if (fresh) {
    if (shapes_.size() == 65535) throw Error("a graph whose nodes and edges have more than 65 535 sets of properties");
    shapes_.emplace_back(items.begin(), items.end());
  }
  return last_;
}

NodeColumns::NodeColumns(SectionsToWrite& sections, const Workspace& workspace)
    : sections_(sections),
      workspace_(workspace),
      tables_{FileStrings(sections[Section::string_offsets], sections[Section::strings]), {}} {}

std::uint32_t NodeColumns::label_set(std::span<const std::string_view> labels) {
  std::vector<std::uint32_t> set;
  for (const std::string_view label : labels) {
    const auto at = std::find(labels_.begin(), labels_.end(), label);
    set.push_back(static_cast<std::uint32_t>(at - labels_.begin()));
    if (at != labels_.end()) continue;
    labels_.emplace_back(label);
    postings_.emplace_back(workspace_, workspace_.share(256));
    label_counts_.push_back(0);
  }
  const auto at = std::find(label_sets_.begin(), label_sets_.end(), set);  // a handful
  if (at != label_sets_.end()) return static_cast<std::uint32_t>(at - label_sets_.begin());
  if (label_sets_.size() == 65535) throw Error("a graph whose nodes have more than 65 535 sets of labels");
  label_sets_.push_back(std::move(set));
  return static_cast<std::uint32_t>(label_sets_.size() - 1);
}

void NodeColumns::node(std::string_view key, std::uint32_t label_set, std::string_view record) {
  if (nodes_ > 0 && key <= last_key_) throw_same_key(key);
  last_key_ = key;
  node(tables_.strings.append(key), label_set, record);
}

void NodeColumns::node(std::uint32_t key, std::uint32_t label_set, std::string_view record) {
  if (nodes_ == none - 1) throw Error("a graph of more than four billion nodes");
  Spool& records = sections_[Section::node_records];
  sections_[Section::node_record_offsets].add(records.size());
  records.append(record);
  sections_[Section::node_keys].add(key);
  sections_[Section::node_labels].add(static_cast<std::uint16_t>(label_set));
  const std::vector<std::uint32_t>& set = label_sets_[label_set];
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (std::find(set.begin(), set.begin() + static_cast<std::ptrdiff_t>(i), set[i]) != set.begin() + static_cast<std::ptrdiff_t>(i)) continue;
    postings_[set[i]].add(nodes_);
    ++label_counts_[set[i]];
  }
  ++nodes_;
}

void NodeColumns::finish_labels(Symbols& symbols) {
  std::vector<std::uint32_t> order(labels_.size()), rank(labels_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return labels_[a] < labels_[b]; });
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  for (const std::uint32_t label : order) {
    symbols.labels.push_back({labels_[label], label_counts_[label]});
    SpoolReader postings(postings_[label]);
    while (!postings.at_end()) sections_[Section::label_postings].append(postings.take(std::min<std::uint64_t>(postings.left(), 1U << 16)));
  }
  for (const std::vector<std::uint32_t>& set : label_sets_) {
    std::vector<LabelId>& written = symbols.label_sets.emplace_back();
    for (const std::uint32_t label : set) written.push_back(LabelId{rank[label]});
  }
}

void NodeColumns::finish(Symbols& symbols) {
  sections_[Section::node_record_offsets].add(sections_[Section::node_records].size());
  tables_.strings.finish();
  finish_labels(symbols);
}

EdgeColumns::EdgeColumns(SectionsToWrite& sections, const Workspace& workspace, std::vector<std::string> types)
    : sections_(sections),
      tables_{FileStrings(sections[Section::edge_string_offsets], sections[Section::edge_strings]), {}},
      types_(std::move(types)),
      type_counts_(types_.size()),
      entering_(workspace, workspace.share(12)) {}

void EdgeColumns::place_record() {
  const std::uint64_t at = sections_[Section::edge_records].size();
  if (edges_ % records_per_base == 0) {
    record_base_ = at;
    sections_[Section::edge_record_bases].add(at);
  }
  if (at - record_base_ > none) throw Error("edges with more than four billion bytes of evidence");
  sections_[Section::edge_record_offsets].add(static_cast<std::uint32_t>(at - record_base_));
}

void EdgeColumns::edge(std::uint32_t source, std::uint32_t type, std::uint32_t target, std::string_view record) {
  if (edges_ == none - 1) throw Error("a graph of more than four billion edges");
  for (; sources_done_ <= source; ++sources_done_) sections_[Section::out_offsets].add(edges_);
  place_record();
  sections_[Section::edge_records].append(record);
  sections_[Section::out].add(Adjacent{EdgeTypeId{type}, NodeId{target}, EdgeId{edges_}});
  sections_[Section::edge_sources].add(source);
  entering_.add({target, type, source, edges_});
  ++type_counts_[type];
  ++edges_;
}

void EdgeColumns::write_entering(std::uint32_t node_count) {
  Spool &in = sections_[Section::in], &offsets = sections_[Section::in_offsets];
  entering_.sort();
  std::uint32_t targets_done = 0, written = 0;
  while (const auto entry = entering_.next()) {
    const Entering& e = *entry->row;
    for (; targets_done <= e.target; ++targets_done) offsets.add(written);
    in.add(Adjacent{EdgeTypeId{e.type}, NodeId{e.source}, EdgeId{e.edge}});
    ++written;
  }
  for (; targets_done <= node_count; ++targets_done) offsets.add(written);
}

void EdgeColumns::finish(std::uint32_t node_count, Symbols& symbols) {
  for (; sources_done_ <= node_count; ++sources_done_) sections_[Section::out_offsets].add(edges_);
  place_record();
  write_entering(node_count);
  tables_.strings.finish();
  for (std::size_t i = 0; i < types_.size(); ++i) symbols.types.push_back({types_[i], type_counts_[i]});
}

void write_symbols(const NodeColumns& nodes, const EdgeColumns& edges, std::span<const std::string> keys, Symbols& symbols, SectionsToWrite& sections) {
  std::vector<std::uint32_t> number(keys.size(), none);
  const auto for_both = [&](auto&& use) {
    use(nodes.tables().shapes.all(), symbols.node_shapes);
    use(edges.tables().shapes.all(), symbols.edge_shapes);
  };
  for_both([&](const auto& shapes, auto&) {
    for (const auto& shape : shapes) {
      for (const ShapeTable::Item& item : shape) number[item.key] = 0;
    }
  });
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (number[i] == none) continue;
    number[i] = static_cast<std::uint32_t>(symbols.keys.size());
    symbols.keys.push_back(keys[i]);
  }
  for_both([&](const auto& shapes, std::vector<Shape>& to) {
    for (const auto& shape : shapes) {
      Shape& written = to.emplace_back();
      for (const ShapeTable::Item& item : shape) written.emplace_back(KeyId{number[item.key]}, item.tag);
    }
  });
  sections[Section::symbols].assign(symbols.encode());
}

}  // namespace kg::graph
