// The HTML explorer: the page that export/explorer/ makes, with the graph inside as JSON.
//
// Documents are sources here, not nodes; sentences stand once and are pointed to. A page of more
// than most_page_nodes nodes helps nobody: some meetings and the most connected nodes stay, and the page
// says how many are missing.
#include <algorithm>
#include <map>
#include <vector>

#include "export/graph_text.hpp"
#include "export/json_value.hpp"
#include "export/output.hpp"
#include "export/writers.hpp"

extern "C" const char kg_explorer_page_begin[];
extern "C" const char kg_explorer_page_end[];

namespace kg::exporter {

namespace {

constexpr std::size_t most_page_nodes = 5000;
constexpr std::size_t most_page_meetings = 1500;  // of those: a meeting has few lines, but is what happened
constexpr std::size_t node_quotes = 5;
constexpr std::size_t edge_quotes = 10;

class Writer {
 public:
  Writer(const graph::PropertyGraph& graph, std::ostream& out) : graph_(graph), out_(out), text_(graph), quotes_(graph) {}

  void write() {
    const std::string_view page(kg_explorer_page_begin, static_cast<std::size_t>(kg_explorer_page_end - kg_explorer_page_begin));
    static constexpr std::string_view mark = "<!--kg-data-->";
    const std::size_t at = page.find(mark);
    choose_nodes();
    out_.raw(page.substr(0, at)).raw("<script id=\"kg-data\" type=\"application/json\">");
    write_data();
    out_.raw("</script>").raw(page.substr(at + mark.size()));
    out_.finish();
  }

 private:
  bool is_node(graph::NodeId node) const { return !text_.has_label(node, "Document"); }
  bool kept(graph::NodeId node) const { return kept_[static_cast<std::size_t>(node)]; }

  void choose_nodes() {
    kept_.assign(graph_.node_bound(), false);
    std::vector<std::uint32_t> meetings, others;
    for (const graph::NodeId node : graph::nodes_of(graph_)) {
      if (is_node(node)) (text_.has_label(node, "Meeting") ? meetings : others).push_back(static_cast<std::uint32_t>(node));
    }
    const std::size_t all = meetings.size() + others.size();
    if (all > most_page_nodes) {
      const std::vector<std::uint32_t> degree = degrees();
      std::vector<std::size_t> reports(graph_.node_bound(), 0);
      for (const std::uint32_t i : meetings) reports[i] = degree[i] < 2 ? 0 : graph_.evidence(graph::NodeId{i}).size();
      std::stable_sort(meetings.begin(), meetings.end(), [&](auto a, auto b) { return reports[a] > reports[b]; });
      std::stable_sort(others.begin(), others.end(), [&](auto a, auto b) { return degree[a] > degree[b]; });
      meetings.resize(std::min(meetings.size(), std::max(most_page_meetings, most_page_nodes - std::min(most_page_nodes, others.size()))));
      others.resize(std::min(others.size(), most_page_nodes - meetings.size()));
      left_out_ = all - meetings.size() - others.size();
    }
    for (const auto* list : {&meetings, &others}) {
      for (const std::uint32_t i : *list) kept_[i] = true;
    }
  }

  // Edges that join what the page draws: mentions and statements would make everything equal.
  std::vector<std::uint32_t> degrees() const {
    std::vector<std::uint32_t> degree(graph_.node_bound(), 0);
    std::vector<bool> drawn(graph_.node_bound());
    for (const graph::NodeId node : graph::nodes_of(graph_)) {
      drawn[static_cast<std::size_t>(node)] = is_node(node) && !text_.has_label(node, "Statement") && !text_.has_label(node, "Happening");
    }
    for (const graph::EdgeId edge : graph::edges_of(graph_)) {
      const graph::Edge ends = graph_.edge(edge);
      const auto source = static_cast<std::size_t>(ends.source), target = static_cast<std::size_t>(ends.target);
      if (drawn[source] && drawn[target]) ++degree[source], ++degree[target];
    }
    return degree;
  }

