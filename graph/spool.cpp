#include "graph/spool.hpp"

#include <algorithm>
#include <cassert>

namespace kg::graph {

namespace {
// What a spool keeps in memory once it is on disk.
constexpr std::size_t write_buffer = std::size_t{1} << 18;
}  // namespace

void Spool::assign(std::string_view bytes) {
  file_.reset();
  buffer_.clear();
  append(bytes);
}

void Spool::spill() {
  if (!file_) {
    file_ = std::make_unique<ScratchFile>(folder_);
    limit_ = std::min(limit_, write_buffer);
  }
  for (std::size_t at = 0; at < buffer_.size(); at += buffer_.run(at)) file_->append({&buffer_[at], buffer_.run(at)});
  buffer_.clear();
}

void Spool::read(std::uint64_t offset, char* to, std::size_t size) const {
  assert(offset + size <= this->size());
  const std::uint64_t on_disk = spilled();
  if (offset < on_disk) {
    const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(size, on_disk - offset));
    file_->read(offset, to, part);
    to += part;
    offset += part;
    size -= part;
  }
  while (size > 0) {
    const std::string_view piece = in_memory(offset).substr(0, size);
    std::copy_n(piece.data(), piece.size(), to);
    to += piece.size();
    offset += piece.size();
    size -= piece.size();
  }
}

std::string Spool::read(std::uint64_t offset, std::size_t size) const {
  std::string bytes(size, '\0');
  read(offset, bytes.data(), size);
  return bytes;
}

std::string_view SpoolReader::take(std::size_t size) {
  if (const std::string_view there = spool_.in_memory(at_); there.size() >= size) {
    at_ += size;
    return there.substr(0, size);
  }
  const std::uint64_t end = begin_ + buffer_.size();
  if (at_ + size > end) {
    begin_ = at_;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(std::max(size, most_), spool_.size() - at_));
    assert(size <= wanted);
    buffer_.resize(wanted);
    spool_.read(begin_, buffer_.data(), wanted);
  }
  const std::string_view bytes(buffer_.data() + (at_ - begin_), size);
  at_ += size;
  return bytes;
}

}  // namespace kg::graph
