#include "extract/name_rows.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace kg::extract {

bool points(std::string_view word) {
  return one_of(word, {"left", "right", "center", "centre", "l", "r", "c", "(", ")", "second", "third", "from", "rear", "front"});
}

bool of_two_sides(const Cast& cast, const std::vector<Who>& who) {
  std::set<std::int32_t> sides;
  for (const Who& one : who) sides.insert(cast.entity(one.entity).label == EntityLabel::person ? cast.state_of(one.entity) : one.entity);
  return sides.size() >= 2;
}

namespace {

class RowFinder {
 public:
  RowFinder(const Scene& scene, std::uint32_t s) : scene_(scene), reading_(scene.reading), cast_(scene.cast), s_(s) {}

  std::vector<Row> run() {
    std::vector<const Mention*> names;
    for (const Mention& mention : cast_.mentions_in(s_)) {
      if (mention.entity < 0) continue;
      if (mention.nested && !is_last_of_title(mention)) continue;
      const std::string& kind = cast_.entity(mention.entity).kind;
      const bool several = one_of(kind, {"igo", "armed group", "party"});
      const bool body = mention.label == EntityLabel::organization && (several || (kind.empty() && title_before(start_of(mention)) >= 0));
      if (mention.label == EntityLabel::person || mention.label == EntityLabel::state || body) names.push_back(&mention);
    }
    std::ranges::sort(names, [](const Mention* a, const Mention* b) { return a->first < b->first; });
    const std::vector<std::int32_t> starts = starts_of(names);
    for (std::size_t n = 0; n < names.size(); ++n) {
      const Mention& name = *names[n];
      // The states of the next name's title are no parties.
      const auto titled = [&](std::size_t other) { return starts[other] <= name.first && names[other]->last > name.last; };
      std::size_t next = n + 1;
      if (next < names.size() && name.label != EntityLabel::person && titled(next)) continue;
      while (next < names.size() && names[next]->label != EntityLabel::person) ++next;
      if (next < names.size() && titled(next)) continue;
      if (!rows_.empty() && name.label == EntityLabel::state && rows_.back().last <= name.first) {
        // "President A of France"
        std::int32_t before = name.first - 1;
        if (word(before) == "the") --before;
        if (word(before) == "of" && before == rows_.back().last) {
          rows_.back().last = name.last;
          continue;
        }
      }
      const bool own = name.label == EntityLabel::person || name.nested;
      std::vector<Who> who = own ? std::vector<Who>{{name.entity, reading_.span(s_, name.first, name.last), 0.9F}} : cast_.who(at(name.last - 1));
      const std::int32_t last = name.demonym ? end_of_office(name.last) : name.last;
      if (name.demonym && last > name.last) who = cast_.who(at(last - 1));
      if (who.size() != 1 || (name.demonym && last == name.last)) continue;
      std::int32_t first = starts[n];
      const std::int32_t title = name.label == EntityLabel::person ? -1 : title_before(first);
      if (title >= 0) first = title;
      // "Angela Novak, Chancellor of Austria"
      const bool apposition = title >= 0 && !rows_.empty() && is_person(rows_.back().who.back()) && title == rows_.back().last + 1 && word(title - 1) == ",";
      if (apposition) {
        rows_.back().last = name.last;
        continue;
      }
      const bool same_kind = rows_.empty() || title >= 0 || is_person(rows_.back().who.front()) == is_person(who.front());
      if (!rows_.empty() && same_kind && joins(rows_.back().last, first)) {
        rows_.back().led = rows_.back().led && (title >= 0 || !is_person(who.front()));
        if (std::ranges::find(rows_.back().who, who.front()) == rows_.back().who.end()) rows_.back().who.push_back(who.front());
        rows_.back().last = last;
      } else {
        rows_.push_back({who, first, last, title >= 0});
      }
    }
    for (Row& row : rows_) {
      if (row.led && word(row.first) != "governments") name_leaders(row);
    }
    join_spelt_out();
    find_officials();
    return std::move(rows_);
  }

