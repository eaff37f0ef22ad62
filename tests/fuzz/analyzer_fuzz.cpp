// Any bytes through the whole English engine: every promise of text/analysis.hpp must hold. Texts are made valid
// UTF-8 in source/, but the engine must not fall over those that are not.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "text/analyzer.hpp"
#include "text/conllu.hpp"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check(std::string_view text, const kg::text::Analysis& analysis) {
  std::uint32_t at = 0;
  for (const kg::text::Sentence& sentence : analysis.sentences) {
    require(!sentence.tokens.empty());
    const auto size = static_cast<std::int32_t>(sentence.tokens.size());
    std::vector<bool> reaches(sentence.tokens.size());
    int roots = 0;
    for (std::int32_t i = 0; i < size; ++i) {
      const kg::text::Token& token = sentence.tokens[static_cast<std::size_t>(i)];
      require(token.span.begin >= at && token.span.begin < token.span.end && token.span.end <= text.size());
      at = token.span.end;
      require(!token.lemma.empty() && token.head < size && token.head != i);
      roots += token.head < 0;
      // Each word's path reaches the root or a word whose path does.
      std::vector<std::int32_t> path;
      std::int32_t up = i;
      while (up >= 0 && !reaches[static_cast<std::size_t>(up)]) {
        path.push_back(up);
        require(path.size() <= sentence.tokens.size());
        up = sentence.tokens[static_cast<std::size_t>(up)].head;
      }
      for (const std::int32_t seen : path) reaches[static_cast<std::size_t>(seen)] = true;
    }
    require(roots == 1);
    for (const kg::text::Name& name : sentence.names) require(name.first < name.last && name.last <= sentence.tokens.size());
    for (const kg::text::TimeExpression& time : sentence.times) require(time.span.begin <= time.span.end && time.span.end <= text.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const kg::text::Analyzer analyzer;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const kg::text::Analysis analysis = analyzer.analyze(text, kg::Date{2018, 6, 12});
  check(text, analysis);
  static_cast<void>(kg::text::write_conllu(analysis, text));
  // The same bytes as a file of trees: read, or refused with an error.
  try {
    const std::string laid_out = kg::text::conllu_text(text);
    kg::text::Analysis foreign = kg::text::read_conllu(text, laid_out);
    analyzer.annotate(laid_out, foreign, kg::Date{2018, 6, 12});
  } catch (const kg::Error&) {
  }
  return 0;
}
