#include "extract/extract.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/date.hpp"

namespace kg::extract {
namespace {

const Extractor& extractor() {
  static const ontology::Ontology ontology = ontology::Ontology::standard();
  static const Extractor standard(ontology);
  return standard;
}

graph::DocumentClaims read(const std::string& text, const char* published = "2020-01-15") {
  source::Document document;
  document.text = text;
  document.id = hash128(text);
  document.uris = {"test"};
  document.published = *Date::parse(published);
  return extractor().extract(document);
}

/// "kind type [status] date: role=Name role=Name", one line a claim of `kind`; places and topics left out.
std::string dump(const graph::DocumentClaims& claims, graph::ClaimKind kind) {
  std::string lines;
  for (const graph::Claim& claim : claims.claims) {
    if (claim.kind != kind) continue;
    std::vector<std::string> parties;
    std::string place;
    for (const graph::Argument& argument : claim.arguments) {
      const std::string& name = claims.entities[static_cast<std::size_t>(argument.entity)].name;
      if (argument.role == "place") place += " @" + name;
      else if (argument.role != "topic") parties.push_back(name);
    }
    std::sort(parties.begin(), parties.end());
    if (!lines.empty()) lines += "\n";
    lines += std::string(graph::name_of(claim.status));
    if (claim.when.date) lines += " " + claim.when.date.iso();
    if (claim.times > 1) lines += " x" + std::to_string(claim.times);
    lines += ":";
    for (const std::string& party : parties) lines += " " + party + ";";
    lines += place;
  }
  return lines;
}

TEST(Meetings, WhoWhenWhereAndWhether) {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"President Maria Lopez of Peru met with President Jan Novak of Poland in Warsaw on January 10.",
       "held 2020-01-10: Jan Novak; Maria Lopez; @Warsaw"},
      {"President Maria Lopez of Peru and President Jan Novak of Poland met in Warsaw.", "held: Jan Novak; Maria Lopez; @Warsaw"},
      {"President Maria Lopez will meet with President Jan Novak in Warsaw next week.", "planned 2020-01: Jan Novak; Maria Lopez; @Warsaw"},
      {"President Maria Lopez refused to meet with President Jan Novak.", "denied: Jan Novak; Maria Lopez;"},
      {"President Maria Lopez met President Jan Novak three times.", "held x3: Jan Novak; Maria Lopez;"},
      {"Maria Lopez, the president of Peru, talked about trade.", ""},
      {"Peru and Poland signed an agreement.", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(dump(read(c.text), graph::ClaimKind::meeting), c.want);
  }
}

TEST(Meetings, SeveralPartnersAreSeveralMeetingsUnlessJoint) {
  EXPECT_EQ(dump(read("Secretary Mary Smith met with President Jan Novak, Prime Minister Piotr Nowak and Foreign Minister Adam Kowalski."),
                 graph::ClaimKind::meeting),
            "held: Jan Novak; Mary Smith;\nheld: Mary Smith; Piotr Nowak;\nheld: Adam Kowalski; Mary Smith;");
}

TEST(Meetings, TakePlaceAndDayFromTheJourney) {
  const std::string claims = dump(read("Secretary Mary Smith traveled to Warsaw on January 10.\n\nSecretary Smith met with President Jan Novak."),
                                  graph::ClaimKind::meeting);
  EXPECT_EQ(claims, "held 2020-01-10: Jan Novak; Mary Smith; @Warsaw");
}

TEST(Meetings, AWeekdayOfAPlanIsTheNextOne) {
  // 15 January 2020 is a Wednesday.
  EXPECT_EQ(dump(read("President Maria Lopez will meet President Jan Novak on Monday."), graph::ClaimKind::meeting),
            "planned 2020-01-20: Jan Novak; Maria Lopez;");
}

TEST(Meetings, ThePaperThatReportsIsNoParty) {
  const graph::DocumentClaims claims = read("President Maria Lopez spoke with Reuters on Monday.");
  EXPECT_EQ(dump(claims, graph::ClaimKind::meeting), "");
}

TEST(Offices, AreReadAroundNames) {
  struct Case {
    const char* text;
    const char* want;  ///< "holder > body: title (mode)"
  };
  const Case cases[] = {
      {"Polish President Jan Novak arrived.", "Jan Novak > Poland: President"},
      {"Poland's president, Jan Novak, arrived.", "Jan Novak > Poland: president"},
      {"President Jan Novak of Poland arrived.", "Jan Novak > Poland: President"},
      {"Former Polish President Jan Novak arrived.", "Jan Novak > Poland: President (former)"},
      {"Polish Minister of Foreign Affairs Jan Novak arrived.", "Jan Novak > Poland: Minister of Foreign Affairs"},
      {"Polish Acting Prime Minister Jan Novak arrived.", "Jan Novak > Poland: Prime Minister (acting)"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const graph::DocumentClaims claims = read(c.text);
    std::string got;
    for (const graph::Claim& claim : claims.claims) {
      if (claim.kind != graph::ClaimKind::office || claim.arguments.size() != 2) continue;
      if (!got.empty()) got += "\n";
      got += claims.entities[static_cast<std::size_t>(claim.arguments[0].entity)].name + " > " +
             claims.entities[static_cast<std::size_t>(claim.arguments[1].entity)].name + ": " + claim.type +
             (claim.mode.empty() ? "" : " (" + claim.mode + ")");
    }
    EXPECT_EQ(got, c.want);
  }
}

TEST(Names, OfOneDocumentAreJoined) {
  const graph::DocumentClaims claims =
      read("Polish President Jan Novak arrived in Lima. Novak met President Maria Lopez. President Novak thanked Lopez.");
  std::vector<std::string> people;
  for (const graph::Entity& entity : claims.entities) {
    if (entity.label == graph::EntityLabel::person) people.push_back(entity.name);
  }
  std::sort(people.begin(), people.end());
  EXPECT_EQ(people, (std::vector<std::string>{"Jan Novak", "Maria Lopez"}));
}

TEST(Statements, HaveASpeakerAndTheirWords) {
  const graph::DocumentClaims claims = read("Polish President Jan Novak said that Peru was a friend of Poland.");
  std::string got;
  for (const graph::Claim& claim : claims.claims) {
    if (claim.kind != graph::ClaimKind::statement) continue;
    got = claims.entities[static_cast<std::size_t>(claim.arguments[0].entity)].name + ": " + claim.text;
  }
  EXPECT_NE(got.find("Jan Novak: "), std::string::npos) << got;
  EXPECT_NE(got.find("friend of Poland"), std::string::npos) << got;
}

TEST(Extract, EverySpanLiesInTheTextAndTheOrderIsFixed) {
  const std::string text =
      "Polish President Jan Novak met President Maria Lopez of Peru in Lima on Monday.\n\n“We want peace,” he said. They condemned Russia's attack on Ukraine.";
  const graph::DocumentClaims claims = read(text);
  EXPECT_EQ(claims, read(text));
  EXPECT_FALSE(claims.claims.empty());
  for (const graph::Claim& claim : claims.claims) {
    EXPECT_LE(claim.sentence.end, text.size());
    EXPECT_TRUE(claim.sentence.contains(claim.words)) << claim.rule;
    for (const graph::Argument& argument : claim.arguments) EXPECT_LT(static_cast<std::size_t>(argument.entity), claims.entities.size());
  }
  for (const graph::Entity& entity : claims.entities) {
    EXPECT_FALSE(entity.name.empty());
    for (const ByteSpan span : entity.mentions) EXPECT_LE(span.end, text.size());
  }
}

TEST(Extract, SurvivesTextThatIsNoProse) {
  for (const char* text : {"a", "((((((((", "President President President of of of", "– – – : : :", "“““““", "Kim Kim Kim Kim, Kim and Kim met Kim.",
                           "MENU HOME NEWS WORLD POLITICS SPORT", "- - - - - Meeting with with with", "He they it we I you."}) {
    SCOPED_TRACE(text);
    EXPECT_NO_THROW(read(text));
  }
}

}  // namespace
}  // namespace kg::extract
