#include "graph/packed_document.hpp"

#include <algorithm>
#include <cassert>
#include <queue>
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

void unite(std::vector<PackedDocument>& documents) {
  std::stable_sort(documents.begin(), documents.end(),
                   [](const PackedDocument& a, const PackedDocument& b) { return a.id < b.id; });
  std::vector<PackedDocument> united;
  united.reserve(documents.size());
  for (PackedDocument& document : documents) {
    if (!united.empty() && united.back().id == document.id) {
      join(united.back(), std::move(document));
    } else {
      united.push_back(std::move(document));
    }
  }
  documents = std::move(united);
}

std::vector<PackedDocument> unite(std::vector<std::vector<PackedDocument>> lists) {
  struct Head {
    std::size_t list, at;
  };
  const auto later = [&](const Head& a, const Head& b) { return lists[b.list][b.at].id < lists[a.list][a.at].id; };
  std::priority_queue<Head, std::vector<Head>, decltype(later)> heads(later);
  std::size_t total = 0;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    total += lists[i].size();
    if (!lists[i].empty()) heads.push({i, 0});
  }
  std::vector<PackedDocument> united;
  united.reserve(total);
  while (!heads.empty()) {
    const auto [list, at] = heads.top();
    heads.pop();
    PackedDocument document = std::move(lists[list][at]);
    lists[list][at].id = document.id;
    if (at + 1 < lists[list].size()) heads.push({list, at + 1});
    if (!united.empty() && united.back().id == document.id) {
      join(united.back(), std::move(document));
    } else {
      united.push_back(std::move(document));
    }
  }
  return united;
}

}  // namespace kg::graph
