// The figures of a model on the development files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace kg::train {

/// One line of the table: what was measured, where, the value and what the project asks for (0: nothing).
struct Figure {
  std::string measure;
  std::string data;
  double value = 0;
  double floor = 0;
  double aim = 0;
};

/// Words, sentences, tags, lemmas and trees on the development treebanks under `data`.
std::vector<Figure> evaluate_syntax(std::string_view model, const std::filesystem::path& data);

/// Rows in columns, one line each.
std::string as_table(const std::vector<Figure>& figures);

}  // namespace kg::train
