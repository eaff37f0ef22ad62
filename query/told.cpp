#include "query/told.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/utf8.hpp"
#include "query/told_clauses.hpp"

namespace kg::query {
namespace {

/// How many words of the question `text` (lower case) may hold in some form: by their first letters.
std::size_t words_in(const std::string& text, const std::vector<std::string>& words) {
  constexpr std::size_t stem = 5;
  return static_cast<std::size_t>(std::ranges::count_if(words, [&](const std::string& word) { return text.find(word.substr(0, stem)) != std::string::npos; }));
}

/// The articles that name most of whom the question names, of those that name as many first those that hold most of its
/// words, at most `most` of them and about `most_bytes` of text, so that an answer comes within a second; all of a small graph if
/// it names nobody.
std::vector<graph::DocumentIndex> articles_for(const graph::PropertyGraph& graph, const Question& question) {
  constexpr std::size_t most = 12, most_bytes = 200'000, most_looked_through = 400, most_evidence = 20'000;
  std::set<graph::NodeId> nodes;
  const AskedClause& clause = question.clause;
  const auto add = [&](const Phrase& phrase) { nodes.insert(phrase.nodes.begin(), phrase.nodes.end()); };
  for (const auto* list : {&clause.subject, &clause.object, &clause.nominal}) std::for_each(list->begin(), list->end(), add);
  for (const AskedClause::Part& part : clause.others) add(part.phrase);
  std::map<graph::DocumentIndex, std::size_t> named;
  for (const graph::NodeId node : nodes) {
    std::set<graph::DocumentIndex> here;
    const std::vector<graph::Evidence> evidence = graph.evidence(node);
    for (std::size_t i = 0; i < std::min(evidence.size(), most_evidence); ++i)
      if (static_cast<std::uint32_t>(evidence[i].document) < graph.document_count()) here.insert(evidence[i].document);
    for (const graph::DocumentIndex document : here) ++named[document];
  }
  if (graph.document_count() <= most)
    for (std::uint32_t i = 0; i < graph.document_count(); ++i) named.try_emplace(graph::DocumentIndex{i}, 0);
  std::vector<std::tuple<std::size_t, std::size_t, graph::DocumentIndex>> order;  // names and words, most of them first
  for (const auto& [document, count] : named) order.emplace_back(~count, 0, document);
  std::sort(order.begin(), order.end());
  if (order.size() > most) {
    order.resize(std::min(order.size(), most_looked_through));
    const std::vector<std::string> words = content_words(question.text);
    for (auto& [names, found, document] : order) found = ~words_in(to_lower(graph.document_text(document)), words);
    std::sort(order.begin(), order.end());
    order.resize(most);
  }
  std::vector<graph::DocumentIndex> documents;
  std::size_t bytes = 0;
  for (const auto& [names, found, document] : order) {
    const std::size_t size = graph.document_text(document).size();
    if (!documents.empty() && bytes + size > most_bytes) continue;
    bytes += size;
    documents.push_back(document);
  }
  return documents;
}

}  // namespace

std::vector<Told> find_told(const graph::PropertyGraph& graph, const ontology::Ontology& ontology, const Question& question) {
  if (question.clause.verb.empty()) return {};
  const extract::Extractor extractor(ontology);
  const VerbKin kin(ontology);
  std::vector<Scored> found;
  for (const graph::DocumentIndex document : articles_for(graph, question)) {
    const OpenedArticle article(graph, document, extractor);
    find_clauses(article, question, kin, found);
    find_descriptions(article, question, found);
  }
  double best = 0;
  for (const auto& [score, told] : found) best = std::max(best, score);
  constexpr double as_good = 0.1;
  std::vector<Told> kept;
  for (auto& [score, told] : found)
    if (score >= best - as_good) kept.push_back(std::move(told));
  return kept;
}

}  // namespace kg::query
