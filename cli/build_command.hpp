// kg build SOURCE... -o GRAPH: articles to a graph.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_build_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
