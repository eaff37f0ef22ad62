// A page on its way to a Document: blocks of text that still hold menus and offers. Only for source/*.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace kg::source {

enum class BlockKind : std::uint8_t { paragraph, heading, caption, item };

/// One paragraph, heading, photo caption or list item, on one line, spaces single.
struct Block {
  std::string text;
  BlockKind kind = BlockKind::paragraph;
};

struct Page {
  std::string title;
  std::string url;
  Date published;
  std::vector<Block> blocks;
};

/// Blocks of plain text: empty lines part them, hard-wrapped lines are joined, other lines stand alone.
Page page_of_text(std::string_view text);
/// The same of Markdown: marks of headings, lists, emphasis and links are taken off, a front matter
/// between `---` lines gives title and date.
Page page_of_markdown(std::string_view text);
/// The main text of a web page and what its head says about it.
Page page_of_html(std::string_view html);
/// True if text that came as a JSON field is HTML.
bool looks_like_html(std::string_view text);

/// Drops what is not the article: offers, menus, icon names, templates, link lists, repeated lines.
void drop_boilerplate(std::vector<Block>& blocks);

/// The date of "2025-02-10T07:24:00Z", "February 10, 2025", "10 Feb. 2025", "Mon, 10 Feb 2025 …",
/// "20250210"; unknown for anything else. Day precision only.
Date parse_page_date(std::string_view text);
/// Takes lines like "Posted February 10, 2025" out of the blocks, and bare dates before the first real
/// paragraph. Gives the first date of the former kind, else of the latter, else that of the first real
/// paragraph's dateline ("HELSINKI, March 14, 2024 — The talks …"), which stays in the text.
Date take_date_lines(std::vector<Block>& blocks);

/// Number of words, for rules of thumb.
std::size_t count_words(std::string_view text);
/// `text` with each run of spaces and line ends as one space, none at the ends.
std::string squeeze(std::string_view text);
/// True if it ends as sentences do: . ! ? or these before quotation marks or brackets.
bool ends_like_sentence(std::string_view text);

}  // namespace kg::source
