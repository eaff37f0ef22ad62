#include "query/question_plan.hpp"

#include <algorithm>
#include <set>

#include "base/utf8.hpp"
#include "query/plan_pieces.hpp"
#include "query/question_happenings.hpp"

namespace kg::query {
namespace {

using graph::NodeId;
using ontology::Frame;

class Planner : PlanPieces {
 public:
  Planner(const Question& question, const Names& names) : PlanPieces(question, names) {}

  Plan plan() {
    if (q_.asked == Asked::count && !q_.counted.empty()) plan_counts(q_, names_, plan_);
    switch (q_.shape) {
      case Shape::meeting: meeting(); break;
      case Shape::event: event(); break;
      case Shape::statement: statement(); break;
      case Shape::office: office(); break;
      case Shape::identity: identity(); break;
      case Shape::happening: plan_happenings(q_, names_, plan_); break;
      case Shape::connection: connection(); break;
      case Shape::timeline: timeline(); break;
      case Shape::compare: compare(); break;
      case Shape::membership: membership(); break;
      case Shape::place: place(); break;
      case Shape::told: break;
    }
    return std::move(plan_);
  }

 private:
  // ---- meetings ----------------------------------------------------------------------------------

  std::vector<std::string> meeting_conditions() const {
    std::vector<std::string> where;
    if (q_.asked == Asked::yes_no || q_.verb_needed) {
      // The answer is in the status, or in the words of the sentence.
    } else if (q_.mood == Mood::future) {
      where.push_back("m.status IN ['planned', 'proposed']");
    } else if (q_.mood == Mood::negated) {
      where.push_back("m.status IN ['cancelled', 'denied']");
    } else if (q_.asked != Asked::list) {
      where.push_back("m.status = 'held'");
    }
    if (!q_.kind.empty() && !any_kind_) where.push_back("m.kind = " + quoted(q_.kind));
    else if (q_.in_person) where.push_back("coalesce(m.kind, '') <> 'call'");
    add_period("m", where);
    return where;
  }

  struct Anchors {
    std::string match;
    std::vector<std::string> where;
  };

  /// `through_office`: a state or an organisation takes part through those who hold its offices.
  /// `as_place`: the last one is where the meeting was, not who took part ("visited Japan").
  Anchors anchors(const std::vector<Phrase>& parties, bool through_office, bool as_place) const {
    Anchors anchors;
    std::size_t number = 0;
    for (const Phrase& phrase : parties) {
      const std::string variable(1, static_cast<char>('a' + number % 12));
      const bool last = ++number == parties.size();
      anchors.match += anchors.match.empty() ? "MATCH " : ", ";
      const std::string start = node(variable, phrase, anchors.where);
      if (as_place && last && any_label(phrase, "Place")) {
        anchors.match += "(m:Meeting)-[:HELD_AT]->()-[:LOCATED_IN|CAPITAL_OF*0..1]->" + start;
      } else if (through_office && !any_label(phrase, "Person")) {
        anchors.match += start + to_official(variable, variable + "1", anchors.where) + "-[:PARTICIPATED_IN]->(m:Meeting)";
      } else {
        anchors.match += start + "-[:PARTICIPATED_IN]->(m:Meeting)";
      }
    }
    for (const Phrase& place : named(q_.places)) {
      anchors.match += anchors.match.empty() ? "MATCH " : ", ";
      anchors.match += "(m:Meeting)-[:HELD_AT]->()-[:LOCATED_IN|CAPITAL_OF*0..2]->" + node("place" + std::to_string(number++), place, anchors.where);
    }
    return anchors;
  }

