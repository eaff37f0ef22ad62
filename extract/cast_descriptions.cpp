// Whom a phrase without a name means: "the North Korean leader", "his counterpart", "the two sides", "the capital".
#include "extract/cast.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "base/utf8.hpp"
#include "extract/titles.hpp"

namespace kg::extract {

/// "the North Korean capital" is a city with a name.
void Cast::name_capitals() {
  for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
    if (skipped_[s]) continue;
    for (std::int32_t t = 0; t < reading_.size(s); ++t) {
      if (reading_.lower({s, t}) != "capital" || mention_at({s, t}) != nullptr) continue;
      const std::int32_t body = modifier_body({s, t});
      const ontology::State* state = body < 0 ? nullptr : vocabulary_.ontology().state(entity(body).key);
      if (state == nullptr || state->capital.empty()) continue;
      Mention mention{.sentence = s, .first = t, .last = t + 1, .outer = t, .label = EntityLabel::place};
      mention.name = state->capital;
      mention.folded = fold_name(state->capital);
      mention.government = state->id;
      for (std::size_t e = 0; e < entities_.size(); ++e) {
        if (entities_[e].label == EntityLabel::place && fold_name(entities_[e].name) == mention.folded) mention.entity = static_cast<std::int32_t>(e);
      }
      if (mention.entity < 0) {
        graph::Entity city;
        city.label = EntityLabel::place;
        city.name = state->capital;
        city.kind = "city";
        city.country = state->id;
        for (const auto& meaning : vocabulary_.ontology().find(mention.folded)) {
          if (meaning.id.starts_with("place:") && city.key.empty()) city.key = std::string(meaning.id);
        }
        mention.entity = static_cast<std::int32_t>(entities_.size());
        entities_.push_back(std::move(city));
        titles_.emplace_back();
      }
      std::vector<ByteSpan>& spans = entities_[static_cast<std::size_t>(mention.entity)].mentions;
      const ByteSpan span = reading_.token({s, t}).span;
      spans.insert(std::upper_bound(spans.begin(), spans.end(), span), span);
      at_[s][static_cast<std::size_t>(t)] = static_cast<std::int32_t>(mentions_.size());
      mentions_.push_back(std::move(mention));
    }
  }
  sort_mentions();
}

/// The state or body that the modifiers of a noun name: "Japanese", "Russia's", "of the UN", "White House".
std::int32_t Cast::modifier_body(TokenRef t) const {
  std::int32_t found = -1;
  for (const std::int32_t c : reading_.children(t)) {
    const TokenRef child{t.sentence, c};
    const bool before = c < t.token && (reading_.is(child, "amod") || reading_.is(child, "compound") || reading_.is(child, "nmod:poss") ||
                                        reading_.is(child, "nmod") || reading_.is(child, "flat"));
    const std::string preposition = before ? std::string() : reading_.case_words(child);
    const bool behind = c > t.token && reading_.is(child, "nmod") && (preposition == "of" || preposition == "from" || preposition == "in");
    if (!before && !behind) continue;
    const Mention* mention = mention_at(child);
    if (mention == nullptr) {
      if (before && reading_.is(child, "nmod:poss")) {
        const std::vector<Who> owner = who(child);
        if (owner.size() == 1 && entity(owner.front().entity).label != EntityLabel::person) return owner.front().entity;
      }
      continue;
    }
    const std::int32_t body = actor_of(*mention);
    if (body < 0 || entity(body).label == EntityLabel::person) continue;
    if (found < 0 || entity(body).label == EntityLabel::organization) found = body;
    if (preposition == "in" && !mention->government.empty()) found = -1;
  }
  if (found >= 0) return found;
  // The tree may be wrong: a name that stands right before the noun or its adjectives.
  for (std::int32_t i = t.token - 1; i >= std::max(0, t.token - 4); --i) {
    const Mention* mention = mention_at({t.sentence, i});
    if (mention != nullptr) {
      const bool closes = mention->demonym || reading_.lower({t.sentence, mention->last}) == "'s" || reading_.lower({t.sentence, mention->last}) == "’s" ||
                          mention->label == EntityLabel::organization || mention->label == EntityLabel::state;
      const std::int32_t body = actor_of(*mention);
      return closes && body >= 0 && entity(body).label != EntityLabel::person ? body : -1;
    }
    const text::Upos tag = reading_.token({t.sentence, i}).upos;
    const std::string& word = reading_.lower({t.sentence, i});
    if (tag != text::Upos::ADJ && tag != text::Upos::NOUN && tag != text::Upos::PROPN && word != "'s" && word != "’s" && word != "-") return -1;
  }
  return -1;
}

