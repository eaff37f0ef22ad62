// Values as people read them: in tables, CSV cells and the plain `answers` of an answer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/property_graph.hpp"
#include "query/value.hpp"

namespace kg::query {

/// Strings as they are, nodes by name, edges by type, paths as "Abe -MET- Trump -MET- Kim"; lists are
/// joined with ", "; null is empty.
std::string display(const graph::PropertyGraph& graph, const Value& value);

/// Cells that a string takes on a terminal: wide East Asian characters two, combining marks none.
std::size_t display_width(std::string_view text);

/// `text` in lines of at most `width` cells, broken at spaces, inside a word only if it is longer than a line.
/// Never empty; control characters become spaces.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// Where a sentence stands, ready to cite.
struct Citation {
  std::string sentence;   ///< one line
  std::string document;   ///< id in hex
  std::string title;      ///< may be empty
  std::string uri;        ///< may be empty
  std::string published;  ///< ISO, may be empty
  std::size_t start = 0, end = 0;  ///< code points of the document's text
  bool operator==(const Citation&) const = default;
};

/// Texts of documents are fetched once each.
class Citations {
 public:
  explicit Citations(const graph::PropertyGraph& graph) : graph_(graph) {}
  /// The sentence of `evidence`; spaces and line ends run together.
  std::string sentence(const graph::Evidence& evidence);
  /// The title of its document, may be empty.
  std::string title(const graph::Evidence& evidence) const;
  /// The sentence before it; empty at the start of a document.
  std::string sentence_before(const graph::Evidence& evidence);
  /// The trigger words inside it.
  std::string words(const graph::Evidence& evidence);
  Citation cite(const graph::Evidence& evidence);

 private:
  const std::string& text(graph::DocumentIndex document);
  const graph::PropertyGraph& graph_;
  std::vector<std::pair<graph::DocumentIndex, std::string>> texts_;
};

/// The evidence of all nodes, edges and paths inside `value`, distinct, in the order met.
void collect_evidence(const graph::PropertyGraph& graph, const Value& value, std::vector<graph::Evidence>& into);

}  // namespace kg::query
