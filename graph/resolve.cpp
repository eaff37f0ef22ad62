#include "graph/resolve.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "base/utf8.hpp"
#include "graph/document_rows.hpp"
#include "graph/node_order.hpp"
#include "graph/record_encoder.hpp"
#include "graph/resolve_entities.hpp"
#include "graph/resolve_events.hpp"
#include "graph/told_edges.hpp"

namespace kg::graph {

namespace {

/// An entity's mention: the evidence of its node.
struct ToldMention {
  std::uint32_t entity, document;
  ByteSpan where;
};
struct ByEntity {
  static constexpr bool prefix_decides = false;
  static std::uint64_t prefix(const ToldMention& m, std::string_view) { return std::uint64_t{m.entity} << 32 | m.document; }
  static bool less(const ToldMention& a, std::string_view, const ToldMention& b, std::string_view) {
    return std::tie(a.entity, a.document, a.where) < std::tie(b.entity, b.document, b.where);
  }
};

std::string event_discriminator(const ClaimsView& claims, const ClaimView& claim) {
  std::string text(name_of(claim.status));
  text += '|';
  text += claims[claim.mode];
  text += '|';
  return text += claim.date.iso();
}

void write_review(std::vector<UncertainPair> uncertain, std::vector<MergeReason> reasons, Spool& to) {
  std::sort(uncertain.begin(), uncertain.end(), [](const UncertainPair& a, const UncertainPair& b) {
    return std::tuple(-a.score, std::tie(a.first, a.second)) < std::tuple(-b.score, std::tie(b.first, b.second));
  });
  std::sort(reasons.begin(), reasons.end(),
            [](const MergeReason& a, const MergeReason& b) { return std::tie(a.key, a.reason) < std::tie(b.key, b.reason); });
  std::string bytes;
  ByteWriter out(bytes);
  const auto flush = [&] {
    to.append(bytes);
    bytes.clear();
  };
  out.varint(uncertain.size());
  for (const UncertainPair& pair : uncertain) {
    out.string(pair.first);
    out.string(pair.second);
    out.fixed(pair.score);
    out.string(pair.reason);
    flush();
  }
  out.varint(reasons.size());
  for (const MergeReason& reason : reasons) {
    out.string(reason.key);
    out.string(reason.reason);
    flush();
  }
  flush();
}

/// At most 80 bytes, cut between words.
std::string shortened(std::string_view text) {
  constexpr std::size_t most = 80;
  if (text.size() <= most) return std::string(text);
  std::size_t cut = text.rfind(' ', most);
  if (cut == std::string_view::npos || cut < most / 2) cut = next_code_point_start(text, most);
  return std::string(text.substr(0, cut)) + " …";
}

class Resolver {
 public:
  Resolver(SectionsToWrite& sections, const Decisions& decisions, const ontology::Ontology& ontology, const Workspace& workspace)
      : sections_(sections),
        decisions_(decisions),
        ontology_(ontology),
        workspace_(workspace),
        types_(ontology),
        candidates_(texts_, decisions),
        locals_(workspace, workspace.share(128)),
        statements_(workspace, workspace.share(40)),
        mentions_(workspace, workspace.share(12)),
        edges_(workspace, types_) {}

  void run() {
    collect();
    candidates_.finish();
    entities_ = resolve_entities(candidates_, decisions_, ontology_);
    group();
    order_.emplace(entities_, texts_, static_cast<std::uint32_t>(documents_.size()), static_cast<std::uint32_t>(meetings_.size()),
                   statement_count_);
    tell();
    write();
  }

 private:
  // First pass: names, meetings, and the numbers of things.

