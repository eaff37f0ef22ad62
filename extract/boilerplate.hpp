// What of a web page is no article.
#pragma once

#include <vector>

#include "extract/reading.hpp"
#include "extract/vocabulary.hpp"

namespace kg::extract {

/// True for each sentence that is no prose: menus, key words, offers of the web page.
std::vector<bool> find_boilerplate(const Reading& reading, const Vocabulary& vocabulary);

}  // namespace kg::extract
