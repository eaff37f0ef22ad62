// What is not the article, told by form and by the words that web pages use about themselves.
//
// Each block is judged alone first: bad (template braces, icon names, offers, link words), good (a
// paragraph of sentences) or unclear (short). Then its place decides: behind the last good block an
// unclear one goes as soon as a bad one has been seen; before and between good ones it stays, since
// headlines, captions, datelines and one-line paragraphs are short, too.
#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "base/utf8.hpp"
#include "source/page.hpp"

namespace kg::source {
namespace {

// `nothing` holds no words of the language; `button` is navigation; `keywords` only counts at the end.
enum class Verdict : std::uint8_t { good, unclear, nothing, keywords, button, bad };

// A short block with one of these is no news. Folded as fold_name does, whole words.
constexpr std::string_view page_words[] = {
    "sponsored content", "sponsored by", "sponsored post", "paid content", "paid post", "advertorial", "subscribe", "subscribe now",
    "subscription", "unlimited access", "free trial", "trial period", "free article",
    "free articles", "articles left", "article left", "offer ends", "special offer", "see all offers", "all offers", "sign up", "sign in", "log in",
    "register now", "create an account", "create a free account", "my account", "forgot password", "newsletter", "newsletters",
    "cookie policy", "cookie settings", "privacy policy", "privacy notice", "terms of use", "terms of service",
    "terms and conditions", "all rights reserved", "click here", "tap here", "follow us", "like us on", "share this", "share on", "tweet this",
    "email this", "print this", "add to favorites", "copy link", "download our app", "download the app", "app store", "google play",
    "tablet apps", "go to contents", "skip to content", "skip to main content", "back to top", "main menu",
    "toggle navigation", "enable javascript", "javascript is disabled", "your browser", "ad blocker", "adblocker", "leave a comment",
    "post a comment", "view comments", "add a comment", "comments are closed", "reader comments", "report an error",
    "advertise with us", "site map", "sitemap", "breaking news alerts", "push notifications", "get notified",
    "support our journalism", "support independent journalism", "gift this article", "buy now", "add to cart", "shop now",
    "a month for", "cancel anytime", "cancel any time", "trusted insights", "stay ahead with", "delivered to your inbox", "your inbox",
    "rss feed", "rss feeds", "this article is part of", "to continue reading", "read the full story", "read full article",
    "similar news", "you can also read", "load more", "image credit", "recommended for you", "take our survey"};

// These are words of pages and of news alike: they count in very short blocks, and beside others.
constexpr std::string_view doubtful_words[] = {
    "subscriber", "subscribers", "full access", "free access", "login", "cookie", "cookies", "mobile app", "go back", "jump to", "join the conversation",
    "contact us", "about us", "become a member", "make a donation", "donate now", "per month", "months for", "month for", "get our", "loading",
    "please wait", "continue reading", "keep reading", "find out more", "learn more", "watch live", "listen live", "live blog", "view all",
    "show more", "see more", "click to", "latest news", "top stories", "more stories", "advertisement", "advertising", "sign our", "commissioned by", "free article", "offers"};

// Whole blocks, folded: buttons and section names of pages.
constexpr std::string_view buttons[] = {
    "advertisement", "ad", "ads", "share", "tweet", "print", "email", "save", "comment", "comments", "menu", "search", "home", "close", "next",
    "previous", "prev", "more", "read more", "facebook", "twitter", "whatsapp", "linkedin", "reddit", "pinterest", "instagram", "youtube", "telegram", "x",
    "rss", "top", "back", "skip", "play", "watch", "listen", "live", "video", "videos", "photos", "gallery", "tags", "topics", "related", "trending",
    "popular", "latest", "editors picks", "editor s picks", "opinion", "copy", "link", "reprints", "font size", "text size", "story continues below",
    "story continues below advertisement", "article continues below", "article continues after advertisement", "continued below", "scroll to continue",
    "read next", "up next", "don t miss", "must read", "must reads", "in this article", "in pictures", "see also", "read also", "also read", "most read",
    "most viewed", "most popular", "top stories", "latest news", "more news", "more stories", "subscribe", "ok", "accept", "accept all", "i accept", "got it",
    "cancel", "submit", "send", "reply", "like", "follow", "following", "view", "views", "load more", "show more", "end of article", "this content"};

// Behind one of these stand teasers of other articles.
constexpr std::string_view sections[] = {
    "related articles", "related stories", "related news", "related content", "related topics", "related posts", "related coverage", "related", "more stories", "more news",
    "more from", "more on this", "more on this story", "similar news", "similar stories", "similar articles", "read next", "read also", "read more",
    "most read", "most popular", "most viewed", "trending", "trending now", "top stories", "latest news", "latest stories", "you may also like",
    "you might also like", "recommended", "recommended for you", "recommended stories", "editors picks", "editor s picks", "other stories", "in other news",
    "also read", "see also", "dont miss", "don t miss", "popular stories", "from our partners", "around the web", "from around the web"};

bool contains_words(std::string_view folded, std::string_view words) {
  for (std::size_t at = folded.find(words); at != std::string_view::npos; at = folded.find(words, at + 1)) {
    const bool begins = at == 0 || folded[at - 1] == ' ';
    const bool ends = at + words.size() == folded.size() || folded[at + words.size()] == ' ';
    if (begins && ends) return true;
  }
  return false;
}

template <std::size_t N>
bool is_one_of(const std::string_view (&list)[N], std::string_view folded) {
  return std::find(std::begin(list), std::end(list), folded) != std::end(list);
}

// "ArrowArtboardCreated with Sketch.Title ChevronTitle ChevronEye IconIcon": words grown together.
bool is_icon_run(std::string_view text) {
  std::size_t joints = 0, words = 1;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool upper = std::isupper(static_cast<unsigned char>(text[i])) != 0;
    const unsigned char before = static_cast<unsigned char>(text[i - 1]);
    if (text[i - 1] == ' ') ++words;
    if (upper && (std::islower(before) || (before == '.' && i >= 2 && std::islower(static_cast<unsigned char>(text[i - 2]))))) ++joints;
  }
  return joints >= 3 && joints * 5 >= words;
}

bool has_template(std::string_view text) {
  return text.find("{{") != std::string_view::npos || text.find("}}") != std::string_view::npos ||
         text.find("<%") != std::string_view::npos || text.find("${") != std::string_view::npos ||
         text.find("[[%") != std::string_view::npos;
}

bool has_code(std::string_view text) {
  for (const std::string_view sign : {"function(", "function (", "var ", "window.", "document.", "=>", "});", "!important", "@media"})
    if (text.find(sign) != std::string_view::npos &&
        (text.find('{') != std::string_view::npos || text.find(';') != std::string_view::npos) &&
        (text.find('=') != std::string_view::npos || text.find("){") != std::string_view::npos))
      return true;
  return false;
}

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) || c >= 0x80; }));
}

