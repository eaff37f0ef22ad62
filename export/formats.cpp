#include "export/formats.hpp"

#include <algorithm>

#include "export/writers.hpp"

namespace kg::exporter {

namespace {

constexpr Companion csv_companions[] = {{"nodes", ".csv", write_csv_nodes}};
constexpr Companion neo4j_companions[] = {{"neo4j-nodes", ".csv", write_neo4j_nodes},
                                         {"neo4j-relationships", ".csv", write_neo4j_relationships}};
constexpr Companion plover_companions[] = {{"plover", ".csv", write_plover_csv}};

constexpr Format table[] = {
    {"csv", ".csv", "edges with the names of both ends; nodes in a second file", write_csv_edges, csv_companions},
    {"dot", ".dot .gv", "the whole graph for Graphviz ('kg render' draws a readable part)", write_dot},
    {"ftm", ".ftm.jsonl .ftm.json", "followthemoney entities, JSON lines, for Aleph", write_ftm},
    {"gexf", ".gexf", "GEXF 1.3 for Gephi: typed, dated, coloured", write_gexf},
    {"graphml", ".graphml", "GraphML for yEd, Cytoscape, NetworkX, igraph", write_graphml},
    {"html", ".html .htm", "one page to explore in a browser: search, filters, sentences", write_html},
    {"json", ".json", "nodes and edges with their evidence, for programs", write_json},
    {"jsonld", ".jsonld", "RDF as JSON-LD: schema.org, PROV, Web Annotation", write_jsonld},
    {"neo4j", ".cypher", "Cypher script; typed CSV for neo4j-admin import in two more files", write_neo4j_script, neo4j_companions},
    {"ntriples", ".nt", "RDF as N-Triples, the same statements as jsonld", write_ntriples},
    {"plover", ".plover.jsonl", "PLOVER events, JSON lines; CSV in a second file", write_plover, plover_companions},
};

}  // namespace

std::span<const Format> formats() { return table; }

const Format* find_format(std::string_view name) {
  const auto* found = std::find_if(std::begin(table), std::end(table), [&](const Format& f) { return f.name == name; });
  return found == std::end(table) ? nullptr : found;
}

namespace {

// Length of the longest suffix of the format that `file` ends in; 0 if none.
std::size_t longest_suffix(const Format& format, std::string_view file) {
  std::size_t longest = 0;
  for (std::string_view rest = format.suffixes; !rest.empty();) {
    const std::string_view suffix = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), suffix.size() + 1));
    if (file.size() > suffix.size() && file.ends_with(suffix)) longest = std::max(longest, suffix.size());
  }
  return longest;
}

}  // namespace

const Format* find_format_for(std::string_view file) {
  const Format* best = nullptr;
  std::size_t longest = 0;
  for (const Format& format : table) {
    if (const std::size_t size = longest_suffix(format, file); size > longest) {
      longest = size;
      best = &format;
    }
  }
  return best;
}

std::size_t suffix_size(const Format& format, std::string_view file) {
  if (const std::size_t size = longest_suffix(format, file); size > 0) return size;
  const std::size_t name = file.find_last_of('/') + 1;  // npos + 1 is 0
  const std::size_t dot = file.find_last_of('.');
  return dot == std::string_view::npos || dot <= name ? 0 : file.size() - dot;
}

}  // namespace kg::exporter
