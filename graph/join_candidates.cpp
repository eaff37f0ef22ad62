#include "graph/join_candidates.hpp"

#include <tbb/parallel_sort.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "graph/compare_people.hpp"
#include "graph/in_order.hpp"

namespace kg::graph {

namespace {

using Field = CandidateTable::Field;

/// A word that very many people share ("mohammed") proves nothing, and comparing them all would make
/// the work quadratic.
constexpr std::size_t too_common = 400;

class Joiner {
 public:
  Joiner(const CandidateTable& table, const Decisions& decisions, const Workspace& workspace)
      : table_(table), texts_(table.texts()), decisions_(decisions), workspace_(workspace), parent_(table.all().size()) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }

  JoinedCandidates run() {
    join_people();
    join_organizations();
    replay_merges();
    for (std::uint32_t i = 0; i < parent_.size(); ++i) result_.root_of.push_back(root(i));
    return std::move(result_);
  }

 private:
  std::uint32_t root(std::uint32_t at) {
    while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
    return at;
  }
  void join(std::uint32_t a, std::uint32_t b, const char* reason) {
    const std::uint32_t left = root(a), right = root(b);
    if (left == right) return;
    parent_[std::max(left, right)] = std::min(left, right);
    const auto key = [&](std::uint32_t candidate) { return std::string(texts_[table_.all()[candidate].key]); };
    result_.reasons.emplace_back(std::min(a, b), key(std::min(a, b)) + " and " + key(std::max(a, b)) + ": " + reason);
  }
  void doubt(std::uint32_t a, std::uint32_t b, double score, const char* reason) {
    result_.uncertain.push_back({std::min(a, b), std::max(a, b), score, reason});
  }

  /// On all threads; no two are equal.
  template <class T>
  void sort(std::vector<T>& all) const {
    with_threads(workspace_, [&] { tbb::parallel_sort(all); });
  }

  /// People who share a word, sorted by it.
  struct Shared {
    std::string_view word;
    std::uint32_t person;  ///< index into people_
    bool operator<(const Shared& other) const { return word != other.word ? word < other.word : person < other.person; }
  };

  void join_people() {
    std::vector<Shared> shared;
    std::vector<std::pair<std::string, std::uint32_t>> by_letters;
    for (std::uint32_t i = 0; i < table_.all().size(); ++i) {
      const Candidate& candidate = table_.all()[i];
      const std::string_view key = texts_[candidate.key];
      if (candidate.label != EntityLabel::person || !key.starts_with("person:") || key.find('#') != std::string_view::npos) continue;
      const auto at = static_cast<std::uint32_t>(people_.size());
      people_.emplace_back(table_, i);
      std::vector<std::string_view> words = people_.back().words;
      std::sort(words.begin(), words.end());
      words.erase(std::unique(words.begin(), words.end()), words.end());
      for (const std::string_view word : words) {
        if (word.size() > 1) shared.push_back({word, at});
      }
      by_letters.emplace_back(concatenated(people_.back().words), i);
    }
    sort(by_letters);
    for (std::size_t i = 1, first = 0; i < by_letters.size(); ++i) {
      if (by_letters[i].first != by_letters[first].first) first = i;
      else join(by_letters[first].second, by_letters[i].second, "same name, other word breaks");
    }
    by_letters = {};
    sort(shared);
    compare_full_names(shared);
    join_single_names(shared);
    people_ = {};
  }

  /// Calls `use` with each run of one word.
  template <class Use>
  static void for_each_word(const std::vector<Shared>& shared, Use&& use) {
    for (std::size_t begin = 0, end = 0; begin < shared.size(); begin = end) {
      while (end < shared.size() && shared[end].word == shared[begin].word) ++end;
      use(std::span(shared).subspan(begin, end - begin));
    }
  }

