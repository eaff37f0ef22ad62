#include "source/reader.hpp"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "base/utf8.hpp"

namespace kg::source {
namespace {

namespace fs = std::filesystem;

struct Collected {
  std::vector<Document> documents;
  std::vector<Skipped> skipped;
  Sink sink() {
    return {[this](Document d) { documents.push_back(std::move(d)); }, [this](Skipped s) { skipped.push_back(std::move(s)); }};
  }
};

Collected read_text(std::string_view bytes, const std::string& uri = "a.txt", const ReadOptions& options = {}) {
  Collected all;
  read_bytes(bytes, uri, options, all.sink());
  return all;
}

// The text of the one document, or why there is none; paragraphs parted by " | ".
std::string dump(const Collected& all) {
  std::string out;
  for (const Document& d : all.documents) {
    if (!out.empty()) out += " || ";
    std::string text = d.text;
    for (std::size_t at; (at = text.find("\n\n")) != std::string::npos;) text.replace(at, 2, " | ");
    out += text;
  }
  for (const Skipped& s : all.skipped) out += (out.empty() ? "" : " || ") + std::string("skipped ") + s.uri + ": " + s.reason;
  return out;
}

const std::string paragraph =
    "The foreign ministers of both countries met in Vienna on Tuesday to discuss the treaty, and they agreed to meet again in spring.";

TEST(ReadText, FindsParagraphs) {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"One is here.\n\nTwo is here.\n", "One is here. | Two is here."},
      {"One is here.\nTwo is here.\n", "One is here. | Two is here."},
      {"One goes\non here.\n\n\n\nTwo.\r\n\r\nThree.", "One goes on here. | Two. | Three."},
      {"The ministers of the two countries met in\nVienna on Tuesday and they talked for a long\ntime about the "
       "treaty, which had been in\nforce for years, and then they flew home.",
       "The ministers of the two countries met in Vienna on Tuesday and they talked for a long time about the treaty, "
       "which had been in force for years, and then they flew home."},
      {"He said, \"Peace.\n\" They agreed.", "He said, \"Peace.\" | They agreed."},
      {"They met (2019). \\Trump spoke.", "They met (2019). | Trump spoke."},
      {"A\tlot  of   spaces.", "A lot of spaces."},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(dump(read_text(c.text)), c.want);
  }
}

TEST(ReadText, PartsAGluedHeadline) {
  const std::string body =
      "The envoys of the two countries held a second round of talks on Tuesday, officials said, and they will meet again in May.";
  EXPECT_EQ(dump(read_text("Envoys Hold Second Round of Talks in Geneva-GENEVA — -" + body)),
            "Envoys Hold Second Round of Talks in Geneva | GENEVA — " + body);
  for (const std::string lede : {"Egyptian President Abdel Fattah el-Sissi spoke on Wednesday of what he called a day of hope for all of his people.",
                                 "European Commission President Jean-Claude Juncker said on Tuesday that he would not agree to what was on the table."}) {
    EXPECT_EQ(dump(read_text(lede + "\n\n" + body)), lede + " | " + body);
  }
  EXPECT_EQ(dump(read_text("Envoys Hold Second Round of Talks in Geneva -" + body)),
            "Envoys Hold Second Round of Talks in Geneva | " + body);
  const std::string compound = "The U.S.-South Korea alliance and the Nagorno-Karabakh conflict are two things that the ministers of both sides "
                               "talked about at length on Tuesday.";
  EXPECT_EQ(dump(read_text(compound)), compound);
}

