// Clauses: what each defines, and what is left for the next.
#include "query/semantics.hpp"

#include <algorithm>

#include "query/checker.hpp"
#include "query/functions.hpp"
#include "query/suggest.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

void check_semantics(Query& query, const Procedures* procedures, const Map& parameters) {
  Checker checker(procedures, parameters);
  checker.check(query, {}, false);
  query.slot_count = checker.slots();
  query.updates = checker.updates();
}

const Procedure* find_procedure(const std::string& name, const Procedures* procedures) {
  if (procedures != nullptr) {
    if (const auto found = procedures->find(name); found != procedures->end()) return &found->second;
  }
  const auto found = builtin_procedures().find(name);
  return found == builtin_procedures().end() ? nullptr : &found->second;
}

void Checker::check(Query& query, const Scope& outer, bool nested) {
  for (std::size_t i = 1; i < query.union_all.size(); ++i) {
    if (query.union_all[i] != query.union_all[0]) {
      throw syntax_error("InvalidClauseComposition", "UNION and UNION ALL cannot be mixed", query.union_where[i]);
    }
  }
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    std::vector<std::string> columns;
    std::vector<Slot> slots;
    check_single(query.parts[i], outer, nested, columns, slots);
    if (i == 0) {
      query.columns = columns;
    } else if (columns != query.columns) {
      // Equal names in another order are the same columns.
      std::vector<Slot> reordered;
      for (const std::string& column : query.columns) {
        const auto found = std::ranges::find(columns, column);
        if (found != columns.end()) reordered.push_back(slots[static_cast<std::size_t>(found - columns.begin())]);
      }
      if (reordered.size() != query.columns.size() || columns.size() != query.columns.size()) {
        throw syntax_error("DifferentColumnsInUnion", "all parts of a UNION must return the same columns", query.union_where[i - 1]);
      }
      slots = reordered;
    }
    query.part_slots.push_back(std::move(slots));
  }
  if (query.parts.size() == 1) {
    query.column_slots = query.part_slots[0];
  } else {
    for (std::size_t i = 0; i < query.columns.size(); ++i) query.column_slots.push_back(new_slot());
  }
}

void Checker::check_single(SingleQuery& query, Scope scope, bool nested, std::vector<std::string>& columns, std::vector<Slot>& slots) {
  scope_ = std::move(scope);
  for (Clause& clause : query.clauses) {
    if (auto* match = std::get_if<MatchClause>(&clause.body)) {
      check_match(*match);
    } else if (auto* unwind = std::get_if<UnwindClause>(&clause.body)) {
      check_unwind(*unwind);
    } else if (auto* projection = std::get_if<ProjectionClause>(&clause.body)) {
      check_projection(*projection, clause.where, nested);
      if (projection->is_return) {
        for (const ProjectionItem& item : projection->items) {
          columns.push_back(item.name);
          slots.push_back(item.slot);
        }
      }
    } else if (auto* create = std::get_if<CreateClause>(&clause.body)) {
      check_create(*create);
    } else if (auto* merge = std::get_if<MergeClause>(&clause.body)) {
      check_merge(*merge);
    } else if (auto* set = std::get_if<SetClause>(&clause.body)) {
      check_set_items(set->items);
    } else if (auto* del = std::get_if<DeleteClause>(&clause.body)) {
      check_delete(*del);
    } else if (auto* call = std::get_if<CallClause>(&clause.body)) {
      check_call(*call, query.clauses.size() == 1 && !nested);
      if (call->standalone) {
        for (const YieldItem& item : call->yields) {
          columns.push_back(item.variable);
          slots.push_back(item.slot);
        }
      }
    }
  }
}

void Checker::check_match(MatchClause& match) {
  bind_patterns(match.patterns, true);
  for (PatternPart& part : match.patterns) check_pattern_properties(part, false);
  if (match.condition) infer_condition(*match.condition, {false, true, "WHERE"});
}

void Checker::check_unwind(UnwindClause& unwind) {
  const StaticType type = infer(*unwind.list, {false, false, "UNWIND"});
  if (find(unwind.variable)) {
    throw syntax_error("VariableAlreadyBound", "'" + unwind.variable + "' is defined already", unwind.list->where, "choose another name");
  }
  unwind.slot = new_slot();
  scope_[unwind.variable] = {unwind.slot, type.is(TypeKind::list) ? type.element_type() : StaticType()};
}

void Checker::add_star(ProjectionClause& projection, ByteSpan where) {
  std::vector<std::string> names;
  for (const auto& [name, binding] : scope_) names.push_back(name);
  std::ranges::sort(names);
  if (names.empty() && projection.is_return) {
    throw syntax_error("NoVariablesInScope", "RETURN * needs at least one variable", where, "name what to return");
  }
  std::vector<ProjectionItem> all;
  for (const std::string& name : names) {
    ProjectionItem item;
    item.expression = std::make_unique<Expr>();
    item.expression->kind = ExprKind::variable;
    item.expression->text = name;
    item.expression->where = where;
    item.name = name;
    item.aliased = true;
    all.push_back(std::move(item));
  }
  std::move(projection.items.begin(), projection.items.end(), std::back_inserter(all));
  projection.items = std::move(all);
}

