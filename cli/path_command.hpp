// kg path A B: how two names are connected.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_path_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
