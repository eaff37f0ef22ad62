#include "graph/node_order.hpp"

#include <algorithm>
#include <charconv>

namespace kg::graph {

NodeOrder::NodeOrder(const EntityNodes& entities, const TextTable& texts, std::uint32_t documents, std::uint32_t happenings,
                     std::uint32_t meetings, std::uint32_t statements)
    : documents_(documents), happenings_(happenings), meetings_(meetings), statements_(statements) {
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

namespace {

/// "12:7": the end of a claim's key.
class PlaceText {
 public:
  explicit PlaceText(const ClaimPlace& place) {
    end_ = std::to_chars(text_, text_ + 10, place.words_begin).ptr;
    *end_++ = ':';
    end_ = std::to_chars(end_, end_ + 10, place.claim).ptr;
  }
  std::string_view view() const { return {text_, static_cast<std::size_t>(end_ - text_)}; }

 private:
  char text_[21];
  char* end_;
};

}  // namespace

bool stands_before(const ClaimPlace& a, const ClaimPlace& b) { return PlaceText(a).view() < PlaceText(b).view(); }

std::string claim_key(std::string_view kind, const DocumentId& document, std::uint32_t words_begin, std::uint32_t claim) {
  std::string key(kind);
  key += ':';
  key += document.hex().substr(0, 16);
  key += ':';
  key += PlaceText({words_begin, claim}).view();
  return key;
}

}  // namespace kg::graph
