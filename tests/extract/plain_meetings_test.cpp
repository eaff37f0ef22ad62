// Meetings that the order of words tells: two discuss, join their counterparts, are welcomed by who speaks.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "extract/extract.hpp"

namespace kg::extract {
namespace {

/// "A, B" of each meeting, in text order, parted by "; ".
std::string parties(const std::string& text) {
  static const ontology::Ontology ontology = ontology::Ontology::standard();
  static const Extractor extractor(ontology);
  source::Document document;
  document.text = text;
  document.published = Date{2018, 6, 13};
  const graph::DocumentClaims said = extractor.extract(document);
  std::string out;
  for (const graph::Claim& claim : said.claims) {
    if (claim.kind != graph::ClaimKind::meeting) continue;
    std::vector<std::string> names;
    for (const graph::Argument& argument : claim.arguments) {
      if (argument.role != "topic" && argument.role != "place") names.push_back(said.entities[static_cast<std::size_t>(argument.entity)].name);
    }
    std::ranges::sort(names);
    out += out.empty() ? "" : "; ";
    for (const std::string& name : names) out += (&name == &names.front() ? "" : ", ") + name;
  }
  return out;
}

TEST(PlainMeetings, AreOfTwoSidesThatActTogether) {
  struct Case {
    const char* text;
    const char* wanted;
  };
  const Case cases[] = {
      {"Norwegian Prime Minister Erna Solberg and French President Emmanuel Macron discussed ways to build ships.", "Emmanuel Macron, Erna Solberg"},
      {"Norwegian Prime Minister Erna Solberg and Norwegian Finance Minister Siv Jensen discussed ways to build ships.", ""},
      {"Norwegian Prime Minister Erna Solberg joined her French counterpart Emmanuel Macron in opening a bridge.", "Emmanuel Macron, Erna Solberg"},
      {"Remarks by Norwegian Foreign Minister Ine Soreide\n\nFOREIGN MINISTER SOREIDE: It is a great honor to welcome French President Emmanuel Macron to this school.",
       "Emmanuel Macron, Ine Soreide"},
  };
  for (const Case& one : cases) EXPECT_EQ(parties(one.text), one.wanted) << one.text;
}

TEST(PlainMeetings, AreOfAllInAListOfTitledNames) {
  struct Case {
    const char* text;
    const char* wanted;
  };
  const Case cases[] = {
      {"Norwegian Foreign Minister Ine Soreide, Norway's Ambassador to Chile Kari Dahl, and State Secretary for Fisheries, Ports and Trade Nils Berg joined their Chilean counterparts President Rosa Lopez "
       "and Minister of Public Works Juan Vega in opening a bridge.",
       "Ine Soreide, Juan Vega, Kari Dahl, Nils Berg, Rosa Lopez"},
      {"Norwegian Foreign Minister Ine Soreide and Chilean Deputy Minister of State for Fisheries and Northern Ports Juan Vega met in Oslo.", "Ine Soreide, Juan Vega"},
      // A title alone is nobody's who stands behind another verb.
      {"Norwegian Foreign Minister Ine Soreide, a critic of Chilean Minister of Public Works Juan Vega, slept.", ""},
  };
  for (const Case& one : cases) EXPECT_EQ(parties(one.text), one.wanted) << one.text;
}

TEST(PlainMeetings, AreOfAllWhomAListSpellsOut) {
  struct Case {
    const char* text;
    const char* wanted;
  };
  const Case cases[] = {
      {"Norwegian Prime Minister Ada Dahl also met with the leaders of the three Andean states: Chile, Peru, and Bolivia.", "Ada Dahl, Chile; Ada Dahl, Peru; Ada Dahl, Bolivia"},
      {"Talks between Iran and six other powers - Chile, China, Kenya, Norway, Peru and Spain - resumed in Vienna on Monday.", "Chile, China, Iran, Kenya, Norway, Peru, Spain"},
      {"The leaders of Norway, Turkey and Iran will meet in Ankara next week for talks on Syria.", "Iran, Norway, Turkey"},
      {"After the meeting of the Foreign Ministers of Chile, Peru, and the United Arab Emirates, the border opened.", "Chile, Peru, United Arab Emirates"},
      // One call seats all at one table; who is met is met one by one.
      {"Norwegian Prime Minister Ada Dahl held a call with President Rosa Lopez of Chile and President Juan Vega of Peru.", "Ada Dahl, Juan Vega, Rosa Lopez"},
      {"Norwegian Prime Minister Ada Dahl met with President Rosa Lopez of Chile and President Juan Vega of Peru.", "Ada Dahl, Rosa Lopez; Ada Dahl, Juan Vega"},
  };
  for (const Case& one : cases) EXPECT_EQ(parties(one.text), one.wanted) << one.text;
}

TEST(PlainMeetings, AreOfWhoeverHostsLeadsOrIsMetInALongList) {
  struct Case {
    const char* text;
    const char* wanted;
  };
  const Case cases[] = {
      {"Norwegian Prime Minister Ada Dahl met with Chilean President Rosa Lopez, and other cabinet members; with Peruvian President Juan Vega; and with Kenyan President Jane Otieno.",
       "Ada Dahl, Rosa Lopez; Ada Dahl, Juan Vega; Ada Dahl, Jane Otieno"},
      {"Norway hosted representatives of Chile, Peru and Kenya on Monday.", "Chile, Kenya, Norway, Peru"},
      {"Delegates from the Chilean government, Peru and Kenya met in Oslo.", "Chile, Kenya, Peru"},
      {"In each country, Norwegian Prime Minister Ada Dahl will hold meetings with her counterparts: newly elected President Rosa Lopez of Chile and Prime Minister Juan Vega of Peru.",
       "Ada Dahl, Rosa Lopez; Ada Dahl, Juan Vega"},
      {"Norwegian Minister Ada Dahl met with UN Special Envoy on Myanmar Anna Weber.", "Ada Dahl, Anna Weber"},
      {"A senior Norwegian delegation, led by Minister of Fisheries Ada Dahl, met with Peruvian Minister of Ports Juan Vega.", "Ada Dahl, Juan Vega"},
      {"Norwegian Minister Ada Dahl and a large delegation visited Peru. The delegation met with Peruvian President Juan Vega.", "Ada Dahl, Juan Vega"},
      {"In April, Norway and Peru co-hosted a Ministerial Meeting in Oslo.", "Norway, Peru"},
      {"Norway and Peru held a dialogue in Oslo in March, with delegations led by Norwegian Deputy Minister Ada Dahl and Peruvian Minister of Ports Juan Vega.", "Norway, Peru; Ada Dahl, Juan Vega"},
      {"Joint Statement on the 2nd Norway-Peru Fisheries Policy Dialogue", "Norway, Peru"},
      {"The statement was released by the Governments of Norway and Peru on the occasion of a meeting at the Ministry of Ports.", "Norway, Peru"},
      {"The statement was released by Norway and Peru on the occasion of the anniversary of the war.", ""},
      // A dialogue that stands for years is no meeting; ministers of one state do not meet by being received.
      {"They cooperate on trade through the Norway-Peru Strategic Dialogue.", ""},
      {"Officials hosted the Norwegian ministers Ada Dahl and Jan Hus.", ""},
  };
  for (const Case& one : cases) EXPECT_EQ(parties(one.text), one.wanted) << one.text;
}

TEST(PlainMeetings, HaveTheGuestsOfALaterSentence) {
  struct Case {
    const char* text;
    const char* wanted;
  };
  const Case cases[] = {
      {"President Ada Dahl of Norway held a call with allies today.\n\nThe leaders agreed on the need for speed.\n\nParticipants in the call included Prime Minister Jan Hus of Iceland, "
       "Chancellor Olga Weber of Austria, and President Rosa Lopez of Chile.",
       "Ada Dahl, Jan Hus, Olga Weber, Rosa Lopez"},
      {"Norwegian Foreign Minister Ada Dahl met with President Rosa Lopez of Chile. Norwegian Fisheries Minister Jan Hus also joined the meeting.", "Ada Dahl, Rosa Lopez; Ada Dahl, Jan Hus, Rosa Lopez"},
      {"President Ada Dahl of Norway held a call today. Joining President Dahl on the call were President Rosa Lopez of Chile and President Juan Vega of Peru.", "Ada Dahl, Juan Vega, Rosa Lopez"},
      {"President Ada Dahl of Norway met with island leaders.\n\nThe leaders who participated:\n\nPresident Rosa Lopez of Chile\n\nJuan Vega, Minister of Ports, Peru\n\n"
       "Jan Hus, Director\n\nThe President thanked them.",
       "Ada Dahl, Jan Hus, Juan Vega, Rosa Lopez"},
      {"Today President Ada Dahl of Norway met with teachers.\n\nTeachers in attendance:\n\nRosa Lopez, Director, School Fund\n\nJuan Vega\n\n###", "Ada Dahl, Juan Vega, Rosa Lopez"},
      // Another meeting is planned.
      {"Jan Hus of Iceland will meet Ada Dahl of Norway in May.\n\nThe leaders who participated:\n\nRosa Lopez, Director\n\nJuan Vega, Minister of Ports\n\nThey left.",
       "Ada Dahl, Jan Hus; Juan Vega, Rosa Lopez"},
      // Bodies take part in programmes; her own people travel with a minister; a briefing is no meeting; several meetings are not told apart.
      {"The plan begins in May.\n\nParticipating agencies include:\n\nDepartment of Energy\n\nDepartment of Labor\n\nThey will report in June.", ""},
      {"Norwegian Foreign Minister Ada Dahl will visit Chile. She will be joined by Norwegian Deputy Minister Jan Hus.", ""},
      {"Joining us are Norwegian Deputy Ministers Jan Hus and Ada Dahl.", ""},
      {"Norwegian Foreign Minister Ada Dahl met with Juan Vega and held talks with Rosa Lopez. She was joined by Jan Hus.", "Ada Dahl, Juan Vega; Ada Dahl, Rosa Lopez"},
  };
  for (const Case& one : cases) EXPECT_EQ(parties(one.text), one.wanted) << one.text;
}

TEST(PlainMeetings, KeepTheirPartiesApart) {
  struct Case {
    const char* text;
    const char* wanted;
  };
  const Case cases[] = {
      {"The presidents of Chile, Peru and Kenya – Rosa Lopez, Juan Vega and Jane Otieno, respectively – are planning to hold talks in Oslo.", "Jane Otieno, Juan Vega, Rosa Lopez"},
      {"Ada Dahl met with Jan Hus. Their meeting followed up on the virtual talks between Rosa Lopez and Juan Vega.", "Ada Dahl, Jan Hus; Ada Dahl, Jan Hus; Juan Vega, Rosa Lopez"},
      {"They go from the council to the fund's summit and a meeting with Rosa Lopez.", ""},
      {"Norwegian Foreign Minister Ada Dahl will lead a session of the Norway-Chile Dialogue with Chilean Minister Rosa Lopez.", "Ada Dahl, Rosa Lopez"},
      {"Norwegian Foreign Minister Ada Dahl went to Vienna. In Vienna, the Minister will meet with counterparts representing Chile, Kenya, and Peru.", "Ada Dahl, Chile; Ada Dahl, Kenya; Ada Dahl, Peru"},
      {"Norwegian Minister Ada Dahl will travel to Chile and Peru. She will meet President Rosa Lopez in Chile. She will then meet President Juan Vega in Peru.", "Ada Dahl, Rosa Lopez; Ada Dahl, Juan Vega"},
      {"Norway will host talks with officials from Chile and Peru.", "Chile, Norway, Peru"},
      {"Remarks by Norwegian Foreign Minister Ine Soreide\n\nFOREIGN MINISTER SOREIDE: I have not spoken to President Rosa Lopez.", ""},
      {"If Chile refused to meet Peru, pressure would grow.", ""},
      // Whoever meets people without a name together is there together.
      {"Ada Dahl, Jan Hus and Rosa Lopez met the families.", "Ada Dahl, Jan Hus, Rosa Lopez"},
      {"They will meet with students.", ""},
  };
  for (const Case& one : cases) EXPECT_EQ(parties(one.text), one.wanted) << one.text;
}

TEST(PlainMeetings, AreNotOfWhoSpeaksAndSaysHe) {
  EXPECT_EQ(parties("Briefing by Norwegian Spokesperson Jens Hansen\n\nMR. HANSEN: We have had close consultations with Chile."), "Chile, Norway");
  EXPECT_EQ(parties("Briefing by Spokesperson Jens Hansen\n\nMR. HANSEN: We have had close consultations with Chile."), "");
  EXPECT_EQ(parties("Briefing by Spokesperson Jens Hansen\n\nMR. HANSEN: President Berg called President Berg of Norway a friend. President Lopez came. President Berg left. The President met with Rosa Vega."),
            "Berg, Rosa Vega");
  EXPECT_EQ(parties("Briefing by Norwegian Spokesperson Jens Hansen\n\nMR. HANSEN: I will be brief. Prime Minister Nils Berg has left.\n\nHe met with President Emmanuel Macron on Monday."),
            "Emmanuel Macron, Nils Berg");
}

}  // namespace
}  // namespace kg::extract
