#include "graph/symbols.hpp"

namespace kg::graph {

namespace {

constexpr std::size_t most_symbols = 65535;

std::size_t count_symbols(ByteReader& in) {
  const std::size_t count = in.count();
  if (count > most_symbols) throw_damaged("too many symbols", in.source());
  return count;
}

void write_counted(ByteWriter& out, const std::vector<Symbols::Counted>& symbols) {
  out.varint(symbols.size());
  for (const auto& [name, count] : symbols) {
    out.string(name);
    out.varint(count);
  }
}

std::vector<Symbols::Counted> read_counted(ByteReader& in) {
  std::vector<Symbols::Counted> symbols(count_symbols(in));
  const std::string* previous = nullptr;
  for (auto& [name, count] : symbols) {
    name = in.string();
    count = in.varint();
    if (previous != nullptr && *previous >= name) throw_damaged("symbols out of order", in.source());
    previous = &name;
  }
  return symbols;
}

void write_shapes(ByteWriter& out, const std::vector<Shape>& shapes) {
  out.varint(shapes.size());
  for (const Shape& shape : shapes) {
    out.varint(shape.size());
    for (const auto& [key, tag] : shape) {
      out.varint(static_cast<std::uint32_t>(key));
      out.byte(static_cast<std::uint8_t>(tag));
    }
  }
}

std::vector<Shape> read_shapes(ByteReader& in, std::size_t key_count) {
  std::vector<Shape> shapes(count_symbols(in));
  for (Shape& shape : shapes) {
    shape.resize(in.count(2));
    for (auto& [key, tag] : shape) {
      const std::uint64_t id = in.varint();
      if (id >= key_count) throw_damaged("a property key that is not there", in.source());
      key = static_cast<KeyId>(id);
      tag = read_tag(in);
      if (tag == ValueTag::null) throw_damaged("a property without a value", in.source());
    }
    for (std::size_t i = 1; i < shape.size(); ++i) {
      if (shape[i - 1].first >= shape[i].first) throw_damaged("property keys out of order", in.source());
    }
  }
  return shapes;
}

}  // namespace

std::string Symbols::encode() const {
  std::string bytes;
  ByteWriter out(bytes);
  write_counted(out, labels);
  write_counted(out, types);
  out.varint(keys.size());
  for (const std::string& key : keys) out.string(key);
  out.varint(label_sets.size());
  for (const std::vector<LabelId>& set : label_sets) {
    out.varint(set.size());
    for (const LabelId label : set) out.varint(static_cast<std::uint32_t>(label));
  }
  write_shapes(out, node_shapes);
  write_shapes(out, edge_shapes);
  return bytes;
}

Symbols Symbols::decode(std::string_view bytes, std::string_view source) {
  ByteReader in(bytes, source);
  Symbols symbols;
  symbols.labels = read_counted(in);
  symbols.types = read_counted(in);
  symbols.keys.resize(count_symbols(in));
  for (std::size_t i = 0; i < symbols.keys.size(); ++i) {
    symbols.keys[i] = in.string();
    if (i > 0 && symbols.keys[i - 1] >= symbols.keys[i]) throw_damaged("symbols out of order", source);
  }
  symbols.label_sets.resize(count_symbols(in));
  for (std::vector<LabelId>& set : symbols.label_sets) {
    set.resize(in.count());
    for (LabelId& label : set) {
      const std::uint64_t id = in.varint();
      if (id >= symbols.labels.size()) throw_damaged("a label that is not there", source);
      label = static_cast<LabelId>(id);
    }
  }
  symbols.node_shapes = read_shapes(in, symbols.keys.size());
  symbols.edge_shapes = read_shapes(in, symbols.keys.size());
  if (!in.at_end()) throw_damaged("something stands behind the symbols", source);
  return symbols;
}

}  // namespace kg::graph
