#include "graph/resolve.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/utf8.hpp"
#include "graph/resolve_entities.hpp"
#include "graph/resolve_events.hpp"

namespace kg::graph {

namespace {

using Properties = std::vector<NamedProperty>;

void put(Properties& properties, std::string name, std::string value) {
  if (!value.empty()) properties.emplace_back(std::move(name), PropertyValue(std::move(value)));
}

PropertyValue list_of(const std::set<std::string>& items) {
  PropertyList list;
  for (const std::string& item : items) list.emplace_back(item);
  return PropertyValue(std::move(list));
}

void put_date(Properties& properties, Date date) {
  if (!date) return;
  put(properties, "date", date.iso());
  put(properties, "date_from", date.first_day().iso());
  put(properties, "date_to", date.last_day().iso());
}

std::vector<std::string> labels_of(EntityLabel label) {
  switch (label) {
    case EntityLabel::person: return {"Person", "Actor"};
    case EntityLabel::organization: return {"Organization", "Actor"};
    case EntityLabel::state: return {"State", "Actor", "Place"};
    case EntityLabel::place: return {"Place"};
    case EntityLabel::policy: return {"Policy"};
  }
  return {};
}

bool is_actor(const EntityNode& node) {
  return node.label == EntityLabel::person || node.label == EntityLabel::organization || node.label == EntityLabel::state;
}

/// What the claims about one edge say together.
struct EdgeFacts {
  Properties properties;
  std::vector<Evidence> evidence;
  std::set<std::uint32_t> documents;
  double confidence = 0;
};

class Assembler {
 public:
  Assembler(std::span<const DocumentFacts> documents, const Decisions& decisions, const ontology::Ontology& ontology)
      : documents_(documents),
        decisions_(decisions),
        ontology_(ontology),
        entities_(resolve_entities(documents, decisions, ontology)) {
    reject();
  }

  Resolved run() {
    add_entities();
    add_documents();
    add_places();
    add_meetings();
    add_claims();
    for (auto& [where, facts] : edges_) finish_edge(where, facts);
    std::sort(result_.nodes.begin(), result_.nodes.end(),
              [](const NodeRecord& a, const NodeRecord& b) { return a.key < b.key; });
    const auto rank = [](const EdgeRecord& e) { return std::tie(e.source, e.type, e.target, e.discriminator); };
    std::sort(result_.edges.begin(), result_.edges.end(),
              [&](const EdgeRecord& a, const EdgeRecord& b) { return rank(a) < rank(b); });
    result_.uncertain = std::move(entities_.uncertain);
    std::sort(result_.uncertain.begin(), result_.uncertain.end(), [](const UncertainPair& a, const UncertainPair& b) {
      return std::tuple(-a.score, a.first, a.second) < std::tuple(-b.score, b.first, b.second);
    });
    result_.reasons.insert(result_.reasons.end(), entities_.reasons.begin(), entities_.reasons.end());
    std::sort(result_.reasons.begin(), result_.reasons.end(), [](const MergeReason& a, const MergeReason& b) {
      return std::tie(a.key, a.reason) < std::tie(b.key, b.reason);
    });
    return std::move(result_);
  }

 private:
  struct EdgePlace {
    std::string source, type, target, discriminator;
    auto operator<=>(const EdgePlace&) const = default;
  };

  /// Claims whose sentence a decision rejects.
  void reject() {
    rejected_.resize(documents_.size());
    for (std::size_t d = 0; d < documents_.size(); ++d) rejected_[d].resize(documents_[d].claims->claims.size());
    for (const Decision& decision : decisions_.list) {
      if (decision.kind != Decision::Kind::reject) continue;
      for (std::size_t d = 0; d < documents_.size(); ++d) {
        const DocumentFacts& facts = documents_[d];
        if (!decision.document.empty() && decision.document != facts.document.id.hex()) continue;
        for (std::size_t c = 0; c < facts.claims->claims.size(); ++c) {
          const ByteSpan span = facts.claims->claims[c].sentence;
          if (span.end > facts.text.size()) continue;
          if (slice(facts.text, span).find(decision.claim) != std::string_view::npos) rejected_[d][c] = true;
        }
      }
    }
  }

  const EntityNode& node(std::int32_t at) const { return entities_.nodes[static_cast<std::size_t>(at)]; }

