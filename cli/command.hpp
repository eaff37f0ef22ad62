// What every command file of cli/ offers to main.cpp.
#pragma once

#include <string>

#include "base/date.hpp"

namespace CLI {
class App;
}

namespace kg::cli {

/// Exit status of the program (DESIGN §7).
enum ExitCode : int { done = 0, failed = 1, wrong_usage = 2, some_skipped = 3 };

/// Adds one subcommand to `app`; when the user chose it, its callback does the work and leaves
/// `exit_code` as it is (done) or sets another. Throws kg::Error for the user's faults.
using AddCommand = void (*)(CLI::App& app, int& exit_code);

/// `-g`: adds the option; its value defaults to $KG_GRAPH, then ./graph.kg.
void add_graph_option(CLI::App& command, std::string& graph);

/// The date that the user gave to `option`; unknown if `text` is empty. Throws kg::Error for anything else.
Date date_option(const std::string& text, const char* option);

}  // namespace kg::cli
