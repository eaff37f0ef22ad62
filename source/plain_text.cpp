#include <algorithm>
#include <cctype>

#include "base/utf8.hpp"
#include "source/page.hpp"

namespace kg::source {

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool letter = std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80;
    if (letter && !inside) ++words;
    inside = letter || (inside && (c == '\'' || c == '-' || c == '.' || c == ','));
  }
  return words;
}

std::string squeeze(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\t') {
      space = true;
    } else {
      if (space && !out.empty()) out += ' ';
      space = false;
      out += c;
    }
  }
  return out;
}

bool ends_like_sentence(std::string_view text) {
  while (!text.empty()) {
    const char c = text.back();
    if (c == '.' || c == '!' || c == '?') return true;
    if (c == '"' || c == '\'' || c == ')' || c == ']' || c == ' ') {
      text.remove_suffix(1);
    } else if (text.ends_with("”") || text.ends_with("’") || text.ends_with("…")) {
      if (text.ends_with("…")) return true;
      text.remove_suffix(3);
    } else {
      return false;
    }
  }
  return false;
}

namespace {

bool is_blank(std::string_view line) { return line.find_first_not_of(' ') == std::string_view::npos; }

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view trim(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(' ') - begin + 1);
}

// "• Read on", "- Read on", "* Read on", "██ Read on": the length of the mark, 0 if there is none.
std::size_t bullet(std::string_view line) {
  std::size_t at = 0;
  bool mark = false;
  while (at < line.size()) {
    std::size_t next = at;
    const char32_t c = decode_code_point(line, next);
    if (c == 0x2022 || c == 0x2023 || c == 0x25CF || c == 0x25AA || c == 0x25A0 || c == 0x25E6 || c == 0x2043 ||
        (c >= 0x2580 && c <= 0x259F) || c == 0x00B7) {
      mark = true;
    } else if (c != ' ') {
      break;
    }
    at = next;
  }
  if (mark) return at;
  if ((line.starts_with("- ") || line.starts_with("* ")) && line.size() > 2) return 2;
  return 0;
}

bool starts_lower(std::string_view line) {
  return !line.empty() && std::islower(static_cast<unsigned char>(line.front()));
}

// A block of lines is hard-wrapped if its lines end where the next word would not have fitted. The
// width is that of the longest line; prose of one paragraph a line has lines of all lengths.
bool is_wrapped(const std::vector<std::string_view>& lines) {
  if (lines.size() < 3) return false;
  std::size_t width = 0;
  for (const std::string_view line : lines) width = std::max(width, count_code_points(line));
  if (width > 120 || width < 40) return false;
  std::size_t full = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::string_view next = lines[i + 1];
    const std::size_t word = count_code_points(next.substr(0, std::min(next.find(' '), next.size())));
    if (count_code_points(lines[i]) + 1 + word > width) ++full;
  }
  return full * 10 >= (lines.size() - 1) * 7;
}

void add_block(Page& page, std::string_view text, BlockKind kind) {
  std::string squeezed = squeeze(text);
  if (!squeezed.empty()) page.blocks.push_back({std::move(squeezed), kind});
}

// Bytes of a quotation mark that closes what the line before says: "' This reflects".
std::size_t stray_quote(std::string_view line) {
  for (const std::string_view mark : {"'", "\"", "”", "’"})
    if (line.starts_with(mark) && line.substr(mark.size()).starts_with(' ')) return mark.size();
  return 0;
}

// "(2019). \Trump said": what is left of a line end that was escaped.
std::vector<std::string_view> at_escaped_ends(const std::vector<std::string_view>& lines) {
  std::vector<std::string_view> out;
  for (std::string_view line : lines) {
    for (std::size_t at = line.find(" \\"); at != std::string_view::npos; at = line.find(" \\", at + 1)) {
      std::size_t next = at + 2;
      if (next < line.size() && line[next] == 'n' && next + 1 < line.size() && !std::islower(static_cast<unsigned char>(line[next + 1]))) ++next;
      if (next >= line.size() || std::islower(static_cast<unsigned char>(line[next])) || line[next] == '\\') continue;
      out.push_back(line.substr(0, at));
      line.remove_prefix(next);
      at = 0;
    }
    out.push_back(line);
  }
  return out;
}