/// "foreign minister" of "the foreign ministers of …": the head's lemma with its noun and adjective modifiers.
std::string Cast::title_words(TokenRef t) const {
  std::string words(reading_.lemma(t));
  for (std::int32_t i = t.token - 1; i >= std::max(0, t.token - 2); --i) {
    const TokenRef before{t.sentence, i};
    const text::Upos tag = reading_.token(before).upos;
    if (mention_at(before) != nullptr || (tag != text::Upos::ADJ && tag != text::Upos::NOUN && tag != text::Upos::PROPN)) break;
    words = reading_.lower(before) + " " + words;
  }
  return fold_name(words);
}

/// The state whose paper or briefing this is: of who speaks sentence `s`, of who signs, of who speaks first, or the one
/// whose government a transcript names most; -1 if the text is neither a transcript nor signed.
std::int32_t Cast::home_state(std::uint32_t s) const {
  const auto first = std::find_if(voices_.begin(), voices_.end(), [](std::int32_t voice) { return voice >= 0; });
  if (voices_[s] < 0 && author_ >= 0) return state_of(author_);
  if (first == voices_.end()) return -1;
  const std::int32_t state = state_of(voices_[s] >= 0 ? voices_[s] : *first);
  return state >= 0 ? state : most_named_government();
}

/// The state whose ministries, chambers and agencies the text names most, by far; -1 if there is none.
std::int32_t Cast::most_named_government() const {
  if (government_entities_ == entities_.size()) return government_;
  government_entities_ = entities_.size();
  std::map<std::string, std::size_t> named;
  for (const graph::Entity& body : entities_) {
    if (body.label == EntityLabel::organization && one_of(body.kind, {"government", "ministry", "agency", "legislature", "military"}) && !body.country.empty()) named[body.country] += body.mentions.size();
  }
  const auto most = std::ranges::max_element(named, {}, [](const auto& one) { return one.second; });
  const bool clear = std::ranges::all_of(named, [&](const auto& one) { return one.first == most->first || 3 * one.second <= most->second; });
  government_ = named.empty() || !clear ? -1 : find_state(most->first);
  return government_;
}

/// The state that "the government", "the police", "the country" at `t` belong to: the only one named in this and the
/// two sentences before, or the one that the article speaks of twice as often as of any other; -1 if neither is clear.
std::int32_t Cast::state_around(TokenRef t) const {
  const auto state_of_mention = [&](const Mention& mention) {
    return !mention.government.empty() ? find_state(mention.government) : mention.label == EntityLabel::state ? mention.entity : -1;
  };
  if (weighed_mentions_ != mentions_.size()) {
    weighed_mentions_ = mentions_.size();
    state_weights_.assign(entities_.size(), 0);
    for (const Mention& mention : mentions_) {
      if (const std::int32_t state = state_of_mention(mention); state >= 0) ++state_weights_[static_cast<std::size_t>(state)];
    }
  }
  const std::vector<int>& weight = state_weights_;
  std::int32_t near = -1;
  bool one = true;
  for (std::uint32_t s = t.sentence - std::min(t.sentence, 2U); s <= t.sentence; ++s) {
    for (const Mention& mention : mentions_in(s)) {
      const std::int32_t state = s < t.sentence || mention.first < t.token ? state_of_mention(mention) : -1;
      if (state < 0) continue;
      one = one && (near < 0 || near == state);
      near = state;
    }
  }
  const auto best = std::max_element(weight.begin(), weight.end());
  if (best == weight.end() || *best == 0) return -1;
  int second = 0;
  for (auto other = weight.begin(); other != weight.end(); ++other) {
    if (other != best) second = std::max(second, *other);
  }
  if (near >= 0 && one && weight[static_cast<std::size_t>(near)] * 2 > *best) return near;
  return *best >= 3 && *best >= 2 * second ? static_cast<std::int32_t>(best - weight.begin()) : -1;
}

