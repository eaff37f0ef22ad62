#include "extract/boilerplate.hpp"

#include <algorithm>
#include <string>

#include "base/utf8.hpp"
#include "extract/article_words.hpp"

namespace kg::extract {

std::vector<bool> find_boilerplate(const Reading& reading, const Vocabulary& vocabulary) {
  std::vector<bool> skipped(reading.sentence_count());
  for (std::uint32_t s = 0; s < reading.sentence_count(); ++s) {
    const std::int32_t n = reading.size(s);
    const std::string_view written = slice(reading.text(), reading.sentence(s).span);
    std::int32_t capitals = 0, words = 0, glued = 0;
    bool verb = false, tells = false;
    for (std::int32_t at = 0; at < n; ++at) {
      const std::string_view form = reading.form({s, at});
      tells = tells || reading.xpos({s, at}) == "VBD" || reading.xpos({s, at}) == "VBZ";
      if (is_capital_word(form) && form.size() > 1) ++capitals;
      if (form.size() > 1 && ((form[0] >= 'A' && form[0] <= 'Z') || (form[0] >= 'a' && form[0] <= 'z'))) ++words;
      // "ArrowArtboardCreated": two or more small-to-capital steps in one word.
      int steps = 0;
      for (std::size_t i = 1; i < form.size(); ++i) {
        steps += form[i - 1] >= 'a' && form[i - 1] <= 'z' && form[i] >= 'A' && form[i] <= 'Z';
      }
      if (steps >= 2) ++glued;
      const text::Upos tag = reading.token({s, at}).upos;
      if (tag == text::Upos::VERB || tag == text::Upos::AUX) verb = true;
    }
    bool bad = written.find("{{") != std::string_view::npos || glued >= 2;
    if (words >= 6 && capitals == words && written.find(':') == std::string_view::npos) bad = true;  // a line of key words
    // "X wrote on Twitter." is a sentence, "Follow us on Twitter." an offer.
    const bool sentence = tells && n > 5 && (written.ends_with('.') || written.ends_with('"') || written.ends_with("”"));
    if (!bad && !sentence && (!verb || n <= 14)) {
      const std::string folded = fold_name(written);
      const std::vector<std::string> all = split_words(folded);
      for (std::size_t from = 0; from < all.size() && !bad; ++from) {
        std::string phrase;
        for (std::size_t to = from; to < std::min(all.size(), from + 5); ++to) {
          phrase += (phrase.empty() ? "" : " ") + all[to];
          if (vocabulary.is_boilerplate(phrase)) bad = true;
        }
      }
    }
    skipped[s] = bad;
  }
  return skipped;
}

}  // namespace kg::extract
