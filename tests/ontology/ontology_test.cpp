#include "ontology/ontology.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "base/utf8.hpp"

namespace kg::ontology {
namespace {

namespace fs = std::filesystem;

const Ontology& standard() {
  static const Ontology ontology = Ontology::standard();
  return ontology;
}

std::string dump(const std::vector<Ontology::Meaning>& meanings) {
  constexpr const char* via[] = {"name", "alias", "capital", "metonym", "demonym"};
  std::string out;
  for (const Ontology::Meaning& m : meanings) {
    out += (out.empty() ? "" : " ") + std::string(m.id) + "/" + via[static_cast<int>(m.via)];
    if (m.ambiguous) out += "?";
    if (m.acronym) out += "!";
  }
  return out;
}

TEST(Ontology, FindsWhatANameStandsFor) {
  struct Case {
    const char* name;
    const char* want;
  };
  const Case cases[] = {
      {"North Korea", "state:PRK/name"},
      {"Democratic People’s Republic of Korea", "state:PRK/alias"},
      {"DPRK", "state:PRK/alias!"},
      {"North Koreans", "state:PRK/demonym"},
      {"Burma", "state:MMR/alias"},
      {"CÔTE D'IVOIRE", "state:CIV/alias"},
      {"Britons", "state:GBR/demonym"},
      {"Pyongyang", "state:PRK/capital place:pyongyang/name"},
      {"Kiev", "state:UKR/capital place:kyiv/alias"},
      {"Kremlin", "state:RUS/metonym"},
      {"Georgia", "state:GEO/name? place:georgia-us/name?"},
      {"US", "state:USA/alias?!"},
      {"Jordan", "state:JOR/name?"},
      {"U.N.", "org:united-nations/alias!"},
      {"Atlantis", ""},
      {"", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(dump(standard().find(fold_name(c.name))), c.want);
  }
  EXPECT_GE(standard().longest_name(), 6u);
}

TEST(Ontology, MeaningsOutliveTheOntologyTheyCameFrom) {
  Ontology copy = standard();
  const Ontology moved = std::move(copy);
  ASSERT_FALSE(moved.find("japan").empty());
  EXPECT_EQ(moved.find("japan").front().id, "state:JPN");
  EXPECT_EQ(moved.state("state:JPN")->name, "Japan");
  EXPECT_EQ(moved.state("state:XXX"), nullptr);
}

TEST(Ontology, KnowsEveryStateOfIso3166) {
  std::ifstream in("/usr/share/iso-codes/json/iso_3166-1.json");
  if (!in) GTEST_SKIP() << "the package iso-codes is not installed";
  std::stringstream text;
  text << in.rdbuf();
  rapidjson::Document iso;
  iso.Parse(text.str());
  ASSERT_FALSE(iso.HasParseError());

  std::map<std::string, std::set<std::string>> iso_names;  // by alpha-3, folded
  std::map<std::string, std::string> alpha2;
  for (const auto& entry : iso["3166-1"].GetArray()) {
    const std::string code = entry["alpha_3"].GetString();
    alpha2[code] = entry["alpha_2"].GetString();
    for (const char* key : {"name", "official_name", "common_name"})
      if (entry.HasMember(key)) iso_names[code].insert(fold_name(entry[key].GetString()));
  }
  // ISO lists these under names that no text uses.
  const std::set<std::string> inverted = {"COD", "PSE", "VAT"};
  std::size_t members = 0;
  for (const State& state : standard().states) {
    SCOPED_TRACE(state.id);
    if (state.kind == "member") ++members;
    if (state.kind == "member" || state.kind == "observer") {
      ASSERT_TRUE(alpha2.contains(state.iso3));
    }
    if (!alpha2.contains(state.iso3)) {
      EXPECT_TRUE(state.kind == "former" || state.iso3.starts_with("X")) << "neither ISO nor user-assigned";
      continue;
    }
    EXPECT_EQ(state.iso2, alpha2[state.iso3]);
    bool known = inverted.contains(state.iso3);
    for (const std::string& name : iso_names[state.iso3])
      for (const Ontology::Meaning& m : standard().find(name)) known |= m.id == state.id;
    EXPECT_TRUE(known) << "no name of ISO finds it";
  }
  EXPECT_EQ(members, 193u);
}

TEST(Ontology, HasUsableStates) {
  for (const State& state : standard().states) {
    SCOPED_TRACE(state.id);
    EXPECT_FALSE(state.name.empty());
    if (state.kind == "member") {
      EXPECT_FALSE(state.capital.empty());
      EXPECT_FALSE(state.demonyms.empty());
    }
    for (const std::string& word : state.ambiguous) {
      bool found = word == state.name;
      for (const auto* list : {&state.aliases, &state.demonyms})
        found |= std::find(list->begin(), list->end(), word) != list->end();
      EXPECT_TRUE(found) << word;
    }
  }
}

TEST(Ontology, HasTheSixteenEventTypes) {
  const std::vector<std::string> names = {"AGREE",   "CONSULT", "SUPPORT", "CONCEDE",  "COOPERATE", "AID",      "RETREAT", "REQUEST",
                                          "ACCUSE",  "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT"};
  std::set<std::string> used;
  for (const Frame& frame : standard().frames) used.insert(frame.event);
  EXPECT_EQ(standard().events.size(), names.size());
  for (const std::string& name : names) {
    SCOPED_TRACE(name);
    ASSERT_NE(standard().event(name), nullptr);
    EXPECT_TRUE(used.contains(name)) << "no frame";
    const double score = standard().event(name)->score;
    EXPECT_EQ(score > 0, standard().event(name)->quad.ends_with("cooperation"));
  }
}

TEST(Ontology, FindsOfficesByAnyWriting) {
  EXPECT_EQ(standard().office("fm")->title, "foreign minister");
  EXPECT_EQ(standard().office("gen")->title, "general");
  EXPECT_EQ(standard().office("plumber"), nullptr);
}

// The beginning of the word in any of its forms, as far as spelling can tell.
std::string stem(const std::string& word) {
  static const std::map<std::string, std::string> irregular = {
      {"break", "brok"}, {"build", "built"}, {"buy", "bought"}, {"come", "came"}, {"cut", "cut"}, {"fight", "fought"}, {"find", "found"},
      {"forgive", "forgav"}, {"give", "gav"}, {"go", "went"}, {"hold", "held"}, {"lay", "laid"}, {"leave", "left"}, {"meet", "met"},
      {"rise", "rose"}, {"run", "ran"}, {"see", "saw"}, {"seek", "sought"}, {"sell", "sold"}, {"send", "sent"}, {"set", "set"}, {"shake", "shook"},
      {"shoot", "shot"}, {"sit", "sat"}, {"speak", "spok"}, {"stand", "stood"}, {"strike", "str"}, {"swear", "sw"}, {"take", "took"}, {"tell", "told"},
      {"withdraw", "withdr"}, {"withhold", "withhe"}, {"become", "becam"}, {"think", "thought"}, {"say", "sa"}, {"feed", "fed"}, {"blow", "blew"},
      {"steal", "stole"}, {"lend", "lent"}, {"choose", "chose"}, {"fly", "fl"}, {"get", "g"}, {"freeze", "fro"}, {"pay", "paid"}, {"spy", "spie"}};
  const auto found = irregular.find(word);
  if (found != irregular.end()) return found->second;
  return word.size() > 3 ? word.substr(0, word.size() - 1) : word;
}

TEST(Ontology, FrameExamplesHoldTheirTriggers) {
  for (const Frame& frame : standard().frames) {
    EXPECT_FALSE(frame.examples.empty()) << frame.id;
    for (const std::string& example : frame.examples) {
      const std::string folded = " " + fold_name(example) + " ";
      bool found = false;
      for (const std::string& lemma : frame.lemmas) {
        const std::string word = fold_name(lemma);
        const std::string first = word.substr(0, word.find(' '));
        found |= folded.find(" " + stem(first)) != std::string::npos || folded.find(" " + first) != std::string::npos;
      }
      EXPECT_TRUE(found) << frame.id << ": " << example;
    }
  }
  EXPECT_GE(standard().frames.size(), 400u);
}

TEST(Ontology, GivesFiguresOnlyKnownOffices) {
  for (const Figure& figure : standard().people)
    for (const std::string& title : figure.offices) {
      const Office* office = standard().office(fold_name(title));
      EXPECT_TRUE(office && office->title == title) << figure.name << ": " << title;
    }
}

TEST(Ontology, KnowsWhoseOfficeAFamousNameHolds) {
  struct Case {
    const char *title, *name, *want;
  };
  const Case cases[] = {
      {"President", "Obama", "state:USA"},
      {"Prime Minister", "Boris Johnson", "state:GBR"},
      {"prime minister", "Johnson", "state:GBR"},
      {"President", "Johnson", "state:USA"},  // other people of that name
      {"President", "Kim Jong-un", "state:PRK"},
      {"President", "Kim", ""},               // Koreans of both states
      {"Prime Minister", "Rajoy", "state:ESP"},
      {"Mayor", "Rajoy", ""},                 // a family name with another office
      {"Secretary-General", "Ban Ki-moon", "org:united-nations"},
      {"President", "Nobody", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.title) + " " + c.name);
    EXPECT_EQ(standard().whose(fold_name(c.title), fold_name(c.name)), c.want);
  }
}

struct Thrown {
  std::string what, hint;
};

Thrown thrown(const std::map<std::string, std::string>& files) {
  try {
    Ontology::load(files);
  } catch (const Error& error) {
    return {error.what(), error.hint()};
  }
  return {"nothing thrown", ""};
}

TEST(OntologyLoad, SaysWhatDoesNotFit) {
  const std::string frame = R"({"id": "a", "trigger": "verb", "lemmas": ["x"], "kind": "event", "event": "AID")";
  struct Case {
    const char* file;
    std::string json;
    const char* want;
  };
  const Case cases[] = {
      {"frames-mine.json", "[", "frames-mine.json: not JSON: Invalid value"},
      {"frames-mine.json", "", "frames-mine.json: not JSON: The document is empty"},
      {"frames-mine.json", "{}", "frames-mine.json: the file is not of type array"},
      {"frames-mine.json", R"([{"id": "a", "trigger": "verb", "kind": "event"}])", "frames-mine.json: /0 has no 'lemmas'"},
      {"frames-mine.json", "[" + frame + R"(, "colour": 1}])", "frames-mine.json: /0/colour is not a member that the schema knows"},
      {"frames-mine.json", R"([{"id": "a", "trigger": "verbs", "lemmas": ["x"], "kind": "event"}])",
       "frames-mine.json: /0/trigger has the value 'verbs', which is none of: verb, noun, adjective"},
      {"frames-mine.json", R"([{"id": "a", "trigger": "verb", "lemmas": [], "kind": "event"}])",
       "frames-mine.json: /0/lemmas is empty"},
      {"frames-mine.json", R"([{"id": "a", "trigger": "verb", "lemmas": ["Run"], "kind": "event"}])",
       "frames-mine.json: /0/lemmas/0 has the value 'Run', which does not have the right form"},
      {"frames-mine.json", "[" + frame + R"(, "roles": {"actor": ["the subject"]}}])",
       "frames-mine.json: /0/roles/actor/0 has the value 'the subject', which does not have the right form"},
      {"frames-mine.json", "[" + frame + R"(, "required": ["actor"]}])",
       "frames-mine.json: /0/required names the role 'actor', which 'roles' does not have"},
      {"frames-mine.json", "[" + frame + R"(, "light_verbs": ["have"]}])",
       "frames-mine.json: /0/light_verbs stands at a verb; only nouns and adjectives have light verbs"},
      {"frames-mine.json", R"([{"id": "a", "trigger": "verb", "lemmas": ["x"], "kind": "event"}])",
       "frames-mine.json: /0 is an event and has no 'event'"},
      {"frames-mine.json", R"([{"id": "a", "trigger": "verb", "lemmas": ["x"], "kind": "meeting"}])",
       "frames-mine.json: /0 is a meeting and has no 'meeting'"},
      {"frames-mine.json", R"([{"id": "a", "trigger": "verb", "lemmas": ["x"], "kind": "event", "event": "HELP"}])",
       "frames-mine.json: /0/event names 'event HELP', which is not defined"},
      {"frames-mine.json", "[" + frame + R"(, "mode": "dance"}])",
       "frames-mine.json: /0/mode is 'dance', which is no mode of 'AID'"},
      {"frames-mine.json", "[" + frame + "}, " + frame + "}]",
       "frames-mine.json: /1 has the id 'frame a', which frames-mine.json at /0 has already"},
      {"states.json", R"([{"id": "state:ABC", "iso2": "", "iso3": "ABD", "name": "A", "official": "A", "kind": "other"}])",
       "states.json: /0 has the id 'state:ABC', which is not 'state:ABD'"},
      {"metonyms.json", R"([{"name": "Big House", "stands_for": "org:nobody"}])",
       "metonyms.json: /0/stands_for names 'org:nobody', which is not defined"},
      {"places.json", R"([{"id": "place:x", "name": "X", "kind": "planet"}])",
       "places.json: /0/kind has the value 'planet', which is none of: city, region, venue, continent, water"},
      {"lexicon.json", R"({"family_first": ["state:QQQ"]})", "lexicon.json: /family_first/0 names 'state:QQQ', which is not defined"},
      {"frames-mine.json", std::string(100'000, '['), "frames-mine.json: nested deeper than 32 levels"},
      {"words.json", "{}", "words.json: not a file of an ontology"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.json.substr(0, 200));
    EXPECT_EQ(thrown({{c.file, c.json}}).what, c.want);
  }
  EXPECT_EQ(thrown({{"words.json", "{}"}}).hint,
            "known are states.json, places.json, organizations.json, metonyms.json, offices.json, people.json, "
            "events.json, frames.json, lexicon.json and frames-*.json");
  EXPECT_EQ(thrown({{"frames-mine.json", "{}"}}).hint,
            "ontology/schema/frames.schema.json says what a file of this kind may hold");
}

// The built-in files are not held against their schemas at every start; read from disk they are.
TEST(OntologyLoad, TheBuiltInFilesKeepToTheirSchemas) {
  const Ontology read = Ontology::load(std::string(KG_SOURCE_DIR) + "/ontology/data");
  EXPECT_EQ(read.fingerprint, standard().fingerprint);
}

TEST(OntologyLoad, AddsFramesAndReplacesFiles) {
  const std::string mine = R"([{"id": "waltz.verb", "trigger": "verb", "lemmas": ["waltz"], "kind": "meeting", "meeting": "meeting",
    "event": "CONSULT", "roles": {"actor": ["nsubj"], "recipient": ["obl:with"]}, "required": ["recipient"]}])";
  const Ontology added = Ontology::load(std::map<std::string, std::string>{{"frames-mine.json", mine}});
  EXPECT_EQ(added.frames.size(), standard().frames.size() + 1);
  EXPECT_NE(added.fingerprint, standard().fingerprint);
  EXPECT_EQ(Ontology::standard().fingerprint, standard().fingerprint);
  const Frame& last = added.frames.back();
  EXPECT_EQ(last.id, "waltz.verb");
  ASSERT_EQ(last.roles.size(), 2u);
  EXPECT_EQ(last.roles[0].required, false);
  EXPECT_EQ(last.roles[1].required, true);

  const Ontology replaced = Ontology::load(std::map<std::string, std::string>{{"frames.json", mine}, {"metonyms.json", "[]"}});
  EXPECT_EQ(replaced.frames.size(), 1u);
  EXPECT_EQ(dump(replaced.find("kremlin")), "");
}

class OntologyFolder : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("ontology_" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(OntologyFolder, IsReadFromDisk) {
  EXPECT_THROW(
      try { Ontology::load(folder_.string()); } catch (const Error& error) {
        EXPECT_EQ(error.message(), "holds no JSON file");
        EXPECT_EQ(error.source(), folder_.string());
        throw;
      },
      Error);
  std::ofstream(folder_ / "offices.json") << R"([{"title": "archon", "rank": "head_of_state"}])";
  std::ofstream(folder_ / "notes.txt") << "not read";
  EXPECT_EQ(Ontology::load(folder_.string()).offices.size(), 1u);
  EXPECT_EQ(Ontology::load((folder_ / "offices.json").string()).offices.size(), 1u);
  EXPECT_THROW(
      try { Ontology::load((folder_ / "none").string()); } catch (const Error& error) {
        EXPECT_EQ(error.message(), "no such ontology folder");
        throw;
      },
      Error);
}

}  // namespace
}  // namespace kg::ontology
