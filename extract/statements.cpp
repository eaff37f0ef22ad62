// Who said what about whom: quotations, reports, transcripts, signed releases.
#include <algorithm>
#include <set>

#include "base/utf8.hpp"
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
  /// Verbal events are said, too: who condemns or demands speaks, who signs or sues does not.
  static bool is_verbal(const ontology::Frame& frame) {
    if (frame.kind != ontology::FrameKind::event || frame.trigger != ontology::Trigger::verb) return false;
    if (one_of(frame.mode, {"treaty", "accept", "settle", "investigate", "veto", "recognize"})) return false;
    if (frame.event == "AGREE") return one_of(frame.lemmas.front(), {"agree", "promise", "commit", "concur", "vow"});
    if (frame.event == "REJECT") return one_of(frame.lemmas.front(), {"deny", "reject", "refuse", "repudiate", "oppose", "dismiss", "decline"});
    return one_of(frame.event, {"ACCUSE", "REQUEST", "THREATEN", "SUPPORT"});
  }

  /// "Observed the mission", "declared himself premier", "suggested a date": no words are told.
  bool tells(std::uint32_t s, const Match& match) const {
    if (match.frame->kind != ontology::FrameKind::statement || match.frame->trigger != ontology::Trigger::verb || match.trigger.sentence != s) return true;
    const std::string_view lemma = reading_.lemma(match.trigger);
    if (one_of(lemma, {"say", "tell", "announce", "stress", "emphasize", "emphasise", "reiterate", "claim", "confirm", "affirm", "underline", "underscore", "tweet", "write", "deny", "express", "voice"})) return true;
    for (std::int32_t t = 0; t < reading_.size(s); ++t) {
      if (reading_.quoted({s, t})) return true;
    }
    bool content = false, only_object = true;
    for (const Filler& filler : match.fillers) {
      if (filler.role != "content") continue;
      content = true;
      const bool clause = filler.path == "ccomp" || filler.path == "parataxis" || filler.path.starts_with("obl");
      if (clause || (filler.path == "xcomp" && one_of(lemma, {"vow", "pledge", "promise", "decline", "refuse", "warn", "call", "describe"}))) only_object = false;
    }
    if (!content || !only_object) return content || !one_of(match.frame->id, {"say.verb", "report.statement"});
    return !one_of(lemma, {"observe", "declare", "continue", "conclude", "suggest", "maintain", "note", "recall", "reveal", "add", "expect", "believe", "hope", "estimate",
                           "think", "predict", "indicate", "respond", "reply", "answer", "state", "show", "signal", "present", "raise", "address", "acknowledge", "concede"});
  }

  /// Who speaks by name. What unnamed officials of a body say is not the body's word, and a medium that is cited says nothing of its own.
  std::vector<Who> named(TokenRef t) const {
    std::vector<Who> speakers = cast_.all_of(t);
    const Mention* mention = cast_.mention_at(t);
    const std::string lemma = to_lower(reading_.lemma(t));
    const bool unnamed = mention == nullptr && (scene_.vocabulary.is_person_word(lemma) || scene_.vocabulary.is_title_head(lemma) || lemma == "member");
    std::erase_if(speakers, [&](const Who& who) {
      const graph::Entity& entity = cast_.entity(who.entity);
      return (unnamed && entity.label != EntityLabel::person) || entity.kind == "media";
    });
    // "The Turkish statement called for …", "according to a tweet on Monday by X": whose statement it is.
    if (speakers.empty() && one_of(lemma, {"statement", "communique", "declaration", "letter", "readout", "tweet"})) {
      for (const std::int32_t c : reading_.children(t)) {
        const TokenRef child{t.sentence, c};
        const bool owner = reading_.is(child, "nmod:poss") || (c < t.token && (reading_.is(child, "amod") || reading_.is(child, "compound"))) ||
                           (reading_.is(child, "nmod") && one_of(reading_.case_words(child), {"by", "from", "of"}));
        if (owner) add(speakers, cast_.all_of(child));
      }
      if (speakers.empty()) {
        for (std::int32_t at = t.token + 1; at < std::min(reading_.size(t.sentence) - 1, t.token + 6); ++at) {
          if (reading_.lower({t.sentence, at}) == "by") add(speakers, first_named({t.sentence, at}));
        }
      }
    }
    return speakers;
  }

  /// The person or body that is named next behind `t` with nothing but its titles before it.
  std::vector<Who> first_named(TokenRef t) const {
    for (std::int32_t at = t.token + 1; at < std::min(reading_.size(t.sentence), t.token + 8); ++at) {
      const TokenRef token{t.sentence, at};
      if (const Mention* mention = cast_.mention_at(token); mention != nullptr && (mention->label == EntityLabel::person || mention->label == EntityLabel::organization)) {
        // "released by Erdogan's office": the office.
        const std::string& next = mention->last < reading_.size(t.sentence) ? reading_.lower({t.sentence, mention->last}) : reading_.lower(token);
        if (next == "'s" || next == "’s") return {};
        return named(token);
      }
      const text::Upos tag = reading_.token(token).upos;
      if (tag == text::Upos::VERB || tag == text::Upos::PUNCT || tag == text::Upos::ADP) return {};
    }
    return {};
  }

  /// “…,” wrote student protester Joshua Wong: the speaker behind the verb that ends a quotation.
  std::vector<Who> behind_quotation(TokenRef verb) const {
    if (!one_of(reading_.lemma(verb), {"say", "write", "tweet", "add", "post", "warn", "ask", "explain", "note", "recall"})) return {};
    for (std::int32_t at = verb.token - 1; at >= std::max(0, verb.token - 2); --at) {
      const std::string& word = reading_.lower({verb.sentence, at});
      if (word == "”" || word == "\"" || word == "''") return first_named(verb);
    }
    return {};
  }

  bool read_frames(std::uint32_t s) {
    bool found = false;
    for (const Match& match : scene_.matches[s]) {
      const bool statement = match.frame->kind == ontology::FrameKind::statement;
      const bool verbal = is_verbal(*match.frame);
      if (!statement && !verbal) continue;
      if (reading_.quoted(match.trigger) || !tells(s, match)) continue;
      std::vector<Who> speakers;
      for (const TokenRef t : match.role("speaker")) add(speakers, named(t));
      if (speakers.empty()) {
        for (const TokenRef t : match.role("actor")) add(speakers, named(t));
      }
      if (speakers.empty() && statement) speakers = behind_quotation(match.trigger);
      if (speakers.empty()) continue;
      const Reality reality = reality_of(reading_, match.trigger, match.verb);
      if (reality != Reality::happened) continue;
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
