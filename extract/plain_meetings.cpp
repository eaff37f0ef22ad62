// Meetings read from the order of words, where the trees lose a party: lists of titled names before and behind a verb
// of meeting are long and rare, and parsers cut them in two. "President A of B and Prime Minister C, the host, spoke
// by telephone" is plain to a reader who sees only names, "and", "of" and the verb.
//
// Used for triggers that no frame has read; whatever a tree has read stays.
#include <algorithm>
#include <optional>
#include <set>

#include "base/utf8.hpp"
#include "extract/meetings.hpp"
#include "extract/mood.hpp"
#include "extract/name_rows.hpp"
#include "extract/party_words.hpp"

namespace kg::extract {

namespace {

class PlainReader {
 public:
  PlainReader(const Scene& scene, std::uint32_t s) : scene_(scene), reading_(scene.reading), cast_(scene.cast), s_(s), rows_(find_rows(scene, s)) {}

  void run(std::vector<graph::Claim>& claims) {
    for (std::int32_t t = 0; t < reading_.size(s_); ++t) {
      const auto read = std::ranges::find_if(claims, [&](const graph::Claim& claim) { return claim.words == reading_.token(at(t)).span; });
      if (read != claims.end()) {
        complete(t, *read);
        add_partners(t, claims);
        continue;
      }
      verb_of_meeting(t, claims);
      noun_of_meeting(t, claims);
      hosted(t, claims);
      joint_deed(t, claims);
      discussed_by_both(t, claims);
      joined_counterparts(t, claims);
      honour_to_welcome(t, claims);
      told_in_a_call(t, claims);
      going_for_talks(t, claims);
      brought_together(t, claims);
      at_the_invitation(t, claims);
      between_both(t, claims);
      before_the_press(t, claims);
      at_their_meeting(t, claims);
      chaired_by(t, claims);
      on_the_occasion(t, claims);
    }
    after_a_meeting(claims);
  }

 private:
  TokenRef at(std::int32_t t) const { return {s_, t}; }
  std::string_view word(std::int32_t t) const { return t >= 0 && t < reading_.size(s_) ? std::string_view(reading_.lower(at(t))) : std::string_view(); }
  bool is_person(const Who& who) const { return cast_.entity(who.entity).label == EntityLabel::person; }
  bool is_verb(std::int32_t t) const { return reading_.token(at(t)).upos == text::Upos::VERB; }

  // ---- names in a row

  const Row* row_before(std::int32_t end) const {
    for (const Row& row : rows_) {
      if (row.last == end) return &row;
    }
    return nullptr;
  }
  const Row* row_from(std::int32_t first) const {
    for (const Row& row : rows_) {
      if (row.first == first) return &row;
    }
    return nullptr;
  }

  // ---- what stands between names and verb

  bool is_dash(std::int32_t t) const { return one_of(word(t), {"–", "—", "-", "--"}); }

  /// "…|, who is visiting Israel|,": where the relative clause that ends at `end` opens; -1 if none does.
  std::int32_t clause_before(std::int32_t end) const {
    constexpr std::int32_t reach = 14;
    for (std::int32_t k = end - 1; k > 0 && end - k < reach; --k) {
      if (word(k) == ",") return one_of(word(k + 1), {"who", "which", "whose"}) ? k : -1;
    }
    return -1;
  }

  /// The names before the verb at `t`: auxiliaries, adverbs, dates, what points and one remark between commas are passed over.
  const Row* subject_of(std::int32_t t) const {
    bool remark = false;
    for (std::int32_t k = t; k > 0;) {
      if (const Row* row = row_before(k)) return row;
      const TokenRef before = at(k - 1);
      const text::Upos tag = reading_.token(before).upos;
      if (tag == text::Upos::AUX || tag == text::Upos::ADV || reading_.in_time(before) || points(reading_.lower(before))) {
        --k;
      } else if (is_dash(k - 1) && row_before(k - 1) != nullptr) {
        --k;  // "the leaders – A, B and C – met"
      } else if (reading_.lower(before) == "," && !remark && clause_before(k - 1) >= 0) {
        remark = true;
        k = clause_before(k - 1);
      } else if (reading_.lower(before) == "," && row_before(k - 1) != nullptr) {
        --k;  // "the leaders of A, B and C, attended"
      } else if (reading_.lower(before) == "," && !remark) {
        remark = true;
        std::int32_t open = k - 2;
        while (open > 0 && k - open < 12 && reading_.lower(at(open)) != "," && !is_verb(open)) --open;
        if (open <= 0 || reading_.lower(at(open)) != ",") {
          --k;  // "A, left, greets"
        } else {
          k = open;
        }
      } else {
        return nullptr;
      }
    }
    return nullptr;
  }

  /// "she then met", "the Secretary will meet": somebody named before who is the subject of the verb at `t`, as a row.
  std::optional<Row> named_earlier(std::int32_t t) const {
    std::int32_t k = t - 1;
    while (k >= 0 && (reading_.token(at(k)).upos == text::Upos::AUX || reading_.token(at(k)).upos == text::Upos::ADV || reading_.in_time(at(k)))) --k;
    const bool office = k > 0 && scene_.vocabulary.is_title_head(word(k)) && cast_.mention_at(at(k)) == nullptr;
    if (!office && !one_of(word(k), {"he", "she", "i"})) return {};
    std::vector<Who> who = cast_.who(at(k));
    if (who.size() != 1 || !is_person(who.front())) return {};
    return Row{.who = std::move(who), .first = k, .last = k + 1};
  }

