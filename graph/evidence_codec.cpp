#include "graph/evidence_codec.hpp"

namespace kg::graph {

void write_evidence(std::string& to, std::span<const Evidence> evidence) {
  ByteWriter out(to);
  out.varint(evidence.size());
  for (const Evidence& one : evidence) {
    out.varint(static_cast<std::uint32_t>(one.document));
    out.varint(one.sentence.begin);
    out.varint(one.sentence.size());
    out.zigzag(static_cast<std::int64_t>(one.words.begin) - one.sentence.begin);
    out.varint(one.words.size());
    out.varint(one.claim ? std::uint64_t{*one.claim} + 1 : 0);
  }
}

}  // namespace kg::graph
