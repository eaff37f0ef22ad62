// The English engine: raw text to Analysis. Immutable after construction, shared by all threads.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "text/analysis.hpp"

namespace kg::text {

/// A name known beforehand, given by the caller (text/ itself knows no politics).
struct GazetteerEntry {
  std::string_view name;  ///< as written: "South Korea", "Panmunjom"; matched by whole words
  NameType type;
};

class Analyzer {
 public:
  /// The model embedded in the binary. `gazetteer` is copied.
  explicit Analyzer(std::span<const GazetteerEntry> gazetteer = {});
  /// A model file's bytes; throws kg::Error if they are not a model of this version.
  Analyzer(std::string_view model, std::span<const GazetteerEntry> gazetteer);
  Analyzer(Analyzer&&) noexcept;
  ~Analyzer();

  /// Analyses `text` (valid UTF-8, paragraphs parted by empty lines). `reference` is the day that
  /// "on Tuesday" counts from; unknown leaves such dates relative. Linear time, never throws on content.
  Analysis analyze(std::string_view text, Date reference = {}) const;

  /// Completes an analysis from elsewhere (CoNLL-U): names and dates where it has none.
  void annotate(std::string_view text, Analysis& analysis, Date reference) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

/// Hash of the model that is embedded in the binary: part of a graph's provenance.
std::uint64_t embedded_model_fingerprint();

}  // namespace kg::text
