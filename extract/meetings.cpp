// Meetings, visits, calls and talks.
#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "base/utf8.hpp"
#include "extract/meetings.hpp"
#include "extract/mood.hpp"
#include "extract/party_words.hpp"

namespace kg::extract {

namespace {

/// Who takes part, and how.
struct Party {
  Who who;
  std::string role;
  bool apart = false;  ///< met besides the others: "…, as well as X"
};

class MeetingMaker {
 public:
  MeetingMaker(Scene& scene, std::vector<graph::Claim>& claims) : scene_(scene), reading_(scene.reading), cast_(scene.cast), claims_(claims), journeys_(find_journeys(scene)), words_(scene, traveller_of_text()) {}

  void run() {
    for (std::uint32_t s = 0; s < scene_.matches.size(); ++s) {
      std::vector<graph::Claim> here;
      if (only_asks(reading_, s)) continue;
      for (const Match& match : scene_.matches[s]) {
        if (match.frame->kind == ontology::FrameKind::meeting) read(match, here);
      }
      meet_at_gatherings(scene_, s, here);
      meet_in_caption(scene_, s, here);
      meet_in_plain_order(scene_, s, here);
      if (here.empty()) meets_by_taking_part(scene_, s, here);
      for (graph::Claim& claim : distinct_reports(scene_, std::move(here))) claims_.push_back(std::move(claim));
    }
    meet_as_delegations(scene_, claims_);
    meet_as_guests(scene_, claims_);
    name_the_other_side(scene_, claims_);
    meet_in_transcripts(scene_, claims_);
    follow_headings(scene_, claims_);
    settle_by_journeys(scene_, journeys_, claims_);
    meet_hosts();
  }

 private:
  void add(std::vector<Party>& list, const std::vector<Who>& found, const std::string& role) const {
    for (Who who : found) {
      // A spokesman's "we" is the state that he speaks for, whoever it may be.
      const std::string word = to_lower(slice(reading_.text(), who.words));
      if (one_of(word, {"we", "us", "our"}) && is_spokesman(cast_, who.entity)) who.entity = cast_.state_of(who.entity);
      const bool known = std::any_of(list.begin(), list.end(), [&](const Party& party) { return party.who == who; });
      // Who talks to a newspaper gives an interview.
      const bool media = who.entity >= 0 && cast_.entity(who.entity).kind == "media";
      if (!known && who.entity >= 0 && !media) list.push_back({who, role});
    }
  }

  /// "Their discussions will …", "held meetings with business" of two who speak for one state: with whom is not said.
  bool is_one_side(const Match& match, const std::vector<Party>& parties) const {
    const bool theirs = std::ranges::any_of(match.fillers, [&](const Filler& filler) {
      return filler.path.ends_with(":with") || (filler.path == "nmod:poss" && reading_.token(filler.head).upos == text::Upos::PRON);
    });
    std::set<std::int32_t> sides;
    for (const Party& party : parties) sides.insert(cast_.state_of(party.who.entity));
    return theirs && sides.size() == 1 && *sides.begin() >= 0;
  }

  /// The one person on whose journey the first lines report; -1 if there is none.
  std::int32_t traveller_of_text() const {
    constexpr std::uint32_t lede = 6;  // sentences
    for (const Journey& journey : journeys_) {
      if (journey.sentence >= lede) return -1;
      std::vector<std::int32_t> people;
      for (const std::int32_t one : journey.travellers) {
        if (cast_.entity(one).label == EntityLabel::person) people.push_back(one);
      }
      if (people.size() == 1) return people.front();
    }
    return -1;
  }

  std::size_t states_named() const {
    return static_cast<std::size_t>(std::ranges::count_if(cast_.entities(), [](const graph::Entity& entity) { return entity.label == EntityLabel::state && !entity.mentions.empty(); }));
  }

  /// Meetings with officials of wherever the journey goes: the state is known once the journey's places are.
  void meet_hosts() {
    settle_by_journeys(scene_, journeys_, with_hosts_);
    for (graph::Claim& claim : with_hosts_) {
      std::set<std::string> countries;
      bool seat = false;  // of bodies of many states: the officials may be anybody's
      for (const graph::Argument& argument : claim.arguments) {
        if (argument.role != "place") continue;
        const graph::Entity& place = cast_.entity(static_cast<std::int32_t>(argument.entity));
        countries.insert(place.label == EntityLabel::state ? place.key : place.country);
        seat = seat || one_of(place.name, {"Brussels", "Geneva", "Vienna", "New York", "New York City", "The Hague"});
      }
      if (countries.size() != 1 || countries.begin()->empty() || seat) continue;
      const std::int32_t state = scene_.cast.entity_of_state(*countries.begin());
      const auto person = static_cast<std::int32_t>(claim.arguments.front().entity);
      if (state < 0 || cast_.state_of(person) == state) continue;
      // Whose state nobody says may be at home, unless the text names other states.
      if (cast_.state_of(person) < 0 && states_named() < 2) continue;
      std::erase_if(claim.arguments, [&](const graph::Argument& argument) { return argument.entity == static_cast<EntityIndex>(state); });
      claim.rule += ", officials of the country";
      add_argument(claim, "participant", {state, claim.words, 0.7F});
      claims_.push_back(std::move(claim));
    }
  }

