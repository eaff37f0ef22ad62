#include "graph/workspace.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace kg::graph {

std::size_t Workspace::share(std::size_t part) const { return std::max<std::size_t>(memory / part, 256); }

void Workspace::check_cancelled() const {
  if (cancelled != nullptr && *cancelled) throw Error("stopped; nothing was written");
}

}  // namespace kg::graph
