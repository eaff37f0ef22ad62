#include "graph/claims_codec.hpp"

#include <unordered_map>

#include "graph/byte_codec.hpp"
#include "graph/claims_view.hpp"

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

// Copies out of a view. A hostile file repeats one long string for ever; no document's claims come near `most`.
class Copier {
 public:
  Copier(const ClaimsView& view, std::size_t most, std::string_view source) : view_(view), left_(most), source_(source) {}

  Entity entity(const EntityView& view) {
    Entity entity;
    entity.label = view.label;
    entity.key = string(view.key);
    entity.name = string(view.name);
    entity.kind = string(view.kind);
    entity.country = string(view.country);
    for (const std::uint32_t alias : view_.aliases_of(view)) entity.aliases.push_back(string(alias));
    const auto mentions = view_.mentions_of(view);
    entity.mentions.assign(mentions.begin(), mentions.end());
    return entity;
  }
  Claim claim(const ClaimView& view) {
    Claim claim;
    claim.kind = view.kind;
    claim.type = string(view.type);
    claim.mode = string(view.mode);
    for (const ArgumentView& argument : view_.arguments_of(view)) {
      claim.arguments.push_back({string(argument.role), argument.entity, argument.mention});
    }
    claim.when = {view.date, view.from, view.to, string(view.phrase), view.phrase_span, string(view.date_rule)};
    claim.status = view.status;
    claim.times = view.times;
    claim.confidence = view.confidence;
    claim.speaker = view.speaker;
    claim.text = string(view.text);
    claim.quote = view.quote;
    claim.sentence = view.sentence;
    claim.words = view.words;
    claim.rule = string(view.rule);
    return claim;
  }

 private:
  std::string string(std::uint32_t id) {
    const std::string_view text = view_[id];
    if (text.size() > left_) throw_damaged("claims of impossible size", source_);
    left_ -= text.size();
    return std::string(text);
  }

  const ClaimsView& view_;
  std::size_t left_;
  std::string_view source_;
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
  ClaimsView view;
  view.read(bytes, text_size, source);
  Copier copier(view, bytes.size() * 64 + (1 << 20), source);
  DocumentClaims claims{document, {}, {}};
  for (const EntityView& entity : view.entities) claims.entities.push_back(copier.entity(entity));
  for (const ClaimView& claim : view.claims) claims.claims.push_back(copier.claim(claim));
  return claims;
}

}  // namespace kg::graph
