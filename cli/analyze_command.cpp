#include "cli/analyze_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.hpp"
#include "cli/analysis_formats.hpp"
#include "cli/graph_writer.hpp"
#include "extract/extract.hpp"
#include "ontology/ontology.hpp"
#include "source/reader.hpp"
#include "text/conllu.hpp"

namespace kg::cli {

namespace {

struct Options {
  std::vector<std::string> sources;
  std::string format = "conllu";
  ReadingOptions reading;
};

int analyze(const Options& options) {
  source::ReadOptions reading;
  if (!options.reading.date.empty()) {
    const auto date = Date::parse(options.reading.date);
    if (!date) throw Error("'" + options.reading.date + "' is not a date", "--date", {}, "write it as 2018-06-12");
    reading.published = *date;
  }
  const ontology::Ontology ontology =
      options.reading.ontology.empty() ? ontology::Ontology::standard() : ontology::Ontology::load(options.reading.ontology);
  const extract::Extractor extractor(ontology);  // its analyzer knows the ontology's names
  std::size_t documents = 0;
  std::size_t skipped = 0;
  std::size_t next_line = 1;
  source::Sink sink;
  sink.document = [&](const source::Document& document) {
    text::Analysis analysis;
    if (document.conllu.empty()) {
      analysis = extractor.analyzer().analyze(document.text, document.published);
    } else {
      analysis = text::read_conllu(document.conllu, document.text);
      extractor.analyzer().annotate(document.text, analysis, document.published);
    }
    ++documents;
    if (options.format == "json") std::cout << analysis_json(document, analysis);
    else if (options.format == "brat") std::cout << analysis_brat(document, analysis, next_line);
    else std::cout << "# newdoc id = " << document.id.hex() << '\n' << text::write_conllu(analysis, document.text);
  };
  sink.skipped = [&](const source::Skipped& document) {
    ++skipped;
    std::cerr << "kg: " << document.uri << ": skipped: " << document.reason << '\n';
  };
  source::read(options.sources, reading, sink);
  if (documents == 0) throw Error("there is no document to analyse");
  return skipped == 0 ? done : options.reading.strict ? failed : some_skipped;
}

}  // namespace

void add_analyze_command(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("analyze", "show what the English engine sees: words, tags, trees, names, dates");
  const auto options = std::make_shared<Options>();  // shared with the callback
  command->add_option("sources", options->sources, "files, folders, or - for standard input")->type_name("SOURCE")->required();
  command->add_option("--format", options->format, "how to show it")->check(CLI::IsMember({"conllu", "json", "brat"}))->capture_default_str();
  command->add_option("--ontology", options->reading.ontology, "names known beforehand")->type_name("FILE");
  add_source_options(*command, options->reading);
  command->footer("json: one line a document; brat: names and dates as standoff lines. Both count characters, conllu has no offsets.");
  command->callback([options, &exit_code] { exit_code = analyze(*options); });
}

}  // namespace kg::cli
