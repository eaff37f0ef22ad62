// Praise and reproach told without a verb of either: what a statement says of somebody ("the decision by X has
// undermined …", "X is a hero"), and what somebody calls somebody ("called X's plan a hoax"). Which words judge is data:
// the words of the frames of saying and naming.
#include <algorithm>

#include "extract/claims.hpp"
#include "extract/deeds.hpp"
#include "extract/mood.hpp"

namespace kg::extract {

namespace {

class JudgementMaker {
 public:
  JudgementMaker(Scene& scene, std::vector<graph::Claim>& claims) : scene_(scene), reading_(scene.reading), cast_(scene.cast), claims_(claims) {
    for (const ontology::Frame& frame : scene.vocabulary.ontology().frames) {
      if (frame.kind != ontology::FrameKind::event || frame.trigger != ontology::Trigger::verb) continue;
      for (const ontology::RolePath& role : frame.roles) {
        if (role.words.empty()) continue;
        if (frame.event == "SUPPORT") sympathy_ = &frame;
        if (frame.mode == "allege" && is_of_saying(frame)) accusation_ = &frame;
        const bool names = std::ranges::find(role.paths, "obl:as") != role.paths.end();  // "called X a hero", "dismissed it as a hoax"
        std::vector<Judging>* list = role.role == "object" ? &reproaches_ : is_of_saying(frame) ? &sayings_ : names ? &namings_ : nullptr;
        if (list != nullptr) list->push_back({&frame, WordSet(role.words.begin(), role.words.end())});
      }
    }
  }

  void run() {
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s) {
      if (!cast_.skipped(s)) read_names(s);
    }
    const std::size_t told = claims_.size();
    for (std::size_t c = 0; c < told; ++c) {
      if (claims_[c].kind == graph::ClaimKind::statement) read_statement(c);
    }
  }

 private:
  struct Judging {
    const ontology::Frame* frame;
    WordSet words;
    bool holds(const Reading& reading, TokenRef t) const {
      const std::string& word = reading.lower(t);
      return word != "lay" && (words.contains(word) || words.contains(reading.lemma(t)));  // "lay a foundation" is no lie
    }
  };

  /// Which words of its sentence a statement says: all of them, those in quotation marks, and those under the verb of saying.
  struct Said {
    bool whole = false;
    TokenRef verb;
  };

  /// "X is a hero", "X's plan has undermined it", "X should leave", said by somebody else.
  void read_statement(std::size_t c) {
    std::vector<Who> speakers;
    for (const graph::Argument& argument : claims_[c].arguments) {
      if (argument.role == "speaker") speakers.push_back({static_cast<std::int32_t>(argument.entity), argument.mention, claims_[c].confidence});
    }
    const std::uint32_t s = sentence_of(claims_[c]);
    if (speakers.empty() || s >= reading_.sentence_count()) return;
    const Said said = words_of(claims_[c], s);
    if (said.whole && reading_.lower({s, reading_.size(s) - 1}) == "?") return;
    read_allegations(s, said, speakers);
    for (std::int32_t t = 0; t < reading_.size(s); ++t) {
      const TokenRef head{s, t};
      if (said.whole || reading_.quoted(head)) read_sympathy(head, speakers);
      if (is_said(head, said)) read_reproach(head, speakers);
      if (!one_of(reading_.relation(head), {"root", "ccomp", "parataxis", "conj", "acl:relcl", "advcl"}) || !is_said(head, said)) continue;
      for (const Judging& judging : sayings_) {
        if (judges(head, judging)) tell(*judging.frame, head, speakers, judged_by(head, judging), "judgement");
      }
    }
  }

