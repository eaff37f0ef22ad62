// Filtering, projecting, sorting, cutting and joining rows.
#include <algorithm>
#include <unordered_map>

#include "query/cypher_error.hpp"
#include "query/operators.hpp"
#include "query/row_table.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

class Filter final : public Operator {
 public:
  Filter(OperatorPtr input, std::vector<const Expr*> conditions) : Operator("Filter", std::move(input)), conditions_(std::move(conditions)) {}
  Slot distinct_node() const override { return input()->distinct_node(); }

 private:
  void start(Context&) override {}
  bool pull(Context& context) override {
    while (source().next(context)) {
      context.step();
      if (std::ranges::all_of(conditions_, [&](const Expr* condition) { return holds(*condition, context); })) return true;
    }
    return false;
  }
  std::vector<const Expr*> conditions_;
};

class Project final : public Operator {
 public:
  Project(OperatorPtr input, std::vector<std::pair<const Expr*, Slot>> items) : Operator("Project", std::move(input)), items_(std::move(items)) {}

 private:
  void start(Context&) override {}
  bool pull(Context& context) override {
    if (!source().next(context)) return false;
    context.step();
    for (const auto& [expr, slot] : items_) context.at(slot) = evaluate(*expr, context);
    return true;
  }
  std::vector<std::pair<const Expr*, Slot>> items_;
};

class Distinct final : public Operator {
 public:
  Distinct(OperatorPtr input, std::vector<Slot> slots) : Operator("Distinct", std::move(input)), slots_(std::move(slots)), table_(slots_.size()) {}

 private:
  void start(Context&) override { table_.clear(); }
  bool pull(Context& context) override {
    while (source().next(context)) {
      context.step();
      row_.clear();
      for (const Slot slot : slots_) row_.push_back(context.at(slot));
      if (table_.add(row_, context).second) return true;
    }
    return false;
  }
  std::vector<Slot> slots_;
  RowTable table_;
  std::vector<Value> row_;
};

class Sort final : public Operator {
 public:
  Sort(OperatorPtr input, const std::vector<SortItem>* order, std::vector<Slot> keep, const Expr* skip, const Expr* limit)
      : Operator(limit ? "Top" : "Sort", std::move(input)), order_(order), keep_(std::move(keep)), skip_(skip), limit_(limit) {}

 private:
  struct Row {
    std::vector<Value> keys, values;
    std::uint64_t arrival = 0;
  };

  void start(Context&) override {
    rows_.clear();
    loaded_ = false;
    at_ = 0;
  }

  bool before(const Row& a, const Row& b) const {
    for (std::size_t i = 0; i < order_->size(); ++i) {
      const int sign = order(a.keys[i], b.keys[i]);
      if (sign != 0) return ((*order_)[i].descending ? -sign : sign) < 0;
    }
    return a.arrival < b.arrival;
  }

  void load(Context& context) {
    loaded_ = true;
    std::size_t most = SIZE_MAX;
    if (limit_ != nullptr) {
      most = static_cast<std::size_t>(evaluate_count(*limit_, context, "LIMIT"));
      if (skip_ != nullptr) {
        const auto skipped = static_cast<std::size_t>(evaluate_count(*skip_, context, "SKIP"));
        most = most > SIZE_MAX - skipped ? SIZE_MAX : most + skipped;
      }
    }
    const auto by_order = [&](const Row& a, const Row& b) { return before(a, b); };
    Row row;
    while (source().next(context)) {
      context.step();
      row.keys.clear();
      for (const SortItem& item : *order_) row.keys.push_back(evaluate(*item.expression, context));
      row.arrival = arrivals_++;
      if (rows_.size() >= most && (most == 0 || !before(row, rows_.front()))) continue;
      row.values.clear();
      for (const Slot slot : keep_) row.values.push_back(context.at(slot));
      if (rows_.size() < most) {
        std::size_t bytes = sizeof(Row);
        for (const auto* values : {&row.keys, &row.values}) {
          for (const Value& value : *values) bytes += size_of(value);
        }
        context.keep(bytes);
        rows_.push_back(row);
        if (limit_ != nullptr) std::ranges::push_heap(rows_, by_order);
      } else {
        std::ranges::pop_heap(rows_, by_order);
        rows_.back() = row;
        std::ranges::push_heap(rows_, by_order);
      }
    }
    std::ranges::sort(rows_, by_order);
  }

