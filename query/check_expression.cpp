// Types and variables of expressions.
#include <algorithm>

#include "query/checker.hpp"
#include "query/functions.hpp"
#include "query/suggest.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

std::string_view name_of(TypeKind kind) {
  static constexpr std::string_view names[] = {"anything", "null",   "a boolean", "an integer", "a float",        "a number", "a string",
                                               "a list",   "a map",  "a node",    "a relationship", "a path", "a temporal value"};
  return names[static_cast<std::size_t>(kind)];
}

namespace {

StaticType type_of(const Value& value) {
  static constexpr TypeKind kinds[] = {TypeKind::null, TypeKind::boolean, TypeKind::integer, TypeKind::real, TypeKind::string, TypeKind::list,
                                       TypeKind::map, TypeKind::temporal, TypeKind::node, TypeKind::relationship, TypeKind::path};
  return kinds[value.data.index()];
}

TypeKind kind_of_letter(char letter) {
  switch (letter) {
    case 'b': return TypeKind::boolean;
    case 'i': return TypeKind::integer;
    case 'f': return TypeKind::real;
    case 's': return TypeKind::string;
    case 'l': return TypeKind::list;
    case 'm': return TypeKind::map;
    case 'n': return TypeKind::node;
    case 'r': return TypeKind::relationship;
    case 'p': return TypeKind::path;
    case 't': return TypeKind::temporal;
    default: return TypeKind::any;
  }
}

/// Calls `each` for every expression directly inside, also in patterns.
template <class Each>
void for_each_inside(const Expr& expr, Each each) {
  for (const ExprPtr& arg : expr.args) {
    if (arg) each(*arg);
  }
  if (!expr.pattern) return;
  for (const NodePattern& node : expr.pattern->nodes) {
    if (node.properties) each(*node.properties);
  }
  for (const RelationshipPattern& relationship : expr.pattern->relationships) {
    if (relationship.properties) each(*relationship.properties);
  }
}

}  // namespace

bool contains_aggregation(const Expr& expr) {
  if (expr.kind == ExprKind::count_star) return true;
  if (expr.kind == ExprKind::call) {
    const Function* function = find_function(expr.text);
    if (function && function->aggregates) return true;
  }
  bool found = false;
  for_each_inside(expr, [&](const Expr& inside) { found = found || contains_aggregation(inside); });
  return found;
}

bool same(const Expr& a, const Expr& b) {
  if (a.kind != b.kind || a.op != b.op || a.distinct != b.distinct || a.text != b.text || a.names != b.names || a.variable != b.variable ||
      a.operators != b.operators || a.args.size() != b.args.size() || a.pattern || b.pattern || a.subquery || b.subquery) {
    return false;
  }
  if (a.kind == ExprKind::literal && (a.value.data.index() != b.value.data.index() || !equivalent(a.value, b.value))) return false;
  return std::equal(a.args.begin(), a.args.end(), b.args.begin(), [](const ExprPtr& x, const ExprPtr& y) { return x && y ? same(*x, *y) : !x && !y; });
}

const Binding* Checker::find(const std::string& name) const {
  const auto found = scope_.find(name);
  return found == scope_.end() ? nullptr : &found->second;
}

void Checker::fail_undefined(const std::string& name, ByteSpan where) const {
  std::vector<std::string> known;
  for (const auto& [variable, binding] : scope_) known.push_back(variable);
  std::ranges::sort(known);
  const auto near = nearest_word(name, known);
  throw syntax_error("UndefinedVariable", "variable '" + name + "' is not defined here", where, near ? "did you mean '" + *near + "'?" : "");
}

void Checker::fail_type(const Expr& expr, std::string_view wanted, const StaticType& got) const {
  throw syntax_error("InvalidArgumentType", "expected " + std::string(wanted) + " here, not " + std::string(name_of(got.kind)), expr.where);
}

StaticType Checker::infer_variable(Expr& expr) {
  const Binding* binding = find(expr.text);
  if (!binding) fail_undefined(expr.text, expr.where);
  expr.slot = binding->slot;
  return binding->type;
}

void Checker::infer_condition(Expr& expr, Place place) {
  place.condition = true;
  const StaticType type = infer(expr, place);
  if (!type.maybe(TypeKind::boolean)) fail_type(expr, "a condition", type);
}

