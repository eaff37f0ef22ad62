#include "export/diagram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "export/bundling.hpp"
#include "export/graph_text.hpp"
#include "export/relations.hpp"
#include "export/theme.hpp"

namespace kg::exporter {

using graph::Evidence;
using graph::NodeId;

std::string shortened(std::string_view text, std::size_t most) {
  std::string out;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    if (count == most) {
      while (!out.empty() && out.back() == ' ') out.pop_back();
      return out + "…";
    }
    const char32_t c = decode_code_point(text, at);
    const bool invisible = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
    const bool forbidden = (c & 0xFFFE) == 0xFFFE;
    if (!invisible) {
      append_code_point(out, forbidden ? U'\uFFFD' : c);
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::string period_text(Date first, Date last) {
  static constexpr std::array<std::string_view, 13> months = {"",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (!first && !last) return {};
  if (!first) return "until " + period_text(last, last);
  if (!last) return "since " + period_text(first, first);
  const auto month = [&](Date d) { return std::string(months[std::min<std::size_t>(d.month, 12)]); };
  if (first == last) return fmt::format("{} {} {}", int{first.day}, month(first), first.year);
  const Date year{first.year, 0, 0}, whole_month{first.year, first.month, 0};
  const bool starts_month = first.day <= 1, ends_month = last == Date{last.year, last.month, 0}.last_day();
  if (first.year == last.year) {
    if (first == year.first_day() && last == year.last_day()) return std::to_string(first.year);
    if (first.month == last.month) {
      if (first == whole_month.first_day() && last == whole_month.last_day()) return fmt::format("{} {}", month(first), first.year);
      return fmt::format("{}–{} {} {}", int{first.day}, int{last.day}, month(first), first.year);
    }
    if (starts_month && ends_month) return fmt::format("{}–{} {}", month(first), month(last), first.year);
    return fmt::format("{}–{} {}", month(first), month(last), first.year);
  }
  return fmt::format("{}–{}", first.year, last.year);
}

namespace {

constexpr std::size_t quotes_shown = 3;
constexpr std::size_t sources_shown = 6;
constexpr std::size_t many_dates = 100;
constexpr std::size_t few_lines = 30;  // a picture with no more than these shows all of them

std::string count_of(std::size_t n, std::string_view one, std::string_view many) { return fmt::format("{} {}", n, n == 1 ? one : many); }

class Maker {
 public:
  Maker(const graph::PropertyGraph& graph, const DiagramOptions& options)
      : graph_(graph), options_(options), text_(graph), quotes_(graph) {}

  Diagram make() {
    if (options_.top > most_nodes) {
      throw Error(fmt::format("a picture of {} nodes cannot be read", options_.top), {}, {},
                  fmt::format("at most {}; 'kg export --format gexf' for Gephi, or --format html to explore", most_nodes));
    }
    found_ = collect_relations(graph_, options_);
    diagram_.notes = found_.notes;
    weigh();
    if (options_.timeline) {
      choose_meetings();
    } else {
      choose();
    }
    if (chosen_.empty() || (found_.all.empty() && !options_.focus)) {
      throw Error("there is nothing to draw", {}, {}, "the graph has no relations that fit --types, --since and --until");
    }
    add_nodes();
    add_links();
    caption();
    return std::move(diagram_);
  }

 private:
  std::size_t limit() const { return options_.top == 0 ? default_top : options_.top; }

  // Where a gazetteer says a place lies is drawn for places that the picture is about.
  bool counts(const Relation& r) const {
    return r.kind != Relation::Kind::background || options_.focus == r.from || options_.focus == r.to;
  }

  void weigh() {
    for (const Relation& r : found_.all) {
      if (!counts(r)) continue;
      for (const NodeId node : {r.from, r.to}) {
        // Titles are repeated in every article; they make nobody important.
        weight_[node] += r.kind == Relation::Kind::office ? 1 : static_cast<std::uint32_t>(r.reports);
      }
    }
    std::erase_if(found_.all, [&](const Relation& r) { return !counts(r) && !(weight_.contains(r.from) && weight_.contains(r.to)); });
  }

  void sort_by_weight(std::vector<NodeId>& nodes) const {
    std::stable_sort(nodes.begin(), nodes.end(), [&](NodeId a, NodeId b) {
      if ((options_.focus == a) != (options_.focus == b)) return options_.focus == a;
      return weight_of(a) > weight_of(b);
    });
  }
  std::uint32_t weight_of(NodeId node) const {
    const auto found = weight_.find(node);
    return found == weight_.end() ? 0 : found->second;
  }

  // ---- which nodes

  void choose() {
    std::vector<NodeId> order;
    if (options_.focus) {
      const std::set<NodeId> near = near_focus();
      order.assign(near.begin(), near.end());
    } else {
      order = with_news();
    }
    in_reach_ = order.size();
    sort_by_weight(order);
    if (order.size() > limit()) {
      diagram_.notes.push_back(fmt::format("drew the {} most reported of {} nodes{}", limit(), order.size(), options_.top == 0 ? "; --top N draws more" : ""));
      order.resize(limit());
    }
    chosen_.insert(order.begin(), order.end());
    // A meeting that lost its people says nothing, and neither does a node that lost all its lines.
    std::map<NodeId, std::uint32_t> lines;
    for (const Relation& r : found_.all) {
      if (counts(r) && chosen_.contains(r.from) && chosen_.contains(r.to)) ++lines[r.from], ++lines[r.to];
    }
    std::erase_if(chosen_, [&](NodeId node) { return options_.focus != node && lines[node] < (found_.meetings.contains(node) ? 2u : 1u); });
  }

  // Nodes of which something is told, or whose office is with one of those.
  std::vector<NodeId> with_news() {
    std::set<NodeId> news, all;
    for (const Relation& r : found_.all) {
      all.insert(r.from), all.insert(r.to);
      if (r.kind == Relation::Kind::event) news.insert(r.from), news.insert(r.to);
    }
    if (news.empty() || !options_.types.empty()) return {all.begin(), all.end()};
    std::set<NodeId> kept = news;
    for (const Relation& r : found_.all) {
      if (r.kind != Relation::Kind::office) continue;
      if (news.contains(r.from) || news.contains(r.to)) kept.insert(r.from), kept.insert(r.to);
    }
    if (kept.size() < weight_.size()) {
      diagram_.notes.push_back(fmt::format("left out {} of which only an office is told; --types HOLDS_OFFICE draws that",
                                           count_of(weight_.size() - kept.size(), "node", "nodes")));
    }
    return {kept.begin(), kept.end()};
  }

  std::set<NodeId> near_focus() const {
    std::map<NodeId, std::vector<NodeId>> neighbours;
    for (const Relation& r : found_.all) {
      neighbours[r.from].push_back(r.to);
      neighbours[r.to].push_back(r.from);
    }
    std::set<NodeId> seen{*options_.focus};
    std::vector<NodeId> edge(seen.begin(), seen.end());
    for (unsigned hop = 0; hop < options_.hops && !edge.empty(); ++hop) {
      std::vector<NodeId> next;
      for (const NodeId node : edge) {
        for (const NodeId other : neighbours[node]) {
          if (!seen.insert(other).second) continue;
          next.push_back(other);
          // A meeting shape is a line with a name: its people are as near as the meeting.
          if (found_.meetings.contains(other)) {
            for (const NodeId person : neighbours[other]) {
              if (seen.insert(person).second) next.push_back(person);
            }
          }
        }
      }
      edge = std::move(next);
    }
    return seen;
  }

  // A timeline has a row for each of the most reported meetings and a column for each who is often there.
  void choose_meetings() {
    std::map<NodeId, std::vector<NodeId>> who;
    for (const Relation& r : found_.all) {
      const auto [actor, meeting] = found_.meetings.contains(r.to) ? std::pair(r.from, r.to) : std::pair(r.to, r.from);
      who[meeting].push_back(actor);
    }
    std::vector<NodeId> meetings;
    std::map<NodeId, std::int64_t> reports;
    for (const auto& [meeting, actors] : who) {
      if (options_.focus && std::find(actors.begin(), actors.end(), *options_.focus) == actors.end()) continue;
      if (!options_.focus && actors.size() < 2) continue;
      meetings.push_back(meeting);
      reports[meeting] = documents_of(graph_.evidence(meeting));
    }
    in_reach_ = meetings.size();
    std::stable_sort(meetings.begin(), meetings.end(), [&](NodeId a, NodeId b) { return reports[a] > reports[b]; });
    if (meetings.size() > limit()) {
      diagram_.notes.push_back(fmt::format("drew the {} most reported of {} meetings{}", limit(), meetings.size(), options_.top == 0 ? "; --top N draws more" : ""));
      meetings.resize(limit());
    }
    chosen_.insert(meetings.begin(), meetings.end());
    rows_ = meetings.size();
    weight_.clear();
    std::map<NodeId, std::int64_t> told;  // who is in few of the meetings, but in those that all report
    for (const NodeId meeting : meetings) {
      for (const NodeId actor : who[meeting]) ++weight_[actor], told[actor] += reports[meeting];
    }
    std::vector<NodeId> actors;
    for (const auto& [actor, meetings_of] : weight_) actors.push_back(actor);
    std::stable_sort(actors.begin(), actors.end(), [&](NodeId a, NodeId b) { return told[a] > told[b]; });
    sort_by_weight(actors);
    for (std::size_t i = most_columns; i < actors.size(); ++i) {
      for (const NodeId meeting : meetings) {
        if (std::find(who[meeting].begin(), who[meeting].end(), actors[i]) != who[meeting].end()) beside_[meeting].push_back(actors[i]);
      }
    }
    actors.resize(std::min(actors.size(), most_columns));
    chosen_.insert(actors.begin(), actors.end());
  }

  // ---- nodes and lines

  void add_nodes() {
    for (const NodeId node : chosen_) {
      index_[node] = static_cast<std::uint32_t>(diagram_.nodes.size());
      diagram_.nodes.push_back(make_node(node));
    }
  }

  void add_links() {
    const std::size_t most = options_.timeline ? found_.all.size() : options_.lines > 0 ? options_.lines : std::max(few_lines, 2 * chosen_.size());
    Bundles bundles = bundle(found_.all, found_.meetings, index_, most);
    for (Bundle& line : bundles.lines) {
      const DiagramNode &from = diagram_.nodes[line.link.from], &to = diagram_.nodes[line.link.to];
      line.link.tooltip = from.name + (line.link.arrow_to && !line.link.arrow_from ? " → " : " – ") + to.name + sentences(line.evidence);
      line.link.address = address_of(line.evidence);
      for (const Relation* r : line.relations) {
        if (r->stroke == Stroke::solid) note_dates(r->period);
      }
      for (const Evidence& one : line.evidence) ++sources_[one.document];
      diagram_.links.push_back(std::move(line.link));
    }
    lines_in_reach_ = diagram_.links.size() + bundles.left_out;
    if (bundles.left_out > 0) {
      diagram_.notes.push_back(fmt::format("drew the {} most reported of {} lines{}", diagram_.links.size(), lines_in_reach_, options_.lines == 0 ? "; --lines N draws more" : ""));
    }
  }

  // When it happened: not after the newest article, whatever it says of 2050. Of many dates the outermost
  // twentieth is left out: a few mentions of 1787 are no range. A timeline tells what its rows show.
  std::string dates(Date newest) {
    if (newest && !options_.timeline) std::erase_if(last_days_, [&](Date day) { return newest < day; });
    if (first_days_.empty() || last_days_.empty()) return {};
    std::sort(first_days_.begin(), first_days_.end());
    std::sort(last_days_.begin(), last_days_.end());
    const std::size_t outer = options_.timeline || first_days_.size() <= many_dates ? 0 : first_days_.size() / 20;
    const Date first = first_days_[outer], last = last_days_[last_days_.size() - 1 - outer];
    const bool all = first == first_days_.front() && last == last_days_.back();
    return (all ? "dated " : "mostly ") + period_text(first, std::max(first, last));
  }

  void note_dates(const GraphText::Period& period) {
    if (!period.first && !period.last) return;
    first_days_.push_back(period.first ? period.first : period.last);
    last_days_.push_back(period.last ? period.last : period.first);
  }

  std::string sentences(const std::vector<Evidence>& evidence) {
    std::string text;
    std::set<std::string> shown;
    for (const Evidence& one : evidence) {
      if (shown.size() == quotes_shown) break;
      const Quote quote = quotes_(one);
      if (quote.text.empty() || !shown.emplace(quote.text).second) continue;
      text += "\n“" + shortened(quote.text, 300) + "” " + source_name(one.document);
    }
    return text;
  }

  std::string source_name(graph::DocumentIndex document) {
    const graph::DocumentView view = graph_.document(document);
    std::string name = view.title;
    if (name.empty() && !view.uris.empty()) {
      name = view.uris.front();
      if (name.find("://") == std::string::npos) name.erase(0, name.rfind('/') + 1);  // npos + 1 is 0
    }
    if (name.empty()) name = view.id.hex().substr(0, 8);
    name = shortened(name, 70);
    return view.published ? name + " (" + view.published.iso() + ")" : name;
  }

  // The first source that can be followed: a web address or a file beside the picture.
  std::string address_of(const std::vector<Evidence>& evidence) {
    for (const Evidence& one : evidence) {
      const graph::DocumentView view = graph_.document(one.document);
      for (const std::string& uri : view.uris) {
        const std::size_t colon = uri.find(':');
        const bool has_scheme = colon != std::string::npos && colon < uri.find('/');
        if (uri.size() < 2000 && (!has_scheme || uri.starts_with("http://") || uri.starts_with("https://"))) return uri;
      }
    }
    return {};
  }

  // A meeting without a name of its own is called "talks: A, B (2018)": here its lines tell who and when.
  std::string short_name(NodeId id) const {
    const std::string name = text_.name(id);
    const std::string kind = text_.text(id, "kind");
    if (kind.empty() || !name.starts_with(kind + ":")) return shortened(name, 60);
    return shortened(kind, 60);
  }

  void describe_meeting(DiagramNode& node) {
    const GraphText::Period period = text_.period(node.id);
    node.first = period.first, node.last = period.last;
    const std::string status = text_.text(node.id, "status");
    node.stroke = stroke_of_status(status);
    if (options_.timeline || node.stroke == Stroke::solid) note_dates(period);
    std::vector<std::string> details;
    const std::string when = period_text(period.first, period.last);
    if (options_.timeline) {
      node.when = when;
      if (const auto place = found_.place_of.find(node.id); place != found_.place_of.end()) node.name += ", " + shortened(place->second, 24);
      std::string others;
      for (const NodeId other : beside_[node.id]) others += (others.empty() ? "with " : ", ") + shortened(text_.name(other), 40);
      if (!others.empty()) details.push_back(shortened(others, 90));
    } else if (!when.empty()) {
      details.push_back(when);
    }
    if (!status.empty() && status != "held") details.push_back(shortened(status, 20));
    node.detail = fmt::format("{}", fmt::join(details, ", "));
  }

  DiagramNode make_node(NodeId id) {
    DiagramNode node{.id = id, .shape = *shape_of(text_, id), .name = short_name(id)};
    node.focus = options_.focus == id;
    node.reports = weight_of(id);
    std::string kind(text_.label(id));
    if (const std::string more = text_.text(id, "kind"); !more.empty()) kind += ", " + shortened(more, 40);
    if (node.shape == Shape::meeting) {
      describe_meeting(node);
      if (const std::string status = text_.text(id, "status"); !status.empty()) kind += ", " + shortened(status, 20);
    }
    const std::vector<Evidence> evidence = graph_.evidence(id);
    node.tooltip = shortened(text_.name(id), 120) + " (" + kind + ")";
    std::string aliases;
    for (const std::string& alias : text_.aliases(id)) {
      if (alias.empty() || aliases.size() > 150) continue;
      aliases += (aliases.empty() ? "" : ", ") + shortened(alias, 60);
    }
    if (!aliases.empty()) node.tooltip += "\nalso: " + aliases;
    const std::vector<Evidence> first(evidence.begin(), evidence.begin() + std::min<std::ptrdiff_t>(1, std::ssize(evidence)));
    node.tooltip += sentences(first);
    node.address = address_of(evidence);
    return node;
  }

  // ---- title and footer

  void caption() {
    diagram_.title = !options_.title.empty() ? shortened(options_.title, 120)
                     : options_.focus        ? shortened(text_.name(*options_.focus), 60) + (options_.timeline ? ": meetings" : ": relations")
                     : options_.timeline     ? "Meetings"
                                             : "Who deals with whom";
    if (found_.undated > 0) diagram_.notes.push_back(fmt::format("left out {} without a date", count_of(found_.undated, "meeting", "meetings")));
    GraphText::Period published;
    for (const auto& [document, uses] : sources_) {
      const Date date = graph_.document(document).published;
      if (!date) continue;
      if (!published.first || date.first_day() < published.first) published.first = date.first_day();
      if (published.last < date.last_day()) published.last = date.last_day();
    }
    diagram_.source_dates = period_text(published.first, published.last);
    diagram_.source_count = sources_.size();
    std::vector<std::pair<graph::DocumentIndex, std::uint32_t>> order(sources_.begin(), sources_.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    for (std::size_t i = 0; i < order.size() && i < sources_shown; ++i) diagram_.sources.push_back(source_name(order[i].first));
    const auto part = [](std::size_t drawn, std::size_t all, std::string_view one, std::string_view many) {
      return drawn < all ? fmt::format("{} of {} {}", drawn, all, many) : count_of(drawn, one, many);
    };
    diagram_.subtitle = options_.timeline ? part(rows_, in_reach_, "meeting", "meetings")
                                          : part(diagram_.nodes.size(), in_reach_, "node", "nodes") + " · " +
                                                part(diagram_.links.size(), lines_in_reach_, "relation", "relations");
    const std::string when = dates(published.last);
    if (!when.empty()) diagram_.subtitle += " · " + when;
  }

  const graph::PropertyGraph& graph_;
  const DiagramOptions& options_;
  GraphText text_;
  Quotes quotes_;
  Diagram diagram_;
  Relations found_;
  std::map<NodeId, std::uint32_t> weight_;            // reports; on a timeline: meetings
  std::set<NodeId> chosen_;
  std::map<NodeId, std::vector<NodeId>> beside_;      // who came to a meeting and has no column
  std::map<NodeId, std::uint32_t> index_;
  std::size_t in_reach_ = 0, lines_in_reach_ = 0, rows_ = 0;
  std::vector<Date> first_days_, last_days_;          // of what happened
  std::map<graph::DocumentIndex, std::uint32_t> sources_;
};

}  // namespace

Diagram make_diagram(const graph::PropertyGraph& graph, const DiagramOptions& options) {
  return Maker(graph, options).make();
}

}  // namespace kg::exporter
