#include "extract/extract.hpp"

#include <algorithm>
#include <tuple>

#include "extract/claims.hpp"
#include "extract/policies.hpp"
#include "text/conllu.hpp"

namespace kg::extract {

namespace {

/// The names of the ontology that the recogniser should know.
std::vector<text::GazetteerEntry> gazetteer(const ontology::Ontology& ontology) {
  std::vector<text::GazetteerEntry> entries;
  const auto add = [&](const std::string& name, text::NameType type, const std::vector<std::string>& ambiguous) {
    if (!name.empty() && std::find(ambiguous.begin(), ambiguous.end(), name) == ambiguous.end()) entries.push_back({name, type});
  };
  for (const ontology::State& state : ontology.states) {
    add(state.name, text::NameType::location, state.ambiguous);
    add(state.official, text::NameType::location, state.ambiguous);
    add(state.capital, text::NameType::location, state.ambiguous);
    for (const std::string& alias : state.aliases) add(alias, text::NameType::location, state.ambiguous);
    for (const std::string& demonym : state.demonyms) add(demonym, text::NameType::norp, state.ambiguous);
  }
  for (const ontology::Place& place : ontology.places) {
    add(place.name, text::NameType::location, place.ambiguous);
    for (const std::string& alias : place.aliases) add(alias, text::NameType::location, place.ambiguous);
  }
  for (const ontology::Organization& body : ontology.organizations) {
    add(body.name, text::NameType::organization, body.ambiguous);
    for (const std::string& alias : body.aliases) add(alias, text::NameType::organization, body.ambiguous);
  }
  for (const ontology::Figure& person : ontology.people) {
    add(person.name, text::NameType::person, {});
    for (const std::string& alias : person.aliases) add(alias, text::NameType::person, {});
  }
  return entries;
}

}  // namespace

struct Extractor::Impl {
  explicit Impl(const ontology::Ontology& ontology) : vocabulary(ontology), analyzer(gazetteer(ontology)) {}

  Vocabulary vocabulary;
  text::Analyzer analyzer;
};

Extractor::Extractor(const ontology::Ontology& ontology) : impl_(std::make_unique<const Impl>(ontology)) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

const text::Analyzer& Extractor::analyzer() const { return impl_->analyzer; }

graph::DocumentClaims read_claims(const source::Document& document, const text::Analysis& analysis, const Vocabulary& vocabulary) {
  Reading reading(document, analysis);
  mend_lemmas(reading, vocabulary);
  Cast cast(reading, vocabulary);
  find_policies(reading, vocabulary, cast);
  Scene scene{reading, vocabulary, cast, {}};
  for (std::uint32_t s = 0; s < reading.sentence_count(); ++s) {
    scene.matches.push_back(cast.skipped(s) ? std::vector<Match>{} : match_frames(reading, vocabulary, s));
  }
  graph::DocumentClaims result;
  result.document = document.id;
  make_offices(scene, result.claims);
  make_statements(scene, result.claims);  // before the events: they need to know who speaks a quotation
  make_meetings(scene, result.claims);
  make_events(scene, result.claims);
  make_judgements(scene, result.claims);
  make_happenings(scene, result.claims);
  std::stable_sort(result.claims.begin(), result.claims.end(), [](const graph::Claim& a, const graph::Claim& b) {
    return std::tie(a.sentence, a.words, a.kind) < std::tie(b.sentence, b.words, b.kind);
  });
  result.entities = std::move(cast.entities());
  return result;
}

graph::DocumentClaims Extractor::extract(const source::Document& document) const {
  text::Analysis analysis;
  if (document.conllu.empty()) {
    analysis = impl_->analyzer.analyze(document.text, document.published);
  } else {
    analysis = text::read_conllu(document.conllu, document.text);
    impl_->analyzer.annotate(document.text, analysis, document.published);
  }
  return read_claims(document, analysis, impl_->vocabulary);
}

}  // namespace kg::extract
