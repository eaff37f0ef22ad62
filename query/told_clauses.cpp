#include "query/told_clauses.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "extract/mood.hpp"
#include "query/told_numbers.hpp"

namespace kg::query {

using extract::Reality;
using extract::TokenRef;
using text::Upos;

namespace {

// Verbs that say of a happening no more than that it is one: its noun is looked for.
constexpr std::array<std::string_view, 12> light_verbs = {"be", "hold", "take", "happen", "occur", "give", "make", "have", "deliver", "do", "conduct", "schedule"};

/// A verb or noun that may tell what is asked, and who stands around it.
struct Telling {
  double score = 0;
  TokenRef trigger, verb;  ///< a noun is carried by a verb; else the same
  std::vector<TokenRef> subjects, objects;
  bool turned = false;  ///< of two who meet the other one is the subject
};

class ClauseFinder {
 public:
  ClauseFinder(const OpenedArticle& article, const Question& question, const VerbKin& kin)
      : article_(article), reading_(article.reading()), q_(question), clause_(question.clause), kin_(kin) {
    for (const std::string& form : base_forms(clause_.verb)) verbs_.push_back(form);
    for (const ontology::Frame* frame : q_.frames)
      for (const std::string& lemma : frame->lemmas) synonyms_.push_back(lemma.substr(0, lemma.find(' ')));
    kindred_ = VerbKin::synonyms(verbs_);
    subject_ = clause_.passive ? std::vector<Phrase>() : clause_.subject;
    object_ = clause_.passive ? clause_.subject : clause_.object;
    for (const AskedClause::Part& part : clause_.others) {
      if (clause_.passive && part.preposition == "by") subject_.push_back(part.phrase);
      else others_.push_back(part);
    }
    if (clause_.passive)
      for (const Phrase& phrase : clause_.object) others_.push_back({"", phrase});
    const auto plain = [&](Phrase& phrase) {
      if (!article_.is_all(phrase, "Policy")) return;
      phrase.nodes.clear();
      phrase.topic = content_words(phrase.text);
    };
    std::ranges::for_each(subject_, plain);
    std::ranges::for_each(object_, plain);
    for (AskedClause::Part& part : others_) plain(part.phrase);
    gap_ = !clause_.passive ? clause_.gap : clause_.gap == "nsubj" ? "obj" : clause_.gap == "by" ? "nsubj" : clause_.gap;
    light_ = q_.asked != Asked::amount && std::any_of(light_verbs.begin(), light_verbs.end(), [&](std::string_view verb) { return among(verbs_, verb); });
  }

  void run(std::vector<Scored>& found) const {
    const bool described = !clause_.nominal.empty() && q_.asked != Asked::when && q_.asked != Asked::where && q_.asked != Asked::count;
    if (described) return;
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      if (article_.cast().skipped(s)) continue;
      for (std::int32_t t = 0; t < reading_.size(s); ++t) {
        const Telling telling = read({s, t});
        if (telling.score <= 0) continue;
        Told told;
        told.answers = fill(telling);
        if (told.answers.empty()) continue;
        const auto [first, last] = article_.span(telling.verb ? telling.verb : telling.trigger);
        told.text = article_.line(s, first, last);
        told.date = when(telling);
        told.evidence = article_.evidence(telling.trigger);
        found.emplace_back(telling.score + (named(telling, told.answers) ? known : 0), std::move(told));
      }
    }
  }

