#include "models/train/eval_times.hpp"

#include <fmt/format.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <fstream>
#include <regex>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "text/analyzer.hpp"
#include "text/dates.hpp"
#include "text/stages.hpp"

namespace kg::train {

namespace {

using text::Sentence;
using text::TimeExpression;
using text::TimeType;

std::vector<rapidjson::Document> read_lines(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw Error("cannot read '" + path + "'", path);
  std::vector<rapidjson::Document> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    rapidjson::Document document;
    document.Parse(line.data(), line.size());
    if (document.HasParseError() || !document.IsObject()) throw Error("not a JSON object a line", path);
    out.push_back(std::move(document));
  }
  return out;
}

std::string text_of(const rapidjson::Value& value, const char* key) {
  return value.HasMember(key) && value[key].IsString() ? std::string(value[key].GetString(), value[key].GetStringLength()) : std::string();
}

// Cut at blanks if there is nothing better, tagged by the model.
class Tagger {
 public:
  explicit Tagger(std::string_view model) : file_(model), stages_(file_), analyzer_(model, {}) {}
  /// The tokens have their spans.
  void tag(std::string_view text, Sentence& sentence) {
    std::vector<text::WordForm> forms;
    for (const text::Token& token : sentence.tokens) forms.push_back(text::look_at(slice(text, token.span), stages_.lexicon));
    stages_.read_sentence(text, forms, sentence, scratch_, lemmas_);
  }
  text::Analysis analyze(std::string_view text, Date reference) const { return analyzer_.analyze(text, reference); }

