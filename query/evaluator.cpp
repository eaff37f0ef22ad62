#include "query/evaluator.hpp"

#include <algorithm>
#include <cmath>

#include "query/cypher_error.hpp"
#include "query/functions.hpp"
#include "query/print.hpp"
#include "query/regex.hpp"
#include "query/temporal.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

using graph::EdgeId;
using graph::NodeId;

using Truth = std::optional<bool>;
Value from_truth(Truth truth) { return truth ? Value(*truth) : Value(); }

CypherError type_error(std::string message, ByteSpan where) {
  return runtime_error("TypeError", "InvalidArgumentType", std::move(message), where);
}

// --- arithmetic -----------------------------------------------------------

Value integer_arithmetic(char op, std::int64_t a, std::int64_t b, ByteSpan where) {
  std::int64_t result = 0;
  bool overflow = false;
  switch (op) {
    case '+': overflow = __builtin_add_overflow(a, b, &result); break;
    case '-': overflow = __builtin_sub_overflow(a, b, &result); break;
    case '*': overflow = __builtin_mul_overflow(a, b, &result); break;
    default:
      if (b == 0) throw runtime_error("ArithmeticError", "DivisionByZero", "division by zero", where);
      if (a == INT64_MIN && b == -1) {
        overflow = op == '/';
      } else {
        result = op == '/' ? a / b : a % b;
      }
  }
  if (overflow) throw runtime_error("ArithmeticError", "IntegerOverflow", "the result of '" + std::string(1, op) + "' is too large for an integer", where);
  return result;
}

Value concatenate(const Value& a, const Value& b, Context& context) {
  const List* x = get_list(a);
  const List* y = get_list(b);
  const std::size_t size = (x ? x->size() : 1) + (y ? y->size() : 1);
  context.check_size(size * sizeof(Value));
  List list;
  list.reserve(size);
  const auto add = [&](const List* many, const Value& one) {
    if (many) {
      list.insert(list.end(), many->begin(), many->end());
    } else {
      list.push_back(one);
    }
  };
  add(x, a);
  add(y, b);
  return make_list(std::move(list));
}

Value arithmetic(const Expr& expr, const Value& a, const Value& b, Context& context) {
  const char op = expr.op;
  if (a.is_null() || b.is_null()) return {};
  if (is_number(a) && is_number(b)) {
    const auto* i = get<std::int64_t>(a);
    const auto* j = get<std::int64_t>(b);
    if (i && j && op != '^') return integer_arithmetic(op, *i, *j, expr.where);
    const double x = as_double(a), y = as_double(b);
    switch (op) {
      case '+': return x + y;
      case '-': return x - y;
      case '*': return x * y;
      case '/': return x / y;
      case '%': return std::fmod(x, y);
      default: return std::pow(x, y);
    }
  }
  if (op == '+' && (get_list(a) || get_list(b))) return concatenate(a, b, context);
  const auto is_text = [](const Value& v) { return get<std::string>(v) != nullptr; };
  const auto joins_text = [&](const Value& v) { return is_text(v) || is_number(v) || get<bool>(v) || get<Temporal>(v); };
  if (op == '+' && (is_text(a) || is_text(b)) && joins_text(a) && joins_text(b)) {
    std::string text = print_cell(a, context.graph) + print_cell(b, context.graph);
    context.check_size(text.size());
    return text;
  }
  const auto* s = get<Temporal>(a);
  const auto* t = get<Temporal>(b);
  const auto is_duration = [](const Temporal* x) { return x && x->kind == TemporalKind::duration; };
  if (op == '+' && s && t) {
    if (is_duration(t)) return add_temporal(*s, *t, 1);
    if (is_duration(s)) return add_temporal(*t, *s, 1);
  }
  if (op == '-' && s && is_duration(t)) return add_temporal(*s, *t, -1);
  if (op == '*' && is_duration(s) && is_number(b)) return scale_duration(*s, as_double(b));
  if (op == '*' && is_duration(t) && is_number(a)) return scale_duration(*t, as_double(a));
  if (op == '/' && is_duration(s) && is_number(b)) return scale_duration(*s, 1 / as_double(b));
  throw type_error("'" + std::string(1, op) + "' does not work on " + std::string(kind_name(a)) + " and " + std::string(kind_name(b)), expr.where);
}

// --- truth ----------------------------------------------------------------

