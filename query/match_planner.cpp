#include "query/match_planner.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "query/cypher_error.hpp"
#include "query/planner.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

// More than anybody writes; the search is quadratic.
constexpr std::size_t most_relationships = 1000;
constexpr std::size_t most_starts_tried = 16;
constexpr double rows_of_a_condition = 0.25;  // what a condition that we know nothing of lets pass
constexpr double rows_of_an_equality = 0.05;

std::string describe_node(const NodePattern& node) {
  std::string out = "(" + node.variable;
  for (const std::string& label : node.labels) out += ":" + label;
  return out + ")";
}

std::string describe_step(const RelationshipPattern& pattern, const std::string& from, const std::string& to, bool reversed) {
  std::string inside = pattern.variable;
  for (std::size_t i = 0; i < pattern.types.size(); ++i) inside += (i == 0 ? ":" : "|") + pattern.types[i];
  if (pattern.variable_length) inside += "*" + std::to_string(pattern.min) + ".." + (pattern.max ? std::to_string(*pattern.max) : "");
  const Direction direction = pattern.direction == Direction::both ? Direction::both
                              : (pattern.direction == Direction::out) != reversed ? Direction::out
                                                                                  : Direction::in;
  return from + (direction == Direction::in ? "<-[" : "-[") + inside + (direction == Direction::out ? "]->" : "]-") + to;
}

bool overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return true;
  return std::ranges::any_of(a, [&](const std::string& type) { return std::ranges::find(b, type) != b.end(); });
}

}  // namespace

MatchPlanner::MatchPlanner(const graph::PropertyGraph& graph, const std::vector<PatternPart*>& parts, Expr* condition, std::vector<ExprPtr>& expressions)
    : graph_(graph), parts_(parts), expressions_(expressions) {
  std::size_t count = 0;
  for (const PatternPart* part : parts) count += part->relationships.size() + 1;
  if (count > most_relationships) {
    throw syntax_error("UnexpectedSyntax", "one MATCH with more than " + std::to_string(most_relationships) + " patterns and relationships", parts[0]->where, "split it into several");
  }
  for (const PatternPart* part : parts) {
    for (std::size_t i = 0; i < part->nodes.size(); ++i) {
      const std::size_t node = node_of(part->nodes[i]);
      if (i > 0) relationships_.back().to = node;
      if (i < part->relationships.size()) {
        const RelationshipPattern& pattern = part->relationships[i];
        relationships_.push_back({&pattern, part, node, 0, !pattern.introduced});
        if (pattern.introduced) own_.push_back(pattern.slot);
      }
    }
    if (part->slot != no_slot) own_.push_back(part->slot);
  }
  std::ranges::sort(own_);
  own_.erase(std::unique(own_.begin(), own_.end()), own_.end());
  if (condition != nullptr) add_conditions(*condition);
  for (const PatternPart* part : parts) {
    for (const NodePattern& node : part->nodes) {
      if (!node.labels.empty()) {
        auto test = std::make_unique<Expr>();
        test->kind = ExprKind::has_labels;
        test->where = node.where;
        test->names = node.labels;
        auto variable = std::make_unique<Expr>();
        variable->kind = ExprKind::variable;
        variable->text = node.variable;
        variable->where = node.where;
        variable->slot = node.slot;
        test->args.push_back(std::move(variable));
        expressions_.push_back(std::move(test));
        add_condition(expressions_.back().get());
      }
      if (node.properties) {
        auto test = std::make_unique<Expr>();
        test->kind = ExprKind::has_properties;
        test->where = node.where;
        test->slot = node.slot;
        test->reference = node.properties.get();
        expressions_.push_back(std::move(test));
        add_condition(expressions_.back().get());
      }
    }
    for (const RelationshipPattern& relationship : part->relationships) {
      if (!relationship.properties || relationship.variable_length || part->kind != PathKind::walk) continue;
      auto test = std::make_unique<Expr>();
      test->kind = ExprKind::has_properties;
      test->where = relationship.where;
      test->slot = relationship.slot;
      test->reference = relationship.properties.get();
      expressions_.push_back(std::move(test));
      add_condition(expressions_.back().get());
    }
  }
  find_seeks();
  estimate_nodes();
}

