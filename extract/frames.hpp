// Frames of the ontology found in the trees: who stands in which role of which trigger.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/reading.hpp"
#include "extract/vocabulary.hpp"

namespace kg::extract {

/// The head token of a role's phrase; conjuncts are not yet taken apart.
struct Filler {
  std::string role;
  TokenRef head;
  std::string path;  ///< how it was found
};

/// One frame at one trigger. All required roles are filled.
struct Match {
  const ontology::Frame* frame = nullptr;
  TokenRef trigger;
  TokenRef verb;               ///< the verb that carries tense and mood: the trigger, or the light verb of a noun
  std::vector<Filler> fillers;

  std::vector<TokenRef> role(std::string_view name) const;
};

/// The logical subjects of a verb, whatever the clause: active, passive, relative, infinitive, coordinated.
std::vector<TokenRef> subjects_of(const Reading& reading, TokenRef verb);
/// The logical objects of a verb.
std::vector<TokenRef> objects_of(const Reading& reading, TokenRef verb);
/// Verbs whose object, not subject, does what the infinitive says: "urged Seoul to stop".
bool controls_object(std::string_view lemma);
bool is_passive(const Reading& reading, TokenRef verb);

/// All matches of a sentence, in trigger order.
std::vector<Match> match_frames(const Reading& reading, const Vocabulary& vocabulary, std::uint32_t s);

}  // namespace kg::extract
