#include <cassert>

#include "ontology/loader.hpp"

#define KG_PART(name)                                                                    \
  extern "C" const char kg_ontology_##name##_begin[], kg_ontology_##name##_end[],        \
      kg_ontology_##name##_schema_begin[], kg_ontology_##name##_schema_end[];
KG_PART(states)
KG_PART(places)
KG_PART(organizations)
KG_PART(metonyms)
KG_PART(offices)
KG_PART(people)
KG_PART(events)
KG_PART(frames)
KG_PART(lexicon)
#undef KG_PART

namespace kg::ontology {
namespace {

struct Embedded {
  std::string_view part;
  const char *data, *data_end, *schema, *schema_end;
};

#define KG_PART(name)                                                                                        \
  Embedded{#name, kg_ontology_##name##_begin, kg_ontology_##name##_end, kg_ontology_##name##_schema_begin, \
           kg_ontology_##name##_schema_end}
const Embedded embedded[] = {KG_PART(states),  KG_PART(places), KG_PART(organizations), KG_PART(metonyms),
                             KG_PART(offices), KG_PART(people), KG_PART(events), KG_PART(frames),        KG_PART(lexicon)};
#undef KG_PART

std::string_view view(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

const Embedded& find(std::string_view part) {
  for (const Embedded& e : embedded)
    if (e.part == part) return e;
  assert(false && "no such part of an ontology");
  return embedded[0];
}

}  // namespace

std::string_view embedded_data(std::string_view part) {
  const Embedded& e = find(part);
  return view(e.data, e.data_end);
}

std::string_view embedded_schema(std::string_view part) {
  const Embedded& e = find(part);
  return view(e.schema, e.schema_end);
}

}  // namespace kg::ontology
