// kg remove GRAPH DOC...: a graph as if it had never read some documents.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_remove_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
