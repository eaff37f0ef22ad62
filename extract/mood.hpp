// Did it happen, will it, might it, did somebody say that it did not: from verbs, modals, negation.
#pragma once

#include "extract/reading.hpp"
#include "graph/claim.hpp"

namespace kg::extract {

/// How real the text makes an event. Ordered from real to not.
enum class Reality : std::uint8_t { happened, planned, proposed, hypothetical, cancelled, denied };

/// The mood of the event that `trigger` (a verb, or a noun that `verb` carries) names.
Reality reality_of(const Reading& reading, TokenRef trigger, TokenRef verb);

/// The clause behind a noun that tells when and where it was or will be: "a dialogue that will be held in Oslo",
/// "talks scheduled for Monday"; none if there is none.
TokenRef held_in(const Reading& reading, TokenRef noun);

graph::Status meeting_status(Reality reality);
graph::Status event_status(Reality reality);

}  // namespace kg::extract
