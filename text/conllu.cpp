#include "text/conllu.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "text/morphology.hpp"
#include "text/tag_names.hpp"

namespace kg::text {
namespace {

constexpr std::string_view source_name = "CoNLL-U";

struct Word {
  std::string_view form, lemma, upos, xpos, features, relation;
  std::int32_t head = 0;   // as in the file: 0 is the root
  std::size_t line = 0;
};

// A run of text without inner structure: one word, or the words [first, last] of a contraction.
struct Surface {
  std::string_view form;
  std::size_t first = 0, last = 0;
  bool space_after = true;
};

struct Block {
  std::vector<Word> words;
  std::vector<Surface> surfaces;
  std::string_view text;
  bool new_paragraph = false;
};

[[noreturn]] void fail(std::size_t line, std::string message) {
  throw Error("line " + std::to_string(line) + ": " + std::move(message), std::string(source_name), {},
              "CoNLL-U has ten columns parted by tabs: universaldependencies.org/format");
}

std::optional<std::int32_t> number(std::string_view digits) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value < 0) return {};
  return value;
}

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool has_value(std::string_view list, std::string_view entry) {
  while (!list.empty()) {
    const std::size_t bar = list.find('|');
    if (list.substr(0, bar) == entry) return true;
    list.remove_prefix(bar == std::string_view::npos ? list.size() : bar + 1);
  }
  return false;
}

class Reader {
 public:
  explicit Reader(std::string_view conllu) : rest_(conllu) {}

  // The next sentence, or nothing at the end.
  std::optional<Block> next() {
    Block block;
    while (!rest_.empty()) {
      const std::string_view line = next_line(rest_);
      ++line_;
      if (line.empty()) {
        if (!block.words.empty()) break;
        continue;
      }
      if (line.front() == '#') comment(line, block);
      else token(line, block);
    }
    if (block.words.empty()) return {};
    if (covered_ > block.words.size()) fail(line_, "a contraction ends behind the last word");
    covered_ = 0;
    block.new_paragraph |= first_;
    first_ = false;
    return block;
  }

 private:
  static void comment(std::string_view line, Block& block) {
    line.remove_prefix(1);
    while (line.starts_with(' ')) line.remove_prefix(1);
    if (line.starts_with("newpar") && !line.starts_with("newpar_block")) block.new_paragraph = true;
    if (line.starts_with("newdoc")) block.new_paragraph = true;
    if (line.starts_with("text = ")) block.text = line.substr(7);
  }

  void token(std::string_view line, Block& block) {
    std::string_view columns[10];
    std::string_view rest = line;
    for (int i = 0; i < 10; ++i) {
      const std::size_t tab = rest.find('\t');
      if ((tab == std::string_view::npos) != (i == 9)) fail(line_, "expected ten columns");
      columns[i] = rest.substr(0, tab);
      rest.remove_prefix(tab == std::string_view::npos ? rest.size() : tab + 1);
    }
    const std::string_view id = columns[0];
    const bool space = !has_value(columns[9], "SpaceAfter=No");
    if (columns[1].empty()) fail(line_, "the form is empty");
    if (const std::size_t dash = id.find('-'); dash != std::string_view::npos) {
      const auto first = number(id.substr(0, dash));
      const auto last = number(id.substr(dash + 1));
      if (!first || !last || *first != static_cast<std::int32_t>(block.words.size() + 1) || *last < *first || covered_ >= static_cast<std::size_t>(*first))
        fail(line_, "'" + std::string(id) + "' is not the range of the next words");
      block.surfaces.push_back({columns[1], block.words.size(), static_cast<std::size_t>(*last - 1), space});
      covered_ = static_cast<std::size_t>(*last);
      return;
    }
    if (id.find('.') != std::string_view::npos) return;  // an empty node of the enhanced graph
    if (number(id) != static_cast<std::int32_t>(block.words.size() + 1)) fail(line_, "'" + std::string(id) + "' is not the number of the next word");
    const auto head = number(columns[6]);
    if (!head) fail(line_, "'" + std::string(columns[6]) + "' is not the number of a head");
    block.words.push_back({columns[1], columns[2], columns[3], columns[4], columns[5], columns[7], *head, line_});
    if (block.words.size() > covered_) {
      covered_ = block.words.size();
      block.surfaces.push_back({columns[1], block.words.size() - 1, block.words.size() - 1, space});
    }
  }

  std::string_view rest_;
  std::size_t line_ = 0;
  std::size_t covered_ = 0;  // words that a surface covers already
  bool first_ = true;
};

