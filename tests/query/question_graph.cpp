#include "tests/query/question_graph.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/hash.hpp"

namespace kg::query {
namespace {

using graph::Evidence;
using graph::MemoryGraph;
using graph::NamedProperty;
using graph::NodeId;
using graph::PropertyList;
using graph::PropertyValue;

class Maker {
 public:
  explicit Maker(MemoryGraph& graph) : graph_(graph) {}

  void node(const std::string& name, const std::vector<std::string>& labels, const std::vector<std::string>& aliases = {}, const std::string& kind = {}) {
    PropertyList list;
    for (const std::string& alias : aliases) list.emplace_back(alias);
    std::vector<NamedProperty> properties{{"name", name}, {"aliases", list}};
    if (!kind.empty()) properties.emplace_back("kind", kind);
    nodes_[name] = graph_.add_node(labels, properties);
  }
  /// Somebody of whom an article tells what no relation holds.
  void told(const std::string& name, const std::string& alias, const std::string& text) {
    nodes_[name] = graph_.add_node({"Person", "Actor"}, {{"name", name}, {"aliases", PropertyList{alias}}}, said(text, alias));
  }
  void person(const std::string& name, const std::vector<std::string>& aliases = {}) { node(name, {"Person", "Actor"}, aliases); }

  /// Evidence: the sentence with the words that say it; each call makes one document of it.
  std::vector<Evidence> said(const std::string& sentence, std::string_view words) {
    const std::size_t at = sentence.find(words);
    const auto begin = static_cast<std::uint32_t>(at == std::string::npos ? 0 : at);
    graph::DocumentView view;
    view.id = hash128(sentence);
    view.uris = {"article" + std::to_string(++documents_) + ".txt"};
    view.title = "Article " + std::to_string(documents_);
    view.published = *Date::parse("2019-07-01");
    const graph::DocumentIndex document = graph_.add_document(view, sentence);
    return {{document, {0, static_cast<std::uint32_t>(sentence.size())}, {begin, static_cast<std::uint32_t>(begin + words.size())}, std::nullopt}};
  }

  static void put_date(std::vector<NamedProperty>& properties, const std::string& iso) {
    if (iso.empty()) return;
    const Date date = *Date::parse(iso);
    properties.emplace_back("date", iso);
    properties.emplace_back("date_from", date.first_day().iso());
    properties.emplace_back("date_to", date.last_day().iso());
  }

  void meeting(const std::string& kind, const std::vector<std::string>& who, const std::string& date, const std::string& place, const std::string& status,
               const std::string& sentence, const std::string& words, const std::string& host = {}, const std::string& topic = {}) {
    std::string name = kind + ":";
    for (const std::string& one : who) name += (&one == &who.front() ? " " : ", ") + one;
    if (!date.empty()) name += " (" + date + ")";
    std::vector<NamedProperty> properties{{"name", name}, {"kind", kind}, {"status", status}, {"times", std::int64_t{1}}};
    put_date(properties, date);
    const std::vector<Evidence> why = said(sentence, words);
    const NodeId meeting = graph_.add_node({"Meeting", "Event"}, properties, why);
    for (const std::string& one : who) graph_.add_edge(nodes_.at(one), "PARTICIPATED_IN", meeting, {{"role", std::string(one == host ? "host" : "participant")}}, why);
    if (!place.empty()) graph_.add_edge(meeting, "HELD_AT", nodes_.at(place), {}, why);
    if (!topic.empty()) graph_.add_edge(meeting, "ABOUT", nodes_.at(topic), {}, why);
  }

  void happening(const std::string& kind, const std::string& actor, const std::string& recipient, const std::string& date, const std::string& sentence, const std::string& words) {
    std::vector<NamedProperty> properties{{"name", sentence}, {"kind", kind}, {"status", std::string("asserted")}, {"text", sentence}};
    put_date(properties, date);
    const std::vector<Evidence> why = said(sentence, words);
    const NodeId happening = graph_.add_node({"Happening", "Event"}, properties, why);
    if (!actor.empty()) graph_.add_edge(nodes_.at(actor), "PARTICIPATED_IN", happening, {{"role", std::string("actor")}}, why);
    if (!recipient.empty()) graph_.add_edge(nodes_.at(recipient), "PARTICIPATED_IN", happening, {{"role", std::string("recipient")}}, why);
  }

