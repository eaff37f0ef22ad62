// Any bytes as json: a document or a reason, never a crash, and always clean text.
#include <cstdint>
#include <cstdlib>

#include "base/utf8.hpp"
#include "source/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = [](kg::source::Document d) {
    if (!kg::is_valid_utf8(d.text) || d.text.empty() || d.uris.empty()) std::abort();
    for (const char c : d.text)
      if (static_cast<unsigned char>(c) < 0x20 && c != '\n') std::abort();
  };
  kg::source::read_bytes({reinterpret_cast<const char*>(data), size}, "fuzz.json", {}, {document, [](kg::source::Skipped) {}});
  return 0;
}