  /// Behind the verb up to a party: dates, adverbs, "by phone", "in Oslo", a remark; `with` tells whether its
  /// preposition was met.
  std::vector<Who> partner_of(std::int32_t t, std::initializer_list<std::string_view> prepositions, bool direct) const {
    constexpr std::int32_t reach = 14;
    bool open = direct;
    for (std::int32_t k = t + 1; k < std::min(reading_.size(s_), t + reach);) {
      if (open) {
        if (const Row* row = row_from(k)) return row->who;
      }
      const std::string_view here = word(k);
      if (one_of(here, prepositions)) {
        open = true;
        ++k;
        if (const Row* row = row_from(k)) return row->who;
        if (cast_.mention_at(at(k)) == nullptr || reading_.token(at(k)).upos == text::Upos::DET) continue;
        return {};
      }
      open = false;
      const TokenRef token = at(k);
      const text::Upos tag = reading_.token(token).upos;
      if (reading_.in_time(token) || tag == text::Upos::ADV || one_of(here, {"by", "on", "over", "via", "the", "phone", "telephone", "video", "call", "videoconference"})) {
        ++k;
        continue;
      }
      if (one_of(here, {"in", "at"}) && k + 1 < reading_.size(s_)) {
        const Mention* place = cast_.mention_at(at(k + 1));
        if (place != nullptr && (place->label == EntityLabel::place || place->label == EntityLabel::state)) {
          k = place->last;
          continue;
        }
      }
      if (here == ",") {
        std::int32_t close = k + 1;
        while (close < reading_.size(s_) && close - k < 8 && word(close) != ",") ++close;
        if (word(close) == "," && one_of(word(close + 1), prepositions)) {
          k = close + 1;
          continue;
        }
      }
      return {};
    }
    return {};
  }

  bool on_the_phone(std::int32_t t) const {
    for (std::int32_t k = t + 1; k < std::min(reading_.size(s_), t + 5); ++k) {
      if (one_of(word(k), {"phone", "telephone", "videoconference"})) return true;
      if (is_verb(k)) return false;
    }
    return false;
  }

  /// Two people of whom the text does not say that they are of one side.
  bool may_be_two_sides(const std::vector<Who>& who) const {
    return of_two_sides(cast_, who) || std::ranges::all_of(who, [&](const Who& one) { return is_person(one) && cast_.state_of(one.entity) < 0; });
  }

  /// The verb that carries the trigger at `t`: itself, or "held" of "held a third round of talks"; -1 if none does.
  std::int32_t carrier_of(std::int32_t t) const {
    constexpr std::int32_t reach = 8;
    if (is_verb(t)) return t;
    for (std::int32_t k = t - 1; k >= 0 && t - k < reach; --k) {
      if (is_verb(k)) return one_of(reading_.lemma(at(k)), {"hold", "have", "begin", "start", "open", "resume", "conclude", "conduct", "end", "attend", "convene"}) ? k : -1;
      if (reading_.token(at(k)).upos == text::Upos::PUNCT || one_of(word(k), {"with", "in", "at", "between"})) return -1;
    }
    return -1;
  }

  /// "A, B and C met", "the leaders of A, B and C held talks", of which the tree has lost one.
  void complete(std::int32_t t, graph::Claim& claim) const {
    const Row* row = owners_of(t);
    const bool owners = row != nullptr;
    const std::int32_t verb = owners ? -1 : carrier_of(t);
    if (verb >= 0) row = subject_of(verb);
    if (row == nullptr) return;
    std::size_t met = 0;
    for (const graph::Argument& argument : claim.arguments) {
      if (argument.role == "place" || argument.role == "topic") continue;
      if (argument.role != "participant" || std::ranges::none_of(row->who, [&](const Who& who) { return argument.entity == static_cast<EntityIndex>(who.entity); })) return;
      ++met;
    }
    if (met >= 2 && (owners || row->led || std::ranges::all_of(row->who, [&](const Who& who) { return is_person(who); }))) {
      for (const Who& who : row->who) add_party(claim, who);
    }
  }

  static void add_party(graph::Claim& claim, const Who& who) {
    const bool known = std::ranges::any_of(claim.arguments, [&](const graph::Argument& argument) { return argument.role != "place" && argument.role != "topic" && argument.entity == static_cast<EntityIndex>(who.entity); });
    if (!known) add_argument(claim, "participant", who);
  }

