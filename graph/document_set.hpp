// The documents that a graph is to be made of: gathered in any order, united by id, written to their sections.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "graph/graph.hpp"
#include "graph/packed_document.hpp"
#include "graph/sections.hpp"
#include "graph/spool.hpp"

namespace kg::graph {

/// Memory holds 40 bytes a document; what it says waits in a spool, or in the graph that it lies in.
class DocumentSet {
 public:
  explicit DocumentSet(const Workspace& workspace) : workspace_(workspace), spool_(workspace, workspace.share(32)) {}

  void add(const PackedDocument& document);
  /// Another address, and perhaps a title, of a document that is or will be there.
  void add_address(const DocumentId& id, std::vector<std::string> uris, const std::string& title);
  /// The documents of a graph, which must outlive the set and the sections that it fills; those that `wanted` refuses are left out.
  void add(const Graph& graph, const std::function<bool(const DocumentView&)>& wanted = nullptr);

  /// Documents that were given, one text twice counting twice.
  std::size_t size() const { return given_; }

  /// Fills the sections of documents; returns how many there are. The set is empty afterwards. What graphs have, and have
  /// alike, the sections only refer to.
  std::uint32_t write(SectionsToWrite& sections);

 private:
  enum class Kind : std::uint32_t { document, address, of_graph };
  struct Entry {
    DocumentId id;
    std::uint64_t at;    ///< offset in the spool, or number of the document in its graph
    std::uint32_t size;  ///< bytes in the spool, or which graph
    Kind kind;
  };
  PackedDocument load(const Entry& entry) const;
  PackedView view(const Entry& entry) const;
  /// All entries of one id as one document.
  PackedDocument join_all(std::span<const Entry> same) const;

  Workspace workspace_;
  Spool spool_;
  std::vector<Entry> entries_;
  std::vector<const Graph*> graphs_;
  std::size_t given_ = 0;
};

}  // namespace kg::graph
