#include "extract/pipeline.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <tuple>

#include "base/error.hpp"

namespace kg::extract {

namespace {

using graph::PackedDocument;

[[noreturn]] void throw_stopped() { throw Error("stopped; nothing was written"); }

// One document on its way. `extract` is false for a text and day that this run has met before:
// then only its addresses count.
struct Work {
  source::Document document;
  bool extract = true;
  std::size_t bytes = 0;
  PackedDocument packed;
};

// Between the reading thread, which calls us, and the pipeline, which asks. Holds at most `limit`
// bytes of text, or one document if that is larger.
class Belt {
 public:
  explicit Belt(std::size_t limit) : limit_(limit) {}

  /// False if the pipeline has gone.
  bool put(Work work) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || in_flight_ == 0 || in_flight_ + work.bytes <= limit_; });
    if (closed_) return false;
    in_flight_ += work.bytes;
    waiting_.push_back(std::move(work));
    changed_.notify_all();
    return true;
  }
  std::optional<Work> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || ended_ || !waiting_.empty(); });
    if (closed_ || waiting_.empty()) return {};
    Work work = std::move(waiting_.front());
    waiting_.pop_front();
    return work;
  }
  void finished(std::size_t bytes) {
    const std::scoped_lock lock(mutex_);
    in_flight_ -= bytes;
    changed_.notify_all();
  }
  void end() { set(ended_); }
  void close() { set(closed_); }

 private:
  void set(bool& flag) {
    const std::scoped_lock lock(mutex_);
    flag = true;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Work> waiting_;
  std::size_t limit_;
  std::size_t in_flight_ = 0;
  bool ended_ = false;   // no more will come
  bool closed_ = false;  // nobody takes any more
};

struct PipelineGone {};

unsigned job_count(unsigned wanted) {
  return wanted != 0 ? wanted : std::max(1U, std::thread::hardware_concurrency());
}

// Claims of a graph for the same text, day and analysis; nothing if it has none.
std::optional<PackedDocument> find_known(const graph::Graph* known, const source::Document& document) {
  if (known == nullptr) return {};
  const auto index = known->find_document(document.id);
  if (!index || known->document(*index).published != document.published) return {};
  if (known->document_conllu(*index) != document.conllu) return {};
  PackedDocument packed = known->packed_document(*index);
  packed.uris = document.uris;
  std::sort(packed.uris.begin(), packed.uris.end());
  packed.title = document.title;
  return packed;
}

class Pipeline {
 public:
  Pipeline(const Extractor& extractor, const PipelineOptions& options)
      : extractor_(extractor), options_(options), belt_(options.bytes_in_flight) {}

  /// `document` gets what was read, in the order of reading. `address` gets a text and day that was
  /// met before; without it such a document is extracted again.
  struct Receiver {
    std::function<void(PackedDocument)> document;
    std::function<void(source::Document)> address = nullptr;
  };

  void run(const std::function<void(const source::Sink&)>& read, Receiver receiver) {
    receiver_ = std::move(receiver);
    std::exception_ptr reading_failed;
    std::thread reader([&] {
      try {
        read({[&](source::Document document) { take(std::move(document)); },
              [&](source::Skipped skipped) { tell(std::move(skipped)); }});
      } catch (const PipelineGone&) {
      } catch (...) {
        reading_failed = std::current_exception();
      }
      belt_.end();
    });
    std::exception_ptr extracting_failed;
    try {
      extract_all();
    } catch (...) {
      extracting_failed = std::current_exception();
    }
    belt_.close();
    reader.join();
    if (extracting_failed) std::rethrow_exception(extracting_failed);
    if (reading_failed) std::rethrow_exception(reading_failed);
    if (is_cancelled()) throw_stopped();
  }

 private:
  bool is_cancelled() const { return options_.cancelled != nullptr && *options_.cancelled; }

  // In the reading thread.
  void take(source::Document document) {
    if (is_cancelled()) throw PipelineGone();
    if (options_.wanted && !options_.wanted(document)) return;
    Work work;
    work.bytes = document.text.size() + document.conllu.size() + 4096;
    // Another analysis makes other claims: such documents are always read.
    work.extract = !receiver_.address || !document.conllu.empty() || seen_.emplace(document.id, document.published).second;
    work.document = std::move(document);
    if (!belt_.put(std::move(work))) throw PipelineGone();
  }
  void tell(source::Skipped skipped) {
    if (is_cancelled()) throw PipelineGone();
    const std::scoped_lock lock(telling_);
    ++progress_.skipped;
    if (options_.skipped) options_.skipped(skipped);
  }

