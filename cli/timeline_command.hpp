// kg timeline [NAME]: what happened, in the order of dates.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_timeline_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
