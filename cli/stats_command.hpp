// kg stats: how much of what a graph holds.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_stats_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
