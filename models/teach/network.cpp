#include "models/teach/network.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <thread>

#include "models/train/tree_decoder.hpp"

namespace kg::teach {

using namespace text;
using torch::Tensor;
using torch::indexing::Slice;

namespace {

constexpr std::int64_t affix_rows = 1 << 15;
constexpr std::int64_t affixes_per_word = 8;
constexpr std::int64_t class_rows = 1024, ambiguity_rows = 1024;
constexpr std::int64_t hidden = 160, arc_size = 256, relation_size = 64;

}  // namespace

Alphabet::Alphabet(const Vocabulary& vocabulary, std::span<const train::Example> examples) : words(vocabulary) {
  for (const train::Example& example : examples)
    for (const WordForm& word : example.words) shapes_.emplace(word.shape, static_cast<std::int64_t>(shapes_.size() + 1));
}

Input Alphabet::read(std::span<const WordForm> forms) const {
  Input out;
  for (const WordForm& form : forms) {
    out.words.push_back(words.find(form.lower));
    const auto shape = shapes_.find(form.shape);
    out.shapes.push_back(shape == shapes_.end() ? 0 : shape->second);
    out.classes.push_back(std::min<std::int64_t>(form.cluster, class_rows - 1));
    out.ambiguities.push_back(std::min<std::int64_t>(form.ambiguity, ambiguity_rows - 1));
    // Row 0 stands for "no such affix".
    const auto affix = [&](std::uint64_t hash, std::uint64_t kind) {
      out.affixes.push_back(hash == 0 ? 0 : 1 + static_cast<std::int64_t>((hash * 0x9E3779B97F4A7C15u + kind) >> 32) % (affix_rows - 1));
    };
    for (std::uint64_t i = 0; i < 5; ++i) affix(form.suffix[i], i * 0x123456789u);
    for (std::uint64_t i = 0; i < 3; ++i) affix(form.prefix[i], (i + 5) * 0x123456789u);
  }
  return out;
}

namespace {

struct Batch {
  Tensor words, shapes, classes, ambiguities, affixes;  // [sentences, words], affixes [sentences, words, 8]
  std::int64_t count = 0, size = 0;
};

Batch make_batch(std::span<const Input* const> inputs) {
  Batch out;
  out.count = static_cast<std::int64_t>(inputs.size());
  out.size = static_cast<std::int64_t>(inputs.front()->words.size());
  const auto join = [&](std::vector<std::int64_t> Input::* member, std::initializer_list<std::int64_t> shape) {
    std::vector<std::int64_t> all;
    for (const Input* input : inputs) all.insert(all.end(), (input->*member).begin(), (input->*member).end());
    return torch::tensor(all, torch::kInt64).view(shape);
  };
  out.words = join(&Input::words, {out.count, out.size});
  out.shapes = join(&Input::shapes, {out.count, out.size});
  out.classes = join(&Input::classes, {out.count, out.size});
  out.ambiguities = join(&Input::ambiguities, {out.count, out.size});
  out.affixes = join(&Input::affixes, {out.count, out.size, affixes_per_word});
  return out;
}

}  // namespace

// All random numbers are our own: torch's generator is shared by the threads.
struct Network::Layers {
  torch::nn::Embedding words{nullptr}, shapes{nullptr}, classes{nullptr}, ambiguities{nullptr}, affixes{nullptr};
  torch::nn::LSTM first{nullptr}, second{nullptr};
  torch::nn::Linear tag{nullptr}, arc_word{nullptr}, arc_head{nullptr}, relation_word{nullptr}, relation_head{nullptr};
  Tensor root;                      // stands before the sentence, [1, 1, in]
  Tensor arc_weight, arc_bias;      // [arc, arc], [arc]
  Tensor relation_weight;           // [relation, relations * relation]
  Tensor relation_sides;            // [2 * relation, relations]
  Tensor relation_bias;             // [relations]
  std::vector<Tensor> parameters;
  std::unique_ptr<torch::optim::Adam> optimizer;
  train::Random random;
  std::int64_t relations;

  explicit Layers(std::uint64_t seed, std::int64_t relation_count) : random(seed), relations(relation_count) {}

  Tensor filled(std::vector<std::int64_t> shape, double width) {
    Tensor out = torch::empty(shape);
    float* data = out.data_ptr<float>();
    for (std::int64_t i = 0; i < out.numel(); ++i) data[i] = static_cast<float>((random.unit() * 2 - 1) * width);
    return out;
  }