  /// "spoke with A of B, C and D", "talks with the ministers of A, B and C": those of the list whom the tree has lost.
  void add_partners(std::int32_t t, std::vector<graph::Claim>& claims) const {
    constexpr std::int32_t reach = 4;
    std::int32_t with = t + 1;
    while (with < t + reach && word(with) != "with" && (reading_.token(at(std::min(with, reading_.size(s_) - 1))).upos == text::Upos::ADV || reading_.in_time(at(std::min(with, reading_.size(s_) - 1))))) ++with;
    const Row* row = word(with) == "with" ? row_from(with + 1) : nullptr;
    if (row == nullptr) return;
    const std::vector<Who> partners = partners_behind(*row);
    if (partners.size() < 2) return;
    const auto in_row = [&](const graph::Argument& argument) {
      return argument.role != "place" && argument.role != "topic" && std::ranges::any_of(partners, [&](const Who& who) { return argument.entity == static_cast<EntityIndex>(who.entity); });
    };
    const ByteSpan words = reading_.token(at(t)).span;
    std::set<EntityIndex> told;
    std::optional<std::size_t> model;
    for (std::size_t c = 0; c < claims.size(); ++c) {
      if (claims[c].words != words) continue;
      for (const graph::Argument& argument : claims[c].arguments) told.insert(argument.entity);
      const auto here = std::ranges::count_if(claims[c].arguments, in_row);
      if (here == 1 || (here > 1 && is_one_occasion(reading_, at(t)))) model = c;
    }
    if (!model) return;
    const graph::Claim like = claims[*model];
    for (const Who& who : partners) {
      if (told.contains(static_cast<EntityIndex>(who.entity))) continue;
      if (is_one_occasion(reading_, at(t))) {
        add_party(claims[*model], who);
        continue;
      }
      graph::Claim claim = like;
      for (graph::Argument& argument : claim.arguments) {
        if (in_row(argument)) argument = {argument.role, static_cast<EntityIndex>(who.entity), who.words};
      }
      claims.push_back(std::move(claim));
    }
  }

  /// The partners of a list that goes on: "with A and B, |as well as C|; |with D|; and |with E and other officials|".
  std::vector<Who> partners_behind(const Row& row) const {
    constexpr std::int32_t others = 10;  // words of "as well as top cabinet officials including"
    std::vector<Who> all = row.who;
    for (std::int32_t t = row.last; t < reading_.size(s_);) {
      const Row* next = nullptr;
      std::int32_t k = t;
      bool parted = false;
      for (; k < std::min(reading_.size(s_), t + others) && next == nullptr; ++k) {
        parted = parted || one_of(word(k), {",", ";"});
        if (is_verb(k) && word(k) != "including") break;
        if (word(k) == "including") next = row_from(k + 1);
        if (word(k) == "with" && parted && (one_of(word(k - 1), {",", ";", "and", "also"}))) next = row_from(k + 1);
        if (word(k) == "as" && word(k + 1) == "well" && word(k + 2) == "as") {
          next = row_from(k + 3);
          if (next == nullptr && word(k + 3) == "with") next = row_from(k + 4);
        }
      }
      if (next == nullptr) break;
      for (const Who& who : next->who) {
        if (std::ranges::find(all, who) == all.end()) all.push_back(who);
      }
      t = next->last;
    }
    return all;
  }

  // ---- the claims

  /// "told him in a Saturday call": of a past tense, the weekday is the last one.
  void weekday_before(graph::When& when) const {
    const Date published = reading_.document().published;
    if (!published || when.date.unit() != DateUnit::day || when.date <= published || when.rule.find("weekday") == std::string::npos) return;
    when.date = when.from = when.to = Date::from(when.date.first_sys_day() - std::chrono::days(7));
  }

  graph::Claim& tell(std::int32_t t, TokenRef verb, std::string_view kind, const std::vector<Who>& parties, std::vector<graph::Claim>& claims) const {
    graph::Claim claim = new_claim(scene_, graph::ClaimKind::meeting, at(t), "order of words");
    claim.type = kind;
    claim.status = meeting_status(reality_of(reading_, verb, verb));
    claim.when = when_of(scene_, verb, verb);
    if (reading_.xpos(verb) == "VBD") weekday_before(claim.when);
    const bool weekday = claim.when.rule.find("weekday") != std::string::npos;
    if (weekday && claim.status == graph::Status::held && is_timetable(reading_, verb)) claim.status = graph::Status::planned;
    settle_time(scene_, claim);
    claim.text = std::string(reading_.form(at(t)));
    claim.confidence = 0.8F;
    for (const Who& party : parties) add_argument(claim, "participant", party);
    for (const Who& place : where_of(scene_, verb, verb)) {
      if (std::ranges::find(parties, place) == parties.end()) add_argument(claim, "place", place);
    }
    claims.push_back(std::move(claim));
    return claims.back();
  }

