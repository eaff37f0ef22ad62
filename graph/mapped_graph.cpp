#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>
#include <tuple>

#include "base/error.hpp"
#include "graph/byte_codec.hpp"
#include "graph/claims_codec.hpp"
#include "graph/document_rows.hpp"
#include "graph/evidence_codec.hpp"
#include "graph/graph.hpp"
#include "graph/mapped_file.hpp"
#include "graph/name_index.hpp"
#include "graph/sections.hpp"
#include "graph/symbols.hpp"
#include "graph/value_codec.hpp"

namespace kg::graph {

namespace {

// Reading a file that may lie: every offset and id is compared with its bound where it is followed.
// What opening may cost is the symbols alone, so runs of neighbours, which are handed out as they
// lie in the file, are looked through when a run is first asked for; one bit a node remembers it.

template <class Number>
std::span<const Number> column(const SectionViews& file, Section section) {
  const std::string_view bytes = file[section];
  if (bytes.size() % sizeof(Number) != 0) throw_damaged(std::string("section '") + std::string(name_of(section)) + "' has a wrong size", file.source());
  return {reinterpret_cast<const Number*>(bytes.data()), bytes.size() / sizeof(Number)};
}

constexpr std::uint32_t index_of(NodeId node) { return static_cast<std::uint32_t>(node); }
constexpr std::uint32_t index_of(EdgeId edge) { return static_cast<std::uint32_t>(edge); }

struct NameRow {
  std::uint32_t name;
  std::uint32_t node;
};

// Bits that many threads set: a bit means "looked through and found good".
class SeenBits {
 public:
  explicit SeenBits(std::size_t size) : words_(static_cast<std::uint64_t*>(std::calloc(size / 64 + 1, 8))) {
    if (words_ == nullptr) throw std::bad_alloc();
  }
  bool test(std::size_t i) const {
    return (std::atomic_ref(words_.get()[i / 64]).load(std::memory_order_relaxed) >> (i % 64) & 1) != 0;
  }
  void set(std::size_t i) const {
    std::atomic_ref(words_.get()[i / 64]).fetch_or(std::uint64_t{1} << (i % 64), std::memory_order_relaxed);
  }

 private:
  struct Free {
    void operator()(std::uint64_t* words) const { std::free(words); }
  };
  // calloc: the pages come zeroed from the system when they are first touched, so size costs nothing.
  std::unique_ptr<std::uint64_t, Free> words_;
};

class MappedGraph final : public Graph {
 public:
  /// A mapping, or bytes of its own, or bytes that somebody else keeps.
  MappedGraph(std::string source, std::unique_ptr<MappedFile> mapping, std::string owned, std::string_view lent = {})
      : mapping_(std::move(mapping)),
        owned_(std::move(owned)),
        file_(mapping_ ? mapping_->bytes() : owned_.empty() ? lent : std::string_view(owned_), std::move(source)),
        symbols_(Symbols::decode(file_[Section::symbols], file_.source())),
        strings_{column<std::uint64_t>(file_, Section::string_offsets), Section::strings},
        edge_strings_{column<std::uint64_t>(file_, Section::edge_string_offsets), Section::edge_strings},
        keys_(column<std::uint32_t>(file_, Section::node_keys)),
        node_labels_(column<std::uint16_t>(file_, Section::node_labels)),
        out_offsets_(column<std::uint32_t>(file_, Section::out_offsets)),
        in_offsets_(column<std::uint32_t>(file_, Section::in_offsets)),
        out_(column<Adjacent>(file_, Section::out)),
        in_(column<Adjacent>(file_, Section::in)),
        sources_(column<std::uint32_t>(file_, Section::edge_sources)),
        node_records_(column<std::uint64_t>(file_, Section::node_record_offsets)),
        edge_bases_(column<std::uint64_t>(file_, Section::edge_record_bases)),
        edge_records_(column<std::uint32_t>(file_, Section::edge_record_offsets)),
        postings_(column<std::uint32_t>(file_, Section::label_postings)),
        name_strings_{column<std::uint64_t>(file_, Section::name_offsets), Section::names},
        names_(column<NameRow>(file_, Section::name_index)),
        documents_(column<DocumentRow>(file_, Section::documents)),
        out_seen_(keys_.size()),
        in_seen_(keys_.size()) {
    const std::size_t nodes = keys_.size(), edges = sources_.size();
    if (strings_.offsets.empty() || edge_strings_.offsets.empty() || name_strings_.offsets.empty() || node_labels_.size() != nodes || out_offsets_.size() != nodes + 1 ||
        in_offsets_.size() != nodes + 1 || out_.size() != edges || in_.size() != edges ||
        node_records_.size() != nodes + 1 || edge_records_.size() != edges + 1 || edge_bases_.size() != edges / 256 + 1 ||
        nodes >= 0xFFFFFFFF || edges >= 0xFFFFFFFF || documents_.size() >= 0xFFFFFFFF) {
      damaged("its sections do not fit together");
    }
    std::uint64_t begin = 0;
    for (const Symbols::Counted& label : symbols_.labels) {
      posting_begins_.push_back(begin);
      if (label.count > postings_.size() - begin) damaged("its sections do not fit together");
      begin += label.count;
    }
    if (file_[Section::made_by].size() != sizeof(Fingerprints)) damaged("its sections do not fit together");
  }

