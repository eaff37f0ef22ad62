// A document: normalised English text with where and when it was published.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/hash.hpp"

namespace kg::source {

/// One article after reading: plain text, whatever it was before.
struct Document {
  DocumentId id;                  ///< hash128(text)
  std::vector<std::string> uris;  ///< where it was found, sorted, distinct; path or URL; at least one
  std::string title;              ///< may be empty
  Date published;                 ///< unknown if nothing says it
  /// Valid UTF-8, no control characters but '\n', no no-break spaces or soft hyphens.
  /// Paragraphs (photo captions too) are parted by one empty line; the title is a paragraph of
  /// its own if the source shows it as a heading.
  std::string text;
  /// CoNLL-U of `text` when the source is a .conllu file, else empty: somebody else's analysis.
  std::string conllu;

  bool operator==(const Document&) const = default;
};

}  // namespace kg::source
