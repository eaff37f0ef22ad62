// The best projective tree under the scores of single arcs: Eisner's algorithm (Eisner 1996), with exactly one root.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kg::train {

/// `scores[d * (size + 1) + h]`: of the arc from h to word d; h = size is the root. Returns the head of each word.
std::vector<std::int32_t> best_tree(std::span<const float> scores, std::size_t size);

}  // namespace kg::train
