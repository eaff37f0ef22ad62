#include "graph/view.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace kg::graph {

namespace {

Date date_of(const PropertyValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return Date::parse(*text).value_or(Date());
  if (const auto* temporal = std::get_if<Temporal>(&value.data)) {
    // Days beyond the calendar of Date (years 1 to 9999) bound nothing that news tells of.
    constexpr std::int64_t first = -719162, last = 2932896;
    if (temporal->kind == TemporalKind::date && temporal->days >= first && temporal->days <= last) {
      return Date::from(std::chrono::sys_days(std::chrono::days(temporal->days)));
    }
  }
  return {};
}

// Finds the bounds of a node or edge.
class Periods {
 public:
  Periods(const PropertyGraph& graph, Date since, Date until)
      : graph_(graph), since_(since ? since.first_day() : Date()), until_(until ? until.last_day() : Date()) {
    static constexpr std::array<std::pair<const char*, const char*>, 5> names{
        {{"date_from", "date_to"}, {"date", "date"}, {"first", "last"}, {"from", "to"}, {"published", "published"}}};
    for (const auto& [from, to] : names) keys_.emplace_back(graph.find_key(from), graph.find_key(to));
  }

  template <class Id>
  bool overlaps(Id id) const {
    for (const auto& [from_key, to_key] : keys_) {
      const Date from = from_key ? date_of(graph_.property(id, *from_key)) : Date();
      const Date to = to_key ? date_of(graph_.property(id, *to_key)) : Date();
      if (!from && !to) continue;
      // One end alone leaves the other open.
      return !(since_ && to && to.last_day() < since_) && !(until_ && from && from.first_day() > until_);
    }
    return true;
  }

 private:
  const PropertyGraph& graph_;
  Date since_, until_;
  std::vector<std::pair<std::optional<KeyId>, std::optional<KeyId>>> keys_;
};

}  // namespace

PeriodView::PeriodView(const PropertyGraph& graph, Date since, Date until)
    : graph_(graph),
      node_alive_(graph.node_bound()),
      edge_alive_(graph.edge_bound()),
      by_label_(graph.label_count()),
      by_type_(graph.edge_type_count()) {
  const Periods periods(graph, since, until);
  for (std::uint32_t i = 0; i < graph.node_bound(); ++i) {
    node_alive_[i] = graph.alive(NodeId{i}) && periods.overlaps(NodeId{i});
    if (!node_alive_[i]) continue;
    ++nodes_;
    const auto labels = graph.labels(NodeId{i});
    for (const LabelId label : std::set<LabelId>(labels.begin(), labels.end())) ++by_label_[static_cast<std::uint32_t>(label)];
  }
  for (std::uint32_t i = 0; i < graph.edge_bound(); ++i) {
    if (!graph.alive(EdgeId{i})) continue;
    const Edge edge = graph.edge(EdgeId{i});
    edge_alive_[i] = alive(edge.source) && alive(edge.target) && periods.overlaps(EdgeId{i});
    if (!edge_alive_[i]) continue;
    ++edges_;
    ++by_type_[static_cast<std::uint32_t>(edge.type)];
  }
  const auto filter = [&](std::span<const Adjacent> steps, std::vector<Adjacent>& kept) {
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(kept), [&](const Adjacent& step) { return alive(step.edge); });
  };
  out_.reserve(edges_);
  in_.reserve(edges_);
  for (std::uint32_t i = 0; i < graph.node_bound(); ++i) {
    out_begin_.push_back(out_.size());
    in_begin_.push_back(in_.size());
    if (!node_alive_[i]) continue;
    filter(graph.out(NodeId{i}), out_);
    filter(graph.in(NodeId{i}), in_);
  }
  out_begin_.push_back(out_.size());
  in_begin_.push_back(in_.size());
}

std::vector<NodeId> PeriodView::only_alive(std::vector<NodeId> nodes) const {
  std::erase_if(nodes, [&](NodeId node) { return !alive(node); });
  return nodes;
}

std::vector<NodeId> PeriodView::find_similar(std::string_view folded, unsigned edits, std::size_t limit) const {
  // Hidden nodes must not use up the limit: ask for more until enough are left or there are no more.
  for (std::size_t asked = limit;; asked *= 2) {
    std::vector<NodeId> nodes = graph_.find_similar(folded, edits, asked);
    const bool all = nodes.size() < asked || asked == 0;
    nodes = only_alive(std::move(nodes));
    if (nodes.size() >= limit || all) {
      if (nodes.size() > limit) nodes.resize(limit);
      return nodes;
    }
  }
}

}  // namespace kg::graph
