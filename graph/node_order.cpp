#include "graph/node_order.hpp"

#include <algorithm>
#include <charconv>

namespace kg::graph {

NodeOrder::NodeOrder(const EntityNodes& entities, const TextTable& texts, std::uint32_t documents, std::uint32_t happenings,
                     std::uint32_t meetings, std::uint32_t statements)
    : entities_(static_cast<std::uint32_t>(entities.nodes.size())),
      documents_(documents), happenings_(happenings), meetings_(meetings), statements_(statements) {
  const auto before = [&](std::string_view prefix) {
    return static_cast<std::uint32_t>(
        std::partition_point(entities.nodes.begin(), entities.nodes.end(), [&](const EntityNode& node) { return texts[node.key] < prefix; }) -
        entities.nodes.begin());
  };
  before_documents_ = before("document:");
  before_happenings_ = before("happening:");
  before_meetings_ = before("meeting:");
  before_statements_ = before("statement:");
}

std::string document_key(const DocumentId& document) { return "document:" + document.hex(); }

ClaimPlace::ClaimPlace(std::uint32_t words_begin, std::uint32_t claim) : claim_(claim) {
  char* end = std::to_chars(text_, text_ + 10, words_begin).ptr;
  *end++ = ':';
  end = std::to_chars(end, end + 10, claim).ptr;
  size_ = static_cast<std::uint8_t>(end - text_);
}

std::string claim_key(std::string_view kind, const DocumentId& document, std::uint32_t words_begin, std::uint32_t claim) {
  std::string key;
  key.reserve(kind.size() + 40);
  key += kind;
  key += ':';
  key.append(document.hex(), 0, 16);
  key += ':';
  key += ClaimPlace(words_begin, claim).text();
  return key;
}

}  // namespace kg::graph
