#include "cli/render_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "cli/output_file.hpp"
#include "export/drawing.hpp"
#include "export/layout.hpp"
#include "graph/graph.hpp"

namespace kg::cli {

namespace {

struct Settings {
  std::string graph;
  std::string name;
  std::string output = "graph.svg";
  std::string format;
  std::string layout;
  std::string theme = "light";
  std::string since, until;
  exporter::DiagramOptions diagram;
};

exporter::PictureFormat picture_format(const Settings& settings) {
  const std::pair<std::string_view, exporter::PictureFormat> formats[] = {
      {"svg", exporter::PictureFormat::svg}, {"png", exporter::PictureFormat::png},
      {"pdf", exporter::PictureFormat::pdf}, {"dot", exporter::PictureFormat::dot}};
  for (const auto& [name, format] : formats) {
    if (settings.format.empty() ? settings.output.ends_with("." + std::string(name)) : settings.format == name) return format;
  }
  if (settings.output == "-") return exporter::PictureFormat::svg;
  throw Error("cannot tell the format of '" + settings.output + "'", {}, {}, "end the name in .svg, .png, .pdf or .dot, or add --format");
}

std::string name_of(const graph::PropertyGraph& graph, graph::NodeId node) {
  const auto key = graph.find_key("name");
  const graph::PropertyValue value = key ? graph.property(node, *key) : graph::PropertyValue{};
  const auto* text = std::get_if<std::string>(&value.data);
  return text == nullptr ? std::string() : *text;
}

// "Kim Jong Un (Person)"
std::string described(const graph::PropertyGraph& graph, graph::NodeId node) {
  const auto labels = graph.labels(node);
  return name_of(graph, node) + (labels.empty() ? "" : " (" + std::string(graph.name(labels.front())) + ")");
}

std::size_t degree(const graph::PropertyGraph& graph, graph::NodeId node) {
  return graph.out(node).size() + graph.in(node).size();
}

// The node that `name` means; of several, the one with most edges, and the choice is told.
graph::NodeId find_node(const graph::PropertyGraph& graph, const std::string& name) {
  const std::string folded = fold_name(name);
  std::vector<graph::NodeId> found = graph.find_name(folded);
  if (found.empty()) {
    std::string hint;
    for (const graph::NodeId node : graph.find_similar(folded, 2, 5)) hint += (hint.empty() ? "" : ", ") + name_of(graph, node);
    throw Error("no node is called '" + name + "'", {}, {}, hint.empty() ? "'kg stats' tells what is in the graph" : "did you mean " + hint + "?");
  }
  std::stable_sort(found.begin(), found.end(),
                   [&](graph::NodeId a, graph::NodeId b) { return degree(graph, a) > degree(graph, b); });
  if (found.size() > 1) {
    std::string others;
    for (std::size_t i = 1; i < found.size() && i < 4; ++i) others += (others.empty() ? "" : ", ") + described(graph, found[i]);
    std::cerr << "kg: " << name << ": took " << described(graph, found[0]) << ", not " << others << '\n';
  }
  return found.front();
}

void run(Settings& settings) {
  const exporter::PictureFormat format = picture_format(settings);
  settings.diagram.since = date_option(settings.since, "--since");
  settings.diagram.until = date_option(settings.until, "--until");
  settings.diagram.timeline = settings.layout == "timeline";
  const std::unique_ptr<graph::Graph> graph = graph::Graph::open(settings.graph);
  if (!settings.name.empty()) settings.diagram.focus = find_node(*graph, settings.name);
  const exporter::Diagram diagram = exporter::make_diagram(*graph, settings.diagram);
  const exporter::Theme theme = settings.theme == "dark" ? exporter::Theme::dark : exporter::Theme::light;
  const exporter::Picture picture = exporter::draw(diagram, {format, settings.layout, theme});
  for (const auto* notes : {&diagram.notes, &picture.notes}) {
    for (const std::string& note : *notes) std::cerr << "kg: " << note << '\n';
  }
  write_output(settings.output, [&](std::ostream& out) { out << picture.bytes; });
}

}  // namespace

void add_render_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("render", "Draw a relationship diagram: SVG, PNG, PDF or DOT");
  auto settings = std::make_shared<Settings>();
  add_graph_option(*command, settings->graph);
  command->add_option("NAME", settings->name, "draw what is around this node; default: the whole graph");
  command->add_option("-o,--output", settings->output, "picture file; '-' is standard output")->type_name("FILE")->capture_default_str();
  command->add_option("--format", settings->format, "default: by the suffix of FILE")
      ->type_name("F")
      ->check(CLI::IsMember({"svg", "png", "pdf", "dot"}));
  command->add_option("--hops", settings->diagram.hops, "how many steps from NAME")->type_name("N")->capture_default_str()->check(CLI::Range(0, 100));
  command->add_option("--types", settings->diagram.types, "only these node labels and edge types: Person,State,MET …")
      ->type_name("T,T")
      ->delimiter(',');
  command->add_option("--since", settings->since, "leave out what ended before")->type_name("DATE");
  command->add_option("--until", settings->until, "leave out what began later")->type_name("DATE");
  command->add_option("--top", settings->diagram.top, "at most N nodes (of a timeline: meetings), most reported first (default 40)")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  command->add_option("--lines", settings->diagram.lines, "at most N lines, most reported first (default two a node)")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  std::vector<std::string> names(exporter::layouts().begin(), exporter::layouts().end());
  command->add_option("--layout", settings->layout, "default: by size; timeline: meetings by date")
      ->type_name("L")
      ->check(CLI::IsMember(names));
  command->add_option("--theme", settings->theme, "light or dark")->type_name("T")->capture_default_str()->check(CLI::IsMember({"light", "dark"}));
  command->add_option("--title", settings->diagram.title, "heading of the picture")->type_name("TEXT");
  command->callback([settings] { run(*settings); });
}

}  // namespace kg::cli