  /// "A met B", "A and B spoke by telephone", "A spoke, as I noted, with B".
  void verb_of_meeting(std::int32_t t, std::vector<graph::Claim>& claims) const {
    const bool meets = one_of(word(t), {"met", "meets", "meet", "convened", "gathered"});
    const bool speaks = one_of(word(t), {"spoke", "speaks", "speak", "talked", "talks", "talk", "spoken"});
    if ((!meets && !speaks) || (!is_verb(t) && !one_of(word(t), {"met", "spoke"}))) return;
    const Row* subject = subject_of(t);
    const std::optional<Row> earlier = subject == nullptr ? named_earlier(t) : std::nullopt;
    if (earlier) subject = &*earlier;
    if (subject == nullptr) return;
    const bool phone = on_the_phone(t);
    std::vector<Who> partners = phone ? partner_of(t, {"with", "to"}, false) : partner_of(t, {"with"}, meets);
    if (earlier && partners.size() < 2) return;  // trees lose lists, not single names
    std::erase_if(partners, [&](const Who& who) { return std::ranges::find(subject->who, who) != subject->who.end(); });
    const std::string_view kind = phone ? "call" : meets ? "meeting" : "talks";
    if (partners.empty()) {
      // "the six powers that signed it - A, B and C - meet"
      const bool spelt_out = is_dash(subject->first - 1) && is_dash(subject->last);
      const bool people = subject->led || spelt_out || std::ranges::all_of(subject->who, [&](const Who& who) { return is_person(who); });
      const bool mutual = subject->who.size() >= 2 && (meets || phone) && may_be_two_sides(subject->who) && people;
      // "A and B met the families"
      const text::Upos next = t + 1 < reading_.size(s_) ? reading_.token(at(t + 1)).upos : text::Upos::PUNCT;
      const bool object = next == text::Upos::DET || next == text::Upos::ADJ || next == text::Upos::NOUN || next == text::Upos::PROPN || next == text::Upos::PRON;
      const bool somebody = meets && object && !reading_.in_time(at(t + 1));
      if (mutual && !somebody && word(t + 1) != "with") tell(t, at(t), kind, subject->who, claims);
      return;
    }
    if (!subject->led && !std::ranges::any_of(subject->who, [&](const Who& who) { return is_person(who); })) return;
    for (const Who& partner : partners) {
      std::vector<Who> parties = subject->who;
      parties.push_back(partner);
      tell(t, at(t), kind, parties, claims);
    }
  }

  /// "A held bilateral meetings with his counterparts: B and C": a list that the tree cuts from its noun.
  void noun_of_meeting(std::int32_t t, std::vector<graph::Claim>& claims) const {
    constexpr std::int32_t reach = 4;
    if (is_verb(t) || !names_meeting(scene_, at(t))) return;
    std::int32_t with = t + 1;
    while (with < t + reach && (reading_.in_time(at(std::min(with, reading_.size(s_) - 1))) || reading_.token(at(std::min(with, reading_.size(s_) - 1))).upos == text::Upos::ADV)) ++with;
    const Row* row = word(with) == "with" ? row_from(with + 1) : nullptr;
    const std::int32_t verb = row == nullptr ? -1 : carrier_of(t);
    if (verb < 0 || (row->who.size() < 2 && !row->led && !is_person(row->who.front()))) return;
    const Row* subject = subject_of(verb);
    const std::optional<Row> earlier = subject == nullptr ? named_earlier(verb) : std::nullopt;
    if (earlier) subject = &*earlier;
    if (subject == nullptr) return;
    std::vector<Who> partners = partners_behind(*row);
    std::erase_if(partners, [&](const Who& who) { return std::ranges::find(subject->who, who) != subject->who.end(); });
    if (partners.empty()) return;
    const std::string_view kind = kind_behind(t - 1) == "conference" ? "meeting" : kind_behind(t - 1);
    const bool one = is_one_occasion(reading_, at(t));
    for (std::size_t p = 0; p < (one ? 1 : partners.size()); ++p) {
      std::vector<Who> parties = subject->who;
      if (one) parties.insert(parties.end(), partners.begin(), partners.end());
      else parties.push_back(partners[p]);
      tell(t, at(verb), kind, parties, claims);
    }
  }

  /// "Chile hosted the foreign ministers of A and B", "the king received the presidents of A and B": guests named only
  /// by whom they stand for.
  void hosted(std::int32_t t, std::vector<graph::Claim>& claims) const {
    if (!is_verb(t) || !one_of(reading_.lemma(at(t)), {"host", "receive", "gather"})) return;
    const Row* guests = row_from(t + 1);
    if (guests == nullptr && word(t + 1) == "the") guests = row_from(t + 2);
    if (guests == nullptr || !guests->led) return;
    const Row* subject = subject_of(t);
    const std::optional<Row> earlier = subject == nullptr ? named_earlier(t) : std::nullopt;
    if (earlier) subject = &*earlier;
    std::vector<Who> all = guests->who;
    if (subject != nullptr && subject->who.size() == 1 && std::ranges::find(all, subject->who.front()) == all.end()) all.insert(all.begin(), subject->who.front());
    if (all.size() >= 2 && of_two_sides(cast_, all)) tell(t, at(t), "visit", all, claims);
  }

  /// What people who do it together are together for: "A and B signed the treaty", "A, left, and B shake hands".
  void joint_deed(std::int32_t t, std::vector<graph::Claim>& claims) const {
    const bool conference = one_of(word(t), {"hold", "holds", "held", "attend", "attends", "attended", "address", "addressed", "give", "gave"}) && is_joint_appearance(t);
    const bool hands = one_of(word(t), {"shake", "shakes", "shook"}) && word(t + 1) == "hands";
    const bool signs = one_of(word(t), {"sign", "signed"}) && is_agreement(t);
    const bool picture = one_of(word(t), {"chat", "embrace", "pose", "hug"});
    const bool together = one_of(word(t), {"co-host", "co-hosted", "co-chair", "co-chaired", "cohost", "cochair", "co-convene", "co-convened"});
    const bool gathers = one_of(word(t), {"attend", "attended", "attends", "joined", "hold", "held", "holding", "participated", "participate", "began", "resumed", "opened", "launched", "launch", "inaugurated", "concluded"}) && is_gathering(t);
    if (!conference && !hands && !signs && !picture && !together && !gathers) return;
    const Row* subject = subject_of(t);
    if (gathers && subject != nullptr && subject->led && subject->who.size() >= 2) {
      tell(t, at(t), kind_behind(t), subject->who, claims);
      return;
    }
    if (subject == nullptr || subject->who.size() < 2 || subject->who.size() > 5 || !of_two_sides(cast_, subject->who)) return;
    const bool people = std::ranges::all_of(subject->who, [&](const Who& who) { return is_person(who); });
    if (people || (together && is_gathering(t))) tell(t, at(t), people ? "meeting" : kind_behind(t), subject->who, claims);
  }

