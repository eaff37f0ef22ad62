#include "query/plan_pieces.hpp"

#include <algorithm>
#include <set>

#include "base/utf8.hpp"

namespace kg::query {

using graph::NodeId;

std::string conjunction(const std::vector<std::string>& conditions) {
  std::string text;
  for (const std::string& condition : conditions) text += (text.empty() ? "WHERE " : " AND ") + condition;
  return text.empty() ? text : text + "\n";
}

std::string disjunction(const std::vector<std::string>& conditions) {
  if (conditions.size() == 1) return conditions.front();
  std::string text;
  for (const std::string& condition : conditions) text += (text.empty() ? "(" : " OR ") + condition;
  return text + ")";
}

std::vector<Phrase> named(const std::vector<Phrase>& phrases) {
  std::vector<Phrase> out;
  for (const Phrase& phrase : phrases)
    if (!phrase.nodes.empty()) out.push_back(phrase);
  return out;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& from) { to.insert(to.end(), from.begin(), from.end()); }


std::string PlanPieces::node(const std::string& variable, const Phrase& phrase, std::vector<std::string>& where) const {
  const std::string name = names_.name_of(phrase.nodes.front());
  std::set<NodeId> chosen(phrase.nodes.begin(), phrase.nodes.end());
  bool plain = !name.empty();
  std::string label;
  if (phrase.nodes.size() == 1) {
    const auto labels = names_.graph().labels(phrase.nodes.front());
    if (!labels.empty()) label = ":" + std::string(names_.graph().name(labels.front()));
  }
  for (const NodeId other : names_.graph().find_name(fold_name(name))) {
    if (chosen.contains(other) || names_.name_of(other) != name) continue;
    plain &= !label.empty() && !names_.has_label(other, label.substr(1));
  }
  // Phrases for several nodes of different names ("the two leaders") go by id as well.
  for (const NodeId one : phrase.nodes) plain &= names_.name_of(one) == name;
  if (plain) return "(" + variable + label + " {name: " + quoted(name) + "})";
  std::string ids;
  for (const NodeId one : phrase.nodes) ids += (ids.empty() ? "" : ", ") + std::to_string(static_cast<std::uint32_t>(one));
  where.push_back("id(" + variable + ") IN [" + ids + "]");
  return "(" + variable + label + ")";
}

bool PlanPieces::any_label(const Phrase& phrase, std::string_view label) const {
  return std::any_of(phrase.nodes.begin(), phrase.nodes.end(), [&](NodeId one) { return names_.has_label(one, label); });
}

namespace {

/// That no other state is said to be served by `person` far more often than `body` by `office`.
std::string is_no_slip(const std::string& person, const std::string& office, const std::string& body) {
  return "(NOT " + body + ":State OR NOT EXISTS { MATCH (" + person + ")-[other:HOLDS_OFFICE]->(:State) WHERE other.reports > 20 * " + office +
         ".reports })";
}

}  // namespace

std::string PlanPieces::to_official(const std::string& body, const std::string& person, std::vector<std::string>& where) const {
  where.push_back(is_no_slip(person, person + "_office", body));
  return "<-[" + person + "_office:HOLDS_OFFICE]-(" + person + ":Person)";
}

std::string PlanPieces::serves(const std::string& person, const std::string& body) const {
  return "EXISTS { MATCH (" + person + ")-[office:HOLDS_OFFICE]->(" + body + ") WHERE " + is_no_slip(person, "office", body) + " }";
}

void PlanPieces::add_period(const std::string& variable, std::vector<std::string>& where) const {
  if (q_.period.from) where.push_back(variable + ".date_to >= " + quoted(q_.period.from.iso()));
  if (q_.period.to) where.push_back(variable + ".date_from <= " + quoted(q_.period.to.iso()));
}

std::string PlanPieces::category(const std::string& variable, std::vector<std::string>& where, std::string& optional, std::vector<std::string>& after) const {
  if (!q_.category_title.empty() || !named(q_.category_of).empty()) {
    std::string office = "EXISTS { MATCH (" + variable + ")-[office:HOLDS_OFFICE]->(body) WHERE true";
    if (!q_.category_title.empty()) office += " AND toLower(office.title) CONTAINS " + quoted(to_lower(q_.category_title));
    if (const std::string one_of = among("body", named(q_.category_of)); !one_of.empty()) office += " AND " + one_of;
    where.push_back(office + " }");
  }
  switch (q_.category) {
    case Category::person: where.push_back(variable + ":Person"); return variable + ".name";
    case Category::organization: where.push_back(variable + ":Organization"); return variable + ".name";
    case Category::state:
      optional = "OPTIONAL MATCH (" + variable + ")-[:HOLDS_OFFICE]->(state:State)\n";
      after.push_back("(" + variable + ":State OR state IS NOT NULL)");
      return "CASE WHEN " + variable + ":State THEN " + variable + ".name ELSE state.name END";
    case Category::any: break;
  }
  return variable + ".name";
}

std::vector<std::string> words_of(const std::vector<Phrase>& phrases) {
  std::vector<std::string> words;
  for (const Phrase& phrase : phrases)
    for (std::string& word : content_words(phrase.text)) words.push_back(std::move(word));
  return words;
}

std::string PlanPieces::among(const std::string& variable, const std::vector<Phrase>& phrases) const {
  std::vector<std::string> choices;
  for (const Phrase& phrase : phrases) {
    if (phrase.nodes.empty()) continue;
    std::vector<std::string> by_id;
    const std::string pattern = node(variable, phrase, by_id);
    choices.push_back(by_id.empty() ? variable + ".name = " + quoted(names_.name_of(phrase.nodes.front())) : by_id.front());
    // "the DPRK's missile launches" may be a matter of its own.
    if (!phrase.topic.empty()) choices.push_back("(" + variable + ":Policy AND toLower(" + variable + ".name) CONTAINS " + quoted(phrase.topic.front()) + ")");
  }
  return choices.empty() ? std::string() : disjunction(choices);
}

std::string PlanPieces::event_answer() const {
  switch (q_.asked) {
    case Asked::when: return "date";
    case Asked::where: return "where";
    case Asked::yes_no: return "status";
    case Asked::times: return "times";
    case Asked::what: return "what";
    default: return q_.asked_role == "actor" ? "who" : q_.asked_role == "topic" ? "what" : "whom";
  }
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else out += c;
  }
  return out + "'";
}

}  // namespace kg::query
