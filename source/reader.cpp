#include "source/reader.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>
#include <set>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "source/bytes.hpp"
#include "source/conllu.hpp"
#include "source/encoding.hpp"
#include "source/json.hpp"
#include "source/language.hpp"
#include "source/page.hpp"
#include "source/warc.hpp"

namespace kg::source {
namespace fs = std::filesystem;

namespace {

enum class Format : std::uint8_t { unknown, text, markdown, html, json, json_lines, warc, conllu };

// "a/News.JSON.gz" → "json"
std::string suffix_of(const std::string& uri) {
  std::string name = to_lower(uri.substr(uri.find_last_of('/') + 1));
  for (const std::string_view packed : {".gz", ".zst"})
    if (name.ends_with(packed)) name.resize(name.size() - packed.size());
  const std::size_t dot = name.find_last_of('.');
  return dot == std::string::npos || dot == 0 ? std::string() : name.substr(dot + 1);
}

Format format_by_suffix(const std::string& uri) {
  const std::string suffix = suffix_of(uri);
  if (suffix == "txt" || suffix == "text") return Format::text;
  if (suffix == "md" || suffix == "markdown") return Format::markdown;
  if (suffix == "html" || suffix == "htm" || suffix == "xhtml") return Format::html;
  if (suffix == "json") return Format::json;
  if (suffix == "jsonl" || suffix == "ndjson") return Format::json_lines;
  if (suffix == "warc") return Format::warc;
  if (suffix == "conllu" || suffix == "conll") return Format::conllu;
  return Format::unknown;
}

Format format_by_content(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return Format::text;
  text.remove_prefix(begin);
  if (text.front() == '{' || (text.front() == '[' && text.find('{') < 8)) return Format::json;
  if (looks_like_conllu(text)) return Format::conllu;
  return looks_like_html(text.substr(0, 2000)) ? Format::html : Format::text;
}

std::string megabytes(std::size_t bytes) {
  return bytes >= (1u << 20) ? std::to_string(bytes >> 20) + " MB" : std::to_string(bytes) + " bytes";
}

// What the first bytes say of files that are no articles; empty if nothing.
std::string foreign_kind(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("%PDF-")) return "binary (PDF)";
  if (bytes.starts_with("PK\3\4"sv)) return "binary (zip)";
  if (bytes.starts_with("\x89PNG") || bytes.starts_with("\xFF\xD8\xFF") || bytes.starts_with("GIF8")) return "binary (picture)";
  if (bytes.starts_with("\x7F""ELF")) return "binary (program)";
  return {};
}

// What is wrong with the first bytes of a file whose name says that it is packed; empty if nothing.
std::string packing_fault(const std::string& uri, std::string_view first) {
  if (first.empty()) return "empty";
  const std::string name = to_lower(uri);
  if (name.ends_with(".gz") && !first.starts_with("\x1F\x8B")) return "not gzip data, though its name ends in .gz";
  if (name.ends_with(".zst") && first != "\x28\xB5\x2F\xFD") return "not zstd data, though its name ends in .zst";
  return {};
}

class Reading {
 public:
  Reading(const ReadOptions& options, const Sink& sink) : options_(options), sink_(sink) {}

  void read_stream(std::unique_ptr<ByteStream> raw, const std::string& uri) {
    try {
      if (std::string fault = packing_fault(uri, peek(raw, 4)); !fault.empty()) return skip(uri, std::move(fault));
      std::unique_ptr<ByteStream> in = decompress(std::move(raw));
      Format format = format_by_suffix(uri);
      if (format == Format::unknown && peek(in, 5) == "WARC/") format = Format::warc;
      if (format == Format::warc) return read_captures(*in, uri);
      if (format == Format::json || format == Format::json_lines) {
        read_records(*in, uri, format == Format::json_lines);
        return;
      }
      const std::optional<std::string> bytes = read_all(*in, options_.largest);
      if (!bytes) {
        skip(uri, "larger than " + megabytes(options_.largest));
      } else {
        read_whole(*bytes, uri, format);
      }
    } catch (const BrokenStream& broken) {
      skip(uri, broken.reason);
    }
  }

 private:
  void skip(const std::string& uri, std::string reason) {
    if (sink_.skipped) sink_.skipped({uri, std::move(reason)});
  }

  void read_records(ByteStream& in, const std::string& uri, bool lines) {
    RecordSink records;
    std::size_t seen = 0;
    records.record = [&](Record record) {
      ++seen;
      read_record(std::move(record), uri, lines);
    };
    records.skipped = [&](std::size_t line, std::string reason) {
      ++seen;
      skip(uri + ":" + std::to_string(line), std::move(reason));
    };
    read_json(in, lines, options_.largest, records);
    if (seen == 0) skip(uri, "empty");
  }

  void read_record(Record record, const std::string& uri, bool lines) {
    const std::string text = to_utf8(record.text);
    const std::string where = uri + ":" + std::to_string(record.line);
    if (looks_binary(text)) return skip(where, "binary");
    const std::string clean = normalise_characters(text);
    Page page = looks_like_html(clean) ? page_of_html(clean) : page_of_text(clean);
    const std::string title = squeeze(normalise_characters(to_utf8(record.title)));
    if (!title.empty()) {
      page.title = title;
      // The field is the headline of the page; some texts repeat it.
      const bool repeated = !page.blocks.empty() && fold_name(page.blocks.front().text) == fold_name(title);
      if (!repeated) page.blocks.insert(page.blocks.begin(), {title, BlockKind::heading});
    }
    if (const Date date = parse_page_date(record.date)) page.published = date;
    page.url = squeeze(normalise_characters(to_utf8(record.url)));
    give(std::move(page), lines || record.line > 1 ? where : uri);
  }

