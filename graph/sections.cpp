#include "graph/sections.hpp"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "base/error.hpp"
#include "graph/byte_codec.hpp"
#include "graph/graph.hpp"
#include "graph/in_order.hpp"

namespace kg::graph {

namespace {

constexpr std::string_view magic{"\x8Bkg\r\n\x1A\n\0", 8};
constexpr std::string_view creator = "kg 1";
constexpr std::uint32_t byte_order = 0x01020304;
constexpr std::size_t alignment = 64;

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t byte_order;
  std::uint64_t file_size;
  std::uint32_t sections;
  std::uint32_t zero;
  std::uint64_t checksum;
  char creator[24];
};
static_assert(sizeof(Header) == 64);

constexpr std::size_t head_size = sizeof(Header) + sizeof(SectionTable);

constexpr std::uint64_t aligned(std::uint64_t offset) { return (offset + alignment - 1) / alignment * alignment; }

std::uint64_t checksum_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

/// Gives all bytes of `spool` in pieces.
template <class Use>
void pieces_of(const Spool& spool, Use&& use) {
  SpoolReader in(spool, std::size_t{1} << 20);
  while (!in.at_end()) use(in.take_some());
}

/// Of bytes that come in pieces.
class Checksum {
 public:
  Checksum() : state_(XXH3_createState(), XXH3_freeState) { XXH3_64bits_reset(state_.get()); }
  void add(std::string_view piece) { XXH3_64bits_update(state_.get(), piece.data(), piece.size()); }
  std::uint64_t value() const { return XXH3_64bits_digest(state_.get()); }

 private:
  std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state_;
};

std::uint64_t checksum_of(const Spool& spool) {
  Checksum checksum;
  pieces_of(spool, [&](std::string_view piece) { checksum.add(piece); });
  return checksum.value();
}

/// Header and table.
std::string head_of(const SectionTable& table) {
  Header header{};
  std::memcpy(header.magic, magic.data(), magic.size());
  header.version = format_version;
  header.byte_order = byte_order;
  header.file_size = table.back().offset + table.back().size;
  header.sections = section_count;
  std::memcpy(header.creator, creator.data(), creator.size());
  std::string head(head_size, '\0');
  std::memcpy(head.data() + sizeof header, table.data(), sizeof table);
  std::memcpy(head.data(), &header, sizeof header);
  header.checksum = checksum_of(head);
  std::memcpy(head.data(), &header, sizeof header);
  return head;
}

[[noreturn]] void throw_foreign(const std::string& source) {
  throw Error("not a kg graph", source, {}, "'kg build ARTICLES -o " + source + "' makes one");
}

}  // namespace

std::string_view name_of(Section section) {
  static constexpr std::string_view names[section_count] = {
      "documents", "document records", "texts", "claims", "string offsets", "strings", "symbols", "node keys", "node labels",
      "out offsets", "in offsets", "out", "in", "edge sources", "node record offsets", "node records", "edge record bases",
      "edge record offsets", "edge records", "edge string offsets", "edge strings", "label postings", "name offsets", "names", "name index",
      "decisions", "review", "made by"};
  return names[static_cast<std::uint32_t>(section) - 1];
}

SectionsToWrite::SectionsToWrite(const Workspace& workspace) {
  for (Spool& section : bytes_) section = Spool(workspace, workspace.share(40));
}

void SectionsToWrite::release_lent_pages() const {
  for (const Graph* graph : lenders_) graph->release_pages();
}

std::uint64_t SectionsToWrite::file_size() const {
  std::uint64_t end = head_size;
  for (const Spool& section : bytes_) end = aligned(end) + section.size();
  return end;
}

void SectionsToWrite::write(const std::function<void(std::string_view)>& sink) const {
  SectionTable table{};
  std::uint64_t end = head_size;
  for (std::uint32_t i = 0; i < section_count; ++i) {
    table[i] = {i + 1, 0, aligned(end), bytes_[i].size(), checksum_of(bytes_[i])};
    end = table[i].offset + table[i].size;
  }
  sink(head_of(table));
  std::uint64_t written = head_size;
  for (std::uint32_t i = 0; i < section_count; ++i) {
    sink(std::string(table[i].offset - written, '\0'));
    pieces_of(bytes_[i], sink);
    written = table[i].offset + table[i].size;
  }
}

