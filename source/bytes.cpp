#include "source/bytes.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <vector>

namespace kg::source {
namespace {

class MemoryStream : public ByteStream {
 public:
  explicit MemoryStream(std::string_view bytes) : rest_(bytes) {}
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t n = std::min(size, rest_.size());
    if (n > 0) std::memcpy(to, rest_.data(), n);
    rest_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view rest_;
};

class IStream : public ByteStream {
 public:
  explicit IStream(std::istream& in) : in_(in) {}
  std::size_t read(char* to, std::size_t size) override {
    in_.read(to, static_cast<std::streamsize>(size));
    if (in_.bad()) throw BrokenStream{"unreadable"};
    return static_cast<std::size_t>(in_.gcount());
  }

 private:
  std::istream& in_;
};

class FileStream : public ByteStream {
 public:
  explicit FileStream(const std::string& path) : in_(path, std::ios::binary), stream_(in_) {}
  bool is_open() const { return in_.is_open(); }
  std::size_t read(char* to, std::size_t size) override { return stream_.read(to, size); }

 private:
  std::ifstream in_;
  IStream stream_;
};

// Some bytes that were looked at, then the rest.
class Prefixed : public ByteStream {
 public:
  Prefixed(std::string prefix, std::unique_ptr<ByteStream> rest) : prefix_(std::move(prefix)), rest_(std::move(rest)) {}
  std::size_t read(char* to, std::size_t size) override {
    if (at_ == prefix_.size()) return rest_->read(to, size);
    const std::size_t n = std::min(size, prefix_.size() - at_);
    std::memcpy(to, prefix_.data() + at_, n);
    at_ += n;
    return n;
  }

 private:
  std::string prefix_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteStream> rest_;
};

constexpr std::size_t chunk = 64 << 10;

class GzipStream : public ByteStream {
 public:
  explicit GzipStream(std::unique_ptr<ByteStream> in) : in_(std::move(in)), buffer_(chunk) {
    if (inflateInit2(&zlib_, 15 + 32) != Z_OK) throw BrokenStream{"damaged gzip data"};
  }
  ~GzipStream() override { inflateEnd(&zlib_); }
  std::size_t read(char* to, std::size_t size) override {
    zlib_.next_out = reinterpret_cast<Bytef*>(to);
    zlib_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1u << 30));
    const uInt wanted = zlib_.avail_out;
    while (zlib_.avail_out == wanted) {
      if (zlib_.avail_in == 0) {
        zlib_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
        zlib_.avail_in = static_cast<uInt>(in_->read(buffer_.data(), buffer_.size()));
        if (zlib_.avail_in == 0) {
          if (member_done_) return 0;
          throw BrokenStream{"damaged gzip data"};
        }
      }
      if (member_done_) {  // a gzip file may be several members, one after the other
        if (inflateReset(&zlib_) != Z_OK) throw BrokenStream{"damaged gzip data"};
        member_done_ = false;
      }
      const int code = inflate(&zlib_, Z_NO_FLUSH);
      if (code == Z_STREAM_END) {
        member_done_ = true;
      } else if (code != Z_OK) {
        throw BrokenStream{"damaged gzip data"};
      }
    }
    return wanted - zlib_.avail_out;
  }

 private:
  std::unique_ptr<ByteStream> in_;
  std::vector<char> buffer_;
  z_stream zlib_{};
  bool member_done_ = false;
};

class ZstdStream : public ByteStream {
 public:
  explicit ZstdStream(std::unique_ptr<ByteStream> in) : in_(std::move(in)), buffer_(chunk), zstd_(ZSTD_createDCtx(), &ZSTD_freeDCtx) {
    // A frame may ask for a window of gigabytes; 128 MB is what `zstd -d` allows, too.
    ZSTD_DCtx_setParameter(zstd_.get(), ZSTD_d_windowLogMax, 27);
  }
  std::size_t read(char* to, std::size_t size) override {
    ZSTD_outBuffer out{to, size, 0};
    while (out.pos == 0) {
      if (input_.pos == input_.size) {
        const std::size_t n = in_->read(buffer_.data(), buffer_.size());
        if (n == 0) {
          if (frame_done_) return 0;
          throw BrokenStream{"damaged zstd data"};
        }
        input_ = {buffer_.data(), n, 0};
      }
      const std::size_t code = ZSTD_decompressStream(zstd_.get(), &out, &input_);
      if (ZSTD_isError(code)) throw BrokenStream{"damaged zstd data"};
      frame_done_ = code == 0;
    }
    return out.pos;
  }

 private:
  std::unique_ptr<ByteStream> in_;
  std::vector<char> buffer_;
  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> zstd_;
  ZSTD_inBuffer input_{nullptr, 0, 0};
  bool frame_done_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> open_memory(std::string_view bytes) { return std::make_unique<MemoryStream>(bytes); }

std::unique_ptr<ByteStream> open_istream(std::istream& in) { return std::make_unique<IStream>(in); }

std::unique_ptr<ByteStream> open_file(const std::string& path) {
  auto file = std::make_unique<FileStream>(path);
  if (!file->is_open()) return nullptr;
  return file;
}

std::string peek(std::unique_ptr<ByteStream>& in, std::size_t size) {
  std::string first(size, '\0');
  std::size_t n = 0;
  while (n < size) {
    const std::size_t got = in->read(first.data() + n, size - n);
    if (got == 0) break;
    n += got;
  }
  first.resize(n);
  in = std::make_unique<Prefixed>(first, std::move(in));
  return first;
}

std::unique_ptr<ByteStream> decompress(std::unique_ptr<ByteStream> in) {
  const std::string magic = peek(in, 4);
  if (magic.starts_with("\x1F\x8B")) return std::make_unique<GzipStream>(std::move(in));
  if (magic == "\x28\xB5\x2F\xFD") return std::make_unique<ZstdStream>(std::move(in));
  return in;
}

std::optional<std::string> read_all(ByteStream& in, std::size_t largest) {
  std::string out;
  std::vector<char> buffer(chunk);
  while (const std::size_t n = in.read(buffer.data(), buffer.size())) {
    if (n > largest - out.size()) return {};
    out.append(buffer.data(), n);
  }
  return out;
}

}  // namespace kg::source
