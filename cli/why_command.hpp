// kg why
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_why_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
