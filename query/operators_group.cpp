// Grouping and aggregations. Groups come out in the order of their first rows.
#include <algorithm>
#include <cmath>

#include "query/cypher_error.hpp"
#include "query/functions.hpp"
#include "query/operators.hpp"
#include "query/row_table.hpp"
#include "query/temporal.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

/// One aggregating call over all groups: states stand in columns, a number a group.
class Accumulator {
 public:
  explicit Accumulator(const Expr& call) : call_(call) {}
  virtual ~Accumulator() = default;
  virtual void add_group() = 0;
  virtual void add(std::size_t group, const Value& value, Context& context) = 0;
  virtual Value result(std::size_t group) = 0;
  const Expr& call() const { return call_; }

 protected:
  const Expr& call_;
};

class Count final : public Accumulator {
 public:
  using Accumulator::Accumulator;
  void add_group() override { counts_.push_back(0); }
  void add(std::size_t group, const Value&, Context& context) override { counts_[group] += static_cast<std::int64_t>(context.multiplicity); }
  Value result(std::size_t group) override { return counts_[group]; }

 private:
  std::vector<std::int64_t> counts_;
};

[[noreturn]] void fail_number(const Expr& call, const Value& value) {
  throw runtime_error("TypeError", "InvalidArgumentType", call.text + "() takes numbers, not " + std::string(kind_name(value)), call.where);
}

/// sum and avg: exact in integers as long as all are, then in floats; or of durations.
class Sum final : public Accumulator {
 public:
  Sum(const Expr& call, bool mean) : Accumulator(call), mean_(mean) {}
  void add_group() override { states_.emplace_back(); }
  void add(std::size_t group, const Value& value, Context&) override {
    State& state = states_[group];
    ++state.count;
    if (const auto* integer = get<std::int64_t>(value)) {
      state.overflow |= __builtin_add_overflow(state.integers, *integer, &state.integers);
      state.reals += static_cast<double>(*integer);
    } else if (const auto* real = get<double>(value)) {
      state.is_real = true;
      state.reals += *real;
    } else if (const auto* t = get<Temporal>(value); t && t->kind == TemporalKind::duration) {
      state.duration = state.duration ? add_temporal(*state.duration, *t, 1) : *t;
    } else {
      fail_number(call_, value);
    }
  }
  Value result(std::size_t group) override {
    const State& state = states_[group];
    if (state.duration) return mean_ ? scale_duration(*state.duration, 1.0 / static_cast<double>(state.count)) : *state.duration;
    if (mean_) return state.count == 0 ? Value() : Value(state.reals / static_cast<double>(state.count));
    if (state.is_real) return state.reals;
    if (state.overflow) throw runtime_error("ArithmeticError", "IntegerOverflow", "the sum is too large for an integer", call_.where);
    return state.integers;
  }

 private:
  struct State {
    std::int64_t count = 0, integers = 0;
    double reals = 0;
    bool is_real = false, overflow = false;
    std::optional<Temporal> duration;
  };
  bool mean_;
  std::vector<State> states_;
};

class Extreme final : public Accumulator {
 public:
  Extreme(const Expr& call, int sign) : Accumulator(call), sign_(sign) {}
  void add_group() override { best_.emplace_back(); }
  void add(std::size_t group, const Value& value, Context&) override {
    if (best_[group].is_null() || order(value, best_[group]) * sign_ > 0) best_[group] = value;
  }
  Value result(std::size_t group) override { return best_[group]; }

 private:
  int sign_;
  std::vector<Value> best_;
};

class Collect final : public Accumulator {
 public:
  using Accumulator::Accumulator;
  void add_group() override { lists_.emplace_back(); }
  void add(std::size_t group, const Value& value, Context& context) override {
    context.keep(size_of(value));
    lists_[group].push_back(value);
  }
  Value result(std::size_t group) override { return make_list(std::move(lists_[group])); }

 private:
  std::vector<List> lists_;
};

/// Welford's running variance.
class Deviation final : public Accumulator {
 public:
  Deviation(const Expr& call, bool population) : Accumulator(call), population_(population) {}
  void add_group() override { states_.emplace_back(); }
  void add(std::size_t group, const Value& value, Context&) override {
    if (!is_number(value)) fail_number(call_, value);
    State& state = states_[group];
    ++state.count;
    const double delta = as_double(value) - state.mean;
    state.mean += delta / state.count;
    state.squares += delta * (as_double(value) - state.mean);
  }
  Value result(std::size_t group) override {
    const State& state = states_[group];
    const double freedom = population_ ? state.count : state.count - 1;
    return freedom <= 0 ? 0.0 : std::sqrt(state.squares / freedom);
  }

 private:
  struct State {
    double count = 0, mean = 0, squares = 0;
  };
  bool population_;
  std::vector<State> states_;
};

class Percentile final : public Accumulator {
 public:
  Percentile(const Expr& call, bool interpolated) : Accumulator(call), interpolated_(interpolated) {}
  void add_group() override { states_.emplace_back(); }
  void add(std::size_t group, const Value& value, Context& context) override {
    if (!is_number(value)) fail_number(call_, value);
    const Value share = evaluate(*call_.args[1], context);
    if (!is_number(share)) fail_number(call_, share);
    if (!(as_double(share) >= 0 && as_double(share) <= 1)) {
      throw runtime_error("ArgumentError", "NumberOutOfRange", "the percentile must be from 0 to 1", call_.args[1]->where);
    }
    context.keep(sizeof(Value));
    states_[group].share = as_double(share);
    states_[group].values.push_back(value);
  }
  Value result(std::size_t group) override {
    auto& [share, values] = states_[group];
    if (values.empty()) return {};
    std::ranges::sort(values, [](const Value& a, const Value& b) { return order(a, b) < 0; });
    const auto last = static_cast<double>(values.size() - 1);
    if (!interpolated_) {
      const double rank = std::ceil(share * static_cast<double>(values.size())) - 1;
      return values[static_cast<std::size_t>(std::clamp(rank, 0.0, last))];
    }
    const auto below = static_cast<std::size_t>(std::floor(share * last));
    const double fraction = share * last - static_cast<double>(below);
    const double low = as_double(values[below]);
    return fraction == 0 ? low : low + (as_double(values[below + 1]) - low) * fraction;
  }

