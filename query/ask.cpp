#include "query/ask.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "query/display.hpp"
#include "query/question.hpp"
#include "query/question_plan.hpp"
#include "query/question_relative.hpp"
#include "query/question_words.hpp"
#include "query/told.hpp"
#include "query/told_numbers.hpp"

namespace kg::query {
namespace {

using graph::Evidence;
using graph::NodeId;
using graph::PropertyGraph;

/// A row with the evidence it rests on, apart from the columns that are shown.
struct Row {
  List cells;
  List sources;
  std::vector<Evidence> evidence;
};

class Rows {
 public:
  Rows(const PropertyGraph& graph, const ontology::Ontology& ontology, QueryResult result) : graph_(graph), ontology_(ontology), columns(std::move(result.columns)) {
    const bool sourced = !columns.empty() && columns.back() == "source";
    if (sourced) columns.pop_back();
    for (List& cells : result.rows) {
      Row row;
      if (sourced) {
        if (const auto* list = std::get_if<std::shared_ptr<const List>>(&cells.back().data)) row.sources = **list;
        cells.pop_back();
      }
      row.cells = std::move(cells);
      for (const Value& source : sourced ? row.sources : row.cells) {
        // Who takes part is no reason for the row: his other sentences say other things.
        if (const auto* node = std::get_if<NodeId>(&source.data); node != nullptr && sourced && row.sources.size() > 1 && has_label(*node, "Actor")) continue;
        collect_evidence(graph, source, row.evidence);
      }
      rows.push_back(std::move(row));
    }
  }

  std::ptrdiff_t column(std::string_view name) const {
    const auto found = std::find(columns.begin(), columns.end(), name);
    return found == columns.end() ? -1 : found - columns.begin();
  }

  std::string cell(const Row& row, std::string_view name) const {
    const std::ptrdiff_t at = column(name);
    return at < 0 ? std::string() : display(graph_, row.cells[static_cast<std::size_t>(at)]);
  }

  std::string name(NodeId node) const { return display(graph_, Value(node)); }

  void narrow(const Narrowing& keep) {
    if (!keep.title.empty() || keep.leading) by_title(keep);
    if (!keep.verb.empty() || !keep.topic.empty()) by_words(keep);
    if (!keep.counted.empty()) by_number(keep.counted);
    if (keep.best_known) drop_hearsay();
    if (keep.persons_first) drop_states_of_persons();
  }

  /// The best evidence first: the sentence that holds most of the words of the question and the row.
  void order_evidence(const std::vector<std::string>& words) {
    for (Row& row : rows) {
      if (row.evidence.size() < 2) continue;
      std::vector<std::string> wanted = words;
      for (const Value& value : row.cells)
        for (std::string& word : content_words(display(graph_, value))) wanted.push_back(std::move(word));
      std::vector<std::pair<std::size_t, std::size_t>> scores;  // found words negated, position
      const std::size_t most = std::min<std::size_t>(row.evidence.size(), 200);
      for (std::size_t i = 0; i < most; ++i) {
        std::size_t score = count_found(wanted, citations_.sentence(row.evidence[i])) * 2 + (row.evidence[i].claim ? 1 : 0);
        scores.emplace_back(~score, i);
      }
      std::stable_sort(scores.begin(), scores.end());
      std::vector<Evidence> ordered;
      for (const auto& [score, at] : scores) ordered.push_back(row.evidence[at]);
      ordered.insert(ordered.end(), row.evidence.begin() + static_cast<std::ptrdiff_t>(most), row.evidence.end());
      row.evidence = std::move(ordered);
    }
  }

  /// The rows of the earliest or latest date; those without a date only if none has one.
  void keep_extreme(Which which) {
    if (which == Which::all || column("date") < 0) return;
    std::string best;
    for (const Row& row : rows)
      if (const std::string date = cell(row, "date"); !date.empty() && (best.empty() || (which == Which::latest ? date > best : date < best))) best = date;
    if (!best.empty()) std::erase_if(rows, [&](const Row& row) { return cell(row, "date") != best; });
  }

  /// Rows that show the same are one, with the evidence of all.
  void merge_equal() {
    std::map<std::vector<std::string>, std::size_t> seen;
    std::vector<Row> kept;
    for (Row& row : rows) {
      std::vector<std::string> shown;
      for (const Value& value : row.cells) shown.push_back(display(graph_, value));
      const auto [at, added] = seen.try_emplace(std::move(shown), kept.size());
      if (added) kept.push_back(std::move(row));
      else kept[at->second].evidence.insert(kept[at->second].evidence.end(), row.evidence.begin(), row.evidence.end());
    }
    rows = std::move(kept);
  }

