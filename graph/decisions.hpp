// decisions.json: what people decided about the graph, replayed at each build.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kg::graph {

struct Decision {
  enum class Kind { merge, split, rename, retype, reject } kind;
  std::vector<std::string> names;  ///< merge: nodes that are one; split: name to keep apart …
  std::string to;                  ///< rename: new name; retype: new label
  std::string document;            ///< split, reject: document id (hex), may be empty
  std::string claim;               ///< reject: words of the claim's sentence
  std::string note;                ///< free text for people
  bool operator==(const Decision&) const = default;
};

struct Decisions {
  std::vector<Decision> list;  ///< replayed in this order
  std::string json;            ///< the file's text, kept in the graph

  /// Throws kg::Error with the JSON pointer for what does not fit docs/decisions.schema.json.
  static Decisions parse(std::string_view json, const std::string& source);
};

}  // namespace kg::graph
