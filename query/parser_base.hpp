// Steps over tokens: what the clause, pattern and expression parsers share.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "query/ast.hpp"
#include "query/lexer.hpp"

namespace kg::query {

/// One parser in three files: parser.cpp (clauses), parse_pattern.cpp, parse_expression.cpp.
class Parser {
 public:
  explicit Parser(std::string_view cypher) : cypher_(cypher), tokens_(tokenize(cypher)) {}
  std::unique_ptr<Query> parse();

 private:
  // Tokens.
  const Token& token(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  const Token& take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool is_symbol(std::string_view symbol, std::size_t ahead = 0) const;
  bool is_keyword(std::string_view upper_case, std::size_t ahead = 0) const;
  bool accept_symbol(std::string_view symbol);
  bool accept_keyword(std::string_view upper_case);
  void expect_symbol(std::string_view symbol);
  void expect_keyword(std::string_view upper_case);
  bool is_name(std::size_t ahead = 0) const;
  std::string expect_name(std::string_view what);
  ByteSpan since(ByteSpan first) const;
  [[noreturn]] void fail(const std::string& expected) const;

  // Clauses.
  std::unique_ptr<Query> parse_query(bool nested);
  SingleQuery parse_single_query(bool nested);
  Clause parse_clause();
  bool at_clause() const;
  MatchClause parse_match(bool optional);
  UnwindClause parse_unwind();
  ProjectionClause parse_projection(bool is_return);
  MergeClause parse_merge();
  std::vector<SetItem> parse_set_items();
  SetClause parse_remove();
  DeleteClause parse_delete(bool detach);
  CallClause parse_call();
  void check_order(const SingleQuery& query, bool nested) const;

  // Patterns.
  std::vector<PatternPart> parse_patterns();
  PatternPart parse_pattern_part();
  void parse_chain(PatternPart& part);
  NodePattern parse_node();
  RelationshipPattern parse_relationship();
  void parse_range(RelationshipPattern& relationship);
  std::string parse_label(std::vector<ByteSpan>& spans, std::string_view what);
  ExprPtr parse_properties();
  bool at_relationship(std::size_t ahead) const;
  bool at_pattern() const;

  // Expressions.
  ExprPtr parse_expression() { return parse_or(); }
  ExprPtr parse_or();
  ExprPtr parse_xor();
  ExprPtr parse_and();
  ExprPtr parse_not();
  ExprPtr parse_comparison();
  ExprPtr parse_predicate();
  ExprPtr parse_arithmetic(int level);
  ExprPtr parse_sign();
  ExprPtr parse_postfix();
  ExprPtr parse_atom();
  ExprPtr parse_number(bool negative);
  ExprPtr parse_case();
  ExprPtr parse_bracket();
  ExprPtr parse_map();
  ExprPtr parse_quantifier();
  ExprPtr parse_reduce();
  ExprPtr parse_exists();
  ExprPtr parse_call_expression();
  ExprPtr parse_pattern_expression();
  ExprPtr make(ExprKind kind, ByteSpan first, std::vector<ExprPtr> args = {});
  ExprPtr finish(ExprPtr expr);

  /// Counts nesting while it lives.
  class Nesting {
   public:
    explicit Nesting(Parser& parser);
    ~Nesting() { --parser_.nesting_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    Parser& parser_;
  };
  [[noreturn]] void fail_too_deep(ByteSpan where) const;

  std::string_view cypher_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::uint32_t nesting_ = 0;
};

}  // namespace kg::query