  bool pull(Context& context) override {
    if (!loaded_) load(context);
    if (at_ == rows_.size()) return false;
    for (std::size_t i = 0; i < keep_.size(); ++i) context.at(keep_[i]) = rows_[at_].values[i];
    ++at_;
    return true;
  }

  const std::vector<SortItem>* order_;
  std::vector<Slot> keep_;
  const Expr *skip_, *limit_;
  std::vector<Row> rows_;
  std::uint64_t arrivals_ = 0;
  bool loaded_ = false;
  std::size_t at_ = 0;
};

class Skip final : public Operator {
 public:
  Skip(OperatorPtr input, const Expr* count) : Operator("Skip", std::move(input)), count_(count) {}

 private:
  void start(Context&) override { left_ = -1; }
  bool pull(Context& context) override {
    if (left_ < 0) left_ = evaluate_count(*count_, context, "SKIP");
    for (; left_ > 0; --left_) {
      if (!source().next(context)) return false;
    }
    return source().next(context);
  }
  const Expr* count_;
  std::int64_t left_ = -1;
};

class Limit final : public Operator {
 public:
  Limit(OperatorPtr input, const Expr* count) : Operator("Limit", std::move(input)), count_(count) {}

 private:
  void start(Context&) override { left_ = -1; }
  bool pull(Context& context) override {
    if (left_ < 0) left_ = evaluate_count(*count_, context, "LIMIT");
    if (left_ == 0) return false;
    --left_;
    return source().next(context);
  }
  const Expr* count_;
  std::int64_t left_ = -1;
};

class Optional final : public Operator {
 public:
  Optional(OperatorPtr input, OperatorPtr inner, std::vector<Slot> slots)
      : Operator("Optional", std::move(input)), inner_(std::move(inner)), slots_(std::move(slots)) {}
  std::vector<const Operator*> inner() const override { return {inner_.get()}; }

 private:
  void start(Context&) override { open_ = false; }
  bool pull(Context& context) override {
    while (true) {
      if (!open_) {
        if (!source().next(context)) return false;
        inner_->open(context);
        open_ = true;
        found_ = false;
      }
      if (inner_->next(context)) {
        found_ = true;
        return true;
      }
      open_ = false;
      if (found_) continue;
      for (const Slot slot : slots_) context.at(slot) = Value();
      return true;
    }
  }
  OperatorPtr inner_;
  std::vector<Slot> slots_;
  bool open_ = false, found_ = false;
};

class HashJoin final : public Operator {
 public:
  HashJoin(OperatorPtr input, OperatorPtr inner, std::vector<const Expr*> input_keys, std::vector<const Expr*> inner_keys, std::vector<Slot> inner_slots)
      : Operator("HashJoin", std::move(input)), inner_(std::move(inner)), input_keys_(std::move(input_keys)), inner_keys_(std::move(inner_keys)), slots_(std::move(inner_slots)), table_(input_keys_.size()) {}
  std::vector<const Operator*> inner() const override { return {inner_.get()}; }

 private:
  void start(Context&) override {
    loaded_ = false;
    table_.clear();
    rows_.clear();
    matches_ = nullptr;
  }
  void load(Context& context) {
    loaded_ = true;
    inner_->open(context);
    std::vector<Value> key;
    while (inner_->next(context)) {
      context.step();
      if (!take_key(inner_keys_, key, context)) continue;
      const std::size_t group = table_.add(key, context).first;
      if (group == rows_.size()) rows_.emplace_back();
      for (const Slot slot : slots_) rows_[group].push_back(context.at(slot));
      context.keep(slots_.size() * sizeof(Value));
    }
  }
  /// False if a part is null: null joins nothing.
  static bool take_key(const std::vector<const Expr*>& exprs, std::vector<Value>& key, Context& context) {
    key.clear();
    for (const Expr* expr : exprs) key.push_back(evaluate(*expr, context));
    return std::ranges::none_of(key, &Value::is_null);
  }
  bool pull(Context& context) override {
    if (!loaded_) load(context);
    while (true) {
      if (matches_ != nullptr && at_ < matches_->size()) {
        context.step();
        for (const Slot slot : slots_) context.at(slot) = (*matches_)[at_++];
        return true;
      }
      if (!source().next(context)) return false;
      if (!take_key(input_keys_, key_, context)) continue;
      const auto group = table_.find(key_);
      matches_ = group ? &rows_[*group] : nullptr;
      at_ = 0;
    }
  }
  OperatorPtr inner_;
  std::vector<const Expr*> input_keys_, inner_keys_;
  std::vector<Slot> slots_;
  RowTable table_;
  std::vector<std::vector<Value>> rows_;
  const std::vector<Value>* matches_ = nullptr;
  std::vector<Value> key_;
  std::size_t at_ = 0;
  bool loaded_ = false;
};

