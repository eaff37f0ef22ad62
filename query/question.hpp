// English questions: what a question asks for, before it becomes Cypher.
//
// The grammar knows how English questions are built (question word, auxiliary, subject, verb, object,
// prepositions); what the verbs mean comes from the ontology's frames, what the names mean from the graph.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/property_graph.hpp"
#include "ontology/ontology.hpp"
#include "query/period.hpp"
#include "query/question_names.hpp"

namespace kg::query {

/// `told`: no relation of the graph holds it (reasons, amounts, ages); sentences are read for it.
enum class Shape : std::uint8_t { meeting, event, statement, office, identity, connection, timeline, compare, membership, place, happening, told };

/// What fills the gap of the question.
enum class Asked : std::uint8_t { who, what, when, where, times, count, yes_no, list, why, amount, age };

/// "which state", "which organisation": the kind of actor that may answer.
enum class Category : std::uint8_t { any, person, state, organization };

/// Of what has a date all, or only the earliest or the latest: "when did X first meet Y".
enum class Which : std::uint8_t { all, earliest, latest };

/// Held and asserted; planned and proposed; cancelled, refused or denied.
enum class Mood : std::uint8_t { past, future, negated };

/// The clause of a question as its words stand, whatever the graph makes of its verb: for sentences that are read again.
struct AskedClause {
  struct Part {
    std::string preposition;  ///< may be empty
    Phrase phrase;
  };
  std::string verb;                ///< as typed, lower case; "be" where a noun phrase is asked for; empty if no clause was read
  std::string particle;            ///< that belongs to it: "on" of "call on"
  bool passive = false;
  std::string gap;                 ///< where the question word belongs: nsubj, obj, a preposition; empty for when, where, yes or no
  std::vector<Phrase> subject, object;
  std::vector<Part> others;        ///< preposition phrases
  std::vector<std::string> words;  ///< of a clause or infinitive behind the verb
  std::vector<Phrase> nominal;     ///< "who is the |suspect| in the |Oslo| |shooting|": names, and single words between them
  std::string head;                ///< its noun: "suspect"; may be empty
  std::vector<std::string> noun;   ///< "which |archbishop|", "how many |district council seats|": the head last
};

struct Question {
  std::string text;  ///< as typed
  Shape shape = Shape::identity;
  Asked asked = Asked::who;
  Category category = Category::any;
  std::string category_title;                    ///< "which foreign ministers": the office that the answer must hold
  std::vector<Phrase> category_of;               ///< "which US officials": whom the answer must hold an office of
  Mood mood = Mood::past;
  Which which = Which::all;
  std::string verb;                              ///< base form of the verb or noun asked with: "condemn"
  std::string light_verb;                        ///< where the noun says what happened: "sign" of "sign an agreement"
  std::vector<const ontology::Frame*> frames;    ///< what it may mean
  std::string asked_role;                        ///< of an event or a meeting: actor, recipient, topic, host …
  std::vector<Phrase> actors;                    ///< who does it; meeting: one side; statement: who speaks
  std::vector<Phrase> recipients;                ///< to whom; meeting: the other side; office: of what
  std::vector<Phrase> places;
  std::vector<Phrase> about;                     ///< topics
  std::vector<std::string> topic;                ///< further words that the sentence should hold
  std::vector<std::string> counted;              ///< "how many foreign fighters": what is counted, the noun last
  std::string kind;                              ///< meeting kind that is asked for: call, visit …; empty: any
  bool verb_needed = false;                      ///< the sentence must hold the verb: "cancelled", "postponed"
  bool in_person = false;                        ///< "met": a telephone call is none
  std::string title;                             ///< office: "foreign minister"; empty: any that leads
  bool by_title = false;                         ///< identity: asked for by a title that is an alias; the name answers
  bool former = false;                           ///< office: "former", "was"
  bool any_time = false;                         ///< office: former or not
  Period period;
  AskedClause clause;
};

/// The meaning of `text`, or nothing if it is built like no question that kg knows.
/// Notes about names go to the `notes` that `names` was made with.
std::optional<Question> read_question(std::string_view text, Names& names);

/// A question form for help and documentation: a pattern and an example.
struct QuestionForm {
  std::string_view form;     ///< "who met X"
  std::string_view example;  ///< "who met Kim"
};
std::span<const QuestionForm> question_forms();

/// The forms whose words are nearest to `text`, best first, at most `count`.
std::vector<QuestionForm> nearest_forms(std::string_view text, std::size_t count);

}  // namespace kg::query
