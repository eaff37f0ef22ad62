#include "graph/resolve_events.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace kg::graph {

namespace {

bool takes_part(std::string_view role) {
  return role == "participant" || role == "host" || role == "visitor" || role == "mediator" || role == "actor" ||
         role == "recipient";
}

bool happened(Status status) { return status == Status::held || status == Status::asserted; }

/// A report with what joining looks at.
struct Report {
  MeetingReport report;
  const Claim* claim = nullptr;
  std::vector<std::int32_t> places;
  Date published;
};

class Grouper {
 public:
  Grouper(const EntityNodes& entities, std::span<const DocumentFacts> documents)
      : entities_(entities), documents_(documents) {}

  /// Reports of one document first (they speak of the same few meetings), then documents together,
  /// each report joining the group that it fits best or opening one. Dated reports go first: an
  /// undated one can then join the only meeting that it may mean.
  std::vector<MeetingGroup> run(std::vector<Report> reports) {
    std::stable_sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) { return order(a) < order(b); });
    std::vector<Group> groups;
    std::map<std::int32_t, std::vector<std::size_t>> by_participant;
    for (const Report& report : reports) {
      std::set<std::size_t> near;
      for (const std::int32_t who : report.report.participants) {
        const auto found = by_participant.find(who);
        if (found == by_participant.end()) continue;
        // The latest ones are enough: a pair with hundreds of undated meetings must not cost their square.
        const auto& all = found->second;
        near.insert(all.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(all.size(), 64)), all.end());
      }
      std::size_t best = groups.size();
      int best_fit = 0;
      for (const std::size_t candidate : near) {
        const int how = fit(groups[candidate], report);
        if (how > best_fit) {
          best = candidate;
          best_fit = how;
        }
      }
      if (best == groups.size()) groups.emplace_back();
      for (const std::int32_t who : add(groups[best], report)) by_participant[who].push_back(best);
    }
    std::vector<MeetingGroup> result;
    for (Group& group : groups) result.push_back(finish(std::move(group)));
    return result;
  }

 private:
  struct Group {
    MeetingGroup meeting;
    std::set<std::int32_t> participants;
    std::set<std::int32_t> places;
    std::set<std::uint32_t> documents;
    bool held = false;
    Date published;
    std::map<std::string, std::uint32_t> kinds;
  };

  static std::tuple<bool, int, bool, std::uint32_t, std::uint32_t> order(const Report& report) {
    return {report.claim->times > 1, -static_cast<int>(report.claim->when.date.unit()), report.places.empty(),
            report.report.document, report.report.claim};
  }

  /// A city lies in its state; a venue in its city is not known, so it may lie anywhere in its state.
  bool places_agree(const std::set<std::int32_t>& group, const std::vector<std::int32_t>& report) const {
    if (group.empty() || report.empty()) return true;
    for (const std::int32_t a : group) {
      for (const std::int32_t b : report) {
        if (a == b) return true;
        const EntityNode& left = node(a);
        const EntityNode& right = node(b);
        if (left.country == right.key || right.country == left.key) return true;
        const bool venue = left.kind == "venue" || right.kind == "venue" || left.label == EntityLabel::organization ||
                           right.label == EntityLabel::organization;
        const bool same_state = left.country.empty() || right.country.empty() || left.country == right.country;
        if (venue && left.kind != right.kind && same_state) return true;
      }
    }
    return false;
  }

  const EntityNode& node(std::int32_t at) const { return entities_.nodes[static_cast<std::size_t>(at)]; }

  /// 0: another meeting; more is better.
  int fit(const Group& group, const Report& report) const {
    const Claim& claim = *report.claim;
    if (claim.times > 1 || group.meeting.times > 1) return 0;
    const bool inside = std::all_of(report.report.participants.begin(), report.report.participants.end(),
                                    [&](std::int32_t who) { return group.participants.contains(who); });
    const std::set<std::int32_t> own(report.report.participants.begin(), report.report.participants.end());
    const bool around = std::all_of(group.participants.begin(), group.participants.end(),
                                    [&](std::int32_t who) { return own.contains(who); });
    if (!inside && !around) return 0;
    const Date theirs = group.meeting.date, ours = claim.when.date;
    if (theirs && ours && !theirs.agrees_with(ours)) return 0;
    if (!places_agree(group.places, report.places)) return 0;
    const bool same_document = group.documents.contains(report.report.document);
    const bool same_mood = group.held == happened(claim.status);
    const bool same_day = theirs.unit() == DateUnit::day && theirs == ours;
    if (!same_mood) {
      // "They will meet on Monday", and a later article: "they met on Monday".
      const bool off = claim.status == Status::cancelled || claim.status == Status::denied ||
                       group.meeting.status == Status::cancelled || group.meeting.status == Status::denied;
      if (off || !same_day) return 0;
    } else if (!happened(claim.status) && claim.status != group.meeting.status) {
      const bool both_open = claim.status != Status::cancelled && claim.status != Status::denied &&
                             group.meeting.status != Status::cancelled && group.meeting.status != Status::denied;
      if (!both_open && !same_day && !same_document) return 0;
    }
    const bool same_place = !group.places.empty() && !report.places.empty();
    const bool call = (claim.type == "call") != (group.meeting.kind == "call");
    if (call && !same_day) return 0;
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

  /// Returns who is new to the group.
  static std::vector<std::int32_t> add(Group& group, const Report& report) {
    const Claim& claim = *report.claim;
    if (!group.meeting.reports.empty()) {
      std::string reason = "same participants";
      if (group.meeting.date && claim.when.date) reason += ", date";
      if (!group.places.empty() && !report.places.empty()) reason += ", place";
      if (reason == "same participants") reason += " in one document, nothing speaks against it";
      if (group.meeting.reason.empty() || reason.size() < group.meeting.reason.size()) group.meeting.reason = reason;
    } else {
      group.held = happened(claim.status);
      group.meeting.status = group.held ? Status::held : claim.status;
      group.meeting.times = std::max<std::uint32_t>(1, claim.times);
      group.published = report.published;
    }
    group.meeting.reports.push_back(report.report);
    std::vector<std::int32_t> fresh;
    for (const std::int32_t who : report.report.participants) {
      if (group.participants.insert(who).second) fresh.push_back(who);
    }
    group.places.insert(report.places.begin(), report.places.end());
    group.documents.insert(report.report.document);
    if (claim.when.date.unit() > group.meeting.date.unit()) group.meeting.date = claim.when.date;
    if (happened(claim.status)) {
      group.held = true;
      group.meeting.status = Status::held;
    } else if (claim.status == Status::cancelled && !group.held) {
      group.meeting.status = Status::cancelled;
    } else if (claim.status == Status::planned && group.meeting.status == Status::proposed) {
      group.meeting.status = Status::planned;
    }
    ++group.kinds[claim.type.empty() ? "meeting" : claim.type];
    group.meeting.kind = kind_of(group.kinds);
    return fresh;
  }

  /// The most telling word that a report used: "meeting" says least.
  static std::string kind_of(const std::map<std::string, std::uint32_t>& kinds) {
    std::string best = "meeting";
    std::uint32_t count = 0;
    for (const auto& [kind, votes] : kinds) {
      if (kind != "meeting" && votes > count) {
        best = kind;
        count = votes;
      }
    }
    return best;
  }

  MeetingGroup finish(Group group) const {
    MeetingGroup meeting = std::move(group.meeting);
    std::sort(meeting.reports.begin(), meeting.reports.end(), [](const MeetingReport& a, const MeetingReport& b) {
      return std::tie(a.document, a.claim) < std::tie(b.document, b.claim);
    });
    meeting.participants.assign(group.participants.begin(), group.participants.end());
    meeting.places.assign(group.places.begin(), group.places.end());
    if (meeting.reports.size() == 1) meeting.reason.clear();
    return meeting;
  }

  const EntityNodes& entities_;
  std::span<const DocumentFacts> documents_;
};

}  // namespace

std::vector<MeetingGroup> group_meetings(std::span<const DocumentFacts> documents, const EntityNodes& entities,
                                         const std::vector<std::vector<bool>>& rejected) {
  std::vector<Report> reports;
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    const DocumentClaims& claims = *documents[d].claims;
    for (std::uint32_t c = 0; c < claims.claims.size(); ++c) {
      const Claim& claim = claims.claims[c];
      if (claim.kind != ClaimKind::meeting || rejected[d][c]) continue;
      Report report{.report = {d, c, {}}, .claim = &claim, .places = {}, .published = documents[d].document.published};
      std::set<std::int32_t> who, where;
      for (const Argument& argument : claim.arguments) {
        if (argument.entity == no_entity) continue;
        const std::int32_t at = entities.of[d][static_cast<std::size_t>(argument.entity)];
        if (takes_part(argument.role)) who.insert(at);
        if (argument.role == "place") where.insert(at);
      }
      if (who.size() < 2) continue;
      report.report.participants.assign(who.begin(), who.end());
      report.places.assign(where.begin(), where.end());
      reports.push_back(std::move(report));
    }
  }
  return Grouper(entities, documents).run(std::move(reports));
}

}  // namespace kg::graph
