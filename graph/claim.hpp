// What one document says: its entities and claims, each with the words that say it.
//
// This is the seam between reading and resolving. extract/ writes it, `kg extract` prints it as
// JSON lines, `kg import` makes it from other people's facts; graph/ resolves it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/byte_span.hpp"
#include "base/date.hpp"
#include "base/hash.hpp"

namespace kg::graph {

enum class EntityLabel : std::uint8_t { person, organization, state, place, policy };
std::string_view name_of(EntityLabel label);  ///< "Person", "Organization", …

/// Index of an entity in its document; `no_entity` where nobody is meant.
enum class EntityIndex : std::uint32_t {};
inline constexpr EntityIndex no_entity{0xFFFFFFFF};

/// Somebody or something as one document knows it: all mentions already joined.
struct Entity {
  EntityLabel label = EntityLabel::person;
  std::string key;                   ///< ontology id ("state:PRK") if known, else empty
  std::string name;                  ///< longest good form in the document, without titles
  std::vector<std::string> aliases;  ///< other forms in the document, sorted, distinct
  std::string kind;                  ///< DESIGN §3: igo, ministry, city, venue …; may be empty
  std::string country;               ///< state id that a place or person belongs to, if the text says
  std::vector<ByteSpan> mentions;    ///< bytes of the document, sorted
  bool operator==(const Entity&) const = default;
};

enum class ClaimKind : std::uint8_t { meeting, event, statement, office, membership, location, about, happening };
std::string_view name_of(ClaimKind kind);

/// One vocabulary for meetings and for the rest; see DESIGN §3.
enum class Status : std::uint8_t { held, planned, proposed, cancelled, denied, asserted, hypothetical };
std::string_view name_of(Status status);

/// Who plays which part. Roles: actor, recipient, participant, host, visitor, mediator, place,
/// topic, speaker, holder, organization.
struct Argument {
  std::string role;
  EntityIndex entity = no_entity;
  ByteSpan mention;  ///< the words; empty if the role is implied
  bool operator==(const Argument&) const = default;
};

/// When, with how we know it. `date` is as fine as the text gives it; unknown if it stays relative.
struct When {
  Date date;
  Date from, to;       ///< inclusive bounds, day precision
  std::string phrase;  ///< "on Wednesday"; empty if no words give a date
  ByteSpan where;      ///< of the phrase
  std::string rule;    ///< "weekday before publication", …
  bool operator==(const When&) const = default;
};

/// What one sentence says.
struct Claim {
  ClaimKind kind = ClaimKind::event;
  std::string type;   ///< meeting: kind (summit, talks …); event: PLOVER type; office: title; happening: the verb's lemma; about, statement: empty
  std::string mode;   ///< PLOVER mode; office: "former", "elect", "acting" or empty
  std::vector<Argument> arguments;
  When when;
  Status status = Status::asserted;
  std::uint32_t times = 1;          ///< "met three times" is 3
  float confidence = 1;             ///< 0 to 1
  EntityIndex speaker = no_entity;  ///< who says so, if not the article itself
  std::string text;                 ///< statement: the words said; happening: the clause; else a short label ("nuclear talks")
  bool quote = false;               ///< statement: direct speech
  ByteSpan sentence;                ///< evidence: the whole sentence …
  ByteSpan words;                   ///< … and the trigger inside it
  std::string rule;                 ///< id of the frame or rule that made it
  bool operator==(const Claim&) const = default;
};

/// All that a document says. A pure function of text, publication date, ontology and model.
struct DocumentClaims {
  DocumentId document;
  std::vector<Entity> entities;
  std::vector<Claim> claims;  ///< sorted by sentence, then words, then kind
  bool operator==(const DocumentClaims&) const = default;
};

}  // namespace kg::graph
