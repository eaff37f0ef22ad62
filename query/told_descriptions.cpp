// Who is described so: a title, an apposition, what somebody is or became. "|Observer editor| X", "X, |the youngest
// member of the commission|", "X is |its chairman|".
#include <algorithm>
#include <array>

#include "query/told_clauses.hpp"

namespace kg::query {

using extract::Mention;
using extract::TokenRef;
using text::Upos;

namespace {

constexpr std::array<std::string_view, 9> bygone = {"former", "formerly", "ex", "previous", "previously", "late", "deposed", "ousted", "outgoing"};
constexpr std::array<std::string_view, 5> lesser = {"deputy", "vice", "assistant", "associate", "acting"};

class DescriptionFinder {
 public:
  DescriptionFinder(const OpenedArticle& article, const Question& question) : article_(article), reading_(article.reading()), q_(question), clause_(question.clause) {
    if (clause_.verb == "be") {
      items_ = clause_.nominal;
      heads_ = {clause_.head};
    } else if (clause_.gap == "nsubj" && !clause_.passive && !clause_.object.empty()) {
      items_ = clause_.object;
      verbs_ = base_forms(clause_.verb);
      for (const AskedClause::Part& part : clause_.others) items_.push_back(part.phrase);
    }
    std::erase_if(items_, [](const Phrase& item) { return among(std::array<std::string_view, 3>{"new", "current", "present"}, item.text); });
  }

  void run(std::vector<Scored>& found) const {
    if (q_.asked == Asked::age) return ages(found);
    if (q_.asked == Asked::who && q_.shape == Shape::identity && items_.size() == 1) return portraits(found);
    if (q_.asked == Asked::what && clause_.verb == "be") predicates(found);
    if (q_.asked != Asked::who && q_.asked != Asked::what) return;
    if (items_.empty() || (verbs_.empty() && heads_.front().empty())) return;
    for (const Mention& mention : article_.cast().mentions()) {
      if (mention.nested || mention.entity < 0 || article_.cast().skipped(mention.sentence)) continue;
      if (mention.label != extract::EntityLabel::person && mention.label != extract::EntityLabel::organization) continue;
      if (q_.category == Category::person && mention.label != extract::EntityLabel::person) continue;
      if (q_.category == Category::organization && mention.label != extract::EntityLabel::organization) continue;
      if (!tells(mention) || std::ranges::any_of(items_, [&](const Phrase& item) { return article_.means(head_of(mention), item); })) continue;
      add(found, {mention.sentence, mention.first}, article_.name(mention.entity), article_.line(mention.sentence, mention.outer, mention.last));
    }
  }

 private:
  static constexpr double as_a_verb = 6;  ///< as good as a verb with its parties

  void add(std::vector<Scored>& found, TokenRef at, std::string answer, std::string text) const {
    Told told;
    told.answers = {std::move(answer)};
    told.text = std::move(text);
    told.evidence = article_.evidence(at);
    found.emplace_back(as_a_verb, std::move(told));
  }

  /// "X, 53,", "53-year-old X", "X died at the age of 53".
  void ages(std::vector<Scored>& found) const {
    for (const Mention& mention : article_.cast().mentions()) {
      if (mention.nested || items_.empty() || !std::ranges::all_of(items_, [&](const Phrase& item) { return article_.means(head_of(mention), item) || told_by(item, piece(mention, mention.outer, mention.first).words); })) continue;
      const std::uint32_t s = mention.sentence;
      const auto word = [&](std::int32_t t) { return t >= 0 && t < reading_.size(s) ? std::string_view(reading_.lower({s, t})) : std::string_view(); };
      const auto number = [&](std::int32_t t) { return !word(t).empty() && word(t).size() < 4 && word(t).find_first_not_of("0123456789") == std::string_view::npos ? std::string(word(t)) : std::string(); };
      std::string age;
      if (word(mention.last) == "," && extract::one_of(word(mention.last + 2), {",", "."})) age = number(mention.last + 1);
      if (age.empty() && word(mention.last) == "(" && word(mention.last + 2) == ")") age = number(mention.last + 1);
      for (std::int32_t t = std::max(0, mention.outer - 12); age.empty() && t < mention.outer; ++t)
        if (word(t + 1) == "-" && extract::one_of(word(t + 2), {"year", "years"}) && word(t + 4) == "old") age = number(t);
      // Of a sentence whose first name it is.
      const bool first = article_.cast().mentions_in(s).front().first == mention.first;
      for (std::int32_t t = mention.last; age.empty() && first && t < reading_.size(s); ++t) {
        if (word(t) == "aged") age = number(t + 1);
        if (word(t) == "age" && word(t + 1) == "of") age = number(t + 2);
        if (extract::one_of(word(t), {"was", "is", "turned"}) && extract::one_of(word(t + 2), {".", "years", ","})) age = number(t + 1);
      }
      if (!age.empty()) add(found, {s, mention.first}, age, article_.line(s, mention.outer, std::min(reading_.size(s), mention.last + 4)));
    }
  }

