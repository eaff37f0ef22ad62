#include "cli/rank_command.hpp"

#include <CLI/CLI.hpp>
#include <cmath>
#include <memory>

#include "cli/answer_output.hpp"
#include "graph/graph.hpp"
#include "graph/network.hpp"
#include "query/display.hpp"

namespace kg::cli {

namespace {

struct Settings {
  std::string graph, label;
  std::string by = "degree";
  std::string format = "table";
  std::size_t top = 10;
};

void run(const Settings& settings) {
  const std::pair<std::string_view, graph::RankBy> measures[] = {
      {"degree", graph::RankBy::degree}, {"pagerank", graph::RankBy::pagerank}, {"betweenness", graph::RankBy::betweenness}};
  graph::RankBy by = graph::RankBy::degree;
  for (const auto& [name, measure] : measures)
    if (name == settings.by) by = measure;
  const auto graph = graph::Graph::open(settings.graph);
  query::Answer answer;
  answer.columns = {"rank", "name", "label", settings.by};
  std::int64_t place = 0;
  for (const graph::Ranked& one : graph::rank(*graph, by, settings.label, settings.top)) {
    const auto labels = graph->labels(one.node);
    const query::Value score = by == graph::RankBy::degree ? query::Value(static_cast<std::int64_t>(one.score)) : query::Value(std::round(one.score * 1e6) / 1e6);
    const std::string name = query::display(*graph, query::Value(one.node));
    answer.rows.push_back({query::Value(++place), query::Value(name), query::Value(labels.empty() ? std::string() : std::string(graph->name(labels.front()))), score});
    answer.evidence.emplace_back();
    answer.answers.push_back(name);
  }
  print_rows(*graph, answer, settings.format);
}

}  // namespace

void add_rank_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("rank", "the most connected actors");
  auto settings = std::make_shared<Settings>();
  add_graph_option(*command, settings->graph);
  command->add_option("--by", settings->by, "degree (edges), pagerank, or betweenness (share of shortest paths between others)")
      ->check(CLI::IsMember({"degree", "pagerank", "betweenness"}))
      ->capture_default_str();
  command->add_option("--top", settings->top, "how many")->check(CLI::PositiveNumber)->capture_default_str();
  command->add_option("--label", settings->label, "only nodes with this label: Person, State, Organization … (default: Actor)")->type_name("LABEL");
  add_row_format(*command, settings->format);
  command->callback([settings] { run(*settings); });
}

}  // namespace kg::cli
