// Answers as JSON: one object, or one object a row.
#pragma once

#include <ostream>

#include "query/formats.hpp"

namespace kg::query {

void write_json(const graph::PropertyGraph& graph, const Answer& answer, const FormatOptions& options, std::ostream& out);
void write_jsonl(const graph::PropertyGraph& graph, const Answer& answer, const FormatOptions& options, std::ostream& out);

}  // namespace kg::query
