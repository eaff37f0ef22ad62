#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>

#include "base/error.hpp"
#include "graph/builder.hpp"
#include "graph/store.hpp"

namespace kg::graph {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A graph as plain lists.
struct Resolved {
  std::vector<NodeRecord> nodes;
  std::vector<EdgeRecord> edges;
  std::vector<UncertainPair> uncertain;
  std::vector<MergeReason> reasons;
};

template <class Id>
std::vector<NamedProperty> named_properties(const Graph& graph, Id id) {
  std::vector<NamedProperty> named;
  for (auto& [key, value] : graph.properties(id)) named.emplace_back(graph.name(key), std::move(value));
  return named;
}

Resolved read_back(const Graph& graph) {
  Resolved resolved{{}, {}, graph.uncertain_pairs(), graph.merge_reasons()};
  const auto key = [&](NodeId node) { return std::string(graph.node_key(node)); };
  for (std::uint32_t i = 0; i < graph.node_bound(); ++i) {
    const NodeId node{i};
    std::vector<std::string> labels;
    for (const LabelId label : graph.labels(node)) labels.emplace_back(graph.name(label));
    resolved.nodes.push_back({key(node), labels, named_properties(graph, node), graph.evidence(node)});
  }
  for (std::uint32_t i = 0; i < graph.edge_bound(); ++i) {
    const Edge edge = graph.edge(EdgeId{i});
    resolved.edges.push_back({key(edge.source), std::string(graph.name(edge.type)), key(edge.target), {},
                              named_properties(graph, EdgeId{i}), graph.evidence(EdgeId{i})});
  }
  return resolved;
}

/// Documents made by hand: entities by name, claims between them.
class Corpus {
 public:
  struct Doc {
    DocumentClaims claims;
    DocumentView view;
    std::string text;

    EntityIndex entity(EntityLabel label, const std::string& name, const std::string& key = {}, const std::string& kind = {}) {
      for (std::size_t i = 0; i < claims.entities.size(); ++i) {
        if (claims.entities[i].name == name) return static_cast<EntityIndex>(i);
      }
      Entity made;
      made.label = label;
      made.name = name;
      made.key = key;
      made.kind = kind;
      made.mentions = {{0, 1}};
      claims.entities.push_back(made);
      return static_cast<EntityIndex>(claims.entities.size() - 1);
    }
    EntityIndex person(const std::string& name) { return entity(EntityLabel::person, name); }
    EntityIndex state(const std::string& iso3, const std::string& name) { return entity(EntityLabel::state, name, "state:" + iso3); }
    EntityIndex place(const std::string& name) { return entity(EntityLabel::place, name, {}, "city"); }

    Claim& claim(ClaimKind kind, const std::string& type, const std::vector<std::pair<std::string, EntityIndex>>& arguments) {
      Claim made;
      made.kind = kind;
      made.type = type;
      made.status = kind == ClaimKind::meeting ? Status::held : Status::asserted;
      for (const auto& [role, who] : arguments) made.arguments.push_back({role, who, {}});
      const auto at = static_cast<std::uint32_t>(claims.claims.size() * 10);
      made.sentence = {at, at + 9};
      made.words = {at, at + 3};
      claims.claims.push_back(made);
      return claims.claims.back();
    }
    Claim& meeting(EntityIndex a, EntityIndex b, const std::string& date = {}) {
      Claim& made = claim(ClaimKind::meeting, "meeting", {{"participant", a}, {"participant", b}});
      if (!date.empty()) made.when.date = *Date::parse(date);
      return made;
    }
    void office(EntityIndex holder, const std::string& title, EntityIndex body) {
      claim(ClaimKind::office, title, {{"holder", holder}, {"organization", body}});
    }
  };

  Doc& add() {
    docs_.emplace_back();
    Doc& doc = docs_.back();
    doc.view.id = {docs_.size(), 0};
    doc.claims.document = doc.view.id;
    doc.view.uris = {"doc" + std::to_string(docs_.size()) + ".txt"};
    return doc;
  }

  Resolved resolve(const std::string& decisions = {}) const {
    std::vector<ReadDocument> documents;
    for (const Doc& doc : docs_) {
      std::string text = doc.text;
      text.resize(std::max<std::size_t>(text.size(), doc.claims.claims.size() * 10 + 1), ' ');  // what spans point to
      documents.push_back({{doc.view.id, doc.view.uris, doc.view.title, doc.view.published, text, {}}, doc.claims});
    }
    const Decisions parsed = decisions.empty() ? Decisions{} : Decisions::parse(decisions, "decisions.json");
    return read_back(*Graph::from_bytes(freeze(documents, parsed, ontology(), {}), "corpus.kg"));
  }

  static const ontology::Ontology& ontology() {
    static const ontology::Ontology standard = ontology::Ontology::standard();
    return standard;
  }