  /// "Ukraine said that Russian forces had attacked its units": who tells of what was done to him or his state accuses.
  void read_allegations(std::uint32_t s, const Said& said, const std::vector<Who>& speakers) {
    const auto suffers = [&](const Who& speaker, const Who& who) { return who == speaker || (cast_.state_of(who.entity) >= 0 && cast_.state_of(who.entity) == cast_.state_of(speaker.entity)); };
    for (const ToldDeed& deed : deeds_of(scene_, s, s)) {
      if (deed.reality != Reality::happened || !one_of(deed.frame->event, {"ASSAULT", "COERCE"}) || !is_said(deed.trigger, said)) continue;
      for (const Who& speaker : speakers) {
        const bool his = std::ranges::any_of(deed.recipients, [&](const Who& who) { return suffers(speaker, who); });
        if (his && accusation_ != nullptr) tell_of(*accusation_, deed.trigger, {speaker}, deed.actors, "allegation");
      }
    }
  }

  /// "Peru's aggression", "the atrocities of the junta": a noun that speaks ill of whose it is.
  void read_reproach(TokenRef noun, const std::vector<Who>& speakers) {
    if (reading_.token(noun).upos != text::Upos::NOUN) return;
    for (const Judging& judging : reproaches_) {
      if ((judging.holds(reading_, noun) || has_bad_adjective(noun)) && !is_denied(noun)) tell_of(*judging.frame, noun, speakers, owners_of(scene_, noun, Belongs::to_its_doer), "reproach");
    }
  }

  /// "its brutal crackdown", "their destructive ambitions"
  bool has_bad_adjective(TokenRef noun) const {
    return std::ranges::any_of(reading_.children(noun), [&](std::int32_t c) {
      const TokenRef child{noun.sentence, c};
      if (c > noun.token || !reading_.is(child, "amod") || reading_.token(child).upos != text::Upos::ADJ) return false;
      return std::ranges::any_of(sayings_, [&](const Judging& judging) { return judging.frame->mode == "allege" && judging.holds(reading_, child); });
    });
  }

  /// "no violations", "any aggression"
  bool is_denied(TokenRef noun) const {
    return std::ranges::any_of(reading_.children(noun), [&](std::int32_t c) { return one_of(reading_.lower({noun.sentence, c}), {"no", "any", "against", "alleged", "potential", "possible"}); });
  }

  Said words_of(const graph::Claim& claim, std::uint32_t s) const {
    Said said{claim.words == claim.sentence, {}};
    for (std::int32_t t = 0; t < reading_.size(s) && !said.whole; ++t) {
      if (reading_.token({s, t}).span == claim.words) said.verb = {s, t};
    }
    return said;
  }

  bool is_said(TokenRef head, const Said& said) const {
    if (said.whole || reading_.quoted(head)) return true;
    if (!said.verb || head == said.verb) return false;
    TokenRef at = head;
    for (int steps = 0; at && steps < 40; ++steps) {
      const TokenRef up = reading_.head(at);
      if (up == said.verb) return one_of(reading_.relation(at), {"ccomp", "parataxis"}) || (reading_.is(at, "obj") && one_of(reading_.lemma(up), {"express", "voice", "convey", "discuss", "raise", "highlight", "cite", "note", "stress", "emphasize", "address", "reiterate"}));
      at = up;
    }
    // "X, he said, has lied", "according to him, X has lied": the tree has the said above the saying.
    return reading_.is(said.verb, "parataxis") || reading_.lemma(said.verb) == "accord";
  }

  /// "We are with Mayor Novak", "our thoughts are with the people of Kenya"
  void read_sympathy(TokenRef with, const std::vector<Who>& speakers) {
    if (reading_.lower(with) != "with" || with.token < 2 || sympathy_ == nullptr) return;
    std::int32_t before = with.token - 1;
    while (before > 0 && reading_.token({with.sentence, before}).upos == text::Upos::ADV) --before;
    if (before < 1 || !one_of(reading_.lower({with.sentence, before}), {"are", "am", "is", "remain", "go", "'m", "’m", "'re", "’re", "be"})) return;
    // "We are with the minister" opens an interview as well; in a quotation of the news it is sympathy.
    const std::string& who = reading_.lower({with.sentence, before - 1});
    const bool plain = one_of(who, {"we", "i"}) && reading_.quoted(with);
    if (!plain && !one_of(who, {"thoughts", "prayers", "hearts", "heart", "sympathies", "condolences"})) return;
    for (std::int32_t at = with.token + 1; at < std::min(reading_.size(with.sentence), with.token + 9); ++at) {
      const TokenRef token{with.sentence, at};
      if (reading_.token(token).upos == text::Upos::PUNCT || reading_.token(token).upos == text::Upos::VERB) return;
      const std::vector<Who> found = cast_.who(token);
      if (found.empty()) continue;
      tell_of(*sympathy_, with, speakers, found, "sympathy");
      return;
    }
  }