  /// "A summit of the U.S. and North Korea" is held by their leaders, if the text names them.
  void leaders_for_states(std::vector<Party>& parties) const {
    std::vector<Who> leaders;
    for (const Party& party : parties) {
      if (cast_.entity(party.who.entity).label != EntityLabel::state) return;
      const std::int32_t leader = cast_.holder("leader", party.who.entity);
      if (leader < 0) return;
      leaders.push_back({leader, party.who.words, 0.8F});
    }
    for (std::size_t i = 0; i < leaders.size(); ++i) parties[i].who = leaders[i];
  }

  bool is_joint(const Match& match) const {
    if (match.frame->meeting != "visit" && (is_one_occasion(reading_, match.trigger) || one_of(reading_.lemma(match.verb), {"host", "convene"}))) return true;
    const text::Sentence& sentence = reading_.sentence(match.trigger.sentence);
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
      const std::string& word = reading_.lower({match.trigger.sentence, static_cast<std::int32_t>(i)});
      if (one_of(word, {"trilateral", "joint", "jointly", "together", "three-way", "quadrilateral", "multilateral", "four-way", "tripartite"})) return true;
    }
    return false;
  }

  void read(const Match& match, std::vector<graph::Claim>& here) {
    const Reading& r = reading_;
    const std::uint32_t s = match.trigger.sentence;
    if (cast_.skipped(s)) return;
    if (tells_no_meeting(scene_, match)) return;
    std::vector<Party> subjects, partners;
    const bool noun = match.frame->trigger == ontology::Trigger::noun;
    bool met_somebody = false;  // whom the text names but nobody knows: "the two envoys met the families"
    bool hosts = false;
    std::vector<Party> arranged;  // the parties of a meeting that somebody else brings about
    std::vector<Who> arranger;
    for (const Filler& filler : match.fillers) {
      std::vector<Who> found = words_.in_role(match, filler);
      const std::string& role = filler.role;
      if (filler.path == "nsubj") arranger.insert(arranger.end(), found.begin(), found.end());
      if (role == "recipient" && !noun && found.empty() && r.head(filler.head) == match.trigger) met_somebody = true;
      hosts = hosts || (role == "recipient" && r.lemma(match.trigger) != "discuss" && words_.are_hosts(filler.head));
      if (filler.path == "nmod:poss" && r.token(filler.head).upos == text::Upos::PRON) owner_from_clause(match.trigger, found);
      if (found.empty() && filler.path == "nsubj") {
        // "Trump's remarks … after meeting X"
        if (const TokenRef owner = r.child(filler.head, "nmod:poss")) found = cast_.all_of(owner);
      }
      if (role == "actor" || role == "participant" || role == "host" || role == "visitor" || role == "mediator") {
        const bool subject_side = filler.path == "nsubj" || filler.path == "nmod:poss" || filler.path.starts_with("nmod:between") ||
                                  filler.path.starts_with("nmod:of") || filler.path.starts_with("nmod:among") || filler.path.starts_with("obl:between");
        add(subject_side || role == "actor" ? subjects : partners, found, role == "actor" ? "participant" : role);
      } else if (role == "recipient" || role == "third" || role == "partner") {
        add(partners, found, "participant");
      } else if (role == "meeting" || role == "gathering") {
        if (!names_meeting(scene_, filler.head) || has_traveller(filler.head)) return;
        const std::size_t before = subjects.size();
        parties_of_noun(filler.head, subjects, partners, role == "gathering");
        if (role == "meeting" && subjects.size() >= before + 2) arranged.assign(subjects.begin() + static_cast<std::ptrdiff_t>(before), subjects.end());
      }
    }
    if (!arranged.empty() && partners.empty()) subjects = std::move(arranged);
    if (is_arranged(match)) std::erase_if(subjects, [&](const Party& party) { return party.role == "mediator" || std::ranges::find(arranger, party.who) != arranger.end(); });
    // "Minister A will lead a session of the Chile-Peru dialogue with Minister B"
    if (noun && subjects.empty() && !partners.empty()) {
      std::vector<Party> governing;
      add_governing(match, governing);
      if (std::ranges::any_of(governing, [&](const Party& party) { return cast_.entity(party.who.entity).label == EntityLabel::person; })) subjects = std::move(governing);
    }
    // "Minister A and Minister B opened the Chile-Peru dialogue" is theirs.
    if (noun && !of_two_people(subjects, partners)) add(subjects, words_.named_before(match.trigger, subjects.empty() && !partners.empty()), "participant");
    if (!match.role("recipient").empty()) add_as_well_as(match, partners);
    drop_own_name(match, subjects);
    drop_own_name(match, partners);
    drop_what_is_not_received(match, partners);
    drop_plain_trip(match, partners);
    if (noun && match.frame->meeting == "visit") drop_plain_trip(match, subjects);
    if (subjects.empty() && partners.empty() && noun) add_caption(match, subjects);
    if (noun && is_standing_dialogue(match)) return;
    hosts = hosts && partners.empty();
    if (noun && subjects.empty() && partners.size() >= 2) subject_behind_comma(partners, subjects);
    if (noun && subjects.empty() && (hosts || !partners.empty())) add_governing(match, subjects);
    hosts = hosts && subjects.size() == 1 && cast_.entity(subjects.front().who.entity).label == EntityLabel::person;
    if (subjects.empty() && partners.empty() && noun) add_talkers(match, subjects, partners);
    // "Kim met Trump": the parts of one phrase are one party each; nobody meets himself.
    std::erase_if(partners, [&](const Party& partner) {
      return std::any_of(subjects.begin(), subjects.end(), [&](const Party& subject) { return subject.who == partner.who; });
    });
    drop_own_state(subjects, partners);
    if (r.lemma(match.trigger) == "engage" && !hosts) drop_ties(match, subjects, partners);
    // "A and B met the families": the two were there together, whoever else was.
    const bool together = meets_people(match) && subjects.size() >= 2 && std::ranges::all_of(subjects, [&](const Party& party) { return cast_.entity(party.who.entity).label == EntityLabel::person; });
    if (!hosts && partners.empty() && ((met_somebody && !together) || !is_mutual(match))) return;
    if (subjects.empty()) return;  // who met them is not said
    if (!hosts && partners.empty() && !together && is_one_side(match, subjects)) return;
    if (!hosts && subjects.size() + partners.size() < 2) return;
    if (is_between_bodies(match, subjects, partners)) return;
    if (match.frame->meeting == "summit" || r.lemma(match.trigger) == "summit") {
      leaders_for_states(subjects);
      leaders_for_states(partners);
    }
    const Reality told = reality_of(r, match.trigger, match.verb);
    if (told == Reality::denied && (is_own_silence(match) || may_be_refused(match.verb))) return;
    const Reality reality = forced(match, told);
    graph::Claim claim = new_claim(scene_, graph::ClaimKind::meeting, match.trigger, match.frame->id);
    claim.type = kind_of(match);
    claim.mode = match.frame->mode;
    claim.status = meeting_status(reality);
    claim.when = when_of(scene_, match.trigger, match.verb);
    if (is_timetable(r, match.verb) && claim.status == graph::Status::held && claim.when.rule.find("weekday") != std::string::npos) claim.status = graph::Status::planned;
    settle_time(scene_, claim);
    if (!claim.when.date && claim.when.phrase.empty() && claim.status == graph::Status::held) date_of_news(match, claim);
    claim.times = times_of(match);
    claim.text = std::string(slice(r.text(), r.token(match.trigger).span));
    // "will travel to Cairo to meet": where a journey goes is where they meet, whatever place is told before.
    const bool goes = match.frame->mode == "visit" && std::ranges::any_of(match.role("place"), [&](TokenRef t) { return !cast_.all_of(t, Wanted::place).empty(); });
    std::vector<Who> places = goes && match.frame->trigger == ontology::Trigger::verb ? std::vector<Who>{} : where_of(scene_, match.trigger, match.verb);
    for (const TokenRef t : match.role("place")) {
      for (const Who& place : cast_.all_of(t, Wanted::place)) {
        if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
      }
    }
    // "X met A, B and C" is three meetings, unless they sat together.
    std::vector<std::vector<Party>> tables(1);
    const bool separate = partners.size() > 1 && !is_joint(match);
    for (const Party& partner : partners) {
      if ((separate || partner.apart) && !tables.back().empty()) tables.emplace_back();
      tables.back().push_back(partner);
    }
    for (const std::vector<Party>& table : tables) {
      graph::Claim one = claim;
      for (const Party& party : subjects) add_argument(one, party.role, party.who);
      for (const Party& party : table) add_argument(one, party.role, party.who);
      for (const Who& place : places) {
        const bool party = std::any_of(one.arguments.begin(), one.arguments.end(), [&](const graph::Argument& argument) {
          return argument.entity == static_cast<EntityIndex>(place.entity);
        });
        if (!party) add_argument(one, "place", place);
      }
      add_topics(match, one);
      (hosts ? with_hosts_ : here).push_back(std::move(one));
    }
  }

