#include "text/tree_mending.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "text/tag_names.hpp"

namespace kg::text {
namespace {

class Mending {
 public:
  Mending(std::string_view text, Sentence& sentence) : text_(text), tokens_(sentence.tokens) {}

  void run() {
    constexpr std::size_t longest = 500;  // what is longer is no sentence, and some rules look at all words for one
    if (tokens_.size() > longest) return;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].relation == cop_) copula(i);
      if (tokens_[i].head < 0) continue;
      glued(i);
      if (tokens_[i].upos == Upos::ADJ) noun_with_article(i);
      if (tokens_[i].upos == Upos::ADP) preposition(i);
      if (tokens_[i].relation == appos_ || tokens_[i].relation == conj_) of_event(i);
      if (tokens_[i].relation == obl_) {
        of_phrase(i);
        afterthought(i);
      }
      if (tokens_[i].relation == conj_) {
        titled(i);
        finite_member(i);
      }
      if (tokens_[i].relation == conj_ && !subject_behind_comma(i)) place_of_place(i);
      else if (tokens_[i].relation == outer_) outer_subject(i);
      else if (tokens_[i].relation == nsubj_) {
        place_before_title(i);
        second_subject(i);
      }
      else if (tokens_[i].relation == advcl_) said_clause(i);
      else if (tokens_[i].relation == nmod_ && !apposition(i)) doer(i);
    }
  }

 private:
  std::string_view form(std::size_t i) const { return slice(text_, tokens_[i].span); }
  bool is_below(std::int32_t at, std::int32_t above) const {
    while (at >= 0 && at != above) at = tokens_[static_cast<std::size_t>(at)].head;
    return at == above;
  }
  bool has_child(std::size_t head, Relation relation) const {
    for (const Token& token : tokens_)
      if (token.head == static_cast<std::int32_t>(head) && token.relation == relation) return true;
    return false;
  }

  // "the Norway-France Dialogue": the pair describes the noun that ends the name.
  void pair_of_names(std::size_t i) {
    for (std::size_t k = i + 3; k < tokens_.size() && (tokens_[k].upos == Upos::PROPN || tokens_[k].upos == Upos::ADJ); ++k) {
      if (tokens_[k].head != tokens_[i].head) continue;
      for (std::size_t c = 0; c < i; ++c)
        if (tokens_[c].head == static_cast<std::int32_t>(i)) tokens_[c].head = static_cast<std::int32_t>(k);
      tokens_[i].head = static_cast<std::int32_t>(k);
      tokens_[i].relation = tokens_[i + 2].relation = compound_;
      return;
    }
  }

  // "urged her to leave and met the envoy": what is finite is no member of an infinitive with "to" (2 of 1227), but of the verb above it.
  void finite_member(std::size_t i) {
    const auto is_finite = [&](std::size_t at) {
      const std::string_view tag = name_of(tokens_[at].xpos);
      return tag == "VBD" || tag == "VBZ";
    };
    const auto head = static_cast<std::size_t>(tokens_[i].head);
    if (!is_finite(i) || head > i || name_of(tokens_[head].xpos) != "VB" || head == 0 || form(head - 1) != "to") return;
    std::int32_t above = tokens_[head].head;
    while (above >= 0 && !is_finite(static_cast<std::size_t>(above))) above = tokens_[static_cast<std::size_t>(above)].head;
    if (above < 0 || above > tokens_[i].head) return;
    tokens_[i].head = above;
  }

  // "met on Tuesday, their third summit": a noun with a possessive says what the clause before it was, never what a day is.
  void of_event(std::size_t i) {
    if (tokens_[i].upos != Upos::NOUN || !has_child(i, possessive_) || has_child(i, cc_) || !is_day(form(static_cast<std::size_t>(tokens_[i].head)))) return;
    std::int32_t verb = tokens_[i].head;
    while (verb >= 0 && tokens_[static_cast<std::size_t>(verb)].upos != Upos::VERB) verb = tokens_[static_cast<std::size_t>(verb)].head;
    if (verb < 0 || is_below(verb, static_cast<std::int32_t>(i))) return;
    tokens_[i].head = verb;
    tokens_[i].relation = parataxis_;
  }

  // "met in Oslo, their third summit": a noun without a preposition behind a comma is no adverbial. A name there says who or where
  // the noun right before it is: "met with the host, Ann Novak".
  void afterthought(std::size_t i) {
    const std::int32_t verb = tokens_[i].head;
    const bool name = tokens_[i].upos == Upos::PROPN;
    if (verb > static_cast<std::int32_t>(i) || tokens_[i].relation != obl_ || (tokens_[i].upos != Upos::NOUN && !name)) return;
    std::size_t left = i;
    for (std::size_t k = static_cast<std::size_t>(verb) + 1; k < i; ++k) {
      if (tokens_[k].head != static_cast<std::int32_t>(i) || tokens_[k].upos == Upos::PUNCT) continue;
      if (tokens_[k].relation == case_) return;
      left = std::min(left, k);
    }
    if (form(left - 1) != ",") return;
    if (!name) {
      tokens_[i].relation = parataxis_;
    } else if (const std::size_t before = left - 2; left > 1 && tokens_[before].head == verb && (tokens_[before].relation == obl_ || tokens_[before].relation == obj_)) {
      tokens_[i].head = static_cast<std::int32_t>(before);
      tokens_[i].relation = appos_;
    }
  }

  // "during the presidency of 2019": what "of" opens belongs to the phrase right before it, unless that is an object ("accused him of it").
  void of_phrase(std::size_t i) {
    const std::int32_t verb = tokens_[i].head;
    for (std::size_t k = i; k-- > 1 && static_cast<std::int32_t>(k) > verb;) {
      if (tokens_[k].head != static_cast<std::int32_t>(i) || tokens_[k].relation != case_) continue;
      Token& before = tokens_[k - 1];
      if (form(k) != "of" || before.upos != Upos::NOUN || before.head != verb || before.relation != obl_) return;
      tokens_[i].head = static_cast<std::int32_t>(k - 1);
      tokens_[i].relation = nmod_;
      return;
    }
  }

  // "a meeting between Ann Novak and Jan Kowal": the noun behind a preposition carries the phrase, never the preposition.
  void preposition(std::size_t i) {
    if (tokens_[i].relation != nmod_ && tokens_[i].relation != obl_) return;
    const auto self = static_cast<std::int32_t>(i);
    const auto is_noun = [&](const Token& token) {
      return token.head == self && (token.upos == Upos::PROPN || token.upos == Upos::NOUN || token.upos == Upos::PRON || token.upos == Upos::NUM);
    };
    const auto first = std::find_if(tokens_.begin() + self, tokens_.end(), is_noun);
    if (first == tokens_.end()) return;
    const auto noun = static_cast<std::int32_t>(first - tokens_.begin());
    first->head = tokens_[i].head;
    first->relation = tokens_[i].relation;
    for (Token& token : tokens_)
      if (token.head == self) token.head = noun;
    tokens_[i].head = noun;
    tokens_[i].relation = case_;
  }

  bool has_subject(std::int32_t clause) const {
    for (const Token& token : tokens_)
      if (token.head == clause && (token.relation == expl_ || name_of(token.relation).find("subj") != std::string_view::npos)) return true;
    return false;
  }

  // "Ann Novak is in Paris": what stands before a copula without a subject is the subject, not what the clause hangs on.
  void copula(std::size_t i) {
    const std::int32_t clause = tokens_[i].head;
    if (clause < static_cast<std::int32_t>(i)) return;
    const std::int32_t above = tokens_[static_cast<std::size_t>(clause)].head;
    if (above < 0 || above >= static_cast<std::int32_t>(i) || has_subject(clause)) return;
    const auto before = static_cast<std::size_t>(above);
    const bool noun = tokens_[before].upos == Upos::PROPN || tokens_[before].upos == Upos::NOUN || tokens_[before].upos == Upos::PRON;
    if (!noun || tokens_[static_cast<std::size_t>(clause)].relation == relative_) return;
    for (std::size_t k = before + 1; k < i; ++k)
      if (tokens_[k].head != above || tokens_[k].relation == cc_ || tokens_[k].upos == Upos::PUNCT) return;
    Token &subject = tokens_[before], &predicate = tokens_[static_cast<std::size_t>(clause)];
    predicate.head = subject.head;
    predicate.relation = subject.relation;
    subject.head = clause;
    subject.relation = nsubj_;
  }

  // "the minister of France and President Novak": a person with a title is joined to the minister.
  void titled(std::size_t i) {
    const auto place = static_cast<std::size_t>(tokens_[i].head);
    if (place > i || tokens_[place].upos != Upos::PROPN || tokens_[place].relation != nmod_ || tokens_[place].head < 0) return;
    if (!has_child(i, title_) || has_child(place, title_)) return;
    for (std::size_t k = static_cast<std::size_t>(tokens_[place].head) + 1; k < place; ++k)
      if (tokens_[k].head == tokens_[i].head && tokens_[k].relation == case_ && form(k) == "of") {
        tokens_[i].head = tokens_[place].head;
        return;
      }
  }

  // "In a call on Tuesday, Ann Novak thanked him": where a finite verb has no subject, a name behind the comma is no member of the
  // phrase before it.
  bool subject_behind_comma(std::size_t i) {
    const bool noun = tokens_[i].upos == Upos::PROPN || tokens_[i].upos == Upos::NOUN;
    if (!noun || tokens_[i].head > static_cast<std::int32_t>(i)) return false;
    std::size_t left = i;
    for (std::size_t k = static_cast<std::size_t>(tokens_[i].head) + 1; k < i; ++k)
      if (tokens_[k].head == static_cast<std::int32_t>(i) && tokens_[k].upos != Upos::PUNCT) left = std::min(left, k);
    if (left == 0 || form(left - 1) != ",") return false;
    std::int32_t verb = tokens_[i].head;
    while (verb >= 0 && verb < static_cast<std::int32_t>(i) && tokens_[static_cast<std::size_t>(verb)].relation != conj_) verb = tokens_[static_cast<std::size_t>(verb)].head;
    if (verb <= static_cast<std::int32_t>(i) || tokens_[static_cast<std::size_t>(verb)].head >= 0) return false;
    const std::string_view tag = name_of(tokens_[static_cast<std::size_t>(verb)].xpos);
    if ((tag != "VBD" && tag != "VBZ" && tag != "VBP") || has_subject(verb)) return false;
    // The other members come along.
    const std::int32_t before = tokens_[i].head;
    for (std::size_t k = i + 1; k < static_cast<std::size_t>(verb); ++k)
      if (tokens_[k].head == before && (tokens_[k].relation == conj_ || tokens_[k].relation == cc_)) tokens_[k].head = static_cast<std::int32_t>(i);
    tokens_[i].head = verb;
    tokens_[i].relation = nsubj_;
    return true;
  }

  // "began a military offensive": what stands with "a" where a noun stands is one.
  void noun_with_article(std::size_t i) {
    if (tokens_[i].relation != obj_ && tokens_[i].relation != nsubj_) return;
    for (std::size_t k = i; k-- > 0 && i - k < 4;) {
      if (tokens_[k].head != static_cast<std::int32_t>(i)) return;
      if (form(k) != "a" && form(k) != "an") continue;
      tokens_[i].upos = Upos::NOUN;
      tokens_[i].xpos = find_xpos("NN");
      return;
    }
  }

  // "UK-based Danes": words joined by a hyphen hang on each other or on one head (all but 80 of 1309, and most of these join a
  // function word).
  void glued(std::size_t i) {
    if (i + 2 >= tokens_.size() || form(i + 1) != "-") return;
    const Token &hyphen = tokens_[i + 1], &next = tokens_[i + 2];
    if (tokens_[i].span.end != hyphen.span.begin || hyphen.span.end != next.span.begin) return;
    const bool content = next.upos == Upos::NOUN || next.upos == Upos::PROPN || next.upos == Upos::ADJ || next.upos == Upos::VERB || next.upos == Upos::NUM;
    const auto self = static_cast<std::int32_t>(i);
    if (tokens_[i].upos == Upos::PROPN && (next.upos == Upos::ADP || next.upos == Upos::SCONJ || next.upos == Upos::ADV) && next.head >= 0 && next.head != self) {
      // "Moon Jae-in met": the end of a name.
      const bool last = i + 3 >= tokens_.size() || tokens_[i + 3].span.begin > next.span.end;
      if (last && !is_below(self, self + 2)) {
        tokens_[i + 2].head = self;
        tokens_[i + 2].relation = flat_;
      }
    }
    if (content && next.head == self && next.relation != flat_ && next.relation != compound_) pair_of_names(i);
    if (!content || tokens_[i].head == self + 2 || next.head == self || tokens_[i].head == next.head) return;
    if (is_below(next.head, self)) return;
    tokens_[i].head = self + 2;
    tokens_[i].relation = compound_;
  }

  // "Oslo, Norway": two names and a comma are no coordination unless a third member or a conjunction says so (5 of
  // 160 in the treebanks), yet lists of states make it look like one.
  void place_of_place(std::size_t i) {
    Token& token = tokens_[i];
    const auto head = static_cast<std::size_t>(token.head);
    if (i < head + 2 || token.upos != Upos::PROPN || tokens_[head].upos != Upos::PROPN || form(i - 1) != ",") return;
    if (i > head + 2 && tokens_[i - 2].head != token.head) return;
    std::size_t members = 0;
    for (std::size_t k = head; k < tokens_.size(); ++k) {
      if (tokens_[k].head == static_cast<std::int32_t>(i) && tokens_[k].upos != Upos::PUNCT) return;
      if (tokens_[k].head == token.head && tokens_[k].relation == cc_) return;
      members += tokens_[k].head == token.head && tokens_[k].relation == conj_;
    }
    if (members == 1) token.relation = place_;
  }

  // "One of these groups, the Green Front": a noun behind a comma and without a preposition is no complement.
  bool apposition(std::size_t i) {
    const auto head = static_cast<std::size_t>(tokens_[i].head);
    if (head >= i || (tokens_[i].upos != Upos::PROPN && tokens_[i].upos != Upos::NOUN)) return false;
    std::size_t first = i;
    for (std::size_t k = head + 1; k < i; ++k) {
      if (tokens_[k].head != static_cast<std::int32_t>(i) || tokens_[k].upos == Upos::PUNCT) continue;
      if (tokens_[k].relation == case_) return false;
      first = std::min(first, k);
    }
    if (first <= head + 1 || form(first - 1) != ",") return false;
    tokens_[i].relation = appos_;
    return true;
  }

  // Only a clause with a copula has an outer subject (7 of 320 have none).
  void outer_subject(std::size_t i) {
    if (!has_child(static_cast<std::size_t>(tokens_[i].head), cop_)) tokens_[i].relation = nsubj_;
  }

  // "announced the two were leaving": a finite clause right behind a verb, with its own subject and without a conjunction, is said.
  void said_clause(std::size_t i) {
    const auto verb = static_cast<std::size_t>(tokens_[i].head);
    if (verb > i || tokens_[verb].upos != Upos::VERB || tokens_[i].upos != Upos::VERB || has_child(verb, ccomp_)) return;
    const std::string_view tag = name_of(tokens_[i].xpos);
    bool finite = tag == "VBD" || tag == "VBZ" || tag == "VBP", subject = false;
    std::size_t left = i;
    for (std::size_t k = verb + 1; k < tokens_.size(); ++k) {
      if (tokens_[k].head != static_cast<std::int32_t>(i) || tokens_[k].upos == Upos::PUNCT) continue;
      const std::string_view relation = name_of(tokens_[k].relation);
      if (relation == "mark" || relation == "cc" || (relation == "advmod" && name_of(tokens_[k].xpos) == "WRB")) return;
      finite |= relation.starts_with("aux");
      subject |= relation.starts_with("nsubj");
      left = std::min(left, k);
    }
    if (finite && subject && tokens_[left - 1].upos != Upos::PUNCT) tokens_[i].relation = ccomp_;
  }

  // "While in Brussels President Novak will meet": a subject has no preposition; the place before its title has it.
  void place_before_title(std::size_t i) {
    const std::int32_t self = static_cast<std::int32_t>(i);
    for (std::size_t k = 0; k + 2 < i; ++k) {
      if (tokens_[k].head != self || tokens_[k].relation != case_ || tokens_[k].upos != Upos::ADP) continue;
      const std::int32_t title = tokens_[k + 1].head;
      if (tokens_[k + 1].upos != Upos::PROPN || title <= static_cast<std::int32_t>(k) + 1 || title >= self) return;
      if (tokens_[static_cast<std::size_t>(title)].relation != title_ || tokens_[static_cast<std::size_t>(title)].head != self) return;
      tokens_[k].head = static_cast<std::int32_t>(k) + 1;
      tokens_[k + 1].head = tokens_[i].head;
      tokens_[k + 1].relation = obl_;
      return;
    }
  }

  // Word i with the conjunction before it becomes a member of the coordination that the subject `other` is, or of the name before it.
  void join(std::size_t i, std::size_t other) {
    std::size_t first = other;
    for (std::size_t k = other + 2; k < i; ++k)
      if (tokens_[k].relation == cc_ && tokens_[k - 1].upos == Upos::PROPN && tokens_[i].upos == Upos::PROPN && tokens_[other].upos != Upos::PROPN &&
          !is_below(static_cast<std::int32_t>(k) - 1, static_cast<std::int32_t>(i)))
        first = k - 1;
    tokens_[i].head = static_cast<std::int32_t>(first);
    tokens_[i].relation = conj_;
  }

  // A clause has one subject. Of two in a row the first is a phrase with a preposition, or the second is joined to it by a
  // conjunction, or they are one: "Director General Novak said".
  void second_subject(std::size_t i) {
    const std::int32_t verb = tokens_[i].head;
    std::size_t other = i;
    for (std::size_t k = i; k-- > 0 && other == i;)
      if (tokens_[k].head == verb && tokens_[k].relation == nsubj_) other = k;
    if (other == i || static_cast<std::int32_t>(i) > verb) return;
    std::size_t left = i;
    bool preposition = false, joined = false;
    for (std::size_t k = 0; k < i; ++k) {
      if (tokens_[k].head == static_cast<std::int32_t>(i)) {
        left = std::min(left, k);
        joined |= tokens_[k].relation == cc_;
      }
      preposition |= tokens_[k].head == static_cast<std::int32_t>(other) && tokens_[k].relation == case_ && k < other;
    }
    std::size_t right = other;
    for (std::size_t k = other + 1; k < left; ++k)
      if (tokens_[k].head == static_cast<std::int32_t>(other)) right = k;
    if (preposition) {
      tokens_[other].relation = obl_;
    } else if (joined) {
      join(i, other);
    } else if (left > 0 && tokens_[left - 1].relation == cc_ && tokens_[left - 1].head == verb) {
      tokens_[left - 1].head = static_cast<std::int32_t>(i);
      join(i, other);
    } else if (right + 1 == left) {
      tokens_[other].head = static_cast<std::int32_t>(i);
      tokens_[other].relation = tokens_[other].upos == Upos::ADJ ? amod_ : tokens_[other].upos == Upos::PROPN ? title_ : compound_;
      // What joined the first to a word before it joins both.
      for (std::size_t k = 0; k < other; ++k)
        if (tokens_[k].head == static_cast<std::int32_t>(other) && (tokens_[k].relation == cc_ || tokens_[k].upos == Upos::PUNCT)) {
          tokens_[k].head = static_cast<std::int32_t>(i);
          joined |= tokens_[k].relation == cc_;
        }
      if (joined) second_subject(i);
    }
  }

  // "the abduction of citizens by soldiers": who did it belongs to the deed (13 of 20), and nearly so where many suffered it.
  void doer(std::size_t i) {
    const std::int32_t below = tokens_[i].head;
    const auto sufferer = static_cast<std::size_t>(below);
    if (sufferer >= i || tokens_[sufferer].relation != nmod_ || tokens_[sufferer].head < 0 || tokens_[sufferer].head > below) return;
    if (tokens_[sufferer].upos != Upos::PROPN && name_of(tokens_[sufferer].xpos) != "NNS") return;
    if (sufferer + 1 >= i || form(sufferer + 1) != "by" || tokens_[sufferer + 1].head != static_cast<std::int32_t>(i)) return;
    for (std::size_t k = static_cast<std::size_t>(tokens_[sufferer].head) + 1; k < sufferer; ++k)
      if (tokens_[k].head == below && tokens_[k].relation == case_ && form(k) == "of") tokens_[i].head = tokens_[sufferer].head;
  }

  static bool is_day(std::string_view word) {
    static constexpr std::string_view days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "today", "yesterday"};
    return std::find(std::begin(days), std::end(days), word) != std::end(days);
  }

  std::string_view text_;
  std::vector<Token>& tokens_;
  inline static const Relation conj_ = find_relation("conj"), cc_ = find_relation("cc"), case_ = find_relation("case"), cop_ = find_relation("cop"),
                               nsubj_ = find_relation("nsubj"), outer_ = find_relation("nsubj:outer"), nmod_ = find_relation("nmod"),
                               place_ = find_relation("nmod:unmarked"), appos_ = find_relation("appos"), compound_ = find_relation("compound"),
                               amod_ = find_relation("amod"), obl_ = find_relation("obl"), title_ = find_relation("nmod:desc"), advcl_ = find_relation("advcl"),
                               ccomp_ = find_relation("ccomp"), expl_ = find_relation("expl"), obj_ = find_relation("obj"), flat_ = find_relation("flat"), parataxis_ = find_relation("parataxis"), possessive_ = find_relation("nmod:poss"), relative_ = find_relation("acl:relcl");
};

}  // namespace

void mend_tree(std::string_view text, Sentence& sentence) { Mending(text, sentence).run(); }

}  // namespace kg::text
