#include "cli/commands.hpp"

#include "cli/export_command.hpp"
#include "cli/render_command.hpp"

namespace kg::cli {

// One line a command: its function stands in cli/<name>_command.cpp.

std::span<const AddCommand> commands() {
  static constexpr AddCommand all[] = {
      add_render_command,
      add_export_command,
  };
  return all;
}

}  // namespace kg::cli