std::size_t MatchPlanner::node_of(const NodePattern& pattern) {
  const auto found = std::ranges::find(nodes_, pattern.slot, &Node::slot);
  const auto index = static_cast<std::size_t>(found - nodes_.begin());
  if (found == nodes_.end()) {
    nodes_.push_back({pattern.slot, !pattern.introduced, describe_node(pattern), {}, nullptr, nullptr, 0});
    if (pattern.introduced) own_.push_back(pattern.slot);
  }
  Node& node = nodes_[index];
  for (const std::string& label : pattern.labels) {
    if (std::ranges::find(node.labels, label) == node.labels.end()) node.labels.push_back(label);
  }
  if (node.name.size() < describe_node(pattern).size()) node.name = describe_node(pattern);
  return index;
}

bool MatchPlanner::is_own(Slot slot) const { return std::ranges::binary_search(own_, slot); }

/// AND is taken apart, so that each part is tested as early as it can be.
void MatchPlanner::add_conditions(Expr& expr) {
  if (expr.kind == ExprKind::all_of) {
    for (const ExprPtr& arg : expr.args) add_conditions(*arg);
  } else {
    add_condition(&expr);
  }
}

void MatchPlanner::add_condition(const Expr* expr) {
  Condition condition{expr, {}, false};
  if (const auto slots = slots_of(*expr)) {
    std::ranges::copy_if(*slots, std::back_inserter(condition.needs), [&](Slot slot) { return is_own(slot); });
  } else {
    condition.needs = own_;
  }
  conditions_.push_back(std::move(condition));
}

/// True if the value is known before this clause runs.
bool MatchPlanner::known_before(const Expr& expr) const {
  const auto slots = slots_of(expr);
  return slots && std::ranges::none_of(*slots, [&](Slot slot) { return is_own(slot); });
}

/// n.name = value and id(n) = value lead straight to their nodes.
void MatchPlanner::note_seek(const Expr& side, const Expr& value) {
  if (!known_before(value)) return;
  const Expr* variable = nullptr;
  const bool by_name = side.kind == ExprKind::property && side.text == "name";
  const bool by_id = side.kind == ExprKind::call && side.args.size() == 1 && side.text == "id";
  if (by_name || by_id) variable = side.args[0].get();
  if (variable == nullptr || variable->kind != ExprKind::variable) return;
  const auto node = std::ranges::find(nodes_, variable->slot, &Node::slot);
  if (node == nodes_.end()) return;
  (by_name ? node->seek_name : node->seek_id) = &value;
}

void MatchPlanner::find_seeks() {
  for (const Condition& condition : conditions_) {
    const Expr& expr = *condition.expr;
    if (expr.kind == ExprKind::comparison && expr.operators.size() == 1 && expr.operators[0] == CompareOp::equal) {
      note_seek(*expr.args[0], *expr.args[1]);
      note_seek(*expr.args[1], *expr.args[0]);
    } else if (expr.kind == ExprKind::in_list && expr.args[0]->kind == ExprKind::call) {
      note_seek(*expr.args[0], *expr.args[1]);
    } else if (expr.kind == ExprKind::has_properties && expr.reference->kind == ExprKind::map) {
      const auto node = std::ranges::find(nodes_, expr.slot, &Node::slot);
      const auto key = std::ranges::find(expr.reference->names, "name");
      if (node == nodes_.end() || key == expr.reference->names.end()) continue;
      const Expr& value = *expr.reference->args[static_cast<std::size_t>(key - expr.reference->names.begin())];
      if (known_before(value)) node->seek_name = &value;
    }
  }
}

void MatchPlanner::estimate_nodes() {
  const auto all = static_cast<double>(graph_.node_count());
  for (Node& node : nodes_) {
    node.rows = all;
    for (const std::string& label : node.labels) {
      const auto id = graph_.find_label(label);
      node.rows = std::min(node.rows, id ? static_cast<double>(graph_.node_count(*id)) : 0.0);
    }
    for (const Condition& condition : conditions_) {
      if (condition.needs.size() != 1 || condition.needs[0] != node.slot || condition.expr->kind == ExprKind::has_labels) continue;
      const bool equality = condition.expr->kind == ExprKind::has_properties || (condition.expr->kind == ExprKind::comparison && condition.expr->operators[0] == CompareOp::equal);
      node.rows *= equality ? rows_of_an_equality : rows_of_a_condition;
    }
    if (node.seek_name != nullptr || node.seek_id != nullptr) node.rows = std::min(all, 1.0);
  }
}