  void collect() {
    const bool rejects = std::any_of(decisions_.list.begin(), decisions_.list.end(),
                                     [](const Decision& decision) { return decision.kind == Decision::Kind::reject; });
    DocumentWalk walk(sections_, {.claims = true, .text = rejects});
    while (walk.next()) {
      if (walk.index() % 64 == 0) workspace_.check_cancelled();
      documents_.push_back(walk.id());
      if (rejects) reject(walk);
      const ClaimsView& claims = walk.claims();
      const std::span<const std::uint32_t> candidates = candidates_.add(walk.id(), claims);
      locals_.append({reinterpret_cast<const char*>(candidates.data()), candidates.size_bytes()});
      for (std::uint32_t c = 0; c < claims.claims.size(); ++c) {
        const ClaimView& claim = claims.claims[c];
        if (is_rejected(walk.index(), c)) continue;
        switch (claim.kind) {
          case ClaimKind::meeting: reports_.add(walk.index(), walk.published(), claims, c, candidates, texts_); break;
          case ClaimKind::statement: statement_count_ += has_role(claims, claim, Role::speaker) ? 1 : 0; break;
          case ClaimKind::event: discriminators_.add(event_discriminator(claims, claim)); break;
          case ClaimKind::office: discriminators_.add(office_discriminator(claims, claim)); break;
          default: break;
        }
      }
    }
    discriminators_.add({});
    discriminators_.finish();
  }

  /// Claims whose sentence a decision rejects.
  void reject(const DocumentWalk& walk) {
    for (std::uint32_t c = 0; c < walk.claims().claims.size(); ++c) {
      const ByteSpan span = walk.claims().claims[c].sentence;
      for (const Decision& decision : decisions_.list) {
        if (decision.kind != Decision::Kind::reject) continue;
        if (!decision.document.empty() && decision.document != walk.id().hex()) continue;
        if (slice(walk.text(), span).find(decision.claim) == std::string_view::npos) continue;
        rejected_.emplace_back(walk.index(), c);
        break;
      }
    }
  }
  bool is_rejected(std::uint32_t document, std::uint32_t claim) const {
    return !rejected_.empty() && std::binary_search(rejected_.begin(), rejected_.end(), std::pair(document, claim));
  }
  static bool has_role(const ClaimsView& claims, const ClaimView& claim, Role role) {
    const auto arguments = claims.arguments_of(claim);
    return std::any_of(arguments.begin(), arguments.end(),
                       [&](const ArgumentView& argument) { return argument.known_role == role && argument.entity != no_entity; });
  }
  std::string office_discriminator(const ClaimsView& claims, const ClaimView& claim) {
    std::string text(texts_[texts_.folded(texts_.id(claims[claim.type]))]);
    text += '|';
    return text += claims[claim.mode];
  }

  // Between the passes: one node a person, one a meeting.

  void group() {
    reports_.resolve_to_nodes(entities_);
    meetings_ = group_meetings(reports_, entities_, texts_);
    std::vector<std::pair<std::string, std::uint32_t>> keys;
    for (std::uint32_t i = 0; i < meetings_.size(); ++i) {
      const MeetingReport& first = reports_.all()[meetings_[i].reports.front()];
      keys.emplace_back(claim_key("meeting", documents_[first.document], first.words.begin, first.claim), i);
    }
    std::sort(keys.begin(), keys.end());
    std::vector<MeetingGroup> sorted;
    meeting_of_.resize(reports_.all().size());
    for (auto& [key, at] : keys) {
      for (const std::uint32_t report : meetings_[at].reports) meeting_of_[report] = static_cast<std::uint32_t>(sorted.size());
      sorted.push_back(std::move(meetings_[at]));
      meeting_keys_.push_back(std::move(key));
    }
    meetings_ = std::move(sorted);
  }

  // Second pass: what is told of nodes and edges.

  void tell() {
    tell_met();
    first_mentions_.resize(entities_.nodes.size());
    DocumentWalk walk(sections_, {});
    SpoolReader locals(locals_);
    while (walk.next()) {
      if (walk.index() % 64 == 0) workspace_.check_cancelled();
      nodes_.clear();
      for (std::size_t i = 0; i < walk.claims().entities.size(); ++i) nodes_.push_back(entities_.of_candidate[locals.take<std::uint32_t>()]);
      tell_mentions(walk);
      tell_claims(walk);
    }
    tell_places();
  }

