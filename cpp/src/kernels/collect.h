/// \file
/// Finding the rows whose bound does not hold: the one loop that runs over every row in every iteration.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "kernels.h"

namespace kmeans::detail {

namespace scalar {

template <class L>
static inline std::size_t collect(const float* keep, const L* labels, const float* limits, std::size_t /*k*/,
                                  std::size_t begin, std::size_t rows, RowIndex* out) {
  std::size_t count = 0;
  // No branch on the answer: it is as good as random.
  for (std::size_t i = begin; i < rows; ++i) {
    out[count] = static_cast<RowIndex>(i);
    count += keep[i] > limits[labels[i]] ? 0U : 1U;
  }
  return count;
}

template <class L>
static inline std::size_t collect(const float* keep, const L* labels, const float* limits, std::size_t k,
                                  std::size_t rows, RowIndex* out) {
  return collect(keep, labels, limits, k, 0, rows, out);
}

}  // namespace scalar

/// The same by table look-up in registers, sixteen rows at a time, while the limits fit in a few of them: `B` has the
/// byte operations of an instruction set.
template <class B>
struct Collecting {
  using Reg = typename B::Reg;
  static constexpr std::size_t kRows = 16;
  static constexpr std::size_t kMostTables = 8;
  static constexpr std::size_t kMostLimits = kMostTables * kRows;

  /// Byte `plane` of each limit, sixteen limits a register.
  struct Tables {
    Reg plane[4][kMostTables];
    std::size_t count;
  };

  static Tables make_tables(const float* limits, std::size_t k) {
    Tables tables;
    tables.count = (k + kRows - 1) / kRows;
    for (std::size_t t = 0; t < tables.count; ++t) {
      alignas(16) std::uint8_t bytes[4][kRows] = {};
      for (std::size_t i = 0; i < kRows && t * kRows + i < k; ++i) {
        std::uint32_t bits = 0;
        std::memcpy(&bits, limits + t * kRows + i, sizeof bits);
        for (std::size_t b = 0; b < 4; ++b) bytes[b][i] = static_cast<std::uint8_t>(bits >> (8 * b));
      }
      for (std::size_t b = 0; b < 4; ++b) tables.plane[b][t] = B::load(bytes[b]);
    }
    return tables;
  }

  /// One bit a row: its bound does not hold.
  static unsigned failing(const float* keep, const std::uint8_t* labels, const Tables& tables) {
    Reg index = B::load(labels);
    Reg plane[4];
    for (std::size_t b = 0; b < 4; ++b) plane[b] = B::look_up(tables.plane[b][0], index);
    for (std::size_t t = 1; t < tables.count; ++t) {
      index = B::sub(index, B::splat(kRows));
      for (std::size_t b = 0; b < 4; ++b) plane[b] = B::either(plane[b], B::look_up(tables.plane[b][t], index));
    }
    return ~B::greater(keep, plane) & 0xffffU;
  }

  static std::size_t collect(const float* keep, const std::uint8_t* labels, const float* limits, std::size_t k,
                             std::size_t rows, RowIndex* out) {
    if (k > kMostLimits) return scalar::collect(keep, labels, limits, k, rows, out);
    /// For each set of four rows, the numbers of its members, packed to the front.
    static constexpr auto kMembers = [] {
      struct {
        std::uint64_t packed[16];
        std::uint8_t count[16];
      } members{};
      for (std::uint64_t set = 0; set < 16; ++set) {
        for (std::uint64_t row = 0; row < 4; ++row) {
          if ((set >> row & 1U) != 0) members.packed[set] |= row << (16U * members.count[set]++);
        }
      }
      return members;
    }();
    constexpr std::uint64_t kEach = 0x0001000100010001;
    const Tables tables = make_tables(limits, k);
    std::size_t count = 0;
    std::size_t i = 0;
    for (; i + kRows <= rows; i += kRows) {
      unsigned sets = failing(keep + i, labels + i, tables);
      if (sets == 0) continue;
      for (std::size_t first = i; first < i + kRows; first += 4, sets >>= 4U) {
        const std::uint64_t packed = kMembers.packed[sets & 15U] + first * kEach;
        std::memcpy(out + count, &packed, sizeof packed);
        count += kMembers.count[sets & 15U];
      }
    }
    return count + scalar::collect(keep, labels, limits, k, i, rows, out + count);
  }
};

/// For instruction sets without such look-ups.
template <>
struct Collecting<void> {
  static std::size_t collect(const float* keep, const std::uint8_t* labels, const float* limits, std::size_t k,
                             std::size_t rows, RowIndex* out) {
    return scalar::collect(keep, labels, limits, k, rows, out);
  }
};

}  // namespace kmeans::detail
