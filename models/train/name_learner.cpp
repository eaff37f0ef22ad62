// Without hidden features the model learns names by heart and reads the context too little: hiding 40 % of them gains a
// point on seen corpora and more on others. A conditional random field (AdaGrad) was a point worse and slower.
#include "models/train/name_learner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "models/train/in_parallel.hpp"
#include "models/train/perceptron.hpp"
#include "models/train/treebank.hpp"

namespace kg::train {

namespace {

using text::FeatureHash;
using text::name_labels;
using text::NameLabel;

constexpr std::size_t labels = name_labels;
constexpr std::size_t sentence_start = labels;  // row of the transitions from the start
using Row = std::array<float, labels>;          // one cache line
constexpr float never = -1e9f;

// Features get numbers once, before training: looking up hashes in every epoch took most of the time.
class Numbering {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  void count(FeatureHash hash) {
    ++slot(hash).count;
    if (used_ * 2 > slots_.size()) grow();
  }
  /// Ends counting: numbers from 0 for what was counted at least `least` times.
  void number(std::uint32_t least) {
    for (Slot& slot : slots_) {
      const bool kept = slot.hash != 0 && slot.count >= least;
      slot.count = kept ? static_cast<std::uint32_t>(hashes_.size()) : none;
      if (kept) hashes_.push_back(slot.hash);
    }
  }
  std::uint32_t of(FeatureHash hash) { return slot(hash).count; }
  /// The feature of each number.
  const std::vector<FeatureHash>& hashes() const { return hashes_; }

 private:
  struct Slot {
    FeatureHash hash = 0;     // 0: empty
    std::uint32_t count = 0;  // after number() the number
  };
  Slot& slot(FeatureHash hash) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (hash >> 16) & mask;
    while (slots_[at].hash != hash && slots_[at].hash != 0) at = (at + 1) & mask;
    if (slots_[at].hash == 0) {
      slots_[at].hash = hash;
      ++used_;
    }
    return slots_[at];
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 4);
    old.swap(slots_);
    used_ = 0;
    for (const Slot& s : old)
      if (s.hash != 0) slot(s.hash).count = s.count;
  }

  std::vector<Slot> slots_ = std::vector<Slot>(std::size_t{1} << 20);
  std::size_t used_ = 0;
  std::vector<FeatureHash> hashes_;
};

struct Stretch {
  std::vector<std::uint32_t> features;  // numbers
  std::vector<std::uint32_t> ends;
  std::vector<NameLabel> gold;
  bool at_start = false;
  float misc_trust = 1;
  float weight = 1;

  std::span<const std::uint32_t> word(std::size_t i) const {
    const std::uint32_t begin = i == 0 ? 0 : ends[i - 1];
    return std::span(features).subspan(begin, ends[i] - begin);
  }
};

class Learner {
 public:
  Learner(const std::vector<NameSequence>& sequences, const NameLearningOptions& options) : options_(options), random_(options.seed) {
    for (const NameSequence& sequence : sequences)
      for (const FeatureHash hash : sequence.features) numbering_.count(hash);
    for (int label = 0; label <= name_labels; ++label)
      for (std::uint32_t i = 0; i < options.least_count; ++i) numbering_.count(text::transition_feature(label));
    numbering_.number(options.least_count);
    for (std::size_t label = 0; label <= labels; ++label) transition_[label] = numbering_.of(text::transition_feature(static_cast<int>(label)));
    weights_.resize(numbering_.hashes().size());
    corrections_.resize(weights_.size());
    for (const NameSequence& sequence : sequences) {
      stretches_.push_back(numbered(sequence));
      words_ += sequence.ends.size();
    }
  }

  /// Share of words that violate the margin.
  double epoch() {
    std::vector<std::uint32_t> order = shuffled(stretches_.size(), random_.next());
    std::size_t wrong = 0;
    for (const std::uint32_t number : order) {
      hide(stretches_[number], seen_);
      decode(seen_);
      wrong += update(seen_);
      ++clock_;
    }
    return static_cast<double>(wrong) / static_cast<double>(std::max<std::size_t>(1, words_));
  }

