// Sorting more rows than memory holds.
//
// Rows are collected until their share of memory is full, sorted, and written to a scratch file as a
// run; at the end all runs are merged. The order is stable, so it does not depend on where runs end.
#pragma once

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "graph/block_array.hpp"
#include "graph/in_order.hpp"
#include "graph/scratch_file.hpp"
#include "graph/text_blocks.hpp"
#include "graph/workspace.hpp"

namespace kg::graph {

struct SortPlace {
  std::uint64_t prefix;
  std::uint32_t item;
};
/// By prefix, stable.
void sort_by_prefix(std::vector<SortPlace>& places);

/// `Row` is trivially copyable and may have a tail of bytes. `Order::less(row, tail, row, tail)` is a strict
/// weak order on rows of which only those of a `Tailed` sort have tails, and `Order::prefix(row, tail)` a number that never contradicts it and mostly decides; with
/// `Order::prefix_decides` it always does. In a `Tailed` sort it is the first eight bytes of the tail, and that of what is
/// behind them goes on where it does not decide.
template <class Row, class Order, bool Tailed = false>
class ExternalSort {
  static_assert(std::is_trivially_copyable_v<Row>);

 public:
  ExternalSort(const Workspace& workspace, std::size_t memory) : workspace_(workspace), memory_(memory) {}

  void add(const Row& row, std::string_view tail = {}) {
    if (used() + sizeof(Item) + 2 * sizeof(SortPlace) + tail.size() > memory_ && !items_.empty()) spill();
    if constexpr (Tailed) {
      items_.push_back({row, static_cast<std::uint32_t>(tail.size()), tails_.keep(tail).data()});
      tail_bytes_ += tail.size();
    } else {
      items_.push_back({row});
    }
    ++size_;
  }
  std::uint64_t size() const { return size_; }

  /// No more rows come; next() gives them in order.
  void sort() {
    if (runs_.empty()) {
      sort_items();
      return;
    }
    if (!items_.empty()) spill();
    items_ = {};
    order_ = {};
    const std::size_t buffer = std::max<std::size_t>(memory_ / runs_.size(), 4096);
    for (std::uint32_t i = 0; i < runs_.size(); ++i) {
      readers_.push_back(std::make_unique<RunReader>(*file_, runs_[i], buffer));
      if (readers_.back()->next()) heads_.push_back(i);
    }
    std::make_heap(heads_.begin(), heads_.end(), Later{this});
  }

  struct Sorted {
    const Row* row;
    std::string_view tail;
  };
  /// The next row in order, valid until the next call; nothing at the end.
  std::optional<Sorted> next() {
    if (readers_.empty()) {
      if (at_ == order_.size()) return {};
      if (at_ % 65536 == 0) workspace_.check_cancelled();
      const Item& item = items_[order_[at_++].item];
      return Sorted{&item.row, tail_of(item)};
    }
    if (pending_) {
      pending_ = false;
      if (readers_[heads_.back()]->next()) {
        std::push_heap(heads_.begin(), heads_.end(), Later{this});
      } else {
        heads_.pop_back();
      }
    }
    if (heads_.empty()) return {};
    if (++at_ % 65536 == 0) workspace_.check_cancelled();
    std::pop_heap(heads_.begin(), heads_.end(), Later{this});
    pending_ = true;
    const RunReader& reader = *readers_[heads_.back()];
    return Sorted{&reader.row, reader.tail};
  }

 private:
  struct RowAlone {
    Row row;
  };
  struct RowAndTail {
    Row row;
    std::uint32_t tail_size;
    const char* tail;
  };
  using Item = std::conditional_t<Tailed, RowAndTail, RowAlone>;
  struct Run {
    std::uint64_t begin, end;
  };

  class RunReader {
   public:
    RunReader(const ScratchFile& file, Run run, std::size_t buffer) : file_(file), run_(run), most_(buffer) {}
    bool next() {
      if (run_.begin == run_.end && at_ == buffer_.size()) return false;
      need(sizeof(Row) + 4);
      std::memcpy(&row, buffer_.data() + at_, sizeof row);
      std::uint32_t size;
      std::memcpy(&size, buffer_.data() + at_ + sizeof row, sizeof size);
      need(sizeof(Row) + 4 + size);
      tail = std::string_view(buffer_).substr(at_ + sizeof(Row) + 4, size);
      at_ += sizeof(Row) + 4 + size;
      return true;
    }
    Row row;
    std::string_view tail;

   private:
    void need(std::size_t size) {
      if (buffer_.size() - at_ >= size) return;
      buffer_.erase(0, at_);
      at_ = 0;
      const std::size_t had = buffer_.size();
      const auto more = static_cast<std::size_t>(std::min<std::uint64_t>(std::max(most_, size) - had, run_.end - run_.begin));
      buffer_.resize(had + more);
      file_.read(run_.begin, buffer_.data() + had, more);
      run_.begin += more;
    }
    const ScratchFile& file_;
    Run run_;
    std::size_t most_;
    std::string buffer_;
    std::size_t at_ = 0;
  };