  void compare_full_names(const std::vector<Shared>& shared) {
    // A pair that shares several words is compared at the first of them.
    std::vector<std::vector<std::uint32_t>> words_of(people_.size());
    std::uint32_t number = 0;
    for_each_word(shared, [&](std::span<const Shared> run) {
      if (run.size() <= too_common) {
        for (const Shared& one : run) {
          if (people_[one.person].words.size() >= 2) words_of[one.person].push_back(number);
        }
      }
      ++number;
    });
    const auto first_common = [&](std::uint32_t a, std::uint32_t b) {
      auto left = words_of[a].begin(), right = words_of[b].begin();
      while (*left != *right) *left < *right ? ++left : ++right;
      return *left;
    };
    number = 0;
    std::vector<std::uint32_t> full;
    for_each_word(shared, [&](std::span<const Shared> run) {
      const std::uint32_t word = number++;
      if (run.size() > too_common) return;
      full.clear();
      for (const Shared& one : run) {
        if (people_[one.person].words.size() >= 2) full.push_back(one.person);
      }
      for (std::size_t i = 0; i < full.size(); ++i) {
        for (std::size_t j = i + 1; j < full.size(); ++j) {
          if (first_common(full[i], full[j]) != word) continue;
          const Person &a = people_[full[i]], &b = people_[full[j]];
          const Verdict verdict = compare_people(a, b);
          if (verdict.join) join(a.candidate, b.candidate, verdict.reason);
          else if (verdict.score > 0) doubt(a.candidate, b.candidate, verdict.score, verdict.reason);
        }
      }
    });
  }

  /// The only one, or the one whose offices agree far better than those of anybody else: slips such as "President and Jill
  /// Biden" give the office to others, too; -1 if several could be meant.
  static std::int64_t outstanding(const std::map<std::uint32_t, std::uint64_t>& agreement) {
    constexpr std::uint64_t much_more = 5;
    std::int64_t best = -1;
    std::uint64_t most = 0, second = 0;
    for (const auto& [person, strength] : agreement) {
      second = std::max(second, std::min(most, strength));
      if (strength > most) best = person;
      most = std::max(most, strength);
    }
    return most > much_more * second ? best : -1;
  }

  /// "Obama" of one article and "Barack Obama" of another: one if office and state agree and nobody
  /// else could be meant.
  void join_single_names(const std::vector<Shared>& shared) {
    for (std::uint32_t i = 0; i < table_.all().size(); ++i) {
      const Candidate& candidate = table_.all()[i];
      if (candidate.label != EntityLabel::person) continue;
      const Person single(table_, i);
      if (single.words.size() != 1) continue;
      const std::string_view name = single.words[0];
      const auto begin = std::lower_bound(shared.begin(), shared.end(), Shared{name, 0});
      auto end = begin;
      while (end != shared.end() && end->word == name) ++end;
      if (begin == end || static_cast<std::size_t>(end - begin) > too_common) continue;
      std::map<std::uint32_t, std::uint64_t> agreeing;
      std::set<std::uint32_t> possible;
      for (auto at = begin; at != end; ++at) {
        const Person& full = people_[at->person];
        if (full.words.size() < 2 || (full.words.back() != name && full.words.front() != name)) continue;
        const std::uint32_t other = root(full.candidate);
        if (const std::uint64_t strength = office_agreement(single, full); strength > 0) agreeing[other] += strength;
        if (!have_opposed_offices(single, full)) possible.insert(other);
      }
      if (const std::int64_t best = outstanding(agreeing); best >= 0) {
        join(i, static_cast<std::uint32_t>(best), "family name, office and state agree");
      } else if (possible.size() <= 3 && texts_[candidate.key].find('#') == std::string_view::npos) {
        for (const std::uint32_t other : possible) {
          doubt(i, other, possible.size() == 1 ? 0.7 : 0.4, "family name only, no common office");
        }
      }
    }
  }

