#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <sstream>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "export/formats.hpp"
#include "export/output.hpp"
#include "tests/export/sample_graph.hpp"

namespace kg::exporter {
namespace {

using rapidjson::Value;

std::string written(const graph::PropertyGraph& graph, std::string_view format) {
  std::ostringstream out;
  find_format(format)->write(graph, {}, out);
  return out.str();
}

rapidjson::Document json_of(const graph::PropertyGraph& graph) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseValidateEncodingFlag>(written(graph, "json").c_str());
  EXPECT_FALSE(document.HasParseError()) << document.GetErrorOffset();
  return document;
}

TEST(JsonExport, HasTheFieldsOfTheContractAndNoOthers) {
  const auto json = json_of(*testing::summit_graph());
  const auto keys = [](const Value& object) {
    std::string all;
    for (const auto& member : object.GetObject()) all += std::string(member.name.GetString()) + " ";
    return all;
  };
  EXPECT_EQ(keys(json), "nodes edges ");
  EXPECT_EQ(json["nodes"].Size(), 13u);
  EXPECT_EQ(json["edges"].Size(), 15u);
  for (const Value& node : json["nodes"].GetArray()) EXPECT_EQ(keys(node), "id labels name aliases properties evidence ");
  for (const Value& edge : json["edges"].GetArray()) {
    EXPECT_EQ(keys(edge), "id type source target properties evidence ");
    for (const Value& evidence : edge["evidence"].GetArray()) EXPECT_EQ(keys(evidence), "doc start end text ");
  }
  const Value& trump = json["nodes"][0];
  EXPECT_STREQ(trump["name"].GetString(), "Donald Trump");
  EXPECT_STREQ(trump["labels"][0].GetString(), "Person");
  EXPECT_STREQ(trump["aliases"][1].GetString(), "Donald J. Trump");
  EXPECT_EQ(keys(trump["properties"]), "");
  EXPECT_EQ(json["nodes"][7]["properties"]["times"].GetInt(), 1);
  EXPECT_STREQ(json["nodes"][10]["name"].GetString(), "talks would go on");
}

TEST(JsonExport, CountsEvidenceInCodePoints) {
  const auto json = json_of(*testing::summit_graph());
  // "Séoul. " is 7 code points but 8 bytes; the second sentence follows quotes and a dash of 3 bytes each.
  const Value& first = json["nodes"][0]["evidence"][0];
  EXPECT_EQ(first["start"].GetInt(), 7);
  EXPECT_EQ(first["end"].GetInt(), 7 + 77);
  const Value& plan = json["nodes"][8]["evidence"][0];
  EXPECT_EQ(plan["start"].GetInt(), 7 + 77 + 2);
  EXPECT_STREQ(plan["text"].GetString(), "The leaders plan to meet again in Hanoi.");
  EXPECT_STREQ(plan["doc"].GetString(), hash128("first").hex().c_str());
}

TEST(JsonExport, KeepsHostileNamesAndMendsBrokenOnes) {
  const auto json = json_of(*testing::hostile_graph());
  const auto names = testing::hostile_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    SCOPED_TRACE(names[i].substr(0, 60));
    const Value& name = json["nodes"][static_cast<rapidjson::SizeType>(i)]["name"];
    const std::string got(name.GetString(), name.GetStringLength());
    if (names[i].empty()) {
      EXPECT_EQ(got, "n12");
    } else if (is_valid_utf8(names[i])) {
      EXPECT_EQ(got, names[i]);
    } else {
      EXPECT_EQ(got, "broken \uFFFD( \uFFFD utf-8 \uFFFD\uFFFD\uFFFD");
    }
  }
  EXPECT_EQ(written(*testing::hostile_graph(), "json").find("</script"), std::string::npos);
}

TEST(JsonExport, IsDeterministic) {
  EXPECT_EQ(written(*testing::summit_graph(), "json"), written(*testing::summit_graph(), "json"));
}

TEST(Output, EscapesForEachFormat) {
  struct Case {
    std::string text, json, xml, csv, quoted;
  };
  const Case cases[] = {
      {"plain", R"("plain")", "plain", "plain", R"("plain")"},
      {"a\"b", R"("a\"b")", "a&quot;b", R"("a""b")", R"("a\"b")"},
      {"<&>'", R"("\u003C&>'")", "&lt;&amp;&gt;&#39;", "<&>'", R"("<&>'")"},
      {"a\\b", R"("a\\b")", "a\\b", "a\\b", R"("a\\b")"},
      {"a\nb", R"("a\nb")", "a&#10;b", "\"a\nb\"", R"("a\nb")"},
      {"\x01", R"("\u0001")", "\uFFFD", "\x01", R"("\u0001")"},
      {std::string(1, '\0'), R"("\u0000")", "\uFFFD", "\uFFFD", "\"\uFFFD\""},
      {"\uFFFE", "\"\uFFFE\"", "\uFFFD", "\uFFFE", "\"\uFFFD\""},
      {"\u2028", R"("\u2028")", "&#8232;", "\u2028", "\"\u2028\""},
      {"\xFF", "\"\uFFFD\"", "\uFFFD", "\uFFFD", "\"\uFFFD\""},
      {"\uFFFD", "\"\uFFFD\"", "\uFFFD", "\uFFFD", "\"\uFFFD\""},
      {" x", "\" x\"", " x", "\" x\"", "\" x\""},
      {"\U0001F600", "\"\U0001F600\"", "\U0001F600", "\U0001F600", "\"\U0001F600\""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const auto with = [&](auto escape) {
      std::ostringstream stream;
      Output out(stream);
      escape(out);
      out.finish();
      return stream.str();
    };
    EXPECT_EQ(with([&](Output& out) { out.json(c.text); }), c.json);
    EXPECT_EQ(with([&](Output& out) { out.xml(c.text); }), c.xml);
    EXPECT_EQ(with([&](Output& out) { out.csv(c.text); }), c.csv);
    EXPECT_EQ(with([&](Output& out) { out.quoted(c.text); }), c.quoted);
  }
}

TEST(Output, WritesTextLongerThanItsBlock) {
  std::ostringstream stream;
  Output out(stream);
  const std::string piece(50000, 'a'), huge(200000, 'b');
  out.raw(piece).raw(piece).raw(huge).raw("c");
  out.finish();
  EXPECT_EQ(stream.str(), piece + piece + huge + "c");
}

TEST(Output, ReportsAFullDisk) {
  std::ostream broken(nullptr);
  Output out(broken);
  out.raw("x");
  EXPECT_THROW(out.finish(), Error);
}

TEST(Output, NumbersReadBack) {
  EXPECT_EQ(number_text(1), "1.0");
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(1e300), "1e+300");
  EXPECT_EQ(number_text(1.0 / 0.0), "null");
}

}  // namespace
}  // namespace kg::exporter
