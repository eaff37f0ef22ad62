// The colours of diagrams and network files: one palette, readable with any kind of colour vision.
//
// Hues are those of Okabe and Ito, "Color Universal Design" (2008); fills are tints of them that
// hold text of contrast 7:1 and more (WCAG 2 AAA).
#pragma once

#include <string_view>

#include "export/diagram.hpp"

namespace kg::exporter {

enum class Theme : std::uint8_t { light, dark };

struct ShapeStyle {
  std::string_view name;      ///< "person", in legends
  std::string_view shape;     ///< Graphviz shape
  std::string_view style;     ///< Graphviz style beside "filled"
  std::string_view hue;       ///< "#0072B2": lines, and flat fills of other programs
  std::string_view fill;      ///< behind text
};

struct Palette {
  std::string_view background, text, muted;
  std::string_view neutral, cooperation, conflict;  ///< lines
};

const ShapeStyle& style_of(Shape shape, Theme theme);
const Palette& palette(Theme theme);
std::string_view colour_of(Mood mood, Theme theme);
/// "planned" is dashed, "denied" dotted; what is not known, solid.
Stroke stroke_of_status(std::string_view status);
/// "verbal cooperation", "material conflict" …; else neutral.
Mood mood_of_quad(std::string_view quad);
std::string_view name_of(Stroke stroke);  ///< "solid", "dashed", "dotted"

}  // namespace kg::exporter
