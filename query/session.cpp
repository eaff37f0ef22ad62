#include "query/session.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "query/print.hpp"
#include "query/temporal.hpp"
#include "query/value_ops.hpp"

namespace kg::query {

namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr std::string_view temporal_names[] = {"Date", "LocalTime", "Time", "LocalDateTime", "DateTime", "Duration"};

void write_text(Writer& out, std::string_view text) { out.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }
void write_key(Writer& out, std::string_view text) { out.Key(text.data(), static_cast<rapidjson::SizeType>(text.size())); }

class ValueWriter {
 public:
  ValueWriter(Writer& out, const graph::PropertyGraph& graph) : out_(out), graph_(graph) {}

  void write(const Value& value) {
    std::visit([&](const auto& data) { write_data(data); }, value.data);
  }

 private:
  void write_data(std::monostate) { out_.Null(); }
  void write_data(bool truth) { out_.Bool(truth); }
  void write_data(std::int64_t number) { out_.Int64(number); }
  void write_data(double number) {
    const std::string text = print_float(number);
    if (std::isfinite(number)) {
      out_.RawValue(text.data(), text.size(), rapidjson::kNumberType);
    } else {
      out_.StartObject();
      write_key(out_, "$float");
      write_text(out_, text);
      out_.EndObject();
    }
  }
  void write_data(const std::string& text) { write_text(out_, text); }
  void write_data(const std::shared_ptr<const List>& list) {
    out_.StartArray();
    for (const Value& one : *list) write(one);
    out_.EndArray();
  }
  void write_data(const std::shared_ptr<const Map>& map) {
    // A map that could be taken for one of the forms below is wrapped.
    const bool wrap = map->size() == 1 && map->front().first.starts_with('$');
    if (wrap) begin("$map");
    out_.StartObject();
    for (const auto& [key, one] : *map) {
      write_key(out_, key);
      write(one);
    }
    out_.EndObject();
    if (wrap) out_.EndObject();
  }
  void write_data(const graph::Temporal& temporal) {
    begin("$temporal");
    out_.StartObject();
    write_key(out_, "type");
    write_text(out_, temporal_names[static_cast<std::size_t>(temporal.kind)]);
    write_key(out_, "value");
    write_text(out_, print_temporal(temporal));
    out_.EndObject();
    out_.EndObject();
  }
  void write_data(graph::NodeId node) {
    begin("$node");
    out_.StartObject();
    write_key(out_, "id");
    out_.Uint(static_cast<std::uint32_t>(node));
    write_key(out_, "labels");
    out_.StartArray();
    if (graph_.alive(node)) {
      for (const graph::LabelId label : graph_.labels(node)) write_text(out_, graph_.name(label));
    }
    out_.EndArray();
    write_properties(graph_.alive(node) ? graph_.properties(node) : std::vector<graph::Property>{});
    out_.EndObject();
    out_.EndObject();
  }
  void write_data(graph::EdgeId edge) {
    const graph::Edge ends = graph_.edge(edge);
    begin("$rel");
    out_.StartObject();
    write_key(out_, "id");
    out_.Uint(static_cast<std::uint32_t>(edge));
    write_key(out_, "type");
    write_text(out_, graph_.name(ends.type));
    write_key(out_, "start");
    out_.Uint(static_cast<std::uint32_t>(ends.source));
    write_key(out_, "end");
    out_.Uint(static_cast<std::uint32_t>(ends.target));
    write_properties(graph_.alive(edge) ? graph_.properties(edge) : std::vector<graph::Property>{});
    out_.EndObject();
    out_.EndObject();
  }
  void write_data(const std::shared_ptr<const Path>& path) {
    begin("$path");
    out_.StartArray();
    for (std::size_t i = 0; i < path->nodes.size(); ++i) {
      if (i > 0) write_data(path->edges[i - 1]);
      write_data(path->nodes[i]);
    }
    out_.EndArray();
    out_.EndObject();
  }
  void write_properties(const std::vector<graph::Property>& properties) {
    write_key(out_, "properties");
    out_.StartObject();
    for (const auto& [key, value] : properties) {
      write_key(out_, graph_.name(key));
      write(from_property(value));
    }
    out_.EndObject();
  }
  void begin(std::string_view key) {
    out_.StartObject();
    write_key(out_, key);
  }

