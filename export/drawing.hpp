// The finished picture: a placed diagram with colours, title, legend and sources, as a file.
#pragma once

#include <string>

#include "export/diagram.hpp"
#include "export/theme.hpp"

namespace kg::exporter {

enum class PictureFormat : std::uint8_t { svg, png, pdf, dot };

struct DrawOptions {
  PictureFormat format = PictureFormat::svg;
  std::string layout;         ///< one of layouts(); empty: chosen by size
  Theme theme = Theme::light;
};

/// The bytes of the file. Deterministic for one version of Graphviz and its fonts. Not for use by
/// several threads at once: Graphviz has globals.
std::string draw(const Diagram& diagram, const DrawOptions& options);

}  // namespace kg::exporter
