// What common nouns stand for: "mountain" a place, "ministry" an organisation, "envoy" a person.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace kg::train {

/// Lower-case noun (singular and plural each) to its kind: 1 person, 2 organization, 3 place, 4 event, 5 something else.
/// From the entities of a GUM treebank (MISC column, "Entity="); nouns without a clear majority are left out.
/// Throws kg::Error if the file cannot be read.
std::map<std::string, std::uint8_t> noun_types(const std::filesystem::path& gum);

}  // namespace kg::train
