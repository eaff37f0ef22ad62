#include <gtest/gtest.h>

#include <algorithm>

#include "base/date.hpp"
#include "extract/extract.hpp"

namespace kg::extract {
namespace {

graph::DocumentClaims read(const std::string& text) {
  static const ontology::Ontology ontology = ontology::Ontology::standard();
  static const Extractor extractor(ontology);
  source::Document document;
  document.text = text;
  document.id = hash128(text);
  document.uris = {"test"};
  document.published = *Date::parse("2020-01-15");
  return extractor.extract(document);
}

/// Names of the entities with `label`, sorted.
std::string names(const std::string& text, graph::EntityLabel label) {
  std::vector<std::string> all;
  for (const graph::Entity& entity : read(text).entities) {
    if (entity.label == label) all.push_back(entity.name);
  }
  std::sort(all.begin(), all.end());
  std::string line;
  for (const std::string& name : all) line += (line.empty() ? "" : "; ") + name;
  return line;
}

/// "holder > body: title [rule]", one line an office with a body.
std::string offices(const std::string& text) {
  const graph::DocumentClaims claims = read(text);
  std::string lines;
  for (const graph::Claim& claim : claims.claims) {
    if (claim.kind != graph::ClaimKind::office || claim.arguments.size() != 2) continue;
    const auto name = [&](std::size_t at) { return claims.entities[static_cast<std::size_t>(claim.arguments[at].entity)].name; };
    lines += (lines.empty() ? "" : "\n") + name(0) + " > " + name(1) + ": " + claim.type + " [" + claim.rule + "]";
  }
  return lines;
}

struct Case {
  const char* text;
  const char* want;
};

TEST(Bodies, ReachFromTheirPeopleToTheirKind) {
  const Case cases[] = {
      {"The Russian Federal Transport Agency closed the airport.", "Russian Federal Transport Agency"},
      {"Turkey and Saudi Arabia closed the airport.", ""},
      {"The army closed the airport.", ""},
      {"Kenyan Army Radio closed.", "Kenyan Army Radio"},
      {"They met the airline Novak Wings on Monday.", "Novak Wings"},                       // what the noun before it says
      {"They met at the security firm Moreson.", "Moreson"},
      {"It was said by Novaro, a Kurdish broadcaster, on Monday.", "Novaro"},
      {"He led the Foundation for the Defence of Rivers.", "Foundation for the Defence of Rivers"},
      {"He led the Office of Economic Policy in Oslo.", "Office of Economic Policy"},
      {"He won the Rivers Prize for Freedom.", ""},
      {"They visited the Novak Twin Towers in Nairobi.", ""},                               // a building
      {"He praised the Speaker of the House Nancy Novak.", "US House of Representatives"},  // a person's name begins inside
      {"The Senate met. The house burnt.", "Senate"},                                // a chamber that the recogniser may miss
      {"They met the U.N.-African Union envoy.", "African Union; U.N."},                    // two bodies, not one
      {"They met the Rivers Leaders in Oslo.", ""},                                         // people
      {"Jan Novak, chief economist at Rivers Economics, left.", "Rivers Economics"},         // what he is there says it
      {"He led the Select Committee on Water.", "Select Committee on Water"},
      {"They offer a Rivers Tax Credit (RTC) in Oslo. The RTC grew.", ""},                   // letters for a thing
      {"Ada Novak has a degree in Rivers Studies from the University of Oslo.", "University of Oslo"},
      {"It is for the Secretary of the Treasury to decide.", ""},
      {"Labour Party leader Jan Novak left.", "Labour Party"},
      {"They praised the Rivers Observer Mission in Norway (ROMIN).", "Rivers Observer Mission in Norway"},  // letters close a longer name
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(names(c.text, graph::EntityLabel::organization), c.want);
  }
}

TEST(People, AreFoundBehindTitlesThatOpenTheirName) {
  const Case cases[] = {
      {"The below is attributable to Spokesperson Ned Novak:", "Ned Novak"},
      {"Irish Taoiseach Leo Novak resigned.", "Leo Novak"},
      {"Somali President Hassan Sheikh Mohamud resigned.", "Hassan Sheikh Mohamud"},
      {"Mohamed Ahmed Sheikh resigned in Oslo.", "Mohamed Ahmed Sheikh"},
      {"President Biden came with First Lady Jill Biden. President Biden left.", "Biden; Jill Biden"},
      {"Talks in Oslo\n\nMary Brook, Department Spokesperson\n\nThe talks begin.", "Mary Brook"},  // alone on its line
      {"Jan Novak wrote on Twitter.", "Jan Novak"},  // a sentence, not an offer of the page
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(names(c.text, graph::EntityLabel::person), c.want);
  }
}

TEST(Offices, RestOnWordsOrOnWhatTheArticleAndTheWorldTell) {
  const Case cases[] = {
      {"They praised Jan Novak, although the U.S. president was late.", ""},
      {"The U.S. ambassador to Norway, Eva Dvorak, left.", "Eva Dvorak > United States: ambassador to Norway [title]"},
      {"Kenya's ambassador to Norway, Eva Dvorak, left.", "Eva Dvorak > Kenya: ambassador to Norway [title]"},
      {"The U.N. special envoy for Syria, Jan Novak, left.", "Jan Novak > U.N.: special envoy for Syria [title]"},
      {"German Chancellor Ada Weber left. Weber's spokesman Jan Novak stayed.",
       "Ada Weber > Germany: Chancellor [title]\nJan Novak > Germany: spokesman [title; of the state of whom the office serves]"},
      {"Daniel Cohen, an adviser to Kenyan President Jane Otieno, left.",
       "Daniel Cohen > Kenya: adviser [title; of the state of whom the office serves]\nJane Otieno > Kenya: President [title]"},
      {"Jan Novak, who was Kenyan President Jane Otieno's envoy, left.",
       "Jane Otieno > Kenya: President [title]\nJan Novak > Kenya: envoy [title; of the state of whom the office serves]"},
      {"Ada Novak, Kenya director for the Rivers Institute, left.", "Ada Novak > Rivers Institute: director [title]"},  // not of Kenya
      {"They met Assistant Secretary of State for Water and Rivers Affairs Ada Novak.", "Ada Novak > United States: Assistant Secretary of State for Water and Rivers Affairs [title that one state alone uses]"},
      {"Labour Party leader and Prime Minister Jan Novak left Norway.", "Jan Novak > Labour Party: leader [title]\nJan Novak > Norway: Prime Minister [title; of the state that the article is about]"},
      {"Ohio Attorney General Eva Dvorak sued.", "Eva Dvorak > Ohio: Attorney General [title]"},
      {"They heard a message from the Senate to Speaker Jan Novak.", ""},
      {"British Foreign Secretary Philip Novak resigned.", "Philip Novak > United Kingdom: Foreign Secretary [title]"},
      {"They met the leader of the Cambodia National Rescue Party Jan Novak.", "Jan Novak > Cambodia National Rescue Party: leader [title]"},
      {"The head of Ukraine's Central Bank, Jan Novak, resigned.", "Jan Novak > Central Bank: head [title]"},
      {"Home Secretary Jan Novak visited Kenya.", "Jan Novak > United Kingdom: Home Secretary [title that one state alone uses]"},
      {"President Obama visited Kenya with a guest of the United States.",
       "Obama > United States: President [title; of the state that is known to be theirs]"},
      {"President Obama visited Kenya.", ""},                    // the article does not name his state
      {"Jan Novak, the President of Poland said no.", ""},      // who said it is somebody else
      {"Governor Jan Novak visited Kenya.", ""},                 // may be anybody's
      {"Thai reporter Jan Novak visited Kenya.", ""},            // where he is from, no office
      {"Nairobi's police chief Jan Novak left.", "Jan Novak > Nairobi: police chief [title]"},
      {"Jan Novak, the mayor of London, left.", "Jan Novak > London: mayor [title]"},  // of the city, not of its state
      {"Former Ohio governor and US Senator Jan Novak left.", "Jan Novak > Ohio: governor [title]\nJan Novak > United States: Senator [title]"},
      {"Jan Novak, who served as prime minister of Belgium, left.", "Jan Novak > Belgium: prime minister [title]"},
      {"Jan Novak resigned as the governor of Ohio.", "Jan Novak > Ohio: governor [title]"},
      {"They met Jan Novak — former Foreign Secretary of Kenya, mayor of London — in Oslo.", "Jan Novak > Kenya: Foreign Secretary [title]\nJan Novak > London: mayor [title]"},
      {"Jan Novak, an analyst with the Oslo-based Rivers Institute, left.", "Jan Novak > Rivers Institute: analyst [title]"},
      {"They met two FAO co-chairs, Jan Novak and Eva Dvorak, in Kenya.",
       "Jan Novak > FAO: co-chair [title]\nEva Dvorak > FAO: co-chair [title]"},
      {"They met analyst Jan Novak with the Rivers Institute.", "Jan Novak > Rivers Institute: analyst [title]"},
      {"They praised the Rivers Council, led by President Jan Novak.", "Jan Novak > Rivers Council: President [title]"},
      {"President Jan Novak of Kenya, chairman of the Rivers Party, left. President Novak came back.",
       "Jan Novak > Kenya: President [title]\nJan Novak > Rivers Party: chairman [title]\nJan Novak > Kenya: President [title; of the body of another title]"},
      {"President Joseph R. Biden, Jr. met a guest in Kenya. The United States thanked President Biden.",
       "Joseph R. Biden, Jr. > United States: President [title; of the state that is known to be theirs]\n"
       "Joseph R. Biden, Jr. > United States: President [title; of the state that is known to be theirs]"},
      {"According to officials, Jan Novak and Eva Dvorak met in Kenya.", ""},  // no list of officials
      {"The Rivers Party's leader, Jan Novak announced it.", "Jan Novak > Rivers Party: leader [title]"},
      {"The mayor of Arequipa, Rosa Novak, was injured.", "Rosa Novak > Arequipa: mayor [title]"},
      {"Jan Novak, mayor of the Peruvian city of Cusco, left.", "Jan Novak > Cusco: mayor [title]"},
      {"Kenya's U.N. ambassador, Jan Novak, left.", "Jan Novak > Kenya: ambassador [title]"},  // who sends him
      {"Jan Novak of the Rivers Institute left.", "Jan Novak > Rivers Institute: member [title]"},
      {"Ada Novak, who teaches law at the University of Nairobi, left.", "Ada Novak > University of Nairobi: member [title]"},
      {"The Senate of the United States met. Senator Jan Novak left.", "Jan Novak > Senate: Senator [title; of the chamber that the article names]"},
      {"The United States thanked Assistant Secretary Ada Novak.", "Ada Novak > United States: Assistant Secretary [title that one state alone uses]"},
      {"Health Minister Łukasz Novak visited Warsaw.", "Łukasz Novak > Poland: Health Minister [title; of the state that the article is about]"},
      {"Jan Novak, an adviser to the German chancellor, left.", "Jan Novak > Germany: adviser [title]"},
      {"Kenya held an election. The police spokesman, Jan Novak, left Kenya.", "Jan Novak > Kenya: police spokesman [title; of the state that the article is about]"},
      {"The two lawmakers, Jan Novak and Eva Dvorak of the Rivers Party, left.", "Jan Novak > Rivers Party: lawmaker [title]\nEva Dvorak > Rivers Party: lawmaker [title]"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(offices(c.text), c.want);
  }
}

TEST(Policies, AreNamedByTheirHeadOrByWordsThatSayWhich) {
  const Case cases[] = {
      {"Kenya wants sanctions.", "sanctions"},
      {"Kenya wants media freedom.", "media freedom"},
      {"Kenya wants freedom.", ""},  // which one?
      {"Kenya began a military offensive.", "military offensive"},
      {"Kenya talks about Article 50.", "Article 50"},
      {"Kenya wants child protection.", "child protection"},
      {"They declared a state of emergency.", "state of emergency"},                  // a listed phrase of several words
      {"They observed the cease-fire.", "cease-fire"},
      {"They amended the 2014 law.", "2014 law"},
      {"They repealed the “undesirables” law.", "undesirables law"},
      {"They watched the Kenyan recount.", "Kenyan recount"},                         // a name is part of what says too little alone
      {"They feared the crisis in Kenya.", "crisis in Kenya"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(names(c.text, graph::EntityLabel::policy), c.want);
  }
}

}  // namespace
}  // namespace kg::extract
