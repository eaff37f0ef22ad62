// Bytes that are written once, front to back, and then read: in memory while they are few, on disk after.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/block_array.hpp"
#include "graph/scratch_file.hpp"
#include "graph/workspace.hpp"

namespace kg::graph {

class Spool {
 public:
  /// Keeps everything in memory.
  Spool() = default;
  /// Keeps up to `limit` bytes in memory; what comes after them sends all to a scratch file.
  Spool(const Workspace& workspace, std::size_t limit) : folder_(workspace.folder), limit_(limit) {}

  void append(std::string_view bytes) {
    if (!segments_.empty() && segments_.back().view != nullptr) segments_.push_back({size(), nullptr, own_size()});
    while (!bytes.empty()) bytes.remove_prefix(buffer_.append_some(bytes.data(), bytes.size()));
    if (buffer_.size() >= limit_) spill();
  }
  /// Appends bytes that outlive the spool, without a copy of them.
  void append_view(std::string_view bytes) {
    if (bytes.empty()) return;
    if (segments_.empty() && own_size() > 0) segments_.push_back({0, nullptr, 0});
    segments_.push_back({size(), bytes.data(), 0});
    viewed_ += bytes.size();
  }
  /// Not behind append_view().
  template <class Number>
  void add(Number number) {
    char* const to = buffer_.extend(sizeof number);
    if (to == nullptr) return append({reinterpret_cast<const char*>(&number), sizeof number});
    std::memcpy(to, &number, sizeof number);
    if (buffer_.size() >= limit_) spill();
  }
  template <class Number>
  void add_all(const std::vector<Number>& numbers) {
    append({reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number)});
  }
  void assign(std::string_view bytes);

  std::uint64_t size() const { return own_size() + viewed_; }
  /// Copies out `size` bytes at `offset`, which must be there.
  void read(std::uint64_t offset, char* to, std::size_t size) const;
  std::string read(std::uint64_t offset, std::size_t size) const;
  /// What stands side by side in memory from `offset` on; empty if that is on disk.
  std::string_view in_memory(std::uint64_t offset) const {
    if (segments_.empty()) return own_in_memory(offset);
    const Place place = find(offset);
    if (place.segment == nullptr) return {};
    if (place.segment->view != nullptr) return {place.segment->view + (offset - place.segment->begin), place.left};
    return own_in_memory(place.segment->own + (offset - place.segment->begin)).substr(0, place.left);
  }

 private:
  /// Bytes that stand together: views of them, or own ones.
  struct Segment {
    std::uint64_t begin;
    const char* view;   ///< null for own bytes
    std::uint64_t own;  ///< where own ones begin among all own ones
  };
  struct Place {
    const Segment* segment;  ///< null behind the end
    std::size_t left;        ///< bytes of the segment from there on
  };
  Place find(std::uint64_t offset) const;
  std::uint64_t spilled() const { return file_ ? file_->size() : 0; }
  std::uint64_t own_size() const { return spilled() + buffer_.size(); }
  std::string_view own_in_memory(std::uint64_t own) const {
    const std::uint64_t on_disk = spilled();
    if (own < on_disk || own == own_size()) return {};
    const auto at = static_cast<std::size_t>(own - on_disk);
    return {&buffer_[at], buffer_.run(at)};
  }
  void read_own(std::uint64_t own, char* to, std::size_t size) const;
  void spill();

  std::string folder_;
  std::size_t limit_ = SIZE_MAX;
  BlockArray<char> buffer_;  ///< what is behind the scratch file's end
  std::unique_ptr<ScratchFile> file_;
  std::vector<Segment> segments_;  ///< none: all bytes are own ones
  std::uint64_t viewed_ = 0;
};

/// Reads a spool front to back in pieces. The spool must not grow meanwhile.
class SpoolReader {
 public:
  explicit SpoolReader(const Spool& spool, std::size_t buffer = std::size_t{1} << 18) : spool_(spool), most_(buffer) {}

  bool at_end() const { return at_ == spool_.size(); }
  std::uint64_t left() const { return spool_.size() - at_; }
  void seek(std::uint64_t at) {
    at_ = begin_ = at;
    buffer_.clear();
  }
  /// The next `size` bytes, which must be there; valid until the next call.
  std::string_view take(std::size_t size);
  /// As many of the next bytes, at least one, as come without much copying, and at most as many as the buffer takes.
  std::string_view take_some();
  template <class Number>
  Number take() {
    Number number;
    std::copy_n(take(sizeof number).data(), sizeof number, reinterpret_cast<char*>(&number));
    return number;
  }

 private:
  const Spool& spool_;
  std::size_t most_;
  std::uint64_t at_ = 0;      ///< of what take() gives next
  std::uint64_t begin_ = 0;   ///< where `buffer_` begins in the spool
  std::string buffer_;
};

}  // namespace kg::graph
