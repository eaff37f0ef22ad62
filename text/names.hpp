// Names of people, organisations, places, nationalities and other things: a linear sequence model
// over BILOU labels, decoded exactly (Viterbi), with a second pass that lets clear names of a text help the rest.
//
// Sources: structured perceptron, Collins 2002; BILOU, gazetteers and context, Ratinov and Roth 2009.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/analysis.hpp"
#include "text/analyzer.hpp"
#include "text/hash_map_view.hpp"
#include "text/linear_model.hpp"
#include "text/model_file.hpp"
#include "text/word_form.hpp"

namespace kg::text {

/// Labels: 0 outside; begin, inside, last, unit of PER, ORG and LOC; NORP; begin and inside of MISC.
/// NORP has one label: neighbours with it are one name.
using NameLabel = std::uint8_t;
inline constexpr int name_labels = 16;
inline constexpr NameLabel outside = 0, norp_label = 13, misc_begin = 14, misc_inside = 15;

/// True if `next` may follow `label`; text begins and ends outside.
bool may_follow(NameLabel label, NameLabel next);
/// True if a name may end with `label` (or there is none).
bool may_end(NameLabel label);
/// Labels of a name of `length` words, and back.
void label_name(NameType type, std::span<NameLabel> labels);
std::vector<Name> names_of(std::span<const NameLabel> labels);

/// What the model sees of a word.
struct NameWord {
  WordForm form;
  std::uint16_t cluster = 0;    ///< low 10 bits fine, high 6 coarse; 0 if unknown
  std::uint8_t capital_share = 0;  ///< how often the word is capital inside sentences: 1 never to 7 always, 0 unknown
  std::uint8_t gazetteer = 0;   ///< 1 + 4 * type + place in the entry (begin, inside, last, unit); 0 if in none
  std::uint8_t noun = 0;        ///< what it stands for as a common noun: 1 person, 2 body, 3 place, 4 event, 5 other; 0 unknown
  std::uint8_t person = 0;      ///< 1 a given name of people in the gazetteer, 2 a family name, 3 both
  bool capital = false;         ///< begins with a capital letter (or the sentence is shouted and the word has letters)
  bool relevant = false;        ///< may belong to a name; other words are outside without looking
};

/// Known names, as the caller gives them, matched by words.
class NameGazetteer {
 public:
  NameGazetteer() = default;
  explicit NameGazetteer(std::span<const GazetteerEntry> entries);
  /// Marks the longest entries found in `words` (hash_lower of each, and whether it is capital), left to right, and the
  /// words that people of the gazetteer are called by.
  void mark(std::span<NameWord> words) const;

 private:
  static constexpr std::size_t longest_entry = 8;
  struct Node {
    std::int8_t type = -1;   // of the entry that ends here; -1 if none does
    bool longer = false;     // some entry goes on
  };
  std::unordered_map<std::uint64_t, Node> nodes_;  // looked up only, never walked
  std::unordered_map<std::uint64_t, std::uint8_t> person_words_;  // likewise; by hash_lower: NameWord::person
};

/// One sentence prepared for the model.
struct NameSentence {
  std::vector<NameWord> words;
  bool shouted = false;     ///< in capitals throughout
  bool title_case = false;  ///< nearly every word begins with a capital, as in headlines
};

inline constexpr std::size_t name_features = 88;
/// Features of word `at`; at most name_features.
std::size_t describe_name_word(const NameSentence& sentence, std::size_t at, FeatureHash* out);
/// The feature whose weights are the transitions from `label` (name_labels for the sentence's start).
constexpr FeatureHash transition_feature(int label) { return feature(250, static_cast<std::uint64_t>(label) + 1); }

/// Prepares a sentence from its words. `lexicon`: hash_lower to cluster (low 16 bits), capital share (bits 16 to
/// 18) and kind of noun (bits 19 to 21).
void prepare_names(std::span<const std::string_view> words, const HashMapView& lexicon, const NameGazetteer& gazetteer, NameSentence& out);

class NameFinder {
 public:
  NameFinder() = default;
  /// Sections "names" and "name-words". Without them it finds nothing. `model` must outlive it.
  NameFinder(const ModelFile& model, std::span<const GazetteerEntry> gazetteer);
  NameFinder(std::string_view weights, std::string_view words, std::span<const GazetteerEntry> gazetteer);

  /// Fills `names` of the sentences of one text that have none: each by itself, then once more those
  /// where the same words were clearly something else in the rest of the text.
  void find_names(std::string_view text, std::span<Sentence> sentences) const;

  /// Labels and margins of one sentence alone. `bonus`: name_labels extra scores for each word, or empty.
  void decode(const NameSentence& sentence, std::span<const std::int32_t> bonus, std::vector<NameLabel>& labels, std::vector<float>* margins) const;
  const HashMapView& lexicon() const { return lexicon_; }

 private:
  LinearModel model_;
  HashMapView lexicon_;
  NameGazetteer gazetteer_;
  std::array<std::array<std::int32_t, name_labels>, name_labels + 1> transitions_{};  // last row: from the start
};

}  // namespace kg::text