  std::uint32_t sentence_of(const graph::Claim& claim) const {
    std::uint32_t low = 0, high = reading_.sentence_count();
    while (low < high) {
      const std::uint32_t middle = (low + high) / 2;
      if (reading_.sentence(middle).span.begin < claim.sentence.begin) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /// A plain clause: no question, condition, wish or denial.
  bool asserts(TokenRef head) const {
    if (reality_of(reading_, head, head) != Reality::happened) return false;
    for (const std::int32_t c : reading_.children(head)) {
      if (one_of(reading_.lower({head.sentence, c}), {"not", "n't", "n’t", "never", "no", "if", "would", "could", "might", "whether", "?", "neither"})) return false;
    }
    return true;
  }

  bool is_negated(TokenRef head) const {
    return reality_of(reading_, head, head) == Reality::denied && std::ranges::any_of(reading_.children(head), [&](std::int32_t c) {
      return one_of(reading_.lower({head.sentence, c}), {"not", "n't", "n’t", "never"});
    });
  }

  bool judges(TokenRef head, const Judging& judging) const {
    if (judging.frame->event == "REQUEST") return static_cast<bool>(wished(head, judging));
    const bool copular = reading_.has_child(head, "cop");
    const bool verb = reading_.token(head).upos == text::Upos::VERB;
    if (!verb && !copular) return false;
    // "did nothing about it", "has not respected the truce": what somebody leaves undone.
    if (judging.frame->status == "denied") return verb && is_negated(head) && (judging.holds(reading_, head) || (reading_.lemma(head) == "do" && std::ranges::any_of(reading_.children(head), [&](std::int32_t c) { return one_of(reading_.lower({head.sentence, c}), {"enough", "anything", "much"}); })));
    return asserts(head) && (holds_word(head, judging, copular) || (verb && std::ranges::any_of(reading_.children(head), [&](std::int32_t c) {
      // "keeps lying", "is trying to silence them"
      const TokenRef child{head.sentence, c};
      const bool used_to = reading_.lemma(child) == "use" && std::ranges::any_of(reading_.children(child), [&](std::int32_t d) {
        const TokenRef purpose{head.sentence, d};
        return one_of(reading_.relation(purpose), {"xcomp", "advcl"}) && reading_.case_words(purpose) == "to" && judging.holds(reading_, purpose);
      });
      const bool goes_on = one_of(reading_.lemma(head), {"try", "want", "seek", "continue", "keep", "attempt", "aim", "intend", "begin", "start", "choose", "decide", "threaten", "manage", "dare", "like", "use", "go", "prefer", "plan", "work", "conspire"});
      return goes_on && reading_.relation(child) == "xcomp" && reading_.token(child).upos == text::Upos::VERB && (used_to || holds_word(child, judging, false));
    })));
  }

  /// The word is the verb or what it is said to be, or what the verb commits, shows or causes: "is a cruel man", "has
  /// committed crimes", "poses a threat"; "faces attacks" is no deed of its subject.
  bool holds_word(TokenRef head, const Judging& judging, bool copular) const {
    if (judging.holds(reading_, head)) return true;
    if (copular && judging.frame->event == "ACCUSE" && reading_.case_words(head) == "behind") return true;  // "X is behind the attack"
    const bool carries = one_of(reading_.lemma(head), {"commit", "perpetrate", "carry", "spread", "wage", "launch", "stage", "practice", "practise", "show", "demonstrate", "display", "cause", "pose", "inflict", "constitute", "represent", "become",
                                                       "amount", "engage", "resort", "bring", "sow", "foster", "make", "remain", "use"});
    return std::ranges::any_of(reading_.children(head), [&](std::int32_t c) {
      const TokenRef child{head.sentence, c};
      if (copular) return c < head.token && (reading_.is(child, "amod") || reading_.is(child, "compound")) && judging.holds(reading_, child);
      const bool carried = reading_.is(child, "obj") || reading_.is(child, "xcomp") || (reading_.is(child, "obl") && one_of(reading_.case_words(child), {"in", "to"}));
      return carries && carried && (judging.holds(reading_, child) || (reading_.is(child, "xcomp") && holds_word(child, judging, true)));
    });
  }

  /// The clause that is wished for: "X must leave", "X needs to leave", "it is important that X leaves", "it is time for X
  /// to leave". None if `head` tells no wish.
  TokenRef wished(TokenRef head, const Judging& judging) const {
    bool wish = false;
    for (const std::int32_t c : reading_.children(head)) {
      const TokenRef child{head.sentence, c};
      if (one_of(reading_.lower(child), {"if", "unless", "why", "what", "whether", "?"})) return {};
      wish = wish || (reading_.relation(child) == "aux" && judging.holds(reading_, child));
      // "should Peru leave": a condition
      const TokenRef subject = reading_.child(head, "nsubj");
      if (reading_.relation(child) == "aux" && subject && c < subject.token) return {};
    }
    const bool verb = reading_.token(head).upos == text::Upos::VERB;
    if (wish && (verb || reading_.has_child(head, "cop"))) return is_passive(reading_, head) ? TokenRef{} : head;
    const TokenRef infinitive = reading_.child(head, "xcomp");
    const bool due = (judging.holds(reading_, head) || reading_.lemma(head) == "have") && !is_negated(head);  // "does not need to"
    const bool near = infinitive && infinitive.token - head.token <= 3 && reading_.case_words(infinitive) == "to";
    if (verb && near && due) return reading_.xpos(head) != "VBD" ? head : TokenRef{};
    if (!one_of(reading_.lemma(head), {"important", "vital", "essential", "crucial", "critical", "imperative", "necessary", "time", "urgent", "incumbent", "need"})) return {};
    for (const std::int32_t c : reading_.children(head)) {
      const TokenRef child{head.sentence, c};
      if (one_of(reading_.relation(child), {"csubj", "ccomp", "advcl", "acl", "xcomp"}) && reading_.has_child(child, "nsubj") && reading_.token(child).upos == text::Upos::VERB) return child;
    }
    return {};
  }

  /// Whom the judgement is of: the subjects of its clause.
  std::vector<TokenRef> judged_by(TokenRef head, const Judging& judging) const {
    return subjects_of_clause(judging.frame->event == "REQUEST" ? wished(head, judging) : head);
  }

  std::vector<TokenRef> subjects_of_clause(TokenRef head) const {
    if (reading_.token(head).upos == text::Upos::VERB) return subjects_of(reading_, head);
    const TokenRef subject = reading_.child(head, "nsubj");
    return subject ? std::vector<TokenRef>{subject} : std::vector<TokenRef>{};
  }

  /// "called X's claim nonsense", "dismissed the inquiry by X as a hoax", with quotation marks wherever they stand: by
  /// the order of words, which marks do not disturb.
  void read_names(std::uint32_t s) {
    for (std::int32_t t = 0; t + 2 < reading_.size(s); ++t) {
      const TokenRef verb{s, t};
      if (reading_.token(verb).upos != text::Upos::VERB) continue;
      for (const Judging& judging : namings_) {
        if (std::find(judging.frame->lemmas.begin(), judging.frame->lemmas.end(), reading_.lemma(verb)) == judging.frame->lemmas.end()) continue;
        const std::int32_t word = judging_word(verb, judging);
        if (word < 0 || reality_of(reading_, verb, verb) != Reality::happened) continue;
        std::vector<Who> actors;
        for (const TokenRef subject : subjects_of(reading_, verb)) add(actors, cast_.all_of(subject));
        for (std::int32_t at = t + 1; at < word; ++at) {
          const std::vector<Who> found = cast_.who({s, at});
          if (found.empty()) continue;
          if (!actors.empty()) tell_of(*judging.frame, verb, actors, found, "naming");
          break;
        }
      }
    }
  }

  /// The first word behind a naming verb that judges; -1 if the clause ends before one.
  std::int32_t judging_word(TokenRef verb, const Judging& judging) const {
    const bool refers = reading_.lemma(verb) == "refer" && reading_.lower({verb.sentence, verb.token + 1}) == "to";
    if (!refers && one_of(reading_.lower({verb.sentence, verb.token + 1}), {"for", "on", "upon", "off", "to", "out"})) return -1;
    for (std::int32_t at = verb.token + 2; at < std::min(reading_.size(verb.sentence), verb.token + 16); ++at) {
      const TokenRef token{verb.sentence, at};
      const text::Upos tag = reading_.token(token).upos;
      if (one_of(reading_.lower(token), {",", ";", ".", "and", "but", "who", "which", "that", "not", "because", "after", "for"}) || tag == text::Upos::AUX) return -1;
      if (tag == text::Upos::VERB && !judging.holds(reading_, token)) return -1;
      // "the terrorist group X": a word before the name describes, one behind it judges.
      const bool before_name = at + 1 < reading_.size(verb.sentence) && cast_.mention_at({verb.sentence, at + 1}) != nullptr;
      if (judging.holds(reading_, token) && cast_.mention_at(token) == nullptr && !before_name) return at;
    }
    return -1;
  }

  void tell(const ontology::Frame& frame, TokenRef trigger, const std::vector<Who>& speakers, const std::vector<TokenRef>& judged, const char* rule) {
    std::vector<Who> found;
    for (const TokenRef t : judged) {
      // "it is a great pleasure"; what "we" do is told of oneself
      if (one_of(reading_.lower(t), {"it", "that", "this", "there", "what", "we", "i"})) continue;
      // "The attack killed twelve": a report, no reproach.
      if (reading_.lemma(trigger) == "kill" && owners_of(scene_, t, Belongs::to_its_doer).empty() && cast_.who(t).empty()) continue;
      add(found, targets_of(scene_, t, frame.event));
    }
    tell_of(frame, trigger, speakers, found, rule);
  }

  void tell_of(const ontology::Frame& frame, TokenRef trigger, const std::vector<Who>& actors, std::vector<Who> found, const char* rule) {
    std::erase_if(found, [&](const Who& who) { return std::ranges::any_of(actors, [&](const Who& actor) { return is_own_side(scene_, actor.entity, who.entity); }); });
    if (found.empty()) return;
    graph::Claim claim = new_claim(scene_, graph::ClaimKind::event, trigger, rule);
    claim.type = frame.event;
    claim.mode = frame.mode;
    claim.when = when_of(scene_, trigger, trigger);
    claim.text = std::string(reading_.form(trigger));
    claim.confidence = 0.7F;
    for (const Who& actor : actors) add_argument(claim, "actor", actor);
    for (const Who& who : found) add_argument(claim, "recipient", who);
    const bool known = std::any_of(claims_.begin(), claims_.end(), [&](const graph::Claim& other) { return other.kind == claim.kind && other.type == claim.type && other.sentence == claim.sentence && other.arguments == claim.arguments; });
    if (!known) claims_.push_back(std::move(claim));
  }

  static void add(std::vector<Who>& list, const std::vector<Who>& more) {
    for (const Who& who : more) {
      if (std::find(list.begin(), list.end(), who) == list.end()) list.push_back(who);
    }
  }

  Scene& scene_;
  const Reading& reading_;
  const Cast& cast_;
  std::vector<graph::Claim>& claims_;
  std::vector<Judging> sayings_, namings_, reproaches_;
  const ontology::Frame* sympathy_ = nullptr;    ///< whose type and mode sympathy takes
  const ontology::Frame* accusation_ = nullptr;  ///< and those of allegations
};

}  // namespace

void make_judgements(Scene& scene, std::vector<graph::Claim>& claims) { JudgementMaker(scene, claims).run(); }

}  // namespace kg::extract
