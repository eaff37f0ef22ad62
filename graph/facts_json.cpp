#include "graph/facts_json.hpp"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <charconv>

#include "base/error.hpp"
#include "base/utf8.hpp"

namespace kg::graph {

namespace {

using Json = rapidjson::Value;
using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

// ---- writing

class LineWriter {
 public:
  explicit LineWriter(const ReadDocument& read) : read_(read), out_(buffer_), points_(read.document.text) {}

  std::string line(Fingerprints made_by) {
    const source::Document& document = read_.document;
    out_.StartObject();
    string("id", document.id.hex());
    strings("uris", document.uris);
    string("title", document.title);
    string("published", document.published.iso());
    string("text", document.text);
    if (!document.conllu.empty()) string("conllu", document.conllu);
    string("ontology", fmt::format("{:016x}", made_by.ontology));
    string("model", fmt::format("{:016x}", made_by.model));
    array("entities", read_.claims.entities, [&](const Entity& entity) { write(entity); });
    array("claims", read_.claims.claims, [&](const Claim& claim) { write(claim); });
    out_.EndObject();
    return buffer_.GetString();
  }

 private:
  void string(const char* key, std::string_view text) {
    out_.Key(key);
    out_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  }
  void strings(const char* key, const std::vector<std::string>& texts) {
    array(key, texts, [&](const std::string& text) { out_.String(text); });
  }
  template <class List, class Write>
  void array(const char* key, const List& list, Write&& write) {
    out_.Key(key);
    out_.StartArray();
    for (const auto& item : list) write(item);
    out_.EndArray();
  }
  void span(const char* key, ByteSpan span) {
    out_.Key(key);
    out_.StartObject();
    ends(span);
    out_.EndObject();
  }
  void ends(ByteSpan span) {
    out_.Key("start");
    out_.Uint64(points_(span.begin));
    out_.Key("end");
    out_.Uint64(points_(span.end));
  }
  void entity(const char* key, EntityIndex index) {
    if (index == no_entity) return;
    out_.Key(key);
    out_.Uint(static_cast<std::uint32_t>(index));
  }

  void write(const Entity& entity) {
    out_.StartObject();
    string("label", name_of(entity.label));
    string("key", entity.key);
    string("name", entity.name);
    strings("aliases", entity.aliases);
    string("kind", entity.kind);
    string("country", entity.country);
    array("mentions", entity.mentions, [&](ByteSpan mention) {
      out_.StartObject();
      ends(mention);
      out_.EndObject();
    });
    out_.EndObject();
  }

  void write(const Claim& claim) {
    out_.StartObject();
    string("kind", name_of(claim.kind));
    string("type", claim.type);
    string("mode", claim.mode);
    array("arguments", claim.arguments, [&](const Argument& argument) {
      out_.StartObject();
      string("role", argument.role);
      entity("entity", argument.entity);
      ends(argument.mention);
      out_.EndObject();
    });
    out_.Key("when");
    out_.StartObject();
    string("date", claim.when.date.iso());
    string("from", claim.when.from.iso());
    string("to", claim.when.to.iso());
    string("phrase", claim.when.phrase);
    string("rule", claim.when.rule);
    ends(claim.when.where);
    out_.EndObject();
    string("status", name_of(claim.status));
    out_.Key("times");
    out_.Uint(claim.times);
    out_.Key("confidence");
    out_.Double(static_cast<double>(claim.confidence));
    entity("speaker", claim.speaker);
    string("text", claim.text);
    out_.Key("quote");
    out_.Bool(claim.quote);
    span("sentence", claim.sentence);
    span("words", claim.words);
    string("rule", claim.rule);
    out_.EndObject();
  }

  const ReadDocument& read_;
  rapidjson::StringBuffer buffer_;
  Writer out_;
  CodePointIndex points_;
};

// ---- reading

class LineReader {
 public:
  LineReader(const Json& root, const std::string& source) : root_(root), source_(source) {}

