#include "graph/claims_view.hpp"

#include <array>

#include "graph/byte_codec.hpp"

namespace kg::graph {

namespace {

constexpr std::uint8_t role_unknown = 0xFF;

Role role_named(std::string_view name) {
  static constexpr std::array<std::string_view, 11> names = {"actor", "recipient", "participant", "host", "visitor", "mediator",
                                                             "place", "topic", "speaker", "holder", "organization"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Role>(i);
  }
  return Role::other;
}

class Decoder {
 public:
  Decoder(ClaimsView& to, std::string_view bytes, std::uint64_t text_size, std::string_view source)
      : to_(to), in_(bytes, source), text_size_(text_size) {}

  void run() {
    const std::size_t string_count = in_.count();
    to_.strings.reserve(string_count);
    for (std::size_t i = 0; i < string_count; ++i) to_.strings.push_back(in_.string());
    roles_.assign(string_count, role_unknown);
    entity_count_ = in_.count(8);
    to_.entities.reserve(entity_count_);
    for (std::size_t i = 0; i < entity_count_; ++i) entity();
    const std::size_t claim_count = in_.count(20);
    to_.claims.reserve(claim_count);
    for (std::size_t i = 0; i < claim_count; ++i) claim();
    if (!in_.at_end()) throw_damaged("claims with something behind them", in_.source());
  }

 private:
  std::uint32_t string() {
    const std::uint64_t id = in_.varint();
    if (id >= to_.strings.size()) throw_damaged("a claim with an unknown string", in_.source());
    return static_cast<std::uint32_t>(id);
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
  Role role(std::uint32_t name) {
    if (roles_[name] == role_unknown) roles_[name] = static_cast<std::uint8_t>(role_named(to_.strings[name]));
    return static_cast<Role>(roles_[name]);
  }

  void entity() {
    EntityView entity;
    entity.label = one_of(EntityLabel::policy);
    for (std::uint32_t* text : {&entity.key, &entity.name, &entity.kind, &entity.country}) *text = string();
    entity.first_alias = static_cast<std::uint32_t>(to_.aliases.size());
    entity.alias_count = static_cast<std::uint32_t>(in_.count());
    for (std::uint32_t n = entity.alias_count; n > 0; --n) to_.aliases.push_back(string());
    entity.first_mention = static_cast<std::uint32_t>(to_.mentions.size());
    entity.mention_count = static_cast<std::uint32_t>(in_.count(2));
    for (std::uint32_t n = entity.mention_count; n > 0; --n) to_.mentions.push_back(span());
    to_.entities.push_back(entity);
  }

  void claim() {
    ClaimView claim;
    claim.kind = one_of(ClaimKind::happening);
    for (std::uint32_t* text : {&claim.type, &claim.mode, &claim.text, &claim.rule}) *text = string();
    claim.status = one_of(Status::hypothetical);
    const std::uint8_t flags = in_.byte();
    if (flags > 1) throw_damaged("a claim with unknown flags", in_.source());
    claim.quote = flags == 1;
    claim.times = in_.varint32();
    claim.confidence = in_.fixed<float>();
    claim.speaker = entity_index();
    claim.sentence = span();
    claim.words = span();
    for (Date* date : {&claim.date, &claim.from, &claim.to}) *date = unpack_date(in_.varint());
    claim.phrase = string();
    claim.date_rule = string();
    claim.phrase_span = span();
    claim.first_argument = static_cast<std::uint32_t>(to_.arguments.size());
    claim.argument_count = static_cast<std::uint32_t>(in_.count(4));
    for (std::uint32_t n = claim.argument_count; n > 0; --n) {
      ArgumentView argument;
      argument.role = string();
      argument.known_role = role(argument.role);
      argument.entity = entity_index();
      argument.mention = span();
      to_.arguments.push_back(argument);
    }
    to_.claims.push_back(claim);
  }

  ClaimsView& to_;
  ByteReader in_;
  std::uint64_t text_size_;
  std::vector<std::uint8_t> roles_;
  std::size_t entity_count_ = 0;
};

}  // namespace

void ClaimsView::read(std::string_view bytes, std::uint64_t text_size, std::string_view source) {
  strings.clear();
  entities.clear();
  claims.clear();
  aliases.clear();
  mentions.clear();
  arguments.clear();
  Decoder(*this, bytes, text_size, source).run();
}

}  // namespace kg::graph
