// CREATE, MERGE, SET, REMOVE, DELETE. Each takes in all its input before it changes anything, so
// that no reading clause below sees what it does.
#include <algorithm>
#include <set>

#include "query/cypher_error.hpp"
#include "query/operators.hpp"
#include "query/steps.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

using graph::EdgeId;
using graph::NodeId;
using graph::PropertyValue;
using graph::Temporal;

PropertyValue to_property(const Value& value, const std::string& key, ByteSpan where) {
  const auto fail = [&](const Value& wrong) {
    return runtime_error("TypeError", "InvalidPropertyType", "the property '" + key + "' cannot hold " + std::string(kind_name(wrong)), where);
  };
  if (value.is_null()) return {};
  if (const auto* v = get<bool>(value)) return *v;
  if (const auto* v = get<std::int64_t>(value)) return *v;
  if (const auto* v = get<double>(value)) return *v;
  if (const auto* v = get<std::string>(value)) return *v;
  if (const auto* v = get<Temporal>(value)) return *v;
  const List* list = get_list(value);
  if (list == nullptr) throw fail(value);
  graph::PropertyList out;
  for (const Value& one : *list) {
    if (one.is_null() || get_list(one) || get_map(one)) throw fail(one);
    out.push_back(to_property(one, key, where));
  }
  return out;
}

/// All that updating clauses share: buffering, and changes that count themselves.
class Update : public Operator {
 public:
  using Operator::Operator;
  void finish(Context& context) override { load(context); }

 protected:
  void start(Context&) override {
    loaded_ = false;
    rows_.clear();
    at_ = 0;
  }
  /// Changes the graph for the row in the context; emits what comes of it with emit().
  virtual void apply(Context& context) = 0;
  /// After all rows.
  virtual void complete(Context&) {}
  void emit(Context& context) {
    context.keep(context.row.size() * sizeof(Value));
    rows_.push_back(context.row);
  }

  bool pull(Context& context) override {
    load(context);
    if (at_ == rows_.size()) return false;
    context.row = std::move(rows_[at_++]);
    return true;
  }

  void load(Context& context) {
    if (loaded_) return;
    loaded_ = true;
    std::vector<std::vector<Value>> input;
    while (source().next(context)) {
      context.step();
      context.keep(context.row.size() * sizeof(Value));
      input.push_back(context.row);
    }
    for (auto& row : input) {
      context.step();
      context.row = std::move(row);
      apply(context);
    }
    complete(context);
  }

  static Map property_map(const ExprPtr& expr, Context& context) {
    if (!expr) return {};
    const Value value = evaluate(*expr, context);
    if (const Map* map = get_map(value)) return *map;
    if (value.is_null()) return {};
    throw runtime_error("TypeError", "InvalidArgumentType", "properties are a map, not " + std::string(kind_name(value)), expr->where);
  }

  static void set(Context& context, const Value& entity, const std::string& key, const Value& value, ByteSpan where) {
    const graph::KeyId id = context.updates->intern_key(key);
    PropertyValue property = to_property(value, key, where);
    const bool changed = get<NodeId>(entity) ? context.updates->set_property(*get<NodeId>(entity), id, std::move(property))
                                             : context.updates->set_property(*get<EdgeId>(entity), id, std::move(property));
    context.counts.properties_set += changed ? 1 : 0;
  }

  static NodeId create_node(const NodePattern& pattern, Context& context) {
    const Map properties = property_map(pattern.properties, context);
    const NodeId node = context.updates->add_node({});
    ++context.counts.nodes_created;
    for (const std::string& label : pattern.labels) add_label(context, node, label);
    for (const auto& [key, value] : properties) set(context, node, key, value, pattern.where);
    set_node(context.at(pattern.slot), node);
    return node;
  }

  static void add_label(Context& context, NodeId node, const std::string& label) {
    context.counts.labels_added += context.updates->add_label(node, context.updates->intern_label(label)) ? 1 : 0;
  }

