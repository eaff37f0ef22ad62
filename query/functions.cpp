// The joined table, and functions on entities, lists and conversions.
#include "query/functions.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "base/utf8.hpp"
#include "query/cypher_error.hpp"
#include "query/evaluator.hpp"
#include "query/print.hpp"
#include "query/temporal.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

using graph::EdgeId;
using graph::NodeId;
using Args = std::span<const Value>;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

Value id(Args a, Context&, const Expr& e) {
  if (const auto* node = get<NodeId>(a[0])) return static_cast<std::int64_t>(*node);
  if (const auto* edge = get<EdgeId>(a[0])) return static_cast<std::int64_t>(*edge);
  fail_argument(e, a[0], "a node or a relationship");
}

Value element_id(Args a, Context& c, const Expr& e) { return std::to_string(std::get<std::int64_t>(id(a, c, e).data)); }

Value labels(Args a, Context& c, const Expr& e) {
  const auto* node = get<NodeId>(a[0]);
  if (!node) fail_argument(e, a[0], "a node");
  check_alive(a[0], c, e.where);
  List list;
  for (const graph::LabelId label : c.graph.labels(*node)) list.emplace_back(std::string(c.graph.name(label)));
  return make_list(std::move(list));
}

Value type(Args a, Context& c, const Expr& e) {
  const auto* edge = get<EdgeId>(a[0]);
  if (!edge) fail_argument(e, a[0], "a relationship");
  return std::string(c.graph.name(c.graph.edge(*edge).type));
}

Value properties(Args a, Context& c, const Expr& e) {
  if (get_map(a[0])) return a[0];
  if (!get<NodeId>(a[0]) && !get<EdgeId>(a[0])) fail_argument(e, a[0], "a node, a relationship or a map");
  check_alive(a[0], c, e.where);
  return make_map(properties_of(a[0], c));
}

Value keys(Args a, Context& c, const Expr& e) {
  const Value all = properties(a, c, e);
  List list;
  for (const auto& [key, value] : *get_map(all)) list.emplace_back(key);
  return make_list(std::move(list));
}

Value nodes(Args a, Context&, const Expr& e) {
  const Path* path = get_path(a[0]);
  if (!path) fail_argument(e, a[0], "a path");
  return make_list(List(path->nodes.begin(), path->nodes.end()));
}

Value relationships(Args a, Context&, const Expr& e) {
  const Path* path = get_path(a[0]);
  if (!path) fail_argument(e, a[0], "a path");
  return make_list(List(path->edges.begin(), path->edges.end()));
}

Value start_node(Args a, Context& c, const Expr& e) {
  const auto* edge = get<EdgeId>(a[0]);
  if (!edge) fail_argument(e, a[0], "a relationship");
  return c.graph.edge(*edge).source;
}

Value end_node(Args a, Context& c, const Expr& e) {
  const auto* edge = get<EdgeId>(a[0]);
  if (!edge) fail_argument(e, a[0], "a relationship");
  return c.graph.edge(*edge).target;
}

Value length(Args a, Context&, const Expr& e) {
  if (const Path* path = get_path(a[0])) return static_cast<std::int64_t>(path->edges.size());
  fail_argument(e, a[0], "a path");
}

Value size(Args a, Context&, const Expr& e) {
  if (const List* list = get_list(a[0])) return static_cast<std::int64_t>(list->size());
  if (const auto* text = get<std::string>(a[0])) return static_cast<std::int64_t>(count_code_points(*text));
  if (const Map* map = get_map(a[0])) return static_cast<std::int64_t>(map->size());
  fail_argument(e, a[0], "a list or a string");
}

const List& list_argument(const Value& value, const Expr& e) {
  const List* list = get_list(value);
  if (!list) fail_argument(e, value, "a list");
  return *list;
}

Value head(Args a, Context&, const Expr& e) {
  const List& list = list_argument(a[0], e);
  return list.empty() ? Value() : list.front();
}

Value last(Args a, Context&, const Expr& e) {
  const List& list = list_argument(a[0], e);
  return list.empty() ? Value() : list.back();
}

Value tail(Args a, Context&, const Expr& e) {
  const List& list = list_argument(a[0], e);
  return list.empty() ? a[0] : make_list(List(list.begin() + 1, list.end()));
}

Value is_empty(Args a, Context& c, const Expr& e) { return std::get<std::int64_t>(size(a, c, e).data) == 0; }

