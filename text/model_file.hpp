// The model file: named byte ranges. A reader takes the sections it knows and leaves the others alone.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kg::text {

/// Sections of today's model: "tokens", "sentences", "lexicon", "tagger", "lemmas", "parser",
/// "labels", "names" … Each starts at a multiple of 64 bytes of the file.
using ModelSections = std::map<std::string, std::string, std::less<>>;

std::string write_model(const ModelSections& sections);

/// A view; the bytes must outlive it and be aligned to 64.
class ModelFile {
 public:
  ModelFile() = default;
  /// Throws kg::Error if `bytes` are not a model of this version.
  explicit ModelFile(std::string_view bytes);
  /// Empty if there is no such section.
  std::string_view section(std::string_view name) const;
  /// Of all sections, sorted.
  std::vector<std::string_view> names() const;

 private:
  std::map<std::string_view, std::string_view> sections_;
};

}  // namespace kg::text
