// `kg stats`: how much of what a graph holds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/property_graph.hpp"

namespace kg::graph {

struct Statistics {
  struct Count {
    std::string name;
    std::uint64_t count = 0;
  };
  std::uint64_t nodes = 0, edges = 0, documents = 0, dated_documents = 0;
  Date first_published, last_published;
  std::uint64_t claims = 0;
  std::vector<Count> labels, types;  ///< most frequent first, then by name
  std::vector<Count> top_actors;     ///< by the number of documents that mention them
  std::uint64_t meetings = 0, meetings_with_date = 0, meetings_with_place = 0;
  std::vector<Count> meeting_status;
  std::uint64_t events = 0, events_with_date = 0;  ///< edges of the PLOVER types
};

Statistics statistics(const PropertyGraph& graph, std::size_t top_actors = 10);

}  // namespace kg::graph
