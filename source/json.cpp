#include "source/json.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <cctype>
#include <vector>

#include "base/utf8.hpp"

namespace kg::source {
namespace {

// Field names, the best first. Compared without case, '_' and '-'.
constexpr std::string_view text_names[] = {"text", "body", "articlebody", "fulltext", "maintext", "content", "article", "bodytext", "contenttext", "plaintext", "story", "contenthtml", "bodyhtml", "html", "description", "summary"};
constexpr std::string_view title_names[] = {"title", "headline", "name", "heading"};
constexpr std::string_view date_names[] = {"published", "publishedat", "datepublished", "publicationdate", "publishdate", "pubdate", "publishedon", "publisheddate", "date", "datetime", "timestamp", "firstpublished", "createdat", "created", "dct"};
constexpr std::string_view url_names[] = {"url", "link", "uri", "canonicalurl", "sourceurl", "webpage", "permalink"};
constexpr std::string_view list_names[] = {"articles", "items", "data", "results", "documents", "docs", "records", "hits", "news", "stories", "entries", "posts", "response", "value", "feed", "@graph", "source"};

std::string plain_name(std::string_view name) {
  std::string out;
  for (const char c : name)
    if (c != '_' && c != '-') out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

template <std::size_t N>
std::size_t position(const std::string_view (&names)[N], std::string_view name) {
  return static_cast<std::size_t>(std::find(std::begin(names), std::end(names), name) - std::begin(names));
}

bool is_list_name(std::string_view name) { return position(list_names, name) < std::size(list_names); }

// RapidJSON's input: counts lines, and ends early when one article gets larger than allowed.
class Input {
 public:
  using Ch = char;
  Input(ByteStream& in, std::size_t largest) : in_(in), largest_(largest), buffer_(64 << 10) { fill(); }

  Ch Peek() const { return at_ < size_ && !stopped_ ? buffer_[at_] : '\0'; }
  Ch Take() {
    const Ch c = Peek();
    if (at_ < size_ && !stopped_) {
      ++tell_;
      if (c == '\n') ++line_;
      if (++since_record_ > largest_) stopped_ = true;
      if (++at_ == size_) fill();
    }
    return c;
  }
  std::size_t Tell() const { return tell_; }
  Ch* PutBegin() { return nullptr; }
  void Put(Ch) {}
  void Flush() {}
  std::size_t PutEnd(Ch*) { return 0; }

  bool at_end() const { return at_ >= size_ || stopped_; }
  bool too_large() const { return stopped_; }
  void begin_record() { since_record_ = 0; stopped_ = false; }
  std::size_t line() const { return line_; }
  // Behind the next line end.
  void skip_line() {
    stopped_ = false;
    while (at_ < size_) {
      since_record_ = 0;
      if (Take() == '\n') return;
    }
  }
  void skip_space() {
    while (!at_end() && (Peek() == ' ' || Peek() == '\n' || Peek() == '\r' || Peek() == '\t')) {
      since_record_ = 0;
      Take();
    }
  }

 private:
  void fill() {
    size_ = in_.read(buffer_.data(), buffer_.size());
    at_ = 0;
  }
  ByteStream& in_;
  std::size_t largest_;
  std::vector<char> buffer_;
  std::size_t at_ = 0, size_ = 0, tell_ = 0, since_record_ = 0, line_ = 1;
  bool stopped_ = false;
};

class Handler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Handler> {
 public:
  Handler(Input& input, const RecordSink& sink) : input_(input), sink_(sink) {}

  bool StartObject() {
    const bool wrapped = !levels_.empty() && levels_.back().candidate && is_list_name(levels_.back().key);  // {"data": {…}}
    const bool candidate = levels_.empty() || levels_.back().container || wrapped;
    push(true, candidate);
    if (candidate) {
      drafts_.emplace_back();
      drafts_.back().record.line = input_.line();
    }
    return levels_.size() < deepest;
  }
  bool StartArray() {
    push(false, false);
    return levels_.size() < deepest;
  }
  bool EndArray(rapidjson::SizeType) {
    levels_.pop_back();
    return true;
  }
  bool EndObject(rapidjson::SizeType) {
    const bool candidate = levels_.back().candidate;
    levels_.pop_back();
    if (!candidate) return true;
    Draft draft = std::move(drafts_.back());
    drafts_.pop_back();
    if (!drafts_.empty() && !drafts_.back().record.text.empty()) return true;  // comments below an article
    const bool listed = levels_.empty() || !levels_.back().object;
    if (!draft.record.text.empty()) {
      sink_.record(std::move(draft.record));
    } else if (listed && !draft.held_records) {
      sink_.skipped(draft.record.line, "no text field");
    } else {
      return true;
    }
    for (Draft& outer : drafts_) outer.held_records = true;
    input_.begin_record();
    return true;
  }
  bool Key(const char* name, rapidjson::SizeType size, bool) {
    levels_.back().key = plain_name({name, std::min<std::size_t>(size, 64)});
    return true;
  }
  bool String(const char* value, rapidjson::SizeType size, bool) {
    if (!levels_.empty()) take({value, size});
    return true;
  }
  bool Default() { return true; }

  void reset() {
    levels_.clear();
    drafts_.clear();
  }

 private:
  static constexpr std::size_t deepest = 200;
  struct Level {
    bool object = false;
    bool candidate = false;  // an object that may be an article
    bool container = false;  // a list of articles, or an object around one
    std::string key;
  };
  struct Draft {
    Record record;
    std::size_t text_rank = 99, title_rank = 99, date_rank = 99, url_rank = 99;
    bool held_records = false;  // articles have been found inside
  };

  void push(bool object, bool candidate) {
    Level level;
    level.object = object;
    level.candidate = candidate;
    if (levels_.empty()) {
      level.container = !object;
    } else {
      const Level& outer = levels_.back();
      level.container = !object && ((outer.candidate && is_list_name(outer.key)) || outer.container);
    }
    levels_.push_back(std::move(level));
  }

  // A string that stands in the article itself, in a list there (paragraphs), or under "rendered".
  void take(std::string_view value) {
    const Level& here = levels_.back();
    std::string_view name = here.key;
    if (!here.candidate) {
      if (levels_.size() < 2) return;
      const Level& outer = levels_[levels_.size() - 2];
      if (!outer.candidate) return;
      if (here.object && here.key != "rendered" && here.key != "value") return;
      name = outer.key;
    }
    const bool more = !here.object;  // further paragraphs of a list
    Draft& draft = drafts_.back();
    set(text_names, name, value, more, draft.record.text, draft.text_rank);
    set(title_names, name, value, false, draft.record.title, draft.title_rank);
    set(date_names, name, value, false, draft.record.date, draft.date_rank);
    set(url_names, name, value, false, draft.record.url, draft.url_rank);
  }

  template <std::size_t N>
  static void set(const std::string_view (&names)[N], std::string_view name, std::string_view value, bool more,
                  std::string& field, std::size_t& rank) {
    const std::size_t found = position(names, name);
    if (found == N || value.empty()) return;
    if (more && found == rank) {
      field += "\n\n";
      field += value;
    } else if (found < rank) {
      field = value;
      rank = found;
    }
  }

  Input& input_;
  const RecordSink& sink_;
  std::vector<Level> levels_;
  std::vector<Draft> drafts_;  // one for each candidate in levels_
};

}  // namespace

void read_json(ByteStream& in, bool lines, std::size_t largest, const RecordSink& sink) {
  Input input(in, largest);
  Handler handler(input, sink);
  constexpr unsigned flags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseStopWhenDoneFlag | rapidjson::kParseNanAndInfFlag;
  for (input.skip_space(); !input.at_end(); input.skip_space()) {
    rapidjson::Reader reader;  // a new one frees the memory of a large article
    const std::size_t line = input.line();
    input.begin_record();
    handler.reset();
    const rapidjson::ParseResult result = reader.Parse<flags>(input, handler);
    if (!result.IsError()) continue;
    std::string reason;
    if (input.too_large()) {
      reason = "larger than " + std::to_string(largest >> 20) + " MB";
    } else if (result.Code() == rapidjson::kParseErrorTermination) {
      reason = "broken JSON (nested too deeply)";
    } else {
      reason = rapidjson::GetParseError_En(result.Code());
      if (!reason.empty() && reason.back() == '.') reason.pop_back();
      reason = "broken JSON (" + to_lower(reason) + ")";
    }
    if (!lines) {
      sink.skipped(input.line(), std::move(reason));
      return;
    }
    sink.skipped(line, std::move(reason));
    if (input.line() == line) input.skip_line();
  }
}

}  // namespace kg::source
