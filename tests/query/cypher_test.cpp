// Whole queries on a small graph: what comes out, and every way to get an error.
#include "query/cypher.hpp"

#include <gtest/gtest.h>

#include "graph/memory_graph.hpp"
#include "query/print.hpp"
#include "query/value_ops.hpp"

namespace kg::query {
namespace {

/// Rows as text: values joined by ",", rows by ";".
std::string dump(const QueryResult& result, const graph::PropertyGraph& graph) {
  std::string out;
  for (const List& row : result.rows) {
    if (!out.empty()) out += "; ";
    for (std::size_t i = 0; i < row.size(); ++i) out += (i == 0 ? "" : ", ") + print(row[i], graph);
  }
  return out;
}

class CypherTest : public testing::Test {
 protected:
  CypherTest() {
    run("CREATE (kim:Person:Actor {name: 'Kim Jong Un'}), (moon:Person:Actor {name: 'Moon Jae In'}), (trump:Person:Actor {name: 'Donald Trump'}), "
        "(dprk:State:Actor {name: 'North Korea'}), (s:Meeting {name: 'Singapore summit', date: '2018-06-12'}), (h:Meeting {name: 'Hanoi summit', date: '2019-02-27'}), "
        "(kim)-[:MET {times: 3}]->(trump), (kim)-[:MET {times: 4}]->(moon), (moon)-[:MET {times: 5}]->(trump), (kim)-[:LEADS]->(dprk), "
        "(kim)-[:PARTICIPATED_IN]->(s), (trump)-[:PARTICIPATED_IN]->(s), (kim)-[:PARTICIPATED_IN]->(h), (trump)-[:PARTICIPATED_IN]->(h)");
  }
  QueryResult run(std::string_view cypher, const RunOptions& options = {}) { return run_update(graph_, cypher, options); }
  std::string rows(std::string_view cypher, const RunOptions& options = {}) { return dump(run_cypher(graph_, cypher, options), graph_); }