TEST(ReadText, NormalisesCharacters) {
  struct Case {
    std::string bytes;
    const char* want;
  };
  const Case cases[] = {
      {"\xEF\xBB\xBFKim\xC2\xA0met Abe.", "Kim met Abe."},                        // byte order mark, no-break space
      {"de\xC2\xADnuclear\xE2\x80\x8Bise.", "denuclearise."},                      // soft hyphen, zero width
      {"\xE2\x80\x9EPeace\xE2\x80\x9F and \xE2\x80\x9Bwar\xE2\x80\x99.", "“Peace“ and ’war’."},
      {"“Peace” and ‘war’ – it’s all — there.", "“Peace” and ‘war’ – it’s all — there."},
      {"It\x92s \x93good\x94.", "It’s “good”."},                                  // Windows-1252
      {"It\xC2\x92s good.", "It’s good."},                                         // the same, taken for Latin-1 once
      {"Erdog\xCC\x86" "an met Abe.", "Erdoğan met Abe."},                         // combining breve
      {std::string("\xFF\xFEK\0i\0m\0.\0", 10), "Kim."},
      {std::string("\xFE\xFF\0K\0i\0m\0.", 10), "Kim."},
      {std::string("K\0i\0m\0 \0m\0e\0t\0 \0A\0b\0e\0.\0", 24), "Kim met Abe."},
      {"Kim met\x01 Abe\x7F here and there, and they talked for a long time about peace.", "Kim met Abe here and there, and they talked for a long time about peace."},
      {"A broken \xE2\x80 byte – in good – text.", "A broken byte – in good – text."},
      {"Zoë’s ﬁrst oﬀer", "Zoë’s first oﬀer"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.bytes);
    EXPECT_EQ(dump(read_text(c.bytes)), c.want);
  }
}

TEST(ReadText, SaysWhyADocumentIsSkipped) {
  using namespace std::string_literals;
  struct Case {
    const char* uri;
    std::string bytes;
    const char* want;
  };
  const Case cases[] = {
      {"a.txt", "", "skipped a.txt: empty"},
      {"a.txt", " \n\n ", "skipped a.txt: empty"},
      {"a.txt", "a\0b"s, "skipped a.txt: binary"},
      {"a.txt", "%PDF-1.4 ...", "skipped a.txt: binary (PDF)"},
      {"a", "PK\3\4...", "skipped a: binary (zip)"},
      {"a.jpg", "\xFF\xD8\xFF...", "skipped a.jpg: binary (picture)"},
      {"a.txt", "Die Minister der beiden Länder trafen sich am Dienstag in Wien, um über den Vertrag zu sprechen, und sie wollen sich bald wieder treffen.",
       "skipped a.txt: not English (German)"},
      {"a.txt", "Los ministros de los dos países se reunieron el martes en Viena para hablar del tratado y quieren volver a reunirse pronto.",
       "skipped a.txt: not English (Spanish)"},
      {"a.txt.gz", "They met.", "skipped a.txt.gz: not gzip data, though its name ends in .gz"},
      {"a.JSONL.ZST", "{}", "skipped a.JSONL.ZST: not zstd data, though its name ends in .zst"},
      {"a.txt.gz", "", "skipped a.txt.gz: empty"},
      {"a.txt.gz", "\x1F\x8B\x08\x00garbage", "skipped a.txt.gz: damaged gzip data"},
      {"a.txt.zst", "\x28\xB5\x2F\xFDgarbage", "skipped a.txt.zst: damaged zstd data"},
      {"a.txt", "{{articlesLeft}}\n\nSubscribe now", "skipped a.txt: empty"},
      {"a.json", "", "skipped a.json: empty"},
      {"a.json", "{\"text\": \"Kim met Abe.\"", "skipped a.json:1: broken JSON (missing a comma or '}' after an object member)"},
      {"a.json", "{\"headline\": \"Kim\"}", "skipped a.json:1: no text field"},
      {"a.jsonl", "{\"text\": \"Kim met Abe.\"}\n{\"text\": 3}\nnonsense\n{\"text\": \"They talked.\"}",
       "Kim met Abe. || They talked. || skipped a.jsonl:2: no text field || skipped a.jsonl:3: broken JSON (invalid value)"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.bytes);
    EXPECT_EQ(dump(read_text(c.bytes, c.uri)), c.want);
  }
}

