#include "export/edge_look.hpp"

namespace kg::exporter {

EdgeLooks::EdgeLooks(const graph::PropertyGraph& graph)
    : reports_(graph.find_key("reports")),
      weight_(graph.find_key("weight")),
      status_(graph.find_key("status")),
      polarity_(graph.find_key("polarity")),
      quad_(graph.find_key("quad")),
      date_(graph.find_key("date")),
      date_from_(graph.find_key("date_from")),
      date_to_(graph.find_key("date_to")),
      first_(graph.find_key("first")),
      last_(graph.find_key("last")),
      from_(graph.find_key("from")),
      to_(graph.find_key("to")) {}

EdgeLook EdgeLooks::operator()(std::span<const graph::Property> properties) const {
  EdgeLook look;
  Date date;
  for (const auto& [key, value] : properties) {
    if (const auto* number = std::get_if<std::int64_t>(&value.data)) {
      if (key == reports_ || key == weight_) look.weight = std::max<std::int64_t>(1, *number);
      continue;
    }
    const auto* text = std::get_if<std::string>(&value.data);
    if (text == nullptr) continue;
    const auto bound = [&](Date& into, bool end) {
      if (const auto parsed = Date::parse(*text)) into = end ? parsed->last_day() : parsed->first_day();
    };
    if (key == status_) {
      if (look.stroke == Stroke::solid) look.stroke = stroke_of_status(*text);
    } else if (key == polarity_) {
      if (*text == "negative") look.stroke = Stroke::dotted;
    } else if (key == quad_) {
      look.mood = mood_of_quad(*text);
    } else if (key == date_) {
      date = Date::parse(*text).value_or(Date{});
    } else if (key == date_from_ || key == first_ || key == from_) {
      bound(look.first, false);
    } else if (key == date_to_ || key == last_ || key == to_) {
      bound(look.last, true);
    }
  }
  if (!look.first && !look.last && date) look.first = date.first_day(), look.last = date.last_day();
  if (look.first && look.last && look.last < look.first) look.last = look.first;
  return look;
}

Shape shape_for(std::string_view label) {
  if (label == "Person") return Shape::person;
  if (label == "Organization") return Shape::organization;
  if (label == "State") return Shape::state;
  if (label == "Place") return Shape::place;
  if (label == "Policy") return Shape::policy;
  if (label == "Meeting") return Shape::meeting;
  return Shape::other;
}

}  // namespace kg::exporter
