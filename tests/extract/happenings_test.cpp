#include <gtest/gtest.h>

#include <algorithm>

#include "base/date.hpp"
#include "extract/extract.hpp"

namespace kg::extract {
namespace {

/// "verb [status] [date] [@place]: A; > B;", one line a happening, in text order.
std::string happenings(const std::string& text) {
  static const ontology::Ontology ontology = ontology::Ontology::standard();
  static const Extractor extractor(ontology);
  source::Document document;
  document.text = text;
  document.id = hash128(text);
  document.uris = {"test"};
  document.published = *Date::parse("2020-01-15");
  const graph::DocumentClaims claims = extractor.extract(document);
  std::string all;
  for (const graph::Claim& claim : claims.claims) {
    if (claim.kind != graph::ClaimKind::happening) continue;
    std::string actors, recipients, places;
    for (const graph::Argument& argument : claim.arguments) {
      const std::string& name = claims.entities[static_cast<std::size_t>(argument.entity)].name;
      if (argument.role == "actor") actors += " " + name + ";";
      if (argument.role == "recipient") recipients += " " + name + ";";
      if (argument.role == "place") places += " @" + name;
    }
    const std::string status = claim.status == graph::Status::asserted ? "" : " " + std::string(graph::name_of(claim.status));
    const std::string date = claim.when.date ? " " + claim.when.date.iso() : "";
    all += (all.empty() ? "" : "\n") + claim.type + status + date + places + ":" + actors + " >" + recipients;
  }
  return all;
}

TEST(Happenings, AreReadFromClausesAndNouns) {
  struct Case {
    std::string text, wanted;
  };
  const Case cases[] = {
      {"Maria Lopez founded the Harbour Party in 2011.", "found 2011: Maria Lopez; > Harbour Party;"},
      {"Jan Novak was buried in Vienna on Monday.", "bury 2020-01-13 @Vienna: > Jan Novak;"},
      {"Jan Novak died on 4 January 2020.", "die 2020-01-04: Jan Novak; >"},
      {"Jan Novak will resign on Friday, officials said.", "resign planned 2020-01-17: Jan Novak; >"},
      {"Jan Novak has not resigned.", "resign denied: Jan Novak; >"},
      {"The arrest of Jan Novak on January 13 shocked the country.", "arrest 2020-01-13: > Jan Novak;"},
      // Of nobody known: with its day, its place or its number.
      {"The siege began on 4 January 2020.", "begin 2020-01-04: >"},
      {"A barge went down near Vienna.", "go @Vienna: >"},
      {"Nine people were injured.", "injure: >"},
      {"The mandate expires in 2022.", "expire 2022: >"},
      {"The fall of Tarnow in 1945 ended it.", "fall 1945: >"},
      // What the frames make an event between two is not told twice.
      {"Chile accused Peru of theft.", ""},
      {"Chile and Peru held a summit in Vienna on Monday.", ""},
      // How things are, what is usual, wanted or possible, and what somebody thinks tells of no happening.
      {"Jan Novak is a painter.", ""},
      {"Maria Lopez believes that prices matter.", ""},
      {"Maria Lopez builds bridges.", ""},
      {"Maria Lopez may build a bridge.", ""},
      {"Residents of the valley want to build a bridge.", ""},
      {"Jan Novak will travel to Vienna on Friday.", "travel planned 2020-01-17 @Vienna: Jan Novak; >"},
      // What is settled is news before it happens.
      {"Jan Novak is to leave the house on Friday.", "leave planned 2020-01-17: Jan Novak; >"},
      {"The aim of the Harbour Party is to build bridges.", ""},
      {"Jan Novak is to blame for it.", ""},
      {"Jan Novak appeared in court on Monday.", "appear 2020-01-13: Jan Novak; >"},
      {"Jan Novak appeared to be ill.", ""},
      {"The ban went into effect on Monday.", "go 2020-01-13: >"},
      // Nobody that is named, no day: no news.
      {"A man was arrested.", ""},
  };
  for (const Case& one : cases) EXPECT_EQ(happenings(one.text), one.wanted) << one.text;
}

}  // namespace
}  // namespace kg::extract
