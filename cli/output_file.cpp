#include "cli/output_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/error.hpp"

namespace kg::cli {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::string& file, int error) {
  throw Error("cannot write '" + file + "': " + std::strerror(error == 0 ? EIO : error), {}, {},
              fs::is_directory(file) ? "name a file, not a folder" : "");
}

void write_to(std::ofstream& stream, const std::string& file, const std::function<void(std::ostream&)>& write) {
  if (!stream) fail(file, errno);
  write(stream);
  errno = 0;
  stream.close();
  if (!stream) fail(file, errno);
}

}  // namespace

void write_output(const std::string& file, const std::function<void(std::ostream&)>& write) {
  if (file == "-") {
    write(std::cout);
    std::cout.flush();
    return;
  }
  std::error_code ignored;
  const fs::file_status status = fs::status(file, ignored);
  if (fs::exists(status) && !fs::is_regular_file(status)) {  // a pipe or device: nothing to keep
    std::ofstream stream(file, std::ios::binary);
    return write_to(stream, file, write);
  }
  const std::string temporary = file + ".part";
  try {
    std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
    if (!stream) fail(file, errno);
    write_to(stream, file, write);
    fs::rename(temporary, file);
  } catch (...) {
    fs::remove(temporary, ignored);
    throw;
  }
}

}  // namespace kg::cli
