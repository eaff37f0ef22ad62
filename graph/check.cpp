#include "graph/check.hpp"

#include <algorithm>
#include <functional>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "graph/byte_codec.hpp"
#include "graph/document_rows.hpp"
#include "graph/graph.hpp"
#include "graph/mapped_file.hpp"
#include "graph/sections.hpp"
#include "graph/symbols.hpp"

namespace kg::graph {

namespace {

struct Enough {};  // thrown when the list of faults is full

class Checker {
 public:
  Checker(const std::string& path, std::size_t most)
      : mapping_(path), file_(mapping_.bytes(), path), most_(most) {
    // Checksums first: they say which section is broken even if the graph cannot be opened.
    for (std::uint32_t i = 1; i <= section_count; ++i) {
      const auto section = static_cast<Section>(i);
      if (!file_.is_whole(section)) fault("section '" + std::string(name_of(section)) + "' has a wrong checksum");
    }
    // The same bytes, not the path again: a writer may have replaced the file since.
    attempt("the graph", [&] { graph_ = Graph::over(mapping_.bytes(), path); });
  }

  std::vector<std::string> run() {
    if (graph_ == nullptr) return std::move(faults_);
    try {
      attempt("strings", [&] { strings(Section::string_offsets, Section::strings); });
      attempt("strings of edges", [&] { strings(Section::edge_string_offsets, Section::edge_strings); });
      attempt("names", [&] { strings(Section::name_offsets, Section::names); });
      attempt("symbols", [&] { symbols(); });
      attempt("node keys", [&] { keys(); });
      attempt("labels", [&] { labels(); });
      attempt("edges", [&] { edges(); });
      attempt("records of nodes", [&] { records<NodeId>(graph_->node_bound(), "node"); });
      attempt("records of edges", [&] { records<EdgeId>(graph_->edge_bound(), "edge"); });
      attempt("name index", [&] { names(); });
      for (std::uint32_t i = 0; i < graph_->document_count(); ++i) {
        attempt("document " + std::to_string(i), [&] { document(DocumentIndex{i}); });
      }
      attempt("decisions", [&] {
        if (!graph_->decisions().empty()) Decisions::parse(graph_->decisions(), file_.source());
      });
      attempt("review", [&] { graph_->merge_reasons(); });
    } catch (const Enough&) {
    }
    return std::move(faults_);
  }

 private:
  void fault(std::string what) {
    faults_.push_back(std::move(what));
    if (faults_.size() >= most_ && graph_ != nullptr) throw Enough();
  }
  void attempt(const std::string& part, const std::function<void()>& look) {
    try {
      look();
    } catch (const Error& error) {
      fault(part + ": " + error.message());
    }
  }
  void require(bool holds, const std::string& what) {
    if (!holds) fault(what);
  }
  template <class Number>
  std::vector<Number> column(Section section) const {
    std::vector<Number> numbers(file_[section].size() / sizeof(Number));
    if (!numbers.empty()) std::memcpy(numbers.data(), file_[section].data(), numbers.size() * sizeof(Number));
    return numbers;
  }

  void strings(Section where, Section what) {
    const auto offsets = column<std::uint64_t>(where);
    const std::string_view bytes = file_[what];
    bool ascending = offsets.front() == 0 && offsets.back() == bytes.size();
    for (std::size_t i = 0; ascending && i + 1 < offsets.size(); ++i) {
      ascending = offsets[i] <= offsets[i + 1] && offsets[i + 1] <= bytes.size();
      if (!ascending) break;
      const std::string_view text = bytes.substr(offsets[i], offsets[i + 1] - offsets[i]);
      require(is_valid_utf8(text), "string " + std::to_string(i) + " of section '" + std::string(name_of(what)) + "' is not valid UTF-8");
    }
    require(ascending, std::string(name_of(where)) + " are out of order");
  }

  void symbols() {
    const std::string_view bytes = file_[Section::symbols];
    require(Symbols::decode(bytes, file_.source()).encode() == bytes, "symbols are not written in their one way");
  }

  void keys() {
    for (std::uint32_t i = 1; i < graph_->node_bound(); ++i) {
      if (graph_->node_key(NodeId{i - 1}) >= graph_->node_key(NodeId{i})) {
        return fault("node " + std::to_string(i) + " is out of the order of keys");
      }
    }
  }

  void labels() {
    std::vector<std::size_t> count(graph_->label_count());
    std::vector<std::vector<NodeId>> postings;
    for (std::uint32_t i = 0; i < count.size(); ++i) postings.push_back(graph_->nodes_with(LabelId{i}));
    std::vector<LabelId> distinct;
    for (std::uint32_t node = 0; node < graph_->node_bound(); ++node) {
      const auto shown = graph_->labels(NodeId{node});
      distinct.assign(shown.begin(), shown.end());
      std::sort(distinct.begin(), distinct.end());
      distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
      for (const LabelId label : distinct) {
        const auto l = static_cast<std::uint32_t>(label);
        if (count[l] >= postings[l].size() || postings[l][count[l]] != NodeId{node}) {
          return fault("node " + std::to_string(node) + " is not where its label '" + std::string(graph_->name(label)) + "' lists it");
        }
        ++count[l];
      }
    }
    std::size_t total = 0;
    for (std::uint32_t i = 0; i < count.size(); ++i) {
      require(count[i] == postings[i].size(), "label '" + std::string(graph_->name(LabelId{i})) + "' lists nodes that do not have it");
      total += count[i];
    }
    require(total * sizeof(std::uint32_t) == file_[Section::label_postings].size(), "label postings have a wrong size");
  }

