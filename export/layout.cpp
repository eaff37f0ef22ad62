// The engines place the nodes; lines and their labels are ours (routing.hpp): each line is as straight
// as it can be without crossing a node, each label stands on its line where nothing else does, and
// the nodes move apart until all labels fit. Graphviz's own edge labels lost: all engines but dot
// ignore them, and xlabels are dropped when space is short.
#include "export/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "base/error.hpp"
#include "export/gv.hpp"
#include "export/node_shape.hpp"

namespace kg::exporter {

namespace {

constexpr std::string_view names[] = {"dot", "neato", "fdp", "sfdp", "circo", "twopi", "timeline"};
// How many nodes an engine lays out within 30 s; those that are not here: most_nodes.
constexpr std::pair<std::string_view, std::size_t> most_of_engine[] = {{"dot", 400}, {"neato", 2000}, {"fdp", 5000}, {"circo", 200}};

constexpr std::size_t most_routed = 400;  // nodes; above, lines are straight
constexpr int most_spreads = 12;
constexpr double spread = 1.1;
constexpr std::size_t most_tried = 80;  // nodes; above, one start must do
constexpr int starts = 4;
constexpr double island_gap = 30;       // points between parts that nothing joins

// A node with its place in the picture (the engine's place, spread out).
struct Standing {
  Agnode_t* node;
  Point at;
};

bool inside(const Standing& shape, Point p) {
  inside_t context{};
  context.s.n = shape.node;
  context.s.bp = nullptr;
  return ND_shape(shape.node)->fns->insidefn(&context, pointf{p.x - shape.at.x, p.y - shape.at.y}) != 0;
}

// Cuts what lies under the shapes of the two ends.
Cubic clipped(const Cubic& c, const Standing& from, const Standing& to) {
  const auto border = [&](const Standing& node, double in, double out) {
    for (int i = 0; i < 24; ++i) {
      const double half = (in + out) / 2;
      (inside(node, at(c, half)) ? in : out) = half;
    }
    return out;
  };
  const double t0 = inside(from, c[0]) && !inside(from, at(c, 0.5)) ? border(from, 0, 0.5) : 0;
  const double t1 = inside(to, c[3]) && !inside(to, at(c, 0.5)) ? border(to, 1, 0.5) : 1;
  return part(c, t0, t1);
}

Box around(const std::vector<Box>& boxes) {
  Box all = boxes.front();
  for (const Box& box : boxes) {
    all.low = {std::min(all.low.x, box.low.x), std::min(all.low.y, box.low.y)};
    all.high = {std::max(all.high.x, box.high.x), std::max(all.high.y, box.high.y)};
  }
  return all;
}

double longest_side(const std::vector<Box>& boxes) {
  const Box all = around(boxes);
  return std::max(all.high.x - all.low.x, all.high.y - all.low.y);
}

// Pairs of lines between other nodes that cross.
std::size_t crossings(const std::vector<Point>& nodes, const std::vector<Wire>& wires) {
  const auto side = [](Point a, Point b, Point p) { return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0; };
  std::size_t count = 0;
  for (std::size_t i = 0; i < wires.size(); ++i) {
    const Point a = nodes[wires[i].from], b = nodes[wires[i].to];
    for (std::size_t j = i + 1; j < wires.size(); ++j) {
      const Wire& other = wires[j];
      if (other.from == wires[i].from || other.from == wires[i].to || other.to == wires[i].from || other.to == wires[i].to) continue;
      const Point c = nodes[other.from], d = nodes[other.to];
      if (side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b)) ++count;
    }
  }
  return count;
}

class Engine {
 public:
  Engine(const Diagram& diagram, const std::string& engine, int start)
      : diagram_(diagram), engine_(engine), many_(diagram.nodes.size() > 20), drawing_("kg", engine == "dot") {
    make_nodes();
    make_links();
    set_graph(start);
    drawing_.lay_out(engine_);
  }

  Placed run() {
    gather_islands();
    return read();
  }

  /// How far the picture is from a clean one: lines that cross, labels in the way, paper.
  double cost() const { return cost_; }

 private:
  void make_nodes() {
    for (std::size_t i = 0; i < diagram_.nodes.size(); ++i) {
      nodes_.push_back(drawing_.node(fmt::format("n{}", i)));
      give_shape(drawing_, nodes_.back(), diagram_.nodes[i], {});
    }
  }

