/// \file
/// The one parallel seam. CMake picks the implementation: parallel_seq.cpp or parallel_threads.cpp.
#pragma once

#include <cstddef>
#include <memory>

namespace kmeans::detail {

inline constexpr int kMaxThreads = 64;
/// Most tasks in one run: the count lives in 16 bits.
inline constexpr std::size_t kMaxTasks = 0xffff;

/// Runs numbered tasks on a persistent pool. The caller works too, so one thread means no pool at all.
class Executor {
 public:
  explicit Executor(int threads);
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  [[nodiscard]] int pool_size() const { return threads_; }
  /// Threads that run() uses: all of the pool, or the caller alone.
  [[nodiscard]] int threads() const { return alone_ ? 1 : threads_; }
  /// Whether the caller works alone from now on, until told otherwise.
  void work_alone(bool alone) { alone_ = alone; }

  /// Calls f(task, worker) for every task in [0, tasks), tasks <= kMaxTasks, each once, in any order, and returns when
  /// all are done. `worker` is in [0, threads()): no two tasks run under the same number at a time.
  template <class F>
  void run(std::size_t tasks, F&& f) {
    if (threads() == 1 || tasks <= 1) {
      for (std::size_t task = 0; task < tasks; ++task) f(task, 0);
      return;
    }
    run_pool(
        tasks, [](void* context, std::size_t task, int worker) { (*static_cast<F*>(context))(task, worker); }, &f);
  }

 private:
  using Task = void (*)(void* context, std::size_t task, int worker);
  void run_pool(std::size_t tasks, Task task, void* context);

  struct Pool;
  int threads_ = 1;
  bool alone_ = false;
  std::unique_ptr<Pool> pool_;
};

}  // namespace kmeans::detail
