// Property values as JSON: lists as arrays, temporal values as ISO strings.
#pragma once

#include "export/output.hpp"
#include "graph/property_value.hpp"

namespace kg::exporter {

void write_json_value(Output& out, const graph::PropertyValue& value);

}  // namespace kg::exporter
