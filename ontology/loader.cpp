#include "ontology/loader.hpp"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/pointer.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <cassert>
#include <limits>
#include <set>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace kg::ontology {
namespace {

using Json = rapidjson::Value;

constexpr std::size_t deepest = 32;  // levels of nesting; real files have four
constexpr std::size_t largest_file = 64u << 20;

std::string as_string(const rapidjson::Pointer& pointer) {
  rapidjson::StringBuffer buffer;
  pointer.Stringify(buffer);
  return {buffer.GetString(), buffer.GetSize()};
}

// The validator and the copy below walk recursively, so a file of a million '[' must not reach them.
void check_depth(const DataFile& file) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < file.json.size(); ++i) {
    const char c = file.json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > deepest)
        throw Error("nested deeper than " + std::to_string(deepest) + " levels", file.name,
                    ByteSpan{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 1)}, "", file.json);
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
}

rapidjson::Document parse(DataFile& file) {
  if (file.json.size() > largest_file) throw Error("larger than 64 MB", file.name);
  if (!file.built_in) check_depth(file);
  rapidjson::Document document;
  // What a test has checked is read by the faster parser: the built-in files are most of what a question costs.
  if (file.built_in) document.ParseInsitu(file.json.data());
  else document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(file.json.data(), file.json.size());
  if (document.HasParseError()) {
    const auto at = static_cast<std::uint32_t>(std::min(document.GetErrorOffset(), file.json.size()));
    std::string message = rapidjson::GetParseError_En(document.GetParseError());
    if (!message.empty() && message.back() == '.') message.pop_back();
    throw Error("not JSON: " + message, file.name, ByteSpan{at, at + 1}, "", file.json);
  }
  return document;
}

// "has no \"name\"" says more than the schema keyword "required".
std::string explain(const std::string& keyword, const Json* value, const Json* schema) {
  if (keyword == "required" && value && value->IsObject() && schema && schema->HasMember("required"))
    for (const Json& key : (*schema)["required"].GetArray())
      if (!value->HasMember(key)) return std::string("has no '") + key.GetString() + "'";
  if (keyword == "additionalProperties") return "is not a member that the schema knows";
  if (keyword == "type" && schema && schema->HasMember("type"))
    return std::string("is not of type ") + (*schema)["type"].GetString();
  const std::string quoted = value && value->IsString() ? std::string(" '") + value->GetString() + "'" : std::string();
  if (keyword == "enum") {
    std::string allowed;
    if (schema && schema->HasMember("enum"))
      for (const Json& one : (*schema)["enum"].GetArray())
        if (one.IsString()) allowed += (allowed.empty() ? "" : ", ") + std::string(one.GetString());
    return "has the value" + quoted + ", which is none of: " + allowed;
  }
  if (keyword == "pattern") return "has the value" + quoted + ", which does not have the right form";
  if (keyword == "minLength" || keyword == "minItems") return "is empty";
  if (keyword == "maxLength" || keyword == "maxItems") return "is too long";
  return "breaks the rule '" + keyword + "' of the schema";
}

void validate(const rapidjson::Document& document, std::string_view part, const std::string& file) {
  rapidjson::Document schema_json;
  const std::string_view schema_text = embedded_schema(part);
  schema_json.Parse(schema_text.data(), schema_text.size());
  assert(!schema_json.HasParseError());
  const rapidjson::SchemaDocument schema(schema_json);
  rapidjson::SchemaValidator validator(schema);
  if (document.Accept(validator)) return;
  const rapidjson::Pointer where = validator.GetInvalidDocumentPointer();
  const char* keyword = validator.GetInvalidSchemaKeyword();
  const std::string at = as_string(where);
  throw Error((at.empty() ? "the file" : at) + " " +
                  explain(keyword ? keyword : "", where.Get(document), validator.GetInvalidSchemaPointer().Get(schema_json)),
              file, {}, "ontology/schema/" + std::string(part) + ".schema.json says what a file of this kind may hold");
}

std::string text(const Json& record, const char* key) {
  const auto found = record.FindMember(key);
  return found == record.MemberEnd() ? std::string()
                                     : std::string(found->value.GetString(), found->value.GetStringLength());
}

std::vector<std::string> strings(const Json& list) {
  std::vector<std::string> out;
  for (const Json& one : list.GetArray()) out.emplace_back(one.GetString(), one.GetStringLength());
  return out;
}

std::vector<std::string> texts(const Json& record, const char* key) {
  const auto found = record.FindMember(key);
  return found == record.MemberEnd() ? std::vector<std::string>() : strings(found->value);
}

State read_state(const Json& r) {
  return {text(r, "id"),       text(r, "iso2"),    text(r, "iso3"), text(r, "name"),      text(r, "official"),
          texts(r, "aliases"), texts(r, "demonyms"), text(r, "capital"), text(r, "kind"), texts(r, "ambiguous")};
}

