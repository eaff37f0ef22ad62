#include "text/linear_model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/error.hpp"
#include "models/train/perceptron.hpp"
#include "text/model_file.hpp"

namespace kg::text {
namespace {

std::vector<FeatureHash> features_of(int example) {
  return {feature(0), feature(1, static_cast<std::uint64_t>(example)), feature(2, static_cast<std::uint64_t>(example), 7),
          feature(3, 1, static_cast<std::uint64_t>(example % 3))};
}

TEST(LinearModel, AnswersAsTheTrainedPerceptronForEveryWidth) {
  for (const int classes : {2, 4, 7, 16, 53, 120}) {
    SCOPED_TRACE(classes);
    train::Perceptron perceptron(classes);
    std::vector<float> scores(static_cast<std::size_t>(classes));
    const int examples = 2000;
    for (int round = 0; round < 4; ++round) {
      for (int i = 0; i < examples; ++i) {
        perceptron.score(features_of(i), scores.data());
        const int guess = static_cast<int>(std::max_element(scores.begin(), scores.end()) - scores.begin());
        const int want = (i * 31 + 5) % classes;
        if (guess != want) {
          perceptron.update(features_of(i), want, 1);
          perceptron.update(features_of(i), guess, -1);
        }
        perceptron.tick();
      }
    }
    perceptron.average();
    const std::string bytes = write_model({{"table", perceptron.pack({.clip_quantile = 1, .min_updates = 1})}});
    std::vector<std::uint64_t> aligned((bytes.size() + 127) / 8);
    char* at = reinterpret_cast<char*>(aligned.data());
    at += (64 - reinterpret_cast<std::uintptr_t>(at) % 64) % 64;
    std::memcpy(at, bytes.data(), bytes.size());
    const LinearModel model(ModelFile({at, bytes.size()}).section("table"));
    ASSERT_EQ(model.classes(), classes);
    // Every score is the float one but for half a unit of rounding a feature.
    std::vector<std::int16_t> packed(static_cast<std::size_t>(std::max(16, model.padded_classes())));
    int different = 0;
    for (int i = 0; i < examples; ++i) {
      perceptron.score(features_of(i), scores.data());
      model.score(features_of(i), packed.data());
      bool equal = true;
      for (std::size_t c = 0; c < scores.size(); ++c) equal &= std::abs(scores[c] - packed[c] * model.unit()) <= 2.1F * model.unit();
      different += !equal;
    }
    EXPECT_LE(different, 4);  // two features of one bucket may share their 16 bits
    std::vector<FeatureHash> unknown;
    for (std::uint64_t i = 0; i < LinearModel::max_features; ++i) unknown.push_back(feature(9, i));
    model.score(unknown, packed.data());
    for (std::size_t c = 0; c < scores.size(); ++c) EXPECT_EQ(packed[c], 0);
  }
}

TEST(LinearModel, RefusesDamagedBytes) {
  train::Perceptron perceptron(3);
  perceptron.update(features_of(1), 0, 1);
  const std::string packed = perceptron.pack({.min_updates = 1});
  alignas(64) char bytes[1024];
  ASSERT_LT(packed.size(), sizeof bytes);
  std::memcpy(bytes, packed.data(), packed.size());
  EXPECT_NO_THROW(LinearModel(std::string_view(bytes, packed.size())));
  EXPECT_THROW(LinearModel(std::string_view(bytes, packed.size() - 1)), Error);
  EXPECT_THROW(LinearModel(std::string_view(bytes, 8)), Error);
  EXPECT_THROW(ModelFile(std::string_view(bytes, packed.size())), Error);
  // A table without rows, then the same with wider rows than three classes need: callers have no room for them.
  std::uint32_t rows = 0;
  std::memcpy(&rows, bytes + 12, sizeof rows);
  const std::size_t bare = packed.size() - rows * static_cast<std::size_t>(LinearModel::row_width(3));
  std::memset(bytes + 12, 0, sizeof rows);
  EXPECT_NO_THROW(LinearModel(std::string_view(bytes, bare)));
  const std::uint32_t wide = 16;
  std::memcpy(bytes + 4, &wide, sizeof wide);
  EXPECT_THROW(LinearModel(std::string_view(bytes, bare)), Error);
}

}  // namespace
}  // namespace kg::text
