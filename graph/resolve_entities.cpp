#include "graph/resolve_entities.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/utf8.hpp"

namespace kg::graph {

namespace {

using Words = std::vector<std::string>;

Words split(std::string_view folded) {
  Words words;
  std::size_t at = 0;
  while (at < folded.size()) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.emplace_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

/// Letters to change, add or drop, at most `limit` + 1.
unsigned edit_distance(std::string_view a, std::string_view b, unsigned limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  std::vector<unsigned> row(a.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t j = 1; j <= b.size(); ++j) {
    unsigned diagonal = row[0]++;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      const unsigned changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[i];
      row[i] = std::min({changed, row[i] + 1, row[i - 1] + 1});
    }
  }
  return row[a.size()];
}

/// English short forms of given names; either side may be the longer one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 40> nicknames = {{
    {"abe", "abraham"},  {"al", "albert"},      {"al", "alan"},        {"alex", "alexander"}, {"andy", "andrew"},
    {"ben", "benjamin"}, {"bernie", "bernard"}, {"bill", "william"},   {"bob", "robert"},     {"charlie", "charles"},
    {"chris", "christopher"}, {"chuck", "charles"}, {"dan", "daniel"}, {"dave", "david"},     {"dick", "richard"},
    {"don", "donald"},   {"ed", "edward"},      {"fred", "frederick"}, {"greg", "gregory"},   {"jack", "john"},
    {"jeff", "jeffrey"}, {"jim", "james"},      {"jimmy", "james"},    {"joe", "joseph"},     {"ken", "kenneth"},
    {"larry", "lawrence"}, {"matt", "matthew"}, {"mike", "michael"},   {"nick", "nicholas"},  {"pat", "patrick"},
    {"pete", "peter"},   {"phil", "philip"},    {"rick", "richard"},   {"ron", "ronald"},     {"sam", "samuel"},
    {"steve", "steven"}, {"ted", "edward"},     {"tim", "timothy"},    {"tom", "thomas"},     {"tony", "anthony"},
}};

bool is_nickname(std::string_view a, std::string_view b) {
  return std::any_of(nicknames.begin(), nicknames.end(), [&](const auto& pair) {
    return (pair.first == a && pair.second == b) || (pair.first == b && pair.second == a);
  });
}

/// All that the documents together say of one local key.
struct Candidate {
  std::string key;
  EntityLabel label = EntityLabel::person;
  Words words;                               ///< of the folded name
  std::map<std::string, std::uint32_t> names;  ///< display name → mentions
  std::set<std::string> aliases;
  std::map<std::string, std::uint32_t> kinds;
  std::map<std::string, std::uint32_t> countries;
  std::set<std::string> offices;             ///< "title@key of the body", folded
  std::set<std::string> bodies;              ///< keys of what they hold office of
};

class Joiner {
 public:
  explicit Joiner(std::vector<Candidate>& candidates) : candidates_(candidates), parent_(candidates.size()) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }
  std::uint32_t root(std::uint32_t at) {
    while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
    return at;
  }
  void join(std::uint32_t a, std::uint32_t b, std::string reason) {
    const std::uint32_t left = root(a), right = root(b);
    if (left == right) return;
    parent_[std::max(left, right)] = std::min(left, right);
    reasons_.emplace_back(std::min(a, b), candidates_[std::min(a, b)].key + " and " + candidates_[std::max(a, b)].key +
                                               ": " + std::move(reason));
  }
  const std::vector<std::pair<std::uint32_t, std::string>>& reasons() const { return reasons_; }

 private:
  std::vector<Candidate>& candidates_;
  std::vector<std::uint32_t> parent_;
  std::vector<std::pair<std::uint32_t, std::string>> reasons_;
};

bool share(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& item) { return b.contains(item); });
}

bool conflict(const Candidate& a, const Candidate& b) {
  return !a.bodies.empty() && !b.bodies.empty() && !share(a.bodies, b.bodies);
}

Words without_initials(const Words& words) {
  Words kept;
  for (const std::string& word : words) {
    if (word.size() > 1 && word != "jr" && word != "sr" && word != "iii") kept.push_back(word);
  }
  return kept;
}

Words initials(const Words& words) {
  Words kept;
  for (const std::string& word : words) {
    if (word.size() == 1) kept.push_back(word);
  }
  return kept;
}

std::string concatenated(const Words& words) {
  std::string all;
  for (const std::string& word : words) all += word;
  return all;
}