Place read_place(const Json& r) {
  return {text(r, "id"), text(r, "name"), texts(r, "aliases"), text(r, "kind"), text(r, "state"), texts(r, "ambiguous")};
}

Organization read_organization(const Json& r) {
  return {text(r, "id"), text(r, "name"), texts(r, "aliases"), text(r, "kind"), text(r, "state"), texts(r, "ambiguous")};
}

Metonym read_metonym(const Json& r) { return {text(r, "name"), texts(r, "aliases"), text(r, "stands_for")}; }

Figure read_figure(const Json& r) {
  return {text(r, "name"), texts(r, "aliases"), text(r, "family"), text(r, "of"), texts(r, "offices")};
}

Office read_office(const Json& r) {
  const bool of_state = !r.HasMember("of_state") || r["of_state"].GetBool();
  Office office{text(r, "title"), texts(r, "aliases"), text(r, "rank"), of_state, {}};
  if (r.HasMember("own"))
    for (const auto& member : r["own"].GetObject()) office.own.emplace_back(member.name.GetString(), member.value.GetString());
  return office;
}

EventType read_event(const Json& r) {
  return {text(r, "name"), text(r, "quad"), r["score"].GetDouble(), texts(r, "modes"), text(r, "description")};
}

Trigger trigger_of(const std::string& name) {
  return name == "verb" ? Trigger::verb : name == "noun" ? Trigger::noun : Trigger::adjective;
}

FrameKind kind_of(const std::string& name) {
  return name == "meeting"     ? FrameKind::meeting
         : name == "statement" ? FrameKind::statement
         : name == "office"    ? FrameKind::office
         : name == "membership" ? FrameKind::membership
                               : FrameKind::event;
}

Frame read_frame(const Json& r) {
  Frame frame;
  frame.id = text(r, "id");
  frame.trigger = trigger_of(text(r, "trigger"));
  frame.lemmas = texts(r, "lemmas");
  frame.light_verbs = texts(r, "light_verbs");
  frame.kind = kind_of(text(r, "kind"));
  frame.event = text(r, "event");
  frame.mode = text(r, "mode");
  frame.meeting = text(r, "meeting");
  frame.status = text(r, "status");
  frame.examples = texts(r, "examples");
  const std::vector<std::string> required = texts(r, "required");
  if (r.HasMember("roles"))
    for (const auto& member : r["roles"].GetObject()) {
      const std::string role(member.name.GetString(), member.name.GetStringLength());
      const bool needed = std::find(required.begin(), required.end(), role) != required.end();
      frame.roles.push_back({role, strings(member.value), needed, {}});
      if (r.HasMember("words") && r["words"].HasMember(role.c_str())) frame.roles.back().words = texts(r["words"], role.c_str());
    }
  return frame;
}

std::vector<std::pair<std::string, std::string>> pairs(const Json& r, const char* key) {
  std::vector<std::pair<std::string, std::string>> found;
  if (!r.HasMember(key)) return found;
  for (const auto& member : r[key].GetObject()) found.emplace_back(member.name.GetString(), member.value.GetString());
  return found;
}

Lexicon read_lexicon(const Json& r) {
  return {.honorifics = texts(r, "honorifics"),
          .organization_words = texts(r, "organization_words"),
          .person_words = texts(r, "person_words"),
          .group_words = texts(r, "group_words"),
          .private_words = texts(r, "private_words"),
          .happening_nouns = pairs(r, "happening_nouns"),
          .own_doings = texts(r, "own_doings"),
          .stative_verbs = texts(r, "stative_verbs"),
          .victim_words = texts(r, "victim_words"),
          .given_names = texts(r, "given_names"),
          .family_first = texts(r, "family_first"),
          .policy_words = texts(r, "policy_words"),
          .policy_heads = texts(r, "policy_heads"),
          .boilerplate = texts(r, "boilerplate"),
          .title_heads = texts(r, "title_heads"),
          .local_offices = texts(r, "local_offices"),
          .portfolios = texts(r, "portfolios"),
          .body_nouns = texts(r, "body_nouns"),
          .occasion_words = texts(r, "occasion_words"),
          .building_words = texts(r, "building_words"),
          .peoples = texts(r, "peoples"),
          .no_bodies = texts(r, "no_bodies")};
}

}  // namespace

void Loader::claim_id(const std::string& id, const std::string& file, std::size_t index) {
  const std::string here = file + " at /" + std::to_string(index);
  const auto [at, fresh] = id_file_.emplace(id, here);
  if (!fresh) throw Error("/" + std::to_string(index) + " has the id '" + id + "', which " + at->second + " has already", file);
}

void Loader::refer(const std::string& id, const std::string& file, const std::string& pointer) {
  if (!id.empty()) references_.push_back({file, pointer, id});
}

