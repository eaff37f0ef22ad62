// The ontology's frames by the words that evoke them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ontology/ontology.hpp"
#include "query/question_words.hpp"

namespace kg::query {

/// Frames that some words evoke, and the base form under which they were found.
struct Evoked {
  std::size_t words = 0;  ///< how many words were read; 0: none
  std::string lemma;
  std::vector<const ontology::Frame*> frames;
};

class QuestionLexicon {
 public:
  /// `ontology` must outlive the lexicon.
  explicit QuestionLexicon(const ontology::Ontology& ontology);

  /// The longest verb at the start of `words`: "called on" before "called".
  Evoked verb(std::span<const Word> words) const;
  /// The noun that `words` (a noun phrase without what follows its head) ends with: "human rights dialogue".
  Evoked noun(std::span<const Word> words) const;
  /// True if `lemma` is a light verb of one of the frames, or one that goes with any noun (hold, have …): with
  /// meetings always, with other nouns if the verb `says_nothing` of its own.
  static bool is_light(std::string_view lemma, const std::vector<const ontology::Frame*>& frames, bool says_nothing);

 private:
  using Index = std::unordered_map<std::string, std::vector<const ontology::Frame*>>;
  Index verbs_, nouns_;
};

/// The role that a frame gives to a grammatical place: subject "nsubj", object "obj", or a preposition.
/// Empty if it has none.
std::string role_of(const ontology::Frame& frame, std::string_view place);

}  // namespace kg::query
