#include "export/node_shape.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "export/theme.hpp"

namespace kg::exporter {

namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  return gv::escaped(text);
}

}  // namespace

double text_width(std::string_view text, double size) {
  // DejaVu Sans: digits 0.64 em, lower case 0.60 on average, capitals 0.68.
  double em = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode_code_point(text, at);
    em += c >= 'A' && c <= 'Z' ? 0.69 : c == ' ' || c == 'i' || c == 'l' || c == '.' || c == ',' ? 0.31 : c < 0x2E80 ? 0.61 : 1.0;
  }
  return em * size;
}

std::vector<std::string> wrapped(const std::string& text, std::size_t width, std::size_t most) {
  std::vector<std::string> lines;
  std::string line;
  std::size_t length = 0;
  const auto flush = [&] {
    lines.push_back(std::move(line));
    line.clear();
    length = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    std::string word = text.substr(at, space - at);
    at = space + 1;
    for (;;) {
      const std::size_t size = count_code_points(word);
      if (length > 0 && length + 1 + size > width) flush();
      if (size <= width + 6) break;
      std::size_t cut = 0;  // a word longer than a line
      for (std::size_t i = 0; i < width; ++i) decode_code_point(word, cut);
      line = word.substr(0, cut);
      flush();
      word.erase(0, cut);
    }
    if (word.empty()) continue;
    length += (length > 0 ? 1 : 0) + count_code_points(word);
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty()) flush();
  if (lines.size() > most) {
    lines.resize(most);
    lines.back() += "…";
  }
  return lines;
}

std::vector<std::string> label_lines(const DiagramNode& node, const NodeLook& look) {
  const bool row = node.shape == Shape::meeting && look.meeting_width > 0;
  const auto width = static_cast<std::size_t>(look.meeting_width / 6.8);
  std::vector<std::string> lines = row ? wrapped(node.name, width, 2) : wrapped(node.name, look.name_width + (node.focus ? 4 : 0), 4);
  for (std::string& line : wrapped(node.detail, row ? width : 24, 2)) lines.push_back(std::move(line));
  return lines;
}

void give_shape(gv::Drawing& drawing, Agnode_t* node, const DiagramNode& of, const NodeLook& look) {
  const bool row = of.shape == Shape::meeting && look.meeting_width > 0;
  const std::vector<std::string> lines = label_lines(of, look);
  drawing.set(node, "label", joined(lines));
  drawing.set(node, "shape", row ? "box" : std::string(style_of(of.shape, Theme::light).shape));
  drawing.set(node, "fontname", font);
  const bool large = of.focus && look.meeting_width == 0;
  const double size = large ? 15 : 11;
  drawing.set(node, "fontsize", large ? "15" : "11");
  drawing.set(node, "height", "0.36");
  drawing.set(node, "width", row ? fmt::format("{:.3f}", look.meeting_width / 72) : "0.7");
  drawing.set(node, "margin", large ? "0.22,0.13" : "0.1,0.06");
  if (of.shape != Shape::organization && of.shape != Shape::place) return;
  // Graphviz makes polygons so large that they hold the whole box of the text; a corner may come nearer.
  double width = 0;
  for (const std::string& line : lines) width = std::max(width, text_width(line, size));
  const double height = size * 1.2 * static_cast<double>(lines.size()) + (of.shape == Shape::place ? 16 : 12);
  drawing.set(node, "fixedsize", "true");
  drawing.set(node, "width", fmt::format("{:.3f}", (width + (of.shape == Shape::place ? 18 : 14 + height / 2)) / 72));
  drawing.set(node, "height", fmt::format("{:.3f}", height / 72));
}

double label_width(const LabelLine& line) { return text_width(line.text, label_size) + (line.towards == 0 ? 5 : 5 + 1.3 * label_size); }

void give_label(gv::Drawing& drawing, Agnode_t* node, const std::string& line) {
  drawing.set(node, "label", gv::escaped(line));
  drawing.set(node, "shape", "box");
  drawing.set(node, "fontname", font);
  drawing.set(node, "fontsize", fmt::format("{}", label_size));
  drawing.set(node, "margin", "0.03,0.015");
  drawing.set(node, "width", "0");
  drawing.set(node, "height", "0");
}

}  // namespace kg::exporter
