#include "text/tagger.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "text/tag_names.hpp"

namespace kg::text {

std::size_t describe_word(std::span<const WordForm> words, std::size_t at, Tag before, Tag before2, FeatureHash* out) {
  static constexpr WordForm outside;
  const auto word = [&](std::ptrdiff_t offset) -> const WordForm& {
    const std::ptrdiff_t i = static_cast<std::ptrdiff_t>(at) + offset;
    return i >= 0 && i < static_cast<std::ptrdiff_t>(words.size()) ? words[static_cast<std::size_t>(i)] : outside;
  };
  const WordForm& w = words[at];
  const WordForm& left = word(-1);
  const WordForm& left2 = word(-2);
  const WordForm& right = word(1);
  const WordForm& right2 = word(2);
  const std::uint64_t first = at == 0 ? 1 : 0;
  const std::uint64_t t1 = before;
  const std::uint64_t t2 = before2;
  std::size_t n = 0;
  out[n++] = feature(1, w.lower);
  out[n++] = feature(2, w.form);
  for (std::size_t i = 0; i < 5; ++i)
    if (w.suffix[i] != 0) out[n++] = feature(3, w.suffix[i]);
  for (std::size_t i = 0; i < 3; ++i)
    if (w.prefix[i] != 0) out[n++] = feature(4, w.prefix[i]);
  out[n++] = feature(5, w.shape, first);
  out[n++] = feature(6, w.suffix[2], static_cast<std::uint64_t>(w.casing), first);
  out[n++] = feature(7, t1);
  out[n++] = feature(8, t1, t2);
  out[n++] = feature(9, t1, w.lower);
  out[n++] = feature(10, t1, w.suffix[2], static_cast<std::uint64_t>(w.casing));
  out[n++] = feature(11, t1, w.ambiguity, right.ambiguity);
  out[n++] = feature(12, t1, t2, w.ambiguity);
  out[n++] = feature(13, left.lower);
  out[n++] = feature(14, left.lower, w.lower);
  out[n++] = feature(15, left2.lower, t1);
  out[n++] = feature(16, right.lower);
  out[n++] = feature(17, w.lower, right.lower);
  out[n++] = feature(18, right2.lower);
  out[n++] = feature(19, right.suffix[2], w.ambiguity);
  out[n++] = feature(20, right.suffix[1], right.shape);
  out[n++] = feature(21, w.ambiguity, right.ambiguity);
  out[n++] = feature(22, w.ambiguity, right.ambiguity, right2.ambiguity);
  out[n++] = feature(23, w.cluster);
  out[n++] = feature(24, w.cluster, left.cluster);
  out[n++] = feature(25, w.cluster, right.cluster);
  out[n++] = feature(26, t1, w.cluster);
  out[n++] = feature(27, left.cluster, t1);
  out[n++] = feature(28, right.cluster, right2.cluster);
  out[n++] = feature(29, t1, w.shape, right.shape);
  out[n++] = feature(30, t1, right.lower);
  out[n++] = feature(31, t1, t2, w.lower);
  out[n++] = feature(32, left.cluster, right.cluster, w.ambiguity);
  out[n++] = feature(33, t1, right.cluster, w.suffix[1]);
  return n;
}

Tagger::Tagger(std::string_view weights, std::string_view tags, std::string_view ambiguity) : model_(weights), only_tag_(ambiguity) {
  if (tags.size() != 2 * static_cast<std::size_t>(model_.classes()) || model_.classes() >= no_tag) throw Error("the model's list of tags does not fit its tagger");
  for (std::size_t i = 0; i < tags.size(); i += 2)
    pairs_.push_back({static_cast<Upos>(std::min<unsigned char>(static_cast<unsigned char>(tags[i]), 16)),
                      static_cast<Xpos>(static_cast<unsigned char>(tags[i + 1]))});
  for (const char tag : ambiguity)
    if (static_cast<Tag>(tag) != no_tag && static_cast<Tag>(tag) >= pairs_.size()) throw Error("the model's word classes do not fit its tagger");
}

void Tagger::tag(std::span<const WordForm> words, Tag* out) const {
  Tag before = no_tag;
  Tag before2 = no_tag;
  for (std::size_t i = 0; i < words.size(); ++i) {
    Tag best = words[i].ambiguity < only_tag_.size() ? static_cast<Tag>(only_tag_[words[i].ambiguity]) : no_tag;
    if (best == no_tag) {
      FeatureHash features[tagger_features];
      const std::size_t count = describe_word(words, i, before, before2, features);
      alignas(16) std::int16_t scores[256];
      model_.score({features, count}, scores);
      best = static_cast<Tag>(std::max_element(scores, scores + model_.classes()) - scores);
    }
    out[i] = best;
    before2 = before;
    before = best;
  }
}

}  // namespace kg::text
