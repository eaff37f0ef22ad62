#include "extract/titles.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kg::extract {

namespace {

bool joins_body(std::string_view word) { return one_of(word, {"of", "at", "for", "in", "with", "to", "from"}); }

std::string last_word(std::string_view folded) {
  const std::size_t cut = folded.rfind(' ');
  return std::string(cut == std::string_view::npos ? folded : folded.substr(cut + 1));
}

}  // namespace

TitleReader::TitleReader(const Reading& reading, const Vocabulary& vocabulary, const std::vector<Mention>& mentions,
                         const std::vector<std::vector<std::int32_t>>& at)
    : reading_(reading), vocabulary_(vocabulary), mentions_(mentions), at_(at) {}

bool TitleReader::is_possessive(std::uint32_t s, std::int32_t at) const {
  const std::string& word = reading_.lower({s, at});
  return word == "'s" || word == "’s" || word == "'" || word == "’";
}

bool TitleReader::is_head(std::uint32_t s, std::int32_t at) const {
  const TokenRef t{s, at};
  if (vocabulary_.is_title_head(reading_.lower(t))) return true;
  if (reading_.token(t).upos == text::Upos::VERB) return false;
  const std::string lemma = to_lower(reading_.lemma(t));
  if (lemma != reading_.lower(t)) return vocabulary_.is_title_head(lemma);
  // "Presidents", whose lemma as a name keeps the ending
  return lemma.size() > 3 && lemma.back() == 's' && vocabulary_.is_title_head(lemma.substr(0, lemma.size() - 1));
}

bool TitleReader::is_mode(std::uint32_t s, std::int32_t at, std::string* mode) const {
  const std::string& word = reading_.lower({s, at});
  std::string found;
  if (one_of(word, {"former", "ex", "then", "late", "ousted", "deposed", "ex-president", "onetime", "outgoing", "one-time", "past"})) found = "former";
  if (one_of(word, {"acting", "interim", "caretaker", "provisional"})) found = "acting";
  if (one_of(word, {"elect", "designate", "incoming", "-elect", "-designate", "designated"})) found = "elect";
  if (found.empty()) return false;
  if (word == "outgoing") found.clear();
  if (mode != nullptr && !found.empty()) *mode = found;
  return true;
}

/// "While in Brussels President Novak will …": where somebody is, not whose office it is.
bool TitleReader::is_whereabouts(const Mention& mention) const {
  return mention.label == EntityLabel::place && mention.first > 0 && one_of(reading_.lower({mention.sentence, mention.first - 1}), {"in", "at", "near", "outside"});
}

/// The state or body that a mention at this token names, the longest one.
const Mention* TitleReader::body_at(std::uint32_t s, std::int32_t at) const {
  const std::int32_t m = at_[s][static_cast<std::size_t>(at)];
  if (m < 0) return nullptr;
  const Mention& mention = mentions_[static_cast<std::size_t>(m)];
  if (mention.label == EntityLabel::person || mention.label == EntityLabel::policy) return nullptr;
  // "a Singapore-based economist"
  if (mention.last + 1 < reading_.size(s) && reading_.lower({s, mention.last}) == "-" && reading_.lower({s, mention.last + 1}) == "based") return nullptr;
  if (is_whereabouts(mention)) return nullptr;
  // A town or region that is no capital has no offices of state: "Representative X of New York".
  return mention.label == EntityLabel::place && mention.government.empty() ? nullptr : &mention;
}

/// The town, region or state that a mention at this token names as a place.
const Mention* TitleReader::place_at(std::uint32_t s, std::int32_t at) const {
  const std::int32_t m = at_[s][static_cast<std::size_t>(at)];
  if (m < 0) return nullptr;
  const Mention& mention = mentions_[static_cast<std::size_t>(m)];
  return mention.label == EntityLabel::place && !mention.demonym ? &mention : nullptr;
}

/// Tokens [first, last) hold an office of a town or region: "mayor", "chief of police".
bool TitleReader::is_local(std::uint32_t s, std::int32_t first, std::int32_t last) const {
  for (std::int32_t at = first; at < last; ++at) {
    std::string phrase;
    for (std::int32_t end = at; end < std::min(last, at + 3); ++end) {
      phrase += (end > at ? " " : "") + reading_.lower({s, end});
      if (vocabulary_.is_local_office(phrase)) return true;
    }
  }
  return false;
}

/// "Lodna Attorney General", "Lodna's chief justice": an office that states have as well, of the region named right before it.
bool TitleReader::is_regional(std::uint32_t s, std::int32_t first) const {
  const Mention* place = place_at(s, first);
  if (place == nullptr || place->first != first || is_whereabouts(*place)) return false;
  const std::int32_t at = place->last < reading_.size(s) && is_possessive(s, place->last) ? place->last + 1 : place->last;
  if (at + 1 >= reading_.size(s)) return false;
  const std::string& word = reading_.lower({s, at});
  const std::string& next = reading_.lower({s, at + 1});
  return (word == "attorney" && next == "general") || (word == "chief" && next == "justice");
}