std::string gzip(const std::string& text) {
  std::string out(compressBound(text.size()) + 64, '\0');
  z_stream z{};
  deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

std::string zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

TEST(ReadPacked, Decompresses) {
  EXPECT_EQ(dump(read_text(gzip(paragraph), "a.txt.gz")), paragraph);
  EXPECT_EQ(dump(read_text(zstd(paragraph), "a.txt.zst")), paragraph);
  EXPECT_EQ(dump(read_text(gzip("One is here.\n") + gzip("Two is here.\n"), "a.txt.gz")), "One is here. | Two is here.");
  EXPECT_EQ(dump(read_text(gzip("{\"text\": \"Kim met Abe.\"}\n"), "a.jsonl.gz")), "Kim met Abe.");
  EXPECT_EQ(dump(read_text(gzip(paragraph).substr(0, 60), "a.txt.gz")), "skipped a.txt.gz: damaged gzip data");
}

TEST(ReadPacked, StopsAtTheLargestDocument) {
  const std::string bomb = gzip(std::string(80u << 20, 'a'));
  EXPECT_LT(bomb.size(), 200'000u);
  EXPECT_EQ(dump(read_text(bomb, "a.txt.gz")), "skipped a.txt.gz: larger than 64 MB");
  ReadOptions small;
  small.largest = 100;
  EXPECT_EQ(dump(read_text(std::string(101, 'a'), "a.txt", small)), "skipped a.txt: larger than 100 bytes");
  // One gigantic record does not keep the others from being read.
  small.largest = 1u << 20;
  EXPECT_EQ(dump(read_text("{\"text\": \"" + std::string(2u << 20, 'a') + "\"}\n{\"text\": \"Kim met Abe.\"}\n", "a.jsonl", small)),
            "Kim met Abe. || skipped a.jsonl:1: larger than 1 MB");
}

TEST(ReadDate, TakesTheDateThatThePageGives) {
  struct Case {
    std::string text;
    const char* want;
  };
  const Case cases[] = {
      {"A headline stands here\n\nPosted February. 10, 2025 07:24,\n\nUpdated February 11, 2025\n\n" + paragraph, "2025-02-10"},
      {"A headline stands here\n\nWednesday, July 10, 2019\n\n" + paragraph, "2019-07-10"},
      {"A headline stands here\n\n10 July 2019\n\n" + paragraph, "2019-07-10"},
      {"A headline stands here\n\n2019-07-10\n\n" + paragraph, "2019-07-10"},
      {paragraph + "\n\nPublished: 3 May 2018", "2018-05-03"},
      {paragraph + "\n\n3 May 2018", "2001-01-01"},  // a date under the text may be anything
      {paragraph, "2001-01-01"},
      {"Elections were held on May 3, 2018, they said.", "2001-01-01"},
      {"A headline stands here\n\nHELSINKI, March 14, 2024 — " + paragraph, "2024-03-14"},
      {"WASHINGTON, D.C., 9 Dec. 2009 (Agency) -- " + paragraph, "2009-12-09"},
      {"Published: 3 May 2018\n\nTokyo, May 2, 2018 - " + paragraph, "2018-05-03"},
      {"June 12, 2018 - " + paragraph, "2001-01-01"},  // an entry of a chronology
      {"SEOUL, April 27 (Agency) -- " + paragraph, "2001-01-01"},
  };
  ReadOptions options;
  options.published = *Date::parse("2001-01-01");
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const Collected all = read_text(c.text, "a.txt", options);
    ASSERT_EQ(all.documents.size(), 1u);
    EXPECT_EQ(all.documents[0].published.iso(), c.want);
    EXPECT_EQ(all.documents[0].text.find("Posted"), std::string::npos);
  }
}

TEST(ReadText, DropsWhatIsNotTheArticle) {
  const std::string second = "Nobody from either delegation wanted to say whether the talks had led to anything that the two capitals could sign.";
  const auto page = [&](const std::string& head, const std::string& tail) {
    return dump(read_text(head + "\n\n" + paragraph + "\n\n" + second + "\n\n" + tail));
  };
  const std::string both = paragraph + " | " + second;
  struct Case {
    const char* head;
    const char* tail;
    std::string want;
  };
  const Case cases[] = {
      {"MenuIcon SearchClose ChevronShare IconPrint", "You have {{count}} free articles left", both},
      {"Ministers meet in Vienna\n\nMinisters meet in Vienna", "Read more", "Ministers meet in Vienna | " + both},
      {"A minister waves. (Photo by A. Smith)", "", "A minister waves. (Photo by A. Smith) | " + both},
      {"Skip to main content\n\nMinisters meet", "Sign up for our newsletter\n\nThe best of the week", "Ministers meet | " + both},
      {"Share this\n\nFacebook\n\nTwitter", "Related articles\n\nFishermen in a row over quotas\n\nStorm hits the coast", both},
      {"한국어", "© 2025 The Daily Echo. All rights reserved.", both},
      {"", "“We will see,” he said.", both + " | “We will see,” he said."},
      {"", "Ana Pires in Lisbon", both + " | Ana Pires in Lisbon"},
      {"", "\"Cookies and newsletters are for my children,\" the minister said.",
       both + " | \"Cookies and newsletters are for my children,\" the minister said."},
      {"", "https://example.org/talks\n\n###", both},
      // A summary of another report is news; its headline has grown together with it.
      {"", "Similar News: you can also read this.\n\nStorm hits the coastA storm hit the coast on Tuesday and left many people without power, officials of the "
           "region said.\n\nRead more »\n\nRow over fish goes on\n\nRead more »",
       both + " | Storm hits the coast | A storm hit the coast on Tuesday and left many people without power, officials of the region said."},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.head) + " ... " + c.tail);
    EXPECT_EQ(page(c.head, c.tail), c.want);
  }
  // A button between two paragraphs does not end the article.
  EXPECT_EQ(dump(read_text(paragraph + "\n\nAdvertisement\n\n“No,” he said.\n\nStory continues below\n\n" + second)),
            paragraph + " | “No,” he said. | " + second);
}

