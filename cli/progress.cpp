#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>

namespace kg::cli {

namespace {

using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

std::string duration(double seconds) {
  const auto s = static_cast<long>(seconds + 0.5);
  if (s < 60) return fmt::format("{} s", s);
  if (s < 3600) return fmt::format("{}:{:02} min", s / 60, s % 60);
  return fmt::format("{}:{:02} h", s / 3600, s / 60 % 60);
}

}  // namespace

ProgressLine::ProgressLine() : terminal_(::isatty(STDERR_FILENO) == 1), start_(Clock::now()), last_(start_) {}
ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::clear() {
  if (shown_) std::cerr << "\r\x1B[K" << std::flush;
  shown_ = false;
}

void ProgressLine::expect(const std::vector<std::string>& sources) {
  if (!terminal_) return;
  for (const std::string& source : sources) {
    std::error_code error;
    if (!fs::is_directory(source, error)) {
      ++expected_;
      continue;
    }
    for (fs::recursive_directory_iterator at(source, fs::directory_options::skip_permission_denied, error), end;
         !error && at != end; at.increment(error)) {
      if (at->is_regular_file(error)) ++expected_;
    }
  }
}

void ProgressLine::show(const extract::Progress& progress) {
  if (!terminal_) return;
  const auto now = Clock::now();
  if (now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const std::size_t done = progress.documents + progress.skipped;
  std::string line = fmt::format("{} articles, {:.0f} a second, {:.1f} MB", progress.documents,
                                 static_cast<double>(done) / seconds, static_cast<double>(progress.text_bytes) / 1e6);
  if (done < expected_) {
    line += fmt::format(", {} of {} files, {} left", done, expected_,
                        duration(seconds * static_cast<double>(expected_ - done) / static_cast<double>(done)));
  }
  std::cerr << "\r\x1B[K" << line << std::flush;
  shown_ = true;
}

void ProgressLine::say(const std::string& what) {
  if (!terminal_) return;
  std::cerr << "\r\x1B[K" << what << std::flush;
  shown_ = true;
}

void ProgressLine::conclude(const std::string& what) {
  if (terminal_) keep(fmt::format("{}, {}", what, duration(std::chrono::duration<double>(Clock::now() - start_).count())));
}

void ProgressLine::keep(const std::string& text) {
  clear();
  std::cerr << text << '\n';
}

std::string skipped_line(const source::Skipped& skipped) { return "kg: skipped " + skipped.uri + ": " + skipped.reason; }

}  // namespace kg::cli