  const EntityNode* entity(std::size_t document, EntityIndex index) const {
    if (index == no_entity) return nullptr;
    return &node(entities_.of[document][static_cast<std::size_t>(index)]);
  }

  std::vector<const EntityNode*> arguments(std::size_t document, const Claim& claim, std::string_view role) const {
    std::vector<const EntityNode*> found;
    for (const Argument& argument : claim.arguments) {
      if (argument.role != role) continue;
      const EntityNode* node = entity(document, argument.entity);
      if (node != nullptr && std::find(found.begin(), found.end(), node) == found.end()) found.push_back(node);
    }
    return found;
  }

  void add_entities() {
    for (const EntityNode& entity : entities_.nodes) {
      NodeRecord record{.key = entity.key, .labels = labels_of(entity.label), .properties = {}, .evidence = entity.evidence};
      put(record.properties, "name", entity.name);
      record.properties.emplace_back("aliases", list_of(entity.aliases));
      put(record.properties, "kind", entity.kind);
      if (entity.label == EntityLabel::state) {
        if (const ontology::State* state = ontology_.state(entity.key)) {
          put(record.properties, "iso3", state->iso3);
          put(record.properties, "capital", state->capital);
        }
      } else if (entity.label == EntityLabel::place) {
        if (const ontology::State* state = ontology_.state(entity.country)) put(record.properties, "country", state->name);
      }
      std::sort(record.evidence.begin(), record.evidence.end());
      result_.nodes.push_back(std::move(record));
    }
  }

  static std::string document_key(const DocumentView& document) { return "document:" + document.id.hex(); }

  void add_documents() {
    for (std::size_t d = 0; d < documents_.size(); ++d) {
      const DocumentView& document = documents_[d].document;
      NodeRecord record{.key = document_key(document), .labels = {"Document"}, .properties = {}, .evidence = {}};
      const std::string uri = document.uris.empty() ? std::string() : document.uris.front();
      put(record.properties, "name", document.title.empty() ? uri : document.title);
      if (record.properties.empty()) put(record.properties, "name", document.id.hex());
      put(record.properties, "uri", uri);
      put(record.properties, "title", document.title);
      put(record.properties, "published", document.published.iso());
      result_.nodes.push_back(std::move(record));
    }
    for (const EntityNode& entity : entities_.nodes) {
      for (const auto& [d, count] : entity.mentions) {
        EdgeFacts& facts = edge({document_key(documents_[d].document), "MENTIONS", entity.key, {}});
        facts.properties = {{"count", PropertyValue(static_cast<std::int64_t>(count))}};
        for (const Evidence& evidence : entity.evidence) {
          if (evidence.document == DocumentIndex{d}) {
            facts.evidence.push_back(evidence);
            break;
          }
        }
      }
    }
  }

  EdgeFacts& edge(EdgePlace where) { return edges_[std::move(where)]; }

  /// Where places lie, as the ontology or the text knows it; only between nodes that the texts name.
  void add_places() {
    std::map<std::string, const EntityNode*> states;
    for (const EntityNode& entity : entities_.nodes) {
      if (entity.label == EntityLabel::state) states[entity.key] = &entity;
    }
    for (const EntityNode& entity : entities_.nodes) {
      if (entity.label != EntityLabel::place || entity.country.empty()) continue;
      const auto state = states.find(entity.country);
      if (state == states.end()) continue;
      edge({entity.key, "LOCATED_IN", state->first, {}}).evidence = {entity.evidence.begin(),
                                                                     entity.evidence.begin() + std::min<std::ptrdiff_t>(1, std::ssize(entity.evidence))};
      const ontology::State* known = ontology_.state(state->first);
      if (known != nullptr && !known->capital.empty() && fold_name(known->capital) == fold_name(entity.name)) {
        edge({entity.key, "CAPITAL_OF", state->first, {}}).evidence = {entity.evidence.begin(),
                                                                       entity.evidence.begin() + std::min<std::ptrdiff_t>(1, std::ssize(entity.evidence))};
      }
    }
  }

  Evidence evidence(std::size_t document, std::size_t claim) const {
    const Claim& said = documents_[document].claims->claims[claim];
    return {DocumentIndex{static_cast<std::uint32_t>(document)}, said.sentence, said.words, static_cast<std::uint32_t>(claim)};
  }

