// What happened, asked by the verb of a clause: "who was elected", "when was it founded", "how many were killed".
#pragma once

#include "query/question_plan.hpp"

namespace kg::query {

/// Adds to `plan` the attempts that look among happenings, and which of their columns answers.
void plan_happenings(const Question& question, const Names& names, Plan& plan);

/// "How many people were killed": adds the attempts that look for a number in the words of clauses and statements.
void plan_counts(const Question& question, const Names& names, Plan& plan);

}  // namespace kg::query
