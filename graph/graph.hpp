// The stored graph: immutable, mapped from a .kg file. Opening costs the same for any size.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/packed_document.hpp"
#include "graph/property_graph.hpp"
#include "graph/resolve.hpp"

namespace kg::graph {

/// What made the claims: kept in the file; claims are reused only if it is the same.
struct Fingerprints {
  std::uint64_t ontology = 0;
  std::uint64_t model = 0;
  bool operator==(const Fingerprints&) const = default;
};

/// A .kg file as a PropertyGraph. graph/boost_graph.hpp makes it a Boost.Graph model.
///
/// May be read by many threads at once. A file that is damaged behind its header throws kg::Error
/// where the damage is met, from any member.
class Graph : public PropertyGraph {
 public:
  /// Maps `path`. Throws kg::Error for a missing, foreign, truncated or newer file.
  static std::unique_ptr<Graph> open(const std::string& path);
  /// The same for a file's bytes; `source` names them in errors.
  static std::unique_ptr<Graph> from_bytes(std::string bytes, std::string source);
  /// The same for bytes that outlive the graph, aligned as a mapping is.
  static std::unique_ptr<Graph> over(std::string_view bytes, std::string source);

  /// The stable name of a node: "person:kim jong un", "state:PRK". Nodes are sorted by it.
  virtual std::string_view node_key(NodeId node) const = 0;
  virtual std::optional<NodeId> find_node(std::string_view key) const = 0;

  virtual Fingerprints made_by() const = 0;
  /// The text of decisions.json that was replayed; empty if there was none.
  virtual std::string_view decisions() const = 0;
  /// What resolution was unsure of, and why it joined what it joined. Reads the whole list.
  virtual std::vector<UncertainPair> uncertain_pairs() const = 0;
  virtual std::vector<MergeReason> merge_reasons() const = 0;

  virtual std::optional<DocumentIndex> find_document(const DocumentId& id) const = 0;
  /// The document as it lies in the file, its texts still compressed. The view lives as long as the graph.
  virtual PackedView packed_view(DocumentIndex document) const = 0;
  PackedDocument packed_document(DocumentIndex document) const { return copy_of(packed_view(document)); }
  virtual std::uint32_t text_size(DocumentIndex document) const = 0;
  /// The other analysis that the document came with; mostly empty.
  virtual std::string document_conllu(DocumentIndex document) const = 0;

  /// Takes what was read out of this process's memory; it is read again where it is wanted. For those
  /// who go through a whole graph and must not end up holding it.
  virtual void release_pages() const = 0;

  virtual std::string_view source() const = 0;  ///< path, or what from_bytes() was told
};

}  // namespace kg::graph