 private:
  std::deque<Doc> docs_;
};

std::string value(const std::vector<NamedProperty>& properties, const std::string& name) {
  for (const auto& [key, property] : properties) {
    if (key != name) continue;
    if (const auto* text = std::get_if<std::string>(&property.data)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&property.data)) return std::to_string(*number);
    if (const auto* truth = std::get_if<bool>(&property.data)) return *truth ? "true" : "false";
  }
  return "";
}

std::vector<std::string> names(const Resolved& resolved, const std::string& label) {
  std::vector<std::string> found;
  for (const NodeRecord& node : resolved.nodes) {
    if (std::find(node.labels.begin(), node.labels.end(), label) != node.labels.end()) found.push_back(value(node.properties, "name"));
  }
  return found;
}

/// "source -TYPE-> target" of all edges of `type`.
std::vector<std::string> edges(const Resolved& resolved, const std::string& type) {
  std::vector<std::string> found;
  for (const EdgeRecord& edge : resolved.edges) {
    if (edge.type == type) found.push_back(edge.source + " > " + edge.target);
  }
  return found;
}

const EdgeRecord& edge(const Resolved& resolved, const std::string& type) {
  for (const EdgeRecord& edge : resolved.edges) {
    if (edge.type == type) return edge;
  }
  throw std::runtime_error("no edge " + type);
}

TEST(ResolveHappenings, EachIsANodeWithItsPartsAndPlace) {
  Corpus corpus;
  Corpus::Doc& doc = corpus.add();
  Claim& told = doc.claim(ClaimKind::happening, "arrest",
                          {{"actor", doc.state("TUR", "Turkey")}, {"recipient", doc.person("Jan Novak")}, {"place", doc.place("Izmir")}});
  told.when.date = *Date::parse("2016-07-15");
  told.text = "Turkey arrested Jan Novak in Izmir";
  const Resolved resolved = corpus.resolve();
  EXPECT_EQ(names(resolved, "Happening"), std::vector<std::string>{"Turkey arrested Jan Novak in Izmir"});
  EXPECT_EQ(names(resolved, "Event").size(), 1U);
  std::vector<std::string> parts;
  for (const EdgeRecord& one : resolved.edges) {
    if (one.type == "PARTICIPATED_IN") parts.push_back(value(one.properties, "role"));
  }
  std::sort(parts.begin(), parts.end());
  EXPECT_EQ(parts, (std::vector<std::string>{"actor", "recipient"}));
  EXPECT_NO_THROW(edge(resolved, "HELD_AT"));
}

TEST(ResolvePeople, JoinsWaysToWriteOneNameAndKeepsOthersApart) {
  struct Case {
    const char* first;
    const char* second;
    bool same;
  };
  const Case cases[] = {
      {"Kim Jong-un", "Kim Jong Un", true},
      {"Kim Jong Un", "Kim Jongun", true},
      {"Antony J. Blinken", "Antony Blinken", true},
      {"Funakoshi Takehiro", "Takehiro Funakoshi", true},
      {"Mike Pompeo", "Michael Pompeo", true},
      {"Recep Tayyip Erdoğan", "Recep Erdogan", true},
      {"George W. Bush", "George H. W. Bush", false},
      {"Kim Jong Un", "Kim Yo Jong", false},
      {"Donald Trump", "Melania Trump", false},
      {"Sung Kim", "Kim Gunn", false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.first) + " / " + c.second);
    Corpus corpus;
    corpus.add().person(c.first);
    corpus.add().person(c.second);
    EXPECT_EQ(names(corpus.resolve(), "Person").size(), c.same ? 1U : 2U);
  }
}

TEST(ResolvePeople, NearSpellingNeedsOneOffice) {
  for (const bool office : {false, true}) {
    Corpus corpus;
    for (const char* name : {"Blaise Campaore", "Blaise Compaore"}) {
      Corpus::Doc& doc = corpus.add();
      const EntityIndex who = doc.person(name);
      if (office) doc.office(who, "President", doc.state("BFA", "Burkina Faso"));
    }
    const Resolved resolved = corpus.resolve();
    EXPECT_EQ(names(resolved, "Person").size(), office ? 1U : 2U);
    EXPECT_EQ(resolved.uncertain.size(), office ? 0U : 1U);
    if (office) {
      ASSERT_EQ(resolved.reasons.size(), 1U);
      EXPECT_THAT(resolved.reasons[0].reason, HasSubstr("near spelling, same office"));
    }
  }
}

