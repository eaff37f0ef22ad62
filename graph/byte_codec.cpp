#include "graph/byte_codec.hpp"

#include <zstd.h>

#include <cassert>
#include <memory>

#include "base/error.hpp"

namespace kg::graph {

namespace {

// Texts are small and written once: 6 costs little beside reading them and saves a tenth against 3.
constexpr int compression_level = 6;
// A longer text is skipped by source/; claims and analyses of one text stay within the same order.
constexpr std::size_t largest_frame = std::size_t{1} << 30;
// No zstd frame shrinks its content further than this, so a short frame cannot ask for much memory.
constexpr std::size_t largest_ratio = 1 << 15;

}  // namespace

void throw_damaged(std::string_view what, std::string_view source) {
  throw Error("damaged graph file: " + std::string(what), std::string(source), {},
              "'kg check' lists what is broken; 'kg build' makes the graph again from its articles");
}

void ByteReader::fail() const { throw_damaged("a record ends too early or a number is out of range", source_); }

Date unpack_date(std::uint64_t packed) {
  const Date date{static_cast<std::int16_t>(packed / 512), static_cast<std::uint8_t>(packed / 32 % 16),
                  static_cast<std::uint8_t>(packed % 32)};
  const auto exists = [&] {
    if (packed == 0) return true;
    if (packed / 512 < 1 || packed / 512 > 9999 || date.month > 12) return false;
    return date.month == 0 ? date.day == 0 : date.day <= Date{date.year, date.month, 0}.last_day().day;
  };
  if (!exists()) throw_damaged("a date that does not exist");
  return date;
}

std::string compress(std::string_view bytes) {
  struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  };
  // One context a thread: making one costs more than compressing an article.
  thread_local const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compressCCtx(context.get(), frame.data(), frame.size(), bytes.data(), bytes.size(), compression_level);
  assert(ZSTD_isError(size) == 0);
  frame.resize(size);
  frame.shrink_to_fit();
  return frame;
}

std::string decompress(std::string_view frame, std::size_t size, std::string_view source) {
  std::string bytes;
  decompress(frame, size, bytes, source);
  return bytes;
}

void decompress(std::string_view frame, std::size_t size, std::string& to, std::string_view source) {
  if (size > largest_frame || size / largest_ratio > frame.size()) throw_damaged("a text of impossible size", source);
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  thread_local const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  to.resize(size);
  const std::size_t got = ZSTD_decompressDCtx(context.get(), to.data(), size, frame.data(), frame.size());
  if (ZSTD_isError(got) != 0 || got != size) throw_damaged("a text that cannot be unpacked", source);
}

}  // namespace kg::graph
