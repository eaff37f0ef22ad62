#include <algorithm>
#include <array>

#include "query/question.hpp"
#include "query/question_words.hpp"

namespace kg::query {
namespace {

// docs/questions.md shows each of these with its answer; a test holds the two lists against each other.
constexpr std::array<QuestionForm, 50> forms = {{
    {"who met X", "who met Kim"},
    {"who did X meet [in PLACE] [in TIME]", "who did Trump meet in 2018"},
    {"who will meet X", "who will meet Kim"},
    {"who spoke with X by phone", "who spoke with Moon by phone"},
    {"who visited X", "who visited South Korea"},
    {"who hosted EVENT", "who hosted the talks"},
    {"when did X meet Y", "when did Trump meet Kim"},
    {"where did X meet Y", "where did Trump and Kim meet"},
    {"when will X meet Y", "when will Abe meet Kim"},
    {"where was EVENT held", "where was the summit held"},
    {"what did X and Y discuss", "what did Moon and Kim discuss"},
    {"how many times did X meet Y", "how many times did Trump meet Kim"},
    {"how often did X meet Y", "how often did Trump meet Kim since 2019"},
    {"did X meet Y", "did Trump meet Kim in 2018"},
    {"did X do Y", "did Japan condemn North Korea"},
    {"meetings of X [in PLACE] [in TIME]", "meetings of Trump in 2018"},
    {"meetings in PLACE", "meetings in Singapore in 2018"},
    {"talks between X and Y", "talks between Trump and Kim"},
    {"who VERBED X", "who condemned North Korea"},
    {"who was VERBED by X", "who was accused by Japan"},
    {"who did X VERB", "who did Japan accuse"},
    {"which state VERBED X", "which state condemned North Korea"},
    {"which states support POLICY", "which states support denuclearization"},
    {"which organisation VERBED X", "which organisation sanctioned North Korea"},
    {"what did X demand", "what did Japan demand"},
    {"when did X VERB Y", "when did Japan condemn North Korea"},
    {"how many X were VERBED", "how many travellers were evacuated from Kansai"},
    {"how many states VERBED X", "how many states condemned North Korea"},
    {"accusations against X", "accusations against North Korea"},
    {"why did X VERB", "why did Varga cancel her trip"},
    {"how much did X VERB", "how much did Varga give the farmers"},
    {"how old is X", "how old is Varga"},
    {"what did X say", "what did Abe say"},
    {"what did X say about Y", "what did Abe say about abductions"},
    {"who said something about Y", "who talked about abductions"},
    {"who is the OFFICE of X", "who is the president of South Korea"},
    {"who is X's OFFICE", "who is Japan's prime minister"},
    {"who leads X", "who leads North Korea"},
    {"who is X", "who is Shinzo Abe"},
    {"which OFFICES met X", "which foreign ministers met Abe"},
    {"what office does X hold", "what office does Abe hold"},
    {"is X the OFFICE of Y", "is Abe the prime minister of Japan"},
    {"which states are members of X", "which states are members of the UN"},
    {"is X a member of Y", "is Japan a member of the UN"},
    {"what is the capital of X", "what is the capital of North Korea"},
    {"where is X", "where is Panmunjom"},
    {"how is X connected to Y", "how is Abe connected to Kim"},
    {"what connects X and Y", "what connects Abe and Kim"},
    {"timeline of X", "timeline of Kim"},
    {"compare X and Y", "compare Trump and Moon"},
}};

}  // namespace

std::span<const QuestionForm> question_forms() { return forms; }

std::vector<QuestionForm> nearest_forms(std::string_view text, std::size_t count) {
  std::vector<std::string> asked;
  for (const Word& word : split_words(text)) asked.push_back(word.lower);
  std::vector<std::pair<std::size_t, std::size_t>> scores;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const std::vector<Word> words = split_words(forms[i].form);
    std::size_t score = 0;
    for (const Word& word : words)
      score += std::any_of(asked.begin(), asked.end(), [&](const std::string& one) { return same_word(one, word.lower); }) ? 2 : 0;
    if (!asked.empty() && !words.empty() && words.front().lower == asked.front()) score += 3;
    scores.emplace_back(~score, i);
  }
  std::sort(scores.begin(), scores.end());
  std::vector<QuestionForm> nearest;
  for (std::size_t i = 0; i < std::min(count, scores.size()); ++i) nearest.push_back(forms[scores[i].second]);
  return nearest;
}

}  // namespace kg::query
