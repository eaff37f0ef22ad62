// The interactive side of kg shell: line editing, history, completion, :commands.
#pragma once

#include <string>

#include "query/session.hpp"

namespace kg::cli {

/// Reads queries from standard input until its end or `:quit`; prompts only on a terminal.
void run_prompt(query::Session& session, const std::string& graph_name);

}  // namespace kg::cli