Truth all_of(const Expr& expr, Context& context, bool stop) {
  bool unknown = false;
  for (const ExprPtr& arg : expr.args) {
    const Truth one = as_truth(evaluate(*arg, context), *arg);
    if (one == stop) return stop;
    unknown |= !one;
  }
  return unknown ? Truth() : Truth(!stop);
}

Truth compare_pair(CompareOp op, const Value& a, const Value& b) {
  if (op == CompareOp::equal) return equal(a, b);
  if (op == CompareOp::unequal) {
    const Truth same = equal(a, b);
    return same ? Truth(!*same) : same;
  }
  const Comparison result = compare(a, b);
  if (result.nan) return false;
  if (!result.sign) return {};
  switch (op) {
    case CompareOp::less: return *result.sign < 0;
    case CompareOp::less_equal: return *result.sign <= 0;
    case CompareOp::greater: return *result.sign > 0;
    default: return *result.sign >= 0;
  }
}

Truth comparison(const Expr& expr, Context& context) {
  bool unknown = false;
  Value left = evaluate(*expr.args[0], context);
  for (std::size_t i = 0; i < expr.operators.size(); ++i) {
    Value right = evaluate(*expr.args[i + 1], context);
    const Truth one = compare_pair(expr.operators[i], left, right);
    if (one == false) return false;
    unknown |= !one;
    left = std::move(right);
  }
  return unknown ? Truth() : Truth(true);
}

Truth in_list(const Value& wanted, const Value& where, const Expr& expr, Context& context) {
  if (where.is_null()) return {};
  const List* list = get_list(where);
  if (!list) throw type_error("IN needs a list, not " + std::string(kind_name(where)), expr.where);
  bool unknown = false;
  for (const Value& one : *list) {
    context.step();
    const Truth same = equal(wanted, one);
    if (same == true) return true;
    unknown |= !same;
  }
  return unknown ? Truth() : Truth(false);
}

Value string_predicate(const Expr& expr, Context& context) {
  const Value a = evaluate(*expr.args[0], context), b = evaluate(*expr.args[1], context);
  const auto* text = get<std::string>(a);
  const auto* part = get<std::string>(b);
  if (!text || !part) return {};
  switch (expr.kind) {
    case ExprKind::starts_with: return text->starts_with(*part);
    case ExprKind::ends_with: return text->ends_with(*part);
    case ExprKind::contains: return text->find(*part) != std::string::npos;
    default: return matches_regex(*text, *part, expr.where);
  }
}

Value has_labels(const Expr& expr, Context& context) {
  const Value entity = evaluate(*expr.args[0], context);
  if (entity.is_null()) return {};
  if (const auto* edge = get<EdgeId>(entity)) {
    const std::string_view type = context.graph.name(context.graph.edge(*edge).type);
    return std::ranges::all_of(expr.names, [&](const std::string& name) { return name == type; });
  }
  const auto* node = get<NodeId>(entity);
  if (!node) throw type_error("only nodes have labels, not " + std::string(kind_name(entity)), expr.where);
  check_alive(entity, context, expr.where);
  const auto labels = context.graph.labels(*node);
  return std::ranges::all_of(expr.names, [&](const std::string& name) {
    const auto label = context.graph.find_label(name);
    return label && std::ranges::find(labels, *label) != labels.end();
  });
}

// --- lists, maps, comprehensions ------------------------------------------

Value subscript(const Expr& expr, Context& context) {
  const Value from = evaluate(*expr.args[0], context), at = evaluate(*expr.args[1], context);
  if (from.is_null() || at.is_null()) return {};
  if (const List* list = get_list(from)) {
    const auto* index = get<std::int64_t>(at);
    if (!index) throw type_error("a list is indexed by an integer, not " + std::string(kind_name(at)), expr.where);
    const auto size = static_cast<std::int64_t>(list->size());
    const std::int64_t position = *index < 0 ? *index + size : *index;
    return position < 0 || position >= size ? Value() : (*list)[static_cast<std::size_t>(position)];
  }
  if (get_map(from) || get<NodeId>(from) || get<EdgeId>(from)) {
    const auto* key = get<std::string>(at);
    if (!key) {
      throw runtime_error("TypeError", "MapElementAccessByNonString", "a map is indexed by a string, not " + std::string(kind_name(at)), expr.where);
    }
    return property_of(from, *key, expr.where, context);
  }
  throw type_error("only lists, maps, nodes and relationships have elements, not " + std::string(kind_name(from)), expr.where);
}

