#include "query/told_clauses.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "extract/mood.hpp"
#include "query/told_gap.hpp"

namespace kg::query {

using extract::Reality;
using extract::TokenRef;
using text::Upos;

namespace {

class ClauseFinder {
 public:
  ClauseFinder(const OpenedArticle& article, const Question& question, const VerbKin& kin)
      : article_(article), reading_(article.reading()), q_(question), clause_(question.clause), kin_(kin), parts_(article, question), gap_(article, question, parts_) {}

  void run(std::vector<Scored>& found) const {
    const bool described = !clause_.nominal.empty() && q_.asked != Asked::when && q_.asked != Asked::where && q_.asked != Asked::count;
    if (described) return;
    constexpr double known = 0.2;  // somebody with a name is a better answer than "gunmen"
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      if (article_.cast().skipped(s)) continue;
      for (std::int32_t t = 0; t < reading_.size(s); ++t) {
        const Telling telling = read({s, t});
        if (telling.score <= 0) continue;
        Told told;
        told.answers = gap_.fill(telling);
        if (told.answers.empty()) continue;
        const auto [first, last] = article_.span(telling.verb ? telling.verb : telling.trigger);
        told.text = article_.line(s, first, last);
        told.date = told_time(article_, telling).date.iso();
        told.evidence = article_.evidence(telling.trigger);
        found.emplace_back(telling.score + (gap_.named(telling, told.answers) ? known : 0), std::move(told));
      }
    }
  }