 private:
  Telling read(TokenRef t) const {
    const Upos tag = reading_.token(t).upos;
    Telling telling;
    telling.trigger = t;
    if (is_named_place()) {
      if (article_.means(t, clause_.nominal.front()) && !reading_.is(t, "flat")) telling.score = 1;
      return telling;
    }
    if (tag == Upos::VERB) {
      if (light_ || extract::one_of(reading_.relation(t), {"case", "mark", "fixed"})) return {};
      const auto is_form = [&](const std::vector<std::string>& verbs) { return among(verbs, reading_.lemma(t)) || any_form(verbs, reading_.lower(t)); };
      telling.score = is_form(verbs_) ? 1 : is_form(synonyms_) ? 0.8 : is_form(kindred_) ? 0.7 : 0;
      if (telling.score == 0 || !has_particle(t)) return {};
      telling.verb = t;
      telling.subjects = subjects(t);
      telling.objects = extract::objects_of(reading_, t);
    } else if (tag == Upos::ADJ && q_.asked == Asked::yes_no && among(verbs_, reading_.lower(t))) {
      // "The vote is not binding"
      telling.score = 1;
      telling.verb = t;
      telling.subjects = subjects(t);
    } else if (tag == Upos::NOUN || tag == Upos::PROPN) {
      if (extract::one_of(reading_.relation(t), {"compound", "amod", "flat"}) && !light_) return {};
      telling.score = light_ ? names_happening(t) : kin_.names_deed(reading_.lemma(t), verbs_) ? 0.8 : 0;
      if (telling.score == 0) return {};
      read_noun(t, telling);
    } else {
      return {};
    }
    if (!is_real(telling)) return {};
    double parts = fit(telling, subject_, object_);
    // Of two who meet either may be the subject.
    if (parts < 0 && may_turn() && (gap_.empty() || gap_ == "obj" || gap_ == "nsubj") && !subject_.empty() != !object_.empty() && !gap_.empty()) {
      parts = fit(telling, object_, subject_);
      if (parts >= 0) telling.turned = true;
    } else if (parts < 0 && may_turn() && gap_.empty()) {
      parts = fit(telling, object_, subject_);
    }
    constexpr double verb_weight = 4;
    telling.score = parts < 0 ? 0 : telling.score * verb_weight + parts;
    return telling;
  }

  /// "Called on her": not every call.
  bool has_particle(TokenRef verb) const {
    if (clause_.particle.empty() || extract::one_of(clause_.particle, {"with", "to"})) return true;
    return std::ranges::any_of(reading_.children(verb), [&](std::int32_t c) {
      const TokenRef child{verb.sentence, c};
      return reading_.lower(child) == clause_.particle || reading_.case_words(child) == clause_.particle;
    });
  }

  /// "Where is the Central Church": what its own phrase says.
  bool is_named_place() const { return q_.asked == Asked::where && clause_.nominal.size() == 1 && !clause_.nominal.front().nodes.empty(); }

  /// Whoever meets somebody is met by him; a visit has a host.
  bool may_turn() const { return q_.shape == Shape::meeting && q_.kind != "visit" && !clause_.passive; }

  /// Of "ahead of meeting Kerry" and "to meet Kerry" whoever acts in the clause around it.
  std::vector<TokenRef> subjects(TokenRef verb) const {
    std::vector<TokenRef> found = extract::subjects_of(reading_, verb);
    TokenRef at = verb;
    for (int steps = 0; steps < 4 && found.empty() && extract::one_of(reading_.xpos(at), {"VBG", "VB"}) && !extract::is_passive(reading_, verb); ++steps) {
      const TokenRef up = reading_.head(at);
      at = up ? reading_.clause(up) : TokenRef{};
      if (!at) break;
      found = extract::subjects_of(reading_, at);
    }
    return found;
  }

  /// The head of what the light verb carries, or of what is counted.
  double names_happening(TokenRef t) const {
    if (q_.asked == Asked::count) return clause_.noun.empty() ? 0 : among_heads(t, clause_.noun.back());
    const std::vector<Phrase>& what = !object_.empty() ? object_ : subject_;
    if (!clause_.nominal.empty()) return among_heads(t, clause_.head);
    if (what.size() != 1) return 0;
    return among_heads(t, head_of(what.front().text));
  }
  double among_heads(TokenRef t, std::string_view head) const { return !head.empty() && article_.is_word(t, head) ? 1 : 0; }

  /// The last word before the first preposition.
  static std::string head_of(std::string_view phrase) {
    std::string head;
    for (const Word& word : split_words(phrase)) {
      if (!head.empty() && is_function_word(word.lower)) break;
      head = word.lower;
    }
    return head;
  }

