#include "query/evaluate.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "query/ask.hpp"

namespace kg::query {

namespace {

using graph::EdgeId;
using graph::NodeId;
using Names = std::set<std::string>;
using Tuples = std::set<std::vector<std::string>>;

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// `part` as whole words of `text`; both folded.
bool contains_words(std::string_view text, std::string_view part) {
  return contains(" " + std::string(text) + " ", " " + std::string(part) + " ");
}

/// The referee's titles: they do not tell names apart.
std::string bare(std::string_view name) {
  constexpr std::array<std::string_view, 21> titles = {"mr", "mrs", "ms", "dr", "president", "prime", "minister", "secretary", "king", "queen",
                                                       "prince", "sheikh", "senator", "general", "ambassador", "chancellor", "the", "of", "former"};
  const std::string folded = fold_name(name);
  std::string kept;
  std::size_t at = 0;
  while (at < folded.size()) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    const std::string_view word = std::string_view(folded).substr(at, end - at);
    if (std::find(titles.begin(), titles.end(), word) == titles.end()) kept += (kept.empty() ? "" : " ") + std::string(word);
    at = end + 1;
  }
  return kept.empty() ? folded : kept;
}

std::string member(const rapidjson::Value& object, const char* name) {
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd() || !found->value.IsString()) return {};
  return {found->value.GetString(), found->value.GetStringLength()};
}

const rapidjson::Value& list(const rapidjson::Value& object, const char* name) {
  static const rapidjson::Value empty(rapidjson::kArrayType);
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() || !found->value.IsArray() ? empty : found->value;
}

rapidjson::Document parse(std::string_view json, const std::string& source) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject() || member(document, "doc").empty()) {
    throw Error("not an annotated article", source, {}, "an annotation is a JSON object with at least \"doc\", the article's file name");
  }
  return document;
}

/// From any way to write a name to its annotated form.
class GoldNames {
 public:
  explicit GoldNames(const rapidjson::Value& gold) {
    for (const char* group : {"people", "organizations"}) {
      for (const auto& item : list(gold, group).GetArray()) learn(item);
    }
    for (const auto& state : list(gold, "states").GetArray()) {
      if (state.IsString()) canonical_.try_emplace(fold_name(state.GetString()), state.GetString());
    }
    for (const char* group : {"people_optional", "states_optional", "organizations_optional"}) {
      for (const auto& item : list(gold, group).GetArray()) optional_.insert(learn(item));
    }
  }

  std::string resolve(const std::string& name, const std::vector<std::string>& aliases) const {
    const auto known = [&](const std::string& form) -> const std::string* {
      for (const std::string& key : {fold_name(form), bare(form)}) {
        if (const auto found = canonical_.find(key); found != canonical_.end()) return &found->second;
      }
      return nullptr;
    };
    if (const std::string* found = known(name)) return *found;
    for (const std::string& alias : aliases) {
      if (const std::string* found = known(alias)) return *found;
    }
    return name;
  }

  const Names& optional() const { return optional_; }

 private:
  std::string learn(const rapidjson::Value& item) {
    const std::string name = item.IsString() ? std::string(item.GetString()) : item.IsObject() ? member(item, "name") : std::string();
    const auto add = [&](const std::string& form) {
      canonical_.try_emplace(bare(form), name);
      canonical_.try_emplace(fold_name(form), name);
    };
    add(name);
    if (item.IsObject()) {
      for (const auto& alias : list(item, "aliases").GetArray()) {
        if (alias.IsString()) add(alias.GetString());
      }
    }
    return name;
  }

  std::map<std::string, std::string> canonical_;
  Names optional_;
};

/// The graph as the referee sees it: nodes by their annotated names.
class Facts {
 public:
  Facts(const graph::PropertyGraph& graph, const GoldNames& gold) : graph_(graph) {
    for (std::uint32_t i = 0; i < graph.node_bound(); ++i) {
      const NodeId node{i};
      if (!graph.alive(node)) continue;
      names_[node] = gold.resolve(text(node, "name"), aliases(node));
    }
  }

