#include "graph/claims_codec.hpp"

#include <unordered_map>

#include "graph/byte_codec.hpp"

namespace kg::graph {

namespace {

// Strings of one document, numbered by first use: roles, rules and names repeat in every claim.
class LocalStrings {
 public:
  std::uint32_t id(std::string_view text) {
    const auto [at, fresh] = ids_.try_emplace(text, static_cast<std::uint32_t>(ids_.size()));
    if (fresh) ByteWriter(bytes_).string(text);
    return at->second;
  }
  std::size_t size() const { return ids_.size(); }
  const std::string& bytes() const { return bytes_; }

 private:
  std::unordered_map<std::string_view, std::uint32_t> ids_;  // views into the claims being written
  std::string bytes_;
};

void write_when(ByteWriter& out, LocalStrings& strings, const When& when) {
  for (const Date date : {when.date, when.from, when.to}) out.varint(pack_date(date));
  out.varint(strings.id(when.phrase));
  out.varint(strings.id(when.rule));
  out.span(when.where);
}

class Decoder {
 public:
  Decoder(std::string_view bytes, std::uint64_t text_size, std::string_view source)
      : in_(bytes, source), text_size_(text_size), copies_left_(bytes.size() * 64 + (1 << 20)) {}

  DocumentClaims all() {
    DocumentClaims document;
    const std::size_t string_count = in_.count();
    strings_.reserve(string_count);
    for (std::size_t i = 0; i < string_count; ++i) strings_.push_back(in_.string());
    entity_count_ = in_.count(8);
    document.entities.reserve(entity_count_);
    for (std::size_t i = 0; i < entity_count_; ++i) document.entities.push_back(entity());
    const std::size_t claim_count = in_.count(20);
    document.claims.reserve(claim_count);
    for (std::size_t i = 0; i < claim_count; ++i) document.claims.push_back(claim());
    if (!in_.at_end()) throw_damaged("claims with something behind them", in_.source());
    return document;
  }

 private:
  std::string string() {
    const std::uint64_t id = in_.varint();
    if (id >= strings_.size()) throw_damaged("a claim with an unknown string", in_.source());
    const std::string_view text = strings_[static_cast<std::size_t>(id)];
    // A hostile file repeats one long string for ever; no document's claims come near this.
    if (text.size() > copies_left_) throw_damaged("claims of impossible size", in_.source());
    copies_left_ -= text.size();
    return std::string(text);
  }
  ByteSpan span() {
    const ByteSpan span = in_.span();
    if (span.begin > span.end || span.end > text_size_) throw_damaged("a claim outside its text", in_.source());
    return span;
  }
  template <class Enum>
  Enum one_of(Enum last) {
    const std::uint8_t value = in_.byte();
    if (value > static_cast<std::uint8_t>(last)) throw_damaged("an unknown kind of claim or entity", in_.source());
    return static_cast<Enum>(value);
  }
  EntityIndex entity_index() {
    const std::uint64_t value = in_.varint();
    if (value > entity_count_) throw_damaged("a claim about an entity that is not there", in_.source());
    return value == 0 ? no_entity : static_cast<EntityIndex>(value - 1);
  }

  Entity entity() {
    Entity entity;
    entity.label = one_of(EntityLabel::policy);
    entity.key = string();
    entity.name = string();
    entity.kind = string();
    entity.country = string();
    for (std::size_t n = in_.count(); n > 0; --n) entity.aliases.push_back(string());
    for (std::size_t n = in_.count(2); n > 0; --n) entity.mentions.push_back(span());
    return entity;
  }

  When when() {
    When when;
    for (Date* date : {&when.date, &when.from, &when.to}) *date = unpack_date(in_.varint());
    when.phrase = string();
    when.rule = string();
    when.where = span();
    return when;
  }

  Claim claim() {
    Claim claim;
    claim.kind = one_of(ClaimKind::about);
    claim.type = string();
    claim.mode = string();
    claim.text = string();
    claim.rule = string();
    claim.status = one_of(Status::hypothetical);
    const std::uint8_t flags = in_.byte();
    if (flags > 1) throw_damaged("a claim with unknown flags", in_.source());
    claim.quote = flags == 1;
    claim.times = in_.varint32();
    claim.confidence = in_.fixed<float>();
    claim.speaker = entity_index();
    claim.sentence = span();
    claim.words = span();
    claim.when = when();
    for (std::size_t n = in_.count(4); n > 0; --n) {
      Argument argument;
      argument.role = string();
      argument.entity = entity_index();
      argument.mention = span();
      claim.arguments.push_back(std::move(argument));
    }
    return claim;
  }

  ByteReader in_;
  std::uint64_t text_size_;
  std::vector<std::string_view> strings_;
  std::size_t entity_count_ = 0;
  std::size_t copies_left_;
};

std::uint64_t stored(EntityIndex entity) {
  return entity == no_entity ? 0 : static_cast<std::uint64_t>(entity) + 1;
}

}  // namespace

std::string encode_claims(const DocumentClaims& document) {
  LocalStrings strings;
  std::string body;
  ByteWriter out(body);
  out.varint(document.entities.size());
  for (const Entity& entity : document.entities) {
    out.byte(static_cast<std::uint8_t>(entity.label));
    for (const std::string* text : {&entity.key, &entity.name, &entity.kind, &entity.country}) out.varint(strings.id(*text));
    out.varint(entity.aliases.size());
    for (const std::string& alias : entity.aliases) out.varint(strings.id(alias));
    out.varint(entity.mentions.size());
    for (const ByteSpan mention : entity.mentions) out.span(mention);
  }
  out.varint(document.claims.size());
  for (const Claim& claim : document.claims) {
    out.byte(static_cast<std::uint8_t>(claim.kind));
    for (const std::string* text : {&claim.type, &claim.mode, &claim.text, &claim.rule}) out.varint(strings.id(*text));
    out.byte(static_cast<std::uint8_t>(claim.status));
    out.byte(claim.quote ? 1 : 0);
    out.varint(claim.times);
    out.fixed(claim.confidence);
    out.varint(stored(claim.speaker));
    out.span(claim.sentence);
    out.span(claim.words);
    write_when(out, strings, claim.when);
    out.varint(claim.arguments.size());
    for (const Argument& argument : claim.arguments) {
      out.varint(strings.id(argument.role));
      out.varint(stored(argument.entity));
      out.span(argument.mention);
    }
  }
  std::string bytes;
  ByteWriter head(bytes);
  head.varint(strings.size());
  return bytes + strings.bytes() + body;
}

DocumentClaims decode_claims(std::string_view bytes, const DocumentId& document, std::uint64_t text_size,
                             std::string_view source) {
  DocumentClaims claims = Decoder(bytes, text_size, source).all();
  claims.document = document;
  return claims;
}

}  // namespace kg::graph