  static void create_part(const PatternPart& part, Context& context) {
    for (const NodePattern& node : part.nodes) {
      if (node.introduced) {
        create_node(node, context);
      }
    }
    for (std::size_t i = 0; i < part.relationships.size(); ++i) {
      const RelationshipPattern& pattern = part.relationships[i];
      const NodeId left = end_of(part.nodes[i], context), right = end_of(part.nodes[i + 1], context);
      const bool backwards = pattern.direction == Direction::in;
      const Map properties = property_map(pattern.properties, context);
      const EdgeId edge = context.updates->add_edge(backwards ? right : left, pattern.types[0], backwards ? left : right);
      ++context.counts.relationships_created;
      for (const auto& [key, value] : properties) set(context, edge, key, value, pattern.where);
      set_edge(context.at(pattern.slot), edge);
    }
    if (part.slot != no_slot) context.at(part.slot) = path_of(part, context);
  }

  static NodeId end_of(const NodePattern& pattern, const Context& context) {
    const Value& value = context.at(pattern.slot);
    const auto* node = get<NodeId>(value);
    if (node == nullptr) {
      throw runtime_error("TypeError", "InvalidArgumentType", "a relationship needs a node at both ends, not " + std::string(kind_name(value)), pattern.where);
    }
    check_alive(value, context, pattern.where);
    return *node;
  }

  static void set_items(const std::vector<SetItem>& items, Context& context) {
    for (const SetItem& item : items) set_item(item, context);
  }

 private:
  static void set_item(const SetItem& item, Context& context) {
    using Kind = SetItem::Kind;
    const bool of_property = item.kind == Kind::property || item.kind == Kind::remove_property;
    const Value entity = evaluate(of_property ? *item.target->args[0] : *item.target, context);
    if (entity.is_null()) return;
    const auto* node = get<NodeId>(entity);
    if (node == nullptr && get<EdgeId>(entity) == nullptr) {
      throw runtime_error("TypeError", "InvalidArgumentType", "only nodes and relationships can be changed, not " + std::string(kind_name(entity)), item.where);
    }
    check_alive(entity, context, item.where);
    switch (item.kind) {
      case Kind::property: set(context, entity, item.target->text, evaluate(*item.value, context), item.where); return;
      case Kind::remove_property: set(context, entity, item.target->text, {}, item.where); return;
      case Kind::replace:
      case Kind::merge: {
        const Value value = evaluate(*item.value, context);
        if (value.is_null()) return;
        Map properties;
        if (const Map* map = get_map(value)) {
          properties = *map;
        } else if (get<NodeId>(value) || get<EdgeId>(value)) {
          check_alive(value, context, item.where);
          properties = properties_of(value, context);
        } else {
          throw runtime_error("TypeError", "InvalidArgumentType", "properties are a map, not " + std::string(kind_name(value)), item.where);
        }
        if (item.kind == Kind::replace) {
          for (const auto& [key, old] : properties_of(entity, context)) {
            if (!find_key(properties, key)) set(context, entity, key, {}, item.where);
          }
        }
        for (const auto& [key, one] : properties) set(context, entity, key, one, item.where);
        return;
      }
      case Kind::labels:
      case Kind::remove_labels:
        if (node == nullptr) throw runtime_error("TypeError", "InvalidArgumentType", "only nodes have labels", item.where);
        for (const std::string& label : item.labels) {
          if (item.kind == Kind::labels) {
            add_label(context, *node, label);
          } else if (const auto id = context.graph.find_label(label)) {
            context.counts.labels_removed += context.updates->remove_label(*node, *id) ? 1 : 0;
          }
        }
    }
  }

  bool loaded_ = false;
  std::vector<std::vector<Value>> rows_;
  std::size_t at_ = 0;
};

class Create final : public Update {
 public:
  Create(OperatorPtr input, const CreateClause* create) : Update("Create", std::move(input)), create_(create) {}

 private:
  void apply(Context& context) override {
    for (const PatternPart& part : create_->patterns) create_part(part, context);
    emit(context);
  }
  const CreateClause* create_;
};

class Merge final : public Update {
 public:
  Merge(OperatorPtr input, OperatorPtr matcher, const MergeClause* merge) : Update("Merge", std::move(input)), matcher_(std::move(matcher)), merge_(merge) {}
  std::vector<const Operator*> inner() const override { return {matcher_.get()}; }