  std::uint32_t label_count() const override { return static_cast<std::uint32_t>(symbols_.labels.size()); }
  std::uint32_t edge_type_count() const override { return static_cast<std::uint32_t>(symbols_.types.size()); }
  std::uint32_t key_count() const override { return static_cast<std::uint32_t>(symbols_.keys.size()); }
  std::string_view name(LabelId label) const override { return at(symbols_.labels, label).name; }
  std::string_view name(EdgeTypeId type) const override { return at(symbols_.types, type).name; }
  std::string_view name(KeyId key) const override { return at(symbols_.keys, key); }
  std::optional<LabelId> find_label(std::string_view name) const override {
    return find_symbol<LabelId>(symbols_.labels, name, [](const auto& s) -> const std::string& { return s.name; });
  }
  std::optional<EdgeTypeId> find_edge_type(std::string_view name) const override {
    return find_symbol<EdgeTypeId>(symbols_.types, name, [](const auto& s) -> const std::string& { return s.name; });
  }
  std::optional<KeyId> find_key(std::string_view name) const override {
    return find_symbol<KeyId>(symbols_.keys, name, [](const std::string& s) -> const std::string& { return s; });
  }

  std::size_t node_count() const override { return keys_.size(); }
  std::size_t edge_count() const override { return sources_.size(); }
  std::size_t node_count(LabelId label) const override { return at(symbols_.labels, label).count; }
  std::size_t edge_count(EdgeTypeId type) const override { return at(symbols_.types, type).count; }
  std::uint32_t node_bound() const override { return static_cast<std::uint32_t>(keys_.size()); }
  std::uint32_t edge_bound() const override { return static_cast<std::uint32_t>(sources_.size()); }
  bool alive(NodeId node) const override { return index_of(node) < keys_.size(); }
  bool alive(EdgeId edge) const override { return index_of(edge) < sources_.size(); }

  std::span<const LabelId> labels(NodeId node) const override {
    const std::uint16_t set = node_labels_[checked(node)];
    if (set >= symbols_.label_sets.size()) damaged("a set of labels that is not there");
    return symbols_.label_sets[set];
  }

  Edge edge(EdgeId edge) const override {
    const std::size_t i = checked(edge);
    const Edge found{out_[i].type, NodeId{sources_[i]}, out_[i].neighbour};
    check(found.type);
    checked(found.source);
    checked(found.target);
    return found;
  }

