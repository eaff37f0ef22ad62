#include "query/print.hpp"

#include <charconv>
#include <cmath>

#include "query/temporal.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string properties(const std::vector<graph::Property>& list, const graph::PropertyGraph& graph) {
  std::string out;
  for (const auto& [key, value] : list) {
    out += out.empty() ? "{" : ", ";
    out += std::string(graph.name(key)) + ": " + print(from_property(value), graph);
  }
  return out.empty() ? out : out + "}";
}

std::string node(graph::NodeId id, const graph::PropertyGraph& graph) {
  std::string out = "(";
  for (const graph::LabelId label : graph.labels(id)) out += ":" + std::string(graph.name(label));
  const std::string inside = properties(graph.properties(id), graph);
  if (!inside.empty() && out.size() > 1) out += " ";
  return out + inside + ")";
}

std::string relationship(graph::EdgeId id, const graph::PropertyGraph& graph) {
  const std::string inside = properties(graph.properties(id), graph);
  return "[:" + std::string(graph.name(graph.edge(id).type)) + (inside.empty() ? "" : " " + inside) + "]";
}

std::string path(const Path& path, const graph::PropertyGraph& graph) {
  std::string out = "<" + node(path.nodes[0], graph);
  for (std::size_t i = 0; i < path.edges.size(); ++i) {
    const bool forward = graph.edge(path.edges[i]).source == path.nodes[i];
    out += (forward ? "-" : "<-") + relationship(path.edges[i], graph) + (forward ? "->" : "-") + node(path.nodes[i + 1], graph);
  }
  return out + ">";
}

}  // namespace

std::string print_float(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value == 0) return std::signbit(value) ? "-0.0" : "0.0";
  char buffer[40];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  std::string text(buffer, end);  // d.ddde+xx
  const bool negative = text[0] == '-';
  if (negative) text.erase(0, 1);
  const std::size_t e = text.find('e');
  int exponent = 0;
  std::from_chars(text.data() + e + (text[e + 1] == '+' ? 2 : 1), text.data() + text.size(), exponent);
  std::string digits = text.substr(0, 1) + (e > 2 ? text.substr(2, e - 2) : "");
  std::string out;
  if (exponent >= 7 || exponent < -3) {
    out = digits.substr(0, 1) + "." + (digits.size() > 1 ? digits.substr(1) : "0") + "E" + std::to_string(exponent);
  } else if (exponent < 0) {
    out = "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  } else {
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() < whole) digits.append(whole - digits.size(), '0');
    out = digits.substr(0, whole) + "." + (digits.size() > whole ? digits.substr(whole) : "0");
  }
  return negative ? "-" + out : out;
}

std::string print(const Value& value, const graph::PropertyGraph& graph) {
  if (value.is_null()) return "null";
  if (const auto* truth = get<bool>(value)) return *truth ? "true" : "false";
  if (const auto* number = get<std::int64_t>(value)) return std::to_string(*number);
  if (const auto* number = get<double>(value)) return print_float(*number);
  if (const auto* text = get<std::string>(value)) return quoted(*text);
  if (const auto* temporal = get<graph::Temporal>(value)) return quoted(print_temporal(*temporal));
  if (const auto* id = get<graph::NodeId>(value)) return node(*id, graph);
  if (const auto* id = get<graph::EdgeId>(value)) return relationship(*id, graph);
  if (const Path* p = get_path(value)) return path(*p, graph);
  std::string out;
  if (const List* list = get_list(value)) {
    for (const Value& one : *list) out += (out.empty() ? "" : ", ") + print(one, graph);
    return "[" + out + "]";
  }
  for (const auto& [key, one] : *get_map(value)) out += (out.empty() ? "" : ", ") + key + ": " + print(one, graph);
  return "{" + out + "}";
}

std::string print_cell(const Value& value, const graph::PropertyGraph& graph) {
  if (const auto* text = get<std::string>(value)) return *text;
  if (const auto* temporal = get<graph::Temporal>(value)) return print_temporal(*temporal);
  return print(value, graph);
}

}  // namespace kg::query