/// "mayor of Lodna", "of the Kenyan town of Lodna": the place whose office it is, behind the "of".
const Mention* TitleReader::place_of_office(std::uint32_t s, std::int32_t at, std::int32_t last) const {
  for (std::int32_t k = at; k < std::min(last, at + 6); ++k) {
    if (const Mention* place = place_at(s, k); place != nullptr) return place;
    const text::Upos tag = reading_.token({s, k}).upos;
    const bool people = at_[s][static_cast<std::size_t>(k)] >= 0 && mentions_[static_cast<std::size_t>(at_[s][static_cast<std::size_t>(k)])].demonym;
    if (!people && reading_.lower({s, k}) != "of" && tag != text::Upos::NOUN && tag != text::Upos::ADJ && tag != text::Upos::DET) return nullptr;
  }
  return nullptr;
}

/// The first token of the title phrase that ends at `end`; `end` if there is none.
std::int32_t TitleReader::start_before(std::uint32_t s, std::int32_t end) const {
  if (end <= 0) return end;
  // "Labour MP (Member of Parliament) Tom Watson"
  if (reading_.lower({s, end - 1}) == ")") {
    for (std::int32_t k = end - 2; k > std::max(0, end - 8); --k) {
      if (reading_.lower({s, k}) != "(") continue;
      const std::int32_t start = start_before(s, k);
      return start < k ? start : end;
    }
  }
  std::int32_t at = end;
  bool any = false;
  // The title itself: known offices and general heads, joined by "and", with their modifiers.
  for (;;) {
    std::int32_t start = -1;
    for (std::int32_t k = std::max(0, at - 8); k < at; ++k) {
      if (vocabulary_.office_at(reading_, {s, k}).last == at) {
        start = k;
        break;
      }
    }
    if (start < 0 && at > 0 && (is_head(s, at - 1) || vocabulary_.is_honorific(reading_.lower({s, at - 1})))) start = at - 1;
    if (start < 0 && any && is_mode(s, at - 1)) {
      --at;
      continue;
    }
    if (start < 0 && at >= 2 && is_mode(s, at - 1) && is_head(s, at - (reading_.lower({s, at - 2}) == "-" ? 3 : 2))) {
      start = at - (reading_.lower({s, at - 2}) == "-" ? 3 : 2);  // "President-elect"
    }
    if (start < 0) break;
    any = true;
    const bool capital = reading_.upper_initial({s, start});
    at = start;
    while (at > 0) {
      const TokenRef before{s, at - 1};
      const text::Upos tag = reading_.token(before).upos;
      if (body_at(s, at - 1) != nullptr) break;
      const std::string& word = reading_.lower(before);
      const bool noun = tag == text::Upos::NOUN || tag == text::Upos::ADJ || tag == text::Upos::PROPN;
      const std::int32_t m = at_[s][static_cast<std::size_t>(at - 1)];
      // "deputy Asia director": a region that the office is for.
      if (m >= 0 && mentions_[static_cast<std::size_t>(m)].label == EntityLabel::place && mentions_[static_cast<std::size_t>(m)].last == at && !is_whereabouts(mentions_[static_cast<std::size_t>(m)])) {
        at = mentions_[static_cast<std::size_t>(m)].first;
        continue;
      }
      if (m >= 0) break;
      if (is_mode(s, at - 1)) break;
      if (noun && reading_.upper_initial(before) == capital && !one_of(word, {"mr.", "right", "left"})) {
        --at;
      } else if (!capital && (word == "and" || word == "-") && at >= 2 && tag != text::Upos::ADP &&
                 reading_.token({s, at - 2}).upos != text::Upos::PUNCT && !reading_.upper_initial({s, at - 2}) &&
                 (reading_.token({s, at - 2}).upos == text::Upos::NOUN || reading_.token({s, at - 2}).upos == text::Upos::ADJ)) {
        at -= 2;
      } else if (capital && (word == "for" || word == "of" || word == "to" || word == "and") && at >= 2 &&
                 reading_.upper_initial({s, at - 2}) && at_[s][static_cast<std::size_t>(at - 2)] < 0 && tag != text::Upos::PUNCT) {
        // "Special Representative for Korean Peninsula Peace and Security Affairs": only if a head is on the left.
        bool head = false;
        for (std::int32_t k = at - 2; k >= std::max(0, at - 6); --k) head = head || is_head(s, k);
        if (!head) break;
        at -= 2;
      } else {
        break;
      }
    }
    // "Deputy Prime Minister and Foreign Minister"
    if (at >= 2 && (reading_.lower({s, at - 1}) == "and" || reading_.lower({s, at - 1}) == "&") && is_head(s, at - 2) &&
        at_[s][static_cast<std::size_t>(at - 2)] < 0) {
      --at;
      continue;
    }
    if (at >= 1 && is_head(s, at - 1) && at_[s][static_cast<std::size_t>(at - 1)] < 0) continue;
    break;
  }
  if (!any) {
    // "Special Representative for Peninsula Peace and Security Affairs X": the head stands further left.
    const std::int32_t run = run_before(s, end, false);
    for (std::int32_t k = run; k + 1 < end; ++k) {
      if (is_head(s, k) && (joins_body(reading_.lower({s, k + 1})) || reading_.lower({s, k + 1}) == "on")) return run;
    }
    return end;
  }
  // What the title is of, and how it is held.
  const bool local = is_local(s, at, end);
  while (at > 0) {
    const std::int32_t before = at - 1;
    if (is_mode(s, before)) {
      --at;
    } else if (reading_.lower({s, before}) == "-" && at >= 2 && is_mode(s, at - 2)) {
      at -= 2;
    } else if (is_possessive(s, before) && at >= 2 && body_at(s, at - 2) != nullptr) {
      at = body_at(s, at - 2)->first;
    } else if (body_at(s, before) != nullptr && body_at(s, before)->last == at) {
      at = body_at(s, before)->first;
    } else if (const Mention* place = place_at(s, is_possessive(s, before) && before > 0 ? before - 1 : before); place != nullptr && (local || (place->government.empty() && is_regional(s, place->first)))) {
      at = place_at(s, is_possessive(s, before) ? before - 1 : before)->first;
    } else if (reading_.lower({s, before}) == ")" && at >= 4 && reading_.lower({s, at - 3}) == "(" && body_at(s, at - 4) != nullptr) {
      at = body_at(s, at - 4)->first;
    } else {
      break;
    }
  }
  const std::int32_t start = run_before(s, at, true);
  // "former Ohio governor and US Senator X": a title of its own stands before "and"; "the president and X" are two.
  if (start >= 2 && one_of(reading_.lower({s, start - 1}), {"and", "&"}) && is_head(s, start - 2) && at_[s][static_cast<std::size_t>(start - 2)] < 0) {
    const std::int32_t more = start_before(s, start - 1);
    const bool own = more < start - 2 && (more == 0 || !one_of(reading_.lower({s, more - 1}), {"the", "a", "an"})) && !one_of(reading_.lower({s, more}), {"the", "a", "an"});
    if (own) return more;
  }
  return start;
}

