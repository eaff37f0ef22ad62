// Every error that a query can get: type, detail, place, words and advice.
#include <gtest/gtest.h>

#include "query/cypher.hpp"

namespace kg::query {
namespace {

struct Case {
  const char* query;
  const char* want;  // "type/detail begin-end: message (hint)"
};

std::string dump(const char* query) {
  graph::MemoryGraph graph;
  RunOptions options;
  options.parameters = {{"p", std::string("text")}};
  try {
    run_update(graph, "CREATE (:Person {name: 'Kim Jong Un'})-[:MET {times: 3}]->(:Person {name: 'Donald Trump'})");
    run_update(graph, query, options);
  } catch (const CypherError& error) {
    const std::string where = error.where() ? " " + std::to_string(error.where()->begin) + "-" + std::to_string(error.where()->end) : "";
    return error.type() + "/" + error.detail() + (error.phase() == Phase::runtime ? " at run time" : "") + where + ": " + error.message() +
           (error.hint().empty() ? "" : " (" + error.hint() + ")");
  }
  return "no error";
}

TEST(CypherErrors, SayWhatIsWrongAndWhere) {
  const Case cases[] = {
      {"RETURN 'open",
       "SyntaxError/UnexpectedSyntax 7-8: string without end (close it with ')"},
      {"RETURN \"open",
       "SyntaxError/UnexpectedSyntax 7-8: string without end (close it with \")"},
      {"RETURN `open",
       "SyntaxError/UnexpectedSyntax 7-8: quoted name without end (close it with `)"},
      {"/* open",
       "SyntaxError/UnexpectedSyntax 0-2: comment without end (close it with '*/')"},
      {"RETURN 'a\\q'",
       "SyntaxError/UnexpectedSyntax 9-11: unknown escape in a string (known are \\\\ \\' \\\" \\` \\b \\f \\n \\r \\t \\uXXXX \\UXXXXXXXX)"},
      {"RETURN '\\u12'",
       "SyntaxError/InvalidUnicodeLiteral 8-12: '\\u' needs 4 hexadecimal digits"},
      {"RETURN '\\U0001F60'",
       "SyntaxError/InvalidUnicodeLiteral 8-17: '\\U' needs 8 hexadecimal digits"},
      {"RETURN 0x",
       "SyntaxError/InvalidNumberLiteral 7-9: invalid number '0x'"},
      {"RETURN 12abc",
       "SyntaxError/InvalidNumberLiteral 7-12: invalid number '12abc'"},
      {"RETURN $",
       "SyntaxError/UnexpectedSyntax 7-8: parameter without a name (write it as $name)"},
      {"RETURN 1 # 2",
       "SyntaxError/UnexpectedSyntax 9-10: unexpected character '#'"},
      {"RETURN 42 — 41",
       "SyntaxError/InvalidUnicodeCharacter 10-13: unexpected character '—'"},
      {"RETURN 9223372036854775808",
       "SyntaxError/IntegerOverflow 7-26: the number '9223372036854775808' is too large for an integer (integers have 64 bits; write 1e30 for a float)"},
      {"RETURN 0xFFFFFFFFFFFFFFFFF",
       "SyntaxError/IntegerOverflow 7-26: the number '0xFFFFFFFFFFFFFFFFF' is too large for an integer (integers have 64 bits; write 1e30 for a float)"},
      {"RETURN 1e999",
       "SyntaxError/FloatingPointOverflow 7-12: the number '1e999' is too large for a float"},
      {"MTCH (a) RETURN a",
       "SyntaxError/UnexpectedSyntax 0-4: expected a clause such as MATCH, RETURN or CREATE, found 'MTCH' (did you mean 'MATCH'?)"},
      {"RETURN",
       "SyntaxError/UnexpectedSyntax 6-6: expected an expression, found the end of the query"},
      {"MATCH (a RETURN a",
       "SyntaxError/UnexpectedSyntax 9-15: expected ':', '{' or ')', found 'RETURN'"},
      {"MATCH (a)-[r RETURN a",
       "SyntaxError/UnexpectedSyntax 13-19: expected ':', '*', '{' or ']', found 'RETURN'"},
      {"MATCH (a)-[:T->(b) RETURN a",
       "SyntaxError/UnexpectedSyntax 13-14: expected ':', '*', '{' or ']', found '-'"},
      {"MATCH (a)-->b RETURN a",
       "SyntaxError/UnexpectedSyntax 12-13: expected a node such as (n:Label), found 'b'"},
      {"MATCH (a:) RETURN a",
       "SyntaxError/UnexpectedSyntax 9-10: expected a label, found ')'"},
      {"MATCH (a)-[*-2]->(b) RETURN a",
       "SyntaxError/InvalidRelationshipPattern 12-13: a path length cannot be negative"},
      {"MATCH p = shortestPath((a)-->()-->(b)) RETURN p",
       "SyntaxError/UnexpectedSyntax 6-37: a shortest path needs a pattern of two nodes and one relationship (for example shortestPath((a)-[*]-(b)))"},
      {"RETURN [1, 2",
       "SyntaxError/UnexpectedSyntax 12-12: expected ',' or ']', found the end of the query"},
      {"RETURN [1,",
       "SyntaxError/UnexpectedSyntax 10-10: expected an expression, found the end of the query"},
      {"RETURN {a 1}",
       "SyntaxError/UnexpectedSyntax 10-11: expected ':', found '1'"},
      {"RETURN {a: 1",
       "SyntaxError/UnexpectedSyntax 12-12: expected ',' or '}', found the end of the query"},
      {"RETURN (1",
       "SyntaxError/UnexpectedSyntax 9-9: expected ')', found the end of the query"},
      {"RETURN size(1",
       "SyntaxError/UnexpectedSyntax 13-13: expected ',' or ')', found the end of the query"},
      {"RETURN 1 AS",
       "SyntaxError/UnexpectedSyntax 11-11: expected an alias, found the end of the query"},
      {"RETURN CASE END",
       "SyntaxError/UnexpectedSyntax 15-15: expected WHEN, found the end of the query"},
      {"RETURN CASE WHEN 1",
       "SyntaxError/UnexpectedSyntax 18-18: expected THEN, found the end of the query"},
      {"RETURN 1 IS 2",
       "SyntaxError/UnexpectedSyntax 12-13: expected NULL, found '2'"},
      {"RETURN [x IN [1] WHERE",
       "SyntaxError/UnexpectedSyntax 22-22: expected an expression, found the end of the query"},
      {"RETURN [(a)-->(b)]",
       "SyntaxError/UnexpectedSyntax 17-18: expected WHERE or '|', found ']'"},
      {"RETURN reduce(1, 2)",
       "SyntaxError/UnexpectedSyntax 14-15: expected the name of the accumulator, found '1'"},
      {"MATCH (a) WHERE EXISTS { a } RETURN a",
       "SyntaxError/UnexpectedSyntax 25-26: expected a node such as (n:Label), found 'a'"},
      {"MATCH (a)",
       "SyntaxError/InvalidClauseComposition 0-5: the query ends without RETURN or an update (add RETURN and what you want to see)"},
      {"MATCH (a) RETURN a MATCH (b)",
       "SyntaxError/InvalidClauseComposition 19-24: nothing may follow RETURN but UNION (use WITH to go on)"},
      {"CREATE (a) MATCH (b) RETURN b",
       "SyntaxError/InvalidClauseComposition 11-16: a reading clause cannot follow an updating one (put WITH between them)"},
      {"UNWIND [1] x RETURN x",
       "SyntaxError/UnexpectedSyntax 11-12: expected AS, found 'x'"},
      {"MERGE (a) ON DELETE SET a.x = 1",
       "SyntaxError/UnexpectedSyntax 13-19: expected CREATE or MATCH, found 'DELETE'"},
      {"SET 1 = 2",
       "SyntaxError/UnexpectedSyntax 4-5: SET needs a property, a variable or a label"},
      {"REMOVE 1",
       "SyntaxError/UnexpectedSyntax 7-8: REMOVE needs a property or a label"},
      {"WITH 1 AS x SET x() = 1",
       "SyntaxError/UnexpectedSyntax 16-19: SET needs a property, a variable or a label"},
      {"MATCH (a) DELETE a:Person",
       "SyntaxError/InvalidDelete 17-25: DELETE takes away nodes and relationships, not labels (use REMOVE for labels)"},
      {"RETURN a",
       "SyntaxError/UndefinedVariable 7-8: variable 'a' is not defined here"},
      {"MATCH (person) RETURN persn",
       "SyntaxError/UndefinedVariable 22-27: variable 'persn' is not defined here (did you mean 'person'?)"},
      {"MATCH (a) RETURN foo(a)",
       "SyntaxError/UnknownFunction 17-23: there is no function 'foo'"},
      {"MATCH (a) RETURN siez(a.name)",
       "SyntaxError/UnknownFunction 17-29: there is no function 'siez' (did you mean 'size'?)"},
      {"RETURN size()",
       "SyntaxError/InvalidNumberOfArguments 7-13: size() takes 1 argument, not 0"},
      {"RETURN size(1, 2)",
       "SyntaxError/InvalidNumberOfArguments 7-17: size() takes 1 argument, not 2"},
      {"RETURN round(1, 2, 3)",
       "SyntaxError/InvalidNumberOfArguments 7-21: round() takes 1 to 2 arguments, not 3"},
      {"RETURN size(DISTINCT [1])",
       "SyntaxError/UnexpectedSyntax 7-25: DISTINCT works in aggregations only"},
      {"RETURN count(count(1))",
       "SyntaxError/NestedAggregation 13-21: an aggregation cannot stand inside another (aggregate in two steps, with WITH between them)"},
      {"RETURN count(rand())",
       "SyntaxError/NonConstantExpression 13-19: rand() cannot be aggregated (compute it in WITH first)"},
      {"MATCH (a) WHERE count(a) > 1 RETURN a",
       "SyntaxError/InvalidAggregation 16-24: 'count' aggregates, which is not possible here (aggregate in WITH or RETURN first)"},
      {"MATCH (a) RETURN a.x + count(*)",
       "SyntaxError/AmbiguousAggregationExpression 17-18: 'a' stands beside an aggregation, but nothing groups by it (return 'a' as a column of its own, or compute this in WITH first)"},
      {"MATCH (a) RETURN a.x + a.y, count(*) ORDER BY a.x + a.y + count(*)",
       "SyntaxError/AmbiguousAggregationExpression 46-47: 'a' stands beside an aggregation, but nothing groups by it alone"},
      {"MATCH (a) RETURN DISTINCT a.x ORDER BY a.y",
       "SyntaxError/UndefinedVariable 39-40: variable 'a' is not defined here"},
      {"MATCH (a) RETURN a.x ORDER BY count(*)",
       "SyntaxError/InvalidAggregation 30-38: 'count' aggregates, which is not possible here (aggregate in WITH or RETURN first)"},
      {"MATCH (a)-[a]->() RETURN a",
       "SyntaxError/VariableTypeConflict 9-15: 'a' is a node already, it cannot be a relationship too"},
      {"MATCH (a)-[r]->()-[r]->() RETURN a",
       "SyntaxError/RelationshipUniquenessViolation 17-23: the relationship 'r' cannot be matched twice in one pattern"},
      {"MATCH p = (p)-->() RETURN p",
       "SyntaxError/VariableAlreadyBound 6-18: 'p' is defined already (choose another name, or leave out its labels and properties)"},
      {"WITH 1 AS n MATCH (n) RETURN n",
       "SyntaxError/VariableTypeConflict 18-21: 'n' is an integer already, it cannot be a node too"},
      {"WITH [1] AS r MATCH ()-[r*]->() RETURN r",
       "SyntaxError/VariableTypeConflict 22-29: 'r' is a list already, it cannot be a list of relationships too"},
      {"MATCH (a) CREATE (a)",
       "SyntaxError/VariableAlreadyBound 17-20: 'a' is defined already (choose another name, or leave out its labels and properties)"},
      {"MATCH (a) CREATE (a:X)-[:T]->()",
       "SyntaxError/VariableAlreadyBound 17-22: 'a' is defined already (choose another name, or leave out its labels and properties)"},
      {"CREATE ()-[:T*2]->()",
       "SyntaxError/CreatingVarLength 9-18: a relationship of variable length cannot be created"},
      {"CREATE ()-->()",
       "SyntaxError/NoSingleRelationshipType 9-12: a relationship is created with exactly one type (for example -[:KNOWS]->)"},
      {"CREATE ()-[:A|B]->()",
       "SyntaxError/NoSingleRelationshipType 9-18: a relationship is created with exactly one type (for example -[:KNOWS]->)"},
      {"CREATE ()-[:A]-()",
       "SyntaxError/RequiresDirectedRelationship 9-15: a relationship is created with a direction (for example -[:KNOWS]->)"},
      {"MATCH (a {x: b.y}) RETURN a",
       "SyntaxError/UndefinedVariable 13-14: variable 'b' is not defined here"},
      {"MATCH (a $p) RETURN a",
       "SyntaxError/InvalidParameterUse 9-11: a parameter cannot give all properties here (name them: {key: $p.key})"},
      {"MATCH (a) WHERE (a)-->(b) RETURN a",
       "SyntaxError/UndefinedVariable 22-25: variable 'b' is not defined here"},
      {"MATCH (a) RETURN (a)-->()",
       "SyntaxError/UnexpectedSyntax 17-25: a pattern can stand here only as a condition (write [pattern | 1] to count its matches)"},
      {"MATCH (a) WHERE a RETURN a",
       "SyntaxError/InvalidArgumentType 16-17: expected a condition here, not a node"},
      {"RETURN 1 AND true",
       "SyntaxError/InvalidArgumentType 7-8: expected a boolean here, not an integer"},
      {"RETURN NOT 'x'",
       "SyntaxError/InvalidArgumentType 11-14: expected a boolean here, not a string"},
      {"RETURN 1 IN 2",
       "SyntaxError/InvalidArgumentType 12-13: expected a list here, not an integer"},
      {"RETURN 'a' * 2",
       "SyntaxError/InvalidArgumentType 7-10: expected a number here, not a string"},
      {"RETURN -'a'",
       "SyntaxError/InvalidArgumentType 8-11: expected a number here, not a string"},
      {"RETURN [x IN 1 | x]",
       "SyntaxError/InvalidArgumentType 13-14: expected a list here, not an integer"},
      {"RETURN all(x IN ['a'] WHERE x % 2 = 0)",
       "SyntaxError/InvalidArgumentType 28-29: expected a number here, not a string"},
      {"WITH 1 AS x RETURN x.name",
       "TypeError/InvalidArgumentType 19-20: expected a node, a relationship or a map here, not an integer"},
      {"WITH 1 AS x RETURN x:Label",
       "SyntaxError/InvalidArgumentType 19-20: expected a node here, not an integer"},
      {"MATCH (a) RETURN length(a)",
       "SyntaxError/InvalidArgumentType 24-25: length() takes a path, not a node"},
      {"MATCH (a) RETURN type(a)",
       "SyntaxError/InvalidArgumentType 22-23: type() takes a relationship, not a node"},
      {"WITH 1 AS x SET x.y = 1",
       "SyntaxError/InvalidArgumentType 16-17: expected a node or a relationship here, not an integer"},
      {"WITH 1 AS x DELETE x",
       "SyntaxError/InvalidArgumentType 19-20: expected a node, a relationship or a path here, not an integer"},
      {"UNWIND [1] AS x UNWIND [2] AS x RETURN x",
       "SyntaxError/VariableAlreadyBound 23-26: 'x' is defined already (choose another name)"},
      {"MATCH (a) WITH a.name RETURN 1",
       "SyntaxError/NoExpressionAlias 15-21: an expression in WITH needs a name (add AS and a name)"},
      {"RETURN 1 AS x, 2 AS x",
       "SyntaxError/ColumnNameConflict 15-16: two columns are called 'x' (rename one with AS)"},
      {"RETURN *",
       "SyntaxError/NoVariablesInScope 0-6: RETURN * needs at least one variable (name what to return)"},
      {"MATCH (a) RETURN a LIMIT a.x",
       "SyntaxError/NonConstantExpression 25-28: LIMIT must be the same number for all rows (use a number or a parameter)"},
      {"RETURN 1 LIMIT -1",
       "SyntaxError/NegativeIntegerArgument 15-17: LIMIT cannot be negative"},
      {"RETURN 1 SKIP 1.5",
       "SyntaxError/InvalidArgumentType 14-17: expected an integer here, not a float"},
      {"RETURN 1 AS a UNION RETURN 2 AS b",
       "SyntaxError/DifferentColumnsInUnion 14-19: all parts of a UNION must return the same columns"},
      {"RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a",
       "SyntaxError/InvalidClauseComposition 34-43: UNION and UNION ALL cannot be mixed"},
      {"CALL db.lables()",
       "ProcedureError/ProcedureNotFound 5-14: there is no procedure 'db.lables' (did you mean 'db.labels'?)"},
      {"CALL db.labels(1)",
       "SyntaxError/InvalidNumberOfArguments 5-14: db.labels() takes 0 arguments, not 1"},
      {"MATCH (a) CALL db.labels() RETURN a",
       "SyntaxError/UndefinedVariable 15-24: the fields of 'db.labels' must be named here (add YIELD and their names)"},
      {"MATCH (a) CALL db.labels RETURN a",
       "SyntaxError/InvalidArgumentPassingMode 15-24: arguments must be given in brackets here (write db.labels(…))"},
      {"CALL db.labels() YIELD nothing RETURN 1",
       "SyntaxError/UndefinedVariable 23-30: 'db.labels' yields no field 'nothing'"},
      {"WITH 1 AS label CALL db.labels() YIELD label RETURN label",
       "SyntaxError/VariableAlreadyBound 39-44: 'label' is defined already (rename it: YIELD label AS …)"},
      {"MATCH (a) WHERE EXISTS { MATCH (b) SET b.x = 1 } RETURN a",
       "SyntaxError/InvalidClauseComposition 16-48: EXISTS { … } cannot change the graph"},
      {"MATCH p = shortestPath((a)-[*2..]-(b)) RETURN p",
       "SyntaxError/InvalidRelationshipPattern 26-34: a shortest path starts at length 0 or 1"},
      {"RETURN $missing",
       "ParameterMissing/MissingParameter 7-15: the parameter '$missing' has no value (give it with --param missing=VALUE)"},
      {"RETURN 1 / 0",
       "ArithmeticError/DivisionByZero at run time 7-12: division by zero"},
      {"RETURN 9223372036854775807 + 1",
       "ArithmeticError/IntegerOverflow at run time 7-30: the result of '+' is too large for an integer"},
      {"RETURN -9223372036854775808 / -1, -(-9223372036854775808)",
       "ArithmeticError/IntegerOverflow at run time 7-32: the result of '/' is too large for an integer"},
      {"RETURN [1, 2]['a']",
       "TypeError/InvalidArgumentType at run time 7-18: a list is indexed by an integer, not a string"},
      {"RETURN {a: 1}[0]",
       "TypeError/MapElementAccessByNonString at run time 7-16: a map is indexed by a string, not an integer"},
      {"WITH [1, {}] AS l RETURN l[0].x",
       "TypeError/InvalidArgumentType at run time 25-31: only nodes, relationships, maps and temporal values have properties, not an integer"},
      {"WITH [1, 'x'] AS l RETURN l[1] - 1",
       "TypeError/InvalidArgumentType at run time 26-34: '-' does not work on a string and an integer"},
      {"WITH [1, 'x'] AS l RETURN NOT l[0]",
       "TypeError/InvalidArgumentType at run time 30-34: a condition is true, false or null, not an integer"},
      {"WITH [1, 'x'] AS l RETURN 1 IN l[0]",
       "TypeError/InvalidArgumentType at run time 26-35: IN needs a list, not an integer"},
      {"RETURN [1] =~ 'a', 'a' =~ '('",
       "SyntaxError/InvalidRegularExpression at run time 19-29: the regular expression cannot be read: '('"},
      {"RETURN range(1, 2, 0)",
       "ArgumentError/NumberOutOfRange at run time 7-21: the step of range() must not be 0"},
      {"RETURN range(1, 'a')",
       "ArgumentError/InvalidArgumentType at run time 7-20: range() takes integers, not a string"},
      {"RETURN toInteger([])",
       "TypeError/InvalidArgumentValue at run time 7-20: toInteger() cannot convert a list"},
      {"WITH [1] AS l RETURN labels(l[0])",
       "SyntaxError/InvalidArgumentType 28-32: labels() takes a node, not an integer"},
      {"RETURN substring('abc', -1)",
       "ArgumentError/NumberOutOfRange at run time 7-27: substring() takes no negative number"},
      {"RETURN date('2018-13-01')",
       "ArgumentError/InvalidArgumentValue at run time 7-25: date() cannot read '2018-13-01'"},
      {"RETURN date({month: 6})",
       "ArgumentError/InvalidArgumentValue at run time 7-23: a date needs a 'year'"},
      {"RETURN date({year: 2018, moth: 6})",
       "ArgumentError/InvalidArgumentValue at run time 7-34: a temporal value has no part 'moth'"},
      {"RETURN datetime({year: 2018, timezone: 'Europe/Nowhere'})",
       "ArgumentError/InvalidArgumentValue at run time 7-57: there is no time zone 'Europe/Nowhere'"},
      {"RETURN time({hour: 25})",
       "ArgumentError/InvalidArgumentValue at run time 7-23: 'hour' must be from 0 to 23"},
      {"RETURN duration('x')",
       "ArgumentError/InvalidArgumentValue at run time 7-20: duration() cannot read 'x'"},
      {"RETURN duration({feet: 1})",
       "ArgumentError/InvalidArgumentValue at run time 7-26: a duration has no part 'feet'"},
      {"RETURN date.truncate('fortnight', date('2018-06-12'))",
       "ArgumentError/InvalidArgumentValue at run time 7-53: there is no unit 'fortnight'"},
      {"RETURN date('+999999999-12-31') + duration('P1Y')",
       "ArithmeticError/IntegerOverflow at run time 7-49: the temporal value is out of range"},
      {"RETURN percentileCont(1, 2)",
       "ArgumentError/NumberOutOfRange at run time 25-26: the percentile must be from 0 to 1"},
      {"RETURN sum('a')",
       "SyntaxError/InvalidArgumentType 11-14: sum() takes an integer, a float or a temporal value, not a string"},
      {"UNWIND [9223372036854775807, 1] AS x RETURN sum(x)",
       "ArithmeticError/IntegerOverflow at run time 44-50: the sum is too large for an integer"},
      {"RETURN 1 LIMIT $p",
       "SyntaxError/InvalidArgumentType at run time 15-17: LIMIT takes an integer, not a string"},
      {"CREATE (a {x: {y: 1}})",
       "TypeError/InvalidPropertyType at run time 7-22: the property 'x' cannot hold a map"},
      {"CREATE (a {x: [[1]]})",
       "TypeError/InvalidPropertyType at run time 7-21: the property 'x' cannot hold a list"},
      {"MERGE (a {x: null})",
       "SemanticError/MergeReadOwnWrites at run time 9-18: MERGE cannot look for 'x', which is null (null equals nothing: leave it out)"},
      {"MATCH (a) DELETE a",
       "ConstraintVerificationFailed/DeleteConnectedNode at run time 17-18: a node that still has relationships cannot be deleted (delete its relationships too, or use DETACH DELETE)"},
      {"MATCH (a)-[r]->() DELETE r RETURN r.times",
       "EntityNotFound/DeletedEntityAccess at run time 34-41: this relationship was deleted"},
      {"MATCH (a) DETACH DELETE a RETURN a.name",
       "EntityNotFound/DeletedEntityAccess at run time 33-39: this node was deleted"},
      {"OPTIONAL MATCH (n:Nobody) CREATE (n)-[:T]->()",
       "TypeError/InvalidArgumentType at run time 33-36: a relationship needs a node at both ends, not null"},
      {"CREATE (a) SET a = 1",
       "TypeError/InvalidArgumentType at run time 15-20: properties are a map, not an integer"},
  };
  for (const Case& c : cases) EXPECT_EQ(dump(c.query), c.want) << c.query;
}

TEST(CypherErrors, ShowTheLine) {
  graph::MemoryGraph graph;
  try {
    run_cypher(graph, "MATCH (person)\nRETURN persn.name");
    FAIL();
  } catch (const CypherError& error) {
    EXPECT_EQ(error.report(),
              "kg: query:2:8: variable 'persn' is not defined here\n"
              "  RETURN persn.name\n"
              "         ^~~~~\n"
              "  hint: did you mean 'person'?");
  }
}

TEST(CypherErrors, BoundWhatIsHuge) {
  graph::MemoryGraph graph;
  const auto detail = [&](const std::string& query) {
    try {
      run_update(graph, query);
    } catch (const CypherError& error) {
      EXPECT_LT(error.report().size(), 1000U);
      return error.message();
    }
    return std::string("no error");
  };
  const std::string nested = "the query is nested deeper than 400 levels";
  const auto repeat = [](const std::string& what, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += what;
    return out;
  };
  EXPECT_EQ(detail("RETURN " + repeat("(", 10'000) + "1" + repeat(")", 10'000)), nested);
  EXPECT_EQ(detail("RETURN " + repeat("[", 10'000) + repeat("]", 10'000)), nested);
  EXPECT_EQ(detail("RETURN " + repeat("{a:", 10'000)), nested);
  EXPECT_EQ(detail("RETURN " + repeat("NOT ", 10'000) + "true"), nested);
  EXPECT_EQ(detail("RETURN " + repeat("-", 10'000) + "1"), nested);
  EXPECT_EQ(detail("RETURN 1" + repeat(" + 1", 10'000)), nested);
  EXPECT_EQ(detail("MATCH (a) RETURN a" + repeat(".b", 10'000)), nested);
  EXPECT_EQ(detail("RETURN " + repeat("CASE WHEN ", 10'000)), nested);
  EXPECT_EQ(detail("MATCH (a) WHERE " + repeat("EXISTS { MATCH (a) WHERE ", 10'000)), nested);
  EXPECT_EQ(detail("MATCH " + repeat("(", 10'000)), nested);
  EXPECT_EQ(detail(repeat("MATCH (a) ", 100'000) + "RETURN 1"), "the query has more than 1000 clauses");
  EXPECT_EQ(detail("MATCH (a)" + repeat("-->()", 100'000) + " RETURN 1"), "one MATCH with more than 1000 patterns and relationships");
  EXPECT_EQ(detail(std::string(1'000'000, 'x')), "expected a clause such as MATCH, RETURN or CREATE, found '" + std::string(40, 'x') + "'");
  EXPECT_EQ(detail("RETURN '" + std::string(1'000'000, 'x') + "' AS x"), "no error");
  EXPECT_EQ(detail("RETURN true" + repeat(" AND true", 100'000) + " AS x"), "no error");
  EXPECT_EQ(detail("RETURN [1" + repeat(", 1", 300'000) + "] AS x"), "no error");
  EXPECT_EQ(detail(repeat("CREATE () ", 20'000)), "no error");
}

}  // namespace
}  // namespace kg::query
