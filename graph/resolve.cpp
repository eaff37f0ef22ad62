#include "graph/resolve.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <tuple>

#include "base/utf8.hpp"
#include "graph/document_rows.hpp"
#include "graph/in_order.hpp"
#include "graph/name_sort.hpp"
#include "graph/node_order.hpp"
#include "graph/record_encoder.hpp"
#include "graph/resolve_entities.hpp"
#include "graph/resolve_events.hpp"
#include "graph/tell_document.hpp"
#include "graph/told_edges.hpp"

namespace kg::graph {

namespace {

/// Documents that one thread unpacks at a time: enough that handing them over costs nothing.
constexpr std::uint32_t documents_at_once = 32;

struct ByEntity {
  static constexpr bool prefix_decides = false;
  static std::uint64_t prefix(const ToldMention& m, std::string_view) { return std::uint64_t{m.entity} << 32 | m.document; }
  static bool less(const ToldMention& a, std::string_view, const ToldMention& b, std::string_view) {
    return std::tie(a.entity, a.document, a.where) < std::tie(b.entity, b.document, b.where);
  }
};

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

constexpr std::uint32_t no_string = 0xFFFFFFFF;

/// A node that one claim makes; its texts are numbers of strings.
struct ClauseRow {
  std::uint32_t document, claim;
  ByteSpan sentence, words;
  std::uint32_t key, kind, text, name;
  std::uint32_t date;  ///< packed
  Status status;
  bool quote;
};

/// All statements, or all happenings, in the order of their nodes.
struct Clauses {
  explicit Clauses(const Workspace& workspace) : rows(workspace, workspace.share(40)) {}
  Spool rows;  ///< ClauseRow
  std::uint32_t count = 0;
  std::string last_key;
};

class Resolver {
 public:
  Resolver(SectionsToWrite& sections, const Decisions& decisions, const ontology::Ontology& ontology, const Workspace& workspace)
      : sections_(sections),
        decisions_(decisions),
        ontology_(ontology),
        workspace_(workspace),
        document_count_(static_cast<std::uint32_t>(sections[Section::documents].size() / sizeof(DocumentRow))),
        types_(ontology),
        candidates_(texts_, decisions),
        locals_(workspace, workspace.share(128)),
        nodes_(sections, workspace),
        statements_(workspace),
        happenings_(workspace),
        mentions_(workspace, workspace.share(12)),
        names_(workspace),
        edges_(workspace, types_) {}

  void run(const std::function<void()>& meanwhile) {
    collect();
    side_by_side(
        workspace_, [&] { decide(); },
        [&] {
          meanwhile();
          unpack_ahead();
        });
    order_.emplace(entities_, texts_, document_count_, count_.happening, static_cast<std::uint32_t>(meetings_.size()), count_.statement);
    tell();
    write();
  }

 private:
  // First pass: names, meetings, and the numbers of things.

  /// A document, with what does not depend on those before it.
  struct Gathered {
    UnpackedDocument document;
    DocumentTeller::First count;           ///< of its statements and happenings
    std::vector<std::uint32_t> rejected;   ///< claims whose sentence a decision rejects
    std::vector<std::uint32_t> to_number;  ///< claims of meetings, events and offices, without the rejected ones
  };

  void collect() {
    const bool rejects = std::any_of(decisions_.list.begin(), decisions_.list.end(),
                                     [](const Decision& decision) { return decision.kind == Decision::Kind::reject; });
    using Batch = std::vector<Gathered>;
    in_order<Batch>(
        workspace_, document_count_, documents_at_once,
        [&](std::uint32_t begin, std::uint32_t end, Batch& batch) {
          DocumentWalk walk(sections_, {.claims = true, .text = rejects, .unpacked = {}}, begin, end);
          batch.resize(end - begin);
          for (Gathered& gathered : batch) {
            walk.next(gathered.document);
            gather(gathered, rejects);
          }
        },
        [&](const Batch& batch) {
          release_pages(batch.front().document.index);
          for (const Gathered& gathered : batch) take(gathered);
        });
    discriminators_.add({});
    discriminators_.finish();
  }

