#include "graph/told_edges.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>
#include <tuple>

#include "base/error.hpp"
#include "graph/byte_codec.hpp"

namespace kg::graph {

namespace {

bool are_one(const ToldEdge& a, const ToldEdge& b) {
  return a.source == b.source && a.type == b.type && a.target == b.target && a.discriminator == b.discriminator;
}

ToldEdge edge_of(const ToldMentions& mentions, std::uint32_t type) {
  return {.source = mentions.source, .type = type, .target = mentions.target, .discriminator = Discriminators::none,
          .document = mentions.document, .sentence = mentions.first, .words = mentions.first, .claim = ToldEdge::no_claim, .confidence = 0,
          .detail = mentions.count, .is_report = false, .has_evidence = mentions.count > 0};
}

std::string_view role_name(Role role) {
  switch (role) {
    case Role::actor: return "actor";
    case Role::recipient: return "recipient";
    case Role::host: return "host";
    case Role::visitor: return "visitor";
    case Role::mediator: return "mediator";
    default: return "participant";
  }
}

/// Makes one edge of the rows that tell it.
class EdgeWriter {
 public:
  EdgeWriter(EdgeColumns& columns, const std::vector<MeetingGroup>& meetings, const TextTable& texts, const ontology::Ontology& ontology)
      : columns_(columns), record_(columns.tables()), meetings_(meetings), texts_(texts), ontology_(ontology) {}

  void write(std::span<const ToldEdge> rows, std::string_view type, std::uint32_t type_number) {
    gather(rows);
    const ToldEdge& first = rows.front();
    if (type == "MENTIONS") {
      record_.integer(Key::count, first.detail);
    } else if (type == "MET") {
      met(rows);
    } else if (type == "PARTICIPATED_IN") {
      confidence();
      reports();
      record_.text(Key::role, role_name(role(rows)));
    } else if (type == "SAID") {
      confidence();
      record_.dates(unpack_date(first.date));
      reports();
      record_.text(Key::status, name_of(first.status));
    } else if (type == "HOLDS_OFFICE") {
      office(first);
    } else if (const ontology::EventType* event = ontology_.event(type)) {
      this->event(first, *event);
    } else {
      confidence();
      reports();
    }
    columns_.edge(first.source, type_number, first.target, record_.finish(evidence_));
  }

 private:
  void gather(std::span<const ToldEdge> rows) {
    evidence_.clear();
    documents_.clear();
    confidence_ = 0;
    for (const ToldEdge& row : rows) {
      if (row.has_evidence) {
        evidence_.push_back({DocumentIndex{row.document}, row.sentence, row.words,
                             row.claim == ToldEdge::no_claim ? std::nullopt : std::optional(row.claim)});
      }
      if (!row.is_report) continue;
      documents_.push_back(row.document);
      confidence_ = std::max<double>(confidence_, row.confidence);
    }
    if (rows.size() == 1) return;
    std::sort(evidence_.begin(), evidence_.end());
    evidence_.erase(std::unique(evidence_.begin(), evidence_.end()), evidence_.end());
    std::sort(documents_.begin(), documents_.end());
    documents_.erase(std::unique(documents_.begin(), documents_.end()), documents_.end());
  }
  void reports() {
    if (!documents_.empty()) record_.integer(Key::reports, std::ssize(documents_));
  }
  void confidence() {
    if (confidence_ > 0) record_.number(Key::confidence, std::round(confidence_ * 1000) / 1000);
  }

  /// The last role that says more than "participant".
  static Role role(std::span<const ToldEdge> rows) {
    Role role = Role::participant;
    for (const ToldEdge& row : rows) {
      const auto told = static_cast<Role>(row.detail);
      if (told != Role::participant) role = told;
    }
    return role;
  }

  void met(std::span<const ToldEdge> rows) {
    std::int64_t held = 0, times = 0;  // meetings told one by one; the largest number that one report gives
    Date first, last;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i > 0 && rows[i].detail == rows[i - 1].detail) continue;
      const MeetingGroup& meeting = meetings_[rows[i].detail];
      if (meeting.times > 1) times = std::max<std::int64_t>(times, meeting.times);
      else ++held;
      if (!meeting.date) continue;
      // Of "2022" and "January 2022", which begin on one day, the finer one says more.
      const auto begins = [](Date date) { return std::pair(date.first_day(), date.last_day()); };
      const auto ends = [](Date date) { return std::pair(date.last_day(), date.first_day()); };
      if (!first || begins(meeting.date) < begins(first)) first = meeting.date;
      if (!last || ends(meeting.date) > ends(last)) last = meeting.date;
    }
    record_.text(Key::first, first.iso());
    record_.text(Key::last, last.iso());
    reports();
    record_.integer(Key::times, std::max(held, times));
  }

