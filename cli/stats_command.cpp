#include "cli/stats_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "export/output.hpp"
#include "graph/graph.hpp"
#include "graph/statistics.hpp"

namespace kg::cli {

namespace {

using graph::Statistics;

struct Options {
  std::string graph;
  std::size_t top = 10;
  bool json = false;
};

std::string share(std::uint64_t part, std::uint64_t all) {
  return all == 0 ? "0" : fmt::format("{} ({} %)", part, (part * 100 + all / 2) / all);
}

void list(const char* title, const std::vector<Statistics::Count>& counts) {
  if (counts.empty()) return;
  std::cout << '\n' << title << '\n';
  for (const auto& [name, count] : counts) std::cout << fmt::format("{:>9}  {}\n", count, name);
}

void print(const Statistics& all) {
  std::cout << fmt::format("{} nodes, {} edges, {} documents, {} claims\n", all.nodes, all.edges, all.documents, all.claims);
  std::cout << fmt::format("documents with a date   {}", share(all.dated_documents, all.documents));
  if (all.dated_documents > 0) std::cout << fmt::format(", {} to {}", all.first_published.iso(), all.last_published.iso());
  std::cout << fmt::format("\nmeetings with a date    {}\n", share(all.meetings_with_date, all.meetings));
  std::cout << fmt::format("meetings with a place   {}\n", share(all.meetings_with_place, all.meetings));
  std::cout << fmt::format("events with a date      {}\n", share(all.events_with_date, all.events));
  list("Nodes by label", all.labels);
  list("Edges by type", all.types);
  list("Meetings by status", all.meeting_status);
  list("Actors by documents that mention them", all.top_actors);
}

void print_json(const Statistics& all) {
  // A handful of numbers and names: written by hand, strings through the exporter's escaping.
  exporter::Output out(std::cout);
  const auto counts = [&](const char* key, const std::vector<Statistics::Count>& list) {
    out.raw(fmt::format(",\"{}\":[", key));
    for (std::size_t i = 0; i < list.size(); ++i) {
      out.raw(i == 0 ? "{\"name\":" : ",{\"name\":").json(list[i].name);
      out.raw(fmt::format(",\"count\":{}}}", list[i].count));
    }
    out.raw("]");
  };
  out.raw(fmt::format("{{\"nodes\":{},\"edges\":{},\"documents\":{},\"documents_with_date\":{},\"claims\":{}", all.nodes, all.edges, all.documents,
                     all.dated_documents, all.claims));
  out.raw(fmt::format(",\"first_published\":\"{}\",\"last_published\":\"{}\"", all.first_published.iso(), all.last_published.iso()));
  out.raw(fmt::format(",\"meetings\":{},\"meetings_with_date\":{},\"meetings_with_place\":{},\"events\":{},\"events_with_date\":{}", all.meetings,
                     all.meetings_with_date, all.meetings_with_place, all.events, all.events_with_date));
  counts("labels", all.labels);
  counts("types", all.types);
  counts("meeting_status", all.meeting_status);
  counts("top_actors", all.top_actors);
  out.raw("}\n");
  out.finish();
}

}  // namespace

void add_stats_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("stats", "Tell how much of what a graph holds");
  const auto options = std::make_shared<Options>();
  add_graph_option(*command, options->graph);
  command->add_option("GRAPH", options->graph, "graph file (like -g)");
  command->add_option("--top", options->top, "how many actors to list")->type_name("N")->capture_default_str();
  command->add_flag("--json", options->json, "as one JSON object");
  command->callback([options] {
    const Statistics all = graph::statistics(*graph::Graph::open(options->graph), options->top);
    options->json ? print_json(all) : print(all);
  });
}

}  // namespace kg::cli
