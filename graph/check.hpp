// `kg check`: every checksum and every invariant of a .kg file.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace kg::graph {

/// What is wrong with the file, one line each, in the order of docs/store_format.md; empty if it is
/// whole. At most `most` lines. Throws kg::Error if it cannot be opened at all.
std::vector<std::string> check(const std::string& path, std::size_t most = 20);

}  // namespace kg::graph
