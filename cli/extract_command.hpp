// kg extract SOURCE...: claims as JSON lines, for kg build --claims here or elsewhere.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_extract_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
