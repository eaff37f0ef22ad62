#include "extract/names.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/utf8.hpp"
#include "extract/article_words.hpp"
#include "extract/bodies.hpp"

namespace kg::extract {

namespace {

using Via = ontology::Ontology::Meaning::Via;
using text::NameType;

class Finder {
 public:
  Finder(const Reading& reading, const Vocabulary& vocabulary, const std::vector<bool>& skipped)
      : reading_(reading), vocabulary_(vocabulary), skipped_(skipped), article_(reading, vocabulary) {}

  std::vector<Mention> run() {
    names_.resize(reading_.sentence_count());
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      if (!skipped_[s]) recognise(s);
    }
    vote();
    for (std::uint32_t s = 0; s < names_.size(); ++s) {
      for (Found& found : names_[s]) trim(s, found);
      std::erase_if(names_[s], [](const Found& found) { return found.first >= found.last; });
    }
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      if (!skipped_[s]) combine(s);
    }
    return std::move(mentions_);
  }

 private:
  /// The recogniser's names, without what is not part of a name.
  void recognise(std::uint32_t s) {
    for (const text::Name& name : reading_.sentence(s).names) {
      Found found{static_cast<std::int32_t>(name.first), static_cast<std::int32_t>(name.last), name.type, name.score};
      if (is_titled_person(s, found)) found.type = NameType::person;
      trim(s, found);
      if (found.first < found.last) names_[s].push_back(found);
    }
    mend(s);
    mend_bodies(reading_, vocabulary_, s, names_[s]);
    add_by_title(s);
  }

  /// "Spokesperson Ned Novak", which the recogniser may take for a thing: a title and two capital words.
  bool is_titled_person(std::uint32_t s, const Found& found) const {
    if (found.type == NameType::person || found.last - found.first < 2 || found.last - found.first > 4) return false;
    const std::string& title = reading_.lower({s, found.first});
    const bool speaks = title == "spokesperson" || title == "spokesman" || title == "spokeswoman";
    if (!speaks && !(vocabulary_.is_title_head(title) && vocabulary_.is_given_name(reading_.lower({s, found.first + 1})))) return false;
    for (std::int32_t t = found.first + 1; t < found.last; ++t) {
      if (!reading_.upper_initial({s, t})) return false;
    }
    return true;
  }

  void trim(std::uint32_t s, Found& found) const {
    const auto lower = [&](std::int32_t at) -> const std::string& { return reading_.lower({s, at}); };
    while (found.first < found.last && (lower(found.first) == "the" || lower(found.first) == "a" || lower(found.first) == "an" ||
                                        reading_.token({s, found.first}).upos == text::Upos::PUNCT)) {
      ++found.first;
    }
    while (found.first < found.last) {
      const std::string& word = lower(found.last - 1);
      const bool mark = reading_.token({s, found.last - 1}).upos == text::Upos::PUNCT && word != ")" && word != "." && word != "]";
      if (word != "'s" && word != "’s" && word != "'" && word != "’" && !mark) break;
      --found.last;
    }
    if (found.type != NameType::person) return;
    // "Q Jake, will he …", "Q I wonder": the letter marks a reporter's question in a transcript.
    if (found.first == 0 && lower(0) == "q" && reading_.sentence(s).opens_paragraph) {
      ++found.first;
      const bool name = found.first < found.last && reading_.token({s, found.first}).upos == text::Upos::PROPN;
      if (!name) found.last = found.first;
    }
    // "Q Hey Jen", "With Putin", "[President-]elect Biden", "for Climate John Kerry": what leads up to the name.
    bool led = found.first == 0;
    while (found.first < found.last) {
      const std::string& word = lower(found.first);
      const bool small = !reading_.upper_initial({s, found.first}) && !is_particle(word);
      if (!small && !(leads_up(word) && (led || found.last - found.first > 1))) break;
      ++found.first;
      led = true;
      if (small && found.last - found.first > 1 && vocabulary_.is_portfolio(lower(found.first))) ++found.first;
    }
    for (std::int32_t at = found.first + 1; at < found.last; ++at) {
      // "Putin During Meetings": headlines write all words like names.
      if (one_of(lower(at), {"during", "with", "after", "before", "amid", "about", "says", "against", "over", "under", "to"})) found.last = at;
    }
    // Titles, honorifics and demonyms are not part of a person's name.
    while (found.last - found.first > 1) {
      const TokenRef t{s, found.first};
      const OfficeMatch office = vocabulary_.office_at(reading_, t);
      if (office.office != nullptr && office.last < found.last) {
        found.first = office.last;
        continue;
      }
      const std::string& word = lower(found.first);
      // "Minister of Foreign [Affairs Jan Novak]"
      const bool portfolio = found.first > 0 && vocabulary_.is_portfolio(word) && reading_.upper_initial({s, found.first - 1});
      const bool title = portfolio || vocabulary_.is_honorific(word) || vocabulary_.is_title_head(word) ||
                         (word.size() > 4 && word.back() == 's' && vocabulary_.is_title_head(std::string_view(word).substr(0, word.size() - 1)));
      if (title && !vocabulary_.is_given_name(word)) {
        ++found.first;
        continue;
      }
      const NameMatch name = vocabulary_.name_at(reading_, t);
      const bool cut = name.meanings != nullptr && name.last < found.last && opens_title(s, name, found.last);
      if (!cut) break;
      found.first = name.last;
      while (found.first < found.last && reading_.token({s, found.first}).upos == text::Upos::PUNCT) ++found.first;
    }
    // "Emergency Situations Minister Alexander": what stands before the last title is part of it.
    for (std::int32_t at = found.last - 2; at > found.first; --at) {
      const std::string& word = lower(at);
      if (vocabulary_.is_honorific(word) && vocabulary_.is_given_name(lower(at - 1))) break;  // "Hassan Sheikh Mohamud"
      if (vocabulary_.is_title_head(word) && !vocabulary_.is_given_name(word) && reading_.upper_initial({s, at + 1})) {
        found.first = at + 1;
        break;
      }
    }
    // "Abdullah II of Jordan"
    for (std::int32_t at = found.first + 1; at + 1 < found.last; ++at) {
      if (lower(at) == "of") {
        found.last = at;
        break;
      }
    }
  }

