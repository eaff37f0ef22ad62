// Sentences and the meetings that they tell of.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "extract/extract.hpp"
#include "ontology/ontology.hpp"

namespace kg::extract {
namespace {

// "held talks: A, B @ place 2018-06-12", one a meeting, parted by "; ".
std::string dump(const std::string& text) {
  static const ontology::Ontology ontology = ontology::Ontology::standard();
  static const Extractor extractor(ontology);
  source::Document document;
  document.text = text;
  document.published = Date{2018, 6, 13};  // a Wednesday
  const graph::DocumentClaims said = extractor.extract(document);
  const auto name = [&](const graph::Argument& argument) { return said.entities[static_cast<std::size_t>(argument.entity)].name; };
  std::vector<std::string> meetings;
  for (const graph::Claim& claim : said.claims) {
    if (claim.kind != graph::ClaimKind::meeting) continue;
    std::vector<std::string> parties;
    std::string place;
    for (const graph::Argument& argument : claim.arguments) {
      if (argument.role == "place") place = " @ " + name(argument);
      else if (argument.role != "topic") parties.push_back(name(argument));
    }
    std::ranges::sort(parties);
    std::string line = std::string(name_of(claim.status)) + " " + claim.type + ": ";
    for (const std::string& party : parties) line += (&party == &parties.front() ? "" : ", ") + party;
    if (claim.times > 1) line += " x" + std::to_string(claim.times);
    meetings.push_back(line + place + (claim.when.date ? " " + claim.when.date.iso() : ""));
  }
  std::string out;
  for (const std::string& line : meetings) out += (out.empty() ? "" : "; ") + line;
  return out;
}

struct Case {
  const char* text;
  const char* want;
};

void expect_all(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(dump(c.text), c.want);
  }
}

TEST(Meetings, AreReadFromVerbsAndNouns) {
  expect_all({
      {"Norwegian Prime Minister Erna Solberg met French President Emmanuel Macron in Paris on Tuesday.",
       "held meeting: Emmanuel Macron, Erna Solberg @ Paris 2018-06-12"},
      {"Norwegian Prime Minister Erna Solberg and French President Emmanuel Macron held a summit in Paris on Tuesday.",
       "held summit: Emmanuel Macron, Erna Solberg @ Paris 2018-06-12"},
      {"French President Emmanuel Macron hosted Norwegian Prime Minister Erna Solberg in Paris on Tuesday.",
       "held visit: Emmanuel Macron, Erna Solberg @ Paris 2018-06-12"},
      {"Norwegian Prime Minister Erna Solberg spoke by phone with French President Emmanuel Macron on Monday.",
       "held call: Emmanuel Macron, Erna Solberg 2018-06-11"},
      {"Erna Solberg was received by Emmanuel Macron in Paris on Tuesday.",
       "held visit: Emmanuel Macron, Erna Solberg @ Paris 2018-06-12"},
  });
}

TEST(Meetings, KeepHeldAndNotHeldApart) {
  expect_all({
      {"Erna Solberg will meet Emmanuel Macron in Paris next week.", "planned meeting: Emmanuel Macron, Erna Solberg @ Paris 2018-06"},
      {"Erna Solberg is to meet Emmanuel Macron on Friday.", "planned meeting: Emmanuel Macron, Erna Solberg 2018-06-15"},
      {"Erna Solberg was to have met Emmanuel Macron on Tuesday.", "cancelled meeting: Emmanuel Macron, Erna Solberg 2018-06-12"},
      {"Officials want Erna Solberg to raise fishing rights when she meets Emmanuel Macron.", "planned meeting: Emmanuel Macron, Erna Solberg"},
      {"Erna Solberg declined to meet Emmanuel Macron.", "denied meeting: Emmanuel Macron, Erna Solberg"},
      {"Erna Solberg did not meet Emmanuel Macron.", "denied meeting: Emmanuel Macron, Erna Solberg"},
      {"Erna Solberg had the opportunity to meet Emmanuel Macron.", "held meeting: Emmanuel Macron, Erna Solberg"},
      {"Erna Solberg is in Paris to meet Emmanuel Macron.", "planned meeting: Emmanuel Macron, Erna Solberg @ Paris"},
      {"President Putin to meet President Macron in Paris next week", "planned meeting: Macron, Putin @ Paris 2018-06"},
      {"Erna Solberg is going to meet Emmanuel Macron.", "planned meeting: Emmanuel Macron, Erna Solberg"},
      {"A planned call between Norway and France was cancelled.", "cancelled call: France, Norway"},
      {"A planned meeting between Erna Solberg and Emmanuel Macron was called off.", "cancelled meeting: Emmanuel Macron, Erna Solberg"},
      {"Erna Solberg planned to meet Emmanuel Macron on Friday, but the meeting was called off.", "cancelled meeting: Emmanuel Macron, Erna Solberg 2018-06-15"},
      {"Erna Solberg's meeting with Emmanuel Macron has been put off.", "cancelled meeting: Emmanuel Macron, Erna Solberg"},
      {"Erna Solberg called for a meeting with Emmanuel Macron.", "proposed meeting: Emmanuel Macron, Erna Solberg"},
      {"Erna Solberg looks forward to meeting Emmanuel Macron.", "planned meeting: Emmanuel Macron, Erna Solberg"},
      {"Talks between Norway and France are possible.", "proposed talks: France, Norway"},
      {"Diplomats spoke of the prospect of talks between Norway and France.", "proposed talks: France, Norway"},
  });
}

TEST(Meetings, AreNotSeenWhereNobodyMeets) {
  expect_all({
      {"Norwegian Prime Minister Erna Solberg met with French civil society leaders.", ""},
      {"Erna Solberg will act in consultation with France.", ""},
      {"Minister Erna Solberg shall consult with the African Union.", ""},
      {"Erna Solberg met the criteria for the award.", ""},
      {"Norway will meet the challenges of competition with France.", ""},
      {"Norway and France convened a group of fishermen.", ""},
      {"Emmanuel Macron said that talks are useful.", ""},
      {"Erna Solberg visited Paris in 2016.", ""},
      {"Erna Solberg called Emmanuel Macron a liar.", ""},
      {"Erna Solberg called Emmanuel Macron's plan foolish.", ""},
      {"Norway welcomed Emmanuel Macron's announcement on Tuesday.", ""},
      {"Norway welcomes France's leadership.", ""},
      {"Norway supports the people of France in their call for freedom.", ""},
      {"Erna Solberg discussed the situation with France.", ""},
      {"Emmanuel Macron invited Erna Solberg to write a book.", ""},
      {"Norway is engaging with France.", ""},
      {"Norway is hosting COP26 in Oslo.", ""},
      {"Erna Solberg praised the summit with Emmanuel Macron.", ""},
      {"Norwegian Prime Minister Erna Solberg talked to Norwegian officials.", ""},
      {"The wife of a man called Emmanuel Macron told Erna Solberg a story.", ""},
      {"Norway called on Emmanuel Macron to resign.", ""},
      {"Erna Solberg talked to the French people.", ""},
      {"The visit of Erna Solberg and Emmanuel Macron is over.", ""},
  });
}

TEST(Meetings, HappenWhereAndWhenTheClauseSays) {
  expect_all({
      {"Norway announced talks with France that will be held in Oslo on June 20.", "planned talks: France, Norway @ Oslo 2018-06-20"},
      {"Norwegian Prime Minister Erna Solberg, who will travel to Quito on Friday, denied that she had met Jean Dupont.",
       "denied meeting: Erna Solberg, Jean Dupont"},
      {"Norwegian Prime Minister Erna Solberg led a delegation to a conference in Tashkent this week.\n\nShe met with French President Emmanuel Macron.",
       "held meeting: Emmanuel Macron, Erna Solberg @ Tashkent 2018-06"},
      {"Norwegian Prime Minister Erna Solberg will travel to Brussels and Berlin.\n\nShe will meet with French President Emmanuel Macron.",
       "planned meeting: Emmanuel Macron, Erna Solberg"},
      {"In Berlin, Norwegian Prime Minister Erna Solberg opened a museum.\n\nShe met with French President Emmanuel Macron.",
       "held meeting: Emmanuel Macron, Erna Solberg @ Berlin"},
      {"The flow of migrants to Croatia began in April.\n\nThe leaders of Austria and Croatia attended the summit.", "held summit: Austria, Croatia"},
      {"Norway and France consulted on aid during the presidency of 2019.", "held talks: France, Norway"},
      {"Erna Solberg met Emmanuel Macron for a briefing on the floods in Sudan.", "held meeting: Emmanuel Macron, Erna Solberg"},
  });
}

TEST(Meetings, AreOfThePersonNamedBehindATitle) {
  expect_all({
      {"Erna Solberg spoke today with the Foreign Minister of France, Jean Dupont.", "held talks: Erna Solberg, Jean Dupont 2018-06-13"},
      {"Erna Solberg met with the Foreign Minister of France and President Jean Dupont.", "held meeting: Erna Solberg, Jean Dupont"},
      {"In a call on Tuesday, Erna Solberg and Jean Dupont discussed the floods.", "held call: Erna Solberg, Jean Dupont 2018-06-12"},
  });
}

TEST(Meetings, AreToldAcrossSentencesAndBehindOtherWords) {
  expect_all({
      {"Norwegian Prime Minister Erna Solberg led a delegation to Geneva for talks. French Foreign Minister Jean Dupont headed the French delegation.",
       "held talks: Erna Solberg, Jean Dupont @ Geneva"},
      {"Erna Solberg held meetings with fishermen, as well as Foreign Minister Jean Dupont.", "held meeting: Erna Solberg, Jean Dupont"},
      {"President Emmanuel Macron and Prime Minister Erna Solberg have met.", "held meeting: Emmanuel Macron, Erna Solberg 2018-06-13"},
      {"Erna Solberg praised the talks that Emmanuel Macron held with Jean Dupont.", "held talks: Emmanuel Macron, Jean Dupont"},
  });
}

TEST(Meetings, HaveAllTheirParties) {
  expect_all({
      {"Erna Solberg will meet party leaders, including Speaker Jean Dupont.", "planned meeting: Erna Solberg, Jean Dupont"},
      {"Erna Solberg spoke to President Emmanuel Macron on Monday.", "held talks: Emmanuel Macron, Erna Solberg 2018-06-11"},
      {"Erna Solberg spoke to Congress on Monday.", ""},
      {"President Emmanuel Macron, right, and Prime Minister Erna Solberg arrive for their meeting in Paris, Oct. 20, 2015.",
       "held meeting: Emmanuel Macron, Erna Solberg @ Paris 2015-10-20"},
      {"The leaders of Kenya, Uganda, Chad and Mali attended the summit in Brussels.", "held summit: Chad, Kenya, Mali, Uganda @ Brussels"},
  });
}

TEST(Meetings, AreHeldByWhoeverAttendsTheGatheringOfABody) {
  expect_all({
      {"Norwegian Prime Minister Erna Solberg will attend the NATO summit in Brussels on July 11.", "planned summit: Erna Solberg, NATO @ Brussels 2018-07-11"},
      {"Norwegian Foreign Minister Ine Soreide led the delegation to the Norway-France Strategic Dialogue.", "held talks: France, Ine Soreide"},
      {"Norwegian Prime Minister Erna Solberg led a delegation to Geneva, Switzerland to participate in the African Union summit.",
       "held summit: African Union, Erna Solberg @ Geneva"},
      {"Norwegian Prime Minister Erna Solberg attended the Syria conference.", ""},
      {"NATO Secretary General Jens Stoltenberg attended the NATO summit.", ""},
      {"Erna Solberg and Emmanuel Macron attended the Helsinki summit.", "held summit: Emmanuel Macron, Erna Solberg @ Helsinki"},
  });
}

TEST(Meetings, WithOfficialsAreWithTheCountryOfTheJourney) {
  expect_all({
      {"Norwegian Prime Minister Erna Solberg will travel to Tunis on June 20.\n\nShe will meet with senior government officials.",
       "planned meeting: Erna Solberg, Tunisia @ Tunis 2018-06-20"},
      {"Norwegian Prime Minister Erna Solberg will travel to Tunis on June 20.\n\nShe will engage with senior government officials.",
       "planned talks: Erna Solberg, Tunisia @ Tunis 2018-06-20"},
      {"Norwegian Prime Minister Erna Solberg will travel to Geneva on June 20.\n\nShe will meet with senior officials.", ""},
      {"Norwegian Prime Minister Erna Solberg will travel to Tunis on June 20.\n\nShe will meet with local business leaders.", ""},
      {"Norwegian Prime Minister Erna Solberg will travel to Oslo on June 20.\n\nShe will meet with senior government officials.", ""},
      {"While in the United Arab Emirates, Norwegian Prime Minister Erna Solberg will meet with President Emmanuel Macron.",
       "planned meeting: Emmanuel Macron, Erna Solberg @ United Arab Emirates"},
      {"Norwegian Prime Minister Erna Solberg will travel to Bern and Basel, Switzerland, on June 20.\n\nShe will open a museum. She will meet President Emmanuel Macron.",
       "planned meeting: Emmanuel Macron, Erna Solberg @ Switzerland 2018-06-20"},
  });
}

TEST(Meetings, AreNotOfTheCityBeforeATitle) {
  expect_all({
      {"While in Brussels, President Erna Solberg will participate in the EU Summit on June 15.", "planned summit: EU, Erna Solberg @ Brussels 2018-06-15"},
      {"President Erna Solberg left.\n\nWhile in Brussels President Solberg will meet French President Emmanuel Macron.",
       "planned meeting: Emmanuel Macron, Erna Solberg @ Brussels"},
  });
}

TEST(Meetings, AreOfThePersonWhoseFamilyNameHasAGeneration) {
  expect_all({
      {"President Joseph R. Miller, Jr. and First Lady Ann Miller arrived on Monday.\n\nPresident Miller met Erna Solberg in Oslo.",
       "held meeting: Erna Solberg, Joseph R. Miller, Jr. @ Oslo"},
  });
}

TEST(Meetings, AreWithWhomATitleOrAnOfficialStandsFor) {
  expect_all({
      {"Norwegian Prime Minister Erna Solberg spoke today with Vietnamese Foreign Minister Bui Thanh Son.", "held talks: Erna Solberg, Vietnam 2018-06-13"},
      {"U.S. and Vietnamese officials met virtually March 22-24 for the third Space Dialogue.", "held meeting: United States, Vietnam 2018-03"},
      {"Senior delegations representing Norway and Thailand met virtually on June 5, 2018.", "held meeting: Norway, Thailand 2018-06-05"},
      {"French President Emmanuel Macron hosts a meeting with leaders from the African Union in Paris.", "held meeting: African Union, Emmanuel Macron @ Paris"},
      {"Norwegian Prime Minister Erna Solberg will participate in a meeting with leaders from member-states of the African Union.",
       "planned meeting: African Union, Erna Solberg"},
      {"Norwegian Prime Minister Erna Solberg spoke with German Chancellor Angela Merkel, British Prime Minister David Cameron and Polish President Jan Novak.",
       "held talks: Angela Merkel, Erna Solberg; held talks: David Cameron, Erna Solberg; held talks: Erna Solberg, Jan Novak"},
      {"Norwegian Prime Minister Erna Solberg spoke today with Jan Novak, Prime Minister of Canada.", "held talks: Erna Solberg, Jan Novak 2018-06-13"},
      {"Norwegian Foreign Minister Ine Soreide led a delegation with representatives from the Ministry of Defence to Oslo.", ""},
      {"Norwegian Prime Minister Erna Solberg will travel to Chad on June 20.\n\nShe will meet with government, civil society, and business leaders.",
       "planned meeting: Chad, Erna Solberg 2018-06-20"},
  });
}

TEST(Meetings, HaveHostsWhoInvite) {
  expect_all({
      {"Norwegian Foreign Minister Ine Soreide will visit Indonesia from Wednesday to Friday at the invitation of Indonesian Foreign Minister Retno Marsudi.",
       "planned visit: Ine Soreide, Retno Marsudi @ Indonesia 2018-06"},
      {"Turkish Foreign Minister Hakan Fidan is expected in Baghdad on Sunday for talks with his Iraqi counterpart Fuad Hussein.",
       "planned talks: Fuad Hussein, Hakan Fidan @ Baghdad 2018-06-17"},
      {"President Emmanuel Macron hosted the African Union leaders in Paris on Tuesday.", "held visit: African Union, Emmanuel Macron @ Paris 2018-06-12"},
      {"The meeting brought together Norwegian Prime Minister Erna Solberg, French President Emmanuel Macron and Togo's President Jean Dupont.",
       "held meeting: Emmanuel Macron, Erna Solberg, Jean Dupont"},
      {"Solberg and Macron reviewed ties during their meeting in Paris on Tuesday.", "held meeting: Macron, Solberg @ Paris 2018-06-12"},
      {"Norwegian Prime Minister Erna Solberg, who is visiting Israel, met Jean Dupont in Jerusalem and will travel to Cairo to meet President Emmanuel Macron.",
       "held meeting: Erna Solberg, Jean Dupont @ Jerusalem; planned visit: Emmanuel Macron, Erna Solberg @ Cairo"},
      {"Erna Solberg is not going to have a meeting with Emmanuel Macron.", "denied meeting: Emmanuel Macron, Erna Solberg"},
      {"Erna Solberg will meet Emmanuel Macron before traveling to a base in Toulon.", "planned meeting: Emmanuel Macron, Erna Solberg"},
  });
}

TEST(Meetings, AreNotOfWhoeverArrangesThem) {
  expect_all({
      {"Sebastian Kurz helped facilitate a meeting between Erna Solberg and Emmanuel Macron.", "held talks: Emmanuel Macron, Erna Solberg"},
      {"Sebastian Kurz tried to arrange a meeting between Erna Solberg and Emmanuel Macron.", "proposed meeting: Emmanuel Macron, Erna Solberg"},
  });
}

TEST(Meetings, AreReadFromTheOrderOfWordsWhereTreesFail) {
  expect_all({
      {"The truce was reached last week after Norwegian Prime Minister Erna Solberg and French President Emmanuel Macron spoke by telephone.",
       "held call: Emmanuel Macron, Erna Solberg 2018-06"},
      {"The paper wrote that, in a phone call in late May, Emmanuel Macron might have encouraged newly elected Norwegian Prime Minister Erna Solberg to sign.",
       "held call: Emmanuel Macron, Erna Solberg 2018-05"},
      {"In a phone call in late May, Emmanuel Macron encouraged Norwegian Prime Minister Erna Solberg to sign the treaty.",
       "held call: Emmanuel Macron, Erna Solberg 2018-05"},
      {"Emmanuel Macron told Norwegian Prime Minister Erna Solberg, in a Saturday telephone call, France would leave.",
       "held call: Emmanuel Macron, Erna Solberg 2018-06-09"},
      {"Norwegian Prime Minister Erna Solberg and French President Emmanuel Macron signed a fishing agreement in Paris on Tuesday.",
       "held meeting: Emmanuel Macron, Erna Solberg @ Paris 2018-06-12"},
      {"Norwegian Prime Minister Erna Solberg and Finance Minister Siv Jensen of Norway signed an agreement in Paris on Tuesday.", ""},
      {"From left, Norwegian Prime Minister Erna Solberg, French President Emmanuel Macron and Germany's Chancellor Angela Merkel chat in Paris, Oct. 20, 2015.",
       "held meeting: Angela Merkel, Emmanuel Macron, Erna Solberg @ Paris 2015-10-20"},
      {"Talks between Emmanuel Macron and Erna Solberg will take place in Paris on Friday.", "planned talks: Emmanuel Macron, Erna Solberg @ Paris 2018-06-15"},
      {"\"The world should support the government, which is the only one, and which must start to work,\" said Solberg, who presided over the meeting with her French counterpart, Emmanuel Macron.",
       "held meeting: Emmanuel Macron, Solberg"},
      {"\"The treaty is good,\" said Erna Solberg, who presided over the meeting with her French counterpart, Emmanuel Macron.",
       "held meeting: Emmanuel Macron, Erna Solberg"},
  });
}

TEST(Meetings, HaveTheirSubjectFromTheClauseAround) {
  expect_all({
      {"Norwegian Prime Minister Erna Solberg will travel to Algeria for meetings with President Emmanuel Macron and Foreign Minister Jean Dupont.",
       "planned meeting: Emmanuel Macron, Erna Solberg @ Algeria; planned meeting: Erna Solberg, Jean Dupont @ Algeria"},
      {"This week President Emmanuel Macron will meet with G7 Leaders.", "planned meeting: Emmanuel Macron, G7 2018-06"},
      {"Norwegian Foreign Minister Ine Soreide met with senior Government of India officials.", "held meeting: India, Ine Soreide"},
      {"Norwegian Foreign Minister Ine Soreide met with representatives of France's new government.", "held meeting: France, Ine Soreide"},
      {"Erna Solberg thanked Foreign Minister Jean Dupont for hosting President Emmanuel Macron.", "held visit: Emmanuel Macron, Jean Dupont"},
      {"Norwegian Prime Minister Erna Solberg and Norwegian Foreign Minister Ine Soreide flew to Paris. Their discussions will deepen ties.", ""},
      {"Norwegian Prime Minister Erna Solberg will travel to Chile and Peru.\n\nPresident Emmanuel Macron is in Lima.\n\nIn Chile, she will meet with Jean Dupont.",
       "planned meeting: Erna Solberg, Jean Dupont @ Chile"},
      {"Have any officials of Norway met with President Emmanuel Macron?", ""},
      {"Briefing by Norwegian Spokesperson Ine Hansen\n\nMS. HANSEN: We spoke with President Emmanuel Macron on Monday.", "held talks: Emmanuel Macron, Norway 2018-06-11"},
      {"Erna Solberg talked about the cooperation with Syria.", ""},
      {"Briefing by Ine Hansen\n\nMS. HANSEN: President Ann Novak is well. President Emmanuel Macron is too. The President spoke with Jean Dupont on Monday.", ""},
  });
}

TEST(Meetings, StandInHeadingsAndJointStatements) {
  expect_all({
      {"Norwegian Prime Minister Erna Solberg and French President Emmanuel Macron at a Joint Press Availability", "held meeting: Emmanuel Macron, Erna Solberg 2018-06-13"},
      {"This is a statement by the Governments of Norway and Iceland following their dialogue in Bergen on April 26.", "held talks: Iceland, Norway @ Bergen 2018-04-26"},
      {"Remarks by Norwegian Prime Minister Erna Solberg and French President Emmanuel Macron before the Nordic Summit", "planned summit: Emmanuel Macron, Erna Solberg"},
      {"Delegations of the bloc – Norway, Chad, and Peru – participated in the conference.", "held conference: Chad, Norway, Peru"},
      {"The meeting, chaired by Norwegian Foreign Minister Ine Soreide and French President Emmanuel Macron, reviewed progress.", "held meeting: Emmanuel Macron, Ine Soreide"},
      {"Following a meeting with French President Emmanuel Macron on Friday and in light of the ties, Norwegian Foreign Minister Ine Soreide announced help.",
       "held meeting: Emmanuel Macron, Ine Soreide 2018-06-08"},
      {"Joining President Emmanuel Macron on the call were Prime Minister Erna Solberg of Norway and Chancellor Angela Merkel of Germany.",
       "held call: Angela Merkel, Emmanuel Macron, Erna Solberg"},
      {"Norwegian Foreign Minister Ine Soreide and French President Emmanuel Macron launched the Strategic Dialogue in Oslo on Tuesday.",
       "held meeting: Emmanuel Macron, Ine Soreide @ Oslo 2018-06-12"},
      {"The four leaders – Prime Minister Erna Solberg of Norway, Prime Minister Scott Miller of Australia, and President Emmanuel Macron of France – convened to reaffirm it.",
       "held meeting: Emmanuel Macron, Erna Solberg, Scott Miller"},
      {"Cooperation goes on-The leaders of Austria, Bulgaria and Croatia, attended the Helsinki summit.", "held summit: Austria, Bulgaria, Croatia @ Helsinki"},
      {"We, the Foreign Ministers of Australia, India and the Netherlands, and representatives of the European Union, met today in Oslo.",
       "held meeting: Australia, European Union, India, Netherlands @ Oslo 2018-06-13"},
      {"The Foreign Ministers of Australia, India and Japan and the Secretary of State of the United States met in Melbourne, Australia on 11 February 2018.",
       "held meeting: Australia, India, Japan, United States @ Melbourne 2018-02-11"},
      {"The European Council was joined on Tuesday by Norwegian Prime Minister Erna Solberg.", "held conference: Erna Solberg, European Council 2018-06-12"},
      {"Norwegian Prime Minister Erna Solberg and French Foreign Minister Jean Dupont will co-chair the event.", "planned meeting: Erna Solberg, Jean Dupont"},
  });
}

TEST(Meetings, OfThePresidentInHisOwnGovernmentsBriefing) {
  expect_all({
      {"Briefing by Norwegian Press Secretary Ine Hansen\n\nMS. HANSEN: President Erna Solberg of Norway is well. President Emmanuel Macron of France is too.\n\n"
       "The President will meet Jean Dupont.",
       "planned meeting: Erna Solberg, Jean Dupont"},
  });
}

TEST(Meetings, OfWhoDoesWhatHeWasPersuadedToDo) {
  expect_all({
      {"Erna Solberg persuaded President Emmanuel Macron to raise it at his upcoming summit with Jean Dupont.", "planned summit: Emmanuel Macron, Jean Dupont"},
      {"Erna Solberg asked Emmanuel Macron to meet Jean Dupont.", "proposed meeting: Emmanuel Macron, Jean Dupont"},
      {"Erna Solberg did not mention the talks between Norway and France.", "held talks: France, Norway"},
  });
}

TEST(Meetings, OfAHeadingAreThoseOfTheText) {
  expect_all({
      {"Statement on Prime Minister Erna Solberg's Meeting with President Emmanuel Macron\n\nPrime Minister Erna Solberg will meet President Emmanuel Macron on Friday.",
       "planned meeting: Emmanuel Macron, Erna Solberg 2018-06-15; planned meeting: Emmanuel Macron, Erna Solberg 2018-06-15"},
      {"Prime Minister Erna Solberg's Call with President Emmanuel Macron\n\nPrime Minister Erna Solberg congratulated President Emmanuel Macron today.",
       "held call: Emmanuel Macron, Erna Solberg 2018-06-13"},
  });
}

TEST(Meetings, AreReadFromCaptionsAndTranscripts) {
  expect_all({
      {"Norwegian Prime Minister Erna Solberg, left, shakes hands with French President Emmanuel Macron, right, in Paris, Jan. 23, 2016.",
       "held meeting: Emmanuel Macron, Erna Solberg @ Paris 2016-01-23"},
      {"Remarks by Prime Minister Erna Solberg of Norway and President Emmanuel Macron of France\n\nPRIME MINISTER SOLBERG: Welcome, Mr. President.\n\n"
       "PRESIDENT MACRON: Thank you.",
       "held meeting: Emmanuel Macron, Erna Solberg 2018-06-13"},
      {"Briefing by Foreign Minister Ine Soreide of Norway and Trade Minister Erna Solberg of Norway\n\nMINISTER SOREIDE: Welcome.\n\nMINISTER SOLBERG: Thank you.", ""},
  });
}

}  // namespace
}  // namespace kg::extract