Value range(Args a, Context& c, const Expr& e) {
  std::int64_t bounds[3] = {0, 0, 1};
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto* number = get<std::int64_t>(a[i]);
    if (!number) {
      throw runtime_error("ArgumentError", "InvalidArgumentType", "range() takes integers, not " + std::string(kind_name(a[i])), e.where);
    }
    bounds[i] = *number;
  }
  const auto [from, to, step] = bounds;
  if (step == 0) throw runtime_error("ArgumentError", "NumberOutOfRange", "the step of range() must not be 0", e.where);
  if (step > 0 ? from > to : from < to) return make_list({});
  const auto unsigned_of = [](std::int64_t n) { return static_cast<std::uint64_t>(n); };
  const std::uint64_t distance = step > 0 ? unsigned_of(to) - unsigned_of(from) : unsigned_of(from) - unsigned_of(to);
  const std::uint64_t stride = step > 0 ? unsigned_of(step) : 0 - unsigned_of(step);
  const std::uint64_t count = distance / stride;  // one less than the numbers
  if (count > (std::uint64_t{1} << 40)) c.check_size(~std::size_t{0});
  c.check_size((count + 1) * sizeof(Value));
  List list;
  list.reserve(count + 1);
  std::uint64_t at = unsigned_of(from);
  for (std::uint64_t i = 0; i <= count; ++i, at += unsigned_of(step)) {
    c.step();
    list.emplace_back(static_cast<std::int64_t>(at));
  }
  return make_list(std::move(list));
}

Value coalesce(Args a, Context&, const Expr&) {
  const auto found = std::ranges::find_if(a, [](const Value& value) { return !value.is_null(); });
  return found == a.end() ? Value() : *found;
}

Value timestamp(Args, Context& c, const Expr&) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(c.started.time_since_epoch()).count();
}

Value exists(Args a, Context&, const Expr&) {
  const auto* truth = get<bool>(a[0]);
  return truth ? *truth : !a[0].is_null();
}

[[noreturn]] void fail_conversion(const Expr& e, const Value& value) {
  throw runtime_error("TypeError", "InvalidArgumentValue", e.text + "() cannot convert " + std::string(kind_name(value)), e.where);
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::optional<double> read_float(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end != text.data() + text.size() || error == std::errc::invalid_argument) return {};
  if (error == std::errc::result_out_of_range) return {};
  return value;
}

Value to_integer(Args a, Context&, const Expr& e) {
  const auto from_double = [](double d) -> Value {
    if (std::isnan(d)) return {};
    if (d >= 0x1p63 || d < -0x1p63) return {};
    return static_cast<std::int64_t>(d);
  };
  if (get<std::int64_t>(a[0])) return a[0];
  if (const auto* d = get<double>(a[0])) return from_double(*d);
  if (const auto* truth = get<bool>(a[0])) return std::int64_t{*truth};
  if (const auto* text = get<std::string>(a[0])) {
    std::string_view digits = trimmed(*text);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc{} && end == digits.data() + digits.size() && !digits.empty()) return value;
    const auto number = read_float(*text);
    return number ? from_double(*number) : Value();
  }
  fail_conversion(e, a[0]);
}

Value to_float(Args a, Context&, const Expr& e) {
  if (is_number(a[0])) return as_double(a[0]);
  if (const auto* text = get<std::string>(a[0])) {
    const auto number = read_float(*text);
    return number ? Value(*number) : Value();
  }
  fail_conversion(e, a[0]);
}

Value to_boolean(Args a, Context&, const Expr& e) {
  if (get<bool>(a[0])) return a[0];
  if (const auto* number = get<std::int64_t>(a[0])) return *number != 0;
  if (const auto* text = get<std::string>(a[0])) {
    const std::string word = lower(trimmed(*text));
    return word == "true" ? Value(true) : word == "false" ? Value(false) : Value();
  }
  fail_conversion(e, a[0]);
}

Value to_string(Args a, Context& c, const Expr& e) {
  if (get<std::string>(a[0])) return a[0];
  if (get<bool>(a[0]) || is_number(a[0])) return print(a[0], c.graph);
  if (const auto* temporal = get<graph::Temporal>(a[0])) return print_temporal(*temporal);
  fail_conversion(e, a[0]);
}