  PropertyValue property(NodeId node, KeyId key) const override { return property(record(node), key); }
  PropertyValue property(EdgeId edge, KeyId key) const override { return property(record(edge), key); }
  std::vector<Property> properties(NodeId node) const override { return properties(record(node)); }
  std::vector<Property> properties(EdgeId edge) const override { return properties(record(edge)); }

  std::vector<ValueKinds> kinds_of_nodes() const override {
    return kinds_in(symbols_.node_shapes);
  }
  std::vector<ValueKinds> kinds_of_edges() const override {
    return kinds_in(symbols_.edge_shapes);
  }

  using PropertyGraph::in;
  using PropertyGraph::out;
  std::span<const Adjacent> out(NodeId node) const override { return run(node, out_offsets_, out_, out_seen_, true); }
  std::span<const Adjacent> in(NodeId node) const override { return run(node, in_offsets_, in_, in_seen_, false); }

  std::vector<NodeId> nodes_with(LabelId label) const override {
    const std::size_t count = at(symbols_.labels, label).count;
    std::vector<NodeId> nodes(count);
    for (std::size_t i = 0; i < count; ++i) {
      nodes[i] = NodeId{postings_[posting_begins_[static_cast<std::uint32_t>(label)] + i]};
      checked(nodes[i]);
    }
    return nodes;
  }

  std::vector<NodeId> find_name(std::string_view folded) const override {
    std::vector<NodeId> nodes;
    const SortedTexts texts = name_texts();
    for (std::size_t i = texts.lower_bound(folded); i < names_.size() && texts.text(i) == folded; ++i) {
      nodes.push_back(NodeId{names_[i].node});
      checked(nodes.back());
    }
    return sorted_and_distinct(std::move(nodes));
  }

  std::vector<NodeId> find_similar(std::string_view folded, unsigned edits, std::size_t limit) const override {
    const SortedTexts texts = name_texts();
    std::vector<std::pair<unsigned, NodeId>> ranked;
    const auto add = [&](std::size_t entry, unsigned rank) {
      const NodeId node{names_[entry].node};
      checked(node);
      ranked.emplace_back(rank, node);
    };
    const std::size_t first = texts.lower_bound(folded);
    const std::size_t end = first < texts.size && texts.text(first).starts_with(folded) ? texts.prefix_end(folded, first) : first;
    for (std::size_t i = first; i < end; ++i) add(i, texts.text(i) == folded ? 0 : 1);
    if (edits > 0) {
      for (const NearText& near : find_near(texts, folded, edits)) add(near.entry, near.distance == 0 ? 0 : near.distance + 1);
    }
    // Best first: the name itself, longer names, then by letters away; a node counts by its best name.
    std::sort(ranked.begin(), ranked.end());
    std::vector<NodeId> nodes;
    std::vector<NodeId> taken;
    for (const auto& [rank, node] : ranked) {
      const auto place = std::lower_bound(taken.begin(), taken.end(), node);
      if (place != taken.end() && *place == node) continue;
      taken.insert(place, node);
      nodes.push_back(node);
      if (nodes.size() == limit) break;
    }
    return nodes;
  }

  std::vector<Evidence> evidence(NodeId node) const override { return evidence(record(node)); }
  std::vector<Evidence> evidence(EdgeId edge) const override { return evidence(record(edge)); }

  std::uint32_t document_count() const override { return static_cast<std::uint32_t>(documents_.size()); }
  DocumentView document(DocumentIndex document) const override {
    const DocumentRow& row = document_row(document);
    ByteReader in(part(Section::document_records, document, &DocumentRow::record), file_.source());
    DocumentView view{{row.id_high, row.id_low}, {}, std::string(in.string()), {}};
    for (std::size_t n = in.count(); n > 0; --n) view.uris.emplace_back(in.string());
    view.published = unpack_date(row.published);
    return view;
  }
  std::string document_text(DocumentIndex document) const override {
    return decompress(text_frame(document), document_row(document).text_size, file_.source());
  }
  DocumentClaims document_claims(DocumentIndex document) const override {
    const DocumentRow& row = document_row(document);
    const std::string bytes = decompress(part(Section::claims, document, &DocumentRow::claims), row.claims_size, file_.source());
    return decode_claims(bytes, {row.id_high, row.id_low}, row.text_size, file_.source());
  }

