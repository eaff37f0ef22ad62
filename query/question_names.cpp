#include "query/question_names.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>

#include "base/utf8.hpp"

namespace kg::query {
namespace {

using graph::NodeId;

constexpr std::size_t longest_name_words = 10;
constexpr std::size_t most_nodes_scanned = 2'000'000;

std::string joined(std::span<const Word> words) {
  std::string text;
  for (const Word& word : words) {
    if (!text.empty()) text += ' ';
    text += word.text;
    if (word.possessive && &word != &words.back()) text += "'s";
  }
  return text;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

bool contains_sorted(const std::vector<std::string>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word, std::less<>{});
}

void sort_distinct(std::vector<std::string>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

// Letters to change, drop or add; gives up beyond `most`.
unsigned distance(std::string_view a, std::string_view b, unsigned most) {
  if (a.size() > b.size() + most || b.size() > a.size() + most) return most + 1;
  std::vector<unsigned> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0u);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    unsigned diagonal = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const unsigned next = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = row[j];
      row[j] = next;
    }
  }
  return row.back();
}

// chairman, chairwoman, chairperson are one office.
std::string neutral(std::string_view word) {
  for (const std::string_view end : {"woman", "person", "women", "men", "man"})
    if (word.size() > end.size() + 3 && word.ends_with(end)) return std::string(word.substr(0, word.size() - end.size()));
  return std::string(word);
}

std::vector<std::string> title_words(std::string_view title) {
  std::vector<std::string> words;
  for (const std::string& word : split(fold_name(title)))
    if (!is_function_word(word) || word == "us") words.push_back(neutral(word));
  return words;
}

// Words that make another office of a title, and words that leave it the same.
constexpr std::array<std::string_view, 10> other_office = {"deputy", "vice",    "assistant", "under",   "associate",
                                                           "former", "shadow",  "ex",        "sub",     "first"};
constexpr std::array<std::string_view, 8> heads = {"head", "chief", "leader", "director", "chair", "president", "boss", "commander"};

// Words of grammar that are names where they are written so.
bool written_as_name(const Word& word) { return word.text == "US" || word.text == "May"; }

// "Merkel seconded Macron" is a slip of reading: names have no words in lower case but particles.
bool reads_as_name(std::string_view name) {
  static constexpr std::array<std::string_view, 26> particles = {"de", "da",  "do",  "dos", "du",  "del", "della", "di", "la",  "le",  "el",  "al",  "bin",
                                                                 "ibn", "bint", "von", "van", "der", "den", "zu",    "y",  "and", "of", "the", "for", "e"};
  for (const Word& word : split_words(name))
    if (!word.capital && !word.lower.empty() && word.lower.front() >= 'a' && word.lower.front() <= 'z' && word.lower.find('-') == std::string::npos && !among(particles, word.lower)) return false;
  return true;
}

}  // namespace

double title_match(std::string_view asked, std::string_view title) {
  const std::vector<std::string> want = title_words(asked), have = title_words(title);
  if (want.empty() || have.empty()) return 0;
  if (want == have) return 1;
  const auto missing = [](const std::vector<std::string>& from, const std::vector<std::string>& in) {
    std::vector<std::string> out;
    for (const std::string& word : from)
      if (!among(in, word)) out.push_back(word);
    return out;
  };
  const std::vector<std::string> lacks = missing(want, have), extra = missing(have, want);
  const auto changes = [](const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [](const std::string& word) { return among(other_office, word); });
  };
  if (changes(extra) || changes(lacks)) return 0;
  if (want.size() > 1 && want.front() == "chief" && among(lacks, "chief")) return 0;  // a justice need not be the chief justice
  if (lacks.empty()) return extra.empty() ? 0.95 : 0.8;
  if (extra.empty()) return 0.5;
  if (lacks.size() == 1 && extra.size() == 1 && among(heads, lacks[0]) && among(heads, extra[0])) return 0.4;
  return 0;
}