  void meeting() {
    std::vector<Phrase> parties = named(q_.actors);
    for (const Phrase& phrase : named(q_.recipients)) parties.push_back(phrase);
    Narrowing keep;
    keep.topic = q_.topic;
    append(keep.topic, words_of(q_.about));
    for (const auto* list : {&q_.actors, &q_.recipients})
      for (const Phrase& phrase : *list)
        if (phrase.vague()) append(keep.topic, phrase.topic);
    // With nobody named, the words alone must find the meeting; with a topic asked for, they must be there.
    keep.topic_share = parties.empty() && q_.places.empty() && q_.category_of.empty() && !q_.period ? 0.6 : !q_.about.empty() ? 0.5 : 0;
    if (q_.verb_needed) {
      keep.verb = q_.verb;
      keep.verb_needed = true;
    }
    keep.persons_first = q_.asked == Asked::who && q_.category == Category::any;
    if (q_.asked == Asked::times && parties.size() == 2 && unrestricted()) {
      std::vector<std::string> where;
      const std::string match = "MATCH " + node("a", parties[0], where) + "-[r:MET]-" + node("b", parties[1], where) + "\n";
      plan_.attempts.push_back({match + conjunction(where) + "RETURN r.times AS times, r.first AS first, r.last AS last, [r] AS source", {}});
    }
    const bool states = std::any_of(parties.begin(), parties.end(), [&](const Phrase& phrase) { return !any_label(phrase, "Person"); });
    const bool place_possible = !parties.empty() && q_.asked_role != "host" && any_label(parties.back(), "Place") && parties.size() + (q_.asked == Asked::who) > 1;
    for (const auto& [through, as_place] : {std::pair(false, false), std::pair(false, true), std::pair(true, false)}) {
      if ((through && !states) || (as_place && !place_possible)) continue;
      meeting_attempt(parties, through, as_place, keep);
    }
    // "the NATO summit": a summit of that name, where nobody says that the organisation took part.
    std::vector<Phrase> others;
    Narrowing named_so = keep;
    for (const Phrase& party : parties) {
      if (any_label(party, "Organization")) append(named_so.topic, content_words(party.text));
      else others.push_back(party);
    }
    if (others.size() < parties.size() && q_.asked != Asked::who) {
      named_so.topic_share = 0.99;
      meeting_attempt(others, false, false, named_so);
    }
    // "who met X and Y": also one after the other.
    if (q_.asked == Asked::who && parties.size() == 2 && q_.recipients.size() == 2 && q_.kind.empty() && !q_.verb_needed) meeting_each(parties, keep);
    // Who met somebody in a country was there, also where no sentence calls it a visit.
    if (q_.kind == "visit" && place_possible) {
      any_kind_ = true;
      meeting_attempt(parties, false, true, keep);
    }
  }

  void meeting_each(const std::vector<Phrase>& parties, const Narrowing& keep) {
    std::vector<std::string> where = meeting_conditions();
    const std::string a = node("a", parties[0], where), b = node("b", parties[1], where);
    std::string optional;
    std::vector<std::string> after;
    const std::string name = category("x", where, optional, after);
    where.push_back("m2.status = m.status");
    std::string cypher = "MATCH " + a + "-[:PARTICIPATED_IN]->(m:Meeting)<-[r:PARTICIPATED_IN]-(x:Actor)-[:PARTICIPATED_IN]->(m2:Meeting)<-[:PARTICIPATED_IN]-" + b + "\n" + conjunction(where) + optional;
    if (!after.empty()) cypher += "WITH *\n" + conjunction(after);
    cypher += "RETURN " + name + " AS who, m.name AS meeting, m.date AS date, m2.name AS `other meeting`, m2.date AS `other date`, [m, r, x] AS source\nORDER BY who, m.date_from, m2.date_from";
    plan_.attempts.push_back({std::move(cypher), keep});
    plan_.answer = "who";
  }

  bool unrestricted() const { return !q_.period && q_.places.empty() && q_.about.empty() && q_.topic.empty() && q_.kind.empty() && q_.mood == Mood::past; }

