// Whom pronouns mean: he and she by salience, it by the last body, they by the last group.
#include "extract/cast.hpp"

#include <algorithm>

#include "extract/frames.hpp"

namespace kg::extract {

void Cast::learn_genders() {
  genders_.assign(entities_.size(), ' ');
  for (const Mention& mention : mentions_) {
    if (mention.label != EntityLabel::person || mention.entity < 0) continue;
    for (std::int32_t t = mention.outer; t < mention.first; ++t) {
      const std::string& word = reading_.lower({mention.sentence, t});
      char& gender = genders_[static_cast<std::size_t>(mention.entity)];
      if (one_of(word, {"mrs.", "mrs", "ms.", "ms", "miss", "queen", "princess", "lady", "dame", "chairwoman", "spokeswoman", "congresswoman", "baroness", "sister", "wife", "daughter"})) gender = 'f';
      if (one_of(word, {"mr.", "mr", "king", "prince", "sir", "lord", "chairman", "spokesman", "congressman", "baron", "sheikh", "brother", "son", "father"})) gender = 'm';
    }
  }
}

void Cast::resolve_pronouns() {
  pronouns_.resize(reading_.sentence_count());
  for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
    pronouns_[s].assign(static_cast<std::size_t>(reading_.size(s)), -1);
    if (skipped_[s]) continue;
    for (std::int32_t t = 0; t < reading_.size(s); ++t) {
      const std::string& word = reading_.lower({s, t});
      if (one_of(word, {"he", "she", "him", "his", "her", "himself", "herself", "hers"}) && at_[s][static_cast<std::size_t>(t)] < 0) {
        // "Novak herself presided"
        const Mention* named = one_of(word, {"himself", "herself"}) && t > 0 ? mention_at({s, t - 1}) : nullptr;
        const bool stressed = named != nullptr && named->label == EntityLabel::person && named->entity >= 0;
        pronouns_[s][static_cast<std::size_t>(t)] = stressed ? named->entity : person_before({s, t});
      }
    }
  }
}

