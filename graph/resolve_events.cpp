#include "graph/resolve_events.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace kg::graph {

namespace {

bool takes_part(Role role) { return role <= Role::mediator; }
static_assert(Role::actor < Role::mediator && Role::mediator < Role::place);

bool happened(Status status) { return status == Status::held || status == Status::asserted; }

bool insert_sorted(std::vector<std::uint32_t>& sorted, std::uint32_t value) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), value);
  if (at != sorted.end() && *at == value) return false;
  sorted.insert(at, value);
  return true;
}

class Grouper {
 public:
  Grouper(const MeetingReports& reports, const EntityNodes& entities, TextTable& texts)
      : reports_(reports), entities_(entities), texts_(texts), by_participant_(entities.nodes.size()) {}

  /// Reports of one document first (they speak of the same few meetings), then documents together,
  /// each report joining the group that it fits best or opening one. Dated reports go first: an
  /// undated one can then join the only meeting that it may mean.
  std::vector<MeetingGroup> run() {
    std::vector<std::uint32_t> order(reports_.all().size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return rank(reports_.all()[a]) < rank(reports_.all()[b]); });
    for (const std::uint32_t at : order) place(at);
    std::vector<MeetingGroup> result;
    result.reserve(groups_.size());
    for (Group& group : groups_) result.push_back(finish(group));
    return result;
  }

 private:
  struct Group {
    MeetingGroup meeting;  ///< its kind is made at the end
    std::vector<std::uint32_t> documents;
    bool held = false;
    bool call = false;     ///< "call" is the kind so far
    Date published;
    std::vector<std::pair<TextId, std::uint32_t>> kinds;
  };

  void place(std::uint32_t at) {
    const MeetingReport& report = reports_.all()[at];
    near_.clear();
    for (const std::uint32_t who : reports_.participants(report)) {
      // The latest ones are enough: a pair with hundreds of undated meetings must not cost their square.
      const auto& all = by_participant_[who];
      near_.insert(near_.end(), all.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(all.size(), 64)), all.end());
    }
    std::sort(near_.begin(), near_.end());
    near_.erase(std::unique(near_.begin(), near_.end()), near_.end());
    auto best = static_cast<std::uint32_t>(groups_.size());
    int best_fit = 0;
    for (const std::uint32_t candidate : near_) {
      const int how = fit(groups_[candidate], report);
      if (how > best_fit) {
        best = candidate;
        best_fit = how;
      }
    }
    if (best == groups_.size()) groups_.emplace_back();
    add(groups_[best], report, at, best);
  }

  /// Reports are in the order of (document, claim) already.
  static std::tuple<bool, int, bool> rank(const MeetingReport& report) {
    return {report.times > 1, -static_cast<int>(report.date.unit()), report.place_count == 0};
  }

  /// A city lies in its state; a venue in its city is not known, so it may lie anywhere in its state.
  bool places_agree(std::span<const std::uint32_t> group, std::span<const std::uint32_t> report) const {
    if (group.empty() || report.empty()) return true;
    for (const std::uint32_t a : group) {
      for (const std::uint32_t b : report) {
        if (a == b) return true;
        const EntityNode& left = node(a);
        const EntityNode& right = node(b);
        if (left.country == right.key || right.country == left.key) return true;
        const bool venue = left.kind == venue_ || right.kind == venue_ || left.label == EntityLabel::organization ||
                           right.label == EntityLabel::organization;
        const bool same_state = left.country == empty_text || right.country == empty_text || left.country == right.country;
        if (venue && left.kind != right.kind && same_state) return true;
      }
    }
    return false;
  }

  const EntityNode& node(std::uint32_t at) const { return entities_.nodes[at]; }

  /// 0: another meeting; more is better.
  int fit(const Group& group, const MeetingReport& report) const {
    if (report.times > 1 || group.meeting.times > 1) return 0;
    const Date theirs = group.meeting.date, ours = report.date;
    if (theirs && ours && !theirs.agrees_with(ours)) return 0;
    const auto own = reports_.participants(report);
    const std::vector<std::uint32_t>& members = group.meeting.participants;
    const bool inside = std::includes(members.begin(), members.end(), own.begin(), own.end());
    const bool around = std::includes(own.begin(), own.end(), members.begin(), members.end());
    if (!inside && !around) return 0;
    const auto places = reports_.places(report);
    if (!places_agree(group.meeting.places, places)) return 0;
    const bool same_document = std::binary_search(group.documents.begin(), group.documents.end(), report.document);
    const bool same_mood = group.held == happened(report.status);
    const bool same_day = theirs.unit() == DateUnit::day && theirs == ours;
    if (!same_mood) {
      // "They will meet on Monday", and a later article: "they met on Monday".
      const bool off = report.status == Status::cancelled || report.status == Status::denied ||
                       group.meeting.status == Status::cancelled || group.meeting.status == Status::denied;
      if (off || !same_day) return 0;
    } else if (!happened(report.status) && report.status != group.meeting.status) {
      const bool both_open = report.status != Status::cancelled && report.status != Status::denied &&
                             group.meeting.status != Status::cancelled && group.meeting.status != Status::denied;
      if (!both_open && !same_day && !same_document) return 0;
    }
    const bool same_place = !group.meeting.places.empty() && !places.empty();
    if ((report.type == call_) != group.call && !same_day) return 0;
    if (same_document) {
      return 10 + (theirs && ours ? 4 : 0) + (same_place ? 2 : 0) + (inside && around ? 2 : 0);
    }
    // Other documents must agree on more than on who met.
    if (theirs && ours && theirs.unit() >= DateUnit::month && ours.unit() >= DateUnit::month) {
      if (theirs.unit() == DateUnit::day && ours.unit() == DateUnit::day) return 8;
      return same_place ? 6 : 0;
    }
    if (!theirs && !ours && inside && around && same_place && close(group.published, report.published)) return 3;
    return 0;
  }

  static bool close(Date a, Date b) {
    if (a.unit() != DateUnit::day || b.unit() != DateUnit::day) return false;
    const auto days = a.first_sys_day() - b.first_sys_day();
    return days >= std::chrono::days(-3) && days <= std::chrono::days(3);
  }

  void add(Group& group, const MeetingReport& report, std::uint32_t at, std::uint32_t number) {
    const auto places = reports_.places(report);
    if (!group.meeting.reports.empty()) {
      std::string reason = "same participants";
      if (group.meeting.date && report.date) reason += ", date";
      if (!group.meeting.places.empty() && !places.empty()) reason += ", place";
      if (reason == "same participants") reason += " in one document, nothing speaks against it";
      if (group.meeting.reason.empty() || reason.size() < group.meeting.reason.size()) group.meeting.reason = reason;
    } else {
      group.held = happened(report.status);
      group.meeting.status = group.held ? Status::held : report.status;
      group.meeting.times = std::max<std::uint32_t>(1, report.times);
      group.published = report.published;
    }
    group.meeting.reports.push_back(at);
    for (const std::uint32_t who : reports_.participants(report)) {
      if (insert_sorted(group.meeting.participants, who)) by_participant_[who].push_back(number);
    }
    for (const std::uint32_t place : places) insert_sorted(group.meeting.places, place);
    insert_sorted(group.documents, report.document);
    if (report.date.unit() > group.meeting.date.unit()) group.meeting.date = report.date;
    if (happened(report.status)) {
      group.held = true;
      group.meeting.status = Status::held;
    } else if (report.status == Status::cancelled && !group.held) {
      group.meeting.status = Status::cancelled;
    } else if (report.status == Status::planned && group.meeting.status == Status::proposed) {
      group.meeting.status = Status::planned;
    }
    const TextId type = report.type == empty_text ? meeting_ : report.type;
    const auto known = std::find_if(group.kinds.begin(), group.kinds.end(), [&](const auto& kind) { return kind.first == type; });
    if (known == group.kinds.end()) group.kinds.emplace_back(type, 1);
    else ++known->second;
    group.call = kind_of(group) == call_;
  }

  /// The most telling word that a report used: "meeting" says least.
  TextId kind_of(const Group& group) const {
    TextId best = meeting_;
    std::uint32_t count = 0;
    for (const auto& [kind, votes] : group.kinds) {
      if (kind == meeting_) continue;
      if (votes > count || (votes == count && texts_.before(kind, best))) {
        best = kind;
        count = votes;
      }
    }
    return best;
  }

  MeetingGroup finish(Group& group) const {
    MeetingGroup meeting = std::move(group.meeting);
    meeting.kind = kind_of(group);
    std::sort(meeting.reports.begin(), meeting.reports.end());
    if (meeting.reports.size() == 1) meeting.reason.clear();
    return meeting;
  }

  const MeetingReports& reports_;
  const EntityNodes& entities_;
  TextTable& texts_;
  const TextId meeting_ = texts_.id("meeting"), call_ = texts_.id("call"), venue_ = texts_.id("venue");
  std::vector<Group> groups_;
  std::vector<std::vector<std::uint32_t>> by_participant_;  ///< groups of an entity, in the order of joining
  std::vector<std::uint32_t> near_;
};

}  // namespace