void Loader::read(std::string_view part, DataFile file) {
  const Hash128 hash = hash128(std::string(part) + '\0' + file.json);
  ontology.fingerprint = ontology.fingerprint * 1099511628211u + hash.low;
  const rapidjson::Document document = parse(file);
  if (!file.built_in) validate(document, part, file.name);

  if (part == "lexicon") {
    ontology.lexicon = read_lexicon(document);
    for (std::size_t i = 0; i < ontology.lexicon.family_first.size() && !checked_; ++i)
      refer(ontology.lexicon.family_first[i], file.name, "/family_first/" + std::to_string(i));
    return;
  }
  const auto& records = document.GetArray();
  for (rapidjson::SizeType i = 0; i < records.Size(); ++i) {
    const Json& record = records[i];
    if (part == "states") ontology.states.push_back(read_state(record));
    else if (part == "places") ontology.places.push_back(read_place(record));
    else if (part == "organizations") ontology.organizations.push_back(read_organization(record));
    else if (part == "metonyms") ontology.metonyms.push_back(read_metonym(record));
    else if (part == "offices") ontology.offices.push_back(read_office(record));
    else if (part == "people") ontology.people.push_back(read_figure(record));
    else if (part == "events") ontology.events.push_back(read_event(record));
    else ontology.frames.push_back(read_frame(record));
    if (!checked_) check_last(part, texts(record, "required"), file.name, i);
  }
}

/// What no schema can say of the record that was read last; `required` are the roles that a frame requires.
void Loader::check_last(std::string_view part, const std::vector<std::string>& required, const std::string& file, std::size_t index) {
  const std::string at = "/" + std::to_string(index);
  if (part == "states") {
    const State& state = ontology.states.back();
    claim_id(state.id, file, index);
    if (state.id != "state:" + state.iso3)
      throw Error(at + " has the id '" + state.id + "', which is not 'state:" + state.iso3 + "'", file);
  } else if (part == "places") {
    claim_id(ontology.places.back().id, file, index);
    refer(ontology.places.back().state, file, at + "/state");
  } else if (part == "organizations") {
    claim_id(ontology.organizations.back().id, file, index);
    refer(ontology.organizations.back().state, file, at + "/state");
  } else if (part == "metonyms") {
    claim_id("metonym " + ontology.metonyms.back().name, file, index);
    refer(ontology.metonyms.back().stands_for, file, at + "/stands_for");
  } else if (part == "offices") {
    claim_id("office " + ontology.offices.back().title, file, index);
    for (const auto& [title, state] : ontology.offices.back().own) refer(state, file, at + "/own/" + title);
  } else if (part == "people") {
    const Figure& figure = ontology.people.back();
    claim_id("figure " + figure.name + " of " + figure.of, file, index);
    refer(figure.of, file, at + "/of");
  } else if (part == "events") {
    claim_id("event " + ontology.events.back().name, file, index);
  } else {
    const Frame& frame = ontology.frames.back();
    claim_id("frame " + frame.id, file, index);
    check_frame(frame, required, file, at);
  }
}

void Loader::check_frame(const Frame& frame, const std::vector<std::string>& required, const std::string& file,
                         const std::string& at) {
  for (const std::string& role : required)
    if (std::none_of(frame.roles.begin(), frame.roles.end(), [&](const RolePath& r) { return r.role == role; }))
      throw Error(at + "/required names the role '" + role + "', which 'roles' does not have", file);
  for (const RolePath& role : frame.roles)
    if (!role.words.empty() && !role.required) throw Error(at + "/words names the role '" + role.role + "', which is not required", file);
  if (!frame.light_verbs.empty() && frame.trigger == Trigger::verb)
    throw Error(at + "/light_verbs stands at a verb; only nouns and adjectives have light verbs", file);
  if (frame.kind == FrameKind::event && frame.event.empty()) throw Error(at + " is an event and has no 'event'", file);
  if (frame.kind == FrameKind::meeting && frame.meeting.empty())
    throw Error(at + " is a meeting and has no 'meeting'", file);
  if (!frame.event.empty()) refer("event " + frame.event, file, at + "/event");
  if (!frame.mode.empty()) modes_.push_back({file, at + "/mode", frame.event, frame.mode});
}

Ontology Loader::finish() {
  for (const Reference& reference : references_)
    if (!id_file_.contains(reference.id))
      throw Error(reference.pointer + " names '" + reference.id + "', which is not defined", reference.file);
  for (const ModeReference& use : modes_) {
    const auto event = std::find_if(ontology.events.begin(), ontology.events.end(),
                                    [&](const EventType& e) { return e.name == use.event; });
    if (event == ontology.events.end() ||
        std::find(event->modes.begin(), event->modes.end(), use.mode) == event->modes.end())
      throw Error(use.pointer + " is '" + use.mode + "', which is no mode of '" + use.event + "'", use.file);
  }
  ontology.build_index();
  return std::move(ontology);
}

}  // namespace kg::ontology
