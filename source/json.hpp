// Articles in JSON: one object, a list of them, or one object a line. Only for source/*.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "source/bytes.hpp"

namespace kg::source {

/// The usual fields of one article; text may still be HTML.
struct Record {
  std::string text, title, date, url;
  std::size_t line = 1;  ///< of the input, where the object begins
};

struct RecordSink {
  std::function<void(Record)> record;
  std::function<void(std::size_t line, std::string reason)> skipped;
};

/// Reads objects one after the other (so JSON and JSON lines alike) while they stream in; at most one
/// article is in memory. `lines`: each line is a value of its own, and a broken one is skipped alone.
/// Articles are the outermost object, members of an outermost list, and members of lists under
/// names like "articles", "items", "results", "data". Throws BrokenStream.
void read_json(ByteStream& in, bool lines, std::size_t largest, const RecordSink& sink);

}  // namespace kg::source
