#include "export/columns.hpp"

#include <gtest/gtest.h>

#include "graph/memory_graph.hpp"

using namespace std::string_literals;

namespace kg::exporter {
namespace {

using graph::PropertyList;
using graph::PropertyValue;

TEST(Columns, HaveTheNarrowestTypeThatHoldsAllValues) {
  struct Case {
    std::vector<PropertyValue> values;
    ColumnType want;
  };
  const Case cases[] = {
      {{}, ColumnType::none},
      {{true, false}, ColumnType::boolean},
      {{std::int64_t{1}}, ColumnType::integer},
      {{std::int64_t{1}, 0.5}, ColumnType::real},
      {{0.5, std::int64_t{1}}, ColumnType::real},
      {{std::int64_t{1}, true}, ColumnType::text},
      {{true, std::int64_t{1}, 0.5}, ColumnType::text},
      {{"a"s}, ColumnType::text},
      {{graph::Temporal{}}, ColumnType::text},
      {{PropertyList{"a"s}}, ColumnType::list},
      {{PropertyList{}, "a"s}, ColumnType::text},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(&c - cases);
    graph::MemoryGraph graph;
    const graph::KeyId key = graph.intern_key("key");
    const graph::NodeId gone = graph.add_node({}, {{"key", "of a node that was removed"s}});
    graph.remove_node(gone);
    for (const PropertyValue& value : c.values) {
      const graph::NodeId node = graph.add_node({});
      graph.set_property(node, key, value);
    }
    EXPECT_EQ(Columns::of(graph).node(key), c.want);
    EXPECT_EQ(Columns::of(graph).edge(key), ColumnType::none);
  }
}

}  // namespace
}  // namespace kg::exporter
