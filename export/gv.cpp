#include "export/gv.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <mutex>

#include "base/error.hpp"

namespace kg::exporter::gv {

namespace {

// Graphviz prints warnings of its own; the last one becomes our message instead.
std::string last_message;

int keep_message(char* text) {
  last_message = text;
  while (!last_message.empty() && (last_message.back() == '\n' || last_message.back() == ' ')) last_message.pop_back();
  return 0;
}

std::string escaped_with(std::string_view text, std::string_view backslash) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += backslash;
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

char* mutable_text(std::string_view text) { return const_cast<char*>(text.data()); }  // cgraph copies, never writes

// Graphviz 2.42 remembers, in a static of its text layout, a font name that the context owns: a second
// context would compare with freed memory. So one serves the whole run and is never freed.
GVC_t* shared_context() {
  static GVC_t* const context = gvContext();
  return context;
}

}  // namespace

Drawing::Drawing(const std::string& name, bool directed) : context_(shared_context()) {
  agseterrf(keep_message);
  agseterr(AGERR);
  graph_ = agopen(mutable_text(name), directed ? Agdirected : Agundirected, nullptr);
  if (context_ == nullptr || graph_ == nullptr) throw std::bad_alloc();
}

Drawing::~Drawing() {
  if (laid_out_) gvFreeLayout(context_, graph_);
  agclose(graph_);
}

void Drawing::set(std::string_view attribute, const std::string& value) {
  agattr(graph_, AGRAPH, mutable_text(std::string(attribute)), mutable_text(value));
}

Agnode_t* Drawing::node(const std::string& name) { return agnode(graph_, mutable_text(name), 1); }
Agedge_t* Drawing::edge(Agnode_t* from, Agnode_t* to) { return agedge(graph_, from, to, nullptr, 1); }

void Drawing::set(Agnode_t* node, std::string_view attribute, const std::string& value) {
  static char nothing[] = "";
  agsafeset(node, mutable_text(std::string(attribute)), mutable_text(value), nothing);
}

void Drawing::set(Agedge_t* edge, std::string_view attribute, const std::string& value) {
  static char nothing[] = "";
  agsafeset(edge, mutable_text(std::string(attribute)), mutable_text(value), nothing);
}

void Drawing::lay_out(const std::string& engine) {
  last_message.clear();
  // The engines draw from the C library's generators; the graph's `start` seeds only some of them.
  srand(1);
  srand48(1);
  if (gvLayout(context_, graph_, engine.c_str()) != 0) {
    throw Error("cannot lay out the diagram with '" + engine + "'" + (last_message.empty() ? "" : ": " + last_message), {}, {},
                "is Graphviz installed with its plugins ('dot -c' registers them)?");
  }
  laid_out_ = true;
}

std::string Drawing::render(const std::string& format) {
  char* bytes = nullptr;
  unsigned int size = 0;
  last_message.clear();
  if (gvRenderData(context_, graph_, format.c_str(), &bytes, &size) != 0 || bytes == nullptr) {
    throw Error("cannot draw the diagram as '" + format + "'" + (last_message.empty() ? "" : ": " + last_message), {}, {},
                "is Graphviz installed with its plugins ('dot -c' registers them)?");
  }
  std::string result(bytes, size);
  gvFreeRenderData(bytes);
  return result;
}

std::string Drawing::source() {
  char* bytes = nullptr;
  std::size_t size = 0;
  std::FILE* memory = open_memstream(&bytes, &size);
  if (memory == nullptr) throw std::bad_alloc();
  agwrite(graph_, memory);
  std::fclose(memory);
  std::string result(bytes, size);
  std::free(bytes);
  return result;
}

std::string escaped(std::string_view text) { return escaped_with(text, "\\\\"); }
std::string escaped_tooltip(std::string_view text) { return escaped_with(text, "⧵"); }

std::string escaped_url(std::string_view address) {
  static constexpr std::string_view kept = "-_.~:/?#[]@!$()*+,;=%";
  std::string out;
  for (const char c : address) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kept.find(c) != std::string_view::npos) {
      out += c;
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace kg::exporter::gv