  void meeting_attempt(const std::vector<Phrase>& parties, bool through_office, bool as_place, const Narrowing& keep) {
    Anchors start = anchors(parties, through_office, as_place);
    std::vector<std::string> where = start.where;
    append(where, meeting_conditions());
    if (start.match.empty()) start.match = "MATCH (m:Meeting)";
    const std::string places = "OPTIONAL MATCH (m)-[:HELD_AT]->(p)\n";
    const bool who = q_.asked == Asked::who || q_.asked == Asked::count;
    std::string cypher;
    if (who) {
      std::string optional;
      std::vector<std::string> after;
      const std::string name = category("x", where, optional, after);
      if (q_.asked_role == "host" || q_.asked_role == "mediator") where.push_back("r.role = " + quoted(q_.asked_role));
      if (through_office) where.push_back("NOT " + serves("x", "a") + " AND x <> a");
      cypher = start.match + ", (x:Actor)-[r:PARTICIPATED_IN]->(m:Meeting)\n" + conjunction(where) + optional;
      if (!after.empty()) cypher += "WITH *\n" + conjunction(after);
      cypher += places + "WITH m, r, x, " + name + " AS who, collect(DISTINCT p.name) AS place\n";
      // "They met three times" is one claim: its number tells it from a meeting.
      cypher += "RETURN who, m.date AS date, place, CASE WHEN m.times > 1 THEN m.times END AS times, m.kind AS kind";
      if (q_.mood != Mood::past) cypher += ", m.status AS status";
      cypher += ", [m, r, x] AS source\nORDER BY m.date_from, who";
      plan_.answer = "who";
    } else if (q_.asked == Asked::what) {
      cypher = start.match + ", (m:Meeting)-[:ABOUT]->(t)\n" + conjunction(where) + "RETURN t.name AS topic, m.date AS date, m.name AS meeting, [m] AS source\nORDER BY m.date_from, topic";
      plan_.answer = "topic";
    } else if (q_.asked == Asked::times) {
      cypher = start.match + "\n" + conjunction(where) + places + "WITH m, collect(DISTINCT p.name) AS place\n";
      cypher += "RETURN m.times AS times, m.date AS date, place, m.name AS meeting, [m] AS source\nORDER BY m.date_from";
      plan_.answer = "times";
    } else {
      cypher = start.match + "\n" + conjunction(where) + places + "WITH m, collect(DISTINCT p.name) AS place\n";
      const bool list = q_.asked == Asked::list;
      cypher += list ? "RETURN m.name AS meeting, m.date AS date, place, [(w)-[:PARTICIPATED_IN]->(m) | w.name] AS participants"
                     : "RETURN m.date AS date, place, [(w)-[:PARTICIPATED_IN]->(m) | w.name] AS participants, m.kind AS kind";
      if (list || q_.asked == Asked::yes_no || q_.mood != Mood::past) cypher += ", m.status AS status";
      cypher += ", [m] AS source\nORDER BY m.date_from";
      plan_.answer = q_.asked == Asked::when ? "date" : q_.asked == Asked::where ? "place" : q_.asked == Asked::yes_no ? "status" : "meeting";
    }
    plan_.attempts.push_back({std::move(cypher), keep});
  }

  // ---- events ------------------------------------------------------------------------------------

  std::string event_types() const {
    std::set<std::string> types;
    for (const Frame* frame : q_.frames)
      if (!frame->event.empty()) types.insert(frame->event);
    std::string text;
    for (const std::string& type : types) text += (text.empty() ? ":" : "|") + type;
    return text;
  }

  /// True for deeds that are done with somebody, "agree with": whoever stands second in the text has done them, too.
  bool is_mutual() const {
    const auto is_with = [](const std::string& path) { return path.ends_with(":with"); };
    const auto takes_partner = [&](const ontology::RolePath& role) { return role.role == "recipient" && std::ranges::any_of(role.paths, is_with); };
    return !q_.frames.empty() && std::ranges::all_of(q_.frames, [&](const Frame* frame) {
      return (frame->event == "AGREE" || frame->event == "COOPERATE") && std::ranges::any_of(frame->roles, takes_partner);
    });
  }

  /// The modes of the verb's frames as a list of literals; empty if one of them has none.
  std::string event_modes() const {
    std::set<std::string> modes;
    for (const Frame* frame : q_.frames) {
      if (frame->mode.empty()) return {};
      modes.insert(quoted(frame->mode));
    }
    std::string text;
    for (const std::string& mode : modes) text += (text.empty() ? "" : ", ") + mode;
    return text;
  }