void Checker::check_projection(ProjectionClause& projection, ByteSpan where, bool nested) {
  static_cast<void>(nested);
  if (projection.star) add_star(projection, where);
  const Scope before = scope_;
  Scope after;
  for (ProjectionItem& item : projection.items) {
    const StaticType type = infer(*item.expression, {true, false, projection.is_return ? "RETURN" : "WITH"});
    if (!projection.is_return && !item.aliased) {
      throw syntax_error("NoExpressionAlias", "an expression in WITH needs a name", item.expression->where, "add AS and a name");
    }
    if (after.contains(item.name)) {
      throw syntax_error("ColumnNameConflict", "two columns are called '" + item.name + "'", item.expression->where, "rename one with AS");
    }
    // A variable that is passed on keeps its place; everything else gets a new one.
    item.slot = item.expression->kind == ExprKind::variable ? item.expression->slot : new_slot();
    after[item.name] = {item.slot, type};
    const bool aggregates = contains_aggregation(*item.expression);
    projection.aggregates |= aggregates;
    if (!aggregates) projection.keys.push_back(static_cast<std::size_t>(&item - projection.items.data()));
  }
  if (projection.aggregates) {
    for (ProjectionItem& item : projection.items) {
      if (!contains_aggregation(*item.expression)) continue;
      std::vector<std::string> local;
      check_grouping(*item.expression, projection, local);
      replace_keys(*item.expression, projection);
      collect_aggregations(*item.expression, projection.aggregations);
    }
  }
  check_order(projection, before, after);
  scope_.clear();
  if (projection.skip) check_bound(*projection.skip, "SKIP");
  if (projection.limit) check_bound(*projection.limit, "LIMIT");
  if (projection.condition) {
    scope_ = after;
    if (!projection.aggregates && !projection.distinct) scope_.insert(before.begin(), before.end());
    infer_condition(*projection.condition, {false, true, "WHERE"});
  }
  scope_ = std::move(after);
}

void Checker::collect_aggregations(Expr& expr, std::vector<Aggregation>& found) {
  if (expr.kind == ExprKind::count_star || (expr.kind == ExprKind::call && contains_aggregation(expr) && expr.slot != no_slot)) {
    found.push_back({&expr, expr.slot});
    return;
  }
  for (const ExprPtr& arg : expr.args) {
    if (arg) collect_aggregations(*arg, found);
  }
}

namespace {

bool is_simple(const Expr& expr) {
  return expr.kind == ExprKind::variable || (expr.kind == ExprKind::property && is_simple(*expr.args[0]));
}

bool is_aggregation(const Expr& expr) {
  return expr.kind == ExprKind::count_star || (expr.kind == ExprKind::call && expr.slot != no_slot);
}

bool uses(const Expr& expr, const std::string& variable) {
  if (expr.kind == ExprKind::variable && expr.text == variable) return true;
  return std::ranges::any_of(expr.args, [&](const ExprPtr& arg) { return arg && uses(*arg, variable); });
}

}  // namespace

/// Outside of its aggregations, an aggregating item may use only what the other items group by.
void Checker::check_grouping(const Expr& expr, const ProjectionClause& projection, std::vector<std::string>& local) {
  if (is_aggregation(expr)) return;
  if (is_simple(expr)) {
    for (const std::size_t key : projection.keys) {
      if (same(expr, *projection.items[key].expression)) return;
    }
  }
  if (expr.kind == ExprKind::variable && std::ranges::find(local, expr.text) == local.end()) {
    throw syntax_error("AmbiguousAggregationExpression", "'" + expr.text + "' stands beside an aggregation, but nothing groups by it", expr.where,
                       "return '" + expr.text + "' as a column of its own, or compute this in WITH first");
  }
  const std::size_t depth = local.size();
  if (!expr.variable.empty()) local.push_back(expr.variable);
  if (expr.kind == ExprKind::reduce) local.push_back(expr.text);
  for (const ExprPtr& arg : expr.args) {
    if (arg) check_grouping(*arg, projection, local);
  }
  local.resize(depth);
}

/// After grouping only the projected slots are left: expressions that equal a key read its slot.
void Checker::replace_keys(Expr& expr, const ProjectionClause& projection) {
  if (is_aggregation(expr)) return;
  for (const std::size_t key : projection.keys) {
    const ProjectionItem& item = projection.items[key];
    if (&expr != item.expression.get() && same(expr, *item.expression)) {
      expr.kind = ExprKind::variable;
      expr.text = item.name;
      expr.args.clear();
      expr.slot = item.slot;
      return;
    }
  }
  for (const ExprPtr& arg : expr.args) {
    if (arg) replace_keys(*arg, projection);
  }
}