  /// True if the best sentence of a row holds a negation: its words may say the opposite.
  bool negated(const Row& row) {
    static constexpr std::array<std::string_view, 8> negations = {"not", "no", "never", "nor", "without", "none", "neither", "nobody"};
    if (row.evidence.empty()) return false;
    const std::vector<Word> words = split_words(citations_.sentence(row.evidence.front()));
    return std::any_of(words.begin(), words.end(), [](const Word& word) { return std::find(negations.begin(), negations.end(), word.lower) != negations.end(); });
  }

  /// True if a row has the date or place that is asked for; any row tells anything else.
  bool tells(const Question& question, std::string_view column) {
    if (question.asked != Asked::when && question.asked != Asked::where) return !rows.empty();
    const bool of_claims = question.asked == Asked::where && (question.shape == Shape::event || question.shape == Shape::happening);
    return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
      const std::string value = of_claims ? std::string() : cell(row, column);
      return of_claims ? !places(row).empty() : !value.empty() && value != "[]";
    });
  }

  /// Places where the claims behind a row say it happened.
  std::vector<std::string> places(const Row& row) {
    std::vector<std::string> found;
    for (const Evidence& evidence : row.evidence) {
      if (!evidence.claim || static_cast<std::uint32_t>(evidence.document) >= graph_.document_count()) continue;
      const graph::DocumentClaims claims = graph_.document_claims(evidence.document);
      if (*evidence.claim >= claims.claims.size()) continue;
      for (const graph::Argument& argument : claims.claims[*evidence.claim].arguments) {
        if (argument.role != "place" || static_cast<std::size_t>(argument.entity) >= claims.entities.size()) continue;
        const std::string& name = claims.entities[static_cast<std::size_t>(argument.entity)].name;
        if (std::find(found.begin(), found.end(), name) == found.end()) found.push_back(name);
      }
    }
    return found;
  }

 private:
  bool has_label(NodeId node, std::string_view label) const {
    for (const graph::LabelId id : graph_.labels(node))
      if (graph_.name(id) == label) return true;
    return false;
  }

  void keep_best(const std::vector<double>& scores, double least) {
    double best = least;
    for (const double score : scores) best = std::max(best, score);
    std::vector<Row> kept;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (scores[i] >= best) kept.push_back(std::move(rows[i]));
    rows = std::move(kept);
  }

  std::string normal_title(std::string_view title) const {
    const std::string folded = fold_name(title);
    for (const ontology::Office& office : ontology_.offices)
      for (const std::string& alias : office.aliases)
        if (fold_name(alias) == folded) return office.title;
    return std::string(title);
  }

  // "caretaker" and "interim" are acting, "-designate" is -elect, wherever they stand.
  static std::string with_mode(std::string_view title, std::string_view mode) {
    std::string kept, found(mode == "former" ? "" : mode);
    for (const Word& word : split_words(fold_name(title))) {
      const bool acting = word.lower == "acting" || word.lower == "interim" || word.lower == "caretaker";
      const bool elect = word.lower == "elect" || word.lower == "designate" || word.lower == "incoming";
      if (acting || elect) found = acting ? "acting" : "elect";
      else kept += (kept.empty() ? "" : " ") + word.lower;
    }
    return found.empty() ? kept : found + " " + kept;
  }

  void by_title(const Narrowing& keep) {
    std::vector<double> scores;
    const std::string normal = normal_title(keep.title);
    const std::string asked = with_mode(keep.title, {});
    for (const Row& row : rows) {
      const std::string title = cell(row, "title");
      double score = keep.leading ? leading_share(title, ontology_) : std::max(title_match(asked, with_mode(title, cell(row, "note"))), title_match(normal, normal_title(title)));
      if (!keep.leading && asked.starts_with("elect ") != with_mode(title, cell(row, "note")).starts_with("elect ")) score *= 0.5;
      if (keep.topic_share > 0 || !keep.topic.empty()) {
        // The body is looked for in title and name: "special envoy to Afghanistan" of the United States.
        const std::string all = title + " " + cell(row, "of");
        const double found = keep.topic.empty() ? 1 : static_cast<double>(count_found(keep.topic, all)) / static_cast<double>(keep.topic.size());
        if (keep.topic_share > 0) {
          const std::vector<std::string> title_asked = content_words(keep.title);
          const bool all_words = count_found(title_asked, all) == title_asked.size() && !title_asked.empty();
          if (!keep.leading && score == 0 && all_words) score = 0.6;
          if (found < keep.topic_share) score = 0;
          for (const std::vector<std::string>& body : keep.bodies) {
            const bool named = std::any_of(body.begin(), body.end(), [&](const std::string& name) {
              const std::vector<std::string> wanted = content_words(name);
              return !wanted.empty() && count_found(wanted, all) == wanted.size();
            });
            if (!named) score = 0;
          }
        } else {
          score = score == 0 ? 0 : score + found * 0.2;
        }
      }
      scores.push_back(score);
    }
    keep_best(scores, 0.3);
  }

