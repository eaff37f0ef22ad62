// Headings tell of meetings without a verb, so without a tense: they follow the text below them.
#include <algorithm>
#include <set>

#include "extract/meetings.hpp"

namespace kg::extract {

namespace {

class Headings {
 public:
  Headings(const Scene& scene, std::vector<graph::Claim>& claims) : reading_(scene.reading), cast_(scene.cast), claims_(claims) {}

  /// "Readout of the President's Meeting with …": a heading without a verb has no tense. It tells of the meeting
  /// that the text tells of, with its status, day and place.
  void run() {
    const auto parties = [](const graph::Claim& claim) {
      std::set<EntityIndex> all;
      for (const graph::Argument& argument : claim.arguments) {
        if (argument.role != "place" && argument.role != "topic") all.insert(argument.entity);
      }
      return all;
    };
    for (graph::Claim& heading : claims_) {
      if (heading.kind != graph::ClaimKind::meeting || !is_heading(heading.sentence)) continue;
      const std::set<EntityIndex> wanted = parties(heading);
      // The heading's "call with A and B" may be told as "spoke with A, B and others", or of each of them apart.
      const auto tells_of_it = [&](const graph::Claim& claim) {
        if (claim.kind != graph::ClaimKind::meeting || claim.sentence.begin <= heading.sentence.begin || is_heading(claim.sentence) || claim.times != 1) return false;
        const std::set<EntityIndex> here = parties(claim);
        return here.size() >= 2 && (std::ranges::includes(wanted, here) || std::ranges::includes(here, wanted));
      };
      const auto told = std::ranges::find_if(claims_, tells_of_it);
      const Date published = reading_.document().published;
      if (told != claims_.end()) {
        heading.status = told->status;
        if (!heading.when.date) heading.when = told->when;
      } else if (heading.status == graph::Status::planned && is_transcript() && published && !heading.when.date) {
        // "Remarks by X and Y before their meeting"
        heading.status = graph::Status::held;
        heading.when.date = heading.when.from = heading.when.to = published;
        heading.when.rule = "day of publication of a transcript";
      } else if (!heading.when.date && heading.status == graph::Status::held) {
        date_from_lede(heading, wanted);
      }
    }
  }

 private:
  bool is_transcript() const {
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      if (cast_.voice(s) >= 0) return true;
    }
    return false;
  }

  /// "Secretary Smith congratulated Prime Minister Novak today", below "Secretary Smith's call with …".
  void date_from_lede(graph::Claim& heading, const std::set<EntityIndex>& parties) const {
    constexpr std::uint32_t lede = 6;  // sentences
    const Date published = reading_.document().published;
    for (std::uint32_t s = 0; s < std::min(lede, reading_.sentence_count()); ++s) {
      if (reading_.sentence(s).span.begin <= heading.sentence.begin || cast_.skipped(s)) continue;
      std::set<EntityIndex> named;
      for (const Mention& mention : cast_.mentions_in(s)) {
        const auto entity = static_cast<EntityIndex>(mention.entity);
        if (parties.contains(entity)) named.insert(entity);
      }
      if (named.size() < parties.size()) continue;
      for (const text::TimeExpression& time : reading_.sentence(s).times) {
        if (time.date.unit() != DateUnit::day || !published || time.date > published) continue;
        heading.when = {time.date, time.from, time.to, std::string(slice(reading_.text(), time.span)), time.span, std::string(time.rule)};
        return;
      }
      return;
    }
  }

  bool is_heading(ByteSpan sentence) const {
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      if (reading_.sentence(s).span == sentence) return extract::is_heading(reading_, s);
    }
    return false;
  }

  const Reading& reading_;
  const Cast& cast_;
  std::vector<graph::Claim>& claims_;
};

}  // namespace

bool is_heading(const Reading& reading, std::uint32_t s) {
  constexpr std::uint32_t first_lines = 3;
  if (s >= first_lines || (s + 1 < reading.sentence_count() && !reading.sentence(s + 1).opens_paragraph)) return false;
  for (std::int32_t t = 0; t < reading.size(s); ++t) {
    if (one_of(reading.xpos({s, t}), {"VBD", "VBZ", "VBP", "MD"})) return false;
  }
  return true;
}

void follow_headings(const Scene& scene, std::vector<graph::Claim>& claims) { Headings(scene, claims).run(); }

}  // namespace kg::extract
