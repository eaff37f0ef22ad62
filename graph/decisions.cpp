#include "graph/decisions.hpp"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace kg::graph {

namespace {

struct KindRule {
  std::string_view name;
  Decision::Kind kind;
  std::size_t least_names;
  std::size_t most_names;
  bool needs_to;
  bool needs_claim;
};

constexpr std::array kinds = {
    KindRule{"merge", Decision::Kind::merge, 2, 1000, false, false},
    KindRule{"split", Decision::Kind::split, 1, 1, false, false},
    KindRule{"rename", Decision::Kind::rename, 1, 1, true, false},
    KindRule{"retype", Decision::Kind::retype, 1, 1, true, false},
    KindRule{"reject", Decision::Kind::reject, 0, 0, false, true},
};

constexpr std::array<std::string_view, 5> labels = {"Person", "Organization", "State", "Place", "Policy"};

[[noreturn]] void refuse(const std::string& source, const std::string& pointer, const std::string& what) {
  throw Error("decision at '" + pointer + "': " + what, source, {},
              "docs/decisions.schema.json says what a decisions file may hold");
}

/// Reads one member as text; the caller has checked that `object` is an object.
std::string text_member(const rapidjson::Value& object, const char* name, const std::string& source,
                        const std::string& pointer) {
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd()) return {};
  if (!found->value.IsString() || found->value.GetStringLength() == 0) {
    refuse(source, pointer + "/" + name, "must be a non-empty string");
  }
  return {found->value.GetString(), found->value.GetStringLength()};
}

Decision read(const rapidjson::Value& value, const std::string& source, const std::string& pointer) {
  if (!value.IsObject()) refuse(source, pointer, "must be an object");
  for (const auto& member : value.GetObject()) {
    const std::string_view name(member.name.GetString(), member.name.GetStringLength());
    constexpr std::array<std::string_view, 6> known = {"kind", "names", "to", "document", "claim", "note"};
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      refuse(source, pointer + "/" + std::string(name), "is not a known member");
    }
  }
  const std::string kind = text_member(value, "kind", source, pointer);
  const KindRule* rule = nullptr;
  for (const KindRule& candidate : kinds) {
    if (candidate.name == kind) rule = &candidate;
  }
  if (rule == nullptr) {
    refuse(source, pointer + "/kind", "must be one of merge, split, rename, retype, reject, not '" + kind + "'");
  }
  Decision decision{.kind = rule->kind,
                    .names = {},
                    .to = text_member(value, "to", source, pointer),
                    .document = text_member(value, "document", source, pointer),
                    .claim = text_member(value, "claim", source, pointer),
                    .note = text_member(value, "note", source, pointer)};
  if (const auto names = value.FindMember("names"); names != value.MemberEnd()) {
    if (!names->value.IsArray()) refuse(source, pointer + "/names", "must be an array of names");
    for (rapidjson::SizeType i = 0; i < names->value.Size(); ++i) {
      const rapidjson::Value& name = names->value[i];
      if (!name.IsString() || name.GetStringLength() == 0) {
        refuse(source, pointer + "/names/" + std::to_string(i), "must be a non-empty string");
      }
      decision.names.emplace_back(name.GetString(), name.GetStringLength());
    }
  }
  if (decision.names.size() < rule->least_names || decision.names.size() > rule->most_names) {
    const std::string wanted = rule->most_names == 0   ? "none"
                               : rule->most_names == 1 ? "exactly one"
                                                       : "at least " + std::to_string(rule->least_names);
    refuse(source, pointer + "/names", std::string(rule->name) + " takes " + wanted);
  }
  if (rule->needs_to && decision.to.empty()) refuse(source, pointer + "/to", std::string(rule->name) + " needs it");
  if (rule->needs_claim && decision.claim.empty()) refuse(source, pointer + "/claim", "reject needs it");
  if (rule->kind == Decision::Kind::retype && std::find(labels.begin(), labels.end(), decision.to) == labels.end()) {
    refuse(source, pointer + "/to", "must be one of Person, Organization, State, Place, Policy, not '" + decision.to + "'");
  }
  if (rule->kind == Decision::Kind::split && decision.document.empty()) {
    refuse(source, pointer + "/document", "split needs the document whose mention is kept apart");
  }
  if (!decision.document.empty() && !Hash128::parse(decision.document)) {
    refuse(source, pointer + "/document", "must be a document id of 32 hexadecimal digits, not '" + decision.document + "'");
  }
  return decision;
}

}  // namespace

Decisions Decisions::parse(std::string_view json, const std::string& source) {
  rapidjson::Document root;
  root.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (root.HasParseError()) {
    const auto at = static_cast<std::uint32_t>(std::min(root.GetErrorOffset(), json.size()));
    throw Error(std::string("not valid JSON: ") + rapidjson::GetParseError_En(root.GetParseError()), source,
                ByteSpan{at, at}, "a decisions file is {\"decisions\": [...]}", std::string(json));
  }
  if (!root.IsObject()) refuse(source, "", "must be an object with a member 'decisions'");
  for (const auto& member : root.GetObject()) {
    const std::string_view name(member.name.GetString(), member.name.GetStringLength());
    if (name != "decisions" && name != "$schema") refuse(source, "/" + std::string(name), "is not a known member");
  }
  const auto list = root.FindMember("decisions");
  if (list == root.MemberEnd() || !list->value.IsArray()) refuse(source, "/decisions", "must be an array");
  Decisions decisions{.list = {}, .json = std::string(json)};
  for (rapidjson::SizeType i = 0; i < list->value.Size(); ++i) {
    decisions.list.push_back(read(list->value[i], source, "/decisions/" + std::to_string(i)));
  }
  return decisions;
}

}  // namespace kg::graph
