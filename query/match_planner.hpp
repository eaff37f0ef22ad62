// The order in which one MATCH is worked off: where to start, which way to step, when to filter.
//
// Greedy by expected rows: from every node that could be the start, always the step that leaves the
// fewest rows; the cheapest start wins. Exhaustive search was not needed for patterns people write.
#pragma once

#include <optional>
#include <vector>

#include "graph/property_graph.hpp"
#include "query/operators.hpp"

namespace kg::query {

class MatchPlanner {
 public:
  /// `expressions` takes what conditions have to be made; plans point into it.
  MatchPlanner(const graph::PropertyGraph& graph, const std::vector<PatternPart*>& parts, Expr* condition, std::vector<ExprPtr>& expressions);

  /// `rows` is what the input is expected to give, then what the result is.
  OperatorPtr plan(OperatorPtr input, double& rows);

  bool ends_with_expand() const { return ends_with_expand_; }
  const Step& last_step() const { return last_step_; }

 private:
  struct Node {
    Slot slot = no_slot;
    bool bound = false;  ///< before the clause
    std::string name;    ///< for --explain
    std::vector<std::string> labels;
    const Expr* seek_name = nullptr;
    const Expr* seek_id = nullptr;
    double rows = 0;  ///< nodes that fit it
  };
  struct Relationship {
    const RelationshipPattern* pattern = nullptr;
    const PatternPart* part = nullptr;
    std::size_t from = 0, to = 0;
    bool bound = false;
  };
  struct Condition {
    const Expr* expr = nullptr;
    std::vector<Slot> needs;  ///< of this clause's own
    bool placed = false;
  };
  /// A move of the plan: a relationship, or a node to start from.
  struct Move {
    bool is_start = false;
    std::size_t index = 0;
    double rows = 0;  ///< expected after it
  };
  struct Order {
    std::vector<Move> moves;
    double cost = 0, rows = 0;
  };

  std::size_t node_of(const NodePattern& pattern);
  void add_conditions(Expr& expr);
  void add_condition(const Expr* expr);
  void find_seeks();
  void note_seek(const Expr& side, const Expr& value);
  bool known_before(const Expr& expr) const;
  void estimate_nodes();
  double degree_of(const Relationship& relationship) const;
  Order order_from(std::optional<std::size_t> start, double rows) const;
  std::optional<Move> best_move(const std::vector<bool>& nodes, const std::vector<bool>& done, double rows) const;
  OperatorPtr place_start(OperatorPtr root, std::size_t index);
  OperatorPtr place_relationship(OperatorPtr root, std::size_t index);
  OperatorPtr place_conditions(OperatorPtr root);
  OperatorPtr join_component(OperatorPtr root, std::size_t& move, const Order& order);
  std::vector<std::size_t> component_of(std::size_t node) const;
  bool is_own(Slot slot) const;

  const graph::PropertyGraph& graph_;
  std::vector<PatternPart*> parts_;
  std::vector<ExprPtr>& expressions_;
  std::vector<Node> nodes_;
  std::vector<Relationship> relationships_;
  std::vector<Condition> conditions_;
  std::vector<Slot> own_;       ///< slots that this clause fills, sorted
  std::vector<Slot> filled_;    ///< of these, by now
  std::vector<bool> reached_;   ///< nodes
  std::vector<std::size_t> done_;
  bool ends_with_expand_ = false;
  Step last_step_;
};

}  // namespace kg::query
