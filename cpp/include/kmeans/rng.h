/// \file
/// The one random generator of the contract: integer-only, the same in every language.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace kmeans {

/// xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018), seeded through
/// splitmix32.
class Rng {
 public:
  explicit Rng(std::uint32_t seed) {
    for (std::uint32_t& word : state_) {
      seed += 0x9e3779b9U;
      std::uint32_t z = seed;
      z = (z ^ (z >> 16U)) * 0x85ebca6bU;
      z = (z ^ (z >> 13U)) * 0xc2b2ae35U;
      word = z ^ (z >> 16U);
    }
  }

  /// The next 32 random bits.
  std::uint32_t u32() {
    auto& [a, b, c, d] = state_;
    const std::uint32_t result = std::rotl(b * 5U, 7) * 9U;
    const std::uint32_t t = b << 9U;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = std::rotl(d, 11);
    return result;
  }

  /// A uniform double in [0, 1) with 53 random bits from two draws, high bits first.
  double uniform() {
    const std::uint32_t high = u32() >> 5U;
    const std::uint32_t low = u32() >> 6U;
    return (static_cast<double>(high) * 67108864.0 + static_cast<double>(low)) / 9007199254740992.0;
  }

  /// A random index in [0, m): floor(uniform() * m).
  std::size_t below(std::size_t m) { return static_cast<std::size_t>(uniform() * static_cast<double>(m)); }

 private:
  std::array<std::uint32_t, 4> state_{};
};

}  // namespace kmeans