double leading_share(std::string_view title, const ontology::Ontology& ontology) {
  const std::string folded = fold_name(title);
  for (const ontology::Office& office : ontology.offices) {
    const bool same = fold_name(office.title) == folded || std::any_of(office.aliases.begin(), office.aliases.end(), [&](const std::string& alias) { return fold_name(alias) == folded; });
    if (!same) continue;
    if (office.rank == "head_of_state") return 1;
    if (office.rank == "head_of_government") return 0.95;
    if (office.rank == "royal") return 0.8;
    break;
  }
  static constexpr std::array<std::string_view, 10> leading = {"leader", "head", "chief", "chairman", "chairwoman", "chair", "chairperson", "director", "commander", "president"};
  const std::vector<std::string> words = content_words(folded);
  double best = 0;
  for (const std::string& word : words) {
    if (word == "deputy" || word == "vice" || word == "former" || word == "assistant" || word == "opposition") return 0;
    if (among(leading, word)) best = words.size() == 1 ? 1 : words.size() == 2 ? 0.9 : 0.7;
    if (folded.find("secretary general") != std::string::npos || folded.find("prime minister") != std::string::npos) best = std::max(best, 0.95);
  }
  return best;
}

Names::Names(const graph::PropertyGraph& graph, const ontology::Ontology& ontology, std::vector<std::string>& notes)
    : graph_(graph), ontology_(ontology), notes_(notes) {
  for (const ontology::Office& office : ontology.offices) {
    titles_.push_back(fold_name(office.title));
    for (const std::string& alias : office.aliases) titles_.push_back(fold_name(alias));
  }
  sort_distinct(titles_);
  const ontology::Lexicon& lexicon = ontology.lexicon;
  for (const auto* list : {&lexicon.person_words, &lexicon.group_words, &lexicon.organization_words, &lexicon.policy_words})
    for (const std::string& word : *list) common_.push_back(fold_name(word));
  for (const std::string& title : titles_)
    for (const std::string& word : split(title)) common_.push_back(word);
  for (const ontology::Frame& frame : ontology.frames)
    if (frame.trigger == ontology::Trigger::noun)
      for (const std::string& lemma : frame.lemmas) common_.push_back(lemma);
  sort_distinct(common_);
  for (const auto* list : {&lexicon.person_words, &lexicon.group_words})
    for (const std::string& word : *list) people_.push_back(fold_name(word));
  for (const char* word : {"delegation", "government", "regime", "authorities", "officials", "troops", "forces", "side", "envoys"}) people_.emplace_back(word);
  sort_distinct(people_);
}

bool Names::is_common_word(std::string_view lower) const {
  if (contains_sorted(common_, lower)) return true;
  const std::vector<std::string> forms = base_forms(lower);
  return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return contains_sorted(common_, form); });
}

bool Names::is_people_word(std::string_view lower) const {
  const std::vector<std::string> forms = base_forms(lower);
  return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return contains_sorted(people_, form); });
}

void Names::note(std::string text) {
  if (!among(notes_, text)) notes_.push_back(std::move(text));
}

Date Names::newest_document() const {
  Date newest;
  for (std::uint32_t i = 0; i < graph_.document_count(); ++i) {
    const Date day = graph_.document(graph::DocumentIndex{i}).published.last_day();
    if (day && (!newest || newest < day)) newest = day;
  }
  return newest;
}

std::string Names::name_of(NodeId node) const {
  const auto key = graph_.find_key("name");
  if (!key) return {};
  const graph::PropertyValue value = graph_.property(node, *key);
  const auto* text = std::get_if<std::string>(&value.data);
  return text != nullptr ? *text : std::string();
}

bool Names::has_label(NodeId node, std::string_view label) const {
  for (const graph::LabelId id : graph_.labels(node))
    if (graph_.name(id) == label) return true;
  return false;
}