  ClaimsLine line() {
    ClaimsLine line;
    if (!root_.IsObject()) refuse("", "must be an object");
    source::Document& document = line.document.document;
    document.text = text(root_, "", "text");
    document.id = hash128(document.text);
    if (text(root_, "", "id") != document.id.hex()) refuse("/id", "is not the hash of the text");
    if (!is_valid_utf8(document.text)) refuse("/text", "is not valid UTF-8");
    const Json& uris = list(root_, "", "uris");
    for (rapidjson::SizeType i = 0; i < uris.Size(); ++i) document.uris.push_back(text_of(uris[i], "/uris/" + std::to_string(i)));
    if (document.uris.empty()) refuse("/uris", "must name at least one");
    document.title = text(root_, "", "title");
    document.published = date(root_, "", "published");
    if (root_.HasMember("conllu")) document.conllu = text(root_, "", "conllu");
    line.made_by = {fingerprint("ontology"), fingerprint("model")};
    index_text(document.text);

    line.document.claims.document = document.id;
    const Json& entities = list(root_, "", "entities");
    entity_count_ = entities.Size();
    for (rapidjson::SizeType i = 0; i < entities.Size(); ++i) {
      line.document.claims.entities.push_back(entity(entities[i], "/entities/" + std::to_string(i)));
    }
    const Json& claims = list(root_, "", "claims");
    for (rapidjson::SizeType i = 0; i < claims.Size(); ++i) {
      line.document.claims.claims.push_back(claim(claims[i], "/claims/" + std::to_string(i)));
    }
    return line;
  }

 private:
  [[noreturn]] void refuse(const std::string& pointer, const std::string& what) const {
    throw Error((pointer.empty() ? "the line" : pointer) + " " + what, source_, {}, "'kg extract' writes such lines");
  }
  const Json& member(const Json& object, const std::string& at, const char* key) const {
    if (!object.IsObject()) refuse(at, "must be an object");
    const auto found = object.FindMember(key);
    if (found == object.MemberEnd()) refuse(at + "/" + key, "is missing");
    return found->value;
  }
  std::string text_of(const Json& value, const std::string& at) const {
    if (!value.IsString()) refuse(at, "must be a string");
    return {value.GetString(), value.GetStringLength()};
  }
  std::string text(const Json& object, const std::string& at, const char* key) const {
    return text_of(member(object, at, key), at + "/" + key);
  }
  const Json& list(const Json& object, const std::string& at, const char* key) const {
    const Json& value = member(object, at, key);
    if (!value.IsArray()) refuse(at + "/" + key, "must be an array");
    return value;
  }
  std::uint32_t number(const Json& object, const std::string& at, const char* key) const {
    const Json& value = member(object, at, key);
    if (!value.IsUint()) refuse(at + "/" + key, "must be a number of 0 or more");
    return value.GetUint();
  }
  Date date(const Json& object, const std::string& at, const char* key) const {
    const std::string iso = text(object, at, key);
    const std::optional<Date> date = iso.empty() ? Date() : Date::parse(iso);
    if (!date) refuse(at + "/" + key, "must be a date like 2018, 2018-06 or 2018-06-12, not '" + iso + "'");
    return *date;
  }
  std::uint64_t fingerprint(const char* key) const {
    const std::string hex = text(root_, "", key);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
    if (error != std::errc() || end != hex.data() + hex.size()) refuse(std::string("/") + key, "must be a hexadecimal number");
    return value;
  }
  template <class Enum>
  Enum one_of(const Json& object, const std::string& at, const char* key, Enum last) const {
    const std::string name = text(object, at, key);
    for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(last); ++i) {
      if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
    }
    refuse(at + "/" + key, "has an unknown value '" + name + "'");
  }
  EntityIndex entity_index(const Json& object, const std::string& at, const char* key) const {
    if (!object.HasMember(key)) return no_entity;
    const std::uint32_t index = number(object, at, key);
    if (index >= entity_count_) refuse(at + "/" + key, "is no entity of this line");
    return EntityIndex{index};
  }

