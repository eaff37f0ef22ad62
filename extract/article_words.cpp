#include "extract/article_words.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kg::extract {

bool is_capital_word(std::string_view word) {
  return !word.empty() && std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }) &&
         std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

ArticleWords::ArticleWords(const Reading& reading, const Vocabulary& vocabulary) : reading_(reading), vocabulary_(vocabulary) {
  for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
    learn_letters(s);
    for (std::int32_t at = 0; at < reading_.size(s); ++at)
      if (!reading_.upper_initial({s, at})) small_words_.insert(reading_.lower({s, at}));
  }
}

const ArticleWords::Counts& ArticleWords::states_named() const {
  if (states_named_) return *states_named_;
  Counts& counts = states_named_.emplace();
  for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s)
    for (std::int32_t at = 0; at < reading_.size(s); ++at) {
      const NameMatch match = vocabulary_.name_at(reading_, {s, at});
      if (match.meanings == nullptr) continue;
      const auto& first = match.meanings->front();
      if (first.id.starts_with("state:") && !first.ambiguous) ++counts[std::string(first.id)];
      at = match.last - 1;
    }
  return counts;
}

void ArticleWords::learn_letters(std::uint32_t s) {
  for (std::int32_t at = 2; at + 1 < reading_.size(s); ++at) {
    if (reading_.lower({s, at - 1}) != "(" || reading_.lower({s, at + 1}) != ")" || !is_capital_word(reading_.form({s, at}))) continue;
    const TokenRef tail{s, at - 2};
    const std::string& word = reading_.lower(tail);
    const bool plain = !reading_.upper_initial(tail) && (reading_.token(tail).upos == text::Upos::NOUN || reading_.token(tail).upos == text::Upos::ADJ);
    const bool thing = vocabulary_.is_occasion(word) || vocabulary_.is_policy_word(word) || vocabulary_.is_building_word(word);
    if ((plain || thing) && !vocabulary_.is_organization_word(word)) thing_letters_.insert(fold_name(reading_.form({s, at})));
  }
}

bool ArticleWords::is_of_another_state(std::string_view org) const {
  const ontology::Organization* body = vocabulary_.ontology().organization(org);
  if (body == nullptr || body->kind != "legislature" || body->state.empty()) return false;
  const Counts& named = states_named();
  const auto own = named.find(body->state);
  const int count = own == named.end() ? 0 : own->second;
  return std::any_of(named.begin(), named.end(), [&](const auto& state) { return state.first != body->state && state.second > 3 * count + 3; });
}

}  // namespace kg::extract
