#include <gtest/gtest.h>

#include "source/reader.hpp"

namespace kg::source {
namespace {

const std::string first =
    "<p>The foreign ministers of both countries met in <a href='/vienna'>Vienna</a> on Tuesday to discuss the treaty, and they agreed to meet again.</p>";
const std::string first_text =
    "The foreign ministers of both countries met in Vienna on Tuesday to discuss the treaty, and they agreed to meet again.";
const std::string second =
    "<p>Nobody from either delegation wanted to say whether the talks had led to anything that the two capitals could sign.</p>";
const std::string second_text =
    "Nobody from either delegation wanted to say whether the talks had led to anything that the two capitals could sign.";

std::vector<Document> read_html(const std::string& html, const std::string& uri = "a.html") {
  std::vector<Document> documents;
  std::vector<Skipped> skipped;
  read_bytes(html, uri, {}, {[&](Document d) { documents.push_back(std::move(d)); }, [&](Skipped s) { skipped.push_back(std::move(s)); }});
  for (const Skipped& s : skipped) {
    Document reason;
    reason.text = s.reason;
    documents.push_back(std::move(reason));
  }
  return documents;
}

std::string dump(const std::vector<Document>& documents) {
  std::string out;
  for (const Document& d : documents) {
    std::string text = d.text;
    for (std::size_t at; (at = text.find("\n\n")) != std::string::npos;) text.replace(at, 2, " | ");
    out += (out.empty() ? "" : " || ") + text;
  }
  return out;
}

TEST(ReadHtml, FindsTheArticle) {
  struct Case {
    const char* name;
    std::string html;
    std::string want;
  };
  const std::string both = first + second, text = first_text + " | " + second_text;
  const Case cases[] = {
      {"plain", "<html><body>" + both + "</body></html>", text},
      {"menus", "<body><nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav><header>The Daily Echo</header><main>" + both +
                    "</main><footer>About the Echo and its people</footer></body>", text},
      {"heading", "<body><article><h1>Ministers meet</h1><h2>No paper signed</h2>" + both + "</article></body>",
       "Ministers meet | No paper signed | " + text},
      {"heading outside", "<body><h1>Ministers meet</h1><div class=story>" + both + "</div></body>", "Ministers meet | " + text},
      {"caption", "<article>" + first + "<figure><img src=a.jpg alt=x><figcaption>A minister waves in Vienna. (Photo: A. Smith)</figcaption></figure>" +
                      second + "</article>", first_text + " | A minister waves in Vienna. (Photo: A. Smith) | " + second_text},
      {"caption by class", "<article>" + first + "<div class='wp-caption'><p class='wp-caption-text'>A minister waves.</p></div>" + second + "</article>",
       first_text + " | A minister waves. | " + second_text},
      {"cookie box", "<body><div id='cookie-banner'><p>We and our partners store information on a device, such as unique identifiers, to process personal data.</p></div>" +
                         both + "</body>", text},
      {"teasers", "<body><div>" + both + "</div><div class='related'><a href=1>Storm hits the coast and leaves many without power</a></div></body>", text},
      {"link list", "<article>" + both + "<ul><li><a href=1>Storm hits the coast</a></li><li><a href=2>Row over fish</a></li></ul></article>", text},
      {"aside in between", "<article>" + first + "<aside><p>Read our long story about the history of treaties in Europe, from 1648 to today.</p></aside>" + second +
                               "</article>", text},
      {"scripts", "<article><script>var a = 'The ministers met.';</script><style>p { color: red }</style>" + both + "</article>", text},
      {"line breaks", "<div>" + first_text + "<br><br>" + second_text + "</div>", text},
      {"hidden", "<div><p style='display: none'>Nobody sees this sentence at all, wherever it may stand on the page.</p>" + both + "</div>", text},
      {"entities", "<div><p>Caf&eacute; &amp; bar&nbsp;owners from the two towns met at the town hall on Tuesday &mdash; and they talked for long.</p></div>",
       "Café & bar owners from the two towns met at the town hall on Tuesday — and they talked for long."},
      {"broken", "<div><p>The ministers of the two <b>countries met<p>and agreed on the treaty that both of them had wanted for years.",
       "The ministers of the two countries met | and agreed on the treaty that both of them had wanted for years."},
      {"inline marks", "<div><p>The <em>two</em> mini<b>sters</b> met<sup>1</sup> in Vienna on Tuesday and agreed on what they had wanted.</p></div>",
       "The two ministers met1 in Vienna on Tuesday and agreed on what they had wanted."},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(dump(read_html(c.html)), c.want);
  }
}

TEST(ReadHtml, TakesTitleDateAndAddress) {
  struct Case {
    std::string head, body;
    const char* want;  // title / date / uri
  };
  const Case cases[] = {
      {"<title>Ministers meet in Vienna | The Daily Echo</title>", "", "Ministers meet in Vienna//a.html"},
      {"<title>Echo</title><meta property='og:title' content='Ministers meet'>", "", "Ministers meet//a.html"},
      {"<title>Echo</title>", "<h1>Ministers <i>meet</i></h1>", "Ministers meet//a.html"},
      {"<meta property='article:published_time' content='2019-05-03T10:00:00Z'>", "", "/2019-05-03/a.html"},
      {"<meta name='date' content='May 3, 2019'>", "", "/2019-05-03/a.html"},
      {"<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": \"2019-05-03T10:00:00+09:00\"}</script>", "", "/2019-05-03/a.html"},
      {"", "<time datetime='2019-05-03'>yesterday</time>", "/2019-05-03/a.html"},
      {"", "<p>Posted May 3, 2019 07:24</p>", "/2019-05-03/a.html"},
      {"<link rel=canonical href='https://echo.example/1'>", "", "//https://echo.example/1"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.head + c.body);
    const std::vector<Document> all = read_html("<html><head>" + c.head + "</head><body><article>" + c.body + first + second + "</article></body></html>");
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].title + "/" + all[0].published.iso() + "/" + all[0].uris.at(0), c.want);
  }
}

