#include "extract/joiner.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "base/utf8.hpp"
#include "extract/names.hpp"

namespace kg::extract {

namespace {

using Words = std::vector<std::string>;

/// Letters to change, add, drop or swap with a neighbour, at most `limit` + 1.
unsigned edit_distance(std::string_view a, std::string_view b, unsigned limit) {
  if (a.size() > b.size() + limit || b.size() > a.size() + limit) return limit + 1;
  std::vector<std::vector<unsigned>> row(a.size() + 1, std::vector<unsigned>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) row[i][0] = static_cast<unsigned>(i);
  for (std::size_t j = 0; j <= b.size(); ++j) row[0][j] = static_cast<unsigned>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[i][j] = std::min({row[i - 1][j] + 1, row[i][j - 1] + 1, row[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[i][j] = std::min(row[i][j], row[i - 2][j - 2] + 1);
    }
  }
  return row[a.size()][b.size()];
}

bool is_suffix(const Words& part, const Words& whole) {
  return part.size() < whole.size() && std::equal(part.rbegin(), part.rend(), whole.rbegin());
}

bool is_prefix(const Words& part, const Words& whole) {
  return part.size() < whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

bool is_subsequence(const Words& part, const Words& whole) {
  std::size_t at = 0;
  for (const std::string& word : whole) {
    if (at < part.size() && part[at] == word) ++at;
  }
  return at == part.size();
}

/// "Joseph Martin, Jr." is a Martin.
Words without_generation(Words words) {
  if (words.size() > 2 && one_of(words.back(), {"jr", "sr", "ii", "iii", "iv"})) words.pop_back();
  return words;
}

struct Person {
  Words words;                    ///< of the longest form
  std::vector<std::int32_t> mentions;
  std::set<std::string> bodies;   ///< keys of what the titles are of
  std::set<std::string> titles;   ///< folded
};

class Joiner {
 public:
  Joiner(const Reading& reading, const Vocabulary& vocabulary, std::vector<Mention>& mentions,
         const std::vector<std::vector<std::int32_t>>& at)
      : vocabulary_(vocabulary), mentions_(mentions), reader_(reading, vocabulary, mentions, at), reading_(reading) {}

  Joined run() {
    read_titles();
    join_people();
    drop_common_words();
    join_others();
    return build();
  }

 private:
  void read_titles() {
    raw_.resize(mentions_.size());
    for (std::size_t m = 0; m < mentions_.size(); ++m) {
      if (mentions_[m].label != EntityLabel::person || mentions_[m].nested) continue;
      raw_[m] = reader_.around(static_cast<std::int32_t>(m), mentions_[m].outer);
    }
    for (std::size_t m = 0; m < mentions_.size(); ++m) share_title(m);
    for (std::size_t m = 0; m < mentions_.size(); ++m) {
      if (raw_[m].empty() && mentions_[m].label == EntityLabel::person && !mentions_[m].nested) raw_[m] = reader_.belongs_to(mentions_[m]);
    }
  }

  /// "Representatives A, B and C", "lawmakers A and B of the Unity Party": one title for the list that it opens, and
  /// the body behind the last for all of them.
  void share_title(std::size_t m) {
    title_of_list(m);
    if (raw_[m].size() != 1) return;
    std::string& word = raw_[m].front().title;
    if (word.size() < 4 || !word.ends_with('s') || word.ends_with("ss") || !vocabulary_.is_title_head(to_lower(last_of(word.substr(0, word.size() - 1))))) return;
    std::vector<std::size_t> list{m};
    bool places = false;
    for (std::size_t next = m + 1; next < mentions_.size() && mentions_[next].sentence == mentions_[m].sentence; ++next) {
      if (mentions_[next].nested) continue;
      // "Senators A of Lodna, B of Vell and C": where each is from
      std::int32_t behind = mentions_[list.back()].last;
      const bool from = mentions_[next].label == EntityLabel::place || mentions_[next].label == EntityLabel::state;
      if (from && mentions_[next].first == behind + 1 && reading_.lower({mentions_[m].sentence, behind}) == "of") {
        places = true;
        continue;
      }
      if (mentions_[next].label != EntityLabel::person || !raw_[next].empty()) break;
      if (mentions_[next - 1].label != EntityLabel::person) behind = std::max(behind, mentions_[next - 1].last);
      bool joined = true;
      for (std::int32_t t = behind; t < mentions_[next].first && joined; ++t) joined = one_of(reading_.lower({mentions_[m].sentence, t}), {",", "and", "&"});
      if (!joined) break;
      list.push_back(next);
    }
    if (list.size() < 2) return;
    word.pop_back();
    const ontology::Office* office = vocabulary_.ontology().office(fold_name(word));
    raw_[m].front().of_state = raw_[m].front().of_state || (office != nullptr && office->of_state && office->rank != "other");
    for (const std::size_t other : list) raw_[other] = raw_[m];
    std::vector<RawTitle>& last = raw_[list.back()];
    if (last.front().of < 0 && !places) reader_.of_behind_name(mentions_[list.back()], last);
    for (const std::size_t other : list) raw_[other].front().of = last.front().of;
  }

  /// "the three lawmakers, A, B and C": gives A the title.
  void title_of_list(std::size_t m) {
    const Mention& first = mentions_[m];
    if (first.label != EntityLabel::person || first.nested || !raw_[m].empty() || first.first < 2 || reading_.lower({first.sentence, first.first - 1}) != ",") return;
    const TokenRef head{first.sentence, first.first - 2};
    const std::string& word = reading_.lower(head);
    if (word.size() < 4 || !word.ends_with('s') || !vocabulary_.is_title_head(word.substr(0, word.size() - 1))) return;
    // Behind the list the sentence goes on with a comma or a body; "according to officials, A and B met" is no list of officials.
    std::int32_t end = first.last;
    for (std::size_t next = m + 1; next < mentions_.size() && mentions_[next].sentence == first.sentence; ++next) {
      bool joined = mentions_[next].label == EntityLabel::person && mentions_[next].first >= end;
      for (std::int32_t t = end; t < mentions_[next].first && joined; ++t) joined = one_of(reading_.lower({first.sentence, t}), {",", "and", "&"});
      if (!joined) break;
      end = mentions_[next].last;
    }
    if (end == first.last || end >= reading_.size(first.sentence) || !one_of(reading_.lower({first.sentence, end}), {",", "of"})) return;
    std::int32_t start = head.token;
    const auto inside = [&](std::int32_t at) {
      const text::Upos tag = reading_.token({first.sentence, at}).upos;
      return tag == text::Upos::NOUN || tag == text::Upos::PROPN || tag == text::Upos::ADJ || tag == text::Upos::NUM || tag == text::Upos::DET || reading_.lower({first.sentence, at}) == "-";
    };
    while (start > 0 && head.token - start < 6 && inside(start - 1)) --start;
    std::vector<RawTitle> titles = reader_.parse(first.sentence, start, head.token + 1);
    if (titles.size() != 1) return;
    titles.front().title = word;
    raw_[m] = std::move(titles);
  }

  static std::string_view last_of(std::string_view words) { return words.substr(words.rfind(' ') + 1); }

  std::string body_key(std::int32_t mention) const {
    const Mention& body = mentions_[static_cast<std::size_t>(mention)];
    if (!body.government.empty()) return body.government;
    return body.key.empty() ? body.folded : body.key;
  }

  static bool same_full_name(const Words& a, const Words& b) {
    if (a == b) return true;
    const Words& shorter = a.size() < b.size() ? a : b;
    const Words& longer = a.size() < b.size() ? b : a;
    if (shorter.size() < 2) return false;
    if (is_suffix(shorter, longer) || is_prefix(shorter, longer)) return true;
    return shorter.front() == longer.front() && shorter.back() == longer.back() && is_subsequence(shorter, longer);
  }

  static std::string joined(const Words& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
    return all;
  }

  /// How well a short form fits a person: 0 not at all.
  int fit(const Words& words, const Person& person, std::size_t m) const {
    int score = 0;
    const Words full = without_generation(person.words);
    if (words == person.words) score = 60;
    else if (is_suffix(words, full)) score = 40;
    else if (is_prefix(words, full)) score = 30;
    else if (words.size() == 1 && words[0].size() >= 4 && std::find(person.words.begin(), person.words.end(), words[0]) != person.words.end()) score = 20;
    if (score == 0) return 0;
    const auto [bodies, titles] = context(m);
    // "First Lady Jill Novak" is not the "President Novak" whom everybody knows.
    for (const std::string& title : titles) {
      const bool known = words.size() == 1 && !person.titles.empty() && !person.titles.contains(title) && !vocabulary_.ontology().whose(title, words.front()).empty();
      if (known && vocabulary_.ontology().whose(title, joined(person.words)).empty()) return 0;
    }
    for (const std::string& body : bodies) {
      if (person.bodies.contains(body)) score += 15;
      else if (!person.bodies.empty()) score -= 12;
    }
    for (const std::string& title : titles) {
      if (person.titles.contains(title)) score += 6;
    }
    return score;
  }

  std::pair<std::set<std::string>, std::set<std::string>> context(std::size_t m) const {
    std::set<std::string> bodies, titles;
    for (const RawTitle& title : raw_[m]) {
      if (title.of >= 0) bodies.insert(body_key(title.of));
      titles.insert(fold_name(title.title));
    }
    return {bodies, titles};
  }

  void give(Person& person, std::size_t m) {
    person.mentions.push_back(static_cast<std::int32_t>(m));
    const auto [bodies, titles] = context(m);
    person.bodies.insert(bodies.begin(), bodies.end());
    person.titles.insert(titles.begin(), titles.end());
  }

  void join_people() {
    std::vector<std::size_t> full, single;
    for (std::size_t m = 0; m < mentions_.size(); ++m) {
      if (mentions_[m].label != EntityLabel::person || mentions_[m].nested) continue;
      (split_words(mentions_[m].folded).size() >= 2 ? full : single).push_back(m);
    }
    std::stable_sort(full.begin(), full.end(), [&](std::size_t a, std::size_t b) {
      return split_words(mentions_[a].folded).size() > split_words(mentions_[b].folded).size();
    });
    std::map<std::string, std::size_t> by_form;
    for (const std::size_t m : full) {
      const Words words = split_words(mentions_[m].folded);
      const auto known = by_form.find(mentions_[m].folded);
      std::size_t best = people_.size();
      if (known != by_form.end()) {
        best = known->second;
      } else {
        int count = 0;
        for (std::size_t p = 0; p < people_.size(); ++p) {
          if (!same_full_name(words, people_[p].words)) continue;
          best = p;
          ++count;
        }
        // A short form that fits several ("Kim" twice) is decided by its titles below.
        if (count > 1) best = closest(words, m);
        if (count == 0) best = near_spelling(words, m);
      }
      if (best == people_.size()) {
        people_.push_back({});
        people_.back().words = words;
      }
      by_form.emplace(mentions_[m].folded, best);
      give(people_[best], m);
    }
    std::sort(single.begin(), single.end());
    for (const std::size_t m : single) {
      const Words words = split_words(mentions_[m].folded);
      std::size_t best = closest(words, m);
      if (best == people_.size()) best = near_spelling(words, m);
      if (best == people_.size()) {
        people_.push_back({});
        people_.back().words = words;
      }
      give(people_[best], m);
    }
  }

  /// The person whom a short form means: best fit, then the one named last before it, then the one named first.
  std::size_t closest(const Words& words, std::size_t m) const {
    std::size_t best = people_.size();
    std::tuple<int, std::int32_t, std::int32_t> best_rank{0, 0, 0};
    for (std::size_t p = 0; p < people_.size(); ++p) {
      const int score = fit(words, people_[p], m);
      if (score <= 0) continue;
      std::int32_t last_before = -1, first = people_[p].mentions.front();
      for (const std::int32_t other : people_[p].mentions) {
        if (other < static_cast<std::int32_t>(m)) last_before = std::max(last_before, other);
        first = std::min(first, other);
      }
      const std::tuple<int, std::int32_t, std::int32_t> rank{score, last_before, -first};
      if (best == people_.size() || rank > best_rank) {
        best = p;
        best_rank = rank;
      }
    }
    return best;
  }

  /// A slip of the pen in one article: "Campoare", later "Campaore", both presidents.
  std::size_t near_spelling(const Words& words, std::size_t m) const {
    const auto [bodies, titles] = context(m);
    for (std::size_t p = 0; p < people_.size(); ++p) {
      const Person& person = people_[p];
      const std::string& own = words.back();
      const std::string& theirs = person.words.back();
      if (std::min(own.size(), theirs.size()) < 6 || own.front() != theirs.front()) continue;
      const bool given = words.size() == 1 || words.front() == person.words.front();
      if (!given) continue;
      const unsigned distance = edit_distance(own, theirs, 2);
      if (distance == 0 || distance > 2) continue;
      const bool title = std::any_of(titles.begin(), titles.end(), [&](const std::string& t) { return person.titles.contains(t); });
      if (distance == 1 || title || words.size() > 1) return p;
    }
    return people_.size();
  }

  /// A lone word that also stands in small letters is a word ("Will", "Black"), unless a title or a full name makes it a person.
  void drop_common_words() {
    for (Person& person : people_) {
      if (person.words.size() != 1 || !person.titles.empty() || vocabulary_.is_given_name(person.words[0])) continue;
      for (std::uint32_t s = 0; s < reading_.sentence_count() && !person.mentions.empty(); ++s) {
        for (std::int32_t t = 0; t < reading_.size(s); ++t) {
          if (reading_.form({s, t}) == person.words[0]) {
            person.mentions.clear();
            break;
          }
        }
      }
    }
  }

  static bool is_acronym_of(std::string_view acronym, const Words& words) {
    std::string initials, strong;
    for (const std::string& word : words) {
      initials += word.front();
      if (word != "of" && word != "the" && word != "and" && word != "for" && word != "in" && word != "on") strong += word.front();
    }
    std::string letters;
    for (const char c : acronym) {
      if (c != '.' && c != ' ') letters += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return letters.size() >= 2 && (letters == initials || letters == strong);
  }

  /// Organisations, states and places: by id, name, or the acronym that the text explains.
  void join_others() {
    std::map<std::string, std::string> renamed;  // folded short form → folded long form
    for (std::size_t m = 0; m < mentions_.size(); ++m) {
      const Mention& mention = mentions_[m];
      if (mention.label != EntityLabel::organization || mention.nested) continue;
      // "Syrian Democratic Forces (SDF)"
      const std::int32_t n = reading_.size(mention.sentence);
      if (mention.last + 2 < n && reading_.lower({mention.sentence, mention.last}) == "(" &&
          reading_.lower({mention.sentence, mention.last + 2}) == ")") {
        const std::string_view inside = reading_.form({mention.sentence, mention.last + 1});
        const bool capital = inside.size() >= 2 && inside.front() >= 'A' && inside.front() <= 'Z' &&
                             std::count_if(inside.begin(), inside.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) >= 2;
        if (capital) renamed[fold_name(inside)] = mention.folded;
      }
    }
    std::map<std::string, std::set<std::string>> longs;
    for (const Mention& mention : mentions_) {
      if (mention.label == EntityLabel::organization && !mention.nested && split_words(mention.folded).size() >= 2) {
        longs[mention.folded].insert(mention.name);
      }
    }
    for (const Mention& mention : mentions_) {
      if (mention.label != EntityLabel::organization || mention.nested || renamed.contains(mention.folded)) continue;
      const bool capitals = mention.name.size() >= 2 && mention.name.size() <= 8 &&
                            std::none_of(mention.name.begin(), mention.name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
      if (!capitals) continue;
      for (const auto& [folded, names] : longs) {
        if (is_acronym_of(mention.name, split_words(folded))) {
          renamed[mention.folded] = folded;
          break;
        }
      }
    }
    // "the Fund", "the Commission": the one long name of the article that ends so.
    for (const Mention& mention : mentions_) {
      if (mention.label != EntityLabel::organization || mention.nested || !mention.key.empty() || renamed.contains(mention.folded)) continue;
      if (mention.folded.find(' ') != std::string::npos || !vocabulary_.is_organization_word(mention.folded)) continue;
      const std::string* longer = nullptr;
      bool one = true;
      for (const auto& [folded, names] : longs) {
        const bool head = folded.ends_with(" " + mention.folded) || folded.starts_with(mention.folded + " of ") || folded.find(" " + mention.folded + " of ") != std::string::npos;
        if (!head) continue;
        one = one && longer == nullptr;
        longer = &folded;
      }
      if (longer != nullptr && one) renamed[mention.folded] = *longer;
    }
    // One key for each thing.
    std::map<std::string, std::string> known;  // folded form → ontology id
    for (const Mention& mention : mentions_) {
      if (mention.label == EntityLabel::organization && !mention.key.empty()) known.emplace(mention.folded, mention.key);
    }
    thing_.resize(mentions_.size());
    for (std::size_t m = 0; m < mentions_.size(); ++m) {
      const Mention& mention = mentions_[m];
      if (mention.label == EntityLabel::person) continue;
      std::string folded = mention.folded;
      if (const auto longer = renamed.find(folded); longer != renamed.end() && mention.label == EntityLabel::organization) folded = longer->second;
      std::string key = mention.key;
      if (key.empty()) {
        if (const auto id = known.find(folded); id != known.end() && mention.label == EntityLabel::organization) key = id->second;
      }
      if (key.empty()) {
        const bool name_of_body = mention.label == EntityLabel::organization && longs.contains(folded);
        key = std::string(graph::name_of(mention.label)) + ":" + (name_of_body ? *longs.at(folded).begin() : folded);
        if (name_of_body) key = std::string(graph::name_of(mention.label)) + ":" + folded;
      }
      thing_[m] = key;
    }
    // The id of an acronym goes to its long form and the other way round.
    for (const auto& [shorter, longer] : renamed) {
      const auto a = known.find(shorter);
      const auto b = known.find(longer);
      if (a == known.end() || b != known.end()) continue;
      for (std::size_t m = 0; m < mentions_.size(); ++m) {
        if (mentions_[m].label == EntityLabel::organization && mentions_[m].folded == longer) thing_[m] = a->second;
      }
    }
  }

  Joined build() {
    Joined joined;
    std::vector<std::int32_t> person_of(mentions_.size(), -1);
    for (std::size_t p = 0; p < people_.size(); ++p) {
      for (const std::int32_t m : people_[p].mentions) person_of[static_cast<std::size_t>(m)] = static_cast<std::int32_t>(p);
    }
    std::map<std::string, std::int32_t> number;
    for (std::size_t m = 0; m < mentions_.size(); ++m) {
      Mention& mention = mentions_[m];
      std::string id;
      if (mention.label == EntityLabel::person) {
        if (person_of[m] < 0) continue;
        id = "person#" + std::to_string(person_of[m]);
      } else {
        id = thing_[m];
      }
      const auto [found, fresh] = number.try_emplace(id, static_cast<std::int32_t>(joined.entities.size()));
      if (fresh) {
        joined.entities.push_back({});
        joined.entities.back().label = mention.label;
      }
      mention.entity = found->second;
      graph::Entity& entity = joined.entities[static_cast<std::size_t>(found->second)];
      if (entity.key.empty() && mention.label != EntityLabel::person && id.find('#') == std::string::npos && !id.starts_with("Organization:") &&
          !id.starts_with("Place:") && !id.starts_with("Policy:") && !id.starts_with("State:")) {
        entity.key = id;
      }
      entity.mentions.push_back(reading_.span(mention.sentence, mention.first, mention.last));
      // "Russian Defense Ministry": the people inside the name.
      if (mention.label == EntityLabel::organization && entity.country.empty() && entity.key.empty()) {
        for (std::size_t inside = m + 1; inside < mentions_.size() && mentions_[inside].sentence == mention.sentence && mentions_[inside].first < mention.last; ++inside) {
          if (mentions_[inside].nested && mentions_[inside].label == EntityLabel::state) entity.country = mentions_[inside].key;
        }
      }
    }
    name_entities(joined);
    joined.titles.resize(joined.entities.size());
    for (std::size_t m = 0; m < mentions_.size(); ++m) {
      if (mentions_[m].entity < 0) continue;
      for (const RawTitle& raw : raw_[m]) {
        Title title{.title = raw.title, .mode = raw.mode, .of = -1, .of_state = raw.of_state, .local = raw.local, .sentence = mentions_[m].sentence,
                    .words = reading_.span(mentions_[m].sentence, raw.first, std::max(raw.last, raw.first + 1))};
        if (raw.of >= 0) title.of = raw.of;  // a mention; the cast makes it an entity
        if (raw.serves >= 0) title.serves = mentions_[static_cast<std::size_t>(raw.serves)].entity;
        joined.titles[static_cast<std::size_t>(mentions_[m].entity)].push_back(std::move(title));
      }
    }
    for (std::size_t e = 0; e < joined.entities.size(); ++e) keep_apart(joined.entities[e], joined.titles[e]);
    return joined;
  }

  /// "Peter" of one article is not "Peter" of another; "King Abdullah" may be.
  void keep_apart(graph::Entity& entity, const std::vector<Title>& titles) const {
    if (entity.label != EntityLabel::person || !titles.empty()) return;
    const std::string folded = fold_name(entity.name);
    if (vocabulary_.is_given_name(folded)) entity.key = "person:" + folded + "#" + reading_.document().id.hex().substr(0, 8);
  }

  /// Every use of the name for this body is a building's that stands for it.
  bool is_metonym(std::string_view name, std::string_view key) const {
    for (const auto& meaning : vocabulary_.ontology().find(fold_name(name))) {
      if (meaning.id == key) return meaning.via == ontology::Ontology::Meaning::Via::metonym;
    }
    return false;
  }

  /// The longest good form; other forms and titled forms are aliases.
  void name_entities(Joined& joined) const {
    struct Form {
      std::size_t words = 0;
      std::size_t count = 0;
      std::size_t first = 0;
    };
    std::vector<std::map<std::string, Form>> forms(joined.entities.size());
    std::vector<std::set<std::string>> aliases(joined.entities.size());
    for (std::size_t m = 0; m < mentions_.size(); ++m) {
      const Mention& mention = mentions_[m];
      if (mention.entity < 0) continue;
      const auto at = static_cast<std::size_t>(mention.entity);
      if (!mention.demonym || joined.entities[at].label != EntityLabel::state) {
        Form& form = forms[at][mention.name];
        if (form.count++ == 0) form.first = m;
        form.words = split_words(mention.folded).size();
      }
      // "Japanese Ministry of Trade": without the people's name the same ministry.
      if (mention.label == EntityLabel::organization && m + 1 < mentions_.size() && mentions_[m + 1].nested && mentions_[m + 1].label == EntityLabel::state &&
          mentions_[m + 1].sentence == mention.sentence && mentions_[m + 1].first == mention.first && mention.last - mentions_[m + 1].last >= 3) {
        aliases[at].insert(clean_name(slice(reading_.text(), reading_.span(mention.sentence, mentions_[m + 1].last, mention.last))));
      }
      if (mention.outer < mention.first) {
        const std::string titled = clean_name(slice(reading_.text(), reading_.span(mention.sentence, mention.outer, mention.last)));
        if (titled.size() <= 100) aliases[at].insert(titled);
        // "Ayatollah Khamenei": the last word of the title as part of the name
        if (mention.first - mention.outer > 1) {
          aliases[at].insert(clean_name(slice(reading_.text(), reading_.span(mention.sentence, mention.first - 1, mention.last))));
        }
      }
    }
    for (std::size_t e = 0; e < joined.entities.size(); ++e) {
      graph::Entity& entity = joined.entities[e];
      const std::string* best = nullptr;
      Form best_form;
      for (const auto& [name, form] : forms[e]) {
        const auto shouting = [](const std::string& n) { return n.size() > 4 && std::none_of(n.begin(), n.end(), [](char c) { return c >= 'a' && c <= 'z'; }); };
        const auto rank = [&](const std::string& n, const Form& f) {
          return std::tuple(!shouting(n) || entity.label == EntityLabel::organization, f.words, f.count, -static_cast<std::int64_t>(f.first));
        };
        if (best == nullptr || rank(name, form) > rank(*best, best_form)) {
          best = &name;
          best_form = form;
        }
      }
      entity.name = best == nullptr ? std::string() : *best;
      if (const ontology::State* state = vocabulary_.ontology().state(entity.key)) {
        entity.name = state->name;
      } else if (const ontology::Organization* organization = vocabulary_.ontology().organization(entity.key)) {
        entity.kind = organization->kind;
        entity.country = organization->state;
        // "Capitol Hill", "the House"
        if (is_metonym(entity.name, entity.key) || fold_name(entity.name) == "house") {
          if (fold_name(entity.name) == "house") aliases[e].insert(entity.name);
          entity.name = organization->name;
        }
      } else if (const ontology::Place* place = vocabulary_.ontology().place(entity.key)) {
        entity.kind = place->kind;
        entity.country = place->state;
        // "SEOUL -- …": the capitals are the dateline's.
        if (fold_name(entity.name) == fold_name(place->name)) entity.name = place->name;
      }
      for (const auto& [name, form] : forms[e]) aliases[e].insert(name);
      aliases[e].erase(entity.name);
      entity.aliases.assign(aliases[e].begin(), aliases[e].end());
      std::sort(entity.mentions.begin(), entity.mentions.end());
      entity.mentions.erase(std::unique(entity.mentions.begin(), entity.mentions.end()), entity.mentions.end());
    }
  }

  const Vocabulary& vocabulary_;
  std::vector<Mention>& mentions_;
  TitleReader reader_;
  const Reading& reading_;
  std::vector<std::vector<RawTitle>> raw_;
  std::vector<Person> people_;
  std::vector<std::string> thing_;
};

}  // namespace

Joined join_mentions(const Reading& reading, const Vocabulary& vocabulary, std::vector<Mention>& mentions,
                     const std::vector<std::vector<std::int32_t>>& at) {
  return Joiner(reading, vocabulary, mentions, at).run();
}

}  // namespace kg::extract
