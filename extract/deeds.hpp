// Whose deed or thing a phrase names, and whom what is done about it goes to.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "extract/claims.hpp"

namespace kg::extract {

/// How a phrase may belong to somebody: in any way; not as "the campaign against X", which is no friend's; or only as to
/// whoever did it: "his imprisonment", "the attack in Oslo" are not.
enum class Belongs : std::uint8_t { in_any_way, to_a_friend, to_its_doer };
/// The actor that a phrase about a deed or thing belongs to: "the DPRK's missile launches", "the announcement by X",
/// "positions held by X", "Turkish forces" (which the cast knows).
std::vector<Who> owners_of(const Scene& scene, TokenRef t, Belongs how = Belongs::in_any_way);
/// Who is meant by `t`, or by the subject of which it is told: "Kenya is one of the states that fight them", "X was among those
/// summoned".
std::vector<Who> party_of(const Scene& scene, TokenRef t);
/// Whom a deed of the PLOVER `type` goes to. "Abducted Japanese citizens": what is done to a state's people is done to it.
std::vector<Who> targets_of(const Scene& scene, TokenRef t, std::string_view type);

/// The deeds told so far of the sentences [first, last], in text order.
std::span<const ToldDeed> deeds_of(const Scene& scene, std::uint32_t first, std::uint32_t last);
/// Who did what "the move", "this attack" speaks of again: the doers of the last such deed; empty if none is near.
std::vector<Who> doers_before(const Scene& scene, TokenRef t);
/// The state that a place lies in; empty if neither text nor gazetteer tells.
std::vector<Who> state_of_place(const Scene& scene, const Who& place);
/// Nobody does anything to himself, nor an office holder to the state that he speaks for; the opposition may.
bool is_own_side(const Scene& scene, std::int32_t actor, std::int32_t other);
/// True for the frames of saying, whose words judge or wish: what is said is read from statements, not from the frame.
bool is_of_saying(const ontology::Frame& frame);

}  // namespace kg::extract