  ToldEdge told(std::uint32_t source, std::string_view type, std::uint32_t target, const DocumentWalk& walk, std::uint32_t claim) const {
    const ClaimView& said = walk.claims().claims[claim];
    return {.source = source, .type = types_.id(type), .target = target, .discriminator = no_discriminator(), .document = walk.index(),
            .sentence = said.sentence, .words = said.words, .claim = claim, .confidence = said.confidence};
  }
  std::uint32_t no_discriminator() const { return 0; }  // the empty text comes first

  void tell_mentions(const DocumentWalk& walk) {
    const ClaimsView& claims = walk.claims();
    in_document_.clear();
    for (std::uint32_t e = 0; e < claims.entities.size(); ++e) {
      for (const ByteSpan where : claims.mentions_of(claims.entities[e])) {
        mentions_.add({nodes_[e], walk.index(), where});
        ToldMention& first = first_mentions_[nodes_[e]];
        if (first.where.empty()) first = {nodes_[e], walk.index(), where};
      }
      in_document_.push_back({nodes_[e], e});
    }
    std::sort(in_document_.begin(), in_document_.end());
    for (std::size_t begin = 0, end = 0; begin < in_document_.size(); begin = end) {
      const std::uint32_t node = in_document_[begin].first;
      std::uint32_t count = 0;
      const ByteSpan* first = nullptr;
      for (; end < in_document_.size() && in_document_[end].first == node; ++end) {
        const auto mentions = claims.mentions_of(claims.entities[in_document_[end].second]);
        count += static_cast<std::uint32_t>(mentions.size());
        if (first == nullptr && !mentions.empty()) first = &mentions.front();
      }
      ToldEdge edge{.source = order_->document(walk.index()), .type = mentions_type_, .target = order_->entity(node),
                    .discriminator = no_discriminator(), .document = walk.index(), .sentence = {}, .words = {},
                    .claim = ToldEdge::no_claim, .confidence = 0, .detail = count, .is_report = false, .has_evidence = first != nullptr};
      if (first != nullptr) edge.sentence = edge.words = *first;
      edges_.add(edge);
    }
  }

  const EntityNode& node(std::uint32_t at) const { return entities_.nodes[at]; }
  bool is_actor(std::uint32_t at) const {
    const EntityLabel label = node(at).label;
    return label == EntityLabel::person || label == EntityLabel::organization || label == EntityLabel::state;
  }

  /// Calls `use` with the nodes that play `role`, in the order of arguments.
  template <class Use>
  void for_each(Role role, const ClaimsView& claims, const ClaimView& claim, Use&& use) const {
    for (const ArgumentView& argument : claims.arguments_of(claim)) {
      if (argument.known_role == role && argument.entity != no_entity) use(nodes_[static_cast<std::uint32_t>(argument.entity)]);
    }
  }

  void tell_claims(const DocumentWalk& walk) {
    const ClaimsView& claims = walk.claims();
    said_.clear();
    for (std::uint32_t c = 0; c < claims.claims.size(); ++c) {
      if (is_rejected(walk.index(), c)) continue;
      const ClaimView& claim = claims.claims[c];
      switch (claim.kind) {
        case ClaimKind::meeting: tell_meeting(walk, c); break;
        case ClaimKind::event: tell_event(walk, c); break;
        case ClaimKind::statement:
          if (has_role(claims, claim, Role::speaker)) said_.emplace_back(claim_key("", walk.id(), claim.words.begin, c), c);
          break;
        case ClaimKind::office: tell_office(walk, c); break;
        case ClaimKind::membership: tell_plain(walk, c, "MEMBER_OF", Role::actor, Role::organization); break;
        case ClaimKind::location: tell_plain(walk, c, "LOCATED_IN", Role::actor, Role::place); break;
        case ClaimKind::about: tell_plain(walk, c, "ABOUT", Role::actor, Role::topic); break;
      }
    }
    std::sort(said_.begin(), said_.end());
    for (const auto& [key, c] : said_) tell_statement(walk, c);
  }

