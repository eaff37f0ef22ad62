// Second half of the cast: mentions of one document joined to entities, titles given to people.
#pragma once

#include "extract/cast.hpp"
#include "extract/titles.hpp"

namespace kg::extract {

struct Joined {
  std::vector<graph::Entity> entities;
  std::vector<std::vector<Title>> titles;  ///< by entity
};

/// Sets `entity` (and `outer`) of every mention. Entities are numbered by their first mention.
Joined join_mentions(const Reading& reading, const Vocabulary& vocabulary, std::vector<Mention>& mentions,
                     const std::vector<std::vector<std::int32_t>>& at);

}  // namespace kg::extract
