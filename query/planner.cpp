#include "query/planner.hpp"

#include <algorithm>

#include "query/cypher_error.hpp"
#include "query/functions.hpp"
#include "query/match_planner.hpp"
#include "query/semantics.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

bool add_slots(const Expr& expr, std::vector<Slot>& slots) {
  if (expr.subquery) return false;
  if (expr.slot != no_slot) slots.push_back(expr.slot);
  if (expr.reference && !add_slots(*expr.reference, slots)) return false;
  for (const ExprPtr& arg : expr.args) {
    if (arg && !add_slots(*arg, slots)) return false;
  }
  if (!expr.pattern) return true;
  for (const NodePattern& node : expr.pattern->nodes) {
    slots.push_back(node.slot);
    if (node.properties && !add_slots(*node.properties, slots)) return false;
  }
  for (const RelationshipPattern& relationship : expr.pattern->relationships) {
    slots.push_back(relationship.slot);
    if (relationship.properties && !add_slots(*relationship.properties, slots)) return false;
  }
  return true;
}

}  // namespace

std::optional<std::vector<Slot>> slots_of(const Expr& expr) {
  std::vector<Slot> slots;
  if (!add_slots(expr, slots)) return {};
  std::ranges::sort(slots);
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  return slots;
}

void Planner::prepare(Expr& expr) {
  for (const ExprPtr& arg : expr.args) {
    if (arg) prepare(*arg);
  }
  if (!expr.pattern && !expr.subquery) return;
  const double rows = rows_;
  rows_ = 1;
  OperatorPtr inner;
  if (expr.subquery) {
    inner = plan(*expr.subquery);
  } else {
    const bool filtered = expr.kind == ExprKind::pattern_comprehension && expr.args[0];
    inner = plan_match(make_single_row(), {expr.pattern.get()}, filtered ? &expr.args[0] : nullptr);
  }
  expr.plan = std::make_shared<OperatorSubplan>(std::move(inner));
  rows_ = rows;
  last_expand_ = nullptr;
}

void Planner::prepare_items(std::vector<SetItem>& items) {
  for (SetItem& item : items) {
    prepare(*item.target);
    if (item.value) prepare(*item.value);
  }
}

OperatorPtr Planner::plan(Query& query) {
  std::vector<OperatorPtr> parts;
  for (SingleQuery& part : query.parts) {
    rows_ = 1;
    parts.push_back(plan_single(part));
  }
  if (parts.size() == 1) return std::move(parts[0]);
  OperatorPtr all = make_union(std::move(parts), query.part_slots, query.column_slots);
  return query.union_all[0] ? std::move(all) : make_distinct(std::move(all), query.column_slots);
}

OperatorPtr Planner::plan_single(SingleQuery& query) {
  OperatorPtr root = make_single_row();
  for (Clause& clause : query.clauses) {
    if (auto* match = std::get_if<MatchClause>(&clause.body)) {
      std::vector<PatternPart*> parts;
      std::vector<Slot> slots;
      for (PatternPart& part : match->patterns) {
        parts.push_back(&part);
        if (part.slot != no_slot) slots.push_back(part.slot);
        for (const NodePattern& node : part.nodes) {
          if (node.introduced) slots.push_back(node.slot);
        }
        for (const RelationshipPattern& relationship : part.relationships) {
          if (relationship.introduced) slots.push_back(relationship.slot);
        }
      }
      if (match->optional) {
        const double before = rows_;
        OperatorPtr inner = plan_match(make_single_row(), parts, match->condition ? &match->condition : nullptr);
        root = make_optional(std::move(root), std::move(inner), std::move(slots));
        rows_ = std::max(before, rows_);
        root->estimate = rows_;
        last_expand_ = nullptr;
      } else {
        root = plan_match(std::move(root), parts, match->condition ? &match->condition : nullptr);
      }
      continue;
    }
    if (auto* projection = std::get_if<ProjectionClause>(&clause.body)) {
      root = plan_projection(std::move(root), *projection);
      continue;
    }
    last_expand_ = nullptr;
    if (auto* unwind = std::get_if<UnwindClause>(&clause.body)) {
      prepare(*unwind->list);
      root = make_unwind(std::move(root), unwind->list.get(), unwind->slot);
      root->detail = unwind->variable;
      root->estimate = rows_ *= 10;
    } else if (auto* create = std::get_if<CreateClause>(&clause.body)) {
      for (PatternPart& part : create->patterns) {
        for (NodePattern& node : part.nodes) {
          if (node.properties) prepare(*node.properties);
        }
        for (RelationshipPattern& relationship : part.relationships) {
          if (relationship.properties) prepare(*relationship.properties);
        }
      }
      root = make_create(std::move(root), create);
    } else if (auto* merge = std::get_if<MergeClause>(&clause.body)) {
      prepare_items(merge->on_create);
      prepare_items(merge->on_match);
      OperatorPtr matcher = plan_match(make_single_row(), {&merge->pattern}, nullptr);
      root = make_merge(std::move(root), std::move(matcher), merge);
    } else if (auto* set = std::get_if<SetClause>(&clause.body)) {
      prepare_items(set->items);
      root = make_set(std::move(root), &set->items);
    } else if (auto* del = std::get_if<DeleteClause>(&clause.body)) {
      for (const ExprPtr& target : del->targets) prepare(*target);
      root = make_delete(std::move(root), del);
    } else if (auto* call = std::get_if<CallClause>(&clause.body)) {
      root = plan_call(std::move(root), *call);
    }
    last_expand_ = nullptr;
  }
  return root;
}

