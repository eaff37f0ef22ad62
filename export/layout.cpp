// The engines place the nodes; lines and their labels are ours (routing.hpp): each line is as straight
// as it can be without crossing a node, each label stands on its line where nothing else does, and
// the nodes move apart until all labels fit. Graphviz's own edge labels lost: all engines but dot
// ignore them, and xlabels are dropped when space is short.
#include "export/layout.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "export/gv.hpp"
#include "export/node_shape.hpp"

namespace kg::exporter {

namespace {

constexpr std::string_view names[] = {"dot", "neato", "fdp", "sfdp", "circo", "twopi", "timeline"};

constexpr std::size_t most_routed = 400;  // nodes; above, lines are straight
constexpr int most_spreads = 12;
constexpr double spread = 1.1;

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

double longest_side(const std::vector<Box>& boxes) {
  Box all = boxes.front();
  for (const Box& box : boxes) {
    all.low = {std::min(all.low.x, box.low.x), std::min(all.low.y, box.low.y)};
    all.high = {std::max(all.high.x, box.high.x), std::max(all.high.y, box.high.y)};
  }
  return std::max(all.high.x - all.low.x, all.high.y - all.low.y);
}

class Engine {
 public:
  Engine(const Diagram& diagram, const std::string& engine)
      : diagram_(diagram), engine_(engine), many_(diagram.nodes.size() > 20), drawing_("kg", engine == "dot") {}

  Placed run() {
    make_nodes();
    make_links();
    set_graph();
    drawing_.lay_out(engine_);
    return read();
  }

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
      if (rank >= most_labels || link.label.empty()) continue;
      for (const std::string& line : link.label) wire.label_width = std::max(wire.label_width, text_width(line, label_size) + 5);
      wire.label_height = 11.5 * static_cast<double>(link.label.size()) + 3;
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

  void set_graph() {
    drawing_.set("start", "1");
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

  Placed read() {
    Placed placed;
    std::vector<Box> boxes;
    const auto spread_out = [&](double scale) {
      boxes.clear();
      for (Agnode_t* node : nodes_) {
        const double x = ND_coord(node).x * scale, y = ND_coord(node).y * scale;
        const double w = ND_width(node) * 36, h = ND_height(node) * 36;
        boxes.push_back({{x - w, y - h}, {x + w, y + h}});
      }
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
  std::vector<Wire> wires_;
};

}  // namespace

std::span<const std::string_view> layouts() { return names; }

Placed place(const Diagram& diagram, const std::string& layout) {
  if (layout == "timeline") return place_on_timeline(diagram);
  return Engine(diagram, layout).run();
}

}  // namespace kg::exporter
