#include "cli/commands.hpp"

#include "cli/add_command.hpp"
#include "cli/analyze_command.hpp"
#include "cli/build_command.hpp"
#include "cli/check_command.hpp"
#include "cli/communities_command.hpp"
#include "cli/completion_command.hpp"
#include "cli/diff_command.hpp"
#include "cli/eval_command.hpp"
#include "cli/export_command.hpp"
#include "cli/extract_command.hpp"
#include "cli/import_command.hpp"
#include "cli/merge_command.hpp"
#include "cli/path_command.hpp"
#include "cli/query_command.hpp"
#include "cli/rank_command.hpp"
#include "cli/remove_command.hpp"
#include "cli/render_command.hpp"
#include "cli/review_command.hpp"
#include "cli/shell_command.hpp"
#include "cli/show_command.hpp"
#include "cli/stats_command.hpp"
#include "cli/timeline_command.hpp"
#include "cli/why_command.hpp"

namespace kg::cli {

// One line a command: its function stands in cli/<name>_command.cpp.

std::span<const AddCommand> commands() {
  static constexpr AddCommand all[] = {
      add_build_command,
      add_query_command,
      add_show_command,
      add_path_command,
      add_timeline_command,
      add_rank_command,
      add_communities_command,
      add_analyze_command,
      add_why_command,
      add_review_command,
      add_add_command,
      add_remove_command,
      add_merge_command,
      add_diff_command,
      add_check_command,
      add_stats_command,
      add_import_command,
      add_extract_command,
      add_eval_command,
      add_render_command,
      add_export_command,
      add_shell_command,
      add_completion_command,
  };
  return all;
}

}  // namespace kg::cli
