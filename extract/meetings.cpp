// Meetings, visits, calls and talks.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/utf8.hpp"
#include "extract/claims.hpp"
#include "extract/mood.hpp"

namespace kg::extract {

namespace {

/// Who takes part, and how.
struct Party {
  Who who;
  std::string role;
};

class MeetingMaker {
 public:
  MeetingMaker(Scene& scene, std::vector<graph::Claim>& claims) : scene_(scene), reading_(scene.reading), cast_(scene.cast), claims_(claims) {}

  void run() {
    for (std::uint32_t s = 0; s < scene_.matches.size(); ++s) {
      std::vector<graph::Claim> here;
      for (const Match& match : scene_.matches[s]) {
        if (match.frame->kind == ontology::FrameKind::meeting) read(match, here);
      }
      if (here.empty() && !cast_.skipped(s)) taking_part(s, here);
      keep_distinct(here);
    }
    welcome();
    inherit_settings();
  }

  /// A transcript in which one speaker welcomes or thanks the other, who then speaks: the two meet.
  void welcome() {
    std::vector<std::int32_t> voices;
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      const std::int32_t voice = cast_.voice(s);
      if (voice >= 0 && std::find(voices.begin(), voices.end(), voice) == voices.end()) voices.push_back(voice);
    }
    if (voices.size() < 2 || voices.size() > 4) return;
    std::set<std::pair<std::int32_t, std::int32_t>> told;
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      const std::int32_t voice = cast_.voice(s);
      if (voice < 0) continue;
      bool greeting = false;
      for (std::int32_t t = 0; t < reading_.size(s); ++t) {
        greeting = greeting || one_of(reading_.lower({s, t}), {"pleasure", "welcome", "honor", "honour", "thank", "thanks", "delighted", "glad", "wonderful", "grateful", "pleased", "hosting"});
      }
      if (!greeting) continue;
      std::set<std::int32_t> greeted;
      for (const Mention& mention : cast_.mentions()) {
        if (mention.sentence == s && mention.label == EntityLabel::person && mention.entity != voice) greeted.insert(mention.entity);
      }
      // "Thank you very much, Mr. Secretary" names nobody; of two speakers it is the other one.
      for (const std::int32_t other : voices) {
        if (other == voice || (!greeted.contains(other) && voices.size() > 2)) continue;
        if (!greeted.contains(other) && s > 40) continue;
        if (!told.insert(std::minmax(voice, other)).second) continue;
        graph::Claim claim = new_claim(scene_, graph::ClaimKind::meeting, {s, 0}, "speakers of one transcript");
        claim.type = "meeting";
        claim.status = graph::Status::held;
        claim.confidence = 0.8F;
        claim.text = "remarks";
        const Date published = reading_.document().published;
        if (published) {
          claim.when.date = claim.when.from = claim.when.to = published;
          claim.when.rule = "day of publication of a transcript";
        }
        add_argument(claim, "participant", {voice, {}, 0.8F});
        add_argument(claim, "participant", {other, {}, 0.8F});
        for (const Mention& mention : cast_.mentions()) {
          if (mention.sentence != s || mention.nested || mention.demonym || mention.first == 0) continue;
          std::int32_t before = mention.first - 1;
          if (reading_.lower({s, before}) == "the" && before > 0) --before;
          if (!one_of(reading_.lower({s, before}), {"in", "at", "to"})) continue;
          for (const Who& place : cast_.who({s, mention.last - 1}, Wanted::place)) add_argument(claim, "place", place);
        }
        claims_.push_back(std::move(claim));
      }
    }
  }

 private:
  void add(std::vector<Party>& list, const std::vector<Who>& found, const std::string& role) const {
    for (const Who& who : found) {
      const bool known = std::any_of(list.begin(), list.end(), [&](const Party& party) { return party.who == who; });
      // Who talks to a newspaper gives an interview.
      const bool media = who.entity >= 0 && cast_.entity(who.entity).kind == "media";
      if (!known && who.entity >= 0 && !media) list.push_back({who, role});
    }
  }

