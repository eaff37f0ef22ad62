// What a question or a Cypher query gives back, ready to print or pipe.
#pragma once

#include <string>
#include <vector>

#include "graph/property_graph.hpp"
#include "query/value.hpp"

namespace kg::query {

/// Rows of an answer. `answers` is the asked-for column as plain strings (names, ISO dates, places,
/// numbers, "yes"/"no"); empty when there is no answer.
struct Answer {
  std::string question;                 ///< as asked; empty for Cypher
  std::string cypher;                   ///< what was run
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
  std::vector<std::vector<graph::Evidence>> evidence;  ///< one list per row, best first, may be empty
  bool cited = false;                   ///< rows are shown with their best sentence without being asked to
  std::vector<std::string> answers;
  std::vector<std::string> repeated;    ///< columns that say again what the question or another column says; a table leaves them out
  std::string headline;                 ///< what the rows do not show by themselves: "yes", "3 times"; mostly empty
  std::string plan;                     ///< how it was run, one operator a line; only if asked for
  std::vector<std::string> notes;       ///< for stderr: "Kim: took Kim Jong Un, not Kim Yong Chol"
};

}  // namespace kg::query
