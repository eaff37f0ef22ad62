#include "graph/freezer.hpp"

#include <algorithm>
#include <numeric>

#include "graph/builder_rows.hpp"
#include "graph/evidence_codec.hpp"
#include "graph/graph_columns.hpp"
#include "graph/in_order.hpp"
#include "graph/name_sort.hpp"

namespace kg::graph {

namespace {

constexpr std::uint32_t none = 0xFFFFFFFF;

std::vector<std::string> sorted_names(const StringPool& pool) {
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < pool.size(); ++i) names.emplace_back(pool[i]);
  std::sort(names.begin(), names.end());
  return names;
}

/// rank[i] is the place of name i of `pool` in `names`.
std::vector<std::uint32_t> ranks(const StringPool& pool, const std::vector<std::string>& names) {
  std::vector<std::uint32_t> rank(pool.size());
  for (std::uint32_t i = 0; i < rank.size(); ++i) {
    rank[i] = static_cast<std::uint32_t>(std::lower_bound(names.begin(), names.end(), pool[i]) - names.begin());
  }
  return rank;
}

/// Records of nodes, or of edges, in the numbers of the file.
class RecordWriter {
 public:
  RecordWriter(const Builder::Impl& rows, std::span<const std::uint32_t> key_rank, RecordTables& tables)
      : rows_(rows), key_rank_(key_rank), tables_(tables), string_ids_(rows.strings.size(), none), shape_ids_(rows.shapes.size(), none) {}

  /// The properties of one element, as the file has them.
  void properties(const PackedRecord& record) {
    bytes_.clear();
    ByteWriter out(bytes_);
    out.varint(shape_id(record.shape));
    ByteReader in(std::string_view(rows_.arena).substr(record.properties));
    for (const auto& [key, tag] : rows_.shapes[record.shape]) {
      copy_payload(in, out, tag, [&](std::uint32_t id) { return string_id(id); });
    }
  }
  std::span<const Evidence> evidence_of(const PackedRecord& record) const {
    return std::span(rows_.evidence).subspan(record.first_evidence, record.evidence_count);
  }
  void take_evidence(const PackedRecord& record) {
    const auto own = evidence_of(record);
    evidence_.insert(evidence_.end(), own.begin(), own.end());
  }
  /// The evidence that was taken; then the record is whole.
  std::string_view finish() {
    std::sort(evidence_.begin(), evidence_.end());
    evidence_.erase(std::unique(evidence_.begin(), evidence_.end()), evidence_.end());
    finish(evidence_);
    evidence_.clear();
    return bytes_;
  }
  std::string_view finish(std::span<const Evidence> evidence) {
    write_evidence(bytes_, evidence);
    return bytes_;
  }

 private:
  std::uint32_t string_id(std::uint32_t pooled) {
    std::uint32_t& id = string_ids_[pooled];
    if (id == none) id = tables_.strings.append(rows_.strings[pooled]);
    return id;
  }
  std::uint32_t shape_id(std::uint32_t packed) {
    std::uint32_t& id = shape_ids_[packed];
    if (id != none) return id;
    std::vector<ShapeTable::Item> items;
    for (const auto& [key, tag] : rows_.shapes[packed]) items.push_back({key_rank_[key], tag});
    return id = tables_.shapes.id(items);
  }

  const Builder::Impl& rows_;
  std::span<const std::uint32_t> key_rank_;
  RecordTables& tables_;
  std::vector<std::uint32_t> string_ids_, shape_ids_;
  std::string bytes_;
  std::vector<Evidence> evidence_;
};

class Freezer {
 public:
  Freezer(const Builder& builder, SectionsToWrite& sections, const Workspace& workspace)
      : rows_(builder.rows()),
        sections_(sections),
        workspace_(workspace),
        types_(sorted_names(rows_.types)),
        keys_(sorted_names(rows_.keys)),
        nodes_(sections, workspace),
        edges_(sections, workspace, types_),
        names_(workspace),
        key_rank_(ranks(rows_.keys, keys_)),
        order_(rows_.nodes_by_key()) {}

  void run() {
    Symbols symbols;
    side_by_side(
        workspace_,
        [&] {
          nodes();
          nodes_.finish(symbols);
        },
        [&] {
          edges();
          edges_.finish(static_cast<std::uint32_t>(order_.size()), symbols);
        },
        [&] {
          names();
          names_.write(sections_);
        });
    write_symbols(nodes_, edges_, keys_, symbols, sections_);
  }