  // Uniform with the width of Glorot and Bengio (2010); biases zero, forget gates open.
  void fill(torch::nn::Module& module) {
    torch::NoGradGuard guard;
    for (auto& entry : module.named_parameters()) {
      Tensor& parameter = entry.value();
      if (parameter.dim() == 2) {
        parameter.copy_(filled(parameter.sizes().vec(), std::sqrt(6.0 / static_cast<double>(parameter.size(0) + parameter.size(1)))));
      } else {
        parameter.zero_();
        if (entry.key().find("bias_ih") != std::string::npos) parameter.slice(0, parameter.size(0) / 4, parameter.size(0) / 2).fill_(1);
      }
    }
  }

  // One mask a sentence (Gal and Ghahramani 2016).
  Tensor drop(const Tensor& in, double share) {
    if (share <= 0) return in;
    Tensor mask = torch::empty({in.size(0), 1, in.size(2)});
    float* data = mask.data_ptr<float>();
    const auto kept = static_cast<float>(1 / (1 - share));
    for (std::int64_t i = 0; i < mask.numel(); ++i) data[i] = random.unit() < share ? 0.0f : kept;
    return in * mask;
  }

  struct Outputs {
    Tensor tags;                          // [sentences, words, tags]
    Tensor arcs;                          // [sentences, words, words + 1]; the first head is the root
    Tensor relation_words, relation_heads;  // [sentences, words (+ 1), relation]
  };

  Outputs seen;  // of look()

  Outputs run(const Batch& batch, double share, double hidden_words) {
    Tensor word_numbers = batch.words;
    if (hidden_words > 0) {
      word_numbers = word_numbers.clone();
      std::int64_t* data = word_numbers.data_ptr<std::int64_t>();
      for (std::int64_t i = 0; i < word_numbers.numel(); ++i)
        if (random.unit() < hidden_words) data[i] = 0;
    }
    Tensor in = torch::cat({words(word_numbers), affixes(batch.affixes).sum(2), shapes(batch.shapes), classes(batch.classes), ambiguities(batch.ambiguities)}, 2);
    in = torch::cat({root.expand({batch.count, 1, -1}), in}, 1);
    Tensor states = std::get<0>(first(drop(in, share)));
    states = std::get<0>(second(drop(states, share)));
    states = drop(states, share);
    const Tensor no_root = states.index({Slice(), Slice(1)});
    const auto relu = [](const Tensor& of) { return torch::leaky_relu(of, 0.1); };
    Outputs out;
    out.tags = tag(no_root);
    const Tensor arc_words = drop(relu(arc_word(no_root)), share);
    const Tensor arc_heads = drop(relu(arc_head(states)), share);
    out.arcs = torch::matmul(torch::matmul(arc_words, arc_weight) + arc_bias, arc_heads.transpose(1, 2));
    out.relation_words = drop(relu(relation_word(no_root)), share);
    out.relation_heads = drop(relu(relation_head(states)), share);
    return out;
  }