  /// Who is X: "X, |a virologist at the university|".
  void portraits(std::vector<Scored>& found) const {
    for (const Mention& mention : article_.cast().mentions()) {
      if (mention.nested || !article_.means(head_of(mention), items_.front())) continue;
      for (const Piece& piece : description(mention)) {
        if (piece.heads.empty()) continue;
        std::int32_t first = piece.words.front().token, last = piece.words.back().token + 1;
        const auto outside = [&](std::int32_t t) { return reading_.token({mention.sentence, t}).upos == Upos::PUNCT || reading_.token({mention.sentence, t}).upos == Upos::DET; };
        while (first < last && outside(first)) ++first;
        while (first < last && outside(last - 1)) --last;
        const std::string text = article_.line(mention.sentence, first, last);
        if (first < last) add(found, {mention.sentence, mention.first}, text, text);
      }
    }
  }

  /// "The turnout was |about 71%|."
  void predicates(std::vector<Scored>& found) const {
    constexpr std::int32_t longest = 8;
    for (std::uint32_t s = 0; s < reading_.sentence_count(); ++s)
      for (std::int32_t t = 0; t < reading_.size(s) && !article_.cast().skipped(s); ++t) {
        const TokenRef at{s, t}, subject = reading_.child(at, "nsubj");
        if (!subject || !reading_.has_child(at, "cop") || !article_.is_word(subject, clause_.head)) continue;
        const auto [from, to] = article_.span(subject);
        const Piece words = piece_of_tree({.sentence = s, .first = from, .last = from}, subject);
        if (!std::ranges::all_of(items_, [&](const Phrase& item) { return told_by(item, words.words); })) continue;
        const auto [first, last] = reading_.phrase(at);
        const std::int32_t begin = std::max(first, reading_.child(at, "cop").token + 1);
        if (begin < last && last - begin <= longest) add(found, at, article_.line(s, begin, last), article_.line(s, from, last));
      }
  }

  TokenRef head_of(const Mention& mention) const {
    for (std::int32_t t = mention.first; t < mention.last; ++t) {
      const TokenRef up = reading_.head({mention.sentence, t});
      if (!up || up.token < mention.first || up.token >= mention.last) return {mention.sentence, t};
    }
    return {mention.sentence, mention.first};
  }

  /// Words that describe, and the nouns at their head: "a dissident and winner of the prize" has two.
  struct Piece {
    std::vector<TokenRef> heads, words;
  };

  /// "Chief |executive|" is tagged either way.
  bool is_noun(TokenRef t) const {
    const Upos tag = reading_.token(t).upos;
    return tag == Upos::NOUN || tag == Upos::PROPN || (tag == Upos::ADJ && !heads_.empty() && article_.is_word(t, heads_.front()));
  }

