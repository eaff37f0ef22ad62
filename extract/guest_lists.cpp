// Who else was there: "Participants in the call included A, B and C", "D also attended the meeting", "They were joined
// by E", or a heading and below it one name a line. The meeting itself is told in an earlier sentence, often by one name only: its readers learn from the list
// whom the host met. Such lists are long, so a meeting read right here is many pairs.
#include <algorithm>
#include <optional>
#include <set>

#include "extract/meetings.hpp"
#include "extract/mood.hpp"
#include "extract/name_rows.hpp"

namespace kg::extract {

namespace {

/// What a sentence adds to a meeting.
struct Guests {
  std::int32_t trigger = -1;  ///< the word that tells that they were there
  std::vector<Who> who;
  std::optional<Who> host;    ///< whom they join, if the sentence says so
  bool far = false;           ///< "participants": of the meeting that the text is about, however far it stands
};

class GuestReader {
 public:
  GuestReader(const Scene& scene, std::vector<graph::Claim>& claims) : scene_(scene), reading_(scene.reading), cast_(scene.cast), claims_(claims) {}

  void run() {
    std::vector<graph::Claim> found;
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      if (cast_.skipped(s) || only_asks(reading_, s)) continue;
      s_ = s;
      if (const Guests guests = lines_below(); !guests.who.empty()) tell(guests, found);
      rows_ = find_rows(scene_, s);
      if (rows_.empty()) continue;
      for (std::int32_t t = 0; t < reading_.size(s); ++t) {
        for (const Guests& guests : {listed(t), joining(t), attending(t), joined_by(t)}) {
          if (!guests.who.empty()) tell(guests, found);
        }
      }
    }
    for (graph::Claim& claim : found) claims_.push_back(std::move(claim));
  }

 private:
  TokenRef at(std::int32_t t) const { return {s_, t}; }
  std::string_view word(std::int32_t t) const { return t >= 0 && t < reading_.size(s_) ? std::string_view(reading_.lower(at(t))) : std::string_view(); }
  bool is_verb(std::int32_t t) const { return t >= 0 && t < reading_.size(s_) && reading_.token(at(t)).upos == text::Upos::VERB; }
  bool is_person(const Who& who) const { return cast_.entity(who.entity).label == EntityLabel::person; }

  static void add(std::vector<Who>& list, const std::vector<Who>& more) {
    for (const Who& who : more) {
      if (std::ranges::find(list, who) == list.end()) list.push_back(who);
    }
  }

  // ---- the forms of such sentences

  /// The row that begins at `t` and those that follow behind "as well as" or "along with"; states count as parties of
  /// a list, alone they may be anything.
  std::vector<Who> list_from(std::int32_t t) const {
    std::vector<Who> all;
    while (one_of(word(t), {"also", "both", ":", "the"}) && !row_from(t)) ++t;
    for (const Row* row = row_from(t); row != nullptr;) {
      add(all, row->who);
      std::int32_t next = row->last;
      if (word(next) == ",") ++next;
      if (word(next) == "and") ++next;
      if (word(next) == "as" && word(next + 1) == "well" && word(next + 2) == "as") next += 3;
      else if (one_of(word(next), {"along", "together"}) && word(next + 1) == "with") next += 2;
      else break;
      row = row_from(next);
    }
    return all;
  }

  const Row* row_from(std::int32_t first) const {
    const auto found = std::ranges::find_if(rows_, [&](const Row& row) { return row.first == first || (row.first == first + 1 && word(first) == "the"); });
    return found == rows_.end() ? nullptr : &*found;
  }

  /// "Participants (in the call) included A, B and C", "the attendees were …", "the meeting also included …"
  Guests listed(std::int32_t t) const {
    constexpr std::int32_t reach = 14;
    if (!one_of(word(t), {"included", "include", "includes", "were", "are", "featured"})) return {};
    for (std::int32_t k = t - 1; k >= 0 && t - k <= reach; --k) {
      if (is_verb(k) && !one_of(word(k), {"joining", "attending", "participating"})) return {};
      if (one_of(word(k), {"participants", "attendees", "invitees"})) {
        if (k > 0 && !opens_subject(k - 1)) return {};
        Guests guests{.trigger = t, .who = list_from(t + 1), .host = {}, .far = true};
        if (const Row* row = word(k + 1) == "joining" ? row_from(k + 2) : nullptr) guests.host = row->who.front();
        return guests;
      }
      if (one_of(word(t), {"were", "are"})) continue;
      const bool own = word(k + 1) == "also" || k + 1 == t;
      if (own && one_of(word(k), {"meeting", "call", "summit", "talks", "gathering", "dinner"}) && one_of(word(k - 1), {"the", "this"}) && k <= 2) {
        const std::vector<Who> who = list_from(t + 1);
        return std::ranges::all_of(who, [&](const Who& one) { return is_person(one); }) ? Guests{.trigger = t, .who = who, .host = {}, .far = false} : Guests{};
      }
    }
    return {};
  }

