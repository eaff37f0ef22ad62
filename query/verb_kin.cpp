#include "query/verb_kin.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace kg::query {
namespace {

/// `noun` is `verb` with one of `endings`: the verb's last e is dropped before a vowel, a last consonant may be doubled.
bool is_made(std::string_view noun, std::string_view verb, std::span<const std::string_view> endings) {
  constexpr std::size_t shortest = 3;
  if (verb.size() < shortest) return false;
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
    if (noun.size() <= ending.size() || !noun.ends_with(ending)) return false;
    const std::string_view stem = noun.substr(0, noun.size() - ending.size());
    if (stem == verb) return true;
    const bool vowel = std::string_view("aeiou").find(ending.front()) != std::string_view::npos;
    if (vowel && verb.ends_with('e') && stem == verb.substr(0, verb.size() - 1)) return true;
    return vowel && stem.size() == verb.size() + 1 && stem.substr(0, verb.size()) == verb && stem.back() == verb.back();
  });
}

constexpr std::array<std::string_view, 9> deeds = {"", "ion", "ation", "ition", "ment", "al", "ance", "ing", "ure"};
constexpr std::array<std::string_view, 7> doers = {"er", "or", "man", "woman", "person", "ist", ""};

// Verbs that news uses for one another, a group a line. Sense for sense: "seize" stands for "arrest", but "hold" for no one.
constexpr std::string_view groups[] = {
    "begin start commence open launch",
    "end conclude finish close",
    "travel visit arrive fly go head journey",
    "leave depart flee",
    "back support endorse",
    "let allow permit approve",
    "host convene organize",
    "win obtain secure",
    "receive get",
    "run compete",
    "bomb attack strike hit target",
    "kill assassinate murder slay",
    "die perish",
    "injure wound hurt",
    "arrest detain apprehend capture",
    "appoint name nominate designate",
    "choose select elect pick",
    "ban prohibit outlaw forbid",
    "ask request urge",
    "call describe label brand",
    "demand seek",
    "buy purchase acquire",
    "speak talk tell",
    "join accompany",
    "dispute doubt question",
    "protest demonstrate rally march",
    "sentence jail imprison",
    "free release",
    "fire dismiss sack remove oust",
    "resign quit",
    "help aid assist",
    "stop halt suspend",
    "build construct",
    "live reside",
    "include comprise",
    "expel deport",
    "claim allege",
    "warn caution",
    "reject refuse oppose",
};

}  // namespace

bool VerbKin::names_deed(std::string_view noun, const std::vector<std::string>& verbs) const {
  const auto told = [&](const std::pair<std::string, std::string>& entry) { return entry.first == noun && std::find(verbs.begin(), verbs.end(), entry.second) != verbs.end(); };
  if (std::any_of(ontology_.lexicon.happening_nouns.begin(), ontology_.lexicon.happening_nouns.end(), told)) return true;
  return std::any_of(verbs.begin(), verbs.end(), [&](const std::string& verb) {
    // "suspend" – "suspension", "decide" – "decision", "permit" – "permission"
    if (noun.ends_with("ship") && names_doer(noun.substr(0, noun.size() - 4), {verb})) return true;  // "leadership"
    const bool changed = verb.size() > 4 && noun.ends_with("sion") && (verb.ends_with('d') || verb.ends_with("de") || verb.ends_with('t')) && noun.starts_with(verb.substr(0, verb.size() - 2));
    return changed || is_made(noun, verb, deeds);
  });
}

bool VerbKin::names_doer(std::string_view noun, const std::vector<std::string>& verbs) {
  return std::any_of(verbs.begin(), verbs.end(), [&](const std::string& verb) { return is_made(noun, verb, doers); });
}

std::vector<std::string> VerbKin::synonyms(const std::vector<std::string>& verbs) {
  std::vector<std::string> found;
  for (const std::string_view group : groups) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < group.size();) {
      const std::size_t end = std::min(group.find(' ', at), group.size());
      words.emplace_back(group.substr(at, end - at));
      at = end + 1;
    }
    if (std::find_first_of(words.begin(), words.end(), verbs.begin(), verbs.end()) != words.end()) found.insert(found.end(), words.begin(), words.end());
  }
  return found;
}

}  // namespace kg::query