  /// Tokens [first, last) but those of the name; headed by the last noun before a preposition.
  Piece piece(const Mention& mention, std::int32_t first, std::int32_t last) const {
    Piece made;
    TokenRef noun;
    bool preposition = false;
    for (std::int32_t t = first; t < last; ++t) {
      const TokenRef at{mention.sentence, t};
      if (t >= mention.first && t < mention.last) continue;
      made.words.push_back(at);
      const Upos tag = reading_.token(at).upos;
      const bool joint = tag == Upos::CCONJ || (tag == Upos::PUNCT && reading_.lower(at) != "-");
      if ((tag == Upos::ADP && noun) || joint) {
        if (noun && !preposition) made.heads.push_back(noun);
        noun = {};
        preposition = !joint;
      }
      if (is_noun(at)) noun = at;
    }
    if (noun && !preposition) made.heads.push_back(noun);
    return made;
  }

  Piece piece_of_tree(const Mention& mention, TokenRef head) const {
    const auto [first, last] = article_.span(head);
    Piece made = piece(mention, first, last);
    made.heads = reading_.with_conjuncts(head);
    return made;
  }

  std::vector<Piece> description(const Mention& mention) const {
    const std::uint32_t s = mention.sentence;
    std::vector<Piece> pieces{piece(mention, mention.outer, mention.first)};
    // The tree may hang an apposition anywhere; commas and the order of words show it.
    if (const std::int32_t from = before(mention); from < mention.outer) pieces.push_back(piece(mention, from, mention.first));
    if (const std::int32_t to = behind(mention); to > mention.last) pieces.push_back(piece(mention, mention.last + 1, to));
    const TokenRef head = head_of(mention), up = reading_.head(head);
    for (const std::int32_t c : reading_.children(head))
      if (const TokenRef child{s, c}; reading_.is(child, "appos") && c >= mention.last) pieces.push_back(piece_of_tree(mention, child));
    if (!up) return pieces;
    if (reading_.is(head, "nsubj") && (reading_.has_child(up, "cop") || extract::one_of(reading_.lemma(up), {"become", "remain"}))) pieces.push_back(piece_of_tree(mention, up));
    // "Identified the suspect as X"
    if (reading_.is(head, "obl") && reading_.case_words(head) == "as")
      for (const TokenRef object : extract::objects_of(reading_, up)) pieces.push_back(piece_of_tree(mention, object));
    return pieces;
  }

  bool is_comma(std::uint32_t s, std::int32_t t) const { return t >= 0 && t < reading_.size(s) && extract::one_of(reading_.lower({s, t}), {",", "–", "—", "("}); }
  bool ends(std::uint32_t s, std::int32_t t) const { return t >= reading_.size(s) || reading_.token({s, t}).upos == Upos::PUNCT; }

  /// Somebody else's name, and no part of what is asked for.
  bool is_another(TokenRef at) const {
    const Mention* other = article_.cast().mention_at(at);
    if (other == nullptr || other->label != extract::EntityLabel::person) return false;
    return std::ranges::none_of(items_, [&](const Phrase& item) { return among(content_words(item.text), reading_.lower(at)); });
  }

  /// Where "|the chairman of the committee|, X," or "|Observer editor| X" starts; the name's own start if nothing describes it.
  std::int32_t before(const Mention& mention) const {
    const std::uint32_t s = mention.sentence;
    const bool apposed = is_comma(s, mention.outer - 1) && ends(s, mention.last);
    std::int32_t from = mention.outer - (apposed ? 1 : 0);
    constexpr std::int32_t longest = 14;
    const std::int32_t stop = std::max(0, from - longest);
    while (from > stop) {
      const TokenRef at{s, from - 1};
      const Upos tag = reading_.token(at).upos;
      const bool nominal = tag == Upos::NOUN || tag == Upos::PROPN || tag == Upos::ADJ || tag == Upos::NUM || tag == Upos::PART || reading_.lower(at) == "-";
      if (!nominal && !(apposed && (tag == Upos::ADP || tag == Upos::DET || tag == Upos::PRON || tag == Upos::CCONJ))) break;
      if (is_another(at)) break;
      --from;
    }
    return from == mention.outer - (apposed ? 1 : 0) ? mention.outer : from;
  }