class Union final : public Operator {
 public:
  Union(std::vector<OperatorPtr> parts, std::vector<std::vector<Slot>> part_slots, std::vector<Slot> slots)
      : Operator("Union"), parts_(std::move(parts)), part_slots_(std::move(part_slots)), slots_(std::move(slots)) {}
  std::vector<const Operator*> inner() const override {
    std::vector<const Operator*> all;
    for (const OperatorPtr& part : parts_) all.push_back(part.get());
    return all;
  }
  void finish(Context& context) override {
    for (const OperatorPtr& part : parts_) part->finish(context);
  }

 private:
  void start(Context& context) override {
    at_ = 0;
    parts_[0]->open(context);
  }
  bool pull(Context& context) override {
    while (true) {
      if (parts_[at_]->next(context)) {
        for (std::size_t i = 0; i < slots_.size(); ++i) context.at(slots_[i]) = context.at(part_slots_[at_][i]);
        return true;
      }
      if (at_ + 1 == parts_.size()) return false;
      parts_[++at_]->open(context);
    }
  }
  std::vector<OperatorPtr> parts_;
  std::vector<std::vector<Slot>> part_slots_;
  std::vector<Slot> slots_;
  std::size_t at_ = 0;
};

}  // namespace

std::int64_t evaluate_count(const Expr& count, Context& context, std::string_view clause) {
  const Value value = evaluate(count, context);
  const auto* number = get<std::int64_t>(value);
  if (number == nullptr) {
    throw runtime_error("SyntaxError", "InvalidArgumentType", std::string(clause) + " takes an integer, not " + std::string(kind_name(value)), count.where);
  }
  if (*number < 0) throw runtime_error("SyntaxError", "NegativeIntegerArgument", std::string(clause) + " cannot be negative", count.where);
  return *number;
}

OperatorPtr make_filter(OperatorPtr input, std::vector<const Expr*> conditions) { return std::make_unique<Filter>(std::move(input), std::move(conditions)); }
OperatorPtr make_project(OperatorPtr input, std::vector<std::pair<const Expr*, Slot>> items) { return std::make_unique<Project>(std::move(input), std::move(items)); }
OperatorPtr make_distinct(OperatorPtr input, std::vector<Slot> slots) { return std::make_unique<Distinct>(std::move(input), std::move(slots)); }
OperatorPtr make_sort(OperatorPtr input, const std::vector<SortItem>* order, std::vector<Slot> keep, const Expr* skip, const Expr* limit) {
  return std::make_unique<Sort>(std::move(input), order, std::move(keep), skip, limit);
}
OperatorPtr make_skip(OperatorPtr input, const Expr* count) { return std::make_unique<Skip>(std::move(input), count); }
OperatorPtr make_limit(OperatorPtr input, const Expr* count) { return std::make_unique<Limit>(std::move(input), count); }
OperatorPtr make_optional(OperatorPtr input, OperatorPtr inner, std::vector<Slot> slots) { return std::make_unique<Optional>(std::move(input), std::move(inner), std::move(slots)); }
OperatorPtr make_hash_join(OperatorPtr input, OperatorPtr inner, std::vector<const Expr*> input_keys, std::vector<const Expr*> inner_keys, std::vector<Slot> inner_slots) {
  return std::make_unique<HashJoin>(std::move(input), std::move(inner), std::move(input_keys), std::move(inner_keys), std::move(inner_slots));
}
OperatorPtr make_union(std::vector<OperatorPtr> parts, std::vector<std::vector<Slot>> part_slots, std::vector<Slot> slots) {
  return std::make_unique<Union>(std::move(parts), std::move(part_slots), std::move(slots));
}

}  // namespace kg::query