/// The most salient person before the pronoun: subjects before others, near before far; never another
/// argument of its own verb.
std::int32_t Cast::person_before(TokenRef t) const {
  constexpr std::uint32_t window = 3;
  const std::string& word = reading_.lower(t);
  const char gender = one_of(word, {"she", "her", "herself", "hers"}) ? 'f' : 'm';
  const bool possessive = reading_.is(t, "nmod:poss") || word == "himself" || word == "herself";
  const TokenRef verb = reading_.head(t);
  const bool quoted = reading_.quoted(t);
  // "persuaded Trump to raise the issue when he meets Kim": who does what the clause above says.
  std::vector<TokenRef> above;
  if (verb && reading_.is(verb, "advcl") && reading_.is(t, "nsubj")) above = subjects_of(reading_, reading_.head(verb));
  if (reading_.is(t, "nsubj")) {
    for (std::int32_t i = 0; i < t.token; ++i) {
      const TokenRef ruler{t.sentence, i};
      if (reading_.token(ruler).upos != text::Upos::VERB || !controls_object(reading_.lemma(ruler))) continue;
      const TokenRef object = reading_.child(ruler, "obj");
      if (object && object.token > i && object.token + 1 < t.token && reading_.lower({t.sentence, object.token + 1}) == "to") above.push_back(object);
    }
  }
  // "After a meeting with Lopez, she said": whoever was met is rarely who speaks of it.
  std::int32_t opening = 0;
  if (reading_.is(t, "nsubj") && one_of(reading_.lower({t.sentence, 0}), {"after", "following", "before", "during", "in", "at"})) {
    while (opening < t.token && reading_.lower({t.sentence, opening}) != ",") ++opening;
    if (opening + 1 != t.token) opening = 0;
  }
  std::int32_t best = -1;
  double best_score = 0;
  const auto consider = [&](std::int32_t who, TokenRef at, bool subject, bool owner) {
    if (who < 0 || entity(who).label != EntityLabel::person) return;
    const char theirs = genders_[static_cast<std::size_t>(who)];
    if (theirs != ' ' && theirs != gender) return;
    if (!possessive && at.sentence == t.sentence && verb && reading_.head(at) == verb) return;
    // Who speaks calls himself "I": in a transcript and inside a quotation "he" is somebody else.
    if (voices_[t.sentence] == who) return;
    if (quoted && at.sentence == t.sentence && !reading_.quoted(at) && subject) return;
    // “X has lied,” he said: who speaks is not whom his words name.
    const bool says = verb && one_of(reading_.lemma(verb), {"say", "add", "tell", "explain", "write", "tweet"});
    if (!quoted && reading_.quoted(at) && (says || t.sentence - at.sentence <= 1)) return;
    const double distance = static_cast<double>(t.sentence - at.sentence);
    // In a quotation "he" is rarely somebody whose own words have just been told.
    const TokenRef told = subject ? reading_.head(at) : TokenRef{};
    const bool speaks = quoted && told && one_of(reading_.lemma(told), {"say", "tell", "add", "write", "tweet", "remark", "note", "warn", "state", "explain"});
    double score = (speaks ? 75.0 : 100.0) - 14 * distance + (subject ? 9 : 0) - (owner ? 3 : 0) + (theirs == gender ? 4 : 0);
    if (at.sentence == t.sentence) score += static_cast<double>(at.token) / 50;
    else score -= static_cast<double>(at.token) / 40;
    if (at.sentence == t.sentence && at.token < opening && reading_.case_words(at) == "with") score -= 20;
    for (const TokenRef doer : above) {
      const Mention* mention = doer.sentence == at.sentence ? mention_at(doer) : nullptr;
      if (mention != nullptr && mention->entity == who) score += 15;
    }
    if (best < 0 || score > best_score) {
      best = who;
      best_score = score;
    }
  };
  const std::uint32_t from = t.sentence > window ? t.sentence - window : 0;
  for (std::uint32_t s = from; s <= t.sentence; ++s) {
    if (skipped_[s]) continue;
    const std::int32_t end = s == t.sentence ? t.token : reading_.size(s);
    for (std::int32_t i = 0; i < end; ++i) {
      const std::int32_t m = at_[s][static_cast<std::size_t>(i)];
      if (m >= 0) {
        const Mention& mention = mentions_[static_cast<std::size_t>(m)];
        if (mention.first != i) continue;
        TokenRef top = head_of(mention);
        // A name inside its titles hangs where the whole phrase hangs.
        const TokenRef up = reading_.head(top);
        if (up && up.token >= mention.outer && up.token < mention.first) top = up;
        consider(mention.entity, top, reading_.is(top, "nsubj"), reading_.is(top, "nmod:poss"));
      } else if (const std::int32_t titled = titled_subject({s, i}); titled >= 0) {
        consider(titled, {s, i}, true, false);
      } else if (const std::int32_t who = pronouns_[s].empty() ? -1 : pronouns_[s][static_cast<std::size_t>(i)]; who >= 0) {
        consider(who, {s, i}, reading_.is({s, i}, "nsubj"), reading_.is({s, i}, "nmod:poss"));
      }
    }
  }
  return best;
}

/// "The President welcomed the visit": whom a title without a name means, as the subject of a clause; -1 for other words.
std::int32_t Cast::titled_subject(TokenRef t) const {
  const TokenRef det = reading_.child(t, "det");
  if (!reading_.is(t, "nsubj") || !det || reading_.lower(det) != "the" || !vocabulary_.is_title_head(reading_.lemma(t)) || titled_[t.sentence][static_cast<std::size_t>(t.token)] >= 0 || modifier_body(t) >= 0) return -1;
  const std::vector<Who> found = called(t, reading_.token(t).span);
  return found.size() == 1 ? found.front().entity : -1;
}

std::int32_t Cast::body_before(TokenRef t) const {
  for (std::uint32_t back = 0; back <= 1 && back <= t.sentence; ++back) {
    const std::uint32_t s = t.sentence - back;
    if (skipped_[s]) continue;
    const std::int32_t end = back == 0 ? t.token : reading_.size(s);
    std::int32_t other = -1;
    for (std::int32_t i = 0; i < end; ++i) {
      const std::int32_t m = at_[s][static_cast<std::size_t>(i)];
      // "The U.S. military said that it …"
      if (m < 0 && reading_.is({s, i}, "nsubj") && reading_.head({s, i}) != reading_.head(t) && vocabulary_.is_group_word(reading_.lower({s, i}))) {
        const std::vector<Who> group = described({s, i}, Wanted::actor);
        if (group.size() == 1 && entity(group.front().entity).label != EntityLabel::person) return group.front().entity;
      }
      if (m < 0) continue;
      const Mention& mention = mentions_[static_cast<std::size_t>(m)];
      if (mention.demonym || (mention.label != EntityLabel::state && mention.label != EntityLabel::organization)) continue;
      const TokenRef top = head_of(mention);
      if (reading_.head(top) == reading_.head(t)) continue;
      if (reading_.is(top, "nsubj")) return mention.entity;
      if (back == 0) other = mention.entity;
    }
    if (other >= 0 && reading_.is(t, "nmod:poss")) return other;
  }
  return -1;
}

