// A timeline: the axis of dates runs down the left side, each actor has a column, each meeting a
// row; dots mark who took part. Rows keep the order of time and stand further apart when more time
// lies between them. A page is higher than wide: that is why time does not run to the right.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "export/layout.hpp"
#include "export/node_shape.hpp"

namespace kg::exporter {

namespace {

constexpr std::size_t name_width = 11;
constexpr double line_height = 13.2;
constexpr double axis_width = 92;
constexpr double meeting_width = 230;
constexpr double most_gap = 40;

// The date of a row without the year that stands above it: "12 Jun"; a year alone is no news.
std::string day_text(const DiagramNode& meeting) {
  const std::string year = std::to_string((meeting.first ? meeting.first : meeting.last).year);
  if (meeting.when == year) return {};
  return meeting.when.ends_with(" " + year) ? meeting.when.substr(0, meeting.when.size() - year.size() - 1) : meeting.when;
}

std::int64_t days(Date date) { return date.first_sys_day().time_since_epoch().count(); }

}  // namespace

Placed place_on_timeline(const Diagram& diagram) {
  std::vector<std::uint32_t> meetings, actors;
  for (std::uint32_t i = 0; i < diagram.nodes.size(); ++i) {
    const DiagramNode& node = diagram.nodes[i];
    if (node.shape != Shape::meeting) {
      actors.push_back(i);
    } else if (node.first || node.last) {
      meetings.push_back(i);
    }
  }
  if (meetings.empty()) {
    throw Error("no meeting has a date: there is no timeline to draw", {}, {}, "leave out --layout timeline");
  }
  const auto when = [&](std::uint32_t i) { return diagram.nodes[i].first ? diagram.nodes[i].first : diagram.nodes[i].last; };
  std::stable_sort(meetings.begin(), meetings.end(), [&](auto a, auto b) { return when(a) < when(b); });
  std::map<std::uint32_t, Date> arrival;
  for (const DiagramLink& link : diagram.links) {
    const bool to_meeting = diagram.nodes[link.to].shape == Shape::meeting;
    const Date date = when(to_meeting ? link.to : link.from);
    Date& first = arrival[to_meeting ? link.from : link.to];
    if (date && (!first || date < first)) first = date;
  }
  // Who is there most often comes first; of the others, who comes first: then lines are short.
  std::stable_sort(actors.begin(), actors.end(), [&](auto a, auto b) {
    const DiagramNode &x = diagram.nodes[a], &y = diagram.nodes[b];
    if (x.focus != y.focus) return x.focus;
    return x.reports != y.reports ? x.reports > y.reports : arrival[a] < arrival[b];
  });

  Placed placed;
  placed.name_width = name_width;
  placed.meeting_width = meeting_width;
  const NodeLook look{name_width, meeting_width};
  const auto height = [&](std::uint32_t i) { return line_height * static_cast<double>(label_lines(diagram.nodes[i], look).size()) + 12; };
  double column_width = 60, header = 30;
  for (const std::uint32_t actor : actors) {
    for (const std::string& line : label_lines(diagram.nodes[actor], look)) column_width = std::max(column_width, text_width(line, 11) + 22);
    header = std::max(header, height(actor));
  }
  placed.nodes.resize(diagram.nodes.size());
  const double first_column = axis_width + meeting_width + column_width / 2 + 10;
  std::map<std::uint32_t, double> column;
  for (std::size_t i = 0; i < actors.size(); ++i) {
    column[actors[i]] = first_column + column_width * static_cast<double>(i);
    placed.nodes[actors[i]] = {column[actors[i]], 0};
  }
  const double right = first_column + column_width * static_cast<double>(actors.size()) - column_width / 2;

  double y = -header / 2 - 58;
  for (std::size_t i = 0; i < meetings.size(); ++i) {
    const Date date = when(meetings[i]);
    const bool new_year = i == 0 || when(meetings[i - 1]).year != date.year;
    if (i > 0) {
      const double apart = static_cast<double>(days(date) - days(when(meetings[i - 1])));
      y -= (height(meetings[i - 1]) + height(meetings[i])) / 2 + 8 + std::min(most_gap, apart / 12) + (new_year ? 36 : 0);
    }
    if (new_year) {
      const double top = y + height(meetings[i]) / 2 + 28;
      placed.rules.push_back({{0, top}, {right, top}});
      placed.texts.push_back({{axis_width - 10, top - 12}, std::to_string(date.year), true});
    }
    placed.texts.push_back({{axis_width - 10, y}, day_text(diagram.nodes[meetings[i]])});
    placed.nodes[meetings[i]] = {axis_width + meeting_width / 2, y};
  }
  const double bottom = y - 30;
  for (const std::uint32_t actor : actors) placed.rules.push_back({{column[actor], -header / 2}, {column[actor], bottom}});

  for (const DiagramLink& link : diagram.links) {
    PlacedLink line;
    const bool to_meeting = diagram.nodes[link.to].shape == Shape::meeting;
    const std::uint32_t meeting = to_meeting ? link.to : link.from, actor = to_meeting ? link.from : link.to;
    if (diagram.nodes[meeting].shape == Shape::meeting && column.contains(actor) && (diagram.nodes[meeting].first || diagram.nodes[meeting].last)) {
      const Point at_meeting = placed.nodes[meeting];
      const Point from = {axis_width + meeting_width, at_meeting.y}, to = {column[actor], at_meeting.y};
      line.curve = to_meeting ? std::vector<Point>{to, to, from, from} : std::vector<Point>{from, from, to, to};
    }
    if (!line.curve.empty()) placed.dots.push_back({{column[actor], placed.nodes[meeting].y}, static_cast<std::uint32_t>(placed.links.size())});
    placed.links.push_back(std::move(line));
  }
  placed.low = {0, bottom};
  placed.high = {right, header / 2};
  return placed;
}

}  // namespace kg::exporter
