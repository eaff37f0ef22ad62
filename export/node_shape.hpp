// How a node or label of a diagram becomes a Graphviz node: the same for measuring and for drawing.
#pragma once

#include "export/diagram.hpp"
#include "export/gv.hpp"

namespace kg::exporter {

inline constexpr const char* font = "DejaVu Sans,Verdana,sans-serif";
inline constexpr double label_size = 9.5;          ///< points, of texts on lines
inline constexpr double label_line_height = 11.5;  ///< points, from line to line

/// What a layout asks of its nodes.
struct NodeLook {
  std::size_t name_width = 18;  ///< characters of a line of the name
  double meeting_width = 0;     ///< points: meetings are rows of this width instead of ellipses
};

/// The lines of a node's label: name, then detail.
std::vector<std::string> label_lines(const DiagramNode& node, const NodeLook& look);

/// Sets shape, font and label of `node`; no colours.
void give_shape(gv::Drawing& drawing, Agnode_t* node, const DiagramNode& of, const NodeLook& look);
/// One line of a link's label, without colours.
void give_label(gv::Drawing& drawing, Agnode_t* node, const std::string& line);
/// Points, with its arrow if it needs one.
double label_width(const LabelLine& line);

/// `text` broken at spaces into lines of about `width` characters, `most` lines at most.
std::vector<std::string> wrapped(const std::string& text, std::size_t width, std::size_t most);

/// What the font needs for `text`, in points; close enough to centre and wrap, not exact.
double text_width(std::string_view text, double size);

}  // namespace kg::exporter
