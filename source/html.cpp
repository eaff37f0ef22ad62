// The main text of a web page.
//
// Every block of text is collected with the path of its containers; menus and the like go by element
// and by class name. The container that holds most prose (Readability's idea: paragraphs give points
// to their parents) is the article; density of links tells teasers from text.
#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "base/utf8.hpp"
#include "source/encoding.hpp"
#include "source/page.hpp"

namespace kg::source {
namespace {

std::string_view name_of(const xmlNode* node) {
  return node->name ? std::string_view(reinterpret_cast<const char*>(node->name)) : std::string_view();
}

std::string attribute(const xmlNode* node, const char* name) {
  const std::unique_ptr<xmlChar, decltype(xmlFree)> value(xmlGetProp(node, reinterpret_cast<const xmlChar*>(name)), xmlFree);
  return value ? std::string(reinterpret_cast<const char*>(value.get())) : std::string();
}

template <std::size_t N>
bool is_one_of(const std::string_view (&list)[N], std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

constexpr std::string_view no_text[] = {"script", "style",  "noscript", "template", "svg",    "canvas", "iframe", "object", "embed",
                                        "select", "button", "input",    "textarea", "form",   "nav",    "aside",  "footer", "dialog",
                                        "menu",   "map",    "audio",    "video",    "picture", "head",  "applet", "frameset"};
constexpr std::string_view block_elements[] = {"p",  "div", "section", "article", "main", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol",
                                               "dl", "dt",  "dd",      "table",   "tr",   "td", "th", "tbody", "thead", "blockquote", "pre",
                                               "figure", "figcaption", "header", "hr", "body", "html", "address", "center", "fieldset", "details", "summary"};
constexpr std::string_view bad_roles[] = {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar"};

// Words of class and id: whole words between '-', '_', space and lower-to-upper joints.
constexpr std::string_view bad_words[] = {
    "cookie", "cookies", "consent", "gdpr", "newsletter", "subscribe", "subscription", "paywall", "promo", "promotion", "sponsor", "sponsored",
    "advert", "advertisement", "advertising", "ad", "ads", "adslot", "banner", "share", "sharing", "social", "sidebar", "related", "recommend", "recommended",
    "recommendations", "teaser", "teasers", "trending", "popular", "breadcrumb", "breadcrumbs", "menu", "nav", "navbar", "navigation", "footer", "comment",
    "comments", "disqus", "login", "signup", "signin", "register", "masthead", "tags", "taglist", "pagination", "pager", "widget", "popup", "modal",
    "overlay", "toolbar", "tooltip", "outbrain", "taboola", "dfp", "rail", "skip", "hidden", "copyright", "offer", "offers"};
constexpr std::string_view good_words[] = {"article", "story", "content", "body", "main", "entry", "post", "text", "caption"};

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    if (!std::isalnum(c)) {
      words.emplace_back();
      continue;
    }
    if (std::isupper(c) && i > 0 && std::islower(static_cast<unsigned char>(name[i - 1]))) words.emplace_back();
    words.back() += static_cast<char>(std::tolower(c));
  }
  return words;
}

bool is_dropped(const xmlNode* node, bool inside_article) {
  const std::string_view name = name_of(node);
  if (is_one_of(no_text, name)) return true;
  if (name == "header" && !inside_article) return true;
  if (name == "body" || name == "html" || name == "article" || name == "main") return false;
  if (!node->properties) return false;
  if (is_one_of(bad_roles, to_lower(attribute(node, "role")))) return true;
  if (attribute(node, "aria-hidden") == "true" || xmlHasProp(node, reinterpret_cast<const xmlChar*>("hidden"))) return true;
  std::string style = attribute(node, "style");
  std::erase(style, ' ');
  if (style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos) return true;
  bool bad = false, good = false;
  for (const std::string& word : words_of(attribute(node, "class") + " " + attribute(node, "id"))) {
    bad |= is_one_of(bad_words, word);
    good |= is_one_of(good_words, word);
  }
  // "article-content-with-sidebar" is the article, "content-footer" may be anything: the text decides.
  return bad && !good;
}

struct RawBlock {
  std::string text;
  BlockKind kind = BlockKind::paragraph;
  std::size_t linked = 0;                   // bytes of text inside <a>
  std::vector<const xmlNode*> containers;  // innermost last
  const xmlNode* heading = nullptr;         // h1
};

// The parser gives up at this depth of elements.
constexpr int deepest_tree = 250;

// Walks the tree; its depth is bounded by the parser.
class Collector {
 public:
  std::vector<RawBlock> blocks;
  bool cut = false;  ///< the tree is as deep as the parser allows: text is missing

