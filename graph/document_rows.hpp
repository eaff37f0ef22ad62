// Sections 1 to 4 of a .kg file: the documents.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "graph/claims_view.hpp"
#include "graph/sections.hpp"

namespace kg::graph {

/// One document in section 1. Its parts of sections 2 to 4 end where the next one's begin.
struct DocumentRow {
  std::uint64_t id_high, id_low;
  std::uint64_t record;  ///< offset in "document records"
  std::uint64_t texts;   ///< offset in "texts"
  std::uint64_t claims;  ///< offset in "claims"
  std::uint32_t text_size;
  std::uint32_t text_frame_size;
  std::uint32_t claims_size;
  std::uint32_t published;
  std::uint32_t conllu_size;
  std::uint32_t zero;
};
static_assert(sizeof(DocumentRow) == 64);

struct DocumentParts {
  bool claims = true, text = false;
  std::span<std::string> unpacked;  ///< claims of the first documents, unpacked before; taken from there
};

/// A document as DocumentSet wrote it, unpacked as far as was asked for; id, day, title and address are always there.
struct UnpackedDocument {
  std::uint32_t index = 0;
  DocumentId id;
  Date published;
  std::string title, first_uri;  ///< empty if there is none
  ClaimsView claims;             ///< into claim_bytes
  std::string text, claim_bytes;
};

/// Goes through the documents that DocumentSet wrote, one at a time.
class DocumentWalk {
 public:
  DocumentWalk(const SectionsToWrite& sections, DocumentParts parts)
      : DocumentWalk(sections, parts, 0, static_cast<std::uint32_t>(sections[Section::documents].size() / sizeof(DocumentRow))) {}
  /// From document `begin` to before `end`.
  DocumentWalk(const SectionsToWrite& sections, DocumentParts parts, std::uint32_t begin, std::uint32_t end);

  /// Fills `to` with the next document; false behind the last one.
  bool next(UnpackedDocument& to);
  /// The claims of the next document alone, unpacked; nothing behind the last one.
  std::optional<std::string> next_claims();

 private:
  void step();
  std::string_view part(SpoolReader& reader, std::uint64_t DocumentRow::*offset);

  std::uint32_t index_, end_;
  DocumentRow row_{}, after_{};
  SpoolReader rows_, records_, texts_, claim_frames_;
  DocumentParts parts_;
};

}  // namespace kg::graph
