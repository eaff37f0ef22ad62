#include "text/analyzer.hpp"

#include <cassert>
#include <cstring>
#include <vector>

#include "text/dates.hpp"
#include "text/model_file.hpp"
#include "text/morphology.hpp"
#include "text/names.hpp"
#include "text/sentence_ends.hpp"
#include "text/stages.hpp"
#include "text/tokens.hpp"

extern "C" const char kg_english_model_begin[];
extern "C" const char kg_english_model_end[];

namespace kg::text {
namespace {

// Longer paragraphs are cut: bounds the memory of one step.
constexpr std::size_t longest_paragraph = 16384;

std::string_view embedded_model() {
  return {kg_english_model_begin, static_cast<std::size_t>(kg_english_model_end - kg_english_model_begin)};
}

}  // namespace

struct Analyzer::Impl {
  std::string_view bytes;
  ModelFile file;
  Stages stages;
  NameFinder names;

  Impl(std::string_view model, std::span<const GazetteerEntry> gazetteer) : bytes(model), file(model), stages(file), names(file, gazetteer) {}

  void complete(std::string_view text, Analysis& analysis, Date reference) const {
    names.find_names(text, analysis.sentences);
    TimeContext context;
    context.reference = reference;
    for (Sentence& sentence : analysis.sentences)
      if (sentence.times.empty()) find_times(text, sentence, context);
  }
};

Analyzer::Analyzer(std::span<const GazetteerEntry> gazetteer) : Analyzer(embedded_model(), gazetteer) {}
Analyzer::Analyzer(std::string_view model, std::span<const GazetteerEntry> gazetteer) : impl_(std::make_unique<Impl>(model, gazetteer)) {}
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer::~Analyzer() = default;

Analysis Analyzer::analyze(std::string_view text, Date reference) const {
  const Stages& stages = impl_->stages;
  Analysis analysis;
  Scratch scratch;
  find_tokens(text, stages.rules, scratch.tokens);
  const std::span<const RawToken> tokens = scratch.tokens;
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin + 1;
    while (end < tokens.size() && end - begin < longest_paragraph && tokens[end].before != Gap::paragraph) ++end;
    const std::span<const RawToken> paragraph = tokens.subspan(begin, end - begin);
    stages.look_at_words(text, paragraph, scratch.words);
    scratch.ends.clear();
    find_sentence_ends(text, paragraph, scratch.words, stages.sentence_ends, scratch.ends);
    std::size_t first = 0;
    for (const std::uint32_t last : scratch.ends) {
      Sentence& sentence = analysis.sentences.emplace_back();
      sentence.opens_paragraph = first == 0 && paragraph[0].before == Gap::paragraph;
      sentence.tokens.resize(last - first);
      for (std::size_t i = first; i < last; ++i) sentence.tokens[i - first].span = paragraph[i].span;
      sentence.span = {paragraph[first].span.begin, paragraph[last - 1].span.end};
      stages.read_sentence(text, std::span(scratch.words).subspan(first, last - first), sentence, scratch, analysis.lemmas);
      first = last;
    }
    begin = end;
  }
  for (std::size_t i = 0; i < analysis.sentences.size(); ++i) mark_headline(analysis, i, text);
  impl_->complete(text, analysis, reference);
  return analysis;
}

void Analyzer::annotate(std::string_view text, Analysis& analysis, Date reference) const { impl_->complete(text, analysis, reference); }

std::uint64_t embedded_model_fingerprint() {
  // The writer of a model leaves its hash in it, so that nobody has to read the whole model for it.
  const std::string_view stamp = ModelFile(embedded_model()).section("fingerprint");
  std::uint64_t fingerprint = 0;
  assert(stamp.size() == sizeof fingerprint);
  std::memcpy(&fingerprint, stamp.data(), sizeof fingerprint);
  return fingerprint;
}

}  // namespace kg::text
