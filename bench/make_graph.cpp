// Makes a graph of any size, shaped as news makes it, to measure on.
//
//   make_graph NODES EDGES OUT.kg
//
// One node in ten is an actor, half of the rest are documents; a few actors are in most of the
// news (Zipf). Half of the edges are mentions; the others meetings, events and offices with the
// properties and the evidence that real ones have. The same numbers give the same file.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>

#include "graph/freezer.hpp"
#include "graph/store.hpp"

namespace {

using namespace kg::graph;
using kg::ByteSpan;
using Clock = std::chrono::steady_clock;

// A generator whose numbers are the same with every library; the standard distributions are not.
class Dice {
 public:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }
  // Zipf-like over [0, n): 0 is the most frequent.
  std::uint32_t popular(std::uint32_t n) {
    const double u = static_cast<double>(engine_() >> 11) / 9007199254740992.0;
    return std::min(n - 1, static_cast<std::uint32_t>(std::pow(static_cast<double>(n), u)) - 1);
  }

 private:
  std::mt19937_64 engine_{20180612};
};

constexpr const char* given[] = {"Ana", "Bo", "Chen", "Donald", "Elif", "Fumio", "Grace", "Hassan", "Ines", "Jong",
                                 "Kofi", "Lena", "Moon", "Nadia", "Olga", "Pedro", "Qin", "Rosa", "Sergei", "Tariq"};
constexpr const char* syllables[] = {"ka", "lo", "mi", "ner", "os", "pra", "rin", "sal", "to", "ul", "van", "wes", "yo", "zan"};

