#include "graph/statistics.hpp"

#include <algorithm>
#include <map>

namespace kg::graph {

namespace {

using Count = Statistics::Count;

void sort_by_count(std::vector<Count>& counts) {
  std::sort(counts.begin(), counts.end(), [](const Count& a, const Count& b) { return a.count != b.count ? a.count > b.count : a.name < b.name; });
}

std::string text_of(const PropertyValue& value) {
  const auto* text = std::get_if<std::string>(&value.data);
  return text == nullptr ? std::string() : *text;
}

template <class Id>
bool has(const PropertyGraph& graph, Id id, std::optional<KeyId> key) {
  return key && !graph.property(id, *key).is_null();
}

}  // namespace

Statistics statistics(const PropertyGraph& graph, std::size_t top_actors) {
  Statistics all;
  all.nodes = graph.node_count();
  all.edges = graph.edge_count();
  all.documents = graph.document_count();
  for (std::uint32_t i = 0; i < graph.document_count(); ++i) {
    all.claims += graph.document_claims(DocumentIndex{i}).claims.size();
    const Date published = graph.document(DocumentIndex{i}).published;
    if (!published) continue;
    if (all.dated_documents == 0 || published < all.first_published) all.first_published = published;
    if (all.dated_documents == 0 || published > all.last_published) all.last_published = published;
    ++all.dated_documents;
  }
  for (std::uint32_t i = 0; i < graph.label_count(); ++i) {
    if (const auto count = graph.node_count(LabelId{i}); count > 0) all.labels.push_back({std::string(graph.name(LabelId{i})), count});
  }
  for (std::uint32_t i = 0; i < graph.edge_type_count(); ++i) {
    if (const auto count = graph.edge_count(EdgeTypeId{i}); count > 0) all.types.push_back({std::string(graph.name(EdgeTypeId{i})), count});
  }
  sort_by_count(all.labels);
  sort_by_count(all.types);

  const auto name = graph.find_key("name"), date = graph.find_key("date"), status = graph.find_key("status"), event = graph.find_key("event");
  const auto mentions = graph.find_edge_type("MENTIONS"), held_at = graph.find_edge_type("HELD_AT");
  if (const auto actor = graph.find_label("Actor"); actor && mentions) {
    for (const NodeId node : graph.nodes_with(*actor)) {
      if (const std::size_t count = graph.in(node, *mentions).size(); count > 0 && name) {
        all.top_actors.push_back({text_of(graph.property(node, *name)), count});
      }
    }
    sort_by_count(all.top_actors);
    if (all.top_actors.size() > top_actors) all.top_actors.resize(top_actors);
  }
  if (const auto meeting = graph.find_label("Meeting")) {
    std::map<std::string, std::uint64_t> by_status;
    for (const NodeId node : graph.nodes_with(*meeting)) {
      ++all.meetings;
      all.meetings_with_date += has(graph, node, date) ? 1 : 0;
      all.meetings_with_place += held_at && !graph.out(node, *held_at).empty() ? 1 : 0;
      if (status) ++by_status[text_of(graph.property(node, *status))];
    }
    for (const auto& [its_name, count] : by_status) all.meeting_status.push_back({its_name, count});
    sort_by_count(all.meeting_status);
  }
  if (event) {
    for (std::uint32_t i = 0; i < graph.edge_bound(); ++i) {
      const EdgeId edge{i};
      if (!graph.alive(edge) || graph.property(edge, *event) != PropertyValue(true)) continue;
      ++all.events;
      all.events_with_date += has(graph, edge, date) ? 1 : 0;
    }
  }
  return all;
}

}  // namespace kg::graph
