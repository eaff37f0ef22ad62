// What the English engine sees in a text: sentences of tokens with tags, lemmas, a dependency
// tree, names and dates. Plain data, spans point into the document's text.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_span.hpp"
#include "base/date.hpp"

namespace kg::text {

/// Universal part-of-speech tags (UD v2), in the order of the guidelines.
enum class Upos : std::uint8_t {
  ADJ, ADP, ADV, AUX, CCONJ, DET, INTJ, NOUN, NUM, PART, PRON, PROPN, PUNCT, SCONJ, SYM, VERB, X
};
std::string_view name_of(Upos tag);

/// Penn Treebank tags as UD English uses them, index into xpos_names().
enum class Xpos : std::uint8_t {};
std::string_view name_of(Xpos tag);

/// UD relations with the subtypes of English ("nsubj:pass"), index into relation_names().
enum class Relation : std::uint8_t {};
std::string_view name_of(Relation relation);
/// The relation spelt `name`; relation_none if English does not use it.
Relation find_relation(std::string_view name);
inline constexpr Relation relation_none{255};

/// The features that extraction reads; each `none` where the word has none.
enum class Tense : std::uint8_t { none, past, present };
enum class VerbForm : std::uint8_t { none, finite, infinitive, participle, gerund };
enum class Voice : std::uint8_t { none, active, passive };
enum class Number : std::uint8_t { none, singular, plural };
struct Features {
  Tense tense = Tense::none;
  VerbForm form = VerbForm::none;
  Voice voice = Voice::none;
  Number number = Number::none;
  std::uint8_t person = 0;  ///< 1 to 3, 0 if none
  bool negative = false;    ///< not, n't, no, never
  bool operator==(const Features&) const = default;
};

/// A syntactic word. Words of a contraction share no bytes: "don't" is [do][n't].
struct Token {
  ByteSpan span;             ///< bytes of the document
  std::string_view lemma;    ///< lives in Analysis::lemmas or the model
  std::int32_t head = -1;    ///< index in the sentence; -1 for the root (exactly one a sentence)
  Relation relation = relation_none;
  Upos upos = Upos::X;
  Xpos xpos{};
  Features features;
};

enum class NameType : std::uint8_t { person, organization, location, norp, misc };
std::string_view name_of(NameType type);  ///< "PER", "ORG", "LOC", "NORP", "MISC"

/// A name: tokens [first, last) of its sentence. Titles are not part of it. Never overlapping.
struct Name {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  NameType type = NameType::misc;
  float score = 0;  ///< margin to the best other labelling, larger is surer
};

enum class TimeType : std::uint8_t { date, time, duration, set };

/// A TimeML TIMEX3: when something is, or how long, or how often.
struct TimeExpression {
  ByteSpan span;            ///< bytes of the document
  std::uint32_t first = 0;  ///< tokens [first, last) of the sentence that it covers
  std::uint32_t last = 0;
  TimeType type = TimeType::date;
  /// TIMEX3 value: "2018-06-12", "2018-W24", "198", "P3D", "PRESENT_REF", "XXXX-WXX-2".
  std::string value;
  /// For dates and ranges that are known: inclusive bounds and the date as fine as the text gives it.
  Date date;
  Date from, to;            ///< day precision; unknown if relative without a reference date
  std::string_view rule;    ///< name of the rule that read it, a literal: "weekday", "month-year" …
  bool relative = false;    ///< needed the reference date
};

struct Sentence {
  ByteSpan span;                      ///< first to last token
  std::vector<Token> tokens;          ///< never empty
  std::vector<Name> names;            ///< in text order
  std::vector<TimeExpression> times;  ///< in text order
  bool opens_paragraph = false;       ///< first sentence of its paragraph
  bool headline = false;              ///< a heading, caption or list line without a final stop
};

/// The analysis of one text. Movable; tokens point into `lemmas`.
struct Analysis {
  std::vector<Sentence> sentences;
  std::deque<std::string> lemmas;  ///< stable addresses

  Analysis() = default;
  Analysis(Analysis&&) = default;
  Analysis& operator=(Analysis&&) = default;
  Analysis(const Analysis&) = delete;
};

}  // namespace kg::text
