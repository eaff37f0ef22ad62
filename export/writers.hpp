// The writers behind the table of formats.hpp.
#pragma once

#include <ostream>

#include "export/formats.hpp"

namespace kg::exporter {

void write_csv_edges(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_csv_nodes(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_dot(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_ftm(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_gexf(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_graphml(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_html(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_json(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_jsonld(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_neo4j_nodes(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_neo4j_relationships(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_neo4j_script(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_ntriples(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_plover(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);
void write_plover_csv(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);

}  // namespace kg::exporter
