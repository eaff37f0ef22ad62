// What the name model looks at.
#include <algorithm>

#include "text/names.hpp"

namespace kg::text {

namespace {

bool starts_upper(std::string_view word) {
  if (word.empty()) return false;
  const auto c = static_cast<unsigned char>(word[0]);
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  // Capitals of Latin-1 and Latin Extended-A, Greek and Cyrillic: enough to see a name begin.
  if (word.size() < 2) return false;
  const auto d = static_cast<unsigned char>(word[1]);
  if (c == 0xC3) return d >= 0x80 && d <= 0x9E;
  if (c == 0xC4 || c == 0xC5) return (d & 1) == 0;
  if (c == 0xCE) return d >= 0x86 && d <= 0xAB;
  if (c == 0xD0) return d >= 0x80 && d <= 0xAF;
  return false;
}

bool has_letter(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3; });
}

bool is_hyphen(const WordForm& form) {
  static const std::uint64_t hyphen = hash_word("-");
  return form.form == hyphen;
}

// The noun that says what the name before `at` is: "X, a company", "X is the highest mountain"; 0 if none is near.
std::uint8_t noun_told_behind(std::span<const NameWord> words, std::size_t at) {
  static const std::uint64_t links[] = {hash_lower(","), hash_lower("is"), hash_lower("was"), hash_lower("("), hash_lower("are"), hash_lower("were"), hash_lower("became")};
  if (at >= words.size() || std::find(std::begin(links), std::end(links), words[at].form.lower) == std::end(links)) return 0;
  constexpr std::size_t reach = 7;
  for (std::size_t i = at + 1; i < std::min(words.size(), at + reach); ++i) {
    if (words[i].capital || words[i].noun == 0) continue;
    while (i + 1 < words.size() && words[i + 1].noun != 0 && !words[i + 1].capital) ++i;  // the last of a compound
    return words[i].noun;
  }
  return 0;
}

}  // namespace

void prepare_names(std::span<const std::string_view> words, const HashMapView& lexicon, const NameGazetteer& gazetteer, NameSentence& out) {
  static const Lexicon no_lexicon;
  std::size_t letters = 0, capitals = 0, all_upper = 0, long_words = 0, long_capitals = 0;
  for (const std::string_view word : words) {
    if (!has_letter(word)) continue;
    ++letters;
    const bool capital = starts_upper(word);
    capitals += capital;
    const bool no_lower = std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (capital && no_lower && word.size() > 1) ++all_upper;
    if (word.size() >= 4) {
      ++long_words;
      long_capitals += capital;
    }
  }
  out.shouted = letters >= 3 && all_upper * 10 >= letters * 8;
  out.title_case = !out.shouted && long_words >= 3 && long_capitals * 10 >= long_words * 9;
  out.words.resize(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    NameWord& word = out.words[i];
    word = NameWord{};
    word.form = look_at(words[i], no_lexicon, out.shouted);
    if (const auto entry = lexicon.find(word.form.lower)) {
      word.cluster = static_cast<std::uint16_t>(*entry);
      word.capital_share = static_cast<std::uint8_t>((*entry >> 16) & 7);
      word.noun = static_cast<std::uint8_t>((*entry >> 19) & 7);
    }
    word.capital = out.shouted ? has_letter(words[i]) : starts_upper(words[i]) || word.form.casing == Casing::mixed;
  }
  gazetteer.mark(out.words);
  // Words near a capital may belong to a name; the rest is outside.
  constexpr std::size_t reach = 2;
  std::size_t next = 0;  // words before it are settled
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!out.words[i].capital && out.words[i].gazetteer == 0) continue;
    for (std::size_t k = std::max(next, i >= reach ? i - reach : 0); k < std::min(words.size(), i + reach + 1); ++k) out.words[k].relevant = true;
    next = i;
  }
}

