#include "export/identity.hpp"

#include "base/hash.hpp"

namespace kg::exporter {

std::string graph_digits(const graph::PropertyGraph& graph) {
  std::string all = std::to_string(graph.node_count()) + " " + std::to_string(graph.edge_count());
  for (std::uint32_t i = 0; i < graph.document_count(); ++i) {
    all += graph.document_id(graph::DocumentIndex{i}).hex();
    if (all.size() > 4096) all = hash128(all).hex();  // flat memory
  }
  return hash128(all).hex().substr(0, 16);
}

}  // namespace kg::exporter