  /// "President A and Prime Minister B discussed trade": with whom is not said, so with each other.
  void discussed_by_both(std::int32_t t, std::vector<graph::Claim>& claims) const {
    if (!one_of(word(t), {"discussed", "discuss"})) return;
    const Row* subject = subject_of(t);
    if (subject == nullptr || subject->who.size() < 2 || subject->who.size() > 4 || !of_two_sides(cast_, subject->who)) return;
    if (!std::ranges::all_of(subject->who, [&](const Who& who) { return is_person(who) && cast_.state_of(who.entity) >= 0; })) return;
    for (std::int32_t k = t + 1; k < reading_.size(s_) && word(k) != "," && !is_verb(k); ++k) {
      if (word(k) == "with") return;
    }
    // A sentence that has told how they met tells more.
    const auto is_told = [&](const graph::Claim& claim) {
      return std::ranges::all_of(subject->who, [&](const Who& who) {
        return std::ranges::any_of(claim.arguments, [&](const graph::Argument& argument) { return argument.entity == static_cast<EntityIndex>(who.entity); });
      });
    };
    if (std::ranges::none_of(claims, is_told)) tell(t, at(t), "talks", subject->who, claims);
  }

  /// "A and B joined their Danish counterparts C and D in opening the bridge": all of them were there.
  void joined_counterparts(std::int32_t t, std::vector<graph::Claim>& claims) const {
    constexpr std::int32_t reach = 5;
    if (!is_verb(t) || reading_.lemma(at(t)) != "join") return;
    std::int32_t noun = t + 1;
    while (noun < std::min(reading_.size(s_), t + reach) && !one_of(word(noun), {"counterpart", "counterparts"})) ++noun;
    if (noun >= std::min(reading_.size(s_), t + reach)) return;
    if (word(noun + 1) == ",") ++noun;
    const Row* subject = subject_of(t);
    // The word may count as the title of the first name.
    const auto behind = std::ranges::find_if(rows_, [&](const Row& row) { return row.first > t && row.first <= noun + 1 && row.last > noun + 1; });
    const Row* partners = behind == rows_.end() ? nullptr : &*behind;
    if (subject == nullptr || partners == nullptr || !is_person(subject->who.front()) || !is_person(partners->who.front())) return;
    std::vector<Who> all = subject->who;
    for (const Who& who : partners->who) {
      if (std::ranges::find(all, who) == all.end()) all.push_back(who);
    }
    if (all.size() >= 2) tell(t, at(t), "meeting", all, claims);
  }

  /// "It is my pleasure to welcome Minister B here": who speaks receives him.
  void honour_to_welcome(std::int32_t t, std::vector<graph::Claim>& claims) const {
    constexpr std::int32_t reach = 9;
    if (!one_of(word(t), {"welcome", "host", "receive"}) || word(t - 1) != "to" || reading_.quoted(at(t))) return;
    bool honour = false;
    for (std::int32_t k = t - 2; k >= std::max(0, t - reach) && !honour; --k) {
      if (word(k) == "," || word(k) == ";") return;
      honour = one_of(word(k), {"honor", "honour", "pleasure", "privilege", "delighted", "pleased", "honored", "honoured", "delight"});
    }
    const std::int32_t host = honour ? cast_.voice(s_) : -1;
    const Row* guests = host >= 0 ? row_from(t + 1) : nullptr;
    if (guests == nullptr || !is_person(guests->who.front())) return;
    for (const Who& guest : guests->who) {
      const std::vector<Who> both = {{host, reading_.token(at(t)).span, 0.8F}, guest};
      if (guest.entity == host || is_spokesman(cast_, host)) continue;  // he hands over to his chief
      graph::Claim& claim = tell(t, at(t), "meeting", both, claims);
      claim.status = graph::Status::held;
      if (const Date published = reading_.document().published; published && !claim.when.date) {
        claim.when.date = claim.when.from = claim.when.to = published;
        claim.when.rule = "day of publication of a transcript";
      }
    }
  }

  /// "The meeting, chaired by A and B, …", "held their second dialogue in Oslo, with delegations led by A and B"
  void chaired_by(std::int32_t t, std::vector<graph::Claim>& claims) const {
    constexpr std::int32_t reach = 24;
    if (!one_of(word(t), {"chaired", "co-chaired", "led", "co-led", "hosted", "co-hosted", "headed", "opened"}) || word(t + 1) != "by") return;
    const Row* row = row_from(t + 2);
    bool gathering = false;
    for (std::int32_t k = std::max(0, t - reach); k < t; ++k) gathering = gathering || names_meeting(scene_, at(k)) || word(k) == "delegations" || one_of(word(k), {"met", "convened"});
    if (row == nullptr || !gathering || row->who.size() < 2 || !of_two_sides(cast_, row->who)) return;
    if (std::ranges::all_of(row->who, [&](const Who& who) { return is_person(who); })) tell(t, at(t), "meeting", row->who, claims);
  }

