#include "graph/workspace.hpp"

#include <algorithm>
#include <thread>

#include "base/error.hpp"

namespace kg::graph {

std::size_t Workspace::share(std::size_t part) const { return std::max<std::size_t>(memory / part, 256); }

void Workspace::check_cancelled() const {
  if (cancelled != nullptr && *cancelled) throw Error("stopped; nothing was written");
}

unsigned Workspace::threads() const { return jobs != 0 ? jobs : std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace kg::graph
