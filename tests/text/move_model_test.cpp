#include "text/move_model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "text/model_file.hpp"

namespace kg::text {
namespace {

// Bytes at an address as the model file gives it.
struct Placed {
  std::vector<std::uint64_t> memory;
  std::string_view bytes;
  explicit Placed(const std::string& section) {
    const std::string file = write_model({{"moves", section}});
    memory.resize((file.size() + 127) / 8);
    char* at = reinterpret_cast<char*>(memory.data());
    at += (64 - reinterpret_cast<std::uintptr_t>(at) % 64) % 64;
    std::memcpy(at, file.data(), file.size());
    bytes = ModelFile({at, file.size()}).section("moves");
  }
};

std::vector<MoveModel::Row> rows_of(std::size_t count) {
  std::vector<MoveModel::Row> rows;
  for (std::uint64_t i = 0; i < count; ++i) rows.push_back({feature(1, i), static_cast<float>(std::sin(i)) * 9, static_cast<float>(std::cos(i))});
  return rows;
}

TEST(MoveModel, KnowsWhatWasPackedAndNothingElse) {
  for (const std::size_t count : {1u, 11u, 1000u, 50'000u}) {
    SCOPED_TRACE(count);
    const std::vector<MoveModel::Row> rows = rows_of(count);
    const Placed placed(MoveModel::pack(rows, 0.01F, 0));
    const MoveModel model(placed.bytes);
    std::size_t wrong = 0;
    for (const MoveModel::Row& row : rows) {
      MoveModel::Sums sums;
      model.add({&row.hash, 1}, sums);
      // Large weights have coarser steps, 8 units at most here.
      wrong += std::fabs(static_cast<float>(sums.first) * model.unit() - row.first) > 0.081F || std::fabs(static_cast<float>(sums.second) * model.unit() - row.second) > 0.081F;
    }
    EXPECT_LE(wrong, count / 1000);  // features that look alike share a row
    std::size_t strangers = 0;
    for (std::uint64_t i = 0; i < 1000; ++i) {
      MoveModel::Sums sums;
      const FeatureHash unknown = feature(2, i);
      model.add({&unknown, 1}, sums);
      strangers += sums.first != 0 || sums.second != 0;
    }
    EXPECT_LE(strangers, 3u);
  }
}

TEST(MoveModel, RowsInAnyOrderGiveTheSameBytes) {
  std::vector<MoveModel::Row> rows = rows_of(500);
  const std::string bytes = MoveModel::pack(rows, 0.01F, 0);
  std::reverse(rows.begin(), rows.end());
  EXPECT_EQ(MoveModel::pack(rows, 0.01F, 0), bytes);
}

TEST(MoveModel, DamagedBytesAreRefused) {
  const std::string bytes = MoveModel::pack(rows_of(100), 0.01F, 0);
  for (const std::size_t size : {std::size_t{0}, std::size_t{63}, bytes.size() - 64}) EXPECT_THROW(MoveModel(Placed(bytes.substr(0, size)).bytes), Error);
  std::string no_power = bytes;
  no_power[4] = 1;  // bits of the filter
  EXPECT_THROW(MoveModel(Placed(no_power).bytes), Error);
}

}  // namespace
}  // namespace kg::text