/// The armed group that the article is about: the only one, or the one that it names twice as often as any other; -1 if
/// that is not clear.
std::int32_t Cast::armed_group() const {
  std::int32_t found = -1;
  std::size_t most = 0, second = 0;
  for (std::size_t e = 0; e < entities_.size(); ++e) {
    if (entities_[e].label != EntityLabel::organization || entities_[e].kind != "armed group") continue;
    const std::size_t weight = std::max<std::size_t>(entities_[e].mentions.size(), 1);
    if (weight > most) {
      second = most;
      most = weight;
      found = static_cast<std::int32_t>(e);
    } else {
      second = std::max(second, weight);
    }
  }
  return most >= 2 * second ? found : -1;
}

/// "The two leaders": where the group named last are no people, the two of different states whom a sentence before names.
std::vector<Who> Cast::two_leaders_before(TokenRef t) const {
  constexpr std::uint32_t reach = 20, opening = 3;  // sentences
  for (std::uint32_t s = t.sentence + 1; s-- > 0;) {
    if (t.sentence - s > reach && s >= opening) s = opening - 1;
    std::vector<Who> pair;
    for (const Mention& mention : mentions_in(s)) {
      if (mention.label != EntityLabel::person || mention.entity < 0 || (s == t.sentence && mention.first > t.token)) continue;
      const Who who{mention.entity, reading_.span(s, mention.first, mention.last), 0.7F};
      if (std::find(pair.begin(), pair.end(), who) == pair.end()) pair.push_back(who);
    }
    if (pair.size() == 2 && state_of(pair[0].entity) >= 0 && state_of(pair[1].entity) >= 0 && state_of(pair[0].entity) != state_of(pair[1].entity)) return pair;
  }
  return {};
}

std::int32_t Cast::named_force(std::string_view lemma) const {
  const bool police = lemma == "police", military = one_of(lemma, {"military", "army"});
  if (!police && !military) return -1;
  if (forces_of_ != entities_.size()) {
    forces_of_ = entities_.size();
    constexpr std::int32_t several = -2;
    const auto take = [](std::int32_t& force, std::size_t e) { force = force == -1 ? static_cast<std::int32_t>(e) : several; };
    police_ = army_ = -1;
    for (std::size_t e = 0; e < entities_.size(); ++e) {
      if (entities_[e].label != EntityLabel::organization) continue;
      const std::string folded = fold_name(entities_[e].name);
      if (folded.ends_with("police") || folded.find("police department") != std::string::npos) take(police_, e);
      if (folded.ends_with("army") || folded.ends_with("military") || folded.ends_with("armed forces")) take(army_, e);
    }
  }
  return std::max(police ? police_ : army_, -1);
}