  void add_meetings() {
    const std::vector<MeetingGroup> groups = group_meetings(documents_, entities_, rejected_);
    struct Pair {
      std::int64_t held = 0;
      std::int64_t times = 0;  ///< the largest number that one report gives
      Date first, last;
      std::vector<Evidence> evidence;
      std::set<std::uint32_t> documents;
    };
    std::map<std::pair<std::string, std::string>, Pair> pairs;
    for (const MeetingGroup& group : groups) {
      std::vector<std::string> keys, names;
      for (const std::int32_t who : group.participants) keys.push_back(node(who).key);
      std::vector<std::int32_t> by_key = group.participants;
      std::sort(keys.begin(), keys.end());
      std::sort(by_key.begin(), by_key.end(), [&](std::int32_t a, std::int32_t b) { return node(a).key < node(b).key; });
      for (const std::int32_t who : by_key) names.push_back(node(who).name);
      const MeetingReport& first = group.reports.front();
      const Claim& first_claim = documents_[first.document].claims->claims[first.claim];
      NodeRecord record;
      record.key = "meeting:" + documents_[first.document].document.id.hex().substr(0, 16) + ":" +
                   std::to_string(first_claim.words.begin) + ":" + std::to_string(first.claim);
      record.labels = {"Meeting", "Event"};
      std::string name = group.kind + ":";
      for (std::size_t i = 0; i < names.size(); ++i) name += (i == 0 ? " " : ", ") + names[i];
      if (group.date) name += " (" + group.date.iso() + ")";
      put(record.properties, "name", name);
      record.properties.emplace_back("aliases", list_of({}));
      put(record.properties, "kind", group.kind);
      put_date(record.properties, group.date);
      if (!group.date) put_phrase(record.properties, group);
      put(record.properties, "status", std::string(name_of(group.status)));
      record.properties.emplace_back("times", PropertyValue(static_cast<std::int64_t>(group.times)));
      std::set<std::uint32_t> reporting;
      double confidence = 0;
      for (const MeetingReport& report : group.reports) {
        record.evidence.push_back(evidence(report.document, report.claim));
        reporting.insert(report.document);
        confidence = std::max<double>(confidence, documents_[report.document].claims->claims[report.claim].confidence);
      }
      record.properties.emplace_back("reports", PropertyValue(static_cast<std::int64_t>(reporting.size())));
      record.properties.emplace_back("confidence", PropertyValue(rounded(confidence)));
      add_meeting_edges(record.key, group);
      if (!group.reason.empty()) result_.reasons.push_back({record.key, group.reason});
      if (group.status == Status::held) {
        for (std::size_t i = 0; i < by_key.size(); ++i) {
          for (std::size_t j = i + 1; j < by_key.size(); ++j) {
            if (!is_actor(node(by_key[i])) || !is_actor(node(by_key[j]))) continue;
            Pair& pair = pairs[{node(by_key[i]).key, node(by_key[j]).key}];
            if (group.times > 1) pair.times = std::max<std::int64_t>(pair.times, group.times);
            else ++pair.held;
            if (group.date) {
              if (!pair.first || group.date.first_day() < pair.first.first_day()) pair.first = group.date;
              if (!pair.last || group.date.last_day() > pair.last.last_day()) pair.last = group.date;
            }
            pair.evidence.insert(pair.evidence.end(), record.evidence.begin(), record.evidence.end());
            pair.documents.insert(reporting.begin(), reporting.end());
          }
        }
      }
      result_.nodes.push_back(std::move(record));
    }
    for (auto& [keys, pair] : pairs) {
      EdgeFacts& facts = edge({keys.first, "MET", keys.second, {}});
      facts.properties = {{"times", PropertyValue(std::max(pair.held, pair.times))}};
      put(facts.properties, "first", pair.first.iso());
      put(facts.properties, "last", pair.last.iso());
      facts.evidence = std::move(pair.evidence);
      facts.documents = std::move(pair.documents);
    }
  }