  /// "Following a meeting with President A on Friday, Vice President B announced", "Together with A, B opened the talks".
  void after_a_meeting(std::vector<graph::Claim>& claims) const {
    constexpr std::int32_t reach = 9;
    const bool together = word(0) == "together" && word(1) == "with";
    if (!together && !one_of(word(0), {"following", "after", "in", "during", "at", "before"})) return;
    std::int32_t noun = 0, with = 1;
    if (!together) {
      noun = 1;
      while (noun < std::min(reach, reading_.size(s_)) && !names_meeting(scene_, at(noun))) ++noun;
      with = noun + 1;
      if (noun >= std::min(reach, reading_.size(s_)) || word(with) != "with") return;
    }
    const Row* partners = row_from(with + 1);
    if (partners == nullptr || !is_person(partners->who.front())) return;
    if (std::ranges::any_of(claims, [&](const graph::Claim& claim) { return claim.words == reading_.token(at(noun)).span; })) return;
    for (const Row& row : rows_) {
      if (row.first <= partners->last || row.who.size() != 1 || !is_person(row.who.front()) || word(row.first - 1) != ",") continue;
      std::int32_t verb = row.last;
      while (verb < reading_.size(s_) && (reading_.token(at(verb)).upos == text::Upos::ADV || reading_.token(at(verb)).upos == text::Upos::AUX)) ++verb;
      if (verb >= reading_.size(s_) || !is_verb(verb)) return;
      bool gathering = !together;
      for (std::int32_t k = verb + 1; k < std::min(reading_.size(s_), verb + reach); ++k) gathering = gathering || names_meeting(scene_, at(k));
      if (!gathering) return;
      for (const Who& partner : partners->who) {
        if (partner == row.who.front()) continue;
        graph::Claim& claim = tell(together ? verb : noun, at(together ? verb : noun), "meeting", {row.who.front(), partner}, claims);
        if (!together && word(0) != "before") claim.status = graph::Status::held;
      }
      return;
    }
  }

  /// "A is due in Oslo on Sunday for talks with B": the only person named before goes there.
  void going_for_talks(std::int32_t t, std::vector<graph::Claim>& claims) const {
    if (is_verb(t) || !names_meeting(scene_, at(t)) || word(t + 1) != "with") return;
    std::int32_t start = t - 1;
    while (start > 0 && reading_.token(at(start)).upos == text::Upos::ADJ) --start;
    const Row* partners = row_from(t + 2);
    if (word(start) != "for" || partners == nullptr || !is_person(partners->who.front())) return;
    const Row* traveller = nullptr;
    for (const Row& row : rows_) {
      if (row.first >= start) break;
      if (!is_person(row.who.front())) continue;
      if (traveller != nullptr || row.who.size() != 1) return;
      traveller = &row;
    }
    if (traveller == nullptr) return;
    std::int32_t verb = -1;
    for (std::int32_t k = traveller->last; k < start && verb < 0; ++k) {
      if (one_of(word(k), {"is", "will", "due", "arrived", "arrives", "flew", "flies", "travels", "travelled", "traveled", "headed", "went", "left", "was"})) verb = k;
      if (one_of(word(k), {"said", "told", "that", "which"})) return;
    }
    if (verb < 0) return;
    for (const Who& partner : partners->who) {
      if (partner == traveller->who.front()) continue;
      graph::Claim& claim = tell(t, at(t), "talks", {traveller->who.front(), partner}, claims);
      const bool to_come = one_of(word(verb), {"is", "will", "due"});
      if (to_come && claim.status == graph::Status::held) claim.status = graph::Status::planned;
    }
  }

  /// "The meeting brought together A, B and C."
  void brought_together(std::int32_t t, std::vector<graph::Claim>& claims) const {
    if (!one_of(word(t), {"brought", "brings", "bring", "bringing"}) || word(t + 1) != "together") return;
    const Row* row = row_from(t + 2);
    bool gathering = false;
    for (std::int32_t k = std::max(0, t - 8); k < t; ++k) gathering = gathering || names_meeting(scene_, at(k));
    if (row != nullptr && gathering && row->who.size() >= 2) tell(t, at(t), "meeting", row->who, claims);
  }

  /// "A will visit C at the invitation of B": B is the host.
  void at_the_invitation(std::int32_t t, std::vector<graph::Claim>& claims) const {
    constexpr std::int32_t reach = 14;
    if (!is_verb(t) || !one_of(reading_.lemma(at(t)), {"visit", "travel", "arrive", "tour", "come", "fly"})) return;
    const Row* guest = subject_of(t);
    if (guest == nullptr || guest->who.size() != 1 || !is_person(guest->who.front())) return;
    for (std::int32_t k = t + 1; k + 2 < std::min(reading_.size(s_), t + reach); ++k) {
      if (is_verb(k) || word(k) == ";") return;
      if (word(k) != "invitation" || word(k + 1) != "of") continue;
      const Row* host = row_from(k + 2);
      if (host == nullptr || !is_person(host->who.front()) || host->who.front() == guest->who.front()) return;
      tell(t, at(t), "visit", {guest->who.front(), host->who.front()}, claims);
      return;
    }
  }