  void walk(const xmlNode* node, int depth = 0) {
    cut |= depth >= deepest_tree;
    for (const xmlNode* child = node->children; child; child = child->next) {
      if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
        add_text(reinterpret_cast<const char*>(child->content));
      } else if (child->type == XML_ELEMENT_NODE) {
        element(child, depth);
      }
    }
  }
  void flush() {
    current_.text = squeeze(current_.text);
    if (!current_.text.empty()) {
      current_.containers = containers_;
      current_.kind = kind_;
      blocks.push_back(std::move(current_));
    }
    current_ = {};
  }

 private:
  void element(const xmlNode* node, int depth) {
    if (is_dropped(node, articles_ > 0)) return;
    const std::string_view name = name_of(node);
    if (name == "br") {
      // Two in a row part paragraphs in old pages.
      const xmlNode* next = node->next;
      while (next && next->type == XML_TEXT_NODE && xmlIsBlankNode(next)) next = next->next;
      if (next && name_of(next) == "br") {
        flush();
      } else {
        current_.text += ' ';
      }
      return;
    }
    const bool is_block = is_one_of(block_elements, name) || has_class(node, "caption");
    const BlockKind outer_kind = kind_;
    if (is_block) {
      flush();
      containers_.push_back(node);
      kind_ = kind_of(node, name);
    }
    const bool article = name == "article" || name == "main";
    articles_ += article;
    const bool link = name == "a" && !attribute(node, "href").empty();
    links_ += link;
    walk(node, depth + 1);
    links_ -= link;
    articles_ -= article;
    if (is_block) {
      flush();
      kind_ = outer_kind;
      containers_.pop_back();
    }
  }

