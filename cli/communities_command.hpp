// kg communities: who belongs together.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_communities_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
