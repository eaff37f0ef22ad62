#include "graph/resolve_entities.hpp"

#include <tbb/parallel_sort.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

#include "base/utf8.hpp"
#include "graph/compare_people.hpp"
#include "graph/in_order.hpp"
#include "graph/join_candidates.hpp"

namespace kg::graph {

namespace {

using Field = CandidateTable::Field;
using Vote = CandidateTable::Vote;

class Assembler {
 public:
  Assembler(const CandidateTable& table, const Decisions& decisions, const ontology::Ontology& ontology, const Workspace& workspace)
      : table_(table),
        texts_(table.texts()),
        decisions_(decisions),
        ontology_(ontology),
        workspace_(workspace),
        joined_(join_candidates(table, decisions, workspace)) {}

  EntityNodes run() {
    const std::size_t count = table_.all().size();
    std::vector<std::uint32_t> by_root(count);
    std::iota(by_root.begin(), by_root.end(), 0U);
    std::stable_sort(by_root.begin(), by_root.end(), [&](std::uint32_t a, std::uint32_t b) { return joined_.root_of[a] < joined_.root_of[b]; });
    std::vector<EntityNode> nodes;
    std::vector<std::uint32_t> node_of(count);
    for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
      while (end < count && joined_.root_of[by_root[end]] == joined_.root_of[by_root[begin]]) ++end;
      const std::span<const std::uint32_t> members = std::span(by_root).subspan(begin, end - begin);
      for (const std::uint32_t member : members) node_of[member] = static_cast<std::uint32_t>(nodes.size());
      nodes.push_back(assemble(members));
    }

    EntityNodes result;
    std::vector<std::uint32_t> order(nodes.size()), rank(nodes.size());
    std::iota(order.begin(), order.end(), 0U);
    with_threads(workspace_, [&] {
      tbb::parallel_sort(order, [&](std::uint32_t a, std::uint32_t b) { return texts_.before(nodes[a].key, nodes[b].key); });  // no two are equal
    });
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      rank[order[i]] = i;
      result.nodes.push_back(std::move(nodes[order[i]]));
    }
    for (const std::uint32_t node : node_of) result.of_candidate.push_back(rank[node]);
    tell(result);
    return result;
  }

 private:
  bool is_known(const Candidate& candidate) const {
    const std::string_view key = texts_[candidate.key];
    return !key.starts_with(to_lower(name_of(candidate.label)) + ":") || key.starts_with("state:") || key.starts_with("place:");
  }

