// What the neural readers of models/teach stand on: the best tree under scores of arcs, and word vectors.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "models/train/tree_decoder.hpp"
#include "models/train/treebank.hpp"
#include "models/train/word_vectors.hpp"

namespace kg::train {
namespace {

bool is_projective_tree(const std::vector<std::int32_t>& heads) {
  const auto size = static_cast<std::int32_t>(heads.size());
  int roots = 0;
  for (std::int32_t i = 0; i < size; ++i) {
    roots += heads[static_cast<std::size_t>(i)] == size;
    std::int32_t at = i;
    for (std::int32_t steps = 0; at != size; ++steps) {
      if (steps > size) return false;
      at = heads[static_cast<std::size_t>(at)];
    }
    for (std::int32_t k = 0; k < size; ++k) {
      const auto arc = [&](std::int32_t of) { return std::pair(std::min(of, heads[static_cast<std::size_t>(of)]), std::max(of, heads[static_cast<std::size_t>(of)])); };
      const auto [a, b] = arc(i);
      const auto [c, d] = arc(k);
      if (a < c && c < b && b < d && b != size && d != size) return false;
      // The root's arc may be crossed by none: nothing spans its word.
      if (d == size && a < c && c < b && b != size) return false;
    }
  }
  return roots == 1;
}

float score_of(const std::vector<float>& scores, const std::vector<std::int32_t>& heads) {
  float sum = 0;
  for (std::size_t i = 0; i < heads.size(); ++i) sum += scores[i * (heads.size() + 1) + static_cast<std::size_t>(heads[i])];
  return sum;
}

TEST(TreeDecoder, FindsTheBestOfAllProjectiveTrees) {
  Random random(7);
  for (int round = 0; round < 60; ++round) {
    const std::size_t size = 1 + random.next() % 5;
    std::vector<float> scores(size * (size + 1));
    for (float& score : scores) score = static_cast<float>(random.unit() * 10 - 5);
    float best = -1e9f;
    std::vector<std::int32_t> heads(size, 0);
    for (bool more = true; more;) {
      if (is_projective_tree(heads)) best = std::max(best, score_of(scores, heads));
      std::size_t digit = 0;
      while (digit < size && ++heads[digit] > static_cast<std::int32_t>(size)) heads[digit++] = 0;
      more = digit < size;
    }
    const std::vector<std::int32_t> found = best_tree(scores, size);
    EXPECT_TRUE(is_projective_tree(found));
    EXPECT_NEAR(score_of(scores, found), best, 1e-3);
  }
}

TEST(WordVectors, AreCloseForWordsThatStandAlike) {
  // Two kinds of words in turn; within a kind any follows any.
  std::vector<std::uint64_t> stream;
  Random random(3);
  for (int i = 0; i < 4000; ++i) {
    stream.push_back(1 + random.next() % 4);
    stream.push_back(5 + random.next() % 4);
    if (i % 10 == 9) stream.push_back(0);
  }
  const Vocabulary vocabulary(stream, 2);
  const std::vector<float> vectors = make_vectors(stream, vocabulary, {});
  const auto cosine = [&](std::uint64_t a, std::uint64_t b) {
    const float* left = &vectors[static_cast<std::size_t>(vocabulary.find(a)) * vector_size];
    const float* right = &vectors[static_cast<std::size_t>(vocabulary.find(b)) * vector_size];
    double dot = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < vector_size; ++i) dot += left[i] * right[i], aa += left[i] * left[i], bb += right[i] * right[i];
    return dot / std::sqrt(aa * bb);
  };
  EXPECT_GT(cosine(1, 2), cosine(1, 6) + 0.2);
  EXPECT_GT(cosine(7, 8), cosine(7, 3) + 0.2);
  EXPECT_EQ(vectors, make_vectors(stream, vocabulary, {}));
  EXPECT_EQ(vocabulary.find(99), 0);
}

}  // namespace
}  // namespace kg::train