  void write_data() {
    out_.raw("{\"title\":\"\",\"left_out\":").number(static_cast<std::int64_t>(left_out_)).raw(",\"nodes\":[");
    const char* comma = "\n";
    for (const graph::NodeId node : graph::nodes_of(graph_)) {
      if (!kept(node)) continue;
      out_.raw(comma);
      comma = ",\n";
      write_node(node);
    }
    out_.raw("\n],\"edges\":[");
    comma = "\n";
    for (const graph::EdgeId edge : graph::edges_of(graph_)) {
      const graph::Edge ends = graph_.edge(edge);
      if (!kept(ends.source) || !kept(ends.target)) continue;
      out_.raw(comma);
      comma = ",\n";
      write_edge(edge, ends);
    }
    out_.raw("\n],\"quotes\":[");
    comma = "\n";
    for (const graph::Evidence& evidence : quote_order_) {
      out_.raw(comma);
      comma = ",\n";
      write_quote(evidence);
    }
    out_.raw("\n],\"documents\":[");
    comma = "\n";
    for (const graph::DocumentIndex document : document_order_) {
      out_.raw(comma);
      comma = ",\n";
      const graph::DocumentView view = graph_.document(document);
      out_.raw("{\"id\":").json(view.id.hex()).raw(",\"title\":").json(view.title).raw(",\"uris\":");
      write_json_list(out_, view.uris);
      out_.raw(",\"published\":").json(view.published.iso()).raw("}");
    }
    out_.raw("\n]}");
  }

  // One sentence of each piece of evidence; the same sentence with the same words once.
  void write_quote_numbers(const std::vector<graph::Evidence>& evidence, std::size_t most) {
    out_.raw(",\"evidence\":").number(static_cast<std::int64_t>(evidence.size())).raw(",\"quotes\":[");
    for (std::size_t i = 0; i < evidence.size() && i < most; ++i) {
      graph::Evidence key = evidence[i];
      key.claim.reset();
      const auto [place, fresh] = quote_numbers_.emplace(key, quote_order_.size());
      if (fresh) quote_order_.push_back(key);
      out_.raw(i == 0 ? "" : ",").number(static_cast<std::int64_t>(place->second));
    }
    out_.raw("]}");
  }

  void write_node(graph::NodeId node) {
    out_.raw("{\"id\":\"").raw(id_of(node)).raw("\",\"labels\":");
    write_json_list(out_, text_.labels(node));
    out_.raw(",\"name\":").json(text_.name(node)).raw(",\"aliases\":");
    write_json_list(out_, text_.aliases(node));
    out_.raw(",\"properties\":");
    write_json_properties(out_, text_, node);
    write_quote_numbers(graph_.evidence(node), node_quotes);
  }

  void write_edge(graph::EdgeId edge, const graph::Edge& ends) {
    out_.raw("{\"id\":\"").raw(id_of(edge)).raw("\",\"type\":").json(graph_.name(ends.type)).raw(",\"source\":\"").raw(id_of(ends.source));
    out_.raw("\",\"target\":\"").raw(id_of(ends.target)).raw("\",\"properties\":");
    write_json_properties(out_, text_, edge);
    write_quote_numbers(graph_.evidence(edge), edge_quotes);
  }

  void write_quote(const graph::Evidence& evidence) {
    const auto [place, fresh] = document_numbers_.emplace(evidence.document, document_order_.size());
    if (fresh) document_order_.push_back(evidence.document);
    const Quote quote = quotes_(evidence);
    const std::string_view sentence = quote.text;
    out_.raw("[").number(static_cast<std::int64_t>(place->second)).raw(",").json(sentence.substr(0, quote.words.begin));
    out_.raw(",").json(slice(sentence, quote.words)).raw(",").json(sentence.substr(quote.words.end)).raw("]");
  }

  const graph::PropertyGraph& graph_;
  Output out_;
  GraphText text_;
  Quotes quotes_;
  std::vector<bool> kept_;
  std::size_t left_out_ = 0;
  std::map<graph::Evidence, std::size_t> quote_numbers_;
  std::vector<graph::Evidence> quote_order_;
  std::map<graph::DocumentIndex, std::size_t> document_numbers_;
  std::vector<graph::DocumentIndex> document_order_;
};

}  // namespace

void write_html(const graph::PropertyGraph& graph, const ExportOptions&, std::ostream& out) { Writer(graph, out).write(); }

}  // namespace kg::exporter
