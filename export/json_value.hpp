// Values, lists and properties of a graph as JSON: what the JSON export and the explorer's page share.
#pragma once

#include "export/graph_text.hpp"
#include "export/output.hpp"

namespace kg::exporter {

/// Temporal values as ISO text; numbers that are not finite as null.
void write_json_value(Output& out, const graph::PropertyValue& value);

/// {"key":value,…} of all that is not null; `name` and `aliases` of nodes stand elsewhere.
void write_json_properties(Output& out, const GraphText& text, graph::NodeId node);
void write_json_properties(Output& out, const GraphText& text, graph::EdgeId edge);

/// ["a","b"]
template <class Texts>
void write_json_list(Output& out, const Texts& texts) {
  out.raw("[");
  bool first = true;
  for (const auto& text : texts) {
    out.raw(first ? "" : ",").json(text);
    first = false;
  }
  out.raw("]");
}

}  // namespace kg::exporter
