// The clauses of a query, and the steps over tokens.
#include "query/parser.hpp"

#include <algorithm>
#include <array>

#include "query/cypher_error.hpp"
#include "query/parser_base.hpp"
#include "query/suggest.hpp"

namespace kg::query {

namespace {

constexpr std::array<std::string_view, 14> clause_words = {"MATCH",  "OPTIONAL", "UNWIND", "WITH", "RETURN", "CREATE", "MERGE",
                                                           "DETACH", "DELETE",   "SET",    "REMOVE", "CALL", "UNION", "WHERE"};

constexpr std::size_t most_clauses = 1000;

bool equals_upper(std::string_view word, std::string_view upper_case) {
  return word.size() == upper_case.size() && std::equal(word.begin(), word.end(), upper_case.begin(), [](char a, char b) {
           return (a >= 'a' && a <= 'z' ? a - 'a' + 'A' : a) == b;
         });
}

}  // namespace

bool Parser::is_symbol(std::string_view symbol, std::size_t ahead) const {
  const Token& t = token(ahead);
  return t.kind == TokenKind::symbol && t.text == symbol;
}

bool Parser::is_keyword(std::string_view upper_case, std::size_t ahead) const {
  const Token& t = token(ahead);
  return t.kind == TokenKind::word && equals_upper(t.text, upper_case);
}

bool Parser::accept_symbol(std::string_view symbol) {
  if (!is_symbol(symbol)) return false;
  take();
  return true;
}

bool Parser::accept_keyword(std::string_view upper_case) {
  if (!is_keyword(upper_case)) return false;
  take();
  return true;
}

void Parser::expect_symbol(std::string_view symbol) {
  if (!accept_symbol(symbol)) fail("'" + std::string(symbol) + "'");
}

void Parser::expect_keyword(std::string_view upper_case) {
  if (!accept_keyword(upper_case)) fail(std::string(upper_case));
}

bool Parser::is_name(std::size_t ahead) const {
  return token(ahead).kind == TokenKind::word || token(ahead).kind == TokenKind::quoted_word;
}

std::string Parser::expect_name(std::string_view what) {
  if (!is_name()) fail(std::string(what));
  return take().text;
}

ByteSpan Parser::since(ByteSpan first) const {
  return {first.begin, std::max(first.end, at_ == 0 ? first.end : tokens_[at_ - 1].where.end)};
}

void Parser::fail(const std::string& expected) const {
  const Token& found = token();
  const std::string shown = found.kind == TokenKind::end ? "the end of the query" : "'" + std::string(slice(cypher_, found.where)).substr(0, 40) + "'";
  std::string hint;
  if (found.kind == TokenKind::word) {
    if (const auto near = nearest_word(found.text, clause_words)) hint = "did you mean '" + *near + "'?";
  }
  throw syntax_error("UnexpectedSyntax", "expected " + expected + ", found " + shown, found.where, hint);
}

void Parser::fail_too_deep(ByteSpan where) const {
  throw syntax_error("UnexpectedSyntax", "the query is nested deeper than " + std::to_string(deepest_nesting) + " levels", where,
                     "split the expression with WITH, or pass a list as a parameter");
}

Parser::Nesting::Nesting(Parser& parser) : parser_(parser) {
  if (parser_.nesting_ >= deepest_nesting) parser_.fail_too_deep(parser_.token().where);
  ++parser_.nesting_;
}

std::unique_ptr<Query> Parser::parse() {
  auto query = parse_query(false);
  accept_symbol(";");
  if (token().kind != TokenKind::end) fail("a clause or the end of the query");
  return query;
}

std::unique_ptr<Query> Parser::parse_query(bool nested) {
  const Nesting nesting(*this);
  auto query = std::make_unique<Query>();
  query->where = token().where;
  query->parts.push_back(parse_single_query(nested));
  while (is_keyword("UNION")) {
    const ByteSpan where = take().where;
    query->union_all.push_back(accept_keyword("ALL"));
    query->union_where.push_back(since(where));
    query->parts.push_back(parse_single_query(nested));
  }
  query->where = since(query->where);
  return query;
}

bool Parser::at_clause() const {
  return std::ranges::any_of(clause_words, [&](std::string_view word) {
    return word != "UNION" && word != "WHERE" && is_keyword(word);
  });
}

SingleQuery Parser::parse_single_query(bool nested) {
  SingleQuery query;
  if (!at_clause()) fail("a clause such as MATCH, RETURN or CREATE");
  while (at_clause()) {
    Clause clause = parse_clause();
    auto* create = std::get_if<CreateClause>(&clause.body);
    auto* before = query.clauses.empty() ? nullptr : std::get_if<CreateClause>(&query.clauses.back().body);
    if (create != nullptr && before != nullptr) {
      // A script of ten thousand CREATE is one CREATE: plans are as deep as queries have clauses.
      std::move(create->patterns.begin(), create->patterns.end(), std::back_inserter(before->patterns));
    } else {
      query.clauses.push_back(std::move(clause));
    }
    if (query.clauses.size() > most_clauses) {
      throw syntax_error("UnexpectedSyntax", "the query has more than " + std::to_string(most_clauses) + " clauses", query.clauses.back().where, "split it, or UNWIND a list of what differs");
    }
  }
  check_order(query, nested);
  return query;
}

Clause Parser::parse_clause() {
  Clause clause;
  clause.where = token().where;
  if (accept_keyword("MATCH")) {
    clause.body = parse_match(false);
  } else if (accept_keyword("OPTIONAL")) {
    expect_keyword("MATCH");
    clause.body = parse_match(true);
  } else if (accept_keyword("UNWIND")) {
    clause.body = parse_unwind();
  } else if (accept_keyword("WITH")) {
    clause.body = parse_projection(false);
  } else if (accept_keyword("RETURN")) {
    clause.body = parse_projection(true);
  } else if (accept_keyword("CREATE")) {
    clause.body = CreateClause{parse_patterns()};
  } else if (accept_keyword("MERGE")) {
    clause.body = parse_merge();
  } else if (accept_keyword("SET")) {
    clause.body = SetClause{parse_set_items()};
  } else if (accept_keyword("REMOVE")) {
    clause.body = parse_remove();
  } else if (accept_keyword("DETACH")) {
    expect_keyword("DELETE");
    clause.body = parse_delete(true);
  } else if (accept_keyword("DELETE")) {
    clause.body = parse_delete(false);
  } else {
    expect_keyword("CALL");
    clause.body = parse_call();
  }
  return clause;
}

MatchClause Parser::parse_match(bool optional) {
  MatchClause match;
  match.optional = optional;
  match.patterns = parse_patterns();
  if (accept_keyword("WHERE")) match.condition = parse_expression();
  return match;
}

UnwindClause Parser::parse_unwind() {
  UnwindClause unwind;
  unwind.list = parse_expression();
  expect_keyword("AS");
  unwind.variable = expect_name("a variable");
  return unwind;
}

ProjectionClause Parser::parse_projection(bool is_return) {
  ProjectionClause projection;
  projection.is_return = is_return;
  projection.distinct = accept_keyword("DISTINCT");
  bool more = true;
  if (accept_symbol("*")) {
    projection.star = true;
    more = accept_symbol(",");
  }
  while (more) {
    ProjectionItem item;
    const ByteSpan first = token().where;
    item.expression = parse_expression();
    item.name = std::string(slice(cypher_, since(first)));
    if (accept_keyword("AS")) {
      item.name = expect_name("an alias");
      item.aliased = true;
    } else if (item.expression->kind == ExprKind::variable) {
      item.name = item.expression->text;
      item.aliased = true;
    }
    projection.items.push_back(std::move(item));
    more = accept_symbol(",");
  }
  if (is_keyword("ORDER")) {
    take();
    expect_keyword("BY");
    do {
      SortItem item;
      item.expression = parse_expression();
      if (accept_keyword("DESC") || accept_keyword("DESCENDING")) {
        item.descending = true;
      } else if (!accept_keyword("ASC")) {
        accept_keyword("ASCENDING");
      }
      projection.order.push_back(std::move(item));
    } while (accept_symbol(","));
  }
  if (accept_keyword("SKIP")) projection.skip = parse_expression();
  if (accept_keyword("LIMIT")) projection.limit = parse_expression();
  if (!is_return && accept_keyword("WHERE")) projection.condition = parse_expression();
  return projection;
}

MergeClause Parser::parse_merge() {
  MergeClause merge;
  merge.pattern = parse_pattern_part();
  while (is_keyword("ON")) {
    take();
    const bool create = accept_keyword("CREATE");
    if (!create && !accept_keyword("MATCH")) fail("CREATE or MATCH");
    expect_keyword("SET");
    auto items = parse_set_items();
    auto& target = create ? merge.on_create : merge.on_match;
    std::move(items.begin(), items.end(), std::back_inserter(target));
  }
  return merge;
}

std::vector<SetItem> Parser::parse_set_items() {
  std::vector<SetItem> items;
  do {
    SetItem item;
    item.where = token().where;
    item.target = parse_postfix();
    if (item.target->kind == ExprKind::has_labels) {
      item.kind = SetItem::Kind::labels;
      item.labels = item.target->names;
      item.target = std::move(item.target->args[0]);
    } else if (item.target->kind == ExprKind::property) {
      item.kind = SetItem::Kind::property;
      expect_symbol("=");
      item.value = parse_expression();
    } else if (item.target->kind == ExprKind::variable) {
      item.kind = is_symbol("+=") ? SetItem::Kind::merge : SetItem::Kind::replace;
      if (!accept_symbol("+=")) expect_symbol("=");
      item.value = parse_expression();
    } else {
      throw syntax_error("UnexpectedSyntax", "SET needs a property, a variable or a label", item.target->where);
    }
    item.where = since(item.where);
    items.push_back(std::move(item));
  } while (accept_symbol(","));
  return items;
}

SetClause Parser::parse_remove() {
  SetClause clause;
  do {
    SetItem item;
    item.where = token().where;
    item.target = parse_postfix();
    if (item.target->kind == ExprKind::has_labels) {
      item.kind = SetItem::Kind::remove_labels;
      item.labels = item.target->names;
      item.target = std::move(item.target->args[0]);
    } else if (item.target->kind == ExprKind::property) {
      item.kind = SetItem::Kind::remove_property;
    } else {
      throw syntax_error("UnexpectedSyntax", "REMOVE needs a property or a label", item.target->where);
    }
    item.where = since(item.where);
    clause.items.push_back(std::move(item));
  } while (accept_symbol(","));
  return clause;
}

DeleteClause Parser::parse_delete(bool detach) {
  DeleteClause clause;
  clause.detach = detach;
  do clause.targets.push_back(parse_expression());
  while (accept_symbol(","));
  return clause;
}

CallClause Parser::parse_call() {
  CallClause call;
  call.where = token().where;
  call.procedure = expect_name("the name of a procedure");
  while (accept_symbol(".")) call.procedure += "." + expect_name("the name of a procedure");
  call.where = since(call.where);
  if (accept_symbol("(")) {
    call.explicit_arguments = true;
    if (!is_symbol(")")) {
      do call.arguments.push_back(parse_expression());
      while (accept_symbol(","));
    }
    expect_symbol(")");
  }
  if (accept_keyword("YIELD")) {
    call.has_yield = true;
    if (accept_symbol("*")) {
      call.yield_star = true;
    } else {
      do {
        YieldItem item;
        item.where = token().where;
        item.field = expect_name("a field that the procedure yields");
        item.variable = accept_keyword("AS") ? expect_name("a variable") : item.field;
        item.where = since(item.where);
        call.yields.push_back(std::move(item));
      } while (accept_symbol(","));
    }
    if (accept_keyword("WHERE")) call.condition = parse_expression();
  }
  return call;
}

/// Which clause may follow which. The kit calls all of these InvalidClauseComposition.
void Parser::check_order(const SingleQuery& query, bool nested) const {
  const auto& clauses = query.clauses;
  const auto is_reading = [](const Clause& c) {
    return std::holds_alternative<MatchClause>(c.body) || std::holds_alternative<UnwindClause>(c.body) ||
           std::holds_alternative<CallClause>(c.body);
  };
  const auto projection = [](const Clause& c) { return std::get_if<ProjectionClause>(&c.body); };
  const auto wrong = [](const Clause& c, const char* message, const char* hint) {
    return syntax_error("InvalidClauseComposition", message, c.where, hint);
  };
  bool updated = false;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const ProjectionClause* projected = projection(clauses[i]);
    const bool last = i + 1 == clauses.size();
    if (projected != nullptr && projected->is_return && !last) {
      throw wrong(clauses[i + 1], "nothing may follow RETURN but UNION", "use WITH to go on");
    }
    if (projected != nullptr) updated = false;
    if (is_reading(clauses[i])) {
      if (updated) throw wrong(clauses[i], "a reading clause cannot follow an updating one", "put WITH between them");
    } else if (projected == nullptr) {
      updated = true;
    }
  }
  const Clause& last = clauses.back();
  const bool ends_well = projection(last) != nullptr ? projection(last)->is_return
                                                     : !is_reading(last) || (std::holds_alternative<CallClause>(last.body));
  if (!ends_well && !nested) {
    throw wrong(last, "the query ends without RETURN or an update", "add RETURN and what you want to see");
  }
}

std::unique_ptr<Query> parse_cypher(std::string_view cypher) { return Parser(cypher).parse(); }

}  // namespace kg::query
