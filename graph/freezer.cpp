#include "graph/freezer.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "base/error.hpp"
#include "graph/builder_rows.hpp"
#include "graph/evidence_codec.hpp"
#include "graph/name_index.hpp"
#include "graph/symbols.hpp"
#include "graph/value_codec.hpp"

namespace kg::graph {

namespace {

constexpr std::uint32_t none = 0xFFFFFFFF;
constexpr std::size_t records_per_base = 256;

template <class Number>
void append(std::string& column, const std::vector<Number>& numbers) {
  column.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number));
}

// Positions of the names in the order of their bytes: rank[i] is the place of name i.
std::vector<std::uint32_t> rank_by_name(const StringPool& names, std::vector<std::uint32_t>& order) {
  order.resize(names.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return names[a] < names[b]; });
  std::vector<std::uint32_t> rank(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  return rank;
}

// The strings of the file, numbered by first use; filled from the builder's pool.
class FileStrings {
 public:
  explicit FileStrings(const StringPool& pool) : pool_(pool), ids_(pool.size(), none) {}

  std::uint32_t id(std::uint32_t pooled) {
    std::uint32_t& id = ids_[pooled];
    if (id == none) id = append(pool_[pooled]);
    return id;
  }
  /// For texts that the builder may not know: folded names.
  std::uint32_t id_of_text(std::string_view text) {
    if (const auto pooled = pool_.find(text)) return id(*pooled);
    const auto at = extra_.find(text);
    if (at != extra_.end()) return at->second;
    const std::uint32_t id = append(text);
    extra_.emplace(text, id);
    return id;
  }
  void write(SectionsToWrite& sections) {
    offsets_.push_back(bytes_.size());
    graph::append(sections[Section::string_offsets], offsets_);
    sections[Section::strings] = std::move(bytes_);
  }

 private:
  std::uint32_t append(std::string_view text) {
    if (offsets_.size() == none - 1) throw Error("a graph of more than four billion strings");
    offsets_.push_back(bytes_.size());
    bytes_ += text;
    return static_cast<std::uint32_t>(offsets_.size() - 1);
  }

  const StringPool& pool_;
  std::vector<std::uint32_t> ids_;
  std::unordered_map<std::string_view, std::uint32_t> extra_;  // views into the caller's folded names
  std::vector<std::uint64_t> offsets_;
  std::string bytes_;
};

// Turns packed records into those of the file.
class RecordWriter {
 public:
  RecordWriter(const Builder::Impl& rows, FileStrings& strings, std::vector<Shape>& shapes)
      : rows_(rows), strings_(strings), shapes_(shapes), key_rank_(rank_by_name(rows.keys, keys_by_name_)) {}

  const std::vector<std::uint32_t>& keys_by_name() const { return keys_by_name_; }

  /// The properties of one element, as the file has them.
  void properties(const PackedRecord& record, std::string& to) {
    read(record);
    ByteWriter out(to);
    out.varint(shape());
    for (const Item& item : items_) {
      ByteReader in(item.payload);
      copy_payload(in, out, item.tag, [&](std::uint32_t id) { return strings_.id(id); });
    }
  }

  /// Several elements that are one: the properties of the least record, whatever came first.
  const PackedRecord& least(std::span<const SortedEdge> same) {
    const PackedRecord* best = &same[0].row->record;
    if (same.size() == 1) return *best;
    std::string best_text;
    readable(*best, best_text);
    for (const SortedEdge& edge : same.subspan(1)) {
      std::string text;
      readable(edge.row->record, text);
      if (text < best_text) {
        best_text = std::move(text);
        best = &edge.row->record;
      }
    }
    return *best;
  }

 private:
  struct Item {
    std::uint32_t key;  // rank
    ValueTag tag;
    std::string_view payload;
  };

