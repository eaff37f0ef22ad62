#include "export/formats.hpp"

#include <gtest/gtest.h>

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

void write_samples(const fs::path& folder) {
  fs::remove_all(folder);
  fs::create_directories(folder);
  write_all(folder, "summit", *testing::summit_graph(), {});
  write_all(folder, "hostile", *testing::hostile_graph(), {});
}

// For tests that are no C++: they call it with their own $KG_SAMPLES.
TEST(Formats, WritesSampleFiles) {
  const char* wanted = std::getenv("KG_SAMPLES");
  const fs::path folder = wanted != nullptr ? fs::path(wanted) : fs::path(::testing::TempDir()) / "kg_samples";
  write_samples(folder);
  EXPECT_GT(fs::file_size(folder / "hostile.html"), 100'000u);
}

TEST(Formats, OtherProgramsReadBackWhatWasWritten) {
  const fs::path folder = fs::path(::testing::TempDir()) / "kg_read_back";
  write_samples(folder);
  write_all(folder, "empty", graph::MemoryGraph(), {});
  write_all(folder, "actors", *project_actors(*testing::summit_graph()), {.project_actors = true, .since = {}, .until = {}});
  const std::string command = std::string("/usr/bin/python3 '") + KG_SOURCE_DIR + "/tests/export/read_back.py' '" + folder.string() + "' '" + KG_SHARED_DIR + "' >&2";
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
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