  /// Once it has learnt: they are most of its memory.
  void forget_sequences() {
    stretches_ = {};
    corrections_ = {};
  }

  std::size_t words() const { return words_; }
  std::size_t features() const { return weights_.size(); }

  /// Ends learning: weights become their averages.
  void average() {
    for (std::size_t f = 0; f < weights_.size(); ++f)
      for (std::size_t c = 0; c < labels; ++c) weights_[f][c] -= corrections_[f][c] / static_cast<float>(clock_);
  }

  /// Adds a share of the weights of a learner of the same sequences.
  void add(const Learner& other, float share) {
    for (std::size_t f = 0; f < weights_.size(); ++f)
      for (std::size_t c = 0; c < labels; ++c) weights_[f][c] += other.weights_[f][c] * share;
  }

  std::string pack() const {
    Perceptron packed(name_labels);
    for (std::size_t f = 0; f < weights_.size(); ++f)
      for (std::size_t c = 0; c < labels; ++c)
        if (weights_[f][c] != 0) packed.update({&numbering_.hashes()[f], 1}, static_cast<int>(c), weights_[f][c]);
    PackOptions pack;
    pack.prune = options_.prune;
    return packed.pack(pack);
  }

 private:
  Stretch numbered(const NameSequence& sequence) {
    Stretch out{{}, {}, sequence.gold, sequence.at_start, sequence.misc_trust, sequence.weight};
    std::uint32_t begin = 0;
    for (const std::uint32_t end : sequence.ends) {
      for (; begin < end; ++begin)
        if (const std::uint32_t number = numbering_.of(sequence.features[begin]); number != Numbering::none) out.features.push_back(number);
      out.ends.push_back(static_cast<std::uint32_t>(out.features.size()));
    }
    return out;
  }

  void hide(const Stretch& whole, Stretch& out) {
    out.gold = whole.gold;
    out.at_start = whole.at_start;
    out.misc_trust = whole.misc_trust;
    out.weight = whole.weight;
    out.features.clear();
    out.ends.clear();
    const auto hidden = static_cast<std::uint64_t>(options_.dropout * 0x1.0p32);
    for (std::size_t i = 0; i < whole.gold.size(); ++i) {
      for (const std::uint32_t f : whole.word(i))
        if ((random_.next() >> 32) >= hidden) out.features.push_back(f);
      out.ends.push_back(static_cast<std::uint32_t>(out.features.size()));
    }
  }

  std::size_t before(const Stretch& s, const std::vector<NameLabel>& of, std::size_t i) const { return i > 0 ? of[i - 1] : s.at_start ? sentence_start : std::size_t{text::outside}; }