/// Who stands for the delegation at `t`: "|X| led a delegation", "|X| and a delegation", "a delegation led by |X|"; -1 if
/// the sentence does not tell.
std::int32_t Cast::leader_of(TokenRef t) const {
  constexpr std::int32_t before = 5, behind = 16;
  const std::uint32_t s = t.sentence;
  for (std::int32_t k = t.token + 1; k + 1 < std::min(reading_.size(s), t.token + 4); ++k) {
    if (!one_of(reading_.lower({s, k}), {"led", "headed"}) || reading_.lower({s, k + 1}) != "by") continue;
    for (const Mention& mention : mentions_in(s)) {
      if (mention.label == EntityLabel::person && mention.first > k && mention.first < k + behind && mention.outer <= k + 3) return mention.entity;
    }
    return -1;
  }
  std::int32_t v = t.token - 1;
  while (v >= std::max(0, t.token - before) && reading_.token({s, v}).upos != text::Upos::VERB && reading_.lower({s, v}) != "and") --v;
  if (v < 1) return -1;
  if (reading_.lower({s, v}) == "and") {
    const Mention* beside = mention_at({s, v - 1});
    return beside != nullptr && beside->label == EntityLabel::person && beside->last == v && one_of(reading_.lower({s, v + 1}), {"a", "an", "his", "her"}) ? beside->entity : -1;
  }
  if (!one_of(reading_.lemma({s, v}), {"lead", "head"})) return -1;
  const TokenRef subject = reading_.child({s, v}, "nsubj");
  const std::vector<Who> leader = subject ? who(subject) : std::vector<Who>{};
  if (leader.size() == 1 && entity(leader.front().entity).label == EntityLabel::person) return leader.front().entity;
  std::int32_t named = -1;
  for (const Mention& mention : mentions_in(s)) {
    if (mention.label == EntityLabel::person && mention.last <= v && mention.entity >= 0) named = mention.entity;
  }
  return named;
}

