// Where rows come from: all nodes, a label, a name, a list, a procedure.
#include <algorithm>

#include "base/utf8.hpp"
#include "query/cypher_error.hpp"
#include "query/operators.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

using graph::NodeId;

constexpr const char* first_operator = "Start";

class SingleRow final : public Operator {
 public:
  SingleRow() : Operator(first_operator) {}

 private:
  void start(Context&) override { done_ = false; }
  bool pull(Context&) override { return !std::exchange(done_, true); }
  bool done_ = false;
};

class ScanAll final : public Operator {
 public:
  ScanAll(OperatorPtr input, Slot node) : Operator("AllNodes", std::move(input)), node_(node) {}
  Slot distinct_node() const override { return input()->name() == first_operator ? node_ : no_slot; }

 private:
  void start(Context& context) override { at_ = bound_ = context.graph.node_bound(); }
  bool pull(Context& context) override {
    while (true) {
      for (; at_ < bound_; ++at_) {
        context.step();
        if (!context.graph.alive(NodeId{at_})) continue;
        set_node(context.at(node_), NodeId{at_++});
        return true;
      }
      if (!source().next(context)) return false;
      at_ = 0;
      bound_ = context.graph.node_bound();
    }
  }
  Slot node_;
  std::uint32_t at_ = 0, bound_ = 0;
};

/// Scans and seeks that know their nodes as a list.
class ListedNodes : public Operator {
 public:
  ListedNodes(std::string name, OperatorPtr input, Slot node) : Operator(std::move(name), std::move(input)), node_(node) {}
  Slot distinct_node() const override { return input()->name() == first_operator ? node_ : no_slot; }

 protected:
  virtual std::vector<NodeId> list(Context& context) = 0;
  void start(Context&) override {
    nodes_.clear();
    at_ = 0;
  }
  bool pull(Context& context) override {
    while (at_ == nodes_.size()) {
      if (!source().next(context)) return false;
      nodes_ = list(context);
      at_ = 0;
    }
    context.step();
    set_node(context.at(node_), nodes_[at_++]);
    return true;
  }

 private:
  Slot node_;
  std::vector<NodeId> nodes_;
  std::size_t at_ = 0;
};

class ScanLabel final : public ListedNodes {
 public:
  ScanLabel(OperatorPtr input, Slot node, std::string label) : ListedNodes("NodesByLabel", std::move(input), node), label_(std::move(label)) {}

 private:
  std::vector<NodeId> list(Context& context) override {
    const auto label = context.graph.find_label(label_);
    return label ? context.graph.nodes_with(*label) : std::vector<NodeId>{};
  }
  std::string label_;
};

class SeekName final : public ListedNodes {
 public:
  SeekName(OperatorPtr input, Slot node, const Expr* name) : ListedNodes("NodesByName", std::move(input), node), name_(name) {}

 private:
  std::vector<NodeId> list(Context& context) override {
    const Value name = evaluate(*name_, context);
    const auto* text = get<std::string>(name);
    if (text == nullptr) return all_but_strings(context, name);
    const std::string folded = fold_name(*text);
    return folded.empty() ? all(context) : context.graph.find_name(folded);
  }
  /// The index holds strings only; any other value has to be looked for.
  static std::vector<NodeId> all_but_strings(Context& context, const Value& name) {
    return name.is_null() ? std::vector<NodeId>{} : all(context);
  }
  static std::vector<NodeId> all(Context& context) {
    std::vector<NodeId> nodes;
    for (std::uint32_t i = 0; i < context.graph.node_bound(); ++i) {
      context.step();
      if (context.graph.alive(NodeId{i})) nodes.push_back(NodeId{i});
    }
    return nodes;
  }
  const Expr* name_;
};

class SeekId final : public ListedNodes {
 public:
  SeekId(OperatorPtr input, Slot node, const Expr* id) : ListedNodes("NodesById", std::move(input), node), id_(id) {}

 private:
  std::vector<NodeId> list(Context& context) override {
    const Value value = evaluate(*id_, context);
    std::vector<NodeId> nodes;
    const auto take = [&](const Value& one) {
      const double bound = context.graph.node_bound();
      if (!is_number(one) || !(as_double(one) >= 0 && as_double(one) < bound)) return;
      const NodeId node{static_cast<std::uint32_t>(as_double(one))};
      if (as_double(one) == static_cast<std::uint32_t>(node) && context.graph.alive(node)) nodes.push_back(node);
    };
    if (const List* list = get_list(value)) {
      std::ranges::for_each(*list, take);
      std::ranges::sort(nodes);
      nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    } else {
      take(value);
    }
    return nodes;
  }
  const Expr* id_;
};