  /// Once in a few thousand documents; `document` is the first or the last one of a batch.
  void release_pages(std::uint32_t document) const {
    constexpr std::uint32_t batches = 256;
    if (document / documents_at_once % batches == batches - 1) sections_.release_lent_pages();
  }

  void gather(Gathered& gathered, bool rejects) const {
    const ClaimsView& claims = gathered.document.claims;
    gathered.count = {};
    gathered.rejected.clear();
    gathered.to_number.clear();
    for (std::uint32_t c = 0; c < claims.claims.size(); ++c) {
      const ClaimView& claim = claims.claims[c];
      if (rejects && is_rejected(gathered.document, claim)) {
        gathered.rejected.push_back(c);
        continue;
      }
      switch (claim.kind) {
        case ClaimKind::statement: gathered.count.statement += has_role(claims, claim, Role::speaker) ? 1 : 0; break;
        case ClaimKind::happening: ++gathered.count.happening; break;
        case ClaimKind::meeting:
        case ClaimKind::event:
        case ClaimKind::office: gathered.to_number.push_back(c); break;
        default: break;
      }
    }
  }

  bool is_rejected(const UnpackedDocument& document, const ClaimView& claim) const {
    return std::any_of(decisions_.list.begin(), decisions_.list.end(), [&](const Decision& decision) {
      return decision.kind == Decision::Kind::reject && (decision.document.empty() || decision.document == document.id.hex()) &&
             slice(document.text, claim.sentence).find(decision.claim) != std::string_view::npos;
    });
  }

  void take(const Gathered& gathered) {
    const UnpackedDocument& document = gathered.document;
    const ClaimsView& claims = document.claims;
    for (const std::uint32_t c : gathered.rejected) rejected_.add(document.index, c);
    const std::span<const std::uint32_t> candidates = candidates_.add(document.id, claims);
    documents_.push_back({document.id, locals_.size(), count_});
    count_.statement += gathered.count.statement;
    count_.happening += gathered.count.happening;
    locals_.append({reinterpret_cast<const char*>(candidates.data()), candidates.size_bytes()});
    for (const std::uint32_t c : gathered.to_number) {
      const ClaimView& claim = claims.claims[c];
      if (claim.kind == ClaimKind::meeting) {
        reports_.add(document.index, document.published, claims, c, candidates, texts_);
      } else if (claim.kind == ClaimKind::event) {
        discriminators_.add(event_discriminator(claims, claim));
        for (const std::uint32_t text : {claim.mode, claim.text}) texts_.id(claims[text]);
      } else {
        discriminators_.add(office_discriminator(texts_[texts_.folded(texts_.id(claims[claim.type]))], claims, claim));
        texts_.id(claims[claim.mode]);
      }
    }
  }

  // Between the passes: one node a person, one a meeting.

  void decide() {
    candidates_.finish();
    entities_ = resolve_entities(candidates_, decisions_, ontology_, workspace_);
    group();
    decided_ = true;
  }