void MeetingReports::add(std::uint32_t document, Date published, const ClaimsView& claims, std::uint32_t claim_index,
                         std::span<const std::uint32_t> candidates, TextTable& texts) {
  const ClaimView& claim = claims.claims[claim_index];
  const auto first = static_cast<std::uint32_t>(who_.size());
  const auto take = [&](auto&& wanted) {
    const std::size_t begin = who_.size();
    for (const ArgumentView& argument : claims.arguments_of(claim)) {
      if (argument.entity != no_entity && wanted(argument.known_role)) who_.push_back(candidates[static_cast<std::uint32_t>(argument.entity)]);
    }
    return static_cast<std::uint32_t>(who_.size() - begin);
  };
  const std::uint32_t participants = take(takes_part);
  if (participants < 2) {
    who_.resize(first);
    return;
  }
  const std::uint32_t places = take([](Role role) { return role == Role::place; });
  reports_.push_back({document, claim_index, first, participants, first + participants, places, claim.date, published, claim.status,
                      claim.times, claim.confidence, texts.id(claims[claim.type]), texts.id(claims[claim.phrase]), claim.sentence, claim.words});
}

void MeetingReports::resolve_to_nodes(const EntityNodes& entities) {
  const auto settle = [&](std::uint32_t first, std::uint32_t& count) {
    const auto begin = who_.begin() + first, end = begin + count;
    for (auto at = begin; at != end; ++at) *at = entities.of_candidate[*at];
    std::sort(begin, end);
    count = static_cast<std::uint32_t>(std::unique(begin, end) - begin);
  };
  for (MeetingReport& report : reports_) {
    settle(report.first_participant, report.participant_count);
    settle(report.first_place, report.place_count);
  }
  std::erase_if(reports_, [](const MeetingReport& report) { return report.participant_count < 2; });
}

std::vector<MeetingGroup> group_meetings(const MeetingReports& reports, const EntityNodes& entities, TextTable& texts) {
  return Grouper(reports, entities, texts).run();
}

}  // namespace kg::graph
