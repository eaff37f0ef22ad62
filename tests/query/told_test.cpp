// Questions that only a sentence answers: a graph with the names of one article and no relation between them.
#include "query/told.hpp"

#include <gtest/gtest.h>

#include "extract/extract.hpp"
#include "graph/memory_graph.hpp"
#include "query/ask.hpp"

namespace kg::query {
namespace {

class Told : public testing::Test {
 protected:
  /// The answers, parted by "; ".
  std::string ask_of(const std::string& text, const char* question) {
    graph::MemoryGraph graph;
    source::Document document;
    document.text = text;
    document.published = *Date::parse("2021-05-12");
    for (const graph::Entity& entity : extractor_.extract(document).entities) {
      const std::string label(graph::name_of(entity.label));
      std::vector<std::string> labels{label};
      if (label != "Place" && label != "Policy") labels.emplace_back("Actor");
      graph::PropertyList aliases;
      for (const std::string& alias : entity.aliases) aliases.emplace_back(alias);
      graph.add_node(labels, {{"name", entity.name}, {"aliases", aliases}});
    }
    graph::DocumentView view;
    view.published = document.published;
    graph.add_document(view, text);
    std::string answers;
    for (const std::string& one : ask(graph, ontology_, question).answers) answers += (answers.empty() ? "" : "; ") + one;
    return answers;
  }

  const ontology::Ontology ontology_ = ontology::Ontology::standard();
  const extract::Extractor extractor_{ontology_};
};

TEST_F(Told, AClauseAnswersInItsPlaces) {
  const std::string text =
      "Anna Berg sued Peter Holm on Monday. Holm said that he would fight the case. The strike began in Oslo on May 3. "
      "Police did not arrest Berg. Police said 40 farmers had protested in Bergen. Berg resigned because of the leaked letters. "
      "Judge Maria Lund ordered the release of Jonas Dahl. Dahl is expected to leave Norway on May 20. "
      "The farmers threw stones 12 times. They marched in Bergen, where a march had been banned. "
      "Two farmers fled and 14 are now sought by Sweden. Talks held on May 6 between Norway and Sweden in Tromso failed. "
      "Officers jailed a farmer on suspicion of theft. The ban is not legal. Holm was hurt while walking at the Oslo Opera House in Oslo.";
  struct Case {
    const char* question;
    const char* want;
  };
  const Case cases[] = {
      {"who sued Holm", "Anna Berg"},
      {"who did Berg sue", "Peter Holm"},
      {"when did Berg sue Holm", "2021-05-10"},
      {"who sued Berg", ""},  // the other way round
      {"who did Holm sue", ""},
      {"when did the strike begin", "2021-05-03"},
      {"when did the strike commence", "2021-05-03"},
      {"where did the strike start", "Oslo"},
      {"did the police arrest Berg", "no"},
      {"did the police arrest Holm", ""},
      {"how many farmers protested in Bergen", "40"},
      {"why did Berg resign", "because of the leaked letters"},
      {"why did Holm resign", ""},
      {"who ordered Dahl's release", "Maria Lund"},
      {"what did Lund order", "release of Jonas Dahl"},
      {"when is Dahl expected to leave Norway", "2021-05-20"},
      {"how many times did the farmers throw stones", "12"},
      {"where was the march banned", "Bergen"},
      {"why did officers jail a farmer", "on suspicion of theft"},
      {"who held talks in Tromso", "Norway; Sweden"},
      {"is the ban legal", "no"},
      {"how many farmers are sought by Sweden", "14"},
      {"where did Berg say anything", ""},
      {"is the strike legal", ""},
      {"how many farmers were jailed", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.question);
    EXPECT_EQ(ask_of(text, c.question), c.want);
  }
}

TEST_F(Told, ADescriptionNamesWhoIsAskedFor) {
  const std::string text =
      "Northern Herald editor Anna Berg called the vote a mistake. Jonas Dahl, the youngest member of the harbour commission, agreed. "
      "The chairman of the fishing union, Peter Holm, left early. Maria Lund, 47, paid $3 million for the boats. The turnout was about 71%. "
      "Some 300 observers are on the ground in Norway. Dahl left the Northern Herald. Its previous editor, Karin Moe, had founded it.";
  struct Case {
    const char* question;
    const char* want;
  };
  const Case cases[] = {
      {"who edits the Northern Herald", "Anna Berg"},
      {"who is the youngest member of the harbour commission", "Jonas Dahl"},
      {"who chairs the fishing union", "Peter Holm"},
      {"who is the chairman of the harbour commission", ""},
      {"who is Peter Holm", "chairman of the fishing union"},
      {"who is the youngest member", "Jonas Dahl"},
      {"who was the previous editor of the Northern Herald", "Karin Moe"},
      {"how old is Lund", "47"},
      {"how old is Dahl", ""},
      {"how much did Lund pay for the boats", "$3 million"},
      {"what was the turnout", "71%"},
      {"how many observers are in Norway", "300"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.question);
    EXPECT_EQ(ask_of(text, c.question), c.want);
  }
}

}  // namespace
}  // namespace kg::query