std::string SectionsToWrite::file() const {
  std::string bytes;
  bytes.reserve(file_size());
  write([&](std::string_view piece) { bytes += piece; });
  return bytes;
}

SectionsInPlace::SectionsInPlace(Put put) : put_(std::move(put)), table_{} {}

void SectionsInPlace::write(const SectionsToWrite& sections, Section last, const Workspace& workspace) {
  const std::uint32_t first = done_;
  for (; done_ < static_cast<std::uint32_t>(last); ++done_) {
    const std::uint64_t end = done_ == 0 ? head_size : table_[done_ - 1].offset + table_[done_ - 1].size;
    table_[done_] = {done_ + 1, 0, aligned(end), sections[static_cast<Section>(done_ + 1)].size(), 0};
  }
  const auto write_section = [&](SectionRow& row) {
    Checksum checksum;
    std::uint64_t at = row.offset;
    pieces_of(sections[static_cast<Section>(row.id)], [&](std::string_view piece) {
      checksum.add(piece);
      put_(at, piece);
      at += piece.size();
    });
    row.checksum = checksum.value();
    sections.release_lent_pages();
  };
  with_threads(workspace, [&] {
    in_any_order(workspace, done_ - first, 1, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) write_section(table_[first + i]);
    });
  });
}

void SectionsInPlace::finish(const SectionsToWrite& sections, const Workspace& workspace) {
  write(sections, Section::made_by, workspace);
  put_(0, head_of(table_));
}

void stamp_header(std::string& file) {
  if (file.size() < head_size) return;
  Header header;
  std::memcpy(&header, file.data(), sizeof header);
  header.file_size = file.size();
  header.checksum = 0;
  std::memcpy(file.data(), &header, sizeof header);
  header.checksum = checksum_of(std::string_view(file).substr(0, head_size));
  std::memcpy(file.data(), &header, sizeof header);
}

SectionViews::SectionViews(std::string_view file, std::string source) : source_(std::move(source)) {
  Header header{};
  if (file.size() < magic.size() || file.substr(0, magic.size()) != magic) throw_foreign(source_);
  if (file.size() < sizeof header) throw_damaged("it ends inside the header", source_);
  std::memcpy(&header, file.data(), sizeof header);
  if (header.byte_order != byte_order) throw_damaged("its byte order is unknown", source_);
  if (header.version != format_version) {
    throw Error("graph file of version " + std::to_string(header.version) + ", this kg reads version " +
                    std::to_string(format_version),
                source_, {}, "make it again from its articles with this kg: 'kg build ARTICLES -o " + source_ + "'");
  }
  if (header.file_size != file.size()) {
    throw_damaged("it has " + std::to_string(file.size()) + " bytes instead of " + std::to_string(header.file_size), source_);
  }
  if (header.sections != section_count || file.size() < head_size) throw_damaged("its section table is broken", source_);

  std::string head(file.substr(0, head_size));
  Header blank = header;
  blank.checksum = 0;
  std::memcpy(head.data(), &blank, sizeof blank);
  if (checksum_of(head) != header.checksum) throw_damaged("the checksum of its header is wrong", source_);

  SectionTable table;
  std::memcpy(table.data(), file.data() + sizeof header, sizeof table);
  std::uint64_t end = head_size;
  for (std::uint32_t i = 0; i < section_count; ++i) {
    const SectionRow& row = table[i];
    if (row.id != i + 1 || row.offset != aligned(end) || row.offset > file.size() || row.size > file.size() - row.offset) {
      throw_damaged("its section table is broken", source_);
    }
    bytes_[i] = file.substr(row.offset, row.size);
    checksums_[i] = row.checksum;
    end = row.offset + row.size;
  }
  if (end != file.size()) throw_damaged("something stands behind its last section", source_);
}

bool SectionViews::is_whole(Section section) const {
  return checksum_of((*this)[section]) == checksums_[static_cast<std::uint32_t>(section) - 1];
}

}  // namespace kg::graph
