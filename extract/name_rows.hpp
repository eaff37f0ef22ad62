// Names in a row: "President A of Chile, B, Minister of Ports, and the foreign ministers of Kenya and Mali". Lists of titled
// names are long and rare, and parsers cut them in two; to a reader of names, commas and "and" they are plain.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/claims.hpp"

namespace kg::extract {

/// Tokens [first, last) of a sentence: "A, left, and B of France".
struct Row {
  std::vector<Who> who;
  std::int32_t first = 0;
  std::int32_t last = 0;
  bool led = false;  ///< "the leaders of A, B and C": each is there by somebody who speaks for it
};

/// The rows of a sentence, single names too.
std::vector<Row> find_rows(const Scene& scene, std::uint32_t sentence);

/// A word of a caption that says where in the picture somebody is.
bool points(std::string_view word);

/// They are of two states at least, as far as the text says.
bool of_two_sides(const Cast& cast, const std::vector<Who>& who);

}  // namespace kg::extract
