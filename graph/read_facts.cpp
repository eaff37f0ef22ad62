#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/pointer.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "graph/facts_json.hpp"

extern "C" const char kg_facts_schema_begin[];
extern "C" const char kg_facts_schema_end[];

namespace kg::graph {

namespace {

using Json = rapidjson::Value;

constexpr const char* hint = "docs/facts.schema.json says what a file of facts may hold";

[[noreturn]] void refuse(const std::string& pointer, const std::string& what, const std::string& source) {
  throw Error((pointer.empty() ? "the file" : pointer) + " " + what, source, {}, hint);
}

void validate(const rapidjson::Document& facts, const std::string& source) {
  rapidjson::Document schema_json;
  schema_json.Parse(kg_facts_schema_begin, static_cast<std::size_t>(kg_facts_schema_end - kg_facts_schema_begin));
  const rapidjson::SchemaDocument schema(schema_json);
  rapidjson::SchemaValidator validator(schema);
  if (facts.Accept(validator)) return;
  rapidjson::StringBuffer pointer;
  validator.GetInvalidDocumentPointer().Stringify(pointer);
  const std::string keyword = validator.GetInvalidSchemaKeyword() == nullptr ? "" : validator.GetInvalidSchemaKeyword();
  static const std::map<std::string, std::string> meanings{
      {"required", "lacks a member that it needs"}, {"additionalProperties", "has a member that is not known"},
      {"type", "has the wrong type"}, {"enum", "is none of the values that are allowed"}, {"pattern", "is not written as it must be"},
      {"minItems", "has too few items"}, {"minLength", "is empty"}, {"minimum", "is too small"}, {"maximum", "is too large"}};
  const auto meaning = meanings.find(keyword);
  refuse(pointer.GetString(), meaning == meanings.end() ? "does not fit the schema (" + keyword + ")" : meaning->second, source);
}

std::string text(const Json& object, const char* key) {
  const auto found = object.FindMember(key);
  return found == object.MemberEnd() ? std::string() : std::string(found->value.GetString(), found->value.GetStringLength());
}

template <class Enum>
Enum named(const std::string& name, Enum last, Enum otherwise) {
  for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(last); ++i) {
    if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  return otherwise;
}

// Quotes are given as sentences; line ends inside would break them apart.
std::string one_line(const std::string& quote) {
  std::string line;
  for (const char c : quote) {
    const bool space = static_cast<unsigned char>(c) <= ' ';
    if (space && (line.empty() || line.back() == ' ')) continue;
    line += space ? ' ' : c;
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

// The facts of one uri on their way to a document.
class FactDocument {
 public:
  FactDocument(const std::string& uri, const ontology::Ontology& ontology) : ontology_(ontology) { read_.document.uris = {uri}; }

  void add(const Json& fact, const std::string& pointer, const std::string& source) {
    if (read_.document.title.empty()) read_.document.title = text(fact, "title");
    if (!read_.document.published) read_.document.published = date(fact, "published", pointer, source);
    const std::string quote = one_line(text(fact, "quote"));
    if (quote.empty()) refuse(pointer + "/quote", "is empty", source);
    Claim claim;
    claim.sentence = place(quote);
    claim.words = claim.sentence;
    claim.kind = named(text(fact, "kind"), ClaimKind::happening, ClaimKind::event);
    claim.type = text(fact, "type");
    claim.mode = text(fact, "mode");
    claim.status = named(text(fact, "status"), Status::hypothetical, claim.kind == ClaimKind::meeting ? Status::held : Status::asserted);
    claim.text = text(fact, "text");
    claim.when.date = date(fact, "date", pointer, source);
    if (claim.when.date) {
      claim.when.from = claim.when.date.first_day();
      claim.when.to = claim.when.date.last_day();
      claim.when.rule = "imported";
    }
    if (fact.HasMember("times")) claim.times = fact["times"].GetUint();
    if (fact.HasMember("confidence")) claim.confidence = static_cast<float>(fact["confidence"].GetDouble());
    claim.rule = "imported";
    for (const Json& argument : fact["arguments"].GetArray()) claim.arguments.push_back(read_argument(argument, claim.sentence));
    if (claim.kind == ClaimKind::statement) {
      for (const Argument& argument : claim.arguments) {
        if (argument.role == "speaker") claim.speaker = argument.entity;
      }
    }
    read_.claims.claims.push_back(std::move(claim));
  }

  ReadDocument finish() {
    read_.document.id = hash128(read_.document.text);
    read_.claims.document = read_.document.id;
    for (Entity& entity : read_.claims.entities) {
      std::sort(entity.mentions.begin(), entity.mentions.end());
      entity.mentions.erase(std::unique(entity.mentions.begin(), entity.mentions.end()), entity.mentions.end());
      std::sort(entity.aliases.begin(), entity.aliases.end());
      entity.aliases.erase(std::unique(entity.aliases.begin(), entity.aliases.end()), entity.aliases.end());
    }
    std::stable_sort(read_.claims.claims.begin(), read_.claims.claims.end(), [](const Claim& a, const Claim& b) {
      return std::tie(a.sentence, a.words, a.kind) < std::tie(b.sentence, b.words, b.kind);
    });
    return std::move(read_);
  }

 private:
  static Date date(const Json& fact, const char* key, const std::string& pointer, const std::string& source) {
    const std::string iso = text(fact, key);
    if (iso.empty()) return {};
    const std::optional<Date> date = Date::parse(iso);
    if (!date) refuse(pointer + "/" + key, "is a day that does not exist: '" + iso + "'", source);
    return *date;
  }

  ByteSpan place(const std::string& quote) {
    const auto [at, fresh] = quotes_.try_emplace(quote);
    if (fresh) {
      std::string& all = read_.document.text;
      if (!all.empty()) all += "\n\n";
      at->second.begin = static_cast<std::uint32_t>(all.size());
      all += quote;
      at->second.end = static_cast<std::uint32_t>(all.size());
    }
    return at->second;
  }

  Argument read_argument(const Json& value, ByteSpan sentence) {
    const std::string name = one_line(text(value, "name"));
    const EntityLabel label = named(text(value, "label"), EntityLabel::policy, EntityLabel::person);
    const auto [at, fresh] = entities_.try_emplace({label, fold_name(name)}, static_cast<std::uint32_t>(read_.claims.entities.size()));
    if (fresh) {
      Entity entity;
      entity.label = label;
      entity.name = name;
      entity.kind = text(value, "kind");
      entity.key = known(label, name);
      read_.claims.entities.push_back(std::move(entity));
    }
    Entity& entity = read_.claims.entities[at->second];
    if (value.HasMember("aliases")) {
      for (const Json& alias : value["aliases"].GetArray()) entity.aliases.emplace_back(alias.GetString(), alias.GetStringLength());
    }
    // The name where the quote has it; a quote that says "he" is evidence as a whole.
    Argument argument{text(value, "role"), EntityIndex{at->second}, {}};
    const std::size_t found = slice(read_.document.text, sentence).find(name);
    if (found != std::string_view::npos) {
      const auto begin = static_cast<std::uint32_t>(sentence.begin + found);
      argument.mention = {begin, begin + static_cast<std::uint32_t>(name.size())};
    }
    entity.mentions.push_back(argument.mention.empty() ? sentence : argument.mention);
    return argument;
  }

  std::string known(EntityLabel label, const std::string& name) const {
    const std::string_view prefix = label == EntityLabel::state ? "state:" : label == EntityLabel::place ? "place:" : label == EntityLabel::organization ? "org:" : "";
    if (prefix.empty()) return {};
    for (const auto& meaning : ontology_.find(fold_name(name))) {
      using Via = ontology::Ontology::Meaning::Via;
      if ((meaning.via == Via::name || meaning.via == Via::alias) && meaning.id.starts_with(prefix)) return std::string(meaning.id);
    }
    return {};
  }

  const ontology::Ontology& ontology_;
  ReadDocument read_;
  std::map<std::string, ByteSpan> quotes_;
  std::map<std::pair<EntityLabel, std::string>, std::uint32_t> entities_;
};

}  // namespace

std::vector<ReadDocument> read_facts(std::string_view json, const std::string& source, const ontology::Ontology& ontology) {
  rapidjson::Document root;
  root.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (root.HasParseError()) {
    const auto at = static_cast<std::uint32_t>(std::min(root.GetErrorOffset(), json.size()));
    throw Error(std::string("not valid JSON: ") + rapidjson::GetParseError_En(root.GetParseError()), source, ByteSpan{at, at}, hint, std::string(json));
  }
  validate(root, source);
  std::map<std::string, FactDocument> documents;  // by uri
  const Json& facts = root["facts"];
  for (rapidjson::SizeType i = 0; i < facts.Size(); ++i) {
    const std::string uri = text(facts[i], "uri");
    documents.try_emplace(uri, uri, ontology).first->second.add(facts[i], "/facts/" + std::to_string(i), source);
  }
  std::vector<ReadDocument> read;
  for (auto& [uri, document] : documents) read.push_back(document.finish());
  return read;
}

}  // namespace kg::graph
