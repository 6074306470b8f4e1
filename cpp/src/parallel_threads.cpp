#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "parallel.h"

namespace kmeans::detail {
namespace {

// About 40 us of looking for work before parking, which is what waking a parked thread costs: a region that follows
// soon costs well under 1 us then, and a pool left alone gives its cores back. Without a pause instruction a look is
// far shorter.
#if defined(__x86_64__)
constexpr int kSpins = 4000;
#else
constexpr int kSpins = 60000;
#endif
/// Tasks and the next one share the low half of the ticket, sixteen bits each.
constexpr std::uint64_t kCountMask = 0xffff;

inline void relax() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

}  // namespace

/// Tasks are claimed from one ticket word, (generation << 32) | (tasks << 16) | next, so a worker that wakes late finds
/// either work of the current region or none; a thread that loses its core holds up one task, not half the region.
struct Executor::Pool {
  alignas(64) std::atomic<std::uint64_t> ticket{0};
  alignas(64) std::atomic<std::uint32_t> done{0};
  alignas(64) std::atomic<int> parked{0};
  std::atomic<bool> caller_parked{false};
  std::atomic<bool> stopping{false};
  std::mutex mutex;
  std::condition_variable work_ready;
  std::condition_variable all_done;
  Task task = nullptr;
  void* context = nullptr;
  std::uint32_t generation = 0;
  std::vector<std::thread> threads;

  static bool has_work(std::uint64_t word) { return (word & kCountMask) < ((word >> 16U) & kCountMask); }

  /// Claims and runs tasks until none is left.
  void work(int worker) {
    std::uint64_t word = ticket.load(std::memory_order_acquire);
    while (has_work(word)) {
      if (!ticket.compare_exchange_weak(word, word + 1, std::memory_order_acq_rel)) continue;
      const auto tasks = static_cast<std::uint32_t>((word >> 16U) & kCountMask);
      task(context, word & kCountMask, worker);
      if (done.fetch_add(1, std::memory_order_seq_cst) + 1 == tasks && caller_parked.load()) {
        const std::lock_guard lock(mutex);
        all_done.notify_one();
      }
      word = ticket.load(std::memory_order_acquire);
    }
  }

  /// False when the system has no more threads to give.
  bool start(int worker) {
#if defined(__cpp_exceptions)
    try {
      threads.emplace_back([this, worker] { worker_loop(worker); });
    } catch (const std::system_error&) {
      return false;
    }
#else
    threads.emplace_back([this, worker] { worker_loop(worker); });
#endif
    return true;
  }

  void worker_loop(int worker) {
    while (!stopping.load(std::memory_order_relaxed)) {
      for (int i = 0; i < kSpins && !has_work(ticket.load(std::memory_order_relaxed)); ++i) relax();
      if (!has_work(ticket.load(std::memory_order_acquire))) {
        std::unique_lock lock(mutex);
        // Sequentially consistent with the store of the ticket in run_pool: one of the two sees the other.
        parked.fetch_add(1);
        work_ready.wait(lock, [this] { return stopping.load() || has_work(ticket.load()); });
        parked.fetch_sub(1);
      }
      work(worker);
    }
  }
};

Executor::Executor(int threads) : threads_(std::clamp(threads, 1, kMaxThreads)) {
  if (threads_ == 1) return;
  pool_ = std::make_unique<Pool>();
  pool_->threads.reserve(static_cast<std::size_t>(threads_ - 1));
  for (int worker = 1; worker < threads_; ++worker) {
    if (!pool_->start(worker)) threads_ = worker;
  }
}

Executor::~Executor() {
  if (!pool_) return;
  {
    const std::lock_guard lock(pool_->mutex);
    pool_->stopping.store(true);
  }
  pool_->work_ready.notify_all();
  for (std::thread& thread : pool_->threads) thread.join();
}

void Executor::run_pool(std::size_t tasks, Task task, void* context) {
  Pool& pool = *pool_;
  pool.task = task;
  pool.context = context;
  pool.done.store(0, std::memory_order_relaxed);
  ++pool.generation;
  pool.ticket.store((static_cast<std::uint64_t>(pool.generation) << 32U) | (tasks << 16U));
  if (pool.parked.load() > 0) {
    const std::lock_guard lock(pool.mutex);
    pool.work_ready.notify_all();
  }
  pool.work(0);
  for (int i = 0; i < kSpins && pool.done.load(std::memory_order_acquire) < tasks; ++i) relax();
  if (pool.done.load(std::memory_order_acquire) < tasks) {
    std::unique_lock lock(pool.mutex);
    pool.caller_parked.store(true);
    pool.all_done.wait(lock, [&] { return pool.done.load() >= tasks; });
    pool.caller_parked.store(false);
  }
}

}  // namespace kmeans::detail