void Checker::check_order(ProjectionClause& projection, const Scope& before, const Scope& after) {
  if (projection.order.empty()) return;
  const bool only_projected = projection.aggregates || projection.distinct;
  scope_ = after;
  if (!only_projected) scope_.insert(before.begin(), before.end());
  for (SortItem& item : projection.order) {
    if (!only_projected) {
      infer(*item.expression, {false, false, "ORDER BY"});
      continue;
    }
    use_projected(*item.expression, projection, before, after, contains_aggregation(*item.expression));
    infer(*item.expression, {false, false, "ORDER BY"});
  }
}

/// Turns parts of a sort expression that were projected into references to their columns.
void Checker::use_projected(Expr& expr, const ProjectionClause& projection, const Scope& before, const Scope& after, bool aggregating) {
  const auto refer_to = [&](const ProjectionItem& item) {
    expr.kind = ExprKind::variable;
    expr.text = item.name;
    expr.args.clear();
    expr.names.clear();
  };
  for (const ProjectionItem& item : projection.items) {
    if (expr.kind == ExprKind::variable && expr.text == item.name) return;
  }
  for (const ProjectionItem& item : projection.items) {
    // Inside an aggregating expression only simple keys count, as in RETURN itself.
    if (!same(expr, *item.expression) || (aggregating && !is_simple(expr) && !contains_aggregation(expr))) continue;
    refer_to(item);
    return;
  }
  const Function* function = expr.kind == ExprKind::call ? find_function(expr.text) : nullptr;
  const bool aggregates_here = expr.kind == ExprKind::count_star || (function != nullptr && function->aggregates);
  if (aggregates_here && !projection.aggregates) {
    throw syntax_error("InvalidAggregation", "ORDER BY cannot aggregate where the columns do not", expr.where, "return the aggregation as a column and sort by that");
  }
  if (expr.kind == ExprKind::variable && !after.contains(expr.text)) {
    const bool grouped = aggregating && std::ranges::any_of(projection.keys, [&](std::size_t key) { return uses(*projection.items[key].expression, expr.text); });
    if (grouped && before.contains(expr.text)) {
      throw syntax_error("AmbiguousAggregationExpression", "'" + expr.text + "' stands beside an aggregation, but nothing groups by it alone", expr.where);
    }
    fail_undefined(expr.text, expr.where);
  }
  for (const ExprPtr& arg : expr.args) {
    if (arg) use_projected(*arg, projection, before, after, aggregating && !aggregates_here);
  }
}

void Checker::check_bound(Expr& bound, std::string_view clause) {
  // No variables are in scope: whatever is found is no constant.
  const auto find_variable = [](const auto& self, const Expr& expr) -> const Expr* {
    if (expr.kind == ExprKind::variable || expr.pattern) return &expr;
    for (const ExprPtr& arg : expr.args) {
      if (!arg) continue;
      if (const Expr* found = self(self, *arg)) return found;
    }
    return nullptr;
  };
  if (!bound.variable.empty() ? false : find_variable(find_variable, bound) != nullptr) {
    throw syntax_error("NonConstantExpression", std::string(clause) + " must be the same number for all rows", bound.where, "use a number or a parameter");
  }
  const StaticType type = infer(bound, {false, false, clause});
  if (!type.maybe(TypeKind::integer) && !type.is(TypeKind::number)) fail_type(bound, "an integer", type);
  if (bound.kind == ExprKind::literal) {
    const auto* number = get<std::int64_t>(bound.value);
    if (number && *number < 0) throw syntax_error("NegativeIntegerArgument", std::string(clause) + " cannot be negative", bound.where);
  }
}

void Checker::check_create(CreateClause& create) {
  updates_ = true;
  for (PatternPart& part : create.patterns) bind_created(part, false);
}

void Checker::check_merge(MergeClause& merge) {
  updates_ = true;
  bind_created(merge.pattern, true);
  check_set_items(merge.on_create);
  check_set_items(merge.on_match);
}

void Checker::check_set_items(std::vector<SetItem>& items) {
  updates_ = true;
  for (SetItem& item : items) {
    const Expr& base = *item.target;
    if (item.target->kind == ExprKind::property) {
      const StaticType owner = infer(*item.target->args[0], {false, false, "SET"});
      const bool fits = owner.maybe(TypeKind::node) || owner.is(TypeKind::relationship) || owner.is(TypeKind::map);
      if (!fits) fail_type(*item.target->args[0], "a node or a relationship", owner);
    } else {
      const StaticType owner = infer(*item.target, {false, false, "SET"});
      if (!owner.maybe(TypeKind::node) && !owner.is(TypeKind::relationship)) fail_type(base, "a node or a relationship", owner);
    }
    if (item.value) infer(*item.value, {false, false, "SET"});
  }
}