  static bool speaks_of_the_matter(std::string_view statement) {
    static constexpr std::array<std::string_view, 14> matters = {"move", "decision", "plan", "step", "ruling", "measure", "announcement", "proposal", "incident", "attack", "deal", "agreement", "situation", "matter"};
    const std::vector<Word> words = split_words(statement);
    for (std::size_t i = 1; i < words.size(); ++i)
      if (among(matters, words[i].lower) && (words[i - 1].lower == "the" || words[i - 1].lower == "this")) return true;
    return false;
  }

  static bool begins_with_pronoun(std::string_view statement) {
    static constexpr std::array<std::string_view, 4> pronouns = {"it", "this", "these", "such"};
    constexpr std::size_t opening = 3;
    const std::vector<Word> words = split_words(statement);
    // "Said that it would": the speaker himself.
    if (words.empty() || !words.front().capital) return false;
    return std::any_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(opening, words.size())), [&](const Word& word) { return among(pronouns, word.lower); });
  }

  /// Positions of rows, those of one document together: its text is unpacked once.
  std::vector<std::size_t> by_document() const {
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto document = [&](std::size_t at) { return rows[at].evidence.empty() ? graph::DocumentIndex{0} : rows[at].evidence.front().document; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return document(a) < document(b); });
    return order;
  }

  void by_words(const Narrowing& keep) {
    std::vector<double> scores(rows.size());
    const std::vector<std::string> verb = content_words(keep.verb);
    std::vector<std::vector<std::string>> triggers{verb};
    for (const std::string& synonym : keep.synonyms) triggers.push_back(content_words(synonym));
    std::erase_if(triggers, [](const std::vector<std::string>& words) { return words.empty(); });
    for (const std::size_t at : by_document()) {
      const Row& row = rows[at];
      double best = -1;
      const std::size_t most = std::min<std::size_t>(row.evidence.size(), 50);
      std::string told;  // what the row itself says
      for (const Value& value : row.cells) told += display(graph_, value) + " ";
      told += parties(row);
      for (std::size_t i = 0; i < std::max<std::size_t>(most, 1); ++i) {
        const std::string sentence = i < row.evidence.size() ? citations_.sentence(row.evidence[i]) : std::string();
        const auto found_in = [&](const std::string& text) { return keep.topic.empty() ? 1 : static_cast<double>(count_found(keep.topic, text)) / static_cast<double>(keep.topic.size()); };
        double share = found_in(sentence + " " + told);
        if (share < keep.topic_share && !keep.refers_back) continue;
        const std::string trigger = i < row.evidence.size() ? citations_.words(row.evidence[i]) : std::string();
        const bool in_trigger = !trigger.empty() && std::ranges::any_of(triggers, [&](const std::vector<std::string>& words) { return count_found(words, trigger) == words.size(); });
        if (keep.trigger_needed && !in_trigger) continue;
        if (keep.refers_back && i < row.evidence.size() && share < 1) {
          const std::string what = cell(row, "what"), around = citations_.sentence_before(row.evidence[i]) + " " + sentence;
          if (begins_with_pronoun(what)) share = std::max(share, found_in(around));
          // "The move" is what the article is about.
          constexpr double less = 0.7;
          if (speaks_of_the_matter(what)) share = std::max(share, less * found_in(around + " " + citations_.title(row.evidence[i])));
        }
        if (share < keep.topic_share) continue;
        const bool in_sentence = !in_trigger && !verb.empty() && count_found(verb, sentence) == verb.size();
        if (keep.verb_needed && !in_trigger && !in_sentence) continue;
        best = std::max(best, share * 4 + (in_trigger ? 2 : in_sentence ? 1 : 0));
      }
      scores[at] = best;
    }
    keep_best(scores, 0);
  }

  /// The names of those who took part in a happening, whatever its sentence calls them: "|he| won 40 seats".
  std::string parties(const Row& row) const {
    const auto part = graph_.find_edge_type("PARTICIPATED_IN");
    std::string names;
    for (const Value& source : row.sources) {
      const auto* node = std::get_if<NodeId>(&source.data);
      if (!part || node == nullptr || !has_label(*node, "Happening")) continue;
      for (const graph::Adjacent& step : graph_.in(*node, *part)) names += name(step.neighbour) + " ";
    }
    return names;
  }

  void by_number(const std::vector<std::string>& counted) {
    std::vector<Row> kept;
    for (Row& row : rows) {
      const std::string number = told_number(cell(row, "what"), counted);
      if (number.empty()) continue;
      row.cells.insert(row.cells.begin(), Value(number));
      kept.push_back(std::move(row));
    }
    rows = std::move(kept);
    columns.insert(columns.begin(), "number");
  }

  // One document in many that calls somebody president is more likely misread than right. Ten to one is the
  // ratio between slips and facts that stood out in graphs of some thousand articles.
  void drop_hearsay() {
    const std::ptrdiff_t at = column("reports");
    if (at < 0) return;
    const auto reports = [&](const Row& row) {
      const auto* count = std::get_if<std::int64_t>(&row.cells[static_cast<std::size_t>(at)].data);
      return count != nullptr ? *count : 1;
    };
    std::int64_t most = 0;
    for (const Row& row : rows) most = std::max(most, reports(row));
    std::erase_if(rows, [&](const Row& row) { return reports(row) * 10 < most; });
  }

  // "Trump (and with him the United States) met Kim": who met Kim is Trump.
  void drop_states_of_persons() {
    const auto last_node = [](const Row& row, std::size_t from_end) -> std::optional<NodeId> {
      if (row.sources.size() < from_end) return std::nullopt;
      const auto* node = std::get_if<NodeId>(&row.sources[row.sources.size() - from_end].data);
      return node != nullptr ? std::optional(*node) : std::nullopt;
    };
    std::set<NodeId> with_person;
    for (const Row& row : rows) {
      const auto who = last_node(row, 1), meeting = last_node(row, 3);
      if (who && meeting && has_label(*who, "Person")) with_person.insert(*meeting);
    }
    std::erase_if(rows, [&](const Row& row) {
      const auto who = last_node(row, 1), meeting = last_node(row, 3);
      return who && meeting && has_label(*who, "State") && (with_person.contains(*meeting) || stands_for_its_official(*who, *meeting));
    });
  }

  // A meeting of Sherman and the United States: she is there for them, they met nobody.
  bool stands_for_its_official(NodeId state, NodeId meeting) const {
    const auto part = graph_.find_edge_type("PARTICIPATED_IN"), office = graph_.find_edge_type("HOLDS_OFFICE");
    if (!part || !office) return false;
    for (const graph::Adjacent& official : graph_.in(state, *office))
      for (const graph::Adjacent& step : graph_.in(meeting, *part))
        if (step.neighbour == official.neighbour) return true;
    return false;
  }

  const PropertyGraph& graph_;
  const ontology::Ontology& ontology_;
  Citations citations_{graph_};

 public:
  std::vector<std::string> columns;
  std::vector<Row> rows;
};

