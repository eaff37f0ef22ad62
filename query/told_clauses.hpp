// What a question's clause finds in one article.
#pragma once

#include <utility>
#include <vector>

#include "query/opened_article.hpp"
#include "query/told.hpp"
#include "query/verb_kin.hpp"

namespace kg::query {

/// A sentence and how well it tells what was asked.
using Scored = std::pair<double, Told>;

/// Adds the clauses of `article` that tell what the question's clause asks.
void find_clauses(const OpenedArticle& article, const Question& question, const VerbKin& kin, std::vector<Scored>& found);

/// Adds those whom `article` describes as asked: "who is the suspect", "which archbishop", "who edits the Observer".
void find_descriptions(const OpenedArticle& article, const Question& question, std::vector<Scored>& found);

}  // namespace kg::query
