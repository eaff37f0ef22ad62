// A relationship diagram, before it is laid out: what is drawn, how it is called, how it looks.
//
// Actors, places and policies are shapes. What happened between two of them is one line ("met ×3,
// 2018–2019"), in small pictures one each for what was held, planned and denied; a meeting of three and
// more is a shape of its own. Statements become lines from the speaker to what was spoken of, in small
// graphs or when asked for, where nothing else joins the two. Articles are the sources in the footer.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "graph/property_graph.hpp"

namespace kg::exporter {

enum class Shape : std::uint8_t { person, organization, state, meeting, place, policy, other };
/// held, asserted: solid; planned, proposed, hypothetical: dashed; cancelled, denied: dotted.
enum class Stroke : std::uint8_t { solid, dashed, dotted };
enum class Mood : std::uint8_t { neutral, cooperation, conflict };

struct DiagramNode {
  graph::NodeId id{};
  Shape shape = Shape::other;
  Stroke stroke = Stroke::solid;
  std::string name{};
  std::string detail{};    ///< a second line: when a meeting was, or on a timeline who else came; may be empty
  std::string when{};      ///< of a meeting on a timeline: its date
  std::string tooltip{};   ///< lines
  std::string address{};   ///< of the first source; may be empty
  Date first{}, last{};    ///< of a meeting; unknown if no date is known
  std::uint32_t reports = 0;  ///< number of documents behind its lines: its importance
  bool focus = false;      ///< the node that the picture is about
};

struct LabelLine {
  std::string text;
  Mood mood = Mood::neutral;
  int towards = 0;  ///< the text needs an arrow: 1 to DiagramLink::to, -1 to `from`; 0: none
};

struct DiagramLink {
  std::uint32_t from = 0, to = 0;  ///< indexes of nodes
  bool arrow_from = false, arrow_to = false;
  Stroke stroke = Stroke::solid;   ///< the firmest of what is told
  Mood mood = Mood::neutral;       ///< the most reported
  std::vector<LabelLine> label{};  ///< most reported first; may be empty
  std::string tooltip{};
  std::string address{};
  std::uint32_t reports = 1;       ///< number of documents
};

struct Diagram {
  std::string title;
  std::string subtitle;             ///< counts, and the dates of what happened
  std::vector<std::string> sources; ///< article titles, most used first
  std::string source_dates;         ///< when the articles were published; may be empty
  std::size_t source_count = 0;     ///< of all articles behind the lines
  std::vector<DiagramNode> nodes;   ///< in the graph's order
  std::vector<DiagramLink> links;   ///< by nodes and stroke
  std::vector<std::string> notes;   ///< for the user: what was left out
};

struct DiagramOptions {
  std::optional<graph::NodeId> focus{};
  unsigned hops = 1;               ///< steps from the focus that are drawn
  std::vector<std::string> types{};  ///< node labels and edge types to draw; empty: all
  Date since{}, until{};           ///< only what overlaps; undated lines stay. Unknown: no bound
  std::size_t top = 0;             ///< at most so many nodes (of a timeline: meetings), most reported first; 0: default_top
  std::size_t lines = 0;           ///< at most so many lines, most reported first; 0: two a node
  std::string title{};             ///< empty: made from the focus
  bool timeline = false;           ///< dated meetings alone, all of them shapes, with their place
};

inline constexpr std::size_t default_top = 40;
inline constexpr std::size_t most_nodes = 10'000;
inline constexpr std::size_t most_columns = 12;  ///< actors of a timeline; the others are named beside their meeting

/// Throws kg::Error for an unknown type, a `top` above most_nodes, or when nothing is left to draw.
Diagram make_diagram(const graph::PropertyGraph& graph, const DiagramOptions& options);

/// "2018", "Jun 2018", "12 Jun 2018", "2018–2019", "Mar–Jun 2018"; empty if unknown.
/// Both are full days, as date_from and date_to are; one may be unknown.
std::string period_text(Date first, Date last);

/// `text` cut to `most` code points with an ellipsis; control characters and line ends as spaces.
std::string shortened(std::string_view text, std::size_t most);

}  // namespace kg::exporter
