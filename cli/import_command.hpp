// kg import FILE... -o GRAPH: facts that people or machines wrote down.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_import_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