// Letters of other scripts (a link to the Korean page, a reporter's name) in a short line.
bool is_foreign_script(std::string_view text) {
  std::size_t foreign = 0, latin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode_code_point(text, at);
    if ((c >= 0x370 && c < 0x2000) || (c >= 0x2E80 && c < 0xFB00)) ++foreign;
    if ((c < 0x80 && std::isalpha(static_cast<int>(c))) || (c >= 0xC0 && c < 0x250)) ++latin;
  }
  return foreign > 0 && (foreign >= latin || latin < 20);
}

// "DONALD TRUMP SHIGERU ISHIBA NORTH KOREA JAPAN": key words of a page.
bool is_tag_line(std::string_view text, std::size_t words) {
  if (words < 6 || text.find_first_of(".?!:;\"") != std::string_view::npos) return false;
  return std::none_of(text.begin(), text.end(), [](unsigned char c) { return std::islower(c); });
}

// A web address or mail address and little else.
bool is_address(std::string_view text, std::size_t words) {
  const bool address = text.find("http://") != std::string_view::npos || text.find("https://") != std::string_view::npos ||
                       text.find("www.") != std::string_view::npos || text.find('@') != std::string_view::npos;
  return address && words <= 6;
}

template <std::size_t N>
std::size_t count_hits(const std::string_view (&phrases)[N], std::string_view folded) {
  return static_cast<std::size_t>(std::count_if(std::begin(phrases), std::end(phrases),
                                                [&](std::string_view words) { return contains_words(folded, words); }));
}

