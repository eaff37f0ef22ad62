// Relative clauses: "who met the man who leads Russia" is two questions, one inside the other.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/byte_span.hpp"
#include "query/question_names.hpp"

namespace kg::query {

struct RelativeClause {
  ByteSpan where;        ///< bytes of the question: "the man who leads Russia"
  std::string question;  ///< whose answer stands for them: "who leads Russia"
};

/// The first noun of `text` that is told by a relative clause; nothing if there is none.
std::optional<RelativeClause> find_relative_clause(std::string_view text, Names& names);

}  // namespace kg::query
