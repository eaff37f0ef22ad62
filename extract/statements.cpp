// Who said what about whom: quotations, reports, transcripts, signed releases.
#include <algorithm>
#include <set>

#include "extract/claims.hpp"
#include "extract/mood.hpp"

namespace kg::extract {

namespace {

class StatementMaker {
 public:
  StatementMaker(Scene& scene, std::vector<graph::Claim>& claims) : scene_(scene), reading_(scene.reading), cast_(scene.cast), claims_(claims) {}

  void run() {
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      if (cast_.skipped(s)) continue;
      if (cast_.voice(s) >= 0) {
        spoken(s, cast_.voice(s), "transcript");
        continue;
      }
      const bool found = read_frames(s);
      if (!found) continue_quotation(s);
    }
    sign();
  }

 private:
  bool read_frames(std::uint32_t s) {
    bool found = false;
    for (const Match& match : scene_.matches[s]) {
      const bool statement = match.frame->kind == ontology::FrameKind::statement;
      // Verbal events are said, too: who condemns or demands speaks.
      const bool verbal = match.frame->kind == ontology::FrameKind::event && match.frame->trigger == ontology::Trigger::verb &&
                          one_of(match.frame->event, {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"});
      if (!statement && !verbal) continue;
      if (reading_.quoted(match.trigger)) continue;
      std::vector<Who> speakers;
      for (const TokenRef t : match.role("speaker")) add(speakers, cast_.all_of(t));
      if (speakers.empty()) {
        for (const TokenRef t : match.role("actor")) add(speakers, cast_.all_of(t));
      }
      if (speakers.empty()) continue;
      const Reality reality = reality_of(reading_, match.trigger, match.verb);
      if (reality != Reality::happened) continue;
      if (verbal && !statement && std::none_of(speakers.begin(), speakers.end(), [&](const Who& who) { return cast_.entity(who.entity).label == EntityLabel::person; })) continue;
      graph::Claim claim = new_claim(scene_, graph::ClaimKind::statement, match.trigger, match.frame->id);
      claim.when = when_of(scene_, match.trigger, match.verb);
      std::set<std::int32_t> speaking;
      for (const Who& who : speakers) {
        add_argument(claim, "speaker", who);
        speaking.insert(who.entity);
      }
      fill_content(s, match, claim);
      add_topics(s, claim, speaking, match.trigger.token);
      if (speakers.size() == 1 && claim.quote && cast_.quote_speaker(s) < 0) scene_.cast.set_quote_speaker(s, speakers.front().entity);
      claims_.push_back(std::move(claim));
      found = true;
    }
    return found;
  }

  void add(std::vector<Who>& list, const std::vector<Who>& found) const {
    for (const Who& who : found) {
      if (std::find(list.begin(), list.end(), who) == list.end()) list.push_back(who);
    }
  }

  static void set_text(graph::Claim& claim, std::string_view words) {
    claim.text = std::string(words);
    std::replace(claim.text.begin(), claim.text.end(), '\n', ' ');
  }

  /// The words said: the whole sentence without the attribution where that is clear.
  void fill_content(std::uint32_t s, const Match& match, graph::Claim& claim) const {
    for (std::int32_t t = 0; t < reading_.size(s); ++t) claim.quote = claim.quote || reading_.quoted({s, t});
    for (const std::int32_t c : reading_.children(match.trigger)) {
      const TokenRef child{s, c};
      if (reading_.relation(child) != "ccomp" && reading_.relation(child) != "parataxis" && reading_.relation(child) != "xcomp") continue;
      const auto [first, last] = subtree(child);
      if (last - first >= 3) {
        set_text(claim, slice(reading_.text(), reading_.span(s, first, last)));
        return;
      }
    }
    set_text(claim, slice(reading_.text(), reading_.sentence(s).span));
  }

  std::pair<std::int32_t, std::int32_t> subtree(TokenRef t) const {
    std::int32_t first = t.token, last = t.token + 1;
    std::vector<std::int32_t> open{t.token};
    std::size_t steps = 0;
    while (!open.empty() && steps++ < 2000) {
      const std::int32_t at = open.back();
      open.pop_back();
      first = std::min(first, at);
      last = std::max(last, at + 1);
      for (const std::int32_t c : reading_.children({t.sentence, at})) open.push_back(c);
    }
    return {first, last};
  }

  /// Everybody and everything that the sentence names besides the speaker.
  void add_topics(std::uint32_t s, graph::Claim& claim, const std::set<std::int32_t>& speaking, std::int32_t) const {
    for (const Mention& mention : cast_.mentions()) {
      if (mention.sentence < s) continue;
      if (mention.sentence > s) break;
      if (mention.entity < 0 || speaking.contains(mention.entity)) continue;
      bool title = false;
      for (const std::int32_t who : speaking) {
        for (const Title& held : cast_.titles()[static_cast<std::size_t>(who)]) {
          if (held.sentence == s && held.words.contains(reading_.span(s, mention.first, mention.last))) title = true;
        }
      }
      if (title) continue;
      const std::int32_t entity = mention.government.empty() || mention.label == EntityLabel::state ? mention.entity : cast_.find_state(mention.government);
      if (entity < 0) continue;
      add_argument(claim, "topic", {entity, reading_.span(s, mention.first, mention.last), 1});
    }
  }

  void spoken(std::uint32_t s, std::int32_t who, const char* rule) {
    if (reading_.size(s) < 5) return;
    graph::Claim claim = new_claim(scene_, graph::ClaimKind::statement, {s, 0}, rule);
    claim.words = reading_.sentence(s).span;
    add_argument(claim, "speaker", {who, {}, 0.9F});
    set_text(claim, slice(reading_.text(), reading_.sentence(s).span));
    claim.quote = true;
    add_topics(s, claim, {who}, -1);
    claims_.push_back(std::move(claim));
  }

  /// A quotation that goes on after "…," he said; or one that stands before its attribution.
  void continue_quotation(std::uint32_t s) {
    std::int32_t quoted = 0, words = 0;
    for (std::int32_t t = 0; t < reading_.size(s); ++t) {
      if (reading_.token({s, t}).upos == text::Upos::PUNCT) continue;
      ++words;
      quoted += reading_.quoted({s, t}) ? 1 : 0;
    }
    if (words < 4 || quoted * 10 < words * 8) return;
    std::int32_t who = -1;
    if (s > 0 && cast_.quote_speaker(s - 1) >= 0) who = cast_.quote_speaker(s - 1);
    if (who < 0) return;
    scene_.cast.set_quote_speaker(s, who);
    spoken(s, who, "quotation goes on");
  }

  /// A signed release: what is said in it in the first person is said by who signs it.
  void sign() {
    const std::int32_t author = cast_.author();
    if (author < 0) return;
    bool any = false;
    for (std::uint32_t s = cast_.author_sentence() + 1; s < reading_.sentence_count(); ++s) {
      if (cast_.skipped(s) || cast_.voice(s) >= 0) continue;
      if (!any) {
        spoken(s, author, "signed release");
        any = true;
        continue;
      }
      for (std::int32_t t = 0; t < reading_.size(s); ++t) {
        if (one_of(reading_.lower({s, t}), {"we", "i", "our", "my"}) && !reading_.quoted({s, t})) {
          spoken(s, author, "signed release");
          break;
        }
      }
    }
  }

  Scene& scene_;
  const Reading& reading_;
  const Cast& cast_;
  std::vector<graph::Claim>& claims_;
};

}  // namespace

void make_statements(Scene& scene, std::vector<graph::Claim>& claims) { StatementMaker(scene, claims).run(); }

}  // namespace kg::extract