  void tell_meeting(const DocumentWalk& walk, std::uint32_t c) {
    // Reports stand in the order of this pass.
    while (next_report_ < reports_.all().size() && std::pair(reports_.all()[next_report_].document, reports_.all()[next_report_].claim) <
                                                       std::pair(walk.index(), c)) {
      ++next_report_;
    }
    if (next_report_ == reports_.all().size()) return;
    const MeetingReport& report = reports_.all()[next_report_];
    if (report.document != walk.index() || report.claim != c) return;
    const std::uint32_t meeting = order_->meeting(meeting_of_[next_report_]);
    const ClaimsView& claims = walk.claims();
    for (const ArgumentView& argument : claims.arguments_of(claims.claims[c])) {
      if (argument.entity == no_entity) continue;
      const std::uint32_t who = nodes_[static_cast<std::uint32_t>(argument.entity)];
      if (argument.known_role == Role::place) {
        edges_.add(told(meeting, "HELD_AT", order_->entity(who), walk, c));
      } else if (argument.known_role == Role::topic) {
        edges_.add(told(meeting, "ABOUT", order_->entity(who), walk, c));
      } else if (is_actor(who) || node(who).label == EntityLabel::place) {
        ToldEdge edge = told(order_->entity(who), "PARTICIPATED_IN", meeting, walk, c);
        edge.detail = static_cast<std::uint32_t>(argument.known_role);
        edges_.add(edge);
      }
    }
  }

  void tell_event(const DocumentWalk& walk, std::uint32_t c) {
    const ClaimsView& claims = walk.claims();
    const ClaimView& claim = claims.claims[c];
    const std::string_view type = claims[claim.type];
    if (ontology_.event(type) == nullptr) return;
    const Role about = has_role(claims, claim, Role::recipient) ? Role::recipient : Role::topic;
    const std::uint32_t discriminator = discriminators_.rank(event_discriminator(claims, claim));
    const auto mode = static_cast<std::uint32_t>(texts_.id(claims[claim.mode]));
    const auto text = static_cast<std::uint32_t>(texts_.id(claims[claim.text]));
    for_each(Role::actor, claims, claim, [&](std::uint32_t actor) {
      if (!is_actor(actor)) return;
      for_each(about, claims, claim, [&](std::uint32_t target) {
        if (target == actor || (node(target).label != EntityLabel::policy && !is_actor(target))) return;
        ToldEdge edge = told(order_->entity(actor), type, order_->entity(target), walk, c);
        edge.discriminator = discriminator;
        edge.detail = mode;
        edge.more = text;
        edge.date = pack_date(claim.date);
        edge.status = claim.status;
        edges_.add(edge);
      });
    });
  }

  /// Its node is written to a spool, in the order in which statements stand among nodes.
  void tell_statement(const DocumentWalk& walk, std::uint32_t c) {
    const ClaimsView& claims = walk.claims();
    const ClaimView& claim = claims.claims[c];
    const std::uint32_t statement = order_->statement(statements_told_++);
    std::uint32_t first_speaker = 0;
    bool first = true;
    for_each(Role::speaker, claims, claim, [&](std::uint32_t speaker) {
      if (first) first_speaker = speaker;
      first = false;
      ToldEdge edge = told(order_->entity(speaker), "SAID", statement, walk, c);
      edge.status = claim.status;
      edge.date = pack_date(claim.date);
      edges_.add(edge);
    });
    for_each(Role::topic, claims, claim, [&](std::uint32_t topic) { edges_.add(told(statement, "ABOUT", order_->entity(topic), walk, c)); });
    std::string bytes;
    ByteWriter out(bytes);
    for (const std::uint32_t number : {walk.index(), c, first_speaker, pack_date(claim.date), claim.quote ? 1U : 0U}) out.varint(number);
    out.span(claim.sentence);
    out.span(claim.words);
    out.string(claims[claim.text]);
    statements_.add(static_cast<std::uint32_t>(bytes.size()));
    statements_.append(bytes);
  }

