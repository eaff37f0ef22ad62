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
  static bool is_verbal(const ontology::Frame& frame, std::string_view verb) {
    if (frame.kind != ontology::FrameKind::event || frame.trigger != ontology::Trigger::verb) return false;
    // Who backs, sues, suspects or presses may do so without a word.
    if (one_of(verb, {"support", "back", "champion", "uphold", "stand", "side", "sympathize", "sympathise", "vote", "recognize", "recognise", "promote", "favor", "favour", "commit", "undertake",
                      "sue", "prosecute", "impeach", "indict", "suspect", "seek", "apply", "turn", "lobby", "press", "summon", "consider", "regard", "view", "target", "invite", "designate", "want", "confirm", "approve", "appoint", "reappoint", "nominate", "elect", "re-elect", "reelect", "confront"})) {
      return false;
    }
    if (one_of(frame.mode, {"treaty", "accept", "settle", "investigate", "veto", "recognize"})) return false;
    if (frame.event == "AGREE") return one_of(frame.lemmas.front(), {"promise", "commit", "concur", "vow"});
    if (frame.event == "REJECT") return one_of(frame.lemmas.front(), {"deny", "reject", "refuse", "repudiate", "oppose", "dismiss", "decline"});
    return one_of(frame.event, {"ACCUSE", "REQUEST", "THREATEN", "SUPPORT"});
  }

  /// "Observed the mission", "declared himself premier", "suggested a date": no words are told.
  bool tells(std::uint32_t s, const Match& match) const {
    if (match.frame->kind != ontology::FrameKind::statement || match.trigger.sentence != s) return true;
    if (match.frame->trigger == ontology::Trigger::noun) {
      // "He delivered a letter": a deed, unless the sentence tells what it says.
      if (!one_of(reading_.lemma(match.trigger), {"letter", "message", "speech", "address", "interview", "briefing", "testimony", "word", "press release"})) return true;
      return !match.role("topic").empty() || !match.role("content").empty() || has_quotation(s);
    }
    if (match.frame->trigger != ontology::Trigger::verb) return true;
    if (match.frame->id == "describe.statement" && match.role("content").empty()) return has_quotation(s);
    const std::string_view lemma = reading_.lemma(match.trigger);
    if (match.frame->id == "tell.statement" && match.role("content").empty() && match.role("topic").empty()) return has_quotation(s);
    if (one_of(lemma, {"say", "tell", "announce", "stress", "emphasize", "emphasise", "reiterate", "affirm", "underline", "underscore", "tweet", "write", "deny", "express", "voice"})) return true;
    if (has_quotation(s)) return true;
    bool content = false, only_object = true;
    for (const Filler& filler : match.fillers) {
      if (filler.role != "content") continue;
      content = true;
      const bool clause = filler.path == "ccomp" || filler.path == "parataxis" || filler.path.starts_with("obl");
      const bool responsibility = filler.path == "obj" && lemma == "claim" && one_of(reading_.lemma(filler.head), {"responsibility", "credit", "victory"});
      if (clause || responsibility || (filler.path == "xcomp" && one_of(lemma, {"claim", "vow", "pledge", "promise", "decline", "refuse", "warn", "call", "describe"}))) only_object = false;
    }
    if (!content || !only_object) return content || !one_of(match.frame->id, {"say.verb", "report.statement"});
    return !one_of(lemma, {"observe", "declare", "continue", "conclude", "suggest", "maintain", "note", "recall", "reveal", "add", "expect", "believe", "hope", "estimate",
                           "think", "predict", "indicate", "respond", "reply", "answer", "state", "show", "signal", "present", "unveil", "outline", "raise", "claim", "confirm", "find", "rule", "address", "acknowledge", "concede"});
  }

  /// "denied funding for the bridge": nothing is said.
  bool withholds(const Match& match) const {
    const TokenRef object = reading_.child(match.trigger, "obj");
    return object && reading_.lemma(match.trigger) == "deny" && one_of(reading_.lemma(object), {"funding", "entry", "visa", "access", "bail", "permission", "permit", "asylum", "aid", "request", "application", "appeal", "petition", "treatment", "service", "right", "motion", "parole"});
  }

  bool has_quotation(std::uint32_t s) const {
    for (std::int32_t t = 0; t < reading_.size(s); ++t) {
      if (reading_.quoted({s, t})) return true;
    }
    return false;
  }

  /// Who speaks. An unnamed official counts as his state, an unnamed member of another body does not count as it; a medium
  /// that is cited says nothing of its own.
  std::vector<Who> named(TokenRef t) const {
    std::vector<Who> speakers = cast_.all_of(t);
    const Mention* mention = cast_.mention_at(t);
    const std::string lemma = to_lower(reading_.lemma(t));
    const bool unnamed = mention == nullptr && (scene_.vocabulary.is_person_word(lemma) || scene_.vocabulary.is_title_head(lemma) || lemma == "member");
    std::erase_if(speakers, [&](const Who& who) {
      const graph::Entity& entity = cast_.entity(who.entity);
      const bool for_state = entity.label == EntityLabel::state && is_official(t, lemma);
      return (unnamed && entity.label != EntityLabel::person && !for_state) || entity.kind == "media" || (mention == nullptr && is_media_report(t));
    });
    // "The Turkish statement called for …", "according to a tweet on Monday by X": whose statement it is.
    if (speakers.empty() && one_of(lemma, {"statement", "communique", "communiqué", "declaration", "letter", "readout", "tweet", "report", "data", "figure", "study", "survey", "poll", "announcement", "message", "post", "ruling",
                                              "document", "memo", "spokesperson", "spokesman", "spokeswoman"})) {
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

  /// "according to U.S. media reports"
  bool is_media_report(TokenRef t) const {
    return std::ranges::any_of(reading_.children(t), [&](std::int32_t c) { return c < t.token && one_of(reading_.lower({t.sentence, c}), {"media", "press", "news", "television", "tv", "newspaper"}); });
  }

  /// "A Turkish defence official", "the Kenyan attorney general": not scholars, reporters or the opposition. Several
  /// officials may be of several minds.
  bool is_official(TokenRef t, std::string_view lemma) const {
    if (cast_.is_private(t) || reading_.xpos(t) == "NNS") return false;
    return one_of(lemma, {"official", "minister", "spokesman", "spokeswoman", "spokesperson", "ambassador", "diplomat", "envoy", "general", "commander", "officer", "prosecutor", "secretary", "negotiator",
                          "representative", "president", "premier", "chancellor", "governor"});
  }

  /// The person or else the body that is named next behind `t` with nothing but what describes him before it: "NRC's Iraq
  /// director Jan Novak", "gay rights activist Eva Dvorak".
  std::vector<Who> first_named(TokenRef t) const {
    TokenRef body;
    for (std::int32_t at = t.token + 1; at < std::min(reading_.size(t.sentence), t.token + 13); ++at) {
      const TokenRef token{t.sentence, at};
      if (const Mention* mention = cast_.mention_at(token); mention != nullptr && (mention->label == EntityLabel::person || mention->label == EntityLabel::organization)) {
        const std::string& next = mention->last < reading_.size(t.sentence) ? reading_.lower({t.sentence, mention->last}) : reading_.lower(token);
        const bool owner = next == "'s" || next == "’s";
        if (mention->label == EntityLabel::person) return owner ? std::vector<Who>{} : named(token);  // "released by Novak's office": the office
        if (!body && !owner) body = token;
        at = mention->last - 1;
        continue;
      }
      const text::Upos tag = reading_.token(token).upos;
      const bool person_word = scene_.vocabulary.is_title_head(reading_.lower(token));
      const bool of = reading_.lower(token) == "of" && at + 1 < reading_.size(t.sentence) && reading_.upper_initial({t.sentence, at + 1});  // "Secretary of State"
      if ((tag == text::Upos::VERB && !person_word) || tag == text::Upos::PUNCT || (tag == text::Upos::ADP && !of)) break;
    }
    return body ? named(body) : std::vector<Who>{};
  }

  static bool is_saying(std::string_view lemma) {
    return one_of(lemma, {"say", "tell", "write", "tweet", "add", "post", "warn", "ask", "explain", "note", "recall", "argue", "announce", "claim", "insist", "reply", "call", "describe"});
  }

  /// “…,” wrote student protester Eva Dvorak; “…, argued the government's lawyer, Jan Novak”: the speaker behind the verb
  /// that ends what is said.
  std::vector<Who> behind_quotation(TokenRef verb) const {
    if (!is_saying(reading_.lemma(verb))) return {};
    for (std::int32_t at = verb.token - 1; at >= std::max(0, verb.token - 2); --at) {
      const std::string& word = reading_.lower({verb.sentence, at});
      if (!one_of(word, {"”", "\"", "''"})) continue;
      const std::vector<Who> speakers = first_named(verb);
      if (!speakers.empty()) return speakers;
    }
    if (verb.token == 0 || reading_.token({verb.sentence, verb.token - 1}).upos != text::Upos::PUNCT) return {};
    for (std::int32_t at = verb.token + 1; at < std::min(reading_.size(verb.sentence), verb.token + 14); ++at) {
      const TokenRef token{verb.sentence, at};
      if (const Mention* mention = cast_.mention_at(token); mention != nullptr && mention->label == EntityLabel::person) return named(token);
      const text::Upos tag = reading_.token(token).upos;
      if (tag == text::Upos::VERB || tag == text::Upos::AUX || tag == text::Upos::SCONJ || tag == text::Upos::PRON) return {};
    }
    return {};
  }

  /// "Jan Novak, 61, of the University of Oslo tells reporters …" whose tree has no subject for the verb: the person before
  /// it with nothing but what describes him between.
  std::vector<Who> before_verb(TokenRef verb) const {
    if (!is_saying(reading_.lemma(verb)) || one_of(reading_.xpos(verb), {"VB", "VBG", "VBN"})) return {};
    for (std::int32_t at = verb.token - 1; at >= std::max(0, verb.token - 18); --at) {
      const TokenRef token{verb.sentence, at};
      if (const Mention* mention = cast_.mention_at(token); mention != nullptr && mention->label == EntityLabel::person) {
        const std::int32_t before = mention->outer - 1;
        const bool governed = before >= 0 && (reading_.token({verb.sentence, before}).upos == text::Upos::ADP || reading_.token({verb.sentence, before}).upos == text::Upos::VERB);
        return governed ? std::vector<Who>{} : named({verb.sentence, mention->first});
      }
      const text::Upos tag = reading_.token(token).upos;
      const std::string& word = reading_.lower(token);
      const bool describes = tag == text::Upos::NOUN || tag == text::Upos::PROPN || tag == text::Upos::ADJ || tag == text::Upos::DET || tag == text::Upos::NUM || tag == text::Upos::PART ||
                             (tag == text::Upos::ADP && one_of(word, {"of", "at", "from", "for", "in", "with"})) || tag == text::Upos::ADV || tag == text::Upos::AUX || one_of(word, {",", "-", "(", ")"});
      if (!describes || tag == text::Upos::VERB) return {};
    }
    return {};
  }

  bool read_frames(std::uint32_t s) {
    bool found = false;
    for (const Match& match : scene_.matches[s]) {
      const bool statement = match.frame->kind == ontology::FrameKind::statement;
      const bool verbal = is_verbal(*match.frame, reading_.lemma(match.trigger));
      if ((!statement && !verbal) || withholds(match)) continue;
      if (reading_.quoted(match.trigger) || !tells(s, match)) continue;
      std::vector<Who> speakers;
      for (const TokenRef t : match.role("speaker")) add(speakers, named(t));
      if (speakers.empty()) {
        for (const TokenRef t : match.role("actor")) add(speakers, named(t));
      }
      if (speakers.empty() && statement) speakers = behind_quotation(match.trigger);
      if (speakers.empty() && statement) speakers = before_verb(match.trigger);
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
      // "criticised X, saying …" fits two frames and is one statement.
      const bool again = std::any_of(claims_.rbegin(), claims_.rend(), [&](const graph::Claim& other) {
        return other.kind == graph::ClaimKind::statement && other.sentence == claim.sentence && other.text == claim.text && same_speakers(other, claim);
      });
      found = true;
      if (again) continue;
      add_topics(s, claim, speaking, match.trigger.token);
      if (speakers.size() == 1 && claim.quote && cast_.quote_speaker(s) < 0) scene_.cast.set_quote_speaker(s, speakers.front().entity);
      claims_.push_back(std::move(claim));
    }
    return found;
  }

  static bool same_speakers(const graph::Claim& a, const graph::Claim& b) {
    const auto speaks = [](const graph::Claim& claim, const graph::Argument& argument) {
      return argument.role != "speaker" || std::any_of(claim.arguments.begin(), claim.arguments.end(), [&](const graph::Argument& other) { return other.role == "speaker" && other.entity == argument.entity; });
    };
    return std::all_of(b.arguments.begin(), b.arguments.end(), [&](const graph::Argument& argument) { return speaks(a, argument); });
  }

  void add(std::vector<Who>& list, const std::vector<Who>& found) const {
    for (const Who& who : found) {
      if (std::find(list.begin(), list.end(), who) == list.end()) list.push_back(who);
    }
  }

  /// Tokens [first, last) of `s` as the words said: without the marks and commas that lead up to them or hang behind.
  void set_text(graph::Claim& claim, std::uint32_t s, std::int32_t first, std::int32_t last) const {
    while (first < last && one_of(reading_.lower({s, first}), {",", ";", ":", "-", "–", "—", "--", ".", ")", "]"})) ++first;
    while (first < last && one_of(reading_.lower({s, last - 1}), {",", ";", ":", "-", "–", "—", "--", "(", "["})) --last;
    claim.text = std::string(slice(reading_.text(), reading_.span(s, first, last)));
    std::replace(claim.text.begin(), claim.text.end(), '\n', ' ');
  }

  /// The whole sentence; a headline or by-line that stands in lines of its own before `t` is left out.
  void set_sentence(graph::Claim& claim, std::uint32_t s, std::int32_t t) const {
    std::int32_t first = 0;
    for (std::int32_t at = 1; at < t; ++at) {
      const std::string_view gap = slice(reading_.text(), ByteSpan{reading_.token({s, at - 1}).span.end, reading_.token({s, at}).span.begin});
      if (gap.find("\n\n") != std::string_view::npos) first = at;
    }
    set_text(claim, s, first, reading_.size(s));
  }

  /// Words with a verb of their own, or at least a pronoun; "San José, Costa Rica" and "Statement on the Talks" are none.
  bool is_clause(std::uint32_t s, std::int32_t first, std::int32_t last) const {
    for (std::int32_t t = first; t < last; ++t) {
      if (one_of(reading_.xpos({s, t}), {"VBD", "VBZ", "VBP", "MD", "VB", "PRP"})) return true;
    }
    return false;
  }

  /// A clause can stand for itself: it has a subject, or is an infinitive that needs none.
  bool is_whole(TokenRef content) const {
    if (reading_.relation(content) == "xcomp") return true;
    const bool subject = reading_.has_child(content, "nsubj") || reading_.has_child(content, "csubj") || reading_.has_child(content, "expl");
    return subject || (reading_.xpos(content) == "VB" && !reading_.has_child(content, "aux"));
  }

  /// The words said: the clause that tells them; if the tree has only a piece of it, the whole sentence.
  void fill_content(std::uint32_t s, const Match& match, graph::Claim& claim) const {
    claim.quote = has_quotation(s);
    // “…,” said X: the quotation that the sentence opens with, unless X goes on behind.
    std::int32_t end = 0;
    while (end < match.trigger.token && (reading_.quoted({s, end}) || reading_.token({s, end}).upos == text::Upos::PUNCT)) ++end;
    bool more = false;
    for (std::int32_t t = match.trigger.token; t < reading_.size(s); ++t) more = more || reading_.quoted({s, t});
    if (end >= 4) {
      if (more || !is_clause(s, 0, end)) set_sentence(claim, s, match.trigger.token);
      else set_text(claim, s, 0, end);
      return;
    }
    for (const std::int32_t c : reading_.children(match.trigger)) {
      const TokenRef child{s, c};
      if (reading_.relation(child) != "ccomp" && reading_.relation(child) != "parataxis" && reading_.relation(child) != "xcomp") continue;
      auto [first, last] = subtree(child);
      const bool around = first <= match.trigger.token && match.trigger.token < last;  // the tree has the said above the saying
      if (last - first < 3 || around || !is_whole(child) || (reading_.relation(child) != "xcomp" && !is_clause(s, first, last)) || holds_speaker(s, first, last, claim)) continue;
      // A clause inside quotation marks is told from mark to mark.
      while (first > match.trigger.token + 1 && reading_.quoted({s, first}) && reading_.quoted({s, first - 1})) --first;
      if (first > match.trigger.token) last = end_of_clause(s, last);
      set_text(claim, s, first, last);
      return;
    }
    set_sentence(claim, s, match.trigger.token);
  }

  /// Where words that the tree has cut off end: with the quotation that they stand in, else at the next mark or "and".
  std::int32_t end_of_clause(std::uint32_t s, std::int32_t last) const {
    const std::int32_t n = reading_.size(s);
    if (last < n && reading_.quoted({s, last - 1})) {
      while (last < n && reading_.quoted({s, last})) ++last;
      if (last < n && one_of(reading_.lower({s, last}), {"”", "\"", "''"})) ++last;
      return last;
    }
    while (last < n && reading_.token({s, last}).upos != text::Upos::PUNCT && reading_.token({s, last}).upos != text::Upos::CCONJ && reading_.token({s, last}).upos != text::Upos::VERB) ++last;
    return last;
  }

  bool holds_speaker(std::uint32_t s, std::int32_t first, std::int32_t last, const graph::Claim& claim) const {
    return std::any_of(claim.arguments.begin(), claim.arguments.end(), [&](const graph::Argument& argument) {
      return argument.role == "speaker" && argument.mention.begin < argument.mention.end && reading_.span(s, first, last).contains(argument.mention);
    });
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
    for (const Mention& mention : cast_.mentions_in(s)) {
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

  bool can_be_spoken(std::uint32_t s) const { return reading_.size(s) >= 5 && is_clause(s, 0, reading_.size(s)); }

  void spoken(std::uint32_t s, std::int32_t who, const char* rule) {
    if (!can_be_spoken(s)) return;
    graph::Claim claim = new_claim(scene_, graph::ClaimKind::statement, {s, 0}, rule);
    claim.words = reading_.sentence(s).span;
    add_argument(claim, "speaker", {who, {}, 0.9F});
    set_text(claim, s, 0, reading_.size(s));
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
      if (cast_.skipped(s) || cast_.voice(s) >= 0 || !can_be_spoken(s)) continue;
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