  /// "Participants in the meeting included:", "The leaders who attended:", and below it one name a line, with whom each is of.
  Guests lines_below() const {
    if (reading_.size(s_) == 0 || word(reading_.size(s_) - 1) != ":") return {};
    Guests guests{.trigger = -1, .who = {}, .host = {}, .far = true};
    for (std::int32_t t = 0; t < reading_.size(s_); ++t) {
      if (one_of(word(t), {"participants", "attendees", "invitees", "participated", "participating", "attended", "attending", "attendance", "present"})) guests.trigger = t;
    }
    if (guests.trigger < 0) return {};
    for (std::uint32_t s = s_ + 1; s < reading_.sentence_count(); ++s) {
      const std::optional<Who> who = on_line(s);
      if (!who) break;
      add(guests.who, {*who});
    }
    return guests.who.size() >= 2 ? guests : Guests{};
  }

  /// Who stands on a line of a list: the first person, or the body that it begins with. Nobody if the line is prose.
  std::optional<Who> on_line(std::uint32_t s) const {
    constexpr std::int32_t longest = 40, opening = 2;
    if (reading_.size(s) == 0 || reading_.size(s) > longest) return {};
    const std::string_view last = reading_.lower({s, reading_.size(s) - 1});
    if (one_of(last, {".", ":", "?", "!"})) return {};
    const Mention* body = nullptr;
    for (const Mention& mention : cast_.mentions_in(s)) {
      if (mention.nested || mention.entity < 0) continue;
      const Who who{mention.entity, words_of(mention), 1};
      if (mention.label == EntityLabel::person) return who;
      const bool party = mention.label == EntityLabel::organization || (mention.label == EntityLabel::state && !mention.demonym);
      if (body == nullptr && party && mention.outer <= opening) body = &mention;
    }
    return body == nullptr ? std::nullopt : std::optional(Who{body->entity, words_of(*body), 1});
  }

  ByteSpan words_of(const Mention& mention) const {
    const std::vector<text::Token>& tokens = reading_.sentence(mention.sentence).tokens;
    return {tokens[static_cast<std::size_t>(mention.first)].span.begin, tokens[static_cast<std::size_t>(mention.last - 1)].span.end};
  }

  /// Nothing before the subject but "other", "the", a body's name.
  bool opens_subject(std::int32_t last) const {
    for (std::int32_t t = last; t >= 0; --t) {
      const text::Upos tag = reading_.token(at(t)).upos;
      if (tag == text::Upos::VERB || tag == text::Upos::AUX || tag == text::Upos::ADP) return false;
    }
    return true;
  }

  /// "Joining President A on the call were B and C", "Also attending were B and C"
  Guests joining(std::int32_t t) const {
    constexpr std::int32_t reach = 14;
    if (t > 1 || !one_of(word(t), {"joining", "attending", "participating", "present"}) || (t == 1 && word(0) != "also")) return {};
    std::optional<Who> host;
    if (one_of(word(t + 1), {"us", "me"})) return {};  // a briefing
    if (const Row* row = row_from(t + 1)) host = row->who.front();
    if (host && !is_person(*host)) return {};
    for (std::int32_t k = t + 1; k < std::min(reading_.size(s_), t + reach); ++k) {
      if (one_of(word(k), {"were", "was", "are", "is"})) return {.trigger = k, .who = list_from(k + 1), .host = host, .far = true};
      if (is_verb(k)) return {};
    }
    return {};
  }

