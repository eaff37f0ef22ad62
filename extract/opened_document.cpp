#include "extract/opened_document.hpp"

#include <algorithm>
#include <tuple>

#include "extract/policies.hpp"

namespace kg::extract {

OpenedDocument::OpenedDocument(source::Document document, text::Analysis analysis, const Vocabulary& vocabulary)
    : document_(std::move(document)),
      analysis_(std::move(analysis)),
      reading_([&] {
        Reading reading(document_, analysis_);
        mend_lemmas(reading, vocabulary);
        return reading;
      }()),
      cast_(reading_, vocabulary),
      scene_{reading_, vocabulary, cast_, {}} {
  find_policies(reading_, vocabulary, cast_);
  for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
    scene_.matches.push_back(cast_.skipped(s) ? std::vector<Match>{} : match_frames(reading_, vocabulary, s));
  }
  make_offices(scene_, told_);
  make_statements(scene_, told_);  // before the events: they need to know who speaks a quotation
}

graph::DocumentClaims OpenedDocument::take_claims() && {
  graph::DocumentClaims result;
  result.document = document_.id;
  result.claims = std::move(told_);
  make_meetings(scene_, result.claims);
  make_events(scene_, result.claims);
  make_judgements(scene_, result.claims);
  make_happenings(scene_, result.claims);
  std::stable_sort(result.claims.begin(), result.claims.end(), [](const graph::Claim& a, const graph::Claim& b) {
    return std::tie(a.sentence, a.words, a.kind) < std::tie(b.sentence, b.words, b.kind);
  });
  result.entities = std::move(cast_.entities());
  return result;
}

}  // namespace kg::extract
