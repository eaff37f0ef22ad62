// The JSON files of an ontology: found, parsed, held against their schemas. Only for ontology/*.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ontology/ontology.hpp"

namespace kg::ontology {

/// One file of an ontology, name and contents.
struct DataFile {
  std::string name;  ///< what errors say: "frames.json", "mine/frames.json"
  std::string json;
  bool built_in = false;  ///< held against its schema by a test, not at every start; its strings are parsed in place
};

/// The kinds of file, as the stems of their names, in the order in which they are read.
inline constexpr std::string_view parts[] = {"states", "places", "organizations", "metonyms",
                                             "offices", "people", "events", "frames", "lexicon"};

/// The embedded default of a part, and the schema that any file of that part must fit.
std::string_view embedded_data(std::string_view part);
std::string_view embedded_schema(std::string_view part);

/// Fills an Ontology from files and builds its index. Throws kg::Error.
struct Loader {
  /// `checked`: all files are built in, so a test has seen that ids and references fit.
  explicit Loader(bool checked) : checked_(checked) {}
  Ontology ontology;

  /// Reads one file of `part`: appends its records.
  void read(std::string_view part, DataFile file);
  /// Checks what no schema can (ids, references), then indexes. Call once, after all files.
  Ontology finish();

 private:
  struct Reference {
    std::string file, pointer, id;
  };
  struct ModeReference {
    std::string file, pointer, event, mode;
  };
  const bool checked_;
  std::map<std::string, std::string> id_file_;  // id → "file at pointer", to name both of a pair
  std::vector<Reference> references_;           // ids that must exist in the end
  std::vector<ModeReference> modes_;

  void check_last(std::string_view part, const std::vector<std::string>& required, const std::string& file, std::size_t index);
  void claim_id(const std::string& id, const std::string& file, std::size_t index);
  void refer(const std::string& id, const std::string& file, const std::string& pointer);
  void check_frame(const Frame& frame, const std::vector<std::string>& required, const std::string& file,
                   const std::string& at);
};

}  // namespace kg::ontology