  void make_links() {
    std::vector<std::uint32_t> order(diagram_.links.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return diagram_.links[a].reports > diagram_.links[b].reports; });
    wires_.resize(order.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
      const DiagramLink& link = diagram_.links[order[rank]];
      Wire& wire = wires_[order[rank]];
      wire.from = link.from, wire.to = link.to;
      if (link.label.empty()) continue;
      if (rank >= most_labels) {
        ++unlabelled_;
        continue;
      }
      for (const LabelLine& line : link.label) wire.label_width = std::max(wire.label_width, label_width(line));
      wire.label_height = label_line_height * static_cast<double>(link.label.size()) + 3;
    }
    for (std::size_t i = 0; i < wires_.size(); ++i) {
      Agnode_t *from = nodes_[wires_[i].from], *to = nodes_[wires_[i].to];
      if (engine_ == "dot" && wires_[i].label_width > 0) {  // ranks stand as far apart as the labels are wide
        Agnode_t* room = drawing_.node(fmt::format("l{}", i));
        drawing_.set(room, "shape", "box");
        drawing_.set(room, "fixedsize", "true");
        drawing_.set(room, "label", "");
        drawing_.set(room, "width", fmt::format("{:.3f}", wires_[i].label_width / 72));
        drawing_.set(room, "height", fmt::format("{:.3f}", wires_[i].label_height / 72));
        drawing_.edge(from, room);
        drawing_.edge(room, to);
      } else {
        Agedge_t* edge = drawing_.edge(from, to);
        if (engine_ != "dot") drawing_.set(edge, "len", fmt::format("{:.2f}", (many_ ? 0.9 : 1.4) + wires_[i].label_width / 72 * (many_ ? 0.45 : 0.7)));
      }
    }
  }

  void set_graph(int start) {
    drawing_.set("start", std::to_string(start));
    drawing_.set("outputorder", "nodesfirst");
    if (engine_ == "dot") {
      drawing_.set("rankdir", "LR");
      drawing_.set("ranksep", "0.25");
      drawing_.set("nodesep", "0.15");
      drawing_.set("splines", "line");
      return;
    }
    // The engine's own curves are thrown away: the cheapest will do.
    drawing_.set("splines", "false");
    drawing_.set("overlap", "prism");
    drawing_.set("sep", "+10,10");
    drawing_.set("pack", "18");  // parts that hang on nothing stand close by
    drawing_.set("packmode", "node");
    drawing_.set("epsilon", "0.0001");
    drawing_.set("maxiter", "2000");
    if (engine_ == "sfdp") drawing_.set("K", "0.8");
    if (engine_ == "fdp") drawing_.set("K", "0.9");
    if (engine_ == "twopi") drawing_.set("ranksep", "1.3 equally");
    for (std::size_t i = 0; i < diagram_.nodes.size(); ++i) {
      if (diagram_.nodes[i].focus) drawing_.set("root", fmt::format("n{}", i));
    }
  }

