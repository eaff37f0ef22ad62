#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "source/reader.hpp"

namespace kg::source {
namespace {

const std::string sentence = "The foreign ministers of both countries met in Vienna on Tuesday to discuss the treaty, and they agreed to meet again in spring.";
const std::string page = "<html><head><title>Talks</title></head><body><article><p>" + sentence + "</p></article></body></html>";

std::string record(const std::string& type, const std::string& url, const std::string& block, const std::string& version = "WARC/1.0",
                   const std::string& content_type = "application/http; msgtype=response") {
  return version + "\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url + "\r\nWARC-Date: 2018-06-12T09:00:00Z\r\nContent-Type: " +
         content_type + "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

std::string http(const std::string& body, const std::string& header = "Content-Type: text/html; charset=utf-8", const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\n" + header + "\r\n\r\n" + body;
}

std::string chunk(const std::string& bytes, const std::string& extension = "") {
  return fmt::format("{:X}{}\r\n{}\r\n", bytes.size(), extension, bytes);
}

std::string gzip(const std::string& bytes) {
  std::string out(bytes.size() + 100, '\0');
  z_stream zlib{};
  deflateInit2(&zlib, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  zlib.avail_in = static_cast<uInt>(bytes.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  deflate(&zlib, Z_FINISH);
  out.resize(zlib.total_out);
  deflateEnd(&zlib);
  return out;
}

/// "uri=first word of the text" of documents, "uri!reason" of what was skipped.
std::string dump(const std::string& bytes, const std::string& name = "crawl.warc", const ReadOptions& options = {}) {
  std::string out;
  const auto add = [&](const std::string& what) { out += (out.empty() ? "" : " ") + what; };
  read_bytes(bytes, name, options, {[&](Document d) { add(d.uris.front() + "=" + d.text.substr(0, d.text.find(' '))); },
                                    [&](Skipped s) { add(s.uri + "!" + s.reason); }});
  return out;
}

TEST(ReadWarc, TakesPagesAndPassesOverTheRest) {
  struct Case {
    const char* what;
    std::string bytes;
    const char* want;
  };
  const std::string latin = "<html><body><article><p>Caf\xE9 talks: " + sentence + "</p></article></body></html>";
  const Case cases[] = {
      {"a response", record("response", "http://a.org/1", http(page)), "http://a.org/1=The"},
      {"WARC 1.1, the older way to write an address", record("response", "<http://a.org/1>", http(page), "WARC/1.1"), "http://a.org/1=The"},
      {"what belongs to a crawl", record("warcinfo", "", "software: x") + record("request", "http://a.org/1", "GET / HTTP/1.1\r\n\r\n") +
                                      record("response", "http://a.org/1", http(page)) + record("metadata", "http://a.org/1", "x: y"), "http://a.org/1=The"},
      {"a redirect, an error, a picture", record("response", "http://a.org/1", http("", "Location: /2", "301 Moved")) +
                                              record("response", "http://a.org/2", http(page, "Content-Type: text/html", "404 Not Found")) +
                                              record("response", "http://a.org/3", http("\x89PNG", "Content-Type: image/png")) +
                                              record("response", "http://a.org/4", http(page)), "http://a.org/4=The"},
      {"plain text", record("response", "http://a.org/1", http(sentence, "content-type: text/plain")), "http://a.org/1=The"},
      {"the text of a page (WET)", record("conversion", "http://a.org/1", sentence, "WARC/1.0", "text/plain"), "http://a.org/1=The"},
      {"a stored file", record("resource", "file:///a.html", page, "WARC/1.0", "text/html"), "file:///a.html=The"},
      {"the charset of the header", record("response", "http://a.org/1", http(latin, "Content-Type: text/html; charset=ISO-8859-1")), "http://a.org/1=Café"},
      {"a header line that goes on", record("response", "http://a.org/1", http(page, "X-Long: a\r\n b\r\nContent-Type: text/html")), "http://a.org/1=The"},
      {"chunks", record("response", "http://a.org/1", http(chunk(page.substr(0, 6), ";x=y") + chunk(page.substr(6)) + chunk(""),
                                                           "Content-Type: text/html\r\nTransfer-Encoding: chunked")), "http://a.org/1=The"},
      {"a packed page", record("response", "http://a.org/1", http(gzip(page), "Content-Type: text/html\r\nContent-Encoding: gzip")), "http://a.org/1=The"},
      {"unpacked, but the header was kept", record("response", "http://a.org/1", http(page, "Content-Type: text/html\r\nContent-Encoding: gzip")), "http://a.org/1=The"},
      {"a packing that is not known", record("response", "http://a.org/1", http("x", "Content-Type: text/html\r\nContent-Encoding: br")),
       "http://a.org/1!packed in a way kg cannot read ('br')"},
      {"a PDF that says it is HTML", record("response", "http://a.org/1", http("%PDF-1.4")), "http://a.org/1!binary (PDF)"},
      {"an empty page", record("response", "http://a.org/1", http("")), "http://a.org/1!empty"},
      {"nothing but a header", record("warcinfo", "", "software: x"), "crawl.warc!no page in it"},
      {"a cut file", (record("response", "http://a.org/1", http(page)) + record("response", "http://a.org/2", http(page))).substr(0, 700),
       "http://a.org/1=The crawl.warc!damaged WARC data"},
      {"something else behind a record", record("response", "http://a.org/1", http(page)) + "garbage\r\n", "http://a.org/1=The crawl.warc!damaged WARC data"},
      {"a record without a length", "WARC/1.0\r\nWARC-Type: response\r\n\r\n", "crawl.warc!damaged WARC data"},
      {"no WARC at all", sentence, "crawl.warc!damaged WARC data"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    EXPECT_EQ(dump(c.bytes), c.want);
  }
}

TEST(ReadWarc, IsKnownByItsFirstBytesAndReadPacked) {
  const std::string one = record("response", "http://a.org/1", http(page)), two = record("response", "http://a.org/2", http(page));
  EXPECT_EQ(dump(one + two, "-"), "http://a.org/1=The http://a.org/2=The");
  EXPECT_EQ(dump(gzip(one) + gzip(two), "crawl.warc.gz"), "http://a.org/1=The http://a.org/2=The");  // a member a record, as crawlers write
}

TEST(ReadWarc, PassesOverPagesThatAreTooLarge) {
  ReadOptions options;
  options.largest = 2 << 20;
  const std::string large = record("response", "http://a.org/1", http(std::string(3 << 20, 'x')));
  EXPECT_EQ(dump(large + record("response", "http://a.org/2", http(page)), "crawl.warc", options),
            "http://a.org/1!larger than 2 MB http://a.org/2=The");
}

}  // namespace
}  // namespace kg::source
