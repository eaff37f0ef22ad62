// kg query: an English question or Cypher.
#pragma once

#include "cli/command.hpp"

namespace kg::cli {

void add_query_command(CLI::App& app, int& exit_code);

}  // namespace kg::cli