  // Relations of words and their heads, both [n, relation]: [n, relations].
  Tensor relate(const Tensor& word, const Tensor& head) const {
    const Tensor pairs = torch::matmul(word, relation_weight).view({-1, relations, relation_size});
    return torch::bmm(pairs, head.unsqueeze(2)).squeeze(2) + torch::matmul(torch::cat({word, head}, 1), relation_sides) + relation_bias;
  }
};

Network::Network(const Alphabet& alphabet, std::span<const float> vectors, std::size_t tags, std::size_t relations, const NetworkOptions& options)
    : options_(options), layers_(std::make_unique<Layers>(options.seed, static_cast<std::int64_t>(relations))) {
  Layers& l = *layers_;
  constexpr std::int64_t affix_size = 48, shape_size = 16, class_size = 32, ambiguity_size = 16;
  constexpr std::int64_t in = static_cast<std::int64_t>(vector_size) + affix_size + shape_size + class_size + ambiguity_size;
  const auto embedding = [&](std::int64_t rows, std::int64_t size, double width) {
    torch::nn::Embedding out(torch::nn::EmbeddingOptions(rows, size)._weight(l.filled({rows, size}, width)));
    l.parameters.push_back(out->weight);
    return out;
  };
  l.words = embedding(static_cast<std::int64_t>(alphabet.words.size()), vector_size, 0);
  {
    torch::NoGradGuard guard;
    // As large as the other tables: half a unit in each number.
    double squares = 0;
    for (const float value : vectors) squares += static_cast<double>(value) * value;
    const double scale = 0.5 / std::sqrt(squares / static_cast<double>(vectors.size()));
    float* to = l.words->weight.data_ptr<float>();
    for (std::size_t i = 0; i < vectors.size(); ++i) to[i] = static_cast<float>(vectors[i] * scale);
  }
  l.affixes = embedding(affix_rows, affix_size, 0.1);
  l.shapes = embedding(static_cast<std::int64_t>(alphabet.shapes()), shape_size, 0.3);
  l.classes = embedding(class_rows, class_size, 0.3);
  l.ambiguities = embedding(ambiguity_rows, ambiguity_size, 0.3);
  const auto module = [&](auto made) {
    l.fill(*made);
    for (Tensor& parameter : made->parameters()) l.parameters.push_back(parameter);
    return made;
  };
  l.first = module(torch::nn::LSTM(torch::nn::LSTMOptions(in, hidden).bidirectional(true).batch_first(true)));
  l.second = module(torch::nn::LSTM(torch::nn::LSTMOptions(2 * hidden, hidden).bidirectional(true).batch_first(true)));
  l.tag = module(torch::nn::Linear(2 * hidden, static_cast<std::int64_t>(tags)));
  l.arc_word = module(torch::nn::Linear(2 * hidden, arc_size));
  l.arc_head = module(torch::nn::Linear(2 * hidden, arc_size));
  l.relation_word = module(torch::nn::Linear(2 * hidden, relation_size));
  l.relation_head = module(torch::nn::Linear(2 * hidden, relation_size));
  const auto own = [&](std::vector<std::int64_t> shape, double width) {
    Tensor out = l.filled(std::move(shape), width).requires_grad_();
    l.parameters.push_back(out);
    return out;
  };
  l.root = own({1, 1, in}, 0.3);
  l.arc_weight = own({arc_size, arc_size}, 0.05);
  l.arc_bias = own({arc_size}, 0);
  l.relation_weight = own({relation_size, l.relations * relation_size}, 0.05);
  l.relation_sides = own({2 * relation_size, l.relations}, 0.1);
  l.relation_bias = own({l.relations}, 0);
  l.optimizer = std::make_unique<torch::optim::Adam>(l.parameters, torch::optim::AdamOptions(options.rate).betas({0.9, 0.95}));
}

Network::~Network() = default;

void Network::learn_round(std::span<const Lesson> lessons, int round) {
  Layers& l = *layers_;
  // Batches of sentences of one length, in an order that depends on the seed alone.
  std::map<std::size_t, std::vector<const Lesson*>> by_length;
  for (const std::uint32_t at : train::shuffled(lessons.size(), options_.seed * 100 + static_cast<std::uint64_t>(round))) by_length[lessons[at].input.words.size()].push_back(&lessons[at]);
  std::vector<std::span<const Lesson* const>> batches;
  for (const auto& [size, all] : by_length) {
    const std::size_t most = std::max<std::size_t>(1, static_cast<std::size_t>(options_.batch) / size);
    for (std::size_t i = 0; i < all.size(); i += most) batches.push_back(std::span(all).subspan(i, std::min(most, all.size() - i)));
  }
  const std::size_t steps = batches.size() * static_cast<std::size_t>(options_.rounds);
  double sum = 0, words = 0;
  for (const std::uint32_t number : train::shuffled(batches.size(), options_.seed * 200 + static_cast<std::uint64_t>(round))) {
    std::vector<const Input*> inputs;
    std::vector<std::int64_t> tags, heads, relations;
    for (const Lesson* lesson : batches[number]) {
      inputs.push_back(&lesson->input);
      const auto size = static_cast<std::int64_t>(lesson->gold.heads.size());
      for (const Tag tag : lesson->gold.tags) tags.push_back(tag == no_tag ? -100 : tag);
      for (const std::int32_t head : lesson->gold.heads) heads.push_back(head == size ? 0 : head + 1);
      for (const std::uint8_t relation : lesson->gold.relations) relations.push_back(relation);
    }
    const Batch batch = make_batch(inputs);
    const Layers::Outputs out = l.run(batch, options_.dropout, options_.hidden_words);
    const Tensor gold_tags = torch::tensor(tags, torch::kInt64), gold_heads = torch::tensor(heads, torch::kInt64), gold_relations = torch::tensor(relations, torch::kInt64);
    const Tensor index = gold_heads.view({batch.count, batch.size, 1}).expand({batch.count, batch.size, relation_size});
    const Tensor related = l.relate(out.relation_words.reshape({-1, relation_size}), out.relation_heads.gather(1, index).reshape({-1, relation_size}));
    const Tensor loss = torch::nn::functional::cross_entropy(out.arcs.reshape({-1, batch.size + 1}), gold_heads) +
                        torch::nn::functional::cross_entropy(related, gold_relations) +
                        torch::nn::functional::cross_entropy(out.tags.reshape({-1, out.tags.size(2)}), gold_tags, torch::nn::functional::CrossEntropyFuncOptions().ignore_index(-100));
    const auto count = static_cast<double>(batch.count * batch.size);
    l.optimizer->zero_grad();
    // Small batches weigh less.
    (loss * std::min(1.0, count / options_.batch + 0.2)).backward();
    torch::nn::utils::clip_grad_norm_(l.parameters, 5.0);
    const double warm = std::min(1.0, static_cast<double>(step_ + 1) / 100);
    const double left = 1 - static_cast<double>(step_) / static_cast<double>(steps);
    static_cast<torch::optim::AdamOptions&>(l.optimizer->param_groups()[0].options()).lr(options_.rate * warm * std::max(left, 0.01));
    l.optimizer->step();
    ++step_;
    sum += loss.item<double>() * count;
    words += count;
  }
  std::fprintf(stderr, "network %d, round %d: loss %.4f\n", static_cast<int>(options_.seed), round + 1, sum / words);
}

void Network::look(std::span<const Input* const> sentences) {
  torch::NoGradGuard guard;
  layers_->seen = layers_->run(make_batch(sentences), 0, 0);
}

namespace {

std::vector<float> numbers(const Tensor& from) {
  const Tensor flat = from.contiguous();
  return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

}  // namespace

std::vector<float> Network::tags() const {
  torch::NoGradGuard guard;
  return numbers(torch::log_softmax(layers_->seen.tags, 2));
}

std::vector<float> Network::arcs() const {
  torch::NoGradGuard guard;
  return numbers(torch::log_softmax(layers_->seen.arcs, 2).roll({-1}, {2}));
}

std::vector<float> Network::relations(std::span<const Reading> readings) const {
  torch::NoGradGuard guard;
  const auto count = static_cast<std::int64_t>(readings.size()), size = static_cast<std::int64_t>(readings.front().heads.size());
  std::vector<std::int64_t> heads;
  for (const Reading& reading : readings)
    for (const std::int32_t head : reading.heads) heads.push_back(head == size ? 0 : head + 1);
  const Tensor index = torch::tensor(heads, torch::kInt64).view({count, size, 1}).expand({count, size, relation_size});
  const Layers::Outputs& seen = layers_->seen;
  return numbers(torch::log_softmax(layers_->relate(seen.relation_words.reshape({-1, relation_size}), seen.relation_heads.gather(1, index).reshape({-1, relation_size})), 1));
}

namespace {

// The sum of what each network says, asked on a thread each.
template <class Ask>
std::vector<float> sum_of(std::span<const std::unique_ptr<Network>> networks, Ask&& ask) {
  std::vector<std::vector<float>> all(networks.size());
  std::vector<std::thread> threads;
  for (std::size_t n = 0; n < networks.size(); ++n) threads.emplace_back([&, n] { all[n] = ask(*networks[n]); });
  for (std::thread& thread : threads) thread.join();
  for (std::size_t n = 1; n < networks.size(); ++n)
    for (std::size_t i = 0; i < all[0].size(); ++i) all[0][i] += all[n][i];
  return std::move(all[0]);
}

std::size_t best(std::span<const float> scores, std::size_t row, std::size_t rows) {
  const std::span<const float> values = scores.subspan(row * (scores.size() / rows), scores.size() / rows);
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

}  // namespace

std::vector<Reading> read_all(std::span<const std::unique_ptr<Network>> networks, std::span<const Input> sentences) {
  std::map<std::size_t, std::vector<std::size_t>> by_length;
  for (std::size_t i = 0; i < sentences.size(); ++i) by_length[sentences[i].words.size()].push_back(i);
  std::vector<Reading> out(sentences.size());
  for (const auto& [size, all] : by_length) {
    const std::size_t most = std::max<std::size_t>(1, 1600 / size);
    for (std::size_t from = 0; from < all.size(); from += most) {
      const std::size_t count = std::min(most, all.size() - from), words = count * size;
      std::vector<const Input*> inputs;
      for (std::size_t i = 0; i < count; ++i) inputs.push_back(&sentences[all[from + i]]);
      const std::vector<float> arcs = sum_of(networks, [&](Network& network) {
        network.look(inputs);
        return network.arcs();
      });
      const std::vector<float> tags = sum_of(networks, [](Network& network) { return network.tags(); });
      std::vector<Reading> readings(count);
      for (std::size_t i = 0; i < count; ++i) readings[i].heads = train::best_tree(std::span(arcs).subspan(i * size * (size + 1), size * (size + 1)), size);
      const std::vector<float> relations = sum_of(networks, [&](Network& network) { return network.relations(readings); });
      for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t word = 0; word < size; ++word) {
          readings[i].tags.push_back(static_cast<Tag>(best(tags, i * size + word, words)));
          readings[i].relations.push_back(static_cast<std::uint8_t>(best(relations, i * size + word, words)));
        }
        out[all[from + i]] = std::move(readings[i]);
      }
    }
  }
  return out;
}

}  // namespace kg::teach