  // Parts of the picture that nothing joins stand in rows below the largest: an engine scatters them.
  void gather_islands() {
    std::vector<std::uint32_t> part(nodes_.size());
    std::iota(part.begin(), part.end(), 0);
    const auto root = [&](std::size_t node) {
      while (part[node] != node) node = part[node];
      return static_cast<std::uint32_t>(node);
    };
    for (const Wire& wire : wires_) {
      const std::uint32_t a = root(wire.from), b = root(wire.to);
      part[std::max(a, b)] = std::min(a, b);
    }
    std::map<std::uint32_t, std::vector<std::size_t>> islands;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      centres_.push_back({ND_coord(nodes_[i]).x, ND_coord(nodes_[i]).y});
      islands[root(i)].push_back(i);
    }
    if (islands.size() < 2 || engine_ == "dot") return;
    std::vector<std::vector<std::size_t>> order;
    for (auto& [first, island] : islands) order.push_back(std::move(island));
    for (const auto& island : order) {
      if (island.size() == 2) stretch(island[0], island[1]);
    }
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    double area = 0;
    for (const auto& island : order) {
      const Box box = extent(island);
      area += (box.high.x - box.low.x + island_gap) * (box.high.y - box.low.y + island_gap);
    }
    const Box main = extent(order.front());
    const double width = std::max(main.high.x - main.low.x, 1.3 * std::sqrt(area));
    double x = main.low.x, top = main.low.y - island_gap, row = 0;
    for (std::size_t i = 1; i < order.size(); ++i) {
      const Box box = extent(order[i]);
      const double w = box.high.x - box.low.x, h = box.high.y - box.low.y;
      if (x > main.low.x && x + w > main.low.x + width) x = main.low.x, top -= row + island_gap, row = 0;
      for (const std::size_t node : order[i]) centres_[node] = {centres_[node].x + x - box.low.x, centres_[node].y + top - box.high.y};
      x += w + island_gap;
      row = std::max(row, h);
    }
  }

  // Two nodes side by side, with room for the label between them.
  void stretch(std::size_t left, std::size_t right) {
    double label = 0;
    for (const Wire& wire : wires_) {
      if (std::minmax(wire.from, wire.to) == std::minmax(left, right)) label = std::max(label, wire.label_width);
    }
    centres_[right] = {centres_[left].x + (ND_width(nodes_[left]) + ND_width(nodes_[right])) * 36 + label + island_gap, centres_[left].y};
  }

  Box box_of(std::size_t node, double scale) const {
    const double x = centres_[node].x * scale, y = centres_[node].y * scale;
    const double w = ND_width(nodes_[node]) * 36, h = ND_height(nodes_[node]) * 36;
    return {{x - w, y - h}, {x + w, y + h}};
  }

  Box extent(const std::vector<std::size_t>& nodes) const {
    std::vector<Box> boxes;
    for (const std::size_t node : nodes) boxes.push_back(box_of(node, 1));
    return around(boxes);
  }

  Placed read() {
    Placed placed;
    std::vector<Box> boxes;
    const auto spread_out = [&](double scale) {
      boxes.clear();
      for (std::size_t i = 0; i < nodes_.size(); ++i) boxes.push_back(box_of(i, scale));
    };
    double scale = 1, best_scale = 1;
    spread_out(scale);
    Routing routing = diagram_.nodes.size() <= most_routed ? route(boxes, wires_) : straight(boxes);
    // Labels get more room as long as the picture still fits a page.
    const double most_side = 640 + 13 * static_cast<double>(diagram_.nodes.size());
    for (int i = 0; i < most_spreads && routing.conflicts > 0; ++i) {
      scale *= spread;
      spread_out(scale);
      if (longest_side(boxes) > most_side) break;
      Routing next = route(boxes, wires_);
      if (next.conflicts >= routing.conflicts) continue;
      routing = std::move(next);
      best_scale = scale;
    }
    spread_out(best_scale);
    placed.low = boxes.front().low, placed.high = boxes.front().high;
    const auto widen = [&](const Box& box) {
      placed.low = {std::min(placed.low.x, box.low.x), std::min(placed.low.y, box.low.y)};
      placed.high = {std::max(placed.high.x, box.high.x), std::max(placed.high.y, box.high.y)};
    };
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      placed.nodes.push_back({(boxes[i].low.x + boxes[i].high.x) / 2, (boxes[i].low.y + boxes[i].high.y) / 2});
      widen(boxes[i]);
    }
    for (std::size_t i = 0; i < wires_.size(); ++i) {
      const Route& route = routing.routes[i];
      const Wire& wire = wires_[i];
      const Cubic curve = clipped(route.curve, {nodes_[wire.from], placed.nodes[wire.from]}, {nodes_[wire.to], placed.nodes[wire.to]});
      PlacedLink line;
      line.curve.assign(curve.begin(), curve.end());
      line.label = route.label;
      line.labelled = wire.label_width > 0 && route.clear;
      if (wire.label_width > 0 && !route.clear) ++placed.labels_left_out;
      for (const double t : {0.25, 0.5, 0.75}) widen({at(curve, t), at(curve, t)});
      const double w = wire.label_width / 2, h = wire.label_height / 2;
      if (line.labelled) widen({{route.label.x - w, route.label.y - h}, {route.label.x + w, route.label.y + h}});
      placed.links.push_back(std::move(line));
    }
    const double paper = (placed.high.x - placed.low.x) * (placed.high.y - placed.low.y);
    cost_ = std::sqrt(paper) * static_cast<double>(10 + crossings(placed.nodes, wires_) + 3 * routing.conflicts + 3 * placed.labels_left_out);
    placed.labels_left_out += unlabelled_;
    return placed;
  }

  Routing straight(const std::vector<Box>& boxes) const {
    Routing routing;
    for (const Wire& wire : wires_) {
      const auto centre = [&](std::size_t n) {
        return Point{(boxes[n].low.x + boxes[n].high.x) / 2, (boxes[n].low.y + boxes[n].high.y) / 2};
      };
      const Point a = centre(wire.from), b = centre(wire.to);
      const Point half = {(a.x + b.x) / 2, (a.y + b.y) / 2};
      routing.routes.push_back({through(a, half, b), half});
    }
    return routing;
  }

  const Diagram& diagram_;
  const std::string engine_;
  const bool many_;  // more nodes than a page shows with all labels: keep together
  gv::Drawing drawing_;
  std::vector<Agnode_t*> nodes_;
  std::vector<Point> centres_;
  std::vector<Wire> wires_;
  double cost_ = 0;
  std::size_t unlabelled_ = 0;  // links beyond most_labels
};

}  // namespace

std::span<const std::string_view> layouts() { return names; }

Placed place(const Diagram& diagram, const std::string& layout) {
  if (layout == "timeline") return place_on_timeline(diagram);
  for (const auto& [engine, most] : most_of_engine) {
    if (layout != engine || diagram.nodes.size() <= most) continue;
    throw Error(fmt::format("the layout '{}' takes too long with {} nodes", layout, diagram.nodes.size()), "--layout", {},
                fmt::format("at most {}; leave out --layout, or take sfdp or twopi", most));
  }
  const bool random = layout == "neato" || layout == "fdp" || layout == "sfdp";
  Placed best;
  double least = std::numeric_limits<double>::infinity();
  for (int start = 1; start <= (random && diagram.nodes.size() <= most_tried ? starts : 1); ++start) {
    Engine engine(diagram, layout, start);
    Placed placed = engine.run();
    if (engine.cost() >= least) continue;
    least = engine.cost();
    best = std::move(placed);
  }
  return best;
}

}  // namespace kg::exporter
