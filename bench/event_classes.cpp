// Held, planned or denied: how often the mood that is read at a frame agrees with the annotators of a news event.
//
//     event_classes EVENTS.jsonl [--errors]
//
// Each line is an event of a sentence: `tokens`, the trigger [start, end), and certainty, polarity and time as
// MEANTIME (TimeML's factuality) has them. Denied is a negative polarity, planned a future time, held the rest;
// events without these marks are left out. Every sentence is read by itself. A frame covers an event when one of
// a meeting, event, membership or office matches with its trigger there, whoever fills the roles. Statement
// frames are counted apart, since "said" is nearly always held.
#include <fmt/format.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

#include "extract/claims.hpp"
#include "extract/extract.hpp"
#include "extract/mood.hpp"

namespace {

using namespace kg;
using namespace kg::extract;

std::string_view class_of(Reality reality) {
  const std::string_view status = graph::name_of(meeting_status(reality));
  return status == "held" ? "held" : status == "planned" || status == "proposed" ? "planned" : "denied";
}

std::string_view string_of(const rapidjson::Value& event, const char* name) {
  const auto member = event.FindMember(name);
  return member != event.MemberEnd() && member->value.IsString() ? member->value.GetString() : "";
}

/// Empty if the annotators left it open.
std::string_view wanted(const rapidjson::Value& event) {
  const std::string_view polarity = string_of(event, "polarity"), time = string_of(event, "time");
  if (polarity == "NEG") return "denied";
  if (polarity.empty() || (time != "FUTURE" && time != "NON_FUTURE")) return "";
  return time == "FUTURE" ? "planned" : "held";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: event_classes EVENTS.jsonl [--errors]\n");
    return 2;
  }
  const bool errors = argc > 2 && std::string_view(argv[2]) == "--errors";
  const ontology::Ontology ontology = ontology::Ontology::standard();
  const Extractor extractor(ontology);
  const Vocabulary vocabulary(ontology);
  struct Count {
    int covered = 0, right = 0;
  };
  std::map<std::string_view, Count> counts;
  std::map<std::string, int> confusion;
  std::ifstream in(argv[1]);
  for (std::string line; std::getline(in, line);) {
    rapidjson::Document event;
    event.Parse(line.c_str());
    if (event.HasParseError() || wanted(event).empty()) continue;
    source::Document document;
    ByteSpan trigger;
    int at = 0;
    for (const auto& token : event["tokens"].GetArray()) {
      const std::string_view word = token.GetString();
      static constexpr std::array<std::string_view, 11> behind = {",", ".", ";", ":", "?", "!", ")", "'s", "n't", "%", "'"};
      const bool glued = document.text.empty() || document.text.ends_with("(") || document.text.ends_with("$") || std::ranges::find(behind, word) != behind.end();
      if (!glued) document.text += ' ';
      if (at == event["start"].GetInt()) trigger.begin = static_cast<std::uint32_t>(document.text.size());
      document.text += word;
      if (++at == event["end"].GetInt()) trigger.end = static_cast<std::uint32_t>(document.text.size());
    }
    if (trigger.end <= trigger.begin) continue;
    const text::Analysis analysis = extractor.analyzer().analyze(document.text);
    Reading reading(document, analysis);
    mend_lemmas(reading, vocabulary);
    std::map<std::string_view, const Match*> found;
    std::vector<std::vector<Match>> matches;
    for (std::uint32_t s = 0; s < reading.sentence_count(); ++s) matches.push_back(match_frames(reading, vocabulary, s));
    for (const std::vector<Match>& here : matches) {
      for (const Match& match : here) {
        if (!reading.token(match.trigger).span.overlaps(trigger)) continue;
        found.try_emplace(match.frame->kind == ontology::FrameKind::statement ? "statements" : "frames", &match);
      }
    }
    for (const auto& [group, match] : found) {
      const std::string_view gold = wanted(event), got = class_of(reality_of(reading, match->trigger, match->verb));
      Count& count = counts[group];
      ++count.covered;
      count.right += gold == got;
      if (group != "frames") continue;
      ++confusion[fmt::format("{} {}", gold, got)];
      if (errors && gold != got) {
        const std::string_view text = document.text;
        fmt::print("{} not {} ({}): {}[{}]{}\n", gold, got, match->frame->id, text.substr(0, trigger.begin), slice(text, trigger), text.substr(trigger.end));
      }
    }
  }
  for (const auto& [group, count] : counts) fmt::print("{}: {} of {} right ({:.3f})\n", group, count.right, count.covered, count.right / static_cast<double>(count.covered));
  for (const auto& [pair, count] : confusion) fmt::print("wanted, found: {} {}\n", pair, count);
}