// Words of the question that name parties: an answer repeats none of them.
bool is_party(const PropertyGraph& graph, const Question& question, std::string_view name) {
  const std::string folded = fold_name(name);
  for (const auto* list : {&question.actors, &question.recipients})
    for (const Phrase& phrase : *list)
      for (const NodeId node : phrase.nodes)
        if (fold_name(display(graph, Value(node))) == folded) return true;
  return false;
}

void add_answer(std::vector<std::string>& answers, std::string text) {
  if (!text.empty() && std::find(answers.begin(), answers.end(), text) == answers.end()) answers.push_back(std::move(text));
}

// Of 2018, 2018-06 and 2018-06-12 only the last is an answer; the others may speak of the same day.
void keep_finest_dates(std::vector<std::string>& dates) {
  const std::vector<std::string> all = dates;
  std::erase_if(dates, [&](const std::string& date) {
    return std::any_of(all.begin(), all.end(), [&](const std::string& other) { return other.size() > date.size() && other.starts_with(date); });
  });
  std::sort(dates.begin(), dates.end());
}

// "Panmunjom, South Korea" is in Panmunjom: a place that another answer lies in says nothing more.
void keep_finest_places(const PropertyGraph& graph, std::vector<std::string>& places) {
  const auto located = graph.find_edge_type("LOCATED_IN");
  if (!located || places.size() < 2) return;
  std::set<std::string> around;
  for (const std::string& place : places)
    for (const NodeId node : graph.find_name(fold_name(place)))
      for (const graph::Adjacent& step : graph.out(node, *located))
        if (display(graph, Value(step.neighbour)) != place) around.insert(display(graph, Value(step.neighbour)));
  std::erase_if(places, [&](const std::string& place) { return around.contains(place); });
}

// "In which city": of the places that are told those that the graph knows for cities, if it knows any.
void keep_cities(const PropertyGraph& graph, const Question& question, std::vector<std::string>& places) {
  static constexpr std::array<std::string_view, 3> cities = {"city", "town", "cities"};
  const auto kind = graph.find_key("kind");
  if (!kind || question.clause.noun.empty() || !among(cities, question.clause.noun.back())) return;
  const auto is_city = [&](const std::string& place) {
    const std::vector<NodeId> nodes = graph.find_name(fold_name(place));
    return std::any_of(nodes.begin(), nodes.end(), [&](NodeId node) {
      const graph::PropertyValue value = graph.property(node, *kind);
      const auto* text = std::get_if<std::string>(&value.data);
      return text != nullptr && *text == "city";
    });
  };
  if (std::any_of(places.begin(), places.end(), is_city)) std::erase_if(places, [&](const std::string& place) { return !is_city(place); });
}