  void event() {
    Narrowing keep;
    keep.verb = q_.verb;
    for (const Frame* frame : q_.frames) append(keep.synonyms, frame->lemmas);
    keep.topic = q_.topic;
    append(keep.topic, words_of(q_.about));
    // A name that the graph does not have may still stand in a sentence.
    bool unknown = false;
    for (const auto* list : {&q_.actors, &q_.recipients})
      for (const Phrase& phrase : *list) {
        append(keep.topic, phrase.unknown ? content_words(phrase.text) : phrase.topic);
        unknown |= phrase.unknown;
      }
    const std::vector<Phrase> actors = named(q_.actors), recipients = named(q_.recipients), about = named(q_.about);
    const bool anchored = !actors.empty() || !recipients.empty() || !about.empty();
    const bool both = (!actors.empty() || q_.asked_role == "actor") && !recipients.empty();
    keep.topic_share = keep.topic.empty() || both ? 0 : !recipients.empty() || !actors.empty() ? 0.34 : keep.topic.size() <= 2 ? 0.99 : 0.5;
    // A yes must be about all of what was asked.
    if (q_.asked == Asked::yes_no && !keep.topic.empty()) keep.topic_share = 0.7;
    if (unknown) keep.topic_share = 0.99;
    if (q_.asked == Asked::yes_no && !anchored && keep.topic.empty()) return;  // of whom?
    const std::string types = event_types();
    // "when did X and Y sign an agreement": with each other, before each with anybody.
    if (!types.empty() && actors.size() == 2 && recipients.empty() && q_.asked_role != "actor")
      for (const bool turned : {false, true}) event_attempt(types, {actors[turned ? 1 : 0]}, {actors[turned ? 0 : 1]}, keep);
    // Told with the verb of the question, or one of its frames; then with it under another type of event.
    Narrowing same_verb = keep;
    same_verb.verb_needed = same_verb.trigger_needed = true;
    Narrowing light = same_verb;
    if (!q_.light_verb.empty()) append(light.synonyms, base_forms(q_.light_verb));
    if (!types.empty()) event_attempt(types, actors, recipients, light);
    same_verb.topic_share = keep.topic.empty() ? 0 : q_.asked == Asked::yes_no ? 0.7 : 0.5;
    if (anchored || names_.graph().edge_count() <= small_graph) {
      event_attempt("", actors, recipients, same_verb);
      said_attempt(actors, same_verb);
    }
    // Whoever asks who shelled a town takes who bombed it for an answer, before none; "who was stabbed" is no question
    // for everybody who was hurt.
    plan_happenings(q_, names_, plan_);
    same_kind_ = true;
    if (!types.empty() && anchored) event_attempt(types, actors, recipients, keep);
    same_kind_ = false;
  }

  void event_attempt(const std::string& types, const std::vector<Phrase>& actors, const std::vector<Phrase>& recipients, const Narrowing& keep) {
    std::vector<std::string> where;
    std::string a = "(a:Actor)", b = "(b)";
    if (actors.size() == 1) a = node("a", actors.front(), where);
    else if (const std::string one_of = among("a", actors); !one_of.empty()) where.push_back(one_of);
    if (recipients.size() == 1 && recipients.front().topic.empty()) b = node("b", recipients.front(), where);
    else if (const std::string one_of = among("b", recipients); !one_of.empty()) where.push_back(one_of);
    if (types.empty()) where.push_back("r.event");
    if (const std::string modes = event_modes(); same_kind_ && !modes.empty()) where.push_back("(r.mode IS NULL OR r.mode IN [" + modes + "])");
    if (q_.asked == Asked::yes_no) {
    } else if (q_.mood == Mood::future) {
      where.push_back("r.status = 'planned'");
    } else {
      where.push_back(q_.mood == Mood::negated ? "r.status = 'denied'" : "r.status IN ['asserted', 'held']");
    }
    add_period("r", where);
    std::string optional;
    std::vector<std::string> after;
    const bool asks_actor = q_.asked_role == "actor" || (q_.asked != Asked::who && q_.asked != Asked::count);
    const std::string asked = asks_actor ? "a" : "b";
    const bool categorised = q_.asked == Asked::who || q_.asked == Asked::count;
    const std::string name = categorised ? category(asked, where, optional, after) : asked + ".name";
    std::string cypher = "MATCH " + a + "-[r" + types + (is_mutual() ? "]-" : "]->") + b + "\n" + conjunction(where) + optional;
    if (!after.empty()) cypher += "WITH *\n" + conjunction(after);
    cypher += "RETURN " + (asks_actor ? name : std::string("a.name")) + " AS who, toLower(type(r)) AS action, " + (asks_actor ? "b.name" : name) +
              " AS whom, CASE WHEN b:Policy THEN b.name ELSE r.text END AS what, r.date AS date";
    if (q_.asked == Asked::yes_no || q_.mood != Mood::past) cypher += ", r.status AS status";
    cypher += ", [r] AS source\nORDER BY r.date_from, who, whom";
    plan_.attempts.push_back({std::move(cypher), keep, same_kind_});
    plan_.answer = event_answer();
  }

  // What somebody asked or offered may be told as his words. Whoever speaks of a deed has not done it, so
  // this never answers who did it.
  void said_attempt(const std::vector<Phrase>& actors, Narrowing keep) {
    if (actors.empty() || q_.asked_role == "actor") return;
    if (q_.asked == Asked::where || q_.asked == Asked::times || q_.asked == Asked::yes_no || q_.mood != Mood::past) return;
    for (const Phrase& phrase : named(q_.recipients)) append(keep.topic, content_words(phrase.text));
    keep.topic_share = keep.topic.empty() ? 0 : 0.6;
    std::vector<std::string> where;
    std::string a = "(a:Actor)";
    if (actors.size() == 1) a = node("a", actors.front(), where);
    else if (const std::string one_of = among("a", actors); !one_of.empty()) where.push_back(one_of);
    add_period("s", where);
    std::string cypher = "MATCH " + a + "-[r:SAID]->(s:Statement)\n" + conjunction(where);
    cypher += "RETURN a.name AS who, 'said' AS action, null AS whom, s.text AS what, s.date AS date";
    cypher += ", [r, s] AS source\nORDER BY s.date_from, who";
    plan_.attempts.push_back({std::move(cypher), keep});
  }

