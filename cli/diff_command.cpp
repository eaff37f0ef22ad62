#include "cli/diff_command.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>

#include "export/json_value.hpp"
#include "graph/diff.hpp"
#include "graph/graph.hpp"

namespace kg::cli {

namespace {

using graph::Change;

struct Options {
  std::string before, after;
  bool json = false;
};

std::string json_of(const graph::PropertyValue& value) {
  std::ostringstream text;
  {
    exporter::Output out(text);
    exporter::write_json_value(out, value);
    out.finish();
  }
  return std::move(text).str();
}

const char* name_of(Change::What what) {
  return what == Change::What::gone ? "gone" : what == Change::What::fresh ? "new" : "changed";
}

// - gone, + new, ~ changed: one line each, under the name of their kind.
void print(const std::vector<Change>& changes) {
  std::map<std::string, std::array<std::size_t, 3>> counts;
  const std::string* kind = nullptr;
  for (const Change& change : changes) {
    ++counts[change.kind][static_cast<std::size_t>(change.what)];
    if (kind == nullptr || *kind != change.kind) std::cout << change.kind << '\n';
    kind = &change.kind;
    std::cout << (change.what == Change::What::gone ? "  - " : change.what == Change::What::fresh ? "  + " : "  ~ ") << change.shown;
    const char* separator = ": ";
    for (const auto& [key, before, after] : change.properties) {
      std::cout << separator << key << ' ' << json_of(before) << " -> " << json_of(after);
      separator = ", ";
    }
    std::cout << '\n';
  }
  for (const auto& [its_kind, count] : counts) {
    std::cerr << its_kind << ": " << count[0] << " gone, " << count[1] << " new, " << count[2] << " changed\n";
  }
  if (changes.empty()) std::cerr << "no difference\n";
}

void print_json(const std::vector<Change>& changes) {
  std::cout << "{\"changes\":[";
  const char* separator = "\n";
  for (const Change& change : changes) {
    std::cout << separator << "{\"what\":\"" << name_of(change.what) << "\",\"element\":\""
              << (change.is_edge ? "edge" : change.kind == "Document" ? "document" : "node") << "\",\"kind\":" << json_of(change.kind)
              << ",\"key\":" << json_of(change.key) << ",\"name\":" << json_of(change.shown) << ",\"properties\":[";
    separator = "";
    for (const auto& [key, before, after] : change.properties) {
      std::cout << separator << "{\"key\":" << json_of(key) << ",\"before\":" << json_of(before) << ",\"after\":" << json_of(after) << '}';
      separator = ",";
    }
    std::cout << "]}";
    separator = ",\n";
  }
  std::cout << "]}\n";
}

}  // namespace

void add_diff_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("diff", "Tell what came, went and changed between two graphs");
  const auto options = std::make_shared<Options>();
  command->add_option("OLD", options->before, "graph file")->required();
  command->add_option("NEW", options->after, "graph file")->required();
  command->add_flag("--json", options->json, "as JSON");
  command->callback([options] {
    const auto before = graph::Graph::open(options->before), after = graph::Graph::open(options->after);
    const std::vector<Change> changes = graph::diff(*before, *after);
    options->json ? print_json(changes) : print(changes);
  });
}

}  // namespace kg::cli