  /// "in dialogue with", "cooperation through the U.S.-Chile Strategic Dialogue", "will establish a Trade Dialogue": no
  /// meeting, but talks in general or what holds them.
  bool is_standing_dialogue(const Match& match) const {
    const TokenRef noun = match.trigger;
    if (to_lower(reading_.lemma(noun)) != "dialogue" || match.verb != noun) return false;
    if (!reading_.upper_initial(noun)) return !reading_.has_child(noun, "det");
    const TokenRef up = reading_.head(noun);
    return one_of(reading_.case_words(noun), {"through", "via", "within", "under"}) || (up && one_of(reading_.lemma(up), {"establish", "establishment", "create", "creation", "structure", "framework"}));
  }

  /// "I have not spoken with him about it": a speaker has no news of his own, which is no meeting that failed.
  bool is_own_silence(const Match& match) const {
    if (!one_of(reading_.lemma(match.trigger), {"speak", "talk", "discuss", "brief", "consult"})) return false;
    return std::ranges::any_of(match.fillers, [&](const Filler& filler) { return filler.path == "nsubj" && one_of(reading_.lower(filler.head), {"i", "we"}); });
  }

  /// "met the families", "will meet with students": people whom nobody names.
  bool meets_people(const Match& match) const {
    if (reading_.lemma(match.trigger) != "meet") return false;
    const bool named = std::ranges::none_of(match.fillers, [&](const Filler& filler) { return filler.path == "nsubj" && reading_.token(filler.head).upos == text::Upos::PRON; });
    return named && std::ranges::any_of(match.role("recipient"), [&](TokenRef t) {
      const std::string_view lemma = reading_.lemma(t);
      return vocabulary().is_person_word(lemma) || vocabulary().is_private_word(lemma) || vocabulary().is_group_word(reading_.lower(t)) || vocabulary().is_title_head(lemma) || lemma == "family";
    });
  }

