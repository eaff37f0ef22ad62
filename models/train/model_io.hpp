// Model files and other files on disk.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "text/model_file.hpp"

namespace kg::train {

/// All bytes of a file. Throws kg::Error.
std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// The bytes of a model, unpacked if they are compressed.
std::string read_model(const std::filesystem::path& path);
text::ModelSections read_sections(const std::filesystem::path& path);

/// Writes a model with its fingerprint; compressed if the name ends with .zst.
void write_sections(const std::filesystem::path& path, text::ModelSections sections);

}  // namespace kg::train
