// A document with its claims, small: what a store is made of, and what stores exchange.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/claim.hpp"
#include "source/document.hpp"

namespace kg::graph {

/// A document with its claims: the unit that a store is made of.
struct ReadDocument {
  source::Document document;
  DocumentClaims claims;
};

/// The same, compressed; equal documents pack to equal bytes.
struct PackedDocument {
  DocumentId id;
  std::vector<std::string> uris;  ///< sorted, distinct
  std::string title;
  Date published;
  std::uint32_t text_size = 0;
  std::uint32_t conllu_size = 0;
  std::uint32_t claims_size = 0;
  std::string text;    ///< zstd frames
  std::string conllu;  ///< empty if conllu_size is 0
  std::string claims;
  bool operator==(const PackedDocument&) const = default;
};

/// The same as it lies in a file; `record` is title and uris.
struct PackedView {
  DocumentId id;
  Date published;
  std::uint32_t text_size, conllu_size, claims_size;
  std::string_view record, text, conllu, claims;
  /// True if join() would change nothing. Texts of one id are one, so their frames are not read.
  bool is_alike(const PackedView& other) const {
    return id == other.id && published == other.published && record == other.record && conllu_size == other.conllu_size &&
           claims_size == other.claims_size && conllu == other.conllu && claims == other.claims;
  }
};

PackedDocument pack(const ReadDocument& document);
/// Title and uris as a file has them.
std::string encode_record(const PackedDocument& document);
PackedDocument copy_of(const PackedView& view);
/// Throws (throw_damaged) if the frames hold anything but what pack() put there.
source::Document unpack_document(const PackedDocument& packed);
DocumentClaims unpack_claims(const PackedDocument& packed);

/// One text found several times is one document: uris united, the earliest known publication date
/// with the claims that were made under it, the least title that is not empty. The join is
/// commutative, associative and idempotent. `into` and `other` have one id.
void join(PackedDocument& into, PackedDocument other);

}  // namespace kg::graph