  /// A state before a title ("US President …") or glued to a name ("Guinea-Okey …") is not part of the name.
  bool opens_title(std::uint32_t s, const NameMatch& name, std::int32_t end) const {
    const TokenRef next{s, name.last};
    const bool title = vocabulary_.is_title_head(reading_.lower(next)) || vocabulary_.office_at(reading_, next).office != nullptr;
    return std::any_of(name.meanings->begin(), name.meanings->end(), [&](const auto& meaning) {
      if (title || (reading_.lower(next) == "-" && name.last + 1 < end)) return true;
      return meaning.id.starts_with("state:") && !meaning.ambiguous && meaning.via != Via::capital;
    });
  }

  static bool is_particle(std::string_view word) {
    return one_of(word, {"al", "el", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "van", "von", "der", "den", "ten", "ter", "zu", "bin",
                         "bint", "ibn", "abu", "ould", "arap", "wa", "y", "e", "st", "ap", "af", "av", "ben", "ad", "as", "at", "ar", "ash", "ul", "ur"}) ||
           word.starts_with("al-") || word.starts_with("el-") || word.starts_with("d'") || word.starts_with("d’");
  }

  /// Words that stand before a name at the start of a sentence or question, or join it to a title.
  static bool leads_up(std::string_view word) {
    return one_of(word, {"q",    "with", "hence", "but",  "when", "if",   "after", "as",   "and",   "for",  "while", "since", "like", "because", "then",
                         "now",  "so",   "yes",   "yeah", "no",   "oh",   "thank", "dear", "hi",    "hello", "hey",  "well",  "right", "okay",   "ok",
                         "is",   "can",  "has",   "does", "did",  "do",   "why",   "what", "how",   "who",  "that",  "this",  "i",    "elect",  "designate",
                         "staff", "order", "federal", "provisions", "are",  "was",  "would", "will", "could", "should", "though", "although", "until", "also", "here", "there", "just", "sorry", "a"});
  }

  bool glued(std::uint32_t s, std::int32_t left) const {
    return left + 1 < reading_.size(s) && reading_.token({s, left}).span.end == reading_.token({s, left + 1}).span.begin;
  }

  /// "Ki-moon" is one word.
  std::int32_t count_words(std::uint32_t s, std::int32_t first, std::int32_t last) const {
    std::int32_t words = last - first;
    for (std::int32_t at = first; at < last; ++at) {
      if (reading_.lower({s, at}) == "-") words -= 2;
    }
    return words;
  }