  void office(const ToldEdge& told) {
    const std::string_view mode = texts_[TextId{told.more}];
    const bool former = mode == "former";
    const std::string date = unpack_date(told.date).iso();
    confidence();
    record_.flag(Key::former, former);
    if (!former) {
      record_.text(Key::from, date);
      record_.text(Key::mode, mode);
    }
    reports();
    record_.text(Key::title, texts_[TextId{told.detail}]);
    if (former) record_.text(Key::to, date);
  }

  void event(const ToldEdge& told, const ontology::EventType& type) {
    confidence();
    record_.dates(unpack_date(told.date));
    record_.flag(Key::event, true);
    record_.text(Key::mode, texts_[TextId{told.detail}]);
    record_.text(Key::polarity, told.status == Status::denied ? "negative" : "positive");
    record_.text(Key::quad, type.quad);
    reports();
    record_.number(Key::score, type.score);
    record_.text(Key::status, name_of(told.status));
    record_.text(Key::text, texts_[TextId{told.more}]);
  }

  EdgeColumns& columns_;
  RecordEncoder record_;
  const std::vector<MeetingGroup>& meetings_;
  const TextTable& texts_;
  const ontology::Ontology& ontology_;
  std::vector<Evidence> evidence_;
  std::vector<std::uint32_t> documents_;
  double confidence_ = 0;
};

}  // namespace

EdgeTypes::EdgeTypes(const ontology::Ontology& ontology)
    : names_{"ABOUT", "CAPITAL_OF", "HELD_AT", "HOLDS_OFFICE", "LOCATED_IN", "MEMBER_OF", "MENTIONS", "MET", "PARTICIPATED_IN", "SAID"} {
  for (const ontology::EventType& event : ontology.events) names_.push_back(event.name);
  std::sort(names_.begin(), names_.end());
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
}

std::uint32_t EdgeTypes::id(std::string_view name) const {
  return static_cast<std::uint32_t>(std::lower_bound(names_.begin(), names_.end(), name) - names_.begin());
}

void Discriminators::finish() {
  std::vector<std::uint32_t> order(pool_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return pool_[a] < pool_[b]; });
  rank_.resize(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) rank_[order[i]] = i;
}

void ToldEdges::add_mentions(const std::vector<ToldMentions>& mentions) {
  if (mentions.empty()) return;
  used_[types_.id("MENTIONS")] = true;
  mentions_.add_all(mentions);
}

void ToldEdges::add_topics(const std::vector<ToldEdge>& topics) {
  if (topics.empty()) return;
  used_[topics.front().type] = true;
  topics_.add_all(topics);
}

std::vector<std::string> ToldEdges::used_types() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < used_.size(); ++i) {
    if (used_[i]) names.push_back(types_.names()[i]);
  }
  return names;
}

void ToldEdges::write(EdgeColumns& columns, const std::vector<MeetingGroup>& meetings, const TextTable& texts, const ontology::Ontology& ontology) {
  std::vector<std::uint32_t> number(used_.size());
  for (std::size_t i = 0, next = 0; i < used_.size(); ++i) {
    if (used_[i]) number[i] = static_cast<std::uint32_t>(next++);
  }
  EdgeWriter writer(columns, meetings, texts, ontology);
  const std::uint32_t mentions_type = types_.id("MENTIONS");
  SpoolReader mentions(mentions_), topics(topics_);
  rows_.sort();
  // Three lists in order, merged.
  using Next = std::function<std::optional<ToldEdge>()>;
  const std::array<Next, 3> next = {
      [&] {
        const auto row = rows_.next();
        return row ? std::optional(*row->row) : std::nullopt;
      },
      [&] { return mentions.at_end() ? std::nullopt : std::optional(edge_of(mentions.take<ToldMentions>(), mentions_type)); },
      [&] { return topics.at_end() ? std::nullopt : std::optional(topics.take<ToldEdge>()); },
  };
  std::array<std::optional<ToldEdge>, next.size()> heads;
  for (std::size_t i = 0; i < next.size(); ++i) heads[i] = next[i]();
  std::vector<ToldEdge> same;
  const auto write_same = [&] {
    if (same.empty()) return;
    const std::uint32_t type = same.front().type;
    writer.write(same, types_.names()[type], number[type]);
    same.clear();
  };
  const auto is_before = [](const std::optional<ToldEdge>& a, const std::optional<ToldEdge>& b) {
    return a && (!b || std::tie(a->source, a->type) < std::tie(b->source, b->type));
  };
  for (;;) {
    std::size_t least = 0;
    for (std::size_t i = 1; i < heads.size(); ++i) {
      if (is_before(heads[i], heads[least])) least = i;
    }
    if (!heads[least]) break;
    if (!same.empty() && !are_one(same.front(), *heads[least])) write_same();
    same.push_back(*heads[least]);
    heads[least] = next[least]();
  }
  write_same();
}

}  // namespace kg::graph
