#include "export/drawing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "export/layout.hpp"
#include "export/node_shape.hpp"

namespace kg::exporter {

namespace {

constexpr double arrow_length = 8;
constexpr double thinnest = 1.1;
constexpr double margin = 14;
constexpr double most_pixels = 9000;  // a side of a PNG
constexpr double widest_plain = 1500;  // points: of wider pictures heading, legend and footer grow

std::string number(double value) { return fmt::format("{:.2f}", value); }
std::string position(Point p) { return number(p.x) + "," + number(p.y); }

// Draws one diagram at its place. Parts are drawn in the order in which they are made.
class Painter {
 public:
  Painter(const Diagram& diagram, const Placed& placed, const DrawOptions& options)
      : diagram_(diagram), placed_(placed), options_(options), colours_(palette(options.theme)),
        drawing_(diagram.title, true), low_(placed.low), high_(placed.high) {
    for (const DiagramLink& link : diagram.links) most_reports_ = std::max(most_reports_, link.reports);
  }

  std::string paint() {
    const double content = std::max(high_.x - low_.x, 460.0);
    const double middle = (low_.x + high_.x) / 2;
    low_.x = middle - content / 2, high_.x = middle + content / 2;
    scale_ = std::clamp(content / widest_plain, 1.0, 4.0);
    rules();
    links();
    nodes();
    dots();
    labels();
    texts();
    heading();
    legend();
    footer();
    frame();
    return finish();
  }

 private:
  Agnode_t* fresh_node(std::string_view prefix) { return drawing_.node(fmt::format("{}{}", prefix, serial_++)); }

  void pin(Agnode_t* node, Point at) { drawing_.set(node, "pos", position(at) + "!"); }

  Agnode_t* point(Point at) {
    Agnode_t* node = fresh_node("p");
    for (const auto& [key, value] : {std::pair{"shape", "point"}, {"style", "invis"}, {"width", "0.01"}, {"height", "0.01"}, {"label", ""}}) {
      drawing_.set(node, key, value);
    }
    pin(node, at);
    return node;
  }

  Agedge_t* line(Agnode_t* from, Agnode_t* to, std::vector<Point> points, bool arrow_from = false, bool arrow_to = false) {
    Agedge_t* edge = drawing_.edge(from, to);
    // The line ends where its arrow begins; Graphviz is told the tip.
    const auto cut_back = [](Point& end, Point before) {
      const Point tip = end;
      const double length = std::max(0.01, std::hypot(tip.x - before.x, tip.y - before.y));
      const double back = std::min(arrow_length, length * 0.9);
      end = {tip.x - (tip.x - before.x) / length * back, tip.y - (tip.y - before.y) / length * back};
      return tip;
    };
    std::string pos;
    if (arrow_from) pos += "s," + position(cut_back(points.front(), points[1])) + " ";
    if (arrow_to) pos += "e," + position(cut_back(points.back(), points[points.size() - 2])) + " ";
    for (std::size_t i = 0; i < points.size(); ++i) pos += (i == 0 ? "" : " ") + position(points[i]);
    drawing_.set(edge, "pos", pos);
    drawing_.set(edge, "dir", arrow_from && arrow_to ? "both" : arrow_to ? "forward" : arrow_from ? "back" : "none");
    drawing_.set(edge, "arrowsize", "0.8");
    return edge;
  }

  // A text of the picture's own, in a box of `width`.
  void text(Point top_left, double width, double height, double size, std::string_view colour, const std::vector<std::string>& lines,
            bool bold = false, bool right = false) {
    Agnode_t* node = fresh_node("t");
    std::string all;
    for (const std::string& one : lines) all += gv::escaped(one) + (right ? "\\r" : "\\l");
    drawing_.set(node, "label", all);
    drawing_.set(node, "shape", "plaintext");
    drawing_.set(node, "fixedsize", "true");
    drawing_.set(node, "margin", "0");
    drawing_.set(node, "width", number(width / 72));
    drawing_.set(node, "height", number(height / 72));
    drawing_.set(node, "fontsize", number(size));
    drawing_.set(node, "fontname", bold ? "DejaVu Sans Bold,Verdana Bold,sans-serif" : font);
    drawing_.set(node, "fontcolor", std::string(colour));
    pin(node, {top_left.x + width / 2, top_left.y - height / 2});
  }

  void rules() {
    for (const PlacedRule& rule : placed_.rules) {
      Agedge_t* edge = line(point(rule.from), point(rule.to), {rule.from, rule.from, rule.to, rule.to});
      drawing_.set(edge, "color", std::string(colours_.muted) + "60");
      drawing_.set(edge, "penwidth", "0.7");
    }
  }