std::size_t describe_name_word(const NameSentence& sentence, std::size_t at, FeatureHash* out) {
  static const NameWord edge = [] {
    NameWord word;
    word.form.form = word.form.lower = 1;
    word.form.shape = 0xFFFF;
    return word;
  }();
  const auto& words = sentence.words;
  const auto get = [&](std::size_t i) -> const NameWord& { return i < words.size() ? words[i] : edge; };  // wraps below zero
  const NameWord& w = words[at];
  const NameWord& l1 = get(at - 1);
  const NameWord& l2 = get(at - 2);
  const NameWord& r1 = get(at + 1);
  const NameWord& r2 = get(at + 2);
  // The run of capital words (hyphens between them count) around the word.
  constexpr std::size_t longest_run = 8;
  std::size_t first = at, last = at;
  while (first > 0 && at - first < longest_run) {
    if (words[first - 1].capital) --first;
    else if (first > 1 && is_hyphen(words[first - 1].form) && words[first - 2].capital) first -= 2;
    else break;
  }
  while (last + 1 < words.size() && last - at < longest_run) {
    if (words[last + 1].capital) ++last;
    else if (last + 2 < words.size() && is_hyphen(words[last + 1].form) && words[last + 2].capital) last += 2;
    else break;
  }
  const NameWord& run_left = get(first - 1);
  const NameWord& run_right = get(last + 1);
  const NameWord& run_first = words[first];
  const NameWord& run_last = words[last];
  const std::uint64_t place = !w.capital ? 0 : first == last ? 1 : at == first ? 2 : at == last ? 3 : 4;
  const std::uint64_t run = place | std::min<std::uint64_t>(last - first, 4) << 3;
  const std::uint64_t style = sentence.shouted ? 2 : sentence.title_case ? 1 : 0;
  const std::uint64_t initial = at == 0 ? 1 : 0;
  const auto fine = [](const NameWord& word) -> std::uint64_t { return word.cluster & 1023; };
  const auto coarse = [](const NameWord& word) -> std::uint64_t { return word.cluster >> 10; };

  std::size_t n = 0;
  const auto add = [&](std::uint32_t kind, std::uint64_t a = 0, std::uint64_t b = 0, std::uint64_t c = 0) { out[n++] = feature(kind, a, b, c); };
  add(1, style);
  add(2, w.form.lower);
  add(3, w.form.form);
  add(4, l1.form.lower);
  add(5, r1.form.lower);
  add(6, l2.form.lower);
  add(7, r2.form.lower);
  add(8, l1.form.lower, w.form.lower);
  add(9, w.form.lower, r1.form.lower);
  add(10, l1.form.lower, r1.form.lower);
  for (std::uint32_t i = 1; i < 5; ++i)
    if (w.form.suffix[i] != 0) add(10 + i, w.form.suffix[i], w.capital);
  for (std::uint32_t i = 1; i < 3; ++i)
    if (w.form.prefix[i] != 0) add(15 + i, w.form.prefix[i], w.capital);
  add(18, w.form.shape, style, initial);
  add(19, l1.form.shape, w.form.shape, style);
  add(20, w.form.shape, r1.form.shape, style);
  add(21, l1.form.shape, w.form.shape, r1.form.shape);
  if (w.cluster != 0) {
    add(22, fine(w));
    add(23, coarse(w), w.capital);
    add(24, coarse(l1), coarse(w), coarse(r1));
  }
  add(25, fine(l1));
  add(26, fine(r1));
  add(27, fine(l2));
  add(28, fine(r2));
  add(29, fine(l1), fine(w));
  add(30, fine(w), fine(r1));
  add(31, w.gazetteer, w.capital);
  if ((w.gazetteer | l1.gazetteer | r1.gazetteer) != 0) {
    add(32, l1.gazetteer, w.gazetteer);
    add(33, w.gazetteer, r1.gazetteer);
    add(34, w.gazetteer, fine(l1), fine(r1));
    add(35, w.gazetteer, w.form.shape, run);
  }
  add(36, w.capital_share, static_cast<std::uint64_t>(w.form.casing), initial | style << 1);
  add(37, l1.capital_share, static_cast<std::uint64_t>(l1.form.casing), w.capital);
  add(38, r1.capital_share, static_cast<std::uint64_t>(r1.form.casing), w.capital);
  add(39, run, style, initial);
  add(40, l1.form.lower, w.form.shape);
  add(41, r1.form.lower, w.form.shape);
  add(42, l2.form.lower, l1.form.lower);
  add(43, r1.form.lower, r2.form.lower);
  if (w.capital) {
    add(44, run_left.form.lower, place);
    add(45, run_right.form.lower, place);
    add(46, fine(run_left), place);
    add(47, fine(run_right), place);
    if (first != last) {
      add(48, run_last.form.lower, place);
      add(49, run_first.form.lower, place);
      add(50, run_last.form.suffix[2], place);
      add(51, fine(run_last), place);
      add(52, fine(run_first), place);
      add(53, run_left.form.lower, run_last.form.lower);
      add(54, fine(run_first), fine(run_last));
    }
    add(55, coarse(run_left), coarse(run_right), run);
  }
  add(56, w.form.suffix[2], w.form.shape, style);
  add(57, coarse(l2), coarse(l1), w.form.shape);
  add(58, coarse(r1), coarse(r2), w.form.shape);
  if (initial != 0) add(59, w.form.lower, r1.form.shape);
  if ((w.person | l1.person | r1.person) != 0) {
    add(60, w.person, place);
    add(61, w.person, r1.person, r1.capital);
    add(62, l1.person, w.person, w.capital);
    add(63, w.person, fine(run_left));
    add(73, l1.gazetteer, w.person, r1.person);
    add(74, w.gazetteer, w.noun, r1.person);
  }
  if (w.capital && (run_first.person | run_last.person) != 0) add(64, run_first.person, run_last.person, place);
  if (w.noun != 0) add(65, w.noun, place);
  add(66, l1.noun, w.form.shape);
  add(67, r1.noun, w.form.shape);
  if (w.capital) {
    static const std::uint64_t of = hash_lower("of");
    const std::uint64_t told_before = run_left.form.lower == of ? get(first - 2).noun | 8u : run_left.noun;  // "the city of X"
    const std::uint64_t told_behind = noun_told_behind(words, last + 1);
    add(68, run_last.noun, place);
    add(69, told_before, told_behind, place);
    if (told_before != 0) add(70, told_before, fine(run_last));
    if (told_behind != 0) {
      add(71, told_behind, place);
      add(72, told_behind, fine(run_last));
    }
  }
  return n;
}

}  // namespace kg::text