  // ---- statements --------------------------------------------------------------------------------

  void statement() {
    const std::vector<Phrase> speakers = named(q_.actors);
    Narrowing keep;
    append(keep.topic, words_of(q_.about));
    append(keep.topic, q_.topic);
    keep.topic_share = keep.topic.empty() ? 0 : q_.asked == Asked::yes_no ? 0.7 : 0.3;
    keep.refers_back = q_.asked == Asked::what;
    // "claim", "promise" and "warn" say more than "say" and "talk".
    static constexpr std::string_view plain[] = {"say", "tell", "talk", "speak", "state", "comment", "remark", "mention", "statement", "think", "discuss"};
    if (std::find(std::begin(plain), std::end(plain), q_.verb) == std::end(plain)) keep.verb = q_.verb;
    const std::vector<Phrase> about = named(q_.about);
    for (const bool through_office : {false, true}) {
      if (through_office && std::none_of(speakers.begin(), speakers.end(), [&](const Phrase& phrase) { return !any_label(phrase, "Person"); })) continue;
      std::vector<std::string> where;
      std::string a = "(a:Actor)";
      if (speakers.size() == 1) a = node(through_office ? "o" : "a", speakers.front(), where);
      else if (const std::string one_of = among(through_office ? "o" : "a", speakers); !one_of.empty()) {
        where.push_back(one_of);
        if (through_office) a = "(o)";
      }
      if (through_office) a += to_official("o", "a", where);
      add_period("s", where);
      std::string optional;
      std::vector<std::string> after;
      const std::string name = q_.asked_role == "speaker" ? category("a", where, optional, after) : "a.name";
      std::string cypher = "MATCH " + a + "-[r:SAID]->(s:Statement)\n" + conjunction(where) + optional;
      if (!after.empty()) cypher += "WITH *\n" + conjunction(after);
      cypher += "RETURN " + name + " AS who, s.text AS what, [(s)-[:ABOUT]->(t) | t.name] AS about, s.date AS date, [r, s] AS source\nORDER BY s.date_from, who";
      plan_.attempts.push_back({std::move(cypher), keep});
    }
    plan_.answer = q_.asked == Asked::when ? "date" : q_.asked == Asked::where ? "place" : q_.asked_role == "speaker" ? "who" : q_.asked_role == "topic" ? "about" : "what";
    if (q_.asked == Asked::yes_no) plan_.answer = "status";
    if (q_.asked == Asked::times) plan_.answer = "times";
    if (q_.asked == Asked::list) plan_.answer = "what";
  }

  // ---- offices -----------------------------------------------------------------------------------

  void office() {
    Narrowing keep;
    keep.title = q_.title;
    keep.leading = q_.title.empty();
    keep.best_known = q_.asked != Asked::yes_no;
    const std::vector<Phrase> bodies = named(q_.recipients), holders = named(q_.actors);
    const auto attempt = [&](bool of_body, const Narrowing& narrowing) {
      std::vector<std::string> where;
      std::string x = "(x:Person)", o = "(o)";
      if (holders.size() == 1 && q_.asked != Asked::yes_no) x = node("x", holders.front(), where);
      if (of_body && bodies.size() == 1) o = node("o", bodies.front(), where);
      else if (of_body)
        if (const std::string one_of = among("o", bodies); !one_of.empty()) where.push_back(one_of);
      if (q_.former) where.push_back("coalesce(r.former, false)");
      else if (!q_.any_time) where.push_back("NOT coalesce(r.former, false)");
      add_office_period(where);
      std::string cypher = "MATCH " + x + "-[r:HOLDS_OFFICE]->" + o + "\n" + conjunction(where);
      cypher += "RETURN x.name AS who, r.title AS title, o.name AS `of`, CASE WHEN r.former THEN 'former' ELSE r.mode END AS note, coalesce(r.reports, 1) AS reports, [r] AS source\nORDER BY reports DESC, who";
      plan_.attempts.push_back({std::move(cypher), narrowing});
    };
    if (!bodies.empty() || q_.recipients.empty()) {
      for (const Phrase& body : bodies) append(keep.topic, body.topic);
      if (!bodies.empty() && !q_.about.empty()) {  // "who represents X in Y"
        append(keep.topic, words_of(q_.about));
        keep.topic_share = 0.99;
      }
      attempt(true, keep);
    }
    // The body may stand in the title ("special envoy to Afghanistan"), or be known under another name.
    if (!q_.recipients.empty() && names_.graph().edge_count() <= small_graph) {
      Narrowing wide = keep;
      wide.topic.clear();
      for (const Phrase& body : q_.recipients) wide.bodies.push_back(other_names(body));
      append(wide.topic, words_of(q_.about));
      wide.topic_share = 0.99;
      attempt(false, wide);
    }
    plan_.answer = q_.asked == Asked::yes_no ? "status" : q_.asked_role == "organization" ? "of" : "who";
  }

