// kg shell: queries one after the other, with updates in memory.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_shell_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
