// Words that tell what a verb does: its nouns ("arrest", "suspension" of the deed, "editor", "chairman" of who does it), and
// other verbs that news uses for the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ontology/ontology.hpp"

namespace kg::query {

class VerbKin {
 public:
  /// `ontology` must outlive this.
  explicit VerbKin(const ontology::Ontology& ontology) : ontology_(ontology) {}

  /// True if `noun` (a lemma) names the deed of one of `verbs`: by the ontology, or by its ending.
  bool names_deed(std::string_view noun, const std::vector<std::string>& verbs) const;
  /// True if `noun` names who does it.
  static bool names_doer(std::string_view noun, const std::vector<std::string>& verbs);
  /// Verbs that may stand for one of `verbs`, without them: "commence" for "begin".
  static std::vector<std::string> synonyms(const std::vector<std::string>& verbs);

 private:
  const ontology::Ontology& ontology_;
};

}  // namespace kg::query
