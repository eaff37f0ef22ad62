// Titles and offices before and behind names, in appositions and in definitions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/cast.hpp"

namespace kg::extract {

/// A title as the words give it; `of` is a mention.
struct RawTitle {
  std::string title;
  std::string mode;
  std::int32_t of = -1;
  std::int32_t serves = -1;  ///< the mention of the person whose adviser or spokesman it is
  bool of_state = false;
  bool local = false;      ///< of a town or region, though `of` may also stand for a government
  std::int32_t first = 0;  ///< tokens [first, last) of the sentence
  std::int32_t last = 0;
};

class TitleReader {
 public:
  /// `mentions` by sentence and position; `at` gives the mention of each token, -1 if none.
  TitleReader(const Reading& reading, const Vocabulary& vocabulary, const std::vector<Mention>& mentions,
              const std::vector<std::vector<std::int32_t>>& at);

  /// The titles that stand around mention `m` of a person; sets `outer` to the first token of those before it.
  std::vector<RawTitle> around(std::int32_t m, std::int32_t& outer) const;
  /// The titles that tokens [first, last) hold: "former Greek foreign minister", "head of the IMF".
  std::vector<RawTitle> parse(std::uint32_t s, std::int32_t first, std::int32_t last) const;
  /// Gives `titles` that lack one the body behind the name: "King Olav V of Norway", "Presidents Novak of Poland".
  void of_behind_name(const Mention& person, std::vector<RawTitle>& titles) const;

  /// Whose people somebody without a title is: "Jan Novak of the Rivers Institute".
  std::vector<RawTitle> belongs_to(const Mention& person) const;

 private:
  std::int32_t start_of_description(std::uint32_t s, std::int32_t end) const;
  std::int32_t start_before(std::uint32_t s, std::int32_t end) const;
  std::int32_t run_before(std::uint32_t s, std::int32_t end, bool titled) const;
  std::int32_t end_of_field(std::uint32_t s, std::int32_t at, std::int32_t last) const;
  bool end_of_apposition(const Mention& person) const;
  std::int32_t end_behind(std::uint32_t s, std::int32_t begin) const;
  bool is_head(std::uint32_t s, std::int32_t at) const;
  bool is_mode(std::uint32_t s, std::int32_t at, std::string* mode = nullptr) const;
  bool is_possessive(std::uint32_t s, std::int32_t at) const;
  bool is_whereabouts(const Mention& mention) const;
  const Mention* body_at(std::uint32_t s, std::int32_t at) const;
  const Mention* place_at(std::uint32_t s, std::int32_t at) const;
  const Mention* place_of_office(std::uint32_t s, std::int32_t at, std::int32_t last) const;
  bool is_regional(std::uint32_t s, std::int32_t first) const;
  bool is_local(std::uint32_t s, std::int32_t first, std::int32_t last) const;
  std::int32_t owner_before(std::uint32_t s, std::int32_t at) const;
  void told_of(const Mention& person, std::vector<RawTitle>& titles) const;
  void behind_comma(std::uint32_t s, std::int32_t begin, std::vector<RawTitle>& titles) const;

  const Reading& reading_;
  const Vocabulary& vocabulary_;
  const std::vector<Mention>& mentions_;
  const std::vector<std::vector<std::int32_t>>& at_;
};

/// The word that names the office: "secretary" of the folded title "secretary of state", "minister" of "foreign minister".
std::string head_word(std::string_view folded_title);

}  // namespace kg::extract
