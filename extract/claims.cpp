#include "extract/claims.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kg::extract {

graph::Claim new_claim(const Scene& scene, graph::ClaimKind kind, TokenRef trigger, std::string rule) {
  graph::Claim claim;
  claim.kind = kind;
  claim.sentence = scene.reading.sentence(trigger.sentence).span;
  claim.words = scene.reading.token(trigger).span;
  claim.rule = std::move(rule);
  return claim;
}

void add_argument(graph::Claim& claim, std::string role, const Who& who) {
  if (who.entity < 0) return;
  const auto entity = static_cast<EntityIndex>(who.entity);
  for (const graph::Argument& argument : claim.arguments) {
    if (argument.entity == entity && argument.role == role) return;
  }
  claim.arguments.push_back({std::move(role), entity, who.words});
  claim.confidence = std::min(claim.confidence, who.confidence);
}

namespace {

/// "Thai reporter", "Australian editor", "a victim of a Russian airliner": where somebody is from, no office of a state.
bool is_description(const Scene& scene, const Title& title) {
  if (scene.cast.entity(title.of).label != EntityLabel::state) return false;
  const std::string folded = fold_name(title.title);
  if (folded.starts_with("mayor") || folded.ends_with(" mayor")) return true;  // of a city that also stands for its state
  const ontology::Office* office = scene.vocabulary.ontology().office(folded);
  if (office != nullptr) return !office->of_state && office->rank != "other";
  for (const std::string& word : split_words(folded.substr(0, folded.find(" of ")))) {
    if (scene.vocabulary.is_private_word(word) && word != "opposition") return true;
  }
  return false;
}

}  // namespace

void make_offices(Scene& scene, std::vector<graph::Claim>& claims) {
  const Cast& cast = scene.cast;
  for (std::size_t e = 0; e < cast.titles().size(); ++e) {
    for (const Title& title : cast.titles()[e]) {
      graph::Claim claim;
      claim.kind = graph::ClaimKind::office;
      claim.type = title.title;
      claim.mode = title.mode;
      claim.confidence = title.confidence;
      claim.sentence = scene.reading.sentence(title.sentence).span;
      claim.words = title.words;
      claim.rule = title.basis;
      claim.text = title.title;
      add_argument(claim, "holder", {static_cast<std::int32_t>(e), title.words, 1});
      if (title.of >= 0 && !is_description(scene, title)) add_argument(claim, "organization", {title.of, title.words, 1});
      claims.push_back(std::move(claim));
    }
  }
  // "X leads the IMF", "X was elected president of Y"
  for (std::uint32_t s = 0; s < scene.matches.size(); ++s) {
    for (const Match& match : scene.matches[s]) {
      if (match.frame->kind != ontology::FrameKind::office) continue;
      std::vector<Who> bodies;
      for (const TokenRef t : match.role("organization")) {
        const std::vector<Who> found = cast.who(t);
        bodies.insert(bodies.end(), found.begin(), found.end());
      }
      if (bodies.empty()) continue;
      for (const TokenRef t : match.role("holder")) {
        for (const Who& holder : cast.all_of(t)) {
          if (cast.entity(holder.entity).label != EntityLabel::person) continue;
          if (scene.reading.token(t).upos == text::Upos::PRON) continue;
          const bool led = match.role("title").empty();
          if (!led) continue;  // the titles around names have those
          graph::Claim claim = new_claim(scene, graph::ClaimKind::office, match.trigger, match.frame->id);
          claim.type = match.frame->lemmas.front() == "found" ? "founder" : "leader";
          const bool titled = std::ranges::any_of(cast.titles()[static_cast<std::size_t>(holder.entity)], [&](const Title& title) { return title.of == bodies.front().entity; });
          if (claim.type == "leader" && titled) continue;  // "the council, led by President X"
          claim.text = claim.type;
          add_argument(claim, "holder", holder);
          add_argument(claim, "organization", bodies.front());
          claims.push_back(std::move(claim));
        }
      }
    }
  }
}

}  // namespace kg::extract
