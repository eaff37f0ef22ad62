#include "graph/packed_document.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "graph/byte_codec.hpp"
#include "graph/claims_codec.hpp"

namespace kg::graph {

PackedDocument pack(const ReadDocument& read) {
  const source::Document& document = read.document;
  PackedDocument packed;
  packed.id = document.id;
  packed.uris = document.uris;
  std::sort(packed.uris.begin(), packed.uris.end());
  packed.uris.erase(std::unique(packed.uris.begin(), packed.uris.end()), packed.uris.end());
  packed.title = document.title;
  packed.published = document.published;
  packed.text_size = static_cast<std::uint32_t>(document.text.size());
  packed.text = compress(document.text);
  packed.conllu_size = static_cast<std::uint32_t>(document.conllu.size());
  if (!document.conllu.empty()) packed.conllu = compress(document.conllu);
  const std::string claims = encode_claims(read.claims);
  packed.claims_size = static_cast<std::uint32_t>(claims.size());
  packed.claims = compress(claims);
  return packed;
}

std::string encode_record(const PackedDocument& document) {
  std::string record;
  ByteWriter out(record);
  out.string(document.title);
  out.varint(document.uris.size());
  for (const std::string& uri : document.uris) out.string(uri);
  return record;
}

PackedDocument copy_of(const PackedView& view) {
  PackedDocument document{view.id, {}, {}, view.published, view.text_size, view.conllu_size, view.claims_size,
                          std::string(view.text), std::string(view.conllu), std::string(view.claims)};
  ByteReader in(view.record);
  document.title = in.string();
  for (std::size_t n = in.count(); n > 0; --n) document.uris.emplace_back(in.string());
  return document;
}

source::Document unpack_document(const PackedDocument& packed) {
  source::Document document;
  document.id = packed.id;
  document.uris = packed.uris;
  document.title = packed.title;
  document.published = packed.published;
  document.text = decompress(packed.text, packed.text_size);
  if (packed.conllu_size > 0) document.conllu = decompress(packed.conllu, packed.conllu_size);
  return document;
}

DocumentClaims unpack_claims(const PackedDocument& packed) {
  return decode_claims(decompress(packed.claims, packed.claims_size), packed.id, packed.text_size);
}

void join(PackedDocument& into, PackedDocument other) {
  assert(into.id == other.id);
  std::vector<std::string> uris;
  std::set_union(into.uris.begin(), into.uris.end(), other.uris.begin(), other.uris.end(), std::back_inserter(uris));
  std::string title = into.title.empty() ? other.title : other.title.empty() ? into.title : std::min(into.title, other.title);

  // Claims depend on the day of publication and on an analysis that came along: the three go together.
  const auto rank = [](const PackedDocument& d) {
    return std::tuple(!d.published, d.published, std::tie(d.claims, d.conllu), d.claims_size);
  };
  if (rank(other) < rank(into)) into = std::move(other);
  into.uris = std::move(uris);
  into.title = std::move(title);
}

}  // namespace kg::graph
