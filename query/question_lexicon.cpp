#include "query/question_lexicon.hpp"

#include <algorithm>
#include <array>

namespace kg::query {

QuestionLexicon::QuestionLexicon(const ontology::Ontology& ontology) {
  for (const ontology::Frame& frame : ontology.frames) {
    Index& index = frame.trigger == ontology::Trigger::verb ? verbs_ : nouns_;
    for (const std::string& lemma : frame.lemmas) index[lemma].push_back(&frame);
  }
}

Evoked QuestionLexicon::verb(std::span<const Word> words) const {
  Evoked best;
  if (words.empty()) return best;
  for (const std::string& form : base_forms(words[0].lower)) {
    std::string lemma = form;
    for (std::size_t length = 1; length <= std::min<std::size_t>(words.size(), 4); ++length) {
      if (length > 1) lemma += " " + words[length - 1].lower;
      const auto found = verbs_.find(lemma);
      if (found == verbs_.end() || length < best.words) continue;
      if (length == best.words) {  // two base forms of one word: both may be meant
        best.frames.insert(best.frames.end(), found->second.begin(), found->second.end());
      } else {
        best = {length, lemma, found->second};
      }
    }
    // The particle may stand behind the object: "call the meeting off".
    if (best.words == 1 && words.size() > 2) {
      static constexpr std::array<std::string_view, 6> particles = {"off", "up", "down", "out", "back", "away"};
      const std::string& last = words.back().lower;
      if (std::find(particles.begin(), particles.end(), last) != particles.end())
        if (const auto found = verbs_.find(form + " " + last); found != verbs_.end()) best = {1, form + " " + last, found->second};
    }
  }
  return best;
}

Evoked QuestionLexicon::noun(std::span<const Word> words) const {
  for (std::size_t length = std::min<std::size_t>(words.size(), 3); length > 0; --length) {
    std::string stem;
    const std::span<const Word> tail = words.last(length);
    for (const Word& word : tail.first(length - 1)) stem += word.lower + " ";
    for (const std::string& form : base_forms(tail.back().lower))
      if (const auto found = nouns_.find(stem + form); found != nouns_.end()) return {length, found->first, found->second};
  }
  return {};
}

bool QuestionLexicon::is_light(std::string_view lemma, const std::vector<const ontology::Frame*>& frames, bool says_nothing) {
  static constexpr std::array<std::string_view, 14> light = {"have", "hold",   "make", "give",  "take", "pay",       "conduct",
                                                             "host", "attend", "join", "reach", "open", "carry out", "convene"};
  const bool meeting = std::any_of(frames.begin(), frames.end(), [](const ontology::Frame* frame) { return frame->kind == ontology::FrameKind::meeting; });
  if ((meeting || says_nothing) && std::find(light.begin(), light.end(), lemma) != light.end()) return true;
  return std::any_of(frames.begin(), frames.end(), [&](const ontology::Frame* frame) {
    return std::find(frame->light_verbs.begin(), frame->light_verbs.end(), lemma) != frame->light_verbs.end();
  });
}

std::string role_of(const ontology::Frame& frame, std::string_view place) {
  if (frame.roles.empty()) return place == "nsubj" ? "actor" : place == "obj" ? "recipient" : std::string();
  for (const ontology::RolePath& role : frame.roles) {
    for (const std::string& path : role.paths) {
      std::string_view last = path;
      if (const std::size_t slash = last.rfind('/'); slash != std::string_view::npos) last.remove_prefix(slash + 1);
      if (last == place) return role.role;
      const std::size_t colon = last.find(':');
      if (colon != std::string_view::npos && last.substr(colon + 1) == place) return role.role;
    }
  }
  return {};
}

}  // namespace kg::query
