#include "cli/shell_prompt.hpp"

#include <iostream>

#include "query/print.hpp"

namespace kg::cli {

void run_prompt(query::Session& session, const std::string& graph_name) {
  static_cast<void>(graph_name);
  for (std::string line; std::getline(std::cin, line);) {
    if (line == ":quit") return;
    try {
      const auto result = session.run(line);
      for (const auto& row : result.rows) {
        for (const auto& value : row) std::cout << query::print_cell(value, session.graph()) << '\t';
        std::cout << '\n';
      }
    } catch (const Error& error) {
      std::cerr << error.report() << '\n';
    }
  }
}

}  // namespace kg::cli
