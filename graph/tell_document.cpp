#include "graph/tell_document.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kg::graph {

namespace {

/// At most 80 bytes of `text`, cut between words.
std::string_view beginning(std::string_view text) {
  constexpr std::size_t most = 80;
  if (text.size() <= most) return text;
  std::size_t cut = text.rfind(' ', most);
  if (cut == std::string_view::npos || cut < most / 2) cut = next_code_point_start(text, most);
  return text.substr(0, cut);
}

/// What a clause is called if its text is too long for that; else empty. The mark at its end folds to nothing.
std::string short_name(std::string_view text) {
  const std::string_view shown = beginning(text);
  return shown.size() == text.size() ? std::string() : std::string(shown) + " …";
}

}  // namespace

void append(std::string& bytes, const ToldClause& clause) {
  ByteWriter out(bytes);
  for (const std::uint32_t number : {clause.document, clause.claim, pack_date(clause.date), static_cast<std::uint32_t>(clause.status), clause.quote ? 1U : 0U}) {
    out.varint(number);
  }
  out.span(clause.sentence);
  out.span(clause.words);
  for (const std::string_view text : {clause.key, clause.kind, clause.text, clause.name, clause.folded}) out.string(text);
}

ToldClause read_clause(ByteReader& in) {
  ToldClause clause{};
  clause.document = in.varint32();
  clause.claim = in.varint32();
  clause.date = unpack_date(in.varint());
  clause.status = static_cast<Status>(in.varint());
  clause.quote = in.varint() != 0;
  clause.sentence = in.span();
  clause.words = in.span();
  for (std::string_view* text : {&clause.key, &clause.kind, &clause.text, &clause.name, &clause.folded}) *text = in.string();
  return clause;
}

bool is_actor(const EntityNode& entity) {
  return entity.label == EntityLabel::person || entity.label == EntityLabel::organization || entity.label == EntityLabel::state;
}

bool has_role(const ClaimsView& claims, const ClaimView& claim, Role role) {
  const auto arguments = claims.arguments_of(claim);
  return std::any_of(arguments.begin(), arguments.end(),
                     [&](const ArgumentView& argument) { return argument.known_role == role && argument.entity != no_entity; });
}

std::string event_discriminator(const ClaimsView& claims, const ClaimView& claim) {
  std::string text(name_of(claim.status));
  text += '|';
  text += claims[claim.mode];
  text += '|';
  return text += claim.date.iso();
}

std::string office_discriminator(std::string_view folded_title, const ClaimsView& claims, const ClaimView& claim) {
  std::string text(folded_title);
  text += '|';
  return text += claims[claim.mode];
}

DocumentTeller::DocumentTeller(const Settled& settled)
    : settled_(settled),
      about_(settled.types.id("ABOUT")),
      held_at_(settled.types.id("HELD_AT")),
      holds_office_(settled.types.id("HOLDS_OFFICE")),
      located_in_(settled.types.id("LOCATED_IN")),
      member_of_(settled.types.id("MEMBER_OF")),
      participated_in_(settled.types.id("PARTICIPATED_IN")),
      said_by_(settled.types.id("SAID")) {}

void DocumentTeller::tell(const UnpackedDocument& document, std::span<const std::uint32_t> candidates, First first, Told& told) {
  document_ = &document;
  told_ = &told;
  nodes_.clear();
  for (const std::uint32_t candidate : candidates) nodes_.push_back(settled_.entities.of_candidate[candidate]);
  tell_mentions();
  said_.clear();
  happened_.clear();
  const std::vector<ClaimView>& claims = document.claims.claims;
  for (std::uint32_t c = 0; c < claims.size(); ++c) {
    if (settled_.rejected.has(document.index, c)) continue;
    switch (claims[c].kind) {
      case ClaimKind::meeting: tell_meeting(c); break;
      case ClaimKind::event: tell_event(c); break;
      case ClaimKind::statement:
        if (has_role(document.claims, claims[c], Role::speaker)) said_.emplace_back(claims[c].words.begin, c);
        break;
      case ClaimKind::happening: happened_.emplace_back(claims[c].words.begin, c); break;
      case ClaimKind::office: tell_office(c); break;
      case ClaimKind::membership: tell_plain(c, member_of_, Role::actor, Role::organization); break;
      case ClaimKind::location: tell_plain(c, located_in_, Role::actor, Role::place); break;
      case ClaimKind::about: tell_plain(c, about_, Role::actor, Role::topic); break;
    }
  }
  std::sort(said_.begin(), said_.end());
  for (const ClaimPlace& place : said_) tell_statement(place.claim(), first.statement++);
  std::sort(happened_.begin(), happened_.end());
  for (const ClaimPlace& place : happened_) tell_happening(place.claim(), first.happening++);
}