  /// How a body may be written in a title: "British", "UK" for the United Kingdom.
  std::vector<std::string> other_names(const Phrase& body) const {
    std::vector<std::string> others{body.text};
    // "the Palestinian Authority", "the Afghan government": told of the state.
    const std::string first = body.text.substr(0, body.text.find(' '));
    if (first.size() < body.text.size())
      for (const auto& meaning : names_.ontology().find(fold_name(first)))
        if (const ontology::State* state = names_.ontology().state(meaning.id); state != nullptr && meaning.via == ontology::Ontology::Meaning::Via::demonym) others.push_back(state->name);
    for (const NodeId node : body.nodes)
      for (const auto& meaning : names_.ontology().find(fold_name(names_.name_of(node))))
        if (const ontology::State* state = names_.ontology().state(meaning.id)) {
          append(others, state->aliases);
          append(others, state->demonyms);
          others.push_back(state->name);
        }
    return others;
  }

  void add_office_period(std::vector<std::string>& where) const {
    if (q_.period.from) where.push_back("(r.to IS NULL OR r.to >= " + quoted(q_.period.from.iso()) + ")");
    if (q_.period.to) where.push_back("(r.from IS NULL OR r.from <= " + quoted(q_.period.to.iso()) + ")");
  }

  void membership() {
    std::vector<std::string> where;
    std::string x = "(x:Actor)";
    if (const std::vector<Phrase> who = named(q_.actors); who.size() == 1) x = node("x", who.front(), where);
    const std::string body = q_.recipients.empty() ? "(body:Organization)" : node("body", q_.recipients.front(), where);
    std::string optional;
    std::vector<std::string> after;
    const std::string name = q_.category == Category::any ? "x.name" : category("x", where, optional, after);
    std::string cypher = "MATCH " + x + "-[r:MEMBER_OF]->" + body + "\n" + conjunction(where) + optional;
    if (!after.empty()) cypher += "WITH *\n" + conjunction(after);
    cypher += "RETURN " + name + " AS who, body.name AS `member of`, coalesce(r.status, 'asserted') AS status, [r] AS source\nORDER BY who";
    plan_.attempts.push_back({std::move(cypher), {}});
    plan_.answer = q_.asked == Asked::yes_no ? "status" : q_.asked_role == "organization" ? "member of" : "who";
  }

  void place() {
    std::vector<std::string> where;
    const std::string x = node("x", q_.places.front(), where);
    if (q_.title == "capital") {
      plan_.attempts.push_back({"MATCH (c:Place)-[r:CAPITAL_OF]->" + x + "\n" + conjunction(where) + "RETURN c.name AS capital, x.name AS `of`, [r] AS source\nORDER BY capital", {}});
      plan_.answer = "capital";
      return;
    }
    plan_.attempts.push_back({"MATCH " + x + "-[r:LOCATED_IN|CAPITAL_OF]->(p)\n" + conjunction(where) + "RETURN x.name AS name, p.name AS place, [r] AS source\nORDER BY place", {}});
    plan_.answer = "place";
  }

  void identity() {
    const std::vector<Phrase> who = named(q_.actors);
    if (who.empty()) return;
    std::vector<std::string> where;
    const std::string x = node("x", who.front(), where);
    Narrowing offices;
    offices.best_known = true;
    plan_.attempts.push_back({"MATCH " + x + "-[r:HOLDS_OFFICE]->(o)\n" + conjunction(where) +
                                  "RETURN x.name AS who, r.title AS title, o.name AS `of`, CASE WHEN r.former THEN 'former' ELSE r.mode END AS note, coalesce(r.reports, 1) AS reports, [r] AS source\n"
                                  "ORDER BY coalesce(r.former, false), reports DESC, title",
                              offices});
    plan_.attempts.push_back({"MATCH " + x + "\n" + conjunction(where) + "RETURN x.name AS who, toLower(labels(x)[0]) AS title, x.kind AS kind, x.aliases AS aliases, [x] AS source", {}, true});
    plan_.answer = "title";
  }

