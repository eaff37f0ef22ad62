// A file's bytes in memory, read-only, without copying them.
#pragma once

#include <string>
#include <string_view>

namespace kg::graph {

/// Unmaps when it goes. Whoever replaces the file by renaming leaves the mapping as it was.
class MappedFile {
 public:
  /// Throws kg::Error for what is not a readable regular file.
  explicit MappedFile(const std::string& path);
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const& { return {data_, size_}; }
  std::string_view bytes() const&& = delete;
  /// Lets the pages go that were read so far; they come back when they are read again.
  void release() const;

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace kg::graph
