// Curves and label places for the links of a laid-out diagram.
#pragma once

#include <array>
#include <span>
#include <vector>

namespace kg::exporter {

struct Point {
  double x = 0, y = 0;
};

struct Box {
  Point low, high;
};

using Cubic = std::array<Point, 4>;

Point at(const Cubic& curve, double t);
/// The part between the parameters t0 <= t1.
Cubic part(const Cubic& curve, double t0, double t1);
/// From a to b, half-way through `via`.
Cubic through(Point a, Point via, Point b);

/// A link between two node boxes; a label of no width is none.
struct Wire {
  std::size_t from = 0, to = 0;
  double label_width = 0, label_height = 0;
};

struct Route {
  Cubic curve;  ///< from centre to centre: what lies under the two nodes is not cut off
  Point label;  ///< centre of the label, on the curve
  bool clear = true;  ///< false if the label had to stand on a node or another label
};

struct Routing {
  std::vector<Route> routes;  ///< as the wires
  std::size_t conflicts = 0;  ///< labels on nodes or labels, curves through nodes: 0 is a clean picture
};

/// Straight lines and labels half-way where that is clear; else the gentlest bend and the nearest place
/// that is. Greedy with repair passes; deterministic. O(wires² · candidates) at worst.
Routing route(std::span<const Box> nodes, std::span<const Wire> wires);

}  // namespace kg::exporter
