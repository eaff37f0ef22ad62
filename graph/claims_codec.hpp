// One document's claims as bytes: section 4 of the .kg file before compression.
#pragma once

#include <string>
#include <string_view>

#include "graph/claim.hpp"

namespace kg::graph {

/// Everything but the document's id, which the store keeps beside it.
std::string encode_claims(const DocumentClaims& claims);

/// The inverse. Spans end at or before `text_size`, entities exist, enumerators are known:
/// anything else throws the kg::Error of a damaged file.
DocumentClaims decode_claims(std::string_view bytes, const DocumentId& document, std::uint64_t text_size,
                             std::string_view source = {});

}  // namespace kg::graph
