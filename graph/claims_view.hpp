// A document's claims as they lie in its bytes: no string is copied, and the same memory serves every document.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "graph/claim.hpp"

namespace kg::graph {

/// Strings are numbers: positions in ClaimsView::strings.
struct EntityView {
  EntityLabel label;
  std::uint32_t key, name, kind, country;
  std::uint32_t first_alias, alias_count;
  std::uint32_t first_mention, mention_count;
};

enum class Role : std::uint8_t {
  actor, recipient, participant, host, visitor, mediator, place, topic, speaker, holder, organization, other
};

struct ArgumentView {
  std::uint32_t role;
  Role known_role;  ///< `other` for a role that resolution does not look at
  EntityIndex entity;
  ByteSpan mention;
};

struct ClaimView {
  ClaimKind kind;
  Status status;
  bool quote;
  std::uint32_t type, mode, text, rule;
  std::uint32_t times;
  float confidence;
  EntityIndex speaker;
  ByteSpan sentence, words;
  Date date, from, to;
  std::uint32_t phrase, date_rule;
  ByteSpan phrase_span;
  std::uint32_t first_argument, argument_count;
};

class ClaimsView {
 public:
  /// Reads what encode_claims() wrote; the bytes must outlive the view. Throws as decode_claims() does.
  void read(std::string_view bytes, std::uint64_t text_size, std::string_view source = {});

  std::string_view operator[](std::uint32_t string) const { return strings[string]; }
  std::span<const std::uint32_t> aliases_of(const EntityView& e) const { return std::span(aliases).subspan(e.first_alias, e.alias_count); }
  std::span<const ByteSpan> mentions_of(const EntityView& e) const { return std::span(mentions).subspan(e.first_mention, e.mention_count); }
  std::span<const ArgumentView> arguments_of(const ClaimView& c) const {
    return std::span(arguments).subspan(c.first_argument, c.argument_count);
  }

  std::vector<std::string_view> strings;
  std::vector<EntityView> entities;
  std::vector<ClaimView> claims;
  std::vector<std::uint32_t> aliases;
  std::vector<ByteSpan> mentions;
  std::vector<ArgumentView> arguments;
};

}  // namespace kg::graph