  void links() {
    for (const DiagramNode& node : diagram_.nodes) {
      nodes_.push_back(drawing_.node("node-" + std::to_string(static_cast<std::uint32_t>(node.id))));
    }
    for (std::size_t i = 0; i < diagram_.links.size(); ++i) {
      const DiagramLink& link = diagram_.links[i];
      if (placed_.links[i].curve.empty()) continue;
      Agedge_t* edge = line(nodes_[link.from], nodes_[link.to], placed_.links[i].curve, link.arrow_from, link.arrow_to);
      drawing_.set(edge, "color", std::string(colour_of(link.mood, options_.theme)));
      drawing_.set(edge, "style", std::string(name_of(link.stroke)));
      drawing_.set(edge, "penwidth", number(width_of(link)));
      drawing_.set(edge, "id", fmt::format("line-{}", i));
      drawing_.set(edge, "edgetooltip", gv::escaped_tooltip(link.tooltip));
      drawing_.set(edge, "tooltip", gv::escaped_tooltip(link.tooltip));
      if (!link.address.empty()) drawing_.set(edge, "URL", gv::escaped_url(link.address));
    }
  }

  // By number of reports: the span from one report to the most of the picture, never wider than a few reports deserve.
  double width_of(const DiagramLink& link) const {
    const double most = static_cast<double>(most_reports_);
    if (most <= 1) return thinnest;
    return thinnest + std::min(4.0, 0.75 * std::log2(most)) * std::sqrt((link.reports - 1) / (most - 1));
  }

  void nodes() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const DiagramNode& from = diagram_.nodes[i];
      give_shape(drawing_, nodes_[i], from, {placed_.name_width, placed_.meeting_width});
      const ShapeStyle& look = style_of(from.shape, options_.theme);
      std::string style = "filled";
      if (is_row(from.shape)) style += ",rounded";
      if (!look.style.empty()) style += "," + std::string(look.style);
      if (from.stroke != Stroke::solid) style += "," + std::string(name_of(from.stroke));
      drawing_.set(nodes_[i], "style", style);
      drawing_.set(nodes_[i], "color", std::string(look.hue));
      drawing_.set(nodes_[i], "fillcolor", std::string(look.fill));
      drawing_.set(nodes_[i], "fontcolor", std::string(colours_.text));
      drawing_.set(nodes_[i], "penwidth", from.focus ? "2.6" : "1.3");
      drawing_.set(nodes_[i], "id", agnameof(nodes_[i]));
      drawing_.set(nodes_[i], "tooltip", gv::escaped_tooltip(from.tooltip));
      if (!from.address.empty()) drawing_.set(nodes_[i], "URL", gv::escaped_url(from.address));
      pin(nodes_[i], placed_.nodes[i]);
    }
  }

  // On a timeline a meeting is a row, no ellipse.
  bool is_row(Shape shape) const { return shape == Shape::meeting && placed_.meeting_width > 0; }

  // Which way a line's words are meant, as the picture shows its two ends.
  std::string_view arrow(const DiagramLink& link, int towards) const {
    const Point a = placed_.nodes[link.from], b = placed_.nodes[link.to];
    const double x = towards * (b.x - a.x), y = towards * (b.y - a.y);
    if (std::abs(x) >= std::abs(y)) return x > 0 ? "→" : "←";
    return y > 0 ? "↑" : "↓";
  }

  void labels() {
    for (std::size_t i = 0; i < diagram_.links.size(); ++i) {
      if (!placed_.links[i].labelled) continue;
      const DiagramLink& link = diagram_.links[i];
      Point at = placed_.links[i].label;
      at.y += label_line_height * (static_cast<double>(link.label.size()) - 1) / 2;
      for (std::size_t n = 0; n < link.label.size(); ++n, at.y -= label_line_height) {
        const LabelLine& words = link.label[n];
        Agnode_t* node = drawing_.node(fmt::format("label-{}-{}", i, n));
        give_label(drawing_, node, words.towards == 0 ? words.text : fmt::format("{} {}", arrow(link, words.towards), words.text));
        drawing_.set(node, "style", "filled,rounded");
        drawing_.set(node, "color", std::string(colours_.background) + "00");
        drawing_.set(node, "fillcolor", std::string(colours_.background) + "E0");
        drawing_.set(node, "fontcolor", std::string(words.mood == Mood::neutral ? colours_.muted : colour_of(words.mood, options_.theme)));
        drawing_.set(node, "tooltip", gv::escaped_tooltip(link.tooltip));
        if (!link.address.empty()) drawing_.set(node, "URL", gv::escaped_url(link.address));
        pin(node, at);
      }
    }
  }

