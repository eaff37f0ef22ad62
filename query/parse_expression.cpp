// Expressions, by precedence from OR down to atoms.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "query/cypher_error.hpp"
#include "query/parser.hpp"
#include "query/parser_base.hpp"

namespace kg::query {

ExprPtr Parser::make(ExprKind kind, ByteSpan first, std::vector<ExprPtr> args) {
  auto expr = std::make_unique<Expr>();
  expr->kind = kind;
  expr->where = first;
  expr->args = std::move(args);
  return finish(std::move(expr));
}

/// To be called when the last argument is in: sets extent and depth.
ExprPtr Parser::finish(ExprPtr expr) {
  expr->where = since(expr->where);
  for (const ExprPtr& arg : expr->args) {
    if (arg) expr->depth = std::max(expr->depth, arg->depth + 1);
  }
  if (expr->depth > deepest_nesting) fail_too_deep(expr->where);
  return expr;
}

namespace {

template <class... Args>
std::vector<ExprPtr> list_of(Args... args) {
  std::vector<ExprPtr> list;
  (list.push_back(std::move(args)), ...);
  return list;
}

}  // namespace

ExprPtr Parser::parse_or() {
  const Nesting nesting(*this);
  const ByteSpan first = token().where;
  ExprPtr left = parse_xor();
  if (!is_keyword("OR")) return left;
  ExprPtr all = make(ExprKind::any_of, first, list_of(std::move(left)));
  while (accept_keyword("OR")) all->args.push_back(parse_xor());
  return finish(std::move(all));
}

ExprPtr Parser::parse_xor() {
  const ByteSpan first = token().where;
  ExprPtr left = parse_and();
  while (accept_keyword("XOR")) {
    ExprPtr right = parse_and();
    left = make(ExprKind::one_of, first, list_of(std::move(left), std::move(right)));
  }
  return left;
}

ExprPtr Parser::parse_and() {
  const ByteSpan first = token().where;
  ExprPtr left = parse_not();
  if (!is_keyword("AND")) return left;
  ExprPtr all = make(ExprKind::all_of, first, list_of(std::move(left)));
  while (accept_keyword("AND")) all->args.push_back(parse_not());
  return finish(std::move(all));
}

ExprPtr Parser::parse_not() {
  std::vector<ByteSpan> nots;
  while (is_keyword("NOT")) nots.push_back(take().where);
  ExprPtr operand = parse_comparison();
  for (; !nots.empty(); nots.pop_back()) operand = make(ExprKind::negation, nots.back(), list_of(std::move(operand)));
  return operand;
}

ExprPtr Parser::parse_comparison() {
  const auto next_operator = [&]() -> std::optional<CompareOp> {
    static constexpr std::pair<std::string_view, CompareOp> operators[] = {
        {"=", CompareOp::equal},      {"<>", CompareOp::unequal},  {"<", CompareOp::less},
        {"<=", CompareOp::less_equal}, {">", CompareOp::greater}, {">=", CompareOp::greater_equal}};
    for (const auto& [symbol, op] : operators) {
      if (accept_symbol(symbol)) return op;
    }
    return {};
  };
  const ByteSpan first = token().where;
  ExprPtr left = parse_predicate();
  auto op = next_operator();
  if (!op) return left;
  ExprPtr chain = make(ExprKind::comparison, first, list_of(std::move(left)));
  for (; op; op = next_operator()) {
    chain->operators.push_back(*op);
    chain->args.push_back(parse_predicate());
  }
  return finish(std::move(chain));
}

/// STARTS WITH, ENDS WITH, CONTAINS, IN, =~, IS NULL.
ExprPtr Parser::parse_predicate() {
  const ByteSpan first = token().where;
  ExprPtr left = parse_arithmetic(0);
  while (true) {
    ExprKind kind;
    if (is_keyword("STARTS") && is_keyword("WITH", 1)) {
      take();
      kind = ExprKind::starts_with;
    } else if (is_keyword("ENDS") && is_keyword("WITH", 1)) {
      take();
      kind = ExprKind::ends_with;
    } else if (is_keyword("CONTAINS")) {
      kind = ExprKind::contains;
    } else if (is_keyword("IN")) {
      kind = ExprKind::in_list;
    } else if (is_symbol("=~")) {
      kind = ExprKind::matches;
    } else if (is_keyword("IS")) {
      take();
      const bool negated = accept_keyword("NOT");
      expect_keyword("NULL");
      left = make(negated ? ExprKind::is_not_null : ExprKind::is_null, first, list_of(std::move(left)));
      continue;
    } else {
      return left;
    }
    take();
    ExprPtr right = parse_arithmetic(0);
    left = make(kind, first, list_of(std::move(left), std::move(right)));
  }
}

/// Level 0: + and -; level 1: * / %; level 2: ^. All from left to right, as openCypher 9 has it.
ExprPtr Parser::parse_arithmetic(int level) {
  static constexpr std::string_view operators[] = {"+-", "*/%", "^"};
  if (level == 3) return parse_sign();
  const ByteSpan first = token().where;
  ExprPtr left = parse_arithmetic(level + 1);
  while (token().kind == TokenKind::symbol && token().text.size() == 1 && operators[level].find(token().text[0]) != std::string_view::npos) {
    const char op = take().text[0];
    ExprPtr right = parse_arithmetic(level + 1);
    left = make(ExprKind::arithmetic, first, list_of(std::move(left), std::move(right)));
    left->op = op;
  }
  return left;
}

ExprPtr Parser::parse_sign() {
  std::vector<std::pair<char, ByteSpan>> signs;
  while (is_symbol("-") || is_symbol("+")) {
    const Token& sign = take();
    signs.emplace_back(sign.text[0], sign.where);
    if (signs.size() > deepest_nesting) fail_too_deep(sign.where);
  }
  // The smallest integer is only a number together with its sign.
  const bool number = token().kind == TokenKind::integer || token().kind == TokenKind::real;
  const bool negative = !signs.empty() && signs.back().first == '-' && number && !is_symbol(".", 1) && !is_symbol("[", 1);
  const ByteSpan first = negative ? signs.back().second : token().where;
  if (negative) signs.pop_back();
  ExprPtr operand;
  if (negative) {
    operand = parse_number(true);
    operand->where.begin = first.begin;
  } else {
    operand = parse_postfix();
  }
  for (; !signs.empty(); signs.pop_back()) {
    operand = make(ExprKind::sign, signs.back().second, list_of(std::move(operand)));
    operand->op = signs.back().first;
  }
  return operand;
}

/// Properties, subscripts, slices and label tests behind an atom.
ExprPtr Parser::parse_postfix() {
  const ByteSpan first = token().where;
  ExprPtr expr = parse_atom();
  while (true) {
    if (is_symbol(".") && is_name(1)) {
      take();
      std::string key = take().text;
      expr = make(ExprKind::property, first, list_of(std::move(expr)));
      expr->text = std::move(key);
    } else if (accept_symbol("[")) {
      ExprPtr from = is_symbol("..") ? nullptr : parse_expression();
      if (accept_symbol("..")) {
        ExprPtr to = is_symbol("]") ? nullptr : parse_expression();
        expect_symbol("]");
        expr = make(ExprKind::slice, first, list_of(std::move(expr), std::move(from), std::move(to)));
      } else {
        expect_symbol("]");
        expr = make(ExprKind::subscript, first, list_of(std::move(expr), std::move(from)));
      }
    } else if (is_symbol(":") && is_name(1)) {
      std::vector<std::string> labels;
      while (accept_symbol(":")) labels.push_back(expect_name("a label"));
      expr = make(ExprKind::has_labels, first, list_of(std::move(expr)));
      expr->names = std::move(labels);
    } else {
      return expr;
    }
  }
}

ExprPtr Parser::parse_atom() {
  const Token& first = token();
  switch (first.kind) {
    case TokenKind::integer:
    case TokenKind::real: return parse_number(false);
    case TokenKind::string: {
      ExprPtr expr = make(ExprKind::literal, first.where);
      expr->value = Value(take().text);
      return finish(std::move(expr));
    }
    case TokenKind::parameter: {
      ExprPtr expr = make(ExprKind::parameter, first.where);
      expr->text = take().text;
      return finish(std::move(expr));
    }
    case TokenKind::symbol:
      if (first.text == "[") return parse_bracket();
      if (first.text == "{") return parse_map();
      if (at_pattern()) return parse_pattern_expression();
      if (first.text == "(") {
        take();
        ExprPtr inner = parse_expression();
        expect_symbol(")");
        inner->where = since(first.where);
        return inner;
      }
      fail("an expression");
    case TokenKind::word: {
      const auto constant = [&](Value value) {
        ExprPtr expr = make(ExprKind::literal, take().where);
        expr->value = std::move(value);
        return expr;
      };
      const bool called = is_symbol("(", 1);
      if (!called && is_keyword("TRUE")) return constant(true);
      if (!called && is_keyword("FALSE")) return constant(false);
      if (!called && is_keyword("NULL")) return constant({});
      if (is_keyword("CASE") && !called && !is_symbol(".", 1) && !is_symbol(",", 1) && !is_symbol(")", 1)) return parse_case();
      if (called && (is_keyword("ALL") || is_keyword("ANY") || is_keyword("NONE") || is_keyword("SINGLE")) && is_name(2) && is_keyword("IN", 3))
        return parse_quantifier();
      if (called && is_keyword("REDUCE")) return parse_reduce();
      if (called && (is_keyword("SHORTESTPATH") || is_keyword("ALLSHORTESTPATHS"))) return parse_pattern_expression();
      if (is_keyword("EXISTS") && is_symbol("{", 1)) return parse_exists();
      break;
    }
    case TokenKind::quoted_word: break;
    case TokenKind::end: fail("an expression");
  }
  std::size_t ahead = 1;
  while (is_symbol(".", ahead) && is_name(ahead + 1)) ahead += 2;
  if (is_symbol("(", ahead)) return parse_call_expression();
  ExprPtr variable = make(ExprKind::variable, first.where);
  variable->text = take().text;
  return finish(std::move(variable));
}

ExprPtr Parser::parse_number(bool negative) {
  const Token& number = token();
  ExprPtr expr = make(ExprKind::literal, number.where);
  if (number.kind == TokenKind::real) {
    const double value = std::strtod(number.text.c_str(), nullptr);
    if (std::isinf(value)) throw syntax_error("FloatingPointOverflow", "the number '" + number.text.substr(0, 40) + "' is too large for a float", number.where);
    expr->value = Value(negative ? -value : value);
  } else {
    std::string_view digits = number.text;
    int base = 10;
    if (digits.size() > 1 && digits[0] == '0' && !(digits[1] >= '0' && digits[1] <= '9')) {
      base = digits[1] == 'o' ? 8 : 16;
      digits.remove_prefix(2);
    }
    std::uint64_t magnitude = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, base);
    if (error == std::errc{} && end != digits.data() + digits.size()) {
      throw syntax_error("InvalidNumberLiteral", "invalid number '" + number.text.substr(0, 40) + "'", number.where);
    }
    constexpr std::uint64_t limit = std::uint64_t{1} << 63;
    if (error != std::errc{} || magnitude > limit || (magnitude == limit && !negative)) {
      throw syntax_error("IntegerOverflow", "the number '" + number.text.substr(0, 40) + "' is too large for an integer", number.where,
                         "integers have 64 bits; write 1e30 for a float");
    }
    expr->value = Value(static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude));
  }
  take();
  return finish(std::move(expr));
}