  /// "if they refused to meet": whether they do is open.
  bool may_be_refused(TokenRef verb) const {
    const TokenRef refusal = one_of(reading_.lemma(verb), {"refuse", "decline"}) ? verb : reading_.head(verb);
    if (!refusal || !one_of(reading_.lemma(refusal), {"refuse", "decline"})) return false;
    return std::ranges::any_of(reading_.children(refusal), [&](std::int32_t c) { return one_of(reading_.lower({refusal.sentence, c}), {"if", "unless", "whether"}); });
  }

  /// "the alliance's invitation to the states to join its fund": bodies invite each other to much else than a meeting.
  bool is_between_bodies(const Match& match, const std::vector<Party>& subjects, const std::vector<Party>& partners) const {
    if (match.frame->trigger != ontology::Trigger::noun || reading_.lemma(match.trigger) != "invitation") return false;
    const auto person = [&](const Party& party) { return cast_.entity(party.who.entity).label == EntityLabel::person; };
    return std::ranges::none_of(subjects, person) && std::ranges::none_of(partners, person);
  }

  /// Two people who may speak for two sides.
  bool of_two_people(const std::vector<Party>& subjects, const std::vector<Party>& partners) const {
    std::set<std::int32_t> people, sides;
    for (const auto* list : {&subjects, &partners}) {
      for (const Party& party : *list) {
        if (cast_.entity(party.who.entity).label != EntityLabel::person) continue;
        people.insert(party.who.entity);
        sides.insert(cast_.state_of(party.who.entity));
      }
    }
    return people.size() >= 2 && (sides.size() >= 2 || sides.contains(-1));
  }

  /// "The two leaders have spoken by telephone": a perfect without a date in the first lines is the day's news.
  void date_of_news(const Match& match, graph::Claim& claim) const {
    constexpr std::uint32_t lede = 4;  // sentences, headline and dateline among them
    const Date published = reading_.document().published;
    if (!published || match.trigger.sentence >= lede || reading_.sentence(match.trigger.sentence).times.size() > 0) return;
    const bool perfect = std::ranges::any_of(reading_.children(match.verb), [&](std::int32_t c) {
      return reading_.is({match.verb.sentence, c}, "aux") && one_of(reading_.lower({match.verb.sentence, c}), {"has", "have", "'ve", "’ve"});
    });
    if (!perfect || reading_.quoted(match.trigger)) return;
    claim.when.date = claim.when.from = claim.when.to = published;
    claim.when.rule = "perfect in the first lines: day of publication";
    claim.confidence = std::min(claim.confidence, 0.8F);
  }

  /// "I would like to welcome the minister": saying so is doing so.
  bool is_welcome(const Match& match) const {
    if (!one_of(reading_.lemma(match.trigger), {"welcome", "greet"}) || !reading_.is(match.trigger, "xcomp")) return false;
    const std::vector<TokenRef> subjects = subjects_of(reading_, match.trigger);
    return std::ranges::any_of(subjects, [&](TokenRef t) { return one_of(reading_.lower(t), {"i", "we"}); });
  }

  Reality forced(const Match& match, Reality reality) const {
    if (is_welcome(match) && reality == Reality::proposed) return Reality::happened;
    const std::string& status = match.frame->status;
    if (status.empty()) return reality;
    if (status == "cancelled") return reality == Reality::denied || reality == Reality::proposed || reality == Reality::hypothetical ? Reality::planned : Reality::cancelled;
    if (status == "denied") return Reality::denied;
    if (status == "planned") return std::max(reality, Reality::planned);
    if (status == "proposed") return std::max(reality, Reality::proposed);
    return reality;
  }

  /// "cancel the meeting with Y", "attended the talks between X and Y": who the noun names.
  /// Whose `gathering` its name says is the business of meet_at_gatherings().
  void parties_of_noun(TokenRef noun, std::vector<Party>& subjects, std::vector<Party>& partners, bool gathering) const {
    for (const std::int32_t c : reading_.children(noun)) {
      const TokenRef child{noun.sentence, c};
      const std::string words = reading_.case_words(child);
      if (reading_.is(child, "nmod:poss") || one_of(words, {"between", "of", "among"})) add(subjects, cast_.all_of(child), "participant");
      if (words == "with") add(partners, cast_.all_of(child), "participant");
      // "a trilateral meeting hosted by Y"
      if (reading_.is(child, "acl") && one_of(reading_.lemma(child), {"host", "chair", "attend", "convene", "lead", "organize"})) {
        for (const TokenRef agent : subjects_of(reading_, child)) {
          if (agent != noun) add(partners, cast_.all_of(agent), reading_.lemma(child) == "attend" ? "participant" : "host");
        }
      }
    }
    std::vector<Who> before = words_.named_before(noun);
    if (gathering) std::erase_if(before, [&](const Who& who) { return cast_.entity(who.entity).label != EntityLabel::person; });
    add(subjects, before, "participant");
  }

