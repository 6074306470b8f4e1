#include "hash.h"

#include <openssl/evp.h>

#include <array>
#include <bit>
#include <stdexcept>

namespace kmeans::cli {
namespace {

static_assert(std::endian::native == std::endian::little, "values are hashed as they lie in memory");

std::string sha256(const void* bytes, std::size_t size) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (EVP_Digest(bytes, size, digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("libcrypto has no SHA-256");
  }
  constexpr const char* kHex = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < length; ++i) {
    text += kHex[digest[i] >> 4U];
    text += kHex[digest[i] & 15U];
  }
  return text;
}

}  // namespace

std::string sha256_of(std::span<const Label> values) { return sha256(values.data(), values.size_bytes()); }
std::string sha256_of(std::span<const double> values) { return sha256(values.data(), values.size_bytes()); }

}  // namespace kmeans::cli
