// Graphviz, held safely. Only for the .cpp files that lay out and draw: its headers are full of macros.
#pragma once

#include <graphviz/gvc.h>

#include <memory>
#include <string>
#include <string_view>

namespace kg::exporter::gv {

/// One graph with the context that lays it out. Attributes are set by name on each part.
class Drawing {
 public:
  Drawing(const std::string& name, bool directed);
  ~Drawing();
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;

  void set(std::string_view attribute, const std::string& value);
  Agnode_t* node(const std::string& name);
  Agedge_t* edge(Agnode_t* from, Agnode_t* to);
  void set(Agnode_t* node, std::string_view attribute, const std::string& value);
  void set(Agedge_t* edge, std::string_view attribute, const std::string& value);

  /// Throws kg::Error if Graphviz refuses.
  void lay_out(const std::string& engine);
  /// The laid-out graph in a Graphviz format: "svg", "png:cairo", "pdf", "dot". Twice the same is the same.
  std::string render(const std::string& format);
  /// The graph as it was made, in the DOT language.
  std::string source();

  Agraph_t* graph() { return graph_; }

 private:
  GVC_t* context_;
  Agraph_t* graph_;
  bool laid_out_ = false;
};

/// Text as a Graphviz label: backslashes and ampersands mean themselves, '\n' breaks the line.
std::string escaped(std::string_view text);
/// The same as a tooltip. Graphviz reads those once or twice, so a backslash becomes U+29F5, which looks like one.
std::string escaped_tooltip(std::string_view text);

/// An address as a URL attribute: everything but letters, digits and URL punctuation is percent-encoded.
std::string escaped_url(std::string_view address);

}  // namespace kg::exporter::gv
