#include "query/question_relative.hpp"

#include "query/question_reader.hpp"

namespace kg::query {

std::optional<RelativeClause> find_relative_clause(std::string_view text, Names& names) {
  const QuestionReader read(text, names);
  const QuestionTree& tree = read.tree();
  for (std::size_t k = 2; k + 1 < read.size(); ++k) {
    if (!read.is(k, {"who", "whom", "that", "which", "where"}) || read.in_name(k)) continue;
    const std::size_t noun = k - 1;
    if (read.in_name(noun) || tree.tag(noun) != text::Upos::NOUN) continue;
    std::size_t verb = tree.child(noun, {"acl:relcl", "acl"}, k + 1);
    // "the city where X met Y": the parser hangs such a clause on the verb as well.
    for (std::size_t i = k + 1; read.is(k, {"where"}) && verb == QuestionTree::none && i < read.size(); ++i)
      if (read.verb_at(i).words > 0) verb = i;
    if (verb == QuestionTree::none) continue;
    // "the man", "a foreign minister": without an article it is no noun phrase of its own ("which state that …").
    std::size_t begin = noun;
    while (begin > 0 && !read.is(begin, {"the", "a", "an", "any"})) {
      if (read.is_auxiliary(begin) || read.is_preposition(begin) || tree.tag(begin) == text::Upos::VERB) break;
      --begin;
    }
    if (!read.is(begin, {"the", "a", "an", "any"})) continue;
    // To the end, or to the verb of the main clause: a finite auxiliary, or the base form that the auxiliary in front waits for.
    const bool waiting = begin > 0 && read.is_auxiliary(begin - 1);
    std::size_t end = verb + 1;
    while (end < read.size() && !read.is_auxiliary(end) && !(waiting && read.verb_at(end).words > 0 && verb_forms(read.lower(end)).base)) ++end;
    std::string question(read.is(k, {"where", "whom"}) ? read.lower(k) : "who");
    question += " " + read.text({k + 1, end});
    return RelativeClause{{read.word(begin).where.begin, read.word(end - 1).where.end}, std::move(question)};
  }
  return std::nullopt;
}

}  // namespace kg::query
