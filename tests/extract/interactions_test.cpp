#include <gtest/gtest.h>

#include <algorithm>

#include "base/date.hpp"
#include "extract/extract.hpp"

namespace kg::extract {
namespace {

const Extractor& extractor() {
  static const ontology::Ontology ontology = ontology::Ontology::standard();
  static const Extractor standard(ontology);
  return standard;
}

graph::DocumentClaims read(const std::string& text) {
  source::Document document;
  document.text = text;
  document.id = hash128(text);
  document.uris = {"test"};
  document.published = *Date::parse("2020-01-15");
  return extractor().extract(document);
}

/// "TYPE: A; > B;", one line an event claim, sorted and distinct; the status only where it is not "asserted".
std::string events(const std::string& text) {
  const graph::DocumentClaims claims = read(text);
  std::vector<std::string> lines;
  for (const graph::Claim& claim : claims.claims) {
    if (claim.kind != graph::ClaimKind::event) continue;
    std::string actors, recipients;
    for (const graph::Argument& argument : claim.arguments) {
      const std::string& name = claims.entities[static_cast<std::size_t>(argument.entity)].name;
      if (argument.role == "actor") actors += " " + name + ";";
      if (argument.role == "recipient") recipients += " " + name + ";";
    }
    const std::string status = claim.status == graph::Status::asserted ? "" : " " + std::string(graph::name_of(claim.status));
    lines.push_back(claim.type + status + ":" + actors + " >" + recipients);
  }
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  std::string all;
  for (const std::string& line : lines) all += (all.empty() ? "" : "\n") + line;
  return all;
}

std::string speakers(const std::string& text) {
  const graph::DocumentClaims claims = read(text);
  std::vector<std::string> names;
  for (const graph::Claim& claim : claims.claims) {
    if (claim.kind != graph::ClaimKind::statement) continue;
    for (const graph::Argument& argument : claim.arguments) {
      if (argument.role == "speaker") names.push_back(claims.entities[static_cast<std::size_t>(argument.entity)].name);
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : "; ") + name;
  return all;
}

TEST(Interactions, WhoDidWhatToWhom) {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"Kenya accused Somalia of aggression.", "ACCUSE: Kenya; > Somalia;"},
      {"Peru imposed sanctions on Poland.", "SANCTION: Peru; > Poland;"},
      {"Norway called on Chad to release the prisoners.", "REQUEST: Norway; > Chad;"},
      {"Russian missiles killed 20 people in Ukraine.", "ASSAULT: Russia; > Ukraine;"},
      {"Norway and Chad restored diplomatic ties.", "COOPERATE: Chad; > Norway;\nCOOPERATE: Norway; > Chad;"},
      {"The alliance between Norway and Chad is old.", ""},  // nobody did anything
      {"Israel regards Hamas as a terrorist group.", "ACCUSE: Israel; > Hamas;"},
      {"Israel regards Kenya as a close friend.", ""},                // a label without reproach
      {"Syrian rebels accused Kenya of aggression.", ""},             // they do not speak for Syria
      {"Kenya warned Somali citizens against a journey.", ""},        // nor do citizens
      {"Eritrea abducted Kenyan fishermen.", "ASSAULT: Eritrea; > Kenya;"},  // but who harms them harms their state
      {"Eritrea abducted Kenyan rebels.", ""},
      {"Thousands would return if Kenya lifted sanctions on Somalia.", ""},  // nobody says that it will
      {"Ukraine said Tuesday that Russian forces had attacked its units.", "ACCUSE: Ukraine; > Russia;\nASSAULT: Russia; > Ukraine;"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(events(c.text), c.want);
  }
}

TEST(Statements, AreSaidByThoseWhoAreNamed) {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"Polish President Jan Novak said that Peru was a friend.", "Jan Novak"},
      {"Polish President Jan Novak condemned Peru.", "Jan Novak"},
      {"Polish President Jan Novak signed an agreement with Peru.", ""},
      {"Polish President Jan Novak observed the rescue.", ""},
      {"Polish officials said that Peru was a friend.", ""},          // nobody in particular
      {"The Polish government said that Peru was a friend.", "Poland"},
      {"Peru was a friend, according to the BBC.", ""},               // cited, not speaking for itself
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(speakers(c.text), c.want);
  }
}

}  // namespace
}  // namespace kg::extract
