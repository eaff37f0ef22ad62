// kg analyze
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_analyze_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