  /// A known id wins; else the smallest key of the members with the most words, which is the same
  /// however the documents came.
  const Candidate& leader(std::span<const std::uint32_t> members) const {
    if (members.size() == 1) return table_.all()[members[0]];
    const auto rank = [&](std::uint32_t member) {
      const Candidate& candidate = table_.all()[member];
      return std::tuple(!is_known(candidate), -std::ssize(split_words(texts_[candidate.folded])), texts_[candidate.key]);
    };
    return table_.all()[*std::min_element(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); })];
  }

  /// The votes of all members, sorted by number of the text.
  std::vector<Vote> votes(std::span<const std::uint32_t> members, Field field) const {
    std::vector<Vote> all;
    for (const std::uint32_t member : members) {
      const auto own = table_.votes(member, field);
      all.insert(all.end(), own.begin(), own.end());
    }
    if (members.size() == 1) return all;
    std::sort(all.begin(), all.end(), [](const Vote& a, const Vote& b) { return a.text < b.text; });
    std::size_t kept = 0;
    for (const Vote& vote : all) {
      if (kept > 0 && all[kept - 1].text == vote.text) all[kept - 1].count += vote.count;
      else all[kept++] = vote;
    }
    all.resize(kept);
    return all;
  }

  /// The name that most mentions use among the longest ones of each document.
  TextId best_name(std::span<const std::uint32_t> members, std::vector<Vote> names) const {
    if (names.size() == 1) return names[0].text;
    std::size_t most_words = 0;
    for (const std::uint32_t member : members) {
      most_words = std::max(most_words, std::min<std::size_t>(2, split_words(texts_[table_.all()[member].folded]).size()));
    }
    std::sort(names.begin(), names.end(), [&](const Vote& a, const Vote& b) { return texts_.before(a.text, b.text); });
    const Vote* best = nullptr;
    for (const Vote& vote : names) {
      if (split_words(texts_[texts_.folded(vote.text)]).size() < most_words) continue;
      if (best == nullptr || vote.count > best->count ||
          (vote.count == best->count && texts_[vote.text].size() > texts_[best->text].size())) {
        best = &vote;
      }
    }
    return best == nullptr ? names[0].text : best->text;
  }

  EntityNode assemble(std::span<const std::uint32_t> members) {
    const Candidate& first = leader(members);
    EntityNode node{first.key, first.label, empty_text, {}, empty_text, empty_text};
    const std::vector<Vote> names = votes(members, Field::name);
    node.name = best_name(members, names);
    for (const Vote& vote : names) node.aliases.push_back(vote.text);
    for (const Vote& vote : votes(members, Field::alias)) node.aliases.push_back(vote.text);
    node.kind = table_.most(votes(members, Field::kind));
    node.country = table_.most(votes(members, Field::country));
    if (const ontology::State* state = ontology_.state(texts_[node.key])) node.name = texts_.id(state->name);
    decide_name_and_label(node);
    std::erase(node.aliases, node.name);
    std::sort(node.aliases.begin(), node.aliases.end(), [&](TextId a, TextId b) { return texts_.before(a, b); });
    node.aliases.erase(std::unique(node.aliases.begin(), node.aliases.end()), node.aliases.end());
    return node;
  }

  void decide_name_and_label(EntityNode& node) {
    for (const Decision& decision : decisions_.list) {
      const bool merge = decision.kind == Decision::Kind::merge;
      if (!merge && decision.kind != Decision::Kind::rename && decision.kind != Decision::Kind::retype) continue;
      const TextId meant = texts_.id(decision.names.front()), folded = texts_.folded(meant);
      if (node.key != meant && texts_.folded(node.name) != folded &&
          std::none_of(node.aliases.begin(), node.aliases.end(), [&](TextId alias) { return texts_.folded(alias) == folded; })) {
        continue;
      }
      if (decision.kind == Decision::Kind::rename) {
        node.aliases.push_back(node.name);
        node.name = texts_.id(decision.to);
      } else if (decision.kind == Decision::Kind::retype) {
        for (const EntityLabel label : {EntityLabel::person, EntityLabel::organization, EntityLabel::state,
                                        EntityLabel::place, EntityLabel::policy}) {
          if (name_of(label) == decision.to) node.label = label;
        }
      } else if (node.key != meant) {
        node.aliases.push_back(node.name);
        node.name = meant;
      }
    }
  }

  /// What kg review and kg why show.
  void tell(EntityNodes& result) const {
    const auto key = [&](std::uint32_t candidate) { return std::string(texts_[result.nodes[result.of_candidate[candidate]].key]); };
    for (const auto& [candidate, reason] : joined_.reasons) result.reasons.push_back({key(candidate), reason});
    std::set<std::pair<std::string, std::string>> told;
    for (const JoinedCandidates::Pair& pair : joined_.uncertain) {
      std::string first = key(pair.first), second = key(pair.second);
      if (first == second) continue;
      if (second < first) std::swap(first, second);
      if (told.emplace(first, second).second) result.uncertain.push_back({first, second, pair.score, pair.reason});
    }
  }

  const CandidateTable& table_;
  TextTable& texts_;
  const Decisions& decisions_;
  const ontology::Ontology& ontology_;
  const Workspace& workspace_;
  JoinedCandidates joined_;
};

}  // namespace

EntityNodes resolve_entities(const CandidateTable& table, const Decisions& decisions, const ontology::Ontology& ontology, const Workspace& workspace) {
  return Assembler(table, decisions, ontology, workspace).run();
}

}  // namespace kg::graph
