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
      {"They deplored Kenya's cruel, costly and needless war against Chad.", "ASSAULT: Kenya; > Chad;"},
      {"President Jan Novak closed the port at the request of Prime Minister Eva Dvorak.", "REQUEST: Eva Dvorak; > Jan Novak;"},
      {"Jan Novak did not seek the Labour Party's seat.", ""},
      {"Jan Novak is seeking.", ""},
      {"Jan Novak let Eva Dvorak speak.", ""},
      {"Kenya accused Somalia of aggression.", "ACCUSE: Kenya; > Somalia;"},
      {"Peru imposed sanctions on Poland.", "SANCTION: Peru; > Poland;"},
      {"Norway called on Chad to release the prisoners.", "REQUEST: Norway; > Chad;"},
      {"Russian missiles killed 20 people in Ukraine.", "ASSAULT: Russia; > Ukraine;"},
      {"Norway and Chad restored diplomatic ties.", "COOPERATE: Norway; > Chad;"},
      {"The alliance between Norway and Chad is old.", ""},  // nobody did anything
      {"Israel regards Hamas as a terrorist group.", "ACCUSE: Israel; > Hamas;"},
      {"Israel regards Kenya as a close friend.", ""},                // a label without reproach
      {"Syrian rebels accused Kenya of aggression.", ""},             // they do not speak for Syria
      {"Kenya warned Somali citizens against a journey.", ""},        // nor do citizens
      {"Eritrea abducted Kenyan fishermen.", "ASSAULT: Eritrea; > Kenya;"},  // but who harms them harms their state
      {"Eritrea abducted Kenyan rebels.", ""},
      {"Turkish airstrikes on Somalia went on.", "ASSAULT: Turkey; > Somalia;"},          // whoever the noun is of
      {"Iran sanctions went on.", ""},                                                    // by Iran or on it?
      {"Polish President Jan Novak said that Peru had violated the rules.", "ACCUSE: Jan Novak; > Peru;"},
      {"Polish President Jan Novak said that Peru had not violated the rules.", ""},
      {"Polish President Jan Novak said that Peru should leave.", "REQUEST: Jan Novak; > Peru;"},
      {"The bloc is recognized as a terrorist group by Peru.", ""},
      {"Hamas is recognized as a terrorist group by Peru.", "ACCUSE: Peru; > Hamas;"},    // no support
      {"Kenyan opposition leader Jan Novak accused Kenya of aggression.", "ACCUSE: Jan Novak; > Kenya;"},
      {"Kenyan President Jan Novak accused Kenya of aggression.", ""},                    // he speaks for it
      {"Kenya held an election. The police arrested Jan Novak.", "COERCE: Kenya; > Jan Novak;"},
      {"Kenya and Peru held talks. The police arrested Jan Novak.", ""},                  // whose police?
      {"Polish President Jan Novak threatened to attack Peru.", "THREATEN: Jan Novak; > Peru;"},  // he has not
      {"Kenya accused its neighbor Somalia of aggression.", "ACCUSE: Kenya; > Somalia;"},
      {"Polish President Jan Novak called Peru's plan \"absolute nonsense\".", "ACCUSE: Jan Novak; > Peru;"},  // marks disturb trees
      {"Polish President Jan Novak said, \"Peru has betrayed us.\"", "ACCUSE: Jan Novak; > Peru;"},
      {"Polish President Jan Novak said, \"Peru has not betrayed us.\"", ""},
      {"Polish President Jan Novak said, \"We are with Peru in our thoughts.\"", "SUPPORT: Jan Novak; > Peru;"},
      {"Norway drew criticism from Chad.", "ACCUSE: Chad; > Norway;"},
      {"Norway is an important partner of Chad.", "COOPERATE: Norway; > Chad;"},
      {"Norway thanked its partners in Chad.", ""},
      {"Norway and Chad could not agree.", ""},
      {"Norway, Chad and Peru agreed on a budget.", "AGREE: Norway; > Chad; Peru;"},  // once, of the first with the others
      {"Norway and Chad signed a memorandum on fish.", "AGREE: Norway; > Chad;"},         // the noun tells what its verb would
      {"Norway discussed opportunities to work with Chad.", ""},                         // nobody does
      {"Norway accused Chad of attacking Peru.", "ACCUSE: Norway; > Chad;"},             // what is alleged is not told as done
      {"The Government of Kenya thanked Peru.", "SUPPORT: Kenya; > Peru;"},
      {"Hamas left. The militants attacked Kenya.", "ASSAULT: Hamas; > Kenya;"},         // the one armed group of the article
      {"Norway issued a call for Chad to leave.", "REQUEST: Norway; > Chad;"},
      {"Kenya withdrew from the treaty with Norway.", "REJECT: Kenya; > Norway;"},
      {"Norway supports the campaign of Kenya against Somalia.", "SUPPORT: Norway; > Kenya;"},
      {"The ministers signed an agreement between Norway and Chad.", "AGREE: Norway; > Chad;"},
      {"Jan Novak faces charges brought by Kenya.", "ACCUSE: Kenya; > Jan Novak;"},
      {"Kenya issued a subpoena for Jan Novak.", "REQUEST: Kenya; > Jan Novak;"},
      {"Jan Novak, a spokesman for Hamas, who blamed Kenya, left.", "ACCUSE: Jan Novak; > Kenya;"},
      {"Polish President Jan Novak said that Peru faced attacks.", ""},
      {"Polish President Jan Novak said that Peru had committed crimes.", "ACCUSE: Jan Novak; > Peru;"},
      {"Polish President Jan Novak called Eva Dvorak the only hope for Peru.", ""},
      {"Polish President Jan Novak wants to thank Peru.", ""},  // asks for nothing, and has not done it
      {"Thousands would return if Kenya lifted sanctions on Somalia.", ""},  // nobody says that it will
      // what is said of somebody: done, left undone, wished for
      {"Polish President Jan Novak said Peru was trying to silence its judges.", "ACCUSE: Jan Novak; > Peru;"},
      {"Polish President Jan Novak said Peru did not respect the truce.", "ACCUSE: Jan Novak; > Peru;"},
      {"\"Peru must leave,\" Polish President Jan Novak said.", "REQUEST: Jan Novak; > Peru;"},
      {"\"It is important that Peru leave the island,\" Polish President Jan Novak said.", "REQUEST: Jan Novak; > Peru;"},
      {"\"We must leave,\" Polish President Jan Novak said.", ""},
      {"\"Eva Dvorak has lied to us all,\" he said. Polish President Jan Novak left.", ""},  // who speaks is not whom his words name
      {"Polish President Jan Novak spoke. \"We strongly urge Chad to leave,\" he said.", "REQUEST: Jan Novak; > Chad;"},  // words are his, deeds his state's
      {"Jan Novak, a researcher for Human Rights Watch in Poland, said Poland had jailed him.", "ACCUSE: Jan Novak; > Poland;\nCOERCE: Poland; > Jan Novak;"},  // he does not speak for it
      // whom the clause does not name
      {"A bomb exploded in Kenya. Hamas claimed responsibility.", "ASSAULT: Hamas; > Kenya;"},
      {"Hamas carried out an attack in Nairobi.", "ASSAULT: Hamas; > Kenya;"},
      {"Kenyan police arrested Jan Novak. Norway demanded his release.", "COERCE: Kenya; > Jan Novak;\nREQUEST: Norway; > Kenya;"},
      {"Kenya expelled the envoy of Chad. Peru deplored the move.", "ACCUSE: Peru; > Kenya;\nSANCTION: Kenya; > Chad;"},
      {"They fear the Norwegian-backed Chadian troops.", "SUPPORT: Norway; > Chad;"},
      {"Kenya has increased cooperation with the navies of Chad, Peru and Norway.", "COOPERATE: Kenya; > Chad; Peru; Norway;"},
      {"Kenya demanded that Chad release the ship.", "REQUEST: Kenya; > Chad;"},
      {"Kenya insisted that it released the ship.", ""},
      {"Chad was bombed. Jan Novak said that Kenya's aggression went on.", "ACCUSE: Jan Novak; > Kenya;"},
      {"Jan Novak said that no aggression of Kenya was known.", ""},
      {"Jan Novak reiterated Norway's support for Chad.", "SUPPORT: Norway; > Chad;"},                 // whose support it is
      {"The court heard a lawsuit filed by Norway on Sunday against Kenya.", "ACCUSE: Norway; > Kenya;"},
      {"Jordan is one of several countries that criticized Kenya.", "ACCUSE: Jordan; > Kenya;"},
      {"\"I will totally destroy Kenya,\" said Polish President Jan Novak.", "THREATEN: Jan Novak; > Kenya;"},  // not done yet
      {"Kenyan President Jan Novak promotes prosperity.", ""},                                      // no stance on anything
      {"Kenya withdrew its troops from Chad. Peru opposed the withdrawal.", "REJECT: Peru; > Kenya;\nRETREAT: Kenya; > Chad;"},
      {"Norway suspended $3 million in military aid to Chad.", "SANCTION: Norway; > Chad;"},
      {"Norway does not support the plan of Kenya.", "REJECT: Norway; > Kenya;"},
      {"Norwegian troops left Kenya.", "RETREAT: Norway; > Kenya;"},
      {"Amnesty International called for Jan Novak to be released.", ""},                           // nobody knows who holds him
      {"Kenya announced a plan, which Peru rejected.", "REJECT: Peru; > Kenya;"},
      {"Jan Novak, a spokesman for Hamas, said that Hamas had lied.", ""},                           // his own
      {"Kenya and Chad failed to reach an agreement.", ""},
      {"Norway issued a statement condemning Kenya.", "ACCUSE: Norway; > Kenya;"},
      {"Jan Novak was killed in a Kenyan airstrike.", "ASSAULT: Kenya; > Jan Novak;"},
      {"Polish President Jan Novak left. The Novak administration criticized Kenya.", "ACCUSE: Poland; > Kenya;"},
      {"Norway designated twelve Kenyan officials.", "SANCTION: Norway; > Kenya;"},
      {"Norway and Chad accused each other of aggression.", "ACCUSE: Norway; > Chad;"},
      {"Norway condemned the attack in Oslo.", ""},                                                   // whoever did it
      {"Norway condemned Jan Novak's imprisonment.", ""},
      {"Norway condemned Kenya's imprisonment of Jan Novak.", "ACCUSE: Norway; > Kenya;\nCOERCE: Kenya; > Jan Novak;"},
      {"\"There will be trouble should Kenya leave,\" said Jan Novak.", ""},
      {"Jan Novak said that he feared Kenya's brutal rule.", "ACCUSE: Jan Novak; > Kenya;"},
      {"Norway and Chad approved the march.", ""},                                                  // not with one another
      {"The Global Coalition to Defeat Hamas left.", ""},                                            // a name
      {"Norway has a policy of not accusing Kenya.", ""},
      {"Polish President Jan Novak appointed Eva Dvorak as secretary.", "SUPPORT: Jan Novak; > Eva Dvorak;"},
      {"Does Norway support Kenya?", ""},
      {"\"Kenya does not need to leave,\" said Jan Novak.", ""},
      {"Kenyan Vice President Jan Novak met Kenyan President Eva Dvorak. Chad criticized the president.", "ACCUSE: Chad; > Eva Dvorak;"},  // not the vice president
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
      {"\"It was like rain on the river,\" argued the lawyer of the party, Jan Novak.", "Jan Novak"},
      {"\"It was like rain on the river,\" Jan Novak told the BBC.", "Jan Novak"},
      {"\"It was like rain on the river,\" warned the Rivers Agency's Iraq director Jan Novak.", "Jan Novak"},
      {"The Supreme Court of Kenya ruled that the vote was void.", "Supreme Court of Kenya"},
      {"The rain fell, according to a tweet on Monday by Jan Novak.", "Jan Novak"},
      {"A Polish official said that Peru was a friend.", "Poland"},  // an unnamed official counts as the state
      {"Polish President Jan Novak delivered a letter.", ""},         // a deed
      {"According to the Polish coast guard, Peru was a friend.", "Poland"},
      {"Polish officials said that Peru was a friend.", ""},          // nobody in particular
      {"The Polish government said that Peru was a friend.", "Poland"},
      {"Peru was a friend, according to the BBC.", ""},               // cited, not speaking for itself
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(speakers(c.text), c.want);
  }
}