  /// "met with the premier in a joint session, as well as Senate President Smith", "with party leaders, including
  /// Speaker Smith": a partner behind other words.
  void add_as_well_as(const Match& match, std::vector<Party>& partners) const {
    const std::uint32_t s = match.trigger.sentence;
    for (std::int32_t t = match.trigger.token + 1; t + 3 < reading_.size(s); ++t) {
      const text::Upos tag = reading_.token({s, t}).upos;
      const bool verb = tag == text::Upos::VERB && reading_.lower({s, t - 1}) != "-" && reading_.lower({s, t}) != "including";  // not "Prime Minister-designate"
      if (verb || tag == text::Upos::SCONJ || reading_.lower({s, t}) == ";") return;
      const bool as_well_as = reading_.lower({s, t}) == "as" && reading_.lower({s, t + 1}) == "well" && reading_.lower({s, t + 2}) == "as";
      if (!as_well_as && reading_.lower({s, t}) != "including") continue;
      // The name, or the name behind its titles.
      for (std::int32_t k = t + (as_well_as ? 3 : 1); k < std::min(reading_.size(s), t + 12); ++k) {
        const Mention* mention = cast_.mention_at({s, k});
        if (mention != nullptr && mention->label == EntityLabel::person) {
          const std::size_t known = partners.size();
          add(partners, cast_.all_of({s, k}), "participant");
          for (std::size_t p = known; p < partners.size(); ++p) partners[p].apart = true;
          return;
        }
        const bool title = reading_.upper_initial({s, k}) || one_of(reading_.lower({s, k}), {"of", "the", "with", "for", "and"}) || vocabulary().is_title_head(reading_.lower({s, k}));
        if (!title) return;
      }
      return;
    }
  }

  /// "the Summit for Democracy": what the gathering is called is no party to it.
  void drop_own_name(const Match& match, std::vector<Party>& parties) const {
    const Mention* name = cast_.mention_at(match.trigger);
    if (name != nullptr) std::erase_if(parties, [&](const Party& party) { return party.who.entity == name->entity; });
  }

  /// "welcomed Costa Rica's leadership", "received Italy's offer", "hosts COP26": only people are received, or who is
  /// welcomed "to" a place.
  void drop_what_is_not_received(const Match& match, std::vector<Party>& partners) const {
    if (match.frame->trigger != ontology::Trigger::verb || !one_of(reading_.lemma(match.trigger), {"welcome", "greet", "receive", "entertain", "host", "invite"})) return;
    const bool to_place = std::ranges::any_of(match.fillers, [](const Filler& filler) { return filler.role == "place" && filler.path == "obl:to"; });
    if (to_place || is_for_a_meeting(match.trigger)) return;
    // "hosted the leaders of the alliance"
    const bool people = std::ranges::any_of(match.role("visitor"), [&](TokenRef t) { return one_of(reading_.lower(t), {"leaders", "ministers", "officials", "envoys", "diplomats", "negotiators"}); });
    std::erase_if(partners, [&](const Party& party) { return !people && cast_.entity(party.who.entity).label != EntityLabel::person; });
  }

  /// "hosted the rebels for talks"
  bool is_for_a_meeting(TokenRef verb) const {
    for (const std::int32_t c : reading_.children(verb)) {
      const TokenRef child{verb.sentence, c};
      if (reading_.case_words(child) == "for" && one_of(reading_.lower(child), {"talks", "meeting", "meetings", "negotiations", "consultations", "discussions"})) return true;
      for (const std::int32_t d : reading_.children(child)) {
        const TokenRef inner{verb.sentence, d};
        if (reading_.is(child, "obj") && reading_.case_words(inner) == "for" && one_of(reading_.lower(inner), {"talks", "meeting", "meetings", "negotiations", "consultations", "discussions"})) return true;
      }
    }
    return false;
  }

  /// A trip to a country is no meeting without a host or talks; who joins a body meets nobody.
  void drop_plain_trip(const Match& match, std::vector<Party>& partners) const {
    const std::string lemma = to_lower(reading_.lemma(match.trigger));
    if (!one_of(lemma, {"visit", "tour", "travel", "trip", "join", "arrive", "go", "fly", "journey", "stop", "attend", "return", "come"})) return;
    std::erase_if(partners, [&](const Party& party) { return cast_.entity(party.who.entity).label != EntityLabel::person; });
  }

  /// "In a meeting with X, Y stressed": Y looks like part of the list but has the verb.
  void subject_behind_comma(std::vector<Party>& partners, std::vector<Party>& subjects) const {
    for (const Mention& mention : cast_.mentions()) {
      if (mention.entity != partners.back().who.entity || mention.outer < 1 || mention.last >= reading_.size(mention.sentence)) continue;
      if (!reading_.span(mention.sentence, mention.first, mention.last).overlaps(partners.back().who.words)) continue;
      const text::Upos next = reading_.token({mention.sentence, mention.last}).upos;
      if (reading_.lower({mention.sentence, mention.outer - 1}) != "," || (next != text::Upos::VERB && next != text::Upos::AUX)) return;
      subjects.push_back(partners.back());
      partners.pop_back();
      return;
    }
  }

