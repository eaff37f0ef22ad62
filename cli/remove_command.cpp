#include "cli/remove_command.hpp"

#include <fnmatch.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <set>

#include "base/error.hpp"
#include "cli/graph_writer.hpp"

namespace kg::cli {

namespace {

struct Options {
  std::string graph;
  std::vector<std::string> documents;
  ReadingOptions reading;
};

bool names(const std::string& wanted, const graph::DocumentView& document) {
  if (document.id.hex() == wanted) return true;
  return std::any_of(document.uris.begin(), document.uris.end(), [&](const std::string& uri) {
    return uri == wanted || ::fnmatch(wanted.c_str(), uri.c_str(), 0) == 0;
  });
}

void remove(const Options& options) {
  GraphWriter writer(options.graph, options.reading);
  const auto graph = graph::Graph::open(options.graph);
  std::set<DocumentId> gone;
  std::vector<bool> meant(options.documents.size());
  for (std::uint32_t i = 0; i < graph->document_count(); ++i) {
    const graph::DocumentView document = graph->document(graph::DocumentIndex{i});
    for (std::size_t w = 0; w < meant.size(); ++w) {
      if (!names(options.documents[w], document)) continue;
      meant[w] = true;
      gone.insert(document.id);
    }
  }
  // Each name must mean something: a slip of the pen is told, and nothing is removed.
  if (const auto slip = std::find(meant.begin(), meant.end(), false); slip != meant.end()) {
    throw Error("no document '" + options.documents[static_cast<std::size_t>(slip - meant.begin())] + "'", options.graph, {},
                "name it by its id, its address, or a pattern: 'news/2018-*'");
  }
  if (gone.size() == graph->document_count()) {
    throw Error("all " + std::to_string(gone.size()) + " documents would go", options.graph, {}, "delete the file if that is meant");
  }
  writer.take(*graph, [&](const graph::DocumentView& document) { return !gone.contains(document.id); });
  writer.write(decisions_of(*graph));
  std::cerr << "kg: removed " << gone.size() << (gone.size() == 1 ? " document\n" : " documents\n");
}

}  // namespace

void add_remove_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("remove", "Take documents out of a graph, as if they had never been read");
  const auto options = std::make_shared<Options>();
  command->add_option("GRAPH", options->graph, "graph file to change")->required();
  command->add_option("DOC", options->documents, "document id, address, or pattern of addresses with * ? []")->required();
  add_engine_options(*command, options->reading);
  add_memory_option(*command, options->reading);
  command->callback([options] { remove(*options); });
}

}  // namespace kg::cli
