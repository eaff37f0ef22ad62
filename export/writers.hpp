// The writers behind the table of formats.hpp, one pair of words per file it writes.
#pragma once

#include <ostream>

#include "export/formats.hpp"

namespace kg::exporter {

void write_json(const graph::PropertyGraph& graph, const ExportOptions& options, std::ostream& out);

}  // namespace kg::exporter