std::vector<Who> Cast::described(TokenRef t, Wanted wanted) const {
  const std::string& word = reading_.lower(t);
  const std::string lemma(reading_.lemma(t));
  const auto [first, last] = reading_.phrase(t);
  const ByteSpan words = reading_.span(t.sentence, first, last);
  const auto one = [&](std::int32_t who, float confidence) {
    return who < 0 ? std::vector<Who>{} : std::vector<Who>{{who, words, confidence}};
  };
  // "Iran's president, Hassan Rouhani" and "Hassan Rouhani, Iran's president"
  for (const std::int32_t c : reading_.children(t)) {
    const TokenRef child{t.sentence, c};
    if (!reading_.is(child, "appos") && !reading_.is(child, "flat")) continue;
    const Mention* mention = mention_at(child);
    // "the chief of police, Commissioner Ann Novak": the name may hang on its title.
    for (const std::int32_t part : reading_.children(child)) {
      if (mention == nullptr && reading_.is({t.sentence, part}, "flat")) mention = mention_at({t.sentence, part});
    }
    // "three groups, the Union, the League and the Front"
    if (mention != nullptr && reading_.is(child, "appos") && reading_.xpos(t) == "NNS" && c > t.token) {
      std::vector<Who> listed = all_of(child, wanted);
      if (listed.size() >= 2) return listed;
    }
    // "One of these groups, the Democratic Forces"
    if (mention != nullptr && (mention->label == EntityLabel::person || word == "one")) return one(mention->entity, 0.95F);
    // "its neighbour Somalia", "the militant group Hamas"
    const bool next = mention != nullptr && c > t.token && mention->first <= t.token + 2 && !mention->demonym;
    if (next && (mention->label == EntityLabel::state || mention->label == EntityLabel::organization)) return one(mention->entity, 0.9F);
  }
  // "A senior U.S. delegation, led by Minister X, met …"
  if (wanted == Wanted::actor && one_of(word, {"delegation", "team"}) && t.token + 2 < reading_.size(t.sentence)) {
    const std::int32_t at = t.token + (reading_.lower({t.sentence, t.token + 1}) == "," ? 2 : 1);
    const std::int32_t leader = one_of(reading_.lower({t.sentence, at}), {"led", "headed"}) ? leader_of(t) : -1;
    if (leader >= 0) return one(leader, 0.85F);
  }
  if (reading_.is(t, "appos")) {
    const Mention* mention = mention_at(reading_.head(t));
    if (mention != nullptr && mention->label == EntityLabel::person) return one(mention->entity, 0.9F);
  }
  const bool plural = reading_.token(t).features.number == text::Number::plural || reading_.xpos(t) == "NNS";
  const bool person_noun = vocabulary_.is_person_word(lemma) || vocabulary_.is_title_head(lemma) || vocabulary_.is_person_word(word);
  // "Jan Novak, a spokesman for the movement, …": the title that the text gives him means him.
  if (person_noun) {
    if (const std::int32_t titled = titled_by(t); titled >= 0) return one(titled, 0.85F);
  }
  const std::string pair = t.token > 0 ? reading_.lower({t.sentence, t.token - 1}) + " " + word : std::string();  // "coast guard"
  const bool group_noun = vocabulary_.is_group_word(word) || vocabulary_.is_group_word(lemma) || vocabulary_.is_group_word(pair);
  if (wanted == Wanted::place) return {};
  if (plural && one_of(lemma, {"leader", "president", "minister", "side", "country", "nation", "man", "official", "government", "party", "ally", "diplomat", "counterpart"})) {
    bool paired = false;
    for (const std::int32_t c : reading_.children(t)) {
      const std::string& modifier = reading_.lower({t.sentence, c});
      paired = paired || one_of(modifier, {"two", "both", "2", "three"});
    }
    if (paired && modifier_body(t) < 0) {
      std::vector<Who> group = plural_before(t);
      const auto is_person = [&](const Who& who) { return entity(who.entity).label == EntityLabel::person; };
      if (one_of(lemma, {"leader", "president", "minister"}) && !std::ranges::all_of(group, is_person)) {
        if (std::vector<Who> leaders = two_leaders_before(t); !leaders.empty()) group = std::move(leaders);
      }
      if (group.size() == 2 || group.size() == 3) {
        const bool bodies = one_of(lemma, {"country", "nation", "government", "ally"});
        for (Who& who : group) {
          who.words = words;
          who.confidence = 0.7F;
          if (bodies) who.entity = state_of(who.entity);
        }
        if (std::all_of(group.begin(), group.end(), [](const Who& who) { return who.entity >= 0; })) return group;
      }
      return {};
    }
  }
  if (lemma == "member" && reading_.xpos(t) == "NNS") {
    // "condemned by members of the European Union": the body, as far as the text tells.
    const std::int32_t body = modifier_body(t);
    return body >= 0 && entity(body).label == EntityLabel::organization ? one(body, 0.6F) : std::vector<Who>{};
  }
  if (plural && one_of(lemma, {"militant", "insurgent", "extremist", "jihadist", "terrorist", "fighter", "rebel", "gunman"})) {
    // "the militants": of the one armed group that the article names.
    const std::int32_t body = modifier_body(t);
    return one(body >= 0 ? body : armed_group(), body >= 0 ? 0.8F : 0.6F);
  }
  if (!person_noun && !group_noun) return {};
  // "the Novak administration": the state that he leads, if the text tells which.
  if (one_of(lemma, {"administration", "government", "regime", "cabinet"})) {
    const Mention* leader = t.token > 0 ? mention_at({t.sentence, t.token - 1}) : nullptr;
    if (leader != nullptr && leader->label == EntityLabel::person && leader->entity >= 0) {
      const std::int32_t state = state_of(leader->entity);
      return one(state >= 0 ? state : leader->entity, 0.8F);
    }
  }
  if (lemma == "counterpart") {
    // "his Chinese counterpart": the one who holds the same office there.
    const std::int32_t body = modifier_body(t);
    if (body < 0) return {};
    for (const std::int32_t c : reading_.children(t)) {
      const TokenRef child{t.sentence, c};
      if (!reading_.is(child, "nmod:poss")) continue;
      for (const Who& owner : who(child)) {
        for (const Title& title : titles_[static_cast<std::size_t>(owner.entity)]) {
          const std::int32_t found = holder(fold_name(title.title), body);
          if (found >= 0 && found != owner.entity) return one(found, 0.8F);
        }
      }
    }
    return one(body, 0.7F);
  }
  const std::int32_t body = modifier_body(t);
  if (body >= 0) {
    // "Leaders of Japan and South Korea": one for each.
    if (plural || group_noun) {
      std::vector<Who> all;
      for (const std::int32_t c : reading_.children(t)) {
        const TokenRef child{t.sentence, c};
        const std::string preposition = reading_.case_words(child);
        const bool of = reading_.is(child, "nmod") && c > t.token && (preposition == "of" || preposition == "from");
        const bool adjective = c < t.token && (reading_.is(child, "amod") || reading_.is(child, "compound"));
        if (!of && !adjective) continue;
        for (const TokenRef part : reading_.with_conjuncts(child)) {
          const Mention* mention = mention_at(part);
          const std::int32_t actor = mention == nullptr ? -1 : actor_of(*mention);
          const Who one_body{actor, words, 0.8F};
          if (actor >= 0 && entity(actor).label != EntityLabel::person && std::ranges::find(all, one_body) == all.end()) all.push_back(one_body);
          extend_list(part, Wanted::actor, all);
        }
      }
      listed_between_dashes(t, all);
      // "The presidents of A and B – X and Y, respectively –": each by name.
      const auto is_named = [&](const Who& who) { return entity(who.entity).label == EntityLabel::person; };
      if (person_noun && 2 * static_cast<std::size_t>(std::ranges::count_if(all, is_named)) == all.size()) std::erase_if(all, std::not_fn(is_named));
      if (all.size() >= 2) {
        // "The foreign ministers of Ukraine and Russia": those whom the text names.
        if (person_noun && plural) {
          for (Who& one_of_them : all) {
            const std::int32_t person = holder(title_words(t), one_of_them.entity);
            if (person >= 0) one_of_them.entity = person;
          }
        }
        return all;
      }
      return one(body, 0.85F);
    }
    std::int32_t person = holder(title_words(t), body);
    if (person < 0) person = holder(lemma, body);
    if (person >= 0) return one(person, 0.85F);
    return one(body, 0.7F);
  }
  const TokenRef det = reading_.child(t, "det");
  const bool the = det && reading_.lower(det) == "the";
  // Police, courts and authorities are their state's, if nothing says whose they are, unless the article names them.
  const auto of_the_state = [&]() -> std::vector<Who> {
    if (const std::int32_t named = wanted == Wanted::actor ? named_force(lemma) : -1; named >= 0) return one(named, 0.7F);
    const bool organ = one_of(lemma, {"police", "authority", "prosecutor"}) || one_of(word, {"authorities", "police", "prosecutors"}) || pair == "security forces" || pair == "coast guard" ||
                       (the && one_of(lemma, {"government", "army", "military", "regime", "country", "nation"}));
    const bool bare = std::ranges::all_of(reading_.children(t), [&](std::int32_t c) {
      const TokenRef child{t.sentence, c};
      return c > t.token || reading_.is(child, "det") || reading_.is(child, "punct") || reading_.is(child, "cc") || (reading_.is(child, "compound") && !pair.empty() && c + 1 == t.token) || one_of(reading_.lower(child), {"local", "state", "federal", "central", "national"});
    });
    return organ && bare && wanted == Wanted::actor ? one(state_around(t), 0.6F) : std::vector<Who>{};
  };
  if (plural) return of_the_state();
  // "the president", "the minister": whoever was called so last.
  if (!person_noun || !the) {
    if (group_noun && det && reading_.lower(det) == "the" && one_of(lemma, {"ministry", "party", "department", "group", "agency", "council", "commission", "movement", "company", "embassy", "union", "bloc", "alliance", "committee", "court", "senate", "house", "parliament", "assembly", "university", "bank", "tribunal", "board", "panel", "congress", "federation", "association"})) {
      // The body whose name holds the word.
      auto m = static_cast<std::size_t>(std::ranges::upper_bound(mentions_, t.sentence, {}, &Mention::sentence) - mentions_.begin());
      while (m-- > 0) {
        const Mention& mention = mentions_[m];
        if ((mention.sentence == t.sentence && mention.first >= t.token) || mention.label != EntityLabel::organization) continue;
        if (t.sentence - mention.sentence > 4) break;
        const std::string& full = entity(mention.entity).name;
        // "the group" may be any band or party; "the Brexit movement" is one of its own.
        const bool described = std::ranges::any_of(reading_.children(t), [&](std::int32_t c) { return c < t.token && (reading_.is({t.sentence, c}, "amod") || reading_.is({t.sentence, c}, "compound")) && !one_of(reading_.lower({t.sentence, c}), {"extremist", "militant", "terrorist", "rebel", "insurgent", "jihadist", "armed"}); });
        const std::string& kind = entity(mention.entity).kind;
        const bool by_kind = !described && one_of(lemma, {"group", "movement", "bloc"}) && !one_of(kind, {"media", "company", "ministry", "legislature", "court", "agency"}) && (lemma == "bloc" || kind != "igo");
        if (fold_name(full).find(lemma) != std::string::npos || by_kind) return one(mention.entity, 0.75F);
      }
    }
    if (group_noun && det && reading_.lower(det) == "the" && one_of(lemma, {"delegation", "team", "government", "administration", "ministry", "embassy", "army", "military", "parliament", "force", "troop", "police", "opposition", "party", "group", "department", "office"})) {
      // "X led a delegation …": who leads it stands for it.
      if (lemma == "delegation" || lemma == "team") {
        for (std::uint32_t back = 0; back <= 12 && back <= t.sentence; ++back) {
          const std::uint32_t s = t.sentence - back;
          for (std::int32_t i = 0; i < (back == 0 ? t.token : reading_.size(s)); ++i) {
            const TokenRef object{s, i};
            if (reading_.lemma(object) != lemma || mention_at(object) != nullptr) continue;
            const std::int32_t leader = leader_of({s, i});
            if (leader >= 0) return one(leader, 0.75F);
          }
        }
      }
      // The same word, named before: "a U.S. delegation … the delegation".
      for (std::uint32_t back = 0; back <= 8 && back <= t.sentence; ++back) {
        const std::uint32_t s = t.sentence - back;
        for (std::int32_t i = (back == 0 ? t.token : reading_.size(s)) - 1; i >= 0; --i) {
          if (reading_.lemma({s, i}) != lemma || skipped_[s]) continue;
          const std::int32_t named = mention_at({s, i}) == nullptr ? modifier_body({s, i}) : -1;
          if (named >= 0) return one(named, 0.7F);
        }
      }
    }
    return of_the_state();
  }
  return called(t, words);
}