/// Relationships of this kind at a node of the graph, on average.
double MatchPlanner::degree_of(const Relationship& relationship) const {
  const RelationshipPattern& pattern = *relationship.pattern;
  double edges = pattern.types.empty() ? static_cast<double>(graph_.edge_count()) : 0;
  for (const std::string& type : pattern.types) {
    const auto id = graph_.find_edge_type(type);
    edges += id ? static_cast<double>(graph_.edge_count(*id)) : 0.0;
  }
  if (pattern.direction == Direction::both) edges *= 2;
  double degree = edges / std::max(1.0, static_cast<double>(graph_.node_count()));
  if (pattern.variable_length) degree = std::pow(std::max(degree, 1.0), static_cast<double>(std::min<std::int64_t>(pattern.max.value_or(4), 4)));
  return degree;
}

std::optional<MatchPlanner::Move> MatchPlanner::best_move(const std::vector<bool>& nodes, const std::vector<bool>& done, double rows) const {
  const double all = std::max(1.0, static_cast<double>(graph_.node_count()));
  std::optional<Move> best;
  const auto consider = [&](Move move) {
    if (!best || move.rows < best->rows) best = move;
  };
  for (std::size_t i = 0; i < relationships_.size(); ++i) {
    const Relationship& relationship = relationships_[i];
    if (done[i]) continue;
    const bool from = nodes[relationship.from], to = nodes[relationship.to];
    const bool shortest = relationship.part->kind != PathKind::walk;
    if (relationship.bound && !relationship.pattern->variable_length) {
      consider({false, i, rows});
    } else if (from && to) {
      consider({false, i, shortest ? rows : rows * std::min(1.0, degree_of(relationship) / all)});
    } else if ((from || to) && !shortest && (!relationship.bound || from)) {
      const Node& other = nodes_[from ? relationship.to : relationship.from];
      consider({false, i, rows * degree_of(relationship) * std::min(1.0, std::max(other.rows, 0.01) / all)});
    }
  }
  // A node that is found by its name or id costs nothing; any other only if nothing else is left.
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (!nodes[i] && nodes_[i].rows <= 1 && (nodes_[i].seek_id || nodes_[i].seek_name)) consider({true, i, rows * std::max(nodes_[i].rows, 0.5)});
  }
  if (best) return best;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (!nodes[i]) consider({true, i, rows * std::max(nodes_[i].rows, 0.01)});
  }
  return best;
}

MatchPlanner::Order MatchPlanner::order_from(std::optional<std::size_t> start, double rows) const {
  Order order;
  order.rows = rows;
  std::vector<bool> nodes(nodes_.size()), done(relationships_.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) nodes[i] = nodes_[i].bound;
  const auto make = [&](const Move& move) {
    order.moves.push_back(move);
    order.rows = move.rows;
    if (move.is_start) {
      // What has to be looked at counts, not only what is left after filters.
      order.cost += std::max(move.rows, 0.01);
      nodes[move.index] = true;
    } else {
      order.cost += std::max(move.rows, 0.01) + 0.1;
      done[move.index] = true;
      nodes[relationships_[move.index].from] = nodes[relationships_[move.index].to] = true;
    }
  };
  if (start) make({true, *start, rows * std::max(nodes_[*start].rows, 0.01)});
  while (const auto move = best_move(nodes, done, order.rows)) make(*move);
  return order;
}

OperatorPtr MatchPlanner::plan(OperatorPtr root, double& rows) {
  reached_.assign(nodes_.size(), false);
  bool any_bound = false;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    reached_[i] = nodes_[i].bound;
    any_bound |= nodes_[i].bound;
  }
  for (const Relationship& relationship : relationships_) any_bound |= relationship.bound;
  std::optional<Order> best;
  if (any_bound || nodes_.size() > most_starts_tried) {
    best = order_from({}, rows);
  } else {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      Order order = order_from(i, rows);
      if (!best || order.cost < best->cost) best = std::move(order);
    }
  }
  root = place_conditions(std::move(root));
  for (std::size_t i = 0; i < best->moves.size(); ++i) {
    const Move& move = best->moves[i];
    ends_with_expand_ = false;
    if (move.is_start && i > 0) {
      const std::size_t before = i;
      root = join_component(std::move(root), i, *best);
      if (i != before) {
        --i;
        root = place_conditions(std::move(root));
        continue;
      }
    }
    root = move.is_start ? place_start(std::move(root), move.index) : place_relationship(std::move(root), move.index);
    root->estimate = move.rows;
    root = place_conditions(std::move(root));
  }
  for (const PatternPart* part : parts_) {
    if (part->slot == no_slot || part->kind != PathKind::walk) continue;
    root = make_build_path(std::move(root), part);
    root->estimate = best->rows;
    filled_.push_back(part->slot);
    ends_with_expand_ = false;
    root = place_conditions(std::move(root));
  }
  rows = std::max(best->rows, 0.01);
  return root;
}