 private:
  Telling read(TokenRef t) const {
    const Upos tag = reading_.token(t).upos;
    Telling telling;
    telling.trigger = t;
    if (parts_.named_place) {
      if (article_.means(t, clause_.nominal.front()) && !reading_.is(t, "flat")) telling.score = 1;
      return telling;
    }
    if (tag == Upos::VERB) {
      if (parts_.light || extract::one_of(reading_.relation(t), {"case", "mark", "fixed"})) return {};
      const auto is_form = [&](const std::vector<std::string>& verbs) { return among(verbs, reading_.lemma(t)) || any_form(verbs, reading_.lower(t)); };
      telling.score = is_form(parts_.verbs) ? 1 : is_form(parts_.synonyms) ? 0.8 : is_form(parts_.kindred) ? 0.7 : 0;
      if (telling.score == 0 || !has_particle(t)) return {};
      telling.verb = t;
      telling.subjects = subjects(t);
      telling.objects = extract::objects_of(reading_, t);
    } else if (tag == Upos::ADJ && q_.asked == Asked::yes_no && among(parts_.verbs, reading_.lower(t))) {
      // "The vote is not binding"
      telling.score = 1;
      telling.verb = t;
      telling.subjects = subjects(t);
    } else if (tag == Upos::NOUN || tag == Upos::PROPN) {
      if (extract::one_of(reading_.relation(t), {"compound", "amod", "flat"}) && !parts_.light) return {};
      telling.score = parts_.light ? names_happening(t) : kin_.names_deed(reading_.lemma(t), parts_.verbs) ? 0.8 : 0;
      if (telling.score == 0) return {};
      read_noun(t, telling);
    } else {
      return {};
    }
    if (!is_real(telling)) return {};
    double parts = fit(telling, parts_.subject, parts_.object);
    // Of two who meet either may be the subject.
    if (parts < 0 && may_turn() && (parts_.gap.empty() || parts_.gap == "obj" || parts_.gap == "nsubj") && !parts_.subject.empty() != !parts_.object.empty() && !parts_.gap.empty()) {
      parts = fit(telling, parts_.object, parts_.subject);
      if (parts >= 0) telling.turned = true;
    } else if (parts < 0 && may_turn() && parts_.gap.empty()) {
      parts = fit(telling, parts_.object, parts_.subject);
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

  /// Whoever meets somebody is met by him; a visit has a host.
  bool may_turn() const { return q_.shape == Shape::meeting && q_.kind != "visit" && !clause_.passive; }

  /// Of "ahead of meeting her" and "to meet her" whoever acts in the clause around it.
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
    const std::vector<Phrase>& what = !parts_.object.empty() ? parts_.object : parts_.subject;
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
    // "Talks held in May |between the two|"
    if (const TokenRef held = extract::held_in(reading_, noun); held && doers.empty())
      for (const std::int32_t c : reading_.children(held))
        if (const TokenRef child{noun.sentence, c}; extract::one_of(reading_.case_words(child), {"by", "between", "among"})) doers.push_back(child);
    // "Gave a speech", "imposed sanctions": whoever does that does what the noun says.
    if (doers.empty() && telling.verb && reading_.is(noun, "obj") && among(carriers, reading_.lemma(telling.verb))) doers = extract::subjects_of(reading_, telling.verb);
    // "The meeting of the leaders", "the death of X": of a deed that needs no object.
    if (doers.empty() && owners.empty() && parts_.object.empty() && parts_.gap != "obj" && !clause_.passive) doers = telling.objects;
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
    if (q_.asked == Asked::count && parts_.light) return reality != Reality::denied;
    if (q_.asked == Asked::yes_no) return reality != Reality::hypothetical;
    if (q_.mood == Mood::negated) return reality == Reality::denied || reality == Reality::cancelled;
    if (reality == Reality::happened) return q_.mood != Mood::future || reading_.xpos(telling.verb ? telling.verb : telling.trigger) == "VBG" || is_to_come(telling);
    // "Who leads the delegation": also one that is on its way.
    const bool present = verb_forms(clause_.verb).third;
    return reality == Reality::planned && (q_.mood == Mood::future || q_.asked == Asked::when || present);
  }

  /// Told like a fact, but dated behind the day of the article: "a conference on May 4".
  bool is_to_come(const Telling& telling) const {
    const Date published = reading_.document().published, date = told_time(article_, telling).date;
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

  /// What is talked about or asked for must be named with it; where and when something was need not be said again.
  bool is_topic(const AskedClause::Part& part) const { return q_.shape == Shape::statement || extract::one_of(part.preposition, {"about", "over", "on", "regarding", "concerning"}); }

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
    // "Berg's appeal" is an appeal; "Berg" is whoever is meant.
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
    if (!(parts_.light && object.empty()))
      for (const Phrase& phrase : subject) {
        const double here = in_place(telling.subjects, phrase, true);
        if (here == 0) return -1;
        score += here / static_cast<double>(subject.size());
        if (head_of(phrase.text) != to_lower(phrase.text)) look_for(pool, s, phrase, q_.asked == Asked::yes_no);
      }
    if (!parts_.light)
      for (const Phrase& phrase : object) {
        double here = in_place(telling.objects, phrase);
        if (here == 0 && in_place(telling.subjects, phrase) == 0) here = 0.8 * in_place(below(telling, phrase.nodes.empty()), phrase);
        if (here == 0) return -1;
        score += here / static_cast<double>(object.size());
        if (head_of(phrase.text) != to_lower(phrase.text)) look_for(pool, s, phrase, q_.asked == Asked::yes_no);
      }
    for (const AskedClause::Part& part : parts_.others) look_for(pool, s, part.phrase, !is_topic(part));
    for (const Phrase& phrase : clause_.nominal) look_for(pool, s, phrase, q_.asked == Asked::yes_no);
    if (parts_.light)
      for (const Phrase& phrase : !object.empty() ? parts_.object : subject) look_for(pool, s, phrase, q_.asked == Asked::yes_no);
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
    const auto circumstance = [&](TokenRef t) {
      return extract::one_of(reading_.case_words(t), {"via", "through", "by", "during", "after", "before", "since", "until", "without", "despite", "in", "at", "near", "as", "like", "because_of", "amid"});
    };
    const auto is_any = [&](TokenRef t, std::initializer_list<std::string_view> relations) { return std::ranges::any_of(relations, [&](std::string_view relation) { return reading_.is(t, relation); }); };
    const auto nominal = [&](TokenRef t) {
      if (unnamed && is_any(t, {"compound", "amod"})) return true;
      return !circumstance(t) && is_any(t, {"obj", "iobj", "obl", "nmod", "appos", "conj", "flat"});
    };
    for (std::int32_t t = 0; t < reading_.size(telling.trigger.sentence); ++t) {
      const TokenRef at{telling.trigger.sentence, t};
      TokenRef up = at;
      while (up && up != telling.trigger && nominal(up)) up = reading_.head(up);
      if (at != telling.trigger && up == telling.trigger) found.push_back(at);
    }
    return found;
  }

  bool in_period(const Telling& telling) const {
    const graph::When when = told_time(article_, telling);
    if (!when.date) return false;
    return !(q_.period.from && when.date.last_day() < q_.period.from) && !(q_.period.to && when.date.first_day() > q_.period.to);
  }

  const OpenedArticle& article_;
  const extract::Reading& reading_;
  const Question& q_;
  const AskedClause& clause_;
  const VerbKin& kin_;
  AskedParts parts_;
  GapFiller gap_;
};

}  // namespace

void find_clauses(const OpenedArticle& article, const Question& question, const VerbKin& kin, std::vector<Scored>& found) {
  ClauseFinder(article, question, kin).run(found);
}

}  // namespace kg::query