  void read_noun(TokenRef noun, Telling& telling) const {
    static constexpr std::array<std::string_view, 16> carriers = {"issue", "make", "hold", "launch", "conduct", "stage", "mount", "give", "deliver", "file", "impose", "place", "sign", "have", "lead", "host"};
    telling.verb = reading_.clause(noun);
    std::vector<TokenRef> owners, doers, modifiers;
    for (const std::int32_t c : reading_.children(noun)) {
      const TokenRef child{noun.sentence, c};
      const std::string words = reading_.case_words(child);
      if (reading_.is(child, "nmod") && extract::one_of(words, {"by", "between", "among"})) doers.push_back(child);
      else if (reading_.is(child, "nmod") && extract::one_of(words, {"of", "against", "on", "over", "with", "to", "for", "into", "from"})) telling.objects.push_back(child);
      else if (reading_.is(child, "nmod:poss")) owners.push_back(child);
      else if (c < noun.token && (reading_.is(child, "amod") || reading_.is(child, "compound"))) modifiers.push_back(child);
    }
    // "Gave a speech", "imposed sanctions": whoever does that does what the noun says.
    if (doers.empty() && telling.verb && reading_.is(noun, "obj") && among(carriers, reading_.lemma(telling.verb))) doers = extract::subjects_of(reading_, telling.verb);
    // "The meeting of the leaders", "the death of X": of a deed that needs no object.
    if (doers.empty() && owners.empty() && object_.empty() && gap_ != "obj" && !clause_.passive) doers = telling.objects;
    // "Twin bombings struck the market": those whom the deed reached.
    if (telling.verb && reading_.is(noun, "nsubj") && among(std::array<std::string_view, 8>{"strike", "hit", "target", "kill", "injure", "wound", "destroy", "rock"}, reading_.lemma(telling.verb)))
      for (const TokenRef t : extract::objects_of(reading_, telling.verb)) telling.objects.push_back(t);
    const bool done_to = telling.objects.empty() && !doers.empty();
    telling.subjects = !doers.empty() ? doers : !owners.empty() ? owners : modifiers;
    if (done_to || telling.objects.empty()) {
      telling.objects.insert(telling.objects.end(), owners.begin(), owners.end());
      telling.objects.insert(telling.objects.end(), modifiers.begin(), modifiers.end());
    }
  }

  bool is_real(const Telling& telling) const {
    const Reality reality = extract::reality_of(reading_, telling.trigger, telling.verb ? telling.verb : telling.trigger);
    if (q_.asked == Asked::count && light_) return reality != Reality::denied;
    if (q_.asked == Asked::yes_no) return reality != Reality::hypothetical;
    if (q_.mood == Mood::negated) return reality == Reality::denied || reality == Reality::cancelled;
    if (reality == Reality::happened) return q_.mood != Mood::future || reading_.xpos(telling.verb ? telling.verb : telling.trigger) == "VBG" || is_to_come(telling);
    // "Who leads the delegation": also one that is on its way.
    const bool present = verb_forms(clause_.verb).third;
    return reality == Reality::planned && (q_.mood == Mood::future || q_.asked == Asked::when || present);
  }

  /// Told like a fact, but dated behind the day of the article: "a conference on May 4".
  bool is_to_come(const Telling& telling) const {
    const Date published = reading_.document().published, date = time(telling).date;
    return date && published && !(date.last_day() < published.first_day());
  }

  // ---- the parties ------------------------------------------------------------------------------------

  /// What is looked for anywhere in the sentence, and how much of it is there.
  struct Pool {
    double wanted = 0, told = 0;
    bool named = true;  ///< no name is missing
  };

  /// What the sentence itself does not say counts half where the sentences before it, or the headline, do.
  void look_for(Pool& pool, std::uint32_t s, const Phrase& phrase, bool around) const {
    const std::vector<std::string> words = phrase.nodes.empty() ? content_words(phrase.text) : phrase.topic;
    for (const std::string& word : words) {
      pool.wanted += 1;
      pool.told += best_around(s, around, [&](std::uint32_t at) { return article_.words_in(at, 0, reading_.size(at), {word}) > 0; });
    }
    if (phrase.nodes.empty()) return;
    constexpr double weight = 2;
    Phrase name = phrase;
    name.topic.clear();
    const double here = best_around(s, around, [&](std::uint32_t at) { return article_.found_in(at, 0, reading_.size(at), name) > 0; });
    pool.wanted += weight;
    pool.told += here * weight;
    pool.named &= here > 0;
  }

  template <class Test>
  double best_around(std::uint32_t s, bool around, Test test) const {
    constexpr double nearby = 0.6;
    if (test(s)) return 1;
    if (!around) return 0;
    return test(0) || (s > 0 && test(s - 1)) || (s > 1 && test(s - 2)) ? nearby : 0;
  }