  std::string_view node_key(NodeId node) const override { return string(keys_[checked(node)]); }
  std::optional<NodeId> find_node(std::string_view key) const override {
    const auto at = std::partition_point(keys_.begin(), keys_.end(), [&](std::uint32_t id) { return string(id) < key; });
    if (at == keys_.end() || string(*at) != key) return {};
    return NodeId{static_cast<std::uint32_t>(at - keys_.begin())};
  }

  Fingerprints made_by() const override {
    Fingerprints made_by;
    std::memcpy(&made_by, file_[Section::made_by].data(), sizeof made_by);
    return made_by;
  }
  std::string_view decisions() const override { return file_[Section::decisions]; }
  std::vector<UncertainPair> uncertain_pairs() const override {
    ByteReader in(file_[Section::review], file_.source());
    return read_pairs(in);
  }
  std::vector<MergeReason> merge_reasons() const override {
    ByteReader in(file_[Section::review], file_.source());
    read_pairs(in);
    std::vector<MergeReason> reasons(in.at_end() ? 0 : in.count(2));
    for (MergeReason& reason : reasons) {
      reason.key = in.string();
      reason.reason = in.string();
    }
    return reasons;
  }

  std::optional<DocumentIndex> find_document(const DocumentId& id) const override {
    const auto at = std::partition_point(documents_.begin(), documents_.end(),
                                         [&](const DocumentRow& row) { return DocumentId{row.id_high, row.id_low} < id; });
    if (at == documents_.end() || DocumentId{at->id_high, at->id_low} != id) return {};
    return DocumentIndex{static_cast<std::uint32_t>(at - documents_.begin())};
  }
  PackedView packed_view(DocumentIndex document) const override {
    const DocumentRow& row = document_row(document);
    const std::string_view record = part(Section::document_records, document, &DocumentRow::record);
    ByteReader in(record, file_.source());
    in.string();
    for (std::size_t n = in.count(); n > 0; --n) in.string();
    if (!in.at_end()) damaged("a document with something behind its addresses");
    return {{row.id_high, row.id_low}, unpack_date(row.published), row.text_size, row.conllu_size, row.claims_size,
            record, text_frame(document), conllu_frame(document),
            part(Section::claims, document, &DocumentRow::claims)};
  }
  DocumentId document_id(DocumentIndex document) const override {
    const DocumentRow& row = document_row(document);
    return {row.id_high, row.id_low};
  }
  void release_pages() const override {
    if (mapping_) mapping_->release();
  }
  std::uint32_t text_size(DocumentIndex document) const override { return document_row(document).text_size; }
  std::string document_conllu(DocumentIndex document) const override {
    const DocumentRow& row = document_row(document);
    return row.conllu_size == 0 ? "" : decompress(conllu_frame(document), row.conllu_size, file_.source());
  }
  std::string_view source() const override { return file_.source(); }

 private:
  [[noreturn]] void damaged(std::string_view what) const { throw_damaged(what, file_.source()); }

  std::size_t checked(NodeId node) const {
    if (index_of(node) >= keys_.size()) damaged("a node that is not there");
    return index_of(node);
  }
  std::size_t checked(EdgeId edge) const {
    if (index_of(edge) >= sources_.size()) damaged("an edge that is not there");
    return index_of(edge);
  }
  void check(EdgeTypeId type) const {
    if (static_cast<std::uint32_t>(type) >= symbols_.types.size()) damaged("an edge type that is not there");
  }
  template <class Table, class Id>
  const typename Table::value_type& at(const Table& table, Id id) const {
    if (static_cast<std::uint32_t>(id) >= table.size()) damaged("a symbol that is not there");
    return table[static_cast<std::uint32_t>(id)];
  }