/// Long titles of bodies: "Ministry for Economic Affairs and Climate Action State Secretary", "Republic of Korea
/// (ROK) First Vice Foreign Minister": capitalised words with their joints, up to a person or a small word.
std::int32_t TitleReader::run_before(std::uint32_t s, std::int32_t end, bool titled) const {
  std::int32_t at = end;
  const auto capital = [&](std::int32_t k) {
    return k >= 0 && reading_.upper_initial({s, k}) && reading_.token({s, k}).upos != text::Upos::VERB && reading_.token({s, k}).upos != text::Upos::ADV &&
           reading_.token({s, k}).upos != text::Upos::PRON && reading_.token({s, k}).upos != text::Upos::ADP &&
           reading_.token({s, k}).upos != text::Upos::CCONJ && reading_.token({s, k}).upos != text::Upos::SCONJ;
  };
  const auto person = [&](std::int32_t k) {
    const std::int32_t m = at_[s][static_cast<std::size_t>(k)];
    return m >= 0 && mentions_[static_cast<std::size_t>(m)].label == EntityLabel::person;
  };
  // An office whose words stand behind the joint needs another before it: "Adviser to the President X".
  const auto has_head = [&](std::int32_t joint) {
    for (std::int32_t k = joint - 2; k >= std::max(0, joint - 10) && !person(k) && (capital(k) || joins_body(reading_.lower({s, k}))); --k) {
      if (is_head(s, k)) return true;
    }
    return false;
  };
  while (at > 0 && end - at < 24) {
    const std::int32_t before = at - 1;
    const std::string& word = reading_.lower({s, before});
    if (person(before)) break;
    if (capital(before) && !(before == 0 && reading_.token({s, before}).upos == text::Upos::DET)) {
      --at;
    } else if (word == ")" && at >= 4 && reading_.lower({s, at - 3}) == "(" && capital(at - 4)) {
      at -= 3;
    } else if ((is_possessive(s, before) || word == "-" || word == "/") && capital(at - 2) && !person(at - 2)) {
      at -= 2;
    } else if (one_of(word, {"of", "for", "to"}) && capital(at - 2) && !person(at - 2) && (reading_.xpos({s, at - 2}) != "NNS" || is_head(s, at - 2)) &&  // "Supporters of General X"
               (word == "of" || !titled || has_head(at))) {  // "a message from the Council to Speaker X"
      at -= 2;
    } else if (word == "on" && at >= 2 && capital(at - 2) && is_head(s, at - 2)) {  // "Special Envoy on Chad X"
      at -= 2;
    } else if (one_of(word, {"the"}) && at >= 3 && one_of(reading_.lower({s, at - 2}), {"of", "for", "to"}) && capital(at - 3) && !person(at - 3)) {
      at -= 3;
    } else if (one_of(word, {"and", "&"}) && capital(at - 2) && !person(at - 2)) {
      // Only inside a title: some head must stand further left, and no other name of a state ends here.
      bool head = false;
      for (std::int32_t k = at - 2; k >= std::max(0, at - 9) && !head; --k) {
        if (person(k) || (!capital(k) && !joins_body(reading_.lower({s, k})) && reading_.lower({s, k}) != "and")) break;
        head = is_head(s, k) || vocabulary_.is_organization_word(reading_.lower({s, k}));
      }
      const Mention* body = body_at(s, at - 2);
      if (!head || (body != nullptr && body->label == EntityLabel::state)) break;
      at -= 2;
    } else {
      break;
    }
  }
  return at;
}