TEST(ResolvePeople, FamilyNameAloneNeedsTheOffice) {
  Corpus corpus;
  Corpus::Doc& full = corpus.add();
  full.office(full.person("Barack Obama"), "President", full.state("USA", "United States"));
  Corpus::Doc& single = corpus.add();
  single.office(single.person("Obama"), "President", single.state("USA", "United States"));
  corpus.add().person("Obama");  // the same key as the one above
  EXPECT_THAT(names(corpus.resolve(), "Person"), ElementsAre("Barack Obama"));
  Corpus doubtful;
  doubtful.add().person("Barack Obama");
  doubtful.add().person("Obama");
  const Resolved resolved = doubtful.resolve();
  EXPECT_EQ(names(resolved, "Person").size(), 2U);
  ASSERT_EQ(resolved.uncertain.size(), 1U);
  EXPECT_EQ(resolved.uncertain[0].first, "person:barack obama");
  EXPECT_EQ(resolved.uncertain[0].second, "person:obama");
}

TEST(ResolvePeople, FamilyNameJoinsWhomNearlyAllClaimsMean) {
  for (const int slips : {1, 3}) {
    SCOPED_TRACE(slips);
    Corpus corpus;
    for (int i = 0; i < 9; ++i) {
      Corpus::Doc& full = corpus.add();
      full.office(full.person("Barack Obama"), "President", full.state("USA", "United States"));
    }
    for (int i = 0; i < slips; ++i) {  // "President Obama and Michelle Obama", read wrongly
      Corpus::Doc& slip = corpus.add();
      slip.office(slip.person("Michelle Obama"), "President", slip.state("USA", "United States"));
    }
    Corpus::Doc& single = corpus.add();
    single.office(single.person("Obama"), "President", single.state("USA", "United States"));
    EXPECT_EQ(names(corpus.resolve(), "Person").size(), slips == 1 ? 2U : 3U);
  }
}

TEST(ResolveOrganizations, HoweverTheyWriteTheirState) {
  Corpus corpus;
  for (const char* name : {"U.S. Embassy", "US Embassy", "United States Embassy", "Embassy"}) corpus.add().entity(EntityLabel::organization, name);
  EXPECT_EQ(names(corpus.resolve(), "Organization").size(), 2U);
}