 private:
  TokenRef at(std::int32_t t) const { return {s_, t}; }
  std::string_view word(std::int32_t t) const { return t >= 0 && t < reading_.size(s_) ? std::string_view(reading_.lower(at(t))) : std::string_view(); }
  bool is_person(const Who& who) const { return cast_.entity(who.entity).label == EntityLabel::person; }
  bool is_verb(std::int32_t t) const { return reading_.token(at(t)).upos == text::Upos::VERB; }

  /// "the Afghan |government|", "the Italian |foreign minister|": where the words end that speak for the state before
  /// them; `first` if none do.
  std::int32_t end_of_office(std::int32_t first) const {
    constexpr std::int32_t longest = 4;
    std::int32_t end = first;
    for (std::int32_t t = first; t < std::min(reading_.size(s_), first + longest); ++t) {
      const text::Upos tag = reading_.token(at(t)).upos;
      if (reading_.upper_initial(at(t)) || (tag != text::Upos::NOUN && tag != text::Upos::ADJ)) break;
      if (scene_.vocabulary.is_title_head(word(t)) || one_of(word(t), {"government", "side", "delegation", "ministry", "counterpart"})) end = t + 1;
    }
    const bool named = end < reading_.size(s_) && reading_.upper_initial(at(end));  // "the Italian foreign minister Novak"
    return named ? first : end;
  }

  /// The first word of what belongs to the mention: its titles, the state before them.
  std::int32_t start_of(const Mention& mention) const {
    std::int32_t first = mention.outer;
    for (bool more = true; more && first > 0;) {
      more = false;
      std::int32_t before = first - 1;
      if (one_of(word(before), {"'s", "’s"})) --before;
      const Mention* owner = cast_.mention_at(at(before));
      if (owner != nullptr && owner->label != EntityLabel::person && owner->last == before + 1 && owner->first < first) {
        const bool joined = owner->demonym || owner->label == EntityLabel::state || before + 1 < first;
        if (joined && mention.label == EntityLabel::person) {
          first = owner->first;
          more = false;
        }
      }
    }
    while (first > 0 && one_of(word(first - 1), {"the", "then", "visiting", "newly", "elected", "newly-elected", "his", "her", "their"})) --first;
    return first;
  }

  /// Where each name begins with all that belongs to it; in lists of people that is any title: "A, |Assistant Secretary
  /// for Trade and Ports B|, and |Ambassador to Chile C|".
  std::vector<std::int32_t> starts_of(const std::vector<const Mention*>& names) const {
    std::vector<std::int32_t> starts;
    const Mention* person = nullptr;  // the last one
    const Mention* earlier = nullptr;
    for (const Mention* name : names) {
      starts.push_back(start_of(*name));
      if (name->label != EntityLabel::person) continue;
      std::int32_t title = person == nullptr ? -1 : listed_title(person->last, starts.back());
      // "A, Assistant to President B and Director of Ports C": B belongs to the title.
      const bool inside = person != nullptr && earlier != nullptr && one_of(word(person->last), {"and", "at", "of", "for"});
      if (title < 0 && inside) title = listed_title(earlier->last, starts.back());
      if (title >= 0) starts.back() = title;
      earlier = title >= 0 && person != nullptr && title <= person->first ? earlier : person;
      person = name;
    }
    return starts;
  }

  /// Where the title begins that fills tokens [from, to) behind a comma or "and"; -1 if something else stands there.
  std::int32_t listed_title(std::int32_t from, std::int32_t to) const {
    constexpr std::int32_t longest = 18, head_within = 6;
    if (word(from) == "of") {  // "President A of Chile, Minister B"
      const Mention* state = cast_.mention_at(at(word(from + 1) == "the" ? from + 2 : from + 1));
      if (state != nullptr && state->label == EntityLabel::state) from = state->last;
    }
    std::int32_t first = from;
    while (first < to && one_of(word(first), {",", "and"})) ++first;
    if (first == from || first >= to || to - first > longest) return -1;
    bool head = false;
    for (std::int32_t t = first; t < to; ++t) {
      const text::Upos tag = reading_.token(at(t)).upos;
      const bool noun = tag == text::Upos::NOUN || tag == text::Upos::PROPN || tag == text::Upos::ADJ;
      const bool inside = noun || reading_.upper_initial(at(t)) || cast_.mention_at(at(t)) != nullptr || one_of(word(t), {"of", "for", "to", "at", "on", "the", "and", ",", "-", "'s", "’s", "&"});
      if (!inside || reading_.in_time(at(t))) return -1;
      head = head || (t - first < head_within && reading_.upper_initial(at(t)) && scene_.vocabulary.is_title_head(word(t)));
    }
    const text::Upos last = reading_.token(at(to - 1)).upos;
    const bool before_name = reading_.upper_initial(at(to - 1)) && (last == text::Upos::NOUN || last == text::Upos::PROPN || last == text::Upos::ADJ);
    return head && before_name ? first : -1;
  }

