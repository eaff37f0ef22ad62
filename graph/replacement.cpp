#include "graph/replacement.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <thread>

#include "base/error.hpp"

namespace kg::graph {

namespace {

// pwrite(2) takes at most about 2 GiB a call; smaller pieces let a signal be seen in between.
constexpr std::size_t largest_write = std::size_t{64} << 20;
// Every so many bytes the system is asked to begin with the disk, so that syncing at the end has less to wait for.
constexpr off_t begin_every = off_t{8} << 20;

std::string follow_links(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_symlink(path, error)) return path;
  const std::filesystem::path target = std::filesystem::weakly_canonical(path, error);
  return error ? path : target.string();
}

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

Replacement::Replacement(const std::string& path, const Options& options)
    : path_(follow_links(path)), name_(path), beside_(path_ + ".new") {
  struct ::stat old {};
  const bool exists = ::stat(path_.c_str(), &old) == 0;
  if (exists && !S_ISREG(old.st_mode)) throw Error("cannot write the graph: not a file", name_);

  bool told = false;
  for (;;) {
    file_ = ::open(beside_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
    if (file_ < 0) fail("cannot write the graph");
    while (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK && errno != EINTR) fail("cannot lock the graph");
      if (!told && options.waiting) options.waiting();
      told = true;
      if (options.cancelled != nullptr && *options.cancelled) {
        ::close(file_);
        throw Error("stopped while another kg was writing the graph", name_);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    // The writer before us may have renamed or removed the very file that we waited for.
    struct ::stat mine {}, there {};
    if (::fstat(file_, &mine) == 0 && ::stat(beside_.c_str(), &there) == 0 && mine.st_ino == there.st_ino &&
        mine.st_dev == there.st_dev) {
      break;
    }
    ::close(file_);
  }
  if (::ftruncate(file_, 0) != 0) fail("cannot write the graph");
  if (exists) (void)!::fchmod(file_, old.st_mode & 07777);
}

Replacement::~Replacement() {
  if (file_ < 0) return;
  if (!done_) ::unlink(beside_.c_str());
  ::close(file_);  // and unlocks
}

void Replacement::write(std::uint64_t at, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file_, bytes.data(), std::min(bytes.size(), largest_write), static_cast<off_t>(at));
    if (written < 0) {
      if (errno == EINTR) continue;
      fail("cannot write the graph");
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
    at += static_cast<std::uint64_t>(written);
    const auto end = static_cast<off_t>(at);
    if (end / begin_every != (end - written) / begin_every) (void)!::sync_file_range(file_, 0, end, SYNC_FILE_RANGE_WRITE);  // a wish
  }
}

void Replacement::commit() {
  if (::fsync(file_) != 0) fail("cannot write the graph");
  if (::rename(beside_.c_str(), path_.c_str()) != 0) fail("cannot replace the graph");
  done_ = true;
  // The new name is there already; if the folder cannot be synced, only a power cut could still
  // bring back the old file, which is whole.
  const int folder = ::open(folder_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    (void)!::fsync(folder);
    ::close(folder);
  }
}

void Replacement::fail(const char* what) const {
  const int error = errno;
  throw Error(std::string(what) + ": " + std::strerror(error), name_, {},
              error == ENOSPC || error == EFBIG || error == EDQUOT ? "the graph that was there is unharmed; make room and try again"
              : error == ENOENT                                    ? "the folder must exist"
                                                                   : "the graph that was there is unharmed");
}

void replace_file(const std::string& path, std::string_view bytes) {
  Replacement file(path);
  file.write(0, bytes);
  file.commit();
}

}  // namespace kg::graph