 private:
  text::ModelFile file_;
  text::Stages stages_;
  text::Analyzer analyzer_;
  text::Scratch scratch_;
  std::deque<std::string> lemmas_;
};

// Forms that people type into calendars and search boxes and that newspapers do not print. The reasons are forms,
// not phrases; what matches none of them counts, whether kg reads it or not.
struct LeftOut {
  const char* reason;
  std::regex form;
};

const std::vector<LeftOut>& left_out_forms() {
  const auto form = [](const char* pattern) { return std::regex(pattern, std::regex::ECMAScript | std::regex::optimize); };
  static const std::vector<LeftOut> forms = {
      {"a day and month in figures without a year", form(R"((^|[^\d/.-])\d{1,2}[/.]\d{1,2}($|[^\d/.])|^(mon|tues|wednes|thurs|fri|satur|sun)day \d{1,2}-\d{1,2}$)")},
      {"a month's name joined to figures by signs in no usual order", form(R"(\d{4}[/-][a-z]{3,9}[/-]\d|\d{4}/\d{1,2}/[a-z]{3}|[a-z]{3,9}-\d{4}-\d|\d{1,2}-\d{4}-[a-z]{3}|^\d{4} \d{1,2} \d{1,2}$)")},
      {"a numbered week", form(R"(\bweek \d)")},
      {"an abbreviation of messages and tables", form(R"(\b(eoy|otd|tmrw|w/c|s\.?y\.?|c\.?y\.?)\b|\b\d\ds? s\b|\b\d{4} s\b)")},
      {"business days, for which TIMEX3 has no unit", form(R"(\b(business days?|working week|workweek)\b)")},
  };
  return forms;
}

bool is_left_out(std::string_view expression, const std::string& text) {
  const std::string lower = to_lower(expression);
  for (const LeftOut& left_out : left_out_forms())
    if (std::regex_search(lower, left_out.form)) return true;
  // Abbreviations of months, days and quarters in small letters; dates inside an address.
  static const std::regex small(R"(^(jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|q[1-4])$)");
  return std::regex_match(std::string(expression), small) || text.starts_with("www.");
}

struct Gold {
  ByteSpan span;
  const rapidjson::Value* value;
};

bool known_reference(const TimeExpression& time) { return time.value.ends_with("_REF"); }

std::string plus_one(Date day) { return day ? Date::from(day.first_sys_day() + std::chrono::days{1}).iso() : std::string(); }

enum class Judge { fair, to_the_letter };

// The recognizers' file gives each reading as "value" or as start and (exclusive) end; a range "2014 to
// 2018" ends for it where 2018 begins. "two months ago" is a day for it, a month for TIMEX3.
// Fair allows for that, for thirds where the file has halves, and for "after" that includes the day.
bool recognizer_right(const TimeExpression& time, const rapidjson::Value& gold, Judge judge) {
  const std::string timex = text_of(gold, "timex");
  if (!time.value.empty() && time.value == timex) return true;
  if (!gold.HasMember("values")) return false;
  for (const auto& value : gold["values"].GetArray()) {
    const std::string day = text_of(value, "value"), start = text_of(value, "start"), end = text_of(value, "end");
    if (!day.empty() && day == time.date.iso()) return true;
    if (judge == Judge::to_the_letter) {
      const bool bounds = (start.empty() || start == time.from.iso()) && (end.empty() || end == time.to.iso() || end == plus_one(time.to));
      if ((!start.empty() || !end.empty()) && bounds) return true;
      continue;
    }
    // "two months ago", "in two years": kg claims no more than the month or the year.
    const bool counted = time.rule == "ago" || time.rule == "ahead" || time.rule == "offset" || time.rule == "anchored";
    if (counted && time.date && time.date.unit() != DateUnit::day && !day.empty() && day.starts_with(time.date.iso())) return true;
    // "2014 to 2018" ends for the file where 2018 begins.
    std::string last_begin;
    if (time.rule == "range") {
      if (const auto date = Date::parse(time.value)) last_begin = date->first_day().iso();
      else if (time.value.size() == 7 && time.value[5] == 'Q') last_begin = fmt::format("{}-{:02}-01", time.value.substr(0, 4), 3 * (time.value[6] - '0') - 2);
    }
    // "late March", "end of 2000": the file halves the period, kg takes a third; the period must be right.
    if (const auto period = Date::parse(time.value); !text_of(value, "Mod").empty() && period && (!start.empty() || !end.empty())) {
      const std::string first = start.empty() ? end : start, last = end.empty() ? start : end;
      for (const char* part : {"mid", "start", "end"})
        if (text_of(value, "Mod").find(part) != std::string::npos && first >= period->first_day().iso() && last <= plus_one(period->last_day())) return true;
    }
    const bool end_right = end.empty() || end == time.to.iso() || end == plus_one(time.to) || end == last_begin;
    const bool start_right = start.empty() || start == time.from.iso() || (time.rule == "after" && start == (time.from ? Date::from(time.from.first_sys_day() - std::chrono::days{1}).iso() : ""));
    if ((!start.empty() || !end.empty()) && start_right && end_right) return true;
  }
  return false;
}


bool starts_alike(const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && (a.starts_with(b) || b.starts_with(a)); }

// "from" and "to" are as fine as the text; fair takes any day in them, to the letter their first and last.
bool gum_right(const TimeExpression& time, const rapidjson::Value& gold, Judge judge) {
  const auto& attributes = gold["attrs"];
  const std::string when = text_of(attributes, "when"), from = text_of(attributes, "from"), to = text_of(attributes, "to");
  if (!when.empty()) return time.value == when || (time.type == TimeType::time && time.value.starts_with(when)) || (time.date && time.date.iso() == when);
  if (judge == Judge::to_the_letter && !(from.empty() && to.empty())) {
    const auto first = Date::parse(from), last = Date::parse(to);
    return (from.empty() || (first && first->first_day() == time.from)) && (to.empty() || (last && last->last_day() == time.to));
  }
  const auto bound = [](const std::string& written, Date day) { return written.empty() || starts_alike(written, day.iso()); };
  if (!from.empty() || !to.empty()) return time.from && bound(from, time.from) && bound(to, time.to);
  const std::string not_before = text_of(attributes, "notBefore"), not_after = text_of(attributes, "notAfter");
  const Date low = time.from ? time.from : time.to, high = time.to ? time.to : time.from;
  if (!low) return false;
  // The date must lie inside the bounds that are given.
  return (not_before.empty() || low.iso() >= not_before.substr(0, 10) || starts_alike(not_before, low.iso())) && (not_after.empty() || high.iso() <= not_after || starts_alike(not_after, high.iso()));
}

bool meantime_right(const TimeExpression& time, const rapidjson::Value& gold, Judge judge) {
  const std::string value = text_of(gold, "value");
  if (time.value == value) return true;
  if (judge == Judge::to_the_letter) return false;
  // The file writes months of decades and weekends its own way; a date is right when its Date is.
  return time.date && time.date.iso() == value;
}

void log_miss(std::string* log, std::string_view file, std::string_view kind, std::string_view text, const TimeExpression* time, std::string_view gold_text, std::string_view gold_value,
              std::string_view reference) {
  if (log == nullptr) return;
  *log += fmt::format("{}\t{}\tgold '{}' = {}\tgot '{}' = {} [{} .. {}] {}\tref {}\n", file, kind, gold_text, gold_value, time != nullptr ? slice(text, time->span) : "", time != nullptr ? time->value : "",
                      time != nullptr ? time->from.iso() : "", time != nullptr ? time->to.iso() : "", time != nullptr ? time->rule : "", reference);
}

TimeScore recognizers(Tagger& tagger, const std::string& directory, std::string* log) {
  TimeScore score;
  score.file = "recognizers";
  for (const auto& line : read_lines(directory + "/timex/recognizers.jsonl")) {
    const std::string text = text_of(line, "text");
    const std::string reference = text_of(line, "ref").substr(0, 10);
    const auto day = Date::parse(reference);
    const text::Analysis analysis = tagger.analyze(text, day ? *day : Date{});
    std::vector<TimeExpression> times;
    for (const Sentence& sentence : analysis.sentences) times.insert(times.end(), sentence.times.begin(), sentence.times.end());
    std::vector<std::uint32_t> offsets;
    for (std::uint32_t i = 0; i < text.size(); ++i)
      if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) offsets.push_back(i);
    offsets.push_back(static_cast<std::uint32_t>(text.size()));
    for (const auto& gold : line["timexes"].GetArray()) {
      const std::string type = text_of(gold, "type");
      if (type != "date" && type != "daterange") continue;
      const auto last = static_cast<std::uint32_t>(offsets.size() - 1);
      const ByteSpan span{offsets[std::min(last, gold["start"].GetUint())], offsets[std::min(last, gold["end"].GetUint())]};
      if (text_of(gold, "timex").empty() || (gold.HasMember("values") && gold["values"].Size() > 0 && text_of(gold["values"][0], "value") == "not resolved") || is_left_out(slice(text, span), text)) {
        ++score.left_out;
        if (log != nullptr) *log += fmt::format("recognizers\tleft out\t{}\t{}\n", slice(text, span), text);
        continue;
      }
      ++score.gold;
      const TimeExpression* found = nullptr;
      bool right = false, to_the_letter = false;
      for (const TimeExpression& time : times) {
        if (!time.span.overlaps(span)) continue;
        if (found == nullptr || time.span.size() > found->span.size()) found = &time;
        right = right || recognizer_right(time, gold, Judge::fair);
        to_the_letter = to_the_letter || recognizer_right(time, gold, Judge::to_the_letter);
      }
      score.overlap += found != nullptr;
      score.exact += found != nullptr && found->span == span;
      score.right += right;
      score.to_the_letter += to_the_letter;
      if (!right) {
        std::string readings;
        if (gold.HasMember("values"))
          for (const auto& value : gold["values"].GetArray()) readings += " " + text_of(value, "value") + text_of(value, "start") + ".." + text_of(value, "end");
        log_miss(log, "recognizers", found == nullptr ? "unseen" : "value", text, found, slice(text, span), text_of(gold, "timex") + readings, reference + " | " + text);
      }
    }
    score.predicted += static_cast<int>(times.size());
  }
  return score;
}

