// Asks the questions of the gold annotations on graphs made of those annotations: what is missed here is
// missed by the question's side, not by reading the articles.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "graph/memory_graph.hpp"
#include "ontology/ontology.hpp"
#include "query/ask.hpp"
#include "query/question.hpp"

namespace kg::query {
namespace {

namespace fs = std::filesystem;
using graph::Evidence;
using graph::MemoryGraph;
using graph::NamedProperty;
using graph::NodeId;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string string_of(const rapidjson::Value& object, const char* key) {
  const auto found = object.FindMember(key);
  return found != object.MemberEnd() && found->value.IsString() ? found->value.GetString() : std::string();
}

class GoldGraph {
 public:
  GoldGraph(const rapidjson::Document& gold, const ontology::Ontology& ontology) : ontology_(ontology) {
    for (const char* group : {"people", "people_optional"}) add_group(gold, group, {"Person", "Actor"});
    for (const char* group : {"organizations", "organizations_optional"}) add_group(gold, group, {"Organization", "Actor"});
    if (gold.HasMember("states"))
      for (const auto& state : gold["states"].GetArray()) node(state.GetString(), {"State", "Actor", "Place"}, {});
    if (gold.HasMember("policies"))
      for (const auto& policy : gold["policies"].GetArray()) node(policy.GetString(), {"Policy"}, {});
    if (gold.HasMember("people"))
      for (const auto& person : gold["people"].GetArray())
        if (person.HasMember("offices"))
          for (const auto& office : person["offices"].GetArray()) {
            const std::string of = string_of(office, "of");
            if (of.empty()) continue;
            graph.add_edge(named(string_of(person, "name")), "HOLDS_OFFICE", named(of),
                           {{"title", to_lower(string_of(office, "title"))}, {"former", office.HasMember("former") && office["former"].IsTrue()}});
          }
    if (gold.HasMember("meetings"))
      for (const auto& meeting : gold["meetings"].GetArray()) add_meeting(meeting);
    add_met();
    if (gold.HasMember("interactions"))
      for (const auto& event : gold["interactions"].GetArray()) {
        const std::string sentence = string_of(event, "evidence");
        graph.add_edge(named(string_of(event, "source")), string_of(event, "type"), named(string_of(event, "target")),
                       {{"event", true}, {"status", std::string("asserted")}, {"text", sentence}}, evidence(sentence));
      }
    if (gold.HasMember("statements"))
      for (const auto& statement : gold["statements"].GetArray()) {
        const std::string sentence = string_of(statement, "evidence");
        const NodeId said = graph.add_node({"Statement"}, {{"name", sentence}, {"text", sentence}}, evidence(sentence));
        graph.add_edge(named(string_of(statement, "speaker")), "SAID", said, {{"status", std::string("asserted")}}, evidence(sentence));
        if (const std::string about = string_of(statement, "about"); !about.empty()) graph.add_edge(said, "ABOUT", named(about, {"Policy"}));
      }
  }

  MemoryGraph graph;

 private:
  void add_met() {
    for (const auto& [pair, times] : met_) graph.add_edge(pair.first, "MET", pair.second, {{"times", times}});
  }

  void add_group(const rapidjson::Document& gold, const char* group, const std::vector<std::string>& labels) {
    if (!gold.HasMember(group)) return;
    for (const auto& item : gold[group].GetArray()) {
      if (item.IsString()) {
        node(item.GetString(), labels, {});
        continue;
      }
      std::vector<std::string> aliases;
      if (item.HasMember("aliases"))
        for (const auto& alias : item["aliases"].GetArray()) aliases.emplace_back(alias.GetString());
      node(string_of(item, "name"), labels, aliases);
    }
  }

  NodeId node(const std::string& name, const std::vector<std::string>& labels, const std::vector<std::string>& aliases) {
    if (const auto found = nodes_.find(fold_name(name)); found != nodes_.end()) return found->second;
    graph::PropertyList list;
    for (const std::string& alias : aliases) list.emplace_back(alias);
    const NodeId id = graph.add_node(labels, {{"name", name}, {"aliases", list}});
    nodes_[fold_name(name)] = id;
    return id;
  }

  NodeId named(const std::string& name, std::vector<std::string> labels = {"Organization", "Actor"}) {
    if (!ontology_.find(fold_name(name)).empty() && labels.front() == "Policy") labels = {"State", "Actor", "Place"};
    return node(name, labels, {});
  }

  std::vector<Evidence> evidence(const std::string& sentence) {
    graph::DocumentView view;
    view.uris = {"gold"};
    const graph::DocumentIndex document = graph.add_document(view, sentence);
    return {{document, {0, static_cast<std::uint32_t>(sentence.size())}, {0, static_cast<std::uint32_t>(sentence.size())}, std::nullopt}};
  }

  void add_meeting(const rapidjson::Value& meeting) {
    const std::string sentence = string_of(meeting, "evidence"), date = string_of(meeting, "date"), place = string_of(meeting, "place");
    std::vector<NamedProperty> properties{{"name", sentence}, {"kind", string_of(meeting, "kind")}, {"status", string_of(meeting, "status")}, {"times", std::int64_t{1}}};
    if (const auto parsed = Date::parse(date)) {
      properties.emplace_back("date", date);
      properties.emplace_back("date_from", parsed->first_day().iso());
      properties.emplace_back("date_to", parsed->last_day().iso());
    }
    const NodeId id = graph.add_node({"Meeting", "Event"}, properties, evidence(sentence));
    std::vector<NodeId> who;
    for (const auto& name : meeting["participants"].GetArray()) who.push_back(named(name.GetString()));
    for (const NodeId one : who) graph.add_edge(one, "PARTICIPATED_IN", id, {{"role", std::string("participant")}}, evidence(sentence));
    if (!place.empty()) graph.add_edge(id, "HELD_AT", node(place, {"Place"}, {}));
    if (string_of(meeting, "status") != "held") return;
    for (std::size_t i = 0; i < who.size(); ++i)
      for (std::size_t j = i + 1; j < who.size(); ++j) met_[std::minmax(who[i], who[j])] += 1;
  }

