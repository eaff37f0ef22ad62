// Questions for what happened: the verb of the question as the verb of a clause.
#include <algorithm>
#include <array>
#include <set>

#include "base/utf8.hpp"
#include "query/plan_pieces.hpp"
#include "query/question_happenings.hpp"

namespace kg::query {
namespace {

using ontology::Frame;

// Verbs that say of a happening no more than that it came, or went.
constexpr std::array<std::array<std::string_view, 5>, 3> stages = {{
    {"begin", "start", "commence", "open", "launch"},
    {"end", "conclude", "finish", "expire", "close"},
    {"hold", "happen", "occur", "set", "schedule"},
}};

class HappeningPlanner : PlanPieces {
 public:
  HappeningPlanner(const Question& question, const Names& names, Plan& plan) : PlanPieces(question, names), plan_(plan) {}

  /// The verb of the question as the verb of a clause: who did it, and to whom.
  void run() {
    const std::vector<Phrase> actors = named(q_.actors), recipients = named(q_.recipients);
    Narrowing keep;
    keep.topic = q_.topic;
    append(keep.topic, words_of(q_.about));
    append(keep.topic, words_of(q_.places));
    if (q_.asked_role == "recipient") append(keep.topic, content_words(q_.title));  // "who was elected president"
    for (const auto* list : {&q_.actors, &q_.recipients})
      for (const Phrase& phrase : *list) append(keep.topic, phrase.unknown ? content_words(phrase.text) : phrase.topic);
    const bool nobody = actors.empty() && recipients.empty();
    plan_.answer = event_answer();
    // "When did the siege begin": the siege is what began.
    std::set<std::string> stage;
    for (const auto& same : stages)
      if (std::ranges::find(same, q_.light_verb) != same.end()) stage.insert(same.begin(), same.end());
    if (!stage.empty()) append(keep.topic, content_words(q_.verb));
    if (nobody && keep.topic.empty() && q_.asked != Asked::who) return;
    keep.topic_share = keep.topic.empty() ? 0 : 0.6;
    std::set<std::string> kinds, more;
    for (const std::string& lemma : base_forms(q_.verb)) kinds.insert(lemma.substr(0, lemma.find(' ')));
    // "When is the general election": nouns name happenings by their verb.
    for (const auto& [noun, verb] : names_.ontology().lexicon.happening_nouns) {
      if (kinds.contains(noun)) kinds.insert(verb);
      const auto names_it = [&, &wanted = noun](const std::string& word) {
        const std::vector<std::string> forms = base_forms(word);
        return std::find(forms.begin(), forms.end(), wanted) != forms.end();
      };
      if (q_.verb.empty() && std::any_of(keep.topic.begin(), keep.topic.end(), names_it)) kinds.insert(verb);
    }
    kinds.insert(stage.begin(), stage.end());
    for (const Frame* frame : q_.frames)
      for (const std::string& lemma : frame->lemmas) more.insert(lemma.substr(0, lemma.find(' ')));
    for (const std::string& kind : kinds) more.erase(kind);
    // "Who announced an agreement": the clause may be told by its verb, if that says more than that there is one.
    std::set<std::string> told;
    const bool carries = std::ranges::any_of(q_.frames, [&](const Frame* frame) { return std::ranges::find(frame->light_verbs, q_.light_verb) != frame->light_verbs.end(); });
    const auto by_its_verb = [&] {
      for (const std::string& form : base_forms(q_.light_verb)) told.insert(form);
      Narrowing of_noun = keep;
      append(of_noun.topic, content_words(q_.verb));
      of_noun.topic_share = 0.6;
      attempt(told, actors, recipients, of_noun);
      if (!nobody) loose_attempt(told, of_noun);
    };
    const bool verb_tells = stage.empty() && !q_.light_verb.empty() && q_.asked != Asked::yes_no;
    if (verb_tells && !carries) by_its_verb();
    // The names in their parts; then in the sentence, in whatever part; then the same with the verb's synonyms.
    for (const auto* lemmas : {&kinds, &more}) {
      if (lemmas->empty()) continue;
      attempt(*lemmas, actors, recipients, keep);
      if (nobody) continue;
      loose_attempt(*lemmas, keep);
    }
    if (verb_tells && carries) by_its_verb();
    // "When does it take place": what is still to come, if nothing of the past answers.
    if (q_.asked == Asked::when && q_.mood == Mood::past) {
      to_come_ = true;
      attempt(kinds, actors, recipients, keep);
      if (!nobody) loose_attempt(kinds, keep);
    }
  }

 private:
  /// The names in whatever part of the sentence; people by the name that articles call them by.
  Narrowing loosened(Narrowing keep, double share) const {
    for (const auto* list : {&q_.actors, &q_.recipients})
      for (const Phrase& phrase : named(*list)) {
        std::vector<std::string> words = content_words(phrase.text);
        if (any_label(phrase, "Person") && words.size() > 1) words.erase(words.begin(), words.end() - 1);
        append(keep.topic, words);
      }
    keep.topic_share = share;
    return keep;
  }