/// "Rivers, Ports |and Trade Affairs|": the end of what an office is for, that begins at `at`; another office ends it.
std::int32_t TitleReader::end_of_field(std::uint32_t s, std::int32_t at, std::int32_t last) const {
  std::int32_t end = at;
  while (end < last && !joins_body(reading_.lower({s, end})) && reading_.lower({s, end}) != "(") {
    if (one_of(reading_.lower({s, end}), {",", "and", "&"})) {
      for (std::int32_t k = end + 1; k < last && !joins_body(reading_.lower({s, k})); ++k) {
        if (is_head(s, k)) return end;
      }
    }
    ++end;
  }
  return end;
}

std::vector<RawTitle> TitleReader::parse(std::uint32_t s, std::int32_t first, std::int32_t last) const {
  std::vector<RawTitle> titles;
  std::string mode;
  const Mention* of = nullptr;
  const Mention* sender = nullptr;  // the state before a body: "France's U.N. …"
  std::int32_t at = first;
  const bool regional = is_regional(s, first);
  const bool local = regional || is_local(s, first, last);
  while (at < last) {
    const TokenRef t{s, at};
    const std::string& word = reading_.lower(t);
    if (one_of(word, {"the", "a", "an", "his", "her", "its", "their", "our", "as", "my", "and", "new", "current", "longtime", "two", "three", "four", "both"}) || is_possessive(s, at) || word == "-" ||
        word == "(" || word == ")" || (word == "," && of != nullptr)) {
      ++at;
    } else if (is_mode(s, at, &mode)) {
      ++at;
    } else if (const Mention* body = body_at(s, at); body != nullptr) {
      if (body->label != EntityLabel::organization) sender = body;
      if (of == nullptr || of->label == EntityLabel::state || body->label == EntityLabel::organization) of = body;
      at = body->last;
    } else if (const Mention* place = local ? place_at(s, at) : nullptr; place != nullptr) {
      of = place;
      at = place->last;
    } else {
      break;
    }
  }
  std::int32_t start = at;
  std::int32_t head = -1;
  bool state_office = false;
  bool led_party = false;  // "Rivers Party leader and Prime Minister": the second is the state's
  const auto finish = [&](std::int32_t end) {
    if (head < 0) return;
    // "France's U.N. ambassador" is of France; whose a mere "U.N. ambassador" is, the words do not tell.
    const bool envoy = reading_.lower({s, head}) == "ambassador" && of != nullptr && of->label == EntityLabel::organization;
    if (envoy && vocabulary_.ontology().organization(of->key) != nullptr && vocabulary_.ontology().organization(of->key)->kind == "igo") {
      of = sender;
      state_office = true;
    }
    RawTitle title{.title = {}, .mode = mode, .of = -1, .of_state = state_office, .local = regional || is_local(s, start, head + 1), .first = first, .last = end};
    title.title = std::string(slice(reading_.text(), reading_.span(s, start, head + 1)));
    std::replace(title.title.begin(), title.title.end(), '\n', ' ');
    if (of != nullptr && !(led_party && title.of_state)) title.of = static_cast<std::int32_t>(of - mentions_.data());
    const ontology::Organization* record = of == nullptr ? nullptr : vocabulary_.ontology().organization(of->key);
    led_party = led_party || (of != nullptr && (of->folded.ends_with("party") || (record != nullptr && record->kind == "party")));
    titles.push_back(std::move(title));
  };
  while (at < last) {
    const TokenRef t{s, at};
    const OfficeMatch office = vocabulary_.office_at(reading_, t);
    const std::string& word = reading_.lower(t);
    if (office.office != nullptr && office.last <= last) {
      head = office.last - 1;
      state_office = office.office->of_state && office.office->rank != "other";
      // "Speaker of the House"
      for (std::int32_t k = at + 2; k < office.last && of == nullptr && office.office->rank != "diplomat"; ++k) {
        const Mention* inside = one_of(reading_.lower({s, k - 1}), {"of", "the"}) ? body_at(s, k) : nullptr;
        if (inside != nullptr && inside->label == EntityLabel::organization && inside->first == k && inside->folded != "parliament") of = inside;
      }
      at = office.last;
    } else if (is_head(s, at)) {
      head = at++;
      state_office = false;
    } else if (is_mode(s, at, &mode)) {
      ++at;
    } else if (word == "(" && head >= 0) {
      while (at < last && reading_.lower({s, at}) != ")") ++at;  // "Member of Parliament (MP)"
      at = std::min(at + 1, last);
    } else if (head >= 0 && (word == "and" || word == "&" || word == ",") && at + 1 < last) {
      // Another title: "Foreign Minister and Deputy Prime Minister".
      bool more = false;
      for (std::int32_t k = at + 1; k < last && !joins_body(reading_.lower({s, k})); ++k) more = more || is_head(s, k);
      if (!more) {
        ++at;
        continue;
      }
      finish(at);
      head = -1;
      start = ++at;
      while (start < last && (reading_.lower({s, start}) == "the" || reading_.lower({s, start}) == "and" || is_mode(s, start, &mode))) start = ++at;
      // "… and US Senator"
      if (const Mention* body = start < last ? body_at(s, start) : nullptr; body != nullptr && body->last < last) {
        of = body;
        start = at = body->last;
      }
    } else if (head >= 0 && joins_body(word)) {
      // "of Nigeria", "at the National Diplomatic Academy", "for the DPRK" (which is no body of an envoy's).
      std::int32_t k = at + 1;
      while (k < last && one_of(reading_.lower({s, k}), {"the", "a", "an"})) ++k;
      const Mention* body = k < last ? body_at(s, k) : nullptr;
      if (local && k < last && (body == nullptr || body->demonym)) {
        if (const Mention* place = place_of_office(s, k, last); place != nullptr) body = place;
      }
      const bool away = word == "to" || word == "for";
      // "Assistant Secretary of State for X" is no office of X; "Russia director for the Rivers Institute" is one of the institute.
      bool governs = false;
      for (std::int32_t w = start; w <= head; ++w) governs = governs || one_of(reading_.lower({s, w}), {"secretary", "minister", "ambassador", "chancellor", "premier"});
      const bool field = word == "for" && state_office && governs;
      const bool employer = !governs && of != nullptr && of->label == EntityLabel::state && body != nullptr && body->label == EntityLabel::organization && word == "for";
      if (employer) of = nullptr;
      if (field && (body == nullptr || body->label == EntityLabel::organization)) {
        at = k;
        at = end_of_field(s, k, last);
        if (at > k) head = at - 1;
      } else if (body != nullptr && !body->demonym && !(away && (of != nullptr || body->label != EntityLabel::organization)) && word != "from") {
        if (of == nullptr || (body->label == EntityLabel::organization && of->label == EntityLabel::state)) of = body;
        at = std::max(body->last, at + 1);
      } else {
        std::int32_t end = k;
        bool found = false;
        while (end < last && !joins_body(reading_.lower({s, end})) && reading_.lower({s, end}) != "," && reading_.lower({s, end}) != "and" &&
               (reading_.token({s, end}).upos != text::Upos::VERB || reading_.lower({s, end}) == "based")) {
          // "with the research company Novak Economics"
          const Mention* inside = body_at(s, end);
          if (inside != nullptr && of == nullptr && (word == "of" || (inside->label == EntityLabel::organization && one_of(word, {"at", "with", "for"})) ||
                                                                 (word == "to" && inside->demonym && inside->last < last && is_head(s, inside->last)))) {  // "adviser to the German chancellor"
            of = inside;
            found = true;
          }
          ++end;
        }
        if (end > k && !found) head = end - 1;
        at = std::max(end, at + 1);
      }
    } else if (const Mention* body = head >= 0 ? body_at(s, at) : nullptr; body != nullptr && body->label == EntityLabel::organization && is_possessive(s, at - 1)) {
      of = body;  // "head of Iran's Atomic Energy Organization"
      at = body->last;
    } else {
      ++at;
    }
  }
  finish(last);
  // Titles that share one body: "President and Prime Minister of X".
  for (std::size_t i = titles.size(); i-- > 0;) {
    if (titles[i].of < 0 && of != nullptr && !(led_party && titles[i].of_state)) titles[i].of = static_cast<std::int32_t>(of - mentions_.data());
  }
  return titles;
}

