// How well graphs agree with annotated articles: the aspects of gold/FORMAT.md, as the project's referee
// (score_facts.py) counts them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "graph/property_graph.hpp"
#include "ontology/ontology.hpp"

namespace kg::query {

/// One annotated article: what `kg eval` needs before the graph is there.
struct GoldHeader {
  std::string document;  ///< file name
  Date published;        ///< unknown if the annotation has none
};

/// Counts of one aspect.
struct Tally {
  std::size_t hit = 0, miss = 0, extra = 0;
  double precision() const { return hit + extra == 0 ? 0 : static_cast<double>(hit) / static_cast<double>(hit + extra); }
  double recall() const { return hit + miss == 0 ? 0 : static_cast<double>(hit) / static_cast<double>(hit + miss); }
  double f1() const;
};

class Evaluation {
 public:
  /// Throws kg::Error for what is no annotation.
  static GoldHeader header(std::string_view gold_json, const std::string& source);

  /// Compares the graph of one article with its annotation. Misses and wrong facts are kept as lines.
  void add(const graph::PropertyGraph& graph, const ontology::Ontology& ontology, std::string_view gold_json, const std::string& source);

  /// One row an aspect, as the referee prints them.
  std::string table() const;
  /// What was missed or wrong, in document order.
  const std::vector<std::string>& errors() const { return errors_; }
  const Tally& tally(const std::string& aspect) const { return tallies_.at(aspect); }

 private:
  struct Ratio {
    std::size_t good = 0, all = 0;
  };
  std::map<std::string, Tally> tallies_;
  Ratio place_, date_, status_;
  double question_sum_ = 0;
  std::size_t questions_ = 0;
  std::vector<std::string> errors_;
};

}  // namespace kg::query