  void tell_office(const DocumentWalk& walk, std::uint32_t c) {
    const ClaimsView& claims = walk.claims();
    const ClaimView& claim = claims.claims[c];
    const std::uint32_t discriminator = discriminators_.rank(office_discriminator(claims, claim));
    for_each(Role::holder, claims, claim, [&](std::uint32_t holder) {
      for_each(Role::organization, claims, claim, [&](std::uint32_t body) {
        if (holder == body) return;
        ToldEdge edge = told(order_->entity(holder), "HOLDS_OFFICE", order_->entity(body), walk, c);
        edge.discriminator = discriminator;
        edge.detail = static_cast<std::uint32_t>(texts_.id(claims[claim.type]));
        edge.more = static_cast<std::uint32_t>(texts_.id(claims[claim.mode]));
        edge.date = pack_date(claims[claim.mode] == "former" ? claim.to : claim.from);
        edges_.add(edge);
      });
    });
  }

  void tell_plain(const DocumentWalk& walk, std::uint32_t c, std::string_view type, Role from, Role to) {
    const ClaimsView& claims = walk.claims();
    const ClaimView& claim = claims.claims[c];
    for_each(from, claims, claim, [&](std::uint32_t source) {
      for_each(to, claims, claim, [&](std::uint32_t target) {
        if (source != target) edges_.add(told(order_->entity(source), type, order_->entity(target), walk, c));
      });
    });
  }

  /// Who met whom: from meetings that were held.
  void tell_met() {
    const std::uint32_t type = types_.id("MET");
    for (std::uint32_t m = 0; m < meetings_.size(); ++m) {
      const MeetingGroup& meeting = meetings_[m];
      if (meeting.status != Status::held) continue;
      for (std::size_t i = 0; i < meeting.participants.size(); ++i) {
        for (std::size_t j = i + 1; j < meeting.participants.size(); ++j) {
          const std::uint32_t one = meeting.participants[i], other = meeting.participants[j];
          if (!is_actor(one) || !is_actor(other)) continue;
          for (const std::uint32_t at : meeting.reports) {
            const MeetingReport& report = reports_.all()[at];
            edges_.add({.source = order_->entity(one), .type = type, .target = order_->entity(other), .discriminator = no_discriminator(),
                        .document = report.document, .sentence = report.sentence, .words = report.words, .claim = report.claim,
                        .confidence = 0, .detail = m});
          }
        }
      }
    }
  }

  /// Where places lie, as the ontology or the text knows it; only between nodes that the texts name.
  void tell_places() {
    for (std::uint32_t i = 0; i < entities_.nodes.size(); ++i) {
      const EntityNode& place = entities_.nodes[i];
      if (place.label != EntityLabel::place || place.country == empty_text) continue;
      const auto state = std::partition_point(entities_.nodes.begin(), entities_.nodes.end(),
                                              [&](const EntityNode& other) { return texts_.before(other.key, place.country); });
      if (state == entities_.nodes.end() || state->key != place.country || state->label != EntityLabel::state) continue;
      const ToldMention& first = first_mentions_[i];
      ToldEdge edge{.source = order_->entity(i), .type = types_.id("LOCATED_IN"),
                    .target = order_->entity(static_cast<std::uint32_t>(state - entities_.nodes.begin())),
                    .discriminator = no_discriminator(), .document = first.document, .sentence = first.where, .words = first.where,
                    .claim = ToldEdge::no_claim, .confidence = 0, .is_report = false, .has_evidence = !first.where.empty()};
      edges_.add(edge);
      const ontology::State* known = ontology_.state(texts_[state->key]);
      if (known != nullptr && !known->capital.empty() && fold_name(known->capital) == fold_name(texts_[place.name])) {
        edge.type = types_.id("CAPITAL_OF");
        edges_.add(edge);
      }
    }
  }

  // At last: nodes and edges in their order.

  void write() {
    GraphColumns columns(sections_, workspace_, edges_.used_types(), key_names());
    write_nodes(columns);
    first_mentions_ = {};
    write_review(std::move(entities_.uncertain), std::move(entities_.reasons), sections_[Section::review]);
    edges_.write(columns, meetings_, texts_, ontology_);
    columns.finish();
  }

