// Patterns: (a:Label {key: value})-[r:TYPE*1..3]->(b), named paths, shortest paths.
#include <algorithm>
#include <charconv>

#include "query/cypher_error.hpp"
#include "query/parser_base.hpp"

namespace kg::query {

std::vector<PatternPart> Parser::parse_patterns() {
  std::vector<PatternPart> parts;
  do parts.push_back(parse_pattern_part());
  while (accept_symbol(","));
  return parts;
}

PatternPart Parser::parse_pattern_part() {
  PatternPart part;
  part.where = token().where;
  if (is_name() && is_symbol("=", 1)) {
    part.variable = take().text;
    take();
  }
  const bool all = is_keyword("ALLSHORTESTPATHS");
  if ((all || is_keyword("SHORTESTPATH")) && is_symbol("(", 1)) {
    part.kind = all ? PathKind::all_shortest : PathKind::shortest;
    take();
    take();
    parse_chain(part);
    if (part.relationships.size() != 1) {
      throw syntax_error("UnexpectedSyntax", "a shortest path needs a pattern of two nodes and one relationship", since(part.where),
                         "for example shortestPath((a)-[*]-(b))");
    }
    expect_symbol(")");
  } else {
    parse_chain(part);
  }
  part.where = since(part.where);
  return part;
}

void Parser::parse_chain(PatternPart& part) {
  if (is_symbol("(") && is_symbol("(", 1)) {
    // Brackets around a whole pattern change nothing.
    const Nesting nesting(*this);
    take();
    parse_chain(part);
    expect_symbol(")");
    return;
  }
  part.nodes.push_back(parse_node());
  while (at_relationship(0)) {
    part.relationships.push_back(parse_relationship());
    part.nodes.push_back(parse_node());
  }
}

NodePattern Parser::parse_node() {
  NodePattern node;
  node.where = token().where;
  if (!accept_symbol("(")) fail("a node such as (n:Label)");
  if (is_name()) node.variable = take().text;
  while (accept_symbol(":")) node.labels.push_back(parse_label(node.label_spans, "a label"));
  node.properties = parse_properties();
  if (!is_symbol(")")) fail("':', '{' or ')'");
  take();
  node.where = since(node.where);
  return node;
}

std::string Parser::parse_label(std::vector<ByteSpan>& spans, std::string_view what) {
  spans.push_back(token().where);
  return expect_name(what);
}

ExprPtr Parser::parse_properties() {
  if (is_symbol("{")) return parse_map();
  if (token().kind != TokenKind::parameter) return nullptr;
  ExprPtr parameter = make(ExprKind::parameter, token().where);
  parameter->text = take().text;
  return parameter;
}

RelationshipPattern Parser::parse_relationship() {
  RelationshipPattern relationship;
  relationship.where = token().where;
  const bool left = accept_symbol("<");
  expect_symbol("-");
  if (accept_symbol("[")) {
    if (is_name()) relationship.variable = take().text;
    if (accept_symbol(":")) {
      relationship.types.push_back(parse_label(relationship.type_spans, "a relationship type"));
      while (accept_symbol("|")) {
        accept_symbol(":");
        relationship.types.push_back(parse_label(relationship.type_spans, "a relationship type"));
      }
    }
    if (is_symbol("*")) parse_range(relationship);
    relationship.properties = parse_properties();
    if (!accept_symbol("]")) fail("':', '*', '{' or ']'");
  }
  expect_symbol("-");
  const bool right = accept_symbol(">");
  relationship.direction = left == right ? Direction::both : left ? Direction::in : Direction::out;
  relationship.where = since(relationship.where);
  return relationship;
}

void Parser::parse_range(RelationshipPattern& relationship) {
  take();
  relationship.variable_length = true;
  const auto bound = [&]() -> std::optional<std::int64_t> {
    if (is_symbol("-")) throw syntax_error("InvalidRelationshipPattern", "a path length cannot be negative", token().where);
    if (token().kind != TokenKind::integer) return {};
    const Token& number = take();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(number.text.data(), number.text.data() + number.text.size(), value);
    if (error != std::errc{} || end != number.text.data() + number.text.size()) {
      throw syntax_error("InvalidNumberLiteral", "invalid path length '" + number.text.substr(0, 40) + "'", number.where);
    }
    return value;
  };
  const auto first = bound();
  if (accept_symbol("..")) {
    relationship.min = first.value_or(1);
    relationship.max = bound();
  } else if (first) {
    relationship.min = *first;
    relationship.max = first;
  }
}

bool Parser::at_relationship(std::size_t ahead) const {
  if (is_symbol("<", ahead)) return is_symbol("-", ahead + 1) && (is_symbol("-", ahead + 2) || is_symbol("[", ahead + 2));
  return is_symbol("-", ahead) && (is_symbol("-", ahead + 1) || is_symbol("[", ahead + 1));
}

/// True if the '(' here starts a pattern with a relationship rather than an expression in brackets.
bool Parser::at_pattern() const {
  const std::size_t close = token().partner;
  if (!is_symbol("(") || close == 0) return false;
  const std::size_t inside = close - at_ - 1;
  std::size_t ahead = 1;
  if (inside > 0 && is_name(ahead)) ++ahead;
  if (inside + 1 != ahead && !is_symbol(":", ahead) && !is_symbol("{", ahead) && token(ahead).kind != TokenKind::parameter) return false;
  std::size_t after = close - at_ + 1;
  if (!at_relationship(after)) return false;
  // Behind the relationship stands a node, else it is arithmetic: (a)--1, (a)-[1][0].
  if (is_symbol("<", after)) ++after;
  ++after;
  if (is_symbol("[", after)) {
    if (token(after).partner == 0) return true;
    after = token(after).partner - at_ + 1;
  }
  if (!is_symbol("-", after)) return false;
  ++after;
  if (is_symbol(">", after)) ++after;
  return is_symbol("(", after);
}

}  // namespace kg::query
