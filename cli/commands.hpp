// The table of all commands, in the order that `kg --help` shows them.
#pragma once

#include <span>

#include "cli/command.hpp"

namespace kg::cli {

std::span<const AddCommand> commands();

}  // namespace kg::cli