  /// "The statement was released by the Governments of A and B on the occasion of their fourth dialogue"
  void on_the_occasion(std::int32_t t, std::vector<graph::Claim>& claims) const {
    constexpr std::int32_t reach = 14;
    if (word(t) != "occasion" || word(t - 1) != "the" || word(t - 2) != "on" || word(t + 1) != "of") return;
    const Row* authors = row_before(word(t - 3) == "," ? t - 3 : t - 2);
    if (authors == nullptr || authors->who.size() < 2 || !of_two_sides(cast_, authors->who)) return;
    const auto by = [&](std::int32_t k) { return word(k) == "by" && k > 0 && one_of(word(k - 1), {"released", "issued", "adopted", "agreed", "signed", "upon"}); };
    bool said = false;
    for (std::int32_t k = authors->first; k >= std::max(0, authors->first - 4); --k) said = said || by(k);
    if (!said) return;
    for (std::int32_t k = t + 2; k < std::min(reading_.size(s_), t + reach); ++k) {
      if (is_verb(k) || one_of(word(k), {"anniversary", "day"})) return;
      const text::Upos tag = reading_.token(at(k)).upos;
      if ((tag == text::Upos::NOUN || tag == text::Upos::PROPN) && (names_meeting(scene_, at(k)) || one_of(word(k), {"ministerial", "council", "session"}))) {
        tell(k, at(k), kind_behind(k - 1), authors->who, claims);
        return;
      }
    }
  }

  /// "Consultations |Between Minister A and Secretary B|", "the meeting |of the foreign ministers of A, B and C|": whose
  /// the meeting is; nullptr if nobody is named so.
  const Row* owners_of(std::int32_t t) const {
    if (is_verb(t) || !names_meeting(scene_, at(t)) || !one_of(word(t + 1), {"between", "among", "of"})) return nullptr;
    const Row* row = row_from(t + 2);
    if (row == nullptr && word(t + 2) == "the") row = row_from(t + 3);
    if (row == nullptr || row->who.size() < 2 || (word(t + 1) == "of" && !row->led)) return nullptr;
    return row;
  }

  void between_both(std::int32_t t, std::vector<graph::Claim>& claims) const {
    const Row* row = owners_of(t);
    if (row == nullptr) return;
    graph::Claim& claim = tell(t, at(t), word(t) == "summit" || word(t) == "meeting" ? word(t) : "talks", row->who, claims);
    claim.status = meeting_status(reality_of(reading_, at(t), at(t)));
  }

  /// The heading "A, B, and C at a Joint Press Availability".
  void before_the_press(std::int32_t t, std::vector<graph::Claim>& claims) const {
    const bool press = one_of(word(t), {"availability", "conference", "appearance"}) && one_of(word(t - 1), {"press", "news", "media"});
    const bool gathering = one_of(word(t), {"summit", "meeting", "talks", "ministerial", "dialogue", "consultations"}) && t + 1 == reading_.size(s_);
    if (!press && !gathering) return;
    constexpr std::int32_t reach = 7;
    std::int32_t start = t - 1;
    while (start > 0 && t - start < reach && !is_verb(start) && !one_of(word(start), {"at", "in", "during", "before", "after", ","})) --start;
    if (!one_of(word(start), {"at", "in", "during", "before", "after"}) || (gathering && !one_of(word(start), {"before", "after"}))) return;
    const Row* row = row_before(start);
    const Date published = reading_.document().published;
    if (row == nullptr || row->who.size() < 2 || !of_two_sides(cast_, row->who) || !std::ranges::all_of(row->who, [&](const Who& who) { return is_person(who); })) return;
    graph::Claim& claim = tell(t, at(t), "meeting", row->who, claims);
    if (claim.when.date || !published) return;
    claim.when.date = claim.when.from = claim.when.to = published;
    claim.when.rule = "day of publication of a transcript";
  }

  /// "The United States and Iceland discussed trade at their annual dialogue in May", "France and Spain issued a
  /// statement following their talks".
  void at_their_meeting(std::int32_t t, std::vector<graph::Claim>& claims) const {
    constexpr std::int32_t reach = 5;
    if (is_verb(t) || !names_meeting(scene_, at(t)) || one_of(word(t + 1), {"with", "between", "of", "among"})) return;
    std::int32_t start = t - 1;
    while (start > 0 && t - start <= reach && !one_of(word(start), {"at", "in", "during", "following", "after", "their", "for"}) && !is_verb(start) && cast_.mention_at(at(start)) == nullptr) --start;
    const bool theirs = word(start) == "their";
    const bool attended = one_of(word(start), {"at", "during", "following"}) && one_of(word(start + 1), {"the", "a", "an"}) && one_of(reading_.lemma(at(t)), {"dialogue", "summit", "talk", "consultation", "meeting"});
    if (!theirs && !attended) return;
    const Row* both = nullptr;
    for (const Row& row : rows_) {
      if (row.first >= start) break;
      if (row.who.size() == 2 && (theirs ? may_be_two_sides(row.who) : of_two_sides(cast_, row.who))) both = &row;
    }
    if (both == nullptr) return;
    for (std::int32_t k = both->last; k < start; ++k) {
      if (one_of(word(k), {"who", "which", "that"})) return;
    }
    if (attended && !theirs) {
      // Of "the dialogue" only those who act are sure to be there.
      std::int32_t verb = both->last;
      while (verb < start && reading_.token(at(verb)).upos == text::Upos::ADV) ++verb;
      if (!is_verb(verb) || !one_of(reading_.lemma(at(verb)), {"discuss", "review", "agree", "launch", "exchange", "reaffirm", "address"})) return;
    }
    const std::string_view kind = word(t) == "summit" || word(t) == "meeting" ? word(t) : "talks";
    graph::Claim& claim = tell(t, at(t), kind, both->who, claims);
    claim.status = meeting_status(reality_of(reading_, at(t), at(t)));
  }