// "QUESTION: …", "MS. PSAKI: …": what is said at a briefing.
bool has_speaker_label(std::string_view text) {
  const std::size_t colon = text.substr(0, 60).find(':');
  return colon != std::string_view::npos && colon >= 2 &&
         std::none_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), [](unsigned char c) { return std::islower(c); });
}

bool speaks_of_the_page(std::string_view text, std::string_view folded, std::size_t words) {
  // What is quoted or reported is news, whatever it is about.
  if (text.find('"') != std::string_view::npos || text.find("“") != std::string_view::npos || has_speaker_label(text) ||
      contains_words(folded, "said") || contains_words(folded, "told"))
    return false;
  const std::size_t strong = count_hits(page_words, folded);
  const std::size_t doubtful = strong > 0 || words <= 25 ? count_hits(doubtful_words, folded) : 0;
  return (strong >= 1 && words <= 25) || strong >= 2 || strong + doubtful >= 3 || (doubtful >= 1 && words <= 8) ||
         (doubtful >= 2 && words <= 25);
}

Verdict judge(const Block& block) {
  const std::string_view text = block.text;
  if (letters(text) == 0) return Verdict::nothing;
  if (has_template(text) || has_code(text) || is_icon_run(text)) return Verdict::bad;
  const std::size_t words = count_words(text);
  if (words <= 12 && is_foreign_script(text)) return Verdict::nothing;
  if (is_address(text, words)) return Verdict::nothing;
  if (words > 60) return Verdict::good;
  const std::string folded = fold_name(text);
  if (words <= 6 && (is_one_of(buttons, folded) || is_one_of(sections, folded))) return Verdict::button;
  if (speaks_of_the_page(text, folded, words)) return Verdict::bad;
  if (is_tag_line(text, words)) return Verdict::keywords;
  if (words >= 15 && ends_like_sentence(text)) return Verdict::good;
  return Verdict::unclear;
}

// "She is on travel to Japan this week. Please click here for more." keeps its first sentence.
void drop_last_sentence(std::string& text) {
  const std::size_t end = text.rfind(". ");
  if (end == std::string::npos || count_words(std::string_view(text).substr(0, end)) < 8) return;
  const std::string_view last = std::string_view(text).substr(end + 2);
  const std::string folded = fold_name(last);
  const std::string before = fold_name(std::string_view(text).substr(0, end));
  if (count_hits(page_words, folded) > 0 && count_hits(page_words, before) == 0) text.resize(end + 1);
}

// Where the teasers of other articles begin; the number of blocks if nowhere. Behind it only whole
// paragraphs are kept: a summary of another report is news as well, a list of headlines is not.
std::size_t teasers_begin(const std::vector<Block>& blocks, const std::vector<Verdict>& verdicts) {
  bool article_before = false;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    article_before |= verdicts[i] == Verdict::good;
    const std::string folded = fold_name(blocks[i].text.substr(0, 60));
    const bool section = std::any_of(std::begin(sections), std::end(sections), [&](std::string_view name) {
      return folded == name || (folded.starts_with(name) && blocks[i].text.size() > name.size() &&
                                blocks[i].text[name.size()] == ':' && count_words(name) >= 2);
    });
    if (!section || folded == "read more" || !article_before) continue;
    // The article goes on if two paragraphs in a row follow, neither of them cut by a "Read more".
    bool goes_on = false;
    std::size_t run = 0;
    for (std::size_t j = i + 1; j < blocks.size(); ++j) {
      if (verdicts[j] == Verdict::good && (j + 1 == blocks.size() || verdicts[j + 1] != Verdict::button)) {
        goes_on |= ++run >= 2;
      } else if (verdicts[j] != Verdict::button) {
        run = 0;
      }
    }
    if (!goes_on) return i;
  }
  return blocks.size();
}

