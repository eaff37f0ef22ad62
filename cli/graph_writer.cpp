#include "cli/graph_writer.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/interrupt.hpp"
#include "graph/facts_json.hpp"
#include "graph/in_order.hpp"

namespace kg::cli {

void add_engine_options(CLI::App& command, ReadingOptions& options) {
  command.add_option("--ontology", options.ontology, "folder of ontology files that replace the built-in ones")->type_name("DIR");
  command.add_option("-j,--jobs", options.jobs, "threads (default: all cores)")->type_name("N")->check(CLI::Range(1, 1024));
}

void add_memory_option(CLI::App& command, ReadingOptions& options) {
  command.add_option("--memory", options.memory, "memory to work in; what does not fit waits in scratch files beside the graph (default: 2G)")
      ->type_name("SIZE")
      ->transform(CLI::AsSizeValue(false).description(""))
      ->check(CLI::Range(std::size_t{256} << 20, std::size_t{1} << 50).description(""));
}

void add_source_options(CLI::App& command, ReadingOptions& options) {
  command.add_option("--date", options.date, "publication date of articles that give none")->type_name("YYYY-MM-DD");
  command.add_flag("--strict", options.strict, "fail (exit 1) if a document is skipped");
}

GraphWriter::GraphWriter(std::string output, const ReadingOptions& options)
    : output_(std::move(output)),
      options_(options),
      interrupted_(watch_for_interrupt()),
      ontology_(options.ontology.empty() ? ontology::Ontology::standard() : ontology::Ontology::load(options.ontology)),
      documents_(workspace()) {
  if (output_ == "-") return;
  graph::Replacement::Options waiting;
  waiting.cancelled = &interrupted_;
  waiting.waiting = [&] { std::cerr << "kg: " << output_ << ": another kg is writing this graph; waiting for it\n"; };
  replacement_ = std::make_unique<graph::Replacement>(output_, waiting);
}

graph::Workspace GraphWriter::workspace() const {
  // A part of it goes to the program itself: its model, its ontology, texts on their way.
  constexpr std::size_t program = std::size_t{100} << 20;
  graph::Workspace workspace;
  workspace.memory = options_.memory - std::min(program, options_.memory / 2);
  if (output_ != "-") {
    const std::string folder = std::filesystem::path(output_).parent_path().string();
    workspace.folder = folder.empty() ? "." : folder;
  }
  workspace.cancelled = &interrupted_;
  workspace.jobs = options_.jobs;
  return workspace;
}

const extract::Extractor& GraphWriter::extractor() {
  if (!extractor_) extractor_ = std::make_unique<extract::Extractor>(ontology_);
  return *extractor_;
}

extract::PipelineOptions pipeline_options(const ReadingOptions& options) {
  extract::PipelineOptions pipeline;
  pipeline.jobs = options.jobs;
  if (options.date.empty()) return pipeline;
  const std::optional<Date> date = Date::parse(options.date);
  if (!date || date->unit() != DateUnit::day) throw Error("not a date: '" + options.date + "'", "--date", {}, "write it as 2018-06-12");
  pipeline.read.published = *date;
  return pipeline;
}

extract::PipelineOptions GraphWriter::pipeline() {
  extract::PipelineOptions options = pipeline_options(options_);
  options.cancelled = &interrupted_;
  options.bytes_in_flight = std::min(options.bytes_in_flight, options_.memory / 32);
  options.progress = [this](const extract::Progress& progress) { progress_.show(progress); };
  options.skipped = [this](const source::Skipped& skipped) {
    ++skipped_;
    progress_.keep(skipped_line(skipped));
  };
  return options;
}

void GraphWriter::read(const std::vector<std::string>& sources, const graph::Graph* known) {
  extract::PipelineOptions options = pipeline();
  if (known != nullptr && known->made_by() == made_by()) options.known = known;
  progress_.expect(sources);
  extract::read_documents(sources, extractor(), options, documents_);
}

void GraphWriter::read_claims(const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    std::ifstream opened;
    if (file != "-") opened.open(file, std::ios::binary);
    std::istream& in = file == "-" ? std::cin : opened;
    if (!in) throw Error("cannot read the claims", file);
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
      if (line.empty()) continue;
      if (interrupted_) throw Error("stopped; nothing was written");
      const graph::ClaimsLine read = graph::parse_claims_line(line, file + ":" + std::to_string(number));
      if (read.made_by != made_by()) {
        throw Error("these claims were made with another ontology or model", file + ":" + std::to_string(number), {},
                    "run 'kg extract' again with this kg and the same --ontology");
      }
      take(read.document);
    }
    if (in.bad()) throw Error("cannot read the claims", file);
  }
}

