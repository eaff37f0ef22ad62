// The plain network of actors: what `kg export --project actors` writes.
#pragma once

#include <memory>

#include "graph/property_graph.hpp"

namespace kg::exporter {

/// The actors of `graph` with all their properties, and one edge RELATED for each pair that met,
/// acted on one another, spoke of one another or holds an office of the other. Edge properties:
/// `weight` (documents that say so), `meetings`, `cooperation`, `conflict` (events), `types`,
/// `first` and `last` (days). Planned and denied things do not count. Read it as undirected.
/// In memory: its size is that of the actors and pairs. It carries no evidence.
std::unique_ptr<graph::PropertyGraph> project_actors(const graph::PropertyGraph& graph);

}  // namespace kg::exporter