 private:
  void apply(Context& context) override {
    const PatternPart& part = merge_->pattern;
    for (const NodePattern& node : part.nodes) check_mergeable(node.properties, context);
    for (const RelationshipPattern& relationship : part.relationships) check_mergeable(relationship.properties, context);
    for (const NodePattern& node : part.nodes) {
      if (!node.introduced) end_of(node, context);
    }
    std::vector<std::vector<Value>> matches;
    matcher_->open(context);
    while (matcher_->next(context)) matches.push_back(context.row);
    if (matches.empty()) {
      create_part(part, context);
      set_items(merge_->on_create, context);
      emit(context);
      return;
    }
    for (auto& match : matches) {
      context.row = std::move(match);
      set_items(merge_->on_match, context);
      emit(context);
    }
  }

  static void check_mergeable(const ExprPtr& properties, Context& context) {
    for (const auto& [key, value] : property_map(properties, context)) {
      if (value.is_null()) {
        throw runtime_error("SemanticError", "MergeReadOwnWrites", "MERGE cannot look for '" + key + "', which is null", properties->where, "null equals nothing: leave it out");
      }
    }
  }

  OperatorPtr matcher_;
  const MergeClause* merge_;
};

class Set final : public Update {
 public:
  Set(OperatorPtr input, const std::vector<SetItem>* items) : Update("Set", std::move(input)), items_(items) {}

 private:
  void apply(Context& context) override {
    set_items(*items_, context);
    emit(context);
  }
  const std::vector<SetItem>* items_;
};

class Delete final : public Update {
 public:
  Delete(OperatorPtr input, const DeleteClause* clause) : Update("Delete", std::move(input)), clause_(clause) {}

 private:
  void apply(Context& context) override {
    for (const ExprPtr& target : clause_->targets) {
      const Value value = evaluate(*target, context);
      if (const auto* node = get<NodeId>(value)) {
        nodes_.insert(*node);
      } else if (const auto* edge = get<EdgeId>(value)) {
        edges_.insert(*edge);
      } else if (const Path* path = get_path(value)) {
        nodes_.insert(path->nodes.begin(), path->nodes.end());
        edges_.insert(path->edges.begin(), path->edges.end());
      } else if (!value.is_null()) {
        throw runtime_error("TypeError", "InvalidArgumentType", "only nodes, relationships and paths can be deleted, not " + std::string(kind_name(value)), target->where);
      }
    }
    emit(context);
  }

  void complete(Context& context) override {
    graph::MemoryGraph& graph = *context.updates;
    const auto remove = [&](EdgeId edge) {
      if (!graph.alive(edge)) return;
      graph.remove_edge(edge);
      ++context.counts.relationships_deleted;
    };
    std::ranges::for_each(edges_, remove);
    for (const NodeId node : nodes_) {
      if (!graph.alive(node)) continue;
      if (clause_->detach) {
        while (!graph.out(node).empty()) remove(graph.out(node).front().edge);
        while (!graph.in(node).empty()) remove(graph.in(node).front().edge);
      }
    }
    for (const NodeId node : nodes_) {
      if (!graph.alive(node)) continue;
      if (!graph.out(node).empty() || !graph.in(node).empty()) {
        throw runtime_error("ConstraintVerificationFailed", "DeleteConnectedNode", "a node that still has relationships cannot be deleted", clause_->targets[0]->where,
                            "delete its relationships too, or use DETACH DELETE");
      }
      graph.remove_node(node);
      ++context.counts.nodes_deleted;
    }
  }

  const DeleteClause* clause_;
  std::set<NodeId> nodes_;
  std::set<EdgeId> edges_;
};

}  // namespace

OperatorPtr make_create(OperatorPtr input, const CreateClause* create) { return std::make_unique<Create>(std::move(input), create); }
OperatorPtr make_merge(OperatorPtr input, OperatorPtr matcher, const MergeClause* merge) { return std::make_unique<Merge>(std::move(input), std::move(matcher), merge); }
OperatorPtr make_set(OperatorPtr input, const std::vector<SetItem>* items) { return std::make_unique<Set>(std::move(input), items); }
OperatorPtr make_delete(OperatorPtr input, const DeleteClause* clause) { return std::make_unique<Delete>(std::move(input), clause); }

}  // namespace kg::query