/// The first token of "first deputy head of Ukraine's Central Bank" that ends at `end`; `end` if there is none.
std::int32_t TitleReader::start_of_description(std::uint32_t s, std::int32_t end) const {
  if (end < 3) return end;
  const Mention* body = body_at(s, end - 1);
  if (body == nullptr) body = place_at(s, end - 1);
  if (body == nullptr || body->last != end || body->demonym) return end;
  std::int32_t at = body->first;
  if (body->label == EntityLabel::place && body->government.empty() && (at < 2 || !is_local(s, at - 2, at - 1))) return end;  // "The mayor of Lodna, X,"
  if (at >= 2 && is_possessive(s, at - 1) && body_at(s, at - 2) != nullptr) at = body_at(s, at - 2)->first;
  if (at >= 1 && reading_.lower({s, at - 1}) == "the") --at;
  if (at < 2 || !one_of(reading_.lower({s, at - 1}), {"of", "at", "to", "for", "on"}) || !is_head(s, at - 2) || at_[s][static_cast<std::size_t>(at - 2)] >= 0) return end;
  at -= 2;
  while (at > 0) {
    const text::Upos tag = reading_.token({s, at - 1}).upos;
    if ((tag != text::Upos::ADJ && tag != text::Upos::NOUN) || at_[s][static_cast<std::size_t>(at - 1)] >= 0) break;
    --at;
  }
  // "The U.S. ambassador to Norway", "Chile's ambassador to Norway"
  const std::int32_t owner = at >= 2 && is_possessive(s, at - 1) ? at - 2 : at - 1;
  if (const Mention* sender = owner >= 0 ? body_at(s, owner) : nullptr; sender != nullptr && sender->last == owner + 1) at = sender->first;
  return at;
}

/// "The vice president, Ada Brook, said": both commas stand.
bool TitleReader::end_of_apposition(const Mention& person) const {
  return person.last < reading_.size(person.sentence) && reading_.lower({person.sentence, person.last}) == ",";
}

