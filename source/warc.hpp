// Web archives: the pages of a WARC file. Only for source/*.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "source/bytes.hpp"

namespace kg::source {

/// A page as it was captured. Its body is decoded from the transfer, not from its charset.
struct Capture {
  std::string url;
  std::string media_type;  ///< "text/html", lower case; empty if nobody says
  std::string charset;     ///< of the HTTP header; may be empty
  std::string body;
};

struct CaptureSink {
  std::function<void(Capture)> page;
  std::function<void(const std::string& url, std::string reason)> skipped;
};

/// Reads records while they stream in; at most one is in memory. Pages are the HTML and plain text of
/// `response` records with a 2xx status, and of `resource` and `conversion` records (WET files); what
/// else a crawl holds, pictures, scripts, redirects, requests, is passed over without a word.
/// Throws BrokenStream where the file is no WARC any more. Source of the form: ISO 28500 (WARC/1.0, 1.1).
void read_warc(ByteStream& in, std::size_t largest, const CaptureSink& sink);

}  // namespace kg::source