OperatorPtr MatchPlanner::place_conditions(OperatorPtr root) {
  std::vector<const Expr*> ready;
  std::string detail;
  for (Condition& condition : conditions_) {
    if (condition.placed) continue;
    const bool known = std::ranges::all_of(condition.needs, [&](Slot slot) { return std::ranges::find(filled_, slot) != filled_.end(); });
    if (!known) continue;
    condition.placed = true;
    ready.push_back(condition.expr);
  }
  if (ready.empty()) return root;
  const double estimate = root->estimate;
  ends_with_expand_ = false;
  root = make_filter(std::move(root), ready);
  root->detail = std::to_string(ready.size()) + (ready.size() == 1 ? " condition" : " conditions");
  root->estimate = estimate;
  return root;
}

OperatorPtr MatchPlanner::place_start(OperatorPtr root, std::size_t index) {
  Node& node = nodes_[index];
  reached_[index] = true;
  filled_.push_back(node.slot);
  OperatorPtr start;
  if (node.seek_id != nullptr) {
    start = make_seek_id(std::move(root), node.slot, node.seek_id);
  } else if (node.seek_name != nullptr) {
    start = make_seek_name(std::move(root), node.slot, node.seek_name);
  } else if (!node.labels.empty()) {
    const auto count = [&](const std::string& label) {
      const auto id = graph_.find_label(label);
      return id ? graph_.node_count(*id) : 0;
    };
    const std::string& label = *std::ranges::min_element(node.labels, {}, count);
    start = make_scan_label(std::move(root), node.slot, label);
    if (node.labels.size() == 1) {
      // The scan is the test.
      for (Condition& condition : conditions_) {
        if (condition.expr->kind == ExprKind::has_labels && condition.expr->args[0]->kind == ExprKind::variable && condition.expr->args[0]->slot == node.slot && condition.expr->names == node.labels) condition.placed = true;
      }
    }
  } else {
    start = make_scan_all(std::move(root), node.slot);
  }
  start->detail = node.name;
  return start;
}

OperatorPtr MatchPlanner::place_relationship(OperatorPtr root, std::size_t index) {
  const Relationship& relationship = relationships_[index];
  const RelationshipPattern& pattern = *relationship.pattern;
  const bool from_reached = reached_[relationship.from], to_reached = reached_[relationship.to];
  const bool reversed = !from_reached && to_reached;
  Step step;
  step.types = pattern.types;
  step.direction = pattern.direction;
  step.relationship = pattern.slot;
  step.from = nodes_[reversed ? relationship.to : relationship.from].slot;
  step.to = nodes_[reversed ? relationship.from : relationship.to].slot;
  step.to_bound = (from_reached && to_reached) || (relationship.from == relationship.to && from_reached);
  if (reversed && pattern.direction != Direction::both) step.direction = pattern.direction == Direction::out ? Direction::in : Direction::out;
  for (const std::size_t other : done_) {
    if (overlap(pattern.types, relationships_[other].pattern->types)) step.different_from.push_back(relationships_[other].pattern->slot);
  }
  Reach reach;
  reach.min = pattern.min;
  reach.max = pattern.max.value_or(INT64_MAX);
  reach.properties = pattern.properties.get();
  reach.kind = relationship.part->kind;
  reach.path = relationship.part->kind == PathKind::walk ? no_slot : relationship.part->slot;
  if (reach.kind != PathKind::walk && !pattern.variable_length) reach.max = 1;

  const Node &from = nodes_[relationship.from], &to = nodes_[relationship.to];
  OperatorPtr next;
  const bool plain = !relationship.bound && !pattern.variable_length && reach.kind == PathKind::walk;
  if (reach.kind != PathKind::walk) {
    if (reach.min > 1) throw syntax_error("InvalidRelationshipPattern", "a shortest path starts at length 0 or 1", pattern.where);
    next = make_shortest(std::move(root), step, reach);
  } else if (relationship.bound && pattern.variable_length) {
    next = make_follow(std::move(root), step, reach);
  } else if (relationship.bound) {
    next = make_ends(std::move(root), step, from_reached || to_reached);
  } else if (pattern.variable_length) {
    next = make_walk(std::move(root), step, reach);
  } else {
    next = make_expand(std::move(root), step);
  }
  next->detail = describe_step(pattern, reversed ? to.name : from.name, reversed ? from.name : to.name, reversed);
  const bool only_edges = std::ranges::all_of(done_, [&](std::size_t other) { return !relationships_[other].pattern->variable_length; });
  ends_with_expand_ = plain && !step.to_bound && only_edges && relationship.part->slot == no_slot;
  last_step_ = step;
  done_.push_back(index);
  reached_[relationship.from] = reached_[relationship.to] = true;
  for (const Slot slot : {from.slot, to.slot, pattern.slot, reach.path}) {
    if (slot != no_slot && std::ranges::find(filled_, slot) == filled_.end()) filled_.push_back(slot);
  }
  return next;
}