  /// One of `heads` is what `phrase` is headed by, or means whom it names: from 0 to 1. Whoever
  /// acts may do so for it: "Russian prosecutors".
  double in_place(const std::vector<TokenRef>& heads, const Phrase& phrase, bool acts = false) const {
    const std::string head = head_of(phrase.text);
    // "Tsvangirai's challenge" is a challenge; "Johnson" is whoever is meant.
    const bool noun = phrase.nodes.empty() || (!phrase.topic.empty() && std::any_of(phrase.topic.begin(), phrase.topic.end(), [&](const std::string& word) { return same_word(word, head); }));
    double best = 0;
    for (const TokenRef up : heads)
      for (const TokenRef t : with_appositions(up)) {
        if (noun ? article_.is_word(t, head) : article_.means(t, phrase)) return 1;
        if (noun && stands_for(t, head)) best = std::max(best, 0.7);
        if (!noun) best = std::max(best, acts && article_.speaks_for(t, phrase) ? 0.7 : article_.is_word(t, head) ? 0.6 : 0);
      }
    return best;
  }

  /// "It" and "them" of what the words before call so.
  bool stands_for(TokenRef t, std::string_view noun) const {
    if (!extract::one_of(reading_.lower(t), {"it", "them", "they"})) return false;
    const std::vector<std::string> wanted{std::string(noun)};
    return article_.words_in(t.sentence, 0, t.token, wanted) > 0 || (t.sentence > 0 && article_.words_in(t.sentence - 1, 0, reading_.size(t.sentence - 1), wanted) > 0);
  }

  /// "The three lawmakers, |A, B and C|"
  std::vector<TokenRef> with_appositions(TokenRef head) const {
    std::vector<TokenRef> all = reading_.with_conjuncts(head);
    for (std::size_t i = 0, own = all.size(); i < own; ++i)
      for (const std::int32_t c : reading_.children(all[i]))
        if (const TokenRef child{head.sentence, c}; reading_.is(child, "appos")) {
          const std::vector<TokenRef> more = reading_.with_conjuncts(child);
          all.insert(all.end(), more.begin(), more.end());
        }
    return all;
  }

  /// How well all that the question names is told, each in its place: up to 2 for the parties, 1 for the rest; -1 if one is not.
  double fit(const Telling& telling, const std::vector<Phrase>& subject, const std::vector<Phrase>& object) const {
    const std::uint32_t s = telling.trigger.sentence;
    Pool pool;
    double score = 0;
    // "The talks take place", "the talks are held": they are the trigger.
    if (!(light_ && object.empty()))
      for (const Phrase& phrase : subject) {
        const double here = in_place(telling.subjects, phrase, true);
        if (here == 0) return -1;
        score += here / static_cast<double>(subject.size());
        if (head_of(phrase.text) != to_lower(phrase.text)) look_for(pool, s, phrase, q_.asked == Asked::yes_no);
      }
    if (!light_)
      for (const Phrase& phrase : object) {
        double here = in_place(telling.objects, phrase);
        if (here == 0 && in_place(telling.subjects, phrase) == 0) here = 0.8 * in_place(below(telling, phrase.nodes.empty()), phrase);
        if (here == 0) return -1;
        score += here / static_cast<double>(object.size());
        if (head_of(phrase.text) != to_lower(phrase.text)) look_for(pool, s, phrase, q_.asked == Asked::yes_no);
      }
    for (const AskedClause::Part& part : others_) look_for(pool, s, part.phrase, q_.shape != Shape::statement);
    for (const Phrase& phrase : clause_.nominal) look_for(pool, s, phrase, q_.asked == Asked::yes_no);
    if (light_)
      for (const Phrase& phrase : !object.empty() ? object_ : subject) look_for(pool, s, phrase, q_.asked == Asked::yes_no);
    pool.wanted += static_cast<double>(clause_.words.size());
    pool.told += static_cast<double>(article_.words_in(s, 0, reading_.size(s), clause_.words));
    // "Asked her to |leave|": no other request.
    if (!clause_.words.empty() && article_.words_in(s, 0, reading_.size(s), {clause_.words.front()}) == 0) return -1;
    const double least = q_.asked == Asked::yes_no ? 0.8 : 0.6;
    const double share = pool.wanted == 0 ? 1 : pool.told / pool.wanted;
    if (!pool.named || share < least || (q_.period && !in_period(telling))) return -1;
    return score + share;
  }