  template <class Id, class Table, class Name>
  static std::optional<Id> find_symbol(const Table& table, std::string_view wanted, Name&& name) {
    const auto found = std::partition_point(table.begin(), table.end(), [&](const auto& s) { return name(s) < wanted; });
    if (found == table.end() || name(*found) != wanted) return {};
    return Id{static_cast<std::uint32_t>(found - table.begin())};
  }

  struct Strings {
    std::span<const std::uint64_t> offsets;
    Section bytes;
  };
  std::string_view string(const Strings& strings, std::uint32_t id) const {
    if (id + std::size_t{1} >= strings.offsets.size()) damaged("a string that is not there");
    return piece(strings.bytes, strings.offsets[id], strings.offsets[id + std::size_t{1}]);
  }
  std::string_view string(std::uint32_t id) const { return string(strings_, id); }
  std::string_view piece(Section section, std::uint64_t begin, std::uint64_t end) const {
    const std::string_view bytes = file_[section];
    if (begin > end || end > bytes.size()) damaged("an offset outside section '" + std::string(name_of(section)) + "'");
    return bytes.substr(begin, end - begin);
  }

  std::span<const Adjacent> run(NodeId node, std::span<const std::uint32_t> offsets, std::span<const Adjacent> all,
                                const SeenBits& seen, bool leaving) const {
    const std::size_t i = checked(node);
    const std::uint32_t begin = offsets[i], end = offsets[i + 1];
    if (begin > end || end > all.size()) damaged("an offset outside its edges");
    const std::span<const Adjacent> run = all.subspan(begin, end - begin);
    if (!seen.test(i)) {
      for (std::size_t e = 0; e < run.size(); ++e) {
        const Adjacent& step = run[e];
        const auto order = [](const Adjacent& a) { return std::tuple(a.type, a.neighbour, a.edge); };
        if (e > 0 && order(run[e - 1]) >= order(step)) damaged("edges out of order");
        check(step.type);
        checked(step.neighbour);
        checked(step.edge);
        if (leaving && index_of(step.edge) != begin + e) damaged("edges out of order");
      }
      seen.set(i);
    }
    return run;
  }

  /// The bytes of a node or edge, and what their numbers stand for.
  struct Record {
    ByteReader in;
    const Strings& strings;
    const std::vector<Shape>& shapes;
  };
  Record record(NodeId node) const {
    const std::size_t i = checked(node);
    return {ByteReader(piece(Section::node_records, node_records_[i], node_records_[i + 1]), file_.source()), strings_, symbols_.node_shapes};
  }
  Record record(EdgeId edge) const {
    const std::size_t i = checked(edge);
    const auto place = [&](std::size_t e) { return edge_bases_[e / 256] + edge_records_[e]; };
    return {ByteReader(piece(Section::edge_records, place(i), place(i + 1)), file_.source()), edge_strings_, symbols_.edge_shapes};
  }

  // A shape has the kinds of its values: the values themselves are not looked at.
  std::vector<ValueKinds> kinds_in(const std::vector<Shape>& shapes) const {
    std::vector<ValueKinds> kinds(symbols_.keys.size());
    for (const Shape& shape : shapes) {
      for (const auto& [key, tag] : shape) kinds[static_cast<std::uint32_t>(key)] |= kind_of(tag);
    }
    return kinds;
  }

  const Shape& shape(Record& record) const {
    const std::uint64_t id = record.in.varint();
    if (id >= record.shapes.size()) damaged("a record of unknown shape");
    return record.shapes[id];
  }
  PropertyValue read(Record& record, ValueTag tag) const {
    return read_payload(record.in, tag, [&](std::uint32_t id) { return string(record.strings, id); });
  }
  PropertyValue property(Record record, KeyId key) const {
    for (const auto& [its_key, tag] : shape(record)) {
      if (its_key == key) return read(record, tag);
      if (its_key > key) break;
      skip_payload(record.in, tag);
    }
    return {};
  }
  std::vector<Property> properties(Record record) const {
    const Shape& its_shape = shape(record);
    std::vector<Property> all;
    all.reserve(its_shape.size());
    for (const auto& [key, tag] : its_shape) all.emplace_back(key, read(record, tag));
    return all;
  }
  std::vector<Evidence> evidence(Record record) const {
    for (const auto& [key, tag] : shape(record)) skip_payload(record.in, tag);
    return read_evidence(record.in, [&](DocumentIndex document) { return document_row(document).text_size; });
  }