  Writer& out_;
  const graph::PropertyGraph& graph_;
};

Value read_value(const rapidjson::Value& json);

std::string text_of(const rapidjson::Value& json) { return {json.GetString(), json.GetStringLength()}; }

const rapidjson::Value* member(const rapidjson::Value& json, const char* name) {
  const auto found = json.FindMember(name);
  return found == json.MemberEnd() ? nullptr : &found->value;
}

Value read_object(const rapidjson::Value& json) {
  if (json.MemberCount() == 1) {
    const auto& only = *json.MemberBegin();
    const std::string key = text_of(only.name);
    if (key == "$float" && only.value.IsString()) {
      const std::string text = text_of(only.value);
      const double infinity = std::numeric_limits<double>::infinity();
      return text == "NaN" ? std::numeric_limits<double>::quiet_NaN() : text == "-Infinity" ? -infinity : infinity;
    }
    if (key == "$temporal" && only.value.IsObject()) {
      const rapidjson::Value *type = member(only.value, "type"), *value = member(only.value, "value");
      if (type && value && type->IsString() && value->IsString()) {
        const auto found = std::ranges::find(temporal_names, text_of(*type));
        if (found != std::end(temporal_names)) {
          if (auto parsed = parse_temporal(static_cast<TemporalKind>(found - std::begin(temporal_names)), text_of(*value))) return *parsed;
        }
      }
      throw Error("a temporal value cannot be read");
    }
    if (key == "$map" && only.value.IsObject()) {
      Map map;
      for (const auto& [name, value] : only.value.GetObject()) map.emplace_back(text_of(name), read_value(value));
      return make_map(std::move(map));
    }
  }
  Map map;
  for (const auto& [name, value] : json.GetObject()) map.emplace_back(text_of(name), read_value(value));
  return make_map(std::move(map));
}

Value read_value(const rapidjson::Value& json) {
  if (json.IsBool()) return json.GetBool();
  if (json.IsInt64()) return std::int64_t{json.GetInt64()};
  if (json.IsNumber()) return json.GetDouble();
  if (json.IsString()) return text_of(json);
  if (json.IsArray()) {
    List list;
    for (const auto& one : json.GetArray()) list.push_back(read_value(one));
    return make_list(std::move(list));
  }
  return json.IsObject() ? read_object(json) : Value();
}

std::vector<ProcedureField> read_fields(const rapidjson::Value& json) {
  std::vector<ProcedureField> fields;
  for (const auto& one : json.GetArray()) {
    const rapidjson::Value *name = one.IsObject() ? member(one, "name") : nullptr, *type = one.IsObject() ? member(one, "type") : nullptr;
    if (!name || !type || !name->IsString() || !type->IsString()) throw Error("a field of the procedure has no name or type");
    fields.push_back({text_of(*name), text_of(*type)});
  }
  return fields;
}

/// A procedure that is a table: a call yields the outputs of the rows with its inputs.
Procedure read_procedure(const rapidjson::Value& json) {
  const rapidjson::Value *name = member(json, "name"), *inputs = member(json, "inputs"), *outputs = member(json, "outputs");
  const rapidjson::Value *columns = member(json, "columns"), *rows = member(json, "rows");
  if (!name || !inputs || !outputs || !columns || !rows || !name->IsString() || !inputs->IsArray() || !outputs->IsArray() || !columns->IsArray() || !rows->IsArray()) {
    throw Error("a procedure needs name, inputs, outputs, columns and rows");
  }
  Procedure procedure;
  procedure.name = text_of(*name);
  procedure.inputs = read_fields(*inputs);
  procedure.outputs = read_fields(*outputs);
  std::vector<std::size_t> places;
  std::vector<std::string> wanted;
  for (const ProcedureField& field : procedure.inputs) wanted.push_back(field.name);
  for (const ProcedureField& field : procedure.outputs) wanted.push_back(field.name);
  for (const std::string& field : wanted) {
    std::size_t place = 0;
    while (place < columns->Size() && !((*columns)[static_cast<rapidjson::SizeType>(place)].IsString() && text_of((*columns)[static_cast<rapidjson::SizeType>(place)]) == field)) ++place;
    if (place == columns->Size() && rows->Size() > 0) throw Error("the procedure's table has no column '" + field + "'");
    places.push_back(place);
  }
  std::vector<List> table;
  for (const auto& row : rows->GetArray()) {
    List values;
    for (const std::size_t place : places) {
      if (!row.IsArray() || place >= row.Size()) throw Error("a row of the procedure's table is too short");
      values.push_back(read_value(row[static_cast<rapidjson::SizeType>(place)]));
    }
    table.push_back(std::move(values));
  }
  const std::size_t input_count = procedure.inputs.size();
  procedure.run = [table = std::move(table), input_count](const graph::PropertyGraph&, const List& arguments) {
    std::vector<List> results;
    for (const List& row : table) {
      if (std::equal(arguments.begin(), arguments.end(), row.begin(), equivalent)) results.emplace_back(row.begin() + static_cast<std::ptrdiff_t>(input_count), row.end());
    }
    return results;
  };
  return procedure;
}

void write_error(Writer& out, const std::string& type, const char* phase, const std::string& detail, const std::string& message) {
  out.StartObject();
  write_key(out, "error");
  out.StartObject();
  write_key(out, "type");
  write_text(out, type);
  write_key(out, "phase");
  out.String(phase);
  write_key(out, "detail");
  write_text(out, detail);
  write_key(out, "message");
  write_text(out, message);
  out.EndObject();
  out.EndObject();
}

void write_result(Writer& out, const QueryResult& result, const graph::PropertyGraph& graph) {
  out.StartObject();
  write_key(out, "columns");
  out.StartArray();
  for (const std::string& column : result.columns) write_text(out, column);
  out.EndArray();
  write_key(out, "rows");
  out.StartArray();
  ValueWriter values(out, graph);
  for (const List& row : result.rows) {
    out.StartArray();
    for (const Value& value : row) values.write(value);
    out.EndArray();
  }
  out.EndArray();
  write_key(out, "stats");
  out.StartObject();
  const auto count = [&](const char* name, std::int64_t number) {
    out.Key(name);
    out.Int64(number);
  };
  count("nodesCreated", result.counts.nodes_created);
  count("nodesDeleted", result.counts.nodes_deleted);
  count("relationshipsCreated", result.counts.relationships_created);
  count("relationshipsDeleted", result.counts.relationships_deleted);
  count("propertiesSet", result.counts.properties_set);
  count("labelsAdded", result.counts.labels_added);
  count("labelsRemoved", result.counts.labels_removed);
  out.EndObject();
  out.EndObject();
}

}  // namespace

