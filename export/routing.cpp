#include "export/routing.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace kg::exporter {

namespace {

constexpr double bends[] = {0, 18, -18, 36, -36, 60, -60, 95, -95};  // points beside the straight line
constexpr double places[] = {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74};
constexpr std::size_t sample_count = 20;
constexpr int passes = 3;
constexpr double gap = 4;  // points kept free around a label or node
constexpr double hard = 400;  // cost of what must not be

Point middle(Point a, Point b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2}; }
Box grown(const Box& box, double by) { return {{box.low.x - by, box.low.y - by}, {box.high.x + by, box.high.y + by}}; }
bool inside(const Box& box, Point p) { return p.x > box.low.x && p.x < box.high.x && p.y > box.low.y && p.y < box.high.y; }
bool overlap(const Box& a, const Box& b) {
  return a.low.x < b.high.x && b.low.x < a.high.x && a.low.y < b.high.y && b.low.y < a.high.y;
}
Box around(Point centre, double width, double height) {
  return {{centre.x - width / 2, centre.y - height / 2}, {centre.x + width / 2, centre.y + height / 2}};
}

// One way to draw a wire.
struct Draft {
  double bend = 0;
  Cubic curve{};
  std::array<Point, sample_count> samples{};  // of the part between the two nodes
  Box extent{};
  std::optional<Box> label;
  Point label_at{};
};

class Router {
 public:
  Router(std::span<const Box> nodes, std::span<const Wire> wires) : nodes_(nodes), wires_(wires), drafts_(wires.size()) {
    for (std::size_t i = 0; i < wires.size(); ++i) {
      siblings_[std::minmax(wires[i].from, wires[i].to)].push_back(i);
    }
  }

  Routing run() {
    for (int pass = 0; pass < passes; ++pass) {
      bool changed = false;
      for (std::size_t i = 0; i < wires_.size(); ++i) changed |= improve(i, pass > 0);
      if (pass > 0 && !changed) break;
    }
    Routing routing;
    for (std::size_t i = 0; i < wires_.size(); ++i) {
      const Draft& draft = *drafts_[i];
      if (cost_of(i, draft) >= hard / 2) ++routing.conflicts;
      const bool clear = !draft.label || label_cost(i, draft, *draft.label) < hard;
      routing.routes.push_back({draft.curve, draft.label_at, clear});
      // A label that has no place is not drawn: the others need not avoid it.
      if (!clear) drafts_[i]->label.reset();
    }
    return routing;
  }

 private:
  Draft draft(const Wire& wire, double bend) const {
    const Point a = middle(nodes_[wire.from].low, nodes_[wire.from].high), b = middle(nodes_[wire.to].low, nodes_[wire.to].high);
    const double length = std::max(1.0, std::hypot(b.x - a.x, b.y - a.y));
    const double side = wire.from < wire.to ? bend : -bend;  // siblings bend apart whatever their direction
    Point via = middle(a, b);
    via.x -= (b.y - a.y) / length * side;
    via.y += (b.x - a.x) / length * side;
    Draft draft;
    draft.bend = bend;
    draft.curve = through(a, via, b);
    double t0 = 0, t1 = 1;
    while (t0 < 0.45 && inside(nodes_[wire.from], at(draft.curve, t0))) t0 += 0.02;
    while (t1 > 0.55 && inside(nodes_[wire.to], at(draft.curve, t1))) t1 -= 0.02;
    visible_ = {t0, t1};
    draft.extent = {a, a};
    for (std::size_t s = 0; s < sample_count; ++s) {
      const Point p = at(draft.curve, std::lerp(t0, t1, static_cast<double>(s) / (sample_count - 1)));
      draft.samples[s] = p;
      draft.extent.low = {std::min(draft.extent.low.x, p.x), std::min(draft.extent.low.y, p.y)};
      draft.extent.high = {std::max(draft.extent.high.x, p.x), std::max(draft.extent.high.y, p.y)};
    }
    draft.label_at = via;
    return draft;
  }

  // What the curve itself costs: nodes and labels that it crosses, its bend, a sibling too near.
  double curve_cost(std::size_t i, const Draft& draft) const {
    const Wire& wire = wires_[i];
    // A strong bend on a short line looks like a mistake, a stronger one is a knot.
    const double length = std::max(1.0, std::hypot(draft.curve[3].x - draft.curve[0].x, draft.curve[3].y - draft.curve[0].y));
    double cost = std::abs(draft.bend) * 0.5 + (std::abs(draft.bend) > 0.5 * length ? 2 * hard : std::abs(draft.bend) > 0.3 * length ? hard / 2 : 0);
    for (std::size_t n = 0; n < nodes_.size(); ++n) {
      if (n == wire.from || n == wire.to || !overlap(nodes_[n], draft.extent)) continue;
      const Box box = grown(nodes_[n], 2);
      const auto hits = std::count_if(draft.samples.begin(), draft.samples.end(), [&](Point p) { return inside(box, p); });
      if (hits > 0) cost += hard + 10 * static_cast<double>(hits);
    }
    for (const std::size_t s : siblings_.at(std::minmax(wire.from, wire.to))) {
      if (s != i && drafts_[s] && std::abs(drafts_[s]->bend - draft.bend) < 17) cost += hard;
    }
    for (std::size_t w = 0; w < wires_.size(); ++w) {
      if (w == i || !drafts_[w] || !drafts_[w]->label || !overlap(*drafts_[w]->label, draft.extent)) continue;
      const Box& label = *drafts_[w]->label;
      cost += 12 * static_cast<double>(std::count_if(draft.samples.begin(), draft.samples.end(), [&](Point p) { return inside(label, p); }));
    }
    return cost;
  }