std::vector<const Phrase*> unknown_names(const Question& question) {
  std::vector<const Phrase*> unknown;
  for (const auto* list : {&question.actors, &question.recipients, &question.places})
    for (const Phrase& phrase : *list)
      if (phrase.unknown && phrase.nodes.empty()) unknown.push_back(&phrase);
  return unknown;
}

Answer yes_or_no(const Question& question, Rows& rows, Answer answer) {
  const auto is_status = [&](const Row& row, std::initializer_list<std::string_view> any) {
    const std::string status = rows.cell(row, "status");
    return std::find(any.begin(), any.end(), status) != any.end();
  };
  const auto keep = [&](std::initializer_list<std::string_view> any) {
    std::erase_if(rows.rows, [&](const Row& row) { return !is_status(row, any); });
  };
  const auto have = [&](std::initializer_list<std::string_view> any) {
    return std::any_of(rows.rows.begin(), rows.rows.end(), [&](const Row& row) { return is_status(row, any); });
  };
  // Found by words alone, a sentence with a negation is no yes.
  const bool by_words = question.shape == Shape::event && (question.recipients.empty() || question.recipients.front().nodes.empty());
  if (by_words) std::erase_if(rows.rows, [&](const Row& row) { return is_status(row, {"asserted"}) && rows.negated(row); });
  // "do X and Y support Z": not if only one of them does.
  const auto acts = [&](const Phrase& actor) {
    return std::any_of(rows.rows.begin(), rows.rows.end(), [&](const Row& row) {
      return is_status(row, {"asserted", "held"}) && std::any_of(actor.nodes.begin(), actor.nodes.end(), [&](NodeId node) { return rows.cell(row, "who") == rows.name(node); });
    });
  };
  if (question.shape == Shape::event && question.actors.size() > 1 && !question.recipients.empty() && !std::all_of(question.actors.begin(), question.actors.end(), acts)) {
    if (!rows.rows.empty()) answer.notes.push_back("the documents say it of " + rows.cell(rows.rows.front(), "who") + " only");
    rows.rows.clear();
    return answer;
  }
  if (question.shape == Shape::office) {
    if (!rows.rows.empty()) answer.answers = {"yes"};
  } else if (question.shape == Shape::statement) {
    // "said that it was not": he did not say that it was.
    const auto negated = [&](const Row& row) {
      static constexpr std::array<std::string_view, 6> negations = {"not", "no", "never", "none", "deny", "without"};
      for (const Word& word : split_words(rows.cell(row, "what")))
        for (const std::string& form : base_forms(word.lower))
          if (std::find(negations.begin(), negations.end(), form) != negations.end()) return true;
      return false;
    };
    if (!rows.rows.empty()) answer.answers = {std::all_of(rows.rows.begin(), rows.rows.end(), negated) ? "no" : "yes"};
  } else if (question.verb_needed) {
    if (!rows.rows.empty()) answer.answers = {"yes"};
  } else if (question.mood == Mood::future ? have({"planned", "proposed", "held"}) : have({"held", "asserted"})) {
    if (question.mood == Mood::future) keep({"planned", "proposed", "held"});
    else keep({"held", "asserted"});
    answer.answers = {"yes"};
  } else if (have({"cancelled", "denied"})) {
    keep({"cancelled", "denied"});
    answer.answers = {"no"};
  } else if (!rows.rows.empty()) {
    answer.notes.push_back("the documents only speak of it as " + rows.cell(rows.rows.front(), "status"));
    rows.rows.clear();
  }
  return answer;
}

