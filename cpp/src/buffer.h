#pragma once

#include <cstddef>
#include <cstdlib>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>

namespace kmeans::detail {

/// A growing, cache-line aligned array that reports a failed allocation instead of throwing or aborting:
/// operator new ends a WebAssembly module.
template <class T>
class Buffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  static constexpr std::size_t kAlignment = 64;

  Buffer() = default;
  ~Buffer() { std::free(data_); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  Buffer(Buffer&& other) noexcept { swap(other); }
  Buffer& operator=(Buffer&& other) noexcept {
    swap(other);
    return *this;
  }

  /// Makes room for `count` values, contents undefined. False when the memory is not to be had; the old buffer is
  /// gone by then.
  [[nodiscard]] bool resize(std::size_t count) {
    if (count > capacity_) {
      std::free(data_);
      data_ = nullptr;
      size_ = capacity_ = 0;
      if (count > (std::numeric_limits<std::size_t>::max() - kAlignment) / sizeof(T)) return false;
      const std::size_t bytes = (count * sizeof(T) + kAlignment - 1) / kAlignment * kAlignment;
      data_ = static_cast<T*>(std::aligned_alloc(kAlignment, bytes));
      if (data_ == nullptr) return false;
      capacity_ = count;
    }
    size_ = count;
    return true;
  }

  T* data() { return data_; }
  [[nodiscard]] const T* data() const { return data_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  [[nodiscard]] std::span<T> span() { return {data_, size_}; }
  [[nodiscard]] std::span<const T> span() const { return {data_, size_}; }

  void swap(Buffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

 private:
  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace kmeans::detail
