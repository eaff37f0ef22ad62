// What the writers ask of a graph, as text: names, dates, statuses, and the sentences behind them.
#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/utf8.hpp"
#include "graph/property_graph.hpp"

namespace kg::exporter {

/// A value as one line of text: "true", "3", "0.5", ISO dates, lists joined with "; ". Null is empty.
std::string plain_text(const graph::PropertyValue& value);

/// "node 12 of the export": stable within one graph, valid as an XML id.
std::string id_of(graph::NodeId node);
std::string id_of(graph::EdgeId edge);

/// The property keys of DESIGN §3, looked up once; reads what they hold.
class GraphText {
 public:
  explicit GraphText(const graph::PropertyGraph& graph);

  const graph::PropertyGraph& graph() const { return graph_; }

  /// `name`, else `title`, `uri`, a statement's `text`; else the id.
  std::string name(graph::NodeId node) const;
  /// The same from the node's properties, as graph.properties(node) gives them.
  std::string name(graph::NodeId node, std::span<const graph::Property> properties) const;
  std::vector<std::string> aliases(graph::NodeId node) const;
  /// First (specific) label; empty if the node has none.
  std::string_view label(graph::NodeId node) const;
  bool has_label(graph::NodeId node, std::string_view label) const;
  /// All of them, the specific one first.
  std::vector<std::string_view> labels(graph::NodeId node) const;

  /// Any property as text; empty if absent.
  std::string text(graph::NodeId node, std::string_view key) const;
  std::string text(graph::EdgeId edge, std::string_view key) const;
  std::optional<std::int64_t> integer(graph::NodeId node, std::string_view key) const;
  std::optional<std::int64_t> integer(graph::EdgeId edge, std::string_view key) const;

  /// First and last day, from `date_from`/`date_to`, `first`/`last`, `from`/`to` or `date`; unknown if none is known.
  struct Period {
    Date first, last;
  };
  Period period(graph::NodeId node) const;
  /// The same from the node's properties.
  Period period(std::span<const graph::Property> properties) const;
  Period period(graph::EdgeId edge) const;
  /// An edge without a date of its own takes that of the event it touches.
  Period period_or_event(graph::EdgeId edge) const;

  /// True for `name` and `aliases`, which most formats write apart.
  bool is_name_key(graph::KeyId key) const { return key == name_ || key == aliases_; }

 private:
  template <class Id>
  graph::PropertyValue value(Id id, std::string_view key) const;

  const graph::PropertyGraph& graph_;
  std::optional<graph::KeyId> name_, aliases_, title_, uri_, text_;
  std::array<std::optional<graph::KeyId>, 3> first_days_, last_days_;  // by precedence
  std::array<std::optional<graph::KeyId>, 2> whole_;                   // keys of one date for both
  std::map<std::string, graph::KeyId, std::less<>> keys_;
};

/// A sentence with its place in its document. Valid until the Quotes that gave it are asked for another document.
struct Quote {
  std::string_view document;    ///< document id, 32 hexadecimal digits
  std::string_view text;        ///< the sentence
  ByteSpan words;               ///< the trigger or mention, bytes of `text`; empty if there is none
};

/// Reads evidence. Keeps the texts last used (up to 32 MiB), so that memory stays flat.
class Quotes {
 public:
  explicit Quotes(const graph::PropertyGraph& graph) : graph_(graph), texts_(graph.document_count()) {}
  /// Spans that leave the text are cut to it.
  Quote operator()(const graph::Evidence& evidence);
  /// First and last (exclusive) code point of the sentence in the document's text.
  struct Range {
    std::size_t start = 0, end = 0;
  };
  Range range(const graph::Evidence& evidence);

 private:
  struct Text {
    std::string id, text;
    std::optional<CodePointIndex> index;  // made when first asked for
    std::list<graph::DocumentIndex>::iterator used;
  };
  Text& open(graph::DocumentIndex document);

  const graph::PropertyGraph& graph_;
  std::vector<std::unique_ptr<Text>> texts_;  // by document; null if not kept
  std::list<graph::DocumentIndex> recent_;  // most recently used first
  std::size_t bytes_ = 0;
};

}  // namespace kg::exporter