  /// "A also joined the meeting", "B and C also participated", "D was present"
  Guests attending(std::int32_t t) const {
    const bool takes = one_of(word(t), {"joined", "attended", "participated", "join", "attend", "participate"});
    const bool part = one_of(word(t), {"took", "take"}) && word(t + 1) == "part";
    const bool present = (word(t) == "present" || (word(t) == "attendance" && word(t - 1) == "in"));
    if (!takes && !part && !present) return {};
    std::int32_t k = t;
    bool also = false;
    while (k > 0 && (one_of(word(k - 1), {"also", "was", "were", "in", "both", "will"}))) {
      also = also || word(k - 1) == "also";
      --k;
    }
    const Row* subject = nullptr;
    for (const Row& row : rows_) {
      if (row.last == k || (row.last == k - 1 && word(k - 1) == ",")) subject = &row;
    }
    if (subject == nullptr || !std::ranges::all_of(subject->who, [&](const Who& who) { return is_person(who); })) return {};
    const std::int32_t behind = part ? t + 2 : t + 1;
    if (!(present ? also || opens_sentence(*subject) : is_the_meeting(behind, also))) return {};
    return {.trigger = t, .who = subject->who, .host = {}, .far = false};
  }

  bool opens_sentence(const Row& row) const { return row.first <= 1; }

  /// "the meeting", "in the talks", with `also` nothing at all: what has been told before.
  bool is_the_meeting(std::int32_t t, bool also) const {
    constexpr std::int32_t reach = 4;
    if (one_of(word(t), {"in", "for"})) ++t;
    if (also && one_of(word(t), {"", ".", ",", "along", "via", "virtually", "remotely", "by"})) return true;
    if (!one_of(word(t), {"the", "this", "these", "that"})) return false;
    for (std::int32_t k = t + 1; k < t + reach; ++k) {
      if (cast_.mention_at({s_, std::min(k, reading_.size(s_) - 1)}) != nullptr) return false;  // a gathering of its own
      if (one_of(word(k), {"meeting", "meetings", "call", "talks", "discussion", "discussions", "session", "conversation", "dinner", "lunch", "gathering", "negotiations", "event"})) {
        return !one_of(word(k + 1), {"with", "of", "between", "on", "in"});
      }
    }
    return false;
  }

  /// "The Secretary was joined by B and C", "met with A, joined by B"
  Guests joined_by(std::int32_t t) const {
    if (word(t) != "joined" || word(t + 1) != "by") return {};
    std::vector<Who> who = list_from(t + 2);
    if (who.empty()) return {};
    std::vector<Who> hosts;
    for (const TokenRef joined : objects_of(reading_, at(t))) add(hosts, cast_.all_of(joined));
    if (hosts.empty()) {
      for (const Row& row : rows_) {
        if (row.last <= t && is_person(row.who.front())) hosts = {row.who.front()};
      }
    }
    std::erase_if(hosts, [&](const Who& host) { return std::ranges::find(who, host) != who.end(); });
    if (hosts.empty()) return {};
    const bool person = std::ranges::all_of(who, [&](const Who& one) { return is_person(one); });
    return person ? Guests{.trigger = t, .who = std::move(who), .host = hosts.front(), .far = false} : Guests{};
  }

  // ---- the meeting that they join

  struct Base {
    const graph::Claim* claim = nullptr;
    std::vector<Who> parties;
  };

  /// What the text tells of the meeting so far: one base for each table, the last ones before or in this sentence.
  std::vector<Base> bases(const Guests& guests) const {
    const std::uint32_t near = 3, far = 20;
    const std::uint32_t reach = guests.far ? far : near;
    const TokenRef trigger = at(guests.trigger);
    const bool over = meeting_status(reality_of(reading_, trigger, trigger)) == graph::Status::held;
    const Date day = when_of(scene_, trigger, trigger).date;
    for (std::uint32_t back = 0; back <= std::min(reach, s_); ++back) {
      const std::uint32_t s = s_ - back;
      if (cast_.skipped(s)) continue;
      std::vector<Base> found;
      bool several = false;  // meetings: which of them the guests join is not said
      bool another = false;  // meeting: not theirs
      for (const graph::Claim& claim : claims_) {
        if (claim.kind != graph::ClaimKind::meeting || claim.sentence != reading_.sentence(s).span) continue;
        // Nobody was at a meeting that is to come or was called off, or at one of another day.
        if ((over && claim.status != graph::Status::held) || (day && claim.when.date && !day.agrees_with(claim.when.date))) {
          another = true;
          continue;
        }
        Base base{&claim, {}};
        for (const graph::Argument& argument : claim.arguments) {
          if (argument.role != "place" && argument.role != "topic") base.parties.push_back({static_cast<std::int32_t>(argument.entity), argument.mention, 0.8F});
        }
        const bool hosted = !guests.host || std::ranges::find(base.parties, *guests.host) != base.parties.end();
        if (!hosted) continue;
        const bool same = found.empty() || found.back().claim->words == claim.words;
        several = several || !same;
        if (same) found.push_back(std::move(base));
      }
      if (several && !guests.far) return {};
      if (!found.empty()) return found;
      if (!another && (guests.far || back <= 1)) {
        if (std::optional<Base> announced = announced_in(s, guests)) return {std::move(*announced)};
      }
    }
    return {};
  }

