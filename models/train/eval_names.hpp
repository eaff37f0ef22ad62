// Measures the names: exact spans and types, and what kinds of errors there are.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "models/train/evaluate.hpp"
#include "models/train/name_corpus.hpp"
#include "text/names.hpp"

namespace kg::train {

struct NameCounts {
  int gold = 0, found = 0, right = 0;
  double precision() const { return found == 0 ? 0 : 1.0 * right / found; }
  double recall() const { return gold == 0 ? 0 : 1.0 * right / gold; }
  double f1() const { return gold + found == 0 ? 0 : 2.0 * right / (gold + found); }
};

/// Every gold name that is not right is one of the first four; found names that overlap no gold one are invented.
struct NameErrors {
  int type = 0;      ///< right words, wrong type
  int boundary = 0;  ///< right type, other words
  int both = 0;      ///< other words and type
  int missed = 0;
  int invented = 0;
};

struct NameScore {
  std::array<NameCounts, 5> types{};  ///< by text::NameType
  NameErrors errors;
  NameCounts over(const std::array<bool, 5>& counted) const;
};

/// The files do not say where a text ends but keep its sentences together: each `window` sentences are read as one text.
/// `log`, if given, receives a line an error.
NameScore score_names(const text::NameFinder& finder, const std::vector<NameExample>& examples, int window = 30, std::string* log = nullptr);

struct NameEvaluation {
  std::vector<Figure> figures;
  std::string errors;  ///< a table, one line a file
};

/// Span F1 on gmb-ud-dev and gum-dev, and on three files by models that have not seen the file. Those models are trained
/// here, or read from the folder `left_out` if it holds them and written there if not; "" keeps none.
/// `log`, if given, receives a line an error.
NameEvaluation evaluate_names(std::string_view model, const std::filesystem::path& data, const std::filesystem::path& left_out, std::string* log = nullptr);

}  // namespace kg::train