  /// Phrases that hang on the trigger, directly or inside another phrase, but in no other clause. What is done to
  /// somebody is told of the subject alone.
  std::vector<TokenRef> below(const Telling& telling, bool unnamed) const {
    std::vector<TokenRef> found;
    if (telling.trigger == telling.verb && extract::is_passive(reading_, telling.verb)) return found;
    const auto nominal = [&](TokenRef t) { return (unnamed && (reading_.is(t, "compound") || reading_.is(t, "amod"))) || reading_.is(t, "obj") || reading_.is(t, "iobj") || reading_.is(t, "obl") || reading_.is(t, "nmod") || reading_.is(t, "appos") || reading_.is(t, "conj") || reading_.is(t, "flat"); };
    for (std::int32_t t = 0; t < reading_.size(telling.trigger.sentence); ++t) {
      const TokenRef at{telling.trigger.sentence, t};
      TokenRef up = at;
      while (up && up != telling.trigger && nominal(up)) up = reading_.head(up);
      if (at != telling.trigger && up == telling.trigger) found.push_back(at);
    }
    return found;
  }

  graph::When time(const Telling& telling) const {
    const TokenRef verb = telling.verb ? telling.verb : telling.trigger;
    graph::When when = extract::when_of(article_.scene(), telling.trigger, verb);
    if (when.date) return when;
    // "Will speak and take part in a debate on Monday": the day of verbs side by side.
    for (const text::TimeExpression& time : reading_.sentence(verb.sentence).times) {
      if (!time.date || time.first >= time.last) continue;
      const TokenRef up = reading_.clause({verb.sentence, static_cast<std::int32_t>(time.first)});
      if (up && reading_.is(up, "conj") && reading_.head(up) == verb) when.date = time.date;
    }
    return when;
  }
  std::string when(const Telling& telling) const { return time(telling).date.iso(); }
  bool in_period(const Telling& telling) const {
    const graph::When when = time(telling);
    if (!when.date) return false;
    return !(q_.period.from && when.date.last_day() < q_.period.from) && !(q_.period.to && when.date.first_day() > q_.period.to);
  }

  // ---- what stands in the gap -------------------------------------------------------------------------

  std::vector<std::string> fill(const Telling& telling) const {
    std::vector<std::string> answers;
    switch (q_.asked) {
      case Asked::when:
        if (std::string date = when(telling); !date.empty()) answers.push_back(std::move(date));
        break;
      case Asked::where:
        answers = places(telling);
        break;
      case Asked::yes_no: answers.push_back(yes_or_no(telling)); break;
      case Asked::who:
      case Asked::what:
      case Asked::list:
        if (q_.shape == Shape::statement && gap_ == "obj") answers = speech(telling);
        add(parties(telling, true), answers);
        if (answers.empty()) add(parties(telling, false), answers);
        break;
      case Asked::count:
        for (const TokenRef head : light_ ? std::vector{telling.trigger} : in_gap(telling))
          for (const TokenRef t : reading_.with_conjuncts(head))
            if (answers.empty()) answers.push_back(number_at(t));
        break;
      case Asked::amount:
        for (const TokenRef t : {telling.trigger, telling.verb})
          if (answers.empty() && t) answers.push_back(amount_at(t));
        break;
      case Asked::times: answers.push_back(times(telling)); break;
      case Asked::why: answers = reasons(telling); break;
      default: break;
    }
    // Words of the question are no answer to it.
    const bool names = q_.asked == Asked::who || q_.asked == Asked::what || q_.asked == Asked::where;
    std::erase_if(answers, [&](const std::string& answer) {
      const std::vector<std::string> words = content_words(answer);
      return answer.empty() || (names && count_found(words, q_.text) == words.size());
    });
    return answers;
  }