/// The end of a description that begins behind a comma: the next comma, bracket, verb or relative word.
std::int32_t TitleReader::end_behind(std::uint32_t s, std::int32_t begin) const {
  const std::int32_t n = reading_.size(s);
  std::int32_t at = begin;
  for (; at < n && at < begin + 25; ++at) {
    const TokenRef t{s, at};
    const std::string& word = reading_.lower(t);
    const text::Upos tag = reading_.token(t).upos;
    const std::int32_t m = at_[s][static_cast<std::size_t>(at)];
    if (m >= 0 && mentions_[static_cast<std::size_t>(m)].label != EntityLabel::person) continue;
    if (m >= 0) break;
    if (one_of(word, {",", ";", ")", "(", "\"", "”", "“", ":", "--", "–", "—", "who", "which", "that", "told", "said"})) break;
    if (tag == text::Upos::PUNCT && word != "-" && word != "/" && word != "'" && word != "’" && word != "&") break;
    if (word == "based" && at > begin && reading_.lower({s, at - 1}) == "-") continue;
    if ((tag == text::Upos::VERB || tag == text::Upos::AUX) && !reading_.upper_initial(t) && !is_head(s, at) && !is_mode(s, at)) break;
  }
  return at;
}

void TitleReader::behind_comma(std::uint32_t s, std::int32_t begin, std::vector<RawTitle>& titles) const {
  const std::int32_t n = reading_.size(s);
  for (int part = 0; part < 4 && begin < n; ++part) {
    // "former Foreign Secretary, mayor of London, and member of Parliament": the later ones lean on the first.
    if (part > 0 && reading_.lower({s, begin}) == "and") ++begin;
    const std::int32_t end = begin < n ? end_behind(s, begin) : begin;
    if (end <= begin || one_of(reading_.lower({s, begin}), {"although", "though", "while", "whereas", "because", "since", "but"})) return;  // another clause begins
    // ", Attorney General Gertz": the title of the next one in a list.
    const std::int32_t next = end < n ? at_[s][static_cast<std::size_t>(end)] : -1;
    if (next >= 0 && mentions_[static_cast<std::size_t>(next)].label == EntityLabel::person) {
      // "an adviser to President Novak"
      const std::int32_t joint = start_before(s, end) - 1;
      if (joint <= begin || reading_.lower({s, joint}) != "to") return;
      for (RawTitle& title : parse(s, begin, joint)) {
        if (title.of < 0) title.serves = next;
        titles.push_back(std::move(title));
      }
      return;
    }
    if (reading_.lower({s, begin}) == "and" || reading_.lower({s, begin}) == "or" || reading_.lower({s, begin}) == "but") return;
    // "— obviously a close ally of the President"
    if (reading_.token({s, begin}).upos == text::Upos::ADV && !is_mode(s, begin) && !one_of(reading_.lower({s, begin}), {"currently", "formerly", "previously", "now", "once", "also"})) return;
    // "Karine, the President said …" speaks to Karine of somebody else.
    const bool acts = end < n && (reading_.token({s, end}).upos == text::Upos::VERB || reading_.token({s, end}).upos == text::Upos::AUX);
    if (acts && (part > 0 || reading_.lower({s, begin}) == "the")) return;
    const std::vector<RawTitle> parsed = parse(s, begin, end);
    if (parsed.empty()) return;
    // The head of the description must come early: ", a close ally of the president" is no office.
    std::int32_t head = begin;
    while (head < end && !is_head(s, head) && vocabulary_.office_at(reading_, {s, head}).office == nullptr) {
      if (joins_body(reading_.lower({s, head})) && body_at(s, head) == nullptr) return;
      ++head;
    }
    titles.insert(titles.end(), parsed.begin(), parsed.end());
    if (end >= n || reading_.lower({s, end}) != ",") return;
    begin = end + 1;
  }
}

void TitleReader::of_behind_name(const Mention& person, std::vector<RawTitle>& titles) const {
  const std::uint32_t s = person.sentence;
  const std::int32_t n = reading_.size(s);
  if (person.last + 1 >= n || !one_of(reading_.lower({s, person.last}), {"of", "from", "with", "at"})) return;
  const bool member = one_of(reading_.lower({s, person.last}), {"with", "at"});  // "analyst X with the Rivers Institute", not "President X with Iran"
  std::int32_t k = person.last + 1;
  if (reading_.lower({s, k}) == "the" && k + 1 < n) ++k;
  const Mention* body = body_at(s, k);
  if (body == nullptr || body->demonym || (member && body->label != EntityLabel::organization)) return;
  const auto at = static_cast<std::int32_t>(body - mentions_.data());
  for (RawTitle& title : titles) {
    const bool scholar = one_of(head_word(fold_name(title.title)), {"analyst", "expert", "professor", "fellow", "researcher", "economist", "scholar", "lecturer", "scientist", "strategist", "lawyer", "spokesman", "spokeswoman"});
    if (title.of < 0 && (!member || scholar)) title.of = at;
  }
}

/// "|Novak|'s spokesman": the mention of the person whose office begins at `at`; -1 if there is none.
std::int32_t TitleReader::owner_before(std::uint32_t s, std::int32_t at) const {
  if (at < 2 || !is_possessive(s, at - 1)) return -1;
  const std::int32_t m = at_[s][static_cast<std::size_t>(at - 2)];
  return m >= 0 && mentions_[static_cast<std::size_t>(m)].label == EntityLabel::person ? m : -1;
}

