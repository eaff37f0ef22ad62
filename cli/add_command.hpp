// kg add GRAPH SOURCE...: more articles into a graph; the old ones are not read again.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_add_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