std::string surname(std::uint32_t n) {
  std::string name;
  for (int i = 0; i < 5; ++i, n /= 14) name += syllables[n % 14];
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

kg::Date day(std::uint32_t n) {
  return kg::Date::from(std::chrono::sys_days(std::chrono::year{2010} / 1 / 1) + std::chrono::days(n % 5500));
}

struct Shape {
  std::uint32_t actors, documents, meetings, policies;
};

Shape shape_of(std::uint32_t nodes) {
  const std::uint32_t actors = std::max(2U, nodes / 10), documents = std::max(1U, nodes * 45 / 100);
  const std::uint32_t meetings = std::max(1U, nodes * 35 / 100);
  return {actors, documents, meetings, nodes > actors + documents + meetings ? nodes - actors - documents - meetings : 1};
}

Evidence evidence(Dice& dice, std::uint32_t documents) {
  const std::uint32_t begin = dice.below(4000), words = dice.below(60);
  return {DocumentIndex{dice.below(documents)}, {begin, begin + 80 + dice.below(120)}, {begin + words, begin + words + 4 + dice.below(8)},
          dice.below(40)};
}

Builder make(std::uint32_t node_count, std::uint32_t edge_count, const Shape& shape, const std::vector<PackedDocument>& documents) {
  Dice dice;
  Builder builder;
  using Labels = std::vector<std::string_view>;
  const Labels person{"Person", "Actor"}, organization{"Organization", "Actor"}, state{"State", "Actor", "Place"};
  const Labels meeting{"Meeting", "Event"}, document{"Document"}, policy{"Policy"};
  std::vector<Builder::Handle> actors, meetings, articles, policies;
  std::vector<Evidence> why(1);
  for (std::uint32_t i = 0; i < shape.actors; ++i) {
    const std::string name = std::string(given[i % 20]) + " " + surname(i);
    const std::string folded = fmt::format("{:07}", i);
    why[0] = evidence(dice, shape.documents);
    if (i < 200) {
      actors.push_back(builder.add_node("state:" + folded, state, std::vector<NamedProperty>{{"name", "Republic of " + surname(i)}, {"iso3", folded}}, why));
    } else if (i % 4 == 0) {
      actors.push_back(builder.add_node("org:" + folded, organization, std::vector<NamedProperty>{{"name", "Ministry of " + surname(i)}, {"kind", std::string("ministry")}}, why));
    } else {
      actors.push_back(builder.add_node("person:" + folded, person, std::vector<NamedProperty>{{"name", name}, {"aliases", PropertyList{surname(i)}}}, why));
    }
  }
  for (std::uint32_t i = 0; i < shape.meetings; ++i) {
    const std::string date = day(i * 7).iso();
    why[0] = evidence(dice, shape.documents);
    meetings.push_back(builder.add_node(fmt::format("meeting:{:08}", i), meeting,
        std::vector<NamedProperty>{{"name", std::string("talks")}, {"kind", std::string("talks")}, {"date", date}, {"date_from", date}, {"date_to", date},
         {"status", std::string(i % 9 == 0 ? "planned" : "held")}, {"times", std::int64_t{1}}, {"reports", std::int64_t{1}}}, why));
  }
  for (std::uint32_t i = 0; i < shape.policies; ++i) {
    policies.push_back(builder.add_node(fmt::format("policy:{:07}", i), policy, std::vector<NamedProperty>{{"name", surname(i) + " agreement"}}, {}));
  }
  for (std::uint32_t i = 0; i < shape.documents; ++i) {
    articles.push_back(builder.add_node("document:" + documents[i].id.hex(), document,
        std::vector<NamedProperty>{{"name", documents[i].title}, {"uri", documents[i].uris[0]}, {"published", documents[i].published.iso()}}, {}));
  }
  (void)node_count;

  constexpr const char* events[] = {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "ACCUSE", "REJECT", "THREATEN", "SANCTION"};
  constexpr const char* quads[] = {"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"};
  std::vector<NamedProperty> event_properties{{"confidence", 0.0}, {"date", ""}, {"date_from", ""}, {"date_to", ""}, {"event", true}, {"mode", ""},
      {"polarity", std::string("positive")}, {"quad", ""}, {"reports", std::int64_t{1}}, {"score", 0.0}, {"status", std::string("asserted")}, {"text", ""}};
  const std::vector<NamedProperty> part_properties{{"role", std::string("participant")}};
  std::vector<NamedProperty> mention_properties{{"count", std::int64_t{1}}};
  const std::vector<NamedProperty> about_properties;
  for (std::uint32_t i = 0; i < edge_count; ++i) {
    const std::uint32_t kind = i % 20;
    const Builder::Handle actor = actors[dice.popular(shape.actors)];
    why[0] = evidence(dice, shape.documents);
    if (kind < 10) {
      mention_properties[0].second = std::int64_t{1 + dice.below(4)};
      const std::uint32_t article = dice.below(shape.documents);
      why[0].document = DocumentIndex{article};  // an article mentions in its own words
      builder.add_edge(articles[article], "MENTIONS", actor, fmt::format("{}", i), mention_properties, why);
    } else if (kind < 14) {
      builder.add_edge(actor, "PARTICIPATED_IN", meetings[dice.below(shape.meetings)], fmt::format("{}", i), part_properties, why);
    } else if (kind < 16) {
      builder.add_edge(meetings[dice.below(shape.meetings)], "ABOUT", policies[dice.below(shape.policies)], fmt::format("{}", i), about_properties, why);
    } else {
      const std::uint32_t type = dice.below(8);
      const std::string date = day(dice.below(5500)).iso();
      event_properties[0].second = (50 + dice.below(50)) / 100.0;
      for (int p = 1; p <= 3; ++p) event_properties[static_cast<std::size_t>(p)].second = date;
      event_properties[5].second = fmt::format("mode{}", dice.below(12));
      event_properties[7].second = std::string(quads[type / 2]);
      event_properties[9].second = static_cast<double>(dice.below(200)) / 10.0 - 10.0;
      event_properties[11].second = surname(dice.below(3000)) + " talks";
      builder.add_edge(actor, events[type], actors[dice.popular(shape.actors)], fmt::format("{}", i), event_properties, why);
    }
  }
  return builder;
}

std::vector<PackedDocument> make_documents(std::uint32_t count) {
  // One text for all: what is measured is the graph. Ids differ, so these are no documents that
  // 'kg check' would believe in; everything else holds.
  const std::string text(8192, 'x');
  ReadDocument read;
  read.document.text = text;
  PackedDocument packed = pack(read);
  std::vector<PackedDocument> documents(count, packed);
  for (std::uint32_t i = 0; i < count; ++i) {
    documents[i].id = kg::hash128(std::to_string(i));
    documents[i].uris = {fmt::format("news/{:08}.txt", i)};
    documents[i].title = surname(i) + " and " + surname(i / 3) + " in the news";
    documents[i].published = day(i);
  }
  std::sort(documents.begin(), documents.end(), [](const PackedDocument& a, const PackedDocument& b) { return a.id < b.id; });
  return documents;
}

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: make_graph NODES EDGES OUT.kg\n", stderr);
    return 2;
  }
  const auto nodes = static_cast<std::uint32_t>(std::strtoul(argv[1], nullptr, 10));
  const auto edges = static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10));
  const Shape shape = shape_of(nodes);
  std::vector<PackedDocument> documents = make_documents(shape.documents);
  auto start = Clock::now();
  const Builder builder = make(nodes, edges, shape, documents);
  fmt::print("made     {:>10} nodes {:>11} edges in {:.2f} s\n", builder.node_count(), builder.edge_count(), seconds_since(start));

  // By one thread, whose processor time is what it takes on a machine that has nothing else to do; then by two.
  SectionsToWrite sections;
  for (const unsigned jobs : {2U, 1U}) {
    sections = SectionsToWrite();
    Workspace workspace;
    workspace.memory = std::size_t{1} << 40;
    workspace.jobs = jobs;
    start = Clock::now();
    const std::clock_t processor = std::clock();
    freeze_graph(builder, sections, workspace);
    const double freezing = static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC;
    fmt::print("froze    {} threads: {:.2f} s of processor time, {:.2f} s by the clock: {:.2f}, {:.2f} million edges a second\n", jobs, freezing,
               seconds_since(start), edges / freezing / 1e6, edges / seconds_since(start) / 1e6);
  }
  std::uint64_t per_edge = 0;
  for (const Section section : {Section::out, Section::in, Section::edge_sources, Section::edge_record_bases,
                                Section::edge_record_offsets, Section::edge_records}) {
    per_edge += sections[section].size();
  }
  std::uint64_t strings = 0;
  for (const Section section : {Section::strings, Section::string_offsets, Section::edge_strings, Section::edge_string_offsets, Section::names, Section::name_offsets}) {
    strings += sections[section].size();
  }
  const std::uint64_t graph_bytes = sections.file_size() - strings;
  DocumentSet set{Workspace()};
  for (const PackedDocument& document : documents) set.add(document);
  set.write(sections);
  sections[Section::made_by].assign(std::string(sizeof(Fingerprints), '\0'));
  fmt::print("size     {:.1f} bytes an edge in the edge sections, {:.1f} with nodes, names and adjacency; strings {:.1f} MB\n",
             static_cast<double>(per_edge) / edges, static_cast<double>(graph_bytes) / edges, static_cast<double>(strings) / 1e6);
  start = Clock::now();
  Replacement file(argv[3]);
  SectionsInPlace([&](std::uint64_t at, std::string_view bytes) { file.write(at, bytes); }).finish(sections, Workspace());
  file.commit();
  fmt::print("wrote    {:.1f} MB in {:.2f} s\n", static_cast<double>(sections.file_size()) / 1e6, seconds_since(start));
  return 0;
}