StaticType Checker::infer_arithmetic(Expr& expr, const Place& place) {
  const StaticType a = infer(*expr.args[0], place), b = infer(*expr.args[1], place);
  const auto open = [](const StaticType& t) { return t.is(TypeKind::any) || t.is(TypeKind::null); };
  if (expr.op == '+') {
    if (a.is(TypeKind::list) || b.is(TypeKind::list)) {
      const StaticType& list = a.is(TypeKind::list) ? a : b;
      const StaticType& other = a.is(TypeKind::list) ? b : a;
      const TypeKind added = other.is(TypeKind::list) ? other.element_type().kind : other.kind;
      return list.element_type().kind == added ? StaticType::list_of(list.element_type()) : StaticType(TypeKind::list);
    }
    if (a.is(TypeKind::string) && b.is(TypeKind::string)) return TypeKind::string;
  }
  const auto fits = [&](const StaticType& t) {
    return open(t) || t.maybe_number() || t.is(TypeKind::temporal) || (expr.op == '+' && (t.is(TypeKind::string)));
  };
  const bool boolean_text = expr.op == '+' && (a.is(TypeKind::string) || b.is(TypeKind::string));
  if (!fits(a) && !(boolean_text && a.is(TypeKind::boolean))) fail_type(*expr.args[0], "a number", a);
  if (!fits(b) && !(boolean_text && b.is(TypeKind::boolean))) fail_type(*expr.args[1], "a number", b);
  if (boolean_text) return open(a) || open(b) ? StaticType() : StaticType(TypeKind::string);
  if (a.is(TypeKind::integer) && b.is(TypeKind::integer)) return expr.op == '^' ? TypeKind::real : TypeKind::integer;
  if (a.is(TypeKind::temporal) || b.is(TypeKind::temporal)) return TypeKind::temporal;
  if (open(a) || open(b)) return {};
  return a.is(TypeKind::real) || b.is(TypeKind::real) ? TypeKind::real : TypeKind::number;
}

StaticType Checker::infer_call(Expr& expr, const Place& place) {
  if (expr.kind == ExprKind::call) {
    expr.function = find_function(expr.text);
    if (!expr.function) {
      std::vector<std::string_view> names;
      for (const Function& function : all_functions()) names.push_back(function.name);
      const auto near = nearest_word(expr.text, names);
      throw syntax_error("UnknownFunction", "there is no function '" + expr.text + "'", expr.where, near ? "did you mean '" + *near + "'?" : "");
    }
  }
  const Function* function = expr.function;
  const bool aggregates = expr.kind == ExprKind::count_star || function->aggregates;
  if (aggregates) {
    if (inside_aggregation_) throw syntax_error("NestedAggregation", "an aggregation cannot stand inside another", expr.where, "aggregate in two steps, with WITH between them");
    if (!place.aggregation) {
      throw syntax_error("InvalidAggregation", "'" + (expr.text.empty() ? std::string("count") : expr.text) + "' aggregates, which is not possible here", expr.where,
                         "aggregate in WITH or RETURN first");
    }
    expr.slot = new_slot();
  }
  if (expr.kind == ExprKind::count_star) return TypeKind::integer;
  const auto count = static_cast<int>(expr.args.size());
  if (count < function->min_arguments || count > function->max_arguments) {
    std::string wanted = std::to_string(function->min_arguments);
    if (function->max_arguments != function->min_arguments) wanted += " to " + std::to_string(function->max_arguments);
    throw syntax_error("InvalidNumberOfArguments", std::string(function->name) + "() takes " + wanted + " argument" + (wanted == "1" ? "" : "s") + ", not " + std::to_string(count), expr.where);
  }
  if (expr.distinct && !aggregates) throw syntax_error("UnexpectedSyntax", "DISTINCT works in aggregations only", expr.where);
  Place inner{place.aggregation && !aggregates, false, place.clause};
  if (function->name == "exists") inner.condition = true;
  if (aggregates) inner.aggregation = true;  // to tell nesting from a wrong place
  const bool outer = inside_aggregation_;
  inside_aggregation_ = outer || aggregates;
  std::vector<StaticType> types;
  for (const ExprPtr& arg : expr.args) {
    if (inside_aggregation_ && arg->kind == ExprKind::call && arg->text == "rand") {
      throw syntax_error("NonConstantExpression", "rand() cannot be aggregated", arg->where, "compute it in WITH first");
    }
    types.push_back(infer(*arg, inner));
  }
  inside_aggregation_ = outer;
  if (!types.empty() && function->first_argument != "*" && !types[0].is(TypeKind::any) && !types[0].is(TypeKind::null)) {
    const bool fits = std::ranges::any_of(function->first_argument, [&](char letter) {
      return kind_of_letter(letter) == types[0].kind || (types[0].is(TypeKind::number) && letter == 'i');
    });
    if (!fits) {
      std::string wanted;
      for (std::size_t i = 0; i < function->first_argument.size(); ++i) {
        wanted += (i == 0 ? "" : i + 1 < function->first_argument.size() ? ", " : " or ") + std::string(name_of(kind_of_letter(function->first_argument[i])));
      }
      throw syntax_error("InvalidArgumentType", std::string(function->name) + "() takes " + wanted + ", not " + std::string(name_of(types[0].kind)), expr.args[0]->where);
    }
  }
  switch (function->result) {
    case 'L': return StaticType::list_of(TypeKind::string);
    case 'I': return StaticType::list_of(TypeKind::integer);
    case 'N': return StaticType::list_of(TypeKind::node);
    case 'R': return StaticType::list_of(TypeKind::relationship);
    case 'e': return types[0].is(TypeKind::list) ? types[0].element_type() : StaticType();
    case '1': return types[0].is(TypeKind::null) ? StaticType() : types[0];
    case 'l': return function->name == "collect" ? StaticType::list_of(types[0]) : StaticType(TypeKind::list);
    default: return kind_of_letter(function->result);
  }
}