  // ---- several at once ---------------------------------------------------------------------------

  /// All types that join actors, none of those that only say where a name stands.
  std::string joining_types() const {
    std::string types;
    const graph::PropertyGraph& graph = names_.graph();
    std::set<std::string> sorted;
    for (std::uint32_t i = 0; i < graph.edge_type_count(); ++i) sorted.insert(std::string(graph.name(graph::EdgeTypeId{i})));
    for (const std::string& type : sorted)
      if (type != "MENTIONS" && type != "SAID" && type != "ABOUT" && type != "LOCATED_IN" && type != "CAPITAL_OF" && type != "HELD_AT") types += (types.empty() ? ":" : "|") + type;
    return types;
  }

  void connection() {
    const std::vector<Phrase> from = named(q_.actors), to = named(q_.recipients);
    if (from.empty() || to.empty()) return;
    std::vector<std::string> where;
    const std::string a = node("a", from.front(), where), b = node("b", to.front(), where);
    const std::string match = "MATCH " + a + ", " + b + "\n" + conjunction(where);
    plan_.attempts.push_back({match + "MATCH p = allShortestPaths((a)-[" + joining_types() + "*..6]-(b))\nRETURN p AS path, length(p) AS steps\nLIMIT 10", {}});
    plan_.attempts.push_back({match + "MATCH p = allShortestPaths((a)-[*..6]-(b))\nWHERE none(n IN nodes(p) WHERE n:Document)\nRETURN p AS path, length(p) AS steps\nLIMIT 10", {}});
    plan_.answer = "path";
  }

  void timeline() {
    Narrowing keep;
    append(keep.topic, words_of(q_.about));
    keep.topic_share = keep.topic.empty() ? 0 : 0.5;
    std::string cypher;
    const std::vector<Phrase> whom = named(q_.actors);
    const auto part = [&](const std::string& match, std::vector<std::string> where, const std::string& variable, const std::string& returned) {
      add_period(variable, where);
      cypher += (cypher.empty() ? "" : "\nUNION\n") + match + "\n" + conjunction(where) + returned;
    };
    std::vector<std::string> by_id;
    if (whom.size() == 2) {  // "what happened between X and Y"
      const std::string a = node("x", whom[0], by_id), b = node("y", whom[1], by_id);
      part("MATCH " + a + "-[:PARTICIPATED_IN]->(m:Meeting)<-[:PARTICIPATED_IN]-" + b, by_id, "m", "RETURN m.date AS date, m.name AS what, m.status AS status, [m] AS source");
      by_id.push_back("r.event");
      part("MATCH " + a + "-[r]->" + b, by_id, "r", "RETURN r.date AS date, x.name + ' ' + coalesce(r.text, toLower(type(r)) + ' ' + y.name) AS what, r.status AS status, [r] AS source");
      part("MATCH " + a + "<-[r]-" + b, by_id, "r", "RETURN r.date AS date, y.name + ' ' + coalesce(r.text, toLower(type(r)) + ' ' + x.name) AS what, r.status AS status, [r] AS source");
      plan_.attempts.push_back({std::move(cypher), keep});
      plan_.answer = "what";
      return;
    }
    const std::string x = whom.empty() ? "(x:Actor)" : node("x", whom.front(), by_id);
    std::string places;
    for (const Phrase& place : named(q_.places)) places += ", (m)-[:HELD_AT]->()-[:LOCATED_IN|CAPITAL_OF*0..2]->" + node("place", place, by_id);
    part("MATCH " + x + "-[:PARTICIPATED_IN]->(m:Meeting)" + places, by_id, "m", "RETURN m.date AS date, m.name AS what, m.status AS status, [m] AS source");
    std::vector<std::string> dated_happening = by_id;
    dated_happening.push_back("m.date IS NOT NULL");
    part("MATCH " + x + "-[:PARTICIPATED_IN]->(m:Happening)" + places, dated_happening, "m", "RETURN m.date AS date, m.text AS what, m.status AS status, [m] AS source");
    if (places.empty()) {
      std::vector<std::string> where = by_id;
      where.push_back("r.event AND r.date IS NOT NULL");
      part("MATCH " + x + "-[r]->(y)", where, "r", "RETURN r.date AS date, x.name + ' ' + coalesce(r.text, toLower(type(r)) + ' ' + y.name) AS what, r.status AS status, [r] AS source");
      if (!whom.empty()) part("MATCH " + x + "<-[r]-(y)", where, "r", "RETURN r.date AS date, y.name + ' ' + coalesce(r.text, toLower(type(r)) + ' ' + x.name) AS what, r.status AS status, [r] AS source");
      where = by_id;
      // A matter takes part in nothing: what was said and talked about it is its history.
      if (!whom.empty() && any_label(whom.front(), "Policy")) {
        part("MATCH " + x + "<-[:ABOUT]-(m:Meeting)", by_id, "m", "RETURN m.date AS date, m.name AS what, m.status AS status, [m] AS source");
        std::vector<std::string> dated = by_id;
        dated.push_back("s.date IS NOT NULL");
        part("MATCH " + x + "<-[:ABOUT]-(s:Statement)<-[r:SAID]-(y)", dated, "s", "RETURN s.date AS date, y.name + CASE WHEN s.text STARTS WITH 'that ' THEN ' said ' ELSE ' said: ' END + s.text AS what, r.status AS status, [s] AS source");
      }
      where.push_back("s.date IS NOT NULL");
      part("MATCH " + x + "-[r:SAID]->(s:Statement)", where, "s", "RETURN s.date AS date, x.name + CASE WHEN s.text STARTS WITH 'that ' THEN ' said ' ELSE ' said: ' END + s.text AS what, r.status AS status, [s] AS source");
    }
    plan_.attempts.push_back({std::move(cypher), keep});
    plan_.answer = "what";
  }