  /// Where "X, |deputy head of the party|," ends; the name's end if nothing describes it.
  std::int32_t behind(const Mention& mention) const {
    const std::uint32_t s = mention.sentence;
    if (!is_comma(s, mention.last)) return mention.last;
    std::int32_t to = mention.last + 1;
    constexpr std::int32_t longest = 14;
    // "Director of the Oslo, Norway-based fund": a comma inside.
    const auto goes_on = [&](std::int32_t t) { return t < reading_.size(s) && (!ends(s, t) || reading_.lower({s, t}) == "-" || (is_comma(s, t) && t - mention.last < longest / 2)); };
    for (; goes_on(to); ++to) {
      const TokenRef at{s, to};
      const Upos tag = reading_.token(at).upos;
      if (to > mention.last + 1 && extract::one_of(reading_.xpos(at), {"VBN", "VBG"}) && reading_.is(at, "acl")) return to;  // "winner of the prize |awarded| by"
      const bool based = reading_.lower({s, to - 1}) == "-";  // "Oslo-based"
      if ((tag == Upos::VERB && !based) || tag == Upos::AUX || tag == Upos::SCONJ || is_another(at)) return mention.last;
    }
    return to;
  }

  bool tells(const Mention& mention) const {
    const std::vector<Piece> pieces = description(mention);
    return std::any_of(pieces.begin(), pieces.end(), [&](const Piece& piece) { return tells(piece); });
  }

  bool tells(const Piece& piece) const {
    const auto is_head = [&](TokenRef t) { return is_noun(t) && (verbs_.empty() ? article_.is_word(t, heads_.front()) : VerbKin::names_doer(reading_.lemma(t), verbs_)); };
    if (std::ranges::none_of(piece.heads, is_head)) return false;
    const bool past = std::any_of(piece.words.begin(), piece.words.end(), [&](TokenRef t) { return among(bygone, reading_.lower(t)); });
    const bool past_asked = std::any_of(items_.begin(), items_.end(), [&](const Phrase& item) { return among(bygone, item.text); });
    if (past && !past_asked && !q_.any_time) return false;
    // A deputy chairman is not the chairman.
    const auto asked = [&](std::string_view word) { return std::any_of(items_.begin(), items_.end(), [&](const Phrase& item) { return among(content_words(item.text), word); }); };
    if (verbs_.empty() && std::any_of(piece.words.begin(), piece.words.end(), [&](TokenRef t) { return among(lesser, reading_.lower(t)) && !asked(reading_.lower(t)); })) return false;
    return std::all_of(items_.begin(), items_.end(), [&](const Phrase& item) { return told_by(item, piece.words); });
  }

  bool told_by(const Phrase& item, const std::vector<TokenRef>& words) const {
    const std::vector<std::string> wanted = content_words(item.text);
    const auto stands = [&](const std::string& word) { return std::any_of(words.begin(), words.end(), [&](TokenRef t) { return article_.is_word(t, word); }); };
    if (!wanted.empty() && std::all_of(wanted.begin(), wanted.end(), stands)) return true;
    if (item.nodes.empty()) return false;
    const auto means = [&](TokenRef t) { return article_.means(t, item); };
    if (std::any_of(words.begin(), words.end(), means)) return true;
    // "|Its| leader", of what the sentences before name.
    const auto owner = std::ranges::find_if(words, [&](TokenRef t) { return extract::one_of(reading_.lower(t), {"its", "their"}); });
    if (owner == words.end() || article_.is_all(item, "Person")) return false;
    for (std::uint32_t s = owner->sentence - std::min(owner->sentence, 2U); s < owner->sentence; ++s)
      for (std::int32_t t = 0; t < reading_.size(s); ++t)
        if (means({s, t})) return true;
    return false;
  }

  const OpenedArticle& article_;
  const extract::Reading& reading_;
  const Question& q_;
  const AskedClause& clause_;
  std::vector<Phrase> items_;
  std::vector<std::string> heads_;  ///< the noun asked for
  std::vector<std::string> verbs_;  ///< or of whose doer
};

}  // namespace

void find_descriptions(const OpenedArticle& article, const Question& question, std::vector<Scored>& found) { DescriptionFinder(article, question).run(found); }

}  // namespace kg::query