  void extract_all() {
    const unsigned jobs = job_count(options_.jobs);
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
    tbb::task_arena arena(static_cast<int>(jobs));
    arena.execute([&] {
      const auto input = tbb::make_filter<void, std::shared_ptr<Work>>(
          tbb::filter_mode::serial_in_order, [&](tbb::flow_control& flow) -> std::shared_ptr<Work> {
            std::optional<Work> work = is_cancelled() ? std::nullopt : belt_.take();
            if (!work) {
              flow.stop();
              return nullptr;
            }
            return std::make_shared<Work>(std::move(*work));  // shared: filters hand over copies
          });
      const auto extract = tbb::make_filter<std::shared_ptr<Work>, std::shared_ptr<Work>>(
          tbb::filter_mode::parallel, [&](std::shared_ptr<Work> work) {
            if (work->extract) pack(*work);
            return work;
          });
      const auto collect = tbb::make_filter<std::shared_ptr<Work>, void>(
          tbb::filter_mode::serial_in_order, [&](const std::shared_ptr<Work>& work) { keep(std::move(*work)); });
      tbb::parallel_pipeline(std::size_t{jobs} * 4, input & extract & collect);
    });
  }

  void pack(Work& work) const {
    if (std::optional<PackedDocument> known = find_known(options_.known, work.document)) {
      work.packed = std::move(*known);
      return;
    }
    graph::ReadDocument read{std::move(work.document), {}};
    read.claims = extractor_.extract(read.document);
    work.packed = graph::pack(read);
  }

  void keep(Work work) {
    belt_.finished(work.bytes);
    {
      const std::scoped_lock lock(telling_);
      ++progress_.documents;
      progress_.text_bytes += work.bytes;
      if (options_.progress) options_.progress(progress_);
    }
    if (work.extract) {
      receiver_.document(std::move(work.packed));
    } else {
      receiver_.address(std::move(work.document));
    }
  }

  const Extractor& extractor_;
  const PipelineOptions& options_;
  Belt belt_;
  Receiver receiver_;
  std::set<std::pair<DocumentId, Date>> seen_;
  std::mutex telling_;
  Progress progress_;
};

}  // namespace

void read_documents(const std::vector<std::string>& sources, const Extractor& extractor, const PipelineOptions& options,
                    graph::DocumentSet& to) {
  Pipeline(extractor, options).run([&](const source::Sink& sink) { source::read(sources, options.read, sink); },
                                   {[&](const PackedDocument& document) { to.add(document); },
                                    [&](source::Document again) { to.add_address(again.id, std::move(again.uris), again.title); }});
}

void stream_documents(const std::vector<std::string>& sources, const Extractor& extractor, const PipelineOptions& options,
                      const std::function<void(PackedDocument)>& deliver) {
  Pipeline(extractor, options).run([&](const source::Sink& sink) { source::read(sources, options.read, sink); }, {deliver});
}

graph::Fingerprints fingerprints(const ontology::Ontology& ontology) { return {ontology.fingerprint, text::embedded_model_fingerprint()}; }

void extract_again(const graph::Graph& graph, const std::function<bool(const graph::DocumentView&)>& wanted, const Extractor& extractor,
                   const PipelineOptions& options, graph::DocumentSet& to) {
  const auto imported = [](const PackedDocument& document) {
    const graph::DocumentClaims claims = graph::unpack_claims(document);
    return std::any_of(claims.claims.begin(), claims.claims.end(), [](const graph::Claim& claim) { return claim.rule == "imported"; });
  };
  // Two threads would give to the set: imported documents go last.
  std::vector<graph::DocumentIndex> as_they_are;
  Pipeline(extractor, options).run(
      [&](const source::Sink& sink) {
        for (std::uint32_t i = 0; i < graph.document_count(); ++i) {
          const graph::DocumentIndex index{i};
          if (wanted && !wanted(graph.document(index))) continue;
          const PackedDocument document = graph.packed_document(index);
          if (imported(document)) as_they_are.push_back(index);
          else sink.document(graph::unpack_document(document));
          if (i % 1024 == 1023) graph.release_pages();
        }
      },
      {[&](const PackedDocument& document) { to.add(document); }});
  for (const graph::DocumentIndex index : as_they_are) to.add(graph.packed_document(index));
}

}  // namespace kg::extract
