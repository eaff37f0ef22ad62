// Whose deed or thing a phrase names, and whom what is done about it goes to.
#pragma once

#include <string_view>
#include <vector>

#include "extract/claims.hpp"

namespace kg::extract {

/// The actor that a phrase about a deed or thing belongs to: "the DPRK's missile launches", "the announcement by X",
/// "positions held by X", "Turkish forces" (which the cast knows). `friendly`: "the campaign against X" is not X's.
std::vector<Who> owners_of(const Scene& scene, TokenRef t, bool friendly = false);
/// Whom a deed of the PLOVER `type` goes to. "Abducted Japanese citizens": what is done to a state's people is done to it.
std::vector<Who> targets_of(const Scene& scene, TokenRef t, std::string_view type);

}  // namespace kg::extract