bool Names::fits(NodeId node, Wanted wanted) const {
  if (has_label(node, "Statement") || has_label(node, "Document") || has_label(node, "Event")) return false;
  if (wanted == Wanted::actor) return has_label(node, "Actor") || has_label(node, "Person") || has_label(node, "Organization") || has_label(node, "State");
  if (wanted == Wanted::place) return has_label(node, "Place") || has_label(node, "State");
  return true;
}

std::size_t Names::weight(NodeId node) const { return graph_.out(node).size() + graph_.in(node).size(); }

std::vector<NodeId> Names::by_name(std::string_view folded, Wanted wanted) const {
  std::vector<NodeId> nodes;
  if (folded.empty()) return nodes;
  for (const NodeId node : graph_.find_name(folded))
    if (fits(node, wanted)) nodes.push_back(node);
  return nodes;
}

std::vector<NodeId> Names::by_meaning(std::string_view folded, Wanted wanted) const {
  using Via = ontology::Ontology::Meaning::Via;
  std::vector<NodeId> nodes;
  for (const auto& meaning : ontology_.find(folded)) {
    if (wanted == Wanted::place && (meaning.via == Via::capital || meaning.via == Via::metonym || meaning.via == Via::demonym)) continue;
    std::string name;
    if (const ontology::State* state = ontology_.state(meaning.id)) {
      name = state->name;
    } else {
      for (const ontology::Organization& organization : ontology_.organizations)
        if (organization.id == meaning.id) name = organization.name;
      for (const ontology::Place& place : ontology_.places)
        if (place.id == meaning.id) name = place.name;
    }
    for (const NodeId node : by_name(fold_name(name), wanted))
      if (std::find(nodes.begin(), nodes.end(), node) == nodes.end()) nodes.push_back(node);
    if (!nodes.empty()) break;
  }
  return nodes;
}

// Persons whose name holds all the words asked for, in order: "jong un", "al thani".
std::vector<NodeId> Names::by_part(std::string_view folded) const {
  const auto label = graph_.find_label("Person");
  std::vector<NodeId> nodes;
  if (!label || folded.size() < 2 || graph_.node_count(*label) > most_nodes_scanned) return nodes;
  const std::vector<std::string> want = split(folded);
  for (const NodeId node : graph_.nodes_with(*label)) {
    const std::vector<std::string> have = split(fold_name(name_of(node)));
    std::size_t next = 0;
    for (const std::string& word : have)
      if (next < want.size() && word == want[next]) ++next;
    if (next == want.size()) nodes.push_back(node);
  }
  return nodes;
}

// Organisations of one word more: "thai navy".
std::vector<NodeId> Names::by_tail(std::string_view folded) const {
  const auto label = graph_.find_label("Organization");
  std::vector<NodeId> nodes;
  if (!label || folded.find(' ') == std::string_view::npos || graph_.node_count(*label) > most_nodes_scanned) return nodes;
  for (const NodeId node : graph_.nodes_with(*label)) {
    const std::string name = fold_name(name_of(node));
    const std::size_t first = name.find(' ');
    if (first != std::string::npos && std::string_view(name).substr(first + 1) == folded) nodes.push_back(node);
  }
  return nodes;
}

std::vector<NodeId> Names::by_spelling(std::string_view folded, Wanted wanted) const {
  if (folded.size() < 5) return {};
  const unsigned edits = folded.size() >= 9 ? 2 : 1;
  std::vector<NodeId> nodes;
  for (const NodeId node : graph_.find_similar(folded, edits, 16)) {
    if (!fits(node, wanted)) continue;
    // Names that only start so are not a matter of spelling.
    const auto near_by = [&](const std::string& name) { return !name.empty() && name.front() == folded.front() && distance(name, folded, edits) <= edits; };
    bool near = near_by(fold_name(name_of(node)));
    if (const auto key = graph_.find_key("aliases"); key && !near) {
      const graph::PropertyValue value = graph_.property(node, *key);
      if (const auto* list = std::get_if<graph::PropertyList>(&value.data))
        for (const graph::PropertyValue& alias : *list)
          if (const auto* text = std::get_if<std::string>(&alias.data)) near |= near_by(fold_name(*text));
    }
    if (near) nodes.push_back(node);
  }
  return nodes;
}

