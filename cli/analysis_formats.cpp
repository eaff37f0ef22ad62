#include "cli/analysis_formats.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/utf8.hpp"
#include "text/morphology.hpp"

namespace kg::cli {

namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr std::array<std::string_view, 4> time_types{"DATE", "TIME", "DURATION", "SET"};

std::string_view name_of(text::TimeType type) { return time_types[static_cast<std::size_t>(type)]; }

void member(Writer& json, std::string_view key, std::string_view value) {
  json.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
  json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void number(Writer& json, std::string_view key, std::int64_t value) {
  json.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
  json.Int64(value);
}

void span(Writer& json, const CodePointIndex& characters, ByteSpan where) {
  number(json, "start", static_cast<std::int64_t>(characters(where.begin)));
  number(json, "end", static_cast<std::int64_t>(characters(where.end)));
}

ByteSpan words_span(const text::Sentence& sentence, std::uint32_t first, std::uint32_t last) {
  return {sentence.tokens[first].span.begin, sentence.tokens[last - 1].span.end};
}

void write_sentence(Writer& json, const source::Document& document, const CodePointIndex& characters, const text::Sentence& sentence) {
  json.StartObject();
  span(json, characters, sentence.span);
  if (sentence.opens_paragraph) json.Key("opens_paragraph"), json.Bool(true);
  if (sentence.headline) json.Key("headline"), json.Bool(true);
  json.Key("tokens");
  json.StartArray();
  for (const text::Token& token : sentence.tokens) {
    json.StartObject();
    span(json, characters, token.span);
    member(json, "form", slice(document.text, token.span));
    member(json, "lemma", token.lemma);
    member(json, "upos", text::name_of(token.upos));
    member(json, "xpos", text::name_of(token.xpos));
    if (const std::string features = text::write_features(token.features); !features.empty()) member(json, "features", features);
    number(json, "head", token.head + 1);  // as CoNLL-U counts: from 1, 0 is the root
    member(json, "relation", text::name_of(token.relation));
    json.EndObject();
  }
  json.EndArray();
  json.Key("names");
  json.StartArray();
  for (const text::Name& name : sentence.names) {
    const ByteSpan where = words_span(sentence, name.first, name.last);
    json.StartObject();
    span(json, characters, where);
    member(json, "type", text::name_of(name.type));
    member(json, "text", slice(document.text, where));
    json.EndObject();
  }
  json.EndArray();
  json.Key("times");
  json.StartArray();
  for (const text::TimeExpression& time : sentence.times) {
    json.StartObject();
    span(json, characters, time.span);
    member(json, "type", name_of(time.type));
    member(json, "value", time.value);
    if (time.from) member(json, "from", time.from.iso());
    if (time.to) member(json, "to", time.to.iso());
    member(json, "text", slice(document.text, time.span));
    member(json, "rule", time.rule);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

}  // namespace

std::string analysis_json(const source::Document& document, const text::Analysis& analysis) {
  const CodePointIndex characters(document.text);
  rapidjson::StringBuffer buffer;
  Writer json(buffer);
  json.StartObject();
  member(json, "id", document.id.hex());
  member(json, "uri", document.uris.empty() ? std::string_view() : document.uris.front());
  if (document.published) member(json, "published", document.published.iso());
  member(json, "text", document.text);
  json.Key("sentences");
  json.StartArray();
  for (const text::Sentence& sentence : analysis.sentences) write_sentence(json, document, characters, sentence);
  json.EndArray();
  json.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

std::string analysis_brat(const source::Document& document, const text::Analysis& analysis, std::size_t& first) {
  const CodePointIndex characters(document.text);
  struct Line {
    ByteSpan where;
    std::string_view label;
  };
  std::string out;
  std::vector<Line> lines;
  for (const text::Sentence& sentence : analysis.sentences) {
    lines.clear();
    for (const text::Name& name : sentence.names) lines.push_back({words_span(sentence, name.first, name.last), text::name_of(name.type)});
    for (const text::TimeExpression& time : sentence.times) lines.push_back({time.span, name_of(time.type)});
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.where < b.where; });
    for (const Line& line : lines) {
      std::string words(slice(document.text, line.where));
      std::replace(words.begin(), words.end(), '\n', ' ');
      out += 'T' + std::to_string(first++) + '\t' + std::string(line.label) + ' ' + std::to_string(characters(line.where.begin)) + ' ' +
             std::to_string(characters(line.where.end)) + '\t' + words + '\n';
    }
  }
  return out;
}

}  // namespace kg::cli
