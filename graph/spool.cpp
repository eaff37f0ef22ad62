#include "graph/spool.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace kg::graph {

namespace {
// What a spool keeps in memory once it is on disk.
constexpr std::size_t write_buffer = std::size_t{1} << 18;
}  // namespace

void Spool::assign(std::string_view bytes) {
  file_.reset();
  buffer_.clear();
  segments_.clear();
  viewed_ = 0;
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

Spool::Place Spool::find(std::uint64_t offset) const {
  if (offset >= size()) return {nullptr, 0};
  const auto next = std::upper_bound(segments_.begin(), segments_.end(), offset,
                                     [](std::uint64_t wanted, const Segment& segment) { return wanted < segment.begin; });
  return {&*std::prev(next), static_cast<std::size_t>((next == segments_.end() ? size() : next->begin) - offset)};
}

void Spool::read(std::uint64_t offset, char* to, std::size_t size) const {
  assert(offset + size <= this->size());
  if (segments_.empty()) return read_own(offset, to, size);
  while (size > 0) {
    const Place place = find(offset);
    const std::size_t part = std::min(size, place.left);
    const std::uint64_t inside = offset - place.segment->begin;
    if (place.segment->view != nullptr) std::copy_n(place.segment->view + inside, part, to);
    else read_own(place.segment->own + inside, to, part);
    to += part;
    offset += part;
    size -= part;
  }
}

void Spool::read_own(std::uint64_t own, char* to, std::size_t size) const {
  const std::uint64_t on_disk = spilled();
  if (own < on_disk) {
    const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(size, on_disk - own));
    file_->read(own, to, part);
    to += part;
    own += part;
    size -= part;
  }
  while (size > 0) {
    const std::string_view piece = own_in_memory(own).substr(0, size);
    std::copy_n(piece.data(), piece.size(), to);
    to += piece.size();
    own += piece.size();
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

std::string_view SpoolReader::take_some() {
  constexpr std::size_t worth = std::size_t{1} << 16;  // smaller pieces are better copied together
  const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(left(), most_));
  const std::size_t there = std::min(spool_.in_memory(at_).size(), most);
  return take(there >= std::min(worth, most) ? there : most);
}

}  // namespace kg::graph
