#include "graph/candidates.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "graph/external_sort.hpp"

namespace kg::graph {

namespace {

constexpr std::uint32_t none = 0xFFFFFFFF;
constexpr std::size_t field_count = 6;
constexpr std::uint32_t most_texts = 1U << 29;

// Keys of nodes that resolution makes itself; an entity that claims one goes by its name.
bool is_reserved(std::string_view key) {
  return key.starts_with("document:") || key.starts_with("happening:") || key.starts_with("meeting:") || key.starts_with("statement:");
}

std::uint64_t vote_key(std::uint32_t candidate, CandidateTable::Field field, TextId text) {
  return std::uint64_t{candidate} << 32 | std::uint64_t{static_cast<std::uint8_t>(field)} << 29 | static_cast<std::uint32_t>(text);
}

}  // namespace

CandidateTable::CandidateTable(TextTable& texts, const Decisions& decisions) : texts_(texts) {
  for (const Decision& decision : decisions.list) {
    if (decision.kind == Decision::Kind::split) splits_.push_back(&decision);
  }
}

TextId CandidateTable::text(const ClaimsView& claims, std::uint32_t local) {
  std::uint32_t& number = local_texts_[local];
  if (number == none) number = static_cast<std::uint32_t>(texts_.id(claims[local]));
  return TextId{number};
}

void CandidateTable::count(std::uint32_t candidate, Field field, TextId text, std::uint32_t times) {
  counted_.emplace_back(vote_key(candidate, field, text), times);
}

void CandidateTable::take_counts() {
  for (const auto& [key, times] : counted_) counts_.prefetch(key);
  for (const auto& [key, times] : counted_) counts_[key] += times;
  counted_.clear();
}

/// Numbers all texts of entities together, which is faster than one by one.
void CandidateTable::number_texts(const ClaimsView& claims) {
  local_texts_.assign(claims.strings.size(), none);
  locals_.clear();
  given_.clear();
  const auto give = [&](std::uint32_t local) {
    if (local_texts_[local] != none) return;
    local_texts_[local] = static_cast<std::uint32_t>(locals_.size());
    locals_.push_back(local);
    given_.push_back(claims[local]);
  };
  for (const EntityView& entity : claims.entities) {
    for (const std::uint32_t local : {entity.key, entity.name, entity.kind, entity.country}) give(local);
    for (const std::uint32_t alias : claims.aliases_of(entity)) give(alias);
  }
  texts_.ids(given_, numbers_);
  for (std::size_t i = 0; i < locals_.size(); ++i) local_texts_[locals_[i]] = numbers_[i];
}

std::uint32_t CandidateTable::of_key(TextId key, const EntityView& entity, TextId name) {
  const auto at = static_cast<std::uint32_t>(key);
  if (at >= of_key_.size()) of_key_.resize(std::max<std::size_t>(at + std::size_t{1}, of_key_.size() * 2));
  if (of_key_[at] == 0) {
    const TextId folded = texts_.folded(name);
    candidates_.push_back({key, entity.label, folded});
    of_key_[at] = static_cast<std::uint32_t>(candidates_.size());
  }
  return of_key_[at] - 1;
}

bool CandidateTable::is_split(const Decision& decision, std::string_view key, TextId name, const ClaimsView& claims, const EntityView& entity) {
  const std::string& wanted = decision.names.front();
  const TextId folded = texts_.folded(texts_.id(wanted));
  if (key == wanted || texts_.folded(name) == folded) return true;
  const auto aliases = claims.aliases_of(entity);
  return std::any_of(aliases.begin(), aliases.end(), [&](std::uint32_t alias) { return texts_.folded(text(claims, alias)) == folded; });
}

std::uint32_t CandidateTable::find(const DocumentId& document, const ClaimsView& claims, const EntityView& entity) {
  const TextId name = text(claims, entity.name);
  if (const std::string_view key = claims[entity.key]; !key.empty() && !is_reserved(key)) return of_key(text(claims, entity.key), entity, name);
  static const std::array<std::string, 5> prefixes = [] {
    std::array<std::string, 5> all;
    for (std::uint8_t i = 0; i < all.size(); ++i) all[i] = to_lower(name_of(static_cast<EntityLabel>(i))) + ":";
    return all;
  }();
  const auto full_key = [&] {
    const TextId folded = texts_.folded(name);
    return prefixes[static_cast<std::uint8_t>(entity.label)] + std::string(texts_[folded]);
  };
  for (const Decision* decision : splits_) {
    if (decision->document != document.hex()) continue;
    if (const std::string key = full_key(); is_split(*decision, key, name, claims, entity)) {
      return of_key(texts_.id(key + "#" + decision->document.substr(0, 8)), entity, name);
    }
  }
  std::uint32_t& known = of_name_[std::uint64_t{static_cast<std::uint8_t>(entity.label)} << 32 | static_cast<std::uint32_t>(name)];
  if (known == 0) known = of_key(texts_.id(full_key()), entity, name) + 1;
  return known - 1;
}

std::span<const std::uint32_t> CandidateTable::add(const DocumentId& document, const ClaimsView& claims) {
  number_texts(claims);
  found_.clear();
  for (const EntityView& entity : claims.entities) {
    const std::uint32_t candidate = find(document, claims, entity);
    found_.push_back(candidate);
    count(candidate, Field::name, text(claims, entity.name), std::max(1U, entity.mention_count));
    for (const std::uint32_t alias : claims.aliases_of(entity)) count(candidate, Field::alias, text(claims, alias));
    if (!claims[entity.kind].empty()) count(candidate, Field::kind, text(claims, entity.kind));
    if (!claims[entity.country].empty()) count(candidate, Field::country, text(claims, entity.country));
  }
  add_offices(claims);
  take_counts();
  if (texts_.size() >= most_texts) throw Error("more than five hundred million names");
  return found_;
}

void CandidateTable::add_offices(const ClaimsView& claims) {
  for (const ClaimView& claim : claims.claims) {
    if (claim.kind != ClaimKind::office) continue;
    const auto first = [&](Role role) -> std::int64_t {
      for (const ArgumentView& argument : claims.arguments_of(claim)) {
        if (argument.known_role == role && argument.entity != no_entity) return static_cast<std::int64_t>(argument.entity);
      }
      return -1;
    };
    const std::int64_t holder = first(Role::holder), body = first(Role::organization);
    if (holder < 0 || body < 0) continue;
    const std::uint32_t person = found_[static_cast<std::size_t>(holder)];
    const TextId of = candidates_[found_[static_cast<std::size_t>(body)]].key;
    const TextId title = texts_.folded(text(claims, claim.type));
    std::string office(texts_[title]);
    office += '@';
    office += texts_[of];
    count(person, Field::office, texts_.id(office));
    count(person, Field::body, of);
  }
}

void CandidateTable::finish() {
  std::vector<SortPlace> rows;  // key and number
  rows.reserve(counts_.size());
  counts_.for_each([&](std::uint64_t key, std::uint32_t times) { rows.push_back({key, times}); });
  counts_ = {};
  of_name_ = {};
  of_key_ = {};
  sort_by_prefix(rows);
  begins_.assign(candidates_.size() * field_count + 1, 0);
  votes_.reserve(rows.size());
  for (const SortPlace& row : rows) {
    const std::uint64_t part = (row.prefix >> 32) * field_count + (row.prefix >> 29 & 7);
    ++begins_[part + 1];
    votes_.push_back({TextId{static_cast<std::uint32_t>(row.prefix & (most_texts - 1))}, row.item});
  }
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
}

std::span<const CandidateTable::Vote> CandidateTable::votes(std::uint32_t candidate, Field field) const {
  const std::size_t part = candidate * field_count + static_cast<std::uint8_t>(field);
  return std::span(votes_).subspan(begins_[part], begins_[part + 1] - begins_[part]);
}

TextId CandidateTable::most(std::span<const Vote> votes) const {
  TextId best = empty_text;
  std::uint32_t count = 0;
  for (const Vote& vote : votes) {
    if (vote.count > count || (vote.count == count && texts_.before(vote.text, best))) {
      best = vote.text;
      count = vote.count;
    }
  }
  return best;
}

}  // namespace kg::graph
