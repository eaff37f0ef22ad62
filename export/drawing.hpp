// The finished picture: a placed diagram with colours, title, legend and sources, as a file.
#pragma once

#include <string>
#include <vector>

#include "export/diagram.hpp"
#include "export/theme.hpp"

namespace kg::exporter {

enum class PictureFormat : std::uint8_t { svg, png, pdf, dot };

struct DrawOptions {
  PictureFormat format = PictureFormat::svg;
  std::string layout;         ///< one of layouts(); empty: chosen by size
  Theme theme = Theme::light;
};

struct Picture {
  std::string bytes;               ///< of the file
  std::vector<std::string> notes;  ///< for the user: what found no room
};

/// Deterministic for one version of Graphviz and its fonts. Not for use by
/// several threads at once: Graphviz has globals.
Picture draw(const Diagram& diagram, const DrawOptions& options);

}  // namespace kg::exporter