  void index_text(const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
      byte_of_.push_back(static_cast<std::uint32_t>(at));
      decode_code_point(text, at);
    }
    byte_of_.push_back(static_cast<std::uint32_t>(text.size()));
  }
  ByteSpan span(const Json& object, const std::string& at) const {
    const std::uint32_t start = number(object, at, "start"), end = number(object, at, "end");
    if (start > end || end >= byte_of_.size()) refuse(at, "lies outside the text");
    return {byte_of_[start], byte_of_[end]};
  }

  Entity entity(const Json& value, const std::string& at) const {
    Entity entity;
    entity.label = one_of(value, at, "label", EntityLabel::policy);
    entity.key = text(value, at, "key");
    entity.name = text(value, at, "name");
    entity.kind = text(value, at, "kind");
    entity.country = text(value, at, "country");
    const Json& aliases = list(value, at, "aliases");
    for (rapidjson::SizeType i = 0; i < aliases.Size(); ++i) entity.aliases.push_back(text_of(aliases[i], at + "/aliases/" + std::to_string(i)));
    const Json& mentions = list(value, at, "mentions");
    for (rapidjson::SizeType i = 0; i < mentions.Size(); ++i) entity.mentions.push_back(span(mentions[i], at + "/mentions/" + std::to_string(i)));
    return entity;
  }

  Claim claim(const Json& value, const std::string& at) const {
    Claim claim;
    claim.kind = one_of(value, at, "kind", ClaimKind::happening);
    claim.type = text(value, at, "type");
    claim.mode = text(value, at, "mode");
    const Json& arguments = list(value, at, "arguments");
    for (rapidjson::SizeType i = 0; i < arguments.Size(); ++i) {
      const std::string there = at + "/arguments/" + std::to_string(i);
      claim.arguments.push_back({text(arguments[i], there, "role"), entity_index(arguments[i], there, "entity"), span(arguments[i], there)});
    }
    const Json& when = member(value, at, "when");
    claim.when = {date(when, at + "/when", "date"), date(when, at + "/when", "from"), date(when, at + "/when", "to"),
                  text(when, at + "/when", "phrase"), span(when, at + "/when"), text(when, at + "/when", "rule")};
    claim.status = one_of(value, at, "status", Status::hypothetical);
    claim.times = number(value, at, "times");
    const Json& confidence = member(value, at, "confidence");
    if (!confidence.IsNumber()) refuse(at + "/confidence", "must be a number");
    claim.confidence = static_cast<float>(confidence.GetDouble());
    claim.speaker = entity_index(value, at, "speaker");
    claim.text = text(value, at, "text");
    const Json& quote = member(value, at, "quote");
    if (!quote.IsBool()) refuse(at + "/quote", "must be true or false");
    claim.quote = quote.GetBool();
    claim.sentence = span(member(value, at, "sentence"), at + "/sentence");
    claim.words = span(member(value, at, "words"), at + "/words");
    claim.rule = text(value, at, "rule");
    return claim;
  }

  const Json& root_;
  const std::string& source_;
  rapidjson::SizeType entity_count_ = 0;
  std::vector<std::uint32_t> byte_of_;  // of each code point, and the end
};

}  // namespace

std::string claims_line(const ReadDocument& document, Fingerprints made_by) { return LineWriter(document).line(made_by); }

ClaimsLine parse_claims_line(std::string_view json, const std::string& source) {
  rapidjson::Document root;
  root.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag>(json.data(), json.size());
  if (root.HasParseError()) {
    throw Error(std::string("not valid JSON: ") + rapidjson::GetParseError_En(root.GetParseError()), source, {}, "'kg extract' writes such lines");
  }
  return LineReader(root, source).line();
}

}  // namespace kg::graph
