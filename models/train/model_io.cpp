#include "models/train/model_io.hpp"

#include <zstd.h>

#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "models/train/trainers.hpp"

namespace kg::train {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error("cannot read '" + path.string() + "'");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw Error("cannot write '" + path.string() + "'");
}

namespace {

std::string compress(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 19);
  if (ZSTD_isError(size) != 0) throw Error("cannot compress the model");
  out.resize(size);
  return out;
}

}  // namespace

std::string read_model(const std::filesystem::path& path) {
  std::string bytes = read_file(path);
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size > (1ull << 30)) return bytes;  // not compressed
  std::string out(size, '\0');
  if (ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size()) != size) throw Error("the compressed model is damaged");
  return out;
}

text::ModelSections read_sections(const std::filesystem::path& path) {
  const Aligned bytes(read_model(path));
  const text::ModelFile file(bytes.view());
  text::ModelSections sections;
  for (const std::string_view name : file.names()) sections.emplace(name, file.section(name));
  return sections;
}

void write_sections(const std::filesystem::path& path, text::ModelSections sections) {
  sections.erase("fingerprint");
  const std::uint64_t fingerprint = hash128(text::write_model(sections)).low;
  sections["fingerprint"] = std::string(reinterpret_cast<const char*>(&fingerprint), sizeof fingerprint);
  const std::string model = text::write_model(sections);
  write_file(path, path.extension() == ".zst" ? compress(model) : model);
}

}  // namespace kg::train