  void write_nodes(GraphColumns& columns) {
    RecordEncoder record(columns);
    mentions_.sort();
    next_mention_ = mentions_.next();
    std::uint32_t entity = 0;
    const auto entities_up_to = [&](std::uint32_t end) {
      for (; entity < end; ++entity) write_entity(columns, record, entity);
    };
    entities_up_to(order_->before_documents());
    write_documents(columns, record);
    entities_up_to(order_->before_meetings());
    for (std::uint32_t m = 0; m < meetings_.size(); ++m) write_meeting(columns, record, m);
    entities_up_to(order_->before_statements());
    write_statements(columns, record);
    entities_up_to(static_cast<std::uint32_t>(entities_.nodes.size()));
  }

  static std::uint32_t label_set(GraphColumns& columns, std::initializer_list<std::string_view> labels) {
    return columns.label_set({labels.begin(), labels.size()});
  }
  static std::uint32_t label_set(GraphColumns& columns, EntityLabel label) {
    switch (label) {
      case EntityLabel::person: return label_set(columns, {"Person", "Actor"});
      case EntityLabel::organization: return label_set(columns, {"Organization", "Actor"});
      case EntityLabel::state: return label_set(columns, {"State", "Actor", "Place"});
      case EntityLabel::place: return label_set(columns, {"Place"});
      case EntityLabel::policy: break;
    }
    return label_set(columns, {"Policy"});
  }

  void write_entity(GraphColumns& columns, RecordEncoder& record, std::uint32_t number) {
    const EntityNode& entity = node(number);
    std::vector<std::string_view> aliases;
    for (const TextId alias : entity.aliases) aliases.push_back(texts_[alias]);
    columns.name(texts_[entity.name]);
    for (const std::string_view alias : aliases) columns.name(alias);
    const ontology::State* state = entity.label == EntityLabel::state ? ontology_.state(texts_[entity.key]) : nullptr;
    const ontology::State* country = entity.label == EntityLabel::place ? ontology_.state(texts_[entity.country]) : nullptr;
    record.texts(Key::aliases, aliases);
    if (state != nullptr) record.text(Key::capital, state->capital);
    if (country != nullptr) record.text(Key::country, country->name);
    if (state != nullptr) record.text(Key::iso3, state->iso3);
    record.text(Key::kind, texts_[entity.kind]);
    record.text(Key::name, texts_[entity.name]);
    evidence_.clear();
    for (; next_mention_ && next_mention_->row->entity == number; next_mention_ = mentions_.next()) {
      const ToldMention& mention = *next_mention_->row;
      evidence_.push_back({DocumentIndex{mention.document}, mention.where, mention.where, std::nullopt});
    }
    evidence_.erase(std::unique(evidence_.begin(), evidence_.end()), evidence_.end());
    columns.node(texts_[entity.key], label_set(columns, entity.label), record.finish(evidence_));
  }

  void write_documents(GraphColumns& columns, RecordEncoder& record) {
    const std::uint32_t labels = label_set(columns, {"Document"});
    DocumentWalk walk(sections_, {.claims = false, .text = false});
    while (walk.next()) {
      std::string name = !walk.title().empty() ? walk.title() : walk.first_uri();
      if (name.empty()) name = walk.id().hex();
      columns.name(name);
      record.text(Key::name, name);
      record.text(Key::published, walk.published().iso());
      record.text(Key::title, walk.title());
      record.text(Key::uri, walk.first_uri());
      columns.node(document_key(walk.id()), labels, record.finish({}));
    }
  }

