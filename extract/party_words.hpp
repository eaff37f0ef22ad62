// Whom the words in a role of a meeting's frame mean. Meetings ask more of words than other claims do: officials
// without a name stand for their state, many people do not, and an itinerary keeps its traveller.
#pragma once

#include <vector>

#include "extract/claims.hpp"

namespace kg::extract {

/// A spokesman or press secretary, who speaks of what others do.
bool is_spokesman(const Cast& cast, std::int32_t person);

class PartyWords {
 public:
  /// `traveller`: the person on whose journey the text reports, -1 if there is none. `scene` must outlive this.
  PartyWords(const Scene& scene, std::int32_t traveller) : vocabulary_(scene.vocabulary), reading_(scene.reading), cast_(scene.cast), traveller_(traveller) {}

  /// Whom `filler` means, conjuncts and lists taken apart; empty if nobody known is.
  std::vector<Who> in_role(const Match& match, const Filler& filler) const;
  /// "senior government officials", "her counterparts", without a state or body of their own: whoever travels meets
  /// those of the country.
  bool are_hosts(TokenRef head) const;
  /// The names before a noun: "the Trump-Kim summit", "U.S.-North Korea talks", "a Japanese-Russian meeting".
  std::vector<Who> named_before(TokenRef noun, bool has_partner = false) const;

 private:
  const Mention* party_at(TokenRef t) const;
  std::vector<TokenRef> behind_of(TokenRef head) const;
  bool is_own_team(TokenRef head) const;
  std::vector<Who> members_of(TokenRef head) const;
  std::vector<Who> named_by_title(TokenRef head) const;
  void correct(const Match& match, const Filler& filler, std::vector<Who>& found) const;
  std::int32_t titled_person(TokenRef head) const;
  bool is_owner(const Match& match, const Filler& filler) const;
  bool is_thing_with(const Match& match, const Filler& filler) const;
  bool is_government_too(TokenRef head) const;

  const Vocabulary& vocabulary_;
  const Reading& reading_;
  const Cast& cast_;
  std::int32_t traveller_;
};

}  // namespace kg::extract
