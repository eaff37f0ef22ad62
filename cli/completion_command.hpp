// kg completion bash: what the Tab key offers at the shell's own prompt.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_completion_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