/// "They", "the two leaders": the group that was spoken of last.
std::vector<Who> Cast::plural_before(TokenRef t) const {
  // "The two countries and their allies" would look for itself in its own conjuncts.
  constexpr int deepest = 2;
  if (plurals_open_ >= deepest) return {};
  ++plurals_open_;
  std::vector<Who> group = search_plural_before(t);
  --plurals_open_;
  return group;
}

std::vector<Who> Cast::search_plural_before(TokenRef t) const {
  for (std::uint32_t back = 0; back <= 2 && back <= t.sentence; ++back) {
    const std::uint32_t s = t.sentence - back;
    if (skipped_[s]) continue;
    const std::int32_t end = back == 0 ? t.token : reading_.size(s);
    std::vector<Who> fallback;
    for (std::int32_t i = 0; i < end; ++i) {
      const TokenRef at{s, i};
      if (!reading_.is(at, "nsubj") || reading_.token(at).upos == text::Upos::PRON) continue;
      std::vector<Who> group = all_of(at);
      if (group.size() >= 2) return group;
      // "X met with Y", "X and his counterpart": the subject and the partner are the group.
      const TokenRef verb = reading_.head(at);
      if (!verb) continue;
      for (const std::int32_t c : reading_.children(verb)) {
        const TokenRef child{s, c};
        if (child == at || c >= end) continue;
        const bool partner = reading_.relation(child) == "obj" || (reading_.is(child, "obl") && reading_.case_words(child) == "with");
        if (!partner || reading_.token(child).upos == text::Upos::PRON) continue;
        for (const Who& who : all_of(child)) {
          if (std::find(group.begin(), group.end(), who) == group.end()) group.push_back(who);
        }
      }
      if (group.size() >= 2 && fallback.empty()) fallback = group;
    }
    if (!fallback.empty()) return fallback;
    // A headline without a verb: "X and Y Before Their Meeting".
    if (back == 0) {
      bool verb = false;
      for (std::int32_t i = 0; i < end; ++i) verb = verb || reading_.token({s, i}).upos == text::Upos::VERB;
      for (std::int32_t i = 0; i < end && !verb; ++i) {
        const std::vector<Who> list = mention_at({s, i}) != nullptr ? all_of({s, i}) : std::vector<Who>{};
        if (list.size() >= 2) return list;
      }
    }
  }
  return {};
}

std::vector<Who> Cast::pronoun(TokenRef t) const {
  const std::string& word = reading_.lower(t);
  const ByteSpan words = reading_.token(t).span;
  const auto one = [&](std::int32_t who, float confidence) {
    return who < 0 ? std::vector<Who>{} : std::vector<Who>{{who, words, confidence}};
  };
  if (const std::int32_t known = pronouns_.empty() || pronouns_[t.sentence].empty() ? -1 : pronouns_[t.sentence][static_cast<std::size_t>(t.token)]; known >= 0) {
    return one(known, 0.8F);
  }
  if (one_of(word, {"i", "me", "my", "myself"})) return one(first_person(t.sentence, false), 0.9F);
  if (one_of(word, {"we", "us", "our", "ourselves"})) return one(first_person(t.sentence, true), 0.8F);
  if (one_of(word, {"they", "them", "their", "themselves", "both"})) {
    std::vector<Who> group = plural_before(t);
    for (Who& who : group) {
      who.words = words;
      who.confidence = 0.7F;
    }
    return group;
  }
  if (one_of(word, {"it", "its", "itself"})) return one(body_before(t), 0.6F);
  return {};
}

}  // namespace kg::extract