/// "X is the president of Y", "X, who served as minister of Y", "X resigned as governor of Y", "they elected X as
/// leader of Y": what the sentence tells of the person.
void TitleReader::told_of(const Mention& person, std::vector<RawTitle>& titles) const {
  const std::uint32_t s = person.sentence;
  const std::int32_t n = reading_.size(s);
  const auto word = [&](std::int32_t at) -> std::string_view { return at < n ? std::string_view(reading_.lower({s, at})) : std::string_view(); };
  const auto is_adverb = [&](std::int32_t at) { return one_of(word(at), {"also", "now", "currently", "previously", "later", "once", "formerly", "briefly", "recently", "then"}); };
  std::int32_t at = person.last;
  if (word(at) == ",") ++at;
  if (word(at) == "who") ++at;
  while (is_adverb(at)) ++at;
  bool past = false, told = false;
  if (one_of(word(at), {"has", "had", "have"}) && one_of(word(at + 1), {"been", "served"})) {
    past = word(at) == "had";
    ++at;
  }
  if (one_of(word(at), {"is", "was", "became", "becomes", "been", "remains"})) {
    past = past || (word(at) == "was" && at > person.last);
    told = true;
    ++at;
    while (is_adverb(at)) ++at;
    if (one_of(word(at), {"elected", "appointed", "named", "chosen", "re-elected", "reelected", "sworn", "installed", "made"})) {
      past = false;
      ++at;
      if (word(at) == "in") ++at;
      if (word(at) == "as") ++at;
    }
  } else if (one_of(word(at), {"serves", "served", "serving", "works", "worked", "acts", "acted", "resigned", "retired", "stepped"})) {
    past = one_of(word(at), {"served", "worked", "resigned", "retired", "stepped"});
    ++at;
    while (word(at) == "down" || is_adverb(at)) ++at;
    told = word(at) == "as";
    if (told) ++at;
  } else if (one_of(word(at), {"succeeded", "replaced"}) && at > person.last) {
    // ", who succeeded him as secretary"
    for (++at; at < std::min(n, person.last + 9) && word(at) != "as" && reading_.token({s, at}).upos != text::Upos::PUNCT; ++at) {}
    told = word(at) == "as";
    if (told) ++at;
  } else if (word(at) == "as" && at == person.last) {
    for (std::int32_t verb = person.outer - 1; verb >= std::max(0, person.outer - 3) && !told; --verb) told = one_of(reading_.lemma({s, verb}), {"elect", "appoint", "name", "choose", "install", "reappoint", "reelect"});
    ++at;
  }
  if (!told || at >= n) return;
  // "who was President Novak's envoy to …"
  std::int32_t owner = -1;
  for (std::int32_t k = at; k < std::min(n, at + 7) && owner < 0; ++k) {
    owner = k + 1 < n ? owner_before(s, k + 1) : -1;
    if (owner >= 0) at = k + 1;
  }
  const std::int32_t end = end_behind(s, at);
  const bool opens = owner >= 0 || one_of(word(at), {"the", "a", "an"}) || vocabulary_.office_at(reading_, {s, at}).office != nullptr || is_head(s, at) || is_mode(s, at) || body_at(s, at) != nullptr || place_at(s, at) != nullptr;
  const std::int32_t next = end < n ? at_[s][static_cast<std::size_t>(end)] : -1;
  const bool of_other = next >= 0 && mentions_[static_cast<std::size_t>(next)].label == EntityLabel::person && start_before(s, end) < end;  // "the one who beat X is Senator Y"
  if (end <= at || !opens || of_other) return;
  for (RawTitle& title : parse(s, at, end)) {
    if (title.of < 0) title.serves = owner;
    if (title.of < 0 && !title.of_state && owner < 0) continue;
    if (past && title.mode.empty()) title.mode = "former";
    titles.push_back(std::move(title));
  }
}

