#include "query/cypher.hpp"

#include "query/hints.hpp"
#include "query/parser.hpp"
#include "query/planner.hpp"
#include "query/semantics.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

QueryResult run(const graph::PropertyGraph& graph, graph::MemoryGraph* updates, std::string_view cypher, const RunOptions& options) {
  const auto query = parse_cypher(cypher);
  check_semantics(*query, options.procedures, options.parameters);
  if (query->updates && updates == nullptr) {
    throw syntax_error("UnsupportedOperation", "this query changes the graph, which can only be read here", query->where,
                       "a .kg file changes with its documents; try changes in 'kg shell'");
  }
  Planner planner(graph, options.procedures);
  const OperatorPtr root = planner.plan(*query);
  const std::vector<ExprPtr> expressions = planner.take_expressions();

  QueryResult result;
  result.columns = query->columns;
  result.notes = unknown_names(*query, graph);
  if (options.explain) {
    result.plan = describe(*root, false);
    return result;
  }
  Context context(graph, query->updates ? updates : nullptr, options, query->slot_count);
  root->open(context);
  while (root->next(context)) {
    if (query->columns.empty()) continue;
    List row;
    row.reserve(query->column_slots.size());
    std::size_t bytes = sizeof(List);
    for (const Slot slot : query->column_slots) {
      row.push_back(context.at(slot));
      bytes += size_of(row.back());
    }
    context.keep(bytes);
    result.rows.push_back(std::move(row));
  }
  root->finish(context);
  result.counts = context.counts;
  if (options.profile) result.plan = describe(*root, true);
  return result;
}

}  // namespace

QueryResult run_cypher(const graph::PropertyGraph& graph, std::string_view cypher, const RunOptions& options) {
  try {
    return run(graph, nullptr, cypher, options);
  } catch (const CypherError& error) {
    throw error.with_text(cypher);
  }
}

QueryResult run_update(graph::MemoryGraph& graph, std::string_view cypher, const RunOptions& options) {
  graph.begin();
  try {
    QueryResult result = run(graph, &graph, cypher, options);
    graph.commit();
    return result;
  } catch (const CypherError& error) {
    graph.rollback();
    throw error.with_text(cypher);
  } catch (...) {
    graph.rollback();
    throw;
  }
}

}  // namespace kg::query
