#include "models/train/gazetteer.hpp"

#include <algorithm>

#include "ontology/ontology.hpp"

namespace kg::train {

std::vector<text::GazetteerEntry> Gazetteer::entries() const {
  std::vector<text::GazetteerEntry> out;
  for (std::size_t i = 0; i < names.size(); ++i) out.push_back({names[i], types[i]});
  return out;
}

Gazetteer ontology_gazetteer() {
  const ontology::Ontology ontology = ontology::Ontology::standard();
  Gazetteer out;
  const auto add = [&](const std::string& name, text::NameType type, const std::vector<std::string>& ambiguous) {
    if (name.empty() || std::find(ambiguous.begin(), ambiguous.end(), name) != ambiguous.end()) return;
    out.names.push_back(name);
    out.types.push_back(type);
  };
  for (const auto& state : ontology.states) {
    for (const std::string* name : {&state.name, &state.official, &state.capital}) add(*name, text::NameType::location, state.ambiguous);
    for (const std::string& alias : state.aliases) add(alias, text::NameType::location, state.ambiguous);
    for (const std::string& demonym : state.demonyms) add(demonym, text::NameType::norp, state.ambiguous);
  }
  for (const auto& place : ontology.places) {
    add(place.name, text::NameType::location, place.ambiguous);
    for (const std::string& alias : place.aliases) add(alias, text::NameType::location, place.ambiguous);
  }
  for (const auto& body : ontology.organizations) {
    add(body.name, text::NameType::organization, body.ambiguous);
    for (const std::string& alias : body.aliases) add(alias, text::NameType::organization, body.ambiguous);
  }
  for (const auto& person : ontology.people) {
    add(person.name, text::NameType::person, {});
    for (const std::string& alias : person.aliases) add(alias, text::NameType::person, {});
  }
  return out;
}

}  // namespace kg::train