ExprPtr Parser::parse_case() {
  ExprPtr expr = make(ExprKind::case_of, take().where);
  if (!is_keyword("WHEN")) {
    expr->has_subject = true;
    expr->args.push_back(parse_expression());
  }
  if (!is_keyword("WHEN")) fail("WHEN");
  while (accept_keyword("WHEN")) {
    expr->args.push_back(parse_expression());
    expect_keyword("THEN");
    expr->args.push_back(parse_expression());
  }
  if (accept_keyword("ELSE")) expr->args.push_back(parse_expression());
  expect_keyword("END");
  return finish(std::move(expr));
}

/// A list, a list comprehension or a pattern comprehension.
ExprPtr Parser::parse_bracket() {
  const ByteSpan first = take().where;
  if (is_name() && is_keyword("IN", 1)) {
    ExprPtr expr = make(ExprKind::list_comprehension, first);
    expr->variable = take().text;
    take();
    expr->args.push_back(parse_expression());
    expr->args.push_back(accept_keyword("WHERE") ? parse_expression() : nullptr);
    expr->args.push_back(accept_symbol("|") ? parse_expression() : nullptr);
    if (!accept_symbol("]")) fail("WHERE, '|' or ']'");
    return finish(std::move(expr));
  }
  const bool named = is_name() && is_symbol("=", 1) && is_symbol("(", 2);
  const std::size_t start = at_;
  if (named) at_ += 2;
  if (at_pattern()) {
    ExprPtr expr = make(ExprKind::pattern_comprehension, first);
    expr->pattern = std::make_unique<PatternPart>();
    expr->pattern->where = token().where;
    if (named) expr->pattern->variable = tokens_[start].text;
    parse_chain(*expr->pattern);
    if (!is_keyword("WHERE") && !is_symbol("|")) fail("WHERE or '|'");
    expr->args.push_back(accept_keyword("WHERE") ? parse_expression() : nullptr);
    expect_symbol("|");
    expr->args.push_back(parse_expression());
    expect_symbol("]");
    return finish(std::move(expr));
  }
  at_ = start;
  ExprPtr list = make(ExprKind::list, first);
  if (!is_symbol("]")) {
    do list->args.push_back(parse_expression());
    while (accept_symbol(","));
  }
  if (!accept_symbol("]")) fail("',' or ']'");
  return finish(std::move(list));
}

