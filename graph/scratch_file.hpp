// Bytes on disk that no name leads to.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kg::graph {

/// Gone with the object, and with the process however that ends: the file has no name.
class ScratchFile {
 public:
  /// In `folder`, or in $TMPDIR or /tmp if it is empty. Throws kg::Error if none can be made there.
  explicit ScratchFile(const std::string& folder);
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile();

  /// Throws kg::Error when the disk is full.
  void append(std::string_view bytes);
  void read(std::uint64_t offset, char* to, std::size_t size) const;
  std::uint64_t size() const { return size_; }

 private:
  [[noreturn]] void fail(const char* what) const;

  std::string folder_;
  int file_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace kg::graph
