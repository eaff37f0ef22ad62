// Opening arbitrary bytes as a .kg file: twice, as they are, and as changes to a good file whose
// header is then made to fit, so that the fuzzer gets behind the checksum.
#include <algorithm>
#include <cstdint>
#include <cstring>

#include "graph/freezer.hpp"
#include "graph/document_set.hpp"
#include "graph/sections.hpp"
#include "tests/graph/walk_everything.hpp"

namespace {

using namespace kg::graph;

std::string good_file() {
  Builder builder;
  std::vector<Evidence> why{{DocumentIndex{0}, {0, 14}, {4, 7}, 0}, {DocumentIndex{1}, {0, 10}, {0, 3}, {}}};
  builder.add(NodeRecord{"person:kim jong un", {"Person", "Actor"}, {{"name", std::string("Kim Jong Un")}, {"aliases", PropertyList{std::string("Kim")}}}, why});
  builder.add(NodeRecord{"meeting:1", {"Meeting"}, {{"name", std::string("talks")}, {"confidence", 0.87}, {"times", std::int64_t{2}}}, why});
  builder.add(EdgeRecord{"person:kim jong un", "PARTICIPATED_IN", "meeting:1", "", {{"role", std::string("host")}, {"event", true}}, why});
  builder.add(EdgeRecord{"meeting:1", "ABOUT", "person:kim jong un", "", {}, {}});
  SectionsToWrite sections;
  freeze_graph(builder, sections);
  DocumentSet documents{Workspace()};
  for (const char* text : {"Kim met Trump. They spoke.", "Kim spoke.\n\nMoon did not."}) {
    ReadDocument read;
    read.document.text = text;
    read.document.id = kg::hash128(text);
    read.document.uris = {"a.txt"};
    read.claims.document = read.document.id;
    Entity kim;
    kim.name = "Kim";
    kim.mentions = {{0, 3}};
    read.claims.entities = {kim};
    Claim claim;
    claim.arguments = {{"actor", EntityIndex{0}, {0, 3}}};
    claim.sentence = {0, 9};
    claim.when.date = {2018, 6, 12};
    read.claims.claims = {claim};
    documents.add(pack(read));
  }
  documents.write(sections);
  sections[Section::made_by].assign(std::string(16, '\1'));
  return sections.file();
}

void open_and_read(std::string bytes) {
  try {
    walk_everything(*Graph::from_bytes(std::move(bytes), "fuzz.kg"), 200);
  } catch (const kg::Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string good = good_file();
  open_and_read({reinterpret_cast<const char*>(data), size});

  // Three bytes a change: where (two), what.
  std::string changed = good;
  for (std::size_t i = 0; i + 3 <= size; i += 3) {
    changed[(data[i] | data[i + 1] << 8) % changed.size()] = static_cast<char>(data[i + 2]);
  }
  stamp_header(changed);
  open_and_read(std::move(changed));
  return 0;
}
