#include "graph/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"

namespace kg::graph {

MappedFile::MappedFile(const std::string& path) {
  // Without O_NONBLOCK a named pipe would wait for its writer.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    const bool missing = errno == ENOENT;
    throw Error(missing ? "no such graph" : std::string("cannot open the graph: ") + std::strerror(errno), path, {},
                missing ? "'kg build ARTICLES -o " + path + "' makes one; '-g' or $KG_GRAPH names another" : "");
  }
  struct ::stat info {};
  const bool known = ::fstat(file, &info) == 0;
  if (known && S_ISREG(info.st_mode) && info.st_size > 0) {
    size_ = static_cast<std::size_t>(info.st_size);
    void* const at = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, file, 0);
    if (at != MAP_FAILED) data_ = static_cast<const char*>(at);
  }
  const int error = errno;
  ::close(file);
  if (!known || !S_ISREG(info.st_mode)) throw Error("not a file", path, {}, "name a graph that 'kg build' made");
  if (size_ > 0 && data_ == nullptr) throw Error(std::string("cannot read the graph: ") + std::strerror(error), path);
}

void MappedFile::release() const {
  if (data_ != nullptr) ::madvise(const_cast<char*>(data_), size_, MADV_DONTNEED);
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace kg::graph
