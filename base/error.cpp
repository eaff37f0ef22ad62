#include "base/error.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kg {

Error::Error(std::string message, std::string source, std::optional<ByteSpan> where, std::string hint, std::string text)
    : std::runtime_error(source.empty() ? message : source + ": " + message),
      message_(std::move(message)),
      source_(std::move(source)),
      where_(where),
      hint_(std::move(hint)),
      text_(std::move(text)) {}

namespace {

// A line longer than this is cut around the caret: a query may be 1 MB on one line.
constexpr std::size_t widest_line = 160;

}  // namespace

std::string Error::report() const {
  std::string out = "kg: ";
  if (!source_.empty()) out += source_ + ":";
  std::string caret;
  if (where_ && where_->begin <= text_.size() && !text_.empty()) {
    const std::string_view text = text_;
    const std::size_t at = where_->begin;
    const std::size_t previous = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    const std::size_t line_begin = previous == std::string_view::npos ? 0 : previous + 1;
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    const auto line_number = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(line_begin), '\n');
    const std::size_t column = count_code_points(text.substr(line_begin, at - line_begin)) + 1;
    out += std::to_string(line_number) + ":" + std::to_string(column) + ":";

    std::size_t from = line_begin;
    if (at - line_begin > widest_line / 2) from = next_code_point_start(text, at - widest_line / 2);
    std::size_t to = std::min(line_end, from + widest_line);
    if (to < line_end) to = next_code_point_start(text, to);
    std::string line(text.substr(from, to - from));
    std::replace(line.begin(), line.end(), '\t', ' ');
    const std::size_t marked_end = std::clamp<std::size_t>(where_->end, at, std::max(to, at));
    const std::size_t width = std::max<std::size_t>(1, count_code_points(text.substr(at, marked_end - at)));
    caret = "\n  " + line + "\n  " + std::string(count_code_points(text.substr(from, at - from)), ' ') + "^" +
            std::string(width - 1, '~');
  }
  if (out.size() > 4) out += " ";
  out += message_ + caret;
  if (!hint_.empty()) out += "\n  hint: " + hint_;
  return out;
}

}  // namespace kg
