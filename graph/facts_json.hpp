// Documents with their claims as JSON: lines of `kg extract`, and `kg import`'s facts.json.
//
// Offsets are Unicode code points of the document's text ("start", "end"), half-open.
#pragma once

#include <functional>
#include <istream>
#include <string>

#include "graph/packed_document.hpp"
#include "ontology/ontology.hpp"
#include "graph/graph.hpp"

namespace kg::graph {

/// One line of JSON without the newline; equal documents give equal lines.
std::string claims_line(const ReadDocument& document, Fingerprints made_by);

/// A line that claims_line() wrote.
struct ClaimsLine {
  ReadDocument document;
  Fingerprints made_by;
};
/// `source` names file and line in the kg::Error for what does not fit; it gives the JSON pointer.
ClaimsLine parse_claims_line(std::string_view json, const std::string& source);

/// Facts that people or machines wrote down (docs/facts.schema.json): each with its uri and quote.
/// The quotes of one uri become the text of one document. Throws kg::Error that names the JSON
/// pointer of what does not fit.
std::vector<ReadDocument> read_facts(std::string_view json, const std::string& source, const ontology::Ontology& ontology);

}  // namespace kg::graph