/// Expressions that bind a variable of their own.
StaticType Checker::infer_bound(Expr& expr, const Place& place) {
  const Place inner{inside_aggregation_, false, place.clause};
  const bool is_reduce = expr.kind == ExprKind::reduce;
  const std::size_t source = is_reduce ? 1 : 0;
  const Place outside{place.aggregation, false, place.clause};
  const StaticType initial = is_reduce ? infer(*expr.args[0], outside) : StaticType();
  const StaticType list = infer(*expr.args[source], outside);
  if (!list.maybe(TypeKind::list)) fail_type(*expr.args[source], "a list", list);
  const auto shadow = [&](const std::string& name, StaticType type) {
    std::optional<Binding> hidden;
    if (const Binding* known = find(name)) hidden = *known;
    scope_[name] = {new_slot(), std::move(type)};
    return hidden;
  };
  const auto unshadow = [&](const std::string& name, std::optional<Binding> hidden) {
    if (hidden) {
      scope_[name] = std::move(*hidden);
    } else {
      scope_.erase(name);
    }
  };
  auto hidden = shadow(expr.variable, list.element_type());
  expr.slot = scope_[expr.variable].slot;
  StaticType result;
  if (is_reduce) {
    auto hidden_sum = shadow(expr.text, {});
    expr.second_slot = scope_[expr.text].slot;
    infer(*expr.args[2], inner);
    unshadow(expr.text, std::move(hidden_sum));
    result = initial.is(TypeKind::string) ? StaticType(TypeKind::string) : StaticType();
  } else {
    if (expr.args[1]) infer_condition(*expr.args[1], inner);
    if (expr.kind == ExprKind::quantifier) {
      if (!expr.args[1] && !list.element_type().maybe(TypeKind::boolean)) fail_type(*expr.args[0], "a list of conditions", list.element_type());
      result = TypeKind::boolean;
    } else {
      result = StaticType::list_of(expr.args[2] ? infer(*expr.args[2], inner) : list.element_type());
    }
  }
  unshadow(expr.variable, std::move(hidden));
  return result;
}

