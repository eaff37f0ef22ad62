#include "cli/command.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "base/error.hpp"

namespace kg::cli {

void add_graph_option(CLI::App& command, std::string& graph) {
  const char* from_environment = std::getenv("KG_GRAPH");
  graph = from_environment != nullptr && *from_environment != '\0' ? from_environment : "graph.kg";
  command.add_option("-g,--graph", graph, "graph file")->type_name("GRAPH")->capture_default_str();
}

Date date_option(const std::string& text, const char* option) {
  if (text.empty()) return {};
  const auto date = Date::parse(text);
  if (!date) throw Error("'" + text + "' is no date", option, {}, "write YYYY, YYYY-MM or YYYY-MM-DD");
  return *date;
}

}  // namespace kg::cli
