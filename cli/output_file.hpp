// Files that commands write: whole or not at all.
#pragma once

#include <functional>
#include <ostream>
#include <string>

namespace kg::cli {

/// Calls `write` with a stream onto `file`; "-" is standard output. A regular file is written under
/// a temporary name beside it and renamed at the end, so a failure leaves the old file as it was.
/// Throws kg::Error when the file cannot be written.
void write_output(const std::string& file, const std::function<void(std::ostream&)>& write);

}  // namespace kg::cli