Value list_slice(const Expr& expr, Context& context) {
  const Value from = evaluate(*expr.args[0], context);
  const Value bounds[2] = {expr.args[1] ? evaluate(*expr.args[1], context) : Value(std::int64_t{0}),
                           expr.args[2] ? evaluate(*expr.args[2], context) : Value(INT64_MAX)};
  if (from.is_null() || bounds[0].is_null() || bounds[1].is_null()) return {};
  const List* list = get_list(from);
  if (!list) throw type_error("only lists have slices, not " + std::string(kind_name(from)), expr.where);
  const auto size = static_cast<std::int64_t>(list->size());
  std::int64_t ends[2];
  for (int i = 0; i < 2; ++i) {
    const auto* bound = get<std::int64_t>(bounds[i]);
    if (!bound) throw type_error("the bounds of a slice are integers, not " + std::string(kind_name(bounds[i])), expr.where);
    ends[i] = std::clamp<std::int64_t>(*bound < 0 ? *bound + size : *bound, 0, size);
  }
  if (ends[0] >= ends[1]) return make_list({});
  return make_list(List(list->begin() + ends[0], list->begin() + ends[1]));
}

Value list_of(const Expr& expr, Context& context) {
  List list;
  list.reserve(expr.args.size());
  for (const ExprPtr& arg : expr.args) list.push_back(evaluate(*arg, context));
  return make_list(std::move(list));
}

Value map_of(const Expr& expr, Context& context) {
  Map map;
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    Value value = evaluate(*expr.args[i], context);
    const auto known = std::ranges::find_if(map, [&](const auto& entry) { return entry.first == expr.names[i]; });
    if (known == map.end()) {
      map.emplace_back(expr.names[i], std::move(value));
    } else {
      known->second = std::move(value);
    }
  }
  return make_map(std::move(map));
}

/// Runs `each` for every element of the list with the variable set; false stops. Null gives false at once.
template <class Each>
bool for_each_element(const Expr& expr, const Value& source, Context& context, Each each) {
  if (source.is_null()) return false;
  const auto* shared = std::get_if<std::shared_ptr<const List>>(&source.data);
  if (!shared) throw type_error("a list is needed here, not " + std::string(kind_name(source)), expr.args[0]->where);
  const std::shared_ptr<const List> list = *shared;
  for (const Value& one : *list) {
    context.step();
    context.at(expr.slot) = one;
    if (!each()) break;
  }
  return true;
}

Value list_comprehension(const Expr& expr, Context& context) {
  List list;
  const Value source = evaluate(*expr.args[0], context);
  const bool known = for_each_element(expr, source, context, [&] {
    if (!expr.args[1] || holds(*expr.args[1], context)) list.push_back(expr.args[2] ? evaluate(*expr.args[2], context) : context.at(expr.slot));
    return true;
  });
  return known ? make_list(std::move(list)) : Value();
}

Value quantifier(const Expr& expr, Context& context) {
  std::size_t yes = 0, unknown = 0, no = 0;
  const Value source = evaluate(*expr.args[0], context);
  const bool known = for_each_element(expr, source, context, [&] {
    const Truth one = expr.args[1] ? as_truth(evaluate(*expr.args[1], context), *expr.args[1]) : as_truth(context.at(expr.slot), expr);
    ++(one ? *one ? yes : no : unknown);
    return true;
  });
  if (!known) return {};
  switch (expr.op) {
    case 'a': return no > 0 ? Value(false) : unknown > 0 ? Value() : Value(true);
    case 'y': return yes > 0 ? Value(true) : unknown > 0 ? Value() : Value(false);
    case 'n': return yes > 0 ? Value(false) : unknown > 0 ? Value() : Value(true);
    default: return yes > 1 ? Value(false) : unknown > 0 ? Value() : Value(yes == 1);
  }
}

Value reduce(const Expr& expr, Context& context) {
  Value result = evaluate(*expr.args[0], context);
  const Value source = evaluate(*expr.args[1], context);
  const bool known = for_each_element(expr, source, context, [&] {
    context.at(expr.second_slot) = std::move(result);
    result = evaluate(*expr.args[2], context);
    return true;
  });
  return known ? result : Value();
}