/// Plans and runs `question`; `answer` has what was noted while reading it.
Answer answer_question(const PropertyGraph& graph, const ontology::Ontology& ontology, Question question, const Names& names, Answer answer, const AskOptions& options, bool loosely = true) {
  if (const auto unknown = unknown_names(question); !unknown.empty()) {
    for (const Phrase* phrase : unknown) answer.notes.push_back("the graph knows nothing called '" + phrase->text + "'");
    // Of a meeting with somebody unknown nothing is told; what happened in a place of that name may be.
    if (question.shape == Shape::meeting && (question.asked == Asked::when || question.asked == Asked::where)) question.shape = Shape::happening;
    if (question.shape != Shape::office && question.shape != Shape::event && question.shape != Shape::happening) return answer;
  }
  const Plan plan = plan_question(question, names);

  std::optional<Rows> rows;
  for (const Attempt& attempt : plan.attempts) {
    if (attempt.loose && !loosely) continue;
    QueryResult result = run_cypher(graph, attempt.cypher, options.run);
    std::string plan_text = std::move(result.plan);
    if (const std::string kept = describe(attempt.keep); !kept.empty() && !plan_text.empty()) plan_text += (plan_text.back() == '\n' ? "" : "\n") + kept + "\n";
    Rows found(graph, ontology, std::move(result));
    found.narrow(attempt.keep);
    // Who is named in the question is no answer to it.
    const bool party_asked = question.shape == Shape::meeting || question.shape == Shape::event || question.shape == Shape::happening;
    if (party_asked && (plan.answer == "who" || plan.answer == "whom"))
      std::erase_if(found.rows, [&](const Row& row) { return is_party(graph, question, found.cell(row, plan.answer)); });
    if (answer.cypher.empty() || !found.rows.empty()) {
      answer.cypher = attempt.cypher;
      answer.plan = std::move(plan_text);
    }
    if (found.rows.empty()) continue;
    // A row that does not tell what was asked for waits whether another attempt's does.
    const bool tells = found.tells(question, plan.answer);
    if (!rows || tells) rows.emplace(std::move(found));
    if (tells) break;
  }
  const bool told = rows && rows->tells(question, plan.answer);
  if (!told && (question.shape == Shape::meeting || question.shape == Shape::office || question.shape == Shape::statement)) {
    // What is no meeting or office of the graph may have happened all the same: "who convened the board", "who was elected".
    Question again = question;
    again.shape = Shape::happening;
    if (again.asked == Asked::who || again.asked == Asked::what || again.asked == Asked::when || again.asked == Asked::where) {
      if (again.asked_role != "recipient" && again.asked_role != "topic" && again.asked_role != "text") again.asked_role = "actor";
      Answer other = answer_question(graph, ontology, std::move(again), names, answer, options, loosely);
      if (!other.answers.empty()) return other;
    }
  }
  if (!rows) return answer;

  std::vector<std::string> words;
  for (const auto* list : {&question.actors, &question.recipients, &question.about, &question.places})
    for (const Phrase& phrase : *list)
      for (std::string& word : content_words(phrase.text)) words.push_back(std::move(word));
  words.insert(words.end(), question.topic.begin(), question.topic.end());
  for (std::string& word : content_words(question.verb)) words.push_back(std::move(word));
  rows->order_evidence(words);

  if (question.shape == Shape::office && question.asked == Asked::yes_no)
    std::erase_if(rows->rows, [&](const Row& row) { return !question.actors.empty() && !is_party(graph, question, rows->cell(row, "who")); });
  if (question.shape == Shape::timeline)
    std::stable_sort(rows->rows.begin(), rows->rows.end(), [&](const Row& a, const Row& b) {
      const std::string x = rows->cell(a, "date"), y = rows->cell(b, "date");
      return std::pair(x.empty(), x) < std::pair(y.empty(), y);
    });

  rows->keep_extreme(question.which);
  if (question.asked == Asked::yes_no) {
    answer = yes_or_no(question, *rows, std::move(answer));
  } else if (question.asked == Asked::times) {
    std::int64_t sum = 0, most = 0;
    for (const Row& row : rows->rows) {
      const std::ptrdiff_t at = rows->column("times");
      const auto* times = at < 0 ? nullptr : std::get_if<std::int64_t>(&row.cells[static_cast<std::size_t>(at)].data);
      if (times != nullptr && *times > 1) most = std::max(most, *times);
      else ++sum;
    }
    if (const std::int64_t total = std::max(sum, most); total > 0) answer.answers = {std::to_string(total)};
  } else if ((question.shape == Shape::event || question.shape == Shape::happening) && question.asked == Asked::where) {
    std::vector<Row> placed;
    rows->columns.emplace_back("where");
    for (Row& row : rows->rows) {
      const std::vector<std::string> places = rows->places(row);
      if (places.empty()) continue;
      auto list = std::make_shared<List>();
      for (const std::string& place : places) {
        add_answer(answer.answers, place);
        list->emplace_back(place);
      }
      row.cells.emplace_back(std::shared_ptr<const List>(std::move(list)));
      placed.push_back(std::move(row));
    }
    rows->rows = std::move(placed);
    keep_finest_places(graph, answer.answers);
    keep_cities(graph, question, answer.answers);
  } else if (question.shape == Shape::identity) {
    for (const Row& row : rows->rows) {
      const std::string of = rows->cell(row, "of"), note = rows->cell(row, "note");
      std::string title = rows->cell(row, "title");
      if (question.by_title) {  // "who is the secretary of state": an alias of somebody
        add_answer(answer.answers, rows->cell(row, "who"));
        continue;
      }
      if (!note.empty()) title = note + " " + title;
      add_answer(answer.answers, of.empty() ? title : title + " of " + of);
    }
  } else {
    const std::ptrdiff_t number = rows->column("number"), at = number >= 0 ? number : rows->column(plan.answer);
    for (const Row& row : rows->rows) {
      if (at < 0) break;
      const Value& value = row.cells[static_cast<std::size_t>(at)];
      if (const auto* list = std::get_if<std::shared_ptr<const List>>(&value.data)) {
        for (const Value& item : **list) add_answer(answer.answers, display(graph, item));
      } else {
        add_answer(answer.answers, display(graph, value));
      }
    }
    if (plan.answer == "date") keep_finest_dates(answer.answers);
    if (plan.answer == "place") {
      keep_finest_places(graph, answer.answers);
      keep_cities(graph, question, answer.answers);
    }
    if (question.asked == Asked::count && !answer.answers.empty() && number < 0) {
      // One who is named need not be the only one.
      const bool all = answer.answers.size() > 1 || question.category == Category::state || question.category == Category::organization;
      answer.answers = all ? std::vector{std::to_string(answer.answers.size())} : std::vector<std::string>();
    }
  }
  if ((question.asked == Asked::yes_no || question.asked == Asked::times || question.asked == Asked::count) && !answer.answers.empty()) {
    answer.headline = answer.answers.front();
    if (question.asked == Asked::times) answer.headline += answer.headline == "1" ? " time" : " times";
  }
  rows->merge_equal();
  // "what did X say": that X said it stands in the question. The name of a meeting tells who took part.
  for (const std::string& column : rows->columns) {
    const bool party = column != plan.answer && std::all_of(rows->rows.begin(), rows->rows.end(), [&](const Row& row) { return is_party(graph, question, rows->cell(row, column)); });
    if (party || (column == "participants" && rows->column("meeting") >= 0)) answer.repeated.push_back(column);
  }
  answer.columns = rows->columns;
  for (Row& row : rows->rows) {
    answer.rows.push_back(std::move(row.cells));
    answer.evidence.push_back(std::move(row.evidence));
  }
  return answer;
}

}  // namespace