// Where the surfaces lie in `text`, if they follow each other there with nothing but blanks between.
std::optional<std::vector<std::size_t>> places_in(std::string_view text, const std::vector<Surface>& surfaces) {
  std::vector<std::size_t> places;
  std::size_t at = 0;
  for (const Surface& surface : surfaces) {
    while (at < text.size() && text[at] == ' ') ++at;
    if (text.substr(at, surface.form.size()) != surface.form) return {};
    places.push_back(at);
    at += surface.form.size();
  }
  return text.find_first_not_of(' ', at) == std::string_view::npos ? std::optional(std::move(places)) : std::nullopt;
}

// Appends the sentence to `out` and returns where its surfaces begin there.
std::vector<std::size_t> lay_out(const Block& block, bool& space_before, std::string& out) {
  if (block.new_paragraph) {
    if (!out.empty()) out += "\n\n";
  } else if (space_before) {
    out += ' ';
  }
  space_before = block.surfaces.back().space_after;
  const std::size_t begin = out.size();
  if (!block.text.empty()) {
    if (auto places = places_in(block.text, block.surfaces)) {
      const Surface& last = block.surfaces.back();
      out += block.text.substr(0, places->back() + last.form.size());
      for (std::size_t& place : *places) place += begin;
      return std::move(*places);
    }
  }
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < block.surfaces.size(); ++i) {
    places.push_back(out.size());
    out += block.surfaces[i].form;
    if (block.surfaces[i].space_after && i + 1 < block.surfaces.size()) out += ' ';
  }
  return places;
}

// The spans of the words of a contraction: by their forms if these make it up, else in equal parts.
void spans_of(const Surface& surface, std::size_t begin, const std::vector<Word>& words, std::vector<ByteSpan>& out) {
  const std::size_t count = surface.last - surface.first + 1;
  std::string joined;
  for (std::size_t i = surface.first; i <= surface.last; ++i) joined += words[i].form;
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t end = joined == surface.form ? at + words[surface.first + i].form.size()
                                             : next_code_point_start(surface.form, surface.form.size() * (i + 1) / count);
    out.push_back({static_cast<std::uint32_t>(begin + at), static_cast<std::uint32_t>(begin + end)});
    at = end;
  }
}

Features read_features(std::string_view list) {
  Features out;
  if (has_value(list, "Tense=Past")) out.tense = Tense::past;
  if (has_value(list, "Tense=Pres")) out.tense = Tense::present;
  if (has_value(list, "VerbForm=Fin")) out.form = VerbForm::finite;
  if (has_value(list, "VerbForm=Inf")) out.form = VerbForm::infinitive;
  if (has_value(list, "VerbForm=Part")) out.form = VerbForm::participle;
  if (has_value(list, "VerbForm=Ger")) out.form = VerbForm::gerund;
  if (has_value(list, "Voice=Pass")) out.voice = Voice::passive;
  if (has_value(list, "Voice=Act")) out.voice = Voice::active;
  if (has_value(list, "Number=Sing")) out.number = Number::singular;
  if (has_value(list, "Number=Plur") || has_value(list, "Number=Ptan")) out.number = Number::plural;
  for (std::uint8_t person = 1; person <= 3; ++person)
    if (has_value(list, "Person=" + std::to_string(person))) out.person = person;
  out.negative = has_value(list, "Polarity=Neg") || has_value(list, "PronType=Neg");
  return out;
}

// A tree of exactly one root: further roots of other parsers are hung on the first.
void set_heads(const Block& block, Sentence& sentence) {
  const auto size = static_cast<std::int32_t>(block.words.size());
  static const Relation parataxis = find_relation("parataxis");
  static const Relation root = find_relation("root");
  std::int32_t top = -1;
  for (std::int32_t i = 0; i < size; ++i) {
    const Word& word = block.words[static_cast<std::size_t>(i)];
    Token& token = sentence.tokens[static_cast<std::size_t>(i)];
    if (word.head > size) fail(word.line, "the head " + std::to_string(word.head) + " is no word of the sentence");
    token.head = word.head - 1;
    if (token.head >= 0) continue;
    if (top < 0) {
      top = i;
      token.relation = root;
    } else {
      token.head = top;
      token.relation = parataxis;
    }
  }
  if (top < 0) fail(block.words.front().line, "the sentence has no root");
  std::vector<std::int32_t> seen(block.words.size(), -1);  // the word whose path to the root was here first
  for (std::int32_t i = 0; i < size; ++i) {
    for (std::int32_t at = i; at >= 0 && seen[static_cast<std::size_t>(at)] < 0; at = sentence.tokens[static_cast<std::size_t>(at)].head) {
      seen[static_cast<std::size_t>(at)] = i;
      const std::int32_t above = sentence.tokens[static_cast<std::size_t>(at)].head;
      if (above >= 0 && seen[static_cast<std::size_t>(above)] == i) fail(block.words[static_cast<std::size_t>(at)].line, "the heads run in a circle");
    }
  }
}