  const std::map<NodeId, std::string>& nodes() const { return names_; }
  const std::string& name(NodeId node) const { return names_.at(node); }
  bool has(NodeId node, std::string_view label) const {
    for (const graph::LabelId id : graph_.labels(node)) {
      if (graph_.name(id) == label) return true;
    }
    return false;
  }
  template <class Id>
  std::string text(Id id, std::string_view key) const {
    const auto known = graph_.find_key(key);
    if (!known) return {};
    const graph::PropertyValue value = graph_.property(id, *known);
    const auto* words = std::get_if<std::string>(&value.data);
    return words == nullptr ? std::string() : *words;
  }
  bool flag(EdgeId edge, std::string_view key) const {
    const auto known = graph_.find_key(key);
    if (!known) return false;
    const graph::PropertyValue value = graph_.property(edge, *known);
    const bool* truth = std::get_if<bool>(&value.data);
    return truth != nullptr && *truth;
  }
  std::vector<std::string> aliases(NodeId node) const {
    std::vector<std::string> all;
    const auto known = graph_.find_key("aliases");
    if (!known) return all;
    const graph::PropertyValue value = graph_.property(node, *known);
    if (const auto* items = std::get_if<graph::PropertyList>(&value.data)) {
      for (const graph::PropertyValue& item : *items) {
        if (const auto* words = std::get_if<std::string>(&item.data)) all.push_back(*words);
      }
    }
    return all;
  }
  Names with_label(std::string_view label) const {
    Names found;
    for (const auto& [node, name] : names_) {
      if (has(node, label)) found.insert(name);
    }
    return found;
  }
  void each_edge(const std::function<void(EdgeId, const graph::Edge&, std::string_view)>& visit) const {
    for (std::uint32_t i = 0; i < graph_.edge_bound(); ++i) {
      if (!graph_.alive(EdgeId{i})) continue;
      const graph::Edge edge = graph_.edge(EdgeId{i});
      visit(EdgeId{i}, edge, graph_.name(edge.type));
    }
  }

 private:
  const graph::PropertyGraph& graph_;
  std::map<NodeId, std::string> names_;
};

template <class Set>
Tally compare(const Set& predicted, const Set& expected) {
  Tally tally;
  for (const auto& item : expected) (predicted.contains(item) ? tally.hit : tally.miss) += 1;
  for (const auto& item : predicted) tally.extra += expected.contains(item) ? 0 : 1;
  return tally;
}

void add(Tally& sum, const Tally& more) {
  sum.hit += more.hit;
  sum.miss += more.miss;
  sum.extra += more.extra;
}

bool date_agrees(const std::string& predicted, const std::string& gold) {
  return predicted.size() >= 4 && !gold.empty() && (predicted.starts_with(gold) || gold.starts_with(predicted));
}

bool answer_matches(const std::string& predicted, const std::string& gold) {
  const std::string p = bare(predicted), g = bare(gold);
  if (p.empty() || g.empty()) return false;
  if (g == "yes" || g == "no") return p == g;
  if (Date::parse(gold)) return date_agrees(predicted, gold);
  return p == g || (p.size() > 2 && contains_words(g, p)) || (g.size() > 2 && contains_words(p, g));
}

bool is_conflict(const std::string& type) {
  constexpr std::array<std::string_view, 8> conflict = {"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"};
  return std::find(conflict.begin(), conflict.end(), type) != conflict.end();
}

std::vector<std::vector<std::string>> pairs_of(const Names& names) {
  std::vector<std::vector<std::string>> pairs;
  for (auto a = names.begin(); a != names.end(); ++a) {
    for (auto b = std::next(a); b != names.end(); ++b) pairs.push_back({*a, *b});
  }
  return pairs;
}

struct Meeting {
  std::string place, date, status;
  Names places;  ///< folded, of a found one
};

Names strings(const rapidjson::Value& values) {
  Names found;
  for (const auto& value : values.GetArray()) {
    if (value.IsString()) found.insert(value.GetString());
  }
  return found;
}

}  // namespace

double Tally::f1() const {
  const double p = precision(), r = recall();
  return p + r == 0 ? 0 : 2 * p * r / (p + r);
}

GoldHeader Evaluation::header(std::string_view gold_json, const std::string& source) {
  const rapidjson::Document gold = parse(gold_json, source);
  const auto published = Date::parse(member(gold, "published"));
  return {member(gold, "doc"), published ? *published : Date{}};
}

