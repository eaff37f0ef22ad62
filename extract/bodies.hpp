// Names of bodies as the recogniser finds them, mended by what bodies are called.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/reading.hpp"
#include "extract/vocabulary.hpp"

namespace kg::extract {

/// A name that the recogniser or a rule found: tokens [first, last) of its sentence.
struct Found {
  std::int32_t first, last;
  text::NameType type;
  float score;
};

/// Names of sentence `s` that run on, break off, or name no body; and bodies that the recogniser missed. Keeps them
/// in text order.
void mend_bodies(const Reading& reading, const Vocabulary& vocabulary, std::uint32_t s, std::vector<Found>& names);

}  // namespace kg::extract