  void dots() {
    for (const PlacedDot& dot : placed_.dots) {
      const DiagramLink& link = diagram_.links[dot.link];
      const std::string colour(colour_of(link.mood, options_.theme));
      Agnode_t* node = fresh_node("d");
      for (const auto& [key, value] : {std::pair{"shape", "circle"}, {"fixedsize", "true"}, {"width", "0.13"}, {"height", "0.13"}, {"label", ""}}) {
        drawing_.set(node, key, value);
      }
      drawing_.set(node, "style", "filled");
      drawing_.set(node, "color", colour);
      drawing_.set(node, "fillcolor", link.stroke == Stroke::solid ? colour : std::string(colours_.background));
      drawing_.set(node, "tooltip", gv::escaped_tooltip(link.tooltip));
      pin(node, dot.at);
    }
  }

  void texts() {
    for (const PlacedText& one : placed_.texts) {
      const double size = one.heading ? 12 : label_size;
      const double width = text_width(one.text, size) + 12;
      text({one.at.x - width, one.at.y + 8}, width, 16, size, colours_.muted, {one.text}, one.heading, true);
    }
  }

  void heading() {
    const double width = high_.x - low_.x;
    const auto title = wrapped(diagram_.title, static_cast<std::size_t>(width / (12 * scale_)), 3);
    const double height = scale_ * 24.0 * static_cast<double>(title.size());
    high_.y += margin + scale_ * 18 + height;
    text({low_.x, high_.y}, width, height, scale_ * 18, colours_.text, title, true);
    text({low_.x, high_.y - height}, width, scale_ * 16, scale_ * 10.5, colours_.muted, {diagram_.subtitle});
  }

  // One row of samples, as many rows as it needs: shapes first, then lines.
  void legend() {
    const double size = scale_ * 9.5;
    double x = low_.x, y = low_.y - margin - scale_ * 12;
    const auto advance = [&](double width) {
      if (x > low_.x && x + width > high_.x) x = low_.x, y -= scale_ * 24;
      const double left = x;
      x += width + scale_ * 12;
      return left;
    };
    for (std::size_t s = 0; s <= static_cast<std::size_t>(Shape::other); ++s) {
      const auto shape = static_cast<Shape>(s);
      if (std::none_of(diagram_.nodes.begin(), diagram_.nodes.end(), [&](const DiagramNode& n) { return n.shape == shape; })) continue;
      const ShapeStyle& look = style_of(shape, options_.theme);
      const double width = text_width(look.name, size) + scale_ * (look.shape == "hexagon" || look.shape == "ellipse" ? 30 : 16);
      Agnode_t* node = fresh_node("k");
      const bool row = is_row(shape);
      drawing_.set(node, "label", std::string(look.name));
      drawing_.set(node, "shape", row ? "box" : std::string(look.shape));
      drawing_.set(node, "style", row ? "filled,rounded" : look.style.empty() ? "filled" : "filled," + std::string(look.style));
      drawing_.set(node, "color", std::string(look.hue));
      drawing_.set(node, "fillcolor", std::string(look.fill));
      drawing_.set(node, "fontcolor", std::string(colours_.text));
      drawing_.set(node, "fontname", font);
      drawing_.set(node, "fontsize", number(size));
      drawing_.set(node, "fixedsize", "true");
      drawing_.set(node, "margin", "0");
      drawing_.set(node, "width", number(width / 72));
      drawing_.set(node, "height", number(scale_ * 18.0 / 72));
      pin(node, {advance(width) + width / 2, y});
    }
    const auto has_stroke = [&](Stroke stroke) {
      return std::any_of(diagram_.links.begin(), diagram_.links.end(), [&](const DiagramLink& l) { return l.stroke == stroke; });
    };
    const auto has_mood = [&](Mood mood) {
      return std::any_of(diagram_.links.begin(), diagram_.links.end(), [&](const DiagramLink& l) { return l.mood == mood; });
    };
    const auto sample = [&](std::string_view words, std::string_view style, std::string_view colour, double thickness) {
      const double width = scale_ * 34 + text_width(words, size);
      const double left = advance(width);
      const Point from{left, y}, to{left + scale_ * 28, y};
      Agedge_t* edge = line(point(from), point(to), {from, from, to, to});
      drawing_.set(edge, "style", std::string(style));
      drawing_.set(edge, "color", std::string(colour));
      drawing_.set(edge, "penwidth", number(scale_ * thickness));
      text({left + scale_ * 32, y + scale_ * 7}, text_width(words, size) + scale_ * 6, scale_ * 14, size, colours_.muted, {std::string(words)});
    };
    if (has_stroke(Stroke::solid)) sample("held, said", "solid", colours_.neutral, 1.6);
    if (has_stroke(Stroke::dashed)) sample("planned", "dashed", colours_.neutral, 1.6);
    if (has_stroke(Stroke::dotted)) sample("denied, cancelled", "dotted", colours_.neutral, 1.6);
    if (has_mood(Mood::cooperation)) sample("cooperation", "solid", colours_.cooperation, 1.6);
    if (has_mood(Mood::conflict)) sample("conflict", "solid", colours_.conflict, 1.6);
    if (std::any_of(diagram_.links.begin(), diagram_.links.end(), [](const DiagramLink& l) { return l.reports > 2; })) {
      sample("many reports", "solid", colours_.neutral, 4);
    }
    low_.y = y - scale_ * 12;
  }