void Session::reset() {
  graph_ = std::make_unique<graph::MemoryGraph>();
  procedures_.clear();
}

QueryResult Session::run(std::string_view cypher, RunOptions options) {
  options.procedures = &procedures_;
  return run_update(*graph_, cypher, options);
}

std::string Session::answer(std::string_view line) {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  try {
    rapidjson::Document request;
    request.Parse<rapidjson::kParseFullPrecisionFlag | rapidjson::kParseIterativeFlag>(line.data(), line.size());
    if (request.HasParseError() || !request.IsObject()) throw Error("the request is no JSON object");
    if (request.HasMember("reset")) {
      reset();
      return "{}";
    }
    if (const rapidjson::Value* procedure = member(request, "procedure"); procedure && procedure->IsObject()) {
      Procedure read = read_procedure(*procedure);
      procedures_[read.name] = std::move(read);
      return "{}";
    }
    const rapidjson::Value* query = member(request, "query");
    if (!query || !query->IsString()) throw Error("the request has no 'query', 'reset' or 'procedure'");
    RunOptions options;
    if (const rapidjson::Value* params = member(request, "params"); params && params->IsObject()) {
      for (const auto& [name, value] : params->GetObject()) options.parameters.emplace_back(text_of(name), read_value(value));
    }
    const QueryResult result = run(text_of(*query), options);
    write_result(out, result, *graph_);
  } catch (const CypherError& error) {
    write_error(out, error.type(), error.phase() == Phase::compile ? "compile" : "runtime", error.detail(), error.message());
  } catch (const Error& error) {
    write_error(out, "Error", "compile", "Error", error.message());
  }
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace kg::query
