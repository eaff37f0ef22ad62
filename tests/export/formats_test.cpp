#include "export/formats.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "export/actors.hpp"
#include "tests/export/sample_graph.hpp"

namespace kg::exporter {
namespace {

namespace fs = std::filesystem;

void write_file(const fs::path& file, WriteFormat write, const graph::PropertyGraph& graph, const ExportOptions& options) {
  std::ofstream out(file, std::ios::binary);
  write(graph, options, out);
}

void write_all(const fs::path& folder, const std::string& name, const graph::PropertyGraph& graph, const ExportOptions& options) {
  for (const Format& format : formats()) {
    const std::string stem = name + "." + std::string(format.name);
    write_file(folder / stem, format.write, graph, options);
    for (const Companion& companion : format.companions) {
      write_file(folder / (name + "." + std::string(companion.name) + std::string(companion.suffix)), companion.write, graph, options);
    }
  }
}

TEST(Formats, AreSortedAndFound) {
  std::string last;
  for (const Format& format : formats()) {
    EXPECT_LT(last, format.name);
    last = format.name;
    EXPECT_EQ(find_format(format.name), &format);
    EXPECT_FALSE(format.description.empty());
  }
  EXPECT_EQ(find_format("nonsense"), nullptr);
  EXPECT_EQ(find_format_for("a/b.gexf")->name, "gexf");
  EXPECT_EQ(find_format_for("a.GEXF"), nullptr);
  EXPECT_EQ(find_format_for("gexf"), nullptr);
  EXPECT_EQ(find_format_for("a.plover.jsonl")->name, "plover");
  EXPECT_EQ(suffix_size(*find_format("plover"), "a.plover.jsonl"), 13u);
  EXPECT_EQ(suffix_size(*find_format("csv"), "folder.d/edges.txt"), 4u);
  EXPECT_EQ(suffix_size(*find_format("csv"), "folder.d/edges"), 0u);
}

// What stands between backquotes in `text`, in order.
std::vector<std::string> quoted_words(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = text.find('`'); at != std::string_view::npos; at = text.find('`', at + 1)) {
    const std::size_t end = text.find('`', at + 1);
    if (end == std::string_view::npos) break;
    words.emplace_back(text.substr(at + 1, end - at - 1));
    at = end;
  }
  return words;
}

// docs/formats.md has a row of its table and a paragraph for each format, and for nothing else.
TEST(Formats, AreAllDocumentedAndNoOthers) {
  std::ifstream docs(std::string(KG_SOURCE_DIR) + "/docs/formats.md");
  std::vector<std::string> rows, paragraphs, files;
  for (std::string line; std::getline(docs, line);) {
    if (line.starts_with("| `") && line.find("` | `.") != std::string::npos) {
      const std::size_t cell = line.find('|', 1), end = line.find('|', cell + 1);
      rows.push_back(quoted_words(line.substr(0, cell)).front());
      for (const std::string& suffix : quoted_words(line.substr(cell, end - cell))) files.push_back(rows.back() + " " + suffix);
    } else if (line.starts_with("**`")) {
      for (const std::string& name : quoted_words(line.substr(0, line.rfind("`**") + 1))) paragraphs.push_back(name);
    }
  }
  std::vector<std::string> names, suffixes;
  for (const Format& format : formats()) {
    names.emplace_back(format.name);
    std::istringstream all{std::string(format.suffixes)};
    for (std::string suffix; all >> suffix;) suffixes.push_back(names.back() + " " + suffix);
    for (const Companion& c : format.companions) suffixes.push_back(names.back() + " ." + std::string(c.name) + std::string(c.suffix));
  }
  EXPECT_EQ(rows, names);
  std::sort(paragraphs.begin(), paragraphs.end());  // jsonld and ntriples share one
  EXPECT_EQ(paragraphs, names);
  EXPECT_EQ(files, suffixes);
}

// Another checkout's tests may run at the same time.
fs::path own_folder(const std::string& name) { return fs::path(::testing::TempDir()) / (name + "_" + std::to_string(::getpid())); }

void write_samples(const fs::path& folder) {
  fs::remove_all(folder);
  fs::create_directories(folder);
  write_all(folder, "summit", *testing::summit_graph(), {});
  write_all(folder, "hostile", *testing::hostile_graph(), {});
}

// For tests that are no C++: they call it with their own $KG_SAMPLES.
TEST(Formats, WritesSampleFiles) {
  const char* wanted = std::getenv("KG_SAMPLES");
  const fs::path folder = wanted != nullptr ? fs::path(wanted) : own_folder("kg_samples");
  write_samples(folder);
  EXPECT_GT(fs::file_size(folder / "hostile.html"), 100'000u);
  if (wanted == nullptr) fs::remove_all(folder);
}

TEST(Formats, OtherProgramsReadBackWhatWasWritten) {
  const fs::path folder = own_folder("kg_read_back");
  write_samples(folder);
  write_all(folder, "empty", graph::MemoryGraph(), {});
  write_all(folder, "actors", *project_actors(*testing::summit_graph()), {.project_actors = true, .since = {}, .until = {}});
  const std::string command = std::string("/usr/bin/python3 '") + KG_SOURCE_DIR + "/tests/export/read_back.py' '" + folder.string() + "' '" + KG_SHARED_DIR + "' >&2";
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
  fs::remove_all(folder);
}

TEST(Formats, AreDeterministic) {
  const auto first = testing::hostile_graph(), second = testing::hostile_graph();
  for (const Format& format : formats()) {
    SCOPED_TRACE(format.name);
    std::ostringstream a, b;
    format.write(*first, {}, a);
    format.write(*second, {}, b);
    EXPECT_EQ(a.str(), b.str());
    EXPECT_FALSE(a.str().empty());
  }
}

}  // namespace
}  // namespace kg::exporter