// "Storm hits the coastA storm hit": a teaser's headline has grown together with its text. Gives the
// place between them, or 0.
std::size_t grown_headline(std::string_view text) {
  std::size_t words = 1;
  for (std::size_t i = 1; i + 2 < text.size() && i < 200; ++i) {
    if (text[i - 1] == ' ') ++words;
    if (text[i] == '.' && text[i + 1] == ' ') return 0;
    const auto lower = [&](std::size_t k) { return std::islower(static_cast<unsigned char>(text[k])) != 0; };
    const bool one_letter_word = text[i] == 'A' && text[i + 1] == ' ';
    if (words >= 4 && lower(i - 1) && std::isupper(static_cast<unsigned char>(text[i])) && (lower(i + 1) || one_letter_word) &&
        count_words(text.substr(i)) >= 8)
      return i;
  }
  return 0;
}

}  // namespace

void drop_boilerplate(std::vector<Block>& blocks) {
  std::vector<Verdict> verdicts;
  std::map<std::string, std::size_t> times;  // how often a block occurs, folded
  std::vector<std::string> keys;
  for (Block& block : blocks) {
    if (block.text.size() < 600) drop_last_sentence(block.text);
    verdicts.push_back(judge(block));
    keys.push_back(fold_name(block.text));
    ++times[keys.back()];
  }
  const std::size_t end = teasers_begin(blocks, verdicts);

  std::size_t last_good = 0, bad_since = 0;
  bool any_good = false;
  for (std::size_t i = 0; i < end; ++i) {
    if (verdicts[i] == Verdict::bad) ++bad_since;
    if (verdicts[i] != Verdict::good || times[keys[i]] > 1) continue;
    // One sentence behind a heap of offers belongs to them.
    const bool alone = std::none_of(verdicts.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                    verdicts.begin() + static_cast<std::ptrdiff_t>(end), [](Verdict v) { return v == Verdict::good; });
    if (any_good && bad_since >= 3 && alone && count_words(blocks[i].text) < 30) break;
    last_good = i;
    any_good = true;
    bad_since = 0;
  }

  std::vector<Block> kept;
  std::map<std::string, std::size_t> seen;
  int marks_in_tail = 0;  // of the end of the article: offers count two, buttons and key words one
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::size_t before = seen[keys[i]]++;
    if (i >= end) {
      if (verdicts[i] != Verdict::good || before > 0) continue;
      const std::size_t at = grown_headline(blocks[i].text);
      if (at > 0) kept.push_back({blocks[i].text.substr(0, at), BlockKind::heading});
      kept.push_back({blocks[i].text.substr(at), blocks[i].kind});
      continue;
    }
    const bool in_tail = any_good && i > last_good;
    const Verdict verdict = verdicts[i];
    if (in_tail && verdict == Verdict::bad) marks_in_tail += 2;
    if (in_tail && (verdict == Verdict::button || verdict == Verdict::keywords)) ++marks_in_tail;
    if (verdict == Verdict::bad || verdict == Verdict::button || verdict == Verdict::nothing) continue;
    if (verdict == Verdict::keywords && in_tail) continue;
    if (before > 0) continue;  // a repeated headline or offer
    if (in_tail && marks_in_tail >= 2) continue;
    // A heap of offers may begin with a line that says nothing by itself but comes again.
    if (in_tail && times[keys[i]] > 1 && !has_speaker_label(blocks[i].text)) {
      marks_in_tail += 2;
      continue;
    }
    kept.push_back(std::move(blocks[i]));
  }
  blocks = std::move(kept);
}

}  // namespace kg::source
