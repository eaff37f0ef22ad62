// What must hold of every store, tried on random documents.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <random>

#include "graph/claims_codec.hpp"
#include "tests/graph/random_documents.hpp"
#include "tests/graph/walk_everything.hpp"

namespace kg::graph {
namespace {

const ontology::Ontology& vocabulary() {
  static const ontology::Ontology standard = ontology::Ontology::standard();
  return standard;
}

using Documents = std::vector<ReadDocument>;

Documents some_documents() { return *rc::gen::resize(8, rc::gen::container<Documents>(random_document())); }

std::string build(const Documents& documents, const Workspace& workspace = {}) {
  return freeze(documents, {}, vocabulary(), {1, 2}, workspace);
}

using Wanted = std::function<bool(const DocumentView&)>;

// What kg merge and kg remove do.
std::string merge(const std::vector<std::string>& files, const Wanted& wanted = nullptr, const Workspace& workspace = {}) {
  std::vector<std::unique_ptr<Graph>> graphs;
  DocumentSet documents(workspace);
  for (const std::string& file : files) {
    graphs.push_back(Graph::from_bytes(file, "part.kg"));
    documents.add(*graphs.back(), wanted);
  }
  return freeze(documents, {}, vocabulary(), {1, 2}, workspace).file();
}

Documents joined(Documents a, const Documents& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

RC_GTEST_PROP(Laws, OrderOfDocumentsDoesNotCount, ()) {
  const Documents documents = some_documents();
  Documents shuffled = documents;
  std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(*rc::gen::arbitrary<unsigned>()));
  RC_CLASSIFY(documents.size() > 3, "more than three documents");
  RC_ASSERT(build(documents) == build(shuffled));
  RC_ASSERT(build(documents) == build(joined(documents, shuffled)));
}

RC_GTEST_PROP(Laws, MergingEqualsBuildingTheWhole, ()) {
  const Documents a = some_documents(), b = some_documents();
  const std::string whole = build(joined(a, b));
  RC_ASSERT(merge({build(a), build(b)}) == whole);
  RC_ASSERT(merge({build(b), build(a)}) == whole);
}

RC_GTEST_PROP(Laws, MergingIsAssociativeAndIdempotent, ()) {
  const std::string a = build(some_documents()), b = build(some_documents()), c = build(some_documents());
  RC_ASSERT(merge({merge({a, b}), c}) == merge({a, merge({b, c})}));
  RC_ASSERT(merge({a, b, c}) == merge({a, merge({b, c})}));
  RC_ASSERT(merge({a, a}) == a);
  RC_ASSERT(merge({a, build({})}) == a);
}

// With a hundred bytes every sort and every column goes through the disk, in runs of a row or two.
RC_GTEST_PROP(Laws, MemoryDoesNotCount, ()) {
  const Documents a = some_documents(), b = some_documents();
  const std::string whole = build(joined(a, b));
  for (const std::size_t memory : {std::size_t{100}, std::size_t{1} << 16}) {
    Workspace workspace;
    workspace.memory = memory;
    RC_ASSERT(build(joined(a, b), workspace) == whole);
    RC_ASSERT(merge({build(a), build(b)}, nullptr, workspace) == whole);
  }
}

// More documents than one thread takes at a time, so that several have some.
TEST(Laws, ThreadsDoNotCount) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    const Documents documents = rc::gen::container<Documents>(300, random_document())(rc::Random(seed), 20).value();
    std::vector<std::string> built;
    for (const unsigned jobs : {1U, 2U, 5U}) {
      Workspace workspace;
      workspace.jobs = jobs;
      workspace.memory = std::size_t{1} << (jobs == 2 ? 16 : 30);
      built.push_back(build(documents, workspace));
    }
    EXPECT_EQ(built[0], built[1]);
    EXPECT_EQ(built[0], built[2]);
  }
}

TEST(Laws, WhoeverStopsStopsAllThreads) {
  const Documents documents = rc::gen::container<Documents>(300, random_document())(rc::Random(4), 20).value();
  const std::atomic<bool> stop = true;
  Workspace workspace;
  workspace.jobs = 3;
  workspace.cancelled = &stop;
  EXPECT_THROW(build(documents, workspace), Error);
}

