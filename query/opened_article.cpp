#include "query/opened_article.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "query/display.hpp"

namespace kg::query {

using extract::EntityLabel;
using extract::TokenRef;

namespace {

source::Document document_of(const graph::PropertyGraph& graph, graph::DocumentIndex index) {
  const graph::DocumentView view = graph.document(index);
  return {view.id, view.uris, view.title, view.published, graph.document_text(index), {}};
}

}  // namespace

OpenedArticle::OpenedArticle(const graph::PropertyGraph& graph, graph::DocumentIndex document, const extract::Extractor& extractor)
    : graph_(graph), index_(document), opened_(extractor.open(document_of(graph, document))) {
  for (const graph::Entity& entity : cast().entities()) nodes_.push_back(graph.find_name(fold_name(entity.name)));
}

std::pair<std::int32_t, std::int32_t> OpenedArticle::span(TokenRef t) const {
  std::int32_t first = t.token, last = t.token + 1;
  for (const std::int32_t c : reading().children(t)) {
    const auto [from, to] = span({t.sentence, c});
    first = std::min(first, from);
    last = std::max(last, to);
  }
  return {first, last};
}

bool OpenedArticle::hangs_on(TokenRef t, TokenRef above) const {
  for (; t; t = reading().head(t))
    if (t == above) return true;
  return false;
}

bool OpenedArticle::is_node(std::int32_t entity, const Phrase& phrase) const {
  if (entity < 0 || static_cast<std::size_t>(entity) >= nodes_.size()) return false;
  const std::vector<graph::NodeId>& nodes = nodes_[static_cast<std::size_t>(entity)];
  return std::find_first_of(nodes.begin(), nodes.end(), phrase.nodes.begin(), phrase.nodes.end()) != nodes.end();
}

bool OpenedArticle::is_all(const Phrase& phrase, std::string_view label) const {
  const auto id = graph_.find_label(label);
  return id && !phrase.nodes.empty() && std::ranges::all_of(phrase.nodes, [&](graph::NodeId node) { return std::ranges::find(graph_.labels(node), *id) != graph_.labels(node).end(); });
}

bool OpenedArticle::means(TokenRef t, const Phrase& phrase) const {
  if (phrase.nodes.empty()) return false;
  const std::string& word = reading().lower(t);
  if (extract::one_of(word, {"i", "my", "me", "we", "our", "us"}) && (is_node(cast().first_person(t.sentence, false), phrase) || is_node(cast().first_person(t.sentence, true), phrase))) return true;
  for (const extract::Wanted wanted : {extract::Wanted::actor, extract::Wanted::place, extract::Wanted::anything})
    for (const extract::Who& who : cast().who(t, wanted))
      if (is_node(who.entity, phrase)) return true;
  return false;
}

bool OpenedArticle::speaks_for(TokenRef t, const Phrase& phrase) const {
  return std::any_of(reading().children(t).begin(), reading().children(t).end(), [&](std::int32_t c) {
    const TokenRef child{t.sentence, c};
    return (reading().is(child, "amod") || reading().is(child, "compound") || reading().is(child, "nmod:poss")) && means(child, phrase);
  });
}

bool OpenedArticle::is_word(TokenRef t, std::string_view word) const {
  const std::string& here = reading().lower(t);
  if (same_word(word, here) || reading().lemma(t) == word) return true;
  // "Iraqi" and "Iraq"
  return reading().upper_initial(t) && word.size() > 3 && here.size() > 3 && (word == here + "i" || here == std::string(word) + "i");
}

std::size_t OpenedArticle::words_in(std::uint32_t sentence, std::int32_t first, std::int32_t last, const std::vector<std::string>& words) const {
  return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [&](const std::string& word) {
    for (std::int32_t t = first; t < last; ++t)
      if (is_word({sentence, t}, word)) return true;
    return false;
  }));
}

double OpenedArticle::found_in(std::uint32_t sentence, std::int32_t first, std::int32_t last, const Phrase& phrase) const {
  const std::vector<std::string> all = content_words(phrase.text);
  const auto share = [&](const std::vector<std::string>& words) {
    return words.empty() ? 1 : static_cast<double>(words_in(sentence, first, last, words)) / static_cast<double>(words.size());
  };
  const double by_words = all.empty() ? 0 : share(all);
  if (phrase.nodes.empty() || by_words == 1) return by_words;
  for (std::int32_t t = first; t < last; ++t)
    if (means({sentence, t}, phrase)) return share(phrase.topic);
  return 0;
}

std::string OpenedArticle::name(std::int32_t entity) const {
  const auto at = static_cast<std::size_t>(entity);
  const std::string_view label = graph::name_of(cast().entity(entity).label);
  for (const graph::NodeId node : nodes_[at])
    for (const graph::LabelId id : graph_.labels(node))
      if (graph_.name(id) == label) return display(graph_, Value(node));
  return cast().entity(entity).name;
}

std::vector<std::string> OpenedArticle::names(TokenRef t, extract::Wanted wanted, Category category) const {
  std::vector<std::string> found;
  for (const extract::Who& who : cast().who(t, wanted)) {
    std::int32_t entity = who.entity;
    const EntityLabel label = cast().entity(entity).label;
    if (label == EntityLabel::policy) continue;
    if (category == Category::person && label != EntityLabel::person) continue;
    if (category == Category::organization && label != EntityLabel::organization) continue;
    if (category == Category::state && label != EntityLabel::state) entity = cast().state_of(entity);
    if (entity < 0) continue;
    if (std::string text = name(entity); std::find(found.begin(), found.end(), text) == found.end()) found.push_back(std::move(text));
  }
  return found;
}

std::string OpenedArticle::line(std::uint32_t sentence, std::int32_t first, std::int32_t last) const {
  std::string text(slice(reading().text(), reading().span(sentence, first, last)));
  std::replace(text.begin(), text.end(), '\n', ' ');
  text.erase(0, std::min(text.find_first_not_of(" ,;:"), text.size()));
  return text;
}

std::string OpenedArticle::words(TokenRef t) const {
  const auto [first, last] = reading().phrase(t);
  return line(t.sentence, first, last);
}

graph::Evidence OpenedArticle::evidence(TokenRef t) const { return {index_, reading().sentence(t.sentence).span, reading().token(t).span, {}}; }

}  // namespace kg::query
