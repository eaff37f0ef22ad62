// Bytes of a file, stream or memory, decompressed while they are read. Only for source/*.cpp.
#pragma once

#include <cstddef>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace kg::source {

/// A stream of bytes that somebody else produces.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Fills up to `size` bytes of `to`; 0 at the end. Throws BrokenStream if the bytes are damaged.
  virtual std::size_t read(char* to, std::size_t size) = 0;
};

/// The stream cannot be read on; `reason` is a Skipped::reason.
struct BrokenStream {
  std::string reason;
};

std::unique_ptr<ByteStream> open_memory(std::string_view bytes);  ///< `bytes` must outlive it
std::unique_ptr<ByteStream> open_istream(std::istream& in);       ///< `in` must outlive it
/// nullptr if it cannot be opened.
std::unique_ptr<ByteStream> open_file(const std::string& path);

/// The first bytes of `in`, at most `size`, which it still gives afterwards.
std::string peek(std::unique_ptr<ByteStream>& in, std::size_t size);

/// `in` as it is, or decompressed if it begins with the magic bytes of gzip or zstd.
std::unique_ptr<ByteStream> decompress(std::unique_ptr<ByteStream> in);

/// All bytes; nothing if there are more than `largest`: a small archive may hold terabytes.
std::optional<std::string> read_all(ByteStream& in, std::size_t largest);

}  // namespace kg::source