OperatorPtr Planner::plan_call(OperatorPtr input, CallClause& call) {
  for (const ExprPtr& argument : call.arguments) prepare(*argument);
  OperatorPtr root = make_call(std::move(input), &call, find_procedure(call.procedure, procedures_));
  root->detail = call.procedure;
  if (call.condition) {
    prepare(*call.condition);
    root = make_filter(std::move(root), {call.condition.get()});
  }
  return root;
}

OperatorPtr Planner::plan_projection(OperatorPtr input, ProjectionClause& projection) {
  const Operator* expanded = last_expand_;
  for (ProjectionItem& item : projection.items) prepare(*item.expression);
  for (SortItem& item : projection.order) prepare(*item.expression);
  if (projection.condition) prepare(*projection.condition);
  last_expand_ = expanded;

  OperatorPtr root = std::move(input);
  std::vector<Slot> slots;
  std::vector<std::pair<const Expr*, Slot>> computed;
  for (const ProjectionItem& item : projection.items) slots.push_back(item.slot);
  if (projection.aggregates) {
    std::vector<std::pair<const Expr*, Slot>> keys;
    for (const std::size_t key : projection.keys) keys.emplace_back(projection.items[key].expression.get(), projection.items[key].slot);
    const Operator* expand = root.get();
    root = count_instead_of_expanding(std::move(root), projection);
    const Slot distinct = root.get() != expand ? root->distinct_node() : no_slot;
    const bool groups_are_rows = distinct != no_slot && std::ranges::any_of(keys, [&](const auto& key) {
      return key.first->kind == ExprKind::variable && key.first->slot == distinct;
    });
    root = groups_are_rows ? make_stream_counts(std::move(root), std::move(keys), projection.aggregations)
                           : make_aggregate(std::move(root), std::move(keys), projection.aggregations);
    for (const std::size_t key : projection.keys) root->detail += (root->detail.empty() ? "by " : ", ") + projection.items[key].name;
    root->estimate = rows_ = projection.keys.empty() ? 1 : std::max(1.0, rows_ / 10);
    for (std::size_t i = 0; i < projection.items.size(); ++i) {
      if (std::ranges::find(projection.keys, i) == projection.keys.end()) computed.emplace_back(projection.items[i].expression.get(), projection.items[i].slot);
    }
  } else {
    for (const ProjectionItem& item : projection.items) {
      if (item.expression->kind != ExprKind::variable) computed.emplace_back(item.expression.get(), item.slot);
    }
  }
  last_expand_ = nullptr;
  if (!computed.empty()) {
    root = make_project(std::move(root), std::move(computed));
    for (const ProjectionItem& item : projection.items) root->detail += (root->detail.empty() ? "" : ", ") + item.name;
    root->estimate = rows_;
  }
  if (projection.distinct) {
    root = make_distinct(std::move(root), slots);
    root->estimate = rows_;
  }
  if (!projection.order.empty()) {
    std::vector<Slot> keep = slots;
    if (projection.condition) {
      // The condition may look at what WITH did not pass on.
      if (const auto used = slots_of(*projection.condition)) keep.insert(keep.end(), used->begin(), used->end());
    }
    std::ranges::sort(keep);
    keep.erase(std::unique(keep.begin(), keep.end()), keep.end());
    root = make_sort(std::move(root), &projection.order, std::move(keep), projection.skip.get(), projection.limit.get());
    root->estimate = rows_;
  }
  if (projection.skip) root = make_skip(std::move(root), projection.skip.get());
  if (projection.limit) {
    root = make_limit(std::move(root), projection.limit.get());
    if (const auto* most = get<std::int64_t>(projection.limit->value)) rows_ = std::min(rows_, static_cast<double>(*most));
    root->estimate = rows_;
  }
  if (projection.condition) {
    root = make_filter(std::move(root), {projection.condition.get()});
    root->estimate = rows_ *= 0.5;
  }
  return root;
}

/// Where only the number of steps matters, they are counted, not taken.
OperatorPtr Planner::count_instead_of_expanding(OperatorPtr input, const ProjectionClause& projection) {
  if (last_expand_ == nullptr || input.get() != last_expand_) return input;
  const auto is_step = [&](Slot slot) { return slot == last_step_.to || slot == last_step_.relationship; };
  const bool counts = std::ranges::all_of(projection.aggregations, [&](const Aggregation& aggregation) {
    const Expr& call = *aggregation.call;
    if (call.kind == ExprKind::count_star) return true;
    const bool plain = call.function != nullptr && call.text.size() == 5 && call.function->name == "count" && !call.distinct;
    return plain && call.args[0]->kind == ExprKind::variable && is_step(call.args[0]->slot);
  });
  const bool unused = std::ranges::all_of(projection.keys, [&](std::size_t key) {
    const auto used = slots_of(*projection.items[key].expression);
    return used && std::ranges::none_of(*used, is_step);
  });
  if (!counts || !unused) return input;
  std::string detail = input->detail;
  OperatorPtr root = make_count_steps(input->release_input(), last_step_);
  root->detail = std::move(detail);
  root->estimate = rows_;
  return root;
}

OperatorPtr Planner::plan_match(OperatorPtr input, const std::vector<PatternPart*>& parts, const ExprPtr* condition) {
  for (PatternPart* part : parts) {
    for (NodePattern& node : part->nodes) {
      if (node.properties) prepare(*node.properties);
    }
    for (RelationshipPattern& relationship : part->relationships) {
      if (relationship.properties) prepare(*relationship.properties);
    }
  }
  if (condition != nullptr) prepare(**condition);
  MatchPlanner planner(graph_, parts, condition == nullptr ? nullptr : condition->get(), expressions_);
  OperatorPtr root = planner.plan(std::move(input), rows_);
  last_expand_ = planner.ends_with_expand() ? root.get() : nullptr;
  last_step_ = planner.last_step();
  return root;
}

}  // namespace kg::query