  void met(const std::string& a, const std::string& b, std::int64_t times) { graph_.add_edge(nodes_.at(a), "MET", nodes_.at(b), {{"times", times}}); }

  void office(const std::string& who, const std::string& title, const std::string& of, bool former = false) {
    graph_.add_edge(nodes_.at(who), "HOLDS_OFFICE", nodes_.at(of), {{"title", title}, {"former", former}}, said(who + ", " + (former ? "former " : "") + title + " of " + of + ".", title));
  }

  void event(const std::string& a, const std::string& type, const std::string& b, const std::string& date, const std::string& status, const std::string& sentence,
             const std::string& words, const std::string& text = {}) {
    std::vector<NamedProperty> properties{{"event", true}, {"status", status}};
    if (!text.empty()) properties.emplace_back("text", text);
    put_date(properties, date);
    graph_.add_edge(nodes_.at(a), type, nodes_.at(b), properties, said(sentence, words));
  }

  void statement(const std::string& who, const std::string& text, const std::vector<std::string>& about, const std::string& date) {
    std::vector<NamedProperty> properties{{"name", text}, {"text", text}, {"quote", true}};
    put_date(properties, date);
    const std::vector<Evidence> why = said(who + " said: \"" + text + "\"", "said");
    const NodeId statement = graph_.add_node({"Statement"}, properties, why);
    graph_.add_edge(nodes_.at(who), "SAID", statement, {{"status", std::string("asserted")}}, why);
    for (const std::string& topic : about) graph_.add_edge(statement, "ABOUT", nodes_.at(topic), {}, why);
  }

  void edge(const std::string& a, const std::string& type, const std::string& b) { graph_.add_edge(nodes_.at(a), type, nodes_.at(b)); }