  SortedTexts name_texts() const {
    return {names_.size(), [this](std::size_t i) { return string(name_strings_, names_[i].name); }};
  }
  static std::vector<NodeId> sorted_and_distinct(std::vector<NodeId> nodes) {
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    return nodes;
  }

  const DocumentRow& document_row(DocumentIndex document) const {
    const auto i = static_cast<std::uint32_t>(document);
    if (i >= documents_.size()) damaged("a document that is not there");
    return documents_[i];
  }
  // A document's part of a section ends where the next one's begins.
  std::string_view part(Section section, DocumentIndex document, std::uint64_t DocumentRow::*offset) const {
    const DocumentRow& row = document_row(document);
    const std::size_t next = static_cast<std::uint32_t>(document) + std::size_t{1};
    return piece(section, row.*offset, next < documents_.size() ? documents_[next].*offset : file_[section].size());
  }
  std::string_view text_frame(DocumentIndex document) const {
    const std::string_view both = part(Section::texts, document, &DocumentRow::texts);
    return piece_of(both, 0, document_row(document).text_frame_size);
  }
  std::string_view conllu_frame(DocumentIndex document) const {
    const std::string_view both = part(Section::texts, document, &DocumentRow::texts);
    return piece_of(both, document_row(document).text_frame_size, both.size());
  }
  std::string_view piece_of(std::string_view bytes, std::size_t begin, std::size_t end) const {
    if (begin > end || end > bytes.size()) damaged("a text outside its section");
    return bytes.substr(begin, end - begin);
  }

  static std::vector<UncertainPair> read_pairs(ByteReader& in) {
    if (in.at_end()) return {};
    std::vector<UncertainPair> pairs(in.count(11));
    for (UncertainPair& pair : pairs) {
      pair.first = in.string();
      pair.second = in.string();
      pair.score = in.fixed<double>();
      pair.reason = in.string();
    }
    return pairs;
  }

  std::unique_ptr<MappedFile> mapping_;
  std::string owned_;
  SectionViews file_;
  Symbols symbols_;
  Strings strings_, edge_strings_;
  std::span<const std::uint32_t> keys_;
  std::span<const std::uint16_t> node_labels_;
  std::span<const std::uint32_t> out_offsets_, in_offsets_;
  std::span<const Adjacent> out_, in_;
  std::span<const std::uint32_t> sources_;
  std::span<const std::uint64_t> node_records_, edge_bases_;
  std::span<const std::uint32_t> edge_records_, postings_;
  Strings name_strings_;
  std::span<const NameRow> names_;
  std::span<const DocumentRow> documents_;
  SeenBits out_seen_, in_seen_;
  std::vector<std::uint64_t> posting_begins_;
};

}  // namespace

std::unique_ptr<Graph> Graph::open(const std::string& path) {
  return std::make_unique<MappedGraph>(path, std::make_unique<MappedFile>(path), std::string());
}

std::unique_ptr<Graph> Graph::from_bytes(std::string bytes, std::string source) {
  bytes.reserve(64);  // out of the object itself: aligned, and it stays where it is when moved
  return std::make_unique<MappedGraph>(std::move(source), nullptr, std::move(bytes));
}

std::unique_ptr<Graph> Graph::over(std::string_view bytes, std::string source) {
  return std::make_unique<MappedGraph>(std::move(source), nullptr, std::string(), bytes);
}

}  // namespace kg::graph