  /// "|the leaders of the three Arctic states|: Norway, Iceland and Finland", "delegations of the bloc – Chad and Peru –":
  /// where the words begin that a list spells out; -1 if the row spells out nothing.
  std::int32_t spelt_out(const Row& row) const {
    constexpr std::int32_t noun_within = 9, longest = 14;
    const auto opens = [&](std::int32_t t) { return one_of(word(t), {"-", "–", "—", "--", ":", "("}); };
    const auto closes = [&](std::int32_t t) { return t >= reading_.size(s_) || one_of(word(t), {"-", "–", "—", "--", ")", ".", ";", ","}); };
    const std::int32_t sign = row.first - 1;
    if (row.who.size() < 2 || sign < 1 || !opens(sign)) return -1;
    if (word(sign) != ":" && !closes(row.last)) return -1;
    if (reading_.token(at(sign)).span.begin == reading_.token(at(sign - 1)).span.end && one_of(word(sign), {"-", "–"})) return -1;  // "U.S.-Japan"
    std::int32_t t = sign - 1;
    for (; t >= 0 && sign - t < noun_within && !names_members(word(t)); --t) {
      if (reading_.token(at(t)).upos == text::Upos::PUNCT || one_of(word(t), {"said", "told"})) return -1;
    }
    if (t < 0 || !names_members(word(t))) return -1;
    while (t > 0 && row.first - t < longest) {
      const text::Upos tag = reading_.token(at(t - 1)).upos;
      const bool inside = tag == text::Upos::DET || tag == text::Upos::ADJ || tag == text::Upos::NUM || tag == text::Upos::NOUN || tag == text::Upos::PROPN || one_of(word(t - 1), {"of", "from", "our", "their", "his", "her", "its"});
      if (!inside) break;
      --t;
    }
    while (one_of(word(t), {"of", "from"})) ++t;
    return t;
  }

  static bool names_members(std::string_view word) {
    return one_of(word, {"delegations", "leaders", "ministers", "representatives", "presidents", "officials", "members", "countries", "states", "nations", "powers", "governments", "allies", "partners", "counterparts", "parties",
                         "envoys", "negotiators", "neighbors", "neighbours", "republics"});
  }