  void read(const PackedRecord& record) {
    items_.clear();
    const std::string_view arena = rows_.arena;
    ByteReader in(arena.substr(record.properties));
    for (std::uint64_t n = in.varint(); n > 0; --n) {
      const auto key = static_cast<std::uint32_t>(in.varint());
      const ValueTag tag = read_tag(in);
      const std::size_t begin = arena.size() - in.left();
      skip_payload(in, tag);
      items_.push_back({key_rank_[key], tag, arena.substr(begin, arena.size() - in.left() - begin)});
    }
    std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) { return a.key < b.key; });
    // A key given twice: the later value counts nowhere else, so the first one stays.
    items_.erase(std::unique(items_.begin(), items_.end(), [](const Item& a, const Item& b) { return a.key == b.key; }),
                 items_.end());
  }

  std::uint32_t shape() {
    wanted_.clear();
    for (const Item& item : items_) {
      ByteWriter out(wanted_);
      out.varint(item.key);
      out.byte(static_cast<std::uint8_t>(item.tag));
    }
    if (wanted_ == last_wanted_ && !shapes_.empty()) return last_shape_;  // neighbours are mostly alike
    last_wanted_ = wanted_;
    const auto [at, fresh] = shape_ids_.try_emplace(wanted_, static_cast<std::uint32_t>(shapes_.size()));
    last_shape_ = at->second;
    if (fresh) {
      if (shapes_.size() == 65535) throw Error("a graph whose nodes and edges have more than 65 535 sets of properties");
      Shape& shape = shapes_.emplace_back();
      for (const Item& item : items_) shape.emplace_back(static_cast<KeyId>(item.key), item.tag);
    }
    return at->second;
  }

  // Free of this builder's numbers, so that it compares the same in every build.
  void readable(const PackedRecord& record, std::string& text) {
    read(record);
    ByteWriter out(text);
    for (const Item& item : items_) {
      out.varint(item.key);
      out.byte(static_cast<std::uint8_t>(item.tag));
      ByteReader in(item.payload);
      copy_payload(in, out, item.tag, [&](std::uint32_t id) {
        text += rows_.strings[id];
        return 0U;
      });
    }
  }

  const Builder::Impl& rows_;
  FileStrings& strings_;
  std::vector<Shape>& shapes_;
  std::vector<std::uint32_t> keys_by_name_;
  std::vector<std::uint32_t> key_rank_;
  std::unordered_map<std::string, std::uint32_t> shape_ids_;
  std::vector<Item> items_;
  std::string wanted_, last_wanted_;
  std::uint32_t last_shape_ = 0;
};

class Freezer {
 public:
  Freezer(const Builder& builder, SectionsToWrite& sections)
      : rows_(builder.rows()),
        sections_(sections),
        strings_(rows_.strings),
        records_(rows_, strings_, symbols_.shapes),
        order_(rows_.nodes_by_key()),
        rank_(order_.size()) {
    for (std::uint32_t i = 0; i < order_.size(); ++i) rank_[order_[i]] = i;
  }

  void run() {
    name_symbols();
    nodes();
    edges();
    for (const std::uint32_t node : order_) add(Section::node_keys, strings_.id(rows_.node(node).key));
    names();
    for (const std::uint32_t key : records_.keys_by_name()) symbols_.keys.emplace_back(rows_.keys[key]);
    sections_[Section::symbols] = symbols_.encode();
    strings_.write(sections_);
  }

 private:
  template <class Number>
  void add(Section section, Number number) {
    sections_[section].append(reinterpret_cast<const char*>(&number), sizeof number);
  }

  void name_symbols() {
    label_rank_ = rank_by_name(rows_.labels, labels_by_name_);
    type_rank_ = rank_by_name(rows_.types, types_by_name_);
    for (const std::uint32_t label : labels_by_name_) symbols_.labels.push_back({std::string(rows_.labels[label]), 0});
    for (const std::uint32_t type : types_by_name_) symbols_.types.push_back({std::string(rows_.types[type]), 0});
    if (rows_.label_sets.size() > 65535) throw Error("a graph whose nodes have more than 65 535 sets of labels");
  }

  void evidence(std::string& to) {
    std::sort(evidence_.begin(), evidence_.end());
    evidence_.erase(std::unique(evidence_.begin(), evidence_.end()), evidence_.end());
    write_evidence(to, evidence_);
  }
  void take_evidence(const PackedRecord& record) {
    const auto first = rows_.evidence.begin() + static_cast<std::ptrdiff_t>(record.first_evidence);
    evidence_.insert(evidence_.end(), first, first + record.evidence_count);
  }

  void nodes() {
    std::string& bytes = sections_[Section::node_records];
    std::vector<std::uint32_t> set_ids(rows_.label_sets.size(), none);
    std::vector<std::vector<std::uint32_t>> postings(rows_.labels.size());
    std::vector<std::uint32_t> distinct;
    for (std::uint32_t i = 0; i < order_.size(); ++i) {
      const NodeRow& row = rows_.node(order_[i]);
      add(Section::node_record_offsets, static_cast<std::uint64_t>(bytes.size()));
      records_.properties(row.record, bytes);
      evidence_.clear();
      take_evidence(row.record);
      evidence(bytes);

      std::uint32_t& set = set_ids[row.label_set];
      if (set == none) {
        set = static_cast<std::uint32_t>(symbols_.label_sets.size());
        std::vector<LabelId>& labels = symbols_.label_sets.emplace_back();
        for (const std::uint32_t label : rows_.label_sets[row.label_set]) labels.push_back(LabelId{label_rank_[label]});
      }
      add(Section::node_labels, static_cast<std::uint16_t>(set));
      distinct.clear();
      for (const LabelId label : symbols_.label_sets[set]) distinct.push_back(static_cast<std::uint32_t>(label));
      std::sort(distinct.begin(), distinct.end());
      distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
      for (const std::uint32_t label : distinct) postings[label].push_back(i);
    }
    add(Section::node_record_offsets, static_cast<std::uint64_t>(bytes.size()));
    for (std::size_t label = 0; label < postings.size(); ++label) {
      symbols_.labels[label].count = postings[label].size();
      append(sections_[Section::label_postings], postings[label]);
    }
  }