void Evaluation::add(const graph::PropertyGraph& graph, const ontology::Ontology& ontology, std::string_view gold_json, const std::string& source) {
  const rapidjson::Document gold = parse(gold_json, source);
  const std::string document = member(gold, "doc");
  const GoldNames names(gold);
  const Facts facts(graph, names);

  const auto actors = [&](const char* aspect, const char* label, const Names& wanted) {
    Names found = facts.with_label(label);
    for (const std::string& name : names.optional()) {
      if (!wanted.contains(name)) found.erase(name);
    }
    kg::query::add(tallies_[aspect], compare(found, wanted));
    for (const std::string& name : wanted) {
      if (!found.contains(name)) errors_.push_back(document + ": missed " + aspect + " '" + name + "'");
    }
    for (const std::string& name : found) {
      if (!wanted.contains(name)) errors_.push_back(document + ": wrong " + aspect + " '" + name + "'");
    }
  };
  Names people, bodies;
  Tuples offices;
  for (const auto& person : list(gold, "people").GetArray()) {
    if (!person.IsObject()) continue;
    people.insert(member(person, "name"));
    for (const auto& office : list(person, "offices").GetArray()) {
      if (office.IsObject() && !member(office, "of").empty()) offices.insert({member(person, "name"), fold_name(member(office, "of"))});
    }
  }
  for (const auto& body : list(gold, "organizations").GetArray()) {
    if (body.IsObject()) bodies.insert(member(body, "name"));
  }
  actors("people", "Person", people);
  actors("states", "State", strings(list(gold, "states")));
  actors("organizations", "Organization", bodies);

  Tuples held, events_polarity, events_typed;
  Names speakers;
  std::map<NodeId, Names> parties, places;
  facts.each_edge([&](EdgeId id, const graph::Edge& edge, std::string_view type) {
    if (type == "HOLDS_OFFICE") held.insert({facts.name(edge.source), fold_name(facts.name(edge.target))});
    if (type == "SAID") speakers.insert(facts.name(edge.source));
    if (type == "PARTICIPATED_IN") parties[edge.target].insert(facts.name(edge.source));
    if (type == "HELD_AT") {
      places[edge.source].insert(fold_name(facts.text(edge.target, "name")));
      for (const std::string& alias : facts.aliases(edge.target)) places[edge.source].insert(fold_name(alias));
    }
    if (facts.flag(id, "event") && type != "CONSULT") {
      const std::string kind(type);
      events_polarity.insert({facts.name(edge.source), facts.name(edge.target), is_conflict(kind) ? "conflict" : "cooperation"});
      events_typed.insert({facts.name(edge.source), facts.name(edge.target), kind});
    }
  });
  kg::query::add(tallies_["offices"], compare(held, offices));

  std::map<std::vector<std::string>, std::vector<Meeting>> found, expected;
  for (const auto& [node, name] : facts.nodes()) {
    if (!facts.has(node, "Meeting")) continue;
    for (const auto& pair : pairs_of(parties[node])) {
      found[pair].push_back({{}, facts.text(node, "date"), facts.text(node, "status"), places[node]});
    }
  }
  for (const auto& meeting : list(gold, "meetings").GetArray()) {
    if (!meeting.IsObject() || member(meeting, "status") == "cancelled") continue;
    for (const auto& pair : pairs_of(strings(list(meeting, "participants")))) {
      expected[pair].push_back({member(meeting, "place"), member(meeting, "date"), member(meeting, "status"), {}});
    }
  }
  Tuples found_pairs, expected_pairs;
  for (const auto& [pair, meetings] : found) found_pairs.insert(pair);
  for (const auto& [pair, meetings] : expected) expected_pairs.insert(pair);
  for (const auto& meeting : list(gold, "meetings_optional").GetArray()) {
    if (!meeting.IsObject()) continue;
    for (const auto& pair : pairs_of(strings(list(meeting, "participants")))) {
      if (!expected_pairs.contains(pair)) found_pairs.erase(pair);
    }
  }
  kg::query::add(tallies_["meeting_pairs"], compare(found_pairs, expected_pairs));
  for (const auto& pair : expected_pairs) {
    if (!found_pairs.contains(pair)) errors_.push_back(document + ": missed meeting '" + pair[0] + "', '" + pair[1] + "'");
  }
  for (const auto& pair : found_pairs) {
    if (!expected_pairs.contains(pair)) errors_.push_back(document + ": wrong meeting '" + pair[0] + "', '" + pair[1] + "'");
  }
  for (const auto& [pair, meetings] : expected) {
    for (const Meeting& wanted : meetings) {
      bool at = false, when = false, mood = false;
      const std::string key = fold_name(wanted.place);
      for (const Meeting& candidate : found[pair]) {
        for (const std::string& place : candidate.places) at = at || (!place.empty() && (contains(key, place) || contains(place, key)));
        when = when || date_agrees(candidate.date, wanted.date);
        mood = mood || (candidate.status == "held") == (wanted.status == "held");
      }
      if (!wanted.place.empty()) {
        ++place_.all;
        place_.good += at;
      }
      if (!wanted.date.empty()) {
        ++date_.all;
        date_.good += when;
      }
      ++status_.all;
      status_.good += mood;
    }
  }

  Tuples polarity, typed;
  for (const auto& event : list(gold, "interactions").GetArray()) {
    if (!event.IsObject() || member(event, "type") == "CONSULT") continue;
    const std::string type = member(event, "type");
    polarity.insert({member(event, "source"), member(event, "target"), is_conflict(type) ? "conflict" : "cooperation"});
    typed.insert({member(event, "source"), member(event, "target"), type});
  }
  kg::query::add(tallies_["interactions_polarity"], compare(events_polarity, polarity));
  kg::query::add(tallies_["interactions_typed"], compare(events_typed, typed));

  Names said;
  for (const auto& statement : list(gold, "statements").GetArray()) {
    if (statement.IsObject()) said.insert(member(statement, "speaker"));
  }
  kg::query::add(tallies_["speakers"], compare(speakers, said));

  Names policies;
  for (const auto& [node, name] : facts.nodes()) {
    if (!facts.has(node, "Policy")) continue;
    policies.insert(fold_name(facts.text(node, "name")));
    for (const std::string& alias : facts.aliases(node)) policies.insert(fold_name(alias));
  }
  policies.erase("");
  Names wanted_policies;
  for (const std::string& policy : strings(list(gold, "policies"))) wanted_policies.insert(fold_name(policy));
  for (const std::string& policy : wanted_policies) {
    const bool hit = std::any_of(policies.begin(), policies.end(), [&](const std::string& known) { return contains(policy, known) || contains(known, policy); });
    (hit ? tallies_["policies_recall"].hit : tallies_["policies_recall"].miss) += 1;
  }

  for (const auto& item : list(gold, "questions").GetArray()) {
    if (!item.IsObject()) continue;
    const std::string question = member(item, "q");
    std::vector<std::string> wanted, given;
    for (const auto& answer : list(item, "answers").GetArray()) {
      if (answer.IsString()) wanted.emplace_back(answer.GetString());
    }
    try {
      given = ask(graph, ontology, question).answers;
    } catch (const Error&) {
      // A question that kg cannot read has no answer.
    }
    std::size_t hits = 0, good = 0;
    for (const std::string& g : wanted) hits += std::any_of(given.begin(), given.end(), [&](const std::string& a) { return answer_matches(a, g); });
    for (const std::string& a : given) good += std::any_of(wanted.begin(), wanted.end(), [&](const std::string& g) { return answer_matches(a, g); });
    const double r = wanted.empty() ? (given.empty() ? 1 : 0) : static_cast<double>(hits) / static_cast<double>(wanted.size());
    const double p = given.empty() ? (wanted.empty() ? 1 : 0) : static_cast<double>(good) / static_cast<double>(given.size());
    const double f1 = p + r == 0 ? 0 : 2 * p * r / (p + r);
    question_sum_ += f1;
    ++questions_;
    if (f1 < 1) errors_.push_back(document + ": question '" + question + "' answered wrongly or in part");
  }
}