  /// The names before a noun: "the Trump-Kim summit", "U.S.-North Korea talks", "a Japanese-Russian meeting".
  std::vector<Who> named_before(TokenRef noun, bool has_partner = false) const {
    std::vector<Who> found;
    std::int32_t at = noun.token - 1;
    int words = 0;
    while (at >= 0 && words < 4) {
      const TokenRef t{noun.sentence, at};
      const Mention* mention = cast_.mention_at(t);
      const std::string& word = reading_.lower(t);
      if (mention != nullptr && mention->sentence == noun.sentence) {
        const std::vector<Who> who = cast_.who({noun.sentence, mention->last - 1});
        if (mention->label == EntityLabel::organization && who.size() == 1 && found.empty() && words == 0 && !has_partner) {
          // "the G20 summit", "NATO talks": the name of the gathering, not a party.
          return {};
        }
        for (const Who& one : who) {
          if (std::find(found.begin(), found.end(), one) == found.end()) found.push_back(one);
        }
        at = mention->first - 1;
        continue;
      }
      const text::Upos tag = reading_.token(t).upos;
      if (word == "-" || word == "–" || word == "and" || word == "/" || word == "'s" || word == "’s") {
        --at;
        continue;
      }
      if (tag == text::Upos::ADJ || tag == text::Upos::NOUN || tag == text::Upos::NUM || tag == text::Upos::PROPN) {
        if (found.size() == 1) break;
        ++words;
        --at;
        continue;
      }
      break;
    }
    return found.size() >= (has_partner ? 1U : 2U) ? found : std::vector<Who>{};
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
    std::vector<Party> subjects, partners;
    const bool noun = match.frame->trigger == ontology::Trigger::noun;
    for (const Filler& filler : match.fillers) {
      std::vector<Who> found = cast_.all_of(filler.head);
      const std::string& role = filler.role;
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
        if (!is_meeting_noun(filler.head) || has_traveller(filler.head)) return;
        parties_of_noun(filler.head, subjects, partners);
      }
    }
    if (noun) {
      add(subjects, named_before(match.trigger, subjects.empty() && !partners.empty()), "participant");
    }
    drop_plain_trip(match, partners);
    if (noun && match.frame->meeting == "visit") drop_plain_trip(match, subjects);
    if (subjects.empty() && partners.empty() && noun) add_caption(match, subjects);
    if (noun && r.lemma(match.trigger) == "dialogue" && !r.has_child(match.trigger, "det") && match.verb == match.trigger) return;  // in general
    if (subjects.size() + partners.size() == 1 && noun) add_governing(match, subjects, partners);
    // "Kim met Trump": the parts of one phrase are one party each; nobody meets himself.
    std::erase_if(partners, [&](const Party& partner) {
      return std::any_of(subjects.begin(), subjects.end(), [&](const Party& subject) { return subject.who == partner.who; });
    });
    if (noun && subjects.empty() && partners.size() >= 2) subject_behind_comma(partners, subjects);
    drop_own_state(subjects, partners);
    if (partners.empty() && !is_mutual(match)) return;
    if (subjects.empty()) return;  // who met them is not said
    if (subjects.size() + partners.size() < 2) return;
    if (match.frame->meeting == "summit" || r.lemma(match.trigger) == "summit") {
      leaders_for_states(subjects);
      leaders_for_states(partners);
    }
    const Reality reality = forced(match, reality_of(r, match.trigger, match.verb));
    graph::Claim claim = new_claim(scene_, graph::ClaimKind::meeting, match.trigger, match.frame->id);
    claim.type = kind_of(match);
    claim.mode = match.frame->mode;
    claim.status = meeting_status(reality);
    claim.when = when_of(scene_, match.trigger, match.verb);
    if (is_timetable(match.verb) && claim.status == graph::Status::held && claim.when.rule.find("weekday") != std::string::npos) claim.status = graph::Status::planned;
    settle_time(claim);
    claim.times = times_of(match);
    claim.text = std::string(slice(r.text(), r.token(match.trigger).span));
    std::vector<Who> places = where_of(scene_, match.trigger, match.verb);
    for (const TokenRef t : match.role("place")) {
      for (const Who& place : cast_.all_of(t, Wanted::place)) {
        if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
      }
    }
    const bool separate = !subjects.empty() && partners.size() > 1 && !is_joint(match);
    for (std::size_t p = 0; p < (separate ? partners.size() : 1); ++p) {
      graph::Claim one = claim;
      for (const Party& party : subjects) add_argument(one, party.role, party.who);
      if (separate) {
        add_argument(one, partners[p].role, partners[p].who);
      } else {
        for (const Party& party : partners) add_argument(one, party.role, party.who);
      }
      for (const Who& place : places) {
        const bool party = std::any_of(one.arguments.begin(), one.arguments.end(), [&](const graph::Argument& argument) {
          return argument.entity == static_cast<EntityIndex>(place.entity);
        });
        if (!party) add_argument(one, "place", place);
      }
      add_topics(match, one);
      here.push_back(std::move(one));
    }
  }

  Reality forced(const Match& match, Reality reality) const {
    const std::string& status = match.frame->status;
    if (status.empty()) return reality;
    if (status == "cancelled") return reality == Reality::denied || reality == Reality::proposed || reality == Reality::hypothetical ? Reality::planned : Reality::cancelled;
    if (status == "denied") return Reality::denied;
    if (status == "planned") return std::max(reality, Reality::planned);
    if (status == "proposed") return std::max(reality, Reality::proposed);
    return reality;
  }

  /// "cancel the meeting with Y", "attended the talks between X and Y": who the noun names.
  void parties_of_noun(TokenRef noun, std::vector<Party>& subjects, std::vector<Party>& partners) const {
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
    add(subjects, named_before(noun), "participant");
  }

  bool is_meeting_noun(TokenRef t) const {
    for (const std::string_view word : {reading_.lemma(t), std::string_view(reading_.lower(t))}) {
      for (const ontology::Frame* frame : scene_.vocabulary.frames(ontology::Trigger::noun, word)) {
        if (frame->kind == ontology::FrameKind::meeting) return true;
      }
    }
    return one_of(reading_.lower(t), {"dialogue", "session", "round", "negotiations", "consultations", "forum", "ceremony", "encounter"});
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

  /// "had been in the capital for a meeting with Kim": the subject of the clause meets him.
  void add_governing(const Match& match, std::vector<Party>& subjects, std::vector<Party>& partners) const {
    const bool with = !partners.empty();
    if (!with) return;
    TokenRef at = match.trigger;
    for (int steps = 0; steps < 6; ++steps) {
      const TokenRef up = reading_.head(at);
      if (!up || reading_.is(at, "nsubj")) return;  // the meeting itself is what the clause speaks of
      const std::string_view relation = reading_.relation(at);
      if (relation == "ccomp" || relation == "parataxis") return;
      if (calls_off(up)) return;
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
    if (match.frame->trigger == ontology::Trigger::verb && match.frame->meeting == "visit") return false;
    if (!needs_partner || match.frame->trigger == ontology::Trigger::noun) return true;
    const std::string_view lemma = reading_.lemma(match.trigger);
    if (one_of(lemma, {"meet", "confer", "dine", "huddle", "convene"})) return true;
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
  }

  std::string kind_of(const Match& match) const {
    const std::string_view lemma = reading_.lemma(match.trigger);
    std::string kind = match.frame->meeting.empty() ? "meeting" : match.frame->meeting;
    if (lemma == "summit") return "summit";
    const text::Sentence& sentence = reading_.sentence(match.trigger.sentence);
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
      const TokenRef t{match.trigger.sentence, static_cast<std::int32_t>(i)};
      const std::int32_t gap = t.token - match.trigger.token;
      const std::string& word = reading_.lower(t);
      if (gap > -4 && gap < 8 && one_of(word, {"phone", "telephone", "telephoned", "phoned", "videoconference"}) && one_of(kind, {"talks", "meeting", "call"})) return "call";
    }
    return kind;
  }

  /// "They meet in Vienna Monday": a plain present tense with a weekday is a timetable.
  bool is_timetable(TokenRef verb) const {
    if (reading_.token(verb).upos != text::Upos::VERB || reading_.has_child(verb, "aux") || reading_.has_child(verb, "mark")) return false;
    const std::string_view tag = reading_.xpos(verb);
    return tag == "VBP" || tag == "VBZ" || (tag == "VB" && !reading_.is(verb, "xcomp") && !reading_.is(verb, "acl") && !reading_.is(verb, "advcl"));
  }

  /// "Biden meets Xi on Monday": a present tense with a coming date is a plan; a caption's is not.
  void settle_time(graph::Claim& claim) const {
    const Date published = reading_.document().published;
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

  /// Two frames may see one meeting ("met for talks with"): the fuller report stays.
  void keep_distinct(std::vector<graph::Claim>& here) {
    std::vector<bool> dropped(here.size());
    const auto people = [](const graph::Claim& claim) {
      std::set<EntityIndex> all;
      for (const graph::Argument& argument : claim.arguments) {
        if (argument.role != "place" && argument.role != "topic") all.insert(argument.entity);
      }
      return all;
    };
    for (std::size_t i = 0; i < here.size(); ++i) {
      for (std::size_t j = 0; j < here.size() && !dropped[i]; ++j) {
        if (i == j || dropped[j]) continue;
        const std::set<EntityIndex> a = people(here[i]), b = people(here[j]);
        if (!std::includes(b.begin(), b.end(), a.begin(), a.end())) continue;
        if (a == b && j > i && richness(here[i]) >= richness(here[j])) continue;
        if (a == b && j < i && richness(here[i]) > richness(here[j])) continue;
        if (here[i].when.date && here[j].when.date && !here[i].when.date.agrees_with(here[j].when.date)) continue;
        if (here[i].times != here[j].times) continue;
        const bool same_mood = (here[i].status == graph::Status::held) == (here[j].status == graph::Status::held);
        if (!same_mood && a != b) continue;
        // A cancelled or denied meeting is not a held one; of two views the less real wins.
        if (!same_mood && here[i].status > here[j].status) continue;
        if (!here[j].when.date && here[i].when.date) here[j].when = here[i].when;
        const bool place = std::any_of(here[j].arguments.begin(), here[j].arguments.end(), [](const auto& argument) { return argument.role == "place"; });
        if (!place) {
          for (const graph::Argument& argument : here[i].arguments) {
            if (argument.role == "place") here[j].arguments.push_back(argument);
          }
        }
        dropped[i] = true;
      }
    }
    for (std::size_t i = 0; i < here.size(); ++i) {
      if (!dropped[i]) claims_.push_back(std::move(here[i]));
    }
  }

  /// "The foreign ministers of A and B will participate": in what the sentence before announced.
  void taking_part(std::uint32_t s, std::vector<graph::Claim>& here) {
    if (s == 0 || cast_.skipped(s - 1)) return;
    for (std::int32_t t = 0; t < reading_.size(s); ++t) {
      const TokenRef verb{s, t};
      if (reading_.token(verb).upos != text::Upos::VERB) continue;
      const std::string_view lemma = reading_.lemma(verb);
      const bool part = one_of(lemma, {"participate", "attend"}) || (lemma == "take" && t + 1 < reading_.size(s) && reading_.lower({s, t + 1}) == "part");
      if (!part || reading_.is(verb, "acl")) continue;
      std::vector<Party> parties;
      for (const TokenRef subject : subjects_of(reading_, verb)) add(parties, cast_.all_of(subject), "participant");
      if (parties.size() < 2) return;
      for (std::int32_t n = 0; n < reading_.size(s - 1); ++n) {
        const TokenRef noun{s - 1, n};
        if (reading_.token(noun).upos != text::Upos::NOUN || !is_meeting_noun(noun)) continue;
        const TokenRef above = reading_.head(noun);
        const TokenRef carrier = above && reading_.token(above).upos == text::Upos::VERB ? above : noun;
        graph::Claim claim = new_claim(scene_, graph::ClaimKind::meeting, verb, "taking part in what was announced");
        claim.type = reading_.lemma(noun) == "summit" ? "summit" : one_of(reading_.lower(noun), {"talks", "negotiations"}) ? "talks" : "meeting";
        claim.status = meeting_status(std::max(reality_of(reading_, verb, verb), reality_of(reading_, noun, carrier)));
        claim.when = when_of(scene_, noun, carrier);
        settle_time(claim);
        claim.text = std::string(reading_.form(noun));
        claim.confidence = 0.8F;
        for (const Party& party : parties) add_argument(claim, party.role, party.who);
        for (const Who& place : where_of(scene_, noun, carrier)) add_argument(claim, "place", place);
        here.push_back(std::move(claim));
        return;
      }
    }
  }

  /// A journey that the text tells of: what its traveller does afterwards happens there and then.
  struct Setting {
    std::uint32_t sentence = 0;
    std::set<std::int32_t> travellers;
    std::vector<Who> places;
    graph::When when;
  };

  std::vector<Setting> settings() const {
    std::vector<Setting> found;
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      if (cast_.skipped(s)) continue;
      for (std::int32_t t = 0; t < reading_.size(s); ++t) {
        const TokenRef at{s, t};
        const text::Upos tag = reading_.token(at).upos;
        const std::string lemma = to_lower(reading_.lemma(at));
        const bool verb = tag == text::Upos::VERB && one_of(lemma, {"travel", "visit", "fly", "arrive", "go", "head", "lead", "come", "depart", "journey", "tour", "begin", "start", "conclude", "stop"});
        const bool noun = (tag == text::Upos::NOUN || tag == text::Upos::PROPN) && one_of(lemma, {"visit", "trip", "travel", "tour", "delegation", "stop"});
        if (!verb && !noun) continue;
        Setting setting{.sentence = s, .travellers = {}, .places = {}, .when = {}};
        const TokenRef carrier = verb ? at : reading_.clause(at);
        const auto place = [&](TokenRef from) {
          for (const std::int32_t c : reading_.children(from)) {
            const TokenRef child{s, c};
            const std::string words = reading_.case_words(child);
            const bool direct = verb && from == at && reading_.relation(child) == "obj";
            if (!direct && !one_of(words, {"to", "in", "into", "at"})) continue;
            for (const Who& where : cast_.all_of(child, Wanted::place)) {
              if (cast_.entity(where.entity).label == EntityLabel::organization) continue;
              if (std::find(setting.places.begin(), setting.places.end(), where) == setting.places.end()) setting.places.push_back(where);
            }
          }
        };
        place(at);
        if (verb) {
          for (const std::int32_t c : reading_.children(at)) {
            if (reading_.relation({s, c}) == "obj") place({s, c});  // "led a delegation to P"
          }
          // The tree may hang the place elsewhere: "travelled … to P" in one stretch.
          for (std::int32_t k = t + 1; k < std::min(reading_.size(s), t + 12) && setting.places.empty(); ++k) {
            if (reading_.token({s, k}).upos == text::Upos::VERB) break;
            const Mention* mention = cast_.mention_at({s, k});
            if (mention != nullptr && k > 0 && reading_.lower({s, k - 1}) == "to" && (mention->label == EntityLabel::place || mention->label == EntityLabel::state)) setting.places = cast_.who({s, k}, Wanted::place);
          }
        }
        if (setting.places.empty()) continue;
        std::vector<Who> who;
        for (const TokenRef subject : subjects_of(reading_, carrier)) {
          const std::vector<Who> all = cast_.all_of(subject);
          who.insert(who.end(), all.begin(), all.end());
        }
        for (const Mention& mention : cast_.mentions()) {
          // A headline or a long subject: everybody named before the journey goes.
          if (mention.sentence == s && mention.first < t && mention.label == EntityLabel::person && mention.entity >= 0) who.push_back({mention.entity, {}, 1});
        }
        for (const Who& one : who) {
          setting.travellers.insert(one.entity);
          setting.travellers.insert(cast_.state_of(one.entity));
        }
        setting.travellers.erase(-1);
        setting.when = when_of(scene_, at, carrier);
        if (!setting.when.date) {
          // Any day of the sentence is the journey's if the sentence tells of nothing else.
          for (const text::TimeExpression& time : reading_.sentence(s).times) {
            if (time.type == text::TimeType::date && time.date && !setting.when.date) {
              setting.when.date = time.date;
              setting.when.from = time.from;
              setting.when.to = time.to;
              setting.when.where = time.span;
              setting.when.phrase = std::string(slice(reading_.text(), time.span));
              setting.when.rule = std::string(time.rule);
            }
          }
        }
        found.push_back(std::move(setting));
      }
    }
    return found;
  }

  void inherit_settings() {
    const std::vector<Setting> journeys = settings();
    if (journeys.empty()) return;
    std::vector<std::uint32_t> starts;
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) starts.push_back(reading_.sentence(s).span.begin);
    for (graph::Claim& claim : claims_) {
      if (claim.kind != graph::ClaimKind::meeting || claim.type == "call" || claim.times > 1) continue;
      const auto s = static_cast<std::uint32_t>(std::upper_bound(starts.begin(), starts.end(), claim.sentence.begin) - starts.begin() - 1);
      const bool has_place = std::any_of(claim.arguments.begin(), claim.arguments.end(), [](const auto& argument) { return argument.role == "place"; });
      if (has_place && claim.when.date) continue;
      const Setting* where = nullptr;
      const Setting* when = nullptr;
      for (const Setting& journey : journeys) {
        if (journey.sentence > s || s - journey.sentence > 12) continue;
        const bool travels = std::any_of(claim.arguments.begin(), claim.arguments.end(), [&](const auto& argument) {
          return argument.role != "place" && argument.role != "topic" && journey.travellers.contains(static_cast<std::int32_t>(argument.entity));
        });
        if (!travels) continue;
        where = &journey;
        if (journey.when.date) when = &journey;
      }
      if (!has_place && where != nullptr && (where->sentence == s || !claim.when.date || !where->when.date || where->when.date.agrees_with(claim.when.date))) {
        for (const Who& place : where->places) {
          const bool party = std::any_of(claim.arguments.begin(), claim.arguments.end(), [&](const auto& argument) { return argument.entity == static_cast<EntityIndex>(place.entity); });
          if (!party) add_argument(claim, "place", place);
        }
      }
      if (!claim.when.date && claim.when.phrase.empty() && when != nullptr) {
        claim.when = when->when;
        claim.when.rule = "date of the journey: " + claim.when.rule;
        settle_time(claim);
      }
    }
  }

  static int richness(const graph::Claim& claim) {
    return static_cast<int>(claim.arguments.size()) + (claim.when.date ? 2 : 0) + (claim.type != "meeting" ? 1 : 0);
  }

  Scene& scene_;
  const Reading& reading_;
  const Cast& cast_;
  std::vector<graph::Claim>& claims_;
};

}  // namespace

void make_meetings(Scene& scene, std::vector<graph::Claim>& claims) { MeetingMaker(scene, claims).run(); }

}  // namespace kg::extract
