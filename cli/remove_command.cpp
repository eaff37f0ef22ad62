#include "cli/remove_command.hpp"

#include <fnmatch.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "base/error.hpp"
#include "cli/graph_writer.hpp"

namespace kg::cli {

namespace {

struct Options {
  std::string graph;
  std::vector<std::string> documents;
  ReadingOptions reading;
};

bool names(const std::string& wanted, const graph::PackedDocument& document) {
  if (document.id.hex() == wanted) return true;
  return std::any_of(document.uris.begin(), document.uris.end(), [&](const std::string& uri) {
    return uri == wanted || ::fnmatch(wanted.c_str(), uri.c_str(), 0) == 0;
  });
}

void remove(const Options& options) {
  GraphWriter writer(options.graph, options.reading);
  const auto graph = graph::Graph::open(options.graph);
  std::vector<graph::PackedDocument> documents = graph::packed_documents(*graph);
  const std::size_t before = documents.size();
  for (const std::string& wanted : options.documents) {
    // Each name must mean something: a slip of the pen is told, and nothing is removed.
    const auto named = [&](const graph::PackedDocument& document) { return names(wanted, document); };
    bool found = std::any_of(documents.begin(), documents.end(), named);
    std::erase_if(documents, named);
    for (std::uint32_t i = 0; !found && i < graph->document_count(); ++i) found = named(graph->packed_document(graph::DocumentIndex{i}));
    if (!found) {
      throw Error("no document '" + wanted + "'", options.graph, {}, "name it by its id, its address, or a pattern: 'news/2018-*'");
    }
  }
  if (documents.empty()) {
    throw Error("all " + std::to_string(before) + " documents would go", options.graph, {}, "delete the file if that is meant");
  }
  const std::size_t removed = before - documents.size();
  writer.write(writer.up_to_date(std::move(documents), *graph), decisions_of(*graph));
  std::cerr << "kg: removed " << removed << (removed == 1 ? " document\n" : " documents\n");
}

}  // namespace

void add_remove_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("remove", "Take documents out of a graph, as if they had never been read");
  const auto options = std::make_shared<Options>();
  command->add_option("GRAPH", options->graph, "graph file to change")->required();
  command->add_option("DOC", options->documents, "document id, address, or pattern of addresses with * ? []")->required();
  add_engine_options(*command, options->reading);
  command->callback([options] { remove(*options); });
}

}  // namespace kg::cli
