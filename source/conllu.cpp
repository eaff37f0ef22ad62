#include "source/conllu.hpp"

#include <algorithm>
#include <cstdlib>

namespace kg::source {
namespace {

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view column(std::string_view line, int index) {
  for (; index > 0; --index) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return {};
    line.remove_prefix(tab + 1);
  }
  return line.substr(0, line.find('\t'));
}

// The words of a sentence that has no "# text": FORM column, SpaceAfter=No, multiword tokens once.
struct Words {
  std::string text;
  bool space = false;
  long covered = 0;  // last id of the multiword token that stands for the next words

  void add(std::string_view line) {
    const std::string_view id = column(line, 0);
    const std::size_t dash = id.find('-');
    if (id.find('.') != std::string_view::npos) return;  // an empty node
    const long number = std::strtol(std::string(id).c_str(), nullptr, 10);
    if (dash == std::string_view::npos && number <= covered) return;
    if (dash != std::string_view::npos) covered = std::strtol(std::string(id.substr(dash + 1)).c_str(), nullptr, 10);
    if (space) text += ' ';
    text += column(line, 1);
    space = column(line, 9).find("SpaceAfter=No") == std::string_view::npos;
  }
};

}  // namespace

bool looks_like_conllu(std::string_view text) {
  for (int i = 0; i < 50 && !text.empty(); ++i) {
    const std::string_view line = next_line(text);
    if (line.empty() || line.starts_with('#')) continue;
    return std::count(line.begin(), line.end(), '\t') == 9 && line.starts_with("1");
  }
  return false;
}

std::string conllu_text(std::string_view conllu) {
  std::string out;
  std::string_view text;  // of "# text = "
  Words words;
  bool paragraph = false, any = false;
  const auto finish = [&] {
    const std::string_view sentence = text.empty() ? std::string_view(words.text) : text;
    if (!sentence.empty()) {
      if (!out.empty()) out += paragraph ? "\n\n" : " ";
      out += sentence;
      paragraph = false;
    }
    text = {};
    words = {};
    any = false;
  };
  for (std::string_view rest = conllu; !rest.empty();) {
    const std::string_view line = next_line(rest);
    if (line.empty()) {
      finish();
    } else if (line.starts_with("# newpar") || line.starts_with("# newdoc")) {
      if (any) finish();  // a missing empty line
      paragraph = true;
    } else if (line.starts_with("# text = ")) {
      text = line.substr(9);
    } else if (!line.starts_with('#')) {
      any = true;
      if (text.empty()) words.add(line);
    }
  }
  finish();
  return out;
}

}  // namespace kg::source
