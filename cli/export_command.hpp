// kg export [GRAPH] --format F -o FILE: the graph in the formats that other programs open.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_export_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
