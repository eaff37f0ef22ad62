#include "cli/communities_command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "cli/answer_output.hpp"
#include "graph/graph.hpp"
#include "graph/network.hpp"
#include "query/display.hpp"

namespace kg::cli {

namespace {

struct Settings {
  std::string graph, label;
  std::string format = "table";
  std::size_t top = 10, members = 8, smallest = 2;
};

void run(const Settings& settings) {
  const auto graph = graph::Graph::open(settings.graph);
  query::Answer answer;
  answer.columns = {"community", "size", "members"};
  std::int64_t number = 0;
  for (const std::vector<graph::NodeId>& group : graph::communities(*graph, settings.label)) {
    if (group.size() < settings.smallest || static_cast<std::size_t>(number) == settings.top) break;  // largest first
    auto members = std::make_shared<query::List>();
    for (std::size_t i = 0; i < std::min(settings.members, group.size()); ++i) members->emplace_back(query::display(*graph, query::Value(group[i])));
    if (group.size() > settings.members) members->emplace_back(std::string("…"));
    answer.rows.push_back({query::Value(++number), query::Value(static_cast<std::int64_t>(group.size())), query::Value(std::shared_ptr<const query::List>(std::move(members)))});
    answer.evidence.emplace_back();
    answer.answers.push_back(query::display(*graph, query::Value(group.front())));
  }
  print_rows(*graph, answer, settings.format);
}

}  // namespace

void add_communities_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("communities", "actors that belong together (Louvain method)");
  auto settings = std::make_shared<Settings>();
  add_graph_option(*command, settings->graph);
  command->add_option("--top", settings->top, "how many communities")->check(CLI::PositiveNumber)->capture_default_str();
  command->add_option("--members", settings->members, "members shown of each, those with most links first")->check(CLI::PositiveNumber)->capture_default_str();
  command->add_option("--smallest", settings->smallest, "leave out smaller communities")->check(CLI::PositiveNumber)->capture_default_str();
  command->add_option("--label", settings->label, "only nodes with this label: Person, State, Organization … (default: Actor)")->type_name("LABEL");
  add_row_format(*command, settings->format);
  command->callback([settings] { run(*settings); });
}

}  // namespace kg::cli