class Unwind final : public Operator {
 public:
  Unwind(OperatorPtr input, const Expr* list, Slot slot) : Operator("Unwind", std::move(input)), list_(list), slot_(slot) {}

 private:
  void start(Context&) override {
    values_.reset();
    at_ = 0;
  }
  bool pull(Context& context) override {
    while (!values_ || at_ == values_->size()) {
      if (!source().next(context)) return false;
      Value value = evaluate(*list_, context);
      at_ = 0;
      if (const auto* list = std::get_if<std::shared_ptr<const List>>(&value.data)) {
        values_ = *list;
      } else if (value.is_null()) {
        values_ = nullptr;
      } else {
        values_ = std::make_shared<const List>(List{std::move(value)});
      }
    }
    context.step();
    context.at(slot_) = (*values_)[at_++];
    return true;
  }
  const Expr* list_;
  Slot slot_;
  std::shared_ptr<const List> values_;
  std::size_t at_ = 0;
};

class Call final : public Operator {
 public:
  Call(OperatorPtr input, const CallClause* call, const Procedure* procedure)
      : Operator("Call", std::move(input)), call_(call), procedure_(procedure) {
    for (const YieldItem& item : call->yields) {
      const auto found = std::ranges::find(procedure->outputs, item.field, &ProcedureField::name);
      columns_.push_back(static_cast<std::size_t>(found - procedure->outputs.begin()));
    }
  }

 private:
  void start(Context&) override {
    results_.clear();
    at_ = 0;
  }
  bool pull(Context& context) override {
    while (at_ == results_.size()) {
      if (!source().next(context)) return false;
      List arguments;
      for (std::size_t i = 0; i < call_->arguments.size(); ++i) {
        arguments.push_back(evaluate(*call_->arguments[i], context));
        check_type(arguments.back(), procedure_->inputs[i], *call_->arguments[i]);
      }
      results_ = procedure_->run(context.graph, arguments);
      at_ = 0;
      if (procedure_->outputs.empty()) {
        results_.clear();
        return true;  // a procedure without outputs lets the row pass
      }
    }
    context.step();
    for (std::size_t i = 0; i < columns_.size(); ++i) context.at(call_->yields[i].slot) = results_[at_][columns_[i]];
    ++at_;
    return true;
  }
  static void check_type(const Value& value, const ProcedureField& input, const Expr& where) {
    if (value.is_null()) return;
    const std::string_view type = input.type;
    const bool fits = !(type.starts_with("INTEGER") && !get<std::int64_t>(value)) && !((type.starts_with("FLOAT") || type.starts_with("NUMBER")) && !is_number(value)) &&
                      !(type.starts_with("STRING") && !get<std::string>(value)) && !(type.starts_with("BOOLEAN") && !get<bool>(value));
    if (!fits) throw runtime_error("TypeError", "InvalidArgumentType", "the argument '" + input.name + "' is " + std::string(kind_name(value)) + ", not " + input.type, where.where);
  }
  const CallClause* call_;
  const Procedure* procedure_;
  std::vector<std::size_t> columns_;
  std::vector<List> results_;
  std::size_t at_ = 0;
};

}  // namespace

Operator::~Operator() = default;

OperatorPtr make_single_row() { return std::make_unique<SingleRow>(); }
OperatorPtr make_scan_all(OperatorPtr input, Slot node) { return std::make_unique<ScanAll>(std::move(input), node); }
OperatorPtr make_scan_label(OperatorPtr input, Slot node, std::string label) { return std::make_unique<ScanLabel>(std::move(input), node, std::move(label)); }
OperatorPtr make_seek_name(OperatorPtr input, Slot node, const Expr* name) { return std::make_unique<SeekName>(std::move(input), node, name); }
OperatorPtr make_seek_id(OperatorPtr input, Slot node, const Expr* id) { return std::make_unique<SeekId>(std::move(input), node, id); }
OperatorPtr make_unwind(OperatorPtr input, const Expr* list, Slot slot) { return std::make_unique<Unwind>(std::move(input), list, slot); }
OperatorPtr make_call(OperatorPtr input, const CallClause* call, const Procedure* procedure) { return std::make_unique<Call>(std::move(input), call, procedure); }

}  // namespace kg::query
