// Ctrl-C: the first one asks the work to stop cleanly, the second one ends the program.
#pragma once

#include <atomic>

namespace kg::cli {

/// Catches SIGINT and SIGTERM from now on; the flag becomes true when one came.
const std::atomic<bool>& watch_for_interrupt();

}  // namespace kg::cli