// The best of several nodes, and what shares its exact name; says what was left out.
std::vector<NodeId> Names::choose(std::vector<NodeId> nodes, std::string_view asked) {
  if (nodes.size() < 2) return nodes;
  const std::string folded = fold_name(asked);
  // By relations; a full name that is written out is exact, but a bare "Trump" is also what a document
  // calls somebody whom it never names in full.
  const bool full = folded.find(' ') != std::string::npos;
  const auto rank = [&](NodeId node) {
    return std::tuple(full && fold_name(name_of(node)) == folded, reads_as_name(name_of(node)), weight(node), ~static_cast<std::uint32_t>(node));
  };
  std::sort(nodes.begin(), nodes.end(), [&](NodeId a, NodeId b) { return rank(a) > rank(b); });
  const std::string best = name_of(nodes.front());
  std::vector<NodeId> kept;
  std::vector<std::string> others;
  for (const NodeId node : nodes) {
    const bool same = name_of(node) == best && !(has_label(node, "Person") && node != nodes.front());
    if (same) kept.push_back(node);
    else others.push_back(name_of(node) + " (" + std::to_string(weight(node)) + ")");
  }
  if (!others.empty()) {
    std::string note = "'" + std::string(asked) + "': took " + best + " (" + std::to_string(weight(nodes.front())) + " relations), not ";
    const std::size_t shown = std::min<std::size_t>(others.size(), 5);
    for (std::size_t i = 0; i < shown; ++i) note += (i == 0 ? "" : ", ") + others[i];
    if (others.size() > shown) note += " and " + std::to_string(others.size() - shown) + " more";
    note += "; write the full name to choose";
    this->note(std::move(note));
  }
  return kept;
}

std::vector<NodeId> Names::holders(std::string_view title, const std::vector<NodeId>& of) const {
  const auto type = graph_.find_edge_type("HOLDS_OFFICE");
  const auto title_key = graph_.find_key("title");
  if (!type || !title_key) return {};
  const auto former_key = graph_.find_key("former"), reports_key = graph_.find_key("reports");
  static constexpr std::array<std::string_view, 3> leaders = {"leader", "ruler", "head"};
  const bool leader = among(leaders, fold_name(title));
  struct Holder {
    NodeId node;
    std::int64_t reports;
  };
  std::vector<Holder> found;
  double best = 0.45;
  for (const NodeId node : of) {
    for (const graph::Adjacent& step : graph_.in(node, *type)) {
      const graph::PropertyValue value = graph_.property(step.edge, *title_key);
      const auto* have = std::get_if<std::string>(&value.data);
      const graph::PropertyValue former = former_key ? graph_.property(step.edge, *former_key) : graph::PropertyValue();
      if (have == nullptr || former == graph::PropertyValue(true)) continue;
      const double score = std::max(title_match(title, *have), leader && leading_share(*have, ontology_) >= 0.95 ? 0.9 : 0);
      if (score < best) continue;
      if (score > best) found.clear();
      best = score;
      const graph::PropertyValue count = reports_key ? graph_.property(step.edge, *reports_key) : graph::PropertyValue();
      const auto* reports = std::get_if<std::int64_t>(&count.data);
      const auto known = std::find_if(found.begin(), found.end(), [&](const Holder& holder) { return holder.node == step.neighbour; });
      if (known == found.end()) found.push_back({step.neighbour, reports != nullptr ? *reports : 1});
      else known->reports += reports != nullptr ? *reports : 1;
    }
  }
  // Who is called so most often, and whoever is called so about as often.
  std::stable_sort(found.begin(), found.end(), [](const Holder& a, const Holder& b) { return a.reports > b.reports; });
  std::vector<NodeId> nodes;
  for (const Holder& holder : found)
    if (holder.reports * 4 >= found.front().reports) nodes.push_back(holder.node);
  return nodes;
}

