// kg render [NAME] -o FILE: a relationship diagram.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_render_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