  /// "X and Y: a meeting of world leaders": in a caption without a verb, the two who are named before.
  void add_caption(const Match& match, std::vector<Party>& subjects) const {
    const std::uint32_t s = match.trigger.sentence;
    for (std::int32_t t = 0; t < reading_.size(s); ++t) {
      const text::Upos tag = reading_.token({s, t}).upos;
      if ((tag == text::Upos::VERB || tag == text::Upos::AUX) && t < match.trigger.token) return;
    }
    for (std::int32_t t = 0; t < match.trigger.token; ++t) {
      const Mention* mention = cast_.mention_at({s, t});
      if (mention == nullptr || mention->label != EntityLabel::person) continue;
      const std::vector<Who> list = cast_.all_of({s, t});
      if (list.size() == 2) add(subjects, list, "participant");
      return;
    }
  }

  /// "engages with the bloc", "is engaging with France": only somebody who engages with people talks to them.
  void drop_ties(const Match& match, std::vector<Party>& subjects, std::vector<Party>& partners) const {
    const auto person = [&](const Party& party) { return cast_.entity(party.who.entity).label == EntityLabel::person; };
    const bool officials = std::ranges::any_of(match.role("recipient"), [&](TokenRef t) { return one_of(reading_.lemma(t), {"official", "leader", "counterpart", "minister"}) && !cast_.is_private(t) && !reading_.has_child(t, "nmod:poss"); });
    if (match.trigger.token + 1 < reading_.size(match.trigger.sentence) && reading_.lower({match.trigger.sentence, match.trigger.token + 1}) != "with") return partners.clear();
    std::erase_if(subjects, std::not_fn(person));
    if (!officials) std::erase_if(partners, std::not_fn(person));
  }

  /// "arranged a meeting between A and B", "helped facilitate talks between them": whoever does is no party.
  bool is_arranged(const Match& match) const {
    if (!one_of(reading_.lemma(match.verb), {"arrange", "facilitate", "broker", "organize", "organise", "schedule", "propose", "cancel", "postpone"})) return false;
    const auto between = std::ranges::count_if(match.fillers, [&](const Filler& filler) { return filler.path.ends_with(":between"); });
    return between > 0;
  }

  /// Who cancels somebody else's trip is no party to it.
  bool calls_off(TokenRef verb) const {
    const std::string_view lemma = reading_.lemma(verb);
    if (one_of(lemma, {"cancel", "postpone", "scrap", "scratch", "abandon", "delay"})) return true;
    const TokenRef particle = reading_.child(verb, "compound:prt");
    return lemma == "call" && particle && reading_.lower(particle) == "off";
  }

  /// "Pompeo's trip", "a visit by Pompeo": the noun has a traveller of its own.
  bool has_traveller(TokenRef noun) const {
    if (!one_of(reading_.lemma(noun), {"trip", "visit", "tour", "journey", "travel"})) return false;
    return std::ranges::any_of(reading_.children(noun), [&](std::int32_t c) {
      const TokenRef child{noun.sentence, c};
      return reading_.is(child, "nmod:poss") || reading_.case_words(child) == "by";
    });
  }

  /// "persuaded Trump to raise it at his meeting": the pronoun before a meeting is the subject of its own clause.
  void owner_from_clause(TokenRef noun, std::vector<Who>& owners) const {
    if (owners.size() > 1) return;
    const TokenRef clause = reading_.clause(noun);
    if (!clause || clause == noun || reading_.is(noun, "nsubj")) return;
    std::vector<Who> people;
    for (const TokenRef subject : subjects_of(reading_, clause)) {
      for (const Who& who : cast_.all_of(subject)) {
        if (cast_.entity(who.entity).label == EntityLabel::person) people.push_back(who);
      }
    }
    // "as Minister A and I said in our meeting with B"
    const bool both = people.size() >= 2 && one_of(reading_.lower(noun_owner(noun)), {"our"});
    if (people.size() == 1 || both) owners = people;
  }

  TokenRef noun_owner(TokenRef noun) const {
    const TokenRef owner = reading_.child(noun, "nmod:poss");
    return owner ? owner : noun;
  }

  bool objects_are_people(TokenRef verb) const {
    for (const TokenRef object : objects_of(reading_, verb)) {
      for (const Who& who : cast_.all_of(object)) {
        if (cast_.entity(who.entity).label == EntityLabel::person) return true;
      }
    }
    return false;
  }

  /// "In a meeting on Monday he was told by the minister", "asked Zelensky in a call": who talks and who is talked to.
  void add_talkers(const Match& match, std::vector<Party>& subjects, std::vector<Party>& partners) const {
    const TokenRef verb = reading_.head(match.trigger);
    if (!verb || reading_.token(verb).upos != text::Upos::VERB || !reading_.is(match.trigger, "obl")) return;
    if (!one_of(reading_.case_words(match.trigger), {"in", "at", "during", "on", "after", "following", "before"})) return;
    // "In a call on Monday, the ministers of A and B discussed": all of them were on it.
    if (one_of(reading_.case_words(match.trigger), {"in", "during", "at"}) && !objects_are_people(verb)) {
      std::vector<Party> together;
      for (const TokenRef subject : subjects_of(reading_, verb)) add(together, cast_.all_of(subject), "participant");
      if (together.size() >= 2) {
        subjects = std::move(together);
        return;
      }
    }
    if (!one_of(reading_.lemma(verb), {"tell", "inform", "brief", "assure", "urge", "ask", "thank", "warn", "congratulate", "present", "encourage", "press", "remind", "promise", "give",
                                       "offer", "hand", "greet", "welcome", "reassure", "advise", "praise", "confront", "invite", "pressure", "implore", "caution"})) return;
    const auto people = [&](const std::vector<TokenRef>& heads, std::vector<Party>& list) {
      for (const TokenRef head : heads) {
        for (const Who& who : cast_.all_of(head)) {
          if (cast_.entity(who.entity).label == EntityLabel::person) add(list, {who}, "participant");
        }
      }
    };
    people(subjects_of(reading_, verb), subjects);
    people(objects_of(reading_, verb), partners);
    if (subjects.empty() || partners.empty()) {
      subjects.clear();
      partners.clear();
    }
  }

