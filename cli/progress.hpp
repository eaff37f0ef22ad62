// The progress line of long commands: on a terminal only, on standard error.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "extract/pipeline.hpp"
#include "source/reader.hpp"

namespace kg::cli {

/// Shows a line that is written over while work goes on. Prints nothing if standard error is no terminal.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// Counts the files of `sources`, to tell how much time is left. Cheap; nothing without a terminal.
  void expect(const std::vector<std::string>& sources);
  /// At most ten times a second.
  void show(const extract::Progress& progress);
  void say(const std::string& what);
  /// What came of it all, with the time that it took: stays, on a terminal.
  void conclude(const std::string& what);
  /// A line of its own that stays: `text` must not end in a newline.
  void keep(const std::string& text);

 private:
  void clear();

  bool terminal_;
  bool shown_ = false;
  std::size_t expected_ = 0;
  std::chrono::steady_clock::time_point start_, last_;
};

/// One line for a document that was not taken.
std::string skipped_line(const source::Skipped& skipped);

}  // namespace kg::cli