  void edges() {
    std::vector<SortedEdge> edges = rows_.sorted_edges(order_, rank_);
    if (edges.size() >= none) throw Error("a graph of more than four billion edges");
    std::vector<Adjacent> out;
    std::vector<std::uint32_t> sources, offsets, out_offsets(order_.size() + 1), in_offsets(order_.size() + 1);
    std::vector<std::uint64_t> bases;
    out.reserve(edges.size());
    sources.reserve(edges.size());
    offsets.reserve(edges.size() + 1);
    std::string& bytes = sections_[Section::edge_records];
    const auto place_record = [&] {
      if (offsets.size() % records_per_base == 0) bases.push_back(bytes.size());
      if (bytes.size() - bases.back() > none) throw Error("edges with more than four billion bytes of evidence");
      offsets.push_back(static_cast<std::uint32_t>(bytes.size() - bases.back()));
    };
    for (std::size_t i = 0; i < edges.size();) {
      const SortedEdge& edge = edges[i];
      std::size_t end = i + 1;
      while (end < edges.size() && are_one(edge, edges[end])) ++end;
      const std::span<const SortedEdge> same(edges.data() + i, end - i);
      i = end;

      place_record();
      records_.properties(records_.least(same), bytes);
      if (const PackedRecord& only = edge.row->record; same.size() == 1 && only.evidence_count < 2) {
        write_evidence(bytes, std::span(rows_.evidence).subspan(only.first_evidence, only.evidence_count));
      } else {
        evidence_.clear();
        for (const SortedEdge& one : same) take_evidence(one.row->record);
        evidence(bytes);
      }

      const std::uint32_t type = type_rank_[edge.row->type];
      ++symbols_.types[type].count;
      ++out_offsets[edge.source + 1];
      ++in_offsets[edge.target + 1];
      out.push_back({EdgeTypeId{type}, NodeId{edge.target}, EdgeId{static_cast<std::uint32_t>(out.size())}});
      sources.push_back(edge.source);
    }
    place_record();
    edges = {};

    std::partial_sum(out_offsets.begin(), out_offsets.end(), out_offsets.begin());
    std::partial_sum(in_offsets.begin(), in_offsets.end(), in_offsets.begin());
    std::vector<Adjacent> in(out.size());
    std::vector<std::uint32_t> next(in_offsets.begin(), in_offsets.end());
    for (std::uint32_t e = 0; e < out.size(); ++e) {
      in[next[static_cast<std::uint32_t>(out[e].neighbour)]++] = {out[e].type, NodeId{sources[e]}, EdgeId{e}};
    }
    // Each run came in the order (source, type, edge): sorting by type alone, stably, completes it.
    for (std::size_t node = 0; node + 1 < in_offsets.size(); ++node) {
      std::stable_sort(in.begin() + in_offsets[node], in.begin() + in_offsets[node + 1],
                       [](const Adjacent& a, const Adjacent& b) { return a.type < b.type; });
    }

    append(sections_[Section::out_offsets], out_offsets);
    append(sections_[Section::in_offsets], in_offsets);
    append(sections_[Section::out], out);
    append(sections_[Section::in], in);
    append(sections_[Section::edge_sources], sources);
    append(sections_[Section::edge_record_bases], bases);
    append(sections_[Section::edge_record_offsets], offsets);
  }

  bool are_one(const SortedEdge& a, const SortedEdge& b) const {
    return a.source == b.source && a.target == b.target && a.row->type == b.row->type &&
           a.row->discriminator == b.row->discriminator;
  }

  void names() {
    const NameEntries entries = collect_names(rows_, order_);
    for (const NameEntries::Entry& entry : entries.sorted) {
      add(Section::name_index, strings_.id_of_text(entries.folded[entry.folded]));
      add(Section::name_index, entry.node);
    }
  }

  const Builder::Impl& rows_;
  SectionsToWrite& sections_;
  Symbols symbols_;
  FileStrings strings_;
  RecordWriter records_;
  std::vector<std::uint32_t> order_, rank_;
  std::vector<std::uint32_t> labels_by_name_, label_rank_, types_by_name_, type_rank_;
  std::vector<Evidence> evidence_;
};

}  // namespace

void freeze_graph(const Builder& builder, SectionsToWrite& sections) { Freezer(builder, sections).run(); }

}  // namespace kg::graph