  void group() {
    reports_.resolve_to_nodes(entities_);
    meetings_ = group_meetings(reports_, entities_, texts_);
    std::vector<std::pair<std::string, std::uint32_t>> keys;
    for (std::uint32_t i = 0; i < meetings_.size(); ++i) {
      const MeetingReport& first = reports_.all()[meetings_[i].reports.front()];
      keys.emplace_back(claim_key("meeting", documents_[first.document].id, first.words.begin, first.claim), i);
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

  /// Unpacks documents for the second pass, as many as memory and the time of deciding allow.
  void unpack_ahead() {
    DocumentWalk walk(sections_, {});
    for (std::size_t left = workspace_.share(16); !decided_;) {
      std::optional<std::string> claims = walk.next_claims();
      if (!claims || claims->size() > left) break;
      left -= claims->size();
      unpacked_.push_back(std::move(*claims));
    }
  }

  // Second pass: what is told of nodes and edges.

  void tell() {
    tell_met();
    first_mentions_.resize(entities_.nodes.size());
    const Settled settled{ontology_, texts_, types_, discriminators_, rejected_, entities_, reports_, meeting_of_, *order_};
    struct Part {
      UnpackedDocument document;
      std::vector<std::uint32_t> candidates;
      DocumentTeller::Told told;
    };
    in_order<Part>(
        workspace_, document_count_, documents_at_once,
        [&](std::uint32_t begin, std::uint32_t end, Part& part) {
          part.told.clear();
          DocumentTeller teller(settled);
          DocumentWalk walk(sections_, {.claims = true, .text = false, .unpacked = unpacked_}, begin, end);
          while (walk.next(part.document)) {
            const Collected& collected = documents_[part.document.index];
            part.candidates.resize(part.document.claims.entities.size());
            locals_.read(collected.locals, reinterpret_cast<char*>(part.candidates.data()), part.candidates.size() * sizeof(std::uint32_t));
            teller.tell(part.document, part.candidates, collected.first, part.told);
          }
        },
        [&](const Part& part) {
          release_pages(part.document.index);
          take(part.told);
        });
    tell_places();
  }

  void take(const DocumentTeller::Told& told) {
    for (const ToldMention& mention : told.mentions) {
      mentions_.add(mention);
      ToldMention& first = first_mentions_[mention.entity];
      if (first.where.empty()) first = mention;
    }
    for (const ToldEdge& edge : told.edges) edges_.add(edge);
    edges_.add_mentions(told.mention_edges);
    edges_.add_topics(told.topics);
    take(told.statements, statements_, [&](std::uint32_t number) { return order_->statement(number); });
    take(told.happenings, happenings_, [&](std::uint32_t number) { return order_->happening(number); });
  }

  /// Strings of clauses go to where they stay, long before their records are written; so they are copied once.
  template <class NodeOf>
  void take(std::string_view told, Clauses& clauses, NodeOf&& node_of) {
    FileStrings& strings = nodes_.tables().strings;
    const auto number = [&](std::string_view text) { return text.empty() ? no_string : strings.append(text); };
    for (ByteReader in(told); !in.at_end();) {
      const ToldClause clause = read_clause(in);
      if (clause.key <= clauses.last_key) throw_same_key(clause.key);
      clauses.last_key = clause.key;
      names_.add_folded(clause.folded, node_of(clauses.count++));
      clauses.rows.add(ClauseRow{.document = clause.document, .claim = clause.claim, .sentence = clause.sentence, .words = clause.words,
                                 .key = strings.append(clause.key), .kind = clause.kind.empty() ? no_string : strings.id(clause.kind),
                                 .text = number(clause.text), .name = number(clause.name), .date = pack_date(clause.date),
                                 .status = clause.status, .quote = clause.quote});
    }
  }

  const EntityNode& node(std::uint32_t at) const { return entities_.nodes[at]; }

  /// Who met whom: from meetings that were held.
  void tell_met() {
    const std::uint32_t type = types_.id("MET");
    for (std::uint32_t m = 0; m < meetings_.size(); ++m) {
      const MeetingGroup& meeting = meetings_[m];
      if (meeting.status != Status::held) continue;
      for (std::size_t i = 0; i < meeting.participants.size(); ++i) {
        for (std::size_t j = i + 1; j < meeting.participants.size(); ++j) {
          const std::uint32_t one = meeting.participants[i], other = meeting.participants[j];
          if (!is_actor(node(one)) || !is_actor(node(other))) continue;
          for (const std::uint32_t at : meeting.reports) {
            const MeetingReport& report = reports_.all()[at];
            edges_.add({.source = order_->entity(one), .type = type, .target = order_->entity(other), .discriminator = Discriminators::none,
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
                    .discriminator = Discriminators::none, .document = first.document, .sentence = first.where, .words = first.where,
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
    EdgeColumns edges(sections_, workspace_, edges_.used_types());
    Symbols symbols;
    side_by_side(
        workspace_,
        // The first and the last are begun first; the shortest waits.
        [&] {
          edges_.write(edges, meetings_, texts_, ontology_);
          edges.finish(order_->count(), symbols);
        },
        [&] {
          add_names();
          names_.write(sections_);
        },
        [&] {
          write_nodes(nodes_);
          nodes_.finish(symbols);
        });
    write_symbols(nodes_, edges, key_names(), symbols, sections_);
    write_review(std::move(entities_.uncertain), std::move(entities_.reasons), sections_[Section::review]);
  }

  /// Names of all nodes but statements and happenings, which were told with theirs.
  void add_names() {
    for (std::uint32_t i = 0; i < entities_.nodes.size(); ++i) {
      const std::uint32_t node = order_->entity(i);
      add_name(this->node(i).name, node);
      for (const TextId alias : this->node(i).aliases) add_name(alias, node);
    }
    DocumentWalk walk(sections_, {.claims = false, .text = false, .unpacked = {}});
    UnpackedDocument document;
    while (walk.next(document)) names_.add(name_of_document(document), order_->document(document.index));
    for (std::uint32_t m = 0; m < meetings_.size(); ++m) names_.add(name_of_meeting(meetings_[m]), order_->meeting(m));
  }
  void add_name(TextId name, std::uint32_t node) {
    if (const auto folded = texts_.folded_before(name)) names_.add_folded(texts_[*folded], node);
    else names_.add(texts_[name], node);
  }

  void write_nodes(NodeColumns& columns) {
    RecordEncoder record(columns.tables());
    mentions_.sort();
    next_mention_ = mentions_.next();
    std::uint32_t entity = 0;
    const auto entities_up_to = [&](std::uint32_t end) {
      for (; entity < end; ++entity) write_entity(columns, record, entity);
    };
    entities_up_to(order_->before_documents());
    write_documents(columns, record);
    entities_up_to(order_->before_happenings());
    write_happenings(columns, record);
    entities_up_to(order_->before_meetings());
    for (std::uint32_t m = 0; m < meetings_.size(); ++m) write_meeting(columns, record, m);
    entities_up_to(order_->before_statements());
    write_statements(columns, record);
    entities_up_to(static_cast<std::uint32_t>(entities_.nodes.size()));
  }

  static std::uint32_t label_set(NodeColumns& columns, std::initializer_list<std::string_view> labels) {
    return columns.label_set({labels.begin(), labels.size()});
  }
  static std::uint32_t label_set(NodeColumns& columns, EntityLabel label) {
    switch (label) {
      case EntityLabel::person: return label_set(columns, {"Person", "Actor"});
      case EntityLabel::organization: return label_set(columns, {"Organization", "Actor"});
      case EntityLabel::state: return label_set(columns, {"State", "Actor", "Place"});
      case EntityLabel::place: return label_set(columns, {"Place"});
      case EntityLabel::policy: break;
    }
    return label_set(columns, {"Policy"});
  }

  void write_entity(NodeColumns& columns, RecordEncoder& record, std::uint32_t number) {
    const EntityNode& entity = node(number);
    std::vector<std::string_view> aliases;
    for (const TextId alias : entity.aliases) aliases.push_back(texts_[alias]);
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

  static std::string name_of_document(const UnpackedDocument& document) {
    return !document.title.empty() ? document.title : !document.first_uri.empty() ? document.first_uri : document.id.hex();
  }

  void write_documents(NodeColumns& columns, RecordEncoder& record) {
    const std::uint32_t labels = label_set(columns, {"Document"});
    DocumentWalk walk(sections_, {.claims = false, .text = false, .unpacked = {}});
    UnpackedDocument document;
    while (walk.next(document)) {
      record.text(Key::name, name_of_document(document));
      record.text(Key::published, document.published.iso());
      record.text(Key::title, document.title);
      record.text(Key::uri, document.first_uri);
      columns.node(document_key(document.id), labels, record.finish({}));
    }
  }

  std::string name_of_meeting(const MeetingGroup& meeting) const {
    std::string name(texts_[meeting.kind]);
    name += ':';
    for (std::size_t i = 0; i < meeting.participants.size(); ++i) {
      name += i == 0 ? " " : ", ";
      name += texts_[node(meeting.participants[i]).name];
    }
    if (meeting.date) name += " (" + meeting.date.iso() + ")";
    return name;
  }

  void write_meeting(NodeColumns& columns, RecordEncoder& record, std::uint32_t number) {
    const MeetingGroup& meeting = meetings_[number];
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
    record.texts(Key::aliases, {});
    record.number(Key::confidence, std::round(confidence * 1000) / 1000);
    record.dates(meeting.date);
    record.text(Key::kind, texts_[meeting.kind]);
    record.text(Key::name, name_of_meeting(meeting));
    record.integer(Key::reports, documents);
    record.text(Key::status, name_of(meeting.status));
    // A date that stays relative keeps its words: "on Wednesday".
    if (!meeting.date) record.text(Key::text, texts_[phrase]);
    record.integer(Key::times, meeting.times);
    columns.node(meeting_keys_[number], label_set(columns, {"Meeting", "Event"}), record.finish(evidence_));
    if (!meeting.reason.empty()) entities_.reasons.push_back({meeting_keys_[number], meeting.reason});
  }

  void write_statements(NodeColumns& columns, RecordEncoder& record) {
    const std::uint32_t labels = label_set(columns, {"Statement"});
    SpoolReader rows(statements_.rows);
    while (!rows.at_end()) {
      const auto statement = rows.take<ClauseRow>();
      begin_clause(record, statement);
      record.string(Key::name, name_of_clause(statement));
      record.flag(Key::quote, statement.quote);
      if (statement.text != no_string) record.string(Key::text, statement.text);
      end_clause(columns, record, labels, statement);
    }
  }

  void write_happenings(NodeColumns& columns, RecordEncoder& record) {
    const std::uint32_t labels = label_set(columns, {"Happening", "Event"});
    SpoolReader rows(happenings_.rows);
    while (!rows.at_end()) {
      const auto happening = rows.take<ClauseRow>();
      begin_clause(record, happening);
      if (happening.kind != no_string) record.string(Key::kind, happening.kind);
      if (name_of_clause(happening) != no_string) record.string(Key::name, name_of_clause(happening));
      record.text(Key::status, name_of(happening.status));
      if (happening.text != no_string) record.string(Key::text, happening.text);
      end_clause(columns, record, labels, happening);
    }
  }

  static std::uint32_t name_of_clause(const ClauseRow& clause) { return clause.name != no_string ? clause.name : clause.text; }

  static void begin_clause(RecordEncoder& record, const ClauseRow& clause) {
    record.texts(Key::aliases, {});
    record.dates(unpack_date(clause.date));
  }
  static void end_clause(NodeColumns& columns, RecordEncoder& record, std::uint32_t labels, const ClauseRow& clause) {
    const Evidence evidence{DocumentIndex{clause.document}, clause.sentence, clause.words, clause.claim};
    columns.node(clause.key, labels, record.finish({&evidence, 1}));
  }

  SectionsToWrite& sections_;
  const Decisions& decisions_;
  const ontology::Ontology& ontology_;
  const Workspace& workspace_;
  const std::uint32_t document_count_;

  TextTable texts_;
  EdgeTypes types_;
  CandidateTable candidates_;
  MeetingReports reports_;
  Discriminators discriminators_;
  RejectedClaims rejected_;
  /// What the first pass leaves for the second, of each document.
  struct Collected {
    DocumentId id;
    std::uint64_t locals;  ///< where its part of locals_ begins
    DocumentTeller::First first;
  };
  std::vector<Collected> documents_;
  DocumentTeller::First count_;  ///< so far: the numbers of the next document's first ones
  Spool locals_;  ///< u32 a document's entity: its candidate

  std::atomic<bool> decided_ = false;
  std::vector<std::string> unpacked_;  ///< claims of the first documents, for the second pass
  EntityNodes entities_;
  std::vector<MeetingGroup> meetings_;       ///< sorted by key
  std::vector<std::string> meeting_keys_;
  std::vector<std::uint32_t> meeting_of_;    ///< report → meeting
  std::optional<NodeOrder> order_;

  NodeColumns nodes_;
  Clauses statements_, happenings_;
  ExternalSort<ToldMention, ByEntity> mentions_;
  NameSort names_;
  ToldEdges edges_;
  std::vector<ToldMention> first_mentions_;  ///< of entities; an empty span if there is none
  std::optional<ExternalSort<ToldMention, ByEntity>::Sorted> next_mention_;
  std::vector<Evidence> evidence_;
};

}  // namespace

void resolve(SectionsToWrite& sections, const Decisions& decisions, const ontology::Ontology& ontology, const Workspace& workspace,
             const std::function<void()>& meanwhile) {
  Resolver(sections, decisions, ontology, workspace).run(meanwhile);
}

}  // namespace kg::graph