  bool is_joint_appearance(std::int32_t t) const {
    for (std::int32_t k = t + 1; k < std::min(reading_.size(s_), t + 6); ++k) {
      if (one_of(word(k), {"conference", "availability", "ceremony", "appearance"})) return true;
      if (is_verb(k)) return false;
    }
    return false;
  }

  /// What the noun behind the verb calls the gathering.
  std::string_view kind_behind(std::int32_t t) const {
    for (std::int32_t k = t + 1; k < std::min(reading_.size(s_), t + 6); ++k) {
      if (one_of(word(k), {"talks", "negotiations", "consultations", "dialogue", "discussions"})) return "talks";
      if (one_of(word(k), {"meeting", "meetings", "session", "round"})) return "meeting";
      if (word(k) == "summit") return "summit";
    }
    return "conference";
  }

  bool is_gathering(std::int32_t t) const {
    for (std::int32_t k = t + 1; k < std::min(reading_.size(s_), t + 6); ++k) {
      if (names_meeting(scene_, at(k))) return true;
      if (is_verb(k)) return false;
    }
    return false;
  }

  bool is_agreement(std::int32_t t) const {
    for (std::int32_t k = t + 1; k < std::min(reading_.size(s_), t + 12); ++k) {
      if (one_of(word(k), {"agreement", "agreements", "treaty", "accord", "deal", "memorandum", "declaration", "pact", "protocol", "communique"})) return true;
      if (is_verb(k)) return false;
    }
    return false;
  }

  /// "A told B, in a telephone call", "In a meeting on Monday, A assured B".
  void told_in_a_call(std::int32_t t, std::vector<graph::Claim>& claims) const {
    if (!is_verb(t) || !one_of(reading_.lemma(at(t)), {"tell", "inform", "assure", "urge", "warn", "encourage", "brief", "congratulate", "thank", "press", "ask", "reassure"})) return;
    const Row* speaker = subject_of(t);
    const Row* listener = row_from(t + 1);
    if (speaker == nullptr || listener == nullptr || speaker->who.size() != 1 || listener->who.size() != 1) return;
    if (!is_person(speaker->who.front()) || !is_person(listener->who.front()) || speaker->who.front() == listener->who.front()) return;
    const std::int32_t call = occasion(*speaker, t, listener->last);
    if (call < 0 || std::ranges::any_of(claims, [&](const graph::Claim& claim) { return claim.words == reading_.token(at(call)).span; })) return;
    const std::string_view kind = word(call) == "meeting" || word(call) == "talks" ? word(call) : "call";
    graph::Claim& claim = tell(call, at(t), kind, {speaker->who.front(), listener->who.front()}, claims);
    // "might have told him in a call": what was said is open, the call is not.
    if (claim.status == graph::Status::proposed && one_of(word(t - 1), {"have", "has", "had"})) claim.status = graph::Status::held;
  }

  /// The call or meeting in which something is said: at the head of the clause, or right behind the listener.
  std::int32_t occasion(const Row& speaker, std::int32_t verb, std::int32_t listener) const {
    const auto named = [&](std::int32_t from, std::int32_t to) {
      for (std::int32_t k = from + 1; k < std::min(to, from + 7); ++k) {
        if (is_verb(k) || word(k) == ",") return -1;
        if (one_of(word(k), {"call", "conversation", "meeting", "talks"}) && !one_of(word(k + 1), {"with", "between", "of", "for"})) return k;
      }
      return -1;
    };
    if (one_of(word(0), {"in", "during", "at"})) return named(0, verb);
    if (word(speaker.first - 1) == ",") {
      // "reported that, in a call in May, A told B"
      for (std::int32_t k = speaker.first - 2; k > 0 && speaker.first - k < 12 && !is_verb(k); --k) {
        const std::int32_t call = one_of(word(k), {"in", "during"}) ? named(k, speaker.first) : -1;
        if (call >= 0) return call;
      }
    }
    std::int32_t behind = listener;
    if (word(behind) == ",") ++behind;
    return one_of(word(behind), {"in", "during", "at"}) ? named(behind, reading_.size(s_)) : -1;
  }

  const Scene& scene_;
  const Reading& reading_;
  const Cast& cast_;
  std::uint32_t s_;
  std::vector<Row> rows_;
};

}  // namespace

void meet_in_plain_order(const Scene& scene, std::uint32_t sentence, std::vector<graph::Claim>& claims) {
  if (!scene.cast.skipped(sentence)) PlainReader(scene, sentence).run(claims);
}

}  // namespace kg::extract
