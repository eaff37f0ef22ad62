#include "graph/document_rows.hpp"

#include "graph/byte_codec.hpp"

namespace kg::graph {

DocumentWalk::DocumentWalk(const SectionsToWrite& sections, Parts parts)
    : rows_(sections[Section::documents]),
      records_(sections[Section::document_records]),
      texts_(sections[Section::texts]),
      claim_frames_(sections[Section::claims]),
      parts_(parts) {
  if (!rows_.at_end()) after_ = rows_.take<DocumentRow>();
}

std::string_view DocumentWalk::part(SpoolReader& reader, std::uint64_t DocumentRow::*offset) {
  const bool last = after_.record == row_.record;  // no record is empty
  return reader.take(static_cast<std::size_t>(last ? reader.left() : after_.*offset - row_.*offset));
}

bool DocumentWalk::next() {
  if (records_.at_end()) return false;
  row_ = after_;
  if (!rows_.at_end()) after_ = rows_.take<DocumentRow>();
  ByteReader record(part(records_, &DocumentRow::record));
  title_ = record.string();
  uri_ = record.count() == 0 ? std::string_view() : record.string();
  if (parts_.claims) {
    claim_bytes_ = decompress(part(claim_frames_, &DocumentRow::claims), row_.claims_size);
    claims_.read(claim_bytes_, row_.text_size);
  }
  if (parts_.text) text_ = decompress(part(texts_, &DocumentRow::texts).substr(0, row_.text_frame_size), row_.text_size);
  ++index_;
  return true;
}

Date DocumentWalk::published() const { return unpack_date(row_.published); }

}  // namespace kg::graph