  /// Where extraction says, else the one place that hangs on the clause behind "in" or "at".
  std::vector<std::string> places(const Telling& telling) const {
    std::vector<std::string> found;
    const auto add = [&](std::string name) {
      const auto asked = [&](const Phrase& phrase) { return phrase.text == name; };
      if (std::ranges::none_of(clause_.nominal, asked) && std::ranges::none_of(clause_.subject, asked) && std::find(found.begin(), found.end(), name) == found.end()) found.push_back(std::move(name));
    };
    // A summit takes place in no organisation.
    const auto add_all = [&](const std::vector<extract::Who>& places) {
      for (const extract::Who& who : places)
        if (const extract::EntityLabel label = article_.cast().entity(who.entity).label; label != extract::EntityLabel::person && (label != extract::EntityLabel::organization || !light_)) add(article_.name(who.entity));
    };
    const std::uint32_t s = telling.trigger.sentence;
    if (is_named_place()) {
      const extract::Mention* mention = article_.cast().mention_at(telling.trigger);
      for (std::int32_t t = 0; t < reading_.size(s); ++t) {
        const TokenRef at{s, t};
        const bool inside = extract::one_of(reading_.case_words(at), {"in", "at", "near"});
        const bool own = reading_.head(at) == telling.trigger && (reading_.is(at, "nmod:poss") || (inside && reading_.is(at, "nmod")));
        const bool next = inside && mention != nullptr && t == mention->last + 1;  // wherever the tree hangs it
        if (own || next) add_all(article_.cast().who(at, extract::Wanted::place));
      }
      return found;
    }
    // "In Oslo, |where| the vigil was banned"
    for (const std::int32_t c : telling.verb ? reading_.children(telling.verb) : std::vector<std::int32_t>()) {
      std::int32_t before = c - 1;
      while (before > 0 && reading_.token({s, before}).upos == Upos::PUNCT) --before;
      if (reading_.lower({s, c}) == "where" && before >= 0) add_all(article_.cast().who({s, before}, extract::Wanted::place));
    }
    if (!found.empty()) return found;
    add_all(extract::where_of(article_.scene(), telling.trigger, telling.verb ? telling.verb : telling.trigger));
    if (!found.empty()) return found;
    const auto belongs = [&](TokenRef at) {  // no other verb stands between
      for (TokenRef up = at; up; up = reading_.head(up)) {
        if (up == telling.trigger || up == telling.verb) return true;
        const bool meanwhile = reading_.is(up, "advcl") && reading_.xpos(up) == "VBG";  // "killed while |working at the station|"
        const bool beside = reading_.is(up, "conj") && reading_.head(up) == telling.verb;  // "living and |working in Oslo|"
        if (up != at && reading_.token(up).upos == Upos::VERB && !meanwhile && !beside) break;
      }
      return false;
    };
    for (std::int32_t t = 0; t < reading_.size(s); ++t) {
      const TokenRef at{s, t};
      if (!extract::one_of(reading_.case_words(at), {"in", "at", "outside", "outside_of", "inside", "near", "while_in"}) || reading_.in_time(at) || !belongs(at)) continue;
      add_all(article_.cast().who(at, extract::Wanted::place));
    }
    if (found.size() == 1) return found;
    found.clear();
    // "On the forecourt of the cathedral"
    for (const std::int32_t c : reading_.children(telling.trigger)) {
      const TokenRef at{s, c};
      if (!reading_.is(at, "obl") || !extract::one_of(reading_.case_words(at), {"in", "at", "on", "outside", "inside", "near"})) continue;
      const auto [first, last] = reading_.phrase(at);
      for (std::int32_t t = first; t < last; ++t)
        if (article_.scene().vocabulary.is_building_word(reading_.lower({s, t}))) return {article_.line(s, first, last)};
    }
    return found;
  }

  /// Who or what stands in the gap; `so_called`: those that the text calls what is asked for, "which |archbishop|".
  std::vector<std::string> parties(const Telling& telling, bool so_called) const {
    std::vector<std::string> found;
    if (so_called && clause_.noun.empty()) return found;
    for (const TokenRef head : in_gap(telling))
      for (const TokenRef t : reading_.with_conjuncts(head)) {
        const auto [first, last] = article_.span(t);
        if (!so_called || article_.words_in(t.sentence, first, last, {clause_.noun.back()}) > 0) add(said_by(t), found);
      }
    return found;
  }

  static void add(const std::vector<std::string>& more, std::vector<std::string>& to) {
    for (const std::string& one : more)
      if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
  }

  static constexpr double known = 0.2;  ///< somebody with a name is a better answer than "gunmen"

  bool named(const Telling& telling, const std::vector<std::string>& answers) const {
    if (q_.asked != Asked::who) return false;
    return std::ranges::any_of(in_gap(telling), [&](TokenRef head) {
      return std::ranges::any_of(reading_.with_conjuncts(head), [&](TokenRef t) {
        return std::ranges::any_of(article_.names(t, extract::Wanted::actor, q_.category), [&](const std::string& name) { return among(answers, name); });
      });
    });
  }

