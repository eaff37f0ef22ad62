// kg check GRAPH: is every byte and every rule of the file as it should be?
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_check_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