Value case_of(const Expr& expr, Context& context) {
  const std::size_t first = expr.has_subject ? 1 : 0;
  const Value subject = expr.has_subject ? evaluate(*expr.args[0], context) : Value();
  std::size_t i = first;
  for (; i + 1 < expr.args.size(); i += 2) {
    const bool taken = expr.has_subject ? equal(subject, evaluate(*expr.args[i], context)).value_or(false) : holds(*expr.args[i], context);
    if (taken) return evaluate(*expr.args[i + 1], context);
  }
  return i < expr.args.size() ? evaluate(*expr.args[i], context) : Value();
}

// --- patterns -------------------------------------------------------------

Value pattern_comprehension(const Expr& expr, Context& context) {
  List list;
  expr.plan->open(context);
  while (expr.plan->next(context)) {
    list.push_back(evaluate(*expr.args[1], context));
    context.check_size(list.size() * sizeof(Value));
  }
  return make_list(std::move(list));
}

Value shortest_path(const Expr& expr, Context& context) {
  expr.plan->open(context);
  if (expr.pattern->kind == PathKind::shortest) return expr.plan->next(context) ? context.at(expr.pattern->slot) : Value();
  List paths;
  while (expr.plan->next(context)) paths.push_back(context.at(expr.pattern->slot));
  return make_list(std::move(paths));
}

bool has_all_properties(const Expr& expr, Context& context) {
  const Value wanted = evaluate(*expr.reference, context);
  const Map* map = get_map(wanted);
  if (map == nullptr) {
    if (wanted.is_null()) return true;
    throw type_error("properties are a map, not " + std::string(kind_name(wanted)), expr.reference->where);
  }
  return std::ranges::all_of(*map, [&](const auto& entry) {
    return equal(property_of(context.at(expr.slot), entry.first, expr.where, context), entry.second) == true;
  });
}

bool finds_any(const Expr& expr, Context& context) {
  expr.plan->open(context);
  return expr.plan->next(context);
}

Value call(const Expr& expr, Context& context) {
  if (expr.slot != no_slot) return context.at(expr.slot);  // an aggregation, computed before
  Value small[4];
  std::vector<Value> many;
  std::span<Value> arguments;
  if (expr.args.size() <= 4) {
    arguments = std::span(small).first(expr.args.size());
  } else {
    many.resize(expr.args.size());
    arguments = many;
  }
  bool has_null = false;
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    arguments[i] = evaluate(*expr.args[i], context);
    has_null |= arguments[i].is_null();
  }
  // Null in, null out; but for the few that ask about null.
  if (has_null && expr.function->name != "coalesce" && expr.function->name != "exists" && expr.function->name != "range") return {};
  try {
    return expr.function->call(arguments, context, expr);
  } catch (const CypherError& error) {
    if (error.where()) throw;
    throw error.with_place(expr.where);
  }
}

}  // namespace