void count_spans(TimeScore& score, const std::string& text, const std::vector<Sentence>& sentences, const std::vector<Gold>& golds, bool (*is_right)(const TimeExpression&, const rapidjson::Value&, Judge),
                 bool dates_only, const char* value_key, const std::string& reference, std::string* log) {
  std::vector<const TimeExpression*> all;
  for (const Sentence& sentence : sentences)
    for (const TimeExpression& time : sentence.times) all.push_back(&time);
  score.gold += static_cast<int>(golds.size());
  for (const TimeExpression* time : all) {
    const bool seen = std::any_of(golds.begin(), golds.end(), [&](const Gold& gold) { return gold.span.overlaps(time->span); });
    // gum marks only what has a calendar date.
    if (dates_only && !seen && (time->type == TimeType::duration || time->type == TimeType::set || known_reference(*time) || !(time->from || time->to))) continue;
    ++score.predicted;
    if (!seen) log_miss(log, score.file, "extra", text, time, "", "", reference);
  }
  for (const Gold& gold : golds) {
    const TimeExpression* found = nullptr;
    for (const TimeExpression* time : all)
      if (time->span.overlaps(gold.span) && (found == nullptr || time->span == gold.span)) found = time;
    std::string value = text_of(*gold.value, value_key);
    if (value.empty() && gold.value->HasMember("attrs"))
      for (const auto& member : (*gold.value)["attrs"].GetObject()) value += std::string(member.name.GetString()) + "=" + member.value.GetString() + " ";
    if (found == nullptr) {
      log_miss(log, score.file, "unseen", text, nullptr, slice(text, gold.span), value, reference);
      continue;
    }
    ++score.overlap;
    const bool exact = found->span == gold.span;
    score.exact += exact;
    const bool right = is_right(*found, *gold.value, Judge::fair);
    score.to_the_letter += is_right(*found, *gold.value, Judge::to_the_letter);
    score.right += right;
    if (!right) log_miss(log, score.file, "value", text, found, slice(text, gold.span), value, reference);
    else if (!exact) log_miss(log, score.file, "span", text, found, slice(text, gold.span), value, reference);
  }
}

