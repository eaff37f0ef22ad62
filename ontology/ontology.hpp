// The vocabulary of political news: states, places, offices, frames and event types, as data.
//
// The default is JSON under ontology/data/, embedded in the binary; `--ontology` replaces it.
// Ids are stable strings ("state:PRK", "place:panmunjom", "org:united-nations").
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kg::ontology {

struct State {
  std::string id;                     ///< "state:" + iso3
  std::string iso2, iso3;             ///< ISO 3166-1; user-assigned codes (XKX) where ISO has none
  std::string name;                   ///< usual English short name: "North Korea"
  std::string official;               ///< "Democratic People's Republic of Korea"
  std::vector<std::string> aliases;   ///< DPRK, Burma …; without demonyms
  std::vector<std::string> demonyms;  ///< "North Korean", "North Koreans"; adjective first
  std::string capital;                ///< "Pyongyang"; may be empty
  std::string kind;                   ///< member, observer, other, former
  /// Those of the names, aliases and demonyms above that often mean something else (a given name, a
  /// US state, a common word): "Jordan", "Georgia", "US". They need a look at case and context.
  std::vector<std::string> ambiguous;
};

/// A city, region or venue that news names. "Panmunjom", "Texas", "Camp David".
struct Place {
  std::string id;
  std::string name;
  std::vector<std::string> aliases;
  std::string kind;   ///< city, region, venue, continent, water
  std::string state;  ///< state id, may be empty
  std::vector<std::string> ambiguous;  ///< as State::ambiguous: "Victoria", "Mobile"
};

/// An organisation that everybody knows: UN, NATO, Hamas; with how news writes it.
struct Organization {
  std::string id;
  std::string name;
  std::vector<std::string> aliases;
  std::string kind;   ///< government, ministry, agency, party, company, media, igo, armed group …
  std::string state;  ///< state id, may be empty
  std::vector<std::string> ambiguous;  ///< as State::ambiguous: "WHO", "Labour"
};

/// A building or city that speaks for somebody: Kremlin → state:RUS, White House → org.
struct Metonym {
  std::string name;
  std::vector<std::string> aliases;
  std::string stands_for;  ///< id of a state or organization
};

/// An office or title before or behind a name: "president", "foreign minister", "Gen.".
struct Office {
  std::string title;                 ///< normal form: "foreign minister"
  std::vector<std::string> aliases;  ///< "FM", "minister of foreign affairs"
  std::string rank;                  ///< head_of_state, head_of_government, minister, diplomat, legislator, military, royal, party, spokesperson, other
  bool of_state = true;              ///< its holder speaks for a state (not a company or party)
  std::vector<std::pair<std::string, std::string>> own;  ///< titles that one state alone uses: "home secretary" → its id
};

/// Somebody whom news names without saying whose office it is: "President Biden said". Only used to
/// complete what a text leaves out, never to state an office that it does not mention.
struct Figure {
  std::string name;
  std::vector<std::string> aliases;
  std::string family;                ///< under which the office's holder is named; may be empty
  std::string of;                    ///< id of a state or organization
  std::vector<std::string> offices;  ///< titles of offices.json, held at some time
};

/// One of the sixteen PLOVER event types.
struct EventType {
  std::string name;                 ///< "CONSULT"
  std::string quad;                 ///< "verbal cooperation", "material conflict" …
  double score = 0;                 ///< Goldstein-like, -10 to 10
  std::vector<std::string> modes;
  std::string description;
};

enum class Trigger : std::uint8_t { verb, noun, adjective };
enum class FrameKind : std::uint8_t { meeting, event, statement, office, membership };

/// Where a role stands, as UD relations from the trigger downwards, in the active voice:
/// "nsubj", "obj", "obl:with", "nmod:between", "nmod:poss", "obj/nmod:with" (two steps).
/// Behind the colon of obl, nmod, advcl and acl stands the case or mark word, several joined by '_'
/// ("obl:together_with"); elsewhere the UD subtype ("compound:prt").
/// Passives, relative clauses, control, coordination and apposition are the matcher's work, and so
/// is "obl:with" of the light verb where a noun frame says "nmod:with". docs/ontology.md has it all.
struct RolePath {
  std::string role;                ///< actor, recipient, third, place, topic, host, title, organization …
  std::vector<std::string> paths;  ///< any of them
  bool required = false;
  std::vector<std::string> words = {};  ///< if any: one of them (or a form of it) must stand in the role's phrase; those of frames of
                                        ///< saying and naming judge in whatever is said
};

/// How words say that something happened.
struct Frame {
  std::string id;                          ///< "meet.verb"
  Trigger trigger = Trigger::verb;
  std::vector<std::string> lemmas;         ///< "meet"; a multiword verb has its particle: "call off"
                                           ///< (a multiword noun or adjective is written in full: "cease fire")
  std::vector<std::string> light_verbs;    ///< for nouns: hold, pay, have … whose subject is the actor
  FrameKind kind = FrameKind::event;
  std::string event;                       ///< PLOVER type; "CONSULT" for meetings
  std::string mode;                        ///< PLOVER mode, may be empty
  std::string meeting;                     ///< meeting kind: summit, talks, visit, call, conference, meeting
  std::string status;                      ///< forced status ("cancelled", "denied", "planned"), else empty
  std::vector<RolePath> roles;             ///< empty: actor nsubj, recipient obj
  std::vector<std::string> examples;       ///< sentences that a test reads
};

/// Words that are not names: how texts speak of people, bodies, dates, moods.
struct Lexicon {
  std::vector<std::string> honorifics;          ///< Mr., Dr., Sir …
  std::vector<std::string> organization_words;  ///< ministry, party, agency … in a name
  std::vector<std::string> person_words;        ///< official, spokesman, leader, envoy …
  std::vector<std::string> group_words;         ///< government, troops, officials … "Japanese officials"
  std::vector<std::string> private_words;       ///< citizen, rebel, company …: of a state, but not speaking for it
  std::vector<std::pair<std::string, std::string>> happening_nouns;  ///< arrest, death … with the verb that says the same
  std::vector<std::string> own_doings;          ///< die, resign …: verbs of happening_nouns whose "of" names who does it
  std::vector<std::string> stative_verbs;       ///< be, seem, think, say …: tell of no happening
  std::vector<std::string> victim_words;        ///< citizen, hostage …: harm that another state does to them is done to their state
  std::vector<std::string> given_names;         ///< common first names of many countries
  std::vector<std::string> family_first;        ///< states ids whose people write the family name first
  std::vector<std::string> policy_words;        ///< agreement, sanctions, programme, reform …
  std::vector<std::string> policy_heads;        ///< talks, offensive, crisis …: a policy only with words that say which
  std::vector<std::string> boilerplate;         ///< "subscribe", "cookie" … of web pages
  std::vector<std::string> title_heads;         ///< words by which a title phrase ends though no office is listed so: "junta leader"
  std::vector<std::string> local_offices;       ///< mayor, governor …: held of a town or region
  std::vector<std::string> portfolios;          ///< affairs, defence, trade …: what a ministry or an office is for
  std::vector<std::string> body_nouns;          ///< airline, newspaper, party …: what stands before a body's name to say what it is
  std::vector<std::string> occasion_words;      ///< dialogue, treaty, act …: names that end so are no bodies
  std::vector<std::string> building_words;      ///< tower, bridge, camp …: names that end so are places
  std::vector<std::string> peoples;             ///< Muslims, Kurds …: creeds and peoples that are no bodies
  std::vector<std::string> no_bodies;           ///< "the cabinet", "God": written like names, but whose they are depends on the article
};

class Ontology {
 public:
  std::vector<State> states;
  std::vector<Place> places;
  std::vector<Organization> organizations;
  std::vector<Metonym> metonyms;
  std::vector<Office> offices;
  std::vector<Figure> people;
  std::vector<EventType> events;
  std::vector<Frame> frames;
  Lexicon lexicon;
  std::uint64_t fingerprint = 0;  ///< hash of the files it was loaded from

  /// The default ontology of this binary.
  static Ontology standard();
  /// A folder of the same files: each file that it has replaces the default one, except
  /// `frames*.json` files other than frames.json, which add. Throws kg::Error with file and JSON
  /// pointer for what does not fit the schema, or for an id used twice or not at all.
  static Ontology load(const std::string& folder);
  /// The same from texts in memory, by file name ("frames-mine.json" → JSON); for tests, fuzzers.
  static Ontology load(const std::map<std::string, std::string>& files);

  /// By id; nullptr if there is none. Valid as long as the ontology.
  const State* state(std::string_view id) const;
  const Place* place(std::string_view id) const;
  const Organization* organization(std::string_view id) const;
  const EventType* event(std::string_view name) const;
  /// By folded title or alias ("fm" → foreign minister).
  const Office* office(std::string_view folded_title) const;

  /// The state that alone has an office called so ("home secretary") or by a title that ends so
  /// ("assistant secretary of state"); empty if there is none.
  std::string_view owner(std::string_view folded_title) const;

  /// Whose `folded_title` somebody of that name (whole, alias or family name) holds or held: the id of
  /// a state or organization; empty if nobody is known or several are.
  std::string_view whose(std::string_view folded_title, std::string_view folded_name) const;

  /// What a name may stand for. Several meanings are sorted: states before organizations before
  /// places, and within each by `via` in the order below.
  struct Meaning {
    enum class Via : std::uint8_t { name, alias, capital, metonym, demonym } via;
    std::string_view id;     ///< state:…, org:… or place:…; lives as long as any copy of the ontology
    bool ambiguous = false;  ///< the name is listed as ambiguous for this id
    bool acronym = false;    ///< written in capitals ("US", "U.N."): other case means something else
    bool operator==(const Meaning&) const = default;
  };
  /// The meanings of a folded name (fold_name); empty if unknown. A city that is a capital gives the
  /// state (via capital) and the place.
  const std::vector<Meaning>& find(std::string_view folded_name) const;
  /// Words of the longest name that find() knows.
  std::size_t longest_name() const;

 private:
  struct Index;
  std::shared_ptr<const Index> index_;  // shared: copies of an ontology are cheap and equal
  void build_index();
  friend struct Loader;
};

}  // namespace kg::ontology
