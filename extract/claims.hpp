// The claims of one document: frames, moods, dates and places put together.
#pragma once

#include <vector>

#include "extract/cast.hpp"
#include "extract/frames.hpp"
#include "extract/mood.hpp"
#include "graph/claim.hpp"

namespace kg::extract {

/// A deed that was told: whose "the move" and "this attack" further on may be.
struct ToldDeed {
  TokenRef trigger;
  const ontology::Frame* frame = nullptr;
  Reality reality = Reality::happened;  ///< happened or planned
  std::vector<Who> actors, recipients;  ///< recipients may be empty
};

/// What the makers of claims share.
struct Scene {
  const Reading& reading;
  const Vocabulary& vocabulary;
  Cast& cast;
  std::vector<std::vector<Match>> matches;  ///< by sentence
  std::vector<ToldDeed> deeds = {};         ///< in text order, as far as read
};

/// The date that governs what `trigger` (carried by `verb`) tells; unknown if no words give one.
graph::When when_of(const Scene& scene, TokenRef trigger, TokenRef verb);
/// Where it happens: the places that the trigger, its verb or the clauses around it name; may be empty.
std::vector<Who> where_of(const Scene& scene, TokenRef trigger, TokenRef verb);

/// True for a noun that names a meeting: "summit", "talks", "session".
bool names_meeting(const Scene& scene, TokenRef t);

/// A claim with its sentence, words and rule filled in.
graph::Claim new_claim(const Scene& scene, graph::ClaimKind kind, TokenRef trigger, std::string rule);
void add_argument(graph::Claim& claim, std::string role, const Who& who);

void make_meetings(Scene& scene, std::vector<graph::Claim>& claims);
void make_events(Scene& scene, std::vector<graph::Claim>& claims);
void make_judgements(Scene& scene, std::vector<graph::Claim>& claims);
void make_happenings(Scene& scene, std::vector<graph::Claim>& claims);
void make_statements(Scene& scene, std::vector<graph::Claim>& claims);
void make_offices(Scene& scene, std::vector<graph::Claim>& claims);

}  // namespace kg::extract
