#include "graph/claim.hpp"

#include <array>

namespace kg::graph {

std::string_view name_of(EntityLabel label) {
  constexpr std::array<std::string_view, 5> names = {"Person", "Organization", "State", "Place", "Policy"};
  return names[static_cast<std::size_t>(label)];
}

std::string_view name_of(ClaimKind kind) {
  constexpr std::array<std::string_view, 8> names = {"meeting", "event", "statement", "office", "membership", "location", "about", "happening"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Status status) {
  constexpr std::array<std::string_view, 7> names = {"held", "planned", "proposed", "cancelled", "denied", "asserted", "hypothetical"};
  return names[static_cast<std::size_t>(status)];
}

}  // namespace kg::graph