  /// The clause that is said, or the quotation around "she said".
  std::vector<std::string> speech(const Telling& telling) const {
    if (telling.trigger != telling.verb) return {};
    for (const std::string_view relation : {"ccomp", "parataxis"})
      if (const TokenRef said = reading_.child(telling.trigger, relation)) {
        const auto [first, last] = article_.span(said);
        const auto here = [&, from = first, to = last](const AskedClause::Part& part) { return article_.found_in(said.sentence, from, to, part.phrase) > 0; };
        if (!std::ranges::all_of(others_, here)) return {};
        return {article_.line(said.sentence, first, last)};
      }
    return {};
  }

  /// How many of what is counted the phrase headed by `t` tells.
  std::string number_at(TokenRef t) const {
    if (clause_.noun.empty()) return {};
    const auto [first, last] = article_.span(t);
    // "470 are detained", "90 of the members"
    if (reading_.token(t).upos == Upos::NUM) return told_number(article_.line(t.sentence, t.token, t.token + 1) + " " + clause_.noun.back(), clause_.noun);
    const std::vector<std::string> modifiers(clause_.noun.begin(), clause_.noun.end() - 1);
    if (article_.words_in(t.sentence, first, last, modifiers) * 2 < modifiers.size()) return {};
    return told_number(article_.line(t.sentence, first, last), clause_.noun);
  }

  /// "Shot him |16 times|", "met twice"
  std::string times(const Telling& telling) const {
    for (const std::int32_t c : reading_.children(telling.trigger)) {
      const TokenRef child{telling.trigger.sentence, c};
      if (reading_.lower(child) == "once" || reading_.lower(child) == "twice") return reading_.lower(child) == "once" ? "1" : "2";
      if (reading_.lemma(child) != "time") continue;
      const auto [first, last] = article_.span(child);
      return told_number(article_.line(child.sentence, first, last), {"times"});
    }
    return {};
  }

  std::string amount_at(TokenRef t) const {
    const auto [first, last] = article_.span(t);
    return told_amount(article_.line(t.sentence, first, last));
  }

  /// "Because of the scandal", "over his remarks", "in order to end the war".
  std::vector<std::string> reasons(const Telling& telling) const {
    std::vector<std::string> found;
    const auto add_reason = [&](TokenRef at) {
      const auto [first, last] = article_.span(at);
      found.push_back(article_.line(at.sentence, first, last));
    };
    for (const TokenRef t : {telling.trigger, telling.verb}) {
      if (!t || !found.empty()) continue;
      for (const std::int32_t c : reading_.children(t)) {
        const TokenRef child{t.sentence, c};
        const std::string words = reading_.case_words(child);
        const bool purpose = (reading_.is(child, "advcl") || reading_.relation(child) == "acl") && (words == "to" || (words == "for" && reading_.xpos(child) == "VBG"));
        const bool object = words == "for" && reading_.is(child, "obl") && !reading_.in_time(child);
        if (is_cause(child) || object || purpose || extract::one_of(words, {"over", "amid"})) add_reason(child);
      }
      // The tree may hang it on the phrase before.
      const auto [first, last] = article_.span(t);
      for (std::int32_t k = t.token + 1; k < last && found.empty(); ++k)
        if (const TokenRef at{t.sentence, k}; is_cause(at)) add_reason(at);
    }
    return found;
  }

  /// "Because of the leak", "on suspicion of theft", "in anticipation of the storm".
  bool is_cause(TokenRef t) const {
    const std::string words = reading_.case_words(t);
    if (extract::one_of(words, {"because", "because_of", "due_to", "owing_to", "in_protest_at", "in_protest_of", "in_response_to", "in_order_to"})) return true;
    if (words == "on") return extract::one_of(reading_.lemma(t), {"suspicion", "charge", "ground", "account", "allegation"});
    return words == "in" && extract::one_of(reading_.lemma(t), {"anticipation", "response", "protest", "retaliation", "revenge", "reaction"});
  }