Answer run_as_answer(const PropertyGraph& graph, std::string_view cypher, const RunOptions& options) {
  QueryResult result = run_cypher(graph, cypher, options);
  Answer answer;
  answer.cypher = cypher;
  answer.notes = std::move(result.notes);
  answer.columns = std::move(result.columns);
  answer.plan = std::move(result.plan);
  for (List& row : result.rows) {
    answer.evidence.emplace_back();
    for (const Value& value : row) collect_evidence(graph, value, answer.evidence.back());
    if (!row.empty()) {
      if (std::string text = display(graph, row.front()); !text.empty()) answer.answers.push_back(std::move(text));
    }
    answer.rows.push_back(std::move(row));
  }
  return answer;
}

namespace {

Error not_understood(std::string_view text) {
  std::string hint = "forms that kg understands:";
  for (const QuestionForm& form : nearest_forms(text, 4)) hint += "\n    " + std::string(form.form) + "   (" + std::string(form.example) + ")";
  return Error("the question is not understood: '" + std::string(text) + "'", "question", {}, hint);
}

Answer ask_at_depth(const PropertyGraph& graph, const ontology::Ontology& ontology, std::string_view text, const AskOptions& options, int depth);

/// What sentences tell that no relation of the graph does.
void add_told(const PropertyGraph& graph, std::vector<Told> told, const Question& question, Answer& answer) {
  if (told.empty()) return;
  answer.columns = {"answer", "what", "date"};
  answer.rows.clear();
  answer.evidence.clear();
  answer.notes.push_back("no relation of the graph tells it: the articles' sentences were read again");
  for (Told& one : told) {
    auto list = std::make_shared<List>();
    for (const std::string& text : one.answers) {
      add_answer(answer.answers, text);
      list->emplace_back(text);
    }
    answer.rows.push_back({Value(std::shared_ptr<const List>(std::move(list))), Value(std::move(one.text)), one.date.empty() ? Value() : Value(std::move(one.date))});
    answer.evidence.push_back({one.evidence});
  }
  if (question.asked == Asked::when) keep_finest_dates(answer.answers);
  if (question.asked == Asked::where) {
    keep_finest_places(graph, answer.answers);
    keep_cities(graph, question, answer.answers);
  }
  if (question.asked == Asked::yes_no) {
    if (answer.answers.size() > 1) answer.answers.clear();  // told both ways
    else answer.headline = answer.answers.front();
  }
}

/// `text` with the answers of its relative clauses in their place: "who met Vladimir Putin". Nothing if one has no answer.
std::optional<std::string> without_relative_clauses(const PropertyGraph& graph, const ontology::Ontology& ontology, std::string_view text, const AskOptions& options, int depth,
                                                    std::vector<std::string>& notes) {
  constexpr std::size_t most_answers = 12;
  std::string plain(text);
  std::vector<std::string> unheard;
  Names names(graph, ontology, unheard);
  for (int clauses = 0; clauses < 2; ++clauses) {
    const std::optional<RelativeClause> clause = find_relative_clause(plain, names);
    if (!clause) break;
    const Answer inner = ask_at_depth(graph, ontology, clause->question, options, depth + 1);
    const std::string told = plain.substr(clause->where.begin, clause->where.size());
    if (inner.answers.empty()) {
      notes.push_back("the documents do not say what '" + told + "' is");
      return std::nullopt;
    }
    std::string either;
    for (std::size_t i = 0; i < std::min(inner.answers.size(), most_answers); ++i) either += (i == 0 ? "" : " or ") + inner.answers[i];
    notes.push_back("'" + told + "': took " + either + (inner.answers.size() > most_answers ? " and left out " + std::to_string(inner.answers.size() - most_answers) + " more" : ""));
    plain.replace(clause->where.begin, clause->where.size(), either);
  }
  return plain;
}

Answer ask_at_depth(const PropertyGraph& graph, const ontology::Ontology& ontology, std::string_view text, const AskOptions& options, int depth) {
  constexpr int deepest = 2;
  if (depth > deepest) throw not_understood(text);
  Answer answer;
  answer.question = text;
  answer.cited = true;
  const std::optional<std::string> plain = without_relative_clauses(graph, ontology, text, options, depth, answer.notes);
  if (!plain) return answer;
  Names names(graph, ontology, answer.notes);
  std::optional<Question> question = read_question(*plain, names);
  if (!question) throw not_understood(text);
  // The notes are taken out while the names still write to them: nothing is read after this.
  question->period = intersect(question->period, options.period);
  const Answer read = std::move(answer);
  // A number is told with what is counted; counting the relations is the next best.
  const bool times = question->asked == Asked::times && question->shape != Shape::meeting;
  const bool number = times || (question->asked == Asked::count && question->category != Category::state && question->category != Category::organization);
  if (number) add_told(graph, find_told(graph, ontology, *question), *question, answer);
  if (!answer.answers.empty()) return answer;
  answer = answer_question(graph, ontology, *question, names, read, options, false);
  if (answer.answers.empty()) add_told(graph, find_told(graph, ontology, *question), *question, answer);
  if (answer.answers.empty()) answer = answer_question(graph, ontology, *question, names, read, options);
  return answer;
}

}  // namespace

