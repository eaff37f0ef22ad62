// Everything about one node on one screen.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include "graph/property_graph.hpp"

namespace kg::query {

struct DossierSection {
  std::string title;                           ///< "Meetings"
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  ///< at most as many as asked for
  std::size_t total = 0;                       ///< how many there are
};

/// Sections without rows are left out. The last section lists the documents; the column `source` of the
/// others points to its numbers.
struct Dossier {
  std::string name;
  std::vector<std::string> labels, aliases;
  std::string kind;  ///< may be empty
  std::vector<DossierSection> sections;
};

/// Meetings, latest first; statements, latest first; relations by how often; `rows` at most in each section.
Dossier make_dossier(const graph::PropertyGraph& graph, graph::NodeId node, std::size_t rows);

void write_dossier(const Dossier& dossier, std::size_t width, bool colour, std::ostream& out);
void write_dossier_json(const Dossier& dossier, std::ostream& out);

}  // namespace kg::query
