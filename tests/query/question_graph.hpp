// The small graph that the tests of questions ask: summits, statements, offices, accusations, with sentences.
#pragma once

#include <memory>

#include "graph/memory_graph.hpp"

namespace kg::query {

std::unique_ptr<graph::MemoryGraph> question_graph();

}  // namespace kg::query