std::vector<RawTitle> TitleReader::around(std::int32_t m, std::int32_t& outer) const {
  const Mention& person = mentions_[static_cast<std::size_t>(m)];
  const std::uint32_t s = person.sentence;
  const std::int32_t n = reading_.size(s);
  std::vector<RawTitle> titles;
  outer = start_before(s, person.first);
  if (outer == person.first) outer = start_of_description(s, person.first);  // "the leader of the Rescue Party Kem Sokha"
  if (outer < person.first) titles = parse(s, outer, person.first);
  of_behind_name(person, titles);
  for (RawTitle& title : titles) {
    if (title.of < 0) title.serves = owner_before(s, outer);
  }
  // "the council, led by Prime Minister X"
  if (outer >= 3 && reading_.lower({s, outer - 1}) == "by" && one_of(reading_.lower({s, outer - 2}), {"led", "headed", "chaired"})) {
    const std::int32_t end = reading_.lower({s, outer - 3}) == "," ? outer - 4 : outer - 3;
    const Mention* body = end >= 0 ? body_at(s, end) : nullptr;
    for (RawTitle& title : titles) {
      // A president may lead any task force; a government's president is its own.
      const bool government = body != nullptr && (body->folded.find("council") != std::string::npos || body->folded.find("government") != std::string::npos || body->folded.find("junta") != std::string::npos);
      if (title.of < 0 && body != nullptr && body->label == EntityLabel::organization && (!title.of_state || government)) title.of = static_cast<std::int32_t>(body - mentions_.data());
    }
  }
  // "Presidents A of Nigeria and B of Benin": B shares the title.
  if (titles.empty() && person.last + 1 < n && reading_.lower({s, person.last}) == "of" && person.first >= 4 && reading_.lower({s, person.first - 1}) == "and") {
    const Mention* body = body_at(s, person.last + 1);
    const std::int32_t left = at_[s][static_cast<std::size_t>(person.first - 2)];
    if (body != nullptr && !body->demonym && left >= 0) {
      for (std::int32_t k = mentions_[static_cast<std::size_t>(left)].first - 1; k >= std::max(0, person.first - 12); --k) {
        const std::int32_t other = at_[s][static_cast<std::size_t>(k)];
        if (other < 0 || mentions_[static_cast<std::size_t>(other)].label != EntityLabel::person) continue;
        std::int32_t start = mentions_[static_cast<std::size_t>(other)].first;
        const std::int32_t title = start - 1;
        if (title < 0 || !is_head(s, title) || !reading_.lower({s, title}).ends_with("s")) break;
        std::string word(reading_.form({s, title}));
        word.pop_back();
        titles.push_back({.title = word, .mode = {}, .of = static_cast<std::int32_t>(body - mentions_.data()), .of_state = true, .first = title, .last = title + 1});
        break;
      }
    }
  }
  // "Iran's president, Hassan Rouhani,", "a Defense Ministry spokesman, Major General Igor Konashenkov,"
  const bool nobody = std::none_of(titles.begin(), titles.end(), [](const RawTitle& title) { return title.of >= 0; });
  if (nobody && outer >= 2 && reading_.lower({s, outer - 1}) == ",") {
    std::int32_t start = start_before(s, outer - 1);
    if (start == outer - 1) start = start_of_description(s, outer - 1);
    if (start < outer - 1) {
      std::vector<RawTitle> before = parse(s, start, outer - 1);
      const bool opens = start == 0 || (start == 1 && reading_.token({s, 0}).upos == text::Upos::DET);  // "The party's leader, Jan Novak announced"
      const bool closed = opens || person.last >= n || reading_.token({s, person.last}).upos == text::Upos::PUNCT;
      const bool whole = start == 0 || !reading_.upper_initial({s, start - 1}) || reading_.token({s, start - 1}).upos != text::Upos::PROPN;
      const bool list = person.last < n && (reading_.lower({s, person.last}) == "and");
      if (closed && whole && !list && !before.empty() && (before.front().of >= 0 || (before.front().of_state && end_of_apposition(person)))) {
        titles.insert(titles.begin(), before.begin(), before.end());
        outer = start;
      }
    }
  }
  // "Ban Gil-joo, assistant professor at the National Diplomatic Academy"
  std::int32_t behind = person.last;
  if (behind + 1 < n && reading_.lower({s, behind}) == "of") {
    // "President X of Kenya, chairman of the Rivers Party"
    const std::int32_t at = reading_.lower({s, behind + 1}) == "the" && behind + 2 < n ? behind + 2 : behind + 1;
    if (const Mention* body = body_at(s, at); body != nullptr) behind = body->last;
  }
  if (behind + 1 < n && one_of(reading_.lower({s, behind}), {",", "(", "—", "–", "--"})) behind_comma(s, behind + 1, titles);
  told_of(person, titles);
  return titles;
}

/// "Jan Novak of the Rivers Institute", "Ada Brook, who teaches at Rivers University": whose people they are, without an office.
std::vector<RawTitle> TitleReader::belongs_to(const Mention& person) const {
  const std::uint32_t s = person.sentence;
  const std::int32_t n = reading_.size(s);
  const auto word = [&](std::int32_t at) -> std::string_view { return at < n ? std::string_view(reading_.lower({s, at})) : std::string_view(); };
  if (person.last - person.first < 2) return {};
  std::int32_t at = person.last;
  if (word(at) == "," && word(at + 1) == "who" && one_of(word(at + 2), {"teaches", "taught", "works", "lectures"})) {
    at += 3;
    while (at < std::min(n, person.last + 9) && !one_of(word(at), {"at", "for", "with"}) && reading_.token({s, at}).upos != text::Upos::PUNCT) ++at;
    if (!one_of(word(at), {"at", "for", "with"})) return {};
  } else if (!one_of(word(at), {"of", "with"})) {
    return {};
  }
  ++at;
  if (word(at) == "the") ++at;
  const Mention* body = at < n ? body_at(s, at) : nullptr;
  if (body == nullptr || body->label != EntityLabel::organization || body->first != at) return {};
  return {{.title = "member", .mode = {}, .of = static_cast<std::int32_t>(body - mentions_.data()), .first = person.last, .last = body->last}};
}

std::string head_word(std::string_view folded) {
  std::size_t cut = folded.size();
  for (const std::string_view joint : {" of ", " for ", " to ", " at "}) cut = std::min(cut, folded.find(joint));
  return last_word(folded.substr(0, cut));
}

}  // namespace kg::extract