std::string Evaluation::table() const {
  std::string out;
  std::array<char, 200> line{};
  for (const char* aspect : {"people", "states", "organizations", "offices", "meeting_pairs", "interactions_polarity", "interactions_typed", "speakers",
                             "policies_recall"}) {
    const auto found = tallies_.find(aspect);
    const Tally tally = found == tallies_.end() ? Tally{} : found->second;
    std::snprintf(line.data(), line.size(), "%-24s P %.3f  R %.3f  F1 %.3f  (gold %zu)\n", aspect, tally.precision(), tally.recall(), tally.f1(), tally.hit + tally.miss);
    out += line.data();
  }
  const auto ratio = [&](const char* name, double value) {
    std::snprintf(line.data(), line.size(), "%-24s %.3f\n", name, value);
    out += line.data();
  };
  const auto share = [](const Ratio& r) { return r.all == 0 ? 0.0 : static_cast<double>(r.good) / static_cast<double>(r.all); };
  ratio("meeting_place_accuracy", share(place_));
  ratio("meeting_date_accuracy", share(date_));
  ratio("meeting_status_accuracy", share(status_));
  ratio("question_f1", questions_ == 0 ? 0 : question_sum_ / static_cast<double>(questions_));
  std::snprintf(line.data(), line.size(), "%-24s %zu\n", "questions", questions_);
  out += line.data();
  return out;
}

}  // namespace kg::query
