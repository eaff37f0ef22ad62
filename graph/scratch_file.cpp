#include "graph/scratch_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/error.hpp"

namespace kg::graph {

namespace {

constexpr std::size_t largest_transfer = std::size_t{64} << 20;

std::string default_folder() {
  const char* folder = std::getenv("TMPDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/tmp";
}

}  // namespace

ScratchFile::ScratchFile(const std::string& folder) : folder_(folder.empty() ? default_folder() : folder) {
  file_ = ::open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file_ >= 0) return;
  // Not every file system knows files without a name: a name for an instant, then.
  std::string name = folder_ + "/kg-scratch-XXXXXX";
  file_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (file_ < 0) fail("cannot make a scratch file");
  ::unlink(name.c_str());
}

ScratchFile::~ScratchFile() {
  if (file_ >= 0) ::close(file_);
}

void ScratchFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file_, bytes.data(), std::min(bytes.size(), largest_transfer), static_cast<off_t>(size_));
    if (written < 0) {
      if (errno == EINTR) continue;
      fail("cannot write a scratch file");
    }
    size_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void ScratchFile::read(std::uint64_t offset, char* to, std::size_t size) const {
  while (size > 0) {
    const ssize_t got = ::pread(file_, to, std::min(size, largest_transfer), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) fail("cannot read a scratch file");
    to += got;
    offset += static_cast<std::uint64_t>(got);
    size -= static_cast<std::size_t>(got);
  }
}

void ScratchFile::fail(const char* what) const {
  const int error = errno;
  throw Error(std::string(what) + ": " + std::strerror(error), folder_, {},
              error == ENOSPC || error == EFBIG || error == EDQUOT
                  ? "the graph that was there is unharmed; make room, or give more --memory, and try again"
                  : "the graph that was there is unharmed");
}

}  // namespace kg::graph
