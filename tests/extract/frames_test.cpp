// The example sentences of the frames are found by their frames.
#include "extract/frames.hpp"

#include <gtest/gtest.h>

#include <string>

#include "extract/extract.hpp"
#include "ontology/ontology.hpp"

namespace kg::extract {
namespace {

bool matches(const Extractor& extractor, const Vocabulary& vocabulary, const ontology::Frame& frame, const std::string& example) {
  source::Document document;
  document.text = example;
  const text::Analysis analysis = extractor.analyzer().analyze(document.text);
  Reading reading(document, analysis);
  mend_lemmas(reading, vocabulary);
  for (std::uint32_t s = 0; s < reading.sentence_count(); ++s) {
    for (const Match& match : match_frames(reading, vocabulary, s)) {
      // Somebody must stand in a role: a trigger alone says nothing.
      if (match.frame->id == frame.id && !match.fillers.empty()) return true;
    }
  }
  return false;
}

TEST(Frames, FindTheirExamples) {
  static const ontology::Ontology ontology = ontology::Ontology::standard();
  const Extractor extractor(ontology);
  const Vocabulary vocabulary(ontology);
  std::size_t examples = 0;
  std::string missed;
  std::size_t misses = 0;
  for (const ontology::Frame& frame : ontology.frames) {
    for (const std::string& example : frame.examples) {
      ++examples;
      if (matches(extractor, vocabulary, frame, example)) continue;
      ++misses;
      missed += "\n  " + frame.id + ": " + example;
    }
  }
  EXPECT_GE(examples, 400U);
  // One in fifty may be lost to a wrong tag or tree; more are frames that do not work.
  EXPECT_LE(misses * 50, examples) << missed;
}

}  // namespace
}  // namespace kg::extract
