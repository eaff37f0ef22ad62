// Where everything of a diagram stands. Units are points (1/72 inch), y grows upwards.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "export/diagram.hpp"
#include "export/routing.hpp"

namespace kg::exporter {

/// The curve of a link: cubic Bézier points, 3 k + 1 of them, from border to border of its nodes.
struct PlacedLink {
  std::vector<Point> curve;
  Point label;               ///< centre of its label
  bool labelled = false;
};

/// A text of a layout's own: the years and days of a time axis.
struct PlacedText {
  Point at;  ///< centre of its right end
  std::string text;
  bool heading = false;
};
struct PlacedRule {
  Point from, to;
};

/// The end of a link that has no node there: a column of a timeline.
struct PlacedDot {
  Point at;
  std::uint32_t link = 0;
};

struct Placed {
  std::size_t name_width = 18;     ///< characters of a line of a name
  double meeting_width = 0;        ///< points: meetings are rows of this width
  std::vector<Point> nodes;        ///< centres, as Diagram::nodes
  std::vector<PlacedLink> links;   ///< as Diagram::links
  std::vector<PlacedText> texts;
  std::vector<PlacedRule> rules;
  std::vector<PlacedDot> dots;
  std::size_t labels_left_out = 0; ///< of lines, for want of room
  Point low, high;                 ///< bounding box of all of it
};

/// dot, neato, fdp, sfdp, circo, twopi, timeline.
std::span<const std::string_view> layouts();

/// `layout` must be one of layouts(). Labels cover neither nodes nor each other: the nodes move apart
/// while the picture still fits a page; labels that find no place even so are left out. Where an engine
/// starts from random places, the best of a few starts is taken.
/// Deterministic for one version of Graphviz and its fonts. Throws kg::Error if an engine gives up or is
/// known to take minutes, or if a timeline has no dated meeting.
Placed place(const Diagram& diagram, const std::string& layout);

/// The meetings of the diagram along a date axis, their people in rows above and below.
Placed place_on_timeline(const Diagram& diagram);

/// Links above this number keep only the most reported labels.
inline constexpr std::size_t most_labels = 90;

}  // namespace kg::exporter