ToldEdge DocumentTeller::edge(std::uint32_t source, std::uint32_t type, std::uint32_t target, std::uint32_t claim) const {
  const ClaimView& said = document_->claims.claims[claim];
  return {.source = source, .type = type, .target = target, .discriminator = Discriminators::none, .document = document_->index,
          .sentence = said.sentence, .words = said.words, .claim = claim, .confidence = said.confidence};
}

/// Calls `use` with the nodes that play `role`, in the order of arguments.
template <class Use>
void DocumentTeller::for_each(Role role, const ClaimView& claim, Use&& use) const {
  for (const ArgumentView& argument : document_->claims.arguments_of(claim)) {
    if (argument.known_role == role && argument.entity != no_entity) use(nodes_[static_cast<std::uint32_t>(argument.entity)]);
  }
}

void DocumentTeller::tell_mentions() {
  const ClaimsView& claims = document_->claims;
  by_node_.clear();
  for (std::uint32_t e = 0; e < claims.entities.size(); ++e) {
    for (const ByteSpan where : claims.mentions_of(claims.entities[e])) told_->mentions.push_back({nodes_[e], document_->index, where});
    by_node_.emplace_back(nodes_[e], e);
  }
  std::sort(by_node_.begin(), by_node_.end());
  for (std::size_t begin = 0, end = 0; begin < by_node_.size(); begin = end) {
    const std::uint32_t node = by_node_[begin].first;
    std::uint32_t count = 0;
    const ByteSpan* first = nullptr;
    for (; end < by_node_.size() && by_node_[end].first == node; ++end) {
      const auto mentions = claims.mentions_of(claims.entities[by_node_[end].second]);
      count += static_cast<std::uint32_t>(mentions.size());
      if (first == nullptr && !mentions.empty()) first = &mentions.front();
    }
    told_->mention_edges.push_back({settled_.order.document(document_->index), settled_.order.entity(node), document_->index, count,
                                    first != nullptr ? *first : ByteSpan{}});
  }
}

void DocumentTeller::tell_meeting(std::uint32_t c) {
  const std::vector<MeetingReport>& reports = settled_.reports.all();
  const auto report = std::lower_bound(reports.begin(), reports.end(), std::pair(document_->index, c),
                                       [](const MeetingReport& r, const auto& place) { return std::pair(r.document, r.claim) < place; });
  if (report == reports.end() || report->document != document_->index || report->claim != c) return;
  const NodeOrder& order = settled_.order;
  const std::uint32_t meeting = order.meeting(settled_.meeting_of[static_cast<std::size_t>(report - reports.begin())]);
  for (const ArgumentView& argument : document_->claims.arguments_of(document_->claims.claims[c])) {
    if (argument.entity == no_entity) continue;
    const std::uint32_t who = nodes_[static_cast<std::uint32_t>(argument.entity)];
    if (argument.known_role == Role::place) {
      told_->edges.push_back(edge(meeting, held_at_, order.entity(who), c));
    } else if (argument.known_role == Role::topic) {
      told_->edges.push_back(edge(meeting, about_, order.entity(who), c));
    } else if (is_actor(settled_.node(who)) || settled_.node(who).label == EntityLabel::place) {
      ToldEdge& took_part = told_->edges.emplace_back(edge(order.entity(who), participated_in_, meeting, c));
      const bool says_more = argument.known_role >= Role::host && argument.known_role <= Role::mediator;
      took_part.detail = static_cast<std::uint32_t>(says_more ? argument.known_role : Role::participant);
    }
  }
}

void DocumentTeller::tell_event(std::uint32_t c) {
  const ClaimsView& claims = document_->claims;
  const ClaimView& claim = claims.claims[c];
  const std::string_view type = claims[claim.type];
  if (settled_.ontology.event(type) == nullptr) return;
  const std::uint32_t number = settled_.types.id(type);
  const Role about = has_role(claims, claim, Role::recipient) ? Role::recipient : Role::topic;
  const std::uint32_t discriminator = settled_.discriminators.rank(event_discriminator(claims, claim));
  const auto mode = static_cast<std::uint32_t>(settled_.texts.known(claims[claim.mode]));
  const auto text = static_cast<std::uint32_t>(settled_.texts.known(claims[claim.text]));
  for_each(Role::actor, claim, [&](std::uint32_t actor) {
    if (!is_actor(settled_.node(actor))) return;
    for_each(about, claim, [&](std::uint32_t target) {
      if (target == actor || (settled_.node(target).label != EntityLabel::policy && !is_actor(settled_.node(target)))) return;
      ToldEdge& event = told_->edges.emplace_back(edge(settled_.order.entity(actor), number, settled_.order.entity(target), c));
      event.discriminator = discriminator;
      event.detail = mode;
      event.more = text;
      event.date = pack_date(claim.date);
      event.status = claim.status;
    });
  });
}

