#include "ontology/ontology.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <tuple>
#include <unordered_map>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "ontology/loader.hpp"

namespace kg::ontology {
namespace fs = std::filesystem;

namespace {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <class T>
using ByName = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;

// Letters of "US", "U.N.", "G20" are all capitals; one-letter names are not acronyms.
bool is_acronym(std::string_view name) {
  std::size_t capitals = 0;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      ++capitals;
    } else if (c != '.' && c != '&' && c != '-' && !(c >= '0' && c <= '9')) {
      return false;
    }
  }
  return capitals >= 1 && name.size() >= 2;
}

int rank(std::string_view id) { return id.starts_with("state:") ? 0 : id.starts_with("org:") ? 1 : 2; }

}  // namespace

struct Ontology::Index {
  std::vector<std::unique_ptr<const std::string>> ids;  // what Meaning::id points into
  ByName<std::vector<Meaning>> meanings;
  ByName<std::size_t> states, places, organizations, events, offices;
  ByName<std::vector<std::size_t>> figures, families;
  ByName<std::string_view> own_titles;
  std::size_t longest = 0;

  std::string_view keep(const std::string& id) {
    ids.push_back(std::make_unique<const std::string>(id));
    return *ids.back();
  }

  void add(std::string_view id, const std::string& name, Meaning::Via via, const std::vector<std::string>& ambiguous) {
    const std::string key = fold_name(name);
    if (key.empty()) return;
    longest = std::max<std::size_t>(longest, 1 + static_cast<std::size_t>(std::count(key.begin(), key.end(), ' ')));
    const bool listed = std::find(ambiguous.begin(), ambiguous.end(), name) != ambiguous.end();
    std::vector<Meaning>& all = meanings[key];
    for (Meaning& old : all)
      if (old.id == id) {  // U.S. and US have one key: the best way to it counts, and any doubt
        old.via = std::min(old.via, via);
        old.ambiguous |= listed;
        old.acronym = old.acronym && is_acronym(name);
        return;
      }
    all.push_back({via, id, listed, is_acronym(name)});
  }
};

void Ontology::build_index() {
  auto index = std::make_shared<Index>();
  using Via = Meaning::Via;
  for (std::size_t i = 0; i < states.size(); ++i) {
    const State& s = states[i];
    const std::string_view id = index->keep(s.id);
    index->states.emplace(s.id, i);
    index->add(id, s.name, Via::name, s.ambiguous);
    index->add(id, s.official, Via::alias, s.ambiguous);
    for (const std::string& alias : s.aliases) index->add(id, alias, Via::alias, s.ambiguous);
    for (const std::string& demonym : s.demonyms) index->add(id, demonym, Via::demonym, s.ambiguous);
    if (!s.capital.empty() && s.kind != "former") index->add(id, s.capital, Via::capital, s.ambiguous);
  }
  for (std::size_t i = 0; i < organizations.size(); ++i) {
    const Organization& o = organizations[i];
    const std::string_view id = index->keep(o.id);
    index->organizations.emplace(o.id, i);
    index->add(id, o.name, Via::name, o.ambiguous);
    for (const std::string& alias : o.aliases) index->add(id, alias, Via::alias, o.ambiguous);
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Place& p = places[i];
    const std::string_view id = index->keep(p.id);
    index->places.emplace(p.id, i);
    index->add(id, p.name, Via::name, p.ambiguous);
    for (const std::string& alias : p.aliases) index->add(id, alias, Via::alias, p.ambiguous);
    // Other spellings of a capital speak for the state, too: Kiev, Peking.
    const State* s = p.state.empty() ? nullptr : &states[index->states.at(p.state)];
    if (s && s->capital == p.name && s->kind != "former")
      for (const std::string& alias : p.aliases)
        index->add(index->meanings.at(fold_name(s->name)).front().id, alias, Via::capital, p.ambiguous);
  }
  for (const Metonym& m : metonyms) {
    const std::string_view id = index->keep(m.stands_for);
    index->add(id, m.name, Via::metonym, {});
    for (const std::string& alias : m.aliases) index->add(id, alias, Via::metonym, {});
  }
  for (auto& [name, all] : index->meanings)
    std::sort(all.begin(), all.end(), [](const Meaning& a, const Meaning& b) {
      return std::tuple(rank(a.id), a.via, a.id) < std::tuple(rank(b.id), b.via, b.id);
    });
  for (std::size_t i = 0; i < events.size(); ++i) index->events.emplace(events[i].name, i);
  for (std::size_t i = 0; i < offices.size(); ++i) index->offices.emplace(fold_name(offices[i].title), i);
  for (std::size_t i = 0; i < offices.size(); ++i)
    for (const std::string& alias : offices[i].aliases) index->offices.emplace(fold_name(alias), i);
  for (const Office& office : offices)
    for (const auto& [title, state] : office.own) index->own_titles.emplace(fold_name(title), index->keep(state));
  for (std::size_t i = 0; i < people.size(); ++i) {
    index->figures[fold_name(people[i].name)].push_back(i);
    for (const std::string& alias : people[i].aliases) index->figures[fold_name(alias)].push_back(i);
    if (!people[i].family.empty()) index->families[fold_name(people[i].family)].push_back(i);
  }
  index_ = std::move(index);
}

