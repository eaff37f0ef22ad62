#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>

#include "graph/store.hpp"

namespace kg::graph {

namespace {

// One spelling for each decision, which also gives the order.
std::string spell(const Decision& decision) {
  static constexpr std::array names = {"merge", "split", "rename", "retype", "reject"};
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> out(buffer);
  out.StartObject();
  out.Key("kind");
  out.String(names[static_cast<std::size_t>(decision.kind)]);
  if (!decision.names.empty()) {
    out.Key("names");
    out.StartArray();
    for (const std::string& name : decision.names) out.String(name);
    out.EndArray();
  }
  for (const auto& [key, text] : {std::pair{"to", &decision.to}, {"document", &decision.document}, {"claim", &decision.claim}, {"note", &decision.note}}) {
    if (text->empty()) continue;
    out.Key(key);
    out.String(*text);
  }
  out.EndObject();
  return buffer.GetString();
}

}  // namespace

Decisions join_decisions(std::vector<Decisions> all) {
  std::erase_if(all, [](const Decisions& decisions) { return decisions.list.empty() && decisions.json.empty(); });
  if (all.empty()) return {};
  if (std::all_of(all.begin(), all.end(), [&](const Decisions& decisions) { return decisions.json == all[0].json; })) return all[0];

  std::vector<std::string> spelt;
  for (const Decisions& decisions : all) {
    for (const Decision& decision : decisions.list) spelt.push_back(spell(decision));
  }
  std::sort(spelt.begin(), spelt.end());
  spelt.erase(std::unique(spelt.begin(), spelt.end()), spelt.end());
  std::string json = "{\"decisions\": [";
  for (std::size_t i = 0; i < spelt.size(); ++i) json += (i == 0 ? "\n  " : ",\n  ") + spelt[i];
  return Decisions::parse(json + "\n]}\n", "decisions of several graphs");
}

}  // namespace kg::graph