  /// A date that stays relative keeps its words: "on Wednesday".
  void put_phrase(Properties& properties, const MeetingGroup& group) const {
    for (const MeetingReport& report : group.reports) {
      const When& when = documents_[report.document].claims->claims[report.claim].when;
      if (when.phrase.empty()) continue;
      put(properties, "text", when.phrase);
      return;
    }
  }

  static double rounded(double confidence) { return std::round(confidence * 1000) / 1000; }

  void add_meeting_edges(const std::string& key, const MeetingGroup& group) {
    for (const MeetingReport& report : group.reports) {
      const Claim& claim = documents_[report.document].claims->claims[report.claim];
      const Evidence why = evidence(report.document, report.claim);
      for (const Argument& argument : claim.arguments) {
        const EntityNode* who = entity(report.document, argument.entity);
        if (who == nullptr) continue;
        if (argument.role == "place") {
          add(edge({key, "HELD_AT", who->key, {}}), why, claim);
        } else if (argument.role == "topic") {
          add(edge({key, "ABOUT", who->key, {}}), why, claim);
        } else if (is_actor(*who) || who->label == EntityLabel::place) {
          EdgeFacts& facts = edge({who->key, "PARTICIPATED_IN", key, {}});
          const std::string role = argument.role == "host" || argument.role == "visitor" || argument.role == "mediator"
                                       ? argument.role
                                       : "participant";
          if (facts.properties.empty()) put(facts.properties, "role", role);
          else if (role != "participant") facts.properties.front().second = PropertyValue(role);
          add(facts, why, claim);
        }
      }
    }
  }

  void add(EdgeFacts& facts, const Evidence& why, const Claim& claim) {
    facts.evidence.push_back(why);
    facts.documents.insert(static_cast<std::uint32_t>(why.document));
    facts.confidence = std::max<double>(facts.confidence, claim.confidence);
  }

  void add_claims() {
    for (std::size_t d = 0; d < documents_.size(); ++d) {
      const std::vector<Claim>& claims = documents_[d].claims->claims;
      for (std::size_t c = 0; c < claims.size(); ++c) {
        if (rejected_[d][c]) continue;
        switch (claims[c].kind) {
          case ClaimKind::meeting: break;
          case ClaimKind::event: add_event(d, c); break;
          case ClaimKind::statement: add_statement(d, c); break;
          case ClaimKind::office: add_office(d, c); break;
          case ClaimKind::membership: add_plain(d, c, "MEMBER_OF", "actor", "organization"); break;
          case ClaimKind::location: add_plain(d, c, "LOCATED_IN", "actor", "place"); break;
          case ClaimKind::about: add_plain(d, c, "ABOUT", "actor", "topic"); break;
        }
      }
    }
  }

  void add_event(std::size_t d, std::size_t c) {
    const Claim& claim = documents_[d].claims->claims[c];
    const ontology::EventType* type = ontology_.event(claim.type);
    if (type == nullptr) return;
    std::vector<const EntityNode*> targets = arguments(d, claim, "recipient");
    const bool about_policy = targets.empty();
    if (about_policy) targets = arguments(d, claim, "topic");
    for (const EntityNode* actor : arguments(d, claim, "actor")) {
      if (!is_actor(*actor)) continue;
      for (const EntityNode* target : targets) {
        if (target == actor || (target->label != EntityLabel::policy && !is_actor(*target))) continue;
        const std::string status(name_of(claim.status));
        EdgeFacts& facts = edge({actor->key, claim.type, target->key, status + "|" + claim.mode + "|" + claim.when.date.iso()});
        if (facts.properties.empty()) {
          facts.properties.emplace_back("event", PropertyValue(true));
          put(facts.properties, "mode", claim.mode);
          put(facts.properties, "quad", type->quad);
          facts.properties.emplace_back("score", PropertyValue(type->score));
          put(facts.properties, "text", claim.text);
          put(facts.properties, "status", status);
          put(facts.properties, "polarity", claim.status == Status::denied ? "negative" : "positive");
          put_date(facts.properties, claim.when.date);
        }
        add(facts, evidence(d, c), claim);
      }
    }
  }