  std::string yes_or_no(const Telling& telling) const {
    const Reality reality = extract::reality_of(reading_, telling.trigger, telling.verb ? telling.verb : telling.trigger);
    if (reality == Reality::denied || reality == Reality::cancelled) return "no";
    if (reading_.token(telling.trigger).upos == Upos::ADJ && std::ranges::any_of(reading_.children(telling.trigger), [&](std::int32_t c) { return reading_.token({telling.trigger.sentence, c}).features.negative; })) return "no";
    const bool to_come = reality == Reality::planned || reality == Reality::proposed;
    return !to_come || q_.mood == Mood::future ? "yes" : "";
  }

  std::vector<TokenRef> in_gap(const Telling& telling) const {
    if (gap_ == "nsubj" && !telling.turned) return telling.subjects;
    if (q_.shape == Shape::statement && gap_ == "obj") return {};  // what somebody says is no object
    if (gap_ == "obj" && telling.turned) return telling.subjects;
    std::vector<TokenRef> found;
    if (gap_ == "nsubj" || gap_ == "obj") {
      found = telling.objects;
      // "Meets |with officials|": verbs that take their object behind a preposition.
      if (found.empty() && q_.asked != Asked::count)
        for (const std::int32_t c : reading_.children(telling.trigger))
          if (const TokenRef child{telling.trigger.sentence, c}; reading_.is(child, "obl") && extract::one_of(reading_.case_words(child), {"with", "to", "together_with"}) && !reading_.in_time(child)) found.push_back(child);
      return found;
    }
    for (std::int32_t t = 0; t < reading_.size(telling.trigger.sentence); ++t) {
      const TokenRef at{telling.trigger.sentence, t};
      if (reading_.case_words(at) == gap_ && article_.hangs_on(at, telling.trigger)) found.push_back(at);
    }
    return found;
  }

  /// Names, or the words themselves: "gunmen", "a committee of nine".
  std::vector<std::string> said_by(TokenRef t) const {
    if (is_asked(t)) return {};
    if (q_.asked == Asked::who || q_.category != Category::any || !clause_.noun.empty())
      if (std::vector<std::string> names = article_.names(t, extract::Wanted::actor, q_.category); !names.empty()) return names;
    if (std::vector<std::string> names = named_behind(t); !names.empty()) return names;
    const Upos tag = reading_.token(t).upos;
    if (q_.asked == Asked::what && tag == Upos::VERB && reading_.xpos(t) == "VBG") {  // "focuses on |ending the war|"
      const auto [first, last] = article_.span(t);
      return {article_.line(t.sentence, first, last)};
    }
    const bool modifier = reading_.is(t, "amod") || reading_.is(t, "compound");
    if (q_.category != Category::any || modifier || (tag != Upos::NOUN && tag != Upos::PROPN) || reading_.in_time(t)) return {};
    return {article_.words(t)};
  }

  /// Whoever stands in the question is no answer to it.
  bool is_asked(TokenRef t) const {
    const auto here = [&](const Phrase& phrase) { return article_.means(t, phrase); };
    return std::ranges::any_of(clause_.subject, here) || std::ranges::any_of(clause_.object, here) || std::ranges::any_of(clause_.nominal, here) ||
           std::ranges::any_of(clause_.others, [&](const AskedClause::Part& part) { return here(part.phrase); });
  }

  /// "Three groups, |A, B and C|", "officials including |A|".
  std::vector<std::string> named_behind(TokenRef t) const {
    std::vector<std::string> found;
    for (const std::int32_t c : reading_.children(t)) {
      const TokenRef child{t.sentence, c};
      if (!reading_.is(child, "appos") && reading_.case_words(child) != "including") continue;
      for (const TokenRef part : reading_.with_conjuncts(child))
        for (std::string& name : article_.names(part, extract::Wanted::actor, q_.category)) found.push_back(std::move(name));
    }
    return found;
  }

  const OpenedArticle& article_;
  const extract::Reading& reading_;
  const Question& q_;
  const AskedClause& clause_;
  const VerbKin& kin_;
  std::vector<std::string> verbs_, synonyms_, kindred_;  ///< as asked; of the same frame; used for the same
  std::vector<Phrase> subject_, object_;  ///< logical: of the active clause
  std::vector<AskedClause::Part> others_;
  std::string gap_;
  bool light_ = false;
};

}  // namespace

void find_clauses(const OpenedArticle& article, const Question& question, const VerbKin& kin, std::vector<Scored>& found) {
  ClauseFinder(article, question, kin).run(found);
}

}  // namespace kg::query