void Checker::check_delete(DeleteClause& clause) {
  updates_ = true;
  for (const ExprPtr& target : clause.targets) {
    if (target->kind == ExprKind::has_labels) {
      throw syntax_error("InvalidDelete", "DELETE takes away nodes and relationships, not labels", target->where, "use REMOVE for labels");
    }
    const StaticType type = infer(*target, {false, false, "DELETE"});
    if (!type.maybe(TypeKind::node) && !type.is(TypeKind::relationship) && !type.is(TypeKind::path)) {
      fail_type(*target, "a node, a relationship or a path", type);
    }
  }
}

void Checker::check_call(CallClause& call, bool standalone) {
  const Procedure* procedure = find_procedure(call.procedure, procedures_);
  if (procedure == nullptr) {
    std::vector<std::string> names;
    for (const auto& [name, known] : builtin_procedures()) names.push_back(name);
    if (procedures_ != nullptr) {
      for (const auto& [name, known] : *procedures_) names.push_back(name);
    }
    const auto near = nearest_word(call.procedure, names);
    throw CypherError("ProcedureError", Phase::compile, "ProcedureNotFound", "there is no procedure '" + call.procedure + "'", call.where,
                      near ? "did you mean '" + *near + "'?" : "");
  }
  if (!call.explicit_arguments) {
    if (!standalone) {
      throw syntax_error("InvalidArgumentPassingMode", "arguments must be given in brackets here", call.where, "write " + call.procedure + "(…)");
    }
    for (const ProcedureField& input : procedure->inputs) {
      if (!find_key(parameters_, input.name)) {
        throw CypherError("ParameterMissing", Phase::compile, "MissingParameter", "the parameter '$" + input.name + "' has no value", call.where, "give it with --param " + input.name + "=VALUE");
      }
      auto argument = std::make_unique<Expr>();
      argument->kind = ExprKind::parameter;
      argument->text = input.name;
      argument->where = call.where;
      call.arguments.push_back(std::move(argument));
    }
  } else if (call.arguments.size() != procedure->inputs.size()) {
    throw syntax_error("InvalidNumberOfArguments", call.procedure + "() takes " + std::to_string(procedure->inputs.size()) + " arguments, not " + std::to_string(call.arguments.size()), call.where);
  }
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const StaticType type = infer(*call.arguments[i], {false, false, "CALL"});
    std::string wanted = procedure->inputs[i].type;
    std::erase(wanted, '?');
    const bool open = type.is(TypeKind::any) || type.is(TypeKind::null);
    const bool fits = open || wanted == "ANY" || (wanted == "INTEGER" && type.is(TypeKind::integer)) || ((wanted == "FLOAT" || wanted == "NUMBER") && type.maybe_number()) ||
                      (wanted == "STRING" && type.is(TypeKind::string)) || (wanted == "BOOLEAN" && type.is(TypeKind::boolean)) || (wanted == "MAP" && type.is(TypeKind::map)) ||
                      (wanted.starts_with("LIST") && type.is(TypeKind::list)) || (wanted == "NODE" && type.is(TypeKind::node)) ||
                      (wanted == "RELATIONSHIP" && type.is(TypeKind::relationship)) || (wanted == "PATH" && type.is(TypeKind::path));
    if (!fits) fail_type(*call.arguments[i], "an argument of type " + wanted, type);
  }
  call.standalone = standalone;
  if ((standalone && !call.has_yield) || call.yield_star) {
    if (call.yield_star && !standalone) throw syntax_error("UnexpectedSyntax", "YIELD * works only where CALL is the whole query", call.where, "name the fields");
    for (const ProcedureField& output : procedure->outputs) call.yields.push_back({call.where, output.name, output.name, no_slot});
  }
  if (!standalone && !call.has_yield && !procedure->outputs.empty()) {
    throw syntax_error("UndefinedVariable", "the fields of '" + call.procedure + "' must be named here", call.where, "add YIELD and their names");
  }
  for (YieldItem& item : call.yields) {
    if (std::ranges::none_of(procedure->outputs, [&](const ProcedureField& output) { return output.name == item.field; })) {
      throw syntax_error("UndefinedVariable", "'" + call.procedure + "' yields no field '" + item.field + "'", item.where);
    }
    if (find(item.variable)) throw syntax_error("VariableAlreadyBound", "'" + item.variable + "' is defined already", item.where, "rename it: YIELD " + item.field + " AS …");
    item.slot = new_slot();
    scope_[item.variable] = {item.slot, {}};
  }
  if (call.condition) infer_condition(*call.condition, {false, true, "WHERE"});
}

}  // namespace kg::query