  static bool has_class(const xmlNode* node, std::string_view word) {
    if (!node->properties) return false;
    const std::vector<std::string> words = words_of(attribute(node, "class"));
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  BlockKind kind_of(const xmlNode* node, std::string_view name) const {
    if (name == "figcaption" || has_class(node, "caption")) return BlockKind::caption;
    if (kind_ == BlockKind::caption) return BlockKind::caption;
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') return BlockKind::heading;
    if (name == "li" || name == "dt" || name == "dd" || name == "td") return BlockKind::item;
    return kind_ == BlockKind::item ? BlockKind::item : BlockKind::paragraph;
  }

  void add_text(std::string_view text) {
    current_.text += text;
    if (links_ > 0) current_.linked += text.size();
  }

  RawBlock current_;
  std::vector<const xmlNode*> containers_;
  BlockKind kind_ = BlockKind::paragraph;
  int articles_ = 0, links_ = 0;
};

double link_density(const RawBlock& block) {
  return block.text.empty() ? 1 : std::min(1.0, static_cast<double>(block.linked) / static_cast<double>(block.text.size()));
}

// The container of the article: prose gives points to the three innermost containers around it.
const xmlNode* main_container(const std::vector<RawBlock>& blocks) {
  std::map<const xmlNode*, std::pair<double, std::size_t>> scores;  // score, order of appearance
  std::size_t order = 0;
  for (const RawBlock& block : blocks) {
    if (block.text.size() < 40 || link_density(block) > 0.5) continue;
    const auto commas = static_cast<double>(std::count(block.text.begin(), block.text.end(), ','));
    const double points =
        (1 + commas + std::min(3.0, static_cast<double>(block.text.size()) / 100)) * (1 - link_density(block));
    double share = 1;
    // The block's own element is the last container; its parents share the points.
    for (std::size_t up = 1; up < block.containers.size() && up <= 4; ++up) {
      const xmlNode* node = block.containers[block.containers.size() - 1 - up];
      auto& [score, first] = scores.try_emplace(node, 0.0, order++).first->second;
      const std::string_view name = name_of(node);
      const double favour = name == "article" || name == "main" ? 2 : name == "body" || name == "html" ? 0.7 : 1;
      score += points * share * favour;
      share *= 0.6;
    }
  }
  const xmlNode* best = nullptr;
  double best_score = 0;
  std::size_t best_order = 0;
  for (const auto& [node, value] : scores)
    if (value.first > best_score || (value.first == best_score && value.second < best_order)) {
      best = node;
      best_score = value.first;
      best_order = value.second;
    }
  return best;
}

// What <head> and the data for search engines say.
struct Head {
  std::string title, og_title, url;
  Date published;
  Date time_element;
};

std::string json_value(std::string_view json, std::string_view key) {
  const std::size_t at = json.find("\"" + std::string(key) + "\"");
  if (at == std::string_view::npos) return {};
  const std::size_t colon = json.find(':', at);
  const std::size_t open = colon == std::string_view::npos ? colon : json.find_first_not_of(" \n\t\r", colon + 1);
  if (open == std::string_view::npos || json[open] != '"') return {};
  const std::size_t close = json.find('"', open + 1);
  return close == std::string_view::npos ? std::string() : std::string(json.substr(open + 1, close - open - 1));
}

std::string text_of(const xmlNode* node) {
  const std::unique_ptr<xmlChar, decltype(xmlFree)> text(xmlNodeGetContent(node), xmlFree);
  return text ? squeeze(reinterpret_cast<const char*>(text.get())) : std::string();
}

void read_head(const xmlNode* node, Head& head, int depth = 0) {
  for (const xmlNode* child = node->children; child; child = child->next) {
    if (child->type != XML_ELEMENT_NODE) continue;
    const std::string_view name = name_of(child);
    if (name == "title" && head.title.empty()) {
      head.title = text_of(child);
    } else if (name == "meta") {
      const std::string key = to_lower(attribute(child, "property") + attribute(child, "name") + attribute(child, "itemprop"));
      const std::string content = attribute(child, "content");
      if (key == "og:title" && head.og_title.empty()) head.og_title = squeeze(content);
      if (key == "og:url" && head.url.empty()) head.url = squeeze(content);
      constexpr std::string_view dates[] = {"article:published_time", "og:published_time", "datepublished", "publishdate", "publish-date", "pubdate",
                                            "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "sailthru.date", "parsely-pub-date",
                                            "article.published", "cxenseparse:recs:publishtime", "citation_publication_date", "publication_date", "publish_date"};
      if (is_one_of(dates, key) && !head.published) head.published = parse_page_date(content);
    } else if (name == "link") {
      if (to_lower(attribute(child, "rel")) == "canonical" && attribute(child, "href").starts_with("http"))
        head.url = squeeze(attribute(child, "href"));
    } else if (name == "script") {
      if (to_lower(attribute(child, "type")) == "application/ld+json" && !head.published)
        head.published = parse_page_date(json_value(text_of(child), "datePublished"));
    } else if (name == "time") {
      if (!head.time_element) head.time_element = parse_page_date(attribute(child, "datetime"));
      if (!head.time_element) head.time_element = parse_page_date(text_of(child));
    }
    if (depth < 300) read_head(child, head, depth + 1);
  }
}

// "Talks go on | The Daily Echo" without the site's name.
std::string without_site(std::string title) {
  for (const std::string_view bar : {" | ", " — ", " – ", " - ", " :: ", " « "}) {
    const std::size_t at = title.rfind(bar);
    if (at != std::string::npos && count_words(title.substr(0, at)) >= 3 && count_words(title.substr(at)) <= 5) {
      title.resize(at);
      break;
    }
  }
  return title;
}

std::string charset_of(std::string_view html) {
  const std::string start = to_lower(html.substr(0, 4096));
  const std::size_t at = start.find("charset=");
  if (at == std::string::npos) return {};
  std::string name;
  for (std::size_t i = at + 8; i < start.size() && name.size() < 40; ++i) {
    const char c = start[i];
    if (c == '"' || c == '\'') {
      if (name.empty()) continue;
      break;
    }
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_' && c != ':') break;
    name += c;
  }
  return name;
}

// The parser compares each attribute of an element with all others: a tag of a million attributes
// would take hours, so a tag ends after a thousand.
std::string with_bounded_tags(std::string_view html) {
  std::string out;
  out.reserve(html.size());
  bool in_tag = false;
  char quote = 0;
  std::size_t attributes = 0;
  for (std::size_t i = 0; i < html.size(); ++i) {
    const char c = html[i];
    if (!in_tag) {
      in_tag = c == '<' && i + 1 < html.size() && std::isalpha(static_cast<unsigned char>(html[i + 1]));
      quote = 0;
      attributes = 0;
    } else if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
      ++attributes;
    } else if (c == '>') {
      in_tag = false;
    } else if (c == ' ' || c == '\n' || c == '\t' || c == '/' || c == '=') {
      ++attributes;
    }
    if (in_tag && attributes > 3000) continue;
    out += c;
  }
  return out;
}

// Where the tree is not to be had: text between the tags, a line for each block.
std::string without_tags(std::string_view html) {
  std::string out;
  for (std::size_t i = 0; i < html.size(); ++i) {
    if (html[i] != '<') {
      out += html[i];
      continue;
    }
    const std::size_t end = std::min(html.find('>', i), html.size());
    std::size_t name_end = i + 1;
    while (name_end < end && std::isalnum(static_cast<unsigned char>(html[name_end]))) ++name_end;
    const std::string name = to_lower(html.substr(i + 1, name_end - i - 1));
    const bool skipped = name == "script" || name == "style";
    const std::size_t closed = skipped ? html.find("</" + name, end) : end;
    if (name.empty() || is_one_of(block_elements, name)) out += "\n\n";
    i = closed == std::string_view::npos ? html.size() : skipped ? closed - 1 : closed;
  }
  return out;
}

Block clean(const RawBlock& block) { return {squeeze(normalise_characters(block.text)), block.kind}; }

}  // namespace

