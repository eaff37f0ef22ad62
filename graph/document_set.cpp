#include "graph/document_set.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "graph/byte_codec.hpp"
#include "graph/document_rows.hpp"

namespace kg::graph {

namespace {

// After so many bytes that were read from mapped graphs, their pages are given back.
constexpr std::size_t pages_at_once = std::size_t{32} << 20;

std::string encode(const PackedDocument& document) {
  std::string bytes;
  ByteWriter out(bytes);
  out.varint(document.uris.size());
  for (const std::string& uri : document.uris) out.string(uri);
  out.string(document.title);
  out.varint(pack_date(document.published));
  for (const std::uint32_t size : {document.text_size, document.conllu_size, document.claims_size}) out.varint(size);
  for (const std::string* frame : {&document.text, &document.conllu, &document.claims}) out.string(*frame);
  return bytes;
}

PackedDocument decode(const DocumentId& id, std::string_view bytes) {
  ByteReader in(bytes);
  PackedDocument document;
  document.id = id;
  document.uris.resize(in.count());
  for (std::string& uri : document.uris) uri = in.string();
  document.title = in.string();
  document.published = unpack_date(in.varint());
  for (std::uint32_t* size : {&document.text_size, &document.conllu_size, &document.claims_size}) *size = in.varint32();
  for (std::string* frame : {&document.text, &document.conllu, &document.claims}) *frame = in.string();
  return document;
}

/// `append` is how frames go to their section.
template <class Append>
void write_document(const PackedView& document, SectionsToWrite& sections, Append&& append) {
  Spool &records = sections[Section::document_records], &texts = sections[Section::texts], &claims = sections[Section::claims];
  sections[Section::documents].add(DocumentRow{document.id.high, document.id.low, records.size(), texts.size(), claims.size(),
                                               document.text_size, static_cast<std::uint32_t>(document.text.size()),
                                               document.claims_size, pack_date(document.published), document.conllu_size, 0});
  records.append(document.record);
  append(texts, document.text);
  append(texts, document.conllu);
  append(claims, document.claims);
}

}  // namespace

void DocumentSet::add(const PackedDocument& document) {
  const std::string bytes = encode(document);
  entries_.push_back({document.id, spool_.size(), static_cast<std::uint32_t>(bytes.size()), Kind::document});
  spool_.append(bytes);
  ++given_;
}

void DocumentSet::add_address(const DocumentId& id, std::vector<std::string> uris, const std::string& title) {
  PackedDocument address;
  address.uris = std::move(uris);
  std::sort(address.uris.begin(), address.uris.end());
  address.title = title;
  const std::string bytes = encode(address);
  entries_.push_back({id, spool_.size(), static_cast<std::uint32_t>(bytes.size()), Kind::address});
  spool_.append(bytes);
}

void DocumentSet::add(const Graph& graph, const std::function<bool(const DocumentView&)>& wanted) {
  const auto number = static_cast<std::uint32_t>(graphs_.size());
  graphs_.push_back(&graph);
  for (std::uint32_t i = 0; i < graph.document_count(); ++i) {
    if (wanted && !wanted(graph.document(DocumentIndex{i}))) continue;
    entries_.push_back({graph.document_id(DocumentIndex{i}), i, number, Kind::of_graph});
    ++given_;
  }
}

PackedDocument DocumentSet::load(const Entry& entry) const {
  if (entry.kind == Kind::of_graph) return copy_of(view(entry));
  return decode(entry.id, spool_.read(entry.at, entry.size));
}

PackedView DocumentSet::view(const Entry& entry) const {
  return graphs_[entry.size]->packed_view(DocumentIndex{static_cast<std::uint32_t>(entry.at)});
}

PackedDocument DocumentSet::join_all(std::span<const Entry> same) const {
  PackedDocument document = load(same.front());
  for (const Entry& entry : same.subspan(1)) {
    PackedDocument other = load(entry);
    if (entry.kind == Kind::address) {
      PackedDocument copy = document;
      copy.uris = std::move(other.uris);
      copy.title = std::move(other.title);
      other = std::move(copy);
    }
    if (other != document) join(document, std::move(other));
  }
  return document;
}

std::uint32_t DocumentSet::write(SectionsToWrite& sections) {
  // Documents before bare addresses, each in the order of coming: join() does not depend on it.
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.id != b.id ? a.id < b.id : (a.kind == Kind::address) < (b.kind == Kind::address);
  });
  std::uint32_t count = 0;
  std::size_t bytes_read = 0;
  for (std::size_t begin = 0, end = 0; begin < entries_.size(); begin = end) {
    while (end < entries_.size() && entries_[end].id == entries_[begin].id) ++end;
    const std::span<const Entry> same = std::span(entries_).subspan(begin, end - begin);
    // What graphs have, and have alike, goes from file to file as it is.
    const bool alike = std::all_of(same.begin(), same.end(), [&](const Entry& entry) {
      return entry.kind == Kind::of_graph && (&entry == &same.front() || view(entry).is_alike(view(same.front())));
    });
    if (alike) {
      write_document(view(same.front()), sections, [](Spool& to, std::string_view frame) { to.append_view(frame); });
    } else {
      const PackedDocument document = join_all(same);
      const std::string record = encode_record(document);
      write_document({document.id, document.published, document.text_size, document.conllu_size, document.claims_size, record,
                      document.text, document.conllu, document.claims},
                     sections, [](Spool& to, std::string_view frame) { to.append(frame); });
    }
    ++count;
    bytes_read += entries_[begin].kind == Kind::of_graph ? view(entries_[begin]).text.size() + view(entries_[begin]).claims.size() : 0;
    if (bytes_read > pages_at_once) {
      workspace_.check_cancelled();
      for (const Graph* graph : graphs_) graph->release_pages();
      bytes_read = 0;
    }
  }
  for (const Graph* graph : graphs_) sections.refers_to(*graph);
  sections.release_lent_pages();
  *this = DocumentSet(workspace_);
  return count;
}

}  // namespace kg::graph
