// Who and what a question means: noun phrases to nodes of the graph.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/property_graph.hpp"
#include "ontology/ontology.hpp"
#include "query/question_words.hpp"

namespace kg::query {

/// What kind of node a place in a question asks for.
enum class Wanted : std::uint8_t { actor, place, anything };

/// A noun phrase of the question.
struct Phrase {
  std::string text;                    ///< as asked, without article
  std::vector<graph::NodeId> nodes;    ///< what it names, best first; several only if they are to be read as one
  std::vector<std::string> topic;      ///< its words that are no name, lower case: [missile, launches]
  bool unknown = false;                ///< reads like a name, but the graph has no such node
  bool vague() const { return nodes.empty() && !unknown; }  ///< "the two leaders": anybody
};

/// True if an office called `title` is what is asked for: 0 no, up to 1 the same title.
double title_match(std::string_view asked, std::string_view title);

/// How much the office called `title` leads what it is of, from 0 (not at all) to 1: a president a state,
/// a leader a movement.
double leading_share(std::string_view title, const ontology::Ontology& ontology);

class Names {
 public:
  /// Both must outlive this. Choices between several nodes are added to `notes`.
  Names(const graph::PropertyGraph& graph, const ontology::Ontology& ontology, std::vector<std::string>& notes);

  /// How many words from the start of `words` are the longest known name; 0 if none starts here.
  std::size_t name_length(std::span<const Word> words) const;
  /// The same for titles of offices: "secretary of state".
  std::size_t title_length(std::span<const Word> words) const;

  bool is_title(std::string_view text) const;

  /// What the noun phrase `words` names. Tries, in this order: the whole phrase as a name, the holder of
  /// an office ("Iran's foreign minister"), title and name, state and its people ("Russian troops"),
  /// a part of a person's name, a name that is spelt nearly so.
  Phrase read(std::span<const Word> words, Wanted wanted);

  /// Notes of a trial reading are taken back by forgetting what came after `count`.
  std::size_t note_count() const { return notes_.size(); }
  void forget_notes(std::size_t count) { notes_.resize(std::min(count, notes_.size())); }

  void note(std::string text);

  /// The latest day that a document of the graph was published; unknown if none tells.
  Date newest_document() const;

  /// The node's `name`; empty if it has none.
  std::string name_of(graph::NodeId node) const;
  bool has_label(graph::NodeId node, std::string_view label) const;
  const graph::PropertyGraph& graph() const { return graph_; }
  const ontology::Ontology& ontology() const { return ontology_; }

 private:
  std::vector<graph::NodeId> by_name(std::string_view folded, Wanted wanted) const;
  std::vector<graph::NodeId> by_meaning(std::string_view folded, Wanted wanted) const;
  std::vector<graph::NodeId> by_part(std::string_view folded) const;
  std::vector<graph::NodeId> by_tail(std::string_view folded) const;
  std::vector<graph::NodeId> by_spelling(std::string_view folded, Wanted wanted) const;
  std::vector<graph::NodeId> choose(std::vector<graph::NodeId> nodes, std::string_view asked);
  std::vector<graph::NodeId> holders(std::string_view title, const std::vector<graph::NodeId>& of) const;
  bool fits(graph::NodeId node, Wanted wanted) const;
  std::size_t weight(graph::NodeId node) const;
  bool is_common_word(std::string_view lower) const;
  bool is_people_word(std::string_view lower) const;

  const graph::PropertyGraph& graph_;
  const ontology::Ontology& ontology_;
  std::vector<std::string>& notes_;
  std::vector<std::string> titles_;  ///< folded titles and aliases, sorted
  std::vector<std::string> common_;  ///< words that are no names, sorted
  std::vector<std::string> people_;  ///< delegation, government, troops …, sorted
};

}  // namespace kg::query
