// Work on both cores of a machine. Results do not depend on how it is shared out.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>

namespace kg::train {

/// Calls work(0) to work(count - 1) on two threads; the calls share nothing that they change.
template <class Work>
void in_parallel(std::size_t count, Work&& work) {
  std::atomic<std::size_t> next = 0;
  const auto some = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::thread other(some);
  some();
  other.join();
}

}  // namespace kg::train