  /// "Iran and the six powers – China, France and Chad – met": the list takes the place of the words that it spells
  /// out, and goes on with whoever stands beside them.
  void join_spelt_out() {
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      const std::int32_t first = spelt_out(rows_[r]);
      if (first < 0) continue;
      rows_[r].first = first;
      rows_[r].led = true;
      if (word(rows_[r].last) == ")") ++rows_[r].last;
      if (r == 0 || rows_[r - 1].last > first || !joins(rows_[r - 1].last, first)) continue;
      Row& before = rows_[r - 1];
      for (const Who& who : rows_[r].who) {
        if (std::ranges::find(before.who, who) == before.who.end()) before.who.push_back(who);
      }
      before.last = rows_[r].last;
      rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(r--));
    }
  }

  /// "U.S. and Vietnamese officials"
  void find_officials() {
    for (std::int32_t t = 1; t < reading_.size(s_); ++t) {
      if (!one_of(word(t), {"officials", "delegations", "leaders", "negotiators", "diplomats", "representatives", "ministers", "envoys", "delegates", "presidents"})) continue;
      std::int32_t k = t - 1;
      while (k > 0 && cast_.mention_at(at(k)) == nullptr && one_of(word(k), {"foreign", "senior", "government", "defense", "defence", "finance", "trade", "top", "military", "high-level"})) --k;
      std::vector<Who> who;
      std::int32_t first = t;
      while (k >= 0) {
        const Mention* mention = cast_.mention_at(at(k));
        if (mention == nullptr || mention->label != EntityLabel::state || mention->entity < 0) break;
        who.insert(who.begin(), {mention->entity, reading_.span(s_, mention->first, mention->last), 0.85F});
        first = mention->first;
        k = mention->first - 1;
        if (!one_of(word(k), {",", "and"})) break;  // "Cuban American leaders" are one people's
        while (k > 0 && one_of(word(k), {",", "and"})) --k;
      }
      if (who.size() < 2 || !of_two_sides(cast_, who)) continue;
      if (word(first - 1) == "the") --first;
      std::erase_if(rows_, [&](const Row& row) { return row.first >= first && row.last <= t; });
      rows_.push_back({std::move(who), first, t + 1, true});
    }
  }

  /// "the Governments of Norway and Iceland", "Foreign Ministers of France": the first name is taken for a body's.
  bool is_last_of_title(const Mention& mention) const {
    const Mention* around = cast_.mention_at(at(mention.first));
    return mention.label == EntityLabel::state && around != nullptr && around->label == EntityLabel::organization && around->last == mention.last && title_before(mention.first) >= 0;
  }

  /// "the foreign ministers of |France", "representatives from |the Netherlands": where the title begins; -1 if none stands there.
  std::int32_t title_before(std::int32_t first) const {
    constexpr std::int32_t reach = 8;
    std::int32_t t = first - 1;
    if (!one_of(word(t), {"of", "from", "representing"})) return -1;
    bool title = false;
    for (--t; t >= 0 && first - t <= reach; --t) {
      const std::string_view here = word(t);
      const bool office = one_of(here, {"leaders", "representatives", "delegations", "delegates", "officials", "envoys", "diplomats", "heads", "negotiators", "governments", "counterparts", "colleagues"}) ||
                          scene_.vocabulary.is_title_head(here) || (here.ends_with("s") && scene_.vocabulary.is_title_head(here.substr(0, here.size() - 1)));
      title = title || office;
      const bool inside = office || one_of(here, {"of", "the", "foreign", "prime", "defense", "defence", "state", "government", "affairs", "senior", "and"});
      const Mention* name = cast_.mention_at(at(t));
      if (!inside || (name != nullptr && (name->label != EntityLabel::organization || name->last <= first))) break;
    }
    if (!title) return -1;
    ++t;
    while (one_of(word(t), {"of", "and"})) ++t;
    return t;
  }

  /// Of "the foreign ministers of A and B" those whom the text names elsewhere.
  void name_leaders(Row& row) const {
    std::int32_t of = row.first;
    while (of < row.last && !one_of(word(of), {"of", "from", "representing"})) ++of;
    const std::string head(reading_.lemma(at(of - 1)));
    for (Who& who : row.who) {
      std::int32_t person = of - row.first >= 2 ? cast_.holder(std::string(word(of - 2)) + " " + head, who.entity) : -1;
      if (person < 0) person = cast_.holder(head, who.entity);
      if (person >= 0) who.entity = person;
    }
  }

  bool joins(std::int32_t from, std::int32_t to) const {
    constexpr std::int32_t reach = 8;
    if (to <= from || to - from > reach) return false;
    for (std::int32_t t = from; t < to; ++t) {
      if (!one_of(word(t), {",", "and", "&"}) && !points(word(t))) return false;
    }
    return true;
  }

  const Scene& scene_;
  const Reading& reading_;
  const Cast& cast_;
  std::uint32_t s_;
  std::vector<Row> rows_;
};

}  // namespace

std::vector<Row> find_rows(const Scene& scene, std::uint32_t sentence) { return RowFinder(scene, sentence).run(); }

}  // namespace kg::extract