  void write_meeting(GraphColumns& columns, RecordEncoder& record, std::uint32_t number) {
    const MeetingGroup& meeting = meetings_[number];
    std::string name(texts_[meeting.kind]);
    name += ':';
    for (std::size_t i = 0; i < meeting.participants.size(); ++i) {
      name += i == 0 ? " " : ", ";
      name += texts_[node(meeting.participants[i]).name];
    }
    if (meeting.date) name += " (" + meeting.date.iso() + ")";
    evidence_.clear();
    std::int64_t documents = 0;
    std::uint32_t last_document = 0xFFFFFFFF;
    double confidence = 0;
    TextId phrase = empty_text;
    for (const std::uint32_t at : meeting.reports) {
      const MeetingReport& report = reports_.all()[at];
      evidence_.push_back({DocumentIndex{report.document}, report.sentence, report.words, report.claim});
      documents += report.document != last_document ? 1 : 0;
      last_document = report.document;
      confidence = std::max<double>(confidence, report.confidence);
      if (phrase == empty_text) phrase = report.phrase;
    }
    std::sort(evidence_.begin(), evidence_.end());
    columns.name(name);
    record.texts(Key::aliases, {});
    record.number(Key::confidence, std::round(confidence * 1000) / 1000);
    record.dates(meeting.date);
    record.text(Key::kind, texts_[meeting.kind]);
    record.text(Key::name, name);
    record.integer(Key::reports, documents);
    record.text(Key::status, name_of(meeting.status));
    // A date that stays relative keeps its words: "on Wednesday".
    if (!meeting.date) record.text(Key::text, texts_[phrase]);
    record.integer(Key::times, meeting.times);
    columns.node(meeting_keys_[number], label_set(columns, {"Meeting", "Event"}), record.finish(evidence_));
    if (!meeting.reason.empty()) entities_.reasons.push_back({meeting_keys_[number], meeting.reason});
  }

  void write_statements(GraphColumns& columns, RecordEncoder& record) {
    SpoolReader statements(statements_);
    while (!statements.at_end()) {
      const auto size = statements.take<std::uint32_t>();
      ByteReader in(statements.take(size));
      const std::uint32_t document = in.varint32(), claim = in.varint32(), speaker = in.varint32();
      const Date date = unpack_date(in.varint());
      const bool quote = in.varint() != 0;
      const ByteSpan sentence = in.span(), words = in.span();
      const std::string_view text = in.string();
      std::string name = shortened(text);
      if (name.empty()) name = "statement of " + std::string(texts_[node(speaker).name]);
      columns.name(name);
      record.texts(Key::aliases, {});
      record.dates(date);
      record.text(Key::name, name);
      record.flag(Key::quote, quote);
      record.text(Key::text, text);
      const Evidence evidence{DocumentIndex{document}, sentence, words, claim};
      columns.node(claim_key("statement", documents_[document], words.begin, claim), label_set(columns, {"Statement"}),
                   record.finish({&evidence, 1}));
    }
  }

  SectionsToWrite& sections_;
  const Decisions& decisions_;
  const ontology::Ontology& ontology_;
  const Workspace& workspace_;

  TextTable texts_;
  EdgeTypes types_;
  CandidateTable candidates_;
  MeetingReports reports_;
  Discriminators discriminators_;
  std::vector<DocumentId> documents_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rejected_;  ///< (document, claim), sorted
  std::uint32_t statement_count_ = 0;
  Spool locals_;  ///< u32 a document's entity: its candidate

  EntityNodes entities_;
  std::vector<MeetingGroup> meetings_;       ///< sorted by key
  std::vector<std::string> meeting_keys_;
  std::vector<std::uint32_t> meeting_of_;    ///< report → meeting
  std::optional<NodeOrder> order_;

  Spool statements_;  ///< u32 size and what a statement's node says, each
  ExternalSort<ToldMention, ByEntity> mentions_;
  ToldEdges edges_;
  const std::uint32_t mentions_type_ = types_.id("MENTIONS");
  std::vector<ToldMention> first_mentions_;  ///< of entities; an empty span if there is none
  std::optional<ExternalSort<ToldMention, ByEntity>::Sorted> next_mention_;
  std::uint32_t statements_told_ = 0;
  std::size_t next_report_ = 0;

  // Of the document at hand, kept for their memory.
  std::vector<std::uint32_t> nodes_;  ///< entity → node
  std::vector<std::pair<std::uint32_t, std::uint32_t>> in_document_;
  std::vector<std::pair<std::string, std::uint32_t>> said_;
  std::vector<Evidence> evidence_;
};

}  // namespace

void resolve(SectionsToWrite& sections, const Decisions& decisions, const ontology::Ontology& ontology, const Workspace& workspace) {
  Resolver(sections, decisions, ontology, workspace).run();
}

}  // namespace kg::graph
