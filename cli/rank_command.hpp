// kg rank: who stands in the middle.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_rank_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
