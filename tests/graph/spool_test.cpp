#include "graph/spool.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace kg::graph {
namespace {

/// All bytes, once by pieces and once by runs of `step`.
std::string read_back(const Spool& spool, std::size_t step) {
  std::string pieces;
  for (SpoolReader in(spool, 64); !in.at_end();) pieces += in.take_some();
  std::string runs;
  for (SpoolReader in(spool, 64); !in.at_end();) runs += in.take(static_cast<std::size_t>(std::min<std::uint64_t>(step, in.left())));
  EXPECT_EQ(pieces, runs);
  EXPECT_EQ(spool.read(0, static_cast<std::size_t>(spool.size())), runs);
  return runs;
}

TEST(Spool, MixesOwnBytesAndViewsInTheirOrder) {
  const std::string lent = "the words of somebody else, ", more(300, 'm');
  for (const std::size_t memory : {std::size_t{1} << 20, std::size_t{10240}, std::size_t{40960}}) {  // the smallest ones go to disk
    Workspace workspace;
    workspace.memory = memory;
    Spool spool(workspace, workspace.share(40));
    std::string all;
    const auto own = [&](const std::string& bytes) {
      spool.append(bytes);
      all += bytes;
    };
    const auto view = [&](const std::string& bytes) {
      spool.append_view(bytes);
      all += bytes;
    };
    for (int i = 0; i < 50; ++i) {
      if (i % 3 != 1) own("own " + std::to_string(i) + " ");
      if (i % 2 == 0) view(lent);
      if (i % 7 == 0) view(more);
      view("");
      own("");
    }
    EXPECT_EQ(spool.size(), all.size());
    for (const std::size_t step : {1U, 7U, 1000U}) EXPECT_EQ(read_back(spool, step), all);
  }
}

TEST(Spool, OfViewsAloneCopiesNothing) {
  const std::string first = "first", second = "second";
  Spool spool;
  spool.append_view(first);
  spool.append_view(second);
  EXPECT_EQ(spool.in_memory(0).data(), first.data());
  EXPECT_EQ(spool.in_memory(7), "cond");
  EXPECT_EQ(spool.in_memory(7).data(), second.data() + 2);
  EXPECT_TRUE(spool.in_memory(11).empty());
  EXPECT_EQ(read_back(spool, 3), "firstsecond");
  spool.assign("third");
  EXPECT_EQ(read_back(spool, 3), "third");
}

}  // namespace
}  // namespace kg::graph