  // The best labels when every wrong one gets the margin for nothing, in guess_.
  void decode(const Stretch& s) {
    const std::size_t size = s.gold.size();
    forward_.resize(size);
    from_.resize(size);
    guess_.resize(size);
    std::array<Row, labels + 1> transition;
    for (std::size_t p = 0; p <= labels; ++p)
      for (std::size_t c = 0; c < labels; ++c) {
        const NameLabel label = p == sentence_start ? text::outside : static_cast<NameLabel>(p);
        transition[p][c] = text::may_follow(label, static_cast<NameLabel>(c)) ? weights_[transition_[p]][c] : never;
      }
    for (std::size_t i = 0; i < size; ++i) {
      Row score;
      score.fill(options_.margin);
      score[s.gold[i]] = 0;
      constexpr std::size_t ahead = 16;
      const auto features = s.word(i);
      for (std::size_t f = 0; f < features.size(); ++f) {
        if (f + ahead < features.size()) __builtin_prefetch(&weights_[features[f + ahead]]);
        const Row& row = weights_[features[f]];
        for (std::size_t c = 0; c < labels; ++c) score[c] += row[c];
      }
      if (i == 0) {
        const Row& start = transition[before(s, guess_, 0)];
        for (std::size_t c = 0; c < labels; ++c) forward_[0][c] = start[c] + score[c];
        continue;
      }
      Row best;
      best.fill(2 * never);
      for (std::size_t p = 0; p < labels; ++p)
        for (std::size_t c = 0; c < labels; ++c)
          if (const float path = forward_[i - 1][p] + transition[p][c]; path > best[c]) {
            best[c] = path;
            from_[i][c] = static_cast<NameLabel>(p);
          }
      for (std::size_t c = 0; c < labels; ++c) forward_[i][c] = best[c] + score[c];
    }
    NameLabel best = text::outside;
    for (std::size_t c = 1; c < labels; ++c)
      if (text::may_end(static_cast<NameLabel>(c)) && forward_[size - 1][c] > forward_[size - 1][best]) best = static_cast<NameLabel>(c);
    for (std::size_t i = size; i-- > 0;) {
      guess_[i] = best;
      if (i > 0) best = from_[i][best];
    }
  }

  std::size_t update(const Stretch& s) {
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < s.gold.size(); ++i) {
      const NameLabel gold = s.gold[i], guess = guess_[i];
      const float weight = gold == text::outside && guess >= text::misc_begin ? s.weight * s.misc_trust : s.weight;
      if (guess != gold) {
        ++wrong;
        for (const std::uint32_t f : s.word(i)) {
          add(f, gold, weight);
          add(f, guess, -weight);
        }
      }
      const std::size_t a = before(s, s.gold, i), b = before(s, guess_, i);
      if (a == b && guess == gold) continue;
      add(transition_[a], gold, weight);
      add(transition_[b], guess, -weight);
    }
    return wrong;
  }

  void add(std::uint32_t feature, std::size_t label, float delta) {
    weights_[feature][label] += delta;
    corrections_[feature][label] += static_cast<float>(clock_) * delta;
  }

  NameLearningOptions options_;
  Random random_;
  Numbering numbering_;
  std::array<std::uint32_t, labels + 1> transition_{};
  std::vector<Row> weights_, corrections_;  // average = weight - correction / clock
  std::vector<Stretch> stretches_;
  std::size_t words_ = 0;
  std::uint32_t clock_ = 1;
  Stretch seen_;
  std::vector<Row> forward_;
  std::vector<std::array<NameLabel, labels>> from_;
  std::vector<NameLabel> guess_;
};

}  // namespace

std::string learn_names(const std::vector<NameSequence>& sequences, const NameLearningOptions& options, std::string* log) {
  std::vector<std::unique_ptr<Learner>> learners(static_cast<std::size_t>(options.learners));
  std::vector<std::string> lines(learners.size());
  in_parallel(learners.size(), [&](std::size_t number) {
    NameLearningOptions own = options;
    own.seed += number;
    learners[number] = std::make_unique<Learner>(sequences, own);
    Learner& learner = *learners[number];
    for (int epoch = 1; epoch <= options.epochs; ++epoch) {
      const double wrong = learner.epoch();
      lines[number] += fmt::format("names, {}: epoch {}: {:.4f} of {} words violate the margin, {} features\n", number + 1, epoch, wrong, learner.words(), learner.features());
    }
    learner.average();
    learner.forget_sequences();
  });
  // The mean of all errs less than each alone, and keeps the scale that text::NameFinder expects.
  const float share = 1.0F / static_cast<float>(learners.size());
  learners.front()->add(*learners.front(), share - 1);
  for (std::size_t i = 1; i < learners.size(); ++i) learners.front()->add(*learners[i], share);
  if (log != nullptr)
    for (const std::string& line : lines) *log += line;
  return learners.front()->pack();
}

}  // namespace kg::train