  double label_cost(std::size_t i, const Draft& draft, const Box& label) const {
    double cost = 0;
    // A line that its own label hides is no line.
    const auto hidden = std::count_if(draft.samples.begin(), draft.samples.end(), [&](Point p) { return inside(label, p); });
    if (hidden > static_cast<std::ptrdiff_t>(sample_count * 6 / 10)) cost += hard / 2;
    const Box box = grown(label, gap);
    for (const Box& node : nodes_) {
      if (overlap(node, box)) cost += hard;
    }
    for (std::size_t w = 0; w < wires_.size(); ++w) {
      if (w == i || !drafts_[w]) continue;
      if (drafts_[w]->label && overlap(*drafts_[w]->label, box)) cost += hard;
      if (!overlap(drafts_[w]->extent, label)) continue;
      const auto& samples = drafts_[w]->samples;
      cost += 12 * static_cast<double>(std::count_if(samples.begin(), samples.end(), [&](Point p) { return inside(label, p); }));
    }
    return cost;
  }

  double cost_of(std::size_t i, const Draft& draft) const {
    return curve_cost(i, draft) + (draft.label ? label_cost(i, draft, *draft.label) : 0);
  }

  bool improve(std::size_t i, bool again) {
    const Wire& wire = wires_[i];
    double best = again ? cost_of(i, *drafts_[i]) : 1e18;
    if (best < 2) return false;
    const double before = best;
    std::optional<Draft> chosen;
    for (const double bend : bends) {
      Draft candidate = draft(wire, bend);
      const double of_curve = curve_cost(i, candidate);
      if (of_curve >= best) continue;
      if (wire.label_width <= 0) {
        best = of_curve;
        chosen = candidate;
        continue;
      }
      for (const double place : places) {
        const Point p = at(candidate.curve, std::lerp(visible_.first, visible_.second, place));
        const Box label = around(p, wire.label_width, wire.label_height);
        const double cost = of_curve + std::abs(place - 0.5) * 24 + label_cost(i, candidate, label);
        if (cost >= best - 0.01) continue;
        best = cost;
        chosen = candidate;
        chosen->label = label;
        chosen->label_at = p;
      }
    }
    if (!chosen || best >= before) return false;
    drafts_[i] = std::move(chosen);
    return true;
  }

  std::span<const Box> nodes_;
  std::span<const Wire> wires_;
  std::vector<std::optional<Draft>> drafts_;
  std::map<std::pair<std::size_t, std::size_t>, std::vector<std::size_t>> siblings_;
  mutable std::pair<double, double> visible_{0, 1};  // of the draft made last
};

}  // namespace

Point at(const Cubic& c, double t) {
  const double u = 1 - t, a = u * u * u, b = 3 * u * u * t, d = 3 * u * t * t, e = t * t * t;
  return {a * c[0].x + b * c[1].x + d * c[2].x + e * c[3].x, a * c[0].y + b * c[1].y + d * c[2].y + e * c[3].y};
}

Cubic part(const Cubic& c, double t0, double t1) {
  const auto head = [](const Cubic& p, double t) {  // de Casteljau
    const auto mix = [t](Point a, Point b) { return Point{std::lerp(a.x, b.x, t), std::lerp(a.y, b.y, t)}; };
    const Point ab = mix(p[0], p[1]), bc = mix(p[1], p[2]), cd = mix(p[2], p[3]);
    const Point abc = mix(ab, bc), bcd = mix(bc, cd);
    return Cubic{p[0], ab, abc, mix(abc, bcd)};
  };
  Cubic first = head(c, t1);
  std::reverse(first.begin(), first.end());
  Cubic second = head(first, t1 > 0 ? 1 - t0 / t1 : 1);
  std::reverse(second.begin(), second.end());
  return second;
}

Cubic through(Point a, Point via, Point b) {
  const Point control = {2 * via.x - (a.x + b.x) / 2, 2 * via.y - (a.y + b.y) / 2};
  const auto third = [&](Point end) { return Point{end.x + (control.x - end.x) * 2 / 3, end.y + (control.y - end.y) * 2 / 3}; };
  return {a, third(a), third(b), b};
}

Routing route(std::span<const Box> nodes, std::span<const Wire> wires) { return Router(nodes, wires).run(); }

}  // namespace kg::exporter