  void add_statement(std::size_t d, std::size_t c) {
    const Claim& claim = documents_[d].claims->claims[c];
    std::vector<const EntityNode*> speakers = arguments(d, claim, "speaker");
    if (speakers.empty()) return;
    NodeRecord record;
    record.key = "statement:" + documents_[d].document.id.hex().substr(0, 16) + ":" + std::to_string(claim.words.begin) + ":" +
                 std::to_string(c);
    record.labels = {"Statement"};
    put(record.properties, "name", shortened(claim.text));
    if (record.properties.empty()) put(record.properties, "name", "statement of " + speakers.front()->name);
    record.properties.emplace_back("aliases", list_of({}));
    put(record.properties, "text", claim.text);
    record.properties.emplace_back("quote", PropertyValue(claim.quote));
    put_date(record.properties, claim.when.date);
    record.evidence.push_back(evidence(d, c));
    for (const EntityNode* speaker : speakers) {
      EdgeFacts& facts = edge({speaker->key, "SAID", record.key, {}});
      if (facts.properties.empty()) {
        put(facts.properties, "status", std::string(name_of(claim.status)));
        put_date(facts.properties, claim.when.date);
      }
      add(facts, evidence(d, c), claim);
    }
    for (const EntityNode* topic : arguments(d, claim, "topic")) {
      add(edge({record.key, "ABOUT", topic->key, {}}), evidence(d, c), claim);
    }
    result_.nodes.push_back(std::move(record));
  }

  /// At most 80 bytes, cut between words.
  static std::string shortened(const std::string& text) {
    constexpr std::size_t most = 80;
    if (text.size() <= most) return text;
    std::size_t cut = text.rfind(' ', most);
    if (cut == std::string::npos || cut < most / 2) cut = next_code_point_start(text, most);
    return text.substr(0, cut) + " …";
  }

  void add_office(std::size_t d, std::size_t c) {
    const Claim& claim = documents_[d].claims->claims[c];
    const bool former = claim.mode == "former";
    for (const EntityNode* holder : arguments(d, claim, "holder")) {
      for (const EntityNode* body : arguments(d, claim, "organization")) {
        if (holder == body) continue;
        EdgeFacts& facts = edge({holder->key, "HOLDS_OFFICE", body->key, fold_name(claim.type) + "|" + claim.mode});
        if (facts.properties.empty()) {
          put(facts.properties, "title", claim.type);
          facts.properties.emplace_back("former", PropertyValue(former));
          if (!former) put(facts.properties, "mode", claim.mode);
          put(facts.properties, "from", former ? std::string() : claim.when.from.iso());
          put(facts.properties, "to", former ? claim.when.to.iso() : std::string());
        }
        add(facts, evidence(d, c), claim);
      }
    }
  }

  void add_plain(std::size_t d, std::size_t c, std::string_view type, std::string_view from, std::string_view to) {
    const Claim& claim = documents_[d].claims->claims[c];
    for (const EntityNode* source : arguments(d, claim, from)) {
      for (const EntityNode* target : arguments(d, claim, to)) {
        if (source != target) add(edge({source->key, std::string(type), target->key, {}}), evidence(d, c), claim);
      }
    }
  }

  void finish_edge(const EdgePlace& where, EdgeFacts& facts) {
    EdgeRecord record{.source = where.source,
                      .type = where.type,
                      .target = where.target,
                      .discriminator = where.discriminator,
                      .properties = std::move(facts.properties),
                      .evidence = std::move(facts.evidence)};
    if (!facts.documents.empty()) {
      record.properties.emplace_back("reports", PropertyValue(static_cast<std::int64_t>(facts.documents.size())));
    }
    if (facts.confidence > 0) record.properties.emplace_back("confidence", PropertyValue(rounded(facts.confidence)));
    std::sort(record.evidence.begin(), record.evidence.end());
    record.evidence.erase(std::unique(record.evidence.begin(), record.evidence.end()), record.evidence.end());
    result_.edges.push_back(std::move(record));
  }

  std::span<const DocumentFacts> documents_;
  const Decisions& decisions_;
  const ontology::Ontology& ontology_;
  EntityNodes entities_;
  std::vector<std::vector<bool>> rejected_;
  std::map<EdgePlace, EdgeFacts> edges_;
  Resolved result_;
};

}  // namespace

Resolved resolve(std::span<const DocumentFacts> documents, const Decisions& decisions, const ontology::Ontology& ontology) {
  return Assembler(documents, decisions, ontology).run();
}

}  // namespace kg::graph
