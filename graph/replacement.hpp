// Replacing a file in one step: the old one or the new one is there, whole, whatever happens.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace kg::graph {

/// A file that takes the place of `path` when commit() returns, and leaves no trace before.
///
/// It is written beside `path` as "<path>.new", locked while this object lives: the second writer
/// of one graph waits for the first. A "<path>.new" that a killed writer left is used again.
class Replacement {
 public:
  struct Options {
    std::function<void()> waiting;                  ///< called once if another writer is at work
    const std::atomic<bool>* cancelled = nullptr;  ///< true ends the waiting with kg::Error
  };

  /// Opens and locks; throws kg::Error if the folder does not allow it, or `path` is not a file.
  explicit Replacement(const std::string& path, const Options& options);
  explicit Replacement(const std::string& path) : Replacement(path, Options()) {}
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;
  /// Without commit() the file beside is removed and `path` is as it was.
  ~Replacement();

  /// Writes at an offset; what nobody writes is zero. Throws kg::Error when the disk is full.
  void write(std::uint64_t at, std::string_view bytes);
  /// Syncs the bytes, renames, syncs the folder.
  void commit();

 private:
  [[noreturn]] void fail(const char* what) const;

  std::string path_;  ///< links followed: a link to a graph stays a link
  std::string name_;  ///< as the user gave it, for messages
  std::string beside_;
  int file_ = -1;
  bool done_ = false;
};

/// Writes to a temporary name beside `path`, syncs, renames. The old file stays whole on any failure.
void replace_file(const std::string& path, std::string_view bytes);

}  // namespace kg::graph
