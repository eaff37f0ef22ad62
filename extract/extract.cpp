#include "extract/extract.hpp"

#include <algorithm>

#include "extract/opened_document.hpp"
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

std::unique_ptr<OpenedDocument> Extractor::open(source::Document document) const {
  text::Analysis analysis;
  if (document.conllu.empty()) {
    analysis = impl_->analyzer.analyze(document.text, document.published);
  } else {
    analysis = text::read_conllu(document.conllu, document.text);
    impl_->analyzer.annotate(document.text, analysis, document.published);
  }
  return std::make_unique<OpenedDocument>(std::move(document), std::move(analysis), impl_->vocabulary);
}

graph::DocumentClaims Extractor::extract(const source::Document& document) const { return std::move(*open(document)).take_claims(); }

}  // namespace kg::extract