 private:
  MemoryGraph& graph_;
  std::map<std::string, NodeId> nodes_;
  int documents_ = 0;
};

}  // namespace

std::unique_ptr<graph::MemoryGraph> question_graph() {
  auto graph = std::make_unique<MemoryGraph>();
  Maker make(*graph);
  make.person("Donald Trump", {"Trump", "President Trump"});
  make.person("Kim Jong Un", {"Kim", "Kim Jong-un"});
  make.person("Kim Yo Jong", {"Kim"});
  make.person("Mike Pompeo", {"Pompeo"});
  make.person("Shinzo Abe", {"Abe"});
  make.person("Moon Jae-in", {"Moon"});
  make.person("Taro Kono", {"Kono"});
  make.person("Recep Tayyip Erdoğan", {"Erdoğan"});
  for (const char* state : {"United States", "North Korea", "South Korea", "Japan"}) make.node(state, {"State", "Actor", "Place"});
  make.node("European Union", {"Organization", "Actor"}, {"EU"}, "igo");
  make.node("Singapore", {"Place"}, {}, "city");
  make.node("Panmunjom", {"Place"}, {}, "venue");
  make.node("Pyongyang", {"Place"}, {}, "city");
  make.node("Tokyo", {"Place"}, {}, "city");
  make.edge("Tokyo", "LOCATED_IN", "Japan");
  make.edge("Panmunjom", "LOCATED_IN", "South Korea");
  make.edge("Pyongyang", "CAPITAL_OF", "North Korea");
  make.node("United Nations", {"Organization", "Actor"}, {"UN"}, "igo");
  make.edge("Japan", "MEMBER_OF", "United Nations");
  make.edge("South Korea", "MEMBER_OF", "United Nations");
  make.node("Tokyo Forum", {"Organization", "Actor"});
  make.node("denuclearization", {"Policy"}, {"denuclearisation"});
  make.node("abductions", {"Policy"}, {"the abduction issue"});
  make.node("missile launches", {"Policy"});

  make.meeting("summit", {"Donald Trump", "Kim Jong Un"}, "2018-06-12", "Singapore", "held", "Trump and Kim held a summit in Singapore on June 12, 2018.", "summit");
  make.meeting("meeting", {"Donald Trump", "Kim Jong Un"}, "2019-06-30", "Panmunjom", "held", "Trump met Kim at Panmunjom on June 30, 2019.", "met");
  make.meeting("meeting", {"Mike Pompeo", "Kim Jong Un", "North Korea"}, "2018-04", "Pyongyang", "held", "Pompeo met Kim in Pyongyang in April 2018.", "met");
  make.meeting("call", {"Moon Jae-in", "Donald Trump"}, "2019-05-07", "", "held", "Moon spoke with Trump by phone on May 7, 2019.", "spoke");
  make.meeting("talks", {"Moon Jae-in", "Kim Jong Un"}, "2018-04-27", "Panmunjom", "held", "Moon hosted Kim for talks about denuclearization at Panmunjom on April 27, 2018.", "talks",
               "Moon Jae-in", "denuclearization");
  make.meeting("meeting", {"Shinzo Abe", "Kim Jong Un"}, "2019-09", "", "planned", "Abe plans to meet Kim in September 2019.", "meet");
  make.meeting("meeting", {"Shinzo Abe", "Kim Yo Jong"}, "", "", "denied", "Abe denied that he had met Kim Yo Jong.", "met");
  make.meeting("visit", {"Taro Kono", "South Korea"}, "2019-03", "", "held", "Kono visited South Korea in March 2019.", "visited");
  make.meeting("meeting", {"Taro Kono", "Shinzo Abe"}, "2019-02-01", "Tokyo", "held", "Kono met Abe in Tokyo on February 1, 2019.", "met");
  make.met("Donald Trump", "Kim Jong Un", 3);
  make.met("Mike Pompeo", "Kim Jong Un", 1);
  make.met("Taro Kono", "Shinzo Abe", 1);
  make.met("Moon Jae-in", "Donald Trump", 1);

  make.office("Donald Trump", "president", "United States");
  make.office("Mike Pompeo", "secretary of state", "United States");
  make.office("Mike Pompeo", "director", "United States", true);
  make.office("Kim Jong Un", "leader", "North Korea");
  make.office("Shinzo Abe", "prime minister", "Japan");
  make.office("Taro Kono", "foreign minister", "Japan");
  make.office("Moon Jae-in", "president", "South Korea");

  make.event("Japan", "ACCUSE", "North Korea", "2019-05-10", "asserted", "Japan condemned North Korea for its missile launches on May 10, 2019.", "condemned", "missile launches");
  make.event("Japan", "AGREE", "South Korea", "2019-06-20", "asserted", "Japan and South Korea agreed on a joint search on June 20, 2019.", "agreed", "a joint search");
  make.event("European Union", "ACCUSE", "North Korea", "2019-05-11", "asserted", "The European Union accused North Korea of breaking its word.", "accused", "breaking its word");
  make.event("Japan", "REQUEST", "North Korea", "2019-04", "asserted", "Japan demanded the return of its citizens from North Korea.", "demanded", "the return of its citizens");
  make.event("South Korea", "SUPPORT", "denuclearization", "", "asserted", "South Korea supports denuclearization.", "supports");
  make.event("Japan", "SUPPORT", "denuclearization", "", "asserted", "Japan backs denuclearization.", "backs");
  make.event("European Union", "SANCTION", "North Korea", "2017-10", "asserted", "The European Union imposed sanctions on North Korea in October 2017.", "sanctions");
  make.event("United States", "SANCTION", "Japan", "", "denied", "The United States denied that it had sanctioned Japan.", "sanctioned");

  make.happening("found", "Shinzo Abe", "Tokyo Forum", "2011", "Abe founded the Tokyo Forum in 2011.", "founded");
  make.happening("injure", "", "Mike Pompeo", "2017-05-02", "Pompeo was slightly injured on May 2, 2017.", "injured");
  make.happening("evacuate", "", "", "2018-09-05", "Nine hundred travellers were evacuated from Kansai airport on September 5, 2018.", "evacuated");
  make.happening("lead", "Moon Jae-in", "", "2016-11-05", "He led a march of 400 miners on November 5, 2016.", "led");
  make.happening("declare", "Moon Jae-in", "", "2017-05-20", "Moon declared a state of emergency on May 20, 2017.", "declared");
  make.happening("resign", "Taro Kono", "", "2019-09-11", "Kono resigned on September 11, 2019.", "resigned");

  make.statement("Shinzo Abe", "The abductions must be solved", {"abductions"}, "2019-05-06");
  make.statement("Shinzo Abe", "Japan will host the Games", {"Japan"}, "2019-01-01");
  make.statement("Donald Trump", "We fell in love", {"Kim Jong Un"}, "2018-09-29");
  make.told("Ines Varga", "Varga", "Ines Varga, 60, cancelled her trip because of the storm. Varga gave 20 million euros to the farmers.");
  return graph;
}

}  // namespace kg::query
