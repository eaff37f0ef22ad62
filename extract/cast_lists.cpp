// Lists of names that trees break up, put together again by the order of words.
#include "extract/cast.hpp"

#include <algorithm>

namespace kg::extract {

/// "the six powers - Britain, China and France - meet": the names between the dashes.
void Cast::listed_between_dashes(TokenRef t, std::vector<Who>& all) const {
  for (std::int32_t i = t.token + 1; i < reading_.size(t.sentence); ++i) {
    const std::string& word = reading_.lower({t.sentence, i});
    const bool spaced = reading_.token({t.sentence, i}).span.begin > reading_.token({t.sentence, i - 1}).span.end;
    if (!(one_of(word, {"-", "–", "—", "--"}) && spaced) && word != ":") continue;
    const Mention* mention = i + 1 < reading_.size(t.sentence) ? mention_at({t.sentence, i + 1}) : nullptr;
    if (mention == nullptr || mention->demonym) return;
    std::vector<Who> list = who({t.sentence, i + 1});
    extend_list({t.sentence, i + 1}, Wanted::actor, list);
    if (list.size() < 3) return;
    for (const Who& one : list) {
      if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
    }
    return;
  }
}

/// "President Andrzej Duda of Poland": whoever points at the state means the president.
const Mention* Cast::holder_before(const Mention* body) const {
  if (body == nullptr || body->label == EntityLabel::person || body->first < 2) return body;
  std::int32_t of = body->first - 1;
  if (reading_.lower({body->sentence, of}) == "the") --of;
  if (of < 1 || reading_.lower({body->sentence, of}) != "of") return body;
  const Mention* person = mention_at({body->sentence, of - 1});
  return person != nullptr && person->label == EntityLabel::person && person->outer < person->first ? person : body;
}

/// The part of a broken list that stands before its last name: "Representatives of X and the five powers – A, B
/// and C – meet" whose tree knows only C as the subject.
void Cast::extend_left(TokenRef t, std::vector<Who>& all) const {
  const Mention* at = mention_at(t);
  if (at == nullptr || !reading_.is(head_of(*at), "nsubj") || at->label == EntityLabel::policy) return;
  std::vector<Who> before;
  std::int32_t first = at->outer;
  for (std::size_t m = static_cast<std::size_t>(at - mentions_.data()); m-- > 0;) {
    const Mention& previous = mentions_[m];
    if (previous.sentence != at->sentence) break;
    if (previous.nested || previous.last > first) continue;
    if (previous.label != at->label || previous.demonym) break;
    bool joined = previous.last < first;
    for (std::int32_t i = previous.last; i < first && joined; ++i) joined = one_of(reading_.lower({at->sentence, i}), {",", "and", "&", "the"});
    if (!joined) break;
    const std::int32_t actor = actor_of(previous);
    if (actor >= 0) before.push_back({actor, reading_.span(previous.sentence, previous.first, previous.last), 0.8F});
    first = previous.outer;
  }
  if (before.size() == 1) {
    // "A and B met": not "… met A, and B said".
    const Mention* previous = mention_at({at->sentence, std::max(0, at->outer - 2)});
    const bool plain = at->label == EntityLabel::person && previous != nullptr && previous->last == at->outer - 1 && reading_.lower({at->sentence, at->outer - 1}) == "and";
    const std::string_view relation = plain ? reading_.relation(head_of(*previous)) : std::string_view();
    if (!plain || relation == "obj" || relation.starts_with("obl")) return;
  }
  if (before.empty()) return;
  const auto add = [&](const Who& one) {
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
  };
  for (const Who& one : before) add(one);
  if (first < 2 || !one_of(reading_.lower({at->sentence, first - 1}), {"-", "–", "—", "--", ":"})) return;
  // "Iran and the six powers – A, B and C – met": who stands beside the group that the list names.
  for (std::int32_t i = first - 2; i > 0; --i) {
    if (reading_.lower({at->sentence, i}) != "and") continue;
    const Mention* beside = mention_at({at->sentence, i - 1});
    const bool body = beside != nullptr && beside->last == i && !beside->demonym && (beside->label == EntityLabel::state || beside->label == EntityLabel::organization);
    const std::int32_t actor = body ? actor_of(*beside) : -1;
    if (actor >= 0) add({actor, reading_.span(beside->sentence, beside->first, beside->last), 0.8F});
    break;
  }
  for (std::int32_t i = 0; i < first - 1; ++i) {
    const TokenRef noun{at->sentence, i};
    if (reading_.xpos(noun) != "NNS" || !vocabulary_.is_person_word(reading_.lemma(noun))) continue;
    for (const Who& one : described(noun, Wanted::actor)) add(one);
    return;
  }
}

/// Lists that the tree breaks up: names of one kind with nothing but commas, "and" and titles between them.
void Cast::extend_list(TokenRef t, Wanted wanted, std::vector<Who>& all) const {
  const Mention* at = mention_at(t);
  if (const std::int32_t m = titled_[t.sentence][static_cast<std::size_t>(t.token)]; m >= 0) at = &mentions_[static_cast<std::size_t>(m)];
  if (wanted == Wanted::actor) at = holder_before(at);
  if (at == nullptr || at->label == EntityLabel::policy || at->nested) return;
  for (std::size_t m = static_cast<std::size_t>(at - mentions_.data()) + 1; m < mentions_.size(); ++m) {
    const Mention& next = mentions_[m];
    if (next.sentence != at->sentence) return;
    // "President Macron of France, Chancellor Scholz of Germany": the list goes on behind the state.
    std::int32_t from = at->last;
    if (at->label == EntityLabel::person && from + 1 < reading_.size(at->sentence) && reading_.lower({at->sentence, from}) == "of") {
      const bool article = reading_.lower({at->sentence, from + 1}) == "the" && from + 2 < reading_.size(at->sentence);
      const Mention* body = mention_at({at->sentence, from + (article ? 2 : 1)});
      if (body != nullptr && body->label != EntityLabel::person) from = body->last;
    }
    if (next.nested || next.last <= from || next.label == EntityLabel::policy) continue;
    // A state or body that opens the next one's title.
    if (titled_[next.sentence][static_cast<std::size_t>(next.first)] >= 0 && next.label != EntityLabel::person) continue;
    if (next.label != at->label || next.demonym != at->demonym || next.outer < from) return;
    bool joined = next.outer > from;
    bool comma = false;
    for (std::int32_t i = from; i < next.outer && joined; ++i) {
      const std::string& word = reading_.lower({next.sentence, i});
      comma = comma || word == ",";
      joined = one_of(word, {",", "and", "&", "as", "well", "the", "with", "his", "her", "also"});
      if (word == "with" || word == "also") joined = false;
    }
    if (!joined) return;
    // "…, and Z said": the next clause has begun.
    const TokenRef top = head_of(next);
    if (reading_.is(top, "nsubj") && reading_.head(top) && reading_.head(top).token > next.first && !reading_.is(head_of(*at), "nsubj")) return;
    // "Seoul, South Korea": a place inside another.
    if (comma && next.label == EntityLabel::place) return;
    if (wanted == Wanted::place) return;
    const std::int32_t actor = actor_of(next);
    if (actor >= 0) {
      const Who who{actor, reading_.span(next.sentence, next.first, next.last), 0.9F};
      if (std::find(all.begin(), all.end(), who) == all.end()) all.push_back(who);
    }
    at = &next;
    if (all.size() > 24) return;
  }
}

}  // namespace kg::extract