  /// Names that the recogniser cut or ran together: "Frank" - "Walter Steinmeier", "[Barack] Obama",
  /// "Elizabeth" II, and titles taken for bodies ("NSC Spokesperson", "Reconciliation Ambassador X").
  void mend(std::uint32_t s) {
    std::vector<Found>& names = names_[s];
    const std::int32_t n = reading_.size(s);
    for (std::size_t i = 0; i < names.size(); ++i) {
      Found& found = names[i];
      if (found.type == NameType::person) {
        while (found.last + 1 < n && reading_.lower({s, found.last}) == "-" && glued(s, found.last - 1) && glued(s, found.last)) {
          std::int32_t last = found.last + 2;
          for (std::size_t j = i + 1; j < names.size(); ++j) {
            if (names[j].first <= found.last + 1 && found.last + 1 < names[j].last) {
              last = names[j].last;
              names.erase(names.begin() + static_cast<std::ptrdiff_t>(j));
              break;
            }
          }
          found.last = last;
        }
        // "Jan-" "Peter Novak"
        if (found.first >= 2 && reading_.lower({s, found.first - 1}) == "-" && glued(s, found.first - 2) && glued(s, found.first - 1) && free_capital(s, found.first - 2) &&
            reading_.token({s, found.first - 2}).upos == text::Upos::PROPN && vocabulary_.name_at(reading_, {s, found.first - 2}).meanings == nullptr) {
          found.first -= 2;
        }
        // "Jan" "De Vries"
        if (i + 1 < names.size() && names[i + 1].type == NameType::person && names[i + 1].first == found.last && is_particle(reading_.lower({s, found.last}))) {
          found.last = names[i + 1].last;
          names.erase(names.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        }
        if (i + 1 < names.size() && names[i + 1].type == NameType::person && names[i + 1].first == found.last + 1 && reading_.lower({s, found.last}) == "]") {
          found.last = names[i + 1].last;
          names.erase(names.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        }
        if (found.last + 1 < n && reading_.lower({s, found.last}) == "," && is_generation(reading_.lower({s, found.last + 1}))) {
          found.last += 2;
          std::erase_if(names, [&](const Found& other) { return other.first == names[i].last - 1 && other.last == names[i].last; });
        }
        if (found.last < n) {
          const std::string_view next = reading_.form({s, found.last});
          if (next == "II" || next == "III" || next == "IV" || next == "VI" || next == "VII" || next == "VIII" || next == "XVI" || next == "Jr." || next == "Sr.") ++found.last;
        }
      }
      if (found.type == NameType::organization || found.type == NameType::misc) {
        // "British Foreign [Secretary]", "Pentagon Press [Secretary]": the end of the name is the beginning of a title.
        for (std::int32_t at = found.first; at < found.last; ++at) {
          if (vocabulary_.office_at(reading_, {s, at}).last > found.last) found.last = at;
        }
        if (found.first == found.last) continue;
        if (is_person_by_context(s, found)) {
          found.type = NameType::person;
          found.score = 0.5F;
          continue;
        }
      }
      if (found.type != NameType::person && found.type != NameType::norp && opens_with_title(s, found)) {
        ++found.first;
        found.type = NameType::person;
        found.score = 0.5F;
        continue;
      }
      if (found.type == NameType::organization || found.type == NameType::misc || found.type == NameType::person) {
        // The last word that is a title.
        std::int32_t title = -1;
        for (std::int32_t at = found.first; at < found.last; ++at) {
          const std::string& word = reading_.lower({s, at});
          if (vocabulary_.is_title_head(word) && !vocabulary_.is_given_name(word) && word != "member" && word != "head" && word != "general") title = at;
          // "NATO Secretary-General Jens Stoltenberg"
          const OfficeMatch office = vocabulary_.office_at(reading_, {s, at});
          if (office.office != nullptr && office.last > at + 1 && office.last < found.last && found.type == NameType::organization) title = std::max(title, office.last - 1);
        }
        if (title < 0) continue;
        const bool bodies = vocabulary_.is_organization_word(reading_.lower({s, found.last - 1}));
        // "Mohamed Ahmed Sheikh", "John Bishop": the last word is a family name.
        if (found.type == NameType::person && title == found.last - 1 && title > found.first && vocabulary_.is_given_name(reading_.lower({s, found.first}))) continue;
        if (title == found.last - 1 && found.last - found.first >= 2) {
          found.last = title;
          if (found.type == NameType::person) found.first = found.last;
          // "NSC", "Pentagon" stay; "National Security" was part of the title.
          const std::string_view only = reading_.form({s, found.first});
          if (found.type == NameType::organization && !(found.last - found.first == 1 && is_capital_word(only)) && !vocabulary_.is_organization_word(reading_.lower({s, found.last - 1})) &&
              vocabulary_.name_at(reading_, {s, found.first}).last != found.last) {
            found.first = found.last;
          }
        } else if (!bodies && found.type != NameType::person && title > found.first && count_words(s, title + 1, found.last) <= 3) {
          found.first = title + 1;
          found.type = NameType::person;
          found.score = 0.5F;
        }
      }
    }
    part_bodies(s);
    for (Found& found : names) {
      // "United States - meet": a name ends before a dash with spaces around it.
      for (std::int32_t at = found.first + 1; at < found.last; ++at) {
        const std::string& word = reading_.lower({s, at});
        if ((word == "-" || word == "–" || word == "—") && !glued(s, at - 1)) found.last = at;
      }
      if (found.type == NameType::organization || found.type == NameType::misc) take_from_title(s, found);
    }
    std::erase_if(names, [](const Found& found) { return found.first >= found.last; });
    for (Found& found : names) {
      if (found.type == NameType::person || found.type == NameType::norp) continue;
      // "Office of Economic Policy" is a body whatever it ends with.
      const bool body = found.last - found.first > 2 && vocabulary_.is_organization_word(reading_.lower({s, found.first})) && one_of(reading_.lower({s, found.first + 1}), {"of", "for", "on"});
      if (!body && found.last - found.first > 1 && vocabulary_.is_occasion(reading_.lower({s, found.last - 1}))) found.type = NameType::misc;
      else if (is_described_person(s, found)) found.type = NameType::person;
    }
  }

  bool is_list_entry(std::uint32_t s, std::int32_t first, std::int32_t last) const {
    const NameMatch known = vocabulary_.name_at(reading_, {s, first});
    return known.meanings != nullptr && known.last == last;
  }

  /// Names of bodies that run on: "South American [group] Mercosur", "Muslim Rohingya [fleeing …]", "Turkey and Saudi
  /// Arabia", "Tufts University's Fletcher School".
  void part_bodies(std::uint32_t s) {
    std::vector<Found>& names = names_[s];
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i].type != NameType::organization) continue;
      for (std::int32_t at = names[i].first; at < names[i].last; ++at) {
        const text::Upos tag = reading_.token({s, at}).upos;
        if (reading_.upper_initial({s, at}) || reading_.form({s, at}).size() < 4) continue;
        if (tag == text::Upos::NOUN && at > names[i].first && !glued(s, at - 1)) {
          // "House committees" keeps its head, "the group Mercosur" is called by what follows.
          if (at + 1 < names[i].last) names[i].first = at + 1;
          else if (!vocabulary_.is_organization_word(reading_.lemma({s, at}))) names[i].last = at;
        } else if (tag == text::Upos::VERB || tag == text::Upos::ADV) {
          names[i].last = at;
        }
      }
      for (std::int32_t at = names[i].first + 1; at + 1 < names[i].last; ++at) {
        const std::string& word = reading_.lower({s, at});
        if (is_possessive(s, at) && (vocabulary_.is_organization_word(reading_.lower({s, at - 1})) || is_list_entry(s, names[i].first, at))) {
          const Found rest{at + 1, names[i].last, NameType::organization, names[i].score};
          names[i].last = at;
          names.insert(names.begin() + static_cast<std::ptrdiff_t>(i) + 1, rest);
          break;
        }
        if (word != "and" || vocabulary_.is_organization_word(reading_.lower({s, names[i].last - 1}))) continue;
        // A state on one side of "and" is a party of its own.
        if (is_list_entry(s, names[i].first, at) || is_list_entry(s, at + 1, names[i].last)) {
          names[i].last = names[i].first;
          break;
        }
      }
    }
  }

  /// "Taliban spokesman Zabiullah Mujahid", "Saddam Hussein": two or three words behind a title, or that open with a
  /// given name, are a person's, whatever the recogniser says.
  bool is_person_by_context(std::uint32_t s, const Found& found) const {
    if (found.type != NameType::organization || found.last - found.first < 2 || found.last - found.first > 3) return false;
    for (std::int32_t at = found.first; at < found.last; ++at) {
      const std::string& word = reading_.lower({s, at});
      if (!reading_.upper_initial({s, at}) || is_capital_word(reading_.form({s, at})) || vocabulary_.is_organization_word(word) || is_title(s, at) || vocabulary_.is_portfolio(word) || vocabulary_.is_occasion(word)) return false;
      if (vocabulary_.name_at(reading_, {s, at}).meanings != nullptr) return false;
    }
    const bool titled = found.first > 0 && one_of(reading_.lower({s, found.first - 1}), {"spokesman", "spokeswoman", "spokesperson", "minister", "president", "leader", "premier",
                                                                                        "ambassador", "commander", "lawmaker", "activist", "journalist", "analyst", "general"});
    return titled || (vocabulary_.is_given_name(reading_.lower({s, found.first})) && vocabulary_.ontology().find(fold_name(slice(reading_.text(), reading_.span(s, found.first, found.last)))).empty());
  }

  /// "Taoiseach Sean Brook", "Spokesperson Ada Reed", "Princess Novaka" taken for something else than a person.
  bool opens_with_title(std::uint32_t s, const Found& found) const {
    static constexpr std::string_view titles[] = {"president", "minister", "premier", "chancellor", "king", "queen", "prince", "princess", "emir", "sultan",
                                                  "taoiseach", "spokesman", "spokeswoman", "spokesperson", "secretary", "ambassador", "senator", "envoy",
                                                  "congressman", "congresswoman", "governor", "mayor", "ayatollah", "pope", "colonel", "lieutenant"};
    const std::int32_t names = found.last - found.first - 1;
    if (names < 1 || names > 5 || std::find(std::begin(titles), std::end(titles), reading_.lower({s, found.first})) == std::end(titles)) return false;
    for (std::int32_t at = found.first + 1; at < found.last; ++at) {
      const std::string& word = reading_.lower({s, at});
      if (is_particle(word) && at + 1 < found.last) continue;
      if (!reading_.upper_initial({s, at}) || vocabulary_.is_organization_word(word) || is_title(s, at) || vocabulary_.is_portfolio(word) || vocabulary_.is_occasion(word)) return false;
      if (vocabulary_.name_at(reading_, {s, at}).meanings != nullptr) return false;
    }
    return true;
  }

  /// "Minister of [External Affairs Subrahmanyam Jaishankar]": what follows a title and "of" or "for" is its
  /// portfolio, no body; the name behind it is the minister's.
  void take_from_title(std::uint32_t s, Found& found) const {
    bool title = false, joint = false;
    for (std::int32_t at = found.first - 1; at >= std::max(0, found.first - 6) && !title; --at) {
      const std::string& word = reading_.lower({s, at});
      if (word == "of" || word == "for") joint = true;
      else if (vocabulary_.is_title_head(word)) title = joint;
      else if (word != "and" && word != "the" && word != "&" && !reading_.upper_initial({s, at})) break;
    }
    if (!title) return;
    std::int32_t cut = -1;
    for (std::int32_t at = found.first; at < found.last; ++at) {
      if (vocabulary_.is_portfolio(reading_.lower({s, at}))) cut = at;
    }
    if (cut < 0) return;
    if (cut == found.last - 1) {
      // "Minister for Foreign Affairs and Defense": only if a name follows; "Head of Homeland Security" keeps its body.
      const bool name_follows = found.last < reading_.size(s) && reading_.upper_initial({s, found.last});
      if (name_follows) found.last = found.first;
    } else if (found.last - cut - 1 <= 4 && !vocabulary_.is_organization_word(reading_.lower({s, found.last - 1}))) {
      found.first = cut + 1;
      found.type = NameType::person;
      found.score = 0.5F;
    }
  }

  static bool is_generation(std::string_view word) { return word == "jr." || word == "jr" || word == "sr." || word == "sr"; }

  /// "Zalmay Khalilzad, a US peace envoy,": who is described by an office is a person.
  bool is_described_person(std::uint32_t s, const Found& found) const {
    if (found.last - found.first < 2 || found.last - found.first > 4 || found.last >= reading_.size(s) || reading_.lower({s, found.last}) != ",") return false;
    if (vocabulary_.name_at(reading_, {s, found.first}).meanings != nullptr || vocabulary_.is_organization_word(reading_.lower({s, found.last - 1}))) return false;
    for (std::int32_t at = found.last + 1; at < std::min(reading_.size(s), found.last + 9); ++at) {
      const text::Upos tag = reading_.token({s, at}).upos;
      if (one_of(reading_.lower({s, at}), {"-", "based"})) continue;  // "a Singapore-based economist"
      if (tag == text::Upos::VERB || tag == text::Upos::PUNCT || tag == text::Upos::CCONJ) return false;
      if (tag == text::Upos::ADP) return false;
      if (vocabulary_.is_title_head(reading_.lower({s, at}))) return true;
    }
    return false;
  }

  bool free_capital(std::uint32_t s, std::int32_t at) const {
    if (at < 0 || at >= reading_.size(s) || !reading_.upper_initial({s, at})) return false;
    const text::Upos tag = reading_.token({s, at}).upos;
    if (tag != text::Upos::PROPN && tag != text::Upos::NOUN && tag != text::Upos::ADJ && tag != text::Upos::X) return false;
    return std::none_of(names_[s].begin(), names_[s].end(), [&](const Found& found) { return found.first <= at && at < found.last; });
  }

  bool is_title(std::uint32_t s, std::int32_t at) const {
    const std::string& word = reading_.lower({s, at});
    return vocabulary_.is_title_head(word) && !vocabulary_.is_given_name(word);
  }

  /// People whom the recogniser missed: capitalised words right behind a title or honorific, or a given
  /// name with a family name.
  void add_by_title(std::uint32_t s) {
    const std::int32_t n = reading_.size(s);
    for (std::int32_t at = 0; at < n; ++at) {
      if (!free_capital(s, at)) continue;
      const std::string& word = reading_.lower({s, at});
      if (vocabulary_.is_title_head(word) || vocabulary_.is_honorific(word) || vocabulary_.is_organization_word(word)) continue;
      if (vocabulary_.name_at(reading_, {s, at}).meanings != nullptr || vocabulary_.office_at(reading_, {s, at}).office != nullptr) continue;
      std::int32_t last = at + 1;
      while (last + 1 < n && reading_.lower({s, last}) == "-" && glued(s, last - 1) && glued(s, last) && reading_.upper_initial({s, last + 1})) last += 2;
      while (last < n && last - at < 6 && free_capital(s, last) && !is_title(s, last) && !vocabulary_.is_organization_word(reading_.lower({s, last})) &&
             vocabulary_.name_at(reading_, {s, last}).meanings == nullptr) {
        ++last;
      }
      const std::string before = at > 0 ? reading_.lower({s, at - 1}) : std::string();
      bool titled = at > 0 && reading_.upper_initial({s, at - 1}) && (vocabulary_.is_honorific(before) || before == "mr." || before == "mrs.");
      for (std::int32_t k = std::max(0, at - 5); k < at && !titled; ++k) {
        const OfficeMatch office = vocabulary_.office_at(reading_, {s, k});
        titled = office.office != nullptr && office.last == at && reading_.upper_initial({s, k}) && reading_.upper_initial({s, at - 1});
      }
      const bool given = last - at >= 2 && vocabulary_.is_given_name(word) && reading_.token({s, at + 1}).upos == text::Upos::PROPN;
      // "Foundation" or the rest of a title ("Emergency Situations Minister") makes it no name.
      const bool organization = last < n && reading_.upper_initial({s, last}) && (vocabulary_.is_organization_word(reading_.lower({s, last})) || is_title(s, last));
      if ((titled || given) && !organization) names_[s].push_back({at, last, NameType::person, 0.5F});
      at = last - 1;
    }
    std::sort(names_[s].begin(), names_[s].end(), [](const Found& a, const Found& b) { return a.first < b.first; });
  }

  /// One opinion for one spelling in one document; a family name that stands in a person's full name
  /// counts as a person's.
  void vote() {
    std::map<std::string, std::array<float, 5>> votes;
    std::map<std::string, float> family;
    for (std::uint32_t s = 0; s < names_.size(); ++s) {
      for (const Found& found : names_[s]) {
        const std::string folded = fold_name(slice(reading_.text(), reading_.span(s, found.first, found.last)));
        votes[folded][static_cast<std::size_t>(found.type)] += 0.5F + std::clamp(found.score, 0.0F, 60.0F) / 30;
        const std::vector<std::string> words = split_words(folded);
        if (found.type == NameType::person && words.size() > 1) family[words.back()] += 1;
      }
    }
    for (std::uint32_t s = 0; s < names_.size(); ++s) {
      for (Found& found : names_[s]) {
        const std::string folded = fold_name(slice(reading_.text(), reading_.span(s, found.first, found.last)));
        std::array<float, 5> tally = votes[folded];
        if (const auto person = family.find(folded); person != family.end()) {
          tally[static_cast<std::size_t>(NameType::person)] += person->second;
        }
        const auto best = std::max_element(tally.begin(), tally.end());
        // "the DPRK Kim's meeting": a state before a family name that the article knows.
        if (found.type == NameType::organization && found.score < 0) {
          const NameMatch state = vocabulary_.name_at(reading_, {s, found.first});
          if (state.meanings != nullptr && state.last < found.last && state.meanings->front().id.starts_with("state:")) {
            const std::string tail = fold_name(slice(reading_.text(), reading_.span(s, state.last, found.last)));
            const auto known = votes.find(tail);
            if (family.contains(tail) || (known != votes.end() && known->second[static_cast<std::size_t>(NameType::person)] > 0)) {
              found.first = state.last;
              found.type = NameType::person;
              continue;
            }
          }
        }
        // "the Novaks"
        if (found.type == NameType::organization && found.last - found.first == 1 && folded.size() > 3 && folded.back() == 's' && family.contains(folded.substr(0, folded.size() - 1))) {
          found.type = NameType::norp;
          continue;
        }
        if (*best > 1.3F * tally[static_cast<std::size_t>(found.type)]) found.type = static_cast<NameType>(best - tally.begin());
      }
    }
  }

  bool overlaps_person(std::uint32_t s, std::int32_t first, std::int32_t last, const Found** person) const {
    for (const Found& found : names_[s]) {
      if (found.type == NameType::person && found.first < last && first < found.last) {
        *person = &found;
        return true;
      }
    }
    return false;
  }

  const Found* covering(std::uint32_t s, std::int32_t first, std::int32_t last) const {
    for (const Found& found : names_[s]) {
      if (found.first <= first && last <= found.last) return &found;
    }
    return nullptr;
  }

  void combine(std::uint32_t s) {
    std::vector<Mention> here;
    std::vector<bool> taken(names_[s].size());
    const std::int32_t n = reading_.size(s);
    for (std::int32_t at = 0; at < n;) {
      const NameMatch match = vocabulary_.name_at(reading_, {s, at});
      if (match.meanings == nullptr) {
        ++at;
        continue;
      }
      const Found* person = nullptr;
      const Found* around = covering(s, at, match.last);
      if (overlaps_person(s, at, match.last, &person) && !gazetteer_beats_person(*match.meanings, *person, at, match.last)) {
        at = std::max(match.last, at + 1);
        continue;
      }
      const bool longer = around != nullptr && around->last - around->first > match.last - at &&
                          (around->type == NameType::organization || around->type == NameType::misc || around->type == NameType::location) &&
                          !is_possessor(s, match.last, *around);
      const ontology::Ontology::Meaning* meaning = choose(s, at, match, around);
      if (meaning != nullptr) {
        Mention mention = from_gazetteer(s, at, match, *meaning);
        mention.nested = longer;
        here.push_back(std::move(mention));
        if (!longer) {
          for (std::size_t i = 0; i < names_[s].size(); ++i) {
            if (names_[s][i].first < match.last && at < names_[s][i].last) {
              if (around == &names_[s][i] && around->last > match.last + 1) {  // "Iran's Atomic Energy Organization"
                names_[s][i].first = match.last + (is_possessive(s, match.last) ? 1 : 0);
                continue;
              }
              taken[i] = true;
            }
          }
        }
      }
      at = match.last;
    }
    for (std::size_t i = 0; i < names_[s].size(); ++i) {
      if (!taken[i]) add_recognised(s, names_[s][i], here);
    }
    take_in_demonyms(s, here);
    std::sort(here.begin(), here.end(), [](const Mention& a, const Mention& b) {
      return std::tie(a.first, b.last, a.nested) < std::tie(b.first, a.last, b.nested);
    });
    for (Mention& mention : here) mentions_.push_back(std::move(mention));
  }

  /// "[Russian] Federal Transport Agency", "Mexican Army", "US Embassy": the people's name opens the body's.
  void take_in_demonyms(std::uint32_t s, std::vector<Mention>& here) const {
    for (Mention& body : here) {
      const bool ministry = vocabulary_.is_organization_word(reading_.lower({s, body.first})) || vocabulary_.is_organization_word(reading_.lower({s, body.last - 1}));
      if (body.label != EntityLabel::organization || !body.key.empty() || body.nested || !ministry) continue;
      for (Mention& people : here) {
        if (people.last != body.first || people.label != EntityLabel::state || people.nested) continue;
        people.nested = true;
        body.first = body.outer = people.first;
        body.name = clean_name(slice(reading_.text(), reading_.span(s, body.first, body.last)));
        body.folded = fold_name(body.name);
      }
    }
  }

  bool is_possessive(std::uint32_t s, std::int32_t at) const {
    if (at >= reading_.size(s)) return false;
    const std::string& word = reading_.lower({s, at});
    return word == "'s" || word == "’s" || word == "'" || word == "’";
  }

  /// "Mexico's National Guard" as one recognised name is two names.
  bool is_possessor(std::uint32_t s, std::int32_t last, const Found& around) const {
    return last < around.last && is_possessive(s, last);
  }

  static bool gazetteer_beats_person(const std::vector<ontology::Ontology::Meaning>& meanings, const Found& person,
                                     std::int32_t first, std::int32_t last) {
    const bool same = person.first == first && person.last == last;
    return std::any_of(meanings.begin(), meanings.end(), [&](const auto& meaning) {
      if (meaning.ambiguous) return false;
      if (same) return meaning.id.starts_with("state:") || person.score < 10;
      return first <= person.first && person.last <= last && !meaning.id.starts_with("place:");
    });
  }

  /// "Florida, Georgia and Ohio": a name that a state shares with a region of another one is the region's where
  /// its sisters stand near and the article does not speak of the state otherwise. nullptr: no such name, or the state.
  const ontology::Ontology::Meaning* region_meant(std::uint32_t s, const std::vector<ontology::Ontology::Meaning>& meanings) const {
    if (meanings.size() < 2 || !meanings.front().ambiguous || !meanings.front().id.starts_with("state:")) return nullptr;
    const ontology::State* state = vocabulary_.ontology().state(meanings.front().id);
    for (const ontology::Ontology::Meaning& other : meanings) {
      const ontology::Place* region = other.id.starts_with("place:") ? vocabulary_.ontology().place(other.id) : nullptr;
      if (region == nullptr || region->kind != "region" || region->state == meanings.front().id || state == nullptr) continue;
      if (reading_.text().find(state->capital) != std::string_view::npos) return nullptr;
      for (const std::string& people : state->demonyms) {
        if (reading_.text().find(people) != std::string_view::npos) return nullptr;
      }
      const std::uint32_t from = s > 0 ? s - 1 : s, to = std::min(s + 1, reading_.sentence_count() - 1);
      const std::string_view near = slice(reading_.text(), ByteSpan{reading_.sentence(from).span.begin, reading_.sentence(to).span.end});
      for (const ontology::Place& sister : vocabulary_.ontology().places) {
        if (&sister != region && sister.state == region->state && sister.kind == "region" && near.find(sister.name) != std::string_view::npos) return &other;
      }
    }
    return nullptr;
  }

  const ontology::Ontology::Meaning* choose(std::uint32_t s, std::int32_t at, const NameMatch& match, const Found* around) const {
    if (const ontology::Ontology::Meaning* region = region_meant(s, *match.meanings)) return region;
    const bool capitals = is_capital_word(slice(reading_.text(), reading_.span(s, at, match.last)));
    const bool same = around != nullptr && around->first == at && around->last == match.last;
    const ontology::Ontology::Meaning* best = nullptr;
    for (const auto& meaning : *match.meanings) {
      if (meaning.acronym && !capitals) continue;
      // "House Foreign Affairs Committee" does not hold the magazine of that name.
      if (meaning.ambiguous && meaning.id.starts_with("org:") && around != nullptr && !same) continue;
      if (meaning.ambiguous && meaning.id.starts_with("org:") && article_.is_of_another_state(meaning.id)) continue;
      if (meaning.ambiguous) {
        // Needs the recogniser's word that it is a name of this kind.
        if (around == nullptr || around->type == NameType::person) {
          if (around != nullptr || reading_.token({s, at}).upos != text::Upos::PROPN || !meaning.id.starts_with("state:") ||
              meaning.via == Via::demonym) {
            continue;
          }
          if (at > 0 && reading_.token({s, at - 1}).upos == text::Upos::PROPN) continue;
        }
      }
      if (best == nullptr) best = &meaning;
      // The recogniser may know better which of several things is meant.
      if (same && meaning.id.starts_with("org:") && around->type == NameType::organization && !best->id.starts_with("state:")) best = &meaning;
      if (same && meaning.id.starts_with("place:") && around->type == NameType::location && best->id.starts_with("org:")) best = &meaning;
    }
    // An adjective at the start of a sentence, a demonym that is no adjective, a lower-case word: no names.
    return best;
  }

  Mention from_gazetteer(std::uint32_t s, std::int32_t first, const NameMatch& match, const ontology::Ontology::Meaning& meaning) const {
    Mention mention{.sentence = s, .first = first, .last = match.last, .outer = first};
    mention.name = clean_name(slice(reading_.text(), reading_.span(s, first, match.last)));
    mention.key = std::string(meaning.id);
    mention.demonym = meaning.via == Via::demonym;
    mention.label = meaning.id.starts_with("state:") ? EntityLabel::state
                    : meaning.id.starts_with("org:") ? EntityLabel::organization
                                                     : EntityLabel::place;
    mention.score = 3;
    if (meaning.via == Via::capital || (meaning.via == Via::metonym && meaning.id.starts_with("state:"))) {
      // A city or building first; the government if it acts.
      mention.government = mention.key;
      mention.label = EntityLabel::place;
      mention.key.clear();
      for (const auto& other : *match.meanings) {
        if (other.id.starts_with("place:")) mention.key = std::string(other.id);
      }
    }
    mention.folded = fold_name(mention.name);
    return mention;
  }

  void add_recognised(std::uint32_t s, const Found& found, std::vector<Mention>& here) {
    if (found.first >= found.last) return;
    Mention mention{.sentence = s, .first = found.first, .last = found.last, .outer = found.first};
    mention.name = clean_name(slice(reading_.text(), reading_.span(s, found.first, found.last)));
    mention.folded = fold_name(mention.name);
    mention.score = found.score;
    if (mention.folded.empty() || mention.name.size() > 120) return;
    if (found.type != NameType::location && vocabulary_.is_no_body(mention.folded)) return;
    // "Ann Novak (D-NY)": a party and a state
    if (found.type == NameType::organization && mention.name.size() <= 8 && (mention.name.starts_with("D-") || mention.name.starts_with("R-"))) return;
    if (found.type == NameType::organization && (article_.are_letters_of_a_thing(mention.folded) || is_subject(s, found) || is_of_common_words(s, found))) return;
    // "Secretary of Commerce", "Nominee for": an office, no body.
    if (found.type == NameType::organization && found.last - found.first >= 2 && is_title(s, found.first) && one_of(reading_.lower({s, found.first + 1}), {"of", "for", "to"})) return;
    switch (found.type) {
      case NameType::person: mention.label = EntityLabel::person; break;
      case NameType::organization: mention.label = EntityLabel::organization; break;
      case NameType::location: mention.label = EntityLabel::place; break;
      case NameType::norp: return;  // peoples and creeds are no actors of their own
      case NameType::misc: mention.label = EntityLabel::policy; break;
    }
    // "Nobody", "Here": a lone word that is no name names no agreement either.
    if (mention.label == EntityLabel::policy && found.last - found.first == 1 && reading_.token({s, found.first}).upos != text::Upos::PROPN) return;
    if (mention.label == EntityLabel::person && !plausible_person(s, found)) return;
    if (mention.label == EntityLabel::organization && found.last - found.first == 1 &&
        (reading_.token({s, found.first}).upos == text::Upos::ADJ || vocabulary_.is_portfolio(mention.folded) || is_title(s, found.first) || vocabulary_.is_honorific(reading_.lower({s, found.first})))) {
      return;  // "European", "Commerce", "Deputy": which body it is depends on words that are not there
    }
    here.push_back(std::move(mention));
  }

  bool plausible_person(std::uint32_t s, const Found& found) const {
    if (found.last - found.first > 8) return false;
    const OfficeMatch office = vocabulary_.office_at(reading_, {s, found.first});
    if (office.office != nullptr && office.last >= found.last) return false;
    if (found.last - found.first == 1 && is_generation(reading_.lower({s, found.first}))) return false;
    bool capital = false, peoples = true;
    for (std::int32_t at = found.first; at < found.last; ++at) {
      if (reading_.lower({s, at}) == "and") return false;  // "Housing and Urban Development"
      peoples = peoples && vocabulary_.is_people(reading_.lower({s, at}));
      if (reading_.upper_initial({s, at})) capital = true;
      const std::string_view word = reading_.form({s, at});
      if (word.find('{') != std::string_view::npos || word.find('@') != std::string_view::npos || word.find('/') != std::string_view::npos) return false;
    }
    // Rooms, programmes, streets; "the Biden-Harris administration"
    const std::string& tail = reading_.lower({s, found.last - 1});
    if (peoples || is_ticket(s, found)) return false;
    // "Rivers Organizations", "Sunni Members"
    const std::string_view one = tail.size() > 4 && tail.back() == 's' ? std::string_view(tail).substr(0, tail.size() - 1) : std::string_view();
    if (found.last - found.first > 1 && (vocabulary_.is_organization_word(one) || vocabulary_.is_title_head(one)) && !vocabulary_.is_given_name(reading_.lower({s, found.first}))) return false;
    // "Ann Novak, MA": a degree
    const bool degree = found.last - found.first == 1 && found.first > 0 && reading_.lower({s, found.first - 1}) == "," && is_capital_word(reading_.form({s, found.first})) && tail.size() <= 3;
    if (degree) return false;
    if (one_of(tail, {"room", "program", "programme", "building", "bridge", "street", "avenue", "stream", "park", "hall", "airport", "highway", "river", "island",
                      "islands", "grant", "grants", "call", "calls", "air", "ship", "law", "act"})) {
      return false;
    }
    // "Adviser for Global Security Ann Lee": what the office is for.
    const bool of_office = found.first >= 2 && reading_.lower({s, found.first - 1}) == "for" && reading_.upper_initial({s, found.first - 2}) && is_title(s, found.first - 2);
    if (of_office && found.last - found.first >= 2 && !vocabulary_.is_given_name(reading_.lower({s, found.first}))) return false;
    if (found.last < reading_.size(s) && one_of(reading_.lower({s, found.last}), {"administration", "administrations"}) &&
        slice(reading_.text(), reading_.span(s, found.first, found.last)).find('-') != std::string_view::npos) {
      return false;
    }
    const std::string& only = reading_.lower({s, found.first});
    if (found.last - found.first == 1 && (vocabulary_.is_title_head(only) || vocabulary_.is_honorific(only))) return false;
    return capital;
  }

  /// "Novak-Brook": a president and whoever stands with him.
  bool is_ticket(std::uint32_t s, const Found& found) const {
    const std::string_view written = slice(reading_.text(), reading_.span(s, found.first, found.last));
    const std::size_t cut = written.find('-');
    if (cut == std::string_view::npos || written.find(' ') != std::string_view::npos) return false;
    const auto known = [&](std::string_view family) {
      const std::string folded = fold_name(family);
      return !vocabulary_.ontology().whose("president", folded).empty() || !vocabulary_.ontology().whose("vice president", folded).empty();
    };
    return known(written.substr(0, cut)) && known(written.substr(cut + 1));
  }

  /// A body's name without a word for a body, all of whose words the article also writes small: "Legal Profession",
  /// "Tight Security".
  bool is_of_common_words(std::uint32_t s, const Found& found) {
    std::int32_t words = 0;
    for (std::int32_t at = found.first; at < found.last; ++at) {
      const std::string& word = reading_.lower({s, at});
      if (vocabulary_.is_organization_word(word) || !article_.writes_small(word)) return false;
      words += word.size() > 3 ? 1 : 0;
    }
    return words >= 2;
  }

  /// "a master's degree in Rivers Studies", "the Secretary of the Treasury": what is studied, what a minister is for.
  bool is_subject(std::uint32_t s, const Found& found) const {
    if (found.first < 2) return false;
    const std::string& before = reading_.lower({s, found.first - 1});
    const std::string& second = reading_.lower({s, found.first - 2});
    if (before == "in" && one_of(second, {"degree", "minor", "major", "doctorate", "bachelor", "master", "bachelors", "masters", "b.a.", "m.a.", "b.s.", "m.s.", "ph.d.", "ph.d", "ba", "ma", "bs", "ms", "phd", "msn", "bsn", "mba", "diploma"})) return true;
    const std::int32_t title = before == "the" && second == "of" ? found.first - 3 : before == "of" ? found.first - 2 : -1;
    return title >= 0 && found.last - found.first == 1 && one_of(reading_.lower({s, title}), {"secretary", "minister", "undersecretary"});
  }

  const Reading& reading_;
  const Vocabulary& vocabulary_;
  const std::vector<bool>& skipped_;
  std::vector<std::vector<Found>> names_;
  std::vector<Mention> mentions_;
  ArticleWords article_;
};

}  // namespace

std::string clean_name(std::string_view written) {
  std::string name;
  for (const char c : written) {
    if (c == '[' || c == ']' || c == '(' || c == ')' || c == '"') continue;
    if (c == '\n' || c == '\t' || c == ' ') {
      if (!name.empty() && name.back() != ' ') name += ' ';
    } else {
      name += c;
    }
  }
  while (!name.empty() && (name.back() == ' ' || name.back() == ',')) name.pop_back();
  for (const std::string_view article : {"the ", "The ", "THE "}) {
    if (name.starts_with(article)) name.erase(0, article.size());
  }
  for (const std::string_view ending : {"'s", "’s"}) {
    if (name.size() > ending.size() && name.ends_with(ending)) name.erase(name.size() - ending.size());
  }
  return name;
}

std::vector<Mention> find_names(const Reading& reading, const Vocabulary& vocabulary, const std::vector<bool>& skipped) {
  return Finder(reading, vocabulary, skipped).run();
}

}  // namespace kg::extract
