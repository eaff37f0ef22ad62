#include "cli/graph_writer.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/interrupt.hpp"

namespace kg::cli {

void add_engine_options(CLI::App& command, ReadingOptions& options) {
  command.add_option("--ontology", options.ontology, "folder of ontology files that replace the built-in ones")->type_name("DIR");
  command.add_option("-j,--jobs", options.jobs, "threads (default: all cores)")->type_name("N")->check(CLI::Range(1, 1024));
}

void add_source_options(CLI::App& command, ReadingOptions& options) {
  command.add_option("--date", options.date, "publication date of articles that give none")->type_name("YYYY-MM-DD");
  command.add_flag("--strict", options.strict, "fail (exit 1) if a document is skipped");
}

GraphWriter::GraphWriter(std::string output, const ReadingOptions& options)
    : output_(std::move(output)),
      options_(options),
      interrupted_(watch_for_interrupt()),
      ontology_(options.ontology.empty() ? ontology::Ontology::standard() : ontology::Ontology::load(options.ontology)) {
  if (output_ == "-") return;
  graph::Replacement::Options waiting;
  waiting.cancelled = &interrupted_;
  waiting.waiting = [&] { std::cerr << "kg: " << output_ << ": another kg is writing this graph; waiting for it\n"; };
  replacement_ = std::make_unique<graph::Replacement>(output_, waiting);
}

const extract::Extractor& GraphWriter::extractor() {
  if (!extractor_) extractor_ = std::make_unique<extract::Extractor>(ontology_);
  return *extractor_;
}

extract::PipelineOptions GraphWriter::pipeline_options() {
  extract::PipelineOptions options;
  if (!options_.date.empty()) {
    const std::optional<Date> date = Date::parse(options_.date);
    if (!date || date->unit() != DateUnit::day) {
      throw Error("not a date: '" + options_.date + "'", "--date", {}, "write it as 2018-06-12");
    }
    options.read.published = *date;
  }
  options.jobs = options_.jobs;
  options.cancelled = &interrupted_;
  options.progress = [this](const extract::Progress& progress) { progress_.show(progress); };
  options.skipped = [this](const source::Skipped& skipped) {
    ++skipped_;
    progress_.keep(skipped_line(skipped));
  };
  return options;
}

std::vector<graph::PackedDocument> GraphWriter::read(const std::vector<std::string>& sources, const graph::Graph* known) {
  extract::PipelineOptions options = pipeline_options();
  if (known != nullptr && known->made_by() == made_by()) options.known = known;
  progress_.expect(sources);
  return extract::read_documents(sources, extractor(), options);
}

std::vector<graph::PackedDocument> GraphWriter::documents_of(const graph::Graph& graph) {
  return up_to_date(graph::packed_documents(graph), graph);
}

std::vector<graph::PackedDocument> GraphWriter::up_to_date(std::vector<graph::PackedDocument> documents, const graph::Graph& graph) {
  if (graph.made_by() != made_by()) {
    progress_.keep("kg: " + std::string(graph.source()) +
                   ": made with another ontology or model; its articles are read again from their texts");
    extract::extract_again(documents, extractor(), pipeline_options());
  }
  return documents;
}

void GraphWriter::write(std::vector<graph::PackedDocument> documents, const graph::Decisions& decisions) {
  if (documents.empty()) {
    tell_skipped_count();
    throw Error("no document to make a graph of", output_ == "-" ? "" : output_, {}, "give files or folders of English articles");
  }
  progress_.say(fmt::format("{} articles: resolving names and events", documents.size()));
  const graph::SectionsToWrite sections = graph::freeze(std::move(documents), decisions, ontology_, made_by());
  if (interrupted_) throw Error("stopped; nothing was written");
  if (!replacement_) {
    sections.write([](std::string_view bytes) { std::cout << bytes; });
    return;
  }
  sections.write([&](std::string_view bytes) {
    if (interrupted_) throw Error("stopped; nothing was written");
    replacement_->write(bytes);
  });
  replacement_->commit();
}

void GraphWriter::tell_skipped_count() {
  if (skipped_ > 0) progress_.keep(fmt::format("kg: skipped {} {}", skipped_, skipped_ == 1 ? "document" : "documents"));
}

int GraphWriter::exit_code() const { return skipped_ == 0 ? done : options_.strict ? failed : some_skipped; }

graph::Decisions load_decisions(const std::string& path) {
  if (path.empty()) return {};
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw Error("cannot read the decisions", path);
  return graph::Decisions::parse(std::move(text).str(), path);
}

graph::Decisions decisions_of(const graph::Graph& graph) {
  if (graph.decisions().empty()) return {};
  return graph::Decisions::parse(graph.decisions(), std::string(graph.source()));
}

}  // namespace kg::cli