 private:
  /// Free of this builder's numbers, so that it compares the same in every build.
  std::string readable(const PackedRecord& record) const {
    std::string text;
    ByteWriter out(text);
    ByteReader in(std::string_view(rows_.arena).substr(record.properties));
    for (const auto& [key, tag] : rows_.shapes[record.shape]) {
      out.varint(key_rank_[key]);
      out.byte(static_cast<std::uint8_t>(tag));
      copy_payload(in, out, tag, [&](std::uint32_t id) {
        text += rows_.strings[id];
        return 0U;
      });
    }
    return text;
  }
  /// Several elements that are one: the properties of the least record, whatever came first.
  const PackedRecord& least(std::span<const SortedEdge> same) const {
    if (same.size() == 1) return same[0].row->record;
    return std::min_element(same.begin(), same.end(), [&](const SortedEdge& a, const SortedEdge& b) {
             return readable(a.row->record) < readable(b.row->record);
           })->row->record;
  }

  void names() {
    for (std::uint32_t i = 0; i < order_.size(); ++i) names(rows_.node(order_[i]).record, i);
  }
  void names(const PackedRecord& record, std::uint32_t node) {
    ByteReader in(std::string_view(rows_.arena).substr(record.properties));
    for (const auto& [key, tag] : rows_.shapes[record.shape]) {
      if (tag == ValueTag::string && rows_.keys[key] == "name") {
        names_.add(rows_.strings[in.varint32()], node);
      } else if (tag == ValueTag::list && rows_.keys[key] == "aliases") {
        for (std::size_t left = in.count(); left > 0; --left) {
          const ValueTag item = read_tag(in);
          if (item == ValueTag::string) {
            names_.add(rows_.strings[in.varint32()], node);
          } else {
            skip_payload(in, item);
          }
        }
      } else {
        skip_payload(in, tag);
      }
    }
  }

  void nodes() {
    RecordWriter record(rows_, key_rank_, nodes_.tables());
    std::vector<std::uint32_t> set_ids(rows_.label_sets.size(), none);
    for (const std::uint32_t handle : order_) {
      const NodeRow& row = rows_.node(handle);
      if (set_ids[row.label_set] == none) {
        std::vector<std::string_view> labels;
        for (const std::uint32_t label : rows_.label_sets[row.label_set]) labels.push_back(rows_.labels[label]);
        set_ids[row.label_set] = nodes_.label_set(labels);
      }
      record.properties(row.record);
      record.take_evidence(row.record);
      nodes_.node(rows_.strings[row.key], set_ids[row.label_set], record.finish());
    }
  }

  void edges() {
    RecordWriter record(rows_, key_rank_, edges_.tables());
    std::vector<std::uint32_t> rank(order_.size());
    for (std::uint32_t i = 0; i < order_.size(); ++i) rank[order_[i]] = i;
    const std::vector<std::uint32_t> type_rank = ranks(rows_.types, types_);
    rows_.for_each_edge(order_, rank, type_rank, [&](std::span<const SortedEdge> edges) {
      for (std::size_t i = 0; i < edges.size();) {
        const SortedEdge& edge = edges[i];
        std::size_t end = i + 1;
        while (end < edges.size() && edge.is_one_with(edges[end])) ++end;
        const std::span<const SortedEdge> same = edges.subspan(i, end - i);
        i = end;
        record.properties(least(same));
        if (const PackedRecord& only = edge.row->record; same.size() == 1 && only.evidence_count < 2) {
          edges_.edge(edge.source, edge.type, edge.target, record.finish(record.evidence_of(only)));
        } else {
          for (const SortedEdge& one : same) record.take_evidence(one.row->record);
          edges_.edge(edge.source, edge.type, edge.target, record.finish());
        }
      }
    });
  }

  const Builder::Impl& rows_;
  SectionsToWrite& sections_;
  const Workspace& workspace_;
  std::vector<std::string> types_, keys_;
  NodeColumns nodes_;
  EdgeColumns edges_;
  NameSort names_;
  std::vector<std::uint32_t> key_rank_, order_;
};

}  // namespace

void freeze_graph(const Builder& builder, SectionsToWrite& sections, const Workspace& workspace) {
  Freezer(builder, sections, workspace).run();
}

}  // namespace kg::graph