std::size_t Names::name_length(std::span<const Word> words) const {
  std::size_t most = 0;
  while (most < words.size() && most < longest_name_words && (most == 0 || (!words[most - 1].comma && !(words[most - 1].possessive && most == 1)))) ++most;
  // "the" opens no name, but "The Hague" does; a preposition or auxiliary opens none.
  for (std::size_t length = most; length > 0; --length) {
    const Word& last = words[length - 1];
    if (is_function_word(last.lower) && !written_as_name(last)) continue;
    if (length == 1 && (!words[0].capital && is_common_word(words[0].lower))) continue;
    if (length == 1 && is_function_word(words[0].lower) && !written_as_name(words[0])) continue;
    if (length > 1 && is_function_word(words[0].lower) && !words[0].capital) continue;
    // "foreign ministers" is nobody's name, though somebody was called so.
    const std::span<const Word> phrase = words.first(length);
    if (length > 1 && std::all_of(phrase.begin(), phrase.end(), [&](const Word& word) { return !word.capital && is_common_word(word.lower); })) continue;
    const std::string folded = fold_name(joined(words.first(length)));
    if (folded.empty()) continue;
    if (!ontology_.find(folded).empty()) return length;
    for (const NodeId node : graph_.find_name(folded)) {
      if (!fits(node, Wanted::anything)) continue;
      // An issue called "talks" does not make a name of that word.
      if (length == 1 && !words[0].capital && has_label(node, "Policy")) continue;
      return length;
    }
  }
  return 0;
}

std::size_t Names::title_length(std::span<const Word> words) const {
  for (std::size_t length = std::min<std::size_t>(words.size(), 6); length > 0; --length)
    if (contains_sorted(titles_, fold_name(joined(words.first(length))))) return length;
  return 0;
}

bool Names::is_title(std::string_view text) const { return contains_sorted(titles_, fold_name(text)); }