RC_GTEST_PROP(Laws, RemovingEqualsNeverHavingRead, ()) {
  const Documents all = some_documents();
  RC_PRE(!all.empty());
  const DocumentId gone = all[*rc::gen::inRange<std::size_t>(0, all.size())].document.id;
  Documents rest = all;
  std::erase_if(rest, [&](const ReadDocument& read) { return read.document.id == gone; });
  RC_ASSERT(merge({build(all)}, [&](const DocumentView& document) { return document.id != gone; }) == build(rest));
}

RC_GTEST_PROP(Laws, ReadingBackIsTheIdentity, ()) {
  const std::string file = build(some_documents());
  const auto graph = Graph::from_bytes(file, "some.kg");
  std::vector<ReadDocument> again;
  for (std::uint32_t i = 0; i < graph->document_count(); ++i) {
    const PackedDocument packed = graph->packed_document(DocumentIndex{i});
    again.push_back({unpack_document(packed), unpack_claims(packed)});
  }
  RC_ASSERT(build(again) == file);
  RC_ASSERT(walk_everything(*graph) == 0u);
  RC_ASSERT(graph->kinds_of_nodes() == graph->PropertyGraph::kinds_of_nodes());
  RC_ASSERT(graph->kinds_of_edges() == graph->PropertyGraph::kinds_of_edges());
}

RC_GTEST_PROP(Laws, EverySpanSlicesToItsWords, ()) {
  const auto graph = Graph::from_bytes(build(some_documents()), "some.kg");
  std::vector<std::string> texts;
  for (std::uint32_t d = 0; d < graph->document_count(); ++d) texts.push_back(graph->document_text(DocumentIndex{d}));
  const auto look = [&](const std::vector<Evidence>& evidence) {
    for (const Evidence& one : evidence) {
      const std::string& text = texts.at(static_cast<std::uint32_t>(one.document));
      RC_ASSERT(one.words.end <= text.size());
      RC_ASSERT(one.sentence.contains(one.words));
      if (!one.claim) continue;
      const DocumentClaims claims = graph->document_claims(one.document);
      RC_ASSERT(*one.claim < claims.claims.size());
      RC_ASSERT(claims.claims[*one.claim].sentence == one.sentence);
      RC_ASSERT(slice(text, one.sentence).back() == '.');
    }
  };
  for (std::uint32_t i = 0; i < graph->node_bound(); ++i) look(graph->evidence(NodeId{i}));
  for (std::uint32_t i = 0; i < graph->edge_bound(); ++i) look(graph->evidence(EdgeId{i}));
}

RC_GTEST_PROP(Laws, ClaimsSurviveTheirCodec, ()) {
  const ReadDocument read = *random_document();
  RC_ASSERT(decode_claims(encode_claims(read.claims), read.claims.document, read.document.text.size()) == read.claims);
}

// The bytes of every section are broken in turn; whatever a reader then asks gives an answer or kg::Error.
RC_GTEST_PROP(Damage, IsAnErrorAndNeverACrash, ()) {
  std::string file = build(some_documents());
  const auto bytes = *rc::gen::container<std::vector<std::pair<std::uint32_t, std::uint8_t>>>(
      rc::gen::pair(rc::gen::arbitrary<std::uint32_t>(), rc::gen::arbitrary<std::uint8_t>()));
  constexpr std::size_t head = 64 + 32 * section_count;
  for (const auto& [at, value] : bytes) file[head + at % (file.size() - head)] = static_cast<char>(value);
  stamp_header(file);
  try {
    walk_everything(*Graph::from_bytes(file, "damaged.kg"));
  } catch (const Error&) {
  }
}

RC_GTEST_PROP(Damage, OfAnySectionIsFoundByItsChecksum, ()) {
  std::string file = build(some_documents());
  const SectionViews views(file, "good.kg");
  const auto section = static_cast<Section>(*rc::gen::inRange<std::uint32_t>(1, section_count + 1));
  RC_PRE(!views[section].empty());
  const auto at = static_cast<std::size_t>(views[section].data() - file.data()) + *rc::gen::inRange<std::size_t>(0, views[section].size());
  file[at] = static_cast<char>(file[at] ^ (1 << *rc::gen::inRange(0, 8)));
  RC_ASSERT(!SectionViews(file, "flipped.kg").is_whole(section));
}

RC_GTEST_PROP(Damage, OfTheLengthIsAlwaysSeenWhenOpening, ()) {
  const std::string file = build(some_documents());
  const auto length = *rc::gen::inRange<std::size_t>(0, file.size());
  RC_ASSERT_THROWS_AS(Graph::from_bytes(file.substr(0, length), "cut.kg"), Error);
}

}  // namespace
}  // namespace kg::graph
