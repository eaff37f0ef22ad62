// Files, folders, archives and streams of articles, one Document at a time.
#pragma once

#include <functional>
#include <istream>
#include <string>
#include <vector>

#include "source/document.hpp"

namespace kg::source {

struct ReadOptions {
  Date published;                            ///< for documents that do not say it themselves
  std::size_t largest = 64u << 20;           ///< bytes; a larger document is skipped
  std::istream* standard_input = nullptr;    ///< what "-" reads; nullptr: std::cin
};

/// A document that was not taken, and why: one clear line.
struct Skipped {
  std::string uri;     ///< file, or file:line for a record of a jsonl file
  std::string reason;  ///< lower case, no full stop: "not English (French)", "empty", "binary" …
  bool operator==(const Skipped&) const = default;
};

struct Sink {
  std::function<void(Document)> document;
  std::function<void(Skipped)> skipped;
};

/// Reads `sources` (files, folders, "-") in the given order, folders recursively and sorted by path.
/// Format by suffix, then by content: txt, md, html, json, jsonl, warc, conllu, each also .gz or .zst.
/// The same text met twice is given twice (with its own uri): joining is the store's work.
/// Throws kg::Error only for a source that does not exist; everything else is `skipped`.
void read(const std::vector<std::string>& sources, const ReadOptions& options, const Sink& sink);

/// One raw article, as read() would treat the bytes of a file called `uri`; for streams, tests, fuzzers.
void read_bytes(std::string_view bytes, const std::string& uri, const ReadOptions& options, const Sink& sink);

}  // namespace kg::source