bool looks_like_html(std::string_view text) {
  const std::string start = to_lower(text.substr(0, 4000));
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body", "<p>", "<p ", "<div", "<br>", "<br/>", "<br />", "<article"})
    if (start.find(tag) != std::string::npos) return true;
  return false;
}

Page page_of_html(std::string_view html) {
  Page page;
  const std::string utf8 = with_bounded_tags(to_utf8(html, charset_of(html)));
  constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      htmlReadMemory(utf8.data(), static_cast<int>(utf8.size()), nullptr, "UTF-8", options), &xmlFreeDoc);
  const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (!root) return page;

  Head head;
  read_head(root, head);
  Collector collector;
  collector.walk(root);
  collector.flush();
  if (collector.cut && collector.blocks.empty()) return page_of_text(normalise_characters(without_tags(utf8)));
  const std::vector<RawBlock>& raw = collector.blocks;

  const xmlNode* container = main_container(raw);
  // Headings and captions stand beside the paragraphs: the container around the best one counts if it
  // is an article.
  for (const xmlNode* up = container; up; up = up->parent)
    if (name_of(up) == "article" || name_of(up) == "main") {
      container = up;
      break;
    }
  std::string h1;
  for (const RawBlock& block : raw) {
    const bool inside = !container || std::find(block.containers.begin(), block.containers.end(), container) != block.containers.end();
    const bool is_h1 = block.kind == BlockKind::heading && !block.containers.empty() && name_of(block.containers.back()) == "h1";
    if (is_h1 && h1.empty()) {
      h1 = clean(block).text;
      if (!inside) page.blocks.insert(page.blocks.begin(), clean(block));
    }
    if (!inside) continue;
    if (link_density(block) > 0.6 && block.kind != BlockKind::heading && count_words(block.text) < 30) continue;
    page.blocks.push_back(clean(block));
  }
  std::erase_if(page.blocks, [](const Block& block) { return block.text.empty(); });

  page.title = !h1.empty() ? h1 : squeeze(normalise_characters(!head.og_title.empty() ? head.og_title : without_site(head.title)));
  const Date line_date = take_date_lines(page.blocks);
  drop_boilerplate(page.blocks);
  page.published = head.published ? head.published : head.time_element ? head.time_element : line_date;
  page.url = squeeze(normalise_characters(head.url));
  return page;
}

}  // namespace kg::source
