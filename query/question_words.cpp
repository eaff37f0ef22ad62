#include "query/question_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/utf8.hpp"

namespace kg::query {
namespace {

struct Irregular {
  std::string_view base, past, participle;
};

// Irregular verbs that political news uses. Sorted by nothing: looked through, it is short.
constexpr Irregular irregular[] = {
    {"arise", "arose", "arisen"},      {"be", "was", "been"},             {"bear", "bore", "borne"},        {"bear", "bore", "born"},
    {"beat", "beat", "beaten"},        {"become", "became", "become"},    {"begin", "began", "begun"},
    {"bid", "bid", "bid"},             {"bind", "bound", "bound"},        {"break", "broke", "broken"},
    {"bring", "brought", "brought"},   {"build", "built", "built"},       {"buy", "bought", "bought"},
    {"catch", "caught", "caught"},     {"choose", "chose", "chosen"},     {"come", "came", "come"},
    {"cost", "cost", "cost"},          {"cut", "cut", "cut"},             {"deal", "dealt", "dealt"},
    {"do", "did", "done"},             {"draw", "drew", "drawn"},         {"drive", "drove", "driven"},
    {"fall", "fell", "fallen"},        {"feel", "felt", "felt"},          {"fight", "fought", "fought"},
    {"find", "found", "found"},        {"flee", "fled", "fled"},          {"fly", "flew", "flown"},
    {"forbid", "forbade", "forbidden"}, {"freeze", "froze", "frozen"},    {"get", "got", "gotten"},
    {"give", "gave", "given"},         {"go", "went", "gone"},            {"grow", "grew", "grown"},
    {"have", "had", "had"},            {"hear", "heard", "heard"},        {"hit", "hit", "hit"},
    {"hold", "held", "held"},          {"hurt", "hurt", "hurt"},          {"keep", "kept", "kept"},
    {"know", "knew", "known"},         {"lead", "led", "led"},            {"leave", "left", "left"},
    {"lend", "lent", "lent"},          {"let", "let", "let"},             {"lose", "lost", "lost"},
    {"make", "made", "made"},          {"mean", "meant", "meant"},        {"meet", "met", "met"},
    {"overthrow", "overthrew", "overthrown"}, {"pay", "paid", "paid"},    {"put", "put", "put"},
    {"quit", "quit", "quit"},          {"read", "read", "read"},          {"rise", "rose", "risen"},
    {"run", "ran", "run"},             {"say", "said", "said"},           {"see", "saw", "seen"},
    {"seek", "sought", "sought"},      {"sell", "sold", "sold"},          {"send", "sent", "sent"},
    {"set", "set", "set"},             {"shake", "shook", "shaken"},      {"shoot", "shot", "shot"},
    {"shut", "shut", "shut"},          {"sit", "sat", "sat"},             {"speak", "spoke", "spoken"},
    {"spend", "spent", "spent"},       {"split", "split", "split"},       {"stand", "stood", "stood"},
    {"steal", "stole", "stolen"},      {"strike", "struck", "struck"},    {"swear", "swore", "sworn"},
    {"take", "took", "taken"},         {"teach", "taught", "taught"},     {"tell", "told", "told"},
    {"think", "thought", "thought"},   {"throw", "threw", "thrown"},      {"undergo", "underwent", "undergone"},
    {"understand", "understood", "understood"}, {"uphold", "upheld", "upheld"}, {"win", "won", "won"},
    {"withdraw", "withdrew", "withdrawn"}, {"withhold", "withheld", "withheld"}, {"write", "wrote", "written"},
};

// Sorted, for binary search.
constexpr std::string_view function_words[] = {
    "a", "about", "after", "again", "against", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been",
    "before", "being", "between", "both", "but", "by", "can", "could", "did", "do", "does", "during", "each",
    "either", "ever", "for", "from", "had", "has", "have", "he", "her", "him", "his", "how", "if", "in", "into", "is",
    "it", "its", "many", "may", "me", "might", "more", "most", "much", "must", "my", "n't", "neither", "no", "not",
    "of", "on", "onto", "or", "other", "our", "over", "recently", "shall", "she", "should", "since", "so", "some",
    "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "toward",
    "towards", "under", "until", "up", "upon", "us", "was", "we", "were", "what", "when", "where", "which", "while",
    "who", "whom", "whose", "why", "will", "with", "would", "you", "your",
};

bool ends_with(std::string_view word, std::string_view end) { return word.size() > end.size() && word.ends_with(end); }

bool is_vowel(char letter) { return std::string_view("aeiouy").find(letter) != std::string_view::npos; }

void add(std::vector<std::string>& forms, std::string form) {
  if (form.size() >= 2 && std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
}

// "stopp" → stop, "accus" → accuse: what a regular ending may have been put on.
void add_stem(std::vector<std::string>& forms, std::string_view stem) {
  if (stem.size() < 2) return;
  const bool doubled = stem.size() >= 4 && stem[stem.size() - 1] == stem[stem.size() - 2] && !is_vowel(stem.back());
  add(forms, std::string(stem));
  add(forms, std::string(stem) + "e");
  if (doubled) add(forms, std::string(stem.substr(0, stem.size() - 1)));
  if (stem.back() == 'i') add(forms, std::string(stem.substr(0, stem.size() - 1)) + "y");
  if (stem.back() == 'y') add(forms, std::string(stem.substr(0, stem.size() - 1)) + "ie");
}

bool is_quote(char32_t c) {
  return c == U'"' || c == U'“' || c == U'”' || c == U'«' || c == U'»' || c == U'„' || c == U'`';
}

// Cuts what does not belong to the word: quotes, brackets, sentence marks. "U.S." keeps its full stop.
ByteSpan trim(std::string_view text, ByteSpan span, bool& comma) {
  while (!span.empty()) {
    std::size_t at = span.begin;
    const char32_t c = decode_code_point(text, at);
    if (!is_quote(c) && c != U'(' && c != U'[' && c != U'\'' && c != U'‘') break;
    span.begin = static_cast<std::uint32_t>(at);
  }
  while (!span.empty()) {
    std::uint32_t last = span.end - 1;
    while (last > span.begin && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
    std::size_t at = last;
    const char32_t c = decode_code_point(text, at);
    const std::string_view word = slice(text, span);
    const bool abbreviation = c == U'.' && word.size() <= 6 && word.substr(0, word.size() - 1).find('.') != std::string_view::npos;
    const bool plural_possessive = (c == U'\'' || c == U'’') && word.size() > 2 && text[last - 1] == 's';
    const bool mark = c == U'?' || c == U'!' || c == U',' || c == U';' || c == U':' || c == U')' || c == U']' || c == U'.' ||
                      c == U'\'' || c == U'’' || c == U'…' || is_quote(c);
    if (!mark || abbreviation || plural_possessive) break;
    comma |= c == U',' || c == U';';
    span.end = last;
  }
  return span;
}

// The part of a contraction behind the apostrophe, and the word that it stands for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> contracted = {
    {{"'re", "are"}, {"'ve", "have"}, {"'ll", "will"}, {"'d", "would"}, {"n't", "not"}}};

constexpr std::string_view question_words[] = {"who", "what", "when", "where", "how", "that", "there", "which"};

Word make_word(std::string_view text, ByteSpan where) {
  Word word;
  word.where = where;
  word.text = slice(text, where);
  word.lower = to_lower(word.text);
  for (std::size_t at = word.lower.find("’"); at != std::string::npos; at = word.lower.find("’")) word.lower.replace(at, 3, "'");
  if (word.text.empty() || static_cast<unsigned char>(word.text.front()) < 0x80) {
    word.capital = !word.text.empty() && word.text.front() >= 'A' && word.text.front() <= 'Z';
    return word;
  }
  std::size_t at = 0;
  const std::string first = word.text.substr(0, (decode_code_point(word.text, at), at));
  word.capital = to_lower(first) != first;
  return word;
}

void push_word(std::vector<Word>& words, std::string_view text, ByteSpan where, bool comma) {
  Word word = make_word(text, where);
  word.comma = comma;
  if (word.lower.find('\'') == std::string::npos) {
    if (!word.lower.empty()) words.push_back(std::move(word));
    return;
  }
  const auto tail_is = [&](std::string_view tail) { return ends_with(word.lower, tail); };
  // The typed apostrophe may take three bytes: the tail is counted from its letters.
  const auto cut = [&](std::size_t letters) {
    std::size_t keep = word.text.size() - letters;
    if (keep >= 3 && word.text.compare(keep - 3, 3, "’") == 0) keep -= 3;
    else if (keep >= 1 && word.text[keep - 1] == '\'') keep -= 1;
    word.text.resize(keep);
    word.lower = to_lower(word.text);
  };
  if (tail_is("'s")) {
    cut(1);
    if (std::find(std::begin(question_words), std::end(question_words), word.lower) != std::end(question_words)) {
      word.comma = false;
      words.push_back(word);
      Word verb;
      verb.text = verb.lower = "is";
      verb.where = where;
      words.push_back(std::move(verb));
      words.back().comma = comma;
      return;
    }
    word.possessive = true;
  } else if (tail_is("s'")) {
    cut(0);
    word.possessive = true;
  } else {
    for (const auto& [tail, full] : contracted) {
      if (!tail_is(tail)) continue;
      word.lower.resize(word.lower.size() - tail.size());
      if (word.lower == "ca") word.lower = "can";
      if (word.lower == "wo") word.lower = "will";
      word.text = word.lower;
      word.comma = false;
      words.push_back(word);
      Word second;
      second.text = second.lower = full;
      second.where = where;
      second.comma = comma;
      words.push_back(std::move(second));
      return;
    }
  }
  words.push_back(std::move(word));
}

}  // namespace

std::vector<Word> split_words(std::string_view question) {
  std::vector<Word> words;
  words.reserve(question.size() / 5 + 1);
  std::size_t at = 0;
  const auto space = [&](std::size_t i) { return static_cast<unsigned char>(question[i]) <= ' '; };
  while (at < question.size()) {
    while (at < question.size() && space(at)) ++at;
    std::size_t end = at;
    while (end < question.size() && !space(end)) ++end;
    if (end == at) break;
    bool comma = false;
    const ByteSpan where = trim(question, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, comma);
    if (!where.empty()) {
      push_word(words, question, where, comma);
    } else if (comma && !words.empty()) {
      words.back().comma = true;
    }
    at = end;
  }
  return words;
}

std::vector<std::string> base_forms(std::string_view lower) {
  std::vector<std::string> forms{std::string(lower)};
  for (const Irregular& verb : irregular)
    if (lower == verb.past || lower == verb.participle) add(forms, std::string(verb.base));
  if (lower == "is" || lower == "are" || lower == "were" || lower == "am") add(forms, "be");
  if (lower == "has") add(forms, "have");
  if (ends_with(lower, "ies")) add(forms, std::string(lower.substr(0, lower.size() - 3)) + "y");
  if (ends_with(lower, "es")) add(forms, std::string(lower.substr(0, lower.size() - 2)));
  if (ends_with(lower, "s") && !ends_with(lower, "ss")) add(forms, std::string(lower.substr(0, lower.size() - 1)));
  if (ends_with(lower, "men")) add(forms, std::string(lower.substr(0, lower.size() - 3)) + "man");
  if (ends_with(lower, "ed")) add_stem(forms, lower.substr(0, lower.size() - 2));
  if (ends_with(lower, "ing")) add_stem(forms, lower.substr(0, lower.size() - 3));
  // British spelling: criticise, organisation, honour are looked up as the American form too.
  for (std::size_t i = 0, n = forms.size(); i < n; ++i) {
    const std::string form = forms[i];
    if (ends_with(form, "ise")) add(forms, form.substr(0, form.size() - 3) + "ize");
    if (ends_with(form, "yse")) add(forms, form.substr(0, form.size() - 3) + "yze");
    if (const std::size_t at = form.find("isation"); at != std::string::npos && at > 2) add(forms, std::string(form).replace(at, 7, "ization"));
  }
  return forms;
}

bool same_word(std::string_view first, std::string_view second) {
  if (first == second) return true;
  if (first.empty() || second.empty() || first.front() != second.front()) {
    // "was" and "be" are the one verb whose forms start differently; it carries no topic.
    return false;
  }
  const std::vector<std::string> a = base_forms(first), b = base_forms(second);
  return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

VerbForms verb_forms(std::string_view lower) {
  VerbForms forms;
  for (const Irregular& verb : irregular) {
    forms.past |= lower == verb.past;
    forms.participle |= lower == verb.participle;
    forms.base |= lower == verb.base;
  }
  const bool irregular_form = forms.past || forms.participle;
  if (ends_with(lower, "ing") && !forms.base) forms.ing = true;
  if (ends_with(lower, "ed") && !forms.base) forms.past = forms.participle = true;
  if (ends_with(lower, "s") && !ends_with(lower, "ss") && !ends_with(lower, "us")) forms.third = true;
  // "Filing" is no base form, "spring" is.
  const bool made = forms.ing && std::any_of(lower.begin(), lower.end() - 3, is_vowel);
  if (!irregular_form && !forms.past && !forms.third && !made) forms.base = true;
  return forms;
}

bool is_function_word(std::string_view lower) {
  return std::binary_search(std::begin(function_words), std::end(function_words), lower);
}

std::vector<std::string> content_words(std::string_view text) {
  std::vector<std::string> found;
  for (const Word& word : split_words(text)) {
    if (is_function_word(word.lower) || word.lower.size() < 2) continue;
    found.push_back(word.lower);
  }
  return found;
}

namespace {

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_word_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// False if no word of `text` can be a form of `want`: none begins as all of its forms do. Cutting a text into words takes fifty times as long.
bool may_occur(std::string_view want, std::string_view text) {
  constexpr std::size_t longest_ending = 3, most = 3;  // "armies" and "army" have "arm" in common
  if (want.size() < longest_ending + 2) return true;
  const std::string_view start = want.substr(0, std::min(most, want.size() - longest_ending));
  if (std::ranges::any_of(start, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return true;
  for (const std::string& form : base_forms(want))
    if (std::ranges::any_of(irregular, [&](const Irregular& verb) { return verb.base == form; })) return true;
  bool inside = false;
  for (std::size_t at = 0; at + start.size() <= text.size(); ++at) {
    if (!inside && std::ranges::equal(start, text.substr(at, start.size()), {}, {}, lower_ascii)) return true;
    inside = is_word_byte(text[at]);
  }
  return false;
}

}  // namespace

std::size_t count_found(const std::vector<std::string>& wanted, std::string_view text) {
  if (std::ranges::none_of(wanted, [&](const std::string& want) { return may_occur(want, text); })) return 0;
  const std::vector<Word> words = split_words(text);
  std::size_t found = 0;
  for (const std::string& want : wanted) {
    found += std::any_of(words.begin(), words.end(), [&](const Word& word) {
      if (same_word(want, word.lower)) return true;
      // The parts of a hyphenated word count: "nuclear-armed" holds "nuclear".
      for (std::size_t at = 0; word.lower.find('-') != std::string::npos && at <= word.lower.size();) {
        const std::size_t end = std::min(word.lower.find('-', at), word.lower.size());
        if (same_word(want, std::string_view(word.lower).substr(at, end - at))) return true;
        at = end + 1;
      }
      return false;
    });
  }
  return found;
}

}  // namespace kg::query
