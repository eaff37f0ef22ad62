// Variables of patterns: which are new, which are known, which clash.
#include <algorithm>

#include "query/checker.hpp"

namespace kg::query {

namespace {

CypherError conflict(const std::string& name, const StaticType& type, std::string_view wanted, ByteSpan where) {
  return syntax_error("VariableTypeConflict", "'" + name + "' is " + std::string(name_of(type.kind)) + " already, it cannot be " + std::string(wanted) + " too", where);
}

CypherError already_bound(const std::string& name, ByteSpan where) {
  return syntax_error("VariableAlreadyBound", "'" + name + "' is defined already", where, "choose another name, or leave out its labels and properties");
}

}  // namespace

void Checker::bind_node(NodePattern& node, bool may_introduce) {
  if (node.variable.empty()) {
    node.slot = new_slot();
    node.introduced = true;
    return;
  }
  if (const Binding* known = find(node.variable)) {
    if (!known->type.maybe(TypeKind::node)) throw conflict(node.variable, known->type, "a node", node.where);
    node.slot = known->slot;
    return;
  }
  if (!may_introduce) fail_undefined(node.variable, node.where);
  node.slot = new_slot();
  node.introduced = true;
  scope_[node.variable] = {node.slot, TypeKind::node};
}

void Checker::bind_relationship(RelationshipPattern& relationship, bool may_introduce, std::vector<std::string>& seen) {
  const StaticType type = relationship.variable_length ? StaticType::list_of(TypeKind::relationship) : StaticType(TypeKind::relationship);
  if (relationship.variable.empty()) {
    relationship.slot = new_slot();
    relationship.introduced = true;
    return;
  }
  if (const Binding* known = find(relationship.variable)) {
    const bool fits = known->type.maybe(type.kind) && (!known->type.is(TypeKind::list) || known->type.element_type().maybe(TypeKind::relationship));
    if (!fits) throw conflict(relationship.variable, known->type, relationship.variable_length ? "a list of relationships" : "a relationship", relationship.where);
    if (std::ranges::find(seen, relationship.variable) != seen.end()) {
      throw syntax_error("RelationshipUniquenessViolation", "the relationship '" + relationship.variable + "' cannot be matched twice in one pattern", relationship.where);
    }
    seen.push_back(relationship.variable);
    relationship.slot = known->slot;
    return;
  }
  if (!may_introduce) fail_undefined(relationship.variable, relationship.where);
  seen.push_back(relationship.variable);
  relationship.slot = new_slot();
  relationship.introduced = true;
  scope_[relationship.variable] = {relationship.slot, type};
}

void Checker::bind_part(PatternPart& part, bool may_introduce) {
  std::vector<std::string> seen;
  for (std::size_t i = 0; i < part.nodes.size(); ++i) {
    bind_node(part.nodes[i], may_introduce);
    if (i < part.relationships.size()) bind_relationship(part.relationships[i], may_introduce, seen);
  }
  if (part.variable.empty()) return;
  if (find(part.variable)) throw already_bound(part.variable, part.where);
  part.slot = new_slot();
  scope_[part.variable] = {part.slot, TypeKind::path};
}

void Checker::unbind_part(const PatternPart& part) {
  for (const NodePattern& node : part.nodes) {
    if (node.introduced && !node.variable.empty()) scope_.erase(node.variable);
  }
  for (const RelationshipPattern& relationship : part.relationships) {
    if (relationship.introduced && !relationship.variable.empty()) scope_.erase(relationship.variable);
  }
  if (!part.variable.empty()) scope_.erase(part.variable);
}

void Checker::bind_patterns(std::vector<PatternPart>& parts, bool may_introduce) {
  std::vector<std::string> seen;
  for (PatternPart& part : parts) {
    for (std::size_t i = 0; i < part.nodes.size(); ++i) {
      bind_node(part.nodes[i], may_introduce);
      if (i < part.relationships.size()) bind_relationship(part.relationships[i], may_introduce, seen);
    }
    if (part.variable.empty()) continue;
    if (find(part.variable)) throw already_bound(part.variable, part.where);
    part.slot = new_slot();
    scope_[part.variable] = {part.slot, TypeKind::path};
  }
}

void Checker::check_pattern_properties(PatternPart& part, bool parameters_allowed) {
  const auto check_one = [&](const ExprPtr& properties) {
    if (!properties) return;
    if (properties->kind == ExprKind::parameter && !parameters_allowed) {
      throw syntax_error("InvalidParameterUse", "a parameter cannot give all properties here", properties->where, "name them: {key: $" + properties->text + ".key}");
    }
    infer(*properties, {false, false, "a pattern"});
  };
  for (const NodePattern& node : part.nodes) check_one(node.properties);
  for (const RelationshipPattern& relationship : part.relationships) check_one(relationship.properties);
}

/// Binds a pattern that CREATE or MERGE makes.
void Checker::bind_created(PatternPart& part, bool merge) {
  // Properties may use what was known before the pattern, not what it makes.
  check_pattern_properties(part, !merge);
  std::vector<std::string> seen;
  for (std::size_t i = 0; i < part.nodes.size(); ++i) {
    NodePattern& node = part.nodes[i];
    const Binding* known = node.variable.empty() ? nullptr : find(node.variable);
    if (known && known->type.maybe(TypeKind::node) && (part.relationships.empty() || !node.labels.empty() || node.properties)) {
      throw already_bound(node.variable, node.where);
    }
    bind_node(node, true);
    if (i == part.relationships.size()) break;
    RelationshipPattern& relationship = part.relationships[i];
    if (!relationship.variable.empty() && find(relationship.variable)) throw already_bound(relationship.variable, relationship.where);
    if (relationship.variable_length) {
      throw syntax_error("CreatingVarLength", "a relationship of variable length cannot be created", relationship.where);
    }
    if (relationship.types.size() != 1) {
      throw syntax_error("NoSingleRelationshipType", "a relationship is created with exactly one type", relationship.where, "for example -[:KNOWS]->");
    }
    if (relationship.direction == Direction::both && !merge) {
      throw syntax_error("RequiresDirectedRelationship", "a relationship is created with a direction", relationship.where, "for example -[:KNOWS]->");
    }
    bind_relationship(relationship, true, seen);
  }
  if (part.variable.empty()) return;
  if (find(part.variable)) throw already_bound(part.variable, part.where);
  part.slot = new_slot();
  scope_[part.variable] = {part.slot, TypeKind::path};
}

}  // namespace kg::query