StaticType Checker::infer(Expr& expr, const Place& place) {
  const Place plain{place.aggregation, false, place.clause};
  const auto infer_all = [&] {
    for (const ExprPtr& arg : expr.args) {
      if (arg) infer(*arg, plain);
    }
  };
  switch (expr.kind) {
    case ExprKind::literal: return type_of(expr.value);
    case ExprKind::parameter: return {};
    case ExprKind::variable: return infer_variable(expr);
    case ExprKind::property: {
      const StaticType owner = infer(*expr.args[0], plain);
      const bool has = owner.is(TypeKind::any) || owner.is(TypeKind::null) || owner.is(TypeKind::map) || owner.is(TypeKind::node) ||
                       owner.is(TypeKind::relationship) || owner.is(TypeKind::temporal);
      if (!has) {
        throw CypherError("TypeError", Phase::compile, "InvalidArgumentType", "expected a node, a relationship or a map here, not " + std::string(name_of(owner.kind)), expr.args[0]->where);
      }
      return {};
    }
    case ExprKind::subscript: {
      const StaticType owner = infer(*expr.args[0], plain);
      infer(*expr.args[1], plain);
      return owner.is(TypeKind::list) ? owner.element_type() : StaticType();
    }
    case ExprKind::slice: {
      const StaticType owner = infer(*expr.args[0], plain);
      for (std::size_t i = 1; i < 3; ++i) {
        if (expr.args[i]) infer(*expr.args[i], plain);
      }
      return owner.is(TypeKind::list) ? owner : StaticType(TypeKind::list);
    }
    case ExprKind::all_of:
    case ExprKind::any_of:
    case ExprKind::one_of:
    case ExprKind::negation:
      for (const ExprPtr& arg : expr.args) {
        const StaticType type = infer(*arg, place);
        if (!type.maybe(TypeKind::boolean)) fail_type(*arg, "a boolean", type);
      }
      return TypeKind::boolean;
    case ExprKind::arithmetic: return infer_arithmetic(expr, plain);
    case ExprKind::sign: {
      const StaticType type = infer(*expr.args[0], plain);
      if (!type.maybe_number() && !type.is(TypeKind::temporal)) fail_type(*expr.args[0], "a number", type);
      return type;
    }
    case ExprKind::in_list: {
      infer(*expr.args[0], plain);
      const StaticType list = infer(*expr.args[1], plain);
      if (!list.maybe(TypeKind::list)) fail_type(*expr.args[1], "a list", list);
      return TypeKind::boolean;
    }
    case ExprKind::has_labels: {
      const StaticType type = infer(*expr.args[0], plain);
      if (!type.maybe(TypeKind::node) && !type.is(TypeKind::relationship)) fail_type(*expr.args[0], "a node", type);
      return TypeKind::boolean;
    }
    case ExprKind::comparison:
    case ExprKind::starts_with:
    case ExprKind::ends_with:
    case ExprKind::contains:
    case ExprKind::matches:
    case ExprKind::is_null:
    case ExprKind::is_not_null: infer_all(); return TypeKind::boolean;
    case ExprKind::list: {
      std::optional<StaticType> common;
      for (const ExprPtr& arg : expr.args) {
        const StaticType type = infer(*arg, plain);
        if (type.is(TypeKind::null)) continue;
        if (common && common->kind != type.kind) common = StaticType();
        if (!common) common = type;
      }
      return StaticType::list_of(common.value_or(StaticType()));
    }
    case ExprKind::map: infer_all(); return TypeKind::map;
    case ExprKind::call:
    case ExprKind::count_star: return infer_call(expr, place);
    case ExprKind::case_of: {
      const std::size_t first = expr.has_subject ? 1 : 0;
      if (expr.has_subject) infer(*expr.args[0], plain);
      std::size_t i = first;
      StaticType result;
      const auto take = [&](std::size_t at) {
        const StaticType type = infer(*expr.args[at], plain);
        if (at == first + 1) result = type;
        if (type.kind != result.kind) result = StaticType();
      };
      for (; i + 1 < expr.args.size(); i += 2) {
        if (expr.has_subject) {
          infer(*expr.args[i], plain);
        } else {
          infer_condition(*expr.args[i], place);
        }
        take(i + 1);
      }
      if (i < expr.args.size()) take(i);
      return result.is(TypeKind::null) ? StaticType() : result;
    }
    case ExprKind::list_comprehension:
    case ExprKind::quantifier:
    case ExprKind::reduce: return infer_bound(expr, place);
    case ExprKind::pattern_comprehension: {
      bind_part(*expr.pattern, true);
      check_pattern_properties(*expr.pattern, false);
      const Place inner{inside_aggregation_, false, place.clause};
      if (expr.args[0]) infer_condition(*expr.args[0], inner);
      const StaticType type = infer(*expr.args[1], inner);
      unbind_part(*expr.pattern);
      return StaticType::list_of(type);
    }
    case ExprKind::pattern_exists: {
      if (!place.condition) {
        throw syntax_error("UnexpectedSyntax", "a pattern can stand here only as a condition", expr.where, "write [" + std::string("pattern | 1]") + " to count its matches");
      }
      bind_part(*expr.pattern, false);
      check_pattern_properties(*expr.pattern, false);
      return TypeKind::boolean;
    }
    case ExprKind::shortest_path: {
      bind_part(*expr.pattern, true);
      check_pattern_properties(*expr.pattern, false);
      if (expr.pattern->slot == no_slot) expr.pattern->slot = new_slot();
      unbind_part(*expr.pattern);
      return expr.pattern->kind == PathKind::shortest ? StaticType(TypeKind::path) : StaticType::list_of(TypeKind::path);
    }
    case ExprKind::has_properties: return TypeKind::boolean;
    case ExprKind::exists_query: {
      const Scope outer = scope_;
      const bool updated = updates_;
      updates_ = false;
      const bool in_aggregation = inside_aggregation_;
      inside_aggregation_ = false;
      check(*expr.subquery, outer, true);
      inside_aggregation_ = in_aggregation;
      if (updates_) throw syntax_error("InvalidClauseComposition", "EXISTS { … } cannot change the graph", expr.where);
      updates_ = updated;
      scope_ = outer;
      return TypeKind::boolean;
    }
  }
  return {};
}

}  // namespace kg::query