void append_columns(std::string& out, std::initializer_list<std::string_view> columns) {
  for (const std::string_view column : columns) {
    out += '\t';
    out += column.empty() ? "_" : column;
  }
}

}  // namespace

std::string conllu_text(std::string_view conllu) {
  std::string out;
  bool space_before = false;
  Reader reader(conllu);
  while (const auto block = reader.next()) lay_out(*block, space_before, out);
  return out;
}

Analysis read_conllu(std::string_view conllu, std::string_view text) {
  Analysis analysis;
  std::string laid_out;
  bool space_before = false;
  Reader reader(conllu);
  while (const auto block = reader.next()) {
    const std::vector<std::size_t> places = lay_out(*block, space_before, laid_out);
    std::vector<ByteSpan> spans;
    for (std::size_t i = 0; i < places.size(); ++i) spans_of(block->surfaces[i], places[i], block->words, spans);
    Sentence sentence;
    sentence.opens_paragraph = block->new_paragraph;
    for (std::size_t i = 0; i < block->words.size(); ++i) {
      const Word& word = block->words[i];
      Token token;
      token.span = spans[i];
      analysis.lemmas.emplace_back(word.lemma == "_" && word.form != "_" ? word.form : word.lemma);
      token.lemma = analysis.lemmas.back();
      token.upos = find_upos(word.upos);
      token.xpos = find_xpos(word.xpos);
      // A subtype that English does not use counts as its type.
      token.relation = find_relation(word.relation);
      if (token.relation == relation_none) token.relation = find_relation(word.relation.substr(0, word.relation.find(':')));
      if (token.relation == relation_none) token.relation = find_relation("dep");
      token.features = read_features(word.features);
      sentence.tokens.push_back(token);
    }
    set_heads(*block, sentence);
    sentence.span = {sentence.tokens.front().span.begin, sentence.tokens.back().span.end};
    analysis.sentences.push_back(std::move(sentence));
  }
  if (laid_out != text) throw Error("the CoNLL-U trees do not belong to this text", std::string(source_name));
  for (std::size_t i = 0; i < analysis.sentences.size(); ++i) mark_headline(analysis, i, text);
  return analysis;
}

std::string write_conllu(const Analysis& analysis, std::string_view text) {
  const CodePointIndex characters(text);
  std::string out;
  for (std::size_t number = 0; number < analysis.sentences.size(); ++number) {
    const Sentence& sentence = analysis.sentences[number];
    if (sentence.opens_paragraph) out += "# newpar\n";
    out += "# sent_id = " + std::to_string(number + 1) + "\n# text = ";
    for (const char c : slice(text, sentence.span)) out += c == '\n' || c == '\t' ? ' ' : c;
    out += '\n';
    std::vector<std::string> misc(sentence.tokens.size());
    const auto add = [&](std::size_t at, const std::string& entry) { misc[at] += (misc[at].empty() ? "" : "|") + entry; };
    for (const Name& name : sentence.names)
      for (std::uint32_t i = name.first; i < name.last && i < misc.size(); ++i)
        add(i, std::string("Name=") + (i == name.first ? "B-" : "I-") + std::string(name_of(name.type)));
    for (const TimeExpression& time : sentence.times)
      if (time.first < misc.size()) add(time.first, "Timex=" + time.value);
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
      const Token& token = sentence.tokens[i];
      const std::uint32_t after = i + 1 < sentence.tokens.size() ? sentence.tokens[i + 1].span.begin
                                  : number + 1 < analysis.sentences.size() ? analysis.sentences[number + 1].span.begin
                                                                           : token.span.end + 1;
      if (after == token.span.end) add(i, "SpaceAfter=No");
      add(i, "TokenRange=" + std::to_string(characters(token.span.begin)) + ":" + std::to_string(characters(token.span.end)));
      out += std::to_string(i + 1);
      append_columns(out, {slice(text, token.span), token.lemma, name_of(token.upos), name_of(token.xpos), write_features(token.features),
                           std::to_string(token.head + 1), name_of(token.relation), "_", misc[i]});
      out += '\n';
    }
    out += '\n';
  }
  return out;
}

}  // namespace kg::text