  /// Does who does `up` take part in the meeting that hangs on it? "left for talks", "ended a meeting", not
  /// "judged the meeting", "asked about the call".
  bool takes_part(TokenRef noun, TokenRef up) const {
    const std::string words = reading_.case_words(noun);
    if (reading_.is(noun, "obl") || reading_.is(noun, "nmod") || reading_.is(noun, "advcl")) {
      return !one_of(words, {"about", "on", "of", "over", "regarding", "concerning", "from", "like", "as", "than", "despite", "without", "since"}) ||
             (words == "of" && reading_.token(up).upos != text::Upos::VERB) || (words == "on" && one_of(reading_.lemma(noun), {"call", "visit", "trip"}));
    }
    if (!reading_.is(noun, "obj")) return true;
    return one_of(reading_.lemma(up), {"have", "hold", "conduct", "attend", "begin", "start", "open", "end", "conclude", "finish", "resume", "continue", "enter", "complete",
                                       "leave", "skip", "seek", "want", "request", "propose", "offer", "plan", "schedule", "arrange", "set", "confirm", "announce", "await",
                                       "expect", "anticipate", "accept", "refuse", "decline", "reject", "join", "make", "pay", "take", "need", "get", "secure", "host",
                                       "convene", "lead", "chair", "prepare", "use", "interrupt", "miss", "do", "pursue", "demand"});
  }

  /// "had been in the capital for a meeting with Kim": the subject of the clause meets him.
  void add_governing(const Match& match, std::vector<Party>& subjects) const {
    TokenRef at = match.trigger;
    bool inside = false;  // a verb of the meeting's own: "agreed to hold talks"
    for (int steps = 0; steps < 6; ++steps) {
      const TokenRef up = reading_.head(at);
      if (!up || reading_.is(at, "nsubj")) return;  // the meeting itself is what the clause speaks of
      inside = inside || reading_.token(at).upos == text::Upos::VERB;
      const std::string_view relation = reading_.relation(at);
      if (relation == "ccomp" || relation == "parataxis") return;
      if (calls_off(up) || (!inside && !takes_part(at, up))) return;
      if (reading_.token(up).upos == text::Upos::VERB || reading_.has_child(up, "nsubj")) {
        for (const TokenRef subject : subjects_of(reading_, up)) {
          if (subject == match.trigger) return;
          add(subjects, cast_.all_of(subject), "participant");
        }
        // "he was told by X in a meeting": both sides of a passive were there.
        if (!subjects.empty()) return;
        if (const TokenRef surface = reading_.child(up, "nsubj")) add(subjects, cast_.all_of(surface), "participant");
        if (!subjects.empty()) return;
      }
      at = up;
    }
  }

  /// May several subjects without an object mean that they met each other? "A and B met", "A and B spoke by
  /// phone", "talks between A and B"; not "A and B called", "A and B spoke".
  bool is_mutual(const Match& match) const {
    bool needs_partner = false;
    for (const ontology::RolePath& role : match.frame->roles) needs_partner = needs_partner || (role.required && role.role == "recipient");
    if (match.frame->meeting == "visit") return false;  // "the visit of A and B": to somebody else
    if (!needs_partner || match.frame->trigger == ontology::Trigger::noun) return true;
    const std::string_view lemma = reading_.lemma(match.trigger);
    if (one_of(lemma, {"meet", "confer", "dine", "huddle", "convene", "sit"})) return true;
    if (!one_of(lemma, {"speak", "talk", "chat", "converse"})) return false;
    for (const std::int32_t c : reading_.children(match.trigger)) {
      const std::string& word = reading_.lower({match.trigger.sentence, c});
      if (one_of(word, {"phone", "telephone", "together", "video", "videoconference", "privately"})) return true;
    }
    return false;
  }

  /// "Sergei Lavrov of Russia met …" must not make Russia meet Lavrov.
  void drop_own_state(std::vector<Party>& subjects, std::vector<Party>& partners) const {
    std::set<std::int32_t> states_of_people;
    for (const auto* list : {&subjects, &partners}) {
      for (const Party& party : *list) {
        if (cast_.entity(party.who.entity).label == EntityLabel::person) states_of_people.insert(cast_.state_of(party.who.entity));
      }
    }
    const auto own = [&](std::vector<Party>& list) {
      bool person = std::any_of(list.begin(), list.end(), [&](const Party& party) { return cast_.entity(party.who.entity).label == EntityLabel::person; });
      if (!person) return;
      std::erase_if(list, [&](const Party& party) {
        return cast_.entity(party.who.entity).label == EntityLabel::state && states_of_people.contains(party.who.entity);
      });
    };
    own(subjects);
    own(partners);
    // "talked to our team", "met American troops": nobody meets his own state.
    const auto met = [&](std::vector<Party>& list, const std::vector<Party>& others) {
      std::erase_if(list, [&](const Party& party) {
        return std::ranges::any_of(others, [&](const Party& other) { return cast_.entity(other.who.entity).label == EntityLabel::person && cast_.state_of(other.who.entity) == party.who.entity; });
      });
    };
    met(partners, subjects);
    met(subjects, partners);
  }

