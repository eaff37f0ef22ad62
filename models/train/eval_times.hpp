// Measures the dates: spans and values against the three files of timex/.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "models/train/evaluate.hpp"

namespace kg::train {

struct TimeScore {
  std::string file;
  int gold = 0;      ///< expressions counted
  int left_out = 0;  ///< gold expressions of a kind that news does not hold or the file marks inconsistently
  int predicted = 0;
  int exact = 0;     ///< predicted with exactly the gold tokens
  int overlap = 0;   ///< gold expressions that a prediction overlaps
  int right = 0;     ///< of these, those with the right value
  int to_the_letter = 0;  ///< of those, the ones that need none of the allowances that eval_times.cpp lists

  double span_f1() const { return gold + predicted == 0 ? 0 : 2.0 * exact / (gold + predicted); }
  double overlap_f1() const { return gold + predicted == 0 ? 0 : 2.0 * overlap / (gold + predicted); }
  double value_accuracy(bool of_all_gold, bool strict = false) const {
    const int base = of_all_gold ? gold : overlap;
    return base == 0 ? 0 : 1.0 * (strict ? to_the_letter : right) / base;
  }
};

/// `model`: bytes of a model file, for tags and tenses. Reads `directory`/timex/{recognizers,gum,meantime}.jsonl. `log`, if given, receives one line per miss.
/// recognizers: value accuracy over all gold dates and ranges. gum, meantime: span F1; value accuracy over
/// the expressions found.
std::vector<TimeScore> evaluate_times(std::string_view model, const std::string& directory, std::string* log = nullptr);

/// The same as rows of the table of `kg-train eval`.
std::vector<Figure> evaluate_times_table(std::string_view model, const std::filesystem::path& data, std::string* log = nullptr);

}  // namespace kg::train