// A group of lines without an empty one between them.
void add_group(Page& page, const std::vector<std::string_view>& lines) {
  const bool wrapped = is_wrapped(lines);
  std::string text;
  BlockKind kind = BlockKind::paragraph;
  for (const std::string_view line : lines) {
    const std::size_t mark = bullet(line);
    // Where nothing shows wrapping, a line that begins in lower case or with a stop goes on.
    const bool goes_on = !text.empty() && mark == 0 && (wrapped || (starts_lower(line) && !ends_like_sentence(text)) ||
                                                        line == "." || line == ",");
    if (!goes_on) {
      add_block(page, text, kind);
      text.clear();
      kind = mark > 0 ? BlockKind::item : BlockKind::paragraph;
    }
    if (!text.empty() && line != "." && line != ",") text += ' ';
    const std::size_t quote = text.empty() && mark == 0 && !page.blocks.empty() ? stray_quote(line) : 0;
    if (quote > 0) page.blocks.back().text += line.substr(0, quote);
    text += line.substr(mark + quote);
  }
  add_block(page, text, kind);
}

void add_lines(Page& page, const std::vector<std::string_view>& lines) {
  std::vector<std::string_view> group;
  for (const std::string_view line : lines) {
    if (!is_blank(line)) {
      group.push_back(trim(line));
      continue;
    }
    if (!group.empty()) add_group(page, group);
    group.clear();
  }
  if (!group.empty()) add_group(page, group);
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// "President Abdel Fattah el-Sissi said", "Jean-Claude Juncker said", "leaders of the Asia-Pacific region": running
// text whose hyphen stands in a name.
bool is_hyphenated_name(std::string_view before) {
  const std::string_view last = before.substr(before.rfind(' ') + 1);
  if (last.empty() || std::islower(static_cast<unsigned char>(last.front()))) return true;
  static constexpr std::string_view halves[] = {"Jean", "Marie", "Anne", "Mary", "Abdul", "Abu", "Al", "El", "Co", "Vice", "Anti", "Pro", "Ex", "Non", "Asia", "Indo", "U.S.", "US"};
  return std::find(std::begin(halves), std::end(halves), last) != std::end(halves);
}

// Pages copied without their line ends glue the headline to what follows: "Talks Go On-GENEVA — -The
// envoys met", "Talks Go On -The envoys met". Gives the bytes of the headline and of the hyphen
// behind it, or 0.
std::size_t glued_headline(std::string_view block) {
  if (block.size() < 80) return 0;
  std::size_t words = 1;
  for (std::size_t i = 1; i + 1 < block.size() && i < 250; ++i) {
    if (block[i - 1] == ' ' && block[i] != ' ') {
      ++words;
      // Headlines of this kind write all but short words with a capital.
      const std::size_t length = std::min(block.find_first_of(" -", i), block.size()) - i;
      if (std::islower(static_cast<unsigned char>(block[i])) && length > 4) return 0;
    }
    if (block[i] != '-' || (!is_capital(block[i + 1]) && block.substr(i + 1, 3) != "“" && block[i + 1] != '"')) continue;
    if (words < 4) continue;
    if (block[i - 1] == ' ') return i;
    // Without a space only where a dateline in capitals or running text follows.
    const std::string_view rest = block.substr(i + 1);
    std::size_t run = 0;
    while (run < rest.size() && (is_capital(rest[run]) || rest[run] == ' ' || rest[run] == ',' || rest[run] == '.')) ++run;
    if (run >= 4 && rest.substr(run).starts_with("—")) return i;
    if (is_hyphenated_name(block.substr(0, i))) continue;
    std::size_t small = 0, seen = 0;
    for (std::size_t j = 0; j + 1 < rest.size() && seen < 12; ++j)
      if (rest[j] == ' ') {
        ++seen;
        if (std::islower(static_cast<unsigned char>(rest[j + 1]))) ++small;
      }
    if (seen == 12 && small >= 6) return i;
  }
  return 0;
}

void part_headline(Page& page) {
  if (page.blocks.empty()) return;
  const std::string first = page.blocks.front().text;
  const std::size_t at = glued_headline(first);
  if (at == 0) return;
  std::string body = squeeze(std::string_view(first).substr(at + 1));
  // "GENEVA — -The envoys": the dash of the dateline has a second one behind it.
  const std::size_t twice = body.find("— -");
  if (twice != std::string::npos && twice < 60) body.erase(twice + 4, 1);
  page.blocks.front() = {squeeze(std::string_view(first).substr(0, at)), BlockKind::heading};
  page.blocks.insert(page.blocks.begin() + 1, {std::move(body), BlockKind::paragraph});
}

// The first block is the title if it looks like a headline.
void take_title(Page& page) {
  if (!page.title.empty() || page.blocks.empty()) return;
  Block& first = page.blocks.front();
  if (page.blocks.size() < 2 || first.text.size() > 200 || count_words(first.text) < 2 || first.text.back() == '.') return;
  first.kind = BlockKind::heading;
  page.title = first.text;
}

}  // namespace

Page page_of_text(std::string_view text) {
  Page page;
  add_lines(page, at_escaped_ends(lines_of(text)));
  part_headline(page);
  page.published = take_date_lines(page.blocks);
  drop_boilerplate(page.blocks);
  take_title(page);
  return page;
}

