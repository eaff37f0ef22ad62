// openCypher's errors: a kg::Error that also has a type, a phase and a detail.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace kg::query {

enum class Phase { compile, runtime };

/// `type` and `detail` are the words of the openCypher TCK: SyntaxError, UndefinedVariable …
class CypherError : public Error {
 public:
  CypherError(std::string type, Phase phase, std::string detail, std::string message,
              std::optional<ByteSpan> where = {}, std::string hint = {}, std::string text = {})
      : Error(std::move(message), "query", where, std::move(hint), std::move(text)),
        type_(std::move(type)),
        phase_(phase),
        detail_(std::move(detail)) {}

  const std::string& type() const { return type_; }
  Phase phase() const { return phase_; }
  const std::string& detail() const { return detail_; }

  /// The same error, at `where` if it did not say where.
  CypherError with_place(ByteSpan where) const {
    return {type_, phase_, detail_, message(), Error::where() ? Error::where() : where, hint(), text()};
  }
  /// The same error, pointing into `query` so that report() can show the line.
  CypherError with_text(std::string_view query) const {
    return {type_, phase_, detail_, message(), Error::where(), hint(), std::string(query)};
  }

 private:
  std::string type_;
  Phase phase_;
  std::string detail_;
};

/// The usual kinds.
inline CypherError syntax_error(std::string detail, std::string message, ByteSpan where, std::string hint = {}) {
  return {"SyntaxError", Phase::compile, std::move(detail), std::move(message), where, std::move(hint)};
}
inline CypherError runtime_error(std::string type, std::string detail, std::string message,
                                 std::optional<ByteSpan> where = {}, std::string hint = {}) {
  return {std::move(type), Phase::runtime, std::move(detail), std::move(message), where, std::move(hint)};
}

}  // namespace kg::query
