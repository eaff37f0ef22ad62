// What tells a body's name from other capital words: the noun it ends with ("Workers' Party"), the noun before it
// ("the airline Kenya Wings"), what is said of it ("Novaro, a broadcaster"), whose director speaks ("Amnesty's
// director"). A list of bodies would know the great ones only; the recogniser has them.
#include "extract/bodies.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kg::extract {

namespace {

using text::NameType;
using text::Upos;

class BodyMender {
 public:
  BodyMender(const Reading& reading, const Vocabulary& vocabulary, std::uint32_t s, std::vector<Found>& names)
      : reading_(reading), vocabulary_(vocabulary), s_(s), names_(names) {}

  void run() {
    part_people();
    name_author();
    complete();
    name_by_shape();
    name_chambers();
    for (Found& found : names_) judge(found);
    std::erase_if(names_, [](const Found& found) { return found.first >= found.last; });
    name_by_noun();
    name_by_post();
    std::sort(names_.begin(), names_.end(), [](const Found& a, const Found& b) { return a.first < b.first; });
  }

 private:
  const std::string& lower(std::int32_t at) const { return reading_.lower({s_, at}); }
  Upos tag(std::int32_t at) const { return reading_.token({s_, at}).upos; }
  std::int32_t size() const { return reading_.size(s_); }
  bool is_capital(std::int32_t at) const {
    return at >= 0 && at < size() && reading_.upper_initial({s_, at}) && (tag(at) == Upos::PROPN || tag(at) == Upos::NOUN || tag(at) == Upos::ADJ);
  }
  bool is_possessive(std::int32_t at) const { return at < size() && one_of(lower(at), {"'s", "’s", "'", "’"}); }
  bool is_title(std::int32_t at) const { return vocabulary_.is_title_head(lower(at)) && !vocabulary_.is_given_name(lower(at)); }
  bool in_gazetteer(std::int32_t first, std::int32_t last) const {
    const NameMatch match = vocabulary_.name_at(reading_, {s_, first});
    return match.meanings != nullptr && match.last == last;
  }
  bool has_body_word(std::int32_t first, std::int32_t last) const {
    for (std::int32_t at = first; at < last; ++at) {
      if (vocabulary_.is_organization_word(lower(at))) return true;
    }
    return false;
  }
  bool is_free(std::int32_t at) const {
    return std::none_of(names_.begin(), names_.end(), [&](const Found& found) { return found.first <= at && at < found.last; });
  }
  const Found* name_from(std::int32_t at) const {
    for (const Found& found : names_) {
      if (found.first == at) return &found;
    }
    return nullptr;
  }