namespace {

template <class Record>
const Record* by_name(const std::vector<Record>& records, const ByName<std::size_t>& index, std::string_view name) {
  const auto found = index.find(name);
  return found == index.end() ? nullptr : &records[found->second];
}

}  // namespace

const State* Ontology::state(std::string_view id) const { return by_name(states, index_->states, id); }
const Place* Ontology::place(std::string_view id) const { return by_name(places, index_->places, id); }
const Organization* Ontology::organization(std::string_view id) const {
  return by_name(organizations, index_->organizations, id);
}
const EventType* Ontology::event(std::string_view name) const { return by_name(events, index_->events, name); }
const Office* Ontology::office(std::string_view folded) const { return by_name(offices, index_->offices, folded); }

std::string_view Ontology::owner(std::string_view folded) const {
  for (;;) {
    if (const auto found = index_->own_titles.find(folded); found != index_->own_titles.end()) return found->second;
    const std::size_t cut = folded.find(' ');
    if (cut == std::string_view::npos) return {};
    folded.remove_prefix(cut + 1);
  }
}

std::string_view Ontology::whose(std::string_view folded_title, std::string_view folded_name) const {
  const Office* title = office(folded_title);
  const auto full = index_->figures.find(folded_name);
  const bool by_family = full == index_->figures.end();
  const auto family = index_->families.find(folded_name);
  if (by_family && family == index_->families.end()) return {};
  std::string_view in_office, anyhow;
  bool one_in_office = true, one_anyhow = true;
  for (const std::size_t i : by_family ? family->second : full->second) {
    const Figure& figure = people[i];
    one_anyhow = one_anyhow && (anyhow.empty() || anyhow == figure.of);
    anyhow = figure.of;
    if (!title || std::find(figure.offices.begin(), figure.offices.end(), title->title) == figure.offices.end()) continue;
    one_in_office = one_in_office && (in_office.empty() || in_office == figure.of);
    in_office = figure.of;
  }
  if (!in_office.empty()) return one_in_office ? in_office : std::string_view();
  // A whole name stands for one person whatever the title; a family name alone may be anybody's.
  return !by_family && one_anyhow ? anyhow : std::string_view();
}

const std::vector<Ontology::Meaning>& Ontology::find(std::string_view folded_name) const {
  static const std::vector<Meaning> nothing;
  const auto found = index_->meanings.find(folded_name);
  return found == index_->meanings.end() ? nothing : found->second;
}

std::size_t Ontology::longest_name() const { return index_->longest; }

namespace {

// The part that a file belongs to: "frames-mine.json" to frames; empty if it is none of ours.
std::string_view part_of(const std::string& file) {
  for (const std::string_view part : parts)
    if (file == std::string(part) + ".json") return part;
  return file.starts_with("frames") && file.ends_with(".json") ? "frames" : "";
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.eof() && in.fail()) throw Error("cannot be read", path.string());
  return bytes;
}

// `files` by name; `prefix` is what errors put before it.
Ontology assemble(const std::map<std::string, std::string>& files, const std::string& prefix) {
  for (const auto& [name, json] : files)
    if (part_of(name).empty()) {
      std::string known;
      for (const std::string_view part : parts) known += (known.empty() ? "" : ", ") + std::string(part) + ".json";
      throw Error("not a file of an ontology", prefix + name, {}, "known are " + known + " and frames-*.json");
    }
  Loader loader(files.empty());
  for (const std::string_view part : parts) {
    const std::string standard = std::string(part) + ".json";
    const auto own = files.find(standard);
    if (own != files.end()) {
      loader.read(part, {prefix + standard, own->second});
    } else {
      loader.read(part, {standard, std::string(embedded_data(part)), true});
    }
    if (part != "frames") continue;
    for (const auto& [name, json] : files)
      if (name != standard && part_of(name) == "frames") loader.read(part, {prefix + name, json});
  }
  return loader.finish();
}

}  // namespace

Ontology Ontology::standard() { return assemble({}, ""); }

Ontology Ontology::load(const std::map<std::string, std::string>& files) { return assemble(files, ""); }

Ontology Ontology::load(const std::string& folder) {
  std::error_code error;
  const fs::path path(folder);
  if (fs::is_regular_file(path, error)) {  // one file of frames is the usual case
    const std::string parent = path.has_parent_path() ? path.parent_path().string() + "/" : "";
    return assemble({{path.filename().string(), read_file(path)}}, parent);
  }
  if (!fs::is_directory(path, error))
    throw Error("no such ontology folder", folder, {}, "give a folder of JSON files such as frames-mine.json");
  std::map<std::string, std::string> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
    if (entry.path().extension() != ".json") continue;
    if (fs::file_size(entry.path(), error) > (64u << 20)) throw Error("larger than 64 MB", entry.path().string());
    files.emplace(entry.path().filename().string(), read_file(entry.path()));
  }
  if (files.empty()) throw Error("holds no JSON file", folder, {}, "give a folder of JSON files such as frames-mine.json");
  std::string prefix = folder;
  if (!prefix.ends_with('/')) prefix += '/';
  return assemble(files, prefix);
}

}  // namespace kg::ontology