 private:
  struct State {
    double share = 0;
    std::vector<Value> values;
  };
  bool interpolated_;
  std::vector<State> states_;
};

std::unique_ptr<Accumulator> make_accumulator(const Expr& call) {
  if (call.kind == ExprKind::count_star) return std::make_unique<Count>(call);
  const std::string_view name = call.function->name;
  if (name == "count") return std::make_unique<Count>(call);
  if (name == "sum" || name == "avg") return std::make_unique<Sum>(call, name == "avg");
  if (name == "min" || name == "max") return std::make_unique<Extreme>(call, name == "max" ? 1 : -1);
  if (name == "collect") return std::make_unique<Collect>(call);
  if (name == "stDev" || name == "stDevP") return std::make_unique<Deviation>(call, name == "stDevP");
  return std::make_unique<Percentile>(call, name == "percentileCont");
}

class Aggregate final : public Operator {
 public:
  Aggregate(OperatorPtr input, std::vector<std::pair<const Expr*, Slot>> keys, std::vector<Aggregation> aggregations)
      : Operator("Aggregate", std::move(input)), keys_(std::move(keys)), aggregations_(std::move(aggregations)), groups_(keys_.size()) {}

 private:
  void start(Context&) override {
    groups_.clear();
    count_ = 0;
    loaded_ = false;
    at_ = 0;
    accumulators_.clear();
    distinct_.clear();
    for (const Aggregation& aggregation : aggregations_) {
      accumulators_.push_back(make_accumulator(*aggregation.call));
      distinct_.emplace_back(2);
    }
  }

  void add_group() {
    ++count_;
    for (const auto& accumulator : accumulators_) accumulator->add_group();
  }

  void load(Context& context) {
    loaded_ = true;
    if (keys_.empty()) add_group();
    std::vector<Value> key(keys_.size());
    while (source().next(context)) {
      context.step();
      std::size_t group = 0;
      if (!keys_.empty()) {
        for (std::size_t i = 0; i < keys_.size(); ++i) key[i] = evaluate(*keys_[i].first, context);
        const auto [number, is_new] = groups_.add(key, context);
        group = number;
        if (is_new) add_group();
      }
      for (std::size_t i = 0; i < accumulators_.size(); ++i) add(i, group, context);
      context.multiplicity = 1;
    }
  }

  void add(std::size_t i, std::size_t group, Context& context) {
    Accumulator& accumulator = *accumulators_[i];
    const Expr& call = accumulator.call();
    if (call.kind == ExprKind::count_star) {
      accumulator.add(group, {}, context);
      return;
    }
    const Value value = evaluate(*call.args[0], context);
    if (value.is_null()) return;
    if (call.distinct) {
      const Value entry[2] = {static_cast<std::int64_t>(group), value};
      if (!distinct_[i].add(entry, context).second) return;
    }
    accumulator.add(group, value, context);
  }

  bool pull(Context& context) override {
    if (!loaded_) load(context);
    if (at_ == count_) return false;
    for (std::size_t i = 0; i < keys_.size(); ++i) context.at(keys_[i].second) = groups_.row(at_)[i];
    for (std::size_t i = 0; i < accumulators_.size(); ++i) context.at(aggregations_[i].slot) = accumulators_[i]->result(at_);
    ++at_;
    return true;
  }

  std::vector<std::pair<const Expr*, Slot>> keys_;
  std::vector<Aggregation> aggregations_;
  RowTable groups_;
  std::vector<std::unique_ptr<Accumulator>> accumulators_;
  std::vector<RowTable> distinct_;
  std::size_t count_ = 0, at_ = 0;
  bool loaded_ = false;
};

class StreamCounts final : public Operator {
 public:
  StreamCounts(OperatorPtr input, std::vector<std::pair<const Expr*, Slot>> keys, std::vector<Aggregation> aggregations)
      : Operator("StreamCounts", std::move(input)), keys_(std::move(keys)), aggregations_(std::move(aggregations)) {}

 private:
  void start(Context&) override {}
  bool pull(Context& context) override {
    if (!source().next(context)) return false;
    for (const auto& [expr, slot] : keys_) {
      if (expr->slot != slot) context.at(slot) = evaluate(*expr, context);
    }
    for (const Aggregation& aggregation : aggregations_) context.at(aggregation.slot) = static_cast<std::int64_t>(context.multiplicity);
    context.multiplicity = 1;
    return true;
  }
  std::vector<std::pair<const Expr*, Slot>> keys_;
  std::vector<Aggregation> aggregations_;
};

}  // namespace

OperatorPtr make_stream_counts(OperatorPtr input, std::vector<std::pair<const Expr*, Slot>> keys, std::vector<Aggregation> aggregations) {
  return std::make_unique<StreamCounts>(std::move(input), std::move(keys), std::move(aggregations));
}

OperatorPtr make_aggregate(OperatorPtr input, std::vector<std::pair<const Expr*, Slot>> keys, std::vector<Aggregation> aggregations) {
  return std::make_unique<Aggregate>(std::move(input), std::move(keys), std::move(aggregations));
}

}  // namespace kg::query
