// Sections 18 to 21 of a .kg file: the documents.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/packed_document.hpp"
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

/// `documents` as unite() leaves them. Empties their frames as it goes, to hold each only once.
void write_documents(std::vector<PackedDocument>& documents, SectionsToWrite& sections);

}  // namespace kg::graph
