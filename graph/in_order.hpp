// Work on several threads whose results are taken in order, so that they do not depend on the threads.
#pragma once

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_invoke.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "graph/workspace.hpp"

namespace kg::graph {

/// Calls `run` where as many threads as `workspace` allows may work, also where that is more than there are cores.
template <class Run>
void with_threads(const Workspace& workspace, Run&& run) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, workspace.threads());
  tbb::task_arena(static_cast<int>(workspace.threads())).execute(run);
}

/// Calls `work(begin, end, part)` for runs of at most `per_part` numbers of 0 … count - 1, on all threads, and
/// `take(part)` for each in order, one at a time. A `Part` is used again: `work` finds in it what was there.
template <class Part, class Work, class Take>
void in_order(const Workspace& workspace, std::uint32_t count, std::uint32_t per_part, Work&& work, Take&& take) {
  const std::uint32_t parts = count / per_part + (count % per_part != 0 ? 1 : 0);
  const auto work_on = [&](std::uint32_t number, Part& part) {
    work(number * per_part, std::min(count, number * per_part + per_part), part);
  };
  if (workspace.threads() == 1 || parts <= 1) {
    Part part;
    for (std::uint32_t i = 0; i < parts; ++i) {
      workspace.check_cancelled();
      work_on(i, part);
      take(part);
    }
    return;
  }
  // No more parts are under way than the ring has places, and they leave in order: a place is free when its turn comes.
  std::vector<Part> ring(2 * std::size_t{workspace.threads()});
  std::uint32_t next = 0;
  const auto begin = tbb::make_filter<void, std::uint32_t>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& flow) {
    workspace.check_cancelled();
    if (next == parts) flow.stop();
    const std::uint32_t number = next++;
    return number;
  });
  const auto middle = tbb::make_filter<std::uint32_t, std::uint32_t>(tbb::filter_mode::parallel, [&](std::uint32_t number) {
    work_on(number, ring[number % ring.size()]);
    return number;
  });
  const auto end = tbb::make_filter<std::uint32_t, void>(tbb::filter_mode::serial_in_order, [&](std::uint32_t number) {
    take(ring[number % ring.size()]);
  });
  with_threads(workspace, [&] { tbb::parallel_pipeline(ring.size(), begin & middle & end); });
}

/// Calls `work(begin, end)` for runs of about `per_part` numbers of 0 … count - 1, in any order, on all threads.
template <class Work>
void in_any_order(const Workspace& workspace, std::size_t count, std::size_t per_part, Work&& work) {
  if (workspace.threads() == 1 || count <= per_part) {
    work(std::size_t{0}, count);
    return;
  }
  const tbb::blocked_range<std::size_t> all(0, count, per_part);
  // A thread that waits for the last run must not begin with something else meanwhile: it may be in the middle of a pipeline.
  tbb::this_task_arena::isolate([&] {
    tbb::parallel_for(all, [&](const tbb::blocked_range<std::size_t>& run) { work(run.begin(), run.end()); }, tbb::simple_partitioner());
  });
}

/// Calls all, side by side if there are threads for it.
template <class... Works>
void side_by_side(const Workspace& workspace, Works&&... works) {
  if (workspace.threads() == 1) {
    (works(), ...);
    return;
  }
  with_threads(workspace, [&] { tbb::parallel_invoke(works...); });
}

}  // namespace kg::graph