Answer ask(const PropertyGraph& graph, const ontology::Ontology& ontology, std::string_view text, const AskOptions& options) {
  constexpr std::size_t longest_question = 2000;
  if (text.size() > longest_question)
    throw Error("the question has " + std::to_string(text.size()) + " bytes", "question", {}, "a question is one sentence of at most 2000 bytes; Cypher may be longer");
  return ask_at_depth(graph, ontology, text, options, 0);
}

graph::NodeId find_node(const PropertyGraph& graph, const ontology::Ontology& ontology, std::string_view name, std::vector<std::string>& notes) {
  Names names(graph, ontology, notes);
  const std::vector<Word> words = split_words(name);
  const Phrase phrase = names.read(words, Wanted::anything);
  if (!phrase.nodes.empty()) return phrase.nodes.front();
  std::string similar;
  const std::string folded = fold_name(name);
  if (!folded.empty())
    for (const NodeId node : graph.find_similar(folded, folded.size() >= 6 ? 2 : 1, 5)) similar += (similar.empty() ? "" : ", ") + display(graph, Value(node));
  throw Error("nothing in the graph is called '" + std::string(name) + "'", {}, {}, similar.empty() ? "'kg stats' tells what is in the graph" : "did you mean " + similar + "?");
}

Answer ask_path(const PropertyGraph& graph, const ontology::Ontology& ontology, std::string_view from, std::string_view to, const AskOptions& options) {
  Answer answer;
  Question question;
  question.shape = Shape::connection;
  question.asked = Asked::list;
  question.period = options.period;
  for (const auto& [name, list] : {std::pair(from, &question.actors), std::pair(to, &question.recipients)}) {
    Phrase phrase;
    phrase.text = name;
    phrase.nodes = {find_node(graph, ontology, name, answer.notes)};
    list->push_back(std::move(phrase));
  }
  if (question.actors.front().nodes == question.recipients.front().nodes) throw Error("both names are " + display(graph, Value(question.actors.front().nodes.front())), {}, {}, "a path needs two");
  answer.question = "path from " + std::string(from) + " to " + std::string(to);
  answer.cited = true;
  std::vector<std::string> notes;
  const Names names(graph, ontology, notes);
  return answer_question(graph, ontology, std::move(question), names, std::move(answer), options);
}

Answer ask_timeline(const PropertyGraph& graph, const ontology::Ontology& ontology, std::string_view name, const AskOptions& options) {
  Answer answer;
  Question question;
  question.shape = Shape::timeline;
  question.asked = Asked::list;
  question.period = options.period;
  if (!name.empty()) {
    Phrase phrase;
    phrase.text = name;
    phrase.nodes = {find_node(graph, ontology, name, answer.notes)};
    question.actors.push_back(std::move(phrase));
  }
  answer.question = name.empty() ? "timeline" : "timeline of " + std::string(name);
  answer.cited = true;
  std::vector<std::string> notes;
  const Names names(graph, ontology, notes);
  return answer_question(graph, ontology, std::move(question), names, std::move(answer), options);
}

}  // namespace kg::query