TEST(ReadMarkdown, TakesOffTheMarks) {
  const Collected all = read_text(
      "---\ntitle: \"Talks go on\"\ndate: 2019-05-03\n---\n\n# Talks go on\n\nThe *two* [ministers](http://x.org) met\nin **Vienna**.\n\n"
      "![A minister waves](a.jpg)\n\n> \"Peace,\" he said.\n\n- one_thing\n- another\n\n```\ncode\n```\n",
      "a.md");
  EXPECT_EQ(dump(all), "Talks go on | The two ministers met in Vienna. | A minister waves | \"Peace,\" he said. | one_thing | another");
  ASSERT_EQ(all.documents.size(), 1u);
  EXPECT_EQ(all.documents[0].title, "Talks go on");
  EXPECT_EQ(all.documents[0].published.iso(), "2019-05-03");
}

TEST(ReadConllu, KeepsTheAnalysisAndItsText) {
  const std::string conllu =
      "# newdoc\n# text = Kim met Abe.\n1\tKim\tKim\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_\n"
      "3\tAbe\tAbe\tPROPN\tNNP\t_\t2\tobj\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
      "# newpar\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\tdo\tAUX\tVB\t_\t3\taux\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n"
      "3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n";
  const Collected all = read_text(conllu, "a.conllu");
  EXPECT_EQ(dump(all), "Kim met Abe. | don't go.");
  ASSERT_EQ(all.documents.size(), 1u);
  EXPECT_EQ(all.documents[0].conllu, conllu);
  EXPECT_EQ(dump(read_text(conllu, "unnamed")), "Kim met Abe. | don't go.");
}

class ReadFolder : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("source_" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "b");
  }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  std::string relative(const std::string& uri) const { return fs::relative(uri, folder_).string(); }
  fs::path folder_;
};

TEST_F(ReadFolder, GoesThroughAllFilesInOrder) {
  write("c.txt", "Third.");
  write("a.txt", "First.");
  write("b/a.txt", "Second.");
  write(".hidden", "Never.");
  Collected all;
  read({folder_.string(), (folder_ / "a.txt").string()}, {}, all.sink());
  std::string order;
  for (const Document& d : all.documents) order += relative(d.uris.at(0)) + "=" + d.text + " ";
  EXPECT_EQ(order, "a.txt=First. b/a.txt=Second. c.txt=Third. a.txt=First. ");
  EXPECT_EQ(all.documents[0].id, all.documents[3].id);
}

TEST_F(ReadFolder, ReadsStandardInput) {
  std::istringstream in("Kim met Abe.");
  ReadOptions options;
  options.standard_input = &in;
  Collected all;
  read({"-"}, options, all.sink());
  EXPECT_EQ(dump(all), "Kim met Abe.");
  EXPECT_EQ(all.documents.at(0).uris.at(0), "-");
}

TEST_F(ReadFolder, NamesASourceThatDoesNotExist) {
  Collected all;
  try {
    write("a.txt", "First.");
    read({(folder_ / "a.txt").string(), "nowhere/at.all"}, {}, all.sink());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.report(), "kg: nowhere/at.all: no such file or folder\n  hint: give files, folders, or - for standard input");
  }
  EXPECT_TRUE(all.documents.empty());  // nothing is read before everything is known to exist
}

}  // namespace
}  // namespace kg::source
