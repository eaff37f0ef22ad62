#include "export/graph_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "export/output.hpp"

namespace kg::exporter {

using graph::PropertyValue;
using graph::Temporal;
using graph::TemporalKind;

namespace {

constexpr std::size_t texts_kept = 32u << 20;

std::string clock_text(const Temporal& t) {
  std::string text = fmt::format("{:02}:{:02}:{:02}", t.seconds / 3600, t.seconds / 60 % 60, t.seconds % 60);
  if (t.nanoseconds != 0) {
    text += fmt::format(".{:09}", t.nanoseconds);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text;
}

std::string offset_text(const Temporal& t) {
  if (t.offset == 0) return "Z";
  const int minutes = std::abs(t.offset) / 60;
  return fmt::format("{}{:02}:{:02}", t.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string day_text(const Temporal& t) {
  const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{t.days}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::string temporal_text(const Temporal& t) {
  switch (t.kind) {
    case TemporalKind::date: return day_text(t);
    case TemporalKind::local_time: return clock_text(t);
    case TemporalKind::time: return clock_text(t) + offset_text(t);
    case TemporalKind::local_datetime: return day_text(t) + "T" + clock_text(t);
    case TemporalKind::datetime: return day_text(t) + "T" + clock_text(t) + offset_text(t);
    case TemporalKind::duration:
      return fmt::format("P{}M{}DT{}.{:09}S", t.months, t.days, t.seconds, t.nanoseconds);
  }
  return {};
}

// A year, month or day in text or as a temporal value.
Date date_of(const PropertyValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return Date::parse(*text).value_or(Date{});
  if (const auto* time = std::get_if<Temporal>(&value.data); time != nullptr && time->kind != TemporalKind::duration) {
    return Date::parse(temporal_text(*time).substr(0, 10)).value_or(Date{});
  }
  return {};
}

const PropertyValue* find(std::span<const graph::Property> properties, std::optional<graph::KeyId> key) {
  const auto found = std::find_if(properties.begin(), properties.end(), [&](const graph::Property& one) { return one.first == key; });
  return found == properties.end() ? nullptr : &found->second;
}

}  // namespace

std::string plain_text(const PropertyValue& value) {
  struct Printer {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool v) const { return v ? "true" : "false"; }
    std::string operator()(std::int64_t v) const { return std::to_string(v); }
    std::string operator()(double v) const { return number_text(v, ""); }
    std::string operator()(const std::string& v) const { return v; }
    std::string operator()(const Temporal& v) const { return temporal_text(v); }
    std::string operator()(const graph::PropertyList& list) const {
      std::vector<std::string> items;
      for (const PropertyValue& item : list) items.push_back(plain_text(item));
      return fmt::format("{}", fmt::join(items, "; "));
    }
  };
  return std::visit(Printer{}, value.data);
}

std::string id_of(graph::NodeId node) { return fmt::format("n{}", static_cast<std::uint32_t>(node)); }
std::string id_of(graph::EdgeId edge) { return fmt::format("e{}", static_cast<std::uint32_t>(edge)); }

GraphText::GraphText(const graph::PropertyGraph& graph)
    : graph_(graph),
      name_(graph.find_key("name")),
      aliases_(graph.find_key("aliases")),
      title_(graph.find_key("title")),
      uri_(graph.find_key("uri")),
      text_(graph.find_key("text")),
      first_days_{graph.find_key("date_from"), graph.find_key("first"), graph.find_key("from")},
      last_days_{graph.find_key("date_to"), graph.find_key("last"), graph.find_key("to")},
      whole_{graph.find_key("date"), graph.find_key("published")} {
  for (std::uint32_t i = 0; i < graph.key_count(); ++i) {
    keys_.emplace(graph.name(graph::KeyId{i}), graph::KeyId{i});
  }
}

std::string GraphText::name(graph::NodeId node) const {
  for (const auto& key : {name_, title_, text_, uri_}) {
    if (!key) continue;
    std::string text = plain_text(graph_.property(node, *key));
    if (!text.empty()) return text;
  }
  return id_of(node);
}

std::string GraphText::name(graph::NodeId node, std::span<const graph::Property> properties) const {
  for (const auto& key : {name_, title_, text_, uri_}) {
    const PropertyValue* value = find(properties, key);
    std::string text = value == nullptr ? std::string() : plain_text(*value);
    if (!text.empty()) return text;
  }
  return id_of(node);
}

std::vector<std::string> GraphText::aliases(graph::NodeId node) const {
  std::vector<std::string> all;
  if (!aliases_) return all;
  const PropertyValue value = graph_.property(node, *aliases_);
  if (const auto* list = std::get_if<graph::PropertyList>(&value.data)) {
    for (const PropertyValue& item : *list) all.push_back(plain_text(item));
  } else if (!value.is_null()) {
    all.push_back(plain_text(value));
  }
  return all;
}

std::string_view GraphText::label(graph::NodeId node) const {
  const auto labels = graph_.labels(node);
  return labels.empty() ? std::string_view{} : graph_.name(labels.front());
}

std::vector<std::string_view> GraphText::labels(graph::NodeId node) const {
  std::vector<std::string_view> all;
  for (const graph::LabelId label : graph_.labels(node)) all.push_back(graph_.name(label));
  return all;
}

bool GraphText::has_label(graph::NodeId node, std::string_view label) const {
  const auto labels = graph_.labels(node);
  return std::any_of(labels.begin(), labels.end(), [&](graph::LabelId id) { return graph_.name(id) == label; });
}

template <class Id>
PropertyValue GraphText::value(Id id, std::string_view key) const {
  const auto found = keys_.find(key);
  return found == keys_.end() ? PropertyValue{} : graph_.property(id, found->second);
}

std::string GraphText::text(graph::NodeId node, std::string_view key) const { return plain_text(value(node, key)); }
std::string GraphText::text(graph::EdgeId edge, std::string_view key) const { return plain_text(value(edge, key)); }

std::optional<std::int64_t> GraphText::integer(graph::NodeId node, std::string_view key) const {
  const PropertyValue found = value(node, key);
  const auto* number = std::get_if<std::int64_t>(&found.data);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

std::optional<std::int64_t> GraphText::integer(graph::EdgeId edge, std::string_view key) const {
  const PropertyValue found = value(edge, key);
  const auto* number = std::get_if<std::int64_t>(&found.data);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

GraphText::Period GraphText::period(std::span<const graph::Property> properties) const {
  const auto date = [&](std::optional<graph::KeyId> key) {
    const PropertyValue* value = find(properties, key);
    return value == nullptr ? Date{} : date_of(*value);
  };
  for (std::size_t i = 0; i < first_days_.size(); ++i) {
    const Date first = date(first_days_[i]), last = date(last_days_[i]);
    if (first || last) {
      // An open side stays open.
      return {first.first_day(), last && first && last.last_day() < first.first_day() ? first.last_day() : last.last_day()};
    }
  }
  for (const auto& key : whole_) {
    if (const Date day = date(key)) return {day.first_day(), day.last_day()};
  }
  return {};
}

GraphText::Period GraphText::period(graph::NodeId node) const { return period(graph_.properties(node)); }
GraphText::Period GraphText::period(graph::EdgeId edge) const { return period(graph_.properties(edge)); }

GraphText::Period GraphText::period_or_event(graph::EdgeId edge) const {
  const Period own = period(edge);
  if (own.first || own.last) return own;
  const graph::Edge ends = graph_.edge(edge);
  for (const graph::NodeId node : {ends.source, ends.target}) {
    if (!has_label(node, "Event") && !has_label(node, "Statement")) continue;
    const Period of_event = period(node);
    if (of_event.first || of_event.last) return of_event;
  }
  return {};
}

Quotes::Text& Quotes::open(graph::DocumentIndex document) {
  std::unique_ptr<Text>& kept = texts_.at(static_cast<std::size_t>(document));
  if (kept) {
    recent_.splice(recent_.begin(), recent_, kept->used);
    return *kept;
  }
  std::string text = graph_.document_text(document);
  while (!recent_.empty() && bytes_ + text.size() > texts_kept) {
    std::unique_ptr<Text>& oldest = texts_[static_cast<std::size_t>(recent_.back())];
    bytes_ -= oldest->text.size();
    oldest.reset();
    recent_.pop_back();
  }
  bytes_ += text.size();
  recent_.push_front(document);
  kept.reset(new Text{graph_.document_id(document).hex(), std::move(text), {}, recent_.begin()});
  return *kept;
}

Quote Quotes::operator()(const graph::Evidence& evidence) {
  Text& from = open(evidence.document);
  const auto size = static_cast<std::uint32_t>(from.text.size());
  const auto cut = [size](ByteSpan span) {
    const std::uint32_t end = std::min(span.end, size);
    return ByteSpan{std::min(span.begin, end), end};
  };
  const ByteSpan sentence = cut(evidence.sentence);
  const ByteSpan words = cut(evidence.words);
  Quote quote;
  quote.document = from.id;
  quote.text = slice(from.text, sentence);
  if (!words.empty() && sentence.contains(words)) {
    quote.words = {words.begin - sentence.begin, words.end - sentence.begin};
  }
  return quote;
}

Quotes::Range Quotes::range(const graph::Evidence& evidence) {
  Text& from = open(evidence.document);
  if (!from.index) from.index.emplace(from.text);
  return {(*from.index)(evidence.sentence.begin), (*from.index)(evidence.sentence.end)};
}

}  // namespace kg::exporter
