#include "graph/name_index.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kg::graph {

std::size_t SortedTexts::lower_bound(std::string_view key) const {
  std::size_t low = 0, high = size;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (text(middle) < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::size_t SortedTexts::prefix_end(std::string_view prefix, std::size_t from) const {
  // Gallop: most runs are short, some are half the list.
  const auto inside = [&](std::size_t i) { return text(i).substr(0, prefix.size()) <= prefix; };
  std::size_t step = 1, low = from;
  while (low + step < size && inside(low + step)) {
    low += step;
    step *= 2;
  }
  std::size_t high = std::min(size, low + step);
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (inside(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::vector<NearText> find_near(const SortedTexts& texts, std::string_view wanted, unsigned edits) {
  std::vector<char32_t> goal;
  for (std::size_t at = 0; at < wanted.size();) goal.push_back(decode_code_point(wanted, at));
  const std::size_t width = goal.size() + 1;

  // Row d holds the distances of the first d letters of the current text to all prefixes of the
  // goal; texts that follow each other share the rows of their common beginning.
  std::vector<unsigned> first_row(width);
  for (std::size_t i = 0; i < width; ++i) first_row[i] = static_cast<unsigned>(i);
  std::vector<std::vector<unsigned>> rows{first_row};
  std::vector<char32_t> letters;          // of the current path
  std::vector<std::size_t> ends;          // byte behind each letter
  std::string_view previous;

  std::vector<NearText> found;
  std::size_t entry = 0;
  while (entry < texts.size) {
    const std::string_view text = texts.text(entry);
    std::size_t depth = 0;
    while (depth < letters.size() && ends[depth] <= text.size() &&
           text.substr(0, ends[depth]) == previous.substr(0, ends[depth])) {
      ++depth;
    }
    letters.resize(depth);
    ends.resize(depth);
    rows.resize(depth + 1);
    previous = text;

    std::size_t at = depth == 0 ? 0 : ends[depth - 1];
    bool hopeless = false;
    while (at < text.size()) {
      const char32_t letter = decode_code_point(text, at);
      const std::vector<unsigned>& above = rows.back();
      std::vector<unsigned> row(width);
      row[0] = above[0] + 1;
      unsigned least = row[0];
      for (std::size_t i = 1; i < width; ++i) {
        row[i] = std::min({above[i] + 1, row[i - 1] + 1, above[i - 1] + (goal[i - 1] == letter ? 0U : 1U)});
        if (i > 1 && !letters.empty() && goal[i - 1] == letters.back() && goal[i - 2] == letter) {
          row[i] = std::min(row[i], rows[rows.size() - 2][i - 2] + 1);
        }
        least = std::min(least, row[i]);
      }
      // A swap reaches back one row further, so the row above must be hopeless as well.
      const unsigned least_above = *std::min_element(above.begin(), above.end());
      letters.push_back(letter);
      ends.push_back(at);
      rows.push_back(std::move(row));
      if (least > edits && least_above + 1 > edits) {
        hopeless = true;
        break;
      }
    }
    if (hopeless) {
      entry = texts.prefix_end(text.substr(0, at), entry);
      continue;
    }
    if (const unsigned distance = rows.back().back(); distance <= edits) found.push_back({entry, distance});
    ++entry;
  }
  return found;
}

}  // namespace kg::graph
