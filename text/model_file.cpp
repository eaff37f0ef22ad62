#include "text/model_file.hpp"

#include <cstring>

#include "base/error.hpp"

namespace kg::text {
namespace {

// "KGMODEL1", count; per section: name (24 bytes, zero-filled), offset, size. All numbers 64-bit little-endian.
constexpr std::string_view magic = "KGMODEL1";
constexpr std::size_t name_size = 24;
constexpr std::size_t entry_size = name_size + 16;

std::size_t aligned(std::size_t at) { return (at + 63) / 64 * 64; }

void append_number(std::string& out, std::uint64_t number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::uint64_t number_at(std::string_view bytes, std::size_t at) {
  std::uint64_t number;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

[[noreturn]] void damaged() { throw Error("not a model file of this version of kg"); }

}  // namespace

std::string write_model(const ModelSections& sections) {
  std::string out{magic};
  append_number(out, sections.size());
  std::size_t offset = aligned(16 + sections.size() * entry_size);
  for (const auto& [name, bytes] : sections) {
    std::string padded = name;
    padded.resize(name_size);
    out += padded;
    append_number(out, offset);
    append_number(out, bytes.size());
    offset = aligned(offset + bytes.size());
  }
  for (const auto& [name, bytes] : sections) {
    out.resize(aligned(out.size()));
    out += bytes;
  }
  out.resize(aligned(out.size()));
  return out;
}

ModelFile::ModelFile(std::string_view bytes) {
  if (bytes.size() < 16 || !bytes.starts_with(magic)) damaged();
  const std::uint64_t count = number_at(bytes, 8);
  if (count > (bytes.size() - 16) / entry_size) damaged();
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::size_t entry = 16 + i * entry_size;
    std::string_view name = bytes.substr(entry, name_size);
    name = name.substr(0, name.find('\0'));
    const std::uint64_t offset = number_at(bytes, entry + name_size);
    const std::uint64_t size = number_at(bytes, entry + name_size + 8);
    if (offset % 64 != 0 || offset > bytes.size() || size > bytes.size() - offset) damaged();
    sections_[name] = bytes.substr(offset, size);
  }
}

std::vector<std::string_view> ModelFile::names() const {
  std::vector<std::string_view> out;
  for (const auto& [name, ignored] : sections_) out.push_back(name);
  return out;
}

std::string_view ModelFile::section(std::string_view name) const {
  const auto found = sections_.find(name);
  return found == sections_.end() ? std::string_view{} : found->second;
}

}  // namespace kg::text
