// Any bytes as a text with dates: whatever is found lies inside the sentence, in order, and its bounds are days.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/dates.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kg::text;
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  TimeContext context;
  // The first byte chooses the reference: none, or a day of some month.
  if ((data[0] & 3) != 0) context.reference = {static_cast<std::int16_t>(1990 + data[0] / 4), static_cast<std::uint8_t>(1 + data[0] % 12), 28};
  for (std::uint32_t at = 0; at < text.size();) {
    Sentence sentence;
    std::uint32_t end = at;
    while (end < text.size() && text[end] != '\n') ++end;
    for (std::uint32_t i = at; i < end;) {
      std::uint32_t stop = i;
      while (stop < end && text[stop] != ' ') ++stop;
      if (stop > i) {
        Token token;
        token.span = {i, stop};
        token.upos = static_cast<Upos>(static_cast<unsigned char>(text[i]) % 17);
        sentence.tokens.push_back(token);
      }
      i = stop + 1;
    }
    at = end + 1;
    if (sentence.tokens.empty()) continue;
    sentence.span = {sentence.tokens.front().span.begin, sentence.tokens.back().span.end};
    find_times(text, sentence, context);
    std::uint32_t last = sentence.span.begin;
    for (const TimeExpression& time : sentence.times) {
      if (time.span.begin < last || time.span.end > sentence.span.end || time.span.empty() || time.first >= time.last || time.last > sentence.tokens.size() || time.value.empty() ||
          time.rule.empty())
        std::abort();
      if (time.from && time.to && time.to < time.from) std::abort();
      if ((time.from && time.from.unit() != kg::DateUnit::day) || (time.to && time.to.unit() != kg::DateUnit::day)) std::abort();
      last = time.span.end;
    }
  }
  return 0;
}
