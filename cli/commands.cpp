#include "cli/commands.hpp"

#include "cli/build_command.hpp"
#include "cli/export_command.hpp"
#include "cli/render_command.hpp"
#include "cli/review_command.hpp"
#include "cli/shell_command.hpp"
#include "cli/why_command.hpp"

namespace kg::cli {

// One line a command: its function stands in cli/<name>_command.cpp.

std::span<const AddCommand> commands() {
  static constexpr AddCommand all[] = {
      add_build_command,
      add_why_command,
      add_review_command,
      add_render_command,
      add_export_command,
      add_shell_command,
  };
  return all;
}

}  // namespace kg::cli
