// Who acts and who suffers where the clause itself does not name them: "the party is banned in Turkey", "a bombing in
// Lahore", "at the request of the ministry".
#pragma once

#include <vector>

#include "extract/claims.hpp"

namespace kg::extract {

/// Who does what `match` tells, if none of its roles names anybody; may be empty.
std::vector<Who> implied_doers(const Scene& scene, const Match& match);
/// Whom it goes to, if none of its roles names anybody; may be empty. `actors` may be empty, too.
std::vector<Who> implied_recipients(const Scene& scene, const Match& match, const std::vector<Who>& actors);

}  // namespace kg::extract
