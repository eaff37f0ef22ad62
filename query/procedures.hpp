// Procedures that CALL can run: db.labels() and the like, and tables declared in the shell.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "graph/property_graph.hpp"
#include "query/value.hpp"

namespace kg::query {

struct ProcedureField {
  std::string name;
  std::string type;  ///< "INTEGER?", "STRING", "FLOAT", "NUMBER", "MAP", "ANY" … ; '?' allows null
};

struct Procedure {
  std::string name;
  std::vector<ProcedureField> inputs;
  std::vector<ProcedureField> outputs;
  /// Arguments in, rows of outputs out.
  std::function<std::vector<List>(const graph::PropertyGraph&, const List& arguments)> run;
};

using Procedures = std::map<std::string, Procedure>;

/// db.labels(), db.relationshipTypes(), db.propertyKeys().
const Procedures& builtin_procedures();

}  // namespace kg::query