  void edges() {
    std::vector<std::size_t> count(graph_->edge_type_count());
    std::size_t leaving = 0, entering = 0;
    for (std::uint32_t i = 0; i < graph_->node_bound(); ++i) {
      for (const Adjacent& step : graph_->out(NodeId{i})) {
        const Edge edge = graph_->edge(step.edge);
        require(static_cast<std::uint32_t>(step.edge) == leaving && edge.source == NodeId{i},
                "edge " + std::to_string(leaving) + " is not in the order of its sources");
        ++leaving;
        ++count[static_cast<std::uint32_t>(step.type)];
      }
      for (const Adjacent& step : graph_->in(NodeId{i})) {
        const Edge edge = graph_->edge(step.edge);
        require(edge.target == NodeId{i} && edge.source == step.neighbour && edge.type == step.type,
                "edge " + std::to_string(static_cast<std::uint32_t>(step.edge)) + " enters node " + std::to_string(i) + " in one place only");
        ++entering;
      }
    }
    require(leaving == graph_->edge_count() && entering == graph_->edge_count(), "some edges are in no node's list");
    for (std::uint32_t i = 0; i < count.size(); ++i) {
      require(count[i] == graph_->edge_count(EdgeTypeId{i}), "the number of '" + std::string(graph_->name(EdgeTypeId{i})) + "' edges is wrong");
    }
  }

  template <class Id>
  void records(std::uint32_t bound, const std::string& what) {
    for (std::uint32_t i = 0; i < bound; ++i) {
      attempt(what + " " + std::to_string(i), [&] {
        graph_->properties(Id{i});
        const std::vector<Evidence> evidence = graph_->evidence(Id{i});
        const bool distinct = std::adjacent_find(evidence.begin(), evidence.end(), std::greater_equal<>()) == evidence.end();
        require(distinct, "evidence of " + what + " " + std::to_string(i) + " is out of order");
      });
    }
  }

  void names() {
    const std::optional<KeyId> name = graph_->find_key("name"), aliases = graph_->find_key("aliases");
    std::vector<std::pair<std::string, NodeId>> wanted;
    const auto add = [&](const PropertyValue& value, NodeId node) {
      if (!std::holds_alternative<std::string>(value.data)) return;
      std::string folded = fold_name(std::get<std::string>(value.data));
      if (!folded.empty()) wanted.emplace_back(std::move(folded), node);
    };
    for (std::uint32_t i = 0; i < graph_->node_bound(); ++i) {
      const NodeId node{i};
      if (name) add(graph_->property(node, *name), node);
      if (!aliases) continue;
      const PropertyValue list = graph_->property(node, *aliases);
      if (!std::holds_alternative<PropertyList>(list.data)) continue;
      for (const PropertyValue& alias : std::get<PropertyList>(list.data)) add(alias, node);
    }
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());

    const auto rows = column<std::uint32_t>(Section::name_index);
    const auto offsets = column<std::uint64_t>(Section::name_offsets);
    const std::string_view bytes = file_[Section::names];
    bool same = rows.size() == wanted.size() * 2;
    std::size_t distinct = 0;
    for (std::size_t i = 0; same && i < wanted.size(); ++i) {
      const std::size_t string = rows[2 * i];
      if (i == 0 || wanted[i].first != wanted[i - 1].first) ++distinct;
      same = string + 1 == distinct && string + 1 < offsets.size() && offsets[string] <= offsets[string + 1] && offsets[string + 1] <= bytes.size() &&
             bytes.substr(offsets[string], offsets[string + 1] - offsets[string]) == wanted[i].first && NodeId{rows[2 * i + 1]} == wanted[i].second;
    }
    require(same && offsets.size() == distinct + 1, "the name index does not list exactly the names and aliases of the nodes");
  }

  void document(DocumentIndex index) {
    const std::string number = "document " + std::to_string(static_cast<std::uint32_t>(index));
    const DocumentView view = graph_->document(index);
    if (static_cast<std::uint32_t>(index) > 0) {
      const DocumentIndex before{static_cast<std::uint32_t>(index) - 1};
      require(graph_->document(before).id < view.id, number + " is out of the order of ids");
    }
    require(!view.uris.empty() && std::adjacent_find(view.uris.begin(), view.uris.end(), std::greater_equal<>()) == view.uris.end(),
            number + " has no uris, or not in order");
    const std::string text = graph_->document_text(index);
    require(hash128(text) == view.id, number + " has another text than its id says");
    const PackedDocument packed = graph_->packed_document(index);
    const DocumentClaims claims = graph_->document_claims(index);
    source::Document read{view.id, view.uris, view.title, view.published, text, graph_->document_conllu(index)};
    require(pack({std::move(read), claims}) == packed, number + " is not packed in its one way");
  }

  MappedFile mapping_;
  SectionViews file_;
  std::unique_ptr<Graph> graph_;
  std::size_t most_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> check(const std::string& path, std::size_t most) { return Checker(path, most).run(); }

}  // namespace kg::graph