  /// "Speaker of the [House Nancy Novak]": a given name inside a body's name opens a person's.
  void part_people() {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i].type != NameType::organization) continue;
      for (std::int32_t at = names_[i].first + 1; at + 1 < names_[i].last; ++at) {
        const std::string& before = lower(at - 1);
        const bool body = vocabulary_.is_organization_word(before) || before == "house";
        if (!body || one_of(before, {"bank", "club", "company"}) || names_[i].last - at > 3 || !vocabulary_.is_given_name(lower(at)) || has_body_word(at, names_[i].last)) continue;
        const Found person{at, names_[i].last, NameType::person, 0.5F};
        names_[i].last = at;
        names_.insert(names_.begin() + static_cast<std::ptrdiff_t>(i) + 1, person);
        break;
      }
    }
  }

  /// "Ada Brook, Department Spokesperson", alone on its line: who signs a release.
  void name_author() {
    std::int32_t comma = 0;
    while (comma < std::min(size(), 5) && lower(comma) != ",") ++comma;
    if (comma < 2 || comma > 4 || comma + 1 >= size() || size() > comma + 12 || !vocabulary_.is_given_name(lower(0))) return;
    bool title = false;
    for (std::int32_t at = 0; at < size(); ++at) {
      if (at == comma) continue;
      if (!reading_.upper_initial({s_, at}) && !(at > comma && one_of(lower(at), {"of", "for", "the", "and", "to"}))) return;
      if (at < comma && (!is_free(at) || vocabulary_.is_title_head(lower(at)))) return;
      title = title || (at > comma && vocabulary_.is_title_head(lower(at)));
    }
    if (!title) return;
    names_.push_back({0, comma, NameType::person, 0.6F});
    std::sort(names_.begin(), names_.end(), [](const Found& a, const Found& b) { return a.first < b.first; });
  }

  /// "[Northern Rivers] Forces", "[Foundation] for the [Defence of Rivers]", "[Ministry of Economy], Trade
  /// and Industry": names that the recogniser cut.
  void complete() {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i].type == NameType::person || names_[i].type == NameType::norp) continue;
      // "Israeli [Army Radio]", of which the gazetteer knows the first half
      const std::int32_t before = names_[i].first - 1;
      const NameMatch half = before >= 0 && is_capital(before) && is_free(before) ? vocabulary_.name_at(reading_, {s_, before}) : NameMatch{};
      if (names_[i].type == NameType::organization && half.last > names_[i].first && half.last < names_[i].last) names_[i].first = before;
      std::int32_t last = names_[i].last;
      while (is_capital(last) && is_free(last) && vocabulary_.is_organization_word(lower(last)) && !is_title(last)) ++last;
      if (last > names_[i].last) {
        names_[i].last = last;
        names_[i].type = NameType::organization;
      }
      if (names_[i].type != NameType::organization) continue;
      join_head(names_[i]);
      join_complement(names_[i]);
      join_land(names_[i]);
      join_portfolios(names_[i]);
      const Found whole = names_[i];
      std::erase_if(names_, [&](const Found& other) { return other.first > whole.first && other.first < whole.last; });
    }
  }

  /// "the Foundation for the [Defence of Rivers]"
  void join_head(Found& body) const {
    std::int32_t at = body.first - 1;
    if (at > 0 && lower(at) == "the") --at;
    if (at < 1 || lower(at) != "for" || in_gazetteer(body.first, body.last)) return;
    const std::int32_t head = at - 1;
    if (!is_capital(head) || !is_free(head) || is_title(head) || !vocabulary_.is_organization_word(lower(head))) return;
    body.first = head;
    while (body.first > 0 && head - body.first < 4 && is_capital(body.first - 1) && is_free(body.first - 1) && !is_title(body.first - 1)) --body.first;
  }

  void join_complement(Found& body) const {
    if (!vocabulary_.is_organization_word(lower(body.last - 1)) || in_gazetteer(body.first, body.last)) return;
    std::int32_t at = body.last;
    const bool on = at + 1 < size() && lower(at) == "on" && one_of(lower(at - 1), {"committee", "subcommittee", "commission", "council", "institute", "center"}) && !reading_.in_time({s_, at + 1});
    if (at + 1 >= size() || !(on || one_of(lower(at), {"of", "for", "against"}))) return;
    ++at;
    if (lower(at) == "the" && at + 1 < size()) ++at;
    if (!is_capital(at) || is_title(at)) return;
    const Found* next = name_from(at);
    // Whose body it is, is no part of its name: "the army of Kenya".
    const NameMatch known = vocabulary_.name_at(reading_, {s_, at});
    const bool state = known.meanings != nullptr && (next == nullptr || known.last >= next->last);
    if (state || (next != nullptr && next->type == NameType::person)) return;
    std::int32_t last = at + 1;
    if (next != nullptr) last = next->last;
    else while (is_capital(last) && is_free(last) && !is_title(last)) ++last;
    if (last < size() && is_possessive(last)) return;
    body.last = last;
  }

  /// "the [Rivers Observer Mission] in Kenya (ROMIK)": letters behind the land say that it is part of the name.
  void join_land(Found& body) const {
    if (!one_of(lower(body.last - 1), {"mission", "force", "office", "operation", "group"}) || body.last - body.first < 2 || body.last + 3 >= size() || lower(body.last) != "in") return;
    std::int32_t last = body.last + 1;
    if (lower(last) == "the") ++last;
    while (is_capital(last)) ++last;
    if (last + 2 >= size() || lower(last) != "(" || lower(last + 2) != ")") return;
    const std::string_view letters = reading_.form({s_, last + 1});
    if (letters.size() >= 3 && std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) body.last = last;
  }

  void join_portfolios(Found& body) const {
    const bool ministry = body.last - body.first >= 2 && one_of(lower(body.first), {"ministry", "department", "office", "bureau", "directorate", "committee", "agency"});
    if (!ministry) return;
    std::int32_t at = body.last, end = body.last;
    const auto more = [&] { return is_capital(at + 1) && vocabulary_.name_at(reading_, {s_, at + 1}).meanings == nullptr && !is_title(at + 1); };
    while (at < size() && lower(at) == "," && more()) {
      at += 2;
      while (is_capital(at)) ++at;
    }
    if (at < size() && one_of(lower(at), {"and", "&"}) && more() && vocabulary_.is_portfolio(lower(at + 1)) + (at > body.last) > 0) {
      end = at + 2;
      while (is_capital(end) && is_free(end)) ++end;
    }
    body.last = end;
  }

  /// "Labour Party", "Central Election Commission" where the recogniser saw nothing.
  void name_by_shape() {
    // Headlines write every word like a name.
    std::int32_t small = 0;
    for (std::int32_t at = 0; at < size(); ++at) small += !reading_.upper_initial({s_, at}) && (tag(at) == Upos::VERB || tag(at) == Upos::NOUN || tag(at) == Upos::AUX) ? 1 : 0;
    if (small < 2) return;
    for (std::int32_t at = 1; at < size(); ++at) {
      if (!is_capital(at) || !is_free(at) || !is_free(at - 1) || !names_a_body(lower(at)) || (is_capital(at + 1) && is_free(at + 1) && !is_title(at + 1))) continue;
      std::int32_t first = at;
      while (first > 0 && is_capital(first - 1) && is_free(first - 1) && at - first < 5 && !is_title(first - 1) && !vocabulary_.is_honorific(lower(first - 1))) --first;
      const bool opens = first == 0 && tag(0) != Upos::PROPN;  // "Every Party …"
      if (opens || first == at || vocabulary_.name_at(reading_, {s_, first}).meanings != nullptr) continue;
      names_.push_back({first, at + 1, NameType::organization, 0.5F});
    }
    std::sort(names_.begin(), names_.end(), [](const Found& a, const Found& b) { return a.first < b.first; });
  }

  /// "the Senate", "House Speaker Reed": chambers that the recogniser missed. Many things are a house; the article
  /// must speak of a parliament that has one.
  void name_chambers() {
    for (std::int32_t at = 0; at < size(); ++at) {
      if (!is_capital(at) || !is_free(at) || !one_of(lower(at), {"senate", "house", "congress"}) || (at > 0 && is_capital(at - 1) && is_free(at - 1) && !is_title(at - 1))) continue;
      const bool whole = lower(at) == "house" && at + 2 < size() && lower(at + 1) == "of" && lower(at + 2) == "representatives";
      const std::int32_t last = whole ? at + 3 : at + 1;
      // "House Budget Committee", "Congress Party" are names of their own, "House Minority Leader Reed" is an office of the House.
      std::int32_t title = last;
      while (title < size() && title < last + 2 && one_of(lower(title), {"majority", "minority", "deputy", "president", "assistant", "democratic", "republican"})) ++title;
      if (is_capital(last) && !(title < size() && is_title(title))) continue;
      if (last < size() && (lower(last) == "-" || (lower(at) == "house" && !whole && lower(last) == "of"))) continue;
      if (lower(at) == "house" && !whole && !speaks_of_chambers()) continue;
      names_.push_back({at, last, NameType::organization, 0.5F});
    }
    std::sort(names_.begin(), names_.end(), [](const Found& a, const Found& b) { return a.first < b.first; });
  }

  bool speaks_of_chambers() const {
    return reading_.text().find("Senate") != std::string_view::npos || reading_.text().find("Representative") != std::string_view::npos || reading_.text().find("Congress") != std::string_view::npos;
  }

  static bool names_a_body(std::string_view word) {
    return one_of(word, {"party", "ministry", "committee", "commission", "council", "agency", "institute", "university", "court", "bank", "union", "association",
                         "federation", "foundation", "front", "movement", "authority", "bureau", "corps", "army", "academy", "league", "police", "department", "caucus"});
  }

  /// "State Councilor", "Cabinet Officials", "[OSCE] Chair-in-Office": an office is no body, at most a body's.
  void leave_office(Found& found) const {
    if (found.last - found.first < 2 || has_body_word(found.first, found.last) || one_of(lower(found.first), {"office", "executive"})) return;
    const std::string& tail = lower(found.last - 1);
    const bool holders = one_of(tail, {"officials", "leaders", "ministers", "secretaries", "governors", "members", "allies", "counterparts", "advisers", "advisors", "envoys", "survivors"});
    const bool office = (is_title(found.last - 1) && tail != "general") || tail.ends_with("-in-office");  // not "the Consulate General"
    if (!holders && !office) return;
    const NameMatch known = vocabulary_.name_at(reading_, {s_, found.first});
    if (known.meanings != nullptr && known.last < found.last) found.last = known.last;
    else found.type = NameType::norp;
  }

  void judge(Found& found) const {
    // "[Pentagon] Press Secretary"
    if (found.type == NameType::organization && found.last - found.first >= 2 && found.last < size() && one_of(lower(found.last - 1), {"press", "deputy", "vice"}) && is_title(found.last)) --found.last;
    const std::int32_t words = found.last - found.first;
    const std::string& tail = lower(found.last - 1);
    if ((found.type == NameType::norp || found.type == NameType::misc) && words >= 2 && names_a_body(tail)) found.type = NameType::organization;  // "Labour Party"
    if (found.type != NameType::person && found.type != NameType::norp) {
      if (one_of(lower(found.first), {"this", "that", "these", "those", "every", "each", "any", "another", "our", "my", "his", "her", "their", "its"})) ++found.first;
      if (found.first >= found.last) return;
    }
    if (in_gazetteer(found.first, found.last)) return;
    const bool given = vocabulary_.is_given_name(lower(found.first));
    if (found.type == NameType::misc && words >= 2 && words <= 3 && given && all_names(found)) found.type = NameType::person;
    if (is_described_body(found) || is_led_body(found) || (follows_body_noun(found.first) && found.type != NameType::organization && !(given && words > 1))) {
      found.type = NameType::organization;
      return;
    }
    // "King's College London"
    if (found.type == NameType::person && words >= 2 && !given && holds_school(found)) {
      found.type = NameType::organization;
    }
    if (found.type != NameType::organization) return;
    if (words == 1 && tail.ends_with('s') && vocabulary_.is_organization_word(std::string_view(tail).substr(0, tail.size() - 1)) && !vocabulary_.is_organization_word(tail)) found.type = NameType::norp;
    const std::string whole = fold_name(slice(reading_.text(), reading_.span(s_, found.first, found.last)));
    const std::vector<std::string> parts = split_words(whole);
    if (!parts.empty() && std::all_of(parts.begin(), parts.end(), [&](const std::string& part) { return vocabulary_.is_people(part) || is_demonym(part); })) found.type = NameType::norp;
    if (words >= 2 && (vocabulary_.is_building_word(tail) || (vocabulary_.is_building_word(lower(found.first)) && lower(found.first + 1) == "of"))) found.type = NameType::location;
    if (one_of(lower(found.first), {"uss", "hms", "ins", "mv"}) && words >= 2) found.type = NameType::norp;
    // "Regional Security": what an office is for.
    if (words >= 2 && vocabulary_.is_portfolio(tail) && !has_body_word(found.first, found.last) && found.first > 0 && !one_of(lower(found.first - 1), {"of", "for"})) found.type = NameType::norp;
    for (std::int32_t at = found.first; at < found.last; ++at) {
      if (one_of(lower(at), {"prize", "award", "medal"})) found.type = NameType::misc;  // "Novak Prize for Peace"
    }
    if (is_pair(found) || is_ticket(found) || is_company_of_people(found)) found.type = NameType::norp;
    if (is_portfolio_of(found)) found.type = NameType::misc;
    leave_office(found);
    // "Novak [fled]": a family name that everybody knows
    if (found.type == NameType::organization && words == 1 && !vocabulary_.ontology().whose("president", lower(found.first)).empty()) found.type = NameType::person;
  }

  /// "the Novak-Brook [administration]"
  bool is_ticket(const Found& found) const {
    if (found.last >= size() || !one_of(lower(found.last), {"administration", "campaign", "ticket", "government"})) return false;
    const std::string_view written = slice(reading_.text(), reading_.span(s_, found.first, found.last));
    return written.find('-') != std::string_view::npos && written.find(' ') == std::string_view::npos;
  }

  /// "Rivers Leaders", "Republican Representatives": people, not a body.
  bool is_company_of_people(const Found& found) const {
    const std::string& tail = lower(found.last - 1);
    if (found.last - found.first < 2 || tail.size() < 5 || !tail.ends_with('s') || tail == "workers" || vocabulary_.is_organization_word(tail) || has_body_word(found.first, found.last)) return false;
    for (std::int32_t at = found.first; at < found.last; ++at) {
      if (one_of(lower(at), {"of", "for", "without"})) return false;
    }
    return vocabulary_.is_title_head(std::string_view(tail).substr(0, tail.size() - 1));
  }

  /// "Stability and Security of the Rivers": a matter.
  bool is_portfolio_of(const Found& found) const {
    for (std::int32_t at = found.first + 1; at < found.last; ++at) {
      if (lower(at) == "of") return vocabulary_.is_portfolio(lower(at - 1)) && !has_body_word(found.first, at);
    }
    return false;
  }

  bool holds_school(const Found& found) const {
    for (std::int32_t at = found.first; at < found.last; ++at) {
      if (names_a_body(lower(at)) || one_of(lower(at), {"college", "school", "hospital"})) return true;
    }
    return false;
  }

  bool is_demonym(std::string_view folded) const {
    for (const auto& meaning : vocabulary_.ontology().find(folded)) {
      if (meaning.via == ontology::Ontology::Meaning::Via::demonym) return true;
    }
    return false;
  }

  bool all_names(const Found& found) const {
    for (std::int32_t at = found.first; at < found.last; ++at) {
      const std::string& word = lower(at);
      if (tag(at) != Upos::PROPN || vocabulary_.is_organization_word(word) || vocabulary_.is_occasion(word) || is_title(at) || vocabulary_.name_at(reading_, {s_, at}).meanings != nullptr) return false;
    }
    return true;
  }

  /// "U.S.-Pakistan [ties]": two states are no body; "U.N.-Arab League [envoy]": two bodies are not one.
  bool is_pair(const Found& found) const {
    const std::string_view written = slice(reading_.text(), reading_.span(s_, found.first, found.last));
    const std::size_t cut = written.find_first_of("-/");
    if (cut == std::string_view::npos) return false;
    const auto is_known = [&](std::string_view part) { return !vocabulary_.ontology().find(fold_name(part)).empty(); };
    if (is_known(written.substr(0, cut)) && is_known(written.substr(cut + 1))) return true;
    if (written.find(' ') != std::string_view::npos) return false;
    const auto is_state = [&](std::string_view part) {
      const auto& meanings = vocabulary_.ontology().find(fold_name(part));
      return !meanings.empty() && meanings.front().id.starts_with("state:");
    };
    return is_state(written.substr(0, cut)) || is_state(written.substr(cut + 1));
  }

  /// "the airline Kenya Wings"
  bool follows_body_noun(std::int32_t first) const {
    if (first < 2) return false;
    const TokenRef before{s_, first - 1};
    return tag(first - 1) == Upos::NOUN && reading_.xpos(before) == "NN" && !reading_.upper_initial(before) && vocabulary_.is_body_noun(lower(first - 1));
  }

  /// "Novaro, a Kenyan broadcaster,"
  bool is_described_body(const Found& found) const {
    if (found.type == NameType::organization || found.type == NameType::norp || found.last + 2 >= size() || lower(found.last) != "," || !one_of(lower(found.last + 1), {"a", "an", "the"})) return false;
    for (std::int32_t at = found.last + 2; at < std::min(size(), found.last + 8); ++at) {
      const bool joint = one_of(lower(at), {"-", "based", "owned", "run", "leading"});
      if (tag(at) == Upos::NOUN && vocabulary_.is_body_noun(lower(at))) return at + 1 >= size() || (tag(at + 1) != Upos::NOUN && lower(at + 1) != "'s" && lower(at + 1) != "’s" && lower(at + 1) != "-");
      if (!joint && tag(at) != Upos::ADJ && tag(at) != Upos::NOUN && tag(at) != Upos::PROPN) return false;
    }
    return false;
  }

  /// "Amnesty's director": who has a director is a body; who has a spokesman or a lawyer may be a person.
  bool is_led_body(const Found& found) const {
    if (found.type != NameType::misc && found.type != NameType::location) return false;
    if (found.last + 1 >= size() || !is_possessive(found.last)) return false;
    for (std::int32_t at = found.last + 1; at < std::min(size(), found.last + 5); ++at) {
      if (one_of(lower(at), {"director", "chairman", "chairwoman", "ceo", "founder", "co-founder"})) return true;
      if (tag(at) != Upos::ADJ && tag(at) != Upos::NOUN && tag(at) != Upos::PROPN) return false;
    }
    return false;
  }

  /// "the security firm Moreson", where the recogniser saw no name.
  void name_by_noun() {
    for (std::int32_t at = 2; at < size(); ++at) {
      if (!reading_.upper_initial({s_, at}) || tag(at) != Upos::PROPN || !is_free(at) || !follows_body_noun(at) || reading_.in_time({s_, at}) || is_title(at)) continue;
      if (vocabulary_.name_at(reading_, {s_, at}).meanings != nullptr || vocabulary_.office_at(reading_, {s_, at}).office != nullptr || vocabulary_.is_honorific(lower(at))) continue;
      std::int32_t last = at + 1;
      while (last < size() && is_free(last) && reading_.upper_initial({s_, last}) && tag(last) == Upos::PROPN && !is_title(last)) ++last;
      if (vocabulary_.is_given_name(lower(at)) && last - at > 1) continue;
      names_.push_back({at, last, NameType::organization, 0.5F});
      at = last - 1;
    }
  }

  /// "chief economist at Rivers Economics", where the recogniser saw no name.
  void name_by_post() {
    for (std::int32_t at = 2; at < size(); ++at) {
      if (!is_capital(at) || tag(at) != Upos::PROPN || !is_free(at) || !one_of(lower(at - 1), {"at", "with"}) || !is_post(at - 2)) continue;
      if (vocabulary_.name_at(reading_, {s_, at}).meanings != nullptr || reading_.in_time({s_, at}) || is_title(at) || vocabulary_.is_honorific(lower(at)) || vocabulary_.is_given_name(lower(at))) continue;
      std::int32_t last = at + 1;
      while (last < size() && is_free(last) && is_capital(last) && !is_title(last)) ++last;
      if (last - at < 2 || vocabulary_.is_building_word(lower(last - 1)) || vocabulary_.is_occasion(lower(last - 1))) continue;
      names_.push_back({at, last, NameType::organization, 0.5F});
      at = last - 1;
    }
  }
  bool is_post(std::int32_t at) const {
    return one_of(lower(at), {"economist", "analyst", "professor", "fellow", "researcher", "expert", "strategist", "director", "scholar", "lecturer", "manager", "partner", "editor"});
  }

  const Reading& reading_;
  const Vocabulary& vocabulary_;
  const std::uint32_t s_;
  std::vector<Found>& names_;
};

}  // namespace

void mend_bodies(const Reading& reading, const Vocabulary& vocabulary, std::uint32_t s, std::vector<Found>& names) {
  BodyMender(reading, vocabulary, s, names).run();
}

}  // namespace kg::extract
