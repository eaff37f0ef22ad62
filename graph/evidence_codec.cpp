#include "graph/evidence_codec.hpp"

namespace kg::graph {

void write_evidence(std::string& to, std::span<const Evidence> evidence) {
  ByteWriter(to).varint(evidence.size());
  for (const Evidence& one : evidence) {
    char bytes[6 * most_varint];
    char* end = put_varint(bytes, static_cast<std::uint32_t>(one.document));
    end = put_varint(end, one.sentence.begin);
    end = put_varint(end, one.sentence.size());
    end = put_varint(end, folded_sign(static_cast<std::int64_t>(one.words.begin) - one.sentence.begin));
    end = put_varint(end, one.words.size());
    end = put_varint(end, one.claim ? std::uint64_t{*one.claim} + 1 : 0);
    to.append(bytes, static_cast<std::size_t>(end - bytes));
  }
}

}  // namespace kg::graph
