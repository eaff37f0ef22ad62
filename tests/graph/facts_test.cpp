#include "graph/facts_json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "tests/graph/random_documents.hpp"

namespace kg::graph {
namespace {

const ontology::Ontology& vocabulary() {
  static const ontology::Ontology standard = ontology::Ontology::standard();
  return standard;
}

std::string error_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.source() + ": " + error.message();
  }
  return "no error";
}

RC_GTEST_PROP(ClaimsLines, AreReadBackAsTheyWere, ()) {
  const ReadDocument read = *random_document();
  const std::string line = claims_line(read, {0xFEDCBA9876543210, 1});
  const ClaimsLine back = parse_claims_line(line, "claims.jsonl:1");
  RC_ASSERT(back.document.claims == read.claims);
  RC_ASSERT(back.document.document == read.document);
  RC_ASSERT(back.made_by == (Fingerprints{0xFEDCBA9876543210, 1}));
  RC_ASSERT(line.find('\n') == std::string::npos);
}

TEST(ClaimsLines, SayWhereTheyAreWrong) {
  const auto read = [](const std::string& json) { return error_of([&] { parse_claims_line(json, "c:1"); }); };
  EXPECT_EQ(read("{"), "c:1: not valid JSON: Missing a name for object member.");
  EXPECT_EQ(read("[]"), "c:1: the line must be an object");
  EXPECT_EQ(read("{}"), "c:1: /text is missing");
  EXPECT_EQ(read(R"({"text":"x","id":"0"})"), "c:1: /id is not the hash of the text");
  const std::string head = R"({"text":"naïve.","id":")" + hash128("naïve.").hex() + R"(","uris":["a"],"title":"","published":"","ontology":"1","model":"2",)";
  EXPECT_EQ(read(head + R"("entities":[{"label":"Robot"}],"claims":[]})"), "c:1: /entities/0/label has an unknown value 'Robot'");
  EXPECT_EQ(read(head + R"("entities":[{"label":"Person","key":"","name":"","kind":"","country":"","aliases":[],"mentions":[{"start":0,"end":7}]}],"claims":[]})"),
            "c:1: /entities/0/mentions/0 lies outside the text");  // six letters, seven bytes
}

TEST(ImportedFacts, HaveTheSentencesAsEvidence) {
  std::ifstream in(KG_SOURCE_DIR "/examples/facts.json");
  std::ostringstream json;
  json << in.rdbuf();
  const std::vector<ReadDocument> read = read_facts(json.str(), "facts.json", vocabulary());
  ASSERT_EQ(read.size(), 2u);
  const ReadDocument& vienna = read[1];
  ASSERT_EQ(vienna.claims.claims.size(), 2u);
  const Claim& meeting = vienna.claims.claims[0];
  EXPECT_EQ(meeting.status, Status::held);
  EXPECT_EQ(meeting.when.date, (Date{2015, 7, 14}));
  EXPECT_EQ(slice(vienna.document.text, meeting.arguments[1].mention), "Mohammad Javad Zarif");
  EXPECT_EQ(slice(vienna.document.text, vienna.claims.claims[1].sentence), "Germany supported the nuclear agreement.");
  EXPECT_EQ(vienna.claims.entities[static_cast<std::size_t>(vienna.claims.claims[1].arguments[0].entity)].key, "state:DEU");
}

TEST(ImportedFacts, SayWhereTheyAreWrong) {
  const auto read = [](const std::string& json) { return error_of([&] { read_facts(json, "f.json", vocabulary()); }); };
  const auto fact = [](const std::string& members) {
    return R"({"facts":[{"uri":"u","quote":"Kim met Moon.","kind":"meeting",)" + members + R"("arguments":[{"role":"actor","name":"Kim","label":"Person"}]}]})";
  };
  EXPECT_EQ(read(fact("")), "no error");
  EXPECT_EQ(read("{}"), "f.json: the file lacks a member that it needs");
  EXPECT_EQ(read(R"({"facts":[]})"), "f.json: /facts has too few items");
  EXPECT_EQ(read(fact(R"("status":"maybe",)")), "f.json: /facts/0/status is none of the values that are allowed");
  EXPECT_EQ(read(fact(R"("date":"June",)")), "f.json: /facts/0/date is not written as it must be");
  EXPECT_EQ(read(fact(R"("date":"2018-02-30",)")), "f.json: /facts/0/date is a day that does not exist: '2018-02-30'");
  EXPECT_EQ(read(fact(R"("times":0,)")), "f.json: /facts/0/times is too small");
  EXPECT_EQ(read(R"({"facts":[{"uri":"u","quote":" ","kind":"event","arguments":[{"role":"actor","name":"K","label":"Person"}]}]})"), "f.json: /facts/0/quote is empty");
  EXPECT_EQ(read("nonsense"), "f.json: not valid JSON: Invalid value.");
}

}  // namespace
}  // namespace kg::graph
