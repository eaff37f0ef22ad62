// What happened, asked by the verb of a clause: "who was elected", "when was it founded".
#pragma once

#include "query/question_plan.hpp"

namespace kg::query {

/// Adds to `plan` the attempts that look among happenings, and which of their columns answers.
void plan_happenings(const Question& question, const Names& names, Plan& plan);

}  // namespace kg::query