  const ontology::Ontology& ontology_;
  std::map<std::string, NodeId> nodes_;
  std::map<std::pair<NodeId, NodeId>, std::int64_t> met_;
};

std::vector<fs::path> gold_files() {
  std::vector<fs::path> files;
  for (const char* folder : {"dev", "seeds"}) {
    const fs::path path = fs::path(KG_SHARED_DIR) / "gold" / folder;
    if (!fs::is_directory(path)) continue;
    for (const auto& entry : fs::directory_iterator(path))
      if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(QuestionGold, UnderstandsNearlyAllQuestions) {
  const std::vector<fs::path> files = gold_files();
  if (files.empty()) GTEST_SKIP() << "no gold annotations beside the source";
  const ontology::Ontology ontology = ontology::Ontology::standard();
  std::size_t asked = 0, not_understood = 0;
  for (const fs::path& file : files) {
    rapidjson::Document gold;
    gold.Parse(read_file(file).c_str());
    ASSERT_FALSE(gold.HasParseError()) << file;
    const GoldGraph graph(gold, ontology);
    for (const auto& item : gold["questions"].GetArray()) {
      const std::string text = item["q"].GetString();
      std::vector<std::string> notes;
      Names names(graph.graph, ontology, notes);
      ++asked;
      if (!read_question(text, names)) {
        ++not_understood;
        std::cout << "not understood: " << file.stem().string() << ": " << text << '\n';
      }
    }
  }
  EXPECT_GT(asked, 0u);
  EXPECT_LE(not_understood * 100, asked * 2) << not_understood << " of " << asked;
}

// As the scorer of the gold annotations does: case, accents and titles folded, one may hold the other as whole words.
std::string bare(std::string_view text) {
  static const std::set<std::string> titles = {"mr",   "mrs",    "ms",     "dr",      "president", "prime",      "minister",   "secretary", "king", "queen", "prince",
                                               "the",  "sheikh", "senator", "general", "of",        "ambassador", "chancellor", "former"};
  std::string kept;
  const std::string folded = fold_name(text);
  std::istringstream words(folded);
  for (std::string word; words >> word;)
    if (!titles.contains(word)) kept += (kept.empty() ? "" : " ") + word;
  return kept.empty() ? folded : kept;
}

bool matches(const std::string& answer, const std::string& gold) {
  const std::string a = bare(answer), g = bare(gold);
  if (a.empty() || g.empty()) return false;
  if (g == "yes" || g == "no") return a == g;
  if (Date::parse(gold)) return answer.size() >= 4 && (answer.starts_with(gold) || gold.starts_with(answer));
  const auto holds = [](const std::string& whole, const std::string& part) { return part.size() > 2 && (" " + whole + " ").find(" " + part + " ") != std::string::npos; };
  return a == g || holds(g, a) || holds(a, g);
}

TEST(QuestionGold, AnswersFromTheAnnotatedFacts) {
  const std::vector<fs::path> files = gold_files();
  if (files.empty()) GTEST_SKIP() << "no gold annotations beside the source";
  const ontology::Ontology ontology = ontology::Ontology::standard();
  double sum = 0;
  std::size_t asked = 0;
  for (const fs::path& file : files) {
    rapidjson::Document gold;
    gold.Parse(read_file(file).c_str());
    const GoldGraph graph(gold, ontology);
    for (const auto& item : gold["questions"].GetArray()) {
      const std::string text = item["q"].GetString();
      std::vector<std::string> answers, wanted;
      for (const auto& one : item["answers"].GetArray()) wanted.emplace_back(one.GetString());
      std::string cypher;
      try {
        const Answer answer = ask(graph.graph, ontology, text);
        answers = answer.answers;
        cypher = answer.cypher;
      } catch (const Error& error) {
        cypher = error.report();
      }
      const auto hits = static_cast<double>(std::count_if(wanted.begin(), wanted.end(), [&](const std::string& g) {
        return std::any_of(answers.begin(), answers.end(), [&](const std::string& a) { return matches(a, g); });
      }));
      const auto good = static_cast<double>(std::count_if(answers.begin(), answers.end(), [&](const std::string& a) {
        return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& g) { return matches(a, g); });
      }));
      const double recall = wanted.empty() ? answers.empty() : hits / static_cast<double>(wanted.size());
      const double precision = answers.empty() ? wanted.empty() : good / static_cast<double>(answers.size());
      const double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
      sum += f1;
      ++asked;
      if (f1 < 1 && std::getenv("KG_SHOW_MISSES") != nullptr) {
        std::cout << f1 << " " << file.stem().string() << ": " << text << " | gold";
        for (const std::string& one : wanted) std::cout << " [" << one << "]";
        std::cout << " | got";
        for (const std::string& one : answers) std::cout << " [" << one << "]";
        std::cout << "\n      " << cypher << '\n';
      }
    }
  }
  std::cout << "question_f1 on annotated facts: " << sum / static_cast<double>(asked) << " of " << asked << '\n';
  // What is left are facts that the annotations tell in questions only.
  EXPECT_GE(sum / static_cast<double>(asked), 0.75);
}

}  // namespace
}  // namespace kg::query