namespace {

// Emphasis, code marks, links and images of one line of Markdown become their text.
std::string plain_markdown(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\\' && i + 1 < line.size() && std::ispunct(static_cast<unsigned char>(line[i + 1]))) {
      out += line[++i];
    } else if (c == '[' || (c == '!' && i + 1 < line.size() && line[i + 1] == '[')) {
      const std::size_t open = c == '!' ? i + 1 : i;
      const std::size_t close = line.find(']', open);
      const std::size_t end = close == std::string_view::npos || close + 1 >= line.size() || line[close + 1] != '('
                                  ? std::string_view::npos
                                  : line.find(')', close);
      if (end == std::string_view::npos) {
        out += c;
      } else {
        out += line.substr(open + 1, close - open - 1);
        i = end;
      }
    } else if (c == '*' || c == '`') {
      continue;
    } else if (c == '_' && (i == 0 || i + 1 == line.size() || !std::isalnum(static_cast<unsigned char>(line[i - 1])) ||
                            !std::isalnum(static_cast<unsigned char>(line[i + 1])))) {
      continue;
    } else {
      out += c;
    }
  }
  return out;
}

bool is_rule(std::string_view line, std::string_view marks) {
  return line.size() >= 3 && line.find_first_not_of(marks) == std::string_view::npos;
}

// "title: Talks go on" between two lines of ---.
std::size_t read_front_matter(const std::vector<std::string_view>& lines, Page& page) {
  if (lines.empty() || trim(lines[0]) != "---") return 0;
  for (std::size_t i = 1; i < lines.size() && i < 100; ++i) {
    const std::string_view line = trim(lines[i]);
    if (line == "---" || line == "...") return i + 1;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string key = to_lower(trim(line.substr(0, colon)));
    std::string_view value = trim(line.substr(colon + 1));
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
      value = value.substr(1, value.size() - 2);
    if (key == "title" || key == "headline") page.title = squeeze(value);
    if (key == "date" || key == "published" || key == "pubdate") page.published = parse_page_date(value);
    if (key == "url" || key == "link" || key == "source_url") page.url = squeeze(value);
  }
  page = {};
  return 0;  // no second ---: a rule, not a front matter
}

}  // namespace

Page page_of_markdown(std::string_view text) {
  Page page;
  const std::vector<std::string_view> lines = lines_of(text);
  const std::size_t begin = read_front_matter(lines, page);
  std::vector<std::string> kept;  // owns the lines of a group
  std::vector<std::string_view> group;
  const auto flush = [&] {
    std::string joined;
    for (const std::string& line : kept) joined += (joined.empty() ? "" : " ") + line;
    const std::size_t mark = bullet(joined);
    add_block(page, std::string_view(joined).substr(mark), mark > 0 ? BlockKind::item : BlockKind::paragraph);
    kept.clear();
  };
  bool in_code = false;
  for (std::size_t i = begin; i < lines.size(); ++i) {
    std::string_view line = trim(lines[i]);
    if (line.starts_with("```") || line.starts_with("~~~")) {
      flush();
      in_code = !in_code;
      continue;
    }
    if (in_code) continue;
    if (line.starts_with("<!--")) continue;
    while (line.starts_with(">")) line = trim(line.substr(1));
    if (line.empty() || is_rule(line, "-* _")) {
      if (is_rule(line, "-") && !kept.empty()) {  // a heading underlined with ---
        flush();
        if (!page.blocks.empty()) page.blocks.back().kind = BlockKind::heading;
      }
      flush();
    } else if (is_rule(line, "=")) {
      flush();
      if (!page.blocks.empty()) page.blocks.back().kind = BlockKind::heading;
    } else if (line.front() == '#' && line.find_first_not_of('#') != std::string_view::npos) {
      flush();
      const std::size_t level = line.find_first_not_of('#');
      const std::string heading = plain_markdown(trim(line.substr(level)));
      add_block(page, heading, BlockKind::heading);
      if (level == 1 && page.title.empty()) page.title = squeeze(heading);
    } else {
      const bool item = bullet(line) > 0;
      const bool image = line.starts_with("![");
      if (item || image) flush();
      const std::size_t mark = item ? bullet(line) : 0;
      kept.push_back(std::string(line.substr(0, mark)) + plain_markdown(line.substr(mark)));
      if (image) {
        flush();
        if (!page.blocks.empty()) page.blocks.back().kind = BlockKind::caption;
      }
    }
  }
  flush();
  const Date date = take_date_lines(page.blocks);
  drop_boilerplate(page.blocks);
  if (!page.published) page.published = date;
  take_title(page);
  return page;
}

}  // namespace kg::source
