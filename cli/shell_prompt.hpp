// The interactive side of kg shell: line editing, history, completion, :commands.
#pragma once

#include <string>

#include "query/session.hpp"

namespace kg::cli {

/// Reads queries from standard input until its end or `:quit`: with prompts, history and completion on
/// a terminal, plainly from a pipe. A query ends with ';' or an empty line. False if some query failed.
bool run_prompt(query::Session& session, const std::string& graph_name);

}  // namespace kg::cli
