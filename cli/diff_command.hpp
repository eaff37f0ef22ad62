// kg diff OLD NEW: what came, went and changed between two graphs.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_diff_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
