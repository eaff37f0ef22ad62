// Evidence of a node or edge as bytes: the tail of its record.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "graph/byte_codec.hpp"
#include "graph/property_graph.hpp"

namespace kg::graph {

/// `evidence` is sorted and distinct.
void write_evidence(std::string& to, std::span<const Evidence> evidence);

/// `text_size(DocumentIndex) -> std::uint32_t` throws for a document that is not there.
template <class TextSize>
std::vector<Evidence> read_evidence(ByteReader& in, TextSize&& text_size) {
  std::vector<Evidence> all(in.count(6));
  for (Evidence& one : all) {
    one.document = DocumentIndex{in.varint32()};
    const std::uint64_t size = text_size(one.document);
    one.sentence.begin = in.varint32();
    const std::uint64_t sentence_end = std::uint64_t{one.sentence.begin} + in.varint32();
    const std::int64_t words_begin = one.sentence.begin + in.small_zigzag();
    const std::uint64_t words_end = static_cast<std::uint64_t>(words_begin) + in.varint32();
    if (sentence_end > size || words_begin < 0 || words_end > size) throw_damaged("evidence outside its text", in.source());
    one.sentence.end = static_cast<std::uint32_t>(sentence_end);
    one.words = {static_cast<std::uint32_t>(words_begin), static_cast<std::uint32_t>(words_end)};
    if (const std::uint32_t claim = in.varint32(); claim != 0) one.claim = claim - 1;
  }
  return all;
}

}  // namespace kg::graph
