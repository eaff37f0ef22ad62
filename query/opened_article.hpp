// An article of the graph, opened to be read again: its trees, and which nodes of the graph its words mean.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extract/extract.hpp"
#include "extract/opened_document.hpp"
#include "graph/property_graph.hpp"
#include "query/question.hpp"

namespace kg::query {

class OpenedArticle {
 public:
  /// `document` must be one of `graph`; extractor and graph must outlive this.
  OpenedArticle(const graph::PropertyGraph& graph, graph::DocumentIndex document, const extract::Extractor& extractor);

  const extract::Reading& reading() const { return opened_->reading(); }
  const extract::Cast& cast() const { return opened_->cast(); }
  const extract::Scene& scene() const { return opened_->scene(); }

  /// Tokens [first, last) that hang on `t`, itself included, as the ends of what they span.
  std::pair<std::int32_t, std::int32_t> span(extract::TokenRef t) const;
  /// True if `t` hangs on `above`, or is it.
  bool hangs_on(extract::TokenRef t, extract::TokenRef above) const;

  /// The word at `t` stands for a node that `phrase` names: by name, pronoun or office.
  bool means(extract::TokenRef t, const Phrase& phrase) const;
  /// All that `phrase` names carries `label`: a "Policy" is looked for by its words, nobody stands for it.
  bool is_all(const Phrase& phrase, std::string_view label) const;
  /// The phrase headed by `t` is of such a node: "Russian prosecutors".
  bool speaks_for(extract::TokenRef t, const Phrase& phrase) const;
  /// What `phrase` says stands somewhere in [first, last) of the sentence: the part of it that does.
  double found_in(std::uint32_t sentence, std::int32_t first, std::int32_t last, const Phrase& phrase) const;
  /// How many of `words` do.
  std::size_t words_in(std::uint32_t sentence, std::int32_t first, std::int32_t last, const std::vector<std::string>& words) const;
  bool is_word(extract::TokenRef t, std::string_view word) const;

  /// Whom the phrase headed by `t` means, of the kind asked for, by the names of the graph; conjuncts are not followed.
  std::vector<std::string> names(extract::TokenRef t, extract::Wanted wanted, Category category) const;
  std::string name(std::int32_t entity) const;
  /// The words of the phrase headed by `t`, in one line.
  std::string words(extract::TokenRef t) const;
  /// Without commas in front.
  std::string line(std::uint32_t sentence, std::int32_t first, std::int32_t last) const;

  graph::Evidence evidence(extract::TokenRef t) const;

 private:
  bool is_node(std::int32_t entity, const Phrase& phrase) const;

  const graph::PropertyGraph& graph_;
  graph::DocumentIndex index_;
  std::unique_ptr<extract::OpenedDocument> opened_;
  std::vector<std::vector<graph::NodeId>> nodes_;  ///< by entity
};

}  // namespace kg::query