std::vector<Who> Cast::who(TokenRef t, Wanted wanted) const {
  if (!t) return {};
  const Mention* mention = mention_at(t);
  // Inside the titles before a name, "President" or "U.S." of "U.S. President Obama", the name is meant.
  if (const std::int32_t m = titled_[t.sentence][static_cast<std::size_t>(t.token)]; m >= 0) mention = &mentions_[static_cast<std::size_t>(m)];
  if (wanted != Wanted::place) mention = holder_before(mention);
  if (mention != nullptr && mention->entity >= 0) {
    const ByteSpan words = reading_.span(mention->sentence, mention->first, mention->last);
    if (wanted == Wanted::place) {
      if (mention->label == EntityLabel::person || mention->label == EntityLabel::policy || mention->demonym) return {};
      return {{mention->entity, words, 1}};
    }
    if (wanted == Wanted::anything && mention->label == EntityLabel::policy) return {{mention->entity, words, 1}};
    // "Cubans say", "a Cuban said": some people, not their state; "the Americans" may well be it.
    if (mention->demonym && reading_.lower(t).ends_with("s") && (mention->first == 0 || reading_.lower({t.sentence, mention->first - 1}) != "the")) return {};
    if (mention->demonym && is_one_of_a_people(t)) return {};
    const std::int32_t actor = actor_of(*mention);
    return actor < 0 ? std::vector<Who>{} : std::vector<Who>{{actor, words, 1}};
  }
  const text::Upos tag = reading_.token(t).upos;
  const std::string& word = reading_.lower(t);
  if (one_of(word, {"who", "which", "that", "whom", "whose"})) {
    // The word that the relative clause hangs on.
    TokenRef at = reading_.head(t);
    for (int steps = 0; at && steps < 4; ++steps, at = reading_.head(at)) {
      const bool clause = one_of(reading_.relation(at), {"acl:relcl", "acl"}) || (reading_.relation(at) == "appos" && reading_.token(at).upos == text::Upos::VERB);
      if (clause) {
        const TokenRef antecedent = reading_.head(at);
        if (!antecedent || antecedent.token >= t.token) return {};
        return who(antecedent, wanted);
      }
    }
    // A tree that hangs the clause elsewhere: "…, who" stands right behind whom it means.
    std::int32_t before = t.token - 1;
    if (before > 0 && reading_.lower({t.sentence, before}) == ",") --before;
    const Mention* named = before >= 0 && word != "that" ? mention_at({t.sentence, before}) : nullptr;
    return named != nullptr && named->last == before + 1 ? who({t.sentence, before}, wanted) : std::vector<Who>{};
  }
  if (tag == text::Upos::PRON || tag == text::Upos::DET) return wanted == Wanted::place ? std::vector<Who>{} : pronoun(t);
  std::vector<Who> found = described(t, wanted);
  if (is_private(t)) std::erase_if(found, [&](const Who& who) { return entity(who.entity).label == EntityLabel::state; });
  return found;
}