void GraphWriter::take(const graph::Graph& graph, const std::function<bool(const graph::DocumentView&)>& wanted) {
  if (graph.made_by() == made_by()) return documents_.add(graph, wanted);
  progress_.keep("kg: " + std::string(graph.source()) +
                 ": made with another ontology or model; its articles are read again from their texts");
  extract::extract_again(graph, wanted, extractor(), pipeline(), documents_);
}

void GraphWriter::write(const graph::Decisions& decisions) {
  if (documents_.size() == 0) {
    tell_skipped_count();
    throw Error("no document to make a graph of", output_ == "-" ? "" : output_, {}, "give files or folders of English articles");
  }
  progress_.say(fmt::format("{} articles: resolving names and events", documents_.size()));
  if (!replacement_) {
    const graph::SectionsToWrite sections = graph::freeze(documents_, decisions, ontology_, made_by(), workspace());
    if (interrupted_) throw Error("stopped; nothing was written");
    sections.write([](std::string_view bytes) { std::cout << bytes; });
    return;
  }
  graph::SectionsInPlace file([&](std::uint64_t at, std::string_view bytes) {
    if (interrupted_) throw Error("stopped; nothing was written");
    replacement_->write(at, bytes);
  });
  graph::SectionsToWrite sections =
      graph::freeze(documents_, decisions, ontology_, made_by(), workspace(),
                    [&](const graph::SectionsToWrite& so_far) { file.write(so_far, graph::Section::claims, workspace()); });
  file.finish(sections, workspace());
  const auto count = [&](graph::Section section) { return sections[section].size() / sizeof(std::uint32_t); };
  const std::string made = fmt::format("kg: {}: {} nodes, {} edges", output_, count(graph::Section::node_keys), count(graph::Section::edge_sources));
  // The memory of a large graph takes as long to give back as the disk takes to be done.
  graph::side_by_side(workspace(), [&] { replacement_->commit(); }, [&] { sections = graph::SectionsToWrite(workspace()); });
  progress_.conclude(made);
}

void GraphWriter::tell_skipped_count() {
  if (skipped_ > 0) progress_.keep(fmt::format("kg: skipped {} {}", skipped_, skipped_ == 1 ? "document" : "documents"));
}

int GraphWriter::exit_code() const { return skipped_ == 0 ? done : options_.strict ? failed : some_skipped; }

std::string read_whole(const std::string& path) {
  std::ostringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
    return std::move(text).str();
  }
  std::ifstream in(path, std::ios::binary);
  // A folder opens, but its first byte cannot be read.
  if (!in || (in.peek(), in.bad())) throw Error("cannot read the file", path);
  if (in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
  return std::move(text).str();
}

graph::Decisions load_decisions(const std::string& path) {
  return path.empty() ? graph::Decisions() : graph::Decisions::parse(read_whole(path), path);
}

graph::Decisions decisions_of(const graph::Graph& graph) {
  if (graph.decisions().empty()) return {};
  return graph::Decisions::parse(graph.decisions(), std::string(graph.source()));
}

}  // namespace kg::cli