TEST(ReadHtml, DecodesWhatThePageDeclares) {
  const std::string body = "<body><p>The envoy Fran\xE7ois Dup\xE9r\xE9 met the ministers of both countries in Vienna on Tuesday, and they talked.</p></body>";
  EXPECT_EQ(dump(read_html("<html><head><meta charset='iso-8859-1'></head>" + body)),
            "The envoy François Dupéré met the ministers of both countries in Vienna on Tuesday, and they talked.");
}

TEST(ReadHtml, IsKnownWithoutItsSuffix) {
  EXPECT_EQ(dump(read_html("<!DOCTYPE html><html><body>" + first + "</body></html>", "page")), first_text);
}

TEST(ReadHtml, SkipsPagesWithoutText) {
  EXPECT_EQ(dump(read_html("<html><body></body></html>")), "empty");
  EXPECT_EQ(dump(read_html("<html><body><script>alert(1)</script></body></html>")), "empty");
  EXPECT_EQ(dump(read_html("<")), "empty");
}

TEST(ReadHtml, SurvivesDeepNesting) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  EXPECT_EQ(read_html(deep + first).size(), 1u);  // the text or a reason, no crash
  std::string attributes = "<p ";
  for (int i = 0; i < 100'000; ++i) attributes += "a" + std::to_string(i) + "=1 ";
  EXPECT_EQ(read_html(attributes + ">" + first_text + "</p>").size(), 1u);
}

TEST(ReadJson, FindsTheFieldsOfAnArticle) {
  struct Case {
    std::string json;
    const char* want;  // title / date / uri / text
  };
  const Case cases[] = {
      {R"({"title": "T", "text": "Kim met Abe.", "date": "2019-05-03", "url": "http://x.org/1"})", "T/2019-05-03/http://x.org/1/T | Kim met Abe."},
      {R"({"headline": "T", "body": "Kim met Abe.", "publishedAt": "2019-05-03T01:02:03Z", "link": "http://x.org/1"})", "T/2019-05-03/http://x.org/1/T | Kim met Abe."},
      {R"({"articleBody": "Kim met Abe.", "datePublished": "May 3, 2019"})", "/2019-05-03/a.json/Kim met Abe."},
      {R"({"content": {"rendered": "<p>Kim met Abe.</p><p>They talked.</p>"}, "title": {"rendered": "T"}})", "T//a.json/T | Kim met Abe. | They talked."},
      {R"({"paragraphs": 2, "text": ["Kim met Abe.", "They talked."]})", "//a.json/Kim met Abe. | They talked."},
      {R"({"summary": "Short.", "text": "Kim met Abe.", "source": {"name": "Echo", "url": "http://e.org"}})", "//a.json/Kim met Abe."},
      {R"({"text": "Kim met Abe.", "comments": [{"text": "Nonsense!"}], "data": [{"text": "More nonsense."}]})", "//a.json/Kim met Abe."},
      {R"({"title": "Kim met Abe", "text": "Kim met Abe\n\nThey talked."})", "Kim met Abe//a.json/Kim met Abe | They talked."},
      {"{\"text\": \"Kim\\u00a0met \\ud83d\\ude00 Abe.\"}", "//a.json/Kim met 😀 Abe."},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.json);
    const std::vector<Document> all = read_html(c.json, "a.json");
    ASSERT_EQ(all.size(), 1u);
    ASSERT_FALSE(all[0].uris.empty()) << all[0].text;
    EXPECT_EQ(all[0].title + "/" + all[0].published.iso() + "/" + all[0].uris.at(0) + "/" + dump(all), c.want);
  }
}

TEST(ReadJson, FindsListsOfArticles) {
  EXPECT_EQ(dump(read_html(R"([{"text": "One."}, {"text": "Two."}])", "a.json")), "One. || Two.");
  EXPECT_EQ(dump(read_html(R"({"status": "ok", "articles": [{"text": "One."}, {"title": "T"}, {"text": "Two."}]})", "a.json")),
            "One. || Two. || no text field");
  EXPECT_EQ(dump(read_html(R"({"data": {"items": [{"text": "One."}]}})", "a.json")), "One.");
  EXPECT_EQ(dump(read_html("{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n", "unnamed")), "One. || Two.");
  EXPECT_EQ(dump(read_html(std::string(100'000, '['), "a.json")), "broken JSON (nested too deeply)");
}

}  // namespace
}  // namespace kg::source
