#include "query/context.hpp"

#include "query/cypher_error.hpp"

namespace kg::query {

Context::Context(const graph::PropertyGraph& graph_, graph::MemoryGraph* updates_, const RunOptions& options_, Slot slots)
    : graph(graph_),
      updates(updates_),
      options(options_),
      row(static_cast<std::size_t>(slots)),
      deadline_(std::chrono::steady_clock::now() + options_.timeout) {}

void Context::look() {
  next_look_ = steps_ + 1024;
  if (options.cancelled != nullptr && options.cancelled->load(std::memory_order_relaxed)) {
    throw runtime_error("Cancelled", "Cancelled", "the query was cancelled");
  }
  if (options.timeout.count() > 0 && std::chrono::steady_clock::now() > deadline_) {
    throw runtime_error("TimeLimit", "TimeLimit", "the query took longer than " + std::to_string(options.timeout.count()) + " ms", {},
                        "ask for less, or raise the limit with --timeout");
  }
  if (options.step_limit > 0 && steps_ > options.step_limit) {
    throw runtime_error("StepLimit", "StepLimit", "the query took more than " + std::to_string(options.step_limit) + " steps", {},
                        "bound the length of its paths, or start it from fewer nodes");
  }
}

void Context::fail_memory() const {
  throw runtime_error("MemoryLimit", "MemoryLimit", "the query needs more than " + std::to_string(options.memory_limit >> 20) + " MiB of memory", {},
                      "filter or LIMIT earlier, or aggregate instead of collecting");
}

}  // namespace kg::query