  struct Later {
    const ExternalSort* sort;
    bool operator()(std::uint32_t a, std::uint32_t b) const {
      const RunReader &left = *sort->readers_[a], &right = *sort->readers_[b];
      if (Order::less(left.row, left.tail, right.row, right.tail)) return false;
      return Order::less(right.row, right.tail, left.row, left.tail) || a > b;
    }
  };

  std::size_t used() const { return items_.size() * (sizeof(Item) + 2 * sizeof(SortPlace)) + tail_bytes_; }
  std::string_view tail_of(const Item& item) const {
    if constexpr (Tailed) return {item.tail, item.tail_size};
    else return {};
  }

  void sort_items() {
    constexpr std::size_t places_at_once = 16384;
    order_.resize(items_.size());
    in_any_order(workspace_, order_.size(), places_at_once, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) order_[i] = {Order::prefix(items_[i].row, tail_of(items_[i])), static_cast<std::uint32_t>(i)};
    });
    sort_by_prefix(order_);
    if constexpr (Order::prefix_decides) return;
    // Parts for threads; no run of one prefix lies in two.
    std::vector<std::size_t> parts{0};
    while (parts.back() < order_.size()) {
      std::size_t end = std::min(order_.size(), parts.back() + places_at_once);
      while (end < order_.size() && order_[end].prefix == order_[end - 1].prefix) ++end;
      parts.push_back(end);
    }
    in_any_order(workspace_, parts.size() - 1, 1, [&](std::size_t first, std::size_t last) { sort_runs(parts[first], parts[last]); });
  }
  void sort_runs(std::size_t begin, std::size_t all_end) {
    for (std::size_t end = begin; begin < all_end; begin = end) {
      while (end < all_end && order_[end].prefix == order_[begin].prefix) ++end;
      if (end - begin > 1) sort_run(begin, end, 1);
    }
  }
  /// Rows of one prefix. Comparing tails waits for memory twice a row; so long runs look at more of each tail once, and
  /// then compare numbers.
  void sort_run(std::size_t begin, std::size_t end, unsigned depth) {
    constexpr std::size_t few = 4;
    constexpr unsigned deepest = 4;
    if constexpr (Tailed) {
      if (end - begin > few && depth < deepest) {
        for (std::size_t i = begin; i < end; ++i) {
          const Item& item = items_[order_[i].item];
          order_[i].prefix = Order::prefix(item.row, tail_of(item).substr(std::min<std::size_t>(item.tail_size, depth * sizeof(std::uint64_t))));
        }
        std::sort(order_.begin() + static_cast<std::ptrdiff_t>(begin), order_.begin() + static_cast<std::ptrdiff_t>(end),
                  [](const SortPlace& a, const SortPlace& b) { return a.prefix != b.prefix ? a.prefix < b.prefix : a.item < b.item; });
        for (std::size_t same_end = begin; begin < end; begin = same_end) {
          while (same_end < end && order_[same_end].prefix == order_[begin].prefix) ++same_end;
          if (same_end - begin > 1) sort_run(begin, same_end, depth + 1);
        }
        return;
      }
    }
    std::stable_sort(order_.begin() + static_cast<std::ptrdiff_t>(begin), order_.begin() + static_cast<std::ptrdiff_t>(end),
                     [&](const SortPlace& a, const SortPlace& b) {
                       const Item &left = items_[a.item], &right = items_[b.item];
                       return Order::less(left.row, tail_of(left), right.row, tail_of(right));
                     });
  }
  void spill() {
    workspace_.check_cancelled();
    if (!file_) file_ = std::make_unique<ScratchFile>(workspace_.folder);
    sort_items();
    const std::uint64_t begin = file_->size();
    std::string bytes;
    for (const SortPlace& place : order_) {
      const Item& item = items_[place.item];
      const std::string_view tail = tail_of(item);
      const auto size = static_cast<std::uint32_t>(tail.size());
      bytes.append(reinterpret_cast<const char*>(&item.row), sizeof(Row));
      bytes.append(reinterpret_cast<const char*>(&size), sizeof size);
      bytes.append(tail);
      if (bytes.size() > (std::size_t{1} << 18)) {
        file_->append(bytes);
        bytes.clear();
      }
    }
    file_->append(bytes);
    runs_.push_back({begin, file_->size()});
    items_.clear();
    tails_ = {};
    tail_bytes_ = 0;
  }

  Workspace workspace_;
  std::size_t memory_;
  std::uint64_t size_ = 0;
  BlockArray<Item> items_;
  TextBlocks tails_;
  std::size_t tail_bytes_ = 0;
  std::vector<SortPlace> order_;
  std::unique_ptr<ScratchFile> file_;
  std::vector<Run> runs_;
  std::vector<std::unique_ptr<RunReader>> readers_;
  std::vector<std::uint32_t> heads_;  ///< runs that have a row, a heap; the row that was given is behind it
  bool pending_ = false;
  std::size_t at_ = 0;
};

}  // namespace kg::graph