struct Verdict {
  bool join = false;
  double score = 0;  ///< of an uncertain pair, 0 if none
  std::string reason;
};

/// Are two differently written people one? Both have at least two words.
Verdict compare_full(const Candidate& a, const Candidate& b) {
  if (concatenated(a.words) == concatenated(b.words)) return {true, 1, "same name, other word breaks"};
  Words left = a.words, right = b.words;
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());
  if (left == right) return {true, 1, "same words in another order"};
  const Words initials_a = initials(a.words), initials_b = initials(b.words);
  if (!initials_a.empty() && !initials_b.empty() && initials_a != initials_b) return {};
  const Words short_a = without_initials(a.words), short_b = without_initials(b.words);
  if (short_a.size() < 2 || short_b.size() < 2) return {};
  const bool same_office = share(a.offices, b.offices);
  const bool opposed = conflict(a, b);
  if (short_a == short_b) {
    return opposed ? Verdict{false, 0.6, "same name but for an initial, offices of different bodies"}
                   : Verdict{true, 1, "same name but for an initial"};
  }
  const bool same_family = short_a.back() == short_b.back();
  if (same_family && is_nickname(short_a.front(), short_b.front())) {
    return opposed ? Verdict{false, 0.5, "short form of the given name, offices of different bodies"}
                   : Verdict{true, 1, "short form of the given name"};
  }
  if (same_family && short_a.front() == short_b.front() && short_a.size() != short_b.size()) {
    // "Recep Erdogan" and "Recep Tayyip Erdogan"
    return opposed ? Verdict{false, 0.6, "one name has a middle name, offices of different bodies"}
                   : Verdict{true, 1, "one name has a middle name"};
  }
  if (short_a.size() == short_b.size()) {
    unsigned other = 0, edits = 0;
    bool long_enough = true;
    for (std::size_t i = 0; i < short_a.size(); ++i) {
      if (short_a[i] == short_b[i]) continue;
      ++other;
      edits += edit_distance(short_a[i], short_b[i], 2);
      long_enough = long_enough && std::min(short_a[i].size(), short_b[i].size()) >= 4;
    }
    if (other == 1 && edits <= 2 && long_enough) {
      if (same_office) return {true, 1, "near spelling, same office"};
      if (opposed) return {};
      return {false, edits == 1 ? 0.8 : 0.6, "near spelling, no common office"};
    }
  }
  return {};
}

class Resolver {
 public:
  Resolver(std::span<const DocumentFacts> documents, const Decisions& decisions, const ontology::Ontology& ontology)
      : documents_(documents), decisions_(decisions), ontology_(ontology) {}

  EntityNodes run() {
    collect();
    Joiner joiner(candidates_);
    join_people(joiner);
    join_organizations(joiner);
    replay_merges(joiner);
    return assemble(joiner);
  }

 private:
  /// The key of an entity as its document alone tells it.
  std::string local_key(std::uint32_t document, std::uint32_t index) const {
    const Entity& entity = documents_[document].claims->entities[index];
    if (!entity.key.empty()) return entity.key;
    std::string key = to_lower(name_of(entity.label)) + ":" + fold_name(entity.name);
    for (const Decision& decision : decisions_.list) {
      if (decision.kind == Decision::Kind::split && decision.document == documents_[document].document.id.hex() &&
          is_named(entity, key, decision.names.front())) {
        return key + "#" + decision.document.substr(0, 8);
      }
    }
    return key;
  }

  static bool is_named(const Entity& entity, const std::string& key, const std::string& name) {
    const std::string folded = fold_name(name);
    if (key == name || fold_name(entity.name) == folded) return true;
    return std::any_of(entity.aliases.begin(), entity.aliases.end(),
                       [&](const std::string& alias) { return fold_name(alias) == folded; });
  }