void DocumentTeller::tell_office(std::uint32_t c) {
  const ClaimsView& claims = document_->claims;
  const ClaimView& claim = claims.claims[c];
  const TextId title = settled_.texts.known(claims[claim.type]);
  const std::uint32_t discriminator =
      settled_.discriminators.rank(office_discriminator(settled_.texts[settled_.texts.known_folded(title)], claims, claim));
  for_each(Role::holder, claim, [&](std::uint32_t holder) {
    for_each(Role::organization, claim, [&](std::uint32_t body) {
      if (holder == body) return;
      ToldEdge& office = told_->edges.emplace_back(edge(settled_.order.entity(holder), holds_office_, settled_.order.entity(body), c));
      office.discriminator = discriminator;
      office.detail = static_cast<std::uint32_t>(title);
      office.more = static_cast<std::uint32_t>(settled_.texts.known(claims[claim.mode]));
      office.date = pack_date(claims[claim.mode] == "former" ? claim.to : claim.from);
    });
  });
}

void DocumentTeller::tell_statement(std::uint32_t c, std::uint32_t number) {
  const ClaimsView& claims = document_->claims;
  const ClaimView& claim = claims.claims[c];
  const std::uint32_t statement = settled_.order.statement(number);
  std::uint32_t first_speaker = 0;
  bool first = true;
  for_each(Role::speaker, claim, [&](std::uint32_t speaker) {
    if (first) first_speaker = speaker;
    first = false;
    ToldEdge& said = told_->edges.emplace_back(edge(settled_.order.entity(speaker), said_by_, statement, c));
    said.status = claim.status;
    said.date = pack_date(claim.date);
  });
  std::vector<ToldEdge>& topics = told_->topics;
  const auto first_topic = static_cast<std::ptrdiff_t>(topics.size());
  for_each(Role::topic, claim, [&](std::uint32_t topic) { topics.push_back(edge(statement, about_, settled_.order.entity(topic), c)); });
  std::stable_sort(topics.begin() + first_topic, topics.end(), [](const ToldEdge& a, const ToldEdge& b) { return a.target < b.target; });
  const std::string_view text = claims[claim.text];
  const std::string name = text.empty() ? "statement of " + std::string(settled_.texts[settled_.node(first_speaker).name]) : short_name(text);
  append(told_->statements, {document_->index, c, claim_key("statement", document_->id, claim.words.begin, c), claim.date, claim.status, claim.quote,
                             claim.sentence, claim.words, {}, text, name, fold_name(text.empty() ? name : beginning(text))});
}

/// Reports of other documents are nodes of their own: who did what on which day is too little to say that two clauses
/// tell of one thing.
void DocumentTeller::tell_happening(std::uint32_t c, std::uint32_t number) {
  const ClaimsView& claims = document_->claims;
  const ClaimView& claim = claims.claims[c];
  const std::uint32_t happening = settled_.order.happening(number);
  for (const ArgumentView& argument : claims.arguments_of(claim)) {
    if (argument.entity == no_entity) continue;
    const std::uint32_t who = settled_.order.entity(nodes_[static_cast<std::uint32_t>(argument.entity)]);
    if (argument.known_role == Role::place) {
      told_->edges.push_back(edge(happening, held_at_, who, c));
    } else if (argument.known_role == Role::actor || argument.known_role == Role::recipient) {
      ToldEdge& part = told_->edges.emplace_back(edge(who, participated_in_, happening, c));
      part.detail = static_cast<std::uint32_t>(argument.known_role);
    } else {
      told_->edges.push_back(edge(happening, about_, who, c));
    }
  }
  const std::string_view text = claims[claim.text].empty() ? claims[claim.type] : claims[claim.text];
  append(told_->happenings, {document_->index, c, claim_key("happening", document_->id, claim.words.begin, c), claim.date, claim.status, false,
                             claim.sentence, claim.words, claims[claim.type], text, short_name(text), fold_name(beginning(text))});
}

void DocumentTeller::tell_plain(std::uint32_t c, std::uint32_t type, Role from, Role to) {
  const ClaimView& claim = document_->claims.claims[c];
  for_each(from, claim, [&](std::uint32_t source) {
    for_each(to, claim, [&](std::uint32_t target) {
      if (source != target) told_->edges.push_back(edge(settled_.order.entity(source), type, settled_.order.entity(target), c));
    });
  });
}

}  // namespace kg::graph