constexpr Function table[] = {
    {"id", 1, 1, "nr", 'i', false, id, "number of a node or relationship"},
    {"elementId", 1, 1, "nr", 's', false, element_id, "the same as a string"},
    {"labels", 1, 1, "n", 'L', false, labels, "labels of a node"},
    {"type", 1, 1, "r", 's', false, type, "type of a relationship"},
    {"properties", 1, 1, "nrm", 'm', false, properties, "all properties as a map"},
    {"keys", 1, 1, "nrm", 'L', false, keys, "names of the properties or keys"},
    {"nodes", 1, 1, "p", 'N', false, nodes, "nodes of a path"},
    {"relationships", 1, 1, "p", 'R', false, relationships, "relationships of a path"},
    {"rels", 1, 1, "p", 'R', false, relationships, "relationships of a path"},
    {"startNode", 1, 1, "r", 'n', false, start_node, "where a relationship starts"},
    {"endNode", 1, 1, "r", 'n', false, end_node, "where a relationship ends"},
    {"length", 1, 1, "p", 'i', false, length, "relationships in a path"},
    {"size", 1, 1, "slm", 'i', false, size, "elements of a list, characters of a string"},
    {"isEmpty", 1, 1, "slm", 'b', false, is_empty, "true for an empty list, string or map"},
    {"head", 1, 1, "l", 'e', false, head, "first element"},
    {"last", 1, 1, "l", 'e', false, last, "last element"},
    {"tail", 1, 1, "l", '1', false, tail, "all but the first element"},
    {"range", 2, 3, "*", 'I', false, range, "integers from, to, step"},
    {"coalesce", 1, 1000, "*", '*', false, coalesce, "the first that is not null"},
    {"timestamp", 0, 0, "*", 'i', false, timestamp, "milliseconds since 1970"},
    {"exists", 1, 1, "*", 'b', false, exists, "true if a property or pattern is there"},
    {"toInteger", 1, 1, "*", 'i', false, to_integer, "to an integer, or null"},
    {"toFloat", 1, 1, "*", 'f', false, to_float, "to a float, or null"},
    {"toBoolean", 1, 1, "*", 'b', false, to_boolean, "to a boolean, or null"},
    {"toString", 1, 1, "*", 's', false, to_string, "to a string"},
};

constexpr Function aggregates[] = {
    {"count", 1, 1, "*", 'i', true, nullptr, "how many are not null"},
    {"sum", 1, 1, "ift", '*', true, nullptr, "their sum"},
    {"avg", 1, 1, "ift", '*', true, nullptr, "their mean"},
    {"min", 1, 1, "*", '1', true, nullptr, "the smallest"},
    {"max", 1, 1, "*", '1', true, nullptr, "the largest"},
    {"collect", 1, 1, "*", 'l', true, nullptr, "all as a list"},
    {"stDev", 1, 1, "if", 'f', true, nullptr, "standard deviation of a sample"},
    {"stDevP", 1, 1, "if", 'f', true, nullptr, "standard deviation of a population"},
    {"percentileCont", 2, 2, "if", 'f', true, nullptr, "percentile, interpolated"},
    {"percentileDisc", 2, 2, "if", '*', true, nullptr, "percentile, one of the values"},
};

}  // namespace

std::span<const Function> scalar_functions() { return table; }
std::span<const Function> aggregate_functions() { return aggregates; }

void fail_argument(const Expr& call, const Value& value, std::string_view wanted) {
  throw runtime_error("TypeError", "InvalidArgumentValue", call.text + "() takes " + std::string(wanted) + ", not " + std::string(kind_name(value)), call.where);
}

std::span<const Function> all_functions() {
  static const std::vector<Function> all = [] {
    std::vector<Function> joined;
    for (const auto& part : {scalar_functions(), math_functions(), string_functions(), temporal_functions(), aggregate_functions()}) {
      joined.insert(joined.end(), part.begin(), part.end());
    }
    return joined;
  }();
  return all;
}

const Function* find_function(std::string_view name) {
  static const std::unordered_map<std::string, const Function*> index = [] {
    std::unordered_map<std::string, const Function*> by_name;
    for (const Function& function : all_functions()) by_name.emplace(lower(function.name), &function);
    return by_name;
  }();
  const auto found = index.find(lower(name));
  return found == index.end() ? nullptr : found->second;
}

}  // namespace kg::query