TEST(ResolveMeetings, JoinByParticipantsDateAndPlace) {
  struct Case {
    const char* what;
    const char* first_date;
    const char* second_date;
    const char* first_place;
    const char* second_place;
    std::size_t meetings;
    bool one_document;
  };
  const Case cases[] = {
      {"same day", "2018-06-12", "2018-06-12", "", "", 1, false},
      {"different days", "2018-06-12", "2018-06-13", "Singapore", "Singapore", 2, false},
      {"month and day in one document", "2018-06", "2018-06-12", "", "", 1, true},
      {"different places", "2018-06", "2018-06", "Hanoi", "Singapore", 2, true},
      {"undated in one document", "", "2018-06-12", "", "", 1, true},
      {"undated in another document", "", "2018-06-12", "", "", 2, false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    Corpus corpus;
    Corpus::Doc* doc = &corpus.add();
    const auto add = [&](const char* date, const char* place) {
      Claim& claim = doc->meeting(doc->person("Donald Trump"), doc->person("Kim Jong Un"), date);
      if (*place != '\0') claim.arguments.push_back({"place", doc->place(place), {}});
    };
    add(c.first_date, c.first_place);
    if (!c.one_document) doc = &corpus.add();
    add(c.second_date, c.second_place);
    EXPECT_EQ(names(corpus.resolve(), "Meeting").size(), c.meetings);
  }
}

TEST(ResolveMeetings, ThreeTimesIsOneReportAndCountsInMet) {
  Corpus corpus;
  Corpus::Doc& doc = corpus.add();
  const EntityIndex trump = doc.person("Donald Trump"), kim = doc.person("Kim Jong Un");
  doc.meeting(trump, kim, "2018-06-12");
  doc.meeting(trump, kim).times = 3;
  const Resolved resolved = corpus.resolve();
  EXPECT_EQ(names(resolved, "Meeting").size(), 2U);
  const EdgeRecord& met = edge(resolved, "MET");
  EXPECT_EQ(value(met.properties, "times"), "3");
  EXPECT_EQ(value(met.properties, "first"), "2018-06-12");
}

TEST(ResolveMeetings, PlannedAndDeniedOnesAreNotMet) {
  for (const Status status : {Status::planned, Status::proposed, Status::cancelled, Status::denied}) {
    Corpus corpus;
    Corpus::Doc& doc = corpus.add();
    doc.meeting(doc.person("Donald Trump"), doc.person("Kim Jong Un"), "2018-06-12").status = status;
    const Resolved resolved = corpus.resolve();
    EXPECT_THAT(edges(resolved, "MET"), IsEmpty());
    EXPECT_EQ(names(resolved, "Meeting").size(), 1U);
  }
}

TEST(Resolve, AnEventIsOneEdgeWithAllItsEvidence) {
  Corpus corpus;
  for (int i = 0; i < 2; ++i) {
    Corpus::Doc& doc = corpus.add();
    doc.claim(ClaimKind::event, "ACCUSE", {{"actor", doc.state("JPN", "Japan")}, {"recipient", doc.state("PRK", "North Korea")}});
  }
  const Resolved resolved = corpus.resolve();
  EXPECT_THAT(edges(resolved, "ACCUSE"), ElementsAre("state:JPN > state:PRK"));
  const EdgeRecord& accuse = edge(resolved, "ACCUSE");
  EXPECT_EQ(accuse.evidence.size(), 2U);
  EXPECT_EQ(value(accuse.properties, "event"), "true");
  EXPECT_EQ(value(accuse.properties, "reports"), "2");
}

TEST(Decisions, AreReplayed) {
  Corpus corpus;
  Corpus::Doc& first = corpus.add();
  first.text = "Trump met Kim in Singapore.";
  first.meeting(first.person("Donald Trump"), first.person("Kim Jong Un")).sentence = {0, 27};
  corpus.add().person("The Donald");
  EXPECT_THAT(names(corpus.resolve(), "Person"), ElementsAre("Donald Trump", "Kim Jong Un", "The Donald"));
  EXPECT_THAT(names(corpus.resolve(R"({"decisions": [{"kind": "merge", "names": ["Donald Trump", "The Donald"]}]})"), "Person"),
              ElementsAre("Donald Trump", "Kim Jong Un"));
  EXPECT_THAT(names(corpus.resolve(R"({"decisions": [{"kind": "rename", "names": ["The Donald"], "to": "Someone"}]})"), "Person"),
              Contains("Someone"));
  EXPECT_THAT(names(corpus.resolve(R"({"decisions": [{"kind": "retype", "names": ["The Donald"], "to": "Organization"}]})"), "Organization"),
              ElementsAre("The Donald"));
  EXPECT_THAT(names(corpus.resolve(R"({"decisions": [{"kind": "reject", "claim": "met Kim"}]})"), "Meeting"), IsEmpty());
}

TEST(Decisions, SplitKeepsOneDocumentsPersonApart) {
  Corpus corpus;
  corpus.add().person("John Smith");
  Corpus::Doc& other = corpus.add();
  other.person("John Smith");
  EXPECT_EQ(names(corpus.resolve(), "Person").size(), 1U);
  const std::string split = R"({"decisions": [{"kind": "split", "names": ["John Smith"], "document": ")" + other.view.id.hex() + R"("}]})";
  EXPECT_EQ(names(corpus.resolve(split), "Person").size(), 2U);
}

TEST(Decisions, SayWhatIsWrongAndWhere) {
  struct Case {
    const char* json;
    const char* message;
  };
  const Case cases[] = {
      {"[]", "decision at '': must be an object with a member 'decisions'"},
      {R"({"decision": []})", "decision at '/decision': is not a known member"},
      {R"({"decisions": {}})", "decision at '/decisions': must be an array"},
      {R"({"decisions": [1]})", "decision at '/decisions/0': must be an object"},
      {R"({"decisions": [{"kind": "join"}]})",
       "decision at '/decisions/0/kind': must be one of merge, split, rename, retype, reject, not 'join'"},
      {R"({"decisions": [{"kind": "merge", "names": ["a"]}]})", "decision at '/decisions/0/names': merge takes at least 2"},
      {R"({"decisions": [{"kind": "merge", "names": ["a", 1]}]})", "decision at '/decisions/0/names/1': must be a non-empty string"},
      {R"({"decisions": [{"kind": "rename", "names": ["a"]}]})", "decision at '/decisions/0/to': rename needs it"},
      {R"({"decisions": [{"kind": "retype", "names": ["a"], "to": "Dog"}]})",
       "decision at '/decisions/0/to': must be one of Person, Organization, State, Place, Policy, not 'Dog'"},
      {R"({"decisions": [{"kind": "split", "names": ["a"]}]})",
       "decision at '/decisions/0/document': split needs the document whose mention is kept apart"},
      {R"({"decisions": [{"kind": "split", "names": ["a"], "document": "xyz"}]})",
       "decision at '/decisions/0/document': must be a document id of 32 hexadecimal digits, not 'xyz'"},
      {R"({"decisions": [{"kind": "reject"}]})", "decision at '/decisions/0/claim': reject needs it"},
      {R"({"decisions": [{"kind": "reject", "claim": "x", "who": "y"}]})", "decision at '/decisions/0/who': is not a known member"},
      {"{", "not valid JSON: Missing a name for object member."},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.json);
    try {
      Decisions::parse(c.json, "decisions.json");
      ADD_FAILURE() << "accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.message(), c.message);
      EXPECT_EQ(error.source(), "decisions.json");
      EXPECT_FALSE(error.hint().empty());
    }
  }
}

}  // namespace
}  // namespace kg::graph