/// All moves of `order` from `move` on that belong to another component, as the inner side of a hash
/// join, if a condition a.x = b.y links the two. Moves on past what it used.
OperatorPtr MatchPlanner::join_component(OperatorPtr root, std::size_t& move, const Order& order) {
  const std::vector<std::size_t> component = component_of(order.moves[move].index);
  std::vector<Slot> slots;
  for (const std::size_t node : component) {
    if (reached_[node]) return root;
    slots.push_back(nodes_[node].slot);
  }
  for (const Relationship& relationship : relationships_) {
    if (std::ranges::find(component, relationship.from) == component.end()) continue;
    // Its relationships must differ from those outside, which the inner side cannot see.
    if (!done_.empty()) return root;
    slots.push_back(relationship.pattern->slot);
  }
  const auto only = [&](const Expr& expr, const std::vector<Slot>& allowed) {
    const auto used = slots_of(expr);
    if (!used) return false;
    bool any = false;
    for (const Slot slot : *used) {
      if (!is_own(slot)) continue;
      if (std::ranges::find(allowed, slot) == allowed.end()) return false;
      any = true;
    }
    return any;
  };
  std::vector<const Expr*> outer_keys, inner_keys;
  for (Condition& condition : conditions_) {
    const Expr& expr = *condition.expr;
    if (condition.placed || expr.kind != ExprKind::comparison || expr.operators.size() != 1 || expr.operators[0] != CompareOp::equal) continue;
    for (const auto& [a, b] : {std::pair(0, 1), std::pair(1, 0)}) {
      const Expr &left = *expr.args[static_cast<std::size_t>(a)], &right = *expr.args[static_cast<std::size_t>(b)];
      if (!only(left, filled_) || !only(right, slots)) continue;
      // The condition stays in place behind the join: equal by hash is not yet equal (NaN).
      outer_keys.push_back(&left);
      inner_keys.push_back(&right);
      break;
    }
  }
  // A single node found by its name needs no table.
  if (outer_keys.empty() || nodes_[order.moves[move].index].rows <= 1) return root;
  const std::vector<Slot> outer_filled = filled_;
  filled_.clear();
  OperatorPtr inner = make_single_row();
  const auto belongs = [&](const Move& next) {
    const std::size_t node = next.is_start ? next.index : relationships_[next.index].from;
    return std::ranges::find(component, node) != component.end();
  };
  double rows = 1;
  for (; move < order.moves.size() && belongs(order.moves[move]); ++move) {
    const Move& next = order.moves[move];
    inner = next.is_start ? place_start(std::move(inner), next.index) : place_relationship(std::move(inner), next.index);
    rows = next.rows;
    inner->estimate = rows;
    inner = place_conditions(std::move(inner));
  }
  std::vector<Slot> inner_filled = filled_;
  filled_.insert(filled_.end(), outer_filled.begin(), outer_filled.end());
  root = make_hash_join(std::move(root), std::move(inner), std::move(outer_keys), std::move(inner_keys), std::move(inner_filled));
  root->estimate = rows;
  ends_with_expand_ = false;
  return root;
}

std::vector<std::size_t> MatchPlanner::component_of(std::size_t node) const {
  std::vector<std::size_t> component{node};
  for (std::size_t i = 0; i < component.size(); ++i) {
    for (const Relationship& relationship : relationships_) {
      for (const auto& [a, b] : {std::pair(relationship.from, relationship.to), std::pair(relationship.to, relationship.from)}) {
        if (a == component[i] && std::ranges::find(component, b) == component.end()) component.push_back(b);
      }
    }
  }
  return component;
}

}  // namespace kg::query