Value evaluate(const Expr& expr, Context& context) {
  switch (expr.kind) {
    case ExprKind::literal: return expr.value;
    case ExprKind::parameter: {
      const Value* value = find_key(context.options.parameters, expr.text);
      if (value) return *value;
      throw CypherError("ParameterMissing", Phase::compile, "MissingParameter", "the parameter '$" + expr.text + "' has no value", expr.where, "give it with --param " + expr.text + "=VALUE");
    }
    case ExprKind::variable: return context.at(expr.slot);
    case ExprKind::property: {
      // Not copied: a property is asked of a variable almost always.
      const Expr& owner = *expr.args[0];
      if (owner.kind == ExprKind::variable) return property_of(context.at(owner.slot), expr.text, expr.where, context);
      return property_of(evaluate(owner, context), expr.text, expr.where, context);
    }
    case ExprKind::subscript: return subscript(expr, context);
    case ExprKind::slice: return list_slice(expr, context);
    case ExprKind::all_of: return from_truth(all_of(expr, context, false));
    case ExprKind::any_of: return from_truth(all_of(expr, context, true));
    case ExprKind::one_of: {
      const Truth a = as_truth(evaluate(*expr.args[0], context), *expr.args[0]);
      const Truth b = as_truth(evaluate(*expr.args[1], context), *expr.args[1]);
      return a && b ? Value(*a != *b) : Value();
    }
    case ExprKind::negation: {
      const Truth truth = as_truth(evaluate(*expr.args[0], context), *expr.args[0]);
      return truth ? Value(!*truth) : Value();
    }
    case ExprKind::comparison: return from_truth(comparison(expr, context));
    case ExprKind::arithmetic: {
      const Value a = evaluate(*expr.args[0], context), b = evaluate(*expr.args[1], context);
      try {
        return arithmetic(expr, a, b, context);
      } catch (const CypherError& error) {
        if (error.where()) throw;
        throw error.with_place(expr.where);
      }
    }
    case ExprKind::sign: {
      const Value operand = evaluate(*expr.args[0], context);
      if (operand.is_null()) return {};
      if (const auto* temporal = get<Temporal>(operand); temporal && temporal->kind == TemporalKind::duration) {
        return expr.op == '-' ? Value(scale_duration(*temporal, -1)) : operand;
      }
      if (!is_number(operand)) throw type_error("only numbers have a sign, not " + std::string(kind_name(operand)), expr.where);
      if (expr.op == '+') return operand;
      if (const auto* d = get<double>(operand)) return -*d;
      return integer_arithmetic('-', 0, *get<std::int64_t>(operand), expr.where);
    }
    case ExprKind::starts_with:
    case ExprKind::ends_with:
    case ExprKind::contains:
    case ExprKind::matches: return string_predicate(expr, context);
    case ExprKind::in_list: {
      const Value wanted = evaluate(*expr.args[0], context);
      return from_truth(in_list(wanted, evaluate(*expr.args[1], context), expr, context));
    }
    case ExprKind::is_null: return evaluate(*expr.args[0], context).is_null();
    case ExprKind::is_not_null: return !evaluate(*expr.args[0], context).is_null();
    case ExprKind::has_labels: return has_labels(expr, context);
    case ExprKind::list: return list_of(expr, context);
    case ExprKind::map: return map_of(expr, context);
    case ExprKind::call: return call(expr, context);
    case ExprKind::count_star: return context.at(expr.slot);
    case ExprKind::case_of: return case_of(expr, context);
    case ExprKind::list_comprehension: return list_comprehension(expr, context);
    case ExprKind::quantifier: return quantifier(expr, context);
    case ExprKind::reduce: return reduce(expr, context);
    case ExprKind::pattern_comprehension: return pattern_comprehension(expr, context);
    case ExprKind::shortest_path: return shortest_path(expr, context);
    case ExprKind::pattern_exists:
    case ExprKind::exists_query: return finds_any(expr, context);
    case ExprKind::has_properties: return has_all_properties(expr, context);
  }
  return {};
}

std::optional<bool> as_truth(const Value& value, const Expr& expr) {
  if (value.is_null()) return {};
  if (const auto* truth = get<bool>(value)) return *truth;
  throw type_error("a condition is true, false or null, not " + std::string(kind_name(value)), expr.where);
}

bool holds(const Expr& condition, Context& context) {
  return as_truth(evaluate(condition, context), condition).value_or(false);
}

void check_alive(const Value& entity, const Context& context, ByteSpan where) {
  if (context.updates == nullptr) return;
  const auto* node = get<NodeId>(entity);
  const auto* edge = get<EdgeId>(entity);
  if ((node && !context.graph.alive(*node)) || (edge && !context.graph.alive(*edge))) {
    throw runtime_error("EntityNotFound", "DeletedEntityAccess", "this " + std::string(node ? "node" : "relationship") + " was deleted", where);
  }
}

Value property_of(const Value& value, const std::string& key, ByteSpan where, Context& context) {
  if (value.is_null()) return {};
  const auto* node = get<NodeId>(value);
  const auto* edge = get<EdgeId>(value);
  if (node || edge) {
    check_alive(value, context, where);
    const auto id = context.graph.find_key(key);
    if (!id) return {};
    return from_property(node ? context.graph.property(*node, *id) : context.graph.property(*edge, *id));
  }
  if (const Map* map = get_map(value)) {
    const Value* found = find_key(*map, key);
    return found ? *found : Value();
  }
  if (const auto* temporal = get<Temporal>(value)) return temporal_part(*temporal, key);
  throw type_error("only nodes, relationships, maps and temporal values have properties, not " + std::string(kind_name(value)), where);
}

Map properties_of(const Value& entity, Context& context) {
  const auto* node = get<NodeId>(entity);
  auto list = node ? context.graph.properties(*node) : context.graph.properties(*get<EdgeId>(entity));
  Map map;
  for (auto& [key, value] : list) map.emplace_back(std::string(context.graph.name(key)), from_property(std::move(value)));
  std::ranges::sort(map, {}, [](const auto& entry) { return std::string_view(entry.first); });
  return map;
}

}  // namespace kg::query