ExprPtr Parser::parse_map() {
  const Nesting nesting(*this);
  ExprPtr map = make(ExprKind::map, take().where);
  if (!is_symbol("}")) {
    do {
      map->names.push_back(expect_name("a key"));
      expect_symbol(":");
      map->args.push_back(parse_expression());
    } while (accept_symbol(","));
  }
  if (!accept_symbol("}")) fail("',' or '}'");
  return finish(std::move(map));
}

ExprPtr Parser::parse_quantifier() {
  ExprPtr expr = make(ExprKind::quantifier, token().where);
  expr->op = is_keyword("ALL") ? 'a' : is_keyword("ANY") ? 'y' : is_keyword("NONE") ? 'n' : 's';
  take();
  take();
  expr->variable = take().text;
  take();
  expr->args.push_back(parse_expression());
  expr->args.push_back(accept_keyword("WHERE") ? parse_expression() : nullptr);
  expect_symbol(")");
  return finish(std::move(expr));
}

ExprPtr Parser::parse_reduce() {
  ExprPtr expr = make(ExprKind::reduce, take().where);
  expect_symbol("(");
  expr->text = expect_name("the name of the accumulator");
  expect_symbol("=");
  expr->args.push_back(parse_expression());
  expect_symbol(",");
  expr->variable = expect_name("a variable");
  expect_keyword("IN");
  expr->args.push_back(parse_expression());
  expect_symbol("|");
  expr->args.push_back(parse_expression());
  expect_symbol(")");
  return finish(std::move(expr));
}