/// "a Palestinian", "the Somali": one of them. "The British" and "the Chinese" are all.
bool Cast::is_one_of_a_people(TokenRef t) const {
  const std::string& word = reading_.lower(t);
  const TokenRef det = reading_.child(t, "det");
  const bool alone = reading_.token(t).upos == text::Upos::NOUN || reading_.token(t).upos == text::Upos::PROPN;
  return alone && (word.ends_with("an") || word.ends_with("i")) && det && one_of(reading_.lower(det), {"a", "an", "the", "another", "one"});
}

/// "Syrian rebels", "U.S. citizens", "the Venezuelan opposition leader": of a state, but not speaking for it.
bool Cast::is_private(TokenRef t) const {
  if (vocabulary_.is_private_word(reading_.lemma(t)) || vocabulary_.is_private_word(reading_.lower(t))) return true;
  for (const std::int32_t c : reading_.children(t)) {
    if (c < t.token && one_of(reading_.lower({t.sentence, c}), {"opposition", "rebel", "separatist", "militant", "insurgent", "militia", "business"})) return true;
  }
  return false;
}

std::vector<Who> Cast::all_of(TokenRef t, Wanted wanted) const {
  std::vector<Who> all;
  if (!t) return all;
  const auto add = [&](const std::vector<Who>& found) {
    for (const Who& who : found) {
      if (std::find(all.begin(), all.end(), who) == all.end()) all.push_back(who);
    }
  };
  for (const TokenRef part : reading_.with_conjuncts(t)) {
    // "… and other officials" are nobody in particular.
    bool others = false;
    for (const std::int32_t c : reading_.children(part)) others = others || reading_.lower({part.sentence, c}) == "other";
    if (part != t && others) continue;
    add(who(part, wanted));
  }
  extend_list(t, wanted, all);
  if (wanted == Wanted::actor) extend_left(t, all);
  return all;
}

}  // namespace kg::extract