  void footer() {
    if (diagram_.source_count == 0) return;
    const double width = high_.x - low_.x;
    const std::string dates = diagram_.source_dates.empty() ? "" : " of " + diagram_.source_dates;
    std::string all = diagram_.source_count == 1 ? "Source: " : fmt::format("{} sources{}: ", diagram_.source_count, dates);
    for (std::size_t i = 0; i < diagram_.sources.size(); ++i) all += (i == 0 ? "" : " · ") + diagram_.sources[i];
    if (diagram_.source_count > diagram_.sources.size()) all += fmt::format(" · and {} more", diagram_.source_count - diagram_.sources.size());
    const auto lines = wrapped(all, static_cast<std::size_t>(width / (scale_ * 8 * 0.585)), 4);
    const double height = scale_ * 11.5 * static_cast<double>(lines.size());
    text({low_.x, low_.y - scale_ * 6}, width, height, scale_ * 8, colours_.muted, lines);
    low_.y -= scale_ * 6 + height;
  }

  // Invisible corners: the page ends where we say, whatever the engine measures.
  void frame() {
    point({low_.x, low_.y});
    point({high_.x, high_.y});
    drawing_.set("bgcolor", std::string(colours_.background));
    drawing_.set("pad", number(margin / 72));
    drawing_.set("outputorder", "edgesfirst");
    drawing_.set("charset", "UTF-8");
    drawing_.set("tooltip", gv::escaped_tooltip(diagram_.title));
    if (options_.format == PictureFormat::png) {
      const double longest = std::max(high_.x - low_.x, high_.y - low_.y) + 2 * margin;
      drawing_.set("dpi", number(std::min(144.0, most_pixels / longest * 72)));
    }
  }

  std::string finish();

  const Diagram& diagram_;
  const Placed& placed_;
  const DrawOptions& options_;
  const Palette& colours_;
  gv::Drawing drawing_;
  Point low_, high_;
  std::vector<Agnode_t*> nodes_;
  double scale_ = 1;  // of heading, legend and footer: whoever fits a wide picture to his page can read them
  unsigned serial_ = 0;
  std::uint32_t most_reports_ = 1;
};

// Cairo writes the time of drawing into the file; the digits become zeros, the length stays.
void forget_time(std::string& pdf) {
  for (const std::string_view key : {"/CreationDate (D:", "/ModDate (D:"}) {
    for (std::size_t at = pdf.find(key); at != std::string::npos; at = pdf.find(key, at + 1)) {
      static constexpr std::string_view fixed = "20000101000000";
      const std::size_t begin = at + key.size();
      std::size_t end = begin;
      while (end < pdf.size() && pdf[end] >= '0' && pdf[end] <= '9') ++end;
      if (end - begin == fixed.size()) pdf.replace(begin, fixed.size(), fixed);
      if (end < pdf.size() && (pdf[end] == '+' || pdf[end] == '-') && end + 6 < pdf.size()) pdf.replace(end, 6, "+00'00");
    }
  }
}

std::string Painter::finish() {
  switch (options_.format) {
    case PictureFormat::dot: return drawing_.source();
    case PictureFormat::png:
      drawing_.lay_out("nop2");
      return drawing_.render("png:cairo");
    case PictureFormat::pdf: {
      drawing_.set("margin", "0");  // of the paper: the page is as large as the picture
      drawing_.lay_out("nop2");
      std::string pdf = drawing_.render("pdf:cairo");
      forget_time(pdf);
      return pdf;
    }
    case PictureFormat::svg: break;
  }
  drawing_.lay_out("nop2");
  std::string svg = drawing_.render("svg");
  // Scales with the page it is shown on.
  const std::size_t root = svg.find("<svg ");
  if (root != std::string::npos) svg.insert(root + 5, "role=\"img\" style=\"max-width:100%;height:auto\" ");
  return svg;
}

}  // namespace

Picture draw(const Diagram& diagram, const DrawOptions& options) {
  const std::string layout = !options.layout.empty() ? options.layout : diagram.nodes.size() <= 150 ? "neato" : "sfdp";
  const Placed placed = place(diagram, layout);
  Picture picture{Painter(diagram, placed, options).paint(), {}};
  if (placed.labels_left_out > 0) {
    picture.notes.push_back(fmt::format("no room for the words of {} of {} lines (an SVG has them as tooltips); fewer --lines or another --layout may have it",
                                        placed.labels_left_out, diagram.links.size()));
  }
  return picture;
}

}  // namespace kg::exporter
