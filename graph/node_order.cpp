#include "graph/node_order.hpp"

#include <algorithm>

namespace kg::graph {

NodeOrder::NodeOrder(const EntityNodes& entities, const TextTable& texts, std::uint32_t documents, std::uint32_t meetings,
                     std::uint32_t statements)
    : documents_(documents), meetings_(meetings), statements_(statements) {
  const auto before = [&](std::string_view prefix) {
    return static_cast<std::uint32_t>(
        std::partition_point(entities.nodes.begin(), entities.nodes.end(), [&](const EntityNode& node) { return texts[node.key] < prefix; }) -
        entities.nodes.begin());
  };
  before_documents_ = before("document:");
  before_meetings_ = before("meeting:");
  before_statements_ = before("statement:");
}

std::string document_key(const DocumentId& document) { return "document:" + document.hex(); }

std::string claim_key(std::string_view kind, const DocumentId& document, std::uint32_t words_begin, std::uint32_t claim) {
  std::string key(kind);
  key += ':';
  key += document.hex().substr(0, 16);
  key += ':';
  key += std::to_string(words_begin);
  key += ':';
  key += std::to_string(claim);
  return key;
}

}  // namespace kg::graph