  graph::MemoryGraph graph_;
};

TEST_F(CypherTest, AnswersReadingQueries) {
  struct Case {
    const char* query;
    const char* want;
  };
  const Case cases[] = {
      {"RETURN 1 + 2 * 3 AS x", "7"},
      {"MATCH (p:Person) RETURN p.name ORDER BY p.name", "'Donald Trump'; 'Kim Jong Un'; 'Moon Jae In'"},
      {"MATCH (:Person {name: 'Kim Jong Un'})-[r:MET]-(b) RETURN b.name, r.times ORDER BY r.times DESC", "'Moon Jae In', 4; 'Donald Trump', 3"},
      {"MATCH (a)-[:MET]-(b) WHERE a.name = 'Kim Jong Un' RETURN count(*)", "2"},
      {"MATCH (a:Person)-[:MET]-(b)-[:MET]-(c) WHERE a.name STARTS WITH 'Kim' RETURN c.name ORDER BY c.name", "'Donald Trump'; 'Moon Jae In'"},
      {"MATCH (a)-[:PARTICIPATED_IN]->(m)<-[:PARTICIPATED_IN]-(b) WHERE a.name < b.name RETURN a.name, count(m) AS n", "'Donald Trump', 2"},
      {"MATCH (a:Person) OPTIONAL MATCH (a)-[:LEADS]->(s) RETURN a.name, s.name ORDER BY a.name", "'Donald Trump', null; 'Kim Jong Un', 'North Korea'; 'Moon Jae In', null"},
      {"MATCH p = (:Person {name: 'Moon Jae In'})-[:MET*2]-(x) RETURN length(p), x.name", "2, 'Kim Jong Un'; 2, 'Donald Trump'"},
      {"MATCH p = shortestPath((a {name: 'Moon Jae In'})-[*]-(b {name: 'North Korea'})) RETURN [n IN nodes(p) | n.name]", "['Moon Jae In', 'Kim Jong Un', 'North Korea']"},
      {"MATCH p = allShortestPaths((a {name: 'Kim Jong Un'})-[:PARTICIPATED_IN*]-(b {name: 'Donald Trump'})) RETURN count(p)", "2"},
      {"MATCH (a:Person) WHERE NOT (a)-[:LEADS]->() RETURN count(a)", "2"},
      {"MATCH (a:Person) WHERE EXISTS { MATCH (a)-[:PARTICIPATED_IN]->(m) WHERE m.date < '2019' } RETURN a.name ORDER BY a.name", "'Donald Trump'; 'Kim Jong Un'"},
      {"MATCH (a:Person {name: 'Kim Jong Un'}) RETURN [(a)-[:MET]-(b) | b.name] AS met", "['Moon Jae In', 'Donald Trump']"},
      {"UNWIND [3, 1, 2] AS x WITH x ORDER BY x LIMIT 2 RETURN collect(x), sum(x), avg(x)", "[1, 2], 3, 1.5"},
      {"RETURN [x IN range(1, 5) WHERE x % 2 = 1 | x * x] AS l, reduce(s = 0, x IN [1, 2, 3] | s + x) AS r", "[1, 9, 25], 6"},
      {"RETURN CASE 3 WHEN 1 THEN 'a' WHEN 3 THEN 'c' ELSE 'z' END, CASE WHEN null THEN 1 END", "'c', null"},
      {"RETURN any(x IN [1, null] WHERE x = 2), all(x IN [] WHERE x), null = null, 1 < null, NOT null", "null, true, null, null, null"},
      {"RETURN 1 UNION RETURN 1 AS `1` UNION RETURN 2 AS `1`", "1; 2"},
      {"MATCH (n) RETURN DISTINCT head(labels(n)) AS l ORDER BY l", "'Meeting'; 'Person'; 'State'"},
      {"RETURN 10 / 4, 10 / 4.0, -7 % 3, 2 ^ 3, 1e10, 0.00001, 1/0.0", "2, 2.5, -1, 8.0, 1.0E10, 1.0E-5, Infinity"},
      {"RETURN date('2018-06-12') + duration('P1M'), duration.between(date('2018-06-12'), date('2019-02-27'))", "'2018-07-12', 'P8M15D'"},
      {"MATCH (n:Meeting) WHERE date(n.date).year = 2018 RETURN n.name", "'Singapore summit'"},
      {"RETURN 'Kim' =~ 'K.*', 'a' IN ['a'], [1, 2, 3][-1], [1, 2, 3][0..2], {a: {b: 1}}.a.b", "true, true, 3, [1, 2], 1"},
      {"MATCH (a) WHERE id(a) IN [0, 2] RETURN a.name", "'Kim Jong Un'; 'Donald Trump'"},
      {"MATCH (a:Person), (b:Meeting) WHERE a.name = b.name RETURN count(*)", "0"},
      {"CALL db.labels() YIELD label RETURN count(label)", "4"},
      {"MATCH (a:Nobody) RETURN a", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.query);
    EXPECT_EQ(rows(c.query), c.want);
  }
}

TEST_F(CypherTest, ChangesTheGraphAndCounts) {
  const QueryResult created = run("MERGE (a:Person {name: 'Abe'}) ON CREATE SET a.new = true MERGE (b:Person {name: 'Kim Jong Un'}) ON MATCH SET b.seen = true CREATE (a)-[:MET]->(b)");
  EXPECT_EQ(created.counts.nodes_created, 1);
  EXPECT_EQ(created.counts.relationships_created, 1);
  EXPECT_EQ(rows("MATCH (a {new: true})-[:MET]->(b {seen: true}) RETURN b.name"), "'Kim Jong Un'");
  EXPECT_EQ(run("MATCH (a {name: 'Abe'}) DETACH DELETE a").counts.relationships_deleted, 1);
  run("MATCH (n:State) SET n += {iso3: 'PRK'}, n:Place REMOVE n:Actor");
  EXPECT_EQ(rows("MATCH (n:State) RETURN labels(n), n.iso3"), "['State', 'Place'], 'PRK'");
}

TEST_F(CypherTest, TakesEverythingBackAfterAnError) {
  EXPECT_THROW(run("MATCH (n) SET n.seen = true WITH n CREATE (:Extra) WITH n MATCH (m:State) DELETE m"), CypherError);
  EXPECT_EQ(rows("MATCH (n) WHERE n.seen OR n:Extra RETURN count(*)"), "0");
  EXPECT_THROW(run_cypher(graph_, "CREATE ()"), CypherError);
}

TEST_F(CypherTest, UpdatesEvenBelowLimitZero) {
  run("UNWIND [1, 2] AS x CREATE (n:Made) RETURN n LIMIT 0");
  EXPECT_EQ(rows("MATCH (n:Made) RETURN count(*)"), "2");
}

TEST_F(CypherTest, NotesNamesThatTheGraphDoesNotHave) {
  const auto note = [&](const char* query) {
    const auto notes = run_cypher(graph_, query).notes;
    return notes.empty() ? "" : notes[0];
  };
  EXPECT_EQ(note("MATCH (n:Persn) RETURN n"), "no node has the label 'Persn'; did you mean 'Person'?");
  EXPECT_EQ(note("MATCH ()-[:MTE]->() RETURN 1"), "no relationship has the type 'MTE'; did you mean 'MET'?");
  EXPECT_EQ(note("MATCH (n) WHERE n.nmae = 'x' RETURN n"), "nothing has the property 'nmae'; did you mean 'name'?");
  EXPECT_EQ(note("MATCH (n:Person) RETURN n.name"), "");
}

TEST_F(CypherTest, PlansFromTheMostSelectiveEnd) {
  RunOptions options;
  options.explain = true;
  const std::string plan = run_cypher(graph_, "MATCH (m:Meeting)<-[:PARTICIPATED_IN]-(p:Person {name: 'Kim Jong Un'}) RETURN m", options).plan;
  EXPECT_NE(plan.find("NodesByName (p:Person)"), std::string::npos) << plan;
  EXPECT_NE(plan.find("Expand (p:Person)-[:PARTICIPATED_IN]->(m:Meeting)"), std::string::npos) << plan;
  const std::string counted = run_cypher(graph_, "MATCH (p:Person)-[:MET]-() RETURN p.name, count(*)", options).plan;
  EXPECT_NE(counted.find("CountSteps"), std::string::npos) << counted;
  const std::string joined = run_cypher(graph_, "MATCH (a:Person), (b:Meeting) WHERE a.born = b.date RETURN a", options).plan;
  EXPECT_NE(joined.find("HashJoin"), std::string::npos) << joined;
}

TEST_F(CypherTest, StopsAtItsLimits) {
  const auto detail = [&](const char* query, RunOptions options) {
    try {
      run_cypher(graph_, query, options);
    } catch (const CypherError& error) {
      return error.detail();
    }
    return std::string("none");
  };
  RunOptions few_steps;
  few_steps.step_limit = 100'000;
  EXPECT_EQ(detail("UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b RETURN count(*)", few_steps), "StepLimit");
  RunOptions little_memory;
  little_memory.memory_limit = 100'000;
  EXPECT_EQ(detail("RETURN range(1, 1000000)", little_memory), "MemoryLimit");
  EXPECT_EQ(detail("UNWIND range(1, 500) AS a WITH collect(a) AS l UNWIND l AS x UNWIND l AS y RETURN x, y", little_memory), "MemoryLimit");
  RunOptions short_time;
  short_time.timeout = std::chrono::milliseconds(1);
  EXPECT_EQ(detail("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*)", short_time), "TimeLimit");
  std::atomic<bool> cancelled = true;
  RunOptions stopped;
  stopped.cancelled = &cancelled;
  EXPECT_EQ(detail("UNWIND range(1, 100000) AS a RETURN count(*)", stopped), "Cancelled");
}

TEST(CypherPaths, AreBoundedOnADenseGraph) {
  graph::MemoryGraph graph;
  for (int i = 0; i < 20; ++i) graph.add_node({});
  for (std::uint32_t i = 0; i < 20; ++i) {
    for (std::uint32_t j = 0; j < 20; ++j) graph.add_edge(graph::NodeId{i}, "T", graph::NodeId{j});
  }
  RunOptions options;
  options.step_limit = 1'000'000;
  EXPECT_THROW(run_cypher(graph, "MATCH (a)-[*]-(b) RETURN count(*)", options), CypherError);
}

}  // namespace
}  // namespace kg::query
