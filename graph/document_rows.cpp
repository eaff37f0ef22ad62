#include "graph/document_rows.hpp"

#include "graph/byte_codec.hpp"

namespace kg::graph {

DocumentWalk::DocumentWalk(const SectionsToWrite& sections, DocumentParts parts, std::uint32_t begin, std::uint32_t end)
    : index_(begin),
      end_(end),
      rows_(sections[Section::documents]),
      records_(sections[Section::document_records]),
      texts_(sections[Section::texts]),
      claim_frames_(sections[Section::claims]),
      parts_(parts) {
  if (begin == end) return;
  rows_.seek(std::uint64_t{begin} * sizeof(DocumentRow));
  after_ = rows_.take<DocumentRow>();
  records_.seek(after_.record);
  texts_.seek(after_.texts);
  claim_frames_.seek(after_.claims);
}

std::string_view DocumentWalk::part(SpoolReader& reader, std::uint64_t DocumentRow::*offset) {
  const bool last = after_.record == row_.record;  // no record is empty
  return reader.take(static_cast<std::size_t>(last ? reader.left() : after_.*offset - row_.*offset));
}

void DocumentWalk::step() {
  row_ = after_;
  if (!rows_.at_end()) after_ = rows_.take<DocumentRow>();
  ++index_;
}

std::optional<std::string> DocumentWalk::next_claims() {
  if (index_ == end_) return {};
  step();
  return decompress(part(claim_frames_, &DocumentRow::claims), row_.claims_size);
}

bool DocumentWalk::next(UnpackedDocument& to) {
  if (index_ == end_) return false;
  to.index = index_;
  step();
  to.id = {row_.id_high, row_.id_low};
  to.published = unpack_date(row_.published);
  ByteReader record(part(records_, &DocumentRow::record));
  to.title = record.string();
  to.first_uri = record.count() == 0 ? std::string_view() : record.string();
  if (parts_.claims) {
    const std::string_view frame = part(claim_frames_, &DocumentRow::claims);
    if (to.index < parts_.unpacked.size()) to.claim_bytes = std::move(parts_.unpacked[to.index]);
    else decompress(frame, row_.claims_size, to.claim_bytes);
    to.claims.read(to.claim_bytes, row_.text_size);
  }
  if (parts_.text) decompress(part(texts_, &DocumentRow::texts).substr(0, row_.text_frame_size), row_.text_size, to.text);
  return true;
}

}  // namespace kg::graph