  void attempt(const std::set<std::string>& kinds, const std::vector<Phrase>& actors, const std::vector<Phrase>& recipients, const Narrowing& keep) {
    std::vector<std::string> where, after;
    const bool asks = q_.asked == Asked::who || q_.asked == Asked::count, asks_actor = asks && q_.asked_role == "actor", asks_recipient = asks && !asks_actor;
    std::string match, optional, narrowed;
    const auto part = [&](const std::string& variable, const std::string& role, const std::vector<Phrase>& phrases, bool asked) {
      std::string start = "(" + variable + ")";
      if (phrases.size() == 1) start = node(variable, phrases.front(), where);
      else if (const std::string one_of = among(variable, phrases); !one_of.empty()) where.push_back(one_of);
      const std::string step = start + "-[:PARTICIPATED_IN {role: " + quoted(role) + "}]->(h";
      if (phrases.empty() && !asked) optional += "OPTIONAL MATCH " + step + ")\n";
      else match += (match.empty() ? "MATCH " : ", ") + step + ":Happening)";
    };
    part("a", "actor", actors, asks_actor);
    part("b", "recipient", recipients, asks_recipient);
    if (match.empty()) match = "MATCH (h:Happening)";
    std::string list;
    for (const std::string& kind : kinds) list += (list.empty() ? "" : ", ") + quoted(kind);
    where.push_back("h.kind IN [" + list + "]");
    // "When is the election" asks of one to come, or of any.
    const bool any_time = q_.asked == Asked::yes_no || (q_.asked == Asked::when && q_.mood == Mood::future);
    if (!any_time) where.push_back("h.status = " + quoted(q_.mood == Mood::future || to_come_ ? "planned" : q_.mood == Mood::negated ? "denied" : "asserted"));
    add_period("h", where);
    const std::string name = asks ? category(asks_actor ? "a" : "b", where, narrowed, after) : std::string();
    std::string cypher = match + "\n" + conjunction(where) + optional + narrowed;
    if (!after.empty()) cypher += "WITH *\n" + conjunction(after);
    cypher += "RETURN " + (asks_actor ? name : std::string("a.name")) + " AS who, h.kind AS action, " + (asks_recipient ? name : std::string("b.name")) + " AS whom, h.text AS what, h.date AS date";
    if (q_.asked == Asked::yes_no || q_.mood != Mood::past) cypher += ", h.status AS status";
    cypher += ", [h] AS source\nORDER BY h.date_from, who, whom";
    plan_.attempts.push_back({std::move(cypher), keep, loose_});
  }

  void loose_attempt(const std::set<std::string>& kinds, const Narrowing& keep) {
    loose_ = true;
    attempt(kinds, {}, {}, loosened(keep, 0.9));
    loose_ = false;
  }

  bool loose_ = false;
  bool to_come_ = false;  ///< only what is planned
  Plan& plan_;
};

/// The question's verb, a noun that names what it does, and the other words of its frames.
std::vector<std::string> verbs_of(const Question& question) {
  std::vector<std::string> verbs = base_forms(question.verb);
  for (const Frame* frame : question.frames) append(verbs, frame->lemmas);
  for (std::string& verb : verbs) verb = verb.substr(0, verb.find(' '));
  return verbs;
}

class CountPlanner : PlanPieces {
 public:
  CountPlanner(const Question& question, const Names& names, Plan& plan) : PlanPieces(question, names), plan_(plan) {}

  void run() {
    Narrowing keep;
    keep.counted = q_.counted;
    keep.topic = q_.topic;
    for (const auto* list : {&q_.actors, &q_.recipients, &q_.places, &q_.about}) append(keep.topic, words_of(*list));
    std::erase_if(keep.topic, [&](const std::string& word) { return std::ranges::find(q_.counted, word) != q_.counted.end(); });
    keep.topic_share = keep.topic.empty() ? 0 : 0.6;
    keep.verb = q_.verb;
    std::string kinds;
    for (const std::string& verb : verbs_of(q_)) {
      kinds += (kinds.empty() ? "" : ", ") + quoted(verb);
      keep.synonyms.push_back(verb);
    }
    attempt("MATCH (h:Happening)", "h", "h.kind IN [" + kinds + "]", keep);
    keep.verb_needed = keep.trigger_needed = true;
    attempt("MATCH (:Actor)-[r]->()", "r", "r.event", keep);
    keep.trigger_needed = false;
    attempt("MATCH (:Actor)-[:SAID]->(s:Statement)", "s", "", keep);
  }

 private:
  void attempt(const std::string& match, const std::string& told, const std::string& condition, const Narrowing& keep) {
    std::vector<std::string> where;
    if (!condition.empty()) where.push_back(condition);
    add_period(told, where);
    plan_.attempts.push_back({match + "\n" + conjunction(where) + "RETURN " + told + ".text AS what, " + told + ".date AS date, [" + told + "] AS source\nORDER BY " + told + ".date_from, what", keep});
  }

  Plan& plan_;
};

}  // namespace

void plan_counts(const Question& question, const Names& names, Plan& plan) { CountPlanner(question, names, plan).run(); }

void plan_happenings(const Question& question, const Names& names, Plan& plan) { HappeningPlanner(question, names, plan).run(); }

}  // namespace kg::query