TEST(Statements, AreWholeClausesWithoutTheMarksAround) {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"Polish President Jan Novak said that Peru was a friend.", "that Peru was a friend"},
      {"\"Peru is a friend of ours,\" Polish President Jan Novak said.", "\"Peru is a friend of ours,\""},
      {"Polish President Jan Novak said that he \"would not wait for Peru any more\".", "that he \"would not wait for Peru any more\""},
      {"Jen Novak is a minister.\n\nMS. NOVAK: We all like the rain here.\n\nQ Do you like Peru at all, Jen?", "We all like the rain here."},  // a reporter asks
      {"President Novak went to Oslo.\n\nTHE PRESIDENT: We all like the rain here.", "We all like the rain here."},
      {"Rivers in Peru\n\nPolish President Jan Novak criticized Peru.", "Polish President Jan Novak criticized Peru."},  // without the headline
      {"Polish President Jan Novak criticized Peru, saying that it had lied to him.",
       "Polish President Jan Novak criticized Peru, saying that it had lied to him.\nthat it had lied to him"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    std::string texts;
    for (const graph::Claim& claim : read(c.text).claims) {
      if (claim.kind == graph::ClaimKind::statement) texts += (texts.empty() ? "" : "\n") + claim.text;
    }
    EXPECT_EQ(texts, c.want);
  }
}

}  // namespace
}  // namespace kg::extract