  void read_captures(ByteStream& in, const std::string& uri) {
    std::size_t seen = 0;
    CaptureSink captures;
    captures.page = [&](const Capture& capture) {
      ++seen;
      read_capture(capture, uri);
    };
    captures.skipped = [&](const std::string& url, std::string reason) {
      ++seen;
      skip(url, std::move(reason));
    };
    read_warc(in, options_.largest, captures);
    if (seen == 0) skip(uri, "no page in it");
  }

  void read_capture(const Capture& capture, const std::string& uri) {
    std::string url = squeeze(normalise_characters(to_utf8(capture.url)));
    if (url.empty()) url = uri;
    if (capture.body.empty()) return skip(url, "empty");
    if (std::string kind = foreign_kind(capture.body); !kind.empty()) return skip(url, std::move(kind));
    const std::string text = to_utf8(capture.body, capture.charset);
    if (looks_binary(text)) return skip(url, "binary");
    const bool html = capture.media_type.empty() ? looks_like_html(text.substr(0, 2000)) : capture.media_type != "text/plain";
    give(html ? page_of_html(text) : page_of_text(normalise_characters(text)), url);
  }

  void read_whole(const std::string& bytes, const std::string& uri, Format format) {
    if (bytes.empty()) return skip(uri, "empty");
    if (std::string kind = foreign_kind(bytes); !kind.empty()) return skip(uri, std::move(kind));
    if (format == Format::html) {
      if (looks_binary(to_utf8(bytes))) return skip(uri, "binary");
      return give(page_of_html(bytes), uri);  // finds its own encoding: <meta charset>
    }
    const std::string text = to_utf8(bytes);
    if (looks_binary(text)) return skip(uri, "binary");
    if (format == Format::unknown) format = format_by_content(text);
    if (format == Format::conllu) return give_conllu(text, uri);
    if (format == Format::html) return give(page_of_html(bytes), uri);
    if (format == Format::json) {
      const std::unique_ptr<ByteStream> in = open_memory(text);
      return read_records(*in, uri, std::count(text.begin(), text.end(), '\n') > 0 && text.front() == '{');
    }
    const std::string clean = normalise_characters(text);
    give(format == Format::markdown ? page_of_markdown(clean) : page_of_text(clean), uri);
  }

  void give_conllu(const std::string& conllu, const std::string& uri) {
    Document document;
    document.text = conllu_text(conllu);
    if (document.text.empty()) return skip(uri, "empty");
    document.id = hash128(document.text);
    document.uris = {uri};
    document.published = options_.published;
    document.conllu = conllu;
    sink_.document(std::move(document));
  }

  void give(Page page, const std::string& uri) {
    Document document;
    for (const Block& block : page.blocks) {
      if (!document.text.empty()) document.text += "\n\n";
      document.text += block.text;
    }
    if (document.text.empty()) return skip(uri, "empty");
    if (const std::string language = foreign_language(document.text); !language.empty())
      return skip(uri, "not English (" + language + ")");
    document.id = hash128(document.text);
    document.uris = {page.url.empty() ? uri : page.url};
    document.title = std::move(page.title);
    document.published = page.published ? page.published : options_.published;
    sink_.document(std::move(document));
  }

  const ReadOptions& options_;
  const Sink& sink_;
};

bool is_hidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.size() > 1 && name.front() == '.';
}

// All files under `folder`, sorted by path; what cannot be listed is skipped, links to folders are not followed.
std::vector<std::string> files_under(const fs::path& folder, const Sink& sink) {
  std::vector<std::string> files;
  std::vector<fs::path> folders = {folder};
  while (!folders.empty()) {
    const fs::path next = std::move(folders.back());
    folders.pop_back();
    std::error_code error;
    for (fs::directory_iterator entry(next, error), end; !error && entry != end; entry.increment(error)) {
      if (is_hidden(entry->path())) continue;
      std::error_code ignored;
      if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) {
        folders.push_back(entry->path());
      } else if (entry->is_regular_file(ignored)) {
        files.push_back(entry->path().string());
      }
    }
    if (error && sink.skipped) sink.skipped({next.string(), "unreadable"});
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

void read(const std::vector<std::string>& sources, const ReadOptions& options, const Sink& sink) {
  for (const std::string& source : sources) {
    std::error_code error;
    if (source != "-" && !fs::exists(fs::path(source), error))
      throw Error("no such file or folder", source, {}, "give files, folders, or - for standard input");
  }
  Reading reading(options, sink);
  for (const std::string& source : sources) {
    if (source == "-") {
      reading.read_stream(open_istream(options.standard_input ? *options.standard_input : std::cin), "-");
      continue;
    }
    std::error_code error;
    const bool folder = fs::is_directory(source, error);
    for (const std::string& file : folder ? files_under(source, sink) : std::vector<std::string>{source}) {
      std::unique_ptr<ByteStream> in = open_file(file);
      if (in) {
        reading.read_stream(std::move(in), file);
      } else if (sink.skipped) {
        sink.skipped({file, "unreadable"});
      }
    }
  }
}

void read_bytes(std::string_view bytes, const std::string& uri, const ReadOptions& options, const Sink& sink) {
  Reading(options, sink).read_stream(open_memory(bytes), uri);
}

}  // namespace kg::source
