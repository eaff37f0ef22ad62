#include "source/warc.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

namespace kg::source {
namespace {

constexpr std::size_t chunk = 64 << 10;
constexpr std::size_t largest_header = 256 << 10;  // of one record; longer ones are no header

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::optional<std::uint64_t> number(std::string_view text, int base = 10) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return {};
  return value;
}

/// "Name: value" lines, names in lower case.
class Fields {
 public:
  /// A line without its end; one that begins with a space goes on with the line before.
  void add(std::string_view line) {
    if (!line.empty() && (line.front() == ' ' || line.front() == '\t')) {
      if (!fields_.empty()) (fields_.back().second += ' ') += trim(line);
      return;
    }
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) fields_.emplace_back(lower(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
  }
  /// Empty if there is none; the first of several.
  std::string_view operator[](std::string_view name) const {
    for (const auto& [known, value] : fields_) {
      if (known == name) return value;
    }
    return {};
  }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// "text/html; charset=utf-8" in its parts.
void read_content_type(std::string_view value, Capture& capture) {
  capture.media_type = lower(trim(value.substr(0, value.find(';'))));
  const std::string parameters = lower(value.substr(std::min(value.size(), value.find(';'))));
  const std::size_t at = parameters.find("charset=");
  if (at == std::string::npos) return;
  const std::string_view charset = std::string_view(parameters).substr(at + 8);
  capture.charset = trim(charset.substr(0, charset.find(';')));
  std::erase(capture.charset, '"');
}

bool is_page(const Capture& capture) {
  const std::string& type = capture.media_type;
  return type.empty() || type == "text/html" || type == "text/plain" || type == "application/xhtml+xml";
}

/// A body in chunks, each led by its size; what is broken ends it.
std::string join_chunks(std::string_view body) {
  std::string joined;
  for (;;) {
    const std::size_t end = body.find('\n');
    if (end == std::string_view::npos) return joined;
    std::string_view line = body.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto size = number(trim(line.substr(0, line.find(';'))), 16);
    body.remove_prefix(end + 1);
    if (!size || *size == 0) return joined;
    joined += body.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(*size, body.size())));
    if (*size >= body.size()) return joined;
    body.remove_prefix(static_cast<std::size_t>(*size));
    if (body.starts_with("\r\n")) body.remove_prefix(2);
    else if (body.starts_with('\n')) body.remove_prefix(1);
  }
}

class WarcReader {
 public:
  WarcReader(ByteStream& in, std::size_t largest, const CaptureSink& sink) : in_(in), largest_(largest), sink_(sink), buffer_(chunk) {}

  void run() {
    while (const auto version = first_line()) {
      if (!version->starts_with("WARC/")) damaged();
      record();
    }
  }

 private:
  [[noreturn]] static void damaged() { throw BrokenStream{"damaged WARC data"}; }

  bool fill() {
    if (at_ < end_) return true;
    at_ = 0;
    end_ = in_.read(buffer_.data(), buffer_.size());
    return end_ > 0;
  }
  /// A line without its end; nothing at the end of the stream.
  std::optional<std::string> line() {
    std::string text;
    while (fill()) {
      const char* begin = buffer_.data() + at_;
      const auto* end = static_cast<const char*>(std::memchr(begin, '\n', end_ - at_));
      text.append(begin, end == nullptr ? buffer_.data() + end_ : end);
      if (text.size() > largest_header) damaged();
      at_ = end == nullptr ? end_ : static_cast<std::size_t>(end - buffer_.data()) + 1;
      if (end == nullptr) continue;
      if (text.ends_with('\r')) text.pop_back();
      return text;
    }
    if (text.empty()) return {};
    return text;
  }
  /// Past the empty lines behind a record.
  std::optional<std::string> first_line() {
    auto text = line();
    while (text && text->empty()) text = line();
    return text;
  }
  void pass(std::uint64_t size, std::string* to) {
    while (size > 0) {
      if (!fill()) damaged();
      const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(size, end_ - at_));
      if (to != nullptr) to->append(buffer_.data() + at_, part);
      at_ += part;
      size -= part;
    }
  }

  Fields fields() {
    Fields fields;
    std::size_t size = 0;
    for (auto text = line();; text = line()) {
      if (!text || (size += text->size()) > largest_header) damaged();
      if (text->empty()) return fields;
      fields.add(*text);
    }
  }

  void record() {
    const Fields header = fields();
    const auto length = number(header["content-length"]);
    if (!length) damaged();
    const std::string type = lower(header["warc-type"]);
    const bool response = type == "response";
    Capture capture;
    capture.url = header["warc-target-uri"];
    if (capture.url.starts_with('<') && capture.url.ends_with('>')) capture.url = capture.url.substr(1, capture.url.size() - 2);
    if (!response) read_content_type(header["content-type"], capture);
    const bool wanted = response ? capture.url.starts_with("http") : (type == "resource" || type == "conversion") && is_page(capture);
    if (!wanted || *length > largest_) {
      pass(*length, nullptr);
      if (wanted) sink_.skipped(capture.url, "larger than " + std::to_string(largest_ >> 20) + " MB");
      return;
    }
    std::string block;
    pass(*length, &block);
    if (!response) {
      capture.body = std::move(block);
      sink_.page(std::move(capture));
    } else if (read_http(block, capture)) {
      sink_.page(std::move(capture));
    }
  }

  /// False for what is no page, or has been told.
  bool read_http(std::string_view block, Capture& capture) {
    Fields header;
    std::string_view status;
    for (bool first = true;; first = false) {
      const std::size_t end = block.find('\n');
      std::string_view text = block.substr(0, end);
      block.remove_prefix(end == std::string_view::npos ? block.size() : end + 1);
      if (text.ends_with('\r')) text.remove_suffix(1);
      if (first) status = text;
      else if (text.empty()) break;
      else header.add(text);
      if (block.empty()) break;
    }
    const std::size_t space = status.find(' ');
    if (!status.starts_with("HTTP/") || space == std::string_view::npos || !status.substr(space + 1).starts_with('2')) return false;
    read_content_type(header["content-type"], capture);
    if (!is_page(capture)) return false;
    capture.body = lower(header["transfer-encoding"]).find("chunked") != std::string::npos ? join_chunks(block) : std::string(block);
    return unpack(lower(header["content-encoding"]), capture);
  }

  bool unpack(const std::string& encoding, Capture& capture) {
    if (encoding.empty() || encoding == "identity") return true;
    const bool gzip = encoding == "gzip" || encoding == "x-gzip", zstd = encoding == "zstd";
    if (!gzip && !zstd) {
      sink_.skipped(capture.url, "packed in a way kg cannot read ('" + encoding + "')");
      return false;
    }
    try {
      // Crawlers that unpack what they store often keep the header: decompress() looks at the bytes.
      const std::unique_ptr<ByteStream> in = decompress(open_memory(capture.body));
      std::optional<std::string> unpacked = read_all(*in, largest_);
      if (!unpacked) {
        sink_.skipped(capture.url, "larger than " + std::to_string(largest_ >> 20) + " MB");
        return false;
      }
      capture.body = std::move(*unpacked);
      return true;
    } catch (const BrokenStream& broken) {
      sink_.skipped(capture.url, broken.reason);
      return false;
    }
  }

  ByteStream& in_;
  std::size_t largest_;
  const CaptureSink& sink_;
  std::vector<char> buffer_;
  std::size_t at_ = 0, end_ = 0;
};

}  // namespace

void read_warc(ByteStream& in, std::size_t largest, const CaptureSink& sink) { WarcReader(in, largest, sink).run(); }

}  // namespace kg::source
