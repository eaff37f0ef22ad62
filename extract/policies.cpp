#include "extract/policies.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/utf8.hpp"

namespace kg::extract {

namespace {

/// How complete or new it is does not make it another policy.
bool is_degree(std::string_view word) {
  return one_of(word, {"complete", "full", "final", "total", "new", "further", "more", "additional", "immediate", "possible", "current", "existing",
                       "ongoing", "continued", "recent", "latest", "own", "such", "other", "many", "several", "any", "some", "next", "last", "first",
                       "second", "previous", "former", "upcoming", "future", "same", "entire", "whole", "key", "major", "important", "serious", "so-called",
                       "proposed", "planned", "critical", "different", "comprehensive", "various", "certain", "particular", "special", "good", "bad", "better", "best", "significant", "numerous", "similar", "clear", "huge", "big", "small", "average", "substantial", "robust", "enduring", "ironclad", "steadfast", "broader", "wider", "greater", "increased", "strong", "stronger", "tough", "tougher", "real", "long", "early"});
}

/// Heads that say too little alone: every article has another "plan".
bool is_general(std::string_view head) {
  return one_of(head, {"plan", "deal", "act", "bill", "law", "policy", "policie", "program", "proposal", "vote", "agreement", "resolution", "framework", "initiative", "summit",
                       "legislation", "accord", "pact", "mandate", "investment", "partnership", "alliance", "trial", "settlement", "transition", "protocol", "charter"});
}

/// "the crisis in Kenya": where it is says which.
bool is_of_a_place(std::string_view head) {
  return one_of(head, {"crisis", "war", "conflict", "situation", "violence", "protests", "fighting", "coup", "unrest", "genocide", "presence", "intervention", "election", "elections"});
}

/// Where the longest phrase of the list begins that ends at `t`, hyphens written or not: "state of emergency"; -1 if there is none.
std::int32_t first_listed(const Reading& reading, const Vocabulary& vocabulary, TokenRef t) {
  constexpr std::int32_t most = 4;
  std::int32_t found = -1, words = 1;
  std::string key = normal_policy_word(reading.lower(t));
  for (std::int32_t at = t.token;;) {
    if (words > 1 && vocabulary.is_policy_phrase(key)) found = at;
    do --at;
    while (at > 0 && reading.lower({t.sentence, at}) == "-");
    if (at < 0 || words++ == most) return found;
    key = reading.lower({t.sentence, at}) + " " + key;
  }
}

/// Where a name begins that stands right before `t` and does not own it; `t` itself if there is none.
std::int32_t name_before(const Reading& reading, const Cast& cast, TokenRef t) {
  std::int32_t first = t.token;
  for (int names = 0; names < 2; ++names) {
    std::int32_t at = first - 1;
    if (names == 1 && at > 0 && one_of(reading.lower({t.sentence, at}), {"-", "–"})) --at;
    else if (names == 1) break;
    const Mention* mention = at < 0 ? nullptr : cast.mention_at({t.sentence, at});
    if (mention == nullptr || mention->sentence != t.sentence || mention->last != at + 1 || mention->label == EntityLabel::policy) break;
    first = mention->first;
  }
  return first;
}

}  // namespace

void find_policies(const Reading& reading, const Vocabulary& vocabulary, Cast& cast) {
  struct Phrase {
    std::uint32_t sentence;
    std::int32_t first, last, core_last;  ///< [first, core_last) without the complement
    std::string name, key, core_key;
    std::string head;                     ///< the normalised head noun
    bool bare;                            ///< the head names a policy without further words
  };
  std::vector<Phrase> phrases;
  for (std::uint32_t s = 0; s < reading.sentence_count(); ++s) {
    if (cast.skipped(s)) continue;
    for (std::int32_t t = 0; t < reading.size(s); ++t) {
      const TokenRef head{s, t};
      const text::Upos tag = reading.token(head).upos;
      if (tag != text::Upos::NOUN && tag != text::Upos::PROPN && !(tag == text::Upos::VERB && reading.xpos(head) == "VBG")) continue;
      if (cast.mention_at(head) != nullptr) continue;
      const std::string& lower = reading.lower(head);
      const std::string lemma(reading.lemma(head));
      const std::int32_t listed = first_listed(reading, vocabulary, head);
      bool policy = listed >= 0 || vocabulary.is_policy_word(lower) || vocabulary.is_policy_word(lemma) || vocabulary.is_policy_word(normal_policy_word(lower));
      const bool bare = policy;  // names a policy without further words
      policy = policy || vocabulary.is_policy_head(lower) || vocabulary.is_policy_head(lemma);
      // "Article 50", "Resolution 1701": a text by its number.
      const TokenRef number{s, t + 1};
      const bool numbered = t + 1 < reading.size(s) && reading.upper_initial(head) && reading.token(number).upos == text::Upos::NUM && one_of(lower, {"article", "resolution", "protocol", "section", "title", "proposition", "chapter", "directive", "measure"});
      if ((!policy && !numbered) || tag == text::Upos::VERB) continue;
      if (reading.is(head, "compound") && reading.head(head).token == t + 1) continue;  // part of a longer noun
      // Modifiers before the head: adjectives and nouns, no names of owners.
      std::int32_t first = listed >= 0 ? listed : t;
      while (first > 0) {
        const TokenRef before{s, first - 1};
        const text::Upos kind = reading.token(before).upos;
        const std::string& word = reading.lower(before);
        const Mention* mention = cast.mention_at(before);
        if (mention != nullptr || is_degree(word)) break;
        if (kind == text::Upos::ADJ || kind == text::Upos::NOUN || kind == text::Upos::PROPN) {
          --first;
        } else if (first + 1 == t + 1 && kind == text::Upos::NUM && word.size() == 4 && word[0] >= '1' && word[0] <= '2') {
          --first;  // "the 2014 law"
        } else if (one_of(word, {"”", "\"", "’", "''"}) && first >= 3 && one_of(reading.lower({s, first - 3}), {"“", "\"", "‘", "``"})) {
          first -= 2;  // the “undesirables” law
        } else if (word == "-" && first >= 2 && cast.mention_at({s, first - 2}) == nullptr && reading.token({s, first - 2}).upos != text::Upos::PUNCT) {
          first -= 2;
        } else {
          break;
        }
        if (t - first >= 4) break;
      }
      // "the Dahl offensive", "the U.S.-Japan alliance": a name is part of what says too little alone.
      if (first == t && lower != "regime" && (!bare || is_general(normal_policy_word(lower)))) first = name_before(reading, cast, head);
      // A complement that says of what: "denuclearization of the Korean Peninsula", "peace in the region".
      const std::int32_t core = numbered ? t + 2 : t + 1;
      std::int32_t last = core;
      for (const std::int32_t c : reading.children(head)) {
        const TokenRef child{s, c};
        if (c <= t || !reading.is(child, "nmod") || !(one_of(reading.case_words(child), {"of", "on", "against", "for"}) || (reading.case_words(child) == "in" && is_of_a_place(lower)))) continue;
        const auto [from, to] = reading.phrase(child);
        if (to - t > 8 || from - t > 4) break;
        last = std::max(to, last);
        break;
      }
      if (!bare && first == t && last == t + 1) continue;
      Phrase phrase{s, first, last, core, {}, {}, {}, normal_policy_word(lower), bare};
      phrase.name = std::string(slice(reading.text(), reading.span(s, first, last)));
      std::replace(phrase.name.begin(), phrase.name.end(), '\n', ' ');
      for (const std::string_view mark : {"“", "”", "\"", "‘", "``", "''"}) {
        for (std::size_t at; (at = phrase.name.find(mark)) != std::string::npos;) phrase.name.erase(at, mark.size());
      }
      if (phrase.name.size() > 90) continue;
      for (std::int32_t i = first; i < core; ++i) {
        for (const std::string& word : split_words(fold_name(reading.form({s, i})))) phrase.core_key += (phrase.core_key.empty() ? "" : " ") + normal_policy_word(word);
      }
      phrase.key = phrase.core_key;
      for (std::int32_t i = core; i < last; ++i) {
        for (const std::string& word : split_words(fold_name(reading.form({s, i})))) {
          if (word != "the" && word != "a") phrase.key += " " + normal_policy_word(word);
        }
      }
      phrases.push_back(std::move(phrase));
    }
  }
  // "The deal" is the one that the article named last, or else names next; if it names none, nobody knows which.
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    if (phrases[i].key != phrases[i].head || !is_general(phrases[i].head)) continue;
    std::size_t named = phrases.size();
    for (std::size_t j = i; j-- > 0 && named == phrases.size();) {
      if (phrases[j].head == phrases[i].head && phrases[j].core_key != phrases[j].head) named = j;
    }
    for (std::size_t j = i + 1; j < phrases.size() && named == phrases.size(); ++j) {
      if (phrases[j].head == phrases[i].head && phrases[j].core_key != phrases[j].head) named = j;
    }
    if (named < phrases.size()) {
      phrases[i].key = phrases[named].key;
      phrases[i].core_key = phrases[named].core_key;
    } else {
      phrases[i].key.clear();
    }
  }
  std::erase_if(phrases, [](const Phrase& phrase) { return phrase.key.empty(); });
  // A bare phrase and one form of it with a complement are one policy.
  std::map<std::string, std::set<std::string>> complements;
  for (const Phrase& phrase : phrases) {
    if (phrase.key != phrase.core_key) complements[phrase.core_key].insert(phrase.key);
  }
  std::map<std::string, std::int32_t> entity_of;
  std::vector<graph::Entity>& entities = cast.entities();
  for (const Phrase& phrase : phrases) {
    const bool whole = !phrase.bare && phrase.core_key == phrase.head;  // "status of the monument": no policy without its complement
    std::string key = whole ? phrase.key : phrase.core_key;
    const auto known = complements.find(phrase.core_key);
    if (known != complements.end() && known->second.size() > 1 && phrase.key != phrase.core_key) key = phrase.key;
    const auto [found, fresh] = entity_of.try_emplace(key, static_cast<std::int32_t>(entities.size()));
    if (fresh) {
      graph::Entity entity;
      entity.label = EntityLabel::policy;
      entity.key = "policy:" + key;
      entity.name = std::string(slice(reading.text(), reading.span(phrase.sentence, phrase.first, phrase.core_last)));
      if (phrase.name.size() < entity.name.size()) entity.name = phrase.name;  // without the quotation marks
      if (key == phrase.key && key != phrase.core_key) entity.name = phrase.name;
      std::replace(entity.name.begin(), entity.name.end(), '\n', ' ');
      entities.push_back(std::move(entity));
    }
    graph::Entity& entity = entities[static_cast<std::size_t>(found->second)];
    entity.mentions.push_back(reading.span(phrase.sentence, phrase.first, phrase.last));
    if (phrase.name != entity.name) entity.aliases.push_back(phrase.name);
    cast.add_policy_mention(phrase.sentence, phrase.first, phrase.last, phrase.core_last - 1, found->second);
  }
  for (const auto& [key, at] : entity_of) {
    graph::Entity& entity = entities[static_cast<std::size_t>(at)];
    std::sort(entity.aliases.begin(), entity.aliases.end());
    entity.aliases.erase(std::unique(entity.aliases.begin(), entity.aliases.end()), entity.aliases.end());
    std::sort(entity.mentions.begin(), entity.mentions.end());
  }
  cast.sort_mentions();
}

}  // namespace kg::extract