  /// "The President held a call with allies": a meeting whose only named party is its host.
  std::optional<Base> announced_in(std::uint32_t s, const Guests& guests) const {
    if (s == s_ && !guests.host) return {};
    for (std::int32_t n = 0; n < reading_.size(s); ++n) {
      const TokenRef noun{s, n};
      const text::Upos tag = reading_.token(noun).upos;
      const bool meeting = (tag == text::Upos::NOUN || tag == text::Upos::PROPN) && names_meeting(scene_, noun) && !one_of(reading_.lemma(noun), {"visit", "trip", "tour"});
      const bool talks = tag == text::Upos::VERB && one_of(reading_.lemma(noun), {"speak", "meet", "talk"});
      if (!meeting && !talks) continue;
      Base base;
      const TokenRef verb = talks ? noun : reading_.clause(noun);
      std::vector<TokenRef> hosts;
      if (const TokenRef owner = meeting ? reading_.child(noun, "nmod:poss") : TokenRef{}) hosts.push_back(owner);
      else if (verb && verb != noun) hosts = subjects_of(reading_, verb);
      else if (talks) hosts = subjects_of(reading_, noun);
      for (const TokenRef host : hosts) add(base.parties, cast_.all_of(host));
      std::erase_if(base.parties, [&](const Who& who) { return !is_person(who); });
      if (guests.host) {
        if (std::ranges::find(base.parties, *guests.host) == base.parties.end()) continue;
        // A minister's own people are with him wherever he goes.
        std::vector<Who> all = guests.who;
        add(all, base.parties);
        if (!guests.far && !of_two_sides(cast_, all)) return {};
      } else if (base.parties.size() != 1) {
        continue;
      }
      return base;
    }
    return {};
  }

  /// What the sentence calls it: "Participants in the |call|"
  std::string_view kind_before(std::int32_t end) const {
    for (std::int32_t t = 0; t < end; ++t) {
      if (one_of(word(t), {"call", "phone", "videoconference"})) return "call";
      if (one_of(word(t), {"summit", "talks", "conference"})) return word(t);
    }
    return "meeting";
  }

  /// Bodies alone may as well take part in a programme.
  bool of_people(const std::vector<Who>& who) const {
    return std::ranges::count_if(who, [&](const Who& one) { return cast_.entity(one.entity).label != EntityLabel::organization; }) >= 2;
  }

  void tell(const Guests& guests, std::vector<graph::Claim>& found) const {
    std::vector<Base> all = bases(guests);
    if (all.empty() && guests.far && of_people(guests.who)) all.push_back({nullptr, guests.host ? std::vector<Who>{*guests.host} : std::vector<Who>{}});
    for (const Base& base : all) {
      std::vector<Who> parties = base.parties;
      add(parties, guests.who);
      if (parties.size() < 2 || parties.size() == base.parties.size()) continue;
      const TokenRef trigger = at(guests.trigger);
      graph::Claim claim = new_claim(scene_, graph::ClaimKind::meeting, trigger, "list of who was there");
      if (base.claim != nullptr) {
        claim.type = base.claim->type;
        claim.mode = base.claim->mode;
        claim.status = base.claim->status;
        claim.when = base.claim->when;
      } else {
        claim.type = kind_before(guests.trigger);
        claim.status = meeting_status(reality_of(reading_, trigger, trigger));
        claim.when = when_of(scene_, trigger, trigger);
      }
      claim.text = std::string(reading_.form(trigger));
      claim.confidence = 0.8F;
      for (const Who& party : parties) add_argument(claim, "participant", party);
      if (base.claim != nullptr) {
        for (const graph::Argument& argument : base.claim->arguments) {
          if (argument.role == "place") claim.arguments.push_back(argument);
        }
      }
      found.push_back(std::move(claim));
    }
  }

  const Scene& scene_;
  const Reading& reading_;
  const Cast& cast_;
  std::vector<graph::Claim>& claims_;
  std::uint32_t s_ = 0;
  std::vector<Row> rows_;
};

}  // namespace

void meet_as_guests(const Scene& scene, std::vector<graph::Claim>& claims) { GuestReader(scene, claims).run(); }

}  // namespace kg::extract
