// The frame of a .kg file: header, section table, checksums (docs/store_format.md).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "graph/spool.hpp"

namespace kg::graph {

class Graph;

/// Ids in the file; a section's name is name_of(id).
enum class Section : std::uint32_t {
  documents = 1, document_records, texts, claims, string_offsets, strings, symbols, node_keys, node_labels, out_offsets, in_offsets, out, in,
  edge_sources, node_record_offsets, node_records, edge_record_bases, edge_record_offsets, edge_records, edge_string_offsets, edge_strings,
  label_postings, name_offsets, names, name_index, decisions, review, made_by
};
inline constexpr std::uint32_t section_count = 28;
std::string_view name_of(Section section);  ///< "edge sources"

inline constexpr std::uint32_t format_version = 3;

/// Where a section stands.
struct SectionRow {
  std::uint32_t id;
  std::uint32_t zero;
  std::uint64_t offset;
  std::uint64_t size;
  std::uint64_t checksum;
};
static_assert(sizeof(SectionRow) == 32);
using SectionTable = std::array<SectionRow, section_count>;

/// The sections of a graph on their way into a file; large ones wait on disk.
class SectionsToWrite {
 public:
  /// Keeps everything in memory.
  SectionsToWrite() = default;
  explicit SectionsToWrite(const Workspace& workspace);

  Spool& operator[](Section section) { return bytes_[static_cast<std::uint32_t>(section) - 1]; }
  const Spool& operator[](Section section) const { return bytes_[static_cast<std::uint32_t>(section) - 1]; }

  /// Remembers that sections refer to bytes of `graph` (Spool::append_view), which must outlive them.
  void refers_to(const Graph& graph) { lenders_.push_back(&graph); }
  /// Gives back the memory that reading such bytes took. Cheap enough for every few megabytes; they are still there.
  void release_lent_pages() const;

  /// Size of the whole file.
  std::uint64_t file_size() const;
  /// Gives the whole file in pieces, in order.
  void write(const std::function<void(std::string_view)>& sink) const;
  std::string file() const;

 private:
  std::array<Spool, section_count> bytes_;
  std::vector<const Graph*> lenders_;
};

/// Writes sections to where they will stand in a file, in order, each as soon as it and those before it are whole:
/// the disk is at work while the others are made. The header comes last.
class SectionsInPlace {
 public:
  /// Called by several threads.
  using Put = std::function<void(std::uint64_t at, std::string_view bytes)>;
  explicit SectionsInPlace(Put put);

  /// Writes up to and with `last`; none of them may change any more.
  void write(const SectionsToWrite& sections, Section last, const Workspace& workspace);
  /// Writes the others and the header.
  void finish(const SectionsToWrite& sections, const Workspace& workspace);

 private:
  Put put_;
  SectionTable table_;
  std::uint32_t done_ = 0;  ///< sections that are written
};

/// Gives `file` the size and the header checksum of its bytes: for tests that damage what is behind.
void stamp_header(std::string& file);

/// The sections of a file in memory, as views into it.
class SectionViews {
 public:
  SectionViews() = default;
  /// Checks header, table and sizes; throws kg::Error that names `source`.
  SectionViews(std::string_view file, std::string source);

  std::string_view operator[](Section section) const { return bytes_[static_cast<std::uint32_t>(section) - 1]; }
  const std::string& source() const { return source_; }
  /// True if the section's bytes have the checksum that the table gives. Reads them all.
  bool is_whole(Section section) const;

 private:
  std::string source_;
  std::array<std::string_view, section_count> bytes_;
  std::array<std::uint64_t, section_count> checksums_{};
};

}  // namespace kg::graph