Phrase Names::read(std::span<const Word> words, Wanted wanted) {
  while (!words.empty() && is_function_word(words.front().lower) && name_length(words) == 0) words = words.subspan(1);
  Phrase phrase;
  phrase.text = joined(words);
  if (words.empty()) return phrase;
  const std::string folded = fold_name(phrase.text);
  const auto take = [&](std::vector<NodeId> nodes) {
    phrase.nodes = choose(std::move(nodes), phrase.text);
    return !phrase.nodes.empty();
  };
  std::vector<NodeId> called = by_name(folded, wanted);
  const bool slips = !called.empty() && std::none_of(called.begin(), called.end(), [&](NodeId node) { return reads_as_name(name_of(node)); });
  if (slips && wanted != Wanted::place)
    for (const NodeId node : by_part(folded))
      if (std::find(called.begin(), called.end(), node) == called.end()) called.push_back(node);
  if (take(std::move(called)) || take(by_meaning(folded, wanted))) {
    // "the Afghan government" is meant where the texts only say Afghanistan.
    for (std::size_t length = 1; length < words.size(); ++length) {
      const std::span<const Word> rest = words.subspan(length);
      if (!std::all_of(rest.begin(), rest.end(), [&](const Word& word) { return is_people_word(word.lower); })) continue;
      for (const NodeId node : by_meaning(fold_name(joined(words.first(length))), Wanted::actor))
        if (has_label(node, "State") && std::find(phrase.nodes.begin(), phrase.nodes.end(), node) == phrase.nodes.end()) phrase.nodes.push_back(node);
    }
    return phrase;
  }

  // The office of somebody: "Iran's foreign minister", "the Japanese premier", "the president of Iran".
  const std::size_t opening = name_length(words);
  if (opening > 0 && opening < words.size()) {
    const std::span<const Word> rest = words.subspan(opening);
    const std::string owner_text = joined(words.first(opening));
    std::vector<NodeId> owner = by_name(fold_name(owner_text), Wanted::actor);
    if (owner.empty()) owner = by_meaning(fold_name(owner_text), Wanted::actor);
    if (!owner.empty()) {
      const std::size_t before = note_count();
      owner = choose(std::move(owner), owner_text);
      if (take(holders(joined(rest), owner))) return phrase;
      // "US President Donald Trump", "Russian leader Putin": a name at the end.
      for (std::size_t at = 1; at < rest.size() && !has_label(owner.front(), "Person"); ++at) {
        if (name_length(rest.subspan(at)) != rest.size() - at) continue;
        const Phrase inner = read(rest.subspan(at), wanted);
        if (!inner.nodes.empty()) return inner;
      }
      // "Kim Jong Un" is nobody else called Kim; "the Kim regime" and "Kim's letter" are his.
      const bool person = has_label(owner.front(), "Person") && !words[opening - 1].possessive;
      if (person && !std::all_of(rest.begin(), rest.end(), [&](const Word& word) { return is_common_word(word.lower) || is_people_word(word.lower); })) {
        forget_notes(before);
        if (!take(by_part(folded)) && !take(by_spelling(folded, wanted))) phrase.unknown = true;
        return phrase;
      }
      // "the Thai navy" is the Royal Thai Navy, if the graph has it.
      if (wanted != Wanted::place && take(by_tail(folded))) return phrase;
      // A state and its people, or a state and a matter of it: "Russian troops", "the DPRK's missile launches".
      phrase.nodes = owner;
      for (const Word& word : rest)
        if (!is_function_word(word.lower) && !is_people_word(word.lower)) phrase.topic.push_back(word.lower);
      return phrase;
    }
  }
  for (std::size_t at = 1; at + 1 < words.size(); ++at) {
    if (words[at].lower != "of" && words[at].lower != "for") continue;
    const Phrase owner = read(words.subspan(at + 1), Wanted::actor);
    if (!owner.nodes.empty() && owner.topic.empty() && take(holders(joined(words.first(at)), owner.nodes))) return phrase;
    if (!owner.nodes.empty()) {
      phrase.nodes = owner.nodes;
      for (const Word& word : words.first(at))
        if (!is_function_word(word.lower) && !is_people_word(word.lower)) phrase.topic.push_back(word.lower);
      phrase.topic.insert(phrase.topic.end(), owner.topic.begin(), owner.topic.end());
      return phrase;
    }
  }
  // Title and name: "President Trump", "Gen. Prayuth", "the envoy Sung Kim".
  for (std::size_t at = 1; at < words.size(); ++at) {
    const std::string tail = fold_name(joined(words.subspan(at)));
    const bool titled = title_length(words.first(at)) == at ||
                        std::all_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at), [&](const Word& word) {
                          return is_common_word(word.lower) || among(ontology_.lexicon.honorifics, word.text) ||
                                 among(ontology_.lexicon.honorifics, word.text + ".");
                        });
    if (!titled) continue;
    if (take(by_name(tail, wanted)) || take(by_meaning(tail, wanted)) || (wanted != Wanted::place && take(by_part(tail)))) return phrase;
  }
  const bool common = std::all_of(words.begin(), words.end(), [&](const Word& word) { return !word.capital; }) &&
                      (words.size() > 1 || is_common_word(words.front().lower));
  if (!common || words.size() <= 3) {
    if (wanted != Wanted::place && !is_common_word(folded) && take(by_part(folded))) return phrase;
    if (take(by_spelling(folded, wanted))) {
      notes_.push_back("no '" + phrase.text + "' in the graph: took " + name_of(phrase.nodes.front()));
      return phrase;
    }
  }
  for (const Word& word : words)
    if (!is_function_word(word.lower)) phrase.topic.push_back(word.lower);
  phrase.unknown = !common;
  return phrase;
}

}  // namespace kg::query