  std::string kind_of(const Match& match) const {
    const std::string_view lemma = reading_.lemma(match.trigger);
    std::string kind = match.frame->meeting.empty() ? "meeting" : match.frame->meeting;
    const auto attended = match.role("gathering");
    if (lemma == "summit" || std::ranges::any_of(attended, [&](TokenRef t) { return reading_.lemma(t) == "summit"; })) return "summit";
    const text::Sentence& sentence = reading_.sentence(match.trigger.sentence);
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
      const TokenRef t{match.trigger.sentence, static_cast<std::int32_t>(i)};
      const std::int32_t gap = t.token - match.trigger.token;
      const std::string& word = reading_.lower(t);
      if (gap > -4 && gap < 8 && one_of(word, {"phone", "telephone", "telephoned", "phoned", "videoconference"}) && one_of(kind, {"talks", "meeting", "call"})) return "call";
    }
    return kind;
  }

  std::uint32_t times_of(const Match& match) const {
    static const std::map<std::string_view, std::uint32_t> numbers = {{"twice", 2}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6},
                                                                      {"seven", 7}, {"eight", 8}, {"nine", 9}, {"ten", 10}, {"thrice", 3}};
    for (const std::int32_t c : reading_.children(match.trigger)) {
      const TokenRef child{match.trigger.sentence, c};
      if (reading_.lower(child) == "twice" || reading_.lower(child) == "thrice") return numbers.at(reading_.lower(child));
      const std::string_view lemma = reading_.lemma(child);
      if (lemma == "time" || lemma == "occasion") {
        for (const std::int32_t d : reading_.children(child)) {
          const std::string& word = reading_.lower({match.trigger.sentence, d});
          if (const auto found = numbers.find(word); found != numbers.end()) return found->second;
          if (word.size() == 1 && word[0] >= '2' && word[0] <= '9') return static_cast<std::uint32_t>(word[0] - '0');
        }
      }
    }
    for (std::int32_t t = match.trigger.token + 1; t + 1 < std::min(reading_.size(match.trigger.sentence), match.trigger.token + 9); ++t) {
      const TokenRef at{match.trigger.sentence, t};
      if (reading_.token(at).upos == text::Upos::VERB) break;
      const auto found = numbers.find(reading_.lower(at));
      if (found != numbers.end() && reading_.lower({at.sentence, t + 1}) == "times") return found->second;
    }
    return 1;
  }

  void add_topics(const Match& match, graph::Claim& claim) const {
    for (const TokenRef t : match.role("topic")) {
      for (const Who& who : cast_.all_of(t, Wanted::anything)) add_argument(claim, "topic", who);
    }
  }

  const Vocabulary& vocabulary() const { return scene_.vocabulary; }

  Scene& scene_;
  const Reading& reading_;
  const Cast& cast_;
  std::vector<graph::Claim>& claims_;
  std::vector<Journey> journeys_;
  PartyWords words_;
  std::vector<graph::Claim> with_hosts_;  ///< whose other side is the country's officials
};

}  // namespace

bool is_one_occasion(const Reading& reading, TokenRef trigger) {
  if (reading.token(trigger).upos == text::Upos::VERB || !one_of(reading.xpos(trigger), {"NN", "NNP"})) return false;
  const std::vector<std::int32_t>& children = reading.children(trigger);
  return std::ranges::none_of(children, [&](std::int32_t c) { return one_of(reading.lower({trigger.sentence, c}), {"separate", "every", "each", "any"}); });
}

bool is_timetable(const Reading& reading, TokenRef verb) {
  if (reading.token(verb).upos != text::Upos::VERB || reading.has_child(verb, "aux") || reading.has_child(verb, "mark")) return false;
  const std::string_view tag = reading.xpos(verb);
  return tag == "VBP" || tag == "VBZ" || (tag == "VB" && !reading.is(verb, "xcomp") && !reading.is(verb, "acl") && !reading.is(verb, "advcl"));
}

/// "Biden meets Xi on Monday": a present tense with a coming date is a plan; a caption's is not.
void settle_time(const Scene& scene, graph::Claim& claim) {
  const Date published = scene.reading.document().published;
  if (!published || claim.when.date.unit() != DateUnit::day) return;
  // "Talks will be held Wednesday": the next one, not the last.
  if (claim.status == graph::Status::planned && claim.when.date < published && claim.when.rule.find("weekday") != std::string::npos &&
      published.first_sys_day() - claim.when.date.first_sys_day() <= std::chrono::days(7)) {
    claim.when.date = Date::from(claim.when.date.first_sys_day() + std::chrono::days(7));
    claim.when.from = claim.when.to = claim.when.date;
    claim.when.rule += ", to come";
  }
  if (claim.status == graph::Status::held && claim.when.date > published) claim.status = graph::Status::planned;
}

void make_meetings(Scene& scene, std::vector<graph::Claim>& claims) { MeetingMaker(scene, claims).run(); }

}  // namespace kg::extract
