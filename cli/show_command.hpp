// kg show NAME: a dossier on one screen.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_show_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
