#include "export/bundling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/utf8.hpp"

namespace kg::exporter {

using graph::Evidence;

namespace {

constexpr std::size_t phrases_shown = 3;
constexpr std::size_t offices_shown = 2;
constexpr std::size_t places_shown = 3;
// Up to so many lines, what was held, planned and denied between two nodes stays apart; above, the words alone tell.
constexpr std::size_t most_apart = 45;
// Up to so many lines, a label has room for several things; above, the most reported one must do.
constexpr std::size_t most_wordy = 60;

// What a line says in the same words.
struct Phrase {
  std::string words;
  int towards = 0;
  Mood mood = Mood::neutral;
  bool office = false;
  std::int64_t told = 0;   // reports of single events
  std::int64_t times = 0;  // that, or a larger number that one report gives
  std::int64_t reports = 0;
  GraphText::Period period{};
  std::vector<std::string> places{};
};

void widen(GraphText::Period& period, const GraphText::Period& by) {
  if (by.first && (!period.first || by.first < period.first)) period.first = by.first;
  if (by.last && (!period.last || period.last < by.last)) period.last = by.last;
}

int towards(const Relation& relation, bool forwards) { return !relation.directed ? 0 : forwards ? 1 : -1; }

std::vector<Phrase> phrases_of(const Bundle& line, const std::map<graph::NodeId, std::uint32_t>& index) {
  std::map<std::pair<std::string, int>, Phrase> phrases;
  for (const Relation* r : line.relations) {
    const int direction = towards(*r, index.at(r->from) == line.link.from);
    Phrase& phrase = phrases.try_emplace({r->phrase, direction}, Phrase{r->phrase, direction, r->mood}).first->second;
    phrase.office = r->kind == Relation::Kind::office;
    // "three times" counts meetings that other reports tell of one by one: the larger number stands.
    if (r->times == 1) ++phrase.told;
    phrase.times = std::max({phrase.times, phrase.told, r->times});
    phrase.reports += r->reports;
    widen(phrase.period, r->period);
    if (!r->place.empty() && std::find(phrase.places.begin(), phrase.places.end(), r->place) == phrase.places.end()) {
      phrase.places.push_back(r->place);
    }
  }
  std::vector<Phrase> order;
  for (auto& [key, phrase] : phrases) order.push_back(std::move(phrase));
  std::stable_sort(order.begin(), order.end(), [](const Phrase& a, const Phrase& b) { return a.reports > b.reports; });
  // "Secretary" says nothing beside "Secretary of State": of titles that hold one another, the more reported stays.
  std::vector<Phrase> kept;
  std::vector<std::string> titles;
  for (Phrase& phrase : order) {
    if (phrase.office) {
      const std::string title = to_lower(phrase.words);
      const bool said = std::any_of(titles.begin(), titles.end(), [&](const std::string& other) {
        return other.find(title) != std::string::npos || title.find(other) != std::string::npos;
      });
      if (said || titles.size() == offices_shown) continue;
      titles.push_back(title);
    }
    kept.push_back(std::move(phrase));
  }
  return kept;
}

void give_label(Bundle& line, const std::map<graph::NodeId, std::uint32_t>& index, bool terse) {
  DiagramLink& link = line.link;
  const std::vector<Phrase> phrases = phrases_of(line, index);
  const bool both_ways = link.arrow_from && link.arrow_to;
  std::size_t shown = 0;
  for (const Phrase& phrase : phrases) {
    if (phrase.words.empty()) continue;
    if (shown == (terse ? 1 : phrases_shown)) break;
    ++shown;
    std::string text = phrase.words;
    if (phrase.times > 1 && !phrase.office) text += fmt::format(" ×{}", phrase.times);
    const std::string when = period_text(phrase.period.first, phrase.period.last);
    if (!when.empty()) text += ", " + when;
    link.label.push_back({std::move(text), phrase.mood, both_ways ? phrase.towards : 0});
    if (terse) continue;
    std::string places;
    for (std::size_t p = 0; p < phrase.places.size() && p < places_shown; ++p) {
      places += (p == 0 ? "" : ", ") + shortened(phrase.places[p], 24);
    }
    if (phrase.places.size() > places_shown) places += fmt::format(" +{}", phrase.places.size() - places_shown);
    if (!places.empty()) link.label.push_back({std::move(places), phrase.mood});
  }
  if (!terse && phrases.size() > phrases_shown) link.label.push_back({fmt::format("+{} more", phrases.size() - phrases_shown)});
}

// From relations to a line: everything but its label.
void sum_up(Bundle& line, const std::map<graph::NodeId, std::uint32_t>& index) {
  DiagramLink& link = line.link;
  std::array<std::int64_t, 3> of_mood{};
  link.stroke = Stroke::dotted;
  for (const Relation* r : line.relations) {
    const int direction = towards(*r, index.at(r->from) == link.from);
    link.arrow_to |= direction > 0;
    link.arrow_from |= direction < 0;
    link.stroke = std::min(link.stroke, r->stroke);
    of_mood[static_cast<std::size_t>(r->mood)] += r->reports;
    line.evidence.insert(line.evidence.end(), r->evidence.begin(), r->evidence.end());
  }
  // Of moods reported alike the more telling one.
  const auto strongest = std::max_element(of_mood.rbegin(), of_mood.rend());
  link.mood = static_cast<Mood>(of_mood.rend() - strongest - 1);
  std::sort(line.evidence.begin(), line.evidence.end());
  line.evidence.erase(std::unique(line.evidence.begin(), line.evidence.end()), line.evidence.end());
  link.reports = static_cast<std::uint32_t>(documents_of(line.evidence));
  // An arrow points forwards: engines that rank nodes follow it.
  if (link.arrow_from && !link.arrow_to) {
    std::swap(link.from, link.to);
    std::swap(link.arrow_from, link.arrow_to);
  }
}

std::vector<Bundle> grouped(const std::vector<Relation>& relations, const std::map<graph::NodeId, std::uint32_t>& index, bool by_stroke) {
  std::map<std::tuple<std::uint32_t, std::uint32_t, Stroke>, Bundle> lines;
  for (const Relation& r : relations) {
    const auto from = index.find(r.from), to = index.find(r.to);
    if (from == index.end() || to == index.end()) continue;
    const auto [low, high] = std::minmax(from->second, to->second);
    Bundle& line = lines[{low, high, by_stroke ? r.stroke : Stroke::solid}];
    line.link.from = low, line.link.to = high;
    line.relations.push_back(&r);
  }
  std::vector<Bundle> all;
  for (auto& [key, line] : lines) all.push_back(std::move(line));
  return all;
}

// Which lines stay: those of meetings' shapes; a forest that joins what was joined, by the most reported;
// then the most reported.
std::vector<bool> strongest(const std::vector<Bundle>& lines, const std::set<graph::NodeId>& meetings, std::size_t node_count, std::size_t most) {
  std::vector<std::size_t> order(lines.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return lines[a].link.reports > lines[b].link.reports; });
  std::vector<std::uint32_t> part(node_count);
  std::iota(part.begin(), part.end(), 0);
  const auto root = [&](std::uint32_t node) {
    while (part[node] != node) node = part[node] = part[part[node]];
    return node;
  };
  std::vector<bool> kept(lines.size(), false);
  std::size_t count = 0;
  for (const std::size_t i : order) {
    const std::uint32_t a = root(lines[i].link.from), b = root(lines[i].link.to);
    const Relation& r = *lines[i].relations.front();
    if (a == b && !meetings.contains(r.from) && !meetings.contains(r.to)) continue;
    part[a] = b;
    kept[i] = true;
    ++count;
  }
  for (const std::size_t i : order) {
    if (count >= most) break;
    if (!kept[i]) kept[i] = true, ++count;
  }
  return kept;
}

}  // namespace

Bundles bundle(const std::vector<Relation>& relations, const std::set<graph::NodeId>& meetings,
               const std::map<graph::NodeId, std::uint32_t>& index, std::size_t most) {
  std::vector<Bundle> lines = grouped(relations, index, true);
  if (lines.size() > most_apart) lines = grouped(relations, index, false);
  for (Bundle& line : lines) sum_up(line, index);
  Bundles result;
  const std::vector<bool> kept = strongest(lines, meetings, index.size(), most);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!kept[i]) {
      ++result.left_out;
      continue;
    }
    give_label(lines[i], index, std::min(most, lines.size()) > most_wordy);
    result.lines.push_back(std::move(lines[i]));
  }
  return result;
}

}  // namespace kg::exporter
