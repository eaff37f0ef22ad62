#include "query/hints.hpp"

#include <algorithm>

#include "query/suggest.hpp"

namespace kg::query {

namespace {

class Names {
 public:
  explicit Names(const graph::PropertyGraph& graph) : graph_(graph) {}

  void visit(const Query& query) {
    for (const SingleQuery& part : query.parts) {
      for (const Clause& clause : part.clauses) std::visit([&](const auto& body) { visit_clause(body); }, clause.body);
    }
  }

  std::vector<std::string> take() { return std::move(notes_); }

 private:
  void visit_clause(const MatchClause& match) {
    for (const PatternPart& part : match.patterns) visit(part);
    visit(match.condition);
  }
  void visit_clause(const UnwindClause& unwind) { visit(unwind.list); }
  void visit_clause(const ProjectionClause& projection) {
    for (const ProjectionItem& item : projection.items) visit(item.expression);
    for (const SortItem& item : projection.order) visit(item.expression);
    visit(projection.condition);
  }
  void visit_clause(const CallClause& call) {
    for (const ExprPtr& argument : call.arguments) visit(argument);
  }
  // Updating clauses may name what is not there yet.
  void visit_clause(const CreateClause&) {}
  void visit_clause(const MergeClause&) {}
  void visit_clause(const SetClause&) {}
  void visit_clause(const DeleteClause&) {}

  void visit(const PatternPart& part) {
    for (const NodePattern& node : part.nodes) {
      for (const std::string& label : node.labels) check_label(label);
      if (node.properties) visit_keys(*node.properties);
    }
    for (const RelationshipPattern& relationship : part.relationships) {
      for (const std::string& type : relationship.types) {
        if (!graph_.find_edge_type(type)) note<graph::EdgeTypeId>("no relationship has the type", type, graph_.edge_type_count());
      }
      if (relationship.properties) visit_keys(*relationship.properties);
    }
  }

  void visit_keys(const Expr& map) {
    for (const std::string& key : map.names) check_key(key);
    for (const ExprPtr& value : map.args) visit(value);
  }

  void visit(const ExprPtr& expr) {
    if (!expr) return;
    if (expr->kind == ExprKind::has_labels) std::ranges::for_each(expr->names, [&](const std::string& label) { check_label(label); });
    if (expr->kind == ExprKind::property && expr->args[0]->kind == ExprKind::variable) check_key(expr->text);
    for (const ExprPtr& arg : expr->args) visit(arg);
    if (expr->pattern) visit(*expr->pattern);
    if (expr->subquery) visit(*expr->subquery);
  }

  void check_label(const std::string& label) {
    if (!graph_.find_label(label)) note<graph::LabelId>("no node has the label", label, graph_.label_count());
  }

  /// Maps and dates have keys of their own: told only if it looks like a slip of a known key.
  void check_key(const std::string& key) {
    if (!graph_.find_key(key)) note<graph::KeyId>("nothing has the property", key, graph_.key_count(), true);
  }

  template <class Id>
  void note(const std::string& what, const std::string& name, std::uint32_t count, bool only_near = false) {
    constexpr std::size_t most_notes = 20;
    constexpr std::uint32_t most_names = 10'000;
    if (count == 0 || notes_.size() >= most_notes) return;
    std::vector<std::string_view> known;
    for (std::uint32_t i = 0; i < std::min(count, most_names); ++i) known.push_back(graph_.name(Id{i}));
    const auto near = nearest_word(name, known);
    if (only_near && !near) return;
    std::string text = what + " '" + name + "'" + (near ? "; did you mean '" + *near + "'?" : "");
    if (std::ranges::find(notes_, text) == notes_.end()) notes_.push_back(std::move(text));
  }

  const graph::PropertyGraph& graph_;
  std::vector<std::string> notes_;
};

}  // namespace

std::vector<std::string> unknown_names(const Query& query, const graph::PropertyGraph& graph) {
  Names names(graph);
  names.visit(query);
  return names.take();
}

}  // namespace kg::query