  /// "U.S. Embassy", "US Embassy", "United States Embassy"; "Department of (the) Treasury".
  void join_forms_of_states() {
    std::vector<std::pair<std::string, std::uint32_t>> forms;
    for (std::uint32_t i = 0; i < table_.all().size(); ++i) {
      if (table_.all()[i].label != EntityLabel::organization) continue;
      std::string form;
      const std::vector<std::string_view> words = split_words(texts_[table_.all()[i].folded]);
      for (std::size_t w = 0; w < words.size(); ++w) {
        std::string_view word = words[w];
        const std::string_view next = w + 1 < words.size() ? words[w + 1] : std::string_view();
        const bool letters = word == "u" && (next == "s" || next == "k" || next == "n");
        if (letters || (word == "united" && (next == "states" || next == "kingdom" || next == "nations"))) {
          word = next.front() == 's' ? "us" : next.front() == 'k' ? "uk" : "un";
          ++w;
        }
        if (word != "the") form.append(" ").append(word);
      }
      forms.emplace_back(std::move(form), i);
    }
    std::sort(forms.begin(), forms.end());
    for (std::size_t i = 1, first = 0; i < forms.size(); ++i) {
      if (forms[i].first != forms[first].first) first = i;
      else join(forms[first].second, forms[i].second, "same name but for how the state is written");
    }
  }

  /// Organisations: an acronym that one document explains joins those who use it alone.
  void join_organizations() {
    join_forms_of_states();
    struct Use {
      TextId folded;
      std::uint32_t candidate;
    };
    std::vector<Use> aliases, names;
    for (std::uint32_t i = 0; i < table_.all().size(); ++i) {
      if (table_.all()[i].label != EntityLabel::organization) continue;
      for (const auto& vote : table_.votes(i, Field::alias)) aliases.push_back({texts_.folded(vote.text), i});
      for (const auto& vote : table_.votes(i, Field::name)) names.push_back({texts_.folded(vote.text), i});
    }
    const auto by_number = [](const Use& a, const Use& b) { return std::tie(a.folded, a.candidate) < std::tie(b.folded, b.candidate); };
    std::sort(names.begin(), names.end(), by_number);
    std::sort(aliases.begin(), aliases.end(), [&](const Use& a, const Use& b) {
      return a.folded != b.folded ? texts_.before(a.folded, b.folded) : a.candidate < b.candidate;
    });
    std::vector<std::uint32_t> others;
    for (std::size_t begin = 0, end = 0; begin < aliases.size(); begin = end) {
      others.clear();
      for (; end < aliases.size() && aliases[end].folded == aliases[begin].folded; ++end) {
        if (others.empty() || others.back() != aliases[end].candidate) others.push_back(aliases[end].candidate);
      }
      // Of several with that name the first one is meant.
      const auto named = std::lower_bound(names.begin(), names.end(), Use{aliases[begin].folded, 0}, by_number);
      if (named == names.end() || named->folded != aliases[begin].folded) continue;
      std::erase(others, named->candidate);
      if (others.size() == 1 && texts_[table_.all()[named->candidate].key].starts_with("organization:")) {
        join(named->candidate, others[0], "its short name");
      } else {
        for (const std::uint32_t other : others) doubt(named->candidate, other, 0.5, "a short name that several have");
      }
    }
  }

  void replay_merges() {
    for (const Decision& decision : decisions_.list) {
      if (decision.kind != Decision::Kind::merge) continue;
      std::vector<std::uint32_t> meant;
      for (const std::string& name : decision.names) {
        const TextId folded = texts_.folded(texts_.id(name));
        for (std::uint32_t i = 0; i < table_.all().size(); ++i) {
          const auto names = table_.votes(i, Field::name);
          if (texts_[table_.all()[i].key] == name || std::any_of(names.begin(), names.end(), [&](const auto& vote) {
                return texts_.folded(vote.text) == folded;
              })) {
            meant.push_back(i);
          }
        }
      }
      for (std::size_t i = 1; i < meant.size(); ++i) join(meant[0], meant[i], "decided by the user");
    }
  }

  const CandidateTable& table_;
  TextTable& texts_;
  const Decisions& decisions_;
  const Workspace& workspace_;
  std::vector<std::uint32_t> parent_;
  std::vector<Person> people_;
  JoinedCandidates result_;
};

}  // namespace

JoinedCandidates join_candidates(const CandidateTable& table, const Decisions& decisions, const Workspace& workspace) {
  return Joiner(table, decisions, workspace).run();
}

}  // namespace kg::graph