  void collect() {
    std::map<std::string, std::uint32_t> known;
    local_.resize(documents_.size());
    for (std::uint32_t d = 0; d < documents_.size(); ++d) {
      const DocumentClaims& claims = *documents_[d].claims;
      for (std::uint32_t e = 0; e < claims.entities.size(); ++e) {
        const Entity& entity = claims.entities[e];
        std::string key = local_key(d, e);
        const auto [found, fresh] = known.try_emplace(key, static_cast<std::uint32_t>(candidates_.size()));
        if (fresh) {
          candidates_.push_back({});
          candidates_.back().key = std::move(key);
          candidates_.back().label = entity.label;
          candidates_.back().words = split(fold_name(entity.name));
        }
        Candidate& candidate = candidates_[found->second];
        candidate.names[entity.name] += static_cast<std::uint32_t>(std::max<std::size_t>(1, entity.mentions.size()));
        candidate.aliases.insert(entity.aliases.begin(), entity.aliases.end());
        if (!entity.kind.empty()) ++candidate.kinds[entity.kind];
        if (!entity.country.empty()) ++candidate.countries[entity.country];
        local_[d].push_back(found->second);
      }
    }
    for (std::uint32_t d = 0; d < documents_.size(); ++d) {
      for (const Claim& claim : documents_[d].claims->claims) {
        if (claim.kind != ClaimKind::office) continue;
        const std::int64_t holder = argument(claim, "holder"), body = argument(claim, "organization");
        if (holder < 0 || body < 0) continue;
        Candidate& person = candidates_[local_[d][static_cast<std::size_t>(holder)]];
        const std::string& of = candidates_[local_[d][static_cast<std::size_t>(body)]].key;
        person.offices.insert(fold_name(claim.type) + "@" + of);
        person.bodies.insert(of);
      }
    }
  }

  static std::int64_t argument(const Claim& claim, std::string_view role) {
    for (const Argument& argument : claim.arguments) {
      if (argument.role == role && argument.entity != no_entity) return static_cast<std::int64_t>(argument.entity);
    }
    return -1;
  }

  void uncertain(std::uint32_t a, std::uint32_t b, double score, std::string reason) {
    uncertain_.push_back({std::min(a, b), std::max(a, b), score, std::move(reason)});
  }

