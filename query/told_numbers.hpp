// Numbers that a sentence tells: "|nine| senators", "|36,500| foreign fighters", "killed |two|".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kg::query {

/// How many of what `counted` names (lower case, the noun last: [foreign, fighters]) `text` tells, in digits where it
/// has them in words, as written otherwise; empty if it does not tell. Of "people" the plural noun of whoever was
/// counted will do: "six nationals", "22 dead".
std::string told_number(std::string_view text, const std::vector<std::string>& counted);

/// The first amount of money or percentage that `text` tells, as written: "$1 billion", "12 percent"; empty if none.
std::string told_amount(std::string_view text);

}  // namespace kg::query
