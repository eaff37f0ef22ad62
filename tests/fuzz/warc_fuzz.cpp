// Any bytes as a web archive: pages or a reason, never a crash, and always clean text.
#include <cstdint>
#include <cstdlib>

#include "base/utf8.hpp"
#include "source/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = [](kg::source::Document d) {
    if (!kg::is_valid_utf8(d.text) || d.text.empty() || d.uris.empty()) std::abort();
  };
  kg::source::read_bytes({reinterpret_cast<const char*>(data), size}, "fuzz.warc", {}, {document, [](kg::source::Skipped) {}});
  return 0;
}
