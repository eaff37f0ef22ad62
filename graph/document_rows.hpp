// Sections 18 to 21 of a .kg file: the documents.
#pragma once

#include <cstdint>
#include <string>

#include "graph/claims_view.hpp"
#include "graph/sections.hpp"

namespace kg::graph {

/// One document in section 18. Its parts of sections 19 to 21 end where the next one's begin.
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

/// Goes through the documents that DocumentSet wrote, one at a time.
class DocumentWalk {
 public:
  struct Parts {
    bool claims = true, text = false;
  };
  /// Unpacks what `parts` says; id, day, title and address are always there.
  DocumentWalk(const SectionsToWrite& sections, Parts parts);

  /// False behind the last document.
  bool next();

  std::uint32_t index() const { return index_ - 1; }
  DocumentId id() const { return {row_.id_high, row_.id_low}; }
  Date published() const;
  const ClaimsView& claims() const { return claims_; }
  const std::string& text() const { return text_; }
  const std::string& title() const { return title_; }
  const std::string& first_uri() const { return uri_; }  ///< empty if there is none

 private:
  std::string_view part(SpoolReader& reader, std::uint64_t DocumentRow::*offset);

  SpoolReader rows_, records_, texts_, claim_frames_;
  Parts parts_;
  std::uint32_t index_ = 0;
  DocumentRow row_{}, after_{};
  std::string claim_bytes_, text_, title_, uri_;
  ClaimsView claims_;
};

}  // namespace kg::graph
