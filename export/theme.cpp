#include "export/theme.hpp"

namespace kg::exporter {

namespace {

// By Shape: person, organization, state, meeting, place, policy, other.
constexpr ShapeStyle light_shapes[] = {
    {"person", "box", "rounded", "#0072B2", "#DCEEF8"},      {"organization", "hexagon", "", "#B2567F", "#F7E6EF"},
    {"state", "box", "", "#9A6A00", "#FBEBC8"},              {"meeting", "ellipse", "", "#00795A", "#D9F2E9"},
    {"place", "house", "", "#5B6470", "#E9ECEF"},            {"policy", "note", "", "#8A7A00", "#FAF7CF"},
    {"other", "box", "", "#5B6470", "#FFFFFF"},
};
constexpr ShapeStyle dark_shapes[] = {
    {"person", "box", "rounded", "#56B4E9", "#123A52"},      {"organization", "hexagon", "", "#E39AC4", "#4A2138"},
    {"state", "box", "", "#E69F00", "#4A3505"},              {"meeting", "ellipse", "", "#2FC49A", "#0B4033"},
    {"place", "house", "", "#A7B0BA", "#2B333C"},            {"policy", "note", "", "#F0E442", "#403D0B"},
    {"other", "box", "", "#A7B0BA", "#1C232B"},
};
constexpr Palette light_palette{"#FFFFFF", "#1B232C", "#56616D", "#6B7682", "#00795A", "#C24E00"};
constexpr Palette dark_palette{"#12181F", "#F1F4F7", "#A9B4BF", "#8D99A6", "#2FC49A", "#FF8A3D"};

}  // namespace

const ShapeStyle& style_of(Shape shape, Theme theme) {
  return (theme == Theme::light ? light_shapes : dark_shapes)[static_cast<std::size_t>(shape)];
}

const Palette& palette(Theme theme) { return theme == Theme::light ? light_palette : dark_palette; }

std::string_view colour_of(Mood mood, Theme theme) {
  const Palette& colours = palette(theme);
  switch (mood) {
    case Mood::neutral: return colours.neutral;
    case Mood::cooperation: return colours.cooperation;
    case Mood::conflict: return colours.conflict;
  }
  return colours.neutral;
}

Stroke stroke_of_status(std::string_view status) {
  if (status == "planned" || status == "proposed" || status == "hypothetical") return Stroke::dashed;
  if (status == "denied" || status == "cancelled") return Stroke::dotted;
  return Stroke::solid;
}

Mood mood_of_quad(std::string_view quad) {
  if (quad.find("onflict") != std::string_view::npos) return Mood::conflict;
  return quad.find("ooperat") != std::string_view::npos ? Mood::cooperation : Mood::neutral;
}

std::string_view name_of(Stroke stroke) {
  switch (stroke) {
    case Stroke::solid: return "solid";
    case Stroke::dashed: return "dashed";
    case Stroke::dotted: return "dotted";
  }
  return "solid";
}

}  // namespace kg::exporter
