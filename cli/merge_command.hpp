// kg merge GRAPH... -o OUT: the graph of all documents of several graphs.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_merge_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