ExprPtr Parser::parse_exists() {
  ExprPtr expr = make(ExprKind::exists_query, take().where);
  take();
  if (at_clause()) {
    expr->subquery = parse_query(true);
  } else {
    // EXISTS { (a)-->(b) WHERE … } is short for EXISTS { MATCH … }.
    expr->subquery = std::make_unique<Query>();
    expr->subquery->where = token().where;
    Clause clause;
    clause.where = token().where;
    clause.body = parse_match(false);
    expr->subquery->parts.emplace_back().clauses.push_back(std::move(clause));
  }
  expect_symbol("}");
  return finish(std::move(expr));
}

ExprPtr Parser::parse_call_expression() {
  ExprPtr call = make(ExprKind::call, token().where);
  call->text = take().text;
  while (accept_symbol(".")) call->text += "." + take().text;
  take();
  if (is_symbol("*") && is_symbol(")", 1) && call->text.size() == 5) {
    std::string lower = call->text;
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower == "count") {
      take();
      take();
      call->kind = ExprKind::count_star;
      return finish(std::move(call));
    }
  }
  call->distinct = accept_keyword("DISTINCT");
  if (!is_symbol(")")) {
    do call->args.push_back(parse_expression());
    while (accept_symbol(","));
  }
  if (!accept_symbol(")")) fail("',' or ')'");
  return finish(std::move(call));
}

/// (a)-->(b), or shortestPath(…) as a value.
ExprPtr Parser::parse_pattern_expression() {
  const Nesting nesting(*this);
  ExprPtr expr = make(ExprKind::pattern_exists, token().where);
  expr->pattern = std::make_unique<PatternPart>();
  if (is_symbol("(")) {
    expr->pattern->where = token().where;
    parse_chain(*expr->pattern);
    expr->pattern->where = since(expr->pattern->where);
  } else {
    expr->kind = ExprKind::shortest_path;
    *expr->pattern = parse_pattern_part();
  }
  return finish(std::move(expr));
}

}  // namespace kg::query
