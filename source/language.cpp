#include "source/language.hpp"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <cctype>

#include "base/utf8.hpp"

namespace kg::source {

std::string foreign_language(std::string_view text) {
  // The beginning decides well enough; more costs time and gigantic inputs have no more languages.
  const std::size_t size = text.size() <= (32u << 10) ? text.size() : next_code_point_start(text, 32u << 10);
  if (count_code_points(text.substr(0, size)) < 40) return {};
  CLD2::Language languages[3];
  int percents[3];
  int bytes = 0;
  bool reliable = false;
  CLD2::DetectLanguageSummary(text.data(), static_cast<int>(size), true, "", CLD2::UNKNOWN_ENCODING, CLD2::ENGLISH,
                              languages, percents, &bytes, &reliable);
  for (int i = 0; i < 3; ++i)
    if (languages[i] == CLD2::ENGLISH && percents[i] >= 40) return {};
  if (languages[0] == CLD2::UNKNOWN_LANGUAGE || languages[0] == CLD2::ENGLISH || !reliable) return {};
  std::string name = CLD2::LanguageName(languages[0]);
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (std::size_t i = 0; i < name.size(); ++i)
    if (i == 0 || name[i - 1] == ' ' || name[i - 1] == '_') name[i] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[i])));
  return name;
}

}  // namespace kg::source