  /// Compares only people that share a word; a word that very many share ("mohammed") proves nothing
  /// and would make the work quadratic.
  void join_people(Joiner& joiner) {
    constexpr std::size_t too_common = 400;
    std::map<std::string, std::vector<std::uint32_t>> by_word;
    std::map<std::string, std::vector<std::uint32_t>> by_letters;
    for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
      if (candidates_[i].label != EntityLabel::person || !candidates_[i].key.starts_with("person:") ||
          candidates_[i].key.find('#') != std::string::npos) {
        continue;
      }
      Words words = candidates_[i].words;
      std::sort(words.begin(), words.end());
      words.erase(std::unique(words.begin(), words.end()), words.end());
      for (const std::string& word : words) {
        if (word.size() > 1) by_word[word].push_back(i);
      }
      by_letters[concatenated(candidates_[i].words)].push_back(i);
    }
    for (const auto& [letters, people] : by_letters) {
      for (std::size_t i = 1; i < people.size(); ++i) joiner.join(people[0], people[i], "same name, other word breaks");
    }
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    for (const auto& [word, people] : by_word) {
      if (people.size() > too_common) continue;
      std::vector<std::uint32_t> full;
      for (const std::uint32_t person : people) {
        if (candidates_[person].words.size() >= 2) full.push_back(person);
      }
      for (std::size_t i = 0; i < full.size(); ++i) {
        for (std::size_t j = i + 1; j < full.size(); ++j) {
          if (!seen.emplace(full[i], full[j]).second) continue;
          const Verdict verdict = compare_full(candidates_[full[i]], candidates_[full[j]]);
          if (verdict.join) joiner.join(full[i], full[j], verdict.reason);
          else if (verdict.score > 0) uncertain(full[i], full[j], verdict.score, verdict.reason);
        }
      }
    }
    join_single_names(joiner, by_word, too_common);
  }

  /// "Obama" of one article and "Barack Obama" of another: one if office and state agree and nobody
  /// else could be meant.
  void join_single_names(Joiner& joiner, const std::map<std::string, std::vector<std::uint32_t>>& by_word,
                         std::size_t too_common) {
    for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
      const Candidate& single = candidates_[i];
      if (single.label != EntityLabel::person || single.words.size() != 1) continue;
      const auto found = by_word.find(single.words[0]);
      if (found == by_word.end() || found->second.size() > too_common) continue;
      std::set<std::uint32_t> agreeing, possible;
      for (const std::uint32_t other : found->second) {
        const Candidate& full = candidates_[other];
        if (full.words.size() < 2 || (full.words.back() != single.words[0] && full.words.front() != single.words[0])) {
          continue;
        }
        const std::uint32_t root = joiner.root(other);
        if (share(single.offices, full.offices)) agreeing.insert(root);
        if (!conflict(single, full)) possible.insert(root);
      }
      if (agreeing.size() == 1) {
        joiner.join(i, *agreeing.begin(), "family name, office and state agree");
      } else if (possible.size() <= 3) {
        for (const std::uint32_t other : possible) {
          uncertain(i, other, possible.size() == 1 ? 0.7 : 0.4, "family name only, no common office");
        }
      }
    }
  }

  /// Organisations: an acronym that one document explains joins those who use it alone.
  void join_organizations(Joiner& joiner) {
    std::map<std::string, std::set<std::uint32_t>> by_alias;
    std::map<std::string, std::uint32_t> by_name;
    for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
      if (candidates_[i].label != EntityLabel::organization) continue;
      for (const std::string& alias : candidates_[i].aliases) by_alias[fold_name(alias)].insert(i);
      for (const auto& [name, count] : candidates_[i].names) by_name.emplace(fold_name(name), i);
    }
    for (const auto& [alias, owners] : by_alias) {
      const auto named = by_name.find(alias);
      if (named == by_name.end()) continue;
      std::set<std::uint32_t> others = owners;
      others.erase(named->second);
      if (others.size() == 1 && candidates_[named->second].key.starts_with("organization:")) {
        joiner.join(named->second, *others.begin(), "its short name");
      } else {
        for (const std::uint32_t other : others) uncertain(named->second, other, 0.5, "a short name that several have");
      }
    }
  }

  void replay_merges(Joiner& joiner) {
    for (const Decision& decision : decisions_.list) {
      if (decision.kind != Decision::Kind::merge) continue;
      std::vector<std::uint32_t> firsts;
      for (const std::string& name : decision.names) {
        for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
          if (matches(candidates_[i], name)) firsts.push_back(i);
        }
      }
      for (std::size_t i = 1; i < firsts.size(); ++i) joiner.join(firsts[0], firsts[i], "decided by the user");
    }
  }

  static bool matches(const Candidate& candidate, const std::string& name) {
    if (candidate.key == name) return true;
    const std::string folded = fold_name(name);
    return std::any_of(candidate.names.begin(), candidate.names.end(),
                       [&](const auto& known) { return fold_name(known.first) == folded; });
  }

  /// The name that most mentions use among the longest ones of each document.
  static std::string best_name(const std::vector<const Candidate*>& members) {
    std::map<std::string, std::uint32_t> votes;
    std::size_t most_words = 0;
    for (const Candidate* member : members) {
      for (const auto& [name, count] : member->names) votes[name] += count;
      most_words = std::max(most_words, std::min<std::size_t>(2, member->words.size()));
    }
    const std::string* best = nullptr;
    std::uint32_t best_count = 0;
    for (const auto& [name, count] : votes) {
      if (split(fold_name(name)).size() < most_words) continue;
      if (best == nullptr || count > best_count || (count == best_count && name.size() > best->size())) {
        best = &name;
        best_count = count;
      }
    }
    return best == nullptr ? votes.begin()->first : *best;
  }

  static std::string most(const std::map<std::string, std::uint32_t>& votes) {
    std::string best;
    std::uint32_t count = 0;
    for (const auto& [value, votes_for] : votes) {
      if (votes_for > count) {
        best = value;
        count = votes_for;
      }
    }
    return best;
  }

  EntityNodes assemble(Joiner& joiner) {
    EntityNodes result;
    std::map<std::uint32_t, std::vector<const Candidate*>> groups;
    for (std::uint32_t i = 0; i < candidates_.size(); ++i) groups[joiner.root(i)].push_back(&candidates_[i]);
    std::vector<std::int32_t> node_of_root(candidates_.size(), -1);
    for (const auto& [root, members] : groups) {
      EntityNode node;
      // A known id wins; else the smallest key of the members with the most words, which is the same
      // however the documents came.
      const Candidate* leader = members.front();
      for (const Candidate* member : members) {
        const bool known = !member->key.starts_with(to_lower(name_of(member->label)) + ":") || member->key.starts_with("state:") ||
                           member->key.starts_with("place:");
        const bool leader_known = !leader->key.starts_with(to_lower(name_of(leader->label)) + ":") ||
                                  leader->key.starts_with("state:") || leader->key.starts_with("place:");
        if (std::tuple(!known, -static_cast<std::int64_t>(member->words.size()), member->key) <
            std::tuple(!leader_known, -static_cast<std::int64_t>(leader->words.size()), leader->key)) {
          leader = member;
        }
      }
      node.key = leader->key;
      node.label = leader->label;
      node.name = best_name(members);
      std::map<std::string, std::uint32_t> kinds, countries;
      for (const Candidate* member : members) {
        node.aliases.insert(member->aliases.begin(), member->aliases.end());
        for (const auto& [name, count] : member->names) node.aliases.insert(name);
        for (const auto& [kind, count] : member->kinds) kinds[kind] += count;
        for (const auto& [country, count] : member->countries) countries[country] += count;
      }
      node.kind = most(kinds);
      node.country = most(countries);
      if (const ontology::State* state = ontology_.state(node.key)) node.name = state->name;
      decide_name_and_label(node);
      node.aliases.erase(node.name);
      node_of_root[root] = static_cast<std::int32_t>(result.nodes.size());
      result.nodes.push_back(std::move(node));
    }
    result.of.resize(documents_.size());
    for (std::uint32_t d = 0; d < documents_.size(); ++d) {
      for (std::uint32_t e = 0; e < local_[d].size(); ++e) {
        const std::int32_t at = node_of_root[joiner.root(local_[d][e])];
        result.of[d].push_back(at);
        EntityNode& node = result.nodes[static_cast<std::size_t>(at)];
        const Entity& entity = documents_[d].claims->entities[e];
        for (const ByteSpan mention : entity.mentions) {
          node.evidence.push_back({DocumentIndex{d}, mention, mention, std::nullopt});
        }
        node.mentions[d] += static_cast<std::uint32_t>(entity.mentions.size());
      }
    }
    for (const auto& [candidate, reason] : joiner.reasons()) {
      result.reasons.push_back({key_at(result, node_of_root, joiner, candidate), reason});
    }
    std::set<std::pair<std::string, std::string>> told;
    for (const Pair& pair : uncertain_) {
      std::string first = key_at(result, node_of_root, joiner, pair.first);
      std::string second = key_at(result, node_of_root, joiner, pair.second);
      if (first == second) continue;
      if (second < first) std::swap(first, second);
      if (told.emplace(first, second).second) result.uncertain.push_back({first, second, pair.score, pair.reason});
    }
    return result;
  }

  void decide_name_and_label(EntityNode& node) const {
    for (const Decision& decision : decisions_.list) {
      const bool merge = decision.kind == Decision::Kind::merge;
      if (!merge && decision.kind != Decision::Kind::rename && decision.kind != Decision::Kind::retype) continue;
      const std::string folded = fold_name(decision.names.front());
      const bool meant = node.key == decision.names.front() || fold_name(node.name) == folded ||
                         std::any_of(node.aliases.begin(), node.aliases.end(),
                                     [&](const std::string& alias) { return fold_name(alias) == folded; });
      if (!meant) continue;
      if (decision.kind == Decision::Kind::rename) {
        node.aliases.insert(node.name);
        node.name = decision.to;
      } else if (decision.kind == Decision::Kind::retype) {
        for (const EntityLabel label : {EntityLabel::person, EntityLabel::organization, EntityLabel::state,
                                        EntityLabel::place, EntityLabel::policy}) {
          if (name_of(label) == decision.to) node.label = label;
        }
      } else if (node.key != decision.names.front()) {
        node.aliases.insert(node.name);
        node.name = decision.names.front();
      }
    }
  }

  static std::string key_at(const EntityNodes& result, const std::vector<std::int32_t>& node_of_root, Joiner& joiner,
                            std::uint32_t candidate) {
    return result.nodes[static_cast<std::size_t>(node_of_root[joiner.root(candidate)])].key;
  }

  struct Pair {
    std::uint32_t first, second;
    double score;
    std::string reason;
  };

  std::span<const DocumentFacts> documents_;
  const Decisions& decisions_;
  const ontology::Ontology& ontology_;
  std::vector<Candidate> candidates_;
  std::vector<std::vector<std::uint32_t>> local_;  ///< [document][entity] → candidate
  std::vector<Pair> uncertain_;
};

}  // namespace

EntityNodes resolve_entities(std::span<const DocumentFacts> documents, const Decisions& decisions,
                             const ontology::Ontology& ontology) {
  return Resolver(documents, decisions, ontology).run();
}

}  // namespace kg::graph
