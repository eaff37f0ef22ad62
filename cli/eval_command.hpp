// kg eval
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_eval_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