  void compare() {
    const std::vector<Phrase> first = named(q_.actors), second = named(q_.recipients);
    if (first.empty() || second.empty()) return;
    std::vector<std::string> where;
    const std::string a = node("a", first.front(), where), b = node("b", second.front(), where);
    const std::string a_name = names_.name_of(first.front().nodes.front()), b_name = names_.name_of(second.front().nodes.front());
    const auto column = [](const std::string& name) {
      std::string text = "`";
      for (const char c : name) text += c == '`' ? "``" : std::string(1, c);
      return text + "`";
    };
    std::string cypher = "MATCH " + a + ", " + b + "\n" + conjunction(where);
    cypher += "MATCH (x)-[r]-(other)\nWHERE (x = a OR x = b) AND (other:Actor OR other:Policy) AND other <> a AND other <> b AND NOT type(r) IN ['MENTIONS', 'LOCATED_IN', 'CAPITAL_OF']\n";
    cypher += "WITH a, toLower(type(r)) AS relation, other.name AS other_name, sum(CASE WHEN x = a THEN coalesce(r.times, 1) ELSE 0 END) AS first, "
              "sum(CASE WHEN x = a THEN 0 ELSE coalesce(r.times, 1) END) AS second, collect(r) AS source\n";
    cypher += "RETURN relation, other_name AS `with`, first AS " + column(a_name) + ", second AS " + column(b_name) +
              ", source\nORDER BY first > 0 AND second > 0 DESC, relation, first + second DESC, other_name";
    plan_.attempts.push_back({std::move(cypher), {}});
    plan_.answer = "with";
  }

  static constexpr std::size_t small_graph = 500'000;
  bool any_kind_ = false;   ///< of meetings: visits or not
  bool same_kind_ = false;  ///< of events: only the modes of the verb's frames
  Plan plan_;
};

}  // namespace

std::string describe(const Narrowing& keep) {
  std::vector<std::string> parts;
  const auto list = [](const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
  };
  if (!keep.title.empty()) parts.push_back("titles that mean '" + keep.title + "'");
  if (keep.leading) parts.push_back("the office that leads");
  if (!keep.verb.empty()) parts.push_back(std::string(keep.verb_needed ? "sentences with the verb '" : "first of all sentences with the verb '") + keep.verb + "'");
  if (!keep.topic.empty()) parts.push_back("those that speak most of: " + list(keep.topic));
  if (!keep.counted.empty()) parts.push_back("those that tell the number of: " + list(keep.counted));
  if (keep.best_known) parts.push_back("offices that are told about as often as the best known");
  if (keep.persons_first) parts.push_back("persons rather than the states they stand for");
  return parts.empty() ? std::string() : "of these rows are kept: " + list(parts);
}

Plan plan_question(const Question& question, const Names& names) { return Planner(question, names).plan(); }

}  // namespace kg::query