TimeScore gum(Tagger& tagger, const std::string& directory, std::string* log) {
  TimeScore score;
  score.file = "gum";
  std::string document;
  text::TimeContext context;
  const auto lines = read_lines(directory + "/timex/gum.jsonl");
  for (const auto& line : lines) {
    if (text_of(line, "doc") != document) {
      document = text_of(line, "doc");
      context = {};
      if (const auto date = Date::parse(text_of(line, "dct"))) context.reference = *date;
    }
    const std::string text = text_of(line, "text");
    Sentence sentence;
    std::size_t from = 0;
    bool aligned = true;
    for (const auto& token : line["tokens"].GetArray()) {
      const std::size_t found = text.find(token.GetString(), from);
      if (found == std::string::npos) {
        aligned = false;
        break;
      }
      text::Token t;
      t.span = {static_cast<std::uint32_t>(found), static_cast<std::uint32_t>(found + token.GetStringLength())};
      sentence.tokens.push_back(t);
      from = t.span.end;
    }
    if (!aligned || sentence.tokens.empty()) continue;
    sentence.span = {sentence.tokens.front().span.begin, sentence.tokens.back().span.end};
    tagger.tag(text, sentence);
    text::find_times(text, sentence, context);
    std::vector<Gold> golds;
    for (const auto& gold : line["timexes"].GetArray()) {
      const auto last = static_cast<std::uint32_t>(sentence.tokens.size());
      const std::uint32_t first_token = std::min(gold["start"].GetUint(), last - 1), end_token = std::min(gold["end"].GetUint(), last);
      golds.push_back({{sentence.tokens[first_token].span.begin, sentence.tokens[end_token - 1].span.end}, &gold});
    }
    // Spans in whole tokens, as the file has them.
    for (TimeExpression& time : sentence.times) time.span = {sentence.tokens[time.first].span.begin, sentence.tokens[time.last - 1].span.end};
    std::vector<Sentence> one;
    one.push_back(std::move(sentence));
    count_spans(score, text, one, golds, gum_right, true, "", context.reference.iso(), log);
  }
  return score;
}

TimeScore meantime(Tagger& tagger, const std::string& directory, std::string* log) {
  TimeScore score;
  score.file = "meantime";
  const auto lines = read_lines(directory + "/timex/meantime.jsonl");
  for (const auto& line : lines) {
    const std::string text = text_of(line, "text");
    const auto day = Date::parse(text_of(line, "dct"));
    // Headline, date and lead stand on lines of their own.
    const text::Analysis analysis = tagger.analyze(text, day ? *day : Date{});
    const std::vector<Sentence>& sentences = analysis.sentences;
    std::vector<std::uint32_t> offsets;
    for (std::uint32_t i = 0; i < text.size(); ++i)
      if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) offsets.push_back(i);
    offsets.push_back(static_cast<std::uint32_t>(text.size()));
    std::vector<Gold> golds;
    for (const auto& gold : line["timexes"].GetArray()) {
      const auto last = static_cast<std::uint32_t>(offsets.size() - 1);
      golds.push_back({{offsets[std::min(last, gold["start"].GetUint())], offsets[std::min(last, gold["end"].GetUint())]}, &gold});
    }
    count_spans(score, text, sentences, golds, meantime_right, false, "value", day ? day->iso() : "", log);
  }
  return score;
}

}  // namespace

std::vector<Figure> evaluate_times_table(std::string_view model, const std::filesystem::path& data, std::string* log) {
  std::vector<Figure> out;
  for (const TimeScore& score : evaluate_times(model, data.string(), log)) {
    if (score.file == "recognizers") {
      out.push_back({"dates, value of all gold", score.file, score.value_accuracy(true), 0.90, 0.90});
      out.push_back({"dates, the same to the letter", score.file, score.value_accuracy(true, true)});
    } else {
      out.push_back({"dates, span F1", score.file, score.span_f1(), 0.85, 0.85});
      out.push_back({"dates, value of those found", score.file, score.value_accuracy(false), 0.80, 0.80});
      out.push_back({"dates, the same to the letter", score.file, score.value_accuracy(false, true)});
    }
  }
  return out;
}

std::vector<TimeScore> evaluate_times(std::string_view model, const std::string& directory, std::string* log) {
  Tagger tagger(model);
  return {recognizers(tagger, directory, log), gum(tagger, directory, log), meantime(tagger, directory, log)};
}

}  // namespace kg::train
